package vcard

import (
	"strings"
	"time"

	"monban/extract"
)

// labels are the properties in words. Programs of all languages write the same
// names; a reader of the report knows these better.
var labels = map[string]string{
	"FN": "氏名", "N": "姓名", "TEL": "電話", "EMAIL": "メールアドレス", "ADR": "住所", "LABEL": "住所", "BDAY": "生年月日",
	"ORG": "会社", "TITLE": "役職", "ROLE": "職種", "NICKNAME": "ニックネーム", "NOTE": "備考", "URL": "URL", "GENDER": "性別",
	"X-PHONETIC-FIRST-NAME": "フリガナ 名", "X-PHONETIC-LAST-NAME": "フリガナ 姓", "SORT-STRING": "フリガナ", "X-ANNIVERSARY": "記念日", "ANNIVERSARY": "記念日",
	"GEO": "位置", "SOUND": "フリガナ", "X-GENDER": "性別", "RELATED": "家族",
	"SUMMARY": "件名", "DESCRIPTION": "メモ", "LOCATION": "ロケーション", "DTSTART": "開始", "DTEND": "終了", "DUE": "期限",
	"ATTENDEE": "出席者", "ORGANIZER": "主催者", "CONTACT": "連絡先", "COMMENT": "備考", "CATEGORIES": "分類"}

// kinds are the words of TYPE that tell what a number is for.
var kinds = []struct{ typ, word string }{
	{"cell", "携帯"}, {"home", "自宅"}, {"work", "勤務先"}, {"fax", "FAX"},
}

// units makes the cells of a property: one, or more where it has parts.
func units(p property) (names []string, us []extract.Unit) {
	base := labels[p.name]
	if base == "" {
		base = p.name
	}
	typ := "," + strings.ToLower(p.params["TYPE"]) + ","
	label := base
	switch p.name {
	case "TEL", "ADR", "LABEL", "EMAIL":
		for _, k := range kinds {
			if strings.Contains(typ, ","+k.typ+",") {
				label = k.word + base
				break
			}
		}
	}
	add := func(name, s string) {
		if s = strings.TrimSpace(s); s != "" {
			names = append(names, name)
			us = append(us, extract.Unit{Text: s, Loc: extract.Loc{Line: p.line}})
		}
	}
	switch p.name {
	case "N":
		for i, s := range split(p.value, ';') {
			if i < 5 {
				add([]string{"姓", "名", "ミドルネーム", "敬称", "称号"}[i], s)
			}
		}
	case "SOUND":
		add(label, strings.Trim(strings.Join(split(p.value, ';'), " "), " ;"))
	case "ADR":
		parts := split(p.value, ';')
		for len(parts) < 7 {
			parts = append(parts, "")
		}
		add(strings.TrimSuffix(label, "住所")+"郵便番号", parts[5])
		// From the prefecture on, as it is read in Japan: region, city, street, building.
		add(label, strings.TrimSpace(parts[4]+parts[3]+parts[2]+" "+parts[1]+" "+parts[0]))
		add("国", parts[6])
	case "ORG":
		add(label, strings.Join(split(p.value, ';'), " "))
	case "ATTENDEE", "ORGANIZER":
		add(base+" 氏名", p.params["CN"])
		add(base+" メールアドレス", address(p.value))
		add(base+" メールアドレス", p.params["EMAIL"])
	case "EMAIL", "TEL", "CONTACT", "URL":
		add(label, address(unescape(p.value)))
	case "BDAY", "ANNIVERSARY", "DTSTART", "DTEND", "DUE", "COMPLETED", "CREATED", "LAST-MODIFIED":
		s := unescape(p.value)
		add(label, s)
		if len(us) > 0 {
			us[len(us)-1] = date(us[len(us)-1])
		}
	default:
		add(label, unescape(p.value))
	}
	return names, us
}

// address takes the scheme off.
func address(s string) string {
	for _, scheme := range []string{"mailto:", "tel:"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return s[len(scheme):]
		}
	}
	return s
}

// date makes a date of the short form 19900401 readable.
func date(u extract.Unit) extract.Unit {
	for _, form := range []string{"20060102", "2006-01-02", "20060102T150405Z", "20060102T150405"} {
		if t, err := time.Parse(form, u.Text); err == nil {
			u.Type, u.Raw, u.Text = extract.Date, t.Format(time.DateOnly), t.Format(time.DateOnly)
			if len(form) > 10 {
				u.Text = t.Format("2006-01-02 15:04")
			}
			return u
		}
	}
	return u
}

// split cuts a value at a mark that is not escaped.
func split(s string, mark byte) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case mark:
			out = append(out, unescape(s[start:i]))
			start = i + 1
		}
	}
	return append(out, unescape(s[start:]))
}

var escapes = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\:`, ":", `\\`, `\`)

func unescape(s string) string { return escapes.Replace(s) }

// splitParams cuts at semicolons outside of quotes.
func splitParams(s string) []string {
	var out []string
	quoted, start := false, 0
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}
