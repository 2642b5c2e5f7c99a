package msg

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/ole"
)

// TNEF reads winmail.dat, in which Outlook packs the body and the attachments of
// a mail for other Outlooks (MS-OXTNEF): whoever has another program saves it and
// unpacks it.
var TNEF = extract.Format{
	Name:  "tnef",
	Ext:   []string{".dat", ".tnef"},
	Match: func(_ extract.File, head []byte) bool { return bytes.HasPrefix(head, []byte(tnefMark)) },
	Read:  readTNEF,
	Doc: extract.Doc{
		Title: "packed mail of Outlook (winmail.dat)", TitleJa: "Outlook の梱包メール（winmail.dat）",
		Reads:   "subject and every body (text, HTML, RTF), all other texts, attachments with their long names, mails inside",
		ReadsJa: "件名、本文（テキスト・HTML・RTF）、その他の文字、添付ファイル（長い名前で）、入れ子のメール",
		Hidden:  extract.Properties,
	},
}

const tnefMark = "\x78\x9f\x3e\x22"

// Attributes, and properties in them.
const (
	tnefBody       = 0x0002800C
	tnefSubject    = 0x00018004
	tnefCodePage   = 0x00069007
	tnefProps      = 0x00069003
	tnefAttachNew  = 0x00069002
	tnefAttachName = 0x00018010
	tnefAttachData = 0x0006800F
	tnefAttachProp = 0x00069005

	propBody, propHTML, propRTF       = 0x1000, 0x1013, 0x1009
	propSubject                       = 0x0037
	propLongName, propShow, propShort = 0x3707, 0x3001, 0x3704
	propObject                        = 0x3701
	maxProps                          = 5000
)

var errTNEF = errors.New("tnef: damaged")

// A tnef is one stream being read.
type tnef struct {
	mail
	attached int
	name     string // of the attachment being read
	data     []byte
	object   bool // data is a mail, behind 16 bytes that say so
}

func readTNEF(ctx context.Context, f extract.File, to extract.Sink) error {
	if f.Size > maxFile {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("tnef: more than %d bytes", maxFile)}
	}
	b := make([]byte, f.Size)
	if n, err := f.Data.ReadAt(b, 0); int64(n) < f.Size {
		if err == nil || err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	t := &tnef{mail: mail{ctx: ctx, to: to, hints: f.Hints}}
	return t.stream(b)
}

// stream reads the attributes one after another; each has a check sum of its
// own, which is not looked at: what is there counts.
func (t *tnef) stream(b []byte) error {
	le := binary.LittleEndian
	if len(b) < 6 || string(b[:4]) != tnefMark {
		return errTNEF
	}
	for b = b[6:]; len(b) > 0; {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		if len(b) < 9 {
			return errors.Join(t.attachment(), errTNEF)
		}
		id, size := le.Uint32(b[1:]), int64(le.Uint32(b[5:]))
		rest := b[9:]
		if size > int64(len(rest)) {
			if err := t.attribute(id, rest); err != nil {
				return err
			}
			if err := t.attachment(); err != nil {
				return err
			}
			return errTNEF
		}
		if err := t.attribute(id, rest[:size]); err != nil {
			return err
		}
		b = rest[min(int64(len(rest)), size+2):]
	}
	return t.attachment()
}

func (t *tnef) attribute(id uint32, v []byte) error {
	switch id {
	case tnefCodePage:
		if len(v) >= 4 {
			t.page = int(binary.LittleEndian.Uint32(v))
		}
	case tnefSubject:
		return t.told(propSubject, clean(ole.Text(v, t.page)))
	case tnefBody:
		return t.told(propBody, clean(ole.Text(v, t.page)))
	case tnefProps:
		return t.properties(v, false)
	case tnefAttachNew:
		return t.attachment() // the one before is complete
	case tnefAttachName:
		if t.name == "" {
			t.name = clean(ole.Text(v, t.page))
		}
	case tnefAttachData:
		t.data = v
	case tnefAttachProp:
		return t.properties(v, true)
	}
	return nil
}

