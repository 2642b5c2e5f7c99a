// Package law tells what the law would ask if the files of a message reached
// the wrong person.
//
// The consequences are a table, law.tsv: who is bound, what triggers the rule,
// above how many people, and the words with the deadlines. The package counts
// people; it knows no recipient, and what it says is no legal advice. It leaves
// out what no file can show, such as an attack or who has seen the data.
package law

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"monban/detect"
)

//go:embed law.tsv
var table string

// A Basis is a provision that a leak would touch.
type Basis struct {
	Basis  string // "appi-rule-7-1"
	Text   string
	TextJa string
	People int
	Items  []detect.Kind // the sorts of data of these people, as a report to the Commission names them
}

// An entry is one line of the table.
type entry struct {
	basis, who, trigger string
	over                int
	textJa, text        string
}

// A trigger says whether a person is one of those whom a provision counts, and
// which of his data the provision is about; none means all.
type trigger struct {
	counts func(detect.KindSet) bool
	items  detect.KindSet
}

var financial = detect.SetOf(detect.CreditCard, detect.Password, detect.LoginID, detect.Email)

var triggers = map[string]trigger{
	"my-number":    {func(k detect.KindSet) bool { return k.Has(detect.MyNumber) }, detect.SetOf(detect.MyNumber)},
	"special-care": {func(k detect.KindSet) bool { return k&detect.SpecialKinds != 0 }, detect.SpecialKinds},
	// A card number, or a login with its password. A bank account alone is not.
	"financial": {func(k detect.KindSet) bool {
		return k.Has(detect.CreditCard) || k.Has(detect.Password) && (k.Has(detect.LoginID) || k.Has(detect.Email))
	}, financial},
	"people": {func(k detect.KindSet) bool { return k&^detect.ClassSet(detect.Plain) != 0 }, 0},
}

// entries reads the table. It is small enough to be read at every call.
func entries() ([]entry, error) {
	var out []entry
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("law.tsv:%d: %d fields instead of 6", i+1, len(f))
		}
		over, err := strconv.Atoi(f[3])
		if err != nil {
			return nil, fmt.Errorf("law.tsv:%d: %w", i+1, err)
		}
		if _, ok := triggers[f[2]]; !ok {
			return nil, fmt.Errorf("law.tsv:%d: unknown trigger %q", i+1, f[2])
		}
		if f[1] != "anybody" && f[1] != "business" && f[1] != "administrative" {
			return nil, fmt.Errorf("law.tsv:%d: nobody is %q", i+1, f[1])
		}
		out = append(out, entry{basis: f[0], who: f[1], trigger: f[2], over: over, textJa: f[4], text: f[5]})
	}
	return out, nil
}

// Bases lists the provisions that a leak of r would touch, in the order of the
// table. administrative chooses those for administrative organs.
func Bases(r *detect.Result, administrative bool) []Basis {
	list, err := entries()
	if err != nil {
		panic(err) // the embedded table is tested
	}
	var out []Basis
	for _, e := range list {
		if e.who == "business" && administrative || e.who == "administrative" && !administrative {
			continue
		}
		t, n, items := triggers[e.trigger], 0, detect.KindSet(0)
		for i := range r.People {
			if p := &r.People[i]; !p.Business && t.counts(p.Kinds) {
				n++
				items |= p.Kinds
			}
		}
		if n <= e.over {
			continue
		}
		if t.items != 0 {
			items &= t.items
		}
		b := Basis{Basis: e.basis, People: n, Items: items.List()}
		b.TextJa = strings.NewReplacer("{people}", number(n)+"人", "{items}", words(b.Items, true)).Replace(e.textJa)
		b.Text = strings.NewReplacer("{people}", people(n), "{items}", words(b.Items, false)).Replace(e.text)
		out = append(out, b)
	}
	return out
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return number(n) + " people"
}

// number writes n with separators.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// mostItems is how many sorts of data the words name; Basis.Items has all.
const mostItems = 7

func words(kinds []detect.Kind, ja bool) string {
	var l []string
	for i, k := range kinds {
		if rest := len(kinds) - i; i == mostItems && rest > 1 {
			if ja {
				return strings.Join(l, "、") + "ほか" + strconv.Itoa(rest) + "項目"
			}
			return strings.Join(l, ", ") + " and " + strconv.Itoa(rest) + " more"
		}
		info, _ := k.Info()
		if ja {
			l = append(l, info.TitleJa)
		} else {
			l = append(l, info.Title)
		}
	}
	if ja {
		return strings.Join(l, "、")
	}
	return strings.Join(l, ", ")
}
