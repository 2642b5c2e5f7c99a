// Package numfmt shows numbers as the number formats of spreadsheet programs
// say. It knows the language of the formats, with the Japanese eras, and what
// each shows or hides. It does not know where a format or a number comes from,
// and for what it does not understand it shows the plain number: a number is
// never lost to a format. It also knows the codes in the headers and footers of
// pages.
package numfmt

import (
	"math"
	"strconv"
	"strings"
	"time"

	"monban/extract"
)

// maxCode bounds a format. Programs stop at 255 characters.
const maxCode = 1024

// A Format is a number format taken apart.
type Format struct {
	general  bool
	sections []section
}

// A section is one of the up to four parts between semicolons.
type section struct {
	items    []item
	date     bool // year, month or day are printed
	longYear bool
	era      bool
	twelve   bool // hours up to twelve
	text     bool // @
	odd      bool // something that is not understood: show the plain number
	shows    bool // the value is printed
	prints   bool // something is printed
	percent  int
	scale    int  // a comma behind the digits: in thousands
	comma    bool // groups of three
	cond     string
	limit    float64
}

// An item is one piece of a section.
type item struct {
	kind byte // 'l' literal, '0' '#' '?' digits, '.' the point, and letters of dates: y m d h n s g e a, 'p' for am/pm, 'f' for parts of seconds
	n    int
	lit  string
	span bool // hours, minutes, seconds that have passed in all
}

// Parse takes a format apart.
func Parse(code string) *Format {
	code = strings.TrimSpace(strings.ReplaceAll(code, "G/標準", "General"))
	if code == "" || len(code) > maxCode || strings.EqualFold(code, "general") {
		return &Format{general: true}
	}
	f := &Format{}
	for more := true; more && len(f.sections) < 4; {
		var s section
		s, code, more = parseSection(code)
		f.sections = append(f.sections, s)
	}
	return f
}

// A Shown is a value as a reader of the sheet sees it.
type Shown struct {
	Text   string
	Raw    string // the stored number, or the ISO date, where it differs from Text
	Type   extract.Type
	Hidden extract.Hidden
}

// Number shows a number.
func (f *Format) Number(n float64, date1904 bool) Shown {
	plain := Plain(n)
	out := Shown{Text: plain, Type: extract.Number}
	if f == nil || f.general || math.IsNaN(n) || math.IsInf(n, 0) {
		return out
	}
	s, value := f.pick(n)
	if s == nil {
		return out
	}
	if s.date {
		if iso := isoDate(n, date1904); iso != "" {
			out.Type, out.Text, out.Raw = extract.Date, iso, iso
			if (s.longYear || s.era) && !s.odd {
				out.Text = s.dateText(n, date1904)
			}
		}
		return out
	}
	if !s.shows && (n != 0 || !s.prints) {
		out.Hidden = extract.NumberFormat
		return out
	}
	if s.odd || s.text {
		return out
	}
	if s.hasTime() {
		if n >= 0 && n < maxDate {
			out.Text = s.dateText(n, date1904)
		}
	} else if text, ok := s.digits(value); ok {
		out.Text = strings.TrimSpace(text)
	}
	if out.Text == "" {
		out.Text = plain
	}
	if out.Text != plain {
		out.Raw = plain
	}
	return out
}

// Text shows a text: what it hides it tells.
func (f *Format) Text(s string) Shown {
	if f != nil && len(f.sections) > 0 {
		last := &f.sections[len(f.sections)-1]
		if len(f.sections) == 4 && !last.shows {
			return Shown{Text: s, Hidden: extract.NumberFormat}
		}
	}
	return Shown{Text: s}
}

// Plain is a number in full digits, 15 of them at most.
func Plain(n float64) string {
	if a := math.Abs(n); a < 1e15 && n == math.Trunc(n) {
		return strconv.FormatInt(int64(n), 10)
	}
	s := strconv.FormatFloat(n, 'g', 15, 64)
	if m, err := strconv.ParseFloat(s, 64); err == nil {
		if a := math.Abs(m); a < 1e21 && a >= 1e-9 {
			return strconv.FormatFloat(m, 'f', -1, 64)
		}
		return strconv.FormatFloat(m, 'g', -1, 64)
	}
	return s
}

