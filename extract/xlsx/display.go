package xlsx

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"monban/extract"
)

// cellType is the type of a cell as the file tells it.
type cellType uint8

const (
	numberCell cellType = iota
	sharedCell
	stringCell // the result of a formula
	inlineCell
	boolCell
	errorCell
	dateCell
)

func typeOf(t []byte) cellType {
	switch string(t) {
	case "s":
		return sharedCell
	case "str":
		return stringCell
	case "inlineStr":
		return inlineCell
	case "b":
		return boolCell
	case "e":
		return errorCell
	case "d":
		return dateCell
	}
	return numberCell
}

// view turns stored values into what a reader of the sheet sees.
type view struct {
	styles   []style
	date1904 bool
	odd      *exotic // made at the first need
	tmp      []byte
}

func (v *view) exotic() *exotic {
	if v.odd == nil {
		v.odd = newExotic(v.date1904)
	}
	return v.odd
}

// style is that of a cell, nil when the cell has none that the file knows.
func (v *view) style(s int) *style {
	if s <= 0 || s >= len(v.styles) {
		return nil
	}
	return &v.styles[s]
}

// text adds a text as a spreadsheet program shows it.
func (v *view) text(dst []byte, st *style, t cellType, value []byte) []byte {
	if st == nil || st.format.general || t == stringCell || st.format.pickText() == nil || plainText(st.format) {
		return append(dst, value...)
	}
	return append(dst, v.exotic().text(st.format.code, string(value))...)
}

// plainText tells that a format shows texts as they are.
func plainText(f *format) bool { return f.code == "@" }

// normal brings a stored number into the form of spreadsheet programs: 15
// digits at most. The number that these digits say comes with it.
func normal(dst, value []byte) (out []byte, n float64, ok bool) {
	if whole(value) && len(value) <= 15 && (value[0] != '0' || len(value) == 1) {
		for _, c := range value {
			n = n*10 + float64(c-'0')
		}
		return append(dst, value...), n, true
	}
	if bytes.IndexByte(value, '_') >= 0 {
		return dst, 0, false
	}
	n, err := strconv.ParseFloat(string(value), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return dst, 0, false // NaN makes excelize loop for ever
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, n, 'f', -1, 64)
	if digits := len(dst) - start - bytes.Count(dst[start:], []byte(".")); digits > 15 {
		dst = strconv.AppendFloat(dst[:start], n, 'G', 15, 64)
		n, _ = strconv.ParseFloat(string(dst[start:]), 64)
	}
	return dst, n, true
}

