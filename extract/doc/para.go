package doc

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/ooxml"
)

// maxPara bounds a paragraph; what is longer comes in pieces.
const maxPara = 1 << 20

// paragraphs joins characters into paragraphs and the rows of tables.
type paragraphs struct {
	d      *document
	region region
	line   int

	text   strings.Builder
	hidden extract.Hidden // of the run that is being joined
	runs   []extract.Unit // pieces of the paragraph that differ in what hides them
	cells  []extract.Unit
	cell   strings.Builder // paragraphs of the cell
	cellH  extract.Hidden
	row    int // of the table
	table  int // number of the table
	fields []field
}

// A field is a place that a program fills in: its instruction, then what it
// shows.
type field struct {
	instruction []byte // not a Builder: fields move when one begins inside another
	shows       bool
}

// add takes one character.
func (p *paragraphs) add(r rune, hidden extract.Hidden, para uint64) error {
	switch r {
	case 0x13:
		if len(p.fields) < 100 {
			p.fields = append(p.fields, field{})
		}
		return nil
	case 0x14:
		if n := len(p.fields); n > 0 {
			p.fields[n-1].shows = true
			return p.instruction(&p.fields[n-1])
		}
		return nil
	case 0x15:
		if n := len(p.fields); n > 0 {
			f := p.fields[n-1]
			p.fields = p.fields[:n-1]
			if text, above, ok := ooxml.FieldText(string(f.instruction)); ok && !f.shows {
				for _, r := range text {
					if err := p.add(max(r, ' '), hidden, para); err != nil {
						return err
					}
				}
				p.line++
				err := p.send(above, hidden)
				p.line--
				return err
			}
			if !f.shows {
				return p.instruction(&f)
			}
		}
		return nil
	}
	if n := len(p.fields); n > 0 && !p.fields[n-1].shows && r >= ' ' {
		if f := &p.fields[n-1]; len(f.instruction) < 4096 {
			f.instruction = utf8.AppendRune(f.instruction, r)
		}
		return nil
	}
	switch r {
	case 0x07:
		return p.mark(para&rowEnd != 0)
	case '\r', 0x0C, 0x0E:
		return p.para(para&inTable != 0)
	case 0x0B:
		r = '\n'
	case 0x1E:
		r = '-'
	case 0xA0:
		r = ' '
	}
	if r < ' ' && r != '\t' && r != '\n' {
		return nil
	}
	if hidden != p.hidden {
		p.split()
		p.hidden = hidden
	}
	if p.text.WriteRune(r); p.text.Len() > maxPara {
		return p.para(len(p.cells) > 0)
	}
	return nil
}

// split ends a run of characters that are hidden alike.
func (p *paragraphs) split() {
	if p.text.Len() > 0 {
		p.runs = append(p.runs, extract.Unit{Text: p.text.String(), Hidden: p.hidden})
		p.text.Reset()
	}
}

// para ends a paragraph. One in a cell waits for the end of the cell.
func (p *paragraphs) para(inCell bool) error {
	p.split()
	runs := p.runs
	p.runs = p.runs[:0]
	p.line++
	if inCell || len(p.cells) > 0 {
		p.join(runs)
		p.cell.WriteByte('\n')
		if p.cell.Len() > maxPara {
			return p.endRow()
		}
		return nil
	}
	p.row = 0 // the table is over
	return p.say(runs)
}

// say sends a paragraph, its hidden parts by themselves.
func (p *paragraphs) say(runs []extract.Unit) error {
	var seen strings.Builder
	for _, u := range runs {
		if u.Hidden == 0 {
			seen.WriteString(u.Text)
		}
	}
	if err := p.send(seen.String(), 0); err != nil {
		return err
	}
	for _, u := range runs {
		if u.Hidden != 0 {
			if err := p.send(u.Text, u.Hidden); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *paragraphs) send(text string, hidden extract.Hidden) error {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	return p.d.to.Text(extract.Unit{Text: text, Loc: extract.Loc{Sheet: p.region.name, Line: p.line}, Hidden: p.region.hidden | hidden})
}

// join adds the runs of a paragraph to the cell.
func (p *paragraphs) join(runs []extract.Unit) {
	for _, u := range runs {
		p.cell.WriteString(u.Text)
		p.cellH |= u.Hidden
	}
}

// mark ends a cell, or the row.
func (p *paragraphs) mark(rowEnds bool) error {
	p.split()
	p.join(p.runs)
	p.runs = p.runs[:0]
	if rowEnds || len(p.cells) >= 256 {
		return p.endRow()
	}
	p.cells = append(p.cells, extract.Unit{Text: strings.TrimSpace(p.cell.String()), Hidden: p.region.hidden | p.cellH})
	p.cell.Reset()
	p.cellH = 0
	return nil
}

// endRow sends the cells of a row.
func (p *paragraphs) endRow() error {
	if text := strings.TrimSpace(p.cell.String()); text != "" {
		p.cells = append(p.cells, extract.Unit{Text: text, Hidden: p.region.hidden | p.cellH})
	}
	p.cell.Reset()
	p.cellH = 0
	p.line++
	if p.row++; p.row == 1 {
		p.table++
	}
	sheet := strings.TrimSpace(fmt.Sprintf("%s table %d", p.region.name, p.table))
	out := p.cells[:0]
	for i, u := range p.cells {
		if u.Text != "" {
			u.Loc = extract.Loc{Sheet: sheet, Row: p.row, Col: i + 1, Line: p.line}
			out = append(out, u)
		}
	}
	p.cells = p.cells[:0]
	if len(out) == 0 {
		return nil
	}
	return p.d.to.Row(out)
}

// end finishes a region.
func (p *paragraphs) end() error {
	if len(p.cells) > 0 || p.cell.Len() > 0 {
		if err := p.endRow(); err != nil {
			return err
		}
	}
	p.fields = p.fields[:0]
	return p.para(false)
}

// quiet are the fields whose instructions hold no words of people.
var quiet = []string{"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE", "EDITTIME",
	"SEQ", "EQ", "SYMBOL", "EMBED", "SHAPE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "MERGEFORMAT", "LISTNUM", "AUTONUM", "NUMWORDS", "NUMCHARS", "FILENAME", "TITLE", "AUTHOR", "ADVANCE"}

// instruction tells what a field says about itself: the target of a link, a
// name in a condition.
func (p *paragraphs) instruction(f *field) error {
	text := strings.TrimSpace(string(f.instruction))
	f.instruction = nil
	p.line++ // of the paragraph that is not finished
	defer func() { p.line-- }()
	word, rest, _ := strings.Cut(text, " ")
	if strings.EqualFold(word, "HYPERLINK") {
		return p.send(strings.Trim(strings.TrimSpace(rest), `"`), extract.Hyperlink)
	}
	for _, q := range quiet {
		if strings.EqualFold(word, q) {
			return nil
		}
	}
	return p.send(text, extract.HiddenText)
}
