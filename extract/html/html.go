// Package html reads web pages and the HTML that mail programs and
// spreadsheets write: running text, tables as rows, and what a browser does
// not show: comments, hidden elements and fields, alternative texts, scripts.
//
// It works on the stream of tags and builds no tree, so that broken nesting
// costs nothing. It does not run scripts, and of style sheets it knows only the
// plainest ways to hide an element.
package html

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"monban/extract"
	"monban/extract/charset"
)

// Format reads HTML.
var Format = extract.Format{
	Name:  "html",
	Ext:   []string{".html", ".htm", ".xhtml", ".shtml"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "web page", TitleJa: "Web ページ",
		Reads:   "text, tables as rows, comments, hidden inputs, what style sheets hide, alternative texts, links, metadata, scripts",
		ReadsJa: "文字、表（行として）、コメント、隠しフィールド、CSS で隠された文字、代替テキスト、リンク、メタデータ、スクリプト",
		Not:     "pictures and files that lie elsewhere",
		NotJa:   "別の場所にある画像とファイル",
		Hidden:  extract.AltText | extract.CSS | extract.FormField | extract.HTMLComment | extract.HiddenInput | extract.HiddenText | extract.Hyperlink | extract.OffPage | extract.Properties | extract.SmallText | extract.WhiteText,
	},
}

const (
	sampleSize = 64 << 10
	maxToken   = 32 << 20 // bytes of one tag, comment or script
)

var (
	pageStart = regexp.MustCompile(`(?is)^(<\?xml[^>]*>|<!--.*?-->|\s)*<(!doctype\s+html|html|head|body|table|meta|div|p|title|center|font|style)[\s>/]`)
	knownTag  = regexp.MustCompile(`(?i)</?(html|body|table|tr|td|th|div|span|p|br|h[1-6]|li|ul|a|b|font)(\s[^<>]*)?/?>`)
)

