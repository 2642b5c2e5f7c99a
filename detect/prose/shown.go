package prose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Manuals, questions and answers, and source code show values that are nobody's:
// （例：みらい銀行 本店 普通 1234567）, TEST_USERS = [{"name": …}]. Lists of literature
// name authors, notes name animals. This file finds what only shows how.

// exempt drops the values of a line, which are the items from from on, that are
// shown and not said of anybody.
func (r *Reader) exempt(s string, chars detect.Chars, from int) {
	code := (r.tested > 0 || chars&detect.HasLatin != 0) && r.testing(s)
	if len(r.items) == from {
		return
	}
	if code {
		for i := from; i < len(r.items); i++ {
			r.items[i].trial = true
		}
		return
	}
	if a, b := exampleAt(s); a < b && !r.filled(r.items[from:], a, b) {
		r.drop(from, func(it *item) bool { return it.pos >= a && it.pos < b })
	}
	if a, b := animal(s); a < b {
		for i := from; i < len(r.items); i++ { // 飼い主の桜井さんが入院した: of him it is told then
			if it := &r.items[i]; it.Kind == detect.PersonName && it.subject && it.pos >= a && it.pos < b {
				b = a + strings.LastIndex(s[a:it.pos], "、") + 1 // うつ病の津田さんには難しい
			}
		}
		r.drop(from, func(it *item) bool { return it.Kind.Special() && it.pos >= a && it.pos < b })
	} else if a, b := beast(s, chars); a < b {
		r.drop(from, func(it *item) bool {
			return (it.Kind.Special() || it.Kind == detect.Age) && it.pos >= a && it.pos < b || it.Kind == detect.PersonName && it.pos == a
		})
	}
	if chars&detect.HasLatin != 0 && bibTeX(s) {
		r.items = r.items[:from]
	}
}

func (r *Reader) drop(from int, shown func(*item) bool) {
	kept := r.items[from:]
	for i := range kept {
		if shown(&kept[i]) {
			kept = slices.DeleteFunc(kept, func(it item) bool { return shown(&it) })
			break
		}
	}
	r.items = r.items[:from+len(kept)]
}

// exampleAt returns where the example stands that a line announces: behind 例:,
// to the end of its bracket or of the line. 症例 and 事例 announce none.
func exampleAt(s string) (from, to int) {
	i := strings.Index(s, "例:")
	if i < 0 {
		if from = strings.Index(s, "例 "); from >= 0 && strings.Trim(s[:from], " (※・") == "" {
			return from, len(s) // 例 名前:ハナコ
		}
		return 0, 0
	}
	if before, _ := utf8.DecodeLastRuneInString(s[:i]); before >= 0x4E00 && before <= 0x9FFF {
		entry := false
		for _, w := range [...]string{"入力", "記入", "記載", "設定", "表示", "文", "回答", "書き方の"} {
			entry = entry || strings.HasSuffix(s[:i], w)
		}
		if !entry {
			return 0, 0
		}
	}
	to = len(s)
	if strings.HasSuffix(s[:i], "(") {
		if n := strings.IndexByte(s[i:], ')'); n >= 0 {
			to = i + n
		}
	}
	return i, to
}

// tests are parts of the names of variables that hold values to test with.
var tests = []string{"sample", "test", "dummy", "fixture", "example", "mock", "fake"}

// declared are the words before the name of a variable.
var declared = map[string]bool{"const": true, "let": true, "var": true, "val": true, "final": true, "static": true, "private": true, "public": true, "my": true}

// testMost is how many lines values to test with may go on.
const testMost = 60

// testing reports whether a line of source code gives values to test with: the
// one in which a variable named so is assigned, and those up to its end.
func (r *Reader) testing(s string) bool {
	if strings.HasPrefix(s, "msgid ") || strings.HasPrefix(s, "msgstr") || strings.HasSuffix(s, `\n"`) && s[0] == '"' {
		return true // what a program says, and its translation
	}
	if r.tested > 0 {
		r.tested--
		if s[0] == ']' || s[0] == '}' || s[0] == ')' {
			r.tested = 0
		}
		return true
	}
	i := strings.IndexAny(s, "=:")
	if i < 1 || i > 80 || strings.IndexByte("\"'「", s[max(0, i-1)]) >= 0 {
		return false
	}
	rest := strings.TrimLeft(s[i:], "=: ")
	if rest == "" || strings.IndexByte("[{", rest[0]) < 0 && (s[i] == ':' && s[i+1] != '=' || strings.IndexByte("(\"'", rest[0]) < 0 && !strings.HasPrefix(rest, "new ")) {
		return false
	}
	name := strings.TrimSpace(s[:i])
	if k := strings.LastIndexByte(name, ' '); k >= 0 && declared[strings.Fields(name)[0]] {
		name = name[k+1:]
	}
	if !toTest(name) {
		return false
	}
	if strings.IndexByte("[{(", s[len(s)-1]) >= 0 {
		r.tested = testMost
	}
	return true
}

// codedLeast is how many lines of source code make a section one; a third of its
// lines have to be.
const codedLeast = 5

