package pdf

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	lp "github.com/ledongthuc/pdf"
)

// A glyph is one shown character: its text and how far it moves the pen, in
// ems.
type glyph struct {
	text  string
	width float64
	blank bool // the one-byte code 32, which word spacing widens
}

// A font turns the bytes of a shown string into glyphs.
type font struct {
	composite bool
	vertical  bool
	em        float64 // what one unit of font size is high; 1 but for Type 3
	toUnicode *codeMap
	encoding  *codeMap // of a composite font; nil for two-byte codes that are CIDs
	japan1    bool
	unicode   bool               // codes are Unicode already
	byGlyph   map[uint32]rune    // glyph number to text, from the embedded font
	simple    [256]string        // of a simple font
	widths    map[uint32]float64 // by code or CID
	width     float64            // where widths has none
	known     map[uint64]glyph   // glyphs made so far
}

// missing is the text of a code that nothing explains.
const missing = string(utf8.RuneError)

// next decodes the first code of s, which is not empty.
func (f *font) next(s string) (glyph, int) {
	n := 1
	switch {
	case !f.composite:
	case f.encoding != nil:
		n = f.encoding.cut(s)
	default:
		n = min(2, len(s))
	}
	key := charKey(n, codeOf(s[:n]))
	g, ok := f.known[key]
	if !ok {
		g = f.make(s[:n])
		f.known[key] = g
	}
	return g, n
}

func (f *font) make(code string) glyph {
	c := codeOf(code)
	g := glyph{blank: len(code) == 1 && c == 32}
	cid := c
	if f.encoding != nil {
		cid, _ = f.encoding.cid(code)
	}
	w, ok := f.widths[cid]
	if !ok {
		w = f.width
		if !f.composite && len(f.widths) == 0 {
			w = guessWidth(f.simple[c&0xff], f.width)
		}
	}
	g.width = w
	if f.vertical {
		g.width = 1
	}
	g.text = f.text(code, c, cid)
	return g
}

func (f *font) text(code string, c, cid uint32) string {
	told := ""
	if f.toUnicode != nil {
		s, ok := f.toUnicode.text(len(code), c)
		if (!ok || !useful(s)) && !f.composite {
			s, ok = f.toUnicode.text(2, c)
		}
		if ok && useful(s) {
			if !private(s) {
				return s
			}
			told = s // a private code, unless the font knows better
		}
	}
	s := f.own(code, c, cid)
	if told != "" && (s == missing || s == "" || !f.japan1) {
		return told
	}
	return s
}

// own is what the font says about a code, without its ToUnicode map.
func (f *font) own(code string, c, cid uint32) string {
	if !f.composite {
		return f.simple[c&0xff]
	}
	if f.unicode {
		return utf16Text(code)
	}
	if f.japan1 {
		if t := cidTexts(); int(cid) < len(t) && t[cid] != "" {
			return t[cid]
		}
	}
	if r, ok := f.byGlyph[cid]; ok {
		return string(r)
	}
	return missing
}

// useful tells a text from the placeholders that writers put into ToUnicode.
func useful(s string) bool { return s != "" && s != "\x00" && s != missing }

// guessWidth is for the fonts that every viewer has and no file describes.
func guessWidth(s string, w float64) float64 {
	if w > 0 || s == "" {
		return w
	}
	switch c := s[0]; {
	case strings.IndexByte("ijl.,;:'|!fIt/\\[]() ", c) >= 0:
		return 0.28
	case strings.IndexByte("mMW%@", c) >= 0:
		return 0.87
	case c >= 'A' && c <= 'Z':
		return 0.69
	}
	return 0.55
}

// font makes the font of a resource dictionary, once per document.
func (d *document) font(fonts node, name string) *font {
	id := fonts.id(name)
	if f, ok := d.fonts[id]; ok && id != "" {
		return f
	}
	f := d.makeFont(fonts.get(name))
	if id != "" {
		d.fonts[id] = f
	}
	return f
}

