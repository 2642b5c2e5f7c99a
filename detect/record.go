package detect

import (
	"strings"

	"monban/extract"
)

// A Meaning is what a header or a label says about the values it names: a kind,
// or one of the words below for values that are nobody's personal data.
type Meaning struct {
	Kind Kind   // "" when the values are not personal
	Part string // which part or whose: "kana", "family", "year", "staff", "company" …
	Word string // what else it is, when Kind is "": "company", "memo", "id" …
	Weak bool   // the header alone is ambiguous; the values must agree
	Term bool   // it is weak only because the word may as well be a value: 障害の程度
	Read bool   // how the name of a relative or of staff is read
}

// Alias reports whether the values are another spelling of a name: kana, or Latin
// letters.
func (m Meaning) Alias() bool {
	return m.Read || strings.HasSuffix(m.Part, "kana") || m.Part == "romaji"
}

// Personal reports whether the header promises personal data.
func (m Meaning) Personal() bool { return m.Kind != "" }

// Under combines the meaning of a header with that of the group above it:
// 緊急連絡先 over 氏名 names a relative.
func (m Meaning) Under(group Meaning) Meaning {
	switch group.Part {
	case "relative", "staff", "company":
		if m.Kind != "" {
			m.Read = m.Kind == PersonName && m.Alias()
			m.Part = group.Part
		}
	}
	return m
}

// Whose tells which person of the record the named values belong to.
func (m Meaning) Whose() Whose {
	switch m.Part {
	case "relative":
		return Relative
	case "staff":
		return Staff
	}
	return Subject
}

// Whose tells which person of a record a value belongs to.
type Whose uint8

const (
	Subject  Whose = iota // the person that the record is about
	Relative              // a guardian, beneficiary, emergency contact
	Staff                 // somebody who does his work there: no data subject
)

// A Value is something in a record that may be personal data.
type Value struct {
	Kind     Kind
	Whose    Whose
	Loc      extract.Loc
	Hidden   extract.Hidden
	Text     string // as in the file
	Key      string // the form in which equal values are equal; "" when it does not identify
	Odds     float64
	Evidence Evidence
	Business bool
	// More marks the further parts of a value split over cells: they are listed,
	// and not counted again.
	More bool
	// Alias marks another spelling of the name (kana, romaji).
	Alias bool
	// Silent marks what only tells whose the record is, the number of a user in
	// another table: it links, and is no finding.
	Silent bool
	// Mention marks a name that free text merely mentions.
	Mention bool
}

// A Record is what one row, one form or one section says. It is valid only
// during the call that hands it over.
type Record struct {
	Values []Value
	Table  int  // number of the table in the file, from 1; 0 in running text
	Org    bool // a company or a department stands beside: a business contact unless private data says otherwise
	Topic  bool // it names none but people at their work: an illness in it is what they work on
	// Group tells that the values belong to one person even when none is named.
	Group bool
}

// Reset empties r for the next record.
func (r *Record) Reset() { *r = Record{Values: r.Values[:0], Table: r.Table} }

// Senses are what the stages that read rows and running text see with. They
// are functions because the packages that know the answers stand beside each
// other.
type Senses struct {
	// Normalize folds width and compatibility forms, see NewText.
	Normalize func(s string) (norm string, chars Chars, offsets []int32)
	// Key folds a header or a label for Meaning.
	Key func(s string) string
	// Meaning tells what a folded header means. exact is false when only a part
	// of it is known.
	Meaning func(key string) (m Meaning, exact, ok bool)
	// Recognise finds identifiers and terms in a text; name-like things not.
	Recognise func(t *Text, found func(k Kind, m Match))
	// Whole judges a sample of a column: how many values wholly are of each kind.
	Whole func(sample []Text) []Share
	// NameCell gives the log odds that a cell wholly is a name, with the weight
	// of its evidence in it.
	NameCell func(norm string) (odds float64, e Evidence)
	// NameShape reports whether a cell could be a name under a header that says so.
	NameShape func(norm string) bool
	// Surname reports whether a word is known as a family name, and not as a city where
	// offices are.
	Surname func(norm string) bool
	// Given reports whether a word is known as a given name, and whether it is another
	// word as well.
	Given func(norm string) (name, word bool)
	// Unheard reports whether a word may be a family name though no list has it.
	Unheard func(norm string) bool
	// SplitName divides a name into family and given name, where that can be told.
	SplitName func(norm string) (family, given string, ok bool)
	// Names finds names in running text, each as a PersonName, those that are Doubtful
	// too, and behind them what it tells of people in words that no dictionary lists,
	// by its kind.
	Names func(t *Text, found func(Kind, Match))
	// Faint returns the words of a text that are likeliest a name when it is known that
	// it speaks of somebody, of those that may be one.
	Faint func(norm string, may func(start, end int) bool) (m Match, ok bool)
	// Example reports whether a name is one that forms show in their examples.
	Example func(name string) bool
	// Historic reports whether a name is that of somebody of history.
	Historic func(name string) bool
	// FoldName makes spellings of one name equal.
	FoldName func(s string) string
	// Says reports whether a value says something: not 無, なし, 不明, －.
	Says func(norm string) bool
	// Date reads a birth date. header tells that a label calls it one, which
	// allows compact dates and serial numbers.
	Date func(t *Text, header bool) (key string, year int, ok bool)
}

// A Share is how much of a column's sample wholly is of a kind.
type Share struct {
	Kind    Kind
	Of      float64 // share of the sample
	Odds    float64 // of the shape alone, mean over the matches
	Check   int     // values with the right check digit
	Checked int     // values with the shape of a kind that has a check digit
	Chance  float64 // see Rule.Chance
}

// A Reader turns rows and text into records, and tells of the tables it saw. It
// may hold rows back until it knows what the columns mean.
type Reader interface {
	Row(cells []extract.Unit)
	Text(u extract.Unit)
	End()
}

// A Linker finds out which records speak of the same person.
type Linker interface {
	// Add takes a record, drops from it what is not personal data, completes
	// the evidence of the rest, and calls found for each finding with the
	// person's number in this file (0: nobody's).
	Add(r *Record, found func(v *Value, person int))
	// People returns the data subjects so far.
	People() []Person
}