// toTest reports whether a word of the name of a variable begins like one of tests:
// TEST_USERS, sampleUsers, testdata, and not latestUsers or contestants.
func toTest(name string) (found bool) {
	small := strings.ToLower(name)
	for i := range len(small) {
		switch c := small[i]; {
		case c == '_' || c == '.' || c == '$' || c >= '0' && c <= '9':
		case c < 'a' || c > 'z':
			return false
		case i == 0 || small[i-1] < 'a' || small[i-1] > 'z' || name[i-1] >= 'a' && name[i] < 'a':
			found = found || slices.ContainsFunc(tests, func(w string) bool { return strings.HasPrefix(small[i:], w) })
		}
	}
	return found
}

// coded reports whether a line looks like one of source code: it ends with a mark
// that no sentence ends with, or begins with a word of a language. The sample names
// of forms stand in tests, too, and are samples there.
func coded(s string) bool {
	s = strings.Trim(s, " \t")
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case '{', '}', ';', '[', ']':
		return true
	case '(', ',':
		return len(s) > 1 && strings.IndexByte("\"'`}])(", s[len(s)-2]) >= 0
	}
	return openings.Begins(s) != "" || strings.HasSuffix(s, " do") || s == "end" || s == "});" || s == "*/"
}

var openings = detect.NewPhrasesOf([]string{"import ", "from ", "def ", "return ", "assert ", "class ", "const ", "let ", "var ", "func ", "package ", "public ", "private ", "#include", "end ", "if ", "for ", "elif ", "else:", "@Test", "@Override", "// ", "/**"})

// fields are those of an entry of BibTeX.
var fields = [...]string{"author", "editor", "title", "booktitle", "journal", "publisher", "year", "translator"}

// bibTeX reports whether a line is a field of an entry of literature, as BibTeX
// and RIS have them: author = {…}, AU  - ….
func bibTeX(s string) bool {
	s = strings.TrimLeft(s, " \t")
	if strings.HasPrefix(s, "@") && strings.Contains(s, "title") && strings.Contains(s, "author") {
		return strings.IndexByte(s, '{') > 0 // an entry in one line
	}
	if len(s) > 6 && (strings.HasPrefix(s[2:], "  - ") || strings.HasPrefix(s[2:], " - ")) {
		switch s[:2] {
		case "AU", "A1", "A2", "ED", "TI", "T1", "T2", "JO", "PB":
			return true
		}
	}
	for _, f := range fields {
		rest, ok := strings.CutPrefix(s, f)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " ")
		if rest, ok = strings.CutPrefix(rest, "="); ok {
			rest = strings.TrimLeft(rest, " ")
			return strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, `"`)
		}
	}
	return false
}

// beasts are animals that have names.
var beasts = strings.Fields(`犬 猫 馬 牛 象 ゾウ キリン パンダ ライオン トラ サル ゴリラ チンパンジー うさぎ ウサギ ハムスター インコ イルカ ペンギン アザラシ コアラ プードル チワワ ダックス レトリバー ポニー`)

// animal returns the rest of a sentence whose topic is an animal by its name:
// キリンの「ハナ」は関節炎で治療中です。 What ails it is nobody's.
func animal(s string) (from, to int) {
	i := strings.Index(s, "「")
	if i <= 0 {
		return 0, 0
	}
	before := strings.TrimSuffix(s[:i], "の")
	named := false
	for _, b := range beasts {
		named = named || strings.HasSuffix(before, b)
	}
	n := strings.Index(s[i:], "」")
	if !named || n < 0 || n > 40 {
		return 0, 0
	}
	from = i + n + len("」")
	rest := s[from:]
	for _, w := range [...]string{"くん", "ちゃん", "(", "は", "が", "も", "の"} {
		if strings.HasPrefix(rest, w) {
			if to = strings.Index(rest, "。"); to >= 0 {
				return from, from + to
			}
			return from, len(s)
		}
	}
	return 0, 0
}

// beast returns the rest of a line whose topic is an animal by its name in katakana,
// without the marks of a name: 猫のタマは十四歳。腎臓が悪い。 Where people are called
// by honorifics behind it, the sentence is all that speaks of it.
func beast(s string, chars detect.Chars) (from, to int) {
	if chars&detect.HasKatakana == 0 {
		return 0, 0
	}
	for at := strings.Index(s, "の"); at >= 0; {
		from = at + len("の")
		rest := strings.TrimLeftFunc(s[from:], func(r rune) bool { return r >= 'ァ' && r <= 'ー' })
		name := len(s) - from - len(rest)
		if name >= len("タマ") && name <= len("アレキサンダー") && topicMarks.Begins(rest) != "" && animals.Ends(s[:at]) != "" {
			if n := strings.Index(rest, "。"); n >= 0 && (strings.Contains(rest[n:], "さん") || strings.Contains(rest[n:], "様")) {
				return from, len(s) - len(rest) + n
			}
			return from, len(s)
		}
		n := strings.Index(s[from:], "の")
		if n < 0 {
			break
		}
		at = from + n
	}
	return 0, 0
}

var (
	animals    = detect.NewPhrasesOf(beasts)
	topicMarks = detect.NewPhrases(`は が も 、`)
)
