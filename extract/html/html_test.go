package html

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// kept is a sink that writes units down in short.
type kept struct{ out []string }

func (k *kept) unit(u extract.Unit) string {
	s := u.Text
	if u.Loc.Col > 0 && u.Loc.Row > 0 {
		s = fmt.Sprintf("%d:%d=%s", u.Loc.Row, u.Loc.Col, s)
	}
	if u.Hidden != 0 {
		s += "(" + u.Hidden.String() + ")"
	}
	return s
}

func (k *kept) Row(cells []extract.Unit) error {
	var row []string
	for _, u := range cells {
		row = append(row, k.unit(u))
	}
	k.out = append(k.out, "["+strings.Join(row, " ")+"]")
	return nil
}
func (k *kept) Text(u extract.Unit) error { k.out = append(k.out, k.unit(u)); return nil }
func (k *kept) Gap(g extract.Gap) error   { k.out = append(k.out, "gap "+string(g.Code)); return nil }
func (k *kept) File(name string, _ extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	k.out = append(k.out, "file "+name+" "+string(b))
	return err
}

func TestUnits(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"<p>one <b>two</b>\nthree</p><p>four", "one two three|four"},
		{"<div>a<br>b</div>c", "a|b|c"},
		{"&#35430;&#x9A13; &amp; &lt;x&gt;", "試験 & <x>"},
		{"<pre>a\nb  c</pre>", "a|b  c"},
		{"a<!-- secret -->b", "secret(html-comment)|ab"},
		{"<p style='display: none'>x</p><p>y</p>", "x(css)|y"},
		{"<div hidden><p>x<span>y</span></p></div>z", "xy(hidden-text)|z"},
		{"<style>.h, #i { display:none }</style><p class='a h'>x</p><p id=i>y</p><p class=i>z</p>", ".h, #i { display:none }(css)|x(css)|y(css)|z"},
		{"<span style='font-size:0'>x</span>", "x(small-text)"},
		{"<font style='color: #FFFFFF'>x</font>", "x(white-text)"},
		{"<p style='color:white;background:black'>x</p>", "x"},
		{"<p style='position:absolute; left:-9999px'>x</p>", "x(off-page)"},
		{"<input type=hidden value=h><input value=v>", "h(hidden-input)|v(form-field)"},
		{"<img alt='picture of x'>", "picture of x(alt-text)"},
		{"<a href='mailto:a@example.jp?subject=s%20t'>write</a>", "a@example.jp ? subject=s t(hyperlink)|write"},
		{"<a href='/plain.html'>go</a>", "go"},
		{"<a onclick=\"alert('内緒')\" onfocus='go()'>w</a>", "alert('内緒')(hidden-text)|w"},
		{"<script>var a = 'x < y';</script>", "var a = 'x < y';(hidden-text)"},
		{"<noscript><p>n</p></noscript>", "n"},
		{"<iframe srcdoc='&lt;p>in</p>'></iframe>", "file frame-1.html <p>in</p>"},
		{"<a href='data:text/plain;base64,aGVsbG8='>d</a>", "file data-1 hello|d"},
		{"<table><tr><th>a<th>b<tr><td>1<td>2</table>", "[1:1=a 1:2=b]|[2:1=1 2:2=2]"},
		{"<table><tr><td>a</td><td></td><td>c</td></tr></table>", "[1:1=a 1:3=c]"},
		{"<table><tr><td>a<br>b</td><td>c</td></tr></table>", "[1:1=a\nb 1:2=c]"},
		{"<table><tr><td colspan=2>a</td><td>b</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>", "[1:1=a 1:3=b]|[2:1=1 2:2=2 2:3=3]"},
		{"<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>", "[1:1=a 1:2=b]|[2:2=c]|[3:1=d 3:2=e]"},
		{"<table><tr><td>layout <table><tr><td>x</td><td>y</td></tr></table> after</td></tr></table>", "[1:1=x 1:2=y]|layout|after"},
		{"<table><tr style='display:none'><td>a</td><td>b</td></tr></table>", "[1:1=a(css) 1:2=b(css)]"},
		{"<table><tr><td><a href='mailto:a@example.jp'>x</a></td><td>y</td></tr></table>", "1:1=a@example.jp(hyperlink)|[1:1=x 1:2=y]"},
		{"<td>no table</td>", "no table"},
		{"<p>broken <b>tags</p></i></table>end", "broken tags|end"},
		{"<ul><li>a<li>b</ul>", "a|b"},
		{"text < 5 and > 3", "text < 5 and > 3"},
		{"<title>見本</title>", "見本"},
		{"<textarea>a\nb</textarea>", "a|b"},
	} {
		k := &kept{}
		if err := Format.Read(context.Background(), extracttest.File("x.html", []byte(tt.in)), k); err != nil {
			t.Errorf("%q: %v", tt.in, err)
		}
		if got := strings.Join(k.out, "|"); got != tt.want {
			t.Errorf("%q\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     bool
	}{
		{"x", "<!DOCTYPE html><html></html>", true},
		{"x", "\n<!-- saved -->\n<HTML><body>", true},
		{"x.xls", "<table border=1><tr><td>1</td></tr></table>", true},
		{"x", "<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", true},
		{"x.html", "plain words and <b>one</b> tag", true},
		{"x.html", "no tag at all", false},
		{"x", "<?xml version='1.0'?><rows><row/></rows>", false},
		{"x.txt", "if a < b and b > c then <p> is a tag", false},
	} {
		if got := Format.Match(extracttest.File(tt.name, []byte(tt.in)), []byte(tt.in)); got != tt.want {
			t.Errorf("Match(%s, %q) = %v, want %v", tt.name, tt.in, got, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<table><tr><td rowspan=2>a<td>b</table>", "needle")
	f.Add("<div style='display:none'><!-- x", "y")
	f.Fuzz(func(t *testing.T, before, word string) {
		k := &kept{}
		_ = Format.Read(context.Background(), extracttest.File("x.html", []byte(before)), k) // must not panic or hang
		for i := range len(word) {
			if word[i] < 'a' || word[i] > 'z' {
				return
			}
		}
		if strings.ContainsAny(before, "<&\x00\x1b\x0e\x0f") || word == "" {
			return
		}
		k = &kept{}
		in := "<p>" + word + "</p><table><tr><td>" + word + "</td><td>x</td></tr></table>"
		if err := Format.Read(context.Background(), extracttest.File("x.html", []byte(in)), k); err != nil || strings.Count(strings.Join(k.out, "|"), word) < 2 {
			t.Errorf("%q is lost: %q, %v", word, k.out, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte("<html><body><table>" + strings.Repeat("<tr><td>1</td><td class=name>見本 太郎</td><td>090-0000-0000</td><td>東京都見本町</td></tr>\n", 20_000) + "</table></body></html>")
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.html", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
