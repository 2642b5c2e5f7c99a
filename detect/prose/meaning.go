package prose

import (
	"hash/maphash"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A meanings remembers what the labels of a file mean: forms and the logs of a
// chat come back to the same few. It has one place for each hash.
type meanings struct {
	seed  maphash.Seed
	slots [256]meant
}

// A meant is a label and what Senses.Meaning says of it.
type meant struct {
	label     string
	m         detect.Meaning
	exact, ok bool
}

// meaning is Senses.Meaning of a label as it is written.
func (r *Reader) meaning(label string) (m detect.Meaning, exact, ok bool) {
	if len(label) > labelMost {
		return r.senses.Meaning(r.senses.Key(label))
	}
	if r.meant == nil {
		r.meant = &meanings{seed: maphash.MakeSeed()}
	}
	at := &r.meant.slots[maphash.String(r.meant.seed, label)%uint64(len(r.meant.slots))]
	if at.label != label || label == "" {
		m, exact, ok = r.senses.Meaning(r.senses.Key(label))
		*at = meant{strings.Clone(label), m, exact, ok}
	}
	return at.m, at.exact, at.ok
}

// labelMost is the length in bytes of the longest label.
const labelMost = 60

// labelEnd reports whether s[i] is what a label can end with: a colon, a tab, a
// closing bracket.
func labelEnd(s string, i int) bool {
	switch s[i] {
	case ':', '\t', ']':
		return true
	}
	return s[i] == 0xE3 && i+2 < len(s) && s[i+2] == 0x91 && s[i+1] == 0x80 // 】
}

// firstLabelEnd returns where labelEnd may be true first, len(s) when it never is:
// most lines have no label.
func firstLabelEnd(s string) int {
	end := len(s)
	for _, c := range [...]byte{':', '\t', ']'} {
		if k := strings.IndexByte(s[:end], c); k >= 0 {
			end = k
		}
	}
	for at := 0; ; { // the last byte of 】, which few other characters have
		k := strings.IndexByte(s[at:end], 0x91)
		if k < 0 {
			return end
		}
		if at += k + 1; at >= 3 && labelEnd(s, at-3) {
			return at - 3
		}
	}
}

// labelStart returns where the label that ends at i begins.
func labelStart(s string, i int) int {
	start := i
	for start > 0 && i-start <= labelMost {
		c, w := utf8.DecodeLastRuneInString(s[:start])
		switch c {
		case ' ', '\t', ',', '、', '。', ';', ':', '【', '[', '■', '●', '◆', '・', '○', '※', '(', '「', '|', '/':
			return start
		}
		start -= w
	}
	return start
}

// leading returns the label with which the line s begins, up to the colon at i, when
// it is more than the word before the colon: labels below each other have blanks
// behind them, so that their colons stand in line, and English ones have two words
// (Education  : …, Criminal record: …). A label in Latin letters with blanks in it is
// one only when it is known as a whole.
func (r *Reader) leading(s string, i int) (from, to int, ok bool) {
	if s[i] != ':' || i > labelMost {
		return 0, 0, false
	}
	for to = i; to > 0 && s[to-1] == ' '; to-- {
	}
	for from < to && s[from] == ' ' {
		from++
	}
	if from == to {
		return 0, 0, false
	}
	if strings.IndexByte(s[from:to], ' ') < 0 {
		return from, to, to < i && labelStart(s, to) == from
	}
	for _, c := range []byte(s[from:to]) {
		if c != ' ' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return 0, 0, false
		}
	}
	_, exact, known := r.meaning(s[from:to])
	return from, to, exact && known
}
