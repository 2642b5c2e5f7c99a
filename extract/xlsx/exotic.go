package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// cacheSize bounds the answers that are kept. Columns repeat their values:
// dates above all.
const cacheSize = 1 << 14

// maxCodes bounds the formats that are asked for, because the library compares
// each with all before. Spreadsheet programs stop at about 250.
const maxCodes = 2000

// exotic shows values in the formats that this package does not know itself.
// It asks excelize, through a workbook of one cell in memory.
type exotic struct {
	book   *excelize.File
	styles map[string]int
	cache  map[exoticKey]string
	frames map[string]string // how a text is shown, by code
}

type exoticKey struct {
	code, value string
}

func newExotic(date1904 bool) *exotic {
	e := &exotic{
		book:   excelize.NewFile(excelize.Options{CultureInfo: excelize.CultureNameJaJP}),
		styles: map[string]int{},
		cache:  map[exoticKey]string{},
		frames: map[string]string{},
	}
	if date1904 {
		// The only error is that of a missing workbook part.
		_ = e.book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904})
	}
	return e
}

// number shows a number as the format code says. Where that cannot be done
// the value comes back unchanged.
func (e *exotic) number(code, value string) string {
	k := exoticKey{code, value}
	if s, ok := e.cache[k]; ok {
		return s
	}
	if len(e.cache) >= cacheSize {
		clear(e.cache)
	}
	k.value = strings.Clone(value)
	s := e.ask(code, k.value)
	e.cache[k] = s
	return s
}

// stand is shown in place of every text: a letter of the private use area, so
// that the library takes it for no number.
const stand = "\uE5F3"

// text shows a text as the format code says.
func (e *exotic) text(code, value string) string {
	frame, ok := e.frames[code]
	if !ok {
		frame = e.ask(code, stand)
		e.frames[code] = frame
	}
	switch strings.Count(frame, stand) {
	case 0:
		return frame
	case 1:
		return strings.Replace(frame, stand, value, 1)
	}
	return value // the text more than once: nobody does that but a bomb
}

func (e *exotic) ask(code, value string) (s string) {
	defer func() {
		// A format that the library cannot digest must not cost the workbook.
		if recover() != nil {
			s = value
		}
	}()
	const sheet, cell = "Sheet1", "A1"
	id, ok := e.styles[code]
	if !ok && len(e.styles) < maxCodes {
		var err error
		if id, err = e.book.NewStyle(&excelize.Style{CustomNumFmt: &code}); err != nil {
			id = 0
		}
		e.styles[code] = id
	}
	if id == 0 || e.book.SetCellDefault(sheet, cell, value) != nil || e.book.SetCellStyle(sheet, cell, cell, id) != nil {
		return value
	}
	got, err := e.book.GetCellValue(sheet, cell)
	if err != nil {
		return value
	}
	return got
}
