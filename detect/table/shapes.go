package table

import "monban/detect"

// enough is how many different values of a shape must have said nothing before
// the rest of that shape in the column is passed over.
const enough = 12

// shapes counts, for one column, the shapes of codes in which nothing was
// found: order numbers, amounts, dates of delivery. Their cost must not grow
// with the rows.
type shapes struct {
	seen map[string]int
	buf  [48]byte
}

// sign writes the shape of a text that has no kana and no kanji: its digits and
// letters as one digit and one letter. It returns nil for other texts.
func (s *shapes) sign(t *detect.Text) []byte {
	if len(t.Norm) > len(s.buf) || t.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana|detect.HasAt|detect.HasDollar) != 0 {
		return nil
	}
	for i := range len(t.Norm) {
		c := t.Norm[i]
		switch {
		case c >= '0' && c <= '9':
			c = '0'
		case c >= 'a' && c <= 'z':
			c = 'a'
		case c >= 'A' && c <= 'Z':
			c = 'A'
		}
		s.buf[i] = c
	}
	return s.buf[:len(t.Norm)]
}

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
