package xls

import (
	"errors"
	"strings"

	"monban/extract"
	"monban/extract/ole"
	"monban/extract/ooxml"
)

// container reads what stands beside the stream of the workbook: properties,
// embedded files, copies of the data that pivot tables summarise.
func (w *book) container(c *ole.File) error {
	if err := c.SayProperties(c.Root, w.to, 0); err != nil {
		return err
	}
	if w.key != nil {
		if err := w.key.SayProperties(c, w.to); err != nil {
			return err
		}
	}
	for _, e := range c.Root.Entries {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		switch {
		case !e.Storage:
			continue
		case strings.HasPrefix(e.Name, "_SX_DB"):
			if err := w.pivots(c, e); err != nil {
				return err
			}
		case e.Find("VBA") != nil:
			if err := ooxml.Macros(c, e, "xls", "macros", w.to); err != nil {
				return err
			}
		case strings.HasPrefix(e.Name, "MBD"):
			if err := c.SayObject(e, e.Name, 0, w.to); err != nil {
				return err
			}
		}
	}
	if c.Damaged {
		return w.to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("xls: the container is damaged")})
	}
	return nil
}

// pivots reads the copies of data that pivot tables keep: their strings. The
// sheet that they come from may have been deleted.
func (w *book) pivots(c *ole.File, storage *ole.Entry) error {
	for _, e := range storage.Entries {
		data, err := c.Read(e, maxStream)
		if w.key != nil {
			data = decrypt(data, w.key)
		}
		r := records{data: data}
		line := 0
		for {
			rec, ok := r.next()
			if !ok {
				break
			}
			if rec.kind != 0xCD && rec.kind != 0xC7 {
				continue
			}
			b := rec.b
			if rec.kind == 0xC7 { // a field, which ends with its name
				b = from(b, 14)
			}
			if len(b) < 3 {
				continue
			}
			text, _ := w.text16(b)
			line++
			u := extract.Unit{Text: text, Loc: extract.Loc{Sheet: "pivot", Line: line}, Hidden: extract.PivotCache}
			if err := w.say(u); err != nil {
				return err
			}
		}
		if err != nil {
			if err := w.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "pivot"}, Code: extract.Corrupt, Err: err}); err != nil {
				return err
			}
		}
	}
	return nil
}

// news lets through only what was not heard before.
type news struct {
	extract.Sink
	heard map[string]bool
	cells []extract.Unit
}

func (n *news) Row(cells []extract.Unit) error {
	n.cells = n.cells[:0]
	for _, u := range cells {
		if !n.heard[u.Text] {
			u.Hidden |= extract.HiddenText
			n.cells = append(n.cells, u)
		}
	}
	if len(n.cells) == 0 {
		return nil
	}
	return n.Sink.Row(n.cells)
}

func (n *news) Text(u extract.Unit) error {
	if n.heard[u.Text] {
		return nil
	}
	u.Hidden |= extract.HiddenText
	return n.Sink.Text(u)
}
