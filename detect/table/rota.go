package table

import (
	"strings"

	"monban/detect"
)

// A rota tells who works on which day of the week: the doctors of a clinic by
// department. The departments are where they work, and nobody's hospital.

// weekdays is the number of days of the week from which on columns are a rota.
const weekdays = 4

// weekly reports whether a row names the days of a week.
func weekly(w *row) bool {
	n := 0
	for j := range w.cells {
		if weekday(w.cells[j].Norm) {
			n++
		}
	}
	return n >= weekdays
}

// rota drops the hospitals and doctors of a rota, unless it names those who are
// treated.
func (g *grid) rota() {
	if g.subject {
		return
	}
	n := 0
	for _, c := range g.cols {
		if weekday(c.header) {
			n++
		}
	}
	if n < weekdays {
		return
	}
	for _, c := range g.cols {
		if c.kind == detect.Hospital || c.kind == detect.Doctor {
			c.kind, c.skip, c.lead = "", true, nil
		}
	}
}

// invited reports whether a header names who is asked to a meeting, or who asks:
// contacts, as in the invitations of a calendar.
func invited(header string) bool {
	return strings.HasPrefix(header, "出席者 ") || strings.HasPrefix(header, "主催者 ")
}

// weekday reports whether a header is a day of the week: 月, 火曜, (水).
func weekday(s string) bool {
	if len(s) > len("(月曜日)") {
		return false
	}
	s = strings.Trim(s, "() ")
	s = strings.TrimSuffix(strings.TrimSuffix(s, "日"), "曜")
	switch s {
	case "月", "火", "水", "木", "金", "土", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat":
		return true
	}
	return false
}
