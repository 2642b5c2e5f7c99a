package rtf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/ooxml"
)

// A dest is where the text of a group goes.
type dest uint8

const (
	page     dest = iota // the document, with its notes and headers
	skipped              // nowhere: lists of the program
	fonts                // the fonts: their names are nobody's text
	colours              // the colours
	property             // a document property
	author               // a name beside a comment or a revision
	field                // the instruction of a field
	propName             // of a drawing: the name of what follows
	propValue
	unknown // a group that programs may pass over
	pict
	object
)

// binary tells the destinations that hold bytes in hexadecimal.
func (d dest) binary() bool { return d == pict || d == object }

// dests are the control words that open a destination.
var dests = map[string]struct {
	dest   dest
	hidden extract.Hidden
}{
	"fonttbl": {dest: fonts}, "colortbl": {dest: colours}, "pict": {dest: pict}, "objdata": {dest: object},
	"header": {hidden: extract.HeaderFooter}, "headerl": {hidden: extract.HeaderFooter}, "headerr": {hidden: extract.HeaderFooter}, "headerf": {hidden: extract.HeaderFooter},
	"footer": {hidden: extract.HeaderFooter}, "footerl": {hidden: extract.HeaderFooter}, "footerr": {hidden: extract.HeaderFooter}, "footerf": {hidden: extract.HeaderFooter},
	"footnote": {hidden: extract.Footnote}, "annotation": {hidden: extract.Comment}, "shptxt": {hidden: extract.Textbox},
	"atnid": {dest: author, hidden: extract.Comment}, "atnauthor": {dest: author, hidden: extract.Comment}, "revtbl": {dest: author, hidden: extract.Revision},
	"fldinst": {dest: field}, "fldrslt": {}, "result": {}, "sn": {dest: propName}, "sv": {dest: propValue}, "pn": {}, "shpinst": {}, "shppict": {}, "ud": {},
	"title": {dest: property}, "subject": {dest: property}, "author": {dest: property}, "manager": {dest: property}, "company": {dest: property},
	"operator": {dest: property}, "category": {dest: property}, "keywords": {dest: property}, "comment": {dest: property}, "doccomm": {dest: property},
	"hlinkbase": {dest: property}, "staticval": {dest: property}, "template": {dest: property}, "userprops": {}, "propname": {dest: property},
	"docvar": {dest: unknown}, "info": {}, "field": {}, "object": {}, "background": {}, "formfield": {}, "ffdeftext": {dest: unknown}, "ffname": {dest: skipped},
	"stylesheet": {dest: skipped}, "listtable": {dest: skipped}, "listoverridetable": {dest: skipped}, "rsidtbl": {dest: skipped}, "generator": {dest: skipped},
	"themedata": {dest: skipped}, "colorschememapping": {dest: skipped}, "latentstyles": {dest: skipped}, "datastore": {dest: skipped}, "pgptbl": {dest: skipped}, "pgdsctbl": {dest: skipped},
	"xmlnstbl": {dest: skipped}, "mmathPr": {dest: skipped}, "wgrffmtfilter": {dest: skipped}, "blipuid": {dest: skipped}, "bkmkstart": {dest: skipped},
	"bkmkend": {dest: skipped}, "atrfstart": {dest: skipped}, "atrfend": {dest: skipped}, "atndate": {dest: skipped}, "atnref": {dest: skipped}, "panose": {dest: skipped},
	"falt": {dest: skipped}, "pnseclvl": {dest: skipped}, "listpicture": {dest: skipped}, "objclass": {dest: skipped}, "objname": {dest: skipped}, "nonesttables": {dest: skipped},
	"nonshppict": {dest: skipped}, "creatim": {dest: skipped}, "revtim": {dest: skipped}, "printim": {dest: skipped}, "buptim": {dest: skipped}, "picprop": {},
	"fchars": {dest: skipped}, "lchars": {dest: skipped}, "filetbl": {dest: skipped}, "passwordhash": {dest: skipped}, "nesttableprops": {dest: skipped}, "wrestable": {dest: skipped},
	"cs": {}, "shp": {}, "upr": {}, "ftnsep": {dest: skipped}, "ftnsepc": {dest: skipped}, "ftncn": {dest: skipped}, "aftnsep": {dest: skipped}, "aftnsepc": {dest: skipped}, "aftncn": {dest: skipped},
	"atnicn": {dest: skipped}, "datafield": {dest: skipped}, "defchp": {dest: skipped}, "defpap": {dest: skipped}, "nextfile": {dest: property},
}

