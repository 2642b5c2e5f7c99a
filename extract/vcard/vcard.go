// Package vcard reads address books (vCard) and calendars (iCalendar), which
// are written in the same way: lines of "NAME;PARAMETER=X:value" between BEGIN
// and END.
//
// Every card, event or attendee is one row; the properties that occur name the
// columns.
// It knows folded lines, quoted-printable with a charset, and the properties
// of all versions. It does not know what a value means.
package vcard

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/records"
)

// Format reads vCard.
var Format = extract.Format{
	Name:  "vcf",
	Ext:   []string{".vcf", ".vcard"},
	Match: begins("VCARD"),
	Read:  read,
	Doc: extract.Doc{
		Title: "vCard", TitleJa: "vCard",
		Reads:   "all properties of every contact as a record, pictures and keys inside",
		ReadsJa: "すべての連絡先の項目（1件を1レコードとして）、中の画像",
		Hidden:  extract.Attachment | extract.Properties,
	},
}

// Calendar reads iCalendar and vCalendar.
var Calendar = extract.Format{
	Name:  "ics",
	Ext:   []string{".ics", ".vcs", ".ical", ".ifb"},
	Match: begins("VCALENDAR"),
	Read:  read,
	Doc: extract.Doc{
		Title: "iCalendar", TitleJa: "iCalendar",
		Reads:   "events with attendees, descriptions, attachments",
		ReadsJa: "予定、参加者、説明、添付",
		Hidden:  extract.Attachment | extract.Properties,
	},
}

func begins(what string) func(extract.File, []byte) bool {
	re := regexp.MustCompile(`(?i)^\s*BEGIN\s*:\s*` + what + `\s*[\r\n]`)
	return func(_ extract.File, head []byte) bool {
		g := charset.Detect(head)
		if g.First == charset.Binary {
			return false
		}
		if g.First == charset.UTF16LE || g.First == charset.UTF16BE {
			s, _ := charset.Decode(head, g.First)
			head = []byte(s)
		}
		return re.Match(bytes.TrimPrefix(head, []byte("\ufeff")))
	}
}

const (
	maxLine  = 32 << 20 // bytes of one property: photographs stand in it
	maxValue = 1 << 20  // bytes of one value that is text
)

// A property is one line.
type property struct {
	name   string
	params map[string]string // upper case keys; TYPE holds all of them
	value  string
	raw    []byte // of a file in the value
	line   int
}

// A reader is the state of one file.
type reader struct {
	ctx    context.Context
	to     extract.Sink
	in     *lines
	tables *records.Set
	files  int
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	in, err := newLines(f)
	if err != nil {
		return err
	}
	r := &reader{ctx: ctx, to: to, in: in, tables: records.New(to)}
	open := []string{}
	var fields []extract.Unit
	var names []string
	broken := error(nil)
	for broken == nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		p, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			broken = err
			break
		}
		switch p.name {
		case "BEGIN":
			if len(open) < 16 {
				open = append(open, strings.ToUpper(strings.TrimSpace(p.value)))
			}
			continue
		case "END":
			kind := strings.ToUpper(strings.TrimSpace(p.value))
			if record(kind) {
				if err := r.record(kind, names, fields); err != nil {
					return err
				}
				fields, names = nil, nil
			}
			if i := slices.Index(open, kind); i >= 0 {
				open = open[:i]
			}
			continue
		}
		if slices.Contains(open, "VTIMEZONE") {
			continue
		}
		if p.raw != nil {
			r.files++
			if err := to.File(fmt.Sprintf("%s-%d%s", strings.ToLower(p.name), r.files, ending(p.params["TYPE"])), extract.Attachment, bytes.NewReader(p.raw)); err != nil {
				return err
			}
			continue
		}
		n, us := units(p)
		if !slices.ContainsFunc(open, record) { // of the whole calendar
			for i, u := range us {
				if skipped(n[i]) {
					continue
				}
				u.Loc.Line, u.Role, u.Hidden = p.line, extract.Property, extract.Properties
				if err := to.Text(u); err != nil {
					return err
				}
			}
			continue
		}
		if p.name == "ATTENDEE" { // each is a person of his own
			if err := r.record(p.name, n, us); err != nil {
				return err
			}
			continue
		}
		names, fields = append(names, n...), append(fields, us...)
	}
	if len(fields) > 0 { // a record without an end
		kind := "VCARD"
		for _, k := range open {
			if record(k) {
				kind = k
			}
		}
		if err := r.record(kind, names, fields); err != nil {
			return err
		}
		if broken == nil {
			broken = errors.New("vcard: the last record has no end")
		}
	}
	if err := r.tables.Flush(); err != nil {
		return err
	}
	return broken
}

