package ole

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"monban/extract"
	"monban/extract/charset"
)

// codePages are those of Windows and of the Macintosh in which old documents
// are written.
var codePages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866,
	874: charmap.Windows874, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258,
	936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5, 54936: simplifiedchinese.GB18030,
	10000: charmap.Macintosh, 32768: charmap.Macintosh, 10007: charmap.MacintoshCyrillic, 10001: japanese.ShiftJIS,
}

// Text decodes b, which is written in a Windows code page. A code page that
// does not fit is put right where the bytes tell: Japanese programs have
// written CP932 under every number.
func Text(b []byte, page int) string {
	var s string
	bad := 0
	switch page {
	case 932:
		s, bad = charset.Decode(b, charset.CP932)
	case 1252, 32769, 0, 1:
		if ascii(b) {
			return string(b)
		}
		if g := charset.Detect(b); len(b) >= 6 && (g.First == charset.CP932 || g.First == charset.UTF8) && g.Second == charset.Binary {
			if t, wrong := charset.Decode(b, g.First); wrong == 0 {
				return t
			}
		}
		s, _ = charset.Decode(b, charset.Windows1252)
	case 65001:
		s, bad = charset.Decode(b, charset.UTF8)
	case 1200:
		s, bad = charset.Decode(b, charset.UTF16LE)
	case 20932, 51932:
		s, bad = charset.Decode(b, charset.EUCJP)
	case 50220, 50221, 50222:
		s, bad = charset.Decode(b, charset.ISO2022JP)
	default:
		if e := codePages[page]; e != nil {
			if t, err := e.NewDecoder().String(string(b)); err == nil {
				return t
			}
		}
		s, _ = charset.DecodeBest(b)
	}
	if bad > 0 {
		if t, _ := charset.DecodeBest(b); strings.Count(t, "\uFFFD") < bad {
			return t
		}
	}
	return s
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// Wide decodes UTF-16 in little-endian order.
func Wide(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// SayProperties sends the texts of the document properties below a storage:
// title, author, company, and those that people have added.
func (f *File) SayProperties(at *Entry, to extract.Sink, hidden extract.Hidden) error {
	for _, name := range []string{"\x05SummaryInformation", "\x05DocumentSummaryInformation"} {
		e := at.Find(name)
		if e == nil || e.Storage {
			continue
		}
		b, err := f.Read(e, 1<<20)
		if err != nil { // what was read before the damage is said nevertheless
			if err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: err}); err != nil {
				return err
			}
		}
		if err := SayPropertySet(name, b, to, hidden); err != nil {
			return err
		}
	}
	return nil
}

// SayPropertySet sends the texts of one stream of properties, which begins with
// the byte 5 in its name.
func SayPropertySet(name string, b []byte, to extract.Sink, hidden extract.Hidden) error {
	for _, s := range properties(b) {
		u := extract.Unit{Text: s, Loc: extract.Loc{Sheet: strings.TrimPrefix(name, "\x05")}, Hidden: extract.Properties | hidden, Role: extract.Property}
		if err := to.Text(u); err != nil {
			return err
		}
	}
	return nil
}

// properties reads the texts of a property set stream (MS-OLEPS).
func properties(b []byte) (out []string) {
	if len(b) < 28 {
		return nil
	}
	le := binary.LittleEndian
	sets := min(int(le.Uint32(b[24:])), 8)
	for i := range sets {
		if 28+20*i+20 > len(b) {
			break
		}
		at := int(le.Uint32(b[28+20*i+16:]))
		if at < 0 || at+8 > len(b) {
			continue
		}
		out = append(out, propertySet(b[at:], b[28+20*i])...)
	}
	return out
}

// The sets, by the first byte of their names.
const (
	summarySet  = 0xE0
	documentSet = 0x02
)

// written tells the properties that a person may have written from those of
// programs: the template, the revision number, the name of the program, and
// the names of sheets and slides, which are told where they stand.
func written(id uint32, set byte) bool {
	switch set {
	case summarySet:
		return id != 7 && id != 9 && id != 18
	case documentSet:
		return id != 12 && id != 13
	}
	return true
}

// propertySet reads one section. It begins with its size and a list of where
// each property stands.
func propertySet(b []byte, set byte) (out []string) {
	le := binary.LittleEndian
	n := min(int(le.Uint32(b[4:])), (len(b)-8)/8, 4096)
	page := 1252
	value := func(i int) []byte {
		at := int(le.Uint32(b[8+8*i+4:]))
		if at < 0 || at+4 > len(b) {
			return nil
		}
		return b[at:]
	}
	for i := range n {
		if v := value(i); le.Uint32(b[8+8*i:]) == 1 && len(v) >= 6 {
			page = int(le.Uint16(v[4:]))
		}
	}
	keep := func(s string) {
		if s = strings.TrimSpace(strings.ReplaceAll(s, "\x00", "")); s != "" {
			out = append(out, s)
		}
	}
	for i := range n {
		id, v := le.Uint32(b[8+8*i:]), value(i)
		if v == nil {
			continue
		}
		if id == 0 {
			for _, s := range dictionary(v, page) {
				if !strings.HasPrefix(s, "_PID_") { // of programs
					keep(s)
				}
			}
			continue
		}
		if !written(id, set) {
			continue
		}
		kind := le.Uint32(v)
		v = v[4:]
		count := 1
		if kind&0x1000 != 0 {
			if len(v) < 4 {
				continue
			}
			count, v = min(int(le.Uint32(v)), 1000), v[4:]
		}
		each := kind & 0xFFF
		for range count {
			k := each
			if each == 12 { // a value that says its own type
				if len(v) < 4 {
					break
				}
				k, v = le.Uint32(v)&0xFFF, v[4:]
			}
			if k != 30 && k != 31 || len(v) < 4 {
				break
			}
			size := int(le.Uint32(v))
			if k == 31 {
				size *= 2
			}
			if size < 0 || size > len(v)-4 {
				size = len(v) - 4
			}
			text := v[4 : 4+size]
			if k == 31 || page == 1200 {
				keep(Wide(text))
			} else {
				keep(Text(trimZero(text), page))
			}
			pad := size
			if k == 31 || kind&0x1000 == 0 {
				pad = (size + 3) &^ 3
			}
			v = v[min(4+pad, len(v)):]
		}
	}
	return out
}

func trimZero(b []byte) []byte {
	for i, c := range b {
		if c == 0 {
			return b[:i]
		}
	}
	return b
}

// dictionary reads the names that people have given to properties.
func dictionary(v []byte, page int) (out []string) {
	le := binary.LittleEndian
	n := min(int(le.Uint32(v)), 1000)
	v = v[4:]
	for range n {
		if len(v) < 8 {
			break
		}
		size := int(le.Uint32(v[4:]))
		if page == 1200 {
			size *= 2
		}
		if size < 0 || size > len(v)-8 {
			break
		}
		name := v[8 : 8+size]
		if page == 1200 {
			out = append(out, Wide(name))
			size = (size + 3) &^ 3
		} else {
			out = append(out, Text(trimZero(name), page))
		}
		v = v[min(8+size, len(v)):]
	}
	return out
}
