package detect

// A Rule finds one kind of thing in one text. It is a value with its own
// documentation, and knows neither the engine nor other rules. Find must be
// safe for concurrent use and must not keep t.
type Rule struct {
	// Name is unique, lower case with hyphens: "my-number", "phone-mobile".
	Name string
	Kind Kind
	// Needs are the character classes of which all must be present.
	Needs Chars
	// Digits is how many digits must be in a text.
	Digits int
	// Words are sets of words of which one must stand in a text that has no
	// label. The words must begin with a letter or a bracket, as for Text.Has.
	Words []*Words
	// Chance is the share of random values of the shape that pass the check
	// digit; 0 when there is none. A rule with a check digit also reports values
	// that fail it, without the CheckDigit evidence and with low odds, so that a
	// column can be judged as a whole.
	Chance float64
	Doc    Doc
	Find   func(t *Text, found func(Match))
}

// A Doc explains a rule to people; the rule test runs every example.
type Doc struct {
	Title, TitleJa string
	Hit            []string // texts in which the rule finds exactly one match with confidence of at least Least
	Miss           []string // texts in which it finds none with such a confidence
	Source         string   // where format and check digit are documented
}

// A Match is what a rule reports: a range in Text.Norm, the log odds of the
// shape alone, and the reasons that the rule saw.
//
// Odds say how often a text of this shape on an office's files is the thing:
// 0 is one in two, -2.2 one in ten, -4.6 one in a hundred. A rule adds Label
// or Context only when it looked at them itself.
type Match struct {
	Start, End int
	Odds       float64
	Evidence   Evidence
	// Key is the value in the form in which two spellings of it are equal
	// (digits only, lower case). "" means the range of Norm as it stands.
	Key string
	// Business tells that the value is a company's: a free-dial number, an
	// info@ address.
	Business bool
	// Doubtful tells of a name that nothing but the words around it make one: it
	// counts where what is said beside it bears it out.
	Doubtful bool
}

// Confidence is the probability that the match is what the rule looks for.
func (m Match) Confidence() float64 { return Confidence(m.Odds, m.Evidence) }

// Whole reports whether the match is all that t says, but for blanks.
func (m Match) Whole(t *Text) bool {
	return blank(t.Norm[:m.Start]) && blank(t.Norm[m.End:])
}

func blank(s string) bool {
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\t' {
			return false
		}
	}
	return true
}