// record tells the blocks that are records from those in them.
func record(kind string) bool {
	switch kind {
	case "VCARD", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY":
		return true
	}
	return false
}

// skipped are properties that programs write for themselves.
func skipped(name string) bool {
	base, _, _ := strings.Cut(name, " ")
	switch base {
	case "VERSION", "PRODID", "REV", "DTSTAMP", "SEQUENCE", "TRANSP", "CALSCALE", "METHOD", "RRULE", "UID", "TRIGGER", "ACTION", "CLASS", "STATUS":
		return true
	}
	return false
}

// ending is the file name ending of the type of a photograph.
func ending(typ string) string {
	typ = strings.ToLower(typ)
	for _, e := range []string{"png", "gif", "jpeg"} {
		if strings.Contains(typ, e) {
			return "." + e
		}
	}
	return ""
}

// record adds one row to the table of its kind.
func (r *reader) record(kind string, names []string, fields []extract.Unit) error {
	var kept []string
	var cells []extract.Unit
	for i, name := range names {
		if !skipped(name) {
			kept, cells = append(kept, name), append(cells, fields[i])
		}
	}
	return r.tables.Add(strings.ToLower(strings.TrimPrefix(kind, "V")), kept, cells)
}

// lines joins folded lines to properties.
type lines struct {
	r     *bufio.Reader
	as    charset.Charset // of lines without a charset of their own
	line  int
	next1 []byte // read ahead
	has   bool
}

func newLines(f extract.File) (*lines, error) {
	head := make([]byte, min(f.Size, 64<<10))
	n, err := f.Data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return nil, err
	}
	var in io.Reader = io.NewSectionReader(f.Data, 0, f.Size)
	as := charset.Detect(head[:n]).First
	if as == charset.Binary {
		return nil, &extract.CodeError{Code: extract.Unsupported, Err: errors.New("vcard: not text")}
	}
	if as == charset.UTF16LE || as == charset.UTF16BE {
		in, as = charset.NewReader(in, as), charset.UTF8
	}
	return &lines{r: bufio.NewReaderSize(in, 64<<10), as: as}, nil
}

var errLong = &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("vcard: more than %d bytes in one property", maxLine)}

