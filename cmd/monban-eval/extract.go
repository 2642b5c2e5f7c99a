package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"monban/cmd/internal/planted"
	"monban/cmd/internal/rival"
)

// What reading must reach, as shares.
const (
	enough      = 0.95 // of the characters of one PDF
	enoughFiles = 0.97
	enoughKanji = 0.99 // of the Japanese characters of all PDFs of a set
	mostCPU     = 3.0  // times that of pdftotext
	enoughCells = 0.99 // of the strings of .xls files
	enoughSpeed = 8.0  // times that of excelize
	mostGrowth  = 2.0  // of the memory for 80 times the cells
)

var errMissed = errors.New("reading does not reach what it must")

// A readEval measures how much of files is read.
type readEval struct {
	ctx     context.Context
	out     io.Writer
	corpora string
	large   bool
	figures figures
	missed  []string // what was not reached
	lacking []string // what could not be measured for want of a program
	absent  []string // or of real files
}

// runExtract measures what Monban reads in files: the places where words were
// planted, and the same files as other programs read.
func runExtract(ctx context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("extract", flag.ContinueOnError)
	corpora := fs.String("corpora", "../shared/corpora", "folder of real files")
	baseline := fs.String("baseline", "", "figures to compare with")
	update := fs.Bool("update", false, "write the figures of the planted places to the baseline instead")
	large := fs.Bool("large", false, "also a workbook of 16 million cells, which takes minutes")
	only := fs.Bool("places", false, "only the planted places: no other program, no real file")
	asJSON := fs.Bool("json", false, "print JSON behind the table")
	if err := fs.Parse(args); err != nil {
		return err
	}
	v := &readEval{ctx: ctx, out: out, corpora: *corpora, large: *large, figures: figures{}}
	steps := []func() error{v.places, v.pdfs, v.strings, v.cells}
	if *only {
		steps = steps[:1]
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if *asJSON {
		b, err := json.MarshalIndent(v.figures, "", " ")
		if err != nil {
			return err
		}
		fmt.Fprintln(out, string(b))
	}
	for _, s := range slices.Concat(v.lacking, v.absent) {
		fmt.Fprintln(out, "not measured:", s)
	}
	if len(v.lacking) > 0 && os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1" {
		return errors.New("a program is missing")
	}
	if *baseline != "" && *update {
		kept := figures{}
		for name, x := range v.figures {
			if strings.HasPrefix(name, "places.") {
				kept[name] = x
			}
		}
		return kept.write(*baseline)
	}
	if *baseline != "" {
		old, err := readFigures(*baseline)
		if err != nil {
			return err
		}
		v.missed = append(v.missed, v.figures.below(old)...)
	}
	for _, s := range v.missed {
		fmt.Fprintln(out, "missed:", s)
	}
	if len(v.missed) > 0 {
		return errMissed
	}
	return nil
}

func (v *readEval) miss(format string, args ...any) {
	v.missed = append(v.missed, fmt.Sprintf(format, args...))
}

// places reads the files with planted words.
func (v *readEval) places() error {
	files, err := planted.Files()
	if err != nil {
		return err
	}
	fmt.Fprintf(v.out, "%-12s %8s %8s %12s\n", "planted in", "places", "found", "called right")
	for _, f := range files {
		r, err := rival.Read(v.ctx, f.Name, f.Data)
		if err != nil {
			return err
		}
		found, right := 0, 0
		for _, p := range f.Places {
			as := r.Hidden(p.Word)
			if len(as) > 0 {
				found++
			}
			if len(as) == 1 && as[0] == p.Hidden {
				right++
				continue
			}
			v.miss("%s: %s is found as %q, not as %q", f.Name, p.Word, as, p.Hidden)
		}
		kind := strings.TrimPrefix(filepath.Ext(f.Name), ".")
		fmt.Fprintf(v.out, "%-12s %8d %8d %12d\n", kind, len(f.Places), found, right)
		v.figures["places."+kind+".found"] = ratio(found, len(f.Places))
		v.figures["places."+kind+".called"] = ratio(right, len(f.Places))
	}
	fmt.Fprintln(v.out)
	return nil
}

// below lists the files of a corpus with an ending.
func (v *readEval) below(set, ext string) (out []string, err error) {
	err = filepath.WalkDir(filepath.Join(v.corpora, set), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.EqualFold(filepath.Ext(path), ext) {
			out = append(out, path)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return out, err
}
