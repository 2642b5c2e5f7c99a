package extract

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hints are the passwords that the mails of a message tell for the files in it:
// many offices send a locked file, and its password in the same mail or in the
// next. A nil *Hints hears nothing. The words are tried on locked files, and
// never shown.
type Hints struct{ words []string }

// maxHints bounds how many words are tried: each costs up to a tenth of a
// second on a file with a good lock.
const maxHints = 16

// announced are the words that announce a password.
var announced = regexp.MustCompile(`(?i)パスワード|ﾊﾟｽﾜｰﾄﾞ|ぱすわーど|パス(?:コード)?[::=はワ]|解凍キー|解凍用?PW|開封キー|暗証番号|合言葉|復号キー|\bpass ?(?:word|code|phrase)?\b|passwd|\bp/?w(?:d)?\b`)

// mayAnnounce tells quickly of most texts that announced finds nothing in them:
// each of its words has one of these parts, or a p before an a, a w, or a slash.
func mayAnnounce(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		switch c := text[i]; {
		case c == 'p' || c == 'P':
			switch text[i+1] {
			case 'a', 'A', 'w', 'W', '/':
				return true
			}
		case c >= 0xe3 && c <= 0xef: // where the Japanese parts begin
			for _, part := range announcing {
				if strings.HasPrefix(text[i:], part) {
					return true
				}
			}
		}
	}
	return false
}

var announcing = []string{"パス", "ﾊﾟｽ", "ぱす", "解凍", "開封", "暗証", "合言", "復号"}

var (
	// quotedWord is a word in brackets or quotes.
	quotedWord = regexp.MustCompile(`[「『【《〈\["'<(]([^「『【《〈\["'<>」』】》〉\]()]{3,64})[」』】》〉\]"'>)]`)
	// plainWord is a word of ASCII; Japanese text ends it.
	plainWord = regexp.MustCompile(`[!-~]{3,64}`)
	phone     = regexp.MustCompile(`0\d{1,4}-\d{1,4}-\d{3,4}|0\d{9,10}`)
)

// ordinary are words behind an announcement that are no password.
var ordinary = []string{"is", "are", "the", "for", "zip", "zipped", "pdf", "file", "files", "excel", "word", "will", "sent", "send", "separately", "below", "follows", "following", "this", "that", "with", "attached", "your", "and", "mail", "e-mail", "email", "please", "use", "protected", "required"}

// Hear takes a text of a mail, and notes the passwords that it announces: behind
// the announcement, in one of the next lines when nothing stands there, or as
// the last digits of a telephone number or the date, when it says so.
func (h *Hints) Hear(text string) {
	if h == nil {
		return
	}
	narrowed := narrow(text)
	if !mayAnnounce(narrowed) {
		return
	}
	lines := strings.Split(narrowed, "\n")
	for i, line := range lines {
		if !mayAnnounce(line) {
			continue
		}
		for _, m := range announced.FindAllStringIndex(line, 3) {
			if h.behind(line[m[1]:]) || strings.Contains(line[m[1]:], "別") && strings.Contains(line[m[1]:], "送") {
				continue
			}
			h.below(lines[i+1 : min(len(lines), i+6)])
		}
	}
	if announced.MatchString(text) {
		h.described(text)
	}
}

// tag is a mark of HTML, and breaks those that end a line.
var (
	tag    = regexp.MustCompile(`<[^>]*>`)
	breaks = regexp.MustCompile(`(?i)<(?:br|/p|/div|/tr|/li|/h\d)[^>]*>`)
)

// HearHTML is Hear for the body of a mail in HTML.
func (h *Hints) HearHTML(markup string) {
	if h != nil {
		h.Hear(html.UnescapeString(tag.ReplaceAllString(breaks.ReplaceAllString(strings.ReplaceAll(markup, "\n", " "), "\n"), "")))
	}
}

// behind notes the words that follow an announcement in its line.
func (h *Hints) behind(rest string) bool {
	if i := announced.FindStringIndex(rest); i != nil {
		rest = rest[:i[0]]
	}
	found := false
	if m := quotedWord.FindStringSubmatch(rest); m != nil {
		found = h.add(m[1])
	}
	tokens := plainWord.FindAllString(rest, 6)
	for _, w := range tokens {
		found = h.word(w) || found
	}
	return found
}

// below notes a word that stands alone in one of the next lines.
func (h *Hints) below(lines []string) {
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if !strings.ContainsFunc(l, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue // blank, or a ruled line
		}
		if w := plainWord.FindString(l); w == l {
			h.word(w)
			return
		}
		if m := quotedWord.FindStringSubmatch(l); m != nil {
			h.add(m[1])
			return
		}
		if w := plainWord.FindAllString(l, 2); len(w) == 1 && utf8.RuneCountInString(l) < utf8.RuneCountInString(w[0])+12 { // PW → x, ・x です
			h.word(w[0])
			return
		}
	}
}

// word notes a word without what only leads to it or ends its sentence, and as
// it stands.
func (h *Hints) word(w string) bool {
	trimmed := strings.TrimRight(strings.TrimLeft(w, ":=>-「\"'([<"), ".,;:\"')]>")
	low := strings.ToLower(trimmed)
	if utf8.RuneCountInString(trimmed) < 3 || slices.Contains(ordinary, low) || strings.Contains(low, "://") || strings.Contains(low, "@") && strings.Contains(low, ".") || strings.HasPrefix(low, "www.") {
		return false
	}
	found := h.add(trimmed)
	if w != trimmed && strings.TrimLeft(w, ":=") != trimmed {
		h.add(strings.TrimLeft(w, ":="))
	}
	return found
}

// described notes what a description of the password may mean: the last digits
// of a telephone number of the mail, or the whole of it.
func (h *Hints) described(text string) {
	if !strings.Contains(text, "電話番号") && !strings.Contains(text, "下4桁") && !strings.Contains(text, "下４桁") && !strings.Contains(text, "下四桁") {
		return
	}
	for _, p := range phone.FindAllString(narrow(text), 3) {
		digits := strings.ReplaceAll(p, "-", "")
		h.add(digits[len(digits)-4:])
		h.add(digits)
	}
}

// HearDate takes the date of a mail, year, month and day as digits, and notes
// how people write it, when the text says that the date is the password.
func (h *Hints) HearDate(yyyymmdd, text string) {
	if h == nil || len(yyyymmdd) != 8 || !mayAnnounce(text) || !announced.MatchString(text) {
		return
	}
	if !strings.Contains(text, "日付") && !strings.Contains(text, "本日") && !strings.Contains(text, "送信日") {
		return
	}
	h.add(yyyymmdd)
	h.add(yyyymmdd[4:])
	h.add(yyyymmdd[2:])
}

func (h *Hints) add(w string) bool {
	if len(h.words) < maxHints && !slices.Contains(h.words, w) {
		h.words = append(h.words, w)
	}
	return true
}

// Words lists what was heard, in order.
func (h *Hints) Words() []string {
	if h == nil {
		return nil
	}
	return h.words
}

// narrow writes ASCII in full width as ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000':
			return ' '
		}
		return r
	}, s)
}

// String keeps the words out of logs.
func (h *Hints) String() string { return "hints" }
