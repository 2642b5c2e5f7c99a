package pdf

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// glyphText gives the text of a glyph name, "" when the name tells nothing.
func glyphText(n string) string {
	if s, ok := glyphList()[n]; ok {
		return s
	}
	if i := strings.IndexByte(n, '.'); i > 0 {
		return glyphText(n[:i])
	}
	if strings.ContainsRune(n, '_') { // a ligature: f_f_i
		var out strings.Builder
		for part := range strings.SplitSeq(n, "_") {
			s := ""
			if part != "" && part != n {
				s = glyphText(part)
			}
			if s == "" {
				return ""
			}
			out.WriteString(s)
		}
		return out.String()
	}
	if hex, ok := strings.CutPrefix(n, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		var out []rune
		for ; hex != ""; hex = hex[4:] {
			v, err := strconv.ParseUint(hex[:4], 16, 16)
			if err != nil {
				return ""
			}
			out = append(out, rune(v))
		}
		return string(out)
	}
	if hex, ok := strings.CutPrefix(n, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if v, err := strconv.ParseUint(hex, 16, 32); err == nil && v <= utf8.MaxRune {
			return string(rune(v))
		}
	}
	return ""
}

// standardHigh is the upper half of Adobe's StandardEncoding from 0xA0 on; a
// blank is a code without a character.
var standardHigh = []rune(` ¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ ` + "`´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ" + `— ` + `               Æ ª    ŁØŒº     æ   ı  łøœß    `)

// symbolLetters are the letters of the Symbol font from 0x41 and 0x61 on.
var (
	symbolUpper = []rune("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")
	symbolLower = []rune("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")
)

// baseEncoding fills the table of a simple font from the name of an encoding.
func baseEncoding(name string) (tab [256]string) {
	for i := range tab {
		var r rune
		switch name {
		case "MacRomanEncoding":
			r = charmap.Macintosh.DecodeByte(byte(i))
		case "StandardEncoding":
			switch {
			case i == '\'':
				r = '’'
			case i == '`':
				r = '‘'
			case i < 0x80:
				r = rune(i)
			case i >= 0xA0 && i-0xA0 < len(standardHigh):
				r = standardHigh[i-0xA0]
			}
		case "Symbol":
			switch {
			case i >= 'A' && i <= 'Z':
				r = symbolUpper[i-'A']
			case i >= 'a' && i <= 'z':
				r = symbolLower[i-'a']
			case i == 0xB7:
				r = '•'
			case i < 0x80:
				r = rune(i)
			}
		default:
			if r = charmap.Windows1252.DecodeByte(byte(i)); i == 0x7f || r == utf8.RuneError {
				r = '•'
			}
		}
		if r >= ' ' {
			tab[i] = string(r)
		}
	}
	return tab
}

// legacyString decodes a text string without a mark. The standard says
// PDFDocEncoding; Japanese programs have written Shift_JIS.
func legacyString(s string) string {
	high := false
	for i := range len(s) {
		high = high || s[i] >= 0x80
	}
	if !high {
		return s
	}
	if utf8.ValidString(s) {
		return s
	}
	if out, err := japanese.ShiftJIS.NewDecoder().String(s); err == nil && !strings.ContainsRune(out, utf8.RuneError) {
		return out
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return out
}
