//go:build unix

package main

import (
	"fmt"
	"testing"

	"monban/detect"
	"monban/extract"
)

// growthMost is how many times as much processor time four times as much input
// may take. Work that grows with the square of the input takes sixteen times as
// much, once it is more than all the rest.
const growthMost = 9

// sheets are tables and forms in which something is asked of every cell that
// could be answered once for all of them. cell returns what stands in a column
// of a row, both counted from 0.
var sheets = []struct {
	name string
	rows int // the sheet grows in width
	cell func(row, col int) string
}{
	{"a form of numbers of the insured", 200, func(row, col int) string {
		return pick(col, "1", "■有 □無", "ア", "被保険者番号", "選手")
	}},
	{"headers of numbers of the insured", 4, func(row, col int) string { return under(row, "被保険者番号", fmt.Sprint(10000000+col)) }},
	{"values that are headers, too", 80, func(row, col int) string {
		return pick(row+col, "番号", "担当者", "男", "妻", "090-1234-5678", "続柄")
	}},
	{"tables side by side", 4, func(row, col int) string {
		return under(row, pick(col, "会社名", "患者氏名"), pick(col, "株式会社みどり", "山田 太郎"))
	}},
	{"relatives and what follows them", 4, func(row, col int) string {
		return under(row, pick(col, "家族氏名", "続柄", "備考")+fmt.Sprint(col/3), pick(col, "山田 花子", "妻", ""))
	}},
	{"relatives of whom little is said", 4, func(row, col int) string { return under(row, "家族"+fmt.Sprint(col), pick(row+col, "妻", "長男")) }},
	{"telephones", 4, func(row, col int) string { return under(row, "電話番号", fmt.Sprint(1000+col)) }},
	{"headers of animals", 4, func(row, col int) string {
		return under(row, pick(col, "ペット名", "性別"), pick(col, "ポチ", "オス"))
	}},
}

// pick returns the word that stands at a place of words that come again and again.
func pick(at int, words ...string) string { return words[at%len(words)] }

// under returns the header in the first row, the value in all others.
func under(row int, header, value string) string {
	if row == 0 {
		return header
	}
	return value
}

// TestGrowthOfTables holds the work for a sheet against the work for one that is
// four times as large.
func TestGrowthOfTables(t *testing.T) {
	engine := shipped(t)
	for _, s := range sheets {
		grows(t, engine, s.name, 2000, func(n int, to extract.Sink) error {
			units := make([]extract.Unit, n/s.rows)
			for row := range s.rows {
				for col := range units {
					units[col] = extract.Unit{Text: s.cell(row, col), Loc: extract.Loc{Sheet: "s", Row: row + 1, Col: col + 1}}
				}
				if err := to.Row(units); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// TestGrowthOfText does so for one long line, and for many short ones.
func TestGrowthOfText(t *testing.T) {
	engine := shipped(t)
	for _, h := range hostile {
		grows(t, engine, "a line of "+h.name, 8000, func(n int, to extract.Sink) error {
			return to.Text(extract.Unit{Text: repeated(h.piece, n), Loc: extract.Loc{Line: 1}})
		})
		grows(t, engine, "lines of "+h.name, 8000, func(n int, to extract.Sink) error {
			for line := range n / 40 {
				if err := to.Text(extract.Unit{Text: repeated(h.piece, 30) + fmt.Sprint(line), Loc: extract.Loc{Line: line + 1}}); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// grows fails when input of size 4n takes out of proportion more processor time
// than that of size n. What else the machine does can make one measurement long
// but none short, so that the least of several counts.
func grows(t *testing.T, engine *detect.Engine, name string, n int, send func(n int, to extract.Sink) error) {
	t.Helper()
	least := func(n, times int) float64 {
		best := 0.0
		for i := range times {
			before := processorTime(t)
			scanUnits(t, engine, func(to extract.Sink) error { return send(n, to) })
			if took := processorTime(t) - before; i == 0 || took < best {
				best = took
			}
		}
		return best
	}
	var small, large float64
	for try := 1; try <= 4; try++ {
		small, large = least(n, try), least(4*n, try)
		if large <= growthMost*max(small, 0.004) { // less is not measured well
			return
		}
	}
	t.Errorf("%s: %.3f s for %d, %.3f s for %d: more than %d times as much", name, small, n, large, 4*n, growthMost)
}
