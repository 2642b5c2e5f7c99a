package table

import (
	"fmt"
	"testing"
	"unsafe"
)

// ask does what a column does with a cell whose text has a print.
func ask(p *past, print uint64, what int, key string, room *int) (int, string) {
	came, k := p.of(print)
	if came == unheard && !p.gone {
		p.note(print, what, key, room)
	}
	return came, k
}

// spread makes a print of a number, as a hash does of a text.
func spread(i int) uint64 { return (uint64(i+1) * 0x9E3779B97F4A7C15) &^ cameOf }

// drawn is the i-th of numbers drawn from n, some of which come again and again.
func drawn(i, n int) int {
	h := spread(i)
	h = (h ^ h>>31) * 0x94D049BB133111EB
	return int((h ^ h>>29) % uint64(n))
}

func TestPastTellsWhatCameBefore(t *testing.T) {
	var p past
	room := pastAll
	want := []struct {
		what int
		key  string
	}{{empty, ""}, {itself, ""}, {keyed, "ヤマダタロウ"}}
	for i, w := range want {
		if what, _ := ask(&p, spread(i), w.what, w.key, &room); what != unheard {
			t.Errorf("%d: came %d before anything was noted", i, what)
		}
	}
	for i, w := range want {
		if what, key := p.of(spread(i)); what != w.what || key != w.key {
			t.Errorf("%d: got %d %q, want %d %q", i, what, key, w.what, w.key)
		}
	}
	if what, _ := p.of(spread(99)); what != unheard {
		t.Errorf("a text that never came: %d", what)
	}
}

// Whatever was noted, an answer is unheard or right: growing and driving out
// never give one text the outcome of another.
func TestPastNeverTellsOfAnother(t *testing.T) {
	var p past
	room := pastAll
	known := 0
	for i := range 400_000 {
		n := drawn(i, 15_000)
		what, key := ask(&p, spread(n), keyed, fmt.Sprint(n), &room)
		if what == unheard {
			continue
		}
		known++
		if what != keyed || key != fmt.Sprint(n) {
			t.Fatalf("%d: got %d %q", n, what, key)
		}
	}
	if known < 100_000 {
		t.Errorf("only %d of 400000 were known", known)
	}
}

func TestPastGivesUpWhereNothingComesAgain(t *testing.T) {
	for name, tc := range map[string]struct {
		of   func(i int) int
		gone bool
	}{
		"all different":            {func(i int) int { return i }, true},
		"three words":              {func(i int) int { return i % 3 }, false},
		"ten thousand names":       {func(i int) int { return drawn(i, 10_000) }, false},
		"different after the rest": {func(i int) int { return max(i-20_000, i%7) }, true},
	} {
		var p past
		room := pastAll
		for i := range 60_000 {
			if !p.gone {
				ask(&p, spread(tc.of(i)), empty, "", &room)
			}
		}
		if p.gone != tc.gone {
			t.Errorf("%s: given up %v, want %v", name, p.gone, tc.gone)
		}
		if tc.gone && (len(p.places) > 0 || room != pastAll) {
			t.Errorf("%s: given up with %d places, %d of %d free", name, len(p.places), room, pastAll)
		}
	}
}

// All columns of a table together take a bounded number of places, of a bounded
// size.
func TestPastIsBounded(t *testing.T) {
	room, taken := pastAll, 0
	for range 64 {
		var p past
		for i := range 60_000 {
			if !p.gone {
				ask(&p, spread(drawn(i, 15_000)), itself, "", &room)
			}
		}
		taken += len(p.places)
		if len(p.places) > pastMost {
			t.Errorf("%d places of one column", len(p.places))
		}
	}
	if taken > pastAll || taken+room != pastAll {
		t.Errorf("%d places taken and %d free of %d", taken, room, pastAll)
	}
	if size := unsafe.Sizeof(outcome{}); size > 24 {
		t.Errorf("an outcome takes %d bytes", size)
	}
}
