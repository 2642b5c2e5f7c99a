// Package formats is the list of the file formats that Monban reads, in the
// order in which the walker asks them. It knows every format package and
// nothing about any of them.
package formats

import (
	"monban/extract"
	"monban/extract/csv"
	"monban/extract/text"
)

// All lists every format, those with the surest mark first.
func All() []extract.Format {
	return []extract.Format{
		csv.Format,
		text.Format,
	}
}
