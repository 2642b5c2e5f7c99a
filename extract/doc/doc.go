// Package doc reads documents of Word before 2007 (.doc): Word 97 to 2003 with
// its pieces, tables, footnotes, comments, headers and text boxes, what is
// hidden or deleted in them, and the bare text of Word 6 and 95.
//
// It knows where the text stands in the streams (MS-DOC) and which of its
// properties make it hidden. It does not know what the text means, and nothing
// of how a page looks.
package doc

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"monban/extract"
	"monban/extract/lock97"
	"monban/extract/ole"
	"monban/extract/ooxml"
)

// Format reads documents and templates of Word before 2007.
var Format = extract.Format{
	Name:  "doc",
	Ext:   []string{".doc", ".dot"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "Word 97-2003 document", TitleJa: "Word 97-2003 文書",
		Reads:   "text of all stories (body, notes, headers, comments, text boxes), tables as rows, fields, deleted and hidden text, properties, macros, pictures and embedded files; locked documents with the password",
		ReadsJa: "すべてのテキスト（本文・脚注・ヘッダー・コメント・テキストボックス）、表（行として）、フィールド、削除された文字と隠し文字、プロパティ、マクロ、画像と埋め込みファイル。パスワードがあれば保護されたものも",
		Not:     "drawings of document size: no-text; documents locked in the way of Word 95: encrypted",
		NotJa:   "文書ほどの大きさの線画は no-text、Word 95 の方式で保護されたものは encrypted",
		Hidden:  extract.Attachment | extract.Comment | extract.Footnote | extract.HeaderFooter | extract.HiddenText | extract.Hyperlink | extract.Properties | extract.Revision | extract.SmallText | extract.Textbox | extract.WhiteText,
	},
}

// maxStream bounds the streams that are held in memory.
const maxStream = 256 << 20

func match(f extract.File, head []byte) bool {
	if !bytes.HasPrefix(head, []byte(ole.Magic)) {
		return false
	}
	c, err := ole.Open(f.Data, f.Size)
	return err == nil && c.Root.Find("WordDocument") != nil
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	c, err := ole.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	e := c.Root.Find("WordDocument")
	if e == nil {
		return errors.New("there is no stream of text")
	}
	if e.Size > maxStream && f.Size > maxStream {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a document of more than %d bytes", maxStream)}
	}
	main, broken := c.Read(e, maxStream)
	d := &document{ctx: ctx, to: to, main: main, passwords: f.Passwords}
	if err := d.read(c); err != nil {
		return err
	}
	if err := c.SayProperties(c.Root, to, 0); err != nil {
		return err
	}
	if d.key != nil {
		if err := d.key.SayProperties(c, to); err != nil {
			return err
		}
	}
	if pool := c.Root.Find("ObjectPool"); pool != nil {
		for _, o := range pool.Entries {
			if !o.Storage {
				continue
			}
			if err := c.SayObject(o, "object"+o.Name, 0, to); err != nil {
				return err
			}
		}
	}
	if e := c.Root.Find("Macros"); e != nil && e.Storage {
		if err := ooxml.Macros(c, e, "doc", "macros", to); err != nil {
			return err
		}
	}
	if broken == nil && c.Damaged {
		broken = ole.ErrDamaged
	}
	if broken != nil || d.broken {
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("doc: a part of the document is damaged")})
	}
	return nil
}

// document is one document while it is read.
type document struct {
	ctx       context.Context
	to        extract.Sink
	main      []byte // the stream of the text
	passwords []string
	key       lock97.Key // where a password locked it
	table     []byte     // the stream of everything about it
	broken    bool

	pieces []piece
	chars  runs // properties of characters, by where they stand in the stream
	paras  runs // of paragraphs
}

