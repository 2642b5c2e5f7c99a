package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"monban/cmd/internal/rival"
	"monban/cmd/internal/synth"
)

// wrong are the texts of real PDF files that pdftotext reads wrongly, as they
// stand on the page: their fonts give codes without a meaning, which Monban
// finds out from the letters in the font.
var wrong = map[string]string{
	"issue-791-non-unicode-cmap.pdf": "Peněžní prostředky na účtech",
	"issue_566_test_1.pdf":           "ISSUE Date：2019-4-25 Buyer：黎荣",
}

// A pdfTally adds up what the PDF files of one set gave.
type pdfTally struct {
	files, good, told int
	kanji, allKanji   int
	ours, theirs      time.Duration
}

// printed are workbooks to print; see synth.Layout.
const printed = `
== book1.xlsx
title: 令和8年度 利用者名簿
people: adult 60
氏名 | person-name | name
フリガナ | person-name | kana.half
生年月日 | birth-date | birth.era
電話番号 | phone | mobile
== book2.xlsx
people: old 150
町内会 | - | pick:旭町,栄町,緑町
氏名 | person-name | name.wide
住所 | address | address.wide
要支援の理由 | welfare-certificate | caregrade
`

func printedBooks() (out []rival.Book, err error) {
	layouts, err := synth.ParseLayouts("printed", printed)
	if err != nil {
		return nil, err
	}
	for _, l := range layouts {
		d, err := l.Make(seed, false)
		if err != nil {
			return nil, err
		}
		out = append(out, rival.Book{Name: d.File.Name, Data: d.File.Data, Text: string(synth.CSV(d.Sheets[0]))})
	}
	return out, nil
}

// pdfs compares with pdftotext what is read in real PDF files and in those that
// other programs print here.
func (v *readEval) pdfs() error {
	if missing := rival.Missing("pdftotext"); len(missing) > 0 {
		v.lacking = append(v.lacking, "PDF files (needs pdftotext)")
		return nil
	}
	fmt.Fprintf(v.out, "%-12s %6s %8s %14s %8s  %s\n", "PDF of", "files", ">= 95 %", "Japanese", "CPU", "unreadable to pdftotext too, and said")
	for _, set := range []string{"pdfminer", "pypdf"} {
		paths, err := v.below(set, ".pdf")
		if err != nil {
			return err
		}
		if len(paths) == 0 {
			v.absent = append(v.absent, v.corpora+"/"+set)
			continue
		}
		var files []rival.Printed
		for _, p := range paths {
			files = append(files, rival.Printed{Path: p})
		}
		if err := v.pdfSet(set, files); err != nil {
			return err
		}
	}
	books, err := printedBooks()
	if err != nil {
		return err
	}
	for _, p := range rival.Producers() {
		if missing := rival.Missing(p.Needs...); len(missing) > 0 {
			v.lacking = append(v.lacking, fmt.Sprintf("PDF files of %s (needs %v)", p.Name, missing))
			continue
		}
		if err := v.print(p, books); err != nil {
			return err
		}
	}
	fmt.Fprintln(v.out)
	return nil
}

func (v *readEval) print(p rival.Producer, books []rival.Book) error {
	dir, err := os.MkdirTemp("", "monban-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	files, err := p.Print(v.ctx, dir, books)
	if err != nil {
		return err
	}
	return v.pdfSet(p.Name, files)
}

func (v *readEval) pdfSet(set string, files []rival.Printed) error {
	var t pdfTally
	for _, f := range files {
		if err := v.pdf(&t, f); err != nil {
			return err
		}
	}
	share, kanji, cpu := ratio(t.good, t.files), 1.0, t.ours.Seconds()/max(t.theirs.Seconds(), 0.001)
	if t.allKanji > 0 {
		kanji = ratio(t.kanji, t.allKanji)
	}
	fmt.Fprintf(v.out, "%-12s %6d %8d %6d (%5.2f%%) %7.2fx  %d\n", set, t.files, t.good, t.allKanji, 100*kanji, cpu, t.told)
	v.figures["pdf."+set+".files"], v.figures["pdf."+set+".japanese"], v.figures["pdf."+set+".cpu.error"] = share, kanji, cpu
	if share < enoughFiles || kanji < enoughKanji || cpu > mostCPU {
		v.miss("pdf of %s: %.4f of the files, %.4f of the Japanese characters, %.2f times the CPU", set, share, kanji, cpu)
	}
	return nil
}

// pdf reads one file both ways.
func (v *readEval) pdf(t *pdfTally, f rival.Printed) error {
	text, theirs, err := rival.PDFText(v.ctx, f.Path)
	if err != nil && text == "" {
		return nil // pdftotext does not open it
	}
	if right, ok := wrong[filepath.Base(f.Path)]; ok {
		text = right
	}
	b, err := os.ReadFile(f.Path)
	if err != nil {
		return err
	}
	r, err := rival.Read(v.ctx, filepath.Base(f.Path), b)
	if err != nil {
		return err
	}
	want, got := rival.Bag{}, r.Bag()
	want.Add(text)
	found, all := want.Found(got, nil)
	if all < 5 {
		return nil
	}
	if f.Text != "" {
		// Does pdftotext read what was printed? If not, it is no measure; but
		// then nobody may call the file read.
		source := rival.Bag{}
		source.Add(f.Text)
		if theirs, all := source.Found(want, rival.Japanese); 2*theirs < all {
			if ours, _ := source.Found(got, rival.Japanese); 2*ours < all && len(r.Gaps) == 0 {
				v.miss("%s: hardly anything was read, and no gap says so", filepath.Base(f.Path))
			}
			t.told++
			return nil
		}
	}
	kanji, allKanji := want.Found(got, rival.Japanese)
	t.files++
	t.ours, t.theirs = t.ours+r.CPU, t.theirs+theirs
	t.kanji, t.allKanji = t.kanji+kanji, t.allKanji+allKanji
	if ratio(found, all) >= enough {
		t.good++
		return nil
	}
	fmt.Fprintf(v.out, "  %s: %d of %d characters\n", filepath.Base(f.Path), found, all)
	return nil
}
