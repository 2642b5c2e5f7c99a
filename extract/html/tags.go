package html

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"monban/extract"
)

func (p *page) start(t html.Token) error {
	name := t.Data
	if block[name] && !p.describes(name) {
		if err := p.flush(); err != nil {
			return err
		}
	}
	as := p.plays(name, t)
	if err := p.tableStart(as, t); err != nil {
		return err
	}
	var hidden extract.Hidden
	if n := len(p.open); n > 0 {
		hidden = p.open[n-1].hidden
	}
	hidden |= p.hiddenBy(t)
	if !void[name] && t.Type == html.StartTagToken && len(p.open) < maxOpen {
		p.open = append(p.open, element{name, as, hidden})
		if name == "pre" {
			p.pre++
		}
	}
	return p.attributes(t, hidden)
}

// termMost is the length in bytes of the longest term that its description
// stands beside.
const termMost = 90

// term reports whether name ends a short term of a list, and puts a colon behind
// it: its description follows on the same line, as browsers' readers say it.
func (p *page) term(name string) bool {
	s := bytes.TrimRight(p.text, " ")
	if t := p.table(); name != "dt" || len(s) == 0 || len(s) > termMost || t != nil && t.inCell {
		return false
	}
	p.asked = true
	if !bytes.HasSuffix(s, []byte(":")) && !bytes.HasSuffix(s, []byte("：")) {
		s = append(s, "："...)
	}
	p.text = s
	return true
}

// describes reports whether name begins the description of the term before it.
func (p *page) describes(name string) bool {
	if !p.asked || name != "dd" {
		return false
	}
	p.asked = false
	return true
}

func (p *page) close(name string) error {
	if block[name] && !p.term(name) {
		if err := p.flush(); err != nil {
			return err
		}
	}
	at, as := -1, name
	for i := len(p.open) - 1; i >= 0 && i >= len(p.open)-32; i-- {
		if p.open[i].name == name {
			at, as = i, p.open[i].as
			break
		}
	}
	if err := p.tableEnd(as); err != nil {
		return err
	}
	if at < 0 {
		return nil
	}
	for _, e := range p.open[at:] {
		if e.name == "pre" {
			p.pre--
		}
	}
	p.open = p.open[:at]
	return nil
}

