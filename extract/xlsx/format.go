package xlsx

import (
	"strings"
	"unicode/utf8"
)

// maxCode bounds a number format. Spreadsheet programs stop at 255 characters;
// longer ones show the value as it is stored.
const maxCode = 1024

// A format is a number format taken apart: what decides whether a number is a
// date, whether the value is shown at all, and how, when that is simple.
type format struct {
	code     string
	general  bool // shows the value as it is
	sections []section
	date1904 bool
}

// A section is one of the up to four parts of a format between semicolons.
type section struct {
	shows    bool // the value, or a part of it, is printed
	prints   bool // something is printed
	date     bool // year, month or day are printed
	longYear bool // the year in four digits
	era      bool // the Japanese era and its year
	text     bool // @
	cond     bool // holds only on a condition of its own
	simple   bool // items say all; otherwise see exotic
	items    []item
	number   numberPlan
}

// An item is one piece of a section: a literal, or a run of a date letter.
type item struct {
	letter byte // y m d h s g e, 'n' for minutes; 0 for a literal
	n      int  // how often the letter stands
	lit    string
}

// numberPlan describes the digits of a section when they are simple:
// literal, digits, literal.
type numberPlan struct {
	ok               bool
	prefix, suffix   string
	minInt           int
	fracMin, fracMax int
	comma, percent   bool
}

func parseFormat(code string, date1904 bool) *format {
	// The Japanese name of the general format, as some programs write it.
	code = strings.TrimSpace(strings.ReplaceAll(code, "G/標準", "General"))
	f := &format{code: code, date1904: date1904}
	if code == "" || strings.EqualFold(code, "general") || len(code) > maxCode {
		f.general = true
		return f
	}
	for rest, more := code, true; more && len(f.sections) < 5; {
		var s section
		s, rest, more = parseSection(rest)
		f.sections = append(f.sections, s)
	}
	return f
}

// parseSection reads up to the next semicolon.
func parseSection(code string) (s section, rest string, more bool) {
	s.simple = true
	digits := "" // placeholders as they stand, with P for the places of literals
	var lits []string
	lit := func(t string) {
		if strings.TrimSpace(t) != "" {
			s.prints = true
		}
		if n := len(s.items); n > 0 && s.items[n-1].letter == 0 {
			s.items[n-1].lit += t
		} else {
			s.items = append(s.items, item{lit: t})
		}
		if !strings.HasSuffix(digits, "P") {
			digits += "P"
			lits = append(lits, "")
		}
		lits[len(lits)-1] += t
	}
	i := 0
loop:
	for i < len(code) {
		c := code[i]
		low := c | 0x20
		switch {
		case c == ';':
			more = true
			i++
			break loop
		case c == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
				s.simple = false
			}
			lit(code[i+1 : i+1+end])
			i = min(i+end+2, len(code))
			continue
		case c == '\\' || c == '_' || c == '*':
			_, n := utf8.DecodeRuneInString(code[i+1:])
			if c == '\\' {
				lit(code[i+1 : i+1+n])
			} else {
				s.simple = false // a space as wide as, or a repeated letter
			}
			i += 1 + n
			continue
		case c == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				s.simple = false
				i++
				continue
			}
			s.bracket(code[i+1 : i+end])
			i += end + 1
			continue
		case len(code)-i >= 7 && strings.EqualFold(code[i:i+7], "general"):
			s.shows, s.prints, s.simple = true, true, false
			i += 7
			continue
		case len(code)-i >= 2 && low == 'e' && (code[i+1] == '+' || code[i+1] == '-'):
			s.simple = false
			i += 2
			continue
		case len(code)-i >= 5 && strings.EqualFold(code[i:i+5], "am/pm"):
			s.shows, s.prints, s.simple = true, true, false
			i += 5
			continue
		case len(code)-i >= 3 && strings.EqualFold(code[i:i+3], "a/p"):
			s.shows, s.prints, s.simple = true, true, false
			i += 3
			continue
		case strings.IndexByte("ymdhsgea", low) >= 0:
			n := 1
			for i+n < len(code) && code[i+n]|0x20 == low {
				n++
			}
			s.items = append(s.items, item{letter: low, n: n})
			s.shows, s.prints = true, true
			i += n
			continue
		case strings.IndexByte("0#?.,%/", c) >= 0:
			if c == '0' || c == '#' || c == '?' {
				s.shows, s.prints = true, true
			}
			if c == '?' {
				s.simple = false
			}
			if c == '/' || c == '.' || c == ',' {
				// A sign of numbers or the mark between parts of a date.
				s.items = append(s.items, item{lit: string(c)})
			}
			digits += string(c)
		case c == '@':
			s.text, s.shows, s.prints, s.simple = true, true, true, false
		case c == ' ' || c == '-' || c == '$' || c == '+':
			lit(string(c))
		case c == ':' || c == '(' || c == ')':
			if n := len(s.items); c != ':' || n == 0 || s.items[n-1].letter == 0 {
				s.simple = false
			}
			lit(string(c))
		case c >= utf8.RuneSelf:
			_, n := utf8.DecodeRuneInString(code[i:])
			lit(code[i : i+n])
			i += n
			continue
		default:
			s.simple = false
			s.prints = true
		}
		i++
	}
	s.months()
	if strings.ContainsAny(digits, "0#?%") {
		s.number = planNumber(digits, lits)
		for _, it := range s.items {
			if it.letter != 0 {
				s.simple, s.number.ok = false, false
			}
		}
		s.number.ok = s.number.ok && s.simple
	}
	return s, code[i:], more
}

