package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"monban/detect"
	"monban/detect/rules"
)

// A finding judged against the truth, as the fit sees it: what its shape alone
// said, and the evidence added to it.
type judged struct {
	shape    float64 // log odds without the evidence
	evidence detect.Evidence
	right    bool
}

// note notes whether a finding was right: for the calibration error, and for
// the fit.
func (v *eval) note(f *detect.Finding, right bool) {
	v.sure.add(f.Confidence, right)
	if v.fit {
		p := min(max(f.Confidence, 1e-6), 1-1e-6)
		v.judged = append(v.judged, judged{math.Log(p/(1-p)) - f.Evidence.Weight(), f.Evidence, right})
		where := "other kinds, in prose"
		switch {
		case f.Loc.Row > 0:
			where = "tables"
		case f.Kind.Special():
			where = "special care, in prose"
		}
		for _, group := range []string{string(f.Kind), where} {
			if v.sureOf == nil {
				v.sureOf = map[string]*calibration{}
			}
			if v.sureOf[group] == nil {
				v.sureOf[group] = &calibration{}
			}
			v.sureOf[group].add(f.Confidence, right)
		}
	}
}

// groupLeast is how many findings a group needs for its calibration error to
// say something: of fewer, chance alone makes a few hundredths.
const groupLeast = 100

// printGroups writes the calibration error of each kind, and of running text by
// itself.
func printGroups(w io.Writer, groups map[string]*calibration) {
	fmt.Fprintf(w, "%-24s %8s %9s %9s %8s\n", "group", "findings", "mean", "right", "error")
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		n, right, sum := 0, 0, 0.0
		c := groups[g]
		for i := range c.n {
			n, right, sum = n+c.n[i], right+c.right[i], sum+c.sum[i]
		}
		if n >= groupLeast {
			fmt.Fprintf(w, "%-24s %8d %9.4f %9.4f %8.4f\n", g, n, sum/float64(n), float64(right)/float64(n), c.error())
		}
	}
	fmt.Fprintln(w)
}

// runCalibrate prints how often findings of a confidence are right, and for
// each kind of evidence the shipped weight beside the one that the findings of
// the eval set would ask for.
func runCalibrate(ctx context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("calibrate", flag.ContinueOnError)
	data := fs.String("data", "testdata", "folder with eval")
	only := fs.String("only", "", "use only the layouts in files whose name matches this pattern, and no running text")
	with := fs.Uint64("seed", seed, "seed of the people")
	if err := fs.Parse(args); err != nil {
		return err
	}
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return err
	}
	v := newEval(engine)
	v.fit, v.seed, v.only, v.passages = true, *with, *only, "*.txt"
	if err := v.layouts(ctx, *data); err != nil {
		return err
	}
	if *only == "" {
		if err := v.prose(ctx, *data); err != nil {
			return err
		}
	}
	if len(v.judged) == 0 {
		return errors.New("calibrate: nothing was found in " + *data)
	}
	v.sure.print(out)
	printGroups(out, v.sureOf)
	printFit(out, v.judged)
	return nil
}

// print writes the reliability table.
func (c *calibration) print(w io.Writer) {
	fmt.Fprintf(w, "%-12s %8s %9s %9s %8s\n", "confidence", "findings", "mean", "right", "gap")
	for i := range c.n {
		if c.n[i] == 0 {
			continue
		}
		mean, right := c.sum[i]/float64(c.n[i]), float64(c.right[i])/float64(c.n[i])
		fmt.Fprintf(w, "%.1f to %.1f   %8d %9.4f %9.4f %+8.4f\n", float64(i)/10, float64(i+1)/10, c.n[i], mean, right, right-mean)
	}
	fmt.Fprintf(w, "expected calibration error %.4f\n\n", c.error())
}

// spread is how far, in log odds, a fitted weight may easily lie from the
// shipped one: the standard deviation of the prior. Evidence that was never
// wrong would else ask for a weight without bound.
const spread = 2.0