// told sends a text of the mail.
func (t *tnef) told(id int, s string) error {
	switch id {
	case propSubject:
		t.hints.Hear(s)
		return t.say(extract.Unit{Text: s, Loc: extract.Loc{Sheet: "subject"}})
	case propBody:
		t.hints.Hear(s)
		for i, line := range strings.Split(s, "\n") {
			if err := t.say(extract.Unit{Text: line, Loc: extract.Loc{Line: i + 1}}); err != nil {
				return err
			}
		}
		return nil
	}
	return t.say(extract.Unit{Text: s, Loc: extract.Loc{Sheet: fmt.Sprintf("property %04x", id)}, Hidden: extract.Properties, Role: extract.Property})
}

// attachment hands over what came since the last one.
func (t *tnef) attachment() error {
	data, name, object := t.data, t.name, t.object
	t.data, t.name, t.object = nil, "", false
	if data == nil {
		return nil
	}
	t.attached++
	if name == "" {
		name = fmt.Sprintf("attachment-%d", t.attached)
	}
	if object && len(data) > 16 && bytes.HasPrefix(data[16:], []byte(tnefMark)) {
		name, data = name+".tnef", data[16:]
	}
	return t.to.File(name, 0, bytes.NewReader(data))
}

// properties reads a list of MAPI properties, of the mail or of an attachment.
func (t *tnef) properties(b []byte, attached bool) error {
	r := &props{b: b}
	n := r.number()
	for range min(n, maxProps) {
		kind, id := int(r.short()), int(r.short())
		if id >= 0x8000 { // named
			r.take(16)
			if r.number() == 1 {
				r.padded()
			} else {
				r.take(4)
			}
		}
		for _, v := range r.values(kind) {
			if err := t.property(kind&^0x1000, id, v, attached); err != nil {
				return err
			}
		}
		if r.bad {
			return t.to.Gap(extract.Gap{Code: extract.Corrupt, Err: errTNEF})
		}
	}
	return nil
}

func (t *tnef) property(kind, id int, v []byte, attached bool) error {
	text := ""
	switch kind {
	case 0x1F:
		text = clean(ole.Wide(v))
	case 0x1E:
		text = clean(ole.Text(v, t.page))
	}
	switch {
	case attached && id == propLongName && text != "", attached && (id == propShow || id == propShort) && t.name == "":
		t.name = text
		return nil
	case attached && id == propObject:
		t.data, t.object = v, kind == 0x0D
		return nil
	case !attached && id == propRTF && kind == 0x102:
		rtf, err := unpack(v)
		if err != nil {
			if err := t.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "body"}, Code: extract.Corrupt, Err: err}); err != nil {
				return err
			}
		}
		return t.to.File("body.rtf", 0, bytes.NewReader(rtf))
	case !attached && id == propHTML:
		if kind != 0x102 {
			v = []byte(text)
		}
		t.hints.HearHTML(string(v[:min(len(v), maxText)]))
		return t.to.File("body.html", 0, bytes.NewReader(declare(v, t.page)))
	case text != "":
		return t.told(id, text)
	}
	return nil
}

// props reads numbers and values; bad tells that something is missing.
type props struct {
	b   []byte
	bad bool
}

func (p *props) take(n int64) []byte {
	if n < 0 || n > int64(len(p.b)) {
		p.bad, p.b = true, nil
		return nil
	}
	v := p.b[:n]
	p.b = p.b[n:]
	return v
}

func (p *props) short() uint16 {
	if v := p.take(2); v != nil {
		return binary.LittleEndian.Uint16(v)
	}
	return 0
}

func (p *props) number() uint32 {
	if v := p.take(4); v != nil {
		return binary.LittleEndian.Uint32(v)
	}
	return 0
}

// padded reads a length and as many bytes, filled up to four.
func (p *props) padded() []byte {
	n := int64(p.number())
	v := p.take(n)
	p.take(min((4-n%4)%4, int64(len(p.b))))
	return v
}

// values reads the values of a type. Those of a fixed length are passed over:
// they hold no text.
func (p *props) values(kind int) (out [][]byte) {
	size := int64(0)
	switch kind &^ 0x1000 {
	case 2, 3, 4, 0xA, 0xB:
		size = 4
	case 5, 6, 7, 0x14, 0x40:
		size = 8
	case 0x48:
		size = 16
	case 0xD, 0x1E, 0x1F, 0x102:
		for range min(p.number(), maxProps) {
			if v := p.padded(); !p.bad {
				out = append(out, v)
			}
		}
		return out
	default:
		p.bad = true
		return nil
	}
	n := int64(1)
	if kind&0x1000 != 0 {
		n = int64(p.number())
	}
	p.take(size * n)
	return nil
}
