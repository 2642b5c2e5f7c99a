package table

import (
	"unicode/utf8"

	"monban/detect"
)

// labelColumns finds the columns of a form: most of what stands in them are
// labels, while a column of a table has its label on top.
func labelColumns(rows []row) map[int]bool {
	labels, likely, all := map[int]int{}, map[int]int{}, map[int]int{}
	for i := range rows {
		if len(rows[i].cells) == 1 {
			continue // a title, a remark
		}
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			all[c.col]++
			if c.label() {
				labels[c.col]++
			}
			if c.known && c.exact {
				likely[c.col]++
			}
		}
	}
	out := map[int]bool{}
	for col, n := range labels {
		if n >= 3 && n*10 >= all[col]*4 && likely[col]*10 >= all[col]*6 {
			out[col] = true
		}
	}
	if col := listed(rows); col >= 0 && labels[col] >= 4 {
		out[col] = true
	}
	return out
}

// listed returns the first column of rows of two cells, in which each says in a word
// of its own what stands beside it, as in the advertisement of a post; -1 when they
// are something else.
func listed(rows []row) int {
	said := map[string]bool{}
	col := -1
	for i := range rows {
		if len(rows[i].cells) == 1 {
			continue
		}
		c := &rows[i].cells[0]
		if len(rows[i].cells) != 2 || col >= 0 && c.col != col || c.Chars&detect.HasDigit != 0 || utf8.RuneCountInString(c.Norm) > 12 || said[c.Norm] {
			return -1
		}
		said[c.Norm], col = true, c.col
	}
	if len(said) < 6 {
		return -1
	}
	return col
}
