//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"monban/detect"
	"monban/detect/rules"
	"monban/dict"
	"monban/extract"
)

// The benchmarks of this file state what detection must reach on one core once
// a file is open, in bytes of text for a second of processor time ("MB/cpu-s",
// which other work on the machine does not touch): tables 25, prose 3, and no
// input less than 1.

// scanUnits runs the engine on what send sends.
func scanUnits(tb testing.TB, engine *detect.Engine, send func(to extract.Sink) error) *detect.Result {
	tb.Helper()
	e := *engine
	e.Read = func(_ context.Context, _ extract.File, to extract.Sink) error { return send(to) }
	r, err := e.Scan(context.Background(), []extract.File{{Name: "t", Data: strings.NewReader("")}}, detect.Options{MaxFindings: 100, Jobs: 1})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// shipped returns the shipped engine, its dictionary open.
func shipped(tb testing.TB) *detect.Engine {
	tb.Helper()
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		tb.Fatal(err)
	}
	scanUnits(tb, engine, func(to extract.Sink) error { return to.Text(extract.Unit{Text: "山田太郎様"}) })
	return engine
}

// benchUnits scans what send sends again and again: size bytes of text.
func benchUnits(b *testing.B, size int, send func(to extract.Sink) error) {
	b.Helper()
	engine := shipped(b)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	before, n := processorTime(b), 0
	for b.Loop() {
		scanUnits(b, engine, send)
		n++
	}
	b.ReportMetric(float64(size)*float64(n)/1e6/(processorTime(b)-before), "MB/cpu-s")
}

