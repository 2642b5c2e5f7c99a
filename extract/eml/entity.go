package eml

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"monban/extract"
	"monban/extract/charset"
)

const (
	maxDepth  = 50     // multiparts inside each other
	maxParts  = 10_000 // of one mail
	maxBounds = 20     // of one multipart
)

// A walk is one mail being read.
type walk struct {
	ctx    context.Context
	to     extract.Sink
	parts  int
	bodies int // running texts so far
	named  map[string]int
}

// content are the headers whose text the writer meant for the reader.
var content = map[string]bool{"subject": true, "comments": true, "keywords": true, "thread-topic": true, "content-description": true, "summary": true}

// structure are the headers that only say how a part is packed.
var structure = map[string]bool{"content-type": true, "content-transfer-encoding": true, "content-disposition": true, "content-id": true,
	"mime-version": true, "content-length": true, "x-attachment-id": true}

func (w *walk) gap(code extract.Code, why string) error {
	return w.to.Gap(extract.Gap{Code: code, Err: errors.New("eml: " + why)})
}

// entity reads headers and what follows them: a mail, or one part of it.
func (w *walk) entity(b []byte, defaultType string, depth int) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.parts++; w.parts > maxParts {
		if w.parts == maxParts+1 {
			return w.gap(extract.Limit, fmt.Sprintf("more than %d parts", maxParts))
		}
		return nil
	}
	if depth > maxDepth {
		return w.gap(extract.Limit, fmt.Sprintf("more than %d parts inside each other", maxDepth))
	}
	hs, body, stray := splitHead(b)
	if err := w.headers(hs, stray); err != nil {
		return err
	}
	p := describe(hs, defaultType)
	if strings.HasPrefix(p.typ, "multipart/") || len(p.bounds) > 0 {
		if p.typ == "multipart/encrypted" {
			if err := w.gap(extract.Encrypted, "encrypted mail"); err != nil {
				return err
			}
		}
		if done, err := w.multipart(p, body, depth); done || err != nil {
			return err
		}
	}
	for i, raw := range p.decodings(body) {
		if err := w.leaf(p, raw, i > 0); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) headers(hs []header, stray []string) error {
	for _, h := range hs {
		if h.value == "" || structure[h.key] && len(h.value) <= maxParams {
			continue
		}
		u := extract.Unit{Role: extract.Envelope, Loc: extract.Loc{Sheet: h.name, Line: h.line}}
		value := decodeWords(h.value)
		if content[h.key] || strings.HasPrefix(h.key, "x-") && strings.ContainsFunc(value, func(r rune) bool { return r > unicode.MaxASCII }) {
			u.Role = extract.Content // no server writes Japanese
		}
		if err := w.pieces(value, u); err != nil {
			return err
		}
	}
	return w.pieces(rawText([]byte(strings.Join(stray, "\n"))), extract.Unit{Hidden: extract.HiddenText, Loc: extract.Loc{Sheet: "header"}})
}

// pieces sends a text as units like u.
func (w *walk) pieces(s string, u extract.Unit) error {
	first := u.Loc.Line
	return charset.Lines(w.ctx, strings.NewReader(s), func(line int, text string) error {
		v := u
		v.Text = text
		if first == 0 {
			v.Loc.Line = line
		}
		return w.to.Text(v)
	})
}

// A part is what the headers say about a body.
type part struct {
	typ, name, charset string
	other              string // a second name, when two are given
	attached           bool
	bounds             []string
	encodings          []string
	def                string // type of its children
}

func describe(hs []header, defaultType string) part {
	p := part{def: "text/plain"}
	types := map[string][]string{}
	for _, v := range values(hs, "content-type") {
		t, ps := params(v)
		if p.typ == "" || strings.HasPrefix(t, "multipart/") {
			p.typ = t
		}
		for k, v := range ps {
			types[k] = append(types[k], v...)
		}
		p.bounds = append(p.bounds, ps["boundary"]...)
		p.bounds = append(p.bounds, ps["boundary*"]...)
	}
	if b := nameOf(types, "boundary"); b != "" {
		p.bounds = append(p.bounds, b)
	}
	disps := map[string][]string{}
	for _, v := range values(hs, "content-disposition") {
		t, ps := params(v)
		p.attached = p.attached || t == "attachment"
		for k, v := range ps {
			disps[k] = append(disps[k], v...)
		}
	}
	p.name, p.other = nameOf(disps, "filename"), nameOf(types, "name")
	if p.name == "" {
		p.name, p.other = p.other, ""
	}
	if p.other == p.name {
		p.other = ""
	}
	if cs := types["charset"]; len(cs) > 0 {
		p.charset = cs[0]
	}
	if p.typ == "" {
		p.typ = defaultType
	}
	if p.typ == "multipart/digest" {
		p.def = "message/rfc822"
	}
	p.encodings = values(hs, "content-transfer-encoding")
	return p
}

