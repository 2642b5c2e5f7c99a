package table

import (
	"strings"

	"monban/detect"
	"monban/extract"
)

// A map of rooms, beds or seats has a block of cells for each of them, several beside
// each other and below: 201号室 over a name, and his telephone below it. Each block is
// about the person in it, and a note that speaks of a room (※205 は卵アレルギー) is, too.

const (
	blocksLeast = 3   // names that show such a map
	blockHigh   = 6   // rows of a block at most, below the name
	noteMost    = 180 // length in bytes of the longest note
)

// A block is the name in a map, where it stands, and what else stands in its block.
type block struct {
	row, col int
	number   string // of the room
	units    []extract.Unit
}

// blocks reads rows that are such a map. It reports whether they are.
func (r *Reader) blocks(rows []row) bool {
	var all []block
	starts := 0
	for i := range rows {
		at := len(all)
		all = r.begun(rows, i, all)
		if len(all) > at {
			starts++
		}
	}
	if len(all) < blocksLeast || starts*2 > len(rows) {
		return false
	}
	owner := map[[2]int]int{} // row and column of a cell, to its block
	filled := 0
	for n := range all {
		b := &all[n]
		owner[[2]int{b.row, b.col}] = n
		if b.row > 0 && adjacent(rows, b.row-1) {
			if c := rows[b.row-1].at(b.col); c != nil {
				b.number = roomOf(c.Norm)
			}
		}
		b.units = append(b.units, rows[b.row].at(b.col).Unit)
		reaches := false
		for k := b.row + 1; k < min(len(rows), b.row+1+blockHigh) && adjacent(rows, k-1); k++ {
			c := rows[k].at(b.col)
			if c == nil || roomOf(c.Norm) != "" || r.looksNamed(c) > 1 {
				break
			}
			owner[[2]int{k, b.col}] = n
			b.units = append(b.units, c.Unit)
			reaches = reaches || r.identifies(c)
		}
		if reaches {
			filled++
		}
	}
	if filled < blocksLeast || filled*2 < len(all) {
		return false
	}
	var rest []extract.Unit
	for i := range rows {
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			if _, ok := owner[[2]int{i, c.col}]; ok {
				continue
			}
			if b := spokenIn(all, c); b != nil {
				b.units = append(b.units, c.Unit)
			} else if roomOf(c.Norm) == "" {
				rest = append(rest, c.Unit)
			}
		}
	}
	for n := range all {
		r.prose.Row(all[n].units)
	}
	for _, u := range rest {
		r.prose.Row([]extract.Unit{u})
	}
	return true
}

// roomed reports whether rows of nothing but the numbers of rooms or seats stand among
// rows: cheap to ask of every sheet, before a row of names passes for a header.
func roomed(rows []row) bool {
	n := 0
	for i := range rows {
		w := &rows[i]
		if len(w.cells) < 2 || !adjacent(rows, i) {
			continue
		}
		all := true
		for j := range w.cells {
			c := &w.cells[j]
			if c.Type != extract.Text || len(c.Norm) > len("第1000番ベッド") || roomOf(c.Norm) == "" {
				all = false
				break
			}
		}
		if all {
			n += len(w.cells)
		}
	}
	return n >= blocksLeast
}

// begun appends the blocks that begin in row i: the names in it, when most of its
// cells are names.
func (r *Reader) begun(rows []row, i int, all []block) []block {
	w := &rows[i]
	if len(w.cells) < 2 || i+1 >= len(rows) || !adjacent(rows, i) {
		return all
	}
	n, sure := len(all), 0
	for j := range w.cells {
		c := &w.cells[j]
		odds := r.looksNamed(c)
		if c.label() {
			return all[:n]
		}
		if odds > 1 {
			sure++
		}
		if odds > rareName && rows[i+1].at(c.col) != nil {
			all = append(all, block{row: i, col: c.col})
		}
	}
	if got := len(all) - n; sure < 2 || got*2 < len(w.cells) {
		return all[:n]
	}
	return all
}

// rareName is how much a rare name may look like none beside others that do.
const rareName = -2

// looksNamed tells whether a cell is somebody's name, by log odds.
func (r *Reader) looksNamed(c *cell) float64 {
	if len(c.Norm) > 60 || c.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana|detect.HasLatin) == 0 || c.Chars&detect.HasDigit != 0 || strings.HasPrefix(c.Norm, "(") {
		return -10
	}
	name := strings.TrimSpace(c.Norm)
	for _, h := range [...]string{"様", "さん", "くん", "ちゃん"} {
		name = strings.TrimSuffix(name, h)
	}
	odds, _ := r.senses.NameCell(strings.TrimSpace(name))
	return odds
}

// identifies reports whether a cell tells how to reach somebody, or what only he has.
func (r *Reader) identifies(c *cell) bool {
	found := false
	t := c.Text
	r.senses.Recognise(&t, func(k detect.Kind, m detect.Match) {
		found = found || (k.Identifies() || k == detect.BirthDate || k.Special()) && k != detect.PersonName && detect.Believed(m.Odds, m.Evidence|detect.WithPerson)
	})
	return found
}

// adjacent reports whether the row behind row k stands right below it.
func adjacent(rows []row, k int) bool {
	return k >= 0 && k+1 < len(rows) && len(rows[k].cells) > 0 && len(rows[k+1].cells) > 0 && rows[k+1].num-rows[k].num <= 1
}

// roomOf returns the number of a room, a bed or a seat: 201号室, No.12, 3番, 205.
func roomOf(s string) string {
	s = strings.TrimSpace(s)
	for _, w := range [...]string{"No.", "No", "第", "Room", "room", "席", "ベッド"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, w))
	}
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	switch strings.TrimSpace(s[end:]) {
	case "", "号室", "号", "番", "室", "番席", "床", "番ベッド", "F", "号車":
		if end > 0 && end <= 4 {
			return s[:end]
		}
	}
	return ""
}

// spokenIn returns the only block whose number a note speaks of; nil without one.
func spokenIn(all []block, c *cell) *block {
	if len(c.Norm) > noteMost {
		return nil
	}
	var of *block
	s := c.Norm
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		if end == i {
			i++
			continue
		}
		for n := range all {
			if b := &all[n]; b.number != "" && b.number == s[i:end] {
				if of != nil && of != b {
					return nil
				}
				of = b
			}
		}
		i = end
	}
	return of
}
