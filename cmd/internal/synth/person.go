package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// An Origin is where a person's name comes from.
type Origin uint8

// The origins of names.
const (
	Japanese Origin = iota
	Vietnamese
	Indian
	Chinese
	Korean
	Second // Japanese too, with names of the second list
)

var origins = [...]string{"日本", "ベトナム", "インド", "中国", "韓国", "日本"}

// Today is the day on which the made-up offices write: ages follow from it.
var Today = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

// A Person is somebody who does not exist. What is personal stands here;
// values that a table needs once (a price, a row number) do not.
type Person struct {
	Index      int
	Origin     Origin
	Female     bool
	Family     string
	Middle     string // only Vietnamese
	Given      string
	FamilyKana string
	MiddleKana string
	GivenKana  string
	Birth      time.Time
	Home       Address
	Mobile     string
	Phone      string // at home
	Mail       string
	Login      string
	MyNumber   string
	Guardian   *Person // of a child; has the same family name

	r *rand.Rand // for values that are asked for once
}

// A Mix says who is made up.
type Mix struct {
	Origins    []Origin // drawn from evenly
	From, Till int      // years of birth
}

// Mixes that offices have.
var mixes = map[string]Mix{
	"adult":   {[]Origin{Japanese}, 1960, 2004},
	"child":   {[]Origin{Japanese}, 2009, 2020},
	"student": {[]Origin{Japanese, Japanese, Japanese, Japanese, Japanese, Japanese, Chinese, Vietnamese, Korean}, 1999, 2007},
	"old":     {[]Origin{Japanese}, 1929, 1958},
	"staff":   {[]Origin{Japanese, Japanese, Japanese, Japanese, Japanese, Vietnamese, Indian, Chinese}, 1965, 2003},
	"vn":      {[]Origin{Vietnamese, Vietnamese, Vietnamese, Indian, Japanese}, 1975, 2004},
	"other":   {[]Origin{Second}, 1955, 2005},
	"pupil":   {[]Origin{Second}, 2009, 2021},
	"elder":   {[]Origin{Second}, 1928, 1957},
	"many":    {[]Origin{Second, Second, Second, Vietnamese, Indian, Chinese}, 1970, 2005},
	"world":   {[]Origin{Japanese, Vietnamese, Indian, Chinese, Korean}, 1970, 2004},
}

// Person makes up one person of a mix.
func (g *Gen) Person(m Mix) *Person {
	g.next++
	r := rand.New(rand.NewPCG(g.seed, uint64(g.next)))
	p := &Person{Index: g.next, r: r, Female: chance(r, 50), Origin: pick(r, m.Origins)}
	p.name()
	for try := 0; (g.readings[p.Kana()] || g.readings[p.Latin()]) && try < 50; try++ {
		p.name()
	}
	g.readings[p.Kana()], g.readings[p.Latin()] = true, true
	day := r.IntN(365)
	p.Birth = time.Date(m.From+r.IntN(m.Till-m.From+1), 1, 1+day, 0, 0, 0, 0, time.UTC)
	p.Home = newAddress(r)
	p.Mobile = fmt.Sprintf("0%d0-%s-%s", 7+r.IntN(3), pick(r, phoneBlocks), digits(r, 4))
	p.Phone = pick(r, areaCodes) + "-" + digits(r, 4)
	local := strings.ToLower(strings.ReplaceAll(unmark.Replace(p.latinFamily()+"."+p.latinGiven()), " ", ""))
	switch r.IntN(4) {
	case 0:
		local = local[:1] + "-" + strings.SplitN(local, ".", 2)[1]
	case 1:
		local = strings.ReplaceAll(local, ".", "_") + fmt.Sprint(p.Birth.Year()%100)
	}
	p.Login = strings.NewReplacer(".", "", "-", "", "_", "").Replace(local) + fmt.Sprint(p.Index)
	p.Mail = fmt.Sprintf("%s%d@%s", local, p.Index, pick(r, mailDomains))
	p.MyNumber = myNumber(r)
	if p.Birth.Year() >= 2007 {
		p.Guardian = g.parent(p)
	}
	return p
}