// physical reads one line as it stands in the file.
func (l *lines) physical() ([]byte, error) {
	if l.has {
		l.has = false
		return l.next1, nil
	}
	var out []byte
	for {
		b, err := l.r.ReadSlice('\n')
		out = append(out, b...)
		if len(out) > maxLine {
			return nil, errLong
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF && len(out) > 0 || err == nil {
			l.line++
			return bytes.TrimRight(out, "\r\n"), nil
		}
		return nil, err
	}
}

// next reads one property.
func (l *lines) next() (property, error) {
	for {
		b, err := l.physical()
		if err != nil {
			return property{}, err
		}
		start := l.line
		b = bytes.Clone(b)
		for len(b) <= maxLine {
			more, err := l.physical()
			if err == io.EOF {
				break
			}
			if err != nil {
				return property{}, err
			}
			soft := len(b) > 0 && b[len(b)-1] == '=' && quotedLine(b)
			switch {
			case soft:
				b = append(b[:len(b)-1], more...)
				continue
			case len(more) > 0 && (more[0] == ' ' || more[0] == '\t'):
				b = append(b, more[1:]...)
				continue
			}
			l.next1, l.has = more, true
			break
		}
		if len(b) > maxLine {
			return property{}, errLong
		}
		if p, ok := parse(b, l.as); ok {
			p.line = start
			return p, nil
		}
	}
}

// quotedLine tells whether a line that ends in "=" goes on in the next.
func quotedLine(b []byte) bool {
	head, _, _ := bytes.Cut(b[:min(len(b), 300)], []byte(":"))
	return bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
}

// parse takes a line apart. Colons and semicolons in quotes belong to a
// parameter.
func parse(b []byte, as charset.Charset) (property, bool) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	quoted, colon := false, -1
	for i, c := range b {
		if c == '"' {
			quoted = !quoted
		}
		if c == ':' && !quoted {
			colon = i
			break
		}
	}
	if colon < 0 {
		colon = bytes.IndexByte(b, ':')
	}
	if colon <= 0 {
		s := decode(b, as)
		return property{name: "", value: s}, strings.TrimSpace(s) != ""
	}
	p := property{params: map[string]string{}}
	for i, s := range splitParams(decode(b[:colon], as)) {
		if i == 0 {
			if _, after, ok := strings.Cut(s, "."); ok { // the group: item1.TEL
				s = after
			}
			p.name = strings.ToUpper(strings.TrimSpace(s))
			continue
		}
		k, v, ok := strings.Cut(s, "=")
		if !ok { // of version 2.1: TEL;HOME;VOICE
			k, v = "TYPE", s
			if u := strings.ToUpper(s); u == "QUOTED-PRINTABLE" || u == "BASE64" {
				k = "ENCODING"
			}
		}
		k = strings.ToUpper(strings.TrimSpace(k))
		if old := p.params[k]; old != "" {
			v = old + "," + v
		}
		p.params[k] = strings.Trim(v, `"`)
	}
	p.fill(b[colon+1:], as)
	return p, true
}

// fill decodes the value.
func (p *property) fill(v []byte, as charset.Charset) {
	enc := strings.ToUpper(p.params["ENCODING"])
	switch {
	case enc == "QUOTED-PRINTABLE":
		if b, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(v))); len(b) > 0 { // what is damaged stays in part
			v = b
		}
	case enc == "B", enc == "BASE64":
		v = bytes.Map(func(r rune) rune {
			if r == ' ' || r == '\t' {
				return -1
			}
			return r
		}, v)
		if b, err := base64.StdEncoding.DecodeString(string(v)); err == nil && len(b) > 0 {
			if utf8.Valid(b) && len(b) < maxValue {
				v = b
				break
			}
			p.raw = b
			return
		}
	case bytes.HasPrefix(v, []byte("data:")):
		if i := bytes.Index(v, []byte(";base64,")); i > 0 {
			if b, err := base64.StdEncoding.DecodeString(string(v[i+8:])); err == nil {
				p.params["TYPE"], p.raw = string(v[5:i]), b
				return
			}
		}
	}
	if c := charset.ByName(p.params["CHARSET"]); p.params["CHARSET"] != "" && c != charset.Binary {
		if s, bad := charset.Decode(v, c); bad == 0 {
			p.value = s
			return
		}
	}
	p.value = decode(v, as)
}

// decode reads bytes without a charset: valid UTF-8 is that, whatever the rest
// of the file is.
func decode(b []byte, as charset.Charset) string {
	if utf8.Valid(b) {
		if as != charset.ISO2022JP {
			return string(b)
		}
	} else if as == charset.UTF8 || as == charset.ASCII {
		s, _ := charset.DecodeBest(b)
		return s
	}
	s, _ := charset.Decode(b, as)
	return s
}