func (d *document) makeFont(n node) *font {
	f := &font{em: 1, known: map[uint64]glyph{}, widths: map[uint32]float64{}}
	if t := n.get("ToUnicode"); t.isStream() {
		if b, _ := t.data(); len(b) > 0 {
			f.toUnicode = readCMap(b, d.predefined)
		}
	} else if strings.HasPrefix(t.name(), "Identity") {
		f.unicode = true
	}
	if n.get("Subtype").name() == "Type0" {
		d.composite(f, n)
		return f
	}
	f.encodeSimple(n)
	first := n.get("FirstChar").int()
	scale := 0.001
	if n.get("Subtype").name() == "Type3" {
		scale = f.type3(n)
	}
	for i, w := range n.get("Widths").list() {
		if i > 255 {
			break
		}
		f.widths[uint32(first+i)] = w.num() * scale
	}
	f.width = n.get("FontDescriptor").get("MissingWidth").num() * scale
	if strings.Contains(n.get("BaseFont").name(), "Courier") && f.width == 0 {
		f.width = 0.6
	}
	return f
}

// type3 finds how large the glyphs of a Type 3 font are: its unit is its own.
func (f *font) type3(n node) float64 {
	m := n.get("FontMatrix").list()
	sx, sy := 0.001, 0.001
	if len(m) >= 4 {
		sx, sy = m[0].num(), math.Abs(m[3].num())
		if sx == 0 {
			sx = sy
		}
	}
	box := n.get("FontBBox").list()
	if len(box) == 4 {
		f.em = math.Abs(box[3].num()-box[1].num()) * sy
	}
	if f.em == 0 || f.em > 3 {
		f.em = 0
		for _, w := range n.get("Widths").list() {
			f.em = max(f.em, w.num()*sx)
		}
	}
	if f.em <= 0 || f.em > 50 {
		f.em = 1
	}
	return sx
}

func (f *font) encodeSimple(n node) {
	enc := n.get("Encoding")
	base := enc.name()
	desc := n.get("FontDescriptor")
	if enc.isDict() {
		base = enc.get("BaseEncoding").name()
	}
	embedded := !desc.get("FontFile").isNull()
	if base == "" {
		switch bf := n.get("BaseFont").name(); {
		case strings.HasSuffix(bf, "Symbol"):
			base = "Symbol"
		case embedded || n.get("Subtype").name() == "Type1" && desc.isNull():
			base = "StandardEncoding"
		}
	}
	f.simple = baseEncoding(base)
	if file := desc.get("FontFile"); file.isStream() && enc.name() == "" {
		if b, _ := file.data(); len(b) > 0 {
			f.builtin(b)
		}
	}
	if file := desc.get("FontFile3"); file.isStream() && enc.name() == "" {
		b, _ := file.data()
		for code, glyph := range builtinCFF(b) {
			f.named(int(code&0xff), glyph)
		}
	}
	if !enc.isDict() {
		return
	}
	code := 0
	for _, v := range enc.get("Differences").list() {
		if v.isNumber() {
			code = v.int()
			continue
		}
		if code >= 0 && code < 256 && v.v.Kind() == lp.Name {
			f.named(code, v.name())
		}
		code++
	}
}

