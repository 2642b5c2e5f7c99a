package table

import "monban/detect"

// cards recognises cards below each other, whose labels stand in rows over rows
// of values: name and birth date over theirs, then address and telephone over
// theirs, then a label over a text. It returns the first row behind them, 0 when
// there are none.
func (r *Reader) cards(rows []row, h head) int {
	if len(h.rows) > 1 || h.names || !r.names(&rows[h.rows[0]]) {
		return 0
	}
	end, pairs, nameless, told := h.rows[0], 0, false, false
	for k := end; k < len(rows); {
		w := &rows[k]
		if len(w.cells) == 0 {
			k++
			continue
		}
		if pairs > 0 && len(w.cells) == 1 && !w.cells[0].label() { // a text below, or its heading
			told = told || len(w.cells[0].Norm) >= tells
			k++
			end = k
			continue
		}
		if !r.isHeader(rows, k) && !labelled(w, pairs > 0) || k+1 >= len(rows) || len(rows[k+1].cells) == 0 {
			break
		}
		if k+2 < len(rows) && len(rows[k+2].cells) > 1 && !r.isHeader(rows, k+2) && !labelled(&rows[k+2], true) {
			break
		}
		nameless = nameless || !r.names(w)
		pairs++
		k += 2
		end = k
	}
	if pairs < 2 && !told || !nameless && !told {
		return 0
	}
	return end
}

// tells is the length in bytes from which a cell alone in its row is a text and
// no heading.
const tells = 45

// labelled reports whether all cells of a row are labels. Below labels that are
// sure, words that are labels or values (手帳, 服薬) will do: two of them, or one
// beside a sure one.
func labelled(w *row, below bool) bool {
	sure := 0
	for i := range w.cells {
		c := &w.cells[i]
		switch {
		case c.label():
			sure++
		case !below || !c.known || !c.exact || !c.wordlike():
			return false
		}
	}
	return sure > 0 || below && len(w.cells) > 1
}

// names reports whether a row of labels asks for the person's name.
func (r *Reader) names(w *row) bool {
	for i := range w.cells {
		if m := w.cells[i].meaning; w.cells[i].known && m.Kind == detect.PersonName && m.Whose() == detect.Subject {
			return true
		}
	}
	return false
}
