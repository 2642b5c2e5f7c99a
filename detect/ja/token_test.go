package ja

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome/v2/tokenizer"
)

// shared gives the tests of the package one dictionary.
var shared = sync.OnceValue(func() *Tokenizer {
	t, _ := Open("")
	return t
})

var oracle = sync.OnceValue(func() *tokenizer.Tokenizer {
	t, err := tokenizer.New(ipa.DictShrink(), tokenizer.OmitBosEos())
	if err != nil {
		panic(err)
	}
	return t
})

// sameAsKagome compares with kagome piece by piece, and tells whether it did.
func sameAsKagome(t *testing.T, s *State, text string) {
	t.Helper()
	for at := 0; at < len(text); {
		n, ascii := piece(text[at:])
		part := text[at : at+n]
		at += n
		// Cut at its limit, a piece may be ASCII alone; that is one token by design.
		if ascii || !utf8.ValidString(part) || !strings.ContainsFunc(part, func(r rune) bool { return r >= utf8.RuneSelf }) {
			continue
		}
		want := oracle().Tokenize(part)
		got := shared().Tokens(s, part)
		if len(got) != len(want) {
			t.Errorf("%q: %d tokens, kagome has %d", part, len(got), len(want))
			return
		}
		for i, w := range want {
			if g := got[i]; g.Start != w.Position || g.In(part) != w.Surface || int(g.ID) != w.ID || g.Known != (w.Class == tokenizer.KNOWN) {
				t.Errorf("%q token %d: %+v %q, kagome %d %q %v", part, i, g, g.In(part), w.Position, w.Surface, w)
				return
			}
		}
	}
}

var sentences = []string{
	"山田太郎さんは療育手帳を持っている。",
	"主治医の鈴木先生に、メンタルクリニックで相談した。",
	"グエン・ヴァン・アン 1985年1月2日 090-1234-5678",
	"すもももももももものうち", "ABC株式会社 御中", "𠮷野家と髙橋", "。", " ", "ア", "アアアアアアア", "a1あ亜",
	"2021年度の体験利用者一覧(福岡)を添付します。ご確認ください。", "tanaka.jiro@example.jpへ送信", "ｶﾀｶﾅと１２３",
	"要介護3、障害支援区分4の方は3名です。", "Ünïcode とNguyễn Văn An", "\u0000あ\u0000い", "あ\u0000",
	"一九八五年一月二日生まれの長男と、昭和六十年生まれの次男", "東京都千代田区霞が関1-2-3中央合同庁舎第7号館",
}

func TestTokensAreKagomes(t *testing.T) {
	s := newState()
	for _, text := range sentences {
		sameAsKagome(t, s, text)
	}
	sameAsKagome(t, s, strings.Repeat("システム障害の報告書、", 200))
	sameAsKagome(t, s, strings.Repeat("ー", 700))
	// Every sentence joined with every other, for the borders.
	for _, a := range sentences {
		for _, b := range sentences {
			sameAsKagome(t, s, a+b)
		}
	}
}

// nerTexts reads the labelled sentences that are not part of the repository.
func nerTexts(tb testing.TB) []sentence {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "corpora", "ner", "ner-wikipedia-part.json"))
	if err != nil {
		tb.Skip("no labelled sentences: ", err)
	}
	var out []sentence
	if err := json.Unmarshal(b, &out); err != nil {
		tb.Fatal(err)
	}
	return out
}

type sentence struct {
	Text     string
	Entities []struct {
		Name string
		Span [2]int // characters
		Type string
	}
}

func TestTokensAreKagomesOnRealSentences(t *testing.T) {
	s := newState()
	for _, x := range nerTexts(t) {
		sameAsKagome(t, s, x.Text)
	}
}

// covers checks that tokens follow each other without gaps.
func covers(t *testing.T, text string, ts []Token) {
	t.Helper()
	at := 0
	for _, k := range ts {
		if k.Start != at || k.End <= k.Start || k.POS >= numPOS {
			t.Fatalf("%q: token %+v after byte %d", text, k, at)
		}
		at = k.End
	}
	if at != len(text) {
		t.Fatalf("%q: tokens end at %d of %d", text, at, len(text))
	}
}