// processorTime is what the process has used so far, in seconds.
func processorTime(b testing.TB) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// BenchmarkRunningText scans the passages of testdata/eval/prose, each time
// about other people. Target: 3 MB/cpu-s.
func BenchmarkRunningText(b *testing.B) {
	for _, name := range []string{"mail", "notes", "chat", "clean"} {
		b.Run(name, func(b *testing.B) {
			var lines []string
			size := 0
			for with := uint64(1); size < scaled(2<<20); with++ {
				list, err := readPassages("../../testdata/eval/prose/"+name+".txt", with)
				if err != nil {
					b.Fatal(err)
				}
				for _, p := range list {
					for _, l := range strings.Split(p.text, "\n") {
						lines = append(lines, l)
						size += len(l)
					}
				}
			}
			benchUnits(b, size, func(to extract.Sink) error {
				for i, l := range lines {
					if err := to.Text(extract.Unit{Text: l, Loc: extract.Loc{Line: i + 1}}); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
}

// BenchmarkSentences scans sentences of an encyclopedia, every one another:
// running text without repetitions. Target: 3 MB/cpu-s.
func BenchmarkSentences(b *testing.B) {
	const file = "../../../shared/corpora/ner/ner-wikipedia-part.json"
	text, err := os.ReadFile(file)
	if err != nil {
		b.Skip("no sentences: ", err)
	}
	var list []sentence
	if err := json.Unmarshal(text, &list); err != nil {
		b.Fatal(err)
	}
	size := 0
	list = list[:min(len(list), scaled(len(list)))]
	for _, s := range list {
		size += len(s.Text)
	}
	benchUnits(b, size, func(to extract.Sink) error {
		for i, s := range list {
			if err := to.Text(extract.Unit{Text: s.Text, Loc: extract.Loc{Line: i + 1}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkTermScan looks for all terms of the dictionary in the passages of
// testdata/eval/prose. Target: 150 MB/cpu-s.
func BenchmarkTermScan(b *testing.B) {
	terms, err := dict.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	m := dict.NewMatcher(terms)
	var text []string
	size := 0
	for _, name := range []string{"mail", "notes", "chat", "clean"} {
		list, err := readPassages("../../testdata/eval/prose/"+name+".txt", 1)
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range list {
			text = append(text, p.text)
			size += len(p.text)
		}
	}
	found := 0
	before, n := processorTime(b), 0
	for b.Loop() {
		for range 1000 {
			for _, s := range text {
				m.Scan(s, func(*dict.Term, int, int) { found++ })
			}
		}
		n += 1000
	}
	b.ReportMetric(float64(size)*float64(n)/1e6/(processorTime(b)-before), "MB/cpu-s")
	if found == 0 {
		b.Fatal("no term found")
	}
}

// scaled is the size of an input, a fiftieth of it with -short: that the inputs
// still run is worth knowing on a machine that has no time to measure.
func scaled(n int) int {
	if testing.Short() {
		return n / 50
	}
	return n
}

// hostile are pieces that make the worst inputs when they are repeated.
var hostile = []struct{ name, piece string }{
	{"katakana", "ア"},
	{"letters", "a"},
	{"digits", "1"},
	{"kanji", "山"},
	{"hiragana", "あ"},
	{"prolonged", "ー"},
	{"halfwidth", "ｱ"},
	{"fullwidth", "１"},
	{"zero", "〇"},
	{"one", "一"},
	{"numeral", "三"},
	{"dot", "・"},
	{"blanks", " "},
	{"commas", ","},
	{"toten", "、"},
	{"brackets", "（（（"},
	{"opening", "「"},
	{"colons", "名:"},
	{"at", "@"},
	{"hyphens", "-"},
	{"dollars", "$"},
	{"variants", "葛\U000E0100"},
	{"marks", "が゙゙゙"},
	{"combining", "a\u0301\u0301"},
	{"invalid", "\xff\xe3\x81"},
	{"base64", "dGVzdA9xZm+/QkFTRTY0"},
	{"hex", "9f86d081884c7d65"},
	{"dates", "2024-05-17 "},
	{"datesJa", "昭和60年4月1日"},
	{"mails", "a.b@example.com,"},
	{"mailish", "a.b-c_d+"},
	{"domains", "a@b.c@d."},
	{"phones", "090-1234-5678"},
	{"phonesApart", "090-1234-5678 "},
	{"groups", "1-"},
	{"numbers", "123456789018 "},
	{"postal", "〒100-0001 "},
	{"honorific", "田中様"},
	{"names", "田中太郎"},
	{"namesApart", "田中 太郎、"},
	{"kanaNames", "ジョン・"},
	{"romaji", "Tanaka Taro "},
	{"vietnamese", "Nguyễn Văn "},
	{"capitals", "Ab"},
	{"places", "東京都"},
	{"street", "東京都新宿区西新宿2-8-1"},
	{"companies", "株式会社"},
	{"diseases", "統合失調症"},
	{"handbook", "障害者手帳1級"},
	{"passwords", "password: x1y2z3 "},
	{"labels", "氏名: 山田 太郎 住所: "},
	{"particles", "私は個人番号の"},
	{"sentences", "田中様の件です。"},
	{"relatives", "田中様の妻と長男、"},
	{"described", "田中 太郎（49・男、ベトナム）"},
	{"badged", "田中 太郎（20471）"},
	{"careers", "田中さんは港商業高校卒、"},
	{"mixed", "ア1a山@-・"},
	{"ages", "35歳"},
	{"yen", "月給250,000円"},
	{"links", "番号は番号は"},
	{"roma", "aあ"},
}

// repeated returns about n bytes of a piece.
func repeated(piece string, n int) string { return strings.Repeat(piece, n/len(piece)+1) }

// BenchmarkHostile scans inputs made to be slow. Target: 1 MB/cpu-s each.
func BenchmarkHostile(b *testing.B) {
	size := scaled(2 << 20)
	for _, h := range hostile {
		whole := repeated(h.piece, size)
		b.Run("line/"+h.name, func(b *testing.B) {
			benchUnits(b, len(whole), func(to extract.Sink) error {
				return to.Text(extract.Unit{Text: whole, Loc: extract.Loc{Line: 1}})
			})
		})
		b.Run("cell/"+h.name, func(b *testing.B) {
			benchUnits(b, len(whole), func(to extract.Sink) error { return sendAround(to, whole) })
		})
		short := make([]string, 0, scaled(200_000)) // all different
		total := 0
		for i := range cap(short) {
			s := repeated(h.piece, 6+i%17)
			s += fmt.Sprint(i)
			short = append(short, s)
			total += len(s)
		}
		b.Run("column/"+h.name, func(b *testing.B) {
			benchUnits(b, total, func(to extract.Sink) error {
				cell := make([]extract.Unit, 1)
				for i, s := range short {
					cell[0] = extract.Unit{Text: s, Loc: extract.Loc{Sheet: "s", Row: i + 1, Col: 1}}
					if err := to.Row(cell); err != nil {
						return err
					}
				}
				return nil
			})
		})
		b.Run("row/"+h.name, func(b *testing.B) {
			n := 0
			row := make([]extract.Unit, cap(short)/2)
			for i := range row {
				row[i] = extract.Unit{Text: short[i], Loc: extract.Loc{Sheet: "s", Row: 1, Col: i + 1}}
				n += len(short[i])
			}
			benchUnits(b, n, func(to extract.Sink) error { return to.Row(row) })
		})
	}
}

// sendAround sends a table with one enormous cell.
func sendAround(to extract.Sink, cell string) error {
	for i, row := range [][]string{{"氏名", "電話番号", "備考"}, {"川上 花", "090-0000-1111", cell}, {"小田 武", "090-0000-2222", "なし"}, {"森 実", "090-0000-3333", "なし"}} {
		units := make([]extract.Unit, len(row))
		for j, s := range row {
			units[j] = extract.Unit{Text: s, Loc: extract.Loc{Sheet: "s", Row: i + 1, Col: j + 1}}
		}
		if err := to.Row(units); err != nil {
			return err
		}
	}
	return nil
}