// decodings undoes the transfer encoding. Where the headers contradict each
// other or the body, every reading is returned.
func (p part) decodings(body []byte) (out [][]byte) {
	odd := len(p.encodings) > 1
	for _, e := range p.encodings {
		e = strings.ToLower(strings.ReplaceAll(e, "-", ""))
		switch {
		case strings.Contains(e, "base64"):
			out = append(out, unbase64(body))
			odd = odd || strange(body) > 3
		case strings.Contains(e, "quoted"):
			out = append(out, unquote(body))
		case strings.Contains(e, "uu") && len(enclosedFiles(body)) > 0:
			for _, f := range enclosedFiles(body) {
				out = append(out, f.content)
			}
		case strings.Contains(e, "7bit"), strings.Contains(e, "8bit"), strings.Contains(e, "binary"), strings.Contains(e, "uu"):
			out = append(out, body)
		default:
			odd = true
		}
	}
	if len(out) == 0 || odd {
		out = append(out, body)
	}
	kept := out[:0]
	for _, b := range out {
		same := false
		for _, k := range kept {
			same = same || bytes.Equal(k, b)
		}
		if !same {
			kept = append(kept, b)
		}
	}
	if last := kept[len(kept)-1]; allBase64(last) {
		if b := unbase64(last); sensible(b) {
			kept = append(kept, b)
		}
	}
	return kept
}

// delimiter is a line that looks like a boundary.
var delimiter = regexp.MustCompile(`(?m)^--(\S[^\r\n]{0,200}?)[ \t]*\r?$`)

// multipart splits body at the declared boundaries, or when none of them
// occurs, at a line that looks like one. It reports whether it could.
func (w *walk) multipart(p part, body []byte, depth int) (bool, error) {
	bodies := [][]byte{body}
	if len(p.encodings) > 0 { // a packed multipart is not allowed, and done
		bodies = p.decodings(body)
	}
	for _, b := range bodies {
		for _, bound := range p.bounds[:min(len(p.bounds), maxBounds)] {
			if done, err := w.split(b, strings.TrimRight(bound, " \t"), p.def, depth); done || err != nil {
				return true, err
			}
		}
	}
	for _, m := range delimiter.FindAllSubmatch(body, 5) {
		if done, err := w.split(body, string(m[1]), p.def, depth); done || err != nil {
			return true, err
		}
	}
	return false, nil
}

func (w *walk) split(body []byte, bound, def string, depth int) (bool, error) {
	if bound == "" {
		return false, nil
	}
	mark := []byte("--" + bound)
	found, start, closed := false, 0, false
	for pos := 0; pos <= len(body); {
		if pos == len(body) && !found {
			return false, nil
		}
		end := len(body)
		if i := bytes.IndexByte(body[pos:], '\n'); i >= 0 {
			end = pos + i + 1
		}
		line := bytes.TrimRight(body[pos:end], " \t\r\n")
		last := pos == len(body)
		isMark := bytes.HasPrefix(line, mark) && (len(line) == len(mark) || string(line[len(mark):]) == "--")
		if isMark || last {
			if err := w.segment(body[start:pos], def, depth, !found, closed); err != nil {
				return true, err
			}
			found, closed, start = true, len(line) > len(mark), end
		}
		if last {
			break
		}
		pos = end
	}
	return true, nil
}

// segment reads what stands between two boundaries, or before the first or
// after the last one, where no reader of mail looks.
func (w *walk) segment(b []byte, def string, depth int, preamble, closed bool) error {
	if len(bytes.TrimSpace(b)) == 0 {
		return nil
	}
	if !preamble && !closed || mailish(b) > 0 {
		return w.entity(b, def, depth+1)
	}
	if err := w.enclosed(b); err != nil {
		return err
	}
	return w.text(b, "", extract.HiddenText)
}

var mailTypes = map[string]bool{"message/rfc822": true, "message/global": true, "message/news": true, "message/partial": true, "text/rfc822": true}

