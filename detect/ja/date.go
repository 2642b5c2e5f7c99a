package ja

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"monban/detect"
)

// A Date is a day of the calendar. Era tells that it was written with a
// Japanese era.
type Date struct {
	Year, Month, Day int
	Era              bool
}

// Key returns the day in the form in which all its spellings are equal.
func (d Date) Key() string {
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 99 || d.Day < 0 || d.Day > 99 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	y, m, t := d.Year, d.Month, d.Day
	digit := func(n int) byte { return byte('0' + n%10) }
	return string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(m / 10), digit(m), '-', digit(t / 10), digit(t)})
}

// valid reports whether the day exists and lies in the time that files of
// living people speak of.
func (d Date) valid() bool {
	if d.Year < 1868 || d.Year > 2200 || d.Month < 1 || d.Month > 12 || d.Day < 1 {
		return false
	}
	return d.Day <= time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d Date) number() int { return d.Year*10000 + d.Month*100 + d.Day }

// An era is a span of years. The day on which one era follows another belongs
// to both, as people wrote it, but for 昭和 to 平成, where the new era began on
// the next day.
type era struct {
	names       []string
	first       int // year 1
	begin, last int // as yyyymmdd
}

var eras = []era{
	{[]string{"明治", "明", "M", "m"}, 1868, 18680101, 19120730},
	{[]string{"大正", "大", "T", "t"}, 1912, 19120730, 19261225},
	{[]string{"昭和", "昭", "S", "s"}, 1926, 19261225, 19890107},
	{[]string{"平成", "平", "H", "h"}, 1989, 19890108, 20190430},
	{[]string{"令和", "令", "R", "r"}, 2019, 20190501, 99991231},
}

// ParseDate finds the first full date in normalised text: 1985年1月2日,
// 1985/1/2, 1985-01-02T03:04:05, 1985.1.2, 昭和60年1月2日, S60.1.2, 昭60.1.2,
// 昭和六十年一月二日, 平成元年…, 1985年(昭和60年)1月2日, 1/31/1985, 31/1/1985,
// 31 Jan 1985, January 31, 1985. A date that does not exist, or lies outside
// its era, is none. Two-digit years and a year with a month alone are no dates.
// Of 1/2/1985 the month is taken to stand first.
func ParseDate(s string) (d Date, start, end int, ok bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case isDigit(c):
			if afterBreak(s, i) {
				if d, end, ok = western(s, i); ok {
					return d, i, end, true
				}
				if d, end, ok = yearLast(s, i); ok {
					return d, i, end, true
				}
			}
			for i+1 < len(s) && isDigit(s[i+1]) {
				i++
			}
		case c < 0x80:
			if c|0x20 < 'a' || c|0x20 > 'z' || i > 0 && isAlnum(s[i-1]) {
				continue
			}
			if strings.IndexByte("MTSHRmtshr", c) >= 0 {
				if d, end, ok = eraDate(s, i); ok {
					return d, i, end, true
				}
			}
			if d, end, ok = monthFirst(s, i); ok {
				return d, i, end, true
			}
		case c >= 0xE3:
			if i+2 < len(s) && c < 0xF0 && !dateStarts.Has(rune(c&0xF)<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F)) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
				i += 2 // most characters begin no date
				continue
			}
			switch r, n := utf8.DecodeRuneInString(s[i:]); {
			case r == '明' || r == '大' || r == '昭' || r == '平' || r == '令':
				if d, end, ok = eraDate(s, i); ok {
					return d, i, end, true
				}
				i += n - 1
			case kanjiDigit(r) > 0 || r == '千':
				if d, end, ok = western(s, i); ok {
					return d, i, end, true
				}
				_, run := number(s[i:], false)
				i += max(run, n) - 1
			default:
				i += n - 1
			}
		}
	}
	return Date{}, 0, 0, false
}

// dateStarts are the characters other than digits and letters that dates begin with.
var dateStarts = detect.NewRunes("明大昭平令千一壱二弐三参四五六七八九")

