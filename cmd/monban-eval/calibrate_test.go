package main

import (
	"bytes"
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"monban/detect"
)

// Weights that made the judgements are found again, from shipped ones that were
// wrong, and what was never seen stays as it was.
func TestFitFindsTheWeights(t *testing.T) {
	shipped := shippedWeights()
	truth := map[detect.Evidence]float64{detect.CheckDigit: 1, detect.ColumnHeader: 3, detect.Context: -1}
	r := rand.New(rand.NewPCG(1, 2))
	var all []judged
	for range 20000 {
		j := judged{shape: float64(r.IntN(5)) - 2}
		odds := j.shape
		for e, w := range truth {
			if r.IntN(2) == 0 {
				j.evidence |= e
				odds += w
			}
		}
		j.right = r.Float64() < 1/(1+math.Exp(-odds))
		all = append(all, j)
	}
	fitted, sure := fitWeights(all, shipped)
	for i := range shipped {
		want, known := truth[1<<i]
		if !known {
			want = shipped[i]
		}
		if math.Abs(fitted[i]-want) > 0.15 {
			t.Errorf("weight %d is %.2f, want %.2f", i, fitted[i], want)
		}
		if known == (sure[i] > 0.5) {
			t.Errorf("weight %d: ±%.2f with findings %v", i, sure[i], known)
		}
	}
	if logLoss(all, fitted) >= logLoss(all, shipped) {
		t.Error("the fit is no better than what it began with")
	}
	if a, b := platt(all, fitted); math.Abs(a-1) > 0.05 || math.Abs(b) > 0.05 {
		t.Errorf("a calibrated set has the line %.2f, %.2f", a, b)
	}
}

// Evidence that was never wrong does not ask for a weight without bound.
func TestFitIsBounded(t *testing.T) {
	var all []judged
	for range 5000 {
		all = append(all, judged{shape: 0, evidence: detect.ColumnHeader, right: true})
	}
	fitted, _ := fitWeights(all, shippedWeights())
	i := 2 // detect.ColumnHeader
	if got, was := fitted[i], detect.ColumnHeader.Weight(); got < was || got > was+8 {
		t.Errorf("fitted %.1f, shipped %.1f", got, was)
	}
}

func TestCalibratePrintsTheTables(t *testing.T) {
	var out bytes.Buffer
	if err := run(context.Background(), []string{"calibrate", "-data", smallData(t)}, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"expected calibration error", "column-header", "shipped", "fitted", "Platt", "0.9 to 1.0"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if err := run(context.Background(), []string{"calibrate", "-data", t.TempDir()}, &out); err == nil {
		t.Error("a folder without files was calibrated on")
	}
}
