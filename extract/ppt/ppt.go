// Package ppt reads presentations of PowerPoint before 2007 (.ppt): the texts
// of slides, notes and masters, comments, headers and footers, links, and what
// was deleted but stayed in the file because it was saved quickly.
//
// It knows the tree of records (MS-PPT). It does not know how a slide looks,
// and so not which text stands beside which.
package ppt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"monban/extract"
	"monban/extract/lock97"
	"monban/extract/ole"
)

// Format reads presentations and shows of PowerPoint before 2007.
var Format = extract.Format{
	Name:  "ppt",
	Ext:   []string{".ppt", ".pps", ".pot"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "PowerPoint 97-2003 presentation", TitleJa: "PowerPoint 97-2003 プレゼンテーション",
		Reads:   "text of slides, notes, masters and comments, hidden slides, what older savings left behind, properties, macros, pictures and embedded files; locked presentations with the password",
		ReadsJa: "スライド・ノート・マスター・コメントのテキスト、非表示スライド、以前の保存で残った文字、プロパティ、マクロ、画像と埋め込みファイル。パスワードがあれば保護されたものも",
		Not:     "drawings of document size: no-text; pictures of locked presentations: encrypted",
		NotJa:   "文書ほどの大きさの線画は no-text、保護されたものの画像は encrypted",
		Hidden:  extract.AltText | extract.Attachment | extract.Comment | extract.HeaderFooter | extract.HiddenSlide | extract.HiddenText | extract.Hyperlink | extract.Note | extract.Properties | extract.Revision,
	},
}

const (
	mainStream = "PowerPoint Document"
	maxStream  = 256 << 20
	maxDepth   = 32

	tokenLocked = 0xF3D1C4DF // of a presentation that a password locks
)

func match(f extract.File, head []byte) bool {
	if !bytes.HasPrefix(head, []byte(ole.Magic)) {
		return false
	}
	c, err := ole.Open(f.Data, f.Size)
	return err == nil && c.Root.Find(mainStream) != nil
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	c, err := ole.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	e := c.Root.Find(mainStream)
	if e == nil {
		return errors.New("there is no stream of slides")
	}
	if e.Size > maxStream && f.Size > maxStream {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a presentation of more than %d bytes", maxStream)}
	}
	data, broken := c.Read(e, maxStream)
	s := &show{ctx: ctx, to: to, data: data, pages: map[int]int{}, said: map[string]bool{}}
	if u := c.Root.Find("Current User"); u != nil {
		b, _ := c.Read(u, 1<<16)
		s.edit = int(u32(b, 16))
		if u32(b, 12) == tokenLocked {
			if err := s.unlock(f.Passwords); err != nil {
				return err
			}
		}
	}
	if err := s.read(); err != nil {
		return err
	}
	if err := s.pictures(c); err != nil {
		return err
	}
	if err := c.SayProperties(c.Root, to, 0); err != nil {
		return err
	}
	if s.key != nil {
		if err := s.key.SayProperties(c, to); err != nil {
			return err
		}
	}
	if broken != nil || c.Damaged || s.broken {
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("ppt: a part of the presentation is damaged")})
	}
	return nil
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) uint32 {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return binary.LittleEndian.Uint32(b[at:])
}

// The records that are read, by MS-PPT 2.13.24.
const (
	recDocument  = 0x03E8
	recSlide     = 0x03EE
	recNotes     = 0x03F0
	recPersist   = 0x03F3
	recMaster    = 0x03F8
	recSlideInfo = 0x03F9
	recChars     = 0x0FA0
	recBytes     = 0x0FA8
	recString    = 0x0FBA
	recHandout   = 0x0FC9
	recHeaders   = 0x0FD9
	recList      = 0x0FF0
	recEdit      = 0x0FF5
	recObject    = 0x1011
	recDirectory = 0x1772
	recComment   = 0x2EE0
	recHyperlink = 0x0FD7
)

// A record is one piece of the stream; a container holds others.
type record struct {
	kind, instance int
	container      bool
	body           []byte
}

// next reads the record at the start of b.
func next(b []byte) (r record, rest []byte, whole bool) {
	if len(b) < 8 {
		return r, nil, len(b) == 0
	}
	head := u16(b, 0)
	n := int(min(u32(b, 4), 1<<30))
	r = record{kind: u16(b, 2), instance: head >> 4, container: head&0xF == 0xF}
	whole = n <= len(b)-8
	n = min(n, len(b)-8)
	r.body = b[8 : 8+n]
	return r, b[8+n:], whole
}

