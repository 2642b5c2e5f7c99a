package charset

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

var encodings = map[Charset]encoding.Encoding{
	UTF8: encoding.Nop, CP932: japanese.ShiftJIS, EUCJP: japanese.EUCJP, ISO2022JP: japanese.ISO2022JP,
	UTF16LE: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), UTF16BE: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
}

func encode(t testing.TB, s string, c Charset) []byte {
	b, err := encodings[c].NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatalf("%v: %v", c, err)
	}
	return b
}

// Made-up text of the kinds that files hold.
var texts = []string{
	"氏名,生年月日,障害名,手帳\r\n試験太郎,昭和50年4月1日,統合失調症,精神障害者保健福祉手帳2級\r\n",
	"電話番号 090-0000-0000 住所 東京都千代田区テスト町1-2-3\n",
	"主治医は見本先生です。通院先は東京テスト病院になります。\n",
	"ｶﾅ ﾔﾏﾀﾞ ﾀﾛｳ ｻｻｷ ﾊﾅｺ,1,2\n",
	"①②③ ㈱テスト Ⅲ級\n",
	"髙橋見本様のお宅\n",
	"ヤマダ タロウ,ササキ ハナコ\n",
	"個人番号123456789018\n",
	"〒100-0001 渡邊 齋藤 濱田 檜山 薗田\n",
	"利用者は、ぜんそくの薬をのんでいる\n",
}

func TestDetectTexts(t *testing.T) {
	for _, s := range texts {
		for c := range encodings {
			b := encode(t, s, c)
			g := Detect(b)
			if g.First != c && g.Second != c {
				t.Errorf("%q in %v: Detect says %v, %v", s, c, g.First, g.Second)
				continue
			}
			if got, bad := Decode(b, c); got != s || bad != 0 {
				t.Errorf("%q in %v: Decode gives %q, %d bad", s, c, got, bad)
			}
		}
	}
}

// The share of right answers on random snippets must not fall.
func TestDetectShort(t *testing.T) {
	need := map[int]map[Charset][2]int{ // percent: first answer right, one of two right
		4:  {CP932: {95, 96}, EUCJP: {91, 97}, ISO2022JP: {100, 100}, UTF8: {100, 100}, UTF16LE: {75, 75}},
		10: {CP932: {99, 100}, EUCJP: {98, 100}, ISO2022JP: {100, 100}, UTF8: {100, 100}, UTF16LE: {97, 97}},
		30: {CP932: {100, 100}, EUCJP: {100, 100}, ISO2022JP: {100, 100}, UTF8: {100, 100}, UTF16LE: {100, 100}},
	}
	for length, want := range need {
		for c, min := range want {
			rnd := rand.New(rand.NewSource(7))
			n, first, either := 0, 0, 0
			for range 400 {
				var sb strings.Builder
				for sb.Len() < length*3 {
					sb.WriteString(texts[rnd.Intn(len(texts))])
				}
				rs := []rune(sb.String())
				at := rnd.Intn(len(rs) - length + 1)
				s := string(rs[at : at+length])
				if asciiRun([]byte(s)) == len(s) {
					continue
				}
				n++
				g := Detect(encode(t, s, c))
				if g.First == c {
					first++
				}
				if g.First == c || g.Second == c {
					either++
				}
			}
			got := [2]int{first * 100 / n, either * 100 / n}
			t.Logf("%3d characters, %-12v first %d%%, one of two %d%% of %d", length, c, got[0], got[1], n)
			if got[0] < min[0] || got[1] < min[1] {
				t.Errorf("%d characters in %v: %v percent right, want %v", length, c, got, min)
			}
		}
	}
}

