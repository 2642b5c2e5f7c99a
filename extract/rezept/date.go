package rezept

import "strings"

// date is a day of eight digits (19721014), or of seven with the number of an era
// before them (3471014), as a reader writes it. It is "" for what is no day.
func date(s string) string {
	if !number(s, 7, 8) {
		return ""
	}
	month, day := s[len(s)-4:len(s)-2], s[len(s)-2:]
	if month < "01" || month > "12" || day < "01" || day > "31" {
		return ""
	}
	rest := "年" + strings.TrimPrefix(month, "0") + "月" + strings.TrimPrefix(day, "0") + "日"
	if len(s) == 8 {
		if s[:2] < "18" || s[:2] > "21" {
			return ""
		}
		return s[:4] + rest
	}
	if s[0] < '1' || s[0] > '5' {
		return ""
	}
	era := [...]string{"明治", "大正", "昭和", "平成", "令和"}[s[0]-'1']
	return era + strings.TrimPrefix(s[1:3], "0") + rest
}