func u16(b []byte, at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func u32(b []byte, at int) int {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return int(int32(binary.LittleEndian.Uint32(b[at:])))
}

// part cuts a part out of a stream, as much as there is of it.
func part(b []byte, at, n int) []byte {
	if at < 0 || n <= 0 || at >= len(b) {
		return nil
	}
	return b[at:min(len(b), at+n)]
}

// Places in the head of the stream, by MS-DOC 2.5.
const (
	headFlags = 0x0A
	headLock  = 0x0E // how long the description of the lock is, at the start of the table
	headTexts = 0x4C // the lengths of the texts, in characters
	headChars = 0xFA
	headParas = 0x102
	headClx   = 0x1A2
	headOwner = 0x1BA // who has commented
)

// Flags in the head.
const (
	flagLocked    = 0x100
	flagScrambled = 0x8000

	inClear   = 68  // bytes of the head that are never locked
	lockBlock = 512 // bytes that one cipher locks
)

// unlock puts both streams in clear, when a password fits.
func (d *document) unlock() error {
	key, err := lock97.Open(part(d.table, 0, u32(d.main, headLock)), d.passwords)
	if err != nil {
		return err
	}
	head := d.main[:min(len(d.main), inClear)]
	d.main = key.Decrypt(d.main, lockBlock)
	copy(d.main, head)
	d.table = key.Decrypt(d.table, lockBlock)
	d.key = key
	return nil
}

func (d *document) read(c *ole.File) error {
	if len(d.main) < 0x20 {
		return errors.New("the head of the document is cut off")
	}
	flags := u16(d.main, headFlags)
	switch id := u16(d.main, 0); {
	case id&0xFF00 != 0xA500:
		return errors.New("the stream is no document")
	case u16(d.main, 2) < 0xC1 && flags&flagLocked == 0:
		return d.old(flags)
	case u16(d.main, 2) < 0xC1 || flags&(flagLocked|flagScrambled) == flagLocked|flagScrambled:
		return lock97.ErrUnknown // the way of Word 95
	}
	name := "0Table"
	if flags&0x200 != 0 {
		name = "1Table"
	}
	e := c.Root.Find(name)
	if e == nil {
		if e = c.Root.Find("1Table"); e == nil {
			e = c.Root.Find("0Table")
		}
	}
	if e != nil {
		var err error
		d.table, err = c.Read(e, maxStream)
		d.broken = err != nil
	}
	if flags&flagLocked != 0 {
		if err := d.unlock(); err != nil {
			return err
		}
	}
	if !d.piecesOf(part(d.table, u32(d.main, headClx), u32(d.main, headClx+4))) {
		// Without the list of pieces the text is where it began.
		d.broken = true
		from, to := max(0, u32(d.main, 0x18)), u32(d.main, 0x1C)
		n := max(0, min(to, len(d.main))-from)
		d.pieces = []piece{{to: n, at: from, wide: false}}
	}
	d.chars = d.runsOf(headChars, charRuns)
	d.paras = d.runsOf(headParas, paraRuns)
	return d.texts()
}

// old reads a document of Word 6 or 95: its text stands in one piece, in the
// code page of its language.
func (d *document) old(flags int) error {
	page := 1252
	if u16(d.main, 6) == 0x411 {
		page = 932
	}
	b := part(d.main, u32(d.main, 0x18), u32(d.main, 0x1C)-u32(d.main, 0x18))
	p := &paragraphs{d: d}
	last := rune(0)
	for _, r := range ole.Text(b, page) {
		para := uint64(0)
		if r == 0x07 && last == 0x07 {
			para = rowEnd // two marks end a row
		}
		if err := p.add(r, 0, para); err != nil {
			return err
		}
		last = r
	}
	if err := p.end(); err != nil {
		return err
	}
	if flags&4 != 0 { // saved quickly: the pieces are in disorder
		d.broken = true
	}
	return nil
}

// A piece is a part of the text that stands together.
type piece struct {
	from, to int // characters of the document
	at       int // byte in the stream
	wide     bool
}

// piecesOf reads the list of pieces.
func (d *document) piecesOf(clx []byte) bool {
	for len(clx) > 5 && clx[0] == 1 {
		clx = clx[min(3+u16(clx, 1), len(clx)):]
	}
	if len(clx) < 5+16 || clx[0] != 2 {
		return false
	}
	b := part(clx, 5, u32(clx, 1))
	n := (len(b) - 4) / 12
	for i := range n {
		p := piece{from: u32(b, 4*i), to: u32(b, 4*i+4)}
		fc := u32(b, 4*(n+1)+8*i+2)
		p.at, p.wide = fc&0x3FFFFFFF, fc&0x40000000 == 0
		width := 2
		if !p.wide {
			p.at, width = p.at/2, 1
		}
		// What a piece claims cannot be more than the stream holds.
		if p.from < 0 || p.to <= p.from || p.at >= len(d.main) {
			d.broken = d.broken || p.to != p.from
			continue
		}
		if most := (len(d.main) - p.at) / width; p.to-p.from > most {
			d.broken = true
			p.to = p.from + most
		}
		if len(d.pieces) < 1<<20 {
			d.pieces = append(d.pieces, p)
		}
	}
	return len(d.pieces) > 0
}

// A region is one of the texts of a document, which stand behind each other.
type region struct {
	name   string
	hidden extract.Hidden
}

var regions = [...]region{
	{"", 0}, {"footnotes", extract.Footnote}, {"headers", extract.HeaderFooter}, {"macros", extract.HiddenText},
	{"comments", extract.Comment}, {"endnotes", extract.Footnote}, {"textboxes", extract.Textbox}, {"header textboxes", extract.Textbox | extract.HeaderFooter},
}

// texts sends the regions in their order.
func (d *document) texts() error {
	ends := make([]int, len(regions))
	at := 0
	for i := range regions {
		at += max(0, u32(d.main, headTexts+4*i))
		ends[i] = at
	}
	now := 0
	p := &paragraphs{d: d, region: regions[0]}
	total := 0
	for _, pc := range d.pieces {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		if total += pc.to - pc.from; total > 2*len(d.main) {
			d.broken = true // pieces that say the same thing again and again
			break
		}
		for cp := pc.from; cp < pc.to; {
			for now < len(regions)-1 && cp >= ends[now] {
				if err := p.end(); err != nil {
					return err
				}
				now++
				p.region, p.line = regions[now], 0
			}
			n := pc.to - cp
			if now < len(regions)-1 {
				n = min(n, ends[now]-cp)
			}
			if err := d.run(p, pc, cp, n); err != nil {
				return err
			}
			cp += n
		}
	}
	if err := p.end(); err != nil {
		return err
	}
	return d.owners()
}

// run reads n characters of a piece from cp on.
func (d *document) run(p *paragraphs, pc piece, cp, n int) error {
	width := 1
	if pc.wide {
		width = 2
	}
	var high rune
	for i := range n {
		at := pc.at + (cp-pc.from+i)*width
		var r rune
		if pc.wide {
			r = rune(u16(d.main, at))
			switch {
			case r >= 0xD800 && r < 0xDC00:
				high = r
				continue
			case r >= 0xDC00 && r < 0xE000:
				if high == 0 {
					continue
				}
				r = 0x10000 + (high-0xD800)<<10 + (r - 0xDC00)
			}
			high = 0
		} else {
			r = rune(d.main[at])
			if r >= 0x80 && r < 0xA0 {
				r = []rune(ole.Text([]byte{byte(r)}, 1252))[0]
			}
		}
		para := uint64(0)
		if r == 0x07 || r == '\r' {
			para = d.paras.at(at)
		}
		if err := p.add(r, extract.Hidden(d.chars.at(at)), para); err != nil {
			return err
		}
	}
	return nil
}

// owners sends the names of those who have commented.
func (d *document) owners() error {
	b := part(d.table, u32(d.main, headOwner), u32(d.main, headOwner+4))
	for len(b) >= 2 {
		n := min(2*u16(b, 0), (len(b)-2)&^1)
		name := strings.TrimSpace(ole.Wide(b[2 : 2+n]))
		b = b[2+n:]
		if name == "" {
			continue
		}
		if err := d.to.Text(extract.Unit{Text: name, Loc: extract.Loc{Sheet: "comments"}, Hidden: extract.Comment, Role: extract.Property}); err != nil {
			return err
		}
	}
	return nil
}
