package ppt

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/ole"
)

// top reads an outermost record: a slide, its notes, a master, the document.
func (s *show) top(r record, page int, hidden extract.Hidden) {
	t := &texts{s: s, page: page, hidden: hidden}
	switch r.kind {
	case recNotes:
		t.hidden |= extract.Note
	case recMaster, recHandout:
		t.role = extract.Property // what the design says on every slide
	case recSlide:
		if hiddenSlide(r.body) {
			t.hidden |= extract.HiddenSlide
		}
	case recDocument:
	case recSession: // a container by its mark, and none
		return
	default:
		if !r.container {
			return
		}
	}
	t.walk(r.body, 0)
}

// hiddenSlide looks for the mark that a slide is not shown.
func hiddenSlide(b []byte) bool {
	for len(b) > 0 {
		var r record
		if r, b, _ = next(b); r.kind == recSlideInfo {
			return u16(r.body, 10)&4 != 0
		}
	}
	return false
}

// texts collects the texts below one outermost record.
type texts struct {
	s      *show
	page   int
	hidden extract.Hidden
	role   extract.Role
}

// maxUnits bounds the texts that wait to be put in order.
const maxUnits = 1 << 20

func (t *texts) add(text string, hidden extract.Hidden) {
	if text == "" || text == "*" || len(t.s.units) >= maxUnits { // * stands for a number or a date
		return
	}
	t.s.units = append(t.s.units, extract.Unit{Text: text, Loc: extract.Loc{Page: t.page}, Hidden: t.hidden | hidden, Role: t.role})
}

func (t *texts) walk(b []byte, depth int) {
	for len(b) > 0 {
		r, rest, whole := next(b)
		if !whole {
			t.s.broken = true
		}
		b = rest
		switch r.kind {
		case recChars:
			t.add(ole.Wide(r.body), 0)
		case recBytes:
			t.add(latin(r.body), 0)
		case recString:
			if r.instance == 3 || depth > 0 && t.role == extract.Property {
				continue // names of designs
			}
			if text := ole.Wide(r.body); !strings.HasPrefix(text, "___PPT") { // a mark of programs
				t.add(text, extract.HiddenText)
			}
		case recPersist:
			if t.hidden&extract.Revision == 0 {
				t.page = t.s.pages[int(u32(r.body, 0))]
			}
		case recList:
			in := *t
			switch r.instance {
			case 1:
				in.role = extract.Property
			case 2:
				in.hidden |= extract.Note
			}
			in.walk(r.body, depth+1)
		case recComment:
			t.strings(r.body, extract.Comment, depth)
		case recHeaders:
			t.strings(r.body, extract.HeaderFooter, depth)
		case recHyperlink:
			t.strings(r.body, extract.Hyperlink, depth)
		case 0xF00B, 0xF122:
			t.shape(r.body, r.instance)
		case 0x138B: // what later versions have added
			t.walk(r.body, depth+1)
		case 0x07D5, 0x0FF2, 0x07F0: // fonts, programs' tags, sounds
		default:
			if r.container && depth < maxDepth {
				t.walk(r.body, depth+1)
			}
		}
	}
}

// strings sends the texts in a container that has a meaning of its own.
func (t *texts) strings(b []byte, why extract.Hidden, depth int) {
	for len(b) > 0 && depth < maxDepth {
		var r record
		r, b, _ = next(b)
		switch {
		case r.kind == recString:
			t.add(ole.Wide(r.body), why)
		case r.container:
			t.strings(r.body, why, depth+1)
		}
	}
}

// shape reads the description of a shape, and words drawn as art.
func (t *texts) shape(b []byte, n int) {
	rest := b[min(6*n, len(b)):]
	for i := 0; i < n && 6*i+6 <= len(b); i++ {
		id, size := u16(b, 6*i), int(min(u32(b, 6*i+2), 1<<24))
		if id&0x8000 == 0 {
			continue
		}
		data := rest[:min(size, len(rest))]
		rest = rest[len(data):]
		text := ole.Wide(data)
		for len(text) > 0 && text[len(text)-1] == 0 {
			text = text[:len(text)-1]
		}
		switch id & 0x3FFF {
		case 0x381, 0x38D:
			t.add(text, extract.AltText)
		case 0xC0:
			t.add(text, 0)
		}
	}
}

// latin decodes the low bytes of characters.
func latin(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// object hands over a document of another program that stands on a slide.
func (s *show) object(r record) error {
	b := r.body
	if r.instance == 1 { // packed, behind its size
		if len(b) < 4 {
			return nil
		}
		z, err := zlib.NewReader(bytes.NewReader(b[4:]))
		if err != nil {
			s.broken = true
			return nil
		}
		defer z.Close()
		if b, err = io.ReadAll(io.LimitReader(z, maxObject)); err != nil {
			s.broken = true
		}
	}
	c, err := ole.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil // sounds and programs' own
	}
	return c.SayObject(c.Root, "object", 0, s.to)
}

// maxObject bounds a document on a slide.
const maxObject = 64 << 20

// pictures hands over the pictures of the presentation.
func (s *show) pictures(c *ole.File) error {
	e := c.Root.Find("Pictures")
	if e == nil || e.Size == 0 {
		return nil
	}
	if s.key != nil {
		return s.lockedPictures()
	}
	b, err := c.Read(e, maxStream)
	s.broken = s.broken || err != nil
	for n := 1; len(b) > 0; n++ {
		var r record
		r, b, _ = next(b)
		p, ok := ole.PictureOf(r.kind, r.instance, r.body)
		if !ok {
			continue
		}
		if err := p.Say(fmt.Sprintf("picture%d", n), s.to); err != nil {
			return err
		}
	}
	return nil
}
