package zengin

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// payments makes an order of a kind, with a line end behind each record.
func payments(kind, end string, names ...string) string {
	pad := func(s string, n int) string { return s + strings.Repeat(" ", n-len([]rune(s))) }
	var b strings.Builder
	write := func(s string) { b.WriteString(pad(s, length) + end) }
	write("1" + kind + "01234567890" + pad("ｶ)ﾐﾅﾄｼﾖｳｼﾞ", 40) + "1125" + "0001" + pad("ﾎｸｺｸ", 15) + "001" + pad("ﾎﾝﾃﾝ", 15) + "10012345")
	for i, n := range names {
		write("20001" + pad("ﾎｸｺｸ", 15) + "001" + pad("ﾎﾝﾃﾝ", 15) + "0000" + "1" + fmt.Sprintf("%07d", 1234567+917*i) + pad(n, 30) + fmt.Sprintf("%010d", 214300+1100*i) + "0" + fmt.Sprintf("%020d", i+1) + "7")
	}
	write(fmt.Sprintf("8%06d%012d", len(names), 1700000))
	write("9")
	return b.String()
}

func TestMatch(t *testing.T) {
	long := strings.Repeat("0", length)
	for _, c := range []struct {
		why, in string
		want    bool
	}{
		{"salaries", payments("11", "\r\n", "ｻﾄｳ ﾊﾅｺ"), true},
		{"without line ends", payments("21", "", "ｶ)ﾐﾅﾄｼﾖｳｼﾞ"), true},
		{"blanks cut off", strings.ReplaceAll(payments("91", "\n", "ﾀｶﾊｼ ｹﾝｲﾁ"), " \n", "\n"), true},
		{"an account statement, which has other records", payments("03", "\n", "ｻﾄｳ ﾊﾅｺ"), false},
		{"digits", long + "\n" + long, false},
		{"a list", "11月の給与,氏名\n1,佐藤花子\n", false},
		{"a header alone", payments("11", "\n")[:length+2], false},
	} {
		if got := Format.Match(extract.File{Size: int64(len(c.in))}, []byte(c.in)); got != c.want {
			t.Errorf("%s: Match = %v", c.why, got)
		}
	}
}

func TestBothFormsSayTheSame(t *testing.T) {
	var said []string
	for _, end := range []string{"\r\n", "\n", ""} {
		said = append(said, extracttest.Units(t, Format, "x.txt", []byte(payments("11", end, "ｻﾄｳ ﾊﾅｺ", "ﾀｶﾊｼ ｹﾝｲﾁ"))))
	}
	for _, s := range said[1:] {
		if s != said[0] {
			t.Errorf("one form says\n%s\nand another\n%s", said[0], s)
		}
	}
	if !strings.Contains(said[0], "1235484") || !strings.Contains(said[0], "ﾀｶﾊｼ ｹﾝｲﾁ") {
		t.Errorf("an account or a name is lost:\n%s", said[0])
	}
}

// Whatever stands in the records, a name behind them is read.
func FuzzRead(f *testing.F) {
	f.Add(payments("11", "\n", "ｻﾄｳ ﾊﾅｺ"))
	f.Add(payments("21", "", "ｻﾄｳ ﾊﾅｺ"))
	f.Fuzz(func(t *testing.T, in string) {
		in = extracttest.Printable(in)
		s := &extracttest.Said{}
		data := in + "\n" + payments("11", "\n", "ONODERA YUI")
		if err := Format.Read(context.Background(), extracttest.File("x.txt", []byte(data)), s); err != nil || !strings.Contains(s.Words.String(), "ONODERA YUI") {
			t.Errorf("%q: the name is lost (%v)", in, err)
		}
	})
}
