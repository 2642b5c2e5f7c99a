package detect

import "monban/extract"

// Class bits of the characters in a text. A rule names the bits that must be
// present, so that most rules never look at most cells.
type Chars uint16

const (
	HasDigit    Chars = 1 << iota // 0-9
	HasLatin                      // A-Z a-z and Latin letters with marks
	HasHiragana                   // ぁ-ゖ
	HasKatakana                   // ァ-ヺ ー
	HasKanji                      // Han, 々 〆 〇
	HasAt                         // @
	HasDollar                     // $ { *
	HasHyphen                     // - between or beside digits
	HasSpace
	HasOther
)

// A Text is a unit made ready for rules.
type Text struct {
	extract.Unit
	// Norm is the text with width and compatibility forms folded, as
	// detect/ja does it. Rules look only at Norm.
	Norm  string
	Chars Chars
	// Label is the normalised header of the column, or the label before the
	// value in a form; "" when nothing names the value.
	Label string
	// Before is normalised text that stands before this one and may name it:
	// the line above, the words left of a cell. It is context, not content.
	Before string

	heading *Heading // of Label, nil when it is none

	runs    []Run   // of digits, made on demand for runsOf
	runsOf  string  // Norm when runs were made
	heads   []head  // where words begin, made on demand for headsOf
	headsOf string  // Norm when heads were made
	offsets []int32 // of each byte of Norm in Unit.Text; nil when they agree
}

// NewText is called by the stage that normalises. offsets gives, for every byte
// of norm and one past its end, the byte in u.Text; nil when they are equal.
func NewText(u extract.Unit, norm string, chars Chars, offsets []int32) *Text {
	return &Text{Unit: u, Norm: norm, Chars: chars, offsets: offsets}
}

// Set makes t the text of another unit, without its label. What was made on
// demand for the text before it keeps its room: nothing is allocated or moved.
func (t *Text) Set(u extract.Unit, norm string, chars Chars, offsets []int32) {
	t.Unit, t.Norm, t.Chars, t.offsets = u, norm, chars, offsets
	t.Label, t.Before, t.heading = "", "", nil
	t.runsOf, t.runs, t.headsOf, t.heads = "", t.runs[:0], "", t.heads[:0]
}

// Source returns the range of Unit.Text that start and end in Norm stand for.
func (t *Text) Source(start, end int) (int, int) {
	if t.offsets == nil {
		return start, end
	}
	return int(t.offsets[start]), int(t.offsets[end])
}

// Original returns the part of Unit.Text that start and end in Norm stand for.
func (t *Text) Original(start, end int) string {
	a, b := t.Source(start, end)
	return t.Unit.Text[a:b]
}