// enter opens the destination that the first word of a group names.
func (r *reader) enter(t token) (known bool, err error) {
	if r.s.dest == skipped {
		return true, nil // whatever stands in it
	}
	d, ok := dests[t.name]
	if !ok {
		if r.s.star {
			r.s.dest, r.s.name = unknown, t.name
			r.text = r.text[:0]
			return true, nil
		}
		return false, nil
	}
	r.s.name = t.name
	switch {
	case r.s.dest == fonts && d.dest != skipped:
		return true, nil
	case d.dest == page:
		r.s.hidden |= d.hidden
		if d.hidden == 0 {
			break
		}
		// A place of its own: what was begun goes on behind it.
		r.s.char, r.s.white, r.s.marked, r.s.table, r.s.dest, r.s.own = 0, false, false, false, page, true
		r.outer = append(r.outer, place{r.runs, r.cells, r.asides, r.row})
		r.runs, r.cells, r.asides, r.row = nil, nil, nil, 0
	default:
		r.s.dest = d.dest
		r.s.hidden |= d.hidden
		if d.dest.binary() {
			r.hexes, r.half, r.blip, r.size = nil, -1, "", [2]int{}
		} else if d.dest != skipped {
			r.text = r.text[:0]
		}
	}
	return true, nil
}

// pop ends a group and sends what it was the whole of.
func (r *reader) pop() error {
	if r.deep > 0 {
		r.deep--
		return nil
	}
	if len(r.stack) == 0 {
		return nil
	}
	if r.s.own {
		if err := r.endPlace(); err != nil {
			return err
		}
	}
	was := r.s
	r.s = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	r.skip = 0
	if was.dest == r.s.dest && was.name == r.s.name {
		return nil
	}
	switch was.dest {
	case pict:
		return r.picture()
	case object:
		return r.embedded()
	case property:
		return r.say(extract.Properties, extract.Property)
	case author:
		for _, s := range strings.Split(r.take(), ";") {
			if s = strings.TrimSpace(s); s != "" && s != "Unknown" {
				if err := r.to.Text(extract.Unit{Text: s, Hidden: was.hidden, Role: extract.Property}); err != nil {
					return err
				}
			}
		}
	case field:
		s := r.take()
		if up := strings.ToUpper(s); strings.Contains(up, "HYPERLINK") || strings.Contains(up, "INCLUDE") || strings.Contains(up, "MAILTO:") {
			return r.tell(target(s), extract.Hyperlink, extract.Content)
		}
		if text, above, ok := ooxml.FieldText(s); ok {
			r.write(text)
			return r.tell(above, was.hidden, extract.Content)
		}
		if q := target(s); q != s && ooxml.Telling([]byte(q)) {
			return r.tell(q, extract.HiddenText, extract.Content) // QUOTE "…", SET name "…"
		}
	case propName:
		r.s.name = r.take()
	case propValue:
		s := r.take()
		if name := r.s.name; name == "wzDescription" || name == "gtextUNICODE" || name == "pihlShape" {
			return r.tell(s, extract.AltText, extract.Content)
		}
	case unknown:
		return r.say(extract.HiddenText, extract.Content)
	}
	return nil
}

// target is the address in the instruction of a field.
func target(s string) string {
	if i := strings.IndexByte(s, '"'); i >= 0 {
		if j := strings.IndexByte(s[i+1:], '"'); j > 0 {
			s = s[i+1 : i+1+j]
		}
	}
	if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = s[7:]
	}
	return s
}

func (r *reader) take() string {
	s := strings.TrimSpace(string(r.text))
	r.text = r.text[:0]
	return s
}