func TestTokensCoverTheText(t *testing.T) {
	s := newState()
	for _, text := range append(sentences, "", "\n\n\t", "a\nb", "山\n田。\t", "\xff\xfe山田", "山\xe5", strings.Repeat("ab ", 500), strings.Repeat("亜", 1000), strings.Repeat("\xe3", 500)) {
		covers(t, text, shared().Tokens(s, text))
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range sentences {
		f.Add(s)
	}
	f.Add("\xe3\x81\n\xff")
	shared() // loading dictionaries is not the first input's time
	oracle()
	s := newState()
	f.Fuzz(func(t *testing.T, text string) {
		covers(t, text, shared().Tokens(s, text))
		sameAsKagome(t, s, text)
	})
}

func TestWord(t *testing.T) {
	for _, c := range []struct {
		word string
		pos  POS
	}{{"山田", FamilyName}, {"太郎", GivenName}, {"千葉", Place}, {"千葉", FamilyName}, {"さん", NameSuffix}, {"病院", Noun}} {
		if !shared().Word(c.word).has(c.pos) {
			t.Errorf("%s has no part of speech %d: %b", c.word, c.pos, shared().Word(c.word))
		}
	}
	for _, w := range []string{"", "\x00", "鱃鱃鱃", "\xff"} {
		if got := shared().Word(w); got != 0 {
			t.Errorf("Word(%q) = %b", w, got)
		}
	}
}

func TestOpenKeepsTheDictionaryAndMendsIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	first, err := Open(dir)
	if err != nil || first.Cached() {
		t.Fatalf("first opening: cached %v, %v", first.Cached(), err)
	}
	second, err := Open(dir)
	if err != nil || !second.Cached() {
		t.Fatalf("second opening: cached %v, %v", second.Cached(), err)
	}
	s := newState()
	for _, text := range sentences {
		a := append([]Token(nil), first.Tokens(s, text)...)
		b := second.Tokens(s, text)
		if len(a) != len(b) {
			t.Fatalf("%q: %d tokens in memory, %d from the file", text, len(a), len(b))
		}
		for i := range a {
			if a[i] != b[i] {
				t.Fatalf("%q: %+v in memory, %+v from the file", text, a[i], b[i])
			}
		}
	}
	name := filepath.Join(dir, fileName)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte(nil), whole...)
	flipped[len(flipped)/2] ^= 1
	for what, b := range map[string][]byte{"empty": {}, "cut": whole[:len(whole)/2], "flipped": flipped, "old": append([]byte("MBN0"), whole[4:]...)} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if k, err := Open(dir); err != nil || k.Cached() {
			t.Errorf("%s file: cached %v, %v", what, k.Cached(), err)
		}
		if k, err := Open(dir); err != nil || !k.Cached() {
			t.Errorf("%s file was not mended: cached %v, %v", what, k.Cached(), err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*.tmp"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOpenWorksWithoutACache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	k, err := Open(filepath.Join(file, "under"))
	if err == nil || k == nil {
		t.Fatalf("got %v, %v", k, err)
	}
	covers(t, "山田太郎", k.Tokens(newState(), "山田太郎"))
}

// The name of the cache file must change with the dictionary.
func TestDictionaryVersion(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "github.com/ikawaha/kagome-dict/ipa v" + dictVersion + "\n"; !strings.Contains(string(b), want) {
		t.Errorf("go.mod has another dictionary than %s: change dictVersion and magic", dictVersion)
	}
	if !strings.Contains(magic, strings.ReplaceAll(dictVersion, ".", "")) {
		t.Errorf("magic %q does not name version %s", magic, dictVersion)
	}
}

func BenchmarkTokens(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"prose", "主治医の鈴木先生に、メンタルクリニックで相談した。"},
		{"cell", "山田太郎"},
		{"ascii", strings.Repeat("a1B2/", 2000)},
		{"katakana", strings.Repeat("ア", 33000)},
		{"digits", "あ" + strings.Repeat("1", 100000)},
		{"base64", "あ" + strings.Repeat("aGVsbG8gd29ybGQ1", 6000)},
		{"line", strings.Repeat("山田は、メンタルクリニックに行った", 20000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			t, s := shared(), newState()
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				t.Tokens(s, c.text)
			}
		})
	}
}

func BenchmarkOpenWarm(b *testing.B) {
	dir := b.TempDir()
	if _, err := Open(dir); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		t, err := Open(dir)
		if err != nil || !t.Cached() {
			b.Fatal("not warm")
		}
		unmap(t.bytes)
	}
}
