package xls

import (
	"context"
	"errors"
	"fmt"

	"monban/extract"
	"monban/extract/lock97"
	"monban/extract/numfmt"
	"monban/extract/ole"
)

// book is one workbook while it is read.
type book struct {
	ctx       context.Context
	to        extract.Sink
	data      []byte
	passwords []string
	key       lock97.Key // where a password locked it

	version  int // 2 to 5, or 8
	page     int // code page of the older versions
	date1904 bool
	strings  []string
	ruby     map[int]string
	used     []bool // strings that a cell points to
	fonts    []font
	xfs      []xf
	formats  map[int]*numfmt.Format
	palette  map[int]uint32
	sheets   []sheetEntry
	says     []extract.Unit // of the globals, said after the sheets
	pictures []ole.Picture
	broken   string          // what was damaged in the globals
	heard    map[string]bool // what was said, when an older stream may repeat it
}

type font struct {
	height, color int
}

type xf struct {
	format *numfmt.Format
	hidden extract.Hidden
}

// A sheetEntry is a line of the list of sheets.
type sheetEntry struct {
	name   string
	at     int
	kind   byte
	hidden extract.Hidden
}

// A substream is a part of the stream between BOF and EOF.
type substream struct {
	at   int // of its BOF
	kind int
}

var errNoWorkbook = errors.New("there is no workbook in the stream")

func (w *book) read() error {
	w.page, w.formats = 1252, map[int]*numfmt.Format{}
	first, ok := (&records{data: w.data}).next()
	if !ok || !w.begins(first) {
		return errNoWorkbook
	}
	if err := w.unlock(); err != nil {
		return err
	}
	subs, cut := w.outline()
	if w.version >= 5 && len(subs) > 0 && subs[0].kind == 5 {
		w.globals(subs[0].at)
		subs = subs[1:]
	} else {
		w.globals(0) // one sheet is all there is
	}
	if err := w.order(subs); err != nil {
		return err
	}
	for i, s := range w.strings {
		if i < len(w.used) && !w.used[i] {
			if err := w.say(extract.Unit{Text: s, Hidden: extract.HiddenText, Loc: extract.Loc{Line: i + 1}}); err != nil {
				return err
			}
		}
	}
	for _, u := range w.says {
		if err := w.say(u); err != nil {
			return err
		}
	}
	for i, p := range w.pictures {
		if err := p.Say(fmt.Sprintf("picture%d", i+1), w.to); err != nil {
			return err
		}
	}
	if w.broken == "" && cut {
		w.broken = "the stream ends in the middle of a record"
	}
	if w.broken != "" {
		return w.to.Gap(extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("xls: %s", w.broken)})
	}
	return nil
}

// begins takes the version from the first record.
func (w *book) begins(rec record) bool {
	switch rec.kind {
	case 0x009:
		w.version = 2
	case 0x209:
		w.version = 3
	case 0x409:
		w.version = 4
	case recBOF:
		w.version = 8
		if v := u16(rec.b, 0); v != 0x600 {
			w.version = 5
		}
	default:
		return false
	}
	return true
}

// outline finds the substreams that no other holds. cut says that the stream
// stops short.
func (w *book) outline() (out []substream, cut bool) {
	r := records{data: w.data}
	depth := 0
	for {
		rec, ok := r.next()
		if !ok {
			return out, r.cut || depth > 0
		}
		switch rec.kind {
		case 0x009, 0x209, 0x409, recBOF:
			if depth == 0 {
				kind := u16(rec.b, 2)
				if w.version >= 5 && rec.kind != recBOF {
					break
				}
				out = append(out, substream{rec.at, kind})
			}
			depth++
		case recEOF:
			depth = max(0, depth-1)
			if depth == 0 && zeros(w.data[r.at:]) {
				return out, r.cut
			}
		}
	}
}

// zeros tells that only filling is left: looked at for the next record only.
func zeros(b []byte) bool {
	for _, c := range b[:min(len(b), 64)] {
		if c != 0 {
			return false
		}
	}
	return true
}

// order reads the sheets in the order of the list, then those that are in no
// list.
func (w *book) order(subs []substream) error {
	done := map[int]bool{}
	for i, e := range w.sheets {
		at := -1
		for _, s := range subs {
			if s.at == e.at {
				at = s.at
			}
		}
		if at < 0 && e.at > 0 && e.at+4 <= len(w.data) && u16(w.data, e.at) == recBOF {
			at = e.at
		}
		if at < 0 && len(subs) == len(w.sheets) {
			at = subs[i].at
		}
		if at < 0 && e.kind == 6 {
			continue // a module of macros, which stands elsewhere
		}
		if err := w.say(extract.Unit{Text: e.name, Loc: extract.Loc{Sheet: e.name}, Hidden: extract.SheetName | e.hidden, Role: extract.Name}); err != nil {
			return err
		}
		if at < 0 || done[at] {
			err := w.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: e.name}, Code: extract.Corrupt, Err: errors.New("xls: the content of a sheet is missing")})
			if err != nil {
				return err
			}
			continue
		}
		done[at] = true
		if err := w.sheet(at, e.name, e.hidden); err != nil {
			return err
		}
	}
	for _, s := range subs {
		if done[s.at] {
			continue
		}
		hidden := extract.HiddenSheet | extract.VeryHidden
		if len(w.sheets) == 0 {
			hidden = 0 // older than lists of sheets
		}
		if err := w.sheet(s.at, "", hidden); err != nil {
			return err
		}
	}
	return nil
}

