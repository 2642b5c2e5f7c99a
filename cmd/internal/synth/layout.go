package synth

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strings"
)

// A Layout is an order for one file, read from text:
//
//	== 利用者名簿.xlsx cp932       a file; the ending is its format; options follow
//	title: 令和8年度 名簿           lines above the table, any number
//	people: adult 24               a mix and a number; "same" for those of the table before
//	rows: 30                       or a number of rows without people
//	shape: flipped                 bare, flipped, form, formover, formlist, formcell, formgrid
//	left: 1                        empty columns on the left
//	total: 合計                    a last row with the number of rows
//	repeat: 20                     the header again after so many records
//	section: 8                     a line with the name of a group before so many
//	blank: 5                       an empty line before so many
//	sub: 小計                      a line with the number of records after each section
//	note: ※ 取扱注意               lines below the table, any number
//	down: yes                      headers without a group reach down over both rows
//	each: sheet                    a sheet for each person, from here on
//	hide: sheet                    or very, filter, "col 3", "row 9"
//	text: 12,3,覚え書き             a cell of its own: row, column, words
//	ご本人 > 氏名 | person-name | name   the columns, as ParseColumns reads them
//	table: below                   another table on the sheet, below, or beside
//	sheet: 検討者                  another sheet
//
// Options are cp932, semicolon, plain (no byte order mark), rksj (the encoding
// of a PDF) and headed (makes no sense without its headers). Lines that start
// with "#" are remarks.
type Layout struct {
	File    string
	Options []string
	sheets  []layoutSheet
}

type layoutSheet struct {
	name   string
	hide   []string
	texts  []string
	tables []layoutTable
}

type layoutTable struct {
	Table
	mix    string
	people int
	beside bool
	each   bool
}

// ParseLayouts reads layouts. name is for errors.
func ParseLayouts(name, text string) ([]Layout, error) {
	var out []Layout
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "== "); ok {
			f := strings.Fields(rest)
			out = append(out, Layout{File: f[0], Options: f[1:], sheets: []layoutSheet{{name: "Sheet1", tables: make([]layoutTable, 1)}}})
			continue
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("%s:%d: no file before this line", name, i+1)
		}
		if err := out[len(out)-1].parse(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return out, nil
}

func (l *Layout) parse(line string) error {
	s := &l.sheets[len(l.sheets)-1]
	t := &s.tables[len(s.tables)-1]
	if strings.Count(line, "|") == 2 {
		cols, err := ParseColumns(line)
		if err != nil {
			return err
		}
		t.Columns = append(t.Columns, cols...)
		t.TwoRows = t.TwoRows || cols[0].Group != ""
		return nil
	}
	key, arg, ok := strings.Cut(line, ":")
	arg = strings.TrimSpace(arg)
	if !ok {
		return fmt.Errorf("not understood: %q", line)
	}
	switch key {
	case "title":
		t.Title = append(t.Title, arg)
	case "people":
		mix, n, _ := strings.Cut(arg, " ")
		if mix != "same" && mixes[mix].Origins == nil {
			return fmt.Errorf("no mix %q", mix)
		}
		t.mix, t.people = mix, atoi(n)
	case "rows":
		t.Count = atoi(arg)
	case "shape":
		t.Shape = Shape(arg)
	case "left":
		t.Left = atoi(arg)
	case "total":
		t.Total = arg
	case "repeat":
		t.Repeat = atoi(arg)
	case "section":
		t.Section = atoi(arg)
	case "blank":
		t.Blank = atoi(arg)
	case "sub":
		t.Sub = arg
	case "note":
		t.Notes = append(t.Notes, arg)
	case "down":
		t.Down = true
	case "each":
		t.each = true
	case "hide":
		s.hide = append(s.hide, arg)
	case "text":
		s.texts = append(s.texts, arg)
	case "table":
		s.tables = append(s.tables, layoutTable{beside: arg == "beside"})
	case "sheet":
		if len(t.Columns) == 0 && len(s.texts) == 0 { // names the first sheet
			s.name = arg
			return nil
		}
		l.sheets = append(l.sheets, layoutSheet{name: arg, tables: make([]layoutTable, 1)})
	default:
		return fmt.Errorf("no such word: %q", key)
	}
	return nil
}

// A Doc is a made-up file with the truth about its cells.
type Doc struct {
	File              File
	Sheets            []*Sheet
	Tables            []TruthTable
	People, PeopleMax int
}

// Make builds the file that l orders. bare leaves every header out.
func (l Layout) Make(seed uint64, bare bool) (*Doc, error) {
	h := fnv.New64a()
	h.Write([]byte(l.File))
	g := New(seed ^ h.Sum64())
	d := &Doc{}
	var last []*Person
	for _, ls := range l.sheets {
		s := &Sheet{Name: ls.name}
		row, col := 1, 1
		for _, lt := range ls.tables {
			t := lt.Table
			if lt.mix == "same" {
				t.People = last[:min(lt.people, len(last))]
			} else if lt.mix != "" {
				t.People = g.People(mixes[lt.mix], lt.people)
				d.People += lt.people
				last = t.People
			}
			if bare && t.Shape == Rows {
				t.Shape, t.Title, t.Total, t.Sub, t.Notes = Bare, nil, "", "", nil
				t.Columns = withoutHeaders(t.Columns)
			}
			if lt.each {
				for i := range t.People {
					one := t
					one.People = t.People[i : i+1]
					if i > 0 {
						d.Sheets = append(d.Sheets, s)
						s = &Sheet{Name: fmt.Sprintf("%s%d", ls.name, i+1)}
					}
					s.Put(g.r, 1, 1, one)
				}
				continue
			}
			at := row
			if lt.beside {
				at, col = 1, s.width()+2
			} else {
				col = 1
			}
			row = max(row, s.Put(g.r, at, col, t)+2)
			d.PeopleMax += relatives(t)
		}
		for _, text := range ls.texts {
			f := strings.SplitN(text, ",", 3)
			if len(f) == 3 {
				s.Set(atoi(f[0]), atoi(f[1]), Cell{Value: f[2]})
			}
		}
		for _, hide := range ls.hide {
			s.hide(hide)
		}
		d.Sheets = append(d.Sheets, s)
	}
	if d.PeopleMax > 0 {
		d.PeopleMax += d.People
	}
	return d, l.write(d)
}

