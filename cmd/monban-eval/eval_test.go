package main

import (
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

func TestPassagesAreRead(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/eval/prose/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no passages: %v", err)
	}
	n, spans := 0, 0
	for _, path := range paths {
		list, err := readPassages(path, seed)
		if err != nil {
			t.Fatal(err)
		}
		n += len(list)
		for _, p := range list {
			spans += len(p.spans)
			lines := strings.Split(p.text, "\n")
			for _, s := range p.spans {
				if !strings.Contains(lines[s.line-1], s.text) {
					t.Errorf("%s: line %d does not hold its %s", p.name, s.line, s.kind)
				}
			}
			if strings.Contains(p.text, "|") || slot.MatchString(p.text) {
				t.Errorf("%s: a slot was left", p.name)
			}
		}
	}
	if n < 60 || spans < 300 {
		t.Errorf("%d passages with %d answers", n, spans)
	}
}

func TestParsePassage(t *testing.T) {
	var p passage
	if err := p.parse("前の行\n[person-name 山田 花子]さんは[diagnosis/disability うつ病]です\n"); err != nil {
		t.Fatal(err)
	}
	want := []span{{2, "person-name", "山田 花子", 0}, {2, "diagnosis/disability", "うつ病", len("山田 花子さんは")}}
	if !reflect.DeepEqual(p.spans, want) || p.text != "前の行\n山田 花子さんはうつ病です\n" {
		t.Errorf("got %q %v", p.text, p.spans)
	}
	if err := p.parse("[nonsense x]"); err == nil {
		t.Error("a kind that does not exist was taken")
	}
}

// A finding with other bounds than the mark is found when they have characters in common,
// and not when the same words stand elsewhere in the line.
func TestTouched(t *testing.T) {
	var p passage
	if err := p.parse("胸が苦しい人の横で[symptom 急に胸が痛く]なって\n"); err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]bool{"胸が痛くなって": true, "急に胸が痛く": true, "痛く": true, "胸が苦しい": false, "なって": false, "膝が痛く": false} {
		f := detect.Finding{Kind: detect.Symptom, Value: detect.Hide(detect.Symptom, value), Loc: extract.Loc{Line: 1}}
		if got := p.spans[0].touchedBy(f, &p); got != want {
			t.Errorf("%s: %v", value, got)
		}
	}
}

func TestTruthKind(t *testing.T) {
	k := truthKind("diagnosis?/disability?")
	if !k.optional() || !k.allows(detect.Disability) || !k.allows(detect.Diagnosis) || k.allows(detect.Symptom) || k.main() != detect.Diagnosis {
		t.Errorf("%q is read wrongly", k)
	}
	if k := truthKind("phone"); k.optional() || !k.allows(detect.Phone) {
		t.Errorf("%q is read wrongly", k)
	}
}

func TestTally(t *testing.T) {
	x := tally{TP: 8, FP: 2, FN: 8}
	if x.precision() != 0.8 || x.recall() != 0.5 || x.f1() != 16.0/26 {
		t.Errorf("got %v %v %v", x.precision(), x.recall(), x.f1())
	}
	if (tally{}).f1() != 1 {
		t.Error("nothing to find is not a fault")
	}
}

func TestHeadcount(t *testing.T) {
	var h headcount
	for _, c := range []struct {
		got, least, most int
		exact            bool
	}{{10, 10, 0, true}, {15, 10, 20, true}, {21, 10, 20, false}, {9, 10, 0, false}, {100, 101, 0, false}} {
		if h.add(c.got, c.least, c.most) != c.exact {
			t.Errorf("%+v: exact is wrong", c)
		}
	}
	if h.exact != 2 || h.close != 3 || h.sets != 5 {
		t.Errorf("got %+v", h)
	}
}

func TestCalibrationError(t *testing.T) {
	var c calibration
	for i := range 10 {
		c.add(0.9, i < 9)
	}
	if e := c.error(); e > 1e-9 {
		t.Errorf("a right confidence has error %v", e)
	}
	for range 10 {
		c.add(0.6, false)
	}
	if e := c.error(); e < 0.29 || e > 0.31 {
		t.Errorf("error is %v, want 0.3", e)
	}
}

func TestBelowNamesWhatFell(t *testing.T) {
	old := figures{"a.f1": 0.9, "b.error": 0.1, "c.f1": 0.5, "gone": 1}
	got := figures{"a.f1": 0.8, "b.error": 0.2, "c.f1": 0.4999, "new": 0}.below(old)
	want := []string{"a.f1: 0.8000, was 0.9000", "b.error: 0.2000, was 0.1000", "gone: not measured any more"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestColumnName(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 703: "AAA"} {
		if got := columnName(n); got != want {
			t.Errorf("columnName(%d) = %s, want %s", n, got, want)
		}
	}
}
