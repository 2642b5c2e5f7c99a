package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"monban/cmd/internal/synth"
	"monban/detect"
)

// seed is that of the people in layouts and passages. Another one makes other
// people in the same places.
const seed = 20261120

// layouts checks the tables that the layouts order, with and without headers.
func (v *eval) layouts(ctx context.Context, data string) error {
	paths, err := filepath.Glob(filepath.Join(data, "eval", "layouts", cmp.Or(v.only, "*.txt")))
	if err != nil {
		return err
	}
	for _, file := range paths {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		list, err := synth.ParseLayouts(file, string(b))
		if err != nil {
			return err
		}
		for _, l := range list {
			if err := v.layout(ctx, l, false); err != nil {
				return fmt.Errorf("%s: %s: %w", file, l.File, err)
			}
			if l.Bareable() {
				if err := v.layout(ctx, l, true); err != nil {
					return fmt.Errorf("%s: %s without header: %w", file, l.File, err)
				}
			}
		}
	}
	return nil
}

func (v *eval) layout(ctx context.Context, l synth.Layout, bare bool) error {
	d, err := l.Make(v.seed, bare)
	if err != nil {
		return err
	}
	r, err := v.scan(ctx, "tables", d.File)
	if err != nil {
		return err
	}
	set, name := "header", l.File
	if bare {
		set, name = "bare", l.File+" (bare)"
	}
	if !l.Form() { // a form has no columns
		v.compareColumns(set, name, r.Files[0], d.Tables)
		least, most, got := expected(d, false), expected(d, true), outside(r)
		ok := got >= least && got <= most
		v.tableVerdicts[set].add(boolInt(ok), 1, 1)
		if !ok {
			v.miss("verdict\t%s\tgot %s, want %s to %s", name, got, least, most)
		}
	}
	if !bare && path.Ext(l.File) != ".pdf" { // printed rows have other numbers
		v.compareCells(name, r.Files[0], d)
	}
	if !v.people[set].add(len(r.People), d.People, d.PeopleMax) {
		v.miss("people\t%s\tgot %d, want %d", name, len(r.People), d.People)
	}
	return nil
}

// freeText are kinds that stand together in one sentence of free text: the
// truth names the main one, the others are neither right nor wrong there.
var freeText = detect.SetOf(detect.Disability, detect.Diagnosis, detect.Symptom, detect.Medication, detect.Hospital, detect.Career, detect.Family,
	detect.WelfareCertificate, detect.DisabilityCertificate, detect.PersonName)

// compareCells counts the findings that stand in a cell of their kind.
func (v *eval) compareCells(name string, r *detect.Report, d *synth.Doc) {
	sheets := map[string]*synth.Sheet{}
	for _, s := range d.Sheets {
		sheets[s.Name] = s
		if len(d.Sheets) == 1 {
			sheets[""] = s
		}
	}
	type place struct {
		sheet    string
		row, col int
	}
	hit := map[place]bool{}
	for _, f := range r.Findings {
		s := sheets[f.Loc.Sheet]
		if s == nil || f.Loc.Row == 0 || f.Loc.Col == 0 {
			continue // a printed or named place: columns are compared, not cells
		}
		at := place{f.Loc.Sheet, f.Loc.Row, f.Loc.Col}
		want := truthKind(s.At(f.Loc.Row, f.Loc.Col).Kind)
		switch {
		case want.allows(f.Kind):
			if !hit[at] {
				v.cells.of(want.main()).TP++
			}
			hit[at] = true
			v.note(&f, true)
		case want != "" && freeText.Has(f.Kind) && freeText.Has(want.main()):
		default:
			v.cells.of(f.Kind).FP++
			v.note(&f, false)
			v.miss("cell\t%s\t%s %s%d: got %s %s (%.2f), want %q", name, f.Loc.Sheet, columnName(f.Loc.Col), f.Loc.Row, f.Kind, v.show(f.Value), f.Confidence, want)
		}
	}
	if len(hit) == 0 && len(r.Findings) > 0 {
		return // no cells in this format
	}
	for _, s := range d.Sheets {
		sheet := s.Name
		if sheets[""] != nil && d.File.Name[len(d.File.Name)-5:] != ".xlsx" {
			sheet = ""
		}
		for i, line := range s.Cells {
			for j, c := range line {
				k := truthKind(c.Kind)
				if k != "" && !k.optional() && !hit[place{sheet, i + 1, j + 1}] {
					v.cells.of(k.main()).FN++
					v.miss("cell\t%s\t%s %s%d: want %s %s", name, sheet, columnName(j+1), i+1, c.Kind, v.show(detect.Hide(k.main(), synth.Text(c.Value))))
				}
			}
		}
	}
}
