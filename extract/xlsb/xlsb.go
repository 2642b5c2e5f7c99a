// Package xlsb reads workbooks of the kind .xlsb: a package like .xlsx whose
// sheets, strings and styles are records instead of XML.
//
// It knows these records (MS-XLSB) and where they keep text. The parts that
// are XML here too, and everything else in the package, are read by ooxml. It
// does not know what the text means, and computes nothing.
package xlsb

import (
	"context"
	"errors"
	"path"
	"strings"

	"monban/extract"
	"monban/extract/numfmt"
	"monban/extract/ooxml"
)

// Format reads binary workbooks of Excel 2007 and later.
var Format = extract.Format{
	Name:  "xlsb",
	Ext:   endings,
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "Excel binary workbook", TitleJa: "Excel バイナリブック",
		Reads:   "the same as xlsx, from binary parts",
		ReadsJa: "xlsx と同じもの（バイナリ形式から）",
		Not:     "drawings of lines and letters of document size: no-text",
		NotJa:   "文書ほどの大きさの線画は no-text",
		Hidden:  extract.AltText | extract.Attachment | extract.ChartCache | extract.Comment | extract.DefinedName | extract.ExternalLink | extract.Filter | extract.FormField | extract.HeaderFooter | extract.HiddenColumn | extract.HiddenRow | extract.HiddenSheet | extract.HiddenText | extract.Hyperlink | extract.NumberFormat | extract.PivotCache | extract.Properties | extract.Revision | extract.SheetName | extract.SmallText | extract.Textbox | extract.Validation | extract.VeryHidden | extract.WhiteText,
	},
}

var endings = []string{".xlsb"}

func match(f extract.File, head []byte) bool {
	return ooxml.Locked(f, head, endings) || ooxml.Match(f, head, "xl/workbook.bin", "xl/workbook.bin", func(t string) bool {
		return strings.HasSuffix(t, "ms-excel.sheet.binary.macroenabled.main")
	})
}

// book is one workbook while it is read.
type book struct {
	ooxml.Doc
	main     string
	date1904 bool
	strings  []string
	ruby     map[int]string
	used     []bool
	xfs      []xf
	sheets   []sheetEntry
	names    []extract.Unit
	told     map[string]bool // parts of which a gap was told
}

type sheetEntry struct {
	name, id string
	hidden   extract.Hidden
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	p, err := ooxml.OpenLocked(ctx, f, endings, match, to)
	if p == nil || err != nil {
		return err
	}
	b := &book{Doc: ooxml.Doc{Package: p, Format: "xlsb", Ctx: ctx, To: to}, told: map[string]bool{}}
	b.Known = func(*ooxml.Scanner, string, ooxml.Place, []ooxml.Rel) (bool, error) { return false, nil }
	return b.read()
}

func (b *book) read() error {
	rels, err := b.Relations("")
	if err != nil {
		return err
	}
	if b.main = ooxml.Of(rels, "officeDocument", "xl/workbook.bin"); !b.Has(b.main) {
		b.main = "xl/workbook.bin"
	}
	if !b.Has(b.main) {
		if err := b.rest(); err != nil {
			return err
		}
		return errors.New("there is no workbook part")
	}
	if rels, err = b.Relations(b.main); err != nil {
		return err
	}
	if err := b.records(b.main, b.workbook); err != nil {
		return err
	}
	if part := ooxml.Of(rels, "styles", "xl/styles.bin"); b.Has(part) {
		st := &styles{codes: map[int]*numfmt.Format{}}
		if err := b.records(part, st.record); err != nil {
			return err
		}
		b.xfs = st.xfs
	}
	if part := ooxml.Of(rels, "sharedStrings", "xl/sharedStrings.bin"); b.Has(part) {
		if err := b.records(part, b.shared); err != nil {
			return err
		}
		b.used = make([]bool, len(b.strings))
	}
	for _, e := range b.sheets {
		target, _ := ooxml.Target(rels, e.id)
		if err := b.sheet(e, target); err != nil {
			return err
		}
	}
	for _, u := range b.names {
		if err := b.Say(u); err != nil {
			return err
		}
	}
	return b.rest()
}

