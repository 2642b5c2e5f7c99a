package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"unicode"

	"monban/cmd/internal/rival"
	"monban/cmd/internal/synth"
)

// strings compares the strings of .xls files with those of ssconvert. Its
// errors and numbers are left out: it computes formulas anew.
func (v *readEval) strings() error {
	paths, err := v.below("sheetjs", ".xls")
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		v.absent = append(v.absent, v.corpora+"/sheetjs")
		return nil
	}
	if len(rival.Missing("ssconvert")) > 0 {
		v.lacking = append(v.lacking, "strings of .xls files (needs ssconvert)")
		return nil
	}
	files, refused, all, found := 0, 0, 0, 0
	for _, path := range paths {
		cells, err := rival.Cells(v.ctx, path)
		if err != nil {
			refused++ // by ssconvert, which opens no file with a password
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		r, err := rival.Read(v.ctx, filepath.Base(path), b)
		if err != nil {
			return err
		}
		files++
		have := r.Texts()
		for _, c := range cells {
			if !isWord(c) {
				continue
			}
			all++
			if have[c] > 0 {
				have[c]--
				found++
			} else {
				fmt.Fprintf(v.out, "  not in %s: %.40q\n", path, c)
			}
		}
	}
	share := ratio(found, all)
	fmt.Fprintf(v.out, "xls          %d of %d strings of ssconvert (%.2f %%) in %d files; %d refused by ssconvert\n", found, all, 100*share, files, refused)
	if v.figures["xls.strings"] = share; share < enoughCells {
		v.miss("xls: %.4f of the strings", share)
	}
	return nil
}

func isWord(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err != nil && s[0] != '#' && strings.ContainsFunc(s, unicode.IsLetter)
}

// saved is a workbook of 200,000 cells as Excel saves it: shared strings,
// dates, numbers; see synth.Layout.
const saved = `
== saved.xlsx
people: adult 25000
会員番号 | - | int:100000-999999
氏名 | person-name | name
フリガナ | person-name | kana
生年月日 | birth-date | birth.slash
性別 | sex | sex
電話番号 | phone | mobile
購入回数 | - | int:1-90
会員区分 | - | pick:一般,シルバー,ゴールド
`

// cells compares speed and memory with excelize on made-up workbooks. That the
// cells are the same is a test of extract/xlsx.
func (v *readEval) cells() error {
	dir, err := os.MkdirTemp("", "monban-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	layouts, err := synth.ParseLayouts("saved", saved)
	if err != nil {
		return err
	}
	d, err := layouts[0].Make(seed, false)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, d.File.Name)
	if err := os.WriteFile(path, d.File.Data, 0o600); err != nil {
		return err
	}
	var first rival.Streamed
	for range 3 { // the first time pays for what is made once
		s, err := v.stream(path)
		if err != nil {
			return err
		}
		if first.CPU == 0 || s.CPU < first.CPU {
			first = s
		}
	}
	theirs, cpu, err := rival.Excelize(d.File.Data)
	if err != nil {
		return err
	}
	times := cpu.Seconds() / max(first.CPU.Seconds(), 0.001)
	fmt.Fprintf(v.out, "  excelize reads %d of them in %.2f s: %.1f times\n", theirs, cpu.Seconds(), times)
	v.figures["xlsx.times"] = times
	if theirs != first.Cells {
		v.miss("xlsx: %d cells, excelize %d", first.Cells, theirs)
	}
	if !v.large { // a busy machine says little about speed
		return nil
	}
	if times < enoughSpeed {
		v.miss("xlsx: %.1f times the speed", times)
	}
	path = filepath.Join(dir, "large.xlsx")
	if err := synth.WriteLarge(path, seed, 1_000_000); err != nil {
		return err
	}
	// The pools of the library that wrote the file hold hundreds of megabytes,
	// and let go after two rounds; while those live, the collector would not run.
	runtime.GC()
	large, err := v.stream(path)
	if err != nil {
		return err
	}
	if most := mostGrowth * float64(max(first.Peak, 32<<20)); float64(large.Peak) > most {
		v.miss("xlsx: %d MB for %d cells", large.Peak>>20, large.Cells)
	}
	return nil
}

// stream reads a workbook from disk, and says what that took.
func (v *readEval) stream(path string) (rival.Streamed, error) {
	s, err := rival.Stream(v.ctx, path)
	if err != nil {
		return s, err
	}
	fmt.Fprintf(v.out, "xlsx         %9d cells in %5.2f s of CPU, %3.0f MB at most, %d files written\n", s.Cells, s.CPU.Seconds(), float64(s.Peak)/1e6, s.Writes)
	if s.Writes > 0 {
		v.miss("xlsx: %d files written", s.Writes)
	}
	return s, nil
}
