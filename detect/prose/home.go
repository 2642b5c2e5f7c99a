package prose

import (
	"strings"

	"monban/detect"
)

// homely reports whether the address behind before is said to be somebody's
// home, whatever company stands near: ご住所：….
func homely(before string) bool {
	b := strings.TrimRight(before, " :は(〒0123456789-")
	for _, w := range [...]string{"ご住所", "御住所", "ご自宅", "自宅", "自宅住所", "お住まい", "現住所"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// private reports whether the person is written to at home: no organisation
// stands above the line that addresses him, and an address does, as on an
// envelope.
func (r *Reader) private(items []item, said owned, person int) bool {
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if items[i].home {
			return true
		}
	}
	if !items[person].addressed {
		return false
	}
	if r.thou {
		return true
	}
	line := items[person].line
	for _, o := range r.org {
		if o >= line-3 && o <= line {
			return false
		}
	}
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if it := &items[i]; it.Kind == detect.Address && it.line < line && it.line >= line-2 {
			return true
		}
	}
	return false
}

// addresses are words for whom a letter speaks to that nobody says to a company.
var addresses = detect.NewWords(`貴殿 貴方 貴女 貴君 あなた様`)
