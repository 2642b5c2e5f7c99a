package report

import (
	_ "embed"
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"

	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

// Schema is the JSON Schema of what JSON writes.
//
//go:embed report.schema.json
var Schema []byte

// schemaName is the version of the JSON form.
const schemaName = "monban/report/v1"

type document struct {
	Schema     string      `json:"schema"`
	Tool       tool        `json:"tool"`
	From       string      `json:"from"`
	To         []string    `json:"to"`
	Policy     string      `json:"policy"`
	Verdict    string      `json:"verdict"`
	Score      int         `json:"score"`
	People     int         `json:"people"`
	Recipients []recipient `json:"recipients"`
	Reasons    []reason    `json:"reasons"`
	Legal      []legal     `json:"legal"`
	Files      []file      `json:"files"`
}

type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type recipient struct {
	Address   string `json:"address"`
	Verdict   string `json:"verdict"`
	Inside    bool   `json:"inside"`
	FreeMail  bool   `json:"free_mail,omitempty"`
	LookAlike string `json:"look_alike,omitempty"`
	Subject   bool   `json:"subject,omitempty"`
	Assumed   bool   `json:"assumed,omitempty"`
}

type reason struct {
	Rule    string `json:"rule"`
	Verdict string `json:"verdict"`
	Text    string `json:"text"`
	TextJa  string `json:"text_ja"`
	People  int    `json:"people,omitempty"`
}

type legal struct {
	Basis  string        `json:"basis"`
	Text   string        `json:"text"`
	TextJa string        `json:"text_ja"`
	People int           `json:"people"`
	Items  []detect.Kind `json:"items"`
}

type file struct {
	Path      string        `json:"path"`
	Type      string        `json:"type"`
	Bytes     int64         `json:"bytes"`
	SHA256    string        `json:"sha256"`
	Status    detect.Status `json:"status"`
	Verdict   string        `json:"verdict"`
	Score     int           `json:"score"`
	People    int           `json:"people"`
	Problems  []problem     `json:"problems"`
	Kinds     []kind        `json:"kinds"`
	Tables    []table       `json:"tables"`
	Findings  []finding     `json:"findings"`
	Truncated bool          `json:"findings_truncated,omitempty"`
}

type problem struct {
	Code   extract.Code `json:"code"`
	Part   string       `json:"part"`
	Sheet  string       `json:"sheet,omitempty"`
	Page   int          `json:"page,omitempty"`
	Text   string       `json:"text"`
	TextJa string       `json:"text_ja"`
}

type kind struct {
	Kind        detect.Kind `json:"kind"`
	Count       int         `json:"count"`
	People      int         `json:"people"`
	SpecialCare bool        `json:"special_care"`
	Hidden      int         `json:"hidden"`
	Confidence  float64     `json:"confidence"`
	Business    bool        `json:"business,omitempty"`
}

type table struct {
	Part        string   `json:"part"`
	Sheet       string   `json:"sheet"`
	Page        int      `json:"page,omitempty"`
	Orientation string   `json:"orientation,omitempty"`
	HeaderRows  []int    `json:"header_rows"`
	FirstRow    int      `json:"first_row"`
	Rows        int      `json:"rows"`
	People      int      `json:"people"`
	Hidden      []string `json:"hidden,omitempty"`
	Columns     []column `json:"columns"`
}

type column struct {
	Column     string      `json:"column"`
	Header     string      `json:"header"`
	Kind       detect.Kind `json:"kind"`
	Confidence float64     `json:"confidence"`
	Values     int         `json:"values"`
	Hidden     []string    `json:"hidden,omitempty"`
}

type finding struct {
	Kind       detect.Kind `json:"kind"`
	Confidence float64     `json:"confidence"`
	Masked     string      `json:"masked"`
	Value      string      `json:"value,omitempty"`
	Location   location    `json:"location"`
	Person     int         `json:"person,omitempty"`
	Business   bool        `json:"business,omitempty"`
	Evidence   []string    `json:"evidence"`
}

// A location is where a finding stands; Location makes one for other commands.
type location struct {
	Part   string   `json:"part"`
	Sheet  string   `json:"sheet,omitempty"`
	Cell   string   `json:"cell,omitempty"`
	Row    int      `json:"row,omitempty"` // when there is a row, but no column
	Page   int      `json:"page"`
	Line   int      `json:"line"`
	Hidden []string `json:"hidden,omitempty"`
}

// Location returns what encodes to the location of the JSON form.
func Location(l extract.Loc, h extract.Hidden) any { return place(l, h, masker{strings.NewReplacer()}) }

func place(l extract.Loc, h extract.Hidden, m masker) location {
	out := location{Part: m.name(l.Part), Sheet: m.name(l.Sheet), Page: l.Page, Line: l.Line, Hidden: h.Names()}
	switch {
	case l.Row > 0 && l.Col > 0:
		out.Cell = Letters(l.Col) + strconv.Itoa(l.Row)
	case l.Row > 0:
		out.Row = l.Row
	}
	return out
}

// JSON writes one object.
func JSON(w io.Writer, in Input) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(build(in))
}

