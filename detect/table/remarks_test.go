package table

import (
	"fmt"
	"testing"

	"monban/detect/ja"
	"monban/extract"
)

// Remarks that differ in short numbers are one; those with a long number, another
// year or another word are not, nor are those of which one said something.
func TestRemarks(t *testing.T) {
	of := func(n *remarks, s string) uint64 { return n.of(ja.Prepare(extract.Unit{Text: s})) }
	var n remarks
	for i := range enough {
		hash := of(&n, fmt.Sprintf("%d回目 資料を郵送(受付%d)", i%10, 300+i))
		if n.passes(hash) {
			t.Fatalf("passed over after %d", i)
		}
		if n.note(hash, true) != (i == 0) {
			t.Errorf("%d: a place for each", i)
		}
	}
	for s, want := range map[string]bool{
		"9回目 資料を郵送(受付999)":          true,
		"９回目 資料を郵送(受付９９９)":          true,
		"9回目 資料を郵送(受付9)":            false,
		"9回目 資料を返送(受付999)":          false,
		"9回目 資料を郵送(受付1985)":         false,
		"9回目 資料を郵送":                 false,
		"資料を郵送":                     false,
		"9回目 資料を郵送(受付123456789012)": false,
	} {
		if got := n.passes(of(&n, s)); got != want {
			t.Errorf("%q: %t, want %t", s, got, want)
		}
	}
	ill := func(i int) uint64 { return of(&n, fmt.Sprintf("血圧 %d", 100+i)) }
	n.note(ill(0), false)
	for i := range 3 * enough {
		n.note(ill(i), true)
	}
	if n.passes(ill(1)) {
		t.Error("passed over though one said something")
	}
	if hash := of(&n, "受付123456789012"); hash != 0 {
		t.Error("a long number is remembered")
	}
	for i := range 2 * remarksMost {
		n.note(uint64(i), true)
	}
	if len(n.seen) > remarksMost {
		t.Errorf("%d are remembered", len(n.seen))
	}
}
