package xls

import (
	"math"
	"strings"

	"monban/extract"
	"monban/extract/numfmt"
	"monban/extract/ole"
)

// note reads a comment on a cell. In BIFF8 its text stands with the drawn
// object of the same number.
func (s *sheet) note(b []byte) {
	if len(b) < 6 || len(s.notes) >= 1<<17 {
		return
	}
	n := note{row: u16(b, 0), col: u16(b, 2)}
	if s.w.version == 8 {
		n.object = u16(b, 6)
		author, _ := s.w.text16(from(b, 8))
		if author = clean(author); author != "" {
			s.says = append(s.says, extract.Unit{Text: author, Loc: extract.Loc{Row: n.row + 1, Col: n.col + 1}, Hidden: extract.Comment, Role: extract.Property})
		}
		s.notes = append(s.notes, n)
		return
	}
	text := ole.Text(b[6:6+min(u16(b, 4), len(b)-6)], s.w.page)
	if k := len(s.notes); n.row == 0xFFFF && k > 0 {
		s.notes[k-1].text += text // more of the last one
		return
	}
	n.text = text
	s.notes = append(s.notes, n)
}

// drawnText reads the text in a box, a button or a comment.
func (s *sheet) drawnText(r *records, rec record) {
	n := u16(rec.b, 10)
	segs := r.segments(rec)
	if n == 0 || len(segs) < 2 {
		return
	}
	c := splitReader{segs: segs[1:]}
	mark := c.bytes(1)
	if mark == nil {
		return
	}
	text, _ := c.chars(n, mark[0]&1 != 0)
	if s.object > 0 && s.shape == 0x19 && len(s.texts) < 1<<17 {
		s.texts[s.object] = text
		return
	}
	s.says = append(s.says, extract.Unit{Text: text, Hidden: extract.Textbox})
}

// comments sends the comments of the sheet at their cells.
func (s *sheet) comments() error {
	for _, n := range s.notes {
		text := n.text
		if n.object > 0 {
			text = s.texts[n.object]
			delete(s.texts, n.object)
		}
		u := extract.Unit{Text: text, Loc: extract.Loc{Row: n.row + 1, Col: n.col + 1}, Hidden: extract.Comment}
		if err := s.say(u); err != nil {
			return err
		}
	}
	for _, text := range s.texts { // of comments that no cell has any more
		s.says = append(s.says, extract.Unit{Text: text, Hidden: extract.Comment})
	}
	return nil
}

// header sends the text at the top or the foot of pages.
func (s *sheet) header(text string) {
	if text = clean(numfmt.PageText(text)); text != "" {
		s.says = append(s.says, extract.Unit{Text: text, Hidden: extract.HeaderFooter})
	}
}

// otherHeaders reads those of even pages and of the first one.
func (s *sheet) otherHeaders(b []byte) {
	rest := from(b, 38)
	for i := range 4 {
		if u16(b, 30+2*i) == 0 || len(rest) < 3 {
			continue
		}
		var text string
		text, rest = s.w.text16(rest)
		s.header(text)
	}
}

// validation reads the messages and the list of a rule for input.
func (s *sheet) validation(b []byte) {
	rest := from(b, 4)
	var texts []string
	for range 4 {
		if len(rest) < 3 {
			return
		}
		var text string
		text, rest = s.w.text16(rest)
		texts = append(texts, text)
	}
	for range 2 {
		n := u16(rest, 0)
		f := from(rest, 4)
		if f == nil {
			break
		}
		f = f[:min(n, len(f))]
		texts = append(texts, s.w.words(f))
		rest = from(rest, 4+n)
	}
	at := extract.Loc{}
	if u16(rest, 0) > 0 && len(rest) >= 10 {
		at.Row, at.Col = u16(rest, 2)+1, u16(rest, 6)+1
	}
	for _, t := range texts {
		s.says = append(s.says, extract.Unit{Text: t, Loc: at, Hidden: extract.Validation})
	}
}

// scenario reads a set of values that can stand in cells instead of those that
// do (MS-XLS 2.4.244).
func (s *sheet) scenario(b []byte) {
	if s.w.version < 8 || len(b) < 8 {
		return
	}
	cells := u16(b, 0)
	name, rest := rich(b[7:], int(b[4]))
	texts := []string{name}
	if b[6] > 0 { // who made it
		name, rest = s.w.text16(rest)
		texts = append(texts, name)
	}
	if b[5] > 0 {
		name, rest = s.w.text16(rest)
		texts = append(texts, name)
	}
	rest = from(rest, 4*cells)
	for range cells {
		if len(rest) < 3 {
			break
		}
		var value string
		value, rest = s.w.text16(rest)
		texts = append(texts, value)
	}
	for _, t := range texts {
		s.says = append(s.says, extract.Unit{Text: t, Hidden: extract.HiddenText})
	}
}

