package detect

import "strings"

// A Run is a maximal run of digits in Text.Norm.
type Run struct{ Start, End int }

// Len is the number of digits.
func (r Run) Len() int { return r.End - r.Start }

// Digits lists the runs of digits in Norm. The list is made once per text and
// shared by all rules, which must not change it; so a Text belongs to one
// goroutine at a time.
func (t *Text) Digits() []Run {
	if t.runsOf != t.Norm {
		t.runsOf, t.runs = t.Norm, appendRuns(t.runs[:0], t.Norm)
	}
	return t.runs
}

func appendRuns(runs []Run, s string) []Run {
	for i := 0; i < len(s); i++ {
		if s[i]-'0' >= 10 {
			continue
		}
		start := i
		for i < len(s) && s[i]-'0' < 10 {
			i++
		}
		runs = append(runs, Run{start, i})
	}
	return runs
}

// Bounded reports whether a value in Norm[start:end] ends there: no letter or
// digit of a longer code touches it, nor a hyphen, dot or comma that leads to one.
func (t *Text) Bounded(start, end int) bool {
	s := t.Norm
	if start > 0 {
		switch b := s[start-1]; {
		case alnum(b):
			if !marked(s, start) {
				return false
			}
		case start > 1 && (b == '-' && alnum(s[start-2]) || b == '.' && s[start-2]-'0' < 10):
			return false
		}
	}
	if end < len(s) {
		switch b := s[end]; {
		case alnum(b):
			return false
		case end+1 < len(s) && b == '-' && alnum(s[end+1]):
			return false
		case end+1 < len(s) && b == '.' && s[end+1]-'0' < 10:
			// A number that passed through a float keeps ".0".
			return s[end+1] == '0' && (end+2 == len(s) || !alnum(s[end+2]))
		}
	}
	return true
}

// marked reports whether the letters that touch s[i:] are a mark of a number:
// TEL03-…, No123.
func marked(s string, i int) bool {
	from := i
	for from > 0 && letter(s[from-1]) {
		from--
	}
	if from > 0 && s[from-1]-'0' < 10 {
		return false
	}
	switch strings.ToLower(s[from:i]) {
	case "tel", "fax", "no", "phone", "mobile":
		return true
	}
	return false
}

func alnum(b byte) bool { return b-'0' < 10 || letter(b) }

// Months returns the length of the months with which s begins, 0 when it begins with
// none: 8か月 behind 3歳, 2ヶ月 behind 勤続4年.
func Months(s string) int {
	n := 0
	for n < len(s) && n < 2 && s[n]-'0' < 10 {
		n++
	}
	for _, w := range [...]string{"か月", "ヶ月", "カ月", "ヵ月", "ケ月"} {
		if n > 0 && strings.HasPrefix(s[n:], w) {
			return n + len(w)
		}
	}
	return 0
}
