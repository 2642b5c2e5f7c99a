package report

import (
	"strconv"
	"strings"
	"unicode"

	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

// hiddenWords name hidden places for people, by the words of machine output.
var hiddenWords = map[string]struct{ ja, en string }{
	"row":           {"非表示の行", "a hidden row"},
	"column":        {"非表示の列", "a hidden column"},
	"sheet":         {"非表示のシート", "a hidden sheet"},
	"very-hidden":   {"完全に非表示のシート", "a very hidden sheet"},
	"filter":        {"フィルターで隠れた行", "a filtered row"},
	"number-format": {"書式で隠れたセル", "a cell hidden by its format"},
	"white-text":    {"白い文字", "white text"},
	"small-text":    {"見えない大きさの文字", "tiny text"},
	"comment":       {"コメント", "a comment"},
	"note":          {"ノート", "notes"},
	"footnote":      {"脚注", "a footnote"},
	"header-footer": {"ヘッダー・フッター", "a header or footer"},
	"defined-name":  {"名前の定義", "a defined name"},
	"pivot-cache":   {"ピボットテーブルの元データ", "the cache of a pivot table"},
	"external-link": {"外部リンクの控え", "a copy kept for an external link"},
	"chart-cache":   {"グラフの元データ", "the data of a chart"},
	"validation":    {"入力規則", "a validation list"},
	"textbox":       {"図形の文字", "a text box"},
	"hyperlink":     {"リンク先", "a link"},
	"properties":    {"文書のプロパティ", "document properties"},
	"revision":      {"変更履歴", "tracked changes"},
	"hidden-text":   {"隠し文字", "hidden text"},
	"hidden-slide":  {"非表示のスライド", "a hidden slide"},
	"alt-text":      {"代替テキスト", "alternative text"},
	"attachment":    {"埋め込まれたファイル", "an embedded file"},
	"annotation":    {"注釈", "an annotation"},
	"form-field":    {"フォームの項目", "a form field"},
	"off-page":      {"ページの外", "outside the page"},
	"under-image":   {"画像の下", "under a picture"},
	"black-box":     {"黒塗りの下", "under a black box"},
	"html-comment":  {"HTMLのコメント", "an HTML comment"},
	"hidden-input":  {"隠し入力欄", "a hidden form field"},
	"css":           {"スタイルで隠れた文字", "text hidden by style"},
	"file-name":     {"ファイル名", "the file name"},
	"sheet-name":    {"シート名", "a sheet name"},
	"entry-name":    {"中のファイルの名前", "the name of a file inside"},
}

// lang writes words in one of the two languages.
type lang struct{ ja bool }

// of returns the text in the language.
func (l lang) of(ja, en string) string {
	if l.ja {
		return ja
	}
	return en
}

// join lists words.
func (l lang) join(list []string) string { return strings.Join(list, l.of("、", ", ")) }

func (l lang) people(n int) string {
	switch {
	case l.ja:
		return number(n) + "人"
	case n == 1:
		return "1 person"
	}
	return number(n) + " people"
}

func (l lang) kind(k detect.Kind) string {
	info, _ := k.Info()
	return l.of(info.TitleJa, info.Title)
}

// hidden names the places of h, at most two.
func (l lang) hidden(h extract.Hidden) string {
	var out []string
	for _, n := range h.Names() {
		if w, ok := hiddenWords[n]; ok && len(out) < 2 {
			out = append(out, l.of(w.ja, w.en))
		}
	}
	return strings.Join(out, l.of("・", " and "))
}

func (l lang) verdict(v policy.Verdict) string {
	switch v {
	case policy.Pass:
		return l.of("送信できます", "OK to send")
	case policy.Confirm:
		return l.of("送信する前に確認してください", "Look again before you send")
	case policy.Hold:
		return l.of("承認なしに送信しないでください", "Do not send without approval")
	}
	return l.of("送信しないでください", "Do not send")
}

// number writes n with separators.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent rounds down: what is almost certain is not 100 %.
func percent(c float64) int { return int(100 * round(c)) }

// safe makes text from a file fit to be shown on a terminal: no control
// characters, no reversed direction, no line breaks, not too long.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return short(s, 60)
}

// short cuts text to a width in columns of a terminal.
func short(s string, most int) string {
	w := 0
	for i, r := range s {
		if w += runeWidth(r); w > most {
			return s[:i] + "…"
		}
	}
	return s
}

// runeWidth is 2 for characters that take two columns: kana, kanji, full-width.
func runeWidth(r rune) int {
	if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x1faff || r >= 0x20000) {
		return 2
	}
	return 1
}

func width(s string) int {
	w := 0
	for _, r := range s {
		w += runeWidth(r)
	}
	return w
}

func pad(s string, to int) string { return s + strings.Repeat(" ", max(to-width(s), 0)) }

// quote makes a path fit for a command line.
func quote(s string) string {
	if strings.ContainsAny(s, " '\"$`\\*?[]()&;|<>!#~　") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