// mute are values that say nothing without a header: a number, a yes, a
// company. To miss them in a table without headers is right.
var mute = strings.Fields(`age sex.mf handbook.have handbook.grade certificate supportgrade limit exam bloodp hba1c ldl salary wage employee employee.e patient policy
 recipient careinsured pension employment insured insurer account bank branch student licence passport text int pick company offer offer.en stage university career login plainpass sha1
 era.name era.year family.latin given.latin mynumber.digit zip.1 zip.2 building number.building town phone.1 phone.2 phone.3 char letter5
 relation household nationality visa service family given family.kana given.kana birth.year birth.month birth.day birth.compact birth.dmy mobile.1 mobile.2 mobile.3 mobile.number city number pref zip.bare doctor salary.man salary.yen age.decade disabilitykind`)

func withoutHeaders(cols []Column) []Column {
	out := slices.Clone(cols)
	for i, c := range out {
		switch {
		case c.Value == "disability" && c.Kind != "":
			out[i].Kind = "disability/diagnosis"
		case c.Value == "doctor" && c.Kind != "":
			out[i].Kind = "doctor?/person-name"
		}
		if c.Kind != "" && !strings.Contains(c.Kind, "?") && slices.Contains(mute, c.Value) {
			out[i].Kind += "?"
		}
	}
	return out
}

// relatives counts people who stand in the rows of others with their own name.
func relatives(t Table) int {
	n := 0
	for _, c := range t.Columns {
		if c.Kind != "" && (c.Value == "guardian" || c.Value == "beneficiary") {
			n += len(t.People)
		}
	}
	return n
}

func (s *Sheet) width() int {
	w := 0
	for _, line := range s.Cells {
		w = max(w, len(line))
	}
	return w
}

func (s *Sheet) hide(what string) {
	word, arg, _ := strings.Cut(what, " ")
	switch word {
	case "sheet":
		s.Hidden = true
	case "very":
		s.Very = true
	case "filter":
		s.Filter = true
	case "col":
		s.HideCols = append(s.HideCols, atoi(arg))
	case "row":
		s.HideRows = append(s.HideRows, atoi(arg))
	}
}

func (l Layout) write(d *Doc) error {
	ext := path.Ext(l.File)
	first := d.Sheets[0]
	var b []byte
	var err error
	named, sheetName := false, ""
	switch ext {
	case ".xlsx":
		b, err = XLSX(d.Sheets...)
	case ".csv":
		switch {
		case slices.Contains(l.Options, "cp932"):
			b = CP932(Delimited(first, ","))
		case slices.Contains(l.Options, "semicolon"):
			b = Delimited(first, ";")
		case slices.Contains(l.Options, "plain"):
			b = bytes.ReplaceAll(Delimited(first, ","), []byte("\r\n"), []byte("\n"))
		default:
			b = CSV(first)
		}
	case ".tsv":
		b = Delimited(first, "\t")
	case ".json":
		named, sheetName = true, "records"
		b, err = JSON(first, sheetName)
	case ".sql":
		named, sheetName = true, strings.TrimSuffix(l.File, ext)
		b = SQL(first, sheetName)
	case ".xml":
		named, sheetName = true, "/records/record"
		b = XML(first, "record")
	case ".pdf":
		b = PDF(first, slices.Contains(l.Options, "rksj"))
	default:
		err = fmt.Errorf("synth: %s: no writer for %q", l.File, ext)
	}
	if err != nil {
		return err
	}
	d.File = File{l.File, b}
	for _, s := range d.Sheets {
		name := sheetName
		if ext == ".xlsx" {
			name = s.Name
		}
		d.Tables = append(d.Tables, TablesOf(l.File, "", s, name, named)...)
	}
	return nil
}

// Form reports whether a table of the layout is a form: labels beside or above
// values, without columns.
func (l Layout) Form() bool {
	for _, s := range l.sheets {
		for _, t := range s.tables {
			if strings.HasPrefix(string(t.Shape), "form") {
				return true
			}
		}
	}
	return false
}

// Bareable reports whether the layout makes sense without its headers: all its
// tables are plain, and something in them tells what it is.
func (l Layout) Bareable() bool {
	for _, s := range l.sheets {
		for _, t := range s.tables {
			if t.Shape != Rows || t.each {
				return false
			}
		}
	}
	return !slices.Contains(l.Options, "headed") && path.Ext(l.File) != ".json" && path.Ext(l.File) != ".xml" && path.Ext(l.File) != ".sql"
}