func printFit(w io.Writer, all []judged) {
	shipped := shippedWeights()
	fitted, sure := fitWeights(all, shipped)
	before, after := logLoss(all, shipped), logLoss(all, fitted)
	fmt.Fprintf(w, "%-20s %8s %6s %8s %8s %8s\n", "evidence", "findings", "wrong", "shipped", "fitted", "±")
	for i := range shipped {
		e := detect.Evidence(1) << i
		n, wrong := 0, 0
		for _, j := range all {
			if j.evidence&e != 0 {
				n++
				if !j.right {
					wrong++
				}
			}
		}
		fmt.Fprintf(w, "%-20s %8d %6d %8.1f %8.1f %8.1f\n", e.Codes()[0], n, wrong, shipped[i], fitted[i], sure[i])
	}
	a, b := platt(all, shipped)
	fmt.Fprintf(w, "\nloss a finding, in bits: shipped %.5f, fitted %.5f\n", before, after)
	fmt.Fprintf(w, "one line through all (Platt): %.2f × log odds %+.2f\n", a, b)
	fmt.Fprintf(w, "Only findings that were reported are counted: what stayed below %.1f is not seen here.\n", detect.Least)
}

// shippedWeights are those of detect.Evidence, by bit.
func shippedWeights() []float64 {
	var out []float64
	for e := detect.Evidence(1); len(e.Codes()) > 0; e <<= 1 {
		out = append(out, e.Weight())
	}
	return out
}

// fitWeights finds the weights under which the judgements are most likely, with
// a normal prior around the shipped ones, and how sure each is (the deviation
// that the curvature tells). The odds of the shape are given, not fitted.
func fitWeights(all []judged, shipped []float64) (fitted, sure []float64) {
	const prior = 1.0 / (spread * spread)
	groups := map[judged]float64{}
	for _, j := range all {
		j.shape = math.Round(j.shape*100) / 100
		groups[j]++
	}
	fitted = slices.Clone(shipped)
	sure = make([]float64, len(shipped))
	for range 400 {
		moved := 0.0
		for i := range fitted { // Newton's step, a weight at a time
			slope, curve := prior*(shipped[i]-fitted[i]), prior
			for j, n := range groups {
				if j.evidence&(1<<i) == 0 {
					continue
				}
				p := chanceOf(j, fitted)
				if j.right {
					slope += n * (1 - p)
				} else {
					slope -= n * p
				}
				curve += n * p * (1 - p)
			}
			step := min(max(slope/curve, -1), 1)
			fitted[i] += step
			sure[i] = 1 / math.Sqrt(curve)
			moved = max(moved, math.Abs(step))
		}
		if moved < 1e-4 {
			break
		}
	}
	return fitted, sure
}

// oddsOf are the log odds of a finding under weights.
func oddsOf(j judged, weights []float64) float64 {
	odds := j.shape
	for i, w := range weights {
		if j.evidence&(1<<i) != 0 {
			odds += w
		}
	}
	return odds
}

func chanceOf(j judged, weights []float64) float64 { return 1 / (1 + math.Exp(-oddsOf(j, weights))) }

// logLoss is the mean surprise at what was right and wrong, in bits.
func logLoss(all []judged, weights []float64) float64 {
	sum := 0.0
	for _, j := range all {
		p := chanceOf(j, weights)
		if !j.right {
			p = 1 - p
		}
		sum -= math.Log2(max(p, 1e-12))
	}
	return sum / float64(len(all))
}

// platt fits one line through the log odds: a scale of 1 and an offset of 0 say
// that the confidences are neither too bold nor too shy.
func platt(all []judged, weights []float64) (a, b float64) {
	a = 1
	for range 200 {
		var ga, gb, haa, hab, hbb float64
		for _, j := range all {
			x := oddsOf(j, weights)
			p := 1 / (1 + math.Exp(-(a*x + b)))
			d := -p
			if j.right {
				d = 1 - p
			}
			q := p * (1 - p)
			ga, gb = ga+d*x, gb+d
			haa, hab, hbb = haa+q*x*x, hab+q*x, hbb+q
		}
		haa, hbb = haa+1e-6, hbb+1e-6
		det := haa*hbb - hab*hab
		if det <= 0 {
			return a, b
		}
		da, db := (hbb*ga-hab*gb)/det, (haa*gb-hab*ga)/det
		a, b = a+min(max(da, -0.5), 0.5), b+min(max(db, -0.5), 0.5)
		if math.Abs(da)+math.Abs(db) < 1e-6 {
			break
		}
	}
	return a, b
}