func attribute(t html.Token, key string) (string, bool) {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// attributes sends the text that stands in attributes.
func (p *page) attributes(t html.Token, hidden extract.Hidden) error {
	for _, a := range t.Attr {
		var as extract.Hidden
		text := a.Val
		switch a.Key {
		case "alt", "title", "aria-label", "summary", "label":
			as = extract.AltText
		case "placeholder":
			if err := p.sample(text, hidden); err != nil {
				return err
			}
			continue
		case "value":
			as = extract.FormField
			if kind, _ := attribute(t, "type"); strings.EqualFold(kind, "hidden") {
				as = extract.HiddenInput
			} else if t.Data == "option" || t.Data == "li" || strings.EqualFold(kind, "submit") || strings.EqualFold(kind, "button") {
				continue
			}
		case "content":
			if t.Data != "meta" {
				continue
			}
			as = extract.Properties
		case "href", "action", "src", "data", "srcdoc", "background":
			if err := p.link(a.Key, text, hidden); err != nil {
				return err
			}
			continue
		default:
			script := strings.HasPrefix(a.Key, "on") && strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
			if !script && !strings.HasPrefix(a.Key, "data-") {
				continue
			}
			as = extract.HiddenText
		}
		if err := p.aside(text, hidden|as); err != nil {
			return err
		}
	}
	return nil
}

// link sends what an address holds: a mail address, a number, parameters, or a
// whole file.
func (p *page) link(key, v string, hidden extract.Hidden) error {
	low := strings.ToLower(v)
	switch {
	case key == "srcdoc":
		p.files++
		return p.to.File(fmt.Sprintf("frame-%d.html", p.files), hidden, strings.NewReader(v))
	case strings.HasPrefix(low, "data:"):
		head, body, _ := strings.Cut(v[5:], ",")
		b := []byte(body)
		if u, err := url.PathUnescape(body); err == nil {
			b = []byte(u)
		}
		if strings.Contains(strings.ToLower(head), "base64") {
			b = unbase64(b)
		}
		if small := strings.HasPrefix(head, "image/") && len(b) < 20<<10; small || strings.HasPrefix(head, "font/") {
			return nil // an ornament
		}
		p.files++
		return p.to.File(fmt.Sprintf("data-%d", p.files), hidden, strings.NewReader(string(b)))
	case strings.HasPrefix(low, "mailto:"), strings.HasPrefix(low, "tel:"), strings.HasPrefix(low, "sms:"):
		_, v, _ = strings.Cut(v, ":")
	case !strings.ContainsAny(v, "?@%=") || strings.HasPrefix(low, "javascript:"):
		return nil
	}
	if u, err := url.QueryUnescape(v); err == nil && key != "tel" {
		v = strings.NewReplacer("?", " ? ", "&", " & ").Replace(u)
	}
	return p.aside(v, hidden|extract.Hyperlink)
}

// unbase64 decodes as much as is base64.
func unbase64(b []byte) []byte {
	s := strings.TrimRight(strings.Join(strings.Fields(string(b)), ""), "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(s)))
	n, _ := base64.RawStdEncoding.Decode(out, []byte(s)) // what came before an error is kept
	return out[:n]
}

var (
	hiding   = regexp.MustCompile(`display:none|visibility:hidden|opacity:0(;|$|!)|max-height:0(px)?(;|$|!)|mso-hide:all`)
	offPage  = regexp.MustCompile(`(left|top|text-indent|margin-left):-\d{3,}`)
	tiny     = regexp.MustCompile(`font-size:[01](px|pt)?(;|$|!)`)
	white    = regexp.MustCompile(`(^|;)color:(white|#fff(fff)?|rgb\(255,255,255\))(;|$|!)`)
	ruleOf   = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	selector = regexp.MustCompile(`^[.#][A-Za-z0-9_-]+$`)
)

// styleHides tells how declarations hide what they apply to.
func styleHides(style string) extract.Hidden {
	s := strings.ToLower(strings.Join(strings.Fields(style), ""))
	var h extract.Hidden
	if hiding.MatchString(s) {
		h |= extract.CSS
	}
	if offPage.MatchString(s) {
		h |= extract.OffPage
	}
	if tiny.MatchString(s) {
		h |= extract.SmallText
	}
	if white.MatchString(s) && !strings.Contains(s, "background") {
		h |= extract.WhiteText
	}
	return h
}

// hidingSelectors lists the classes (".x") and ids ("#x") that a style sheet
// hides.
func hidingSelectors(css string) (out []string) {
	for _, m := range ruleOf.FindAllStringSubmatch(css, 2000) {
		if styleHides(m[2])&^extract.WhiteText == 0 {
			continue
		}
		for _, s := range strings.Split(m[1], ",") {
			if s = strings.TrimSpace(s); selector.MatchString(s) && len(out) < 200 {
				out = append(out, s)
			}
		}
	}
	return out
}

// hiddenBy tells how the tag itself hides its element.
func (p *page) hiddenBy(t html.Token) extract.Hidden {
	var h extract.Hidden
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			h |= extract.HiddenText
		case "style":
			h |= styleHides(a.Val)
		case "class", "id":
			mark := "."
			if a.Key == "id" {
				mark = "#"
			}
			for _, c := range strings.Fields(a.Val) {
				for _, s := range p.hides {
					if s == mark+c {
						h |= extract.CSS
					}
				}
			}
		}
	}
	if t.Data == "template" || t.Data == "datalist" {
		h |= extract.HiddenText
	}
	return h
}
