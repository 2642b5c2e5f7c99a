package csv

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// collect keeps rows as "row:col=text" words.
type collect struct {
	out  []string
	gaps []extract.Gap
	runs int
}

func (c *collect) Row(cells []extract.Unit) error {
	for _, u := range cells {
		s := fmt.Sprintf("%d:%d=%s", u.Loc.Row, u.Loc.Col, u.Text)
		if u.Raw != "" {
			s += "(" + u.Raw + ")"
		}
		c.out = append(c.out, s)
	}
	c.runs++
	return nil
}
func (c *collect) Text(extract.Unit) error                      { return nil }
func (c *collect) File(string, extract.Hidden, io.Reader) error { return nil }
func (c *collect) Gap(g extract.Gap) error                      { c.gaps = append(c.gaps, g); return nil }

func readString(t testing.TB, name, in string) *collect {
	t.Helper()
	c := &collect{}
	f := extracttest.File(name, []byte(in))
	if err := Format.Read(context.Background(), f, c); err != nil {
		t.Fatalf("%.60q: %v", in, err)
	}
	return c
}

func TestRows(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "a,b,c\n1,2,3\n", "1:1=a 1:2=b 1:3=c 2:1=1 2:2=2 2:3=3"},
		{"no line end", "a,b\n1,2", "1:1=a 1:2=b 2:1=1 2:2=2"},
		{"crlf", "a,b\r\n1,2\r\n", "1:1=a 1:2=b 2:1=1 2:2=2"},
		{"cr", "a,b\r1,2\r\"x\ry\",3\r", "1:1=a 1:2=b 2:1=1 2:2=2 3:1=x\ry 3:2=3"},
		{"tab", "a,x\tb\n1\t2\n3\t4\n", "1:1=a,x 1:2=b 2:1=1 2:2=2 3:1=3 3:2=4"},
		{"semicolon with decimal commas", "1,5;2,5;3,5\n1,0;2,0;3,0\n", "1:1=1,5 1:2=2,5 1:3=3,5 2:1=1,0 2:2=2,0 2:3=3,0"},
		{"bars", "| a | b |\n| 1 | 2 |\n", "1:2=a 1:3=b 2:2=1 2:3=2"},
		{"sep line", "sep=;\na;b\n1;2\n", "2:1=a 2:2=b 3:1=1 3:2=2"},
		{"mark", "\xef\xbb\xbfa,b\n\"1\",2\n", "1:1=a 1:2=b 2:1=1 2:2=2"},
		{"mark and quote", "\xef\xbb\xbf\"a\",b\n", "1:1=a 1:2=b"},
		{"empty cells", "a,,c\n,2,\n,,\n1,,3\n", "1:1=a 1:3=c 2:2=2 4:1=1 4:3=3"},
		{"quotes", "\"a\",\"b \"\"x\"\" c\",\"\"\n", "1:1=a 1:2=b \"x\" c"},
		{"line break in quotes", "a,b\n\"1\n2\",\"3,4\"\n5,6\n", "1:1=a 1:2=b 2:1=1\n2 2:2=3,4 3:1=5 3:2=6"},
		{"blank before quote", "a, \"b, c\" ,d\n", "1:1=a 1:2=b, c 1:3=d"},
		{"kept zero", "id,tel\n=\"0123\",=\"090,1\"\n", "1:1=id 1:2=tel 2:1=0123(=\"0123\") 2:2=090,1(=\"090,1\")"},
		{"quote inside", "5\" disk,b\n1,2\n", "1:1=5\" disk 1:2=b 2:1=1 2:2=2"},
		{"quote then text", "\"a\"x,b\n\"c\"y,\"d\"\n", "1:1=ax 1:2=b 2:1=cy 2:2=d"},
		{"bare quotes inside quotes", "\"a \"b\" c\",d\n", "1:1=a \"b\" c 1:2=d"},
		{"open quote at the end", "a,b\n\"1,2\n3,4\n", "1:1=a 1:2=b 2:1=1(\"1) 2:2=2 3:1=3 3:2=4"},
		{"open quote that meets another", "a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n", "1:1=a 1:2=b 2:1=1 2:2=2(\"2) 3:1=3 3:2=4 4:1=5 4:2=6 5:1=7 5:2=8"},
		{"nul", "a\x00,b\n1,2\x00\n", "1:1=a 1:2=b 2:1=1 2:2=2"},
		{"ragged", "title\na,b,c\n1,2,3,4\n5\n", "1:1=title 2:1=a 2:2=b 2:3=c 3:1=1 3:2=2 3:3=3 3:4=4 4:1=5"},
		{"one column", "name\nx\ny\n", "1:1=name 2:1=x 3:1=y"},
		{"blank lines", "a,b\n\n\n1,2\n", "1:1=a 1:2=b 4:1=1 4:2=2"},
		{"full-width comma is text", "a、b,c\nd，e,f\n", "1:1=a、b 1:2=c 2:1=d，e 2:2=f"},
		{"apostrophes", "id,'name'\n'0123,'x y'\n',''\n", "1:1=id 1:2=name('name') 2:1=0123('0123) 2:2=x y('x y') 3:1=' 3:2=''"},
		{"comment lines first", "# made by x\n# on a day\na,b,c\n1,2,3\n", "1:1=# made by x 2:1=# on a day 3:1=a 3:2=b 3:3=c 4:1=1 4:2=2 4:3=3"},
		{"quoted line ends of another kind", "a,b\r\n\"1\n2\r3\",4\r\n", "1:1=a 1:2=b 2:1=1\n2\r3 2:2=4"},
		{"quote alone in a field", "a,\",c\n1,2,3\n", "1:1=a 1:3=c 2:1=1 2:2=2 2:3=3"},
		{"tab with quotes that mean inches", "a\t5\"\tb\n1\t\"6\"\t2\n", "1:1=a 1:2=5\" 1:3=b 2:1=1 2:2=6 2:3=2"},
		{"delimiter at the end of each row", "a,b,\n1,2,\n", "1:1=a 1:2=b 2:1=1 2:2=2"},
		{"every field quoted, crlf in one", "\"a\",\"b\"\r\n\"1\r\n2\",\"3\"\r\n", "1:1=a 1:2=b 2:1=1\r\n2 2:2=3"},
		{"half-width kana in euc-jp", "\x8e\xb6\x8e\xc5,\xbb\xee\xb8\xb3\n1,\xa4\xa2\n", "1:1=ｶﾅ 1:2=試験 2:1=1 2:2=あ"},
		{"utf-16 without mark", "a\x00\t\x00B0\n\x001\x00\t\x002\x00\n\x00", "1:1=a 1:2=あ 2:1=1 2:2=2"},
		{"iso-2022-jp", "\x1b$B;a\x1b(B,\x1b$BL>\x1b(B\n1,2\n", "1:1=氏 1:2=名 2:1=1 2:2=2"},
		{"padded", "a  ,  b\n1 ,2\n", "1:1=a 1:2=b 2:1=1 2:2=2"},
		{"cp932 second byte is a bar", "\x83|\x83X\x83g,b\n1,2\n", "1:1=ポスト 1:2=b 2:1=1 2:2=2"},
		{"utf-16", "\xff\xfea\x00,\x00B0\n\x001\x00,\x002\x00", "1:1=a 1:2=あ 2:1=1 2:2=2"},
	} {
		got := readString(t, "x.csv", tt.in)
		if s := strings.Join(got.out, " "); s != tt.want || len(got.gaps) > 0 {
			t.Errorf("%s: %q\n got %q\nwant %q, gaps %v", tt.name, tt.in, s, tt.want, got.gaps)
		}
	}
}

