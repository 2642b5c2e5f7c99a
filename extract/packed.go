package extract

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"mime"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Text may hold other text in the escapes of a program: \u5927 in JSON and
// properties, %E5%A4%A7 in addresses and logs, &#22823; in pages, =E5=A4=A7 and
// =?UTF-8?B?…?= in mails, cn:: 5aSn in directories (LDIF), the middle of a token; and
// whole files in base64. Formats read the escapes of their own; these are those of
// whatever it was copied from.

const (
	escapedLeast = len("&#12354;") // bytes of a text in which escapes are looked for
	packedLeast  = 40              // … and of a file in base64
	fileLeast    = 200             // bytes of a file that is no text in UTF-8
)

// An escape is a way to write what is no ASCII.
type escape struct {
	sign string // in every text that has it
	runs *regexp.Regexp
	read func(run string) string // "" when it stands for nothing of this kind
}

var escapes = []escape{
	{"eyJ", regexp.MustCompile(`eyJ[A-Za-z0-9_+/-]{20,}={0,2}`), func(run string) string {
		b := unbase64(run)
		if !utf8.Valid(b) {
			return ""
		}
		return string(b)
	}},
	{":: ", regexp.MustCompile(`(?m)^[A-Za-z][A-Za-z0-9;-]*:: [A-Za-z0-9+/]{2,}={0,2}\r?$`), func(run string) string {
		name, value, _ := strings.Cut(strings.TrimRight(run, "\r"), ":: ")
		b := unbase64(value)
		if !printable(b) {
			return ""
		}
		return name + ": " + string(b)
	}},
	{`\u`, regexp.MustCompile(`(?:\\+u[0-9a-fA-F]{4})+`), func(run string) string {
		var units []uint16
		for _, code := range strings.Split(run, "u")[1:] {
			c, _ := strconv.ParseUint(code[:4], 16, 16) // the pattern has made sure
			units = append(units, uint16(c))
		}
		if len(units) == 1 && !unicode.In(rune(units[0]), unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return "" // C:\users\u1234
		}
		return foreign(string(utf16.Decode(units)))
	}},
	{"%", regexp.MustCompile(`(?:%[0-9a-fA-F]{2}){3,}`), func(run string) string { return octets(run, "%") }},
	{"=", regexp.MustCompile(`(?:=[0-9A-F]{2}){3,}`), func(run string) string { return octets(run, "=") }},
	{"&#", regexp.MustCompile(`(?:&#(?:[0-9]{3,6}|x[0-9a-fA-F]{2,5});)+`), func(run string) string { return foreign(html.UnescapeString(run)) }},
	{"?=", regexp.MustCompile(`=\?[\w-]+\?[BbQq]\?[^? ]+\?=`), func(run string) string {
		s, err := new(mime.WordDecoder).Decode(run)
		if err != nil {
			return ""
		}
		return foreign(s)
	}},
}

// printable reports whether bytes are a line of text in UTF-8.
func printable(b []byte) bool {
	return len(b) > 0 && utf8.Valid(b) && bytes.IndexFunc(b, unicode.IsControl) < 0
}

// parameters sets the values in an address apart.
var parameters = strings.NewReplacer("?", " ? ", "&", " & ")

// octets reads a run of bytes, each behind a sign, that is UTF-8.
func octets(run, sign string) string {
	b, err := hex.DecodeString(strings.ReplaceAll(run, sign, ""))
	if err != nil || !utf8.Valid(b) {
		return ""
	}
	return foreign(string(b))
}

// foreign returns s when it has a letter that is no ASCII, and "" otherwise.
func foreign(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }) {
		return s
	}
	return ""
}

// unescape reads the escapes of a unit. The text as it is stored becomes its Raw.
func unescape(u *Unit) {
	if len(u.Text) < escapedLeast || !strings.ContainsAny(u.Text, `\%=&`) && !strings.Contains(u.Text, "eyJ") && !strings.Contains(u.Text, ":: ") {
		return
	}
	s := u.Text
	for i := range escapes {
		e := &escapes[i]
		if !strings.Contains(s, e.sign) {
			continue
		}
		t := e.runs.ReplaceAllStringFunc(s, func(run string) string {
			if text := e.read(run); text != "" {
				return text
			}
			return run
		})
		switch {
		case t == s:
		case e.sign == `\u`:
			t = strings.ReplaceAll(t, `\"`, `"`) // it stood in a string of a program
		case e.sign == "%":
			t = parameters.Replace(t)
		}
		s = t
	}
	if s != u.Text {
		if u.Raw == "" {
			u.Raw = u.Text
		}
		u.Text = s
	}
}

// packed are the files in base64 in the text of a file. They are opened behind it:
// a table must not end where a cell holds a file.
type packed struct {
	files []packedFile
	size  int
	more  bool // there were more than fit
}

type packedFile struct {
	data   []byte
	hidden Hidden
}

// packedMost is how many bytes of such files of one file are kept.
const packedMost = 64 << 20

// unwrap keeps the file that the text of a unit is, or reads its escapes.
func (l *level) unwrap(u *Unit) {
	b := l.s.unpacked(u.Text)
	if b == nil {
		unescape(u)
		return
	}
	if l.packed.size += len(b); l.packed.size > packedMost {
		l.packed.more = true
		return
	}
	l.packed.files = append(l.packed.files, packedFile{b, u.Hidden &^ l.hidden})
}

// unpack opens the files that were kept.
func (l *level) unpack() error {
	if l.failed != nil || l.s.ctx.Err() != nil {
		return nil
	}
	p := l.packed
	l.packed = packed{}
	for i, f := range p.files {
		if err := l.File(fmt.Sprintf("base64-%d", i+1), f.hidden, bytes.NewReader(f.data)); err != nil {
			return err
		}
	}
	if p.more {
		return l.Gap(Gap{Code: Limit, Err: fmt.Errorf("more than %d bytes of files in base64", packedMost)})
	}
	return nil
}

// unpacked returns the file that a text is in base64: one of a known format, or
// text that is more than ASCII. Keys, digests and tokens are none.
func (s *walk) unpacked(text string) []byte {
	if strings.HasPrefix(text, "data:") {
		_, text, _ = strings.Cut(text, "base64,")
	}
	if len(text) < packedLeast || strings.ContainsFunc(text[:packedLeast], func(r rune) bool { return !coded(r) }) {
		return nil
	}
	b := unbase64(text)
	if b == nil {
		return nil
	}
	if utf8.Valid(b) {
		if foreign(string(b)) == "" && !bytes.Contains(b, []byte(`\u`)) {
			return nil
		}
		return b
	}
	f := File{Size: int64(len(b)), Data: bytes.NewReader(b)}
	head, err := readHead(f)
	if err != nil || len(b) < fileLeast || s.w.format(f, head) == nil {
		return nil
	}
	return b
}

// unbase64 decodes a text in either alphabet of base64; nil when it is none.
func unbase64(s string) []byte {
	s = strings.TrimRight(s, "=")
	if b, err := base64.RawStdEncoding.DecodeString(s); err == nil {
		return b
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}

// coded reports whether a character is one of base64.
func coded(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '/' || r == '-' || r == '_'
}
