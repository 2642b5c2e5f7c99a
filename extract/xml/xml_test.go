package xml

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

func TestSVG(t *testing.T) { extracttest.Run(t, SVG, "testdata/svg") }

// kept is a sink that writes units down in short.
type kept struct{ out []string }

func (k *kept) unit(u extract.Unit) string {
	s := u.Text
	if u.Hidden != 0 {
		s += "(" + u.Hidden.String() + ")"
	}
	return s
}

func (k *kept) Row(cells []extract.Unit) error {
	var row []string
	for _, u := range cells {
		row = append(row, fmt.Sprintf("%d:%d=%s", u.Loc.Row, u.Loc.Col, k.unit(u)))
	}
	k.out = append(k.out, cells[0].Loc.Sheet+"["+strings.Join(row, " ")+"]")
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
		{"<a>x</a>", "x"},
		{"<a>x <b>y</b> z</a>", "x y z"},
		{"<a><b>x</b></a>", "x"},
		{"<a><b>x</b><b>y</b></a>", "/a[0:1=b]|/a[1:1=x]|/a[2:1=y]"},
		{"<a><b>x</b><c>y</c></a>", "/a[0:1=b 0:2=c]|/a[1:1=x 1:2=y]"},
		{"<l><p><n>x</n></p><p><n>y</n></p></l>", "/l/p[0:1=n]|/l/p[1:1=x]|/l/p[2:1=y]"},
		{"<l><p><n><f>x</f></n><a><c>y</c></a></p><p><n><f>z</f></n></p></l>", "/l/p[0:1=n f 0:2=a c]|/l/p[1:1=x 1:2=y]|/l/p[2:1=z]"},
		{"<l><p n='x' t='1'/><p n='y' t='2'/></l>", "/l/p[0:1=n 0:2=t]|/l/p[1:1=x 1:2=1]|/l/p[2:1=y 2:2=2]"},
		{"<l><p name='x' tel='1'/><p name='y' tel='2'/></l>", "/l/p[0:1=name 0:2=tel]|/l/p[1:1=x 1:2=1]|/l/p[2:1=y 2:2=2]"},
		{"<l><p name='x'/></l>", "x"},
		{"<l><p id='1' t='2'>x</p></l>", "/l/p[0:1=id 0:2=t 0:3=p]|/l/p[1:1=1 1:2=2 1:3=x]"},
		{"<o><n>1</n><i><s>a</s><q>2</q></i><i><s>b</s><q>3</q></i><z>4</z></o>", "/o/i[0:1=s 0:2=q]|/o/i[1:1=a 1:2=2]|/o/i[2:1=b 2:2=3]|/o[0:1=n 0:2=z]|/o[1:1=1 1:2=4]"},
		{"<t><row><cell>a</cell><cell>b</cell></row><row><cell/><cell>c</cell></row></t>", "/t[1:1=a 1:2=b]|/t[2:2=c]"},
		{"<a><!-- note --><b>x</b></a>", "note(html-comment)|x"},
		{"<!DOCTYPE a [<!ENTITY e 'secret'>]><a>&e;</a>", "DOCTYPE a [<!ENTITY e 'secret'>](html-comment)|&e;"},
		{"<a><![CDATA[x < y]]></a>", "x < y"},
		{"<a>x", "x|error"},
		{"<w:a xmlns:w='u'><w:b>x</w:b></w:a>", "x"},
	} {
		k := &kept{}
		if err := Format.Read(context.Background(), extracttest.File("x.xml", []byte(tt.in)), k); err != nil {
			k.out = append(k.out, "error")
		}
		if got := strings.Join(k.out, "|"); got != tt.want {
			t.Errorf("%q\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		xml, svg bool
	}{
		{"x", "<?xml version='1.0'?><rows><row/></rows>", true, false},
		{"x", "\ufeff<?xml version='1.0'?>\n<!-- x -->\n<名簿>", true, false},
		{"x", "<?xml version='1.0'?><!DOCTYPE html><html>", false, false},
		{"x", "<?xml version='1.0'?><html xmlns='x'>", false, false},
		{"x", "<!DOCTYPE html><p>", false, false},
		{"x", "<rows><row>1</row></rows>", true, false},
		{"x", "<div><p>1</p></div>", false, false},
		{"x", "<me@example.jp> wrote", false, false},
		{"x", "<tag> and nothing else", false, false},
		{"x.xml", "<data>", true, false},
		{"x", "<svg xmlns='x'></svg>", true, true},
		{"x", "a,b\n1,2", false, false},
		{"x", "{\"a\": 1}", false, false},
	} {
		f := extracttest.File(tt.name, []byte(tt.in))
		if x, s := Format.Match(f, []byte(tt.in)), SVG.Match(f, []byte(tt.in)); x != tt.xml || s != tt.svg {
			t.Errorf("Match(%s, %q) = %v, %v", tt.name, tt.in, x, s)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<a><b n='1'>x</b><b n='2'/></a>", "x")
	f.Add("<t><row><cell ss:Index='9'>a</cell></row><row>", "y")
	f.Add("<svg><g display='none'><text>a", "z")
	f.Fuzz(func(t *testing.T, in, word string) {
		k := &kept{}
		_ = Format.Read(context.Background(), extracttest.File("x.xml", []byte(in)), k) // must not panic or hang
		_ = SVG.Read(context.Background(), extracttest.File("x.svg", []byte(in)), k)
		for i := range len(word) {
			if word[i] < 'a' || word[i] > 'z' {
				return
			}
		}
		if word == "" || !utf8.ValidString(in) || strings.ContainsAny(in, "<>&\x00\x1b\x0e\x0f") || strings.Contains(in, "]]") {
			return
		}
		k = &kept{}
		err := Format.Read(context.Background(), extracttest.File("x.xml", []byte("<l><p><n>"+word+"</n><t>1</t></p><q>"+word+"</q></l>")), k)
		if err != nil || strings.Count(strings.Join(k.out, "|"), word) < 2 {
			t.Errorf("%q is lost: %q, %v", word, k.out, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte("<?xml version='1.0'?><l>" + strings.Repeat("<p n='1'><a>見本太郎</a><b>1990-04-01</b><c>090-0000-0001</c></p>", 5000) + "</l>")
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.xml", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
