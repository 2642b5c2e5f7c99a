package table

import (
	"strings"

	"monban/detect"
)

// undialledLeast is how many different numbers a column has at least that is known
// for telephones by its numbers alone.
const undialledLeast = 10

// undialled settles a column of telephones without their first zero.
func (r *Reader) undialled(c *column, vals []detect.Text) bool {
	if c.meaning.Kind == detect.Phone || !mobiles(vals) {
		return false
	}
	r.settle(c, detect.Phone, 0.5, detect.ColumnValues)
	return true
}

// mobiles reports whether all values are numbers of mobile telephones that a
// spreadsheet has robbed of their first zero. Numbers of orders begin all alike or
// count on; these begin with 70, 80 and 90 and go on in many ways.
func mobiles(vals []detect.Text) bool {
	if len(vals) < undialledLeast {
		return false
	}
	carriers, ways := map[string]bool{}, map[string]bool{}
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		if len(v) != 10 || v[0] < '7' || v[1] != '0' || v[2] == '0' || digitsOf(v) != v {
			return false
		}
		carriers[v[:2]], ways[v[:5]] = true, true
	}
	return len(carriers) > 1 && len(ways)*3 >= len(vals)*2
}
