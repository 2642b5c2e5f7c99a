package xlsx

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"monban/extract"
)

const corpora = "../../../shared/corpora"

// corpusWorkbooks lists real workbooks, which are not in the repository.
func corpusWorkbooks(t testing.TB) []string {
	var out []string
	filepath.WalkDir(corpora, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			switch strings.ToLower(filepath.Ext(p)) {
			case ".xlsx", ".xlsm", ".xltx", ".xltm":
				out = append(out, p)
			}
		}
		return nil
	})
	if len(out) == 0 {
		t.Skip("no corpus of workbooks at", corpora)
	}
	return out
}

type shownCell struct{ value, shown string }

// ourCells reads the cells of all sheets without the rules for units.
func ourCells(data []byte) (map[string]map[string]shownCell, error) {
	out := map[string]map[string]shownCell{}
	b, err := open(context.Background(), extract.File{Data: bytes.NewReader(data), Size: int64(len(data)), Limits: extract.DefaultLimits()}, discard{})
	if err != nil {
		return nil, err
	}
	b.onCell = func(sheet string, row int, c *cell) {
		if c.value == "" && c.shown == "" {
			return
		}
		if out[sheet] == nil {
			out[sheet] = map[string]shownCell{}
		}
		name, _ := excelize.CoordinatesToCellName(c.col, row)
		out[sheet][name] = shownCell{c.value, c.shown}
	}
	return out, b.read()
}

type discard struct{}

func (discard) Row([]extract.Unit) error                           { return nil }
func (discard) Text(extract.Unit) error                            { return nil }
func (discard) Gap(extract.Gap) error                              { return nil }
func (discard) File(_ string, _ extract.Hidden, r io.Reader) error { return nil }

func theirCells(data []byte) (map[string]map[string]shownCell, []string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{CultureInfo: excelize.CultureNameJaJP, UnzipXMLSizeLimit: 1 << 30, UnzipSizeLimit: 2 << 30})
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	out := map[string]map[string]shownCell{}
	for _, sheet := range f.GetSheetList() {
		cells := map[string]shownCell{}
		for _, raw := range []bool{true, false} {
			rows, err := f.Rows(sheet)
			if err != nil {
				continue
			}
			for n := 1; rows.Next(); n++ {
				cols, err := rows.Columns(excelize.Options{RawCellValue: raw, CultureInfo: excelize.CultureNameJaJP})
				if err != nil {
					break
				}
				for i, v := range cols {
					if v == "" {
						continue
					}
					name, _ := excelize.CoordinatesToCellName(i+1, n)
					c := cells[name]
					if raw {
						c.value = v
					} else {
						c.shown = v
					}
					cells[name] = c
				}
			}
			rows.Close()
		}
		if len(cells) > 0 {
			out[sheet] = cells
		}
	}
	return out, f.GetSheetList(), nil
}

// deliberate says why a cell differs from what excelize gives, "" when there
// is no reason.
func deliberate(file, sheet string, got, want shownCell, extra bool) string {
	switch {
	case strings.Contains(sheet, "/"):
		return "a sheet that the list of sheets does not name is read as well"
	case extra && filepath.Base(file) == "empty_s_attribute.xlsx":
		return "excelize loses cells with an empty style"
	case filepath.Base(file) == "minimal_package.xlsx" || filepath.Base(file) == "wtf_path.xlsx":
		return "excelize finds styles and strings only at their usual paths"
	case got == (shownCell{visible(want.value), visible(want.shown)}):
		return "excelize does not resolve escapes in the results of formulas"
	case got == shownCell{} && strings.TrimSpace(want.shown) == "":
		return "a blank that a format adds to nothing says nothing"
	case got.shown == got.value && got.value == want.value && len(got.value) > 10 && got.value[4] == '-' && got.value[10] == 'T':
		return "a cell of type d is shown as its ISO date"
	}
	return ""
}

func TestCellsAreThoseOfExcelize(t *testing.T) {
	files, cells := 0, 0
	reasons := map[string]int{}
	for i, p := range corpusWorkbooks(t) {
		if i%5 != 0 && os.Getenv("MONBAN_ALL") == "" {
			continue // a sample; excelize takes its time
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		theirs, _, err := theirCells(data)
		if err != nil {
			continue
		}
		ours, err := ourCells(data)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		files++
		perFile := 0
		differ := func(sheet, name string, got, want shownCell, extra bool) {
			if why := deliberate(p, sheet, got, want, extra); why != "" {
				reasons[why]++
			} else if perFile++; perFile <= 3 {
				t.Errorf("%s %s!%s: got %q, excelize %q", strings.TrimPrefix(p, corpora), sheet, name, got, want)
			}
		}
		for sheet, want := range theirs {
			for name, w := range want {
				cells++
				if got := ours[sheet][name]; got != w {
					differ(sheet, name, got, w, false)
				}
			}
		}
		for sheet, got := range ours {
			for name, g := range got {
				if _, ok := theirs[sheet][name]; !ok {
					differ(sheet, name, g, shownCell{}, true)
				}
			}
		}
	}
	t.Logf("%d workbooks, %d cells; deliberately different:", files, cells)
	for why, n := range reasons {
		t.Logf("%6d  %s", n, why)
	}
}
