package dict

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// entries returns the lines of the data files as they are written.
func entries(t *testing.T) map[string][]string {
	t.Helper()
	names, err := fs.Glob(data, "data/*.tsv")
	if err != nil || len(names) < 10 {
		t.Fatal(names, err)
	}
	out := map[string][]string{}
	for _, name := range names {
		err := lines(data, name, func(f []string) error {
			out[name] = append(out[name], strings.Join(f, "\t"))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestDataIsSortedAndLargeEnough(t *testing.T) {
	total := 0
	for name, ls := range entries(t) {
		if name == headersFile {
			continue
		}
		if !slices.IsSorted(ls) {
			for i := 1; i < len(ls); i++ {
				if ls[i] < ls[i-1] {
					t.Errorf("%s: %q stands behind %q", name, ls[i], ls[i-1])
				}
			}
		}
		for _, l := range ls {
			if f := strings.Split(l, "\t"); f[1] == Harmless != (name == "data/harmless.tsv") {
				t.Errorf("%s: %s has kind %s", name, f[0], f[1])
			} else if f[1] != Harmless {
				total++
			}
		}
	}
	if total < 6000 {
		t.Errorf("%d terms, want at least 6000", total)
	}
}

// load itself refuses duplicates, missing sources and unknown guards.
func TestBuiltinLoadsWithSpellings(t *testing.T) {
	terms, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]Term{}
	for _, x := range terms {
		if _, ok := at[x.Text]; ok {
			t.Errorf("%q twice", x.Text)
		}
		at[x.Text] = x
	}
	for _, s := range []string{"発達障害", "発達障がい", "発達障碍", "胃癌", "胃ガン", "鬱病", "気管支ぜんそく", "関節リュウマチ", "境界性人格障害", "境界性パーソナリティー障害", "躁鬱病"} {
		if at[s].Kind == "" {
			t.Errorf("%q is missing", s)
		}
	}
	if x := at["発達障がい"]; x.Entry != "発達障害" {
		t.Errorf("発達障がい is a spelling of %q, want 発達障害", x.Entry)
	}
}

func TestTermErrorsNameFileAndLine(t *testing.T) {
	for _, tc := range []struct{ file, want string }{
		{"うつ病\tdiagnosis\t\tICD\nうつ病\tsymptom\t\tICD\n", `data/a.tsv:2: "うつ病" stands in a.tsv already`},
		{"ADHD\tdisability\t\tx\nadhd\tdisability\t\tx\n", `data/a.tsv:2: "adhd" stands in a.tsv already`},
		{"うつ病\tdiagnosis\tICD\n", "data/a.tsv:1: 3 columns"},
		{"# x\n\nうつ病\tdiagnosis\tnoune\tICD\n", `data/a.tsv:3: unknown guard "noune"`},
		{"うつ病\tdiagnosis\tnear\tICD\n", `unknown guard "near"`},
		{"うつ病\tdiagnosis\tnear:a,,b\tICD\n", "empty word in guard"},
		{"うつ病\tdiagnosis\tweak:a\tICD\n", `unknown guard "weak:a"`},
		{"うつ病\tdiagnosis\t\t\n", "source is empty"},
	} {
		_, err := load(fstest.MapFS{"data/a.tsv": {Data: []byte(tc.file)}})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: got %v, want %q", tc.file, err, tc.want)
		}
	}
}

func TestLoadReadsGuards(t *testing.T) {
	terms, err := load(fstest.MapFS{"data/a.tsv": {Data: []byte("A型\twelfare-certificate\tnear:就労,継続 not:血液 noun weak cell case tail stem title borne by worn ending:発 joins deed part valued:回,秒\tx\n")}})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%+v", terms[0].Guards)
	want := "{Noun:true Cell:true Weak:true Case:true Tail:true Stem:true Title:true Borne:true By:true Worn:true Valued:true Ending:true Joins:true Deed:true Part:true After:[発] Units:[回 秒] Near:[就労 継続] Not:[血液]}"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
