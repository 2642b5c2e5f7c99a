package table

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// The export of a survey names its columns by the numbers of the questions: 問10,
// 問11, … 問84, Q1_1, 設問3(単一回答). Such words mean nothing, and still are a
// header: one word counted on from cell to cell, which nothing below goes on with.

// numberedMost is how many characters the word before the number has at most.
const numberedMost = 8

// wordsMost is how many such words a header has: F1 to F5 ask who answers, Q1 to
// Q30 ask for his opinion.
const wordsMost = 4

// A count is one word of a numbered header, and what stands behind it so far.
type count struct{ word, rest string }

// numbered reports whether row i is a header of numbered words.
func (r *Reader) numbered(rows []row, i int) bool {
	w := &rows[i]
	if len(w.cells) < 2 || i+1 >= len(rows) || len(rows[i+1].cells) < 2 {
		return false
	}
	var counts []count
	n, known := 0, 0
	for j := range w.cells {
		c := &w.cells[j]
		word, rest := c.counted()
		if word == "" {
			if !c.wordlike() || c.Chars&detect.HasDigit != 0 || r.labels[c.col] {
				return false
			}
			if below := beneath(rows, i, c.col); below != nil && below.exact && below.meaning.Personal() {
				return false // a table on its side numbers its people
			}
			if c.known {
				known++
			}
			continue
		}
		if below := beneath(rows, i, c.col); below != nil {
			if same, next := below.counted(); same == word && next != rest {
				return false // the numbers run down
			}
		}
		n++
		k := slices.IndexFunc(counts, func(c count) bool { return c.word == word })
		switch {
		case k < 0 && len(counts) >= wordsMost || k >= 0 && !comesBehind(counts[k].rest, rest):
			return false
		case k < 0:
			counts = append(counts, count{word, rest})
		default:
			counts[k].rest = rest
		}
	}
	return n > len(counts) && ((n+known)*10 >= len(w.cells)*8 || n >= 3 && n*2 >= len(w.cells))
}

// comesBehind reports whether a number comes behind another: a larger one, or the
// same with another end, as in Q3_1, Q3_2.
func comesBehind(before, next string) bool {
	a, b := leadingDigits(before), leadingDigits(next)
	return len(a) < len(b) || len(a) == len(b) && (a < b || a == b && before != next)
}

// numberedHead makes the header of row i, which is numbered, and of the row
// below it when that is a header of words.
func (r *Reader) numberedHead(rows []row, i int) head {
	if r.isHeader(rows, i+1) {
		below, _ := r.header(rows, i+1, i+1)
		below.rows = append([]int{i}, below.rows...)
		below.nums = append([]int{rows[i].num}, below.nums...)
		for k := range below.cols {
			if c := rows[i].at(below.cols[k].col); c != nil {
				below.cols[k].text = c.Norm + " " + below.cols[k].text
			}
		}
		return below
	}
	at := []int{i}
	return head{rows: at, nums: []int{rows[i].num}, cols: r.columns(rows, at, false)}
}

// asked reports whether a header only numbers a question or a column: 設問3(数値),
// 項目3. Such a column may hold anything.
func (c *cell) asked() bool {
	word, _ := c.counted()
	switch strings.ToLower(word) {
	case "問", "設問", "質問", "項目", "回答", "列", "q", "sa", "ma", "fa", "oa", "question", "item", "field", "col", "column", "answer":
		return true
	}
	return false
}

// count puts the numbers of a row below the header behind its words.
func (h *head) count(w *row) {
	for k := range h.cols {
		if c := w.at(h.cols[k].col); c != nil {
			h.cols[k].text += " " + c.Norm
		}
	}
}

// counted splits a cell into the word it begins with and the rest from the first
// digit on. The word is empty when the cell is not of that form.
func (c *cell) counted() (word, rest string) {
	if c.Type != extract.Text || c.Chars&(detect.HasDigit|detect.HasAt) != detect.HasDigit || len(c.Norm) > 6*longest {
		return "", ""
	}
	at := strings.IndexAny(c.Norm, "0123456789")
	if at <= 0 || len(leadingDigits(c.Norm[at:])) > 3 {
		return "", ""
	}
	word = strings.TrimRight(c.Norm[:at], " ._-")
	if word == "" || utf8.RuneCountInString(word) > numberedMost || strings.ContainsAny(word, "/:,+") {
		return "", ""
	}
	return word, c.Norm[at:]
}

func leadingDigits(s string) string {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return strings.TrimLeft(s[:n], "0")
}