// named notes that a code of a simple font shows a glyph. A name that is a mere
// number, such as cid22948 in a font that was cut down and renamed, means that
// the code says nothing either: what the base encoding has there would be a
// wrong text that nobody doubts. Where the number is the code, the code is
// meant.
func (f *font) named(code int, glyph string) {
	if s := glyphText(glyph); s != "" {
		f.simple[code] = s
	} else if d := strings.TrimLeft(glyph, letters); d != "" && strings.Trim(d, "0123456789") == "" && d != strconv.Itoa(code) {
		f.simple[code] = missing
	}
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// builtin reads the encoding in the clear part of a Type 1 font program.
func (f *font) builtin(b []byte) {
	if i := bytes.Index(b, []byte("eexec")); i > 0 {
		b = b[:i]
	}
	i := bytes.Index(b, []byte("/Encoding"))
	if i < 0 {
		return
	}
	l := lexer{b: b, i: i}
	for {
		o, ok := l.next()
		if !ok || o.kind == operator && (o.str == "readonly" || o.str == "StandardEncoding") {
			return
		}
		if o.kind != operator || o.str != "dup" {
			continue
		}
		code, _ := l.next()
		glyph, _ := l.next()
		if k := code.int(); code.kind == number && k >= 0 && k < 256 && glyph.kind == name {
			f.named(k, glyph.str)
		}
	}
}

func (d *document) composite(f *font, n node) {
	f.composite = true
	desc := n.get("DescendantFonts").at(0)
	if desc.isNull() {
		desc = n.get("DescendantFonts")
	}
	info := desc.get("CIDSystemInfo")
	f.japan1 = strings.Contains(info.get("Ordering").raw(), "Japan1")
	enc := n.get("Encoding")
	switch nm := enc.name(); {
	case nm == "Identity-V":
		f.vertical = true
	case nm != "" && nm != "Identity-H":
		if f.encoding = d.predefined(nm); f.encoding != nil {
			f.japan1 = true
			f.vertical = f.encoding.vertical
		} else if strings.Contains(nm, "UCS2") || strings.Contains(nm, "UTF16") {
			f.unicode = true
			f.vertical = strings.HasSuffix(nm, "-V")
		}
	case enc.isStream():
		b, _ := enc.data()
		f.encoding = readCMap(b, d.predefined)
		if u := enc.get("UseCMap").name(); u != "" && f.encoding.parent == nil {
			f.encoding.parent = d.predefined(u)
		}
		if enc.get("WMode").int() == 1 {
			f.encoding.vertical = true
		}
		f.vertical = f.encoding.vertical
		if len(f.encoding.space) == 0 && f.encoding.parent == nil {
			f.encoding.space = []codeSpan{{2, 0, 0xffff}}
		}
		if len(f.encoding.cids) == 0 && f.encoding.parent == nil {
			f.encoding.cids = []cidSpan{{codeSpan{2, 0, 0xffff}, 0}, {codeSpan{1, 0, 0xff}, 0}}
		}
	}
	f.width = 1
	if w := desc.get("DW"); w.isNumber() {
		f.width = w.num() / 1000
	}
	f.cidWidths(desc.get("W").list())
	fd := desc.get("FontDescriptor")
	for _, k := range []string{"FontFile2", "FontFile3"} {
		if file := fd.get(k); file.isStream() && !f.japan1 {
			if b, _ := file.data(); len(b) > 0 {
				f.byGlyph = glyphTexts(b)
				f.throughMap(desc.get("CIDToGIDMap"))
			}
		}
	}
}

// cidWidths reads "c [w w w]" and "first last w".
func (f *font) cidWidths(w []node) {
	for i := 0; i+1 < len(w); {
		first := w[i].int()
		if w[i+1].v.Kind() == lp.Array {
			for k, v := range w[i+1].list() {
				f.widths[uint32(first+k)] = v.num() / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		for c := first; c <= w[i+1].int() && c-first < 1<<16; c++ {
			f.widths[uint32(c)] = w[i+2].num() / 1000
		}
		i += 3
	}
}

// throughMap changes byGlyph from glyph numbers to CIDs.
func (f *font) throughMap(m node) {
	if !m.isStream() || f.byGlyph == nil {
		return
	}
	b, _ := m.data()
	out := map[uint32]rune{}
	for cid := 0; cid*2+1 < len(b); cid++ {
		if r, ok := f.byGlyph[uint32(b[cid*2])<<8|uint32(b[cid*2+1])]; ok {
			out[uint32(cid)] = r
		}
	}
	f.byGlyph = out
}