// afterBreak reports whether a number that starts at i is not the rest of a
// longer one.
func afterBreak(s string, i int) bool {
	if i == 0 {
		return true
	}
	p := s[i-1]
	if isAlnum(p) || p == '_' {
		return false
	}
	return i == 1 || p != '-' && p != '/' && p != '.' || !isAlnum(s[i-2])
}

func western(s string, i int) (d Date, end int, ok bool) {
	y, n := number(s[i:], false)
	if n == 0 || y < 1868 || y > 2200 {
		return d, 0, false
	}
	d.Year = y
	end, ok = d.monthDay(s, i+n, false)
	return d, end, ok && d.valid()
}

func eraDate(s string, i int) (d Date, end int, ok bool) {
	for _, e := range eras {
		for _, name := range e.names {
			if !strings.HasPrefix(s[i:], name) {
				continue
			}
			p := skipBlanks(s, i+len(name))
			if len(name) <= 3 && p < len(s) && s[p] == '.' {
				p = skipBlanks(s, p+1) // S.60.1.2
			}
			y, n := number(s[p:], true)
			if n == 0 || y < 1 || y > 99 {
				continue
			}
			d = Date{Year: e.first + y - 1, Era: true}
			if end, ok = d.monthDay(s, p+n, true); ok && d.valid() && d.number() >= e.begin && d.number() <= e.last {
				return d, end, true
			}
		}
	}
	return Date{}, 0, false
}

// monthDay reads what follows the year that ends at i.
func (d *Date) monthDay(s string, i int, short bool) (end int, ok bool) {
	i = skipBlanks(s, i)
	if i < len(s) && s[i] == '(' { // 1985(昭和60)年1月2日
		i = skipBrackets(s, i)
	}
	kanji := strings.HasPrefix(s[i:], "年")
	var sep byte
	switch {
	case kanji:
		i = skipBlanks(s, i+len("年"))
		if i < len(s) && s[i] == '(' { // 1985年(昭和60年)1月2日
			i = skipBlanks(s, skipBrackets(s, i))
		}
	case i < len(s) && (s[i] == '/' || s[i] == '-' || s[i] == '.'):
		sep = s[i]
		i = skipBlanks(s, i+1)
	default:
		return 0, false
	}
	m, n := number(s[i:], false)
	if n == 0 {
		return 0, false
	}
	i = skipBlanks(s, i+n)
	switch {
	case kanji && strings.HasPrefix(s[i:], "月"):
		i += len("月")
	case !kanji && i < len(s) && s[i] == sep:
		i++
	default:
		return 0, false
	}
	i = skipBlanks(s, i)
	day, n := number(s[i:], false)
	if n == 0 {
		return 0, false
	}
	end = i + n
	d.Month, d.Day = m, day
	if kanji {
		if i = skipBlanks(s, end); strings.HasPrefix(s[i:], "日") {
			return i + len("日"), true
		}
		return end, end == len(s) || !isAlnum(s[end])
	}
	if end < len(s) {
		c := s[end]
		if isDigit(c) || c == sep && end+1 < len(s) && isDigit(s[end+1]) {
			return 0, false
		}
		if isAlnum(c) && c != 'T' {
			return 0, false
		}
	}
	return end, true
}

func skipBlanks(s string, i int) int {
	for k := 0; k < 3 && i < len(s) && (s[i] == ' ' || s[i] == '\t'); k++ {
		i++
	}
	return i
}

// skipBrackets returns the end of the short bracket that opens at i, or i.
func skipBrackets(s string, i int) int {
	if k := strings.IndexByte(s[i:min(len(s), i+24)], ')'); k > 0 {
		return i + k + 1
	}
	return i
}

