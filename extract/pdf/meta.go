package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"monban/extract"
)

// rest sends what belongs to the document and to no page: fields without a
// place, outlines, properties, attached files.
func (j *job) rest(pages []page) error {
	if err := j.looseFields(pages); err != nil {
		return err
	}
	if err := j.outlines(); err != nil {
		return err
	}
	if err := j.properties(); err != nil {
		return err
	}
	if !j.past {
		if err := j.beside(pages); err != nil {
			return err
		}
	}
	return j.attachments()
}

// looseFields sends the values of form fields that stand on no page.
func (j *job) looseFields(pages []page) error {
	seen := map[string]bool{}
	for _, p := range pages {
		for _, a := range p.get("Annots").list() {
			for n, k := a, 0; n.isDict() && k < 32; n, k = n.get("Parent"), k+1 {
				seen[n.String()] = true
			}
		}
	}
	budget := 20_000
	var walk func(fields []node, depth int) error
	walk = func(fields []node, depth int) error {
		for _, f := range fields {
			if budget--; budget < 0 || depth > 32 {
				return nil
			}
			if err := j.ctx.Err(); err != nil {
				return err
			}
			kids := f.get("Kids").list()
			if len(kids) > 0 {
				if err := walk(kids, depth+1); err != nil {
					return err
				}
				continue
			}
			if seen[f.String()] {
				continue
			}
			for _, v := range fieldTexts(f) {
				if err := j.text(v, extract.Loc{}, extract.FormField, extract.Content); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return walk(j.d.root().get("AcroForm").get("Fields").list(), 0)
}

func (j *job) text(s string, at extract.Loc, h extract.Hidden, r extract.Role) error {
	if s = strings.TrimSpace(strings.ToValidUTF8(s, "\ufffd")); s == "" {
		return nil
	}
	return j.to.Text(extract.Unit{Text: s, Loc: at, Hidden: h, Role: r})
}

// outlines sends the titles of the bookmarks.
func (j *job) outlines() error {
	budget := 20_000
	var walk func(n node, depth int) error
	walk = func(n node, depth int) error {
		for ; n.isDict() && depth < 32; n = n.get("Next") {
			if budget--; budget < 0 {
				return nil
			}
			if err := j.ctx.Err(); err != nil {
				return err
			}
			if err := j.text(n.get("Title").text(), extract.Loc{Sheet: "outline"}, 0, extract.Content); err != nil {
				return err
			}
			if err := walk(n.get("First"), depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(j.d.root().get("Outlines").get("First"), 0)
}

// properties sends the Info dictionary and the XMP packet.
func (j *job) properties() error {
	at := extract.Loc{Sheet: "properties"}
	info := node{j.d.r.Trailer(), j.d}.get("Info")
	if info.isDict() {
		for _, k := range info.v.Keys() {
			switch k {
			case "CreationDate", "ModDate", "Trapped", "Producer", "Creator":
				continue // dates and program names, in every file
			}
			if err := j.text(info.get(k).text(), at, extract.Properties, extract.Property); err != nil {
				return err
			}
		}
	}
	b, _ := j.d.root().get("Metadata").data()
	return j.xmp(b, at)
}

// xmp sends the texts of an XMP packet, one each. Dates, identifiers and the
// names of programs are left out.
func (j *job) xmp(b []byte, at extract.Loc) error {
	if i := bytes.Index(b, []byte("<rdf:RDF")); i >= 0 {
		b = b[i:]
	}
	seen := map[string]bool{}
	s := string(b[:min(len(b), 1<<20)])
	for tag := ""; ; {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return nil
		}
		value := strings.TrimSpace(entities.Replace(s[:i]))
		if value != "" && !seen[value] && !machine(tag) {
			seen[value] = true
			if err := j.text(value, at, extract.Properties, extract.Property); err != nil {
				return err
			}
		}
		k := strings.IndexByte(s[i:], '>')
		if k < 0 {
			return nil
		}
		name := s[i+1 : i+k]
		for _, m := range xmpAttribute.FindAllStringSubmatch(name, 200) {
			value := strings.TrimSpace(entities.Replace(m[2] + m[3]))
			if value == "" || seen[value] || machine(m[1]) || strings.HasPrefix(m[1], "xmlns") || strings.HasPrefix(m[1], "rdf:") || strings.HasPrefix(m[1], "xml:") {
				continue
			}
			seen[value] = true
			if err := j.text(value, at, extract.Properties, extract.Property); err != nil {
				return err
			}
		}
		if !strings.HasPrefix(name, "rdf:li") && !strings.HasPrefix(name, "rdf:Alt") && !strings.HasPrefix(name, "rdf:Seq") && !strings.HasPrefix(name, "rdf:Bag") {
			tag = name
		}
		s = s[i+k+1:]
	}
}

// xmpAttribute is a property in the short form, as an attribute.
var xmpAttribute = regexp.MustCompile(`([A-Za-z][\w]*:[\w]+)\s*=\s*(?:"([^"]*)"|'([^']*)')`)

func machine(tag string) bool {
	for _, p := range []string{"Date", "ID", "Tool", "Producer", "instance", "xmpMM", "stEvt", "pdfaid", "pdfaProperty", "pdfaSchema", "dc:format", "xmpTPg", "pdf:Trapped", "pdf:PDFVersion"} {
		if strings.Contains(tag, p) {
			return true
		}
	}
	return false
}

// attachments hands the files in the file to the walker.
func (j *job) attachments() error {
	budget := 10_000
	var walk func(n node, depth int) error
	walk = func(n node, depth int) error {
		if depth > 32 {
			return nil
		}
		for i, v := range n.get("Names").list() {
			if i%2 == 1 {
				j.files = append(j.files, v)
			}
		}
		for _, k := range n.get("Kids").list() {
			if budget--; budget < 0 {
				return nil
			}
			if err := walk(k, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	if err := walk(j.d.root().get("Names").get("EmbeddedFiles"), 0); err != nil {
		return err
	}
	j.files = append(j.files, j.d.root().get("AF").list()...)
	seen := map[string]bool{}
	for i, spec := range j.files {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		id := spec.get("EF").String()
		if seen[id] {
			continue
		}
		seen[id] = true
		name := spec.get("UF").text()
		if name == "" {
			name = spec.get("F").text()
		}
		if name == "" {
			name = fmt.Sprintf("attachment%d", i+1)
		}
		if err := j.text(spec.get("Desc").text(), extract.Loc{Sheet: "attachments"}, extract.Attachment, extract.Content); err != nil {
			return err
		}
		data := spec.get("EF").get("F")
		if data.isNull() {
			data = spec.get("EF").get("UF")
		}
		if !data.isStream() {
			continue
		}
		b, err := decode(data.bytes(), data.steps(), max(j.d.limits.Part, 1<<20))
		if err != nil && len(b) == 0 {
			code := extract.Corrupt
			if err == errTooBig {
				code = extract.Limit
			}
			if err := j.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "attachments"}, Code: code, Err: fmt.Errorf("attached file %d: %w", i+1, err)}); err != nil {
				return err
			}
			continue
		}
		if err := j.to.File(name, extract.Attachment, bytes.NewReader(b)); err != nil {
			return err
		}
	}
	return nil
}