// whole tells that b is nothing but digits.
func whole(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// number adds a number as a spreadsheet program shows it, and gives it back.
func (v *view) number(dst []byte, st *style, value []byte) (out []byte, n float64, ok bool) {
	start := len(dst)
	dst, n, ok = normal(dst, value)
	if !ok {
		// No number: treated as a text.
		return v.text(dst, st, inlineCell, value), 0, false
	}
	if st == nil {
		return dst, n, true
	}
	f := st.format
	stored := dst[start:]
	switch {
	case f.general:
		if len(stored) > 11 && f.code != "" && significant(stored) > 11 {
			m, _ := strconv.ParseFloat(string(stored), 64)
			return strconv.AppendFloat(dst[:start], m, 'G', 10, 64), n, true
		}
		return dst, n, true
	case len(f.sections) > 4:
		return dst, n, true
	}
	first := &f.sections[0]
	if n < 0 && len(f.sections) > 1 {
		first = nil
	}
	if first != nil && !first.text && len(stored) <= 15 && bytes.IndexByte(stored, 'E') < 0 {
		switch {
		case first.number.ok && !first.cond:
			v.tmp = append(v.tmp[:0], stored...)
			return first.number.show(dst[:start], n), n, true
		case first.date && first.simple && n >= 62 && n < maxDate:
			return first.showDate(dst[:start], dateTime(n, f.date1904)), n, true
		}
	}
	v.tmp = append(v.tmp[:0], stored...)
	return append(dst[:start], v.exotic().number(f.code, string(v.tmp))...), n, true
}

func significant(b []byte) int {
	return len(b) - bytes.Count(b, []byte("."))
}

// show adds a number in the digits that the plan asks for.
func (p *numberPlan) show(dst []byte, n float64) []byte {
	if n < 0 {
		dst = append(dst, '-')
		n = -n
	}
	dst = append(dst, p.prefix...)
	start := len(dst)
	frac := p.fracMax
	if p.fracMax > p.fracMin {
		frac = min(p.fracMax, max(p.fracMin, decimals(n)))
	}
	if p.percent {
		n *= 100
	}
	ratio := math.Pow10(frac)
	n = math.Round(n*ratio) / ratio
	dst = strconv.AppendFloat(dst, n, 'f', frac, 64)
	digits := len(dst) - start
	if frac > 0 {
		digits -= frac + 1
	}
	if add := p.minInt - digits; add > 0 {
		dst = append(dst, strings.Repeat("0", add)...)
		copy(dst[start+add:], dst[start:])
		for i := range add {
			dst[start+i] = '0'
		}
	}
	if p.comma && digits > 3 {
		add := (digits - 1) / 3
		dst = append(dst, "          "[:min(add, 10)]...)
		for len(dst) < start+digits+add {
			dst = append(dst, ' ')
		}
		tail := start + digits
		copy(dst[tail+add:], dst[tail:len(dst)-add])
		for from, to, k := tail-1, tail+add-1, 0; from >= start; from, to, k = from-1, to-1, k+1 {
			if k > 0 && k%3 == 0 {
				dst[to] = ','
				to--
			}
			dst[to] = dst[from]
		}
	}
	if p.percent {
		dst = append(dst, '%')
	}
	return append(dst, p.suffix...)
}

// decimals counts the digits behind the point.
func decimals(n float64) int {
	var b [32]byte
	s := strconv.AppendFloat(b[:0], n, 'f', -1, 64)
	if i := bytes.IndexByte(s, '.'); i >= 0 {
		return len(s) - i - 1
	}
	return 0
}

// maxDate is the day after the last one that spreadsheet programs know.
const maxDate = 2958466

// dateTime is the time of a serial number of 62 or more, to the second. The
// second is rounded as the oracle of the tests does it, that the two agree.
func dateTime(n float64, date1904 bool) time.Time {
	base := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		base = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	days := math.Floor(n)
	part := time.Duration(float64(24*time.Hour) * (n - days + 1e-9))
	t := base.AddDate(0, 0, int(days)).Add(part)
	if t.Nanosecond()/1e6 > 500 {
		return t.Round(time.Second)
	}
	return t.Truncate(time.Second)
}

// isoDate is the day of a serial number, "" when it is none.
func isoDate(n float64, date1904 bool) string {
	if n < 1 || n >= maxDate {
		return ""
	}
	if !date1904 && n < 60 {
		n++ // the 29th of February 1900 that spreadsheets count did not exist
	}
	base := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		base = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return base.AddDate(0, 0, int(n)).Format(time.DateOnly)
}

// eras are the Japanese eras since the western calendar came into use there,
// by their first days.
var eras = [...]struct {
	from   time.Time
	letter string
	name   string
}{
	{time.Date(1868, time.January, 25, 0, 0, 0, 0, time.UTC), "M", "明治"},
	{time.Date(1912, time.July, 30, 0, 0, 0, 0, time.UTC), "T", "大正"},
	{time.Date(1926, time.December, 25, 0, 0, 0, 0, time.UTC), "S", "昭和"},
	{time.Date(1989, time.January, 8, 0, 0, 0, 0, time.UTC), "H", "平成"},
	{time.Date(2019, time.May, 1, 0, 0, 0, 0, time.UTC), "R", "令和"},
}

// eraOf gives the index of the era and the year in it.
func eraOf(t time.Time) (era, year int) {
	for i := len(eras) - 1; i > 0; i-- {
		if !t.Before(eras[i].from) {
			return i, t.Year() - eras[i].from.Year() + 1
		}
	}
	return 0, t.Year() - 1867
}

// showDate adds a date item by item.
func (s *section) showDate(dst []byte, t time.Time) []byte {
	two := func(v, n int) {
		if n >= 2 && v < 10 {
			dst = append(dst, '0')
		}
		dst = strconv.AppendInt(dst, int64(v), 10)
	}
	for i := range s.items {
		it := &s.items[i]
		switch it.letter {
		case 0:
			dst = append(dst, it.lit...)
		case 'y':
			if it.n <= 2 {
				two(t.Year()%100, 2)
			} else {
				two(t.Year(), 1)
			}
		case 'm':
			two(int(t.Month()), it.n)
		case 'd':
			two(t.Day(), it.n)
		case 'h':
			two(t.Hour(), it.n)
		case 'n':
			two(t.Minute(), it.n)
		case 's':
			two(t.Second(), it.n)
		case 'g':
			e, _ := eraOf(t)
			switch it.n {
			case 1:
				dst = append(dst, eras[e].letter...)
			case 2:
				dst = append(dst, eras[e].name[:3]...)
			default:
				dst = append(dst, eras[e].name...)
			}
		case 'e':
			_, y := eraOf(t)
			two(y, it.n)
		}
	}
	return dst
}

// unit says what a reader sees of a number cell, and what is stored. v.number
// has already shown it as shown.
func (v *view) unit(u *extract.Unit, st *style, value, shown string, n float64) {
	u.Type = extract.Number
	u.Text = strings.TrimSpace(shown) // formats put blanks around amounts
	if st != nil && !st.format.general {
		sec := st.format.pick(n)
		if sec != nil && sec.date {
			if iso := isoDate(n, v.date1904); iso != "" {
				u.Type, u.Raw = extract.Date, iso
				if !sec.longYear && !sec.era || shown == "" {
					u.Text = iso
				}
				return
			}
			if n >= maxDate || n < 0 {
				u.Text = value // spreadsheet programs show ####
				return
			}
		}
		if sec != nil && !sec.shows && (n != 0 || !sec.prints) {
			u.Text = value
			u.Hidden |= extract.NumberFormat
			return
		}
	}
	if n == math.Trunc(n) && strings.ContainsAny(shown, "E") && exponent(shown) {
		u.Text = value
		if !whole([]byte(value)) {
			u.Text = strconv.FormatFloat(n, 'f', -1, 64)
		}
	}
	if u.Text == "" {
		u.Text = value
	}
	if u.Text != value {
		u.Raw = value
	}
}

// exponent tells that a number is shown as 1.2E+05.
func exponent(s string) bool {
	i := strings.IndexByte(s, 'E')
	return i > 0 && i+2 < len(s) && (s[i+1] == '+' || s[i+1] == '-') && s[i+2] >= '0' && s[i+2] <= '9'
}
