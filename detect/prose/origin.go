package prose

import (
	"strings"

	"monban/detect"
)

// foreign reports whether the country items[i], which stands beside a name, is where
// its bearer comes from, and not where he travels: his name is a foreign one, or
// how old he is or by which card he stays here is told beside it.
func (r *Reader) foreign(items []item, i int) bool {
	v := &items[i]
	for j := range items {
		it := &items[j]
		switch it.Kind {
		case detect.Age, detect.Sex, detect.BirthDate, detect.ResidenceCard, detect.Passport, detect.Race:
			if it.pos > v.pos-foreignMost && it.pos < v.end+foreignMost {
				return true
			}
		case detect.PersonName:
			if it.end <= v.pos && it.end > v.pos-foreignMost && !it.staff && strings.ContainsFunc(it.Text, katakana) {
				return true
			}
		}
	}
	return false
}

// foreignMost is how far from a country, in bytes, these stand.
const foreignMost = 60

func katakana(c rune) bool {
	return c >= 'ァ' && c <= 'ヺ' || c >= 'ｦ' && c <= 'ﾟ' || c >= 'A' && c <= 'Z'
}

// dated reports whether the lines above are headed by what the dates of a list
// are: 入社日 above names and dates, or the line itself says so.
func (r *Reader) dated(t *detect.Text, items []item, v *item) bool {
	return eventOf(t, items, v) || otherDays.In(t.Norm) || r.recently(t, otherDays)
}

// otherDays head dates beside names that are no births, and otherEvents are what such
// dates are of.
var (
	otherDays   = detect.NewWords(`入社日 入社年月日 採用日 採用年月日 雇入日 雇入年月日 雇用開始日 契約日 加入日 加入年月日 没年月日 命日 死亡日 死亡年月日 登録日 結婚記念日 入会日 就任日 着任日 卒業日 発行日 交付日 資格取得日 勤続 認定日 初診日 受診日 逝去日 退職日 施行日 締結日`)
	otherEvents = detect.NewPhrases(`入社 採用 雇 着任 就任 契約日 加入 没 死亡 逝去 命日 結婚 卒業 退職 入会 資格 開始 発行 交付 受診 検査 認定 設立 創業 生涯 優勝 発売`)
)

// eventOf reports whether the line says before the name in front of a date what has
// happened then: 採用：山田 太郎 1990年4月1日.
func eventOf(t *detect.Text, items []item, v *item) bool {
	from := 0
	for j := range items {
		if it := &items[j]; it.name() && it.end <= v.pos {
			from = max(from, it.pos)
		}
	}
	return otherEvents.Ends(strings.TrimRight(t.Norm[:from], " :・(者】]")) != ""
}

// rightBehind reads a date right behind a name once more, without the words before
// the name, which may date something else: 入居申込書 does not date the applicant. It
// also takes a date as somebody's by which an office makes sure who calls. It reports
// whether it has.
func (r *Reader) rightBehind(t *detect.Text, items []item, i int) bool {
	v := &items[i]
	before := strings.TrimRight(t.Norm[:v.pos], " :はの(")
	if strings.HasSuffix(before, "本人確認") && longAgo(v, t.Norm) && v.Evidence&detect.NegativeContext == 0 {
		v.Odds, v.Evidence = max(v.Odds, -2)+oddsBeside, v.Evidence|detect.WithPerson
		return true
	}
	if v.Evidence&detect.NegativeContext == 0 || v.Evidence&detect.Sample != 0 || !r.nextTo(t, items, i) || otherEvents.In(t.Norm[:v.pos]) || otherEvents.In(t.Before) && !beforeHome(t.Norm, items, v) {
		return false
	}
	from := 0
	for j := range items {
		if items[j].name() && items[j].end <= v.pos {
			from = max(from, items[j].end)
		}
	}
	part := detect.Head(t.Norm[from:], v.end-from+rightMost)
	free := false
	r.senses.Recognise(r.excerptOf(t, part, ""), func(k detect.Kind, m detect.Match) {
		free = free || k == detect.BirthDate && m.Start == v.pos-from && m.Evidence&detect.NegativeContext == 0
	})
	if free && from > 0 {
		v.Evidence &^= detect.NegativeContext
	}
	return false
}

// beforeHome reports whether a date stands between a name and a home, as in the papers
// of whoever comes to work: below 入社手続き, it is no day of that.
func beforeHome(s string, items []item, v *item) bool {
	for j := range items {
		switch it := &items[j]; it.Kind {
		case detect.Address, detect.PostalCode:
			if it.pos >= v.end && strings.Trim(s[v.end:it.pos], " 、,/〒生") == "" {
				return longAgo(v, s)
			}
		}
	}
	return false
}

// rightMost is how much behind such a date is looked at, in bytes.
const rightMost = 30
