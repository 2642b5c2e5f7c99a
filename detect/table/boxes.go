package table

import (
	"strings"

	"monban/detect"
)

// Sorts of disability are told by boxes, too: 身体, 知的, 精神 side by side over ☑ and
// □, or over ○ and blanks. One such word alone is a word of any subject.

// sorts are headers of such columns.
var sorts = map[string]bool{"身体": true, "知的": true, "精神": true, "発達": true, "身": true, "知": true, "精": true, "難病": true,
	"視覚": true, "聴覚": true, "言語": true, "肢体": true, "内部": true, "高次脳": true, "重度": true}

// sortsLeast is how many of them stand together, where nothing else speaks of
// health.
const sortsLeast = 2

// boxes makes a disability of each of the columns in which the sort that somebody
// has is ticked, in a table that names people.
func (g *grid) boxes(rows []row) {
	named, special := false, false
	var found []*column
	for _, c := range g.cols {
		named = named || c.whose == detect.Subject && (c.meaning.Word == "person-id" || c.kind != "" && c.kind.Identifies())
		special = special || c.kind.Special()
		if c.lead == nil && (c.kind == "" || c.kind == detect.Disability) && sorts[lowest(c.header)] && g.marked(c, rows) {
			found = append(found, c)
		}
	}
	if !named || len(found) == 0 || len(found) < sortsLeast && !special {
		return
	}
	for _, c := range found {
		c.meaning, c.exact, c.known, c.skip, c.worded, c.boxed = detect.Meaning{Kind: detect.Disability, Term: true}, true, true, false, true, true
		c.kind, c.whose, c.odds, c.evidence = detect.Disability, detect.Subject, -1, detect.ColumnHeader|detect.ColumnValues
	}
}

// marked reports whether a column holds one mark and nothing else but what says that
// it is not there: ○ beside ◎ is a grade.
func (g *grid) marked(c *column, rows []row) bool {
	mark, n := "", 0
	for i := range rows {
		x := rows[i].at(c.col)
		if x == nil {
			continue
		}
		v := strings.TrimSpace(x.Norm)
		switch {
		case yes(v) && (mark == "" || mark == v):
			mark = v
		case yes(v), !no(v) && g.r.senses.Says(v):
			return false
		}
		n++
	}
	return n > 0
}

// no reports whether a mark says that something is not so.
func no(v string) bool {
	switch strings.ToLower(v) {
	case "□", "☐", "×", "✕", "✗", "-", "0", "無", "なし", "いいえ", "no", "n", "false", "非該当":
		return true
	}
	return false
}
