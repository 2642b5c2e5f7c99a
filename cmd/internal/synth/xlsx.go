package synth

import (
	"bytes"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// Formats of dates in cells.
const (
	eraFormat  = `[$-411]ggge"年"m"月"d"日";@`
	dateFormat = `yyyy/m/d`
)

// XLSX writes sheets as a workbook.
func XLSX(sheets ...*Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	styles := map[string]int{}
	for _, format := range []string{eraFormat, dateFormat} {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return nil, fmt.Errorf("synth: style: %w", err)
		}
		styles[format] = id
	}
	for i, s := range sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.Name); err != nil {
				return nil, fmt.Errorf("synth: sheet %d: %w", i+1, err)
			}
		} else if _, err := f.NewSheet(s.Name); err != nil {
			return nil, fmt.Errorf("synth: sheet %d: %w", i+1, err)
		}
		if err := writeSheet(f, s, styles); err != nil {
			return nil, fmt.Errorf("synth: sheet %d: %w", i+1, err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("synth: xlsx: %w", err)
	}
	return b.Bytes(), nil
}

func writeSheet(f *excelize.File, s *Sheet, styles map[string]int) error {
	for r, line := range s.Cells {
		for c, cell := range line {
			if cell.Value == nil {
				continue
			}
			at, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			switch v := cell.Value.(type) {
			case EraDate:
				err = setDate(f, s.Name, at, time.Time(v), styles[eraFormat])
			case time.Time:
				err = setDate(f, s.Name, at, v, styles[dateFormat])
			case Formula:
				err = f.SetCellFormula(s.Name, at, string(v))
			default:
				err = f.SetCellValue(s.Name, at, v)
			}
			if err != nil {
				return err
			}
		}
	}
	for _, m := range s.Merged {
		from, _ := excelize.CoordinatesToCellName(m[1], m[0])
		to, _ := excelize.CoordinatesToCellName(m[3], m[2])
		if err := f.MergeCell(s.Name, from, to); err != nil {
			return err
		}
	}
	for _, c := range s.HideCols {
		name, _ := excelize.ColumnNumberToName(c)
		if err := f.SetColVisible(s.Name, name, false); err != nil {
			return err
		}
	}
	for _, r := range s.HideRows {
		if err := f.SetRowVisible(s.Name, r, false); err != nil {
			return err
		}
	}
	for at, text := range s.Comments {
		cell, _ := excelize.CoordinatesToCellName(at[1], at[0])
		c := excelize.Comment{Cell: cell, Author: "admin", Paragraph: []excelize.RichTextRun{{Text: text}}}
		if err := f.AddComment(s.Name, c); err != nil {
			return err
		}
	}
	if s.Filter && len(s.Areas) > 0 && len(s.Areas[0].HeaderRows) > 0 {
		a := s.Areas[0]
		h := a.HeaderRows[len(a.HeaderRows)-1]
		from, _ := excelize.CoordinatesToCellName(a.FirstCol, h)
		to, _ := excelize.CoordinatesToCellName(a.FirstCol+len(a.Columns)-1, h+a.Rows)
		if err := f.AutoFilter(s.Name, from+":"+to, nil); err != nil {
			return err
		}
	}
	if s.Hidden || s.Very {
		return f.SetSheetVisible(s.Name, false, s.Very)
	}
	return nil
}

// setDate stores a serial number, as Excel does for dates since 1900.
func setDate(f *excelize.File, sheet, at string, t time.Time, style int) error {
	serial := t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	if err := f.SetCellValue(sheet, at, int(serial)); err != nil {
		return err
	}
	return f.SetCellStyle(sheet, at, at, style)
}

// A Formula is a cell that a workbook calculates.
type Formula string
