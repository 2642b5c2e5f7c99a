package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// An address may be split over columns that no header names: 千葉県千葉市中央区, 新町2045,
// グランドール101. Towns alone are where anybody may be from, and a street without a
// town is a number: together, beside names, they are addresses.

// streets makes an address of towns, of a street behind them and of a building
// behind that.
func (g *grid) streets(rows []row) {
	named := false
	for _, c := range g.cols {
		named = named || c.kind == detect.PersonName && c.whose == detect.Subject
	}
	if !named {
		return
	}
	for i := 0; i < len(g.cols); i++ {
		first := i
		for i < len(g.cols) && g.untold(i, first) && g.most(g.cols[i], rows, isArea) {
			i++
		}
		if i == first || i == len(g.cols) || g.cols[i].col != g.cols[i-1].col+1 {
			continue
		}
		end := i + 1
		if known := g.cols[i].kind == detect.Address && g.cols[i].lead == nil; !known && !(g.untold(i, first) && g.most(g.cols[i], rows, isStreet)) {
			continue
		}
		if end < len(g.cols) && g.untold(end, first) && g.most(g.cols[end], rows, isBuilding) {
			end++
		}
		run := g.cols[first:end]
		for _, c := range run {
			g.r.settle(c, detect.Address, -1, detect.ColumnValues)
			c.meaning, c.lead, c.maybe = detect.Meaning{Kind: detect.Address}, run[0], ""
		}
		run[0].parts = run
		i = end - 1
	}
}

// untold reports whether nothing is known of column i, which stands beside the one
// before it in a run from first on.
func (g *grid) untold(i, first int) bool {
	c := g.cols[i]
	return c.kind == "" && c.lead == nil && !c.known && (i == first || c.col == g.cols[i-1].col+1)
}

// most reports whether nine values of ten are such.
func (g *grid) most(c *column, rows []row, such func(string) bool) bool {
	n, yes := 0, 0
	for i := range rows {
		x := rows[i].at(c.col)
		switch {
		case x == nil:
		case such(strings.TrimSpace(x.Norm)):
			yes, n = yes+1, n+1
		case g.r.senses.Says(x.Norm):
			n++
		}
	}
	return n > 0 && yes*10 >= n*9
}

// isArea reports whether v names a prefecture, a city, a ward, a town and no street:
// 千葉県千葉市中央区.
func isArea(v string) bool {
	n := utf8.RuneCountInString(v)
	if n < 2 || n > 16 || strings.ContainsAny(v, "0123456789 -・/()") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(v)
	return strings.ContainsRune("都道府県市区町村郡", last)
}

// isStreet reports whether v names a street or a block and a number in it: 新町2045番地9.
func isStreet(v string) bool {
	digit := strings.IndexAny(v, "0123456789")
	if digit < len("町") || v[0] < utf8.RuneSelf || len(v) > 120 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(v)
	return last >= '0' && last <= '9' || last == '号' || last == '地' || strings.ContainsAny(v[digit:], "-番")
}

// isBuilding reports whether v names a building, with or without the number of a
// flat: グランドール101, 緑荘2階.
func isBuilding(v string) bool {
	n := utf8.RuneCountInString(v)
	if n < 3 || n > 30 || strings.ContainsAny(v, "。、@") || v[0] >= '0' && v[0] <= '9' {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(v)
	return last >= '0' && last <= '9' || strings.ContainsRune("号室階F荘", last)
}
