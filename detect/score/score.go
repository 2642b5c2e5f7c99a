// Package score puts a number from 0 to 100 on what files expose, so that many
// messages can be put in order. The verdict does not come from it.
//
// Every sort of data has a weight for one person and a weight for a thousand;
// between them it grows with the logarithm of the number of people. Weights add
// up as independent chances of harm do, so the score never falls when a person,
// a kind or a hidden place is added, and never passes 100. The package knows
// neither recipients nor law.
package score

import (
	"fmt"
	"math"

	"monban/detect"
	"monban/extract"
)

// A Reason is one part of a score.
type Reason struct {
	Code   string
	People int // 0 when it counts nobody
	Weight float64
}

// weights are the harm of one person's and of a thousand people's data, from 0
// to 1. The order follows the consequences in law: a My Number and special-care
// data from the first person on, the rest by number.
var weights = []struct {
	code      string
	kinds     detect.KindSet
	one, many float64
}{
	{"my-number", detect.ClassSet(detect.Number), 0.80, 0.98},
	{"special-care", detect.SpecialKinds, 0.60, 0.97},
	{"account", detect.AccountKinds, 0.35, 0.90},
	{"private", detect.PrivateKinds, 0.20, 0.85},
	{"name", detect.ClassSet(detect.Naming), 0.03, 0.40},
}

const (
	hiddenOne, hiddenMany     = 0.20, 0.60
	businessOne, businessMany = 0.01, 0.25
	unreadable                = 0.45 // nobody knows what is in it
	notLookedInto             = 0.20 // a picture, an unknown kind of file
)

// Of scores what one file exposes.
func Of(r *detect.Report) (int, []Reason) { return sum(r.People, r.Gaps) }

// OfResult scores what the files of a message expose together.
func OfResult(r *detect.Result) (int, []Reason) {
	var gaps []extract.Gap
	for _, f := range r.Files {
		gaps = append(gaps, f.Gaps...)
	}
	return sum(r.People, gaps)
}

func sum(people []detect.Person, gaps []extract.Gap) (int, []Reason) {
	var out []Reason
	add := func(code string, n int, one, many float64) {
		if n > 0 {
			share := min(math.Log10(float64(n))/3, 1)
			out = append(out, Reason{code, n, one + (many-one)*share})
		}
	}
	counts := make([]int, len(weights))
	hidden, business := 0, 0
	for i := range people {
		p := &people[i]
		if p.Business {
			business++
			continue
		}
		for j := range weights {
			if p.Kinds&weights[j].kinds != 0 {
				counts[j]++
			}
		}
		if p.Hidden&^detect.ClassSet(detect.Plain) != 0 {
			hidden++
		}
	}
	for j, w := range weights {
		add(w.code, counts[j], w.one, w.many)
	}
	add("hidden", hidden, hiddenOne, hiddenMany)
	add("business", business, businessOne, businessMany)
	if w := gapWeight(gaps); w > 0 {
		out = append(out, Reason{"unreadable", 0, w})
	}
	left := 1.0
	for _, r := range out {
		left *= 1 - r.Weight
	}
	return int(math.Round(100 * (1 - left))), out
}

func gapWeight(gaps []extract.Gap) float64 {
	w := 0.0
	for _, g := range gaps {
		switch g.Code {
		case extract.Mismatch:
		case extract.Unsupported, extract.NoText:
			w = max(w, notLookedInto)
		default:
			w = max(w, unreadable)
		}
	}
	return w
}

func (r Reason) String() string { return fmt.Sprintf("%s %d %.2f", r.Code, r.People, r.Weight) }
