package numfmt

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseSection reads up to the next semicolon.
func parseSection(code string) (s section, rest string, more bool) {
	lit := func(t string) {
		s.items = append(s.items, item{kind: 'l', lit: t})
		s.prints = s.prints || strings.TrimSpace(t) != ""
	}
	digitsSeen := false
	i := 0
loop:
	for i < len(code) {
		c := code[i]
		low := c | 0x20
		left := code[i:]
		switch {
		case c == ';':
			more = true
			i++
			break loop
		case c == '"':
			end := strings.IndexByte(left[1:], '"')
			if end < 0 {
				end = len(left) - 1
			}
			lit(left[1 : 1+end])
			i += min(end+2, len(left))
			continue
		case c == '\\' || c == '_' || c == '*' || c == '!':
			_, n := utf8.DecodeRuneInString(left[1:])
			if c == '\\' || c == '!' {
				lit(left[1 : 1+n])
			} else if c == '_' {
				lit(" ")
			}
			i += 1 + n
			continue
		case c == '[':
			end := strings.IndexByte(left, ']')
			if end < 0 {
				s.odd = true
				i++
				continue
			}
			s.bracket(left[1:end])
			i += end + 1
			continue
		case prefixFold(left, "general"):
			s.shows, s.prints, s.odd = true, true, true
			i += 7
			continue
		case prefixFold(left, "am/pm") || prefixFold(left, "a/p"):
			s.items = append(s.items, item{kind: 'p'})
			s.twelve, s.shows, s.prints = true, true, true
			i += 3
			if prefixFold(left, "am/pm") {
				i += 2
			}
			continue
		case low == 'e' && len(left) > 1 && (left[1] == '+' || left[1] == '-'):
			s.odd = true // full digits say more than an exponent
			i += 2
			continue
		case strings.IndexByte("ymdhsgea", low) >= 0:
			n := 1
			for n < len(left) && left[n]|0x20 == low {
				n++
			}
			s.items = append(s.items, item{kind: low, n: n})
			s.shows, s.prints = true, true
			i += n
			continue
		case c == '0' || c == '#' || c == '?':
			if n := len(s.items); c == '0' && n > 1 && s.items[n-1].kind == 'l' && s.items[n-1].lit == "." && s.items[n-2].kind == 's' || c == '0' && n > 0 && s.items[n-1].kind == 'f' {
				s.items = append(s.items, item{kind: 'f', n: 1})
			} else {
				s.items = append(s.items, item{kind: c, n: 1})
				digitsSeen = true
			}
			s.shows, s.prints = true, true
		case c == '.':
			if digitsSeen || len(left) > 1 && (left[1] == '0' || left[1] == '#') && !s.dateSoFar() {
				s.items = append(s.items, item{kind: '.'})
			} else {
				lit(".")
			}
		case c == ',':
			switch {
			case digitsSeen && len(left) > 1 && strings.IndexByte("0#?", left[1]) >= 0:
				s.comma = true
			case digitsSeen:
				s.scale++
			default:
				lit(",")
			}
		case c == '%':
			s.percent++
			lit("%")
		case c == '/' && digitsSeen:
			s.odd = true // a fraction
		case c == '@':
			s.text, s.shows, s.prints = true, true, true
		default:
			_, n := utf8.DecodeRuneInString(left)
			lit(left[:n])
			i += n
			continue
		}
		i++
	}
	s.scale = min(s.scale, 6)
	s.percent = min(s.percent, 6)
	s.months()
	return s, code[i:], more
}

func (s *section) dateSoFar() bool {
	for i := range s.items {
		if strings.IndexByte("ymdhsge", s.items[i].kind) >= 0 {
			return true
		}
	}
	return false
}

func prefixFold(s, p string) bool { return len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) }

// bracket looks at what stands in [ ]: a colour, a condition, a language, a
// currency, a span of time.
func (s *section) bracket(in string) {
	low := strings.ToLower(in)
	switch {
	case in == "":
	case strings.Trim(low, "h") == "" || strings.Trim(low, "m") == "" || strings.Trim(low, "s") == "":
		kind := low[0]
		if kind == 'm' {
			kind = 'n'
		}
		s.items = append(s.items, item{kind: kind, n: len(low), span: true})
		s.shows, s.prints = true, true
	case in[0] == '<' || in[0] == '>' || in[0] == '=':
		end := 1
		if len(in) > 1 && (in[1] == '=' || in[1] == '>') {
			end = 2
		}
		if v, err := strconv.ParseFloat(strings.TrimSpace(in[end:]), 64); err == nil {
			s.cond, s.limit = in[:end], v
		} else {
			s.odd = true
		}
	case in[0] == '$':
		if sign, _, _ := strings.Cut(in[1:], "-"); sign != "" {
			s.items = append(s.items, item{kind: 'l', lit: sign})
			s.prints = true
		}
	}
	// [DBNum1] and its like ask for digits in kanji: the plain ones say the same.
}

// months decides which m are minutes, and what the letters show.
func (s *section) months() {
	var letters []*item
	for i := range s.items {
		if strings.IndexByte("ymdhsgean", s.items[i].kind) >= 0 {
			letters = append(letters, &s.items[i])
		}
	}
	for i, it := range letters {
		switch it.kind {
		case 'm':
			before := i > 0 && (letters[i-1].kind == 'h' || letters[i-1].kind == 's')
			after := i+1 < len(letters) && letters[i+1].kind == 's'
			if it.n <= 2 && (before || after) {
				it.kind = 'n'
			} else {
				s.date = true
			}
		case 'y':
			s.date = true
			s.longYear = s.longYear || it.n >= 3
		case 'd':
			s.date = true
		case 'g':
			s.date, s.era = true, true
		case 'e':
			s.date = true
		}
	}
	if len(letters) > 0 {
		for i := range s.items {
			if k := s.items[i].kind; k == '0' || k == '#' || k == '?' {
				s.odd = true
			}
		}
	}
}
