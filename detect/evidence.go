package detect

import (
	"math"
	"math/bits"
)

// Evidence is a set of reasons for a finding. Each has a weight in log odds;
// the confidence of a finding is the logistic function of the odds of its
// shape alone and the sum of the weights.
type Evidence uint32

const (
	CheckDigit      Evidence = 1 << iota // the check digit is right
	ColumnCheck                          // check digits are right all over the column
	ColumnHeader                         // the header of the column says so
	ColumnValues                         // most values of the column look like it
	Label                                // a label before the value says so
	Context                              // words near the value say so
	Format                               // a form that nothing else has
	Dictionary                           // a term of the dictionary
	NameParts                            // a known family name and a known given name
	Honorific                            // さん, 様, 氏 behind it
	WithPerson                           // stands in the record of an identifiable person
	Picture                              // read from a picture by OCR
	RosterMatch                          // on a registered list
	NegativeContext                      // words near the value say that it is something else
	ColumnAgainst                        // the column as a whole is something else
	Sample                               // a published specimen or a placeholder
	Sentence                             // the words around it tell it as such things are told
)

// evidenceTable documents each reason; the order is that of the bits above.
//
// The weights are rounded, and stay on the shy side of what the eval set asks
// for: "monban-eval calibrate" prints the fitted value of each beside it, with
// its deviation. They are not raised to the fitted values, because the fit sees
// only what was reported: evidence that was never wrong there asks for a weight
// without bound, and a heavier dictionary would let terms through that no
// person stands beside. The expected calibration error is the measure.
var evidenceTable = [...]struct {
	code         string
	weight       float64
	text, textJa string
}{
	{"check-digit", 2.2, "the check digit is right", "検査用数字が正しい"},
	{"column-check-digits", 6, "check digits are right all over the column", "列全体で検査用数字が正しい"},
	{"column-header", 4, "the column header says so", "列の見出しがそう示している"},
	{"column-values", 3.5, "most values of the column look like it", "列の値の多くがその形をしている"},
	{"label", 4, "the label before the value says so", "値の前の項目名がそう示している"},
	{"context", 2.5, "words nearby say so", "近くの語がそう示している"},
	{"format", 4, "a form that nothing else has", "ほかにない形式である"},
	{"dictionary", 2, "a term of the dictionary", "辞書にある語である"},
	{"name-parts", 2.5, "a known family name and given name", "既知の姓と名である"},
	{"honorific", 3, "an honorific follows", "敬称が付いている"},
	{"with-person", 2, "stands with an identifiable person", "特定できる人と同じ記録にある"},
	{"picture", 1, "read from a picture", "画像から読み取った"},
	{"roster", 8, "on a registered list", "登録名簿と一致した"},
	{"negative-context", -5, "words nearby say that it is something else", "近くの語が別のものだと示している"},
	{"column-against", -5, "the column as a whole is something else", "列全体としては別のものである"},
	{"sample", -6, "a published specimen", "公開されている見本である"},
	{"sentence", 0, "the sentence tells it as such things are told", "文がそのように述べている"},
}

// Codes lists the reasons in e as machine output writes them.
func (e Evidence) Codes() []string {
	out := []string{}
	for i, t := range evidenceTable {
		if e&(1<<i) != 0 {
			out = append(out, t.code)
		}
	}
	return out
}

// Words lists the reasons in e for people, in Japanese or in English.
func (e Evidence) Words(ja bool) []string {
	var out []string
	for i, t := range evidenceTable {
		switch {
		case e&(1<<i) == 0:
		case ja:
			out = append(out, t.textJa)
		default:
			out = append(out, t.text)
		}
	}
	return out
}

// Weight returns the sum of the log odds of the reasons in e.
func (e Evidence) Weight() float64 {
	w := 0.0
	for rest := e; rest != 0; rest &= rest - 1 {
		w += evidenceTable[bits.TrailingZeros32(uint32(rest))].weight
	}
	return w
}

// Believed reports whether a shape and reasons are enough to be reported: a
// confidence of at least Least, without the cost of computing it.
func Believed(odds float64, e Evidence) bool { return odds+e.Weight() >= 0 }

// Confidence turns the odds of a shape and the reasons into a probability.
func Confidence(odds float64, e Evidence) float64 {
	return 1 / (1 + math.Exp(-(odds + e.Weight())))
}

// Least is the smallest confidence that is reported.
const Least = 0.5
