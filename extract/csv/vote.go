package csv

import (
	"bytes"
	"math"
	"unicode/utf8"
)

// A dialect is how a file separates fields and rows, decided on its start.
type dialect struct {
	delim  byte
	bareCR bool    // a CR alone ends a row
	width  int     // fields of most rows
	rows   int     // rows looked at
	share  float64 // of the rows that have width fields
	prose  bool    // the delimiter stands where it stands in sentences
	markup bool    // JSON, XML, HTML, SQL, a chat: text with commas or tabs, but no table
	skip   int     // bytes of a "sep=;" line
}

// voteRows is how many rows have a vote.
const voteRows = 100

// table tells whether the content alone says that this is a table.
func (d dialect) table() bool {
	switch {
	case d.markup || d.prose || d.width < 2 || d.share < 0.75:
		return false
	case d.width == 2:
		return d.rows >= 3 && d.delim != ',' || d.rows >= 5 && d.share >= 0.95
	}
	return d.rows >= 2
}

// vote finds the dialect of text; cut says that text ends in the middle of a
// row.
func vote(text []byte, cut bool) dialect {
	lf, cr := bytes.Count(text, []byte{'\n'}), bytes.Count(text, []byte{'\r'})
	crlf := bytes.Count(text, []byte("\r\n"))
	base := dialect{delim: ',', bareCR: cr-crlf > lf, width: 1, markup: markup(text) || chat(text)}
	if d, n := sepLine(text); n > 0 {
		base.delim, base.skip = d, n
		d := tally(text[n:], cut, base)
		d.markup = false
		return d
	}
	best, bestScore := base, 0.0
	for _, delim := range []byte{'\t', ',', ';', '|'} {
		if bytes.IndexByte(text, delim) < 0 {
			continue
		}
		d := base
		d.delim = delim
		d = tally(text, cut, d)
		score := d.share * d.share * math.Log2(float64(d.width))
		if delim == ',' && decimal(text) {
			score /= 4
		}
		if delim == ',' && stamped(text) {
			continue
		}
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// chat reports whether text is the history of a chat as LINE writes it: tabs part
// the time, the name and what is written, and long messages go over several lines.
func chat(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	return bytes.HasPrefix(text, []byte("[LINE]"))
}

// sepLine reads the line that Excel writes to tell the delimiter.
func sepLine(text []byte) (delim byte, n int) {
	if len(text) < 5 || !bytes.EqualFold(text[:4], []byte("sep=")) {
		return 0, 0
	}
	rest := text[5:]
	for n := range min(len(rest), 2) {
		if rest[n] == '\n' {
			return text[4], 5 + n + 1
		}
	}
	if len(rest) > 0 && rest[0] == '\r' {
		return text[4], 6
	}
	return 0, 0
}

// tally splits the first rows as d says and counts their fields.
func tally(text []byte, cut bool, d dialect) dialect {
	if cut { // the last line is not complete
		if i := bytes.LastIndexByte(text, '\n'); i > 0 {
			text = text[:i+1]
		}
	}
	p := newParser(bytes.NewReader(text), d)
	var widths []int
	fields, chars := 0, 0
	for d.rows < voteRows && p.next() {
		if p.blank() {
			continue
		}
		d.rows++
		widths = append(widths, p.width)
		fields += p.width
		for _, c := range p.cells {
			chars += utf8.RuneCountInString(c.Text)
		}
	}
	d.width = mode(widths)
	for len(widths) > 2 && d.width > 2 && widths[0] == 1 { // titles above the table
		widths = widths[1:]
	}
	near := 0
	for _, w := range widths {
		if w == d.width || d.width > 3 && (w == d.width-1 || w == d.width+1) {
			near++
		}
	}
	if d.rows > 0 {
		d.share = float64(near) / float64(len(widths))
	}
	if d.delim == ',' && fields > d.rows {
		// Sentences have long pieces, and a blank behind the comma.
		blank := bytes.Count(text, []byte(", ")) * 3
		d.prose = blank > 2*bytes.Count(text, []byte{','}) && bytes.IndexByte(text, '"') < 0 || chars > 60*fields
	}
	return d
}

// mode is the most frequent of the widths, of several the largest.
func mode(widths []int) int {
	times := map[int]int{}
	best := 1
	for _, w := range widths {
		times[w]++
		if times[w] > times[best] || times[w] == times[best] && w > best {
			best = w
		}
	}
	return best
}

// decimal tells whether the commas of text stand between digits: 1,5;2,5.
func decimal(text []byte) bool {
	all, between := 0, 0
	for i := 1; i+1 < len(text); i++ {
		if text[i] == ',' {
			all++
			if digit(text[i-1]) && digit(text[i+1]) {
				between++
			}
		}
	}
	return between*5 > all*4
}

// stamped tells whether most commas of text stand before the milliseconds of the
// times in it, as in the lines of a log: 09:03:26,004.
func stamped(text []byte) bool {
	all, stamps := 0, 0
	for i, c := range text {
		if c != ',' {
			continue
		}
		all++
		if i >= 6 && i+3 < len(text) && text[i-3] == ':' && text[i-6] == ':' && digit(text[i-1]) && digit(text[i+1]) && digit(text[i+2]) && digit(text[i+3]) && (i+4 == len(text) || !digit(text[i+4])) {
			stamps++
		}
	}
	return stamps > 0 && stamps*5 > all*4
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// markup tells whether the text is of a kind that has commas in every line
// without being a table.
func markup(text []byte) bool {
	t := bytes.TrimLeft(text, " \t\r\n")
	if len(t) == 0 {
		return false
	}
	if then := bytes.TrimLeft(t[1:], " \t\r\n"); len(then) > 0 {
		switch c := then[0]; t[0] {
		case '{':
			return true
		case '[': // a list, not [a header]
			if bytes.IndexByte([]byte(`{["]-`), c) >= 0 || digit(c) {
				return true
			}
		case '<':
			if c == '!' || c == '?' || c == '/' || c|0x20 >= 'a' && c|0x20 <= 'z' {
				return true
			}
		}
	}
	up := bytes.ToUpper(t[:min(len(t), 400)])
	for _, word := range []string{"INSERT INTO", "CREATE TABLE", "BEGIN:VC", "%PDF-", "{\\RTF"} {
		if bytes.Contains(up, []byte(word)) {
			return true
		}
	}
	return false
}
