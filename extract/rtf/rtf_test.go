package rtf

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// kept is a sink that writes units down in short.
type kept struct{ out []string }

func (k *kept) unit(u extract.Unit) string {
	s := u.Text
	if u.Loc.Col > 0 {
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
	k.out = append(k.out, fmt.Sprintf("file %s %q", name, b))
	return err
}

// jis writes text as Word does: bytes of CP932, those of ASCII as they are.
func jis(t testing.TB, s string) string {
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, c := range b {
		switch {
		case c >= 0x80:
			fmt.Fprintf(&out, `\'%02x`, c)
		case c == '{' || c == '}' || c == '\\':
			out.WriteString(`\` + string(rune(c)))
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// oleObject is an OLE 1 object in hexadecimal.
func oleObject(class, data string) string {
	le := func(n int) string { return string([]byte{byte(n), byte(n >> 8), 0, 0}) }
	return hex.EncodeToString([]byte("\x01\x05\x00\x00\x02\x00\x00\x00" + le(len(class)+1) + class + "\x00" + le(0) + le(0) + le(len(data)) + data))
}

func TestUnits(t *testing.T) {
	row := func(cells ...string) string {
		return `\trowd\cellx100\cellx200\pard\intbl ` + strings.Join(cells, `\cell `) + `\cell\row `
	}
	for _, tt := range []struct{ in, want string }{
		{`one\par two`, "one|two"},
		{`{\b one} {\i two}\par`, "one two"},
		{jis(t, "表示のソート能力ボ｛}"), "表示のソート能力ボ｛}"},
		{`\f1 ` + jis(t, "見本"), "見本"},
		{`\uc1\u35211?\u26412?`, "見本"},
		{`\uc2\u35211\'8c\'a9\u26412\'96\'7b`, "見本"},
		{`\uc0\u-10179\u-8704`, "😀"},
		{`{\uc1\u35211 }x`, "見x"},
		{`a\~b\emdash c\{d\}`, "a b—c{d}"},
		{`shown {\v secret} text`, "shown  text|secret(hidden-text)"},
		{`{\v\f1 ` + jis(t, "隠し") + `\v0 shown}`, "隠し(hidden-text)|shown"},
		{`{\deleted gone}{\revised new}`, "gone(revision)|new"},
		{`{\fs4 tiny}`, "tiny(small-text)"},
		{`{\cf2 white}{\cf1 black}`, "white(white-text)|black"},
		{`{\cf2\highlight1 marked}`, "marked"},
		{`{\header\pard head\par}body`, "head(header-footer)|body"},
		{`be{\footnote note\par}fore`, "note(footnote)|before"},
		{`x{\*\atnid MT}{\*\atnauthor Mihon}{\*\annotation{\*\atndate 1}remark}y`, "MT(comment)|Mihon(comment)|remark(comment)|xy"},
		{`{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv alt words}}{\sp{\sn x}{\sv 1}}{\shptxt boxed\par}}}`, "alt words(alt-text)|boxed(textbox)"},
		{`{\field{\*\fldinst HYPERLINK "mailto:a@example.jp"}{\fldrslt write}}`, "a@example.jp(hyperlink)|write"},
		{`{\field{\*\fldinst QUOTE "words of mine here"}{\fldrslt x}}`, "words of mine here(hidden-text)|x"},
		{`{\field{\*\fldinst PAGE}{\fldrslt 3}}`, "3"},
		{`for {\field{\*\fldinst EQ \\* jc2 \\* "Font:X" \\* hps10 \\o\\ad(\\s\\up 9(reading),word)}{\fldrslt }} here`, "reading|for word here"},
		{`{\info{\title The title}{\author Mihon Taro}{\creatim\yr2026}}`, "The title(properties)|Mihon Taro(properties)"},
		{`{\*\revtbl{Unknown;}{Mihon;}}`, "Mihon(revision)"},
		{`{\*\userprops{\propname Customer}\proptype30{\staticval Shiken}}`, "Customer(properties)|Shiken(properties)"},
		{`{\*\strange kept {\b words}}`, "kept words(hidden-text)"},
		{`{\*\generator Writer;}{\stylesheet{\s0 Normal;}}x`, "x"},
		{row("a", "b") + row("c", "d") + `\pard after`, "[1:1=a 1:2=b]|[2:1=c 2:2=d]|after"},
		{row("a", "b") + `\pard\par ` + row("c", "d"), "[1:1=a 1:2=b]|[1:1=c 1:2=d]"},
		{row(`a\par b`, "", "c"), "[1:1=a\nb 1:3=c]"},
		{row(`a{\v x}`, `{\v y}`), "[1:1=a 1:2=y(hidden-text)]|1:1=x(hidden-text)"},
		{`\trowd\clcbpat1\cellx1\intbl{\cf2 head}\cell\row`, "[1:1=head]"},
		{`{\pict\pngblip\picw9 89504e470d0a1a0a}`, `file picture-1.png "\x89PNG\r\n\x1a\n"`},
		{`{\pict\emfblip\picwgoal6000\pichgoal4500 00}`, "gap no-text"},
		{`{\pict\wmetafile8\picwgoal600\pichgoal450 00}`, ""},
		{`{\pict\jpegblip\bin4 ` + "\xff\xd8{}" + `}x`, "file picture-1.jpg \"\\xff\\xd8{}\"|x"},
		{`{\object{\*\objclass Package}{\*\objdata ` + oleObject("Package", "\x02\x00list.csv\x00C:\\list.csv\x00\x00\x00\x03\x00\x02\x00\x00\x00t\x00\x03\x00\x00\x00a,b") + `}{\result icon}}`, `file list.csv "a,b"|icon`},
		{`{\object{\*\objdata ` + oleObject("Excel.Sheet.12", "PK..") + `}}`, `file object-1 "PK.."`},
	} {
		in := `{\rtf1\ansi\ansicpg932{\fonttbl{\f0 Arial;}{\f1\fcharset128 MS Gothic;}}{\colortbl ;\red0\green0\blue0;\red255\green255\blue255;}` + tt.in + "}"
		k := &kept{}
		if err := Format.Read(context.Background(), extracttest.File("x.rtf", []byte(in)), k); err != nil {
			t.Errorf("%q: %v", tt.in, err)
		}
		if got := strings.Join(k.out, "|"); got != tt.want {
			t.Errorf("%q\n got %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

func TestBehind(t *testing.T) {
	for in, want := range map[string]string{
		`{\rtf1 x}` + "\r\n\x00": "x",
		`{\rtf1 x} hidden words`: `x|file (behind the document) "hidden words"`,
	} {
		k := &kept{}
		if err := Format.Read(context.Background(), extracttest.File("x.rtf", []byte(in)), k); err != nil || strings.Join(k.out, "|") != want {
			t.Errorf("%q: %q, %v", in, k.out, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{\*\shpinst{\sp{\sn wzDescription}{\sv`, "x")
	f.Add(`\trowd\intbl a\cell{\footnote b\cell\row`, "y")
	f.Add(`{\object{\*\objdata 0105`, "z")
	f.Fuzz(func(t *testing.T, in, word string) {
		_ = Format.Read(context.Background(), extracttest.File("x.rtf", []byte(`{\rtf1 `+in)), &kept{}) // must not panic or hang
		for i := range len(word) {
			if word[i] < 'a' || word[i] > 'z' {
				return
			}
		}
		if word == "" || strings.ContainsAny(in, `\{}`) {
			return
		}
		k := &kept{}
		err := Format.Read(context.Background(), extracttest.File("x.rtf", []byte(`{\rtf1 `+in+`\par `+word+`}`)), k)
		if err != nil || !strings.Contains(strings.Join(k.out, "|"), word) {
			t.Errorf("%q is lost: %q, %v", word, k.out, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte(`{\rtf1\ansi\ansicpg932 ` + strings.Repeat(`{\f0\fs21 `+jis(b, "見本の文章です。")+`}\par `, 5000) + "}")
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.rtf", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