// A link is a hyperlink on a cell.
type link struct {
	row, col int
	texts    []string
	shown    string // by its cell
}

const (
	urlMoniker  = "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B"
	fileMoniker = "\x03\x03\x00\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46"
)

// link reads a hyperlink (MS-OSHARED 2.3.7.1).
func (s *sheet) link(b []byte) {
	if len(b) < 32 || len(s.links) >= 1<<17 {
		return
	}
	l := link{row: u16(b, 0) + 1, col: u16(b, 4) + 1}
	flags := u32(b, 28)
	rest := b[32:]
	str := func() string {
		n := int(min(u32(rest, 0), 1<<20)) * 2
		t := from(rest, 4)
		t = t[:min(n, len(t)&^1)]
		rest = from(rest, 4+n)
		return strings.TrimRight(ole.Wide(t), "\x00")
	}
	if flags&0x10 != 0 {
		l.texts = append(l.texts, str())
	}
	if flags&0x80 != 0 {
		str() // the window in which it opens
	}
	switch {
	case flags&0x101 == 0x101:
		l.texts = append(l.texts, str())
	case flags&1 != 0 && len(rest) >= 20:
		kind := string(rest[:16])
		rest = rest[16:]
		switch kind {
		case urlMoniker:
			n := int(min(u32(rest, 0), 1<<20))
			t := from(rest, 4)
			t = t[:min(n, len(t))&^1]
			url, _, _ := strings.Cut(ole.Wide(t), "\x00")
			l.texts = append(l.texts, url)
			rest = from(rest, 4+n)
		case fileMoniker:
			n := int(min(u32(rest, 2), 1<<20))
			t := from(rest, 6)
			path := ole.Text([]byte(strings.TrimRight(string(t[:min(n, len(t))]), "\x00")), s.w.page)
			rest = from(rest, 6+n+24)
			if size := int(min(u32(rest, 0), 1<<20)); size > 6 {
				t := from(rest, 10)
				path = ole.Wide(t[:min(int(u32(rest, 4)&0xFFFFF), len(t))&^1])
				rest = from(rest, 4+size)
			} else {
				rest = from(rest, 4)
			}
			l.texts = append(l.texts, path)
		default:
			rest = nil
		}
	}
	if flags&8 != 0 && len(rest) > 4 {
		l.texts = append(l.texts, str())
	}
	s.links = append(s.links, &l)
}

// tip reads what appears when the pointer rests on a hyperlink.
func (s *sheet) tip(b []byte) {
	t := from(b, 10)
	text, _, _ := strings.Cut(ole.Wide(t), "\x00")
	s.says = append(s.says, extract.Unit{Text: text, Loc: extract.Loc{Row: u16(b, 2) + 1, Col: u16(b, 6) + 1}, Hidden: extract.Hyperlink})
}

func (s *sheet) sayLinks() error {
	for _, l := range s.links {
		said := bare(l.shown)
		for _, t := range l.texts {
			if bare(t) == said {
				continue // a link to just what is shown hides nothing
			}
			if err := s.say(extract.Unit{Text: t, Loc: extract.Loc{Row: l.row, Col: l.col}, Hidden: extract.Hyperlink}); err != nil {
				return err
			}
		}
	}
	return nil
}

// bare is an address without what programs add to it.
func bare(s string) string {
	s = strings.ToLower(clean(s))
	for _, p := range []string{"mailto:", "tel:", "https://", "http://"} {
		s = strings.TrimPrefix(s, p)
	}
	return strings.TrimSuffix(s, "/")
}

// chart reads a record of a chart: its words, and the values it keeps.
func (s *sheet) chart(r *records, rec record) {
	switch {
	case rec.kind == recSeriesText && len(rec.b) > 3:
		text, _ := s.w.text8(rec.b[2:])
		s.says = append(s.says, extract.Unit{Text: text, Hidden: extract.ChartCache})
	case rec.kind == recHeader || rec.kind == recFooter || rec.kind == recTXO:
		s.beside(r, rec)
	case rec.kind == recNumber && len(rec.b) >= 14:
		n := math.Float64frombits(u64(rec.b, 6))
		s.says = append(s.says, extract.Unit{Text: numfmt.Plain(n), Type: extract.Number, Hidden: extract.ChartCache})
	case rec.kind == recLabel:
		s.says = append(s.says, extract.Unit{Text: s.w.long(r, rec, 6), Hidden: extract.ChartCache})
	}
}
