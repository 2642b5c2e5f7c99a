package main

import (
	"slices"

	"monban/cmd/internal/synth"
	"monban/detect"
	"monban/detect/policy"
)

// expected is the verdict that the default policy reaches about a made file
// when it is told the truth, with or without what may be missed: the measure
// that counts for the sender.
func expected(d *synth.Doc, optional bool) policy.Verdict {
	people := map[*synth.Person]*detect.Person{}
	for _, s := range d.Sheets {
		for _, a := range s.Areas {
			at := 0
			for i := range a.Rows {
				kinds, hidden := kindsOfRow(s, a, i, optional)
				if kinds == 0 || at >= len(a.People) {
					continue
				}
				who := a.People[at]
				at++
				if people[who] == nil {
					people[who] = &detect.Person{}
				}
				people[who].Kinds |= kinds
				people[who].Hidden |= hidden
			}
		}
	}
	r := &detect.Result{Files: []*detect.Report{{Status: detect.Inspected}}}
	for _, p := range people {
		r.People = append(r.People, *p)
	}
	r.Files[0].People = r.People
	return outside(r)
}

// kindsOfRow returns the kinds that a record of an area discloses.
func kindsOfRow(s *synth.Sheet, a synth.Area, i int, optional bool) (kinds, hidden detect.KindSet) {
	for j := range a.Columns {
		row, col := a.FirstRow+i, a.FirstCol+j
		if a.Flipped {
			row, col = a.FirstRow+j, a.FirstCol+i
		}
		k := truthKind(s.At(row, col).Kind)
		if k == "" || k.optional() && !optional {
			continue
		}
		set := detect.SetOf(k.main())
		if optional {
			set = k.all()
		}
		kinds |= set
		if s.Hidden || s.Very || slices.Contains(s.HideCols, col) || slices.Contains(s.HideRows, row) {
			hidden |= set
		}
	}
	return kinds, hidden
}
