package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"monban/cmd/internal/synth"
	"monban/detect"
	"monban/detect/law"
	"monban/detect/policy"
	"monban/extract"
)

// An eval holds what was counted so far.
type eval struct {
	engine *detect.Engine

	columns  map[string]tallies // by "header", "bare", "incidents"
	cells    tallies
	spans    tallies // prose, same text
	overlaps tallies // prose, text that overlaps
	people   map[string]*headcount
	verdicts headcount
	legal    headcount

	tableVerdicts map[string]*headcount // of layouts, by "header" and "bare"
	cleanAll      int
	cleanOK       int
	prosaic       struct{ all, ok int } // clean prose
	heard         toldCount
	sure          calibration
	mistakes      []string
	reveal        bool // show values with the mistakes
	seed          uint64
	many          int    // people in the large sets
	only          string // pattern of layout files, "" for all
	fit           bool   // keep the findings for the fit of calibrate
	judged        []judged
	sureOf        map[string]*calibration // by kind and by where, for calibrate
	passages      string                  // pattern of the names of files with running text

	bytes   map[string]int64 // scanned, by "tables", "prose"
	elapsed map[string]time.Duration
}

func newEval(e *detect.Engine) *eval {
	v := &eval{engine: e, seed: seed, cells: tallies{}, spans: tallies{}, overlaps: tallies{}, columns: map[string]tallies{}, people: map[string]*headcount{},
		tableVerdicts: map[string]*headcount{"header": {}, "bare": {}},
		bytes:         map[string]int64{}, elapsed: map[string]time.Duration{}}
	for _, s := range []string{"header", "bare", "incidents"} {
		v.columns[s] = tallies{}
		v.people[s] = &headcount{}
	}
	v.people["prose"], v.people["large"] = &headcount{}, &headcount{}
	return v
}

func (v *eval) miss(format string, args ...any) {
	v.mistakes = append(v.mistakes, fmt.Sprintf(format, args...))
}

// show prints a value for a list of mistakes.
func (v *eval) show(s detect.Secret) string {
	if v.reveal {
		return s.Reveal()
	}
	return s.String()
}

// scan runs the engine and keeps time under a name.
func (v *eval) scan(ctx context.Context, name string, files ...synth.File) (*detect.Result, error) {
	var in []extract.File
	for _, f := range files {
		in = append(in, extract.File{Name: f.Name, Size: int64(len(f.Data)), Data: bytes.NewReader(f.Data)})
		v.bytes[name] += int64(len(f.Data))
	}
	start := time.Now()
	r, err := v.engine.Scan(ctx, in, detect.Options{})
	v.elapsed[name] += time.Since(start)
	return r, err
}

// incidents checks kinds, people, verdicts and law of the sets in incidents.
func (v *eval) incidents(ctx context.Context, data string) error {
	sets, err := filepath.Glob(filepath.Join(data, "incidents", "*.truth.json"))
	if err != nil {
		return err
	}
	for _, path := range sets {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var t synth.Truth
		if err := json.Unmarshal(b, &t); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		var files []synth.File
		for _, name := range t.Files {
			b, err := os.ReadFile(filepath.Join(strings.TrimSuffix(path, ".truth.json"), name))
			if err != nil {
				return err
			}
			files = append(files, synth.File{Name: name, Data: b})
		}
		r, err := v.scan(ctx, "tables", files...)
		if err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
		for i, name := range t.Files {
			v.compareColumns("incidents", t.Name, r.Files[i], slices.DeleteFunc(slices.Clone(t.Tables), func(x synth.TruthTable) bool { return x.File != name }))
		}
		if !v.people["incidents"].add(len(r.People), t.People, t.PeopleMax) {
			v.miss("people\t%s\tgot %d, want %d", t.Name, len(r.People), t.People)
		}
		v.judge(t, r)
	}
	return nil
}

