package xls

import (
	"bytes"
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/extract/extracttest"
)

// corpus lists real workbooks; the test is skipped where there are none.
func corpus(t testing.TB) (names []string) {
	err := filepath.WalkDir("../../../shared/corpora", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.EqualFold(filepath.Ext(p), ".xls") {
			names = append(names, p)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Skip("no corpora")
	}
	return names
}

// Real workbooks are recognised, and give cells or say why not. Cut and
// damaged they end in time. It is sampled; MONBAN_ALL=1 takes every workbook.
func TestRealWorkbooks(t *testing.T) {
	names := corpus(t)
	step, tries := 9, 4
	if os.Getenv("MONBAN_ALL") != "" {
		step, tries = 1, 24
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	slowest := time.Duration(0)
	for i, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		k := &keeper{}
		if err := Format.Read(context.Background(), extracttest.File(name, b), k); err == nil && len(k.lines) == 0 {
			t.Errorf("%s: nothing was said", filepath.Base(name))
		}
		if i%step != 0 {
			continue
		}
		for range tries {
			bad := bytes.Clone(b)
			for range 24 {
				bad[rnd.IntN(len(bad))] ^= 1 << rnd.IntN(8)
			}
			slowest = max(slowest, read1(t, name, bad))
			slowest = max(slowest, read1(t, name, b[:rnd.IntN(len(b))]))
		}
	}
	t.Logf("%d workbooks, the slowest damaged one took %v", len(names), slowest)
}

func read1(t *testing.T, name string, b []byte) time.Duration {
	start := time.Now()
	f := extracttest.File(name, b)
	Format.Match(f, b[:min(len(b), 4096)])
	_ = Format.Read(context.Background(), f, extracttest.Discard{})
	d := time.Since(start)
	if d > time.Minute {
		t.Errorf("%s damaged took %v", filepath.Base(name), d)
	}
	return d
}

func FuzzRead(f *testing.F) {
	f.Add(packed(workbook(8, sst("一", "abc"), testSheet{name: "S", recs: cat(labelSST(0, 0, 0), label(1, 0, "x"))})))
	f.Add(one(label(2, 1, "c2"), rec(recMulRK, 0, 3, 0, uint32(1<<2|2), 4), rec(recNote, 3, 1, 0, 7, str16("a"))))
	f.Add(workbook(5, rec(recCodepage, 932), testSheet{name: "a", recs: rec(recLabel, 0, 0, 0, 3, "abc")}))
	f.Fuzz(func(t *testing.T, b []byte) {
		ef := extracttest.File("x.xls", b)
		if !Format.Match(ef, b[:min(len(b), 4096)]) {
			return
		}
		k := &keeper{}
		_ = Format.Read(context.Background(), ef, k)
		n := 0
		for _, line := range k.lines {
			n += len(line)
		}
		// What comes out is of the size of what went in, not of what it claims.
		if n > 1000*len(b)+1<<20 {
			t.Errorf("%d bytes became %d", len(b), n)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var texts []string
	var cells []byte
	for i := range 1000 {
		texts = append(texts, strings.Repeat("見", i%7+1)+"本")
	}
	for row := range 20_000 {
		cells = cat2(cells, labelSST(row, 0, row%1000), labelSST(row, 1, (row*7)%1000), rec(recNumber, row, 2, 0, float64(row)), rec(recRK, row, 3, 0, uint32(row<<2|2)))
	}
	// The strings in records of at most 8 kB.
	var table []byte
	table = rec(recSST, uint32(1000), uint32(1000), str16(texts[0]))
	for i := 1; i < 1000; i += 100 {
		var part []any
		for _, s := range texts[i:min(i+100, 1000)] {
			part = append(part, str16(s))
		}
		table = append(table, rec(recContinue, part...)...)
	}
	data := packed(workbook(8, table, testSheet{name: "S", recs: cells}))
	b.SetBytes(int64(len(data)))
	b.ReportMetric(float64(len(data))/(1<<20), "MB")
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.xls", data), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}

func cat2(to []byte, parts ...[]byte) []byte {
	for _, p := range parts {
		to = append(to, p...)
	}
	return to
}
