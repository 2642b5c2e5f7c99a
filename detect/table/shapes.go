package table

import (
	"unicode/utf8"

	"monban/detect"
)

// enough is how many different values of a shape must have said nothing before
// the rest of that shape in the column is passed over.
const enough = 12

// shapes counts, for one column, the shapes of codes in which nothing was
// found: order numbers, amounts, dates of delivery. Their cost must not grow
// with the rows.
type shapes struct {
	seen map[string]int
	buf  [48]byte
	last [48]byte // the shape that was passed over last: most columns have one or two
	long int      // its length
	raw  bool     // it is all ASCII: a text need not be normalised to be known by it
}

// passes reports whether a shape has said nothing often enough.
func (s *shapes) passes(sig []byte) bool {
	if s.long > 0 && string(sig) == string(s.last[:s.long]) {
		return true
	}
	if s.seen[string(sig)] < enough {
		return false
	}
	s.long, s.raw = copy(s.last[:], sig), true
	for _, c := range sig {
		s.raw = s.raw && c < utf8.RuneSelf
	}
	return true
}

// again reports whether a text as it stands in the file has the shape that was
// passed over last. Most cells of a table are dates, amounts and numbers of
// which nobody asks more than that.
func (s *shapes) again(text string) bool {
	if !s.raw || len(text) != s.long {
		return false
	}
	for i := range len(text) {
		if shapeOf[text[i]] != s.last[i] {
			return false
		}
	}
	return true
}

// sign writes the shape of a text that has no kana and no kanji: its digits and
// letters as one digit and one letter. It returns nil for other texts.
func (s *shapes) sign(t *detect.Text) []byte {
	if len(t.Norm) > len(s.buf) || t.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana|detect.HasAt|detect.HasDollar) != 0 {
		return nil
	}
	for i := range len(t.Norm) {
		s.buf[i] = shapeOf[t.Norm[i]]
	}
	return s.buf[:len(t.Norm)]
}

// shapeOf has the byte that stands for each in a shape.
var shapeOf = func() (of [256]byte) {
	for i := range of {
		switch c := byte(i); {
		case c >= '0' && c <= '9':
			of[i] = '0'
		case c >= 'a' && c <= 'z':
			of[i] = 'a'
		case c >= 'A' && c <= 'Z':
			of[i] = 'A'
		default:
			of[i] = c
		}
	}
	return of
}()

// note counts a value; one in which something was found ends the count.
func (s *shapes) note(sig []byte, nothing bool) {
	if s.seen == nil {
		s.seen = map[string]int{}
	}
	switch n := s.seen[string(sig)]; {
	case !nothing:
		s.seen[string(sig)] = -1 << 30
	case len(s.seen) < 1024 || n != 0:
		s.seen[string(sig)] = n + 1
	}
}