func match(f extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	if pageStart.MatchString(s) {
		return true
	}
	tags := len(knownTag.FindAllStringIndex(s, 6))
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".html", ".htm", ".xhtml", ".shtml":
		return tags > 0
	}
	return tags >= 6 && strings.HasPrefix(strings.TrimSpace(s), "<")
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, sampleSize))
	n, err := f.Data.ReadAt(head, 0)
	if n == 0 && err != nil && err != io.EOF {
		return err
	}
	cs := charsetOf(head[:n])
	if cs == charset.Binary {
		return &extract.CodeError{Code: extract.Unsupported, Err: errors.New("html: not text")}
	}
	in := charset.NewReader(io.NewSectionReader(f.Data, 0, f.Size), cs)
	p := &page{ctx: ctx, to: to}
	if err := p.run(in, 0); err != nil {
		return err
	}
	if in.Lossy() {
		err := fmt.Errorf("html: %d characters are in no known character set", in.Lost())
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: err})
	}
	return nil
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:-]+)`)

// charsetOf believes the page about its charset unless the bytes say otherwise.
func charsetOf(head []byte) charset.Charset {
	g := charset.Detect(head)
	m := metaCharset.FindSubmatch(head)
	if m == nil || g.First == charset.Binary || g.First == charset.UTF8 || g.First == charset.ISO2022JP || g.First >= charset.UTF16LE && g.First <= charset.UTF16BE {
		return g.First
	}
	c := charset.ByName(string(m[1]))
	if _, bad := charset.Decode(head, c); c == charset.Binary || bad > 1 {
		return g.First
	}
	return c
}

// A page is one document being read.
type page struct {
	ctx    context.Context
	to     extract.Sink
	open   []element
	hides  []string // selectors of the style sheets that hide
	text   []byte   // of the line or the cell being read
	skin   extract.Hidden
	line   int
	pre    int  // open <pre> elements
	asked  bool // the line ends with the term of a list, which its description goes on with
	tables []*table
	count  int // tables so far
	files  int
}

// An element is an open tag.
type element struct {
	name   string
	as     string         // the element of a table whose part it plays, else its name
	hidden extract.Hidden // its own and those of the elements around it
}

const maxOpen = 512

// void are the elements that have no end.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true}

// block are the elements that begin and end a line.
var block = map[string]bool{"address": true, "article": true, "aside": true, "blockquote": true, "body": true, "br": true, "button": true,
	"caption": true, "center": true, "dd": true, "details": true, "div": true, "dl": true, "dt": true, "fieldset": true, "figcaption": true,
	"figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "head": true,
	"header": true, "hr": true, "html": true, "iframe": true, "legend": true, "li": true, "main": true, "nav": true, "ol": true,
	"option": true, "p": true, "pre": true, "section": true, "select": true, "summary": true, "table": true, "textarea": true,
	"title": true, "ul": true}

func (p *page) run(r io.Reader, depth int) error {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(maxToken)
	raw := "" // the element whose text is no running text
	for n := 0; ; n++ {
		if n%1024 == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		var err error
		switch z.Next() {
		case html.ErrorToken:
			if errors.Is(z.Err(), html.ErrBufferExceeded) {
				return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("html: more than %d bytes in one tag", maxToken)}
			}
			if z.Err() != io.EOF {
				return z.Err()
			}
			if depth > 0 {
				return nil
			}
			return p.end()
		case html.TextToken:
			err = p.content(z, raw, depth)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			raw = t.Data
			err = p.start(t)
		case html.EndTagToken:
			name, _ := z.TagName()
			raw = ""
			err = p.close(string(name))
		case html.CommentToken:
			err = p.aside(string(z.Text()), extract.HTMLComment)
		case html.DoctypeToken:
			if text := string(z.Text()); !strings.EqualFold(strings.TrimSpace(text), "html") {
				err = p.aside(text, extract.HTMLComment)
			}
		}
		if err != nil {
			return err
		}
	}
}

// content takes the text behind a tag.
func (p *page) content(z *html.Tokenizer, raw string, depth int) error {
	switch raw {
	case "script":
		return p.aside(string(z.Raw()), extract.HiddenText)
	case "style":
		css := string(z.Raw())
		p.hides = append(p.hides, hidingSelectors(css)...)
		return p.aside(css, extract.CSS)
	case "noscript", "iframe", "noembed", "noframes", "xmp":
		if depth < 3 {
			return p.run(bytes.NewReader(bytes.Clone(z.Raw())), depth+1)
		}
	}
	p.write(z.Text(), raw == "textarea")
	return p.full()
}

// write adds text, blanks and line ends taken together as a browser does.
func (p *page) write(b []byte, asIs bool) {
	if len(p.open) > 0 {
		if h := p.open[len(p.open)-1].hidden; len(bytes.TrimSpace(p.text)) == 0 {
			p.skin = h
		} else {
			p.skin &= h // a line is hidden when all of it is
		}
	}
	if asIs || p.pre > 0 {
		p.text = append(p.text, b...)
		return
	}
	for len(b) > 0 {
		i := bytes.IndexAny(b, " \t\r\n")
		if i < 0 {
			p.text = append(p.text, b...)
			return
		}
		p.text = append(p.text, b[:i]...)
		if n := len(p.text); n > 0 && p.text[n-1] != ' ' && p.text[n-1] != '\n' {
			p.text = append(p.text, ' ')
		}
		b = bytes.TrimLeft(b[i:], " \t\r\n")
	}
}

// full sends a line that has become too long to keep.
func (p *page) full() error {
	if len(p.text) > 1<<20 {
		return p.flush()
	}
	return nil
}

// flush ends the line being read, or adds a line end to the cell being read.
func (p *page) flush() error {
	if t := p.table(); t != nil && t.inCell && len(p.text) < 1<<20 {
		if s := bytes.TrimRight(p.text, " "); len(s) > 0 && s[len(s)-1] != '\n' {
			p.text = append(s, '\n')
		}
		return nil
	}
	s, hidden := string(p.text), p.skin
	p.text, p.skin, p.asked = p.text[:0], 0, false
	return p.lines(s, hidden)
}

// aside sends text that is not part of the line being read. In a table it
// hangs on its cell.
func (p *page) aside(s string, hidden extract.Hidden) error {
	var at extract.Loc
	if t := p.table(); t != nil {
		at.Sheet = t.sheet
		if t.inCell {
			at = t.cell.Loc
		}
	}
	return p.send(s, extract.Unit{Loc: at, Hidden: hidden})
}

// sample sends what an empty field shows as an example.
func (p *page) sample(s string, hidden extract.Hidden) error {
	return p.send(s, extract.Unit{Hidden: hidden, Role: extract.Sample})
}

// lines sends running text.
func (p *page) lines(s string, hidden extract.Hidden) error {
	var at extract.Loc
	if t := p.table(); t != nil {
		at.Sheet = t.sheet
	}
	return p.send(s, extract.Unit{Loc: at, Hidden: hidden})
}

// send sends the lines of s, each with all else that u says.
func (p *page) send(s string, u extract.Unit) error {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	last := 0
	return charset.Lines(p.ctx, strings.NewReader(s), func(line int, text string) error {
		if line != last {
			p.line++
			last = line
		}
		u.Text, u.Loc.Line = text, p.line
		return p.to.Text(u)
	})
}

// end closes everything at the end of the page.
func (p *page) end() error {
	for len(p.tables) > 0 {
		if err := p.closeTable(); err != nil {
			return err
		}
	}
	return p.flush()
}