// show is one presentation while it is read.
type show struct {
	ctx    context.Context
	to     extract.Sink
	data   []byte
	edit   int         // where the last list of changes stands
	live   map[int]int // number by place of the records that count; nil when not known
	pages  map[int]int // page by number of a slide
	units  []extract.Unit
	said   map[string]bool
	broken bool
	key    lock97.Key // where a password locked it
}

func (s *show) read() error {
	s.live = s.directory()
	// The document says in which order the slides stand.
	s.each(func(at int, r record) {
		if r.kind == recDocument && s.counts(at) {
			s.order(r.body, 0)
		}
	})
	s.each(func(at int, r record) {
		if s.counts(at) {
			s.top(r, s.pages[s.live[at]], 0)
		}
	})
	slices.SortStableFunc(s.units, func(a, b extract.Unit) int { return a.Loc.Page - b.Loc.Page })
	line, page := 0, 0
	for _, u := range s.units {
		if u.Loc.Page != page {
			page, line = u.Loc.Page, 0
		}
		line++
		u.Loc.Line = line
		if err := s.say(u); err != nil {
			return err
		}
	}
	var failed error
	s.each(func(at int, r record) {
		if r.kind == recObject && failed == nil {
			failed = s.object(r)
		}
	})
	if failed != nil {
		return failed
	}
	// What no list leads to any more was deleted or changed.
	s.units = nil
	s.each(func(at int, r record) {
		if !s.counts(at) {
			s.top(r, 0, extract.Revision)
		}
	})
	for _, u := range s.units {
		if err := s.say(u); err != nil {
			return err
		}
	}
	return nil
}

// say sends the paragraphs of a text. Of what was deleted only those count that
// stand nowhere else.
func (s *show) say(u extract.Unit) error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	for _, t := range strings.FieldsFunc(u.Text, func(r rune) bool { return r == '\r' || r == '\n' }) {
		u.Text = strings.TrimSpace(strings.Map(func(r rune) rune {
			if r == '\v' {
				return '\n'
			}
			if r < ' ' && r != '\t' {
				return -1
			}
			return r
		}, t))
		if u.Text == "" || s.said[u.Text] && u.Hidden&extract.Revision != 0 {
			continue
		}
		s.said[u.Text] = true
		if err := s.to.Text(u); err != nil {
			return err
		}
	}
	return nil
}

// each calls fn with every outermost record and its place.
func (s *show) each(fn func(at int, r record)) {
	for b := s.data; len(b) > 0; {
		r, rest, whole := next(b)
		if !whole {
			s.broken = true
		}
		if r.kind != 0 {
			fn(len(s.data)-len(b), r)
		}
		b = rest
	}
}

// counts tells the records that are part of the presentation.
func (s *show) counts(at int) bool {
	_, ok := s.live[at]
	return ok || s.live == nil
}

// A saving is a record that a list of changes names.
type saving struct{ number, at int }

// saved follows the changes from the last to the first, and lists the records
// that they name, of each number the latest first.
func (s *show) saved() (out []saving) {
	for at, n := s.edit, 0; at > 0 && at < len(s.data) && n < 10_000; n++ {
		r, _, _ := next(s.data[at:])
		if r.kind != recEdit {
			break
		}
		dir := int(u32(r.body, 12))
		if dir <= 0 || dir >= len(s.data) {
			break
		}
		d, _, _ := next(s.data[dir:])
		if d.kind != recDirectory {
			break
		}
		for b := d.body; len(b) >= 4; {
			first, count := int(u32(b, 0)&0xFFFFF), int(u32(b, 0)>>20)
			b = b[4:]
			for i := 0; i < count && len(b) >= 4 && len(out) < 1<<20; i++ {
				out = append(out, saving{first + i, int(u32(b, 0))})
				b = b[4:]
			}
		}
		before := int(u32(r.body, 8))
		if before >= at {
			break
		}
		at = before
	}
	return out
}

// directory lists where each record that counts stands.
func (s *show) directory() map[int]int {
	where := map[int]int{} // by number
	for _, v := range s.saved() {
		if _, newer := where[v.number]; !newer {
			where[v.number] = v.at
		}
	}
	if len(where) == 0 {
		return nil
	}
	out := map[int]int{}
	for number, at := range where {
		out[at] = number
	}
	return out
}

// order numbers the slides as the document lists them.
func (s *show) order(b []byte, depth int) {
	for len(b) > 0 && depth < maxDepth {
		var r record
		r, b, _ = next(b)
		switch {
		case r.kind == recList && (r.instance == 0 || r.instance == 2):
			page := 0
			for in := r.body; len(in) > 0; {
				var p record
				if p, in, _ = next(in); p.kind == recPersist {
					page++
					s.pages[int(u32(p.body, 0))] = page
				}
			}
		case r.container:
			s.order(r.body, depth+1)
		}
	}
}