func build(in Input) document {
	d := document{
		Schema: schemaName, Tool: tool{"monban", in.Version}, From: in.Envelope.From, To: list(in.Envelope.To), Policy: in.Policy,
		Verdict: in.Decision.Verdict.String(), Score: in.Result.Score, People: Subjects(in.Result.People),
		Recipients: []recipient{}, Reasons: []reason{}, Legal: []legal{}, Files: []file{},
	}
	for _, r := range in.Decision.Recipients {
		d.Recipients = append(d.Recipients, recipient{r.Address, r.Verdict.String(), r.Inside, r.FreeMail, r.LookAlike, r.Subject, r.Assumed})
	}
	for _, r := range in.Decision.Reasons {
		d.Reasons = append(d.Reasons, reason{r.Rule, r.Verdict.String(), r.Text, r.TextJa, r.People})
	}
	for _, b := range in.Bases {
		d.Legal = append(d.Legal, legal{b.Basis, b.Text, b.TextJa, b.People, list(b.Items)})
	}
	for i, f := range in.Result.Files {
		v := policy.Hold
		if i < len(in.Decision.Files) {
			v = in.Decision.Files[i].Verdict
		}
		d.Files = append(d.Files, buildFile(f, v, in.Reveal))
	}
	return d
}

func buildFile(f *detect.Report, v policy.Verdict, reveal bool) file {
	m := newMasker(f, reveal)
	out := file{
		Path: m.name(f.File), Type: f.Type, Bytes: f.Bytes, SHA256: f.SHA256, Status: f.Status, Verdict: v.String(), Score: f.Score,
		People: Subjects(f.People), Truncated: f.Truncated,
		Problems: []problem{}, Kinds: []kind{}, Tables: []table{}, Findings: []finding{},
	}
	for _, g := range f.Gaps {
		en, ja := gapWords(g, true)
		out.Problems = append(out.Problems, problem{g.Code, m.name(g.Loc.Part), m.name(g.Loc.Sheet), g.Loc.Page, m.name(en), m.name(ja)})
	}
	for _, k := range f.Kinds {
		out.Kinds = append(out.Kinds, kind{k.Kind, k.Count, k.People, k.Kind.Special(), k.Hidden, round(k.Confidence), k.Business})
	}
	for i := range f.Tables {
		t := &f.Tables[i]
		jt := table{
			Part: m.name(t.Part), Sheet: m.name(t.Sheet), Page: t.Page, HeaderRows: list(t.HeaderRows), FirstRow: t.FirstRow,
			Rows: t.Rows, People: t.People, Hidden: t.Hidden.Names(), Columns: []column{},
		}
		if t.Transposed {
			jt.Orientation = "rows"
		}
		for j := range t.Columns {
			c := &t.Columns[j]
			jt.Columns = append(jt.Columns, column{columnName(t, c), m.header(f, t, c, reveal), c.Kind, round(c.Confidence), c.Values, c.Hidden.Names()})
		}
		out.Tables = append(out.Tables, jt)
	}
	for i := range f.Findings {
		fi := &f.Findings[i]
		jf := finding{Kind: fi.Kind, Confidence: round(fi.Confidence), Masked: fi.Value.String(), Location: place(fi.Loc, fi.Hidden, m),
			Person: fi.Person, Business: fi.Business, Evidence: fi.Evidence.Codes()}
		if reveal {
			jf.Value = fi.Value.Reveal()
		}
		out.Findings = append(out.Findings, jf)
	}
	return out
}

// columnName is the letter of a column, its name where it has one, or the
// number of a row of a transposed table.
func columnName(t *detect.Table, c *detect.Column) string {
	switch {
	case c.Name != "":
		return c.Name
	case t.Transposed:
		return strconv.Itoa(c.Index)
	}
	return Letters(c.Index)
}

// list never is null in JSON.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// round keeps three digits, and never turns almost certain into certain.
func round(c float64) float64 {
	if math.IsNaN(c) {
		return 0
	}
	return min(math.Round(c*1000)/1000, 0.999)
}