// yearLast reads 1/31/1985, 31/1/1985, 31-01-1985, 31.1.1985 and 31 Jan 1985.
func yearLast(s string, i int) (d Date, end int, ok bool) {
	a, n := number(s[i:], false)
	if n == 0 || n > 2 || a < 1 || a > 31 {
		return d, 0, false
	}
	p := i + n
	if p >= len(s) {
		return d, 0, false
	}
	b := 0
	if sep := s[p]; sep == '/' || sep == '-' || sep == '.' {
		b, n = number(s[p+1:], false)
		if n > 0 && n <= 2 {
			p += 1 + n
			if p >= len(s) || s[p] != sep {
				return d, 0, false
			}
			p++
		} else if b, n = month(s[p+1:]); n > 0 { // 31-Jan-1985
			p += 1 + n
			if p >= len(s) || s[p] != sep {
				return d, 0, false
			}
			a, b, p = b, a, p+1
		} else {
			return d, 0, false
		}
	} else {
		q := skipBlanks(s, p)
		m, n := month(s[q:])
		if n == 0 {
			return d, 0, false
		}
		a, b, p = m, a, q+n
		if p < len(s) && s[p] == ',' {
			p++
		}
		p = skipBlanks(s, p)
	}
	y, n := number(s[p:], false)
	if n != 4 || p+n < len(s) && isAlnum(s[p+n]) {
		return d, 0, false
	}
	if a > 12 {
		a, b = b, a
	}
	d = Date{Year: y, Month: a, Day: b}
	return d, p + n, d.valid()
}

// monthFirst reads January 31, 1985.
func monthFirst(s string, i int) (d Date, end int, ok bool) {
	m, n := month(s[i:])
	if n == 0 {
		return d, 0, false
	}
	p := skipBlanks(s, i+n)
	day, n := number(s[p:], false)
	if n == 0 || n > 2 {
		return d, 0, false
	}
	p += n
	if p < len(s) && s[p] == ',' {
		p++
	}
	p = skipBlanks(s, p)
	y, n := number(s[p:], false)
	if n != 4 || p+n < len(s) && isAlnum(s[p+n]) {
		return d, 0, false
	}
	d = Date{Year: y, Month: m, Day: day}
	return d, p + n, d.valid()
}

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// month reads the English name of a month, in full or by three letters.
func month(s string) (m, n int) {
	for n < len(s) && n < 10 && s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' {
		n++
	}
	if n < 3 {
		return 0, 0
	}
	for i, name := range months {
		if s[0]|0x20 != name[0] || s[1]|0x20 != name[1] || s[2]|0x20 != name[2] {
			continue
		}
		if n == 3 || strings.EqualFold(s[:n], name) || i == 8 && n == 4 && s[3]|0x20 == 't' {
			if n < len(s) && s[n] == '.' {
				n++
			}
			return i + 1, n
		}
	}
	return 0, 0
}

// ParseCompact reads a date that only a header can make one: 19850102, the
// number of an era and six digits as insurers write it (3600102 is 昭和60年1月2日,
// S600102 too), that of pensions behind a hyphen (5-600102) or where the former has
// none (7020102 is 平成2年1月2日), and an Excel serial from 1000 (in 1902) to 60000 of the 1900
// system, with or without a time of day behind the point.
func ParseCompact(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	if whole, frac, found := strings.Cut(s, "."); found && strings.Trim(frac, "0123456789") == "" {
		s = whole
	}
	if len(s) == 7 && s[0] > '9' {
		if i := strings.IndexByte("MTSHR", s[0]&^0x20); i >= 0 {
			s = string(rune('1'+i)) + s[1:]
		}
	}
	if len(s) == 8 && s[1] == '-' || len(s) == 7 && (s[0] == '7' || s[0] == '9' || s[0] == '5' && s[1] > '1') {
		i := strings.IndexByte("13579", s[0])
		if i < 0 {
			return Date{}, false
		}
		s = string(rune('1'+i)) + s[len(s)-6:]
	}
	v, err := strconv.Atoi(s)
	if err != nil || v <= 0 {
		return Date{}, false
	}
	switch {
	case len(s) == 8:
		d := Date{Year: v / 10000, Month: v / 100 % 100, Day: v % 100}
		return d, d.valid()
	case len(s) == 7 && s[0] >= '1' && s[0] <= '5':
		e := eras[s[0]-'1']
		d := Date{Year: e.first + v/10000%100 - 1, Month: v / 100 % 100, Day: v % 100, Era: true}
		return d, d.valid() && v/10000%100 > 0 && d.number() >= e.begin && d.number() <= e.last
	case v >= 1000 && v <= 60000 && len(s) <= 5:
		t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, v)
		return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, true
	}
	return Date{}, false
}
