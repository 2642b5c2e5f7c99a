package rules

import (
	"testing"

	"monban/detect"
)

// The day on which a document ends is no number of it, and two whose documents end on
// one day are two.
func TestDaysAreNoNumbers(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"two of four", `[{"name":"RAI PRATIKSHYA","tel":"08047120436","zairyu":{"card_no":"HT87022130DK","limit":"2027-01-14"}},{"name":"AUNG KO LATT","tel":"08042555893","zairyu":{"card_no":"UT87270795JD","limit":"2027-01-15"}},{"name":"YUSUPOV JASUR","tel":"08027697811","zairyu":{"card_no":"EM78665963EB","limit":"2027-01-10"}},{"name":"BATBAYAR ENKHJIN","tel":"08040974350","zairyu":{"card_no":"TB74551693DA","limit":"2027-01-15"}}]`, 4, []detect.Kind{detect.ResidenceCard}, nil},
	} {
		c.check(t, e, "json")
	}
}