func (r *reader) say(h extract.Hidden, role extract.Role) error { return r.tell(r.take(), h, role) }

func (r *reader) tell(s string, h extract.Hidden, role extract.Role) error {
	if strings.Trim(s, " \t\n?") == "" { // question marks stand for what comes again in Unicode
		return nil
	}
	return r.to.Text(extract.Unit{Text: s, Hidden: h, Role: role, Loc: extract.Loc{Line: r.line}})
}

// endPlace ends a note, a header or a comment, and goes back to the paragraph
// or the row around it.
func (r *reader) endPlace() error {
	if err := r.paragraph(); err != nil {
		return err
	}
	if err := r.endRow(); err != nil {
		return err
	}
	p := r.outer[len(r.outer)-1]
	r.outer = r.outer[:len(r.outer)-1]
	r.runs, r.cells, r.asides, r.row = p.runs, p.cells, p.asides, p.row
	return nil
}

// picture hands over a picture that the walker can look at.
func (r *reader) picture() error {
	b, blip := r.hexes, r.blip
	r.hexes = nil
	if len(b) == 0 {
		return nil
	}
	ext := map[string]string{"pngblip": ".png", "jpegblip": ".jpg"}[blip]
	if ext == "" {
		const twips = 15 // of a pixel
		if w, h := r.size[0]/twips, r.size[1]/twips; w < 300 || h < 200 || w > 4*h || h > 4*w {
			return nil // too small for a document
		}
		return r.to.Gap(extract.Gap{Loc: extract.Loc{Line: r.line}, Code: extract.NoText, Err: errors.New("rtf: a picture is not read")})
	}
	r.files++
	return r.to.File(fmt.Sprintf("picture-%d%s", r.files, ext), 0, bytes.NewReader(b))
}

// embedded hands over the file in an object. It is wrapped twice: by OLE 1,
// and files that are no documents of Office by the packager.
func (r *reader) embedded() error {
	b := r.hexes
	r.hexes = nil
	if len(b) == 0 {
		return nil
	}
	r.files++
	name := fmt.Sprintf("object-%d", r.files)
	class, data := native(b)
	if class == "Package" {
		if n, d, ok := unpack(data); ok {
			return r.to.File(n, extract.Attachment, bytes.NewReader(d))
		}
	}
	return r.to.File(name, extract.Attachment, bytes.NewReader(data))
}

// native takes off the header of OLE 1: version, kind, three names, length.
func native(b []byte) (class string, data []byte) {
	c := b
	if len(c) < 8 {
		return "", b
	}
	c = c[8:]
	for i := range 3 {
		if len(c) < 4 {
			return "", b
		}
		n := binary.LittleEndian.Uint32(c)
		if c = c[4:]; uint64(n) > uint64(len(c)) {
			return "", b
		}
		if i == 0 {
			class = strings.TrimRight(string(c[:n]), "\x00")
		}
		c = c[n:]
	}
	if len(c) < 4 {
		return "", b
	}
	n := binary.LittleEndian.Uint32(c)
	c = c[4:]
	return class, c[:min(uint64(n), uint64(len(c)))]
}

// unpack reads what the packager wrote: two names, a path, and the file.
func unpack(b []byte) (name string, data []byte, ok bool) {
	if len(b) < 2 {
		return "", nil, false
	}
	label, rest, ok := bytes.Cut(b[2:], []byte{0})
	if !ok {
		return "", nil, false
	}
	if _, rest, ok = bytes.Cut(rest, []byte{0}); !ok || len(rest) < 8 {
		return "", nil, false
	}
	n := binary.LittleEndian.Uint32(rest[4:])
	if rest = rest[8:]; uint64(n)+4 > uint64(len(rest)) {
		return "", nil, false
	}
	rest = rest[n:]
	n = binary.LittleEndian.Uint32(rest)
	rest = rest[4:]
	name, _ = charset.DecodeBest(label)
	name = name[strings.LastIndexAny(name, `\/`)+1:]
	if name == "" {
		name = "object"
	}
	return name, rest[:min(uint64(n), uint64(len(rest)))], true
}
