package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strings"

	"monban/detect"
)

// figures are what a baseline holds: a name and a share. Larger is better,
// except for names that end in ".error".
type figures map[string]float64

// tolerance is how far a figure may fall without being told: one mistake more
// in the smaller sets.
const tolerance = 0.004

// figures gathers what was counted, without speeds, which depend on the machine.
func (v *eval) figures() figures {
	f := figures{}
	add := func(name string, t tally) {
		f[name+".precision"], f[name+".recall"], f[name+".f1"] = t.precision(), t.recall(), t.f1()
	}
	for set, t := range v.columns {
		add("columns."+set, t.sum(nil))
	}
	for k, t := range v.columns["header"] {
		f["columns.header."+string(k)+".f1"] = t.f1()
	}
	add("cells", v.cells.sum(nil))
	for name, in := range groups {
		add("prose."+name, v.spans.sum(in))
		add("prose-overlap."+name, v.overlaps.sum(in))
	}
	for set, h := range v.people {
		f["people."+set+".exact"] = ratio(h.exact, h.sets)
		f["people."+set+".close"] = ratio(h.close, h.sets)
		f["people."+set+".error"] = h.err / float64(max(h.sets, 1))
	}
	for set, h := range v.tableVerdicts {
		f["verdicts."+set] = ratio(h.exact, h.sets)
	}
	f["incidents.verdicts"] = ratio(v.verdicts.exact, v.verdicts.sets)
	f["incidents.law"] = ratio(v.legal.exact, v.legal.sets)
	f["clean.files"] = ratio(v.cleanOK, v.cleanAll)
	add("told.spans", v.heard.spans)
	f["told.stopped"] = ratio(v.heard.stopped.exact, v.heard.stopped.sets)
	f["told.clean"] = ratio(v.heard.passed.exact, v.heard.passed.sets)
	f["told.people"] = ratio(v.heard.people.exact, v.heard.people.sets)
	f["clean.prose"] = ratio(v.prosaic.ok, v.prosaic.all)
	f["calibration.error"] = v.sure.error()
	for name, x := range f {
		f[name] = math.Round(x*10000) / 10000
	}
	return f
}

// groups of kinds in running text.
var groups = map[string]func(detect.Kind) bool{
	"names":   func(k detect.Kind) bool { return k == detect.PersonName },
	"special": func(k detect.Kind) bool { return k.Special() },
	"identifiers": func(k detect.Kind) bool {
		i, _ := k.Info()
		return i.Identifies && k != detect.PersonName
	},
}

// below names the figures that fell below old ones.
func (f figures) below(old figures) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(old)) {
		got, ok := f[name]
		worse := old[name] - got
		if strings.HasSuffix(name, ".error") {
			worse = -worse
		}
		switch {
		case !ok:
			out = append(out, fmt.Sprintf("%s: not measured any more", name))
		case worse > tolerance:
			out = append(out, fmt.Sprintf("%s: %.4f, was %.4f", name, got, old[name]))
		}
	}
	return out
}

func (f figures) write(path string) error {
	b, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}

func readFigures(path string) (figures, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var f figures
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// print writes the table for people.
func (v *eval) print(w io.Writer) {
	fmt.Fprintf(w, "%-34s %9s %9s %9s %7s\n", "", "precision", "recall", "F1", "n")
	row := func(name string, t tally) {
		fmt.Fprintf(w, "%-34s %9.3f %9.3f %9.3f %7d\n", name, t.precision(), t.recall(), t.f1(), t.TP+t.FN)
	}
	for _, set := range []string{"incidents", "header", "bare"} {
		row("columns, "+set, v.columns[set].sum(nil))
	}
	row("cells", v.cells.sum(nil))
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		row("prose, "+name, v.spans.sum(groups[name]))
		row("prose, "+name+", overlap", v.overlaps.sum(groups[name]))
	}
	row("told by others, special", v.heard.spans)
	fmt.Fprintln(w)
	for _, k := range detect.Kinds {
		for _, t := range []struct {
			name string
			in   tallies
		}{{"columns", v.columns["header"]}, {"bare", v.columns["bare"]}, {"prose", v.overlaps}} {
			if x := t.in[k.Kind]; x != nil {
				row(fmt.Sprintf("%s, %s", k.Kind, t.name), *x)
			}
		}
	}
	fmt.Fprintln(w)
	for _, set := range slices.Sorted(maps.Keys(v.people)) {
		h := v.people[set]
		fmt.Fprintf(w, "people, %-12s exact %d of %d, within 2 %% %d, mean error %.4f\n", set, h.exact, h.sets, h.close, h.err/float64(max(h.sets, 1)))
	}
	for _, set := range slices.Sorted(maps.Keys(v.tableVerdicts)) {
		h := v.tableVerdicts[set]
		fmt.Fprintf(w, "verdicts, %-10s   %d of %d as the truth asks\n", set, h.exact, h.sets)
	}
	fmt.Fprintf(w, "verdicts of incidents  %d of %d right\n", v.verdicts.exact, v.verdicts.sets)
	fmt.Fprintf(w, "law of incidents       %d of %d named\n", v.legal.exact, v.legal.sets)
	fmt.Fprintf(w, "clean files            %d of %d pass\n", v.cleanOK, v.cleanAll)
	fmt.Fprintf(w, "clean prose            %d of %d pass\n", v.prosaic.ok, v.prosaic.all)
	told := &v.heard
	fmt.Fprintf(w, "told by others         %d of %d stopped, %d of %d clean pass, people exact %d of %d\n", told.stopped.exact, told.stopped.sets, told.passed.exact, told.passed.sets, told.people.exact, told.people.sets)
	fmt.Fprintf(w, "expected calibration error %.4f\n", v.sure.error())
	for _, name := range slices.Sorted(maps.Keys(v.elapsed)) {
		fmt.Fprintf(w, "speed, %-8s %.2f MB/s (%d KB, with opening the files)\n", name, float64(v.bytes[name])/1e6/v.elapsed[name].Seconds(), v.bytes[name]/1000)
	}
}
