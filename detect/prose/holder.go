package prose

import (
	"monban/detect"
)

// holders makes the name in kana beside a bank account another spelling of the
// only person whom the section names otherwise: banks write whose an account is
// in kana.
func holders(items []item) {
	if !only(items, true) && !only(items, false) {
		return
	}
	for i := range items {
		v := &items[i]
		if v.subject && v.Kind == detect.PersonName && inKana(v.Text) && accountNear(items, v.line) {
			v.subject, v.Alias = false, true
		}
	}
}

// only reports whether a section names one person but in kana, with those at their
// work or without them.
func only(items []item, working bool) bool {
	key := ""
	for i := range items {
		v := &items[i]
		if !v.subject || v.Whose != detect.Subject || v.Kind != detect.PersonName || v.staff && !v.addressed && !working || inKana(v.Text) {
			continue
		}
		if key != "" && key != v.Key {
			return false
		}
		key = v.Key
	}
	return key != ""
}

// accountNear reports whether a bank account stands in a line or beside it.
func accountNear(items []item, line int) bool {
	for i := range items {
		if d := items[i].line - line; items[i].Kind == detect.BankAccount && d >= -2 && d <= 2 {
			return true
		}
	}
	return false
}

// inKana reports whether a name is written in katakana.
func inKana(s string) bool {
	for _, c := range s {
		if (c < 'ァ' || c > 'ー') && c != ' ' && c != '　' && (c < 'ｦ' || c > 'ﾟ') {
			return false
		}
	}
	return true
}
