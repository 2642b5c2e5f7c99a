package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path"
	"strings"

	"monban/detect"
	"monban/extract"
)

// The part of SARIF 2.1.0 that the report needs. A kind is a rule, a finding a
// result, a place that could not be read a notification.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	ColumnKind  string            `json:"columnKind"`
	Invocations []sarifInvocation `json:"invocations"`
	Artifacts   []sarifArtifact   `json:"artifacts"`
	Results     []sarifResult     `json:"results"`
	Properties  map[string]any    `json:"properties"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name          string      `json:"name"`
	Version       string      `json:"version"`
	Rules         []sarifRule `json:"rules"`
	Notifications []sarifRule `json:"notifications"`
}

type sarifRule struct {
	ID               string         `json:"id"`
	ShortDescription sarifText      `json:"shortDescription"`
	Properties       map[string]any `json:"properties,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Descriptor sarifReference  `json:"descriptor"`
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations"`
}

type sarifReference struct {
	ID string `json:"id"`
}

type sarifArtifact struct {
	Location sarifURI          `json:"location"`
	Length   int64             `json:"length"`
	Hashes   map[string]string `json:"hashes,omitempty"`
}

type sarifURI struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type sarifResult struct {
	RuleID     string          `json:"ruleId"`
	RuleIndex  int             `json:"ruleIndex"`
	Level      string          `json:"level"`
	Rank       float64         `json:"rank"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations"`
	Properties map[string]any  `json:"properties"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifURI     `json:"artifactLocation"`
	Region   *sarifRegion `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
}

// SARIF writes the findings for programs that gather results of many tools.
func SARIF(w io.Writer, in Input, ja bool) error {
	l := lang{ja}
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "monban", Version: in.Version, Rules: []sarifRule{}, Notifications: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Invocations: []sarifInvocation{{ExecutionSuccessful: true, Notifications: []sarifNotification{}}},
		Artifacts: []sarifArtifact{}, Results: []sarifResult{},
		Properties: map[string]any{"verdict": in.Decision.Verdict.String(), "score": in.Result.Score, "people": Subjects(in.Result.People)},
	}
	driver, told := &run.Tool.Driver, &run.Invocations[0].Notifications
	rules, codes := map[detect.Kind]int{}, map[extract.Code]bool{}
	for i, f := range in.Result.Files {
		m := newMasker(f, in.Reveal)
		at := sarifURI{URI: uri(m.name(f.File)), Index: &i}
		a := sarifArtifact{Location: sarifURI{URI: at.URI}, Length: f.Bytes}
		if f.SHA256 != "" {
			a.Hashes = map[string]string{"sha-256": f.SHA256}
		}
		run.Artifacts = append(run.Artifacts, a)
		for j := range f.Findings {
			fi := &f.Findings[j]
			n, ok := rules[fi.Kind]
			if !ok {
				n = len(driver.Rules)
				rules[fi.Kind] = n
				driver.Rules = append(driver.Rules, sarifRule{string(fi.Kind), sarifText{l.kind(fi.Kind)}, map[string]any{"special_care": fi.Kind.Special()}})
			}
			v := fi.Value.String()
			if in.Reveal {
				v = fi.Value.Reveal()
			}
			run.Results = append(run.Results, sarifResult{
				RuleID: string(fi.Kind), RuleIndex: n, Level: sarifLevel(fi), Rank: 100 * round(fi.Confidence),
				Message: sarifText{l.kind(fi.Kind) + ": " + v}, Locations: []sarifLocation{sarifPlace(fi.Loc, at, m)},
				Properties: map[string]any{"confidence": round(fi.Confidence), "evidence": fi.Evidence.Codes(), "hidden": list(fi.Hidden.Names()), "person": fi.Person},
			})
		}
		for _, g := range f.Gaps {
			if !codes[g.Code] {
				codes[g.Code] = true
				t := gapTexts[g.Code]
				driver.Notifications = append(driver.Notifications, sarifRule{ID: string(g.Code), ShortDescription: sarifText{l.of(t.ja, t.en)}})
			}
			level := "error"
			if g.Code == extract.Mismatch {
				level = "note"
			}
			en, jaText := gapWords(g, true)
			*told = append(*told, sarifNotification{sarifReference{string(g.Code)}, level, sarifText{m.name(l.of(jaText, en))}, []sarifLocation{sarifPlace(g.Loc, at, m)}})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func sarifLevel(f *detect.Finding) string {
	info, _ := f.Kind.Info()
	switch {
	case f.Business:
		return "note"
	case info.Class == detect.Special || info.Class == detect.Number:
		return "error"
	}
	return "warning"
}

func sarifPlace(l extract.Loc, at sarifURI, m masker) sarifLocation {
	out := sarifLocation{Physical: sarifPhysical{Artifact: at}}
	line := l.Line
	if line == 0 && l.Sheet == "" {
		line = l.Row
	}
	if line > 0 && l.Part == "" && l.Page == 0 {
		out.Physical.Region = &sarifRegion{line}
	}
	p := place(l, 0, m)
	var name []string
	for _, s := range []string{p.Part, p.Sheet, p.Cell} {
		if s != "" {
			name = append(name, s)
		}
	}
	if l.Page > 0 {
		name = append(name, "page "+number(l.Page))
	}
	if len(name) > 0 {
		out.Logical = []sarifLogical{{strings.Join(name, "!/")}}
	}
	return out
}

// uri makes a path a relative or file URI.
func uri(p string) string {
	u := url.URL{Path: path.Clean(p)}
	if path.IsAbs(p) {
		u.Scheme = "file"
	}
	return u.String()
}
