package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What is a name in a cell under a header that asks for names.

// nameHead cuts off what is written beside a name in its cell: an age in
// brackets, the kana on a line of its own, the name before a marriage.
func nameHead(v string) string {
	for _, w := range [...]string{"(ふりがな)", "(フリガナ)", "ふりがな", "フリガナ", "(よみ)"} {
		if rest, ok := strings.CutPrefix(v, w); ok && len(rest) > 3 {
			v = strings.TrimLeft(rest, " :\n") // and the reading, then the name
			break
		}
	}
	if k := strings.IndexAny(v, " :・/)"); k > 0 && related[strings.TrimLeft(v[:k], "(")] {
		_, width := utf8.DecodeRuneInString(v[k:])
		if rest := strings.TrimLeft(v[k+width:], " "); rest != "" { // 父 長谷川 杏
			return nameHead(rest)
		}
	}
	if v[max(len(v)-1, 0)] < utf8.RuneSelf && strings.IndexByte(v, '/') > 0 {
		return airName(v)
	}
	i := strings.IndexAny(v, "\n(")
	switch {
	case i > 0 && v[i] == '\n' && kanaOnly(v[:i]) && !kanaOnly(v[i+1:]):
		return nameHead(strings.TrimSpace(v[i+1:])) // the reading came first
	case i > 0 && v[i] == '\n' && wrapped(v[:i], v[i+1:]):
		return v
	case i > 0 && v[i] == '(' && strings.HasPrefix(v[i:], "(旧"):
		if k := strings.IndexByte(v[i:], ')'); k > 0 { // 田中(旧姓 佐藤)花子
			return strings.TrimSpace(v[:i]) + strings.TrimSpace(v[i+k+1:])
		}
	case i < 0 && (strings.HasSuffix(v, "】") || strings.HasSuffix(v, "]") || strings.HasSuffix(v, "〕")):
		i = strings.IndexAny(v, "【[〔")
	}
	if i > 0 && utf8.RuneCountInString(v[:i]) >= 2 {
		return strings.TrimSpace(v[:i])
	}
	if strings.HasSuffix(v, "名") { // 田中太郎、他2名
		if i := max(strings.LastIndex(v, "他"), strings.LastIndex(v, "ほか")); i > 0 {
			return strings.TrimRight(v[:i], " 、,")
		}
	}
	return v
}

// airName reads a name as tickets have it: ABE/SHOJI MR.
func airName(v string) string {
	for i := range len(v) {
		if c := v[i] | 0x20; (c < 'a' || c > 'z') && v[i] != '/' && v[i] != ' ' && v[i] != '-' {
			return v
		}
	}
	for _, t := range [...]string{" MR", " MS", " MRS", " MISS", " MSTR", " CHD", " INF"} {
		if len(v) > len(t) && strings.EqualFold(v[len(v)-len(t):], t) {
			v = v[:len(v)-len(t)]
			break
		}
	}
	return strings.Replace(v, "/", " ", 1)
}

// wrapped reports whether a name goes on in the next line, its cell being narrow.
func wrapped(family, given string) bool {
	return utf8.RuneCountInString(family) <= 3 && utf8.RuneCountInString(given) <= 3 && !kanaOnly(given) && !strings.ContainsAny(family+given, " (\n0123456789") && given != ""
}

// grouped reports whether a value names a group of people: 赤組, 2班, A列.
func grouped(v string) bool {
	for _, w := range [...]string{"組", "班", "クラス", "チーム", "グループ", "列", "号車", "テーブル"} {
		if strings.HasSuffix(v, w) {
			return true
		}
	}
	return false
}

// rareName reports whether a value in a column that surely holds names is one
// that only looks like other words: 金子 ひなた, 德永ひなた, ドー・フー・ズン.
func (g *grid) rareName(c *column, norm string) bool {
	const sure = detect.ColumnHeader | detect.ColumnValues
	if c.kind != detect.PersonName || c.evidence&sure != sure && (c.evidence&detect.ColumnHeader == 0 || !c.exact || c.meaning.Weak) || len(norm) > 60 || !g.r.senses.Says(strings.TrimSpace(norm)) || grouped(norm) {
		return false
	}
	if s, ok := strings.CutSuffix(norm, "様"); ok && utf8.RuneCountInString(s) == 1 {
		return !strings.Contains("皆奥上客何方若殿御", s) // 神様, 王様: whoever has that name
	}
	parts := strings.FieldsFunc(norm, func(r rune) bool { return r == ' ' || r == '・' || r == '　' })
	return kanaGiven(norm) || len(parts) >= 2 && len(parts) <= 5 && !strings.ContainsAny(norm, "0123456789@()/:")
}

// kanaGiven reports whether a value is one to three kanji with two to four kana
// behind them that are no ending of other words: 徳永ひなた, and not 該当なし.
func kanaGiven(norm string) bool {
	kanji, kana := 0, 0
	for _, r := range norm {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF && kana == 0:
			kanji++
		case r >= 'ぁ' && r <= 'ヺ' || r == 'ー':
			kana++
		default:
			return false
		}
	}
	if kanji < 1 || kanji > 3 || kana < 2 || kana > 4 {
		return false
	}
	for _, end := range []string{"なし", "あり", "ない", "する", "した", "です", "ます", "から", "まで", "待ち", "より", "とも", "ため", "こと", "もの", "のみ", "など"} {
		if strings.HasSuffix(norm, end) {
			return false
		}
	}
	return true
}
