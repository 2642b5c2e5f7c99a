package score

import (
	"math/rand/v2"
	"testing"

	"monban/detect"
	"monban/extract"
)

func report(n int, kinds ...detect.Kind) *detect.Report {
	r := &detect.Report{People: make([]detect.Person, n)}
	for i := range r.People {
		r.People[i].Kinds = detect.SetOf(kinds...)
	}
	return r
}

func TestOrder(t *testing.T) {
	locked := report(0)
	locked.Gaps = []extract.Gap{{Code: extract.Encrypted}}
	list := []*detect.Report{
		report(0), report(1, detect.Age), report(10, detect.PersonName), report(5, detect.PersonName, detect.Phone), locked,
		report(1, detect.PersonName, detect.Disability), report(1, detect.MyNumber), report(233, detect.PersonName, detect.Disability),
		report(1000, detect.PersonName, detect.Disability, detect.MyNumber),
	}
	last := -1
	for i, r := range list {
		got, why := Of(r)
		if got < last || got > 100 || i > 1 && got == last {
			t.Errorf("entry %d: %d after %d (%v)", i, got, last, why)
		}
		last = got
	}
	if s, why := Of(report(0)); s != 0 || why != nil {
		t.Errorf("nothing scores %d for %v", s, why)
	}
}

// TestMonotone adds something to random reports: the score never falls.
func TestMonotone(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		r := report(rnd.IntN(40))
		for i := range r.People {
			r.People[i].Kinds = detect.KindSet(rnd.Uint64N(1<<len(detect.Kinds)) & rnd.Uint64() & rnd.Uint64())
		}
		before, _ := Of(r)
		switch k := detect.Kinds[rnd.IntN(len(detect.Kinds))].Kind; {
		case len(r.People) > 0 && rnd.IntN(2) == 0:
			p := &r.People[rnd.IntN(len(r.People))]
			p.Kinds |= detect.SetOf(k)
			p.Hidden |= detect.SetOf(k)
		case rnd.IntN(2) == 0:
			r.Gaps = append(r.Gaps, extract.Gap{Code: extract.Limit})
		default:
			r.People = append(r.People, detect.Person{Kinds: detect.SetOf(k)})
		}
		if after, _ := Of(r); after < before {
			t.Fatalf("the score fell from %d to %d", before, after)
		}
	}
}

func TestResultCountsAllFiles(t *testing.T) {
	a := report(3, detect.PersonName, detect.Phone)
	whole, _ := OfResult(&detect.Result{Files: []*detect.Report{a, {Gaps: []extract.Gap{{Code: extract.NoText}}}}, People: a.People})
	alone, _ := Of(a)
	if whole <= alone {
		t.Errorf("a picture beside the file gives %d, the file alone %d", whole, alone)
	}
}
