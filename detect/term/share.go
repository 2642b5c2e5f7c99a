package term

import (
	"unicode/utf8"

	"monban/detect"
)

// Share tells which part of the values wholly consists of terms of each kind,
// for a column whose header says nothing. Values that say nothing are left out
// of the count. It is meant for the distinct values of a sample, up to a few
// hundred.
func (f *Finder) Share(values []string) map[detect.Kind]float64 {
	counts := map[detect.Kind]int{}
	n := 0
	for _, v := range values {
		if Empty(v) {
			continue
		}
		n++
		if k, ok := f.Consists(v); ok {
			counts[k]++
		}
	}
	out := make(map[detect.Kind]float64, len(counts))
	for k, c := range counts {
		out[k] = float64(c) / float64(n)
	}
	// One column names both legal kinds of disability and the diseases behind
	// them; what is rarer counts for what is more frequent.
	d, s := out[detect.Disability], out[detect.Diagnosis]
	switch {
	case d == 0 || s == 0:
	case d >= s:
		out[detect.Disability] = d + s
	default:
		out[detect.Diagnosis] = d + s
	}
	return out
}

// longest is the length of a cell, in bytes, behind which it is running text.
const longest = 300

// Consists reports whether a normalised cell says little but terms of one kind:
// うつ病、不安障害 or 身体障害者手帳2級(申請中).
func (f *Finder) Consists(norm string) (detect.Kind, bool) {
	if len(norm) > longest {
		return "", false
	}
	var kinds [8]struct {
		kind   detect.Kind
		length int
	}
	used := 0
	f.scan(norm, "", true, func(h hit) {
		k := detect.Kind(h.term.Kind)
		n := letters(norm[min(h.start, h.from):max(h.end, h.till)])
		for i := range kinds[:used] {
			if kinds[i].kind == k {
				kinds[i].length += n
				return
			}
		}
		if used < len(kinds) {
			kinds[used].kind, kinds[used].length = k, n
			used++
		}
	})
	if used == 0 {
		return "", false
	}
	best, sum := 0, 0
	for i := range kinds[:used] {
		sum += kinds[i].length
		if kinds[i].length > kinds[best].length {
			best = i
		}
	}
	return kinds[best].kind, 10*sum >= 7*letters(norm)
}

// letters counts the characters of s that are no digits, blanks or marks, and
// not の, と, 等.
func letters(s string) int {
	n := 0
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		i += w
		switch c := classOf(r); {
		case c == other || c == digit || r == 'の' || r == 'と' || r == '等' || r == '有' || r == '無' || r == '済':
		default:
			n++
		}
	}
	return n
}
