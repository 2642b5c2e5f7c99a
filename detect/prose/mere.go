package prose

import (
	"strings"

	"monban/detect"
)

// Beside somebody of whom a section tells more than his name, those who are only
// named in it are mostly who wrote it, who was told and who helped: colleagues,
// and no data subjects. A list is different: who has a line of his own in it, as
// the others have, is one of them whatever is said of him, and so is a child.

// merely reports, for every item that names a person, whether the section says
// nothing of him while it does of others.
func merely(items []item, owner []int) map[int]bool {
	private := map[int]bool{} // people of whom more is said than the name
	led := 0                  // such people who begin a line
	for i := range items {
		o, v := owner[i], &items[i]
		if o < 0 || private[o] || v.Kind == detect.PersonName || slight.Has(v.Kind) || v.Business || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			continue
		}
		private[o] = true
		if items[o].leads {
			led++
		}
	}
	if len(private) == 0 {
		return nil
	}
	leaders := 0
	for i := range items {
		if owner[i] == i && items[i].leads && !items[i].whole && !items[i].staff && items[i].line != titleLine {
			leaders++
		}
	}
	list := led > 1 || led > 0 && leaders <= 2*led
	out := map[int]bool{}
	for i := range items {
		listed := list && items[i].leads && !items[i].whole && !items[i].staff && items[i].line != titleLine
		if owner[i] == i && !private[i] && !listed && !items[i].child {
			out[i] = true
		}
	}
	return out
}

// codeMost is how long such a code may be, in bytes, with what stands before it.
const codeMost = 12

// slight are the kinds that a list of names has beside them.
var slight = detect.SetOf(detect.Sex, detect.Nationality)

// leads reports whether nothing but numbers and marks stands before a name in its
// line, as in a list, or the code of a class or a team: U-12, A班.
func leads(before string) bool {
	if len(before) <= codeMost {
		before = strings.TrimRight(before, " ")
		team := strings.TrimSuffix(before, "班")
		if code := strings.TrimLeft(team, " ABCDEFGHU"); len(code) >= len(team)-2 && (code != "" || team != before) {
			before = code
		}
	}
	return strings.Trim(before, " \t0123456789.-*・()[]:■□●○◆◇▼▲※号室年組番") == ""
}