// People makes up n people of a mix.
func (g *Gen) People(m Mix, n int) []*Person {
	out := make([]*Person, n)
	for i := range out {
		out[i] = g.Person(m)
	}
	return out
}

// parent makes up a parent of p with the same family name and address.
func (g *Gen) parent(p *Person) *Person {
	q := g.Person(Mix{[]Origin{p.Origin}, p.Birth.Year() - 38, p.Birth.Year() - 24})
	q.Family, q.FamilyKana, q.Home = p.Family, p.FamilyKana, p.Home
	return q
}

func (p *Person) name() {
	r, sex := p.r, 0
	if p.Female {
		sex = 1
	}
	set := func(family, given pair) {
		p.Family, p.FamilyKana, p.Given, p.GivenKana = family.text, family.kana, given.text, given.kana
	}
	switch p.Origin {
	case Vietnamese:
		set(pick(r, vnFamily), pick(r, vnGiven[sex]))
		m := pick(r, vnMiddle[sex])
		p.Middle, p.MiddleKana = m.text, m.kana
	case Indian:
		set(pick(r, inFamily), pick(r, inGiven[sex]))
	case Chinese:
		set(pick(r, cnFamily), pick(r, cnGiven[sex]))
	case Korean:
		set(pick(r, krFamily), pick(r, krGiven[sex]))
	case Second:
		set(pick(r, familySecond), pick(r, givenSecond[sex]))
	default:
		family := familyCommon
		if chance(r, 15) {
			family = familyRare
		}
		given := givenMale
		if p.Female {
			given = givenFemale
		}
		set(pick(r, family), pick(r, given))
	}
}

// Name is the name as the person writes it, parts separated by a space.
func (p *Person) Name() string {
	switch p.Origin {
	case Vietnamese:
		return p.Family + " " + p.Middle + " " + p.Given
	case Indian:
		return p.Given + " " + p.Family
	}
	return p.Family + " " + p.Given
}

// Tight is the name without a space, where the script allows it.
func (p *Person) Tight() string {
	if p.Origin == Vietnamese || p.Origin == Indian {
		return p.Name()
	}
	return p.Family + p.Given
}

// Kana is the reading in katakana.
func (p *Person) Kana() string {
	switch p.Origin {
	case Vietnamese:
		return p.FamilyKana + " " + p.MiddleKana + " " + p.GivenKana
	case Indian:
		return p.GivenKana + " " + p.FamilyKana
	}
	return p.FamilyKana + " " + p.GivenKana
}

// HalfKana is the reading in half-width katakana.
func (p *Person) HalfKana() string { return width.Narrow.String(p.Kana()) }

// Hiragana is the reading in hiragana.
func (p *Person) Hiragana() string { return hiragana(p.Kana()) }

// Latin is the name in plain Latin letters, capitals as in a passport.
func (p *Person) Latin() string {
	s := p.latinFamily() + " " + p.latinGiven()
	if p.Origin == Indian {
		s = p.latinGiven() + " " + p.latinFamily()
	}
	return strings.ToUpper(s)
}

func (p *Person) latinFamily() string {
	if p.Origin == Vietnamese || p.Origin == Indian {
		return unmark.Replace(p.Family)
	}
	return title(romaji(p.FamilyKana))
}

func (p *Person) latinGiven() string {
	switch p.Origin {
	case Vietnamese:
		return unmark.Replace(p.Middle + " " + p.Given)
	case Indian:
		return p.Given
	}
	return title(romaji(p.GivenKana))
}

func title(s string) string {
	if s == "" {
		return "X"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Age is the age in full years on the day of writing.
func (p *Person) Age() int {
	n := Today.Year() - p.Birth.Year()
	if Today.YearDay() < p.Birth.YearDay() {
		n--
	}
	return n
}