// pick chooses the section for a number, and the number that it shows.
func (f *Format) pick(n float64) (*section, float64) {
	num := f.sections
	if len(num) > 3 {
		num = num[:3]
	}
	if len(num) > 1 && num[len(num)-1].text {
		num = num[:len(num)-1]
	}
	for i := range num {
		if num[i].cond != "" {
			return pickCondition(num, n)
		}
	}
	switch {
	case len(num) == 0:
		return nil, n
	case n < 0 && len(num) >= 2:
		return &num[1], -n
	case n == 0 && len(num) >= 3:
		return &num[2], n
	}
	return &num[0], n
}

func pickCondition(num []section, n float64) (*section, float64) {
	for i := range num {
		s := &num[i]
		ok := true
		switch s.cond {
		case "<":
			ok = n < s.limit
		case "<=":
			ok = n <= s.limit
		case ">":
			ok = n > s.limit
		case ">=":
			ok = n >= s.limit
		case "=":
			ok = n == s.limit
		case "<>":
			ok = n != s.limit
		default:
			ok = i == len(num)-1 || i == 1 && n < 0
		}
		if ok {
			return s, n
		}
	}
	return nil, n
}

// maxDate is the day after the last one that spreadsheet programs know.
const maxDate = 2958466

func base(date1904 bool) time.Time {
	if date1904 {
		return time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
}

// isoDate is the day of a serial number, "" when it is none.
func isoDate(n float64, date1904 bool) string {
	if n < 1 || n >= maxDate {
		return ""
	}
	return clock(n, date1904).Format(time.DateOnly)
}

// clock is the time of a serial number.
func clock(n float64, date1904 bool) time.Time {
	if !date1904 && n < 60 {
		n++ // the 29th of February 1900, which spreadsheets count, did not exist
	}
	days := math.Floor(n)
	part := time.Duration((n - days) * float64(24*time.Hour)).Round(time.Millisecond)
	return base(date1904).AddDate(0, 0, int(days)).Add(part)
}

func (s *section) hasTime() bool {
	for i := range s.items {
		if strings.IndexByte("hnsp", s.items[i].kind) >= 0 {
			return true
		}
	}
	return false
}

// digits shows a number through the places for its digits.
func (s *section) digits(n float64) (string, bool) {
	n *= math.Pow10(2*s.percent - 3*s.scale)
	frac, whole, point := 0, 0, false
	for _, it := range s.items {
		switch it.kind {
		case '.':
			point = true
		case '0', '#', '?':
			if point {
				frac++
			} else {
				whole++
			}
		}
	}
	if whole+frac == 0 {
		var b strings.Builder
		for _, it := range s.items {
			b.WriteString(it.lit)
		}
		return b.String(), s.prints
	}
	if frac > 30 || whole > 60 || math.Abs(n) >= 1e20 {
		return "", false
	}
	size := math.Abs(n)
	if frac <= 10 && size < 1e12 {
		// Programs round halves up, and what looks like one.
		unit := math.Pow10(frac)
		size = math.Round(size*unit*(1+1e-15)) / unit
	}
	text := strconv.FormatFloat(size, 'f', frac, 64)
	in, out, _ := strings.Cut(text, ".")
	in = strings.TrimLeft(in, "0")

	var b strings.Builder
	if n < 0 && strings.Trim(in+out, "0") != "" {
		b.WriteByte('-')
	}
	left := whole // places of the whole part that are still to come
	used, begun := 0, false
	point = false
	for _, it := range s.items {
		switch it.kind {
		case 'l':
			b.WriteString(it.lit)
		case '.':
			point = true
			if frac > 0 {
				b.WriteByte('.')
			}
		case '0', '#', '?':
			if point {
				d := out[:min(1, len(out))]
				out = out[len(d):]
				if it.kind == '#' && strings.Trim(d+out, "0") == "" {
					continue
				}
				b.WriteString(d)
				continue
			}
			left--
			take := len(in) - used - left // this place and all before it
			switch {
			case take > 0:
				d := in[used : used+take]
				for i := range len(d) {
					used++
					b.WriteByte(d[i])
					if rest := len(in) - used; s.comma && rest > 0 && rest%3 == 0 {
						b.WriteByte(',')
					}
				}
				begun = true
			case it.kind == '0' || begun:
				b.WriteByte('0')
				if s.comma && left > 0 && left%3 == 0 {
					b.WriteByte(',')
				}
				begun = true
			}
		}
	}
	return strings.TrimSuffix(b.String(), "."), true
}
