package law

import (
	"strings"
	"testing"

	"monban/detect"
)

func result(n int, kinds ...detect.Kind) *detect.Result {
	r := &detect.Result{People: make([]detect.Person, n)}
	for i := range r.People {
		r.People[i].Kinds = detect.SetOf(kinds...)
	}
	return r
}

func TestTable(t *testing.T) {
	list, err := entries()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		for _, s := range []string{e.text, e.textJa} {
			if !strings.Contains(s, "{people}") {
				t.Errorf("%s does not tell the number of people: %s", e.basis, s)
			}
		}
	}
}

func TestBases(t *testing.T) {
	for _, c := range []struct {
		about          string
		r              *detect.Result
		administrative bool
		want           string
	}{
		{"nobody", result(0), false, ""},
		{"one diagnosis", result(1, detect.PersonName, detect.Diagnosis), false, "appi-rule-7-1"},
		{"one hospital, organ", result(1, detect.Hospital), true, "appi-rule-43-1"},
		{"card", result(1, detect.CreditCard), false, "appi-rule-7-2"},
		{"login and password", result(3, detect.Email, detect.Password), false, "appi-rule-7-2"},
		{"password alone", result(3, detect.PersonName, detect.Password), false, ""},
		{"bank account alone", result(3, detect.PersonName, detect.BankAccount), false, ""},
		{"1,000 names", result(1000, detect.PersonName), false, ""},
		{"1,001 names", result(1001, detect.PersonName), false, "appi-rule-7-4"},
		{"2,000 ages", result(2000, detect.Age, detect.Sex), false, ""},
		{"100 names, organ", result(100, detect.PersonName), true, ""},
		{"101 names, organ", result(101, detect.PersonName), true, "appi-rule-43"},
		{"one my number", result(1, detect.MyNumber), false, "my-number-act-19"},
		{"101 my numbers, organ", result(101, detect.MyNumber), true, "my-number-act-19 my-number-rule-2-4 appi-rule-43"},
		{"everything", result(1500, detect.MyNumber, detect.Disability, detect.CreditCard), false,
			"my-number-act-19 my-number-rule-2-4 appi-rule-7-1 appi-rule-7-2 appi-rule-7-4"},
	} {
		var got []string
		for _, b := range Bases(c.r, c.administrative) {
			got = append(got, b.Basis)
			if b.People != len(c.r.People) || strings.ContainsAny(b.Text+b.TextJa, "{}") || len(b.Items) == 0 {
				t.Errorf("%s: %+v", c.about, b)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.about, s, c.want)
		}
	}
}

func TestBusinessContactsDoNotCount(t *testing.T) {
	r := result(1200, detect.PersonName, detect.Email)
	for i := range r.People {
		r.People[i].Business = true
	}
	if b := Bases(r, false); b != nil {
		t.Errorf("got %v", b)
	}
}