// bracket looks at what stands in [ ]: a colour, a condition, a language, an
// elapsed time.
func (s *section) bracket(in string) {
	low := strings.ToLower(in)
	switch {
	case in == "":
		s.simple = false
	case strings.Trim(low, "h") == "" || strings.Trim(low, "m") == "" || strings.Trim(low, "s") == "":
		s.shows, s.prints, s.simple = true, true, false
		s.items = append(s.items, item{letter: strings.Replace(low, "m", "n", 1)[0], n: len(low)}) // m is minutes here
	case in[0] == '<' || in[0] == '>' || in[0] == '=':
		s.cond, s.simple = true, false
	case in[0] == '$':
		if sign, lang, _ := strings.Cut(in[1:], "-"); sign != "" || lang != "411" {
			s.prints = s.prints || sign != ""
			s.simple = false
		}
	default:
		s.simple = false
	}
}

// months decides which m are minutes, and what the date letters show.
func (s *section) months() {
	var letters []*item
	for i := range s.items {
		if s.items[i].letter != 0 {
			letters = append(letters, &s.items[i])
		}
	}
	for i, it := range letters {
		switch it.letter {
		case 'm':
			before := i > 0 && (letters[i-1].letter == 'h' || letters[i-1].letter == 's')
			after := i+1 < len(letters) && letters[i+1].letter == 's'
			switch {
			case it.n >= 3:
				s.date, s.simple = true, false // names of months
			case before || after:
				it.letter = 'n'
			default:
				s.date = true
			}
		case 'y':
			s.date = true
			s.longYear = s.longYear || it.n >= 3
		case 'd':
			s.date = true
			s.simple = s.simple && it.n <= 2 // names of days
		case 'g':
			s.date, s.era = true, true
		case 'e':
			s.date = true
			s.simple = s.simple && it.n <= 2
		case 'a':
			s.simple = false // names of days
		}
	}
	if len(letters) > 0 {
		for _, it := range s.items {
			if it.letter == 0 && strings.Contains(it.lit, ".") && strings.ContainsAny(s.lettersOnly(), "s") {
				s.simple = false // parts of a second
			}
		}
	}
}

func (s *section) lettersOnly() string {
	var b strings.Builder
	for _, it := range s.items {
		if it.letter != 0 {
			b.WriteByte(it.letter)
		}
	}
	return b.String()
}

// planNumber understands digits such as P#,##0.00P and nothing odd.
func planNumber(digits string, lits []string) (p numberPlan) {
	if rest, ok := strings.CutPrefix(digits, "P"); ok {
		digits, p.prefix, lits = rest, lits[0], lits[1:]
	}
	if rest, ok := strings.CutSuffix(digits, "P"); ok {
		digits, p.suffix, lits = rest, lits[len(lits)-1], lits[:len(lits)-1]
	}
	if len(lits) > 0 || digits == "" {
		return p
	}
	if rest, ok := strings.CutSuffix(digits, "%"); ok {
		digits, p.percent = rest, true
	}
	whole, frac, point := strings.Cut(digits, ".")
	if point {
		zeros := strings.TrimRight(frac, "#")
		if strings.Trim(zeros, "0") != "" || frac == "" {
			return p
		}
		p.fracMin, p.fracMax = len(zeros), len(frac)
	}
	switch {
	case whole == "#,##0" || whole == "#,###" || whole == "#,#":
		p.comma = true
		p.minInt = strings.Count(whole, "0")
	case strings.Trim(whole, "0") == "" || strings.Trim(strings.TrimRight(whole, "0"), "#") == "":
		p.minInt = strings.Count(whole, "0")
	default:
		return p
	}
	p.ok = whole != "" && !(p.comma && p.percent) && p.fracMax <= 15 && p.minInt <= 30
	return p
}

// pick is the section by which a spreadsheet program shows a number, nil when
// that hangs on a condition.
func (f *format) pick(n float64) *section {
	num := f.sections
	if len(num) > 3 {
		num = num[:3]
	}
	for i := range num {
		if num[i].cond {
			return nil
		}
	}
	switch {
	case len(num) == 0:
		return nil
	case n < 0 && len(num) >= 2 && !num[1].text:
		return &num[1]
	case n == 0 && len(num) >= 3 && !num[2].text:
		return &num[2]
	}
	return &num[0]
}

// pickText is the section by which a text is shown, nil when texts are shown
// as they are.
func (f *format) pickText() *section {
	if len(f.sections) >= 4 {
		return &f.sections[3]
	}
	if n := len(f.sections); n > 0 && f.sections[n-1].text {
		return &f.sections[n-1]
	}
	return nil
}
