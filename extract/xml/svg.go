package xml

import (
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"monban/extract"
)

// SVG reads the words in a drawing: texts, titles, descriptions, comments,
// addresses of links, and pictures that are kept in it.
var SVG = extract.Format{
	Name:  "svg",
	Ext:   []string{".svg"},
	Match: func(_ extract.File, head []byte) bool { root, _ := rootOf(head); return root == "svg" },
	Read:  readSVG,
	Doc: extract.Doc{
		Title: "SVG drawing", TitleJa: "SVG 画像",
		Reads:   "texts, titles, comments, hidden ones, embedded pictures",
		ReadsJa: "文字、タイトル、コメント、非表示の文字、埋め込み画像",
		Not:     "letters drawn as lines",
		NotJa:   "線で描かれた文字",
		Hidden:  extract.AltText | extract.Attachment | extract.CSS | extract.HTMLComment | extract.HiddenText | extract.Hyperlink | extract.Properties,
	},
}

func readSVG(ctx context.Context, f extract.File, to extract.Sink) error {
	in, err := open(f)
	if err != nil {
		return err
	}
	d := newDecoder(withoutMark(in))
	s := &drawing{to: to, hide: []extract.Hidden{0}}
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		tok, err := d.RawToken()
		if err != nil {
			if e := s.line(); e != nil {
				return e
			}
			if err != io.EOF || len(s.hide) > 1 {
				return errors.New("the drawing is cut off or damaged")
			}
			return nil
		}
		switch t := tok.(type) {
		case xml.StartElement:
			err = s.start(t)
		case xml.EndElement:
			if t.Name.Local != "tspan" && t.Name.Local != "a" {
				err = s.line()
			}
			if len(s.hide) > 1 {
				s.hide = s.hide[:len(s.hide)-1]
			}
		case xml.CharData:
			if len(s.text) < maxText {
				s.text = append(s.text, t...)
			}
		case xml.Comment:
			err = s.tell(string(t), extract.HTMLComment)
		}
		if err != nil {
			return err
		}
	}
}

// A drawing is the state of one file.
type drawing struct {
	to    extract.Sink
	hide  []extract.Hidden // of the open elements
	text  []byte
	lines int
	files int
}

func (s *drawing) start(t xml.StartElement) error {
	if t.Name.Local != "tspan" && t.Name.Local != "a" {
		if err := s.line(); err != nil {
			return err
		}
	}
	h := s.hide[len(s.hide)-1]
	switch t.Name.Local {
	case "title", "desc":
		h |= extract.AltText
	case "metadata":
		h |= extract.Properties
	case "script":
		h |= extract.HiddenText
	case "style":
		h |= extract.CSS
	}
	for _, a := range t.Attr {
		v := strings.ReplaceAll(strings.ToLower(a.Value), " ", "")
		switch {
		case a.Name.Local == "display" && v == "none", a.Name.Local == "visibility" && v == "hidden", a.Name.Local == "opacity" && v == "0",
			a.Name.Local == "style" && (strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden")):
			h |= extract.HiddenText
		case a.Name.Local == "href" && strings.HasPrefix(v, "data:"):
			if err := s.picture(a.Value); err != nil {
				return err
			}
		case a.Name.Local == "href" && strings.HasPrefix(v, "mailto:"):
			if err := s.tell(strings.TrimSpace(a.Value)[7:], extract.Hyperlink); err != nil {
				return err
			}
		case a.Name.Local == "label" || a.Name.Local == "aria-label":
			if err := s.tell(a.Value, extract.AltText); err != nil {
				return err
			}
		}
	}
	if len(s.hide) > 10_000 {
		return &extract.CodeError{Code: extract.Limit, Err: errors.New("svg: too many elements in each other")}
	}
	s.hide = append(s.hide, h)
	return nil
}

// picture hands over a picture that is kept in the drawing.
func (s *drawing) picture(uri string) error {
	kind, data, ok := strings.Cut(uri, ";base64,")
	if !ok {
		return nil
	}
	b, err := base64.StdEncoding.DecodeString(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, data))
	if err != nil {
		return s.to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("svg: a picture in the drawing is damaged")})
	}
	s.files++
	ext := ""
	for _, e := range []string{"png", "jpeg", "gif", "webp", "svg"} {
		if strings.Contains(kind, e) {
			ext = "." + e
		}
	}
	return s.to.File(fmt.Sprintf("image-%d%s", s.files, ext), 0, strings.NewReader(string(b)))
}

// line sends the text that was collected.
func (s *drawing) line() error {
	t := strings.Join(strings.Fields(string(s.text)), " ")
	s.text = s.text[:0]
	return s.tell(t, s.hide[len(s.hide)-1])
}

func (s *drawing) tell(t string, h extract.Hidden) error {
	if t = strings.TrimSpace(t); t == "" {
		return nil
	}
	s.lines++
	return s.to.Text(extract.Unit{Text: t, Loc: extract.Loc{Line: s.lines}, Hidden: h})
}
