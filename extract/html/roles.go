package html

import (
	"strings"

	"golang.org/x/net/html"
)

// Pages draw tables without <table>: their elements say by a role, a class or a
// style which part of one they play.

// parts are the words by which they say it.
var parts = map[string]string{
	"table": "table", "grid": "table", "treegrid": "table", "tbl": "table", "datatable": "table", "data-table": "table", "div-table": "table", "divtable": "table",
	"row": "tr", "tr": "tr", "table-row": "tr", "tablerow": "tr", "tbl-row": "tr", "divtablerow": "tr", "trow": "tr",
	"cell": "td", "td": "td", "th": "td", "gridcell": "td", "columnheader": "td", "rowheader": "td", "table-cell": "td", "tablecell": "td", "tbl-cell": "td", "divtablecell": "td", "tcell": "td", "c": "td", "col": "td",
}

// plays returns the element of a table whose part a tag plays, else its own name.
// Rows and cells count in a table that is drawn like them only: a class row alone
// lays out pages.
func (p *page) plays(name string, t html.Token) string {
	switch name {
	case "div", "span", "section", "ul", "li", "ol", "article", "a", "p":
	default:
		return name
	}
	in := p.table()
	drawn := in != nil && in.drawn
	for _, a := range t.Attr {
		var as string
		switch a.Key {
		case "role":
			as = parts[strings.ToLower(strings.TrimSpace(a.Val))]
		case "class":
			for _, c := range strings.Fields(strings.ToLower(a.Val)) {
				if w := parts[c]; as == "" && c != "grid" && (w != "table" || name == "div") {
					as = w
				}
			}
		case "style":
			_, shown, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:")
			shown, _, _ = strings.Cut(shown, ";")
			if as = parts[shown]; shown == "grid" || shown == "row" {
				as = ""
			}
		}
		if as == "table" && len(p.tables) < maxTables || as != "" && as != "table" && drawn {
			return as
		}
	}
	return name
}