// workbook reads a record of the main part.
func (b *book) workbook(kind int, r []byte) error {
	switch kind {
	case 153: // properties
		b.date1904 = b.date1904 || u32(r, 0)&1 != 0
	case 156: // a sheet
		e := sheetEntry{}
		state := u32(r, 0)
		rest := from(r, 8)
		e.id, rest = str(rest)
		e.name, _ = str(rest)
		e.name = ooxml.Clean(e.name)
		switch state {
		case 1:
			e.hidden = extract.HiddenSheet
		case 2:
			e.hidden = extract.HiddenSheet | extract.VeryHidden
		}
		if len(b.sheets) < 1<<14 {
			b.sheets = append(b.sheets, e)
		}
	case 39: // a name
		name, rest := str(from(r, 9))
		if u32(r, 0)&0x20 == 0 && !strings.HasPrefix(name, "_xlnm") && !strings.HasPrefix(name, "_xlfn") {
			b.name(name)
		}
		b.name(words(formula(rest)))
	}
	return nil
}

func (b *book) name(text string) {
	if len(b.names) < 1<<16 {
		b.names = append(b.names, extract.Unit{Text: text, Hidden: extract.DefinedName})
	}
}

// maxStrings bounds the shared strings, which are held in memory.
const maxStrings = 1 << 23

// shared reads a record of the shared strings.
func (b *book) shared(kind int, r []byte) error {
	if kind != 19 {
		return nil
	}
	if len(b.strings) >= maxStrings {
		return &extract.CodeError{Code: extract.Limit, Err: errors.New("too many shared strings")}
	}
	text, reading := rich(r)
	if reading != "" && reading != text {
		if b.ruby == nil {
			b.ruby = map[int]string{}
		}
		b.ruby[len(b.strings)] = reading
	}
	b.strings = append(b.strings, text)
	return nil
}

// rest reads what no sheet leads to, so that every part was read in full.
func (b *book) rest() error {
	for i, s := range b.strings {
		if b.used[i] {
			continue
		}
		if err := b.Say(extract.Unit{Text: s, Loc: extract.Loc{Sheet: "xl/sharedStrings.bin", Line: i + 1}, Hidden: extract.HiddenText}); err != nil {
			return err
		}
	}
	for _, name := range b.Names {
		if b.Done(name) || path.Ext(name) != ".bin" {
			continue
		}
		dir := path.Base(path.Dir(name))
		why := extract.HiddenText
		switch {
		case dir == "embeddings" || dir == "printersettings" || dir == "activex" || dir == "ctrlprops" || path.Base(name) == "vbaproject.bin":
			continue // not of records
		case path.Base(name) == "calcchain.bin" || strings.Contains(path.Base(name), "binaryindex"):
			if err := b.records(name, func(int, []byte) error { return nil }); err != nil {
				return err
			}
			continue
		case dir == "worksheets" || dir == "chartsheets" || dir == "dialogsheets" || dir == "macrosheets":
			// A sheet that no list names.
			e := sheetEntry{name: b.Title(name), hidden: extract.HiddenSheet | extract.VeryHidden}
			if err := b.sheet(e, name); err != nil {
				return err
			}
			continue
		case strings.HasPrefix(dir, "pivot"), strings.HasPrefix(dir, "slicer"):
			why = extract.PivotCache
		case strings.HasPrefix(dir, "external"):
			why = extract.ExternalLink
		case strings.HasPrefix(dir, "revision"):
			why = extract.Revision
		case strings.HasPrefix(dir, "table"), strings.HasPrefix(dir, "query"):
			why = extract.DefinedName
		}
		u := extract.Unit{Loc: extract.Loc{Sheet: b.Title(name)}, Hidden: why}
		err := b.records(name, func(_ int, r []byte) error {
			for _, text := range scan(r) {
				u.Text = text
				u.Loc.Line++
				if err := b.Say(u); err != nil {
					return &sinkError{err}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return b.Rest()
}
