package odf

import (
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// A value is what a cell stores beside the text that it shows.
type value struct {
	typ, number, date, time, text, bool, formula string
}

func readValue(x *ooxml.Scanner) value {
	return value{
		typ: x.Attr("value-type"), number: x.Attr("value"), date: x.Attr("date-value"), time: x.Attr("time-value"),
		text: x.Attr("string-value"), bool: x.Attr("boolean-value"), formula: x.Attr("formula"),
	}
}

// put completes a cell: its type, the stored value where that differs, and
// the value itself where a number format shows nothing.
func (v value) put(u *extract.Unit) {
	stored := ""
	switch v.typ {
	case "float", "percentage", "currency":
		u.Type, stored = extract.Number, v.number
	case "date":
		if d := v.date; len(d) >= 10 && d[4] == '-' && d[7] == '-' {
			u.Type, stored = extract.Date, d[:10]
		}
	case "time":
		stored = v.time
	case "boolean":
		u.Type, stored = extract.Bool, v.bool
	case "string":
		stored = v.text
	}
	stored = ooxml.Clean(stored)
	switch {
	case stored == "":
	case u.Text == "" && v.typ == "string":
		u.Text = stored
	case u.Text == "":
		u.Text, u.Hidden = stored, u.Hidden|extract.NumberFormat
	case u.Text != stored && v.typ != "time":
		u.Raw = stored
	}
	if u.Type == extract.Date {
		u.Raw = stored
	}
}

// literals lists the texts in quotes of a formula.
func literals(formula string) (out []string) {
	for {
		_, after, ok := strings.Cut(formula, `"`)
		if !ok || len(out) > 1000 {
			return out
		}
		q, rest, ok := strings.Cut(after, `"`)
		if !ok {
			return out
		}
		if ooxml.Clean(q) != "" {
			out = append(out, q)
		}
		formula = rest
	}
}