// leaf hands over one body, its transfer encoding undone. again says that it
// is another reading of the body before.
func (w *walk) leaf(p part, b []byte, again bool) error {
	if p.other != "" && !again {
		if err := w.to.Text(extract.Unit{Text: p.other, Hidden: extract.EntryName, Role: extract.Name}); err != nil {
			return err
		}
	}
	if len(bytes.TrimSpace(b)) == 0 && p.name == "" {
		return nil
	}
	switch {
	case p.typ == "message/partial":
		if err := w.gap(extract.Unsupported, "only a piece of a mail"); err != nil {
			return err
		}
	case p.typ == "message/external-body":
		if err := w.gap(extract.Unsupported, "the content lies elsewhere"); err != nil {
			return err
		}
	case strings.HasSuffix(p.typ, "pkcs7-mime"), strings.HasSuffix(strings.ToLower(p.name), ".p7m"):
		return w.smime(b)
	case bytes.Contains(b, []byte("-----BEGIN PGP MESSAGE-----")):
		if err := w.gap(extract.Encrypted, "PGP message"); err != nil {
			return err
		}
	}
	name := p.name
	running := (strings.HasPrefix(p.typ, "text/") || strings.HasPrefix(p.typ, "message/")) && name == "" && !p.attached
	switch {
	case mailTypes[p.typ] || running && mailish(b) >= 3:
		if name == "" {
			name = w.unique("message", ".eml")
		}
		return w.to.File(name, 0, bytes.NewReader(b))
	case running && p.typ == "text/html":
		s, _ := decodings(b, p.charset)
		return w.to.File(w.unique("body", ".html"), 0, strings.NewReader(s))
	case running && p.typ != "text/csv" && p.typ != "text/tab-separated-values" && charset.Detect(b).First != charset.Binary:
		if err := w.enclosed(b); err != nil {
			return err
		}
		return w.text(b, p.charset, 0)
	}
	if name == "" {
		name = fmt.Sprintf("part-%d%s", w.parts, endings[p.typ])
	}
	return w.to.File(name, 0, bytes.NewReader(b))
}

// unique names a part that has no name of its own.
func (w *walk) unique(base, ext string) string {
	if w.named == nil {
		w.named = map[string]int{}
	}
	if w.named[base]++; w.named[base] > 1 {
		return fmt.Sprintf("%s-%d%s", base, w.named[base], ext)
	}
	return base + ext
}

// endings are for parts without a name whose content does not tell the type.
var endings = map[string]string{"text/csv": ".csv", "text/tab-separated-values": ".tsv", "text/html": ".html", "text/calendar": ".ics"}

// text sends a body line by line.
func (w *walk) text(b []byte, declared string, hidden extract.Hidden) error {
	u := extract.Unit{Hidden: hidden}
	if hidden != 0 {
		u.Loc.Sheet = "beside the parts"
	} else if w.bodies++; w.bodies > 1 {
		u.Loc.Sheet = fmt.Sprintf("body %d", w.bodies)
	}
	s, second := decodings(b, declared)
	if err := w.pieces(s, u); err != nil || second == "" {
		return err
	}
	return w.pieces(second, u)
}

// decodings reads b as declared, or as it looks when nothing is declared or
// the declaration is wrong. A close call gives a second reading.
func decodings(b []byte, declared string) (s, second string) {
	g := charset.Detect(b)
	c := charset.ByName(declared)
	if c != charset.Binary {
		s, bad := charset.Decode(b, c)
		// Valid UTF-8 and ISO-2022-JP are no accident, whatever was declared.
		if bad == 0 && (g.First == c || g.First != charset.UTF8 && g.First != charset.ISO2022JP) {
			return s, ""
		}
	}
	if g.First == charset.Binary {
		g.First = charset.CP932
	}
	s, _ = charset.Decode(b, g.First)
	if g.Second != charset.Binary {
		second, _ = charset.Decode(b, g.Second)
	}
	return s, second
}

// enclosed hands over the files that are written into a text.
func (w *walk) enclosed(b []byte) error {
	for _, e := range enclosedFiles(b) {
		if err := w.to.File(e.name, 0, bytes.NewReader(e.content)); err != nil {
			return err
		}
	}
	return nil
}

// smime tells an encrypted mail from one that is only signed, whose text can
// be seen in the message.
func (w *walk) smime(b []byte) error {
	signed := []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02} // 1.2.840.113549.1.7.2
	if i := bytes.Index(b[:min(len(b), 64)], signed); i < 0 {
		return w.gap(extract.Encrypted, "encrypted mail (S/MIME)")
	}
	if err := w.gap(extract.Unsupported, "signed mail (S/MIME): what is inside is read as far as it lies open"); err != nil {
		return err
	}
	if i := bytes.Index(b, []byte("Content-Type:")); i >= 0 {
		return w.to.File("signed.eml", 0, bytes.NewReader(b[i:]))
	}
	return nil
}
