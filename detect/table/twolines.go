package table

import (
	"strings"

	"monban/detect"
)

// In forms of households each person has two lines under one header: how the name is
// read above, the name below in the same column. What else is asked stands in either.

// twoLined returns the header of such records as that of one row, and the rows in
// which its columns are judged.
func (r *Reader) twoLined(h head, body []row) (head, []row, *fold) {
	name := -1
	for k := range h.cols {
		if m := h.cols[k].meaning; h.cols[k].known && m.Kind == detect.PersonName && m.Whose() != detect.Staff && m.Part != "family" && m.Part != "given" {
			name = k
			break
		}
	}
	if name < 0 || h.names || len(body) < 2 || len(h.cols) < 2 {
		return h, nil, nil
	}
	at := h.cols[name].col
	key, ok := r.readingsAbove(body, at, readingWord(h.cols[name].text))
	if !ok {
		return h, nil, nil
	}
	f := &fold{key: key, name: at, last: h.cols[len(h.cols)-1].col, lines: 2}
	for i := range body {
		if n := len(body[i].cells); n > 0 {
			f.last = max(f.last, body[i].cells[n-1].col)
		}
	}
	f.by = f.last + 1 - h.cols[0].col
	lower := make([]headCol, len(h.cols), 2*len(h.cols))
	copy(lower, h.cols)
	h.cols = lower
	for _, c := range lower {
		c.col += f.by
		h.cols = append(h.cols, c)
	}
	h.cols[name].meaning = detect.Meaning{Kind: detect.PersonName, Part: "kana"}
	return h, allLines(body, f), f
}

// readingWord reports whether a header asks for a name's reading and the name.
func readingWord(header string) bool {
	for _, w := range readings {
		if strings.Contains(header, w) {
			return true
		}
	}
	return false
}

// readingsAbove reports whether people have two lines, and returns the column that
// the upper ones alone fill in, 0 when there is none. Of two people the first may be
// one whose name is kana: the header must ask for readings or several lines be so,
// and the lines have nothing in the same column but the name.
func (r *Reader) readingsAbove(body []row, at int, asked bool) (key int, ok bool) {
	lines, pairs, apart := 0, 0, true
	var keys []int
	for i := 0; i < len(body); i++ {
		c := body[i].at(at)
		if c == nil {
			continue
		}
		lines++
		if i+1 == len(body) || !kanaOnly(strings.TrimSpace(c.Norm)) {
			continue
		}
		low := body[i+1].at(at)
		if low == nil || kanaOnly(strings.TrimSpace(low.Norm)) || low.Chars&detect.HasKanji == 0 {
			continue
		}
		if odds, _ := r.senses.NameCell(strings.TrimSpace(low.Norm)); odds <= 0 {
			return 0, false
		}
		keys = keyColumns(keys, &body[i], &body[i+1], pairs == 0)
		apart = apart && !shares(&body[i], &body[i+1], at)
		pairs++
		lines++
		i++
	}
	if pairs == 0 || pairs*2*10 < lines*9 || pairs < 2 && !(apart && asked) || len(keys) == 0 && !apart {
		return 0, false
	}
	if len(keys) > 0 {
		key = keys[0]
	}
	return key, true
}

// keyColumns keeps of the columns that upper lines alone fill in those that this
// upper line fills in and the lower one does not.
func keyColumns(keys []int, up, low *row, first bool) []int {
	if first {
		for j := range up.cells {
			if col := up.cells[j].col; low.at(col) == nil {
				keys = append(keys, col)
			}
		}
		return keys
	}
	kept := keys[:0]
	for _, col := range keys {
		if up.at(col) != nil && low.at(col) == nil {
			kept = append(kept, col)
		}
	}
	return kept
}

// shares reports whether two rows have cells in the same column besides one.
func shares(a, b *row, but int) bool {
	for j := range b.cells {
		if col := b.cells[j].col; col != but && a.at(col) != nil {
			return true
		}
	}
	return false
}
