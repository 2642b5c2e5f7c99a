package numfmt

import (
	"strconv"
	"strings"
	"time"
)

// eras are the Japanese eras since the western calendar came into use there.
var eras = [...]struct {
	from         time.Time
	letter, name string
}{
	{time.Date(1868, time.January, 25, 0, 0, 0, 0, time.UTC), "M", "明治"},
	{time.Date(1912, time.July, 30, 0, 0, 0, 0, time.UTC), "T", "大正"},
	{time.Date(1926, time.December, 25, 0, 0, 0, 0, time.UTC), "S", "昭和"},
	{time.Date(1989, time.January, 8, 0, 0, 0, 0, time.UTC), "H", "平成"},
	{time.Date(2019, time.May, 1, 0, 0, 0, 0, time.UTC), "R", "令和"},
}

// weekdays are the days of the week as aaa shows them.
var weekdays = [...]string{"日", "月", "火", "水", "木", "金", "土"}

func eraOf(t time.Time) (era, year int) {
	for i := len(eras) - 1; i > 0; i-- {
		if !t.Before(eras[i].from) {
			return i, t.Year() - eras[i].from.Year() + 1
		}
	}
	return 0, t.Year() - 1867
}

// dateText shows a time item by item.
func (s *section) dateText(n float64, date1904 bool) string {
	t := clock(n, date1904)
	fine := false
	for i := range s.items {
		fine = fine || s.items[i].kind == 'f'
	}
	if !fine {
		t = t.Round(time.Second)
	}
	var b strings.Builder
	two := func(v, n int) {
		if n >= 2 && v < 10 {
			b.WriteByte('0')
		}
		b.WriteString(strconv.Itoa(v))
	}
	seconds := int(n*86400 + 0.5)
	tenths := t.Nanosecond() / 1e6
	for _, it := range s.items {
		switch it.kind {
		case 'l':
			b.WriteString(it.lit)
		case 'y':
			if it.n <= 2 {
				two(t.Year()%100, 2)
			} else {
				two(t.Year(), 1)
			}
		case 'm':
			switch {
			case it.n == 3:
				b.WriteString(t.Month().String()[:3])
			case it.n == 5:
				b.WriteString(t.Month().String()[:1])
			case it.n > 3:
				b.WriteString(t.Month().String())
			default:
				two(int(t.Month()), it.n)
			}
		case 'd':
			switch {
			case it.n == 3:
				b.WriteString(t.Weekday().String()[:3])
			case it.n > 3:
				b.WriteString(t.Weekday().String())
			default:
				two(t.Day(), it.n)
			}
		case 'a':
			b.WriteString(weekdays[t.Weekday()])
			if it.n > 3 {
				b.WriteString("曜日")
			}
		case 'h':
			h := t.Hour()
			if it.span {
				h = seconds / 3600
			} else if s.twelve {
				h = (h+11)%12 + 1
			}
			two(h, it.n)
		case 'n':
			if it.span {
				two(seconds/60, it.n)
			} else {
				two(t.Minute(), it.n)
			}
		case 's':
			if it.span {
				two(seconds, it.n)
			} else {
				two(t.Second(), it.n)
			}
		case 'f':
			b.WriteString(strconv.Itoa(tenths / 100 % 10))
			tenths *= 10
		case 'p':
			if t.Hour() < 12 {
				b.WriteString("AM")
			} else {
				b.WriteString("PM")
			}
		case 'g':
			e, _ := eraOf(t)
			switch it.n {
			case 1:
				b.WriteString(eras[e].letter)
			case 2:
				b.WriteString(eras[e].name[:3])
			default:
				b.WriteString(eras[e].name)
			}
		case 'e':
			if s.era {
				_, y := eraOf(t)
				two(y, it.n)
			} else {
				two(t.Year(), 1)
			}
		}
	}
	return strings.TrimSpace(b.String())
}

// Builtin gives the format that a workbook uses by number without writing it
// down: the table of the standard, and for 27 to 58 the one of Japanese
// installations.
func Builtin(id int) string { return builtin[id] }

var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: `"¥"#,##0;"¥"\-#,##0`, 6: `"¥"#,##0;"¥"\-#,##0`, 7: `"¥"#,##0.00;"¥"\-#,##0.00`, 8: `"¥"#,##0.00;"¥"\-#,##0.00`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)", 39: "#,##0.00 ;(#,##0.00)", 40: "#,##0.00 ;(#,##0.00)",
	41: `#,##0;-#,##0;"-"`, 42: `#,##0;-#,##0;"-"`, 43: `#,##0.00;-#,##0.00;"-"`, 44: `#,##0.00;-#,##0.00;"-"`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",

	27: `[$-411]ge.m.d`, 28: `[$-411]ggge"年"m"月"d"日"`, 29: `[$-411]ggge"年"m"月"d"日"`, 30: "m/d/yy",
	31: `yyyy"年"m"月"d"日"`, 32: `h"時"mm"分"`, 33: `h"時"mm"分"ss"秒"`, 34: `yyyy"年"m"月"`, 35: `m"月"d"日"`,
	36: `[$-411]ge.m.d`, 50: `[$-411]ge.m.d`, 51: `[$-411]ggge"年"m"月"d"日"`, 52: `yyyy"年"m"月"`,
	53: `m"月"d"日"`, 54: `[$-411]ggge"年"m"月"d"日"`, 55: `yyyy"年"m"月"`, 56: `m"月"d"日"`,
	57: `[$-411]ge.m.d`, 58: `[$-411]ggge"年"m"月"d"日"`,
}
