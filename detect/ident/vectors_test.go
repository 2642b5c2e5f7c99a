package ident

import (
	"os"
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/detect/ja"
)

// Every vector says whether a value is right by its check digit, or as a date.
// The numbers are also looked for under the label of their rule.
func TestVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		kind, value, want := f[0], f[1], f[2] == "valid"
		n++
		c, ok := checks[kind]
		if !ok {
			t.Errorf("no check for vectors of kind %s", kind)
			continue
		}
		if got := c.valid(value); got != want {
			t.Errorf("%s %s: got %v, want %v", kind, value, got, want)
		}
		if c.label == "" {
			continue
		}
		m, found := best(c.rule, detecttest.Text(c.label+" "+value))
		if checked := found && m.Evidence&detect.CheckDigit != 0; checked != (want && value != "000000000000") {
			t.Errorf("%s %s in a text: found %v with evidence %v, want check digit %v", kind, value, found, m.Evidence.Codes(), want)
		}
	}
	if n < 110 {
		t.Errorf("only %d vectors were read", n)
	}
}

func best(r detect.Rule, t *detect.Text) (best detect.Match, ok bool) {
	r.Find(t, func(m detect.Match) {
		if !ok || m.Confidence() > best.Confidence() {
			best, ok = m, true
		}
	})
	return best, ok
}

type vectorCheck struct {
	valid func(string) bool
	label string // to find it in a text; "" when the vectors are of parts
	rule  detect.Rule
}

var checks = map[string]vectorCheck{
	"my_number":                      {mod11, "個人番号", myNumber},
	"my_number_trap":                 {mod11, "個人番号", myNumber},
	"corporate_number":               {corporate, "法人番号", corporateNumber},
	"driver_license":                 {func(s string) bool { return licence(s) && office(s) }, "免許証番号", driversLicence},
	"juminhyo_code":                  {func(s string) bool { return len(s) == 11 && mod11(s) }, "住民票コード", residentRecord},
	"insurer_or_payer_8":             {luhn, "保険者番号", insurer},
	"insurer_6":                      {luhn, "保険者番号", insurer},
	"recipient_7":                    {luhn, "受給者番号", recipient},
	"welfare_municipality_6":         {luhn, "市町村番号", insurer},
	"jis_municipality_6":             {municipalityCode, "", detect.Rule{}},
	"yucho":                          {func(s string) bool { a, b, _ := strings.Cut(s, "-"); return yucho(a, b) }, "ゆうちょ", bankAccount},
	"card_luhn":                      {luhn, "カード番号", creditCard},
	"passport_mrz":                   {func(s string) bool { return mrz(strings.ReplaceAll(s, "/", "")) }, "", detect.Rule{}},
	"tracking_7dr":                   {parcel, "", detect.Rule{}},
	"trap_tracking_passing_mynumber": {func(s string) bool { return mod11(s) && parcel(s) }, "", detect.Rule{}},
	"wareki":                         {func(s string) bool { _, _, _, ok := ja.ParseDate(s); return ok }, "", detect.Rule{}},
	"excel_serial":                   {func(s string) bool { _, ok := ja.ParseCompact(s); return ok }, "", detect.Rule{}},
}

// municipalityCode and parcel are look-alikes that no rule reports: the code of
// a municipality, and a parcel with its remainder of 7.
func municipalityCode(s string) bool {
	sum := 0
	for i := range 5 {
		sum += int(s[i]-'0') * (6 - i)
	}
	return int(s[5]-'0') == (11-sum%11)%10
}

func parcel(s string) bool {
	rest := 0
	for i := range 11 {
		rest = (rest*10 + int(s[i]-'0')) % 7
	}
	return int(s[11]-'0') == rest
}

// Parcels, stamps and serial numbers are no individual numbers, although one
// in ten of them has the right digit.
func TestSerialNumbersAreNotMyNumbers(t *testing.T) {
	for _, s := range []string{"441000000066", "441000000210", "441000000350", "4410-0000-0066", "202404011230"} {
		if m, ok := best(myNumber, detecttest.Text(s)); ok && m.Confidence() >= detect.Least {
			t.Errorf("%s alone is reported with confidence %.2f", s, m.Confidence())
		}
	}
	serial := []byte("202400000000")
	valid := 0
	for range 10000 {
		for i := len(serial) - 1; ; i-- {
			if serial[i]++; serial[i] <= '9' {
				break
			}
			serial[i] = '0'
		}
		m, ok := best(myNumber, detecttest.Text(string(serial)))
		if ok && m.Confidence() >= detect.Least {
			t.Fatalf("order number %s is reported", serial)
		}
		if ok && m.Evidence&detect.CheckDigit != 0 {
			valid++
		}
	}
	if valid < 900 || valid > 1100 {
		t.Errorf("of 10,000 serial numbers %d have a right check digit; about 1,000 are expected", valid)
	}
}