// say sends one text, unless it is blank.
func (w *book) say(u extract.Unit) error {
	u.Text = clean(u.Text)
	if u.Text == "" {
		return nil
	}
	w.note(u.Text)
	return w.to.Text(u)
}

// note remembers a text of the newer stream, so that the older one repeats
// nothing.
func (w *book) note(s string) {
	if w.heard != nil && len(w.heard) < 1<<20 {
		w.heard[s] = true
	}
}

// globals reads what holds for all sheets.
func (w *book) globals(at int) {
	r := records{data: w.data, at: at}
	depth := 0
	var xfs [][]byte
	for {
		rec, ok := r.next()
		if !ok {
			break
		}
		switch rec.kind {
		case 0x009, 0x209, 0x409, recBOF:
			depth++
		case recEOF:
			depth--
		case recCodepage:
			w.page = u16(rec.b, 0)
		case rec1904:
			w.date1904 = u16(rec.b, 0) == 1
		case recFont, 0x231:
			w.fonts = append(w.fonts, font{u16(rec.b, 0), u16(rec.b, 4)})
		case recFormat, 0x1E:
			w.format(rec)
		case recXF:
			xfs = append(xfs, rec.b)
		case 0x43, 0x243, 0x443:
			if w.version < 5 {
				xfs = append(xfs, rec.b)
			}
		case recPalette:
			w.colors(rec.b)
		case recBoundsheet:
			w.boundsheet(rec.b)
		case recSST:
			w.sst(r.segments(rec))
		case recName, 0x218:
			w.name(r.joined(rec))
		case recWriteUser:
			w.user(rec.b)
		case recSupbook:
			w.supbook(r.joined(rec))
		case recCRN:
			w.crn(r.joined(rec))
		case recDrawGroup:
			w.drawings(&r, rec)
		}
		if depth <= 0 {
			break
		}
	}
	for _, b := range xfs {
		w.xfs = append(w.xfs, w.style(b))
	}
	w.used = make([]bool, len(w.strings))
}

func (w *book) format(rec record) {
	if w.version < 5 {
		return // without a number of their own: shown as they are stored
	}
	id := u16(rec.b, 0)
	code := ""
	if w.version == 8 {
		code, _ = w.text16(from(rec.b, 2))
	} else {
		code, _ = w.text8(from(rec.b, 2))
	}
	if len(w.formats) < 1<<16 {
		w.formats[id] = numfmt.Parse(code)
	}
}

func (w *book) boundsheet(b []byte) {
	if len(b) < 7 || len(w.sheets) >= 1<<14 {
		return
	}
	e := sheetEntry{at: int(u32(b, 0)), kind: b[5]}
	e.name, _ = w.text8(b[6:])
	e.name = clean(e.name)
	switch b[4] & 3 {
	case 1:
		e.hidden = extract.HiddenSheet
	case 2, 3:
		e.hidden = extract.HiddenSheet | extract.VeryHidden
	}
	w.sheets = append(w.sheets, e)
}

// sst reads the strings that cells share.
func (w *book) sst(segs [][]byte) {
	s := &splitReader{segs: segs}
	head := s.bytes(8)
	if head == nil {
		return
	}
	n := int(u32(head, 4))
	for len(w.strings) < n {
		b := s.bytes(3)
		if b == nil {
			return // the count was too high, as some programs write it
		}
		size, flags := u16(b, 0), b[2]
		runs, more := 0, 0
		if flags&8 != 0 {
			runs = u16(s.bytes(2), 0)
		}
		if flags&4 != 0 {
			more = int(min(u32(s.bytes(4), 0), 1<<28))
		}
		text, ok := s.chars(size, flags&1 != 0)
		w.strings = append(w.strings, text)
		if !ok {
			w.broken = "the shared strings end early"
			return
		}
		s.skip(4 * runs)
		if more > 14 && more < 1<<16 {
			w.reading(len(w.strings)-1, s.bytes(more))
		} else {
			s.skip(more)
		}
	}
}

// reading takes the furigana of a string.
func (w *book) reading(i int, b []byte) {
	if u16(b, 0) != 1 {
		return
	}
	text, _ := chars(from(b, 14), u16(b, 12), true)
	if text = clean(text); text == "" || text == w.strings[i] {
		return
	}
	if w.ruby == nil {
		w.ruby = map[int]string{}
	}
	w.ruby[i] = text
}

// user reads the name of who saved the workbook last.
func (w *book) user(b []byte) {
	text := ""
	if w.version == 8 {
		text, _ = w.text16(b)
	} else {
		text, _ = w.text8(b)
	}
	w.says = append(w.says, extract.Unit{Text: text, Hidden: extract.Properties, Role: extract.Property})
}

// older reads the stream for Excel 95 that may stand beside the one that was
// read: only what is not there, too.
func (w *book) older(c *ole.File, read *ole.Entry, limit int64) error {
	e := c.Root.Find("Book")
	if e == nil || e == read || e.Storage || e.Size == 0 {
		return nil
	}
	data, err := c.Read(e, limit)
	if err != nil && len(data) == 0 {
		return nil
	}
	old := &book{ctx: w.ctx, to: &news{Sink: w.to, heard: w.heard}, data: data, passwords: w.passwords}
	if err := old.read(); err != nil && !errors.Is(err, errNoWorkbook) {
		return err
	}
	return nil
}
