package msg

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"monban/extract/ole"
)

// dictionary is what every packed text may refer to before it has said
// anything itself (MS-OXRTFCP 2.1.2.1).
const dictionary = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

var errPacked = errors.New("msg: the packed text is damaged")

// unpack undoes the compression of formatted text.
func unpack(b []byte) ([]byte, error) {
	if len(b) < 16 {
		return nil, errPacked
	}
	le := binary.LittleEndian
	size, kind := int(le.Uint32(b[4:])), le.Uint32(b[8:])
	in := b[16:]
	switch kind {
	case 0x414C454D: // not packed
		return in[:min(len(in), max(size, 0))], nil
	case 0x75465A4C:
	default:
		return nil, fmt.Errorf("%w: an unknown method", errPacked)
	}
	var ring [4096]byte
	write := copy(ring[:], dictionary)
	var out []byte
	for len(in) > 0 && len(out) < maxBody {
		flags := in[0]
		in = in[1:]
		for bit := 0; bit < 8 && len(in) > 0; bit++ {
			if flags>>bit&1 == 0 {
				out = append(out, in[0])
				ring[write] = in[0]
				write = (write + 1) & 4095
				in = in[1:]
				continue
			}
			if len(in) < 2 {
				return out, errPacked
			}
			at, n := int(in[0])<<4|int(in[1])>>4, int(in[1]&15)+2
			in = in[2:]
			if at == write {
				return out, nil // the end
			}
			for range n {
				c := ring[at]
				out = append(out, c)
				ring[write] = c
				at, write = (at+1)&4095, (write+1)&4095
			}
		}
	}
	if len(out) < size {
		return out, errPacked
	}
	return out, nil
}

// rtf sends the formatted body, unless it only wraps what stands beside it.
// HTML that was put into RTF is taken out of it again.
func (m *mail) rtf(b []byte) error {
	if len(b) == 0 {
		return nil
	}
	if bytes.Contains(b[:min(len(b), 1024)], []byte("\\fromhtml1")) {
		if m.file.Root.Find(streamPrefix+"10130102") != nil {
			return nil // the same HTML stands there as it was
		}
		return m.to.File("body.html", 0, strings.NewReader(fromHTML(b, m.page)))
	}
	return m.to.File("body.rtf", 0, bytes.NewReader(b))
}

// fromHTML takes HTML out of the RTF that Outlook has wrapped around it
// (MS-OXRTFEX): what stands in htmltag groups and the text between.
func fromHTML(b []byte, page int) string {
	var out strings.Builder
	out.WriteString(`<meta charset="utf-8">`)
	var bytesOf []byte // characters of one byte that are still to be decoded
	flush := func() {
		out.WriteString(ole.Text(bytesOf, page))
		bytesOf = bytesOf[:0]
	}
	type state struct{ skip, tag, silent bool }
	stack := []state{{}}
	top := func() *state { return &stack[len(stack)-1] }
	unicodeSkip, pending := 1, 0
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c == '{':
			stack = append(stack, *top())
			if len(stack) > 1000 {
				return out.String()
			}
			i++
		case c == '}':
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
			i++
		case c == '\r' || c == '\n':
			i++
		case c != '\\':
			if s := top(); !s.skip && (!s.silent || s.tag) {
				if pending > 0 {
					pending--
				} else {
					bytesOf = append(bytesOf, c)
				}
			}
			i++
		default:
			word, arg, hasArg, next := control(b, i+1)
			i = next
			s := top()
			switch word {
			case "'":
				if !s.skip && (!s.silent || s.tag) {
					if pending > 0 {
						pending--
					} else {
						bytesOf = append(bytesOf, byte(arg))
					}
				}
			case "*":
				w, _, _, after := control(b, min(i+1, len(b)))
				switch {
				case i < len(b) && b[i] == '\\' && w == "htmltag":
					s.tag, s.skip = true, false
					i = after
				case i < len(b) && b[i] == '\\' && w == "mhtmltag":
					s.skip = true
					i = after
				default:
					s.skip = true
				}
			case "htmlrtf":
				s.silent = !hasArg || arg != 0
			case "fonttbl", "colortbl", "stylesheet", "info", "pict":
				s.skip = true
			case "ansicpg":
				if page == 0 {
					page = arg
				}
			case "uc":
				unicodeSkip = arg
			case "u":
				if !s.skip && (!s.silent || s.tag) {
					flush()
					out.WriteRune(rune(uint16(arg)))
					pending = unicodeSkip
				}
			case "par", "line":
				if !s.skip && (!s.silent || s.tag) {
					bytesOf = append(bytesOf, '\n')
				}
			case "tab":
				if !s.skip && (!s.silent || s.tag) {
					bytesOf = append(bytesOf, '\t')
				}
			case "\\", "{", "}":
				if !s.skip && (!s.silent || s.tag) {
					bytesOf = append(bytesOf, word[0])
				}
			case "~":
				bytesOf = append(bytesOf, ' ')
			case "bin":
				i = min(i+max(arg, 0), len(b))
			}
		}
	}
	flush()
	return out.String()
}

// control reads a control word at i, behind the backslash. A blank behind it
// belongs to it.
func control(b []byte, i int) (word string, arg int, hasArg bool, next int) {
	if i >= len(b) {
		return "", 0, false, len(b)
	}
	c := b[i]
	if c == '\'' {
		if i+3 <= len(b) {
			v := 0
			if _, err := fmt.Sscanf(string(b[i+1:i+3]), "%02x", &v); err == nil {
				return "'", v, true, i + 3
			}
		}
		return "", 0, false, i + 1
	}
	start := i
	for i < len(b) && (b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z') && i-start < 32 {
		i++
	}
	if i == start {
		return string(c), 0, false, i + 1
	}
	word = string(b[start:i])
	neg := i < len(b) && b[i] == '-'
	if neg {
		i++
	}
	for i < len(b) && b[i] >= '0' && b[i] <= '9' && arg < 1<<28 {
		arg = arg*10 + int(b[i]-'0')
		hasArg = true
		i++
	}
	if neg {
		arg = -arg
	}
	if i < len(b) && b[i] == ' ' {
		i++
	}
	return word, arg, hasArg, i
}