// large counts the people of the incidents again, made in a size at which many
// share a name: they must stay apart, in one file and over several. A set of
// nothing but names is left out, as nobody could tell them apart.
func (v *eval) large(ctx context.Context, _ string) error {
	for _, in := range synth.Incidents {
		if v.many == 0 || in.Name == "interviewcoder" {
			continue
		}
		s, err := in.Make(v.seed, v.many)
		if err != nil {
			return err
		}
		r, err := v.scan(ctx, "large", s.Files...)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Name, err)
		}
		if !v.people["large"].add(len(r.People), s.Truth.People, s.Truth.PeopleMax) {
			v.miss("people\t%s with %d people\tgot %d", in.Name, v.many, len(r.People))
		}
	}
	return nil
}

// judge compares verdicts and law. A verdict counts as a head: exact or not.
func (v *eval) judge(t synth.Truth, r *detect.Result) {
	p := policy.Default()
	for _, c := range []struct {
		to    string
		least string
		most  string
	}{{t.Outside, t.LeastOutside, "block"}, {t.Inside, "pass", t.MostInside}} {
		got := p.Decide(policy.Envelope{From: t.From, To: []string{c.to}, Now: synth.Today}, r).Verdict
		least, _ := policy.ParseVerdict(c.least)
		most, _ := policy.ParseVerdict(c.most)
		ok := got >= least && got <= most
		v.verdicts.add(boolInt(ok), 1, 1)
		if !ok {
			v.miss("verdict\t%s to %s\tgot %s, want %s to %s", t.Name, c.to, got, least, most)
		}
	}
	var got []string
	for _, b := range law.Bases(r, false) {
		got = append(got, b.Basis)
	}
	for _, want := range t.Legal {
		ok := slices.Contains(got, want)
		v.legal.add(boolInt(ok), 1, 1)
		if !ok {
			v.miss("law\t%s\tgot %v, want %s", t.Name, got, want)
		}
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareColumns counts the columns of a file that got the right kind.
func (v *eval) compareColumns(set, name string, r *detect.Report, truth []synth.TruthTable) {
	t := v.columns[set]
	hit := map[[2]int]bool{}
	for i := range r.Tables {
		tab := &r.Tables[i]
		for _, c := range tab.Columns {
			x, y := findColumn(truth, tab, c)
			switch {
			case x < 0:
				t.of(c.Kind).FP++
				v.miss("column\t%s\t%s col %d %s: got %s, want nothing", name, tab.Sheet, c.Index, c.Header, c.Kind)
				continue
			case !truthKind(truth[x].Columns[y].Kind).allows(c.Kind):
				t.of(c.Kind).FP++
				v.miss("column\t%s\t%s col %d %s: got %s, want %s", name, tab.Sheet, c.Index, c.Header, c.Kind, truth[x].Columns[y].Kind)
				continue
			}
			if !hit[[2]int{x, y}] {
				hit[[2]int{x, y}] = true
				t.of(truthKind(truth[x].Columns[y].Kind).main()).TP++
			}
		}
	}
	for x := range truth {
		for y, c := range truth[x].Columns {
			if k := truthKind(c.Kind); !hit[[2]int{x, y}] && !k.optional() && c.Values > 0 {
				t.of(k.main()).FN++
				v.miss("column\t%s\t%s col %s %s: want %s", name, truth[x].Sheet, c.Column, c.Header, c.Kind)
			}
		}
	}
}

// findColumn finds the truth about a column: same place, overlapping rows. The
// sheet "*" of nested records is any, and their columns end in the name.
func findColumn(truth []synth.TruthTable, tab *detect.Table, c detect.Column) (int, int) {
	for x, t := range truth {
		if t.Sheet != tab.Sheet && t.Sheet != "*" || t.Part != tab.Part || t.Flipped != tab.Transposed {
			continue
		}
		if !t.Flipped && tab.Page == 0 && (tab.FirstRow > t.FirstRow+t.Rows || tab.FirstRow+tab.Rows < t.FirstRow) {
			continue
		}
		for y, want := range t.Columns {
			if want.Column == columnName(c.Index) || want.Column == c.Name || t.Sheet == "*" && strings.HasSuffix(" "+strings.ReplaceAll(c.Name, ".", " "), " "+strings.ReplaceAll(want.Column, ".", " ")) || t.Flipped && want.Column == strconv.Itoa(c.Index) {
				return x, y
			}
		}
	}
	return -1, -1
}

// columnName is the letter of a column, counted from 1.
func columnName(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}
