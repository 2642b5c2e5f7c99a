package pdf

import (
	"slices"
	"strings"

	"monban/extract"
)

// annotations paints what annotations and form fields show, and notes what
// they hold besides: comments, values that are not painted, link targets.
func (j *job) annotations(p page, c *canvas, m matrix) {
	in := j.d.interpret(c, m)
	for i, a := range p.get("Annots").list() {
		if i >= 20_000 || j.ctx.Err() != nil {
			c.limit = "more annotations on one page than the limit"
			return
		}
		in.guard(func() { j.annotation(a, c, in, m) })
	}
}

const (
	annotHidden = 1 << 1
	annotNoView = 1 << 5
)

func (j *job) annotation(a node, c *canvas, in *interp, m matrix) {
	flags := a.get("F").int()
	unseen := flags&(annotHidden|annotNoView) != 0
	kind := a.get("Subtype").name()
	before := len(c.pieces)
	if look := a.appearance(); look.isStream() {
		in.state = state{ctm: fit(a, look).mul(m), scale: 1}
		in.tm, in.tlm = identity, identity
		in.to.seq++
		if unseen || kind == "Popup" {
			in.marks = append(in.marks, true)
		}
		in.form(look, node{d: j.d})
		in.marks = in.marks[:0]
	}
	var painted strings.Builder
	for k := before; k < len(c.pieces); k++ {
		painted.WriteString(c.pieces[k].text)
	}
	note := func(s string, h extract.Hidden) {
		if s = strings.TrimSpace(s); s != "" && !holds(painted.String(), s) {
			c.notes = append(c.notes, extract.Unit{Text: s, Hidden: h})
		}
	}
	for _, n := range append([]node{a.get("A")}, a.get("AA").values()...) {
		if u, ok := actionUnit(n); ok {
			note(u.Text, u.Hidden)
		}
	}
	// What it looks like under the mouse, and pressed.
	for _, k := range []string{"R", "D"} {
		in.aside(a.get("AP").get(k), func(s string) { note(s, extract.Annotation) })
	}
	if kind == "Widget" {
		for _, s := range fieldTexts(a) {
			note(s, extract.FormField)
		}
		return
	}
	note(a.get("Contents").text(), extract.Annotation)
	note(richText(a.get("RC")), extract.Annotation)
	note(a.get("T").text(), extract.Annotation)
	note(a.get("Subj").text(), extract.Annotation)
	if kind == "FileAttachment" {
		j.files = append(j.files, a.get("FS"))
	}
}

// holds tells whether a text was painted, whatever blanks and line ends the
// layout of the field put between.
func holds(painted, s string) bool {
	return strings.Contains(squeeze(painted), squeeze(s))
}

// appearance is the form that shows an annotation.
func (n node) appearance() node {
	look := n.get("AP").get("N")
	if look.isStream() {
		return look
	}
	if as := n.get("AS").name(); as != "" {
		return look.get(as)
	}
	return node{d: n.d}
}

// fit gives the matrix that lays a form into the rectangle of its
// annotation, ISO 32000 section 12.5.5.
func fit(a, look node) matrix {
	quad := func(n node) (rect, bool) {
		v := n.list()
		if len(v) != 4 {
			return rect{}, false
		}
		x0, y0, x1, y1 := v[0].num(), v[1].num(), v[2].num(), v[3].num()
		return rect{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}, true
	}
	to, ok1 := quad(a.get("Rect"))
	box, ok2 := quad(look.get("BBox"))
	if !ok1 || !ok2 {
		return identity
	}
	form := identity
	if v := look.get("Matrix").list(); len(v) == 6 {
		for i := range form {
			form[i] = v[i].num()
		}
	}
	box = form.rect(box.x0, box.y0, box.x1, box.y1)
	if box.w() == 0 || box.h() == 0 {
		return identity
	}
	sx, sy := to.w()/box.w(), to.h()/box.h()
	return matrix{sx, 0, 0, sy, to.x0 - box.x0*sx, to.y0 - box.y0*sy}
}

// fieldValue gives what is entered in a form field, which its parents may
// hold. Buttons have states, not values.
func fieldValue(n node) ([]string, bool) {
	typ, value := node{}, node{}
	for range 32 {
		if !n.isDict() {
			break
		}
		if typ.d == nil && !n.get("FT").isNull() {
			typ = n.get("FT")
		}
		if value.d == nil && !n.get("V").isNull() {
			value = n.get("V")
		}
		n = n.get("Parent")
	}
	if value.d == nil || typ.d != nil && (typ.name() == "Btn" || typ.name() == "Sig") {
		return nil, false
	}
	var out []string
	for _, v := range value.list() {
		if v.isStream() {
			b, _ := v.data()
			out = append(out, textString(string(b)))
			continue
		}
		out = append(out, v.text())
	}
	return out, true
}

// fieldTexts are all texts that a form field holds: its value, what it had at
// first, what can be chosen, its captions, who signed it.
func fieldTexts(n node) []string {
	out, _ := fieldValue(n)
	out = append(out, n.get("TU").text(), n.get("DV").text(), richText(n.get("RV")))
	for i, o := range n.get("Opt").list() {
		if i >= 1000 {
			break
		}
		for _, v := range o.list() {
			out = append(out, v.text())
		}
	}
	for _, k := range []string{"CA", "RC", "AC"} {
		if s := n.get("MK").get(k).text(); len(s) > 1 { // one letter is the shape of a tick
			out = append(out, s)
		}
	}
	for _, k := range []string{"Name", "Reason", "Location", "ContactInfo"} {
		out = append(out, n.get("V").get(k).text())
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(s string) bool { old := seen[s]; seen[s] = true; return old })
}

// richText is the text of an XHTML value, without its tags.
func richText(n node) string {
	s := n.text()
	if n.isStream() {
		b, _ := n.data()
		s = textString(string(b))
	}
	return stripTags(s)
}

// stripTags leaves the text of XML, with a blank for every tag.
func stripTags(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		}
		b.WriteString(s[:i])
		b.WriteByte(' ')
		k := strings.IndexByte(s[i:], '>')
		if k < 0 {
			break
		}
		s = s[i+k+1:]
	}
	return strings.Join(strings.Fields(entities.Replace(b.String())), " ")
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&nbsp;", " ", "&#160;", " ", "&#13;", " ", "&amp;", "&")