func TestLines(t *testing.T) {
	f := extracttest.File("x.csv", []byte("a,b\n\"1\n2\",\"3\"\n5,6\n"))
	got := extracttest.Units(t, Format, f.Name, []byte("a,b\n\"1\n2\",\"3\"\n5,6\n"))
	for _, want := range []string{`row=2 col=1 line=2 "1\n2"`, `row=2 col=2 line=3 "3"`, `row=3 col=1 line=4 "5"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     bool
	}{
		{"x.csv", "a,b\n1,2\n", true},
		{"x.CSV", "one column\nx\n", true},
		{"x.csv", "[ID],[Name],[Tel]\n1,x,2\n", true},
		{"x.csv", "<未記入>,a,b\n1,2,3\n", true},
		{"x.csv", "<html><body>a,b,c</body></html>", false},
		{"x.csv", "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n", false},
		{"x.csv", "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x10\x11\x12\x13\x14", false},
		{"x.txt", "id\tname\n1\tx\n2\ty\n", true},
		{"x.txt", "id,name,tel\n1,x,090\n2,y,080\n", true},
		{"noname", "氏名;電話;住所\n見本;0;東京\n試験;1;大阪\n", true},
		{"x.txt", "Dear Ann,\nthank you, as ever, for the tea.\nIt was good, really.\nBest,\nBob\n", false},
		{"x.txt", "拝啓、お世話になっております。\n来週の会議の件、よろしくお願いします。\n", false},
		{"x.sql", "INSERT INTO t VALUES (1,'a','b');\nINSERT INTO t VALUES (2,'c','d');\n", false},
		{"x.json", "[\n{\"a\":1,\"b\":2,\"c\":3},\n{\"a\":1,\"b\":2,\"c\":3}\n]", false},
		{"x.log", "2026-01-02 10:00:00,123 INFO started\n2026-01-02 10:00:01,456 INFO ready\n2026-01-02 10:00:01,456 INFO ready\n", false},
		{"x.log", strings.Repeat("2026-01-02 10:00:00,123 INFO  [auth] login ok user=a mail=b@example.com\n", 9), false},
		{"x.txt", strings.Repeat("10:00:00,123,17,ok\n", 9), true}, // a table with times in it
		{"x.txt", "", false},
	} {
		f := extracttest.File(tt.name, []byte(tt.in))
		if got := Format.Match(f, []byte(tt.in)); got != tt.want {
			t.Errorf("Match(%s, %q) = %v, want %v", tt.name, tt.in, got, tt.want)
		}
	}
}

// A quote that nobody closes, in every line, must not cost time for each.
func TestOpenQuotesAreLinear(t *testing.T) {
	in := strings.Repeat("1,\"2 x\n", 100_000)
	if got := readString(t, "x.csv", in); got.runs < 97_000 {
		t.Errorf("%d rows, want 100000", got.runs)
	}
}

// A long line of quotes that are no quotes must not cost its square.
func TestQuotesInOneLineAreLinear(t *testing.T) {
	for _, piece := range []string{"\"a\"b, ", "\"a\"b", "\"", "\"\"\"", "=\"", "\"\n"} {
		start := time.Now()
		readString(t, "x.csv", strings.Repeat(piece, 1<<20/len(piece)))
		if d := time.Since(start); d > 2*time.Minute { // the square would need hours; a machine may stall
			t.Errorf("1 MB of %q took %v", piece, d)
		}
	}
}

func TestHugeRow(t *testing.T) {
	c := readString(t, "x.csv", strings.Repeat("cell,", 300_000)+"last")
	if n := len(c.out); n != 300_001 || c.out[n-1] != "1:300001=last" {
		t.Errorf("%d cells, the last is %q", n, c.out[n-1])
	}
	c = readString(t, "x.csv", strings.Repeat("語", 500_000))
	total := 0
	for _, s := range c.out {
		total += strings.Count(s, "語")
	}
	if total != 500_000 {
		t.Errorf("%d of 500000 characters of one huge cell", total)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n\"1\n2\",=\"03\"\n"))
	f.Add([]byte("a;b\r\"\"\";\"\r\n"))
	f.Add([]byte("sep=|\n\"a|\"b\"\"c\"|d"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c := &collect{}
		if err := Format.Read(context.Background(), extracttest.File("x.csv", b), c); err != nil {
			return
		}
		// No character but delimiters, quotes, blanks and line ends may be lost.
		if bytes.IndexByte(b, 0) >= 0 || bytes.HasPrefix(bytes.ToLower(b), []byte("sep=")) || !ascii(b) {
			return
		}
		all := strings.Join(c.out, " ")
		for _, w := range bytes.FieldsFunc(b, func(r rune) bool { return strings.ContainsRune(",;|\t\r\n \"=", r) }) {
			if !strings.Contains(all, string(w)) {
				t.Errorf("%q is lost from %q: %q", w, b, c.out)
			}
		}
	})
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 || c == 0x1b || c == 0x0e || c == 0x0f {
			return false
		}
	}
	return true
}

func BenchmarkRead(b *testing.B) {
	row := "10023,見本 太郎,ﾐﾎﾝ ﾀﾛｳ,1980/05/02,男,100-0001,東京都千代田区見本町1-2-3,03-0000-0000,090-0000-0000,sample@example.jp,普通,A001,2024-01-31,有,,備考なし\r\n"
	quoted := "\"" + strings.ReplaceAll(strings.TrimRight(row, "\r\n"), ",", "\",\"") + "\"\r\n"
	for name, r := range map[string]string{"plain": row, "quoted": quoted} {
		in := []byte(strings.Repeat(r, 50_000))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				if err := Format.Read(context.Background(), extracttest.File("x.csv", in), extracttest.Discard{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
