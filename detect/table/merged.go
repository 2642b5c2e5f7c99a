package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// A header may stand over several columns and have no words below it: 生年月日,
// merged over 昭和, 20, 1, 1. A CSV file has blanks beside it.

// unnamed gives the columns without a header behind a telephone number, a postal
// code, a name or an address what they go on with, when neither is whole.
func (g *grid) unnamed(rows []row) {
	for i, c := range g.cols {
		n := 1
		for n < 3 && i+n < len(g.cols) && g.cols[i+n].header == "" && g.cols[i+n].col == c.col+n {
			n++
		}
		if n == 1 || !c.known || !c.exact {
			continue
		}
		run := g.cols[i : i+n]
		switch c.meaning.Kind {
		case detect.Phone:
			if n == 3 && g.groups(rows, run, 9, 11) {
				goOn(run, c.meaning)
			}
		case detect.PostalCode:
			if g.groups(rows, run[:2], 7, 7) {
				goOn(run[:2], c.meaning)
			}
		case detect.PersonName:
			if c.meaning.Part == "" && !c.meaning.Weak && g.named(rows, run[0], run[1]) {
				run[0].meaning.Part = "family"
				goOn(run[1:2], detect.Meaning{Kind: detect.PersonName, Part: "given"})
			}
		case detect.Address:
			if c.meaning.Part == "" {
				g.addressed(rows, run)
			}
		}
	}
}

// goOn gives all columns of a run one meaning.
func goOn(run []*column, m detect.Meaning) {
	for _, c := range run {
		c.meaning, c.known, c.exact = m, true, true
	}
}

// groups reports whether the columns of a run hold groups of digits that make a
// number of so many digits in nearly every row.
func (g *grid) groups(rows []row, run []*column, least, most int) bool {
	good, all := 0, 0
	for k := range rows {
		digits, cells := 0, 0
		for _, c := range run {
			x := rows[k].at(c.col)
			if x == nil {
				continue
			}
			v := strings.TrimSpace(x.Norm)
			if digitsOf(v) != v || len(v) > 5 {
				digits = -99
			}
			digits, cells = digits+len(v), cells+1
		}
		if cells == 0 {
			continue
		}
		if all++; cells == len(run) && digits >= least && digits <= most {
			good++
		}
	}
	return good > 0 && good*10 >= all*8
}

// named reports whether two columns hold the family and the given names of people.
func (g *grid) named(rows []row, a, b *column) bool {
	var made []detect.Text
	for k := range rows {
		x, y := rows[k].at(a.col), rows[k].at(b.col)
		if x == nil && y == nil {
			continue
		}
		if x == nil || y == nil || (x.Chars|y.Chars)&(detect.HasDigit|detect.HasAt) != 0 || strings.ContainsAny(x.Norm+y.Norm, " ・") {
			return false
		}
		if len(made) == sampleMost {
			break
		}
		made = append(made, detect.Text{Norm: x.Norm + " " + y.Norm})
	}
	return len(made) >= 2 && g.r.nameOdds(made) > 0.5
}

// addressed gives an address that ends with a town the street behind it, and one
// that ends with a street the building.
func (g *grid) addressed(rows []row, run []*column) {
	for n, part := range run {
		if n == 0 {
			continue
		}
		before := run[n-1]
		switch {
		case g.most(before, rows, isArea) && (g.most(part, rows, isArea) || g.most(part, rows, isStreet)),
			g.most(before, rows, isStreet) && g.most(part, rows, isBuilding):
			goOn(run[n:n+1], detect.Meaning{Kind: detect.Address})
		default:
			return
		}
	}
}

// unnamedDate returns how many columns from column i on make a date, those behind the
// first without a header: an era or none, a year, a month and a day, and what is
// written between them.
func (g *grid) unnamedDate(i int, rows []row) int {
	const most = 7 // 昭和, 20, 年, 1, 月, 1, 日
	n := 1
	for n < most && i+n < len(g.cols) && g.cols[i+n].header == "" && g.cols[i+n].col == g.cols[i].col+n {
		n++
	}
	if n < 3 {
		return 0
	}
	run := g.cols[i : i+n]
	sure, all, width := 0, 0, 0
	for k := range rows {
		w := dateIn(&rows[k], run)
		switch {
		case w < 0:
			continue
		case w == 0:
		default:
			sure, width = sure+1, max(width, w)
		}
		all++
	}
	if sure == 0 || sure*10 < all*8 {
		return 0
	}
	return width
}

// dateIn returns how many of the columns of a run hold a date in a row, 0 when they
// hold none, -1 when nothing stands there.
func dateIn(w *row, run []*column) int {
	var nums []int
	era, blank := false, true
	for n, c := range run {
		x := w.at(c.col)
		if x == nil {
			if len(nums) > 0 {
				return 0
			}
			continue
		}
		blank = false
		v := strings.TrimSpace(x.Norm)
		switch {
		case len(nums) == 0 && !era && slices.Contains(eras, v):
			era = true
			continue
		case v == "年" || v == "月" || v == "日" || v == "/" || v == "." || v == "-":
			if len(nums) == 3 {
				return n + 1
			}
			continue
		}
		num := number(&cell{Text: detect.Text{Norm: strings.TrimRight(v, "年月日")}})
		if num < 0 {
			return 0
		}
		if nums = append(nums, num); len(nums) == 3 {
			if !era && nums[0] < 1880 || nums[0] > 2100 || nums[1] < 1 || nums[1] > 12 || nums[2] < 1 || nums[2] > 31 {
				return 0
			}
			if n+1 == len(run) || w.at(run[n+1].col) == nil || strings.TrimSpace(w.at(run[n+1].col).Norm) != "日" {
				return n + 1
			}
		}
	}
	if blank {
		return -1
	}
	return 0
}

// eras are what stands before a year of the Japanese calendar.
var eras = strings.Fields("明治 大正 昭和 平成 令和 明 大 昭 平 令 M T S H R m t s h r")