func TestDetectOther(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	junk := make([]byte, 3000)
	rnd.Read(junk)
	for _, tt := range []struct {
		in   string
		want Charset
	}{
		{"", ASCII},
		{"plain, old text\n", ASCII},
		{"a\x00b\x00,c\r\nd\x00\r\n", ASCII},
		{"\xef\xbb\xbfabc", UTF8},
		{"\xff\xfea\x00", UTF16LE},
		{"\xfe\xff\x00a", UTF16BE},
		{"caf\xe9 cr\xe8me, Ren\xe9e No\xebl\r\nFran\xe7ois\r\n", Windows1252},
		{"J\xfcrgen M\xfcller, Stra\xdfe 5\n", Windows1252},
		{string(junk), Binary},
		{"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00", Binary},
		{"PK\x03\x04\x14\x00\x08\x00\x08\x00\x11\x12\x01\x02\x03\x04\x05\x06", Binary},
	} {
		if got := Detect([]byte(tt.in)).First; got != tt.want {
			t.Errorf("Detect(%.40q) = %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestDecodeOddBytes(t *testing.T) {
	for _, tt := range []struct {
		in   string
		c    Charset
		want string
		bad  int
	}{
		{"\x87\x40\xed\x40\xfa\x40\xfb\xfc", CP932, "①纊ⅰ髙", 0},
		{"\xf0\x40\xf0\x80\xf9\xfc", CP932, "\ue000\ue03f\ue757", 0},
		{"\x8f,x\x8f", CP932, "\uFFFD,x\uFFFD", 2},
		{"\xb1\xdd", CP932, "ｱﾝ", 0},
		{"\xad\xa1\xfc\xe2\x8f\xb0\xa1\x8e\xb1", EUCJP, "①髙丂ｱ", 0},
		{"\x1b$B;n83\x1b(B ok \x1b(I6E\x1b(B", ISO2022JP, "試験 ok ｶﾅ", 0},
		{"\x1b$B;n83\nplain\n", ISO2022JP, "試験\nplain\n", 0},
		{"\x0e6E\x0f end", ISO2022JP, "ｶﾅ end", 0},
		{"=\xd8k\xdc", UTF16LE, "\U0001f46b", 0},
		{"=\xd8a\x00", UTF16LE, "\uFFFDa", 1},
	} {
		if got, bad := Decode([]byte(tt.in), tt.c); got != tt.want || bad != tt.bad {
			t.Errorf("Decode(%q, %v) = %q, %d bad; want %q, %d", tt.in, tt.c, got, bad, tt.want, tt.bad)
		}
	}
}

// The decoders agree with x/text on every character it can write.
func TestDecodeAgreesWithXText(t *testing.T) {
	for c, e := range encodings {
		var sb strings.Builder
		for r := rune(0x20); r < 0xffff; r++ {
			if r == 0x7f || r == 0x80 || r >= 0xd800 && r < 0xf900 {
				continue
			}
			if b, err := e.NewEncoder().Bytes([]byte(string(r))); err == nil && !bytes.ContainsRune(b, utf8.RuneError) {
				sb.WriteRune(r)
				if r%64 == 0 {
					sb.WriteByte('\n')
				}
			}
		}
		b := encode(t, sb.String(), c)
		want, err := e.NewDecoder().Bytes(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, bad := Decode(b, c); got != string(want) || bad != 0 {
			t.Errorf("%v: %d bytes differ from x/text, %d bad", c, len(b), bad)
		}
	}
}

func readAll(t testing.TB, r io.Reader, c Charset) (string, *Reader) {
	t.Helper()
	d := NewReader(r, c)
	b, err := io.ReadAll(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), d
}

func TestReader(t *testing.T) {
	long := strings.Repeat(strings.Join(texts, ""), 2000)
	for c := range encodings {
		b := encode(t, long, c)
		if got, d := readAll(t, iotest.HalfReader(bytes.NewReader(b)), Detect(b).First); got != long || d.Lost() != 0 {
			t.Errorf("%v: %d bytes read as %d, want %d; %d lost", c, len(b), len(got), len(long), d.Lost())
		}
		if got, _ := readAll(t, iotest.OneByteReader(strings.NewReader(string(b[:3000&^1]))), c); !utf8.ValidString(got) {
			t.Errorf("%v: not valid UTF-8 when cut", c)
		}
	}
}

func TestReaderLongLine(t *testing.T) {
	long := strings.Repeat("利用者は😀ぜんそくの薬を", 40_000)
	for _, c := range []Charset{UTF8, UTF16LE, UTF16BE} {
		if got, d := readAll(t, bytes.NewReader(encode(t, long, c)), c); got != long || d.Lost() != 0 {
			t.Errorf("%v: a long line is not read whole, %d lost", c, d.Lost())
		}
	}
}

func TestReaderMixed(t *testing.T) {
	var in bytes.Buffer
	want := ""
	for i := range 500 {
		s := texts[i%len(texts)]
		in.Write(encode(t, s, []Charset{CP932, UTF8, EUCJP, ISO2022JP}[i/7%4]))
		want += s
	}
	got, d := readAll(t, &in, CP932)
	wrong := 0
	w := strings.SplitAfter(want, "\n")
	for i, g := range strings.SplitAfter(got, "\n") {
		if i >= len(w) || g != w[i] {
			wrong++
		}
	}
	if wrong*100 > 5*len(w) || d.Lossy() {
		t.Errorf("%d of %d lines of a mixed file are wrong, lossy %v", wrong, len(w), d.Lossy())
	}
	t.Logf("%d of %d lines wrong", wrong, len(w))
}

func TestReaderASCIIFirst(t *testing.T) {
	head := strings.Repeat("id,name,comment\n", 20_000)
	in := append([]byte(head), encode(t, texts[0], CP932)...)
	if got, _ := readAll(t, bytes.NewReader(in), ASCII); got != head+texts[0] {
		t.Error("CP932 after a long ASCII start is not decoded")
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range texts {
		for c := range encodings {
			f.Add(encode(f, s, c))
		}
	}
	f.Add([]byte("\x1b$B"))
	f.Add([]byte{0xff, 0xfe, 0x3d})
	f.Fuzz(func(t *testing.T, b []byte) {
		g := Detect(b)
		if g.First == g.Second && g.First != Binary {
			t.Errorf("both guesses are %v", g.First)
		}
		for c := Binary; c <= Windows1252; c++ {
			if s, _ := Decode(b, c); !utf8.ValidString(s) {
				t.Errorf("%v: not valid UTF-8", c)
			}
			out, err := io.ReadAll(NewReader(iotest.HalfReader(bytes.NewReader(b)), c))
			if err != nil || !utf8.Valid(out) || bytes.IndexByte(out, 0) >= 0 {
				t.Errorf("%v: Reader gives bad text, error %v", c, err)
			}
		}
		if utf8.Valid(b) && g.First == UTF8 {
			if s, bad := Decode(b, UTF8); bad != 0 || s != strings.TrimPrefix(string(b), "\ufeff") {
				t.Error("valid UTF-8 is changed")
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	long := strings.Repeat(strings.Join(texts, ""), 10_000)
	for _, c := range []Charset{UTF8, CP932, EUCJP, ISO2022JP, UTF16LE} {
		in := encode(b, long, c)
		b.Run(fmt.Sprint(c), func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := io.Copy(io.Discard, NewReader(bytes.NewReader(in), c)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	in := encode(b, strings.Repeat(strings.Join(texts, ""), 200), CP932)[:sample]
	b.SetBytes(sample)
	for b.Loop() {
		if Detect(in).First != CP932 {
			b.Fatal("wrong")
		}
	}
}
