package report

import (
	_ "embed"
	"html/template"
	"io"

	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

//go:embed report.html
var page string

// htmlFile is one file on the page.
type htmlFile struct {
	Name, Verdict, Class, Status, Type string
	Bytes                              int64
	People                             int
	Kinds                              []htmlKind
	Tables                             []htmlTable
	Findings                           []htmlFinding
	Truncated                          bool
	Problems                           []string
}

type htmlKind struct {
	Name           string
	Count, People  int
	Special, Other bool
	Hidden         int
	Sure           int
}

type htmlTable struct {
	Place   string
	Columns string
}

type htmlFinding struct {
	Kind, Value, Place, Why string
	Sure                    int
}

// HTML writes one page that needs nothing else: no scripts, no pictures, no net.
func HTML(w io.Writer, in Input, ja bool) error {
	p := &printer{lang: lang{ja}, in: in}
	t, err := template.New("report").Funcs(template.FuncMap{"t": p.of, "n": number, "people": p.people}).Parse(page)
	if err != nil {
		return err
	}
	d := in.Decision
	var reasons, laws []string
	for _, r := range d.Reasons {
		if r.Verdict > policy.Pass {
			reasons = append(reasons, p.of(r.TextJa, r.Text))
		}
	}
	for _, b := range in.Bases {
		laws = append(laws, p.of(b.TextJa, b.Text))
	}
	var files []htmlFile
	for i, f := range in.Result.Files {
		files = append(files, p.htmlFile(f, p.fileVerdict(i)))
	}
	return t.Execute(w, map[string]any{
		"Lang": p.of("ja", "en"), "Verdict": p.verdict(d.Verdict), "Class": d.Verdict.String(), "To": p.recipients(), "From": in.Envelope.From,
		"People": Subjects(in.Result.People), "Score": in.Result.Score, "Reasons": reasons, "Laws": laws, "Files": files, "Version": in.Version,
		"Policy": in.Policy, "Revealed": in.Reveal,
	})
}

func (p *printer) htmlFile(f *detect.Report, v policy.Verdict) htmlFile {
	m := newMasker(f, p.in.Reveal)
	out := htmlFile{Name: m.name(f.File), Verdict: p.verdict(v), Class: v.String(), Type: f.Type, Bytes: f.Bytes, People: Subjects(f.People), Truncated: f.Truncated}
	for _, k := range f.Kinds {
		out.Kinds = append(out.Kinds, htmlKind{p.kind(k.Kind), k.Count, k.People, k.Kind.Special(), k.Business, k.Hidden, percent(k.Confidence)})
	}
	for i := range f.Tables {
		if t := &f.Tables[i]; len(t.Columns) > 0 {
			out.Tables = append(out.Tables, htmlTable{p.tablePlace(f, t, m), p.columns(f, t, m)})
		}
	}
	for i := range f.Findings {
		fi := &f.Findings[i]
		v := fi.Value.String()
		if p.in.Reveal {
			v = fi.Value.Reveal()
		}
		at := p.place(f, fi.Loc, m)
		if h := p.lang.hidden(fi.Hidden); h != "" {
			at += p.of("（"+h+"）", " ("+h+")")
		}
		out.Findings = append(out.Findings, htmlFinding{p.kind(fi.Kind), safe(v), at, p.join(fi.Evidence.Words(p.ja)), percent(fi.Confidence)})
	}
	for _, g := range f.Gaps {
		en, jaText := gapWords(g, true)
		s := m.name(p.of(jaText, en))
		if at := p.place(f, extract.Loc{Part: g.Loc.Part, Sheet: g.Loc.Sheet, Page: g.Loc.Page}, m); at != "" {
			s = at + ": " + s
		}
		out.Problems = append(out.Problems, s)
	}
	return out
}
