package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"monban/cmd/internal/synth"
	"monban/detect"
	"monban/detect/rules"
	"monban/extract"
)

// bench scans one file again and again with the shipped engine.
func bench(b *testing.B, name string, data []byte, atLeast int) {
	b.Helper()
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := engine.Scan(context.Background(), []extract.File{{Name: name, Size: int64(len(data)), Data: bytes.NewReader(data)}}, detect.Options{MaxFindings: 100, Jobs: 1})
		if err != nil {
			b.Fatal(err)
		}
		if len(r.People) < atLeast {
			b.Fatalf("%d people, want at least %d", len(r.People), atLeast)
		}
	}
}

// largeCSV makes a CSV of 16 columns in memory.
func largeCSV(rows int) []byte {
	g := synth.New(1)
	var b bytes.Buffer
	fmt.Fprintln(&b, strings.Join(synth.LargeHeader(), ","))
	for i := range rows {
		fmt.Fprintln(&b, strings.Join(g.LargeRow(i), ","))
	}
	return b.Bytes()
}

func BenchmarkCSV100000x16(b *testing.B) { bench(b, "members.csv", largeCSV(100_000), 90_000) }

func BenchmarkMooble300(b *testing.B) {
	s, err := synth.Incidents[0].Make(1, 300)
	if err != nil {
		b.Fatal(err)
	}
	bench(b, s.Files[0].Name, s.Files[0].Data, 290)
}

func BenchmarkIncident(b *testing.B) {
	for _, in := range synth.Incidents {
		b.Run(in.Name, func(b *testing.B) {
			s, err := in.Make(1, in.Small)
			if err != nil {
				b.Fatal(err)
			}
			bench(b, s.Files[0].Name, s.Files[0].Data, in.Small/2)
		})
	}
}

// BenchmarkProse scans 1 MB of case notes, mails and clean text.
func BenchmarkProse(b *testing.B) {
	var text strings.Builder
	for _, name := range []string{"mail", "notes", "chat", "clean"} {
		list, err := readPassages("../../testdata/eval/prose/"+name+".txt", seed)
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range list {
			text.WriteString(p.text)
		}
	}
	one := text.String()
	bench(b, "notes.txt", []byte(strings.Repeat(one, 1<<20/len(one))), 1)
}
