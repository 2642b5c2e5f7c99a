package table

import (
	"strings"

	"monban/extract"
)

// Lists are typed with one full-width blank between the fields, too: 氏名　障害　手帳.
// Such blanks stand in names and before paragraphs as well, so that the lines must
// have the same number of them.

// spacedLeast is how many such blanks a line has at least that may be a row.
const spacedLeast = 2

// spaced reports whether nearly all lines have as many full-width blanks as the
// last, each by itself. A title and a header in fewer words may stand above.
func spaced(lines []extract.Unit) bool {
	n := blanksOf(lines[len(lines)-1].Text)
	if n < spacedLeast {
		return false
	}
	others := 0
	for _, u := range lines {
		if blanksOf(u.Text) != n {
			others++
		}
	}
	return others <= 2 || others*5 <= len(lines)
}

// blanksOf counts the full-width blanks inside a line, -1 when two stand side by
// side or other blanks do.
func blanksOf(s string) int {
	s = strings.Trim(s, " 　")
	if strings.Contains(s, "　　") || strings.Contains(s, "  ") {
		return -1
	}
	return strings.Count(s, "　")
}

// atBlanks returns the lines with tabs for their full-width blanks.
func atBlanks(lines []extract.Unit) []extract.Unit {
	out := make([]extract.Unit, len(lines))
	for i, u := range lines {
		u.Text = strings.ReplaceAll(strings.Trim(u.Text, " 　"), "　", "\t")
		out[i] = u
	}
	return out
}
