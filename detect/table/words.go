package table

import (
	"strings"

	"monban/detect"
)

// companies reports whether most values name companies: what else their names
// hold (オリーブ薬局) says nothing of anybody.
func companies(vals []detect.Text) bool {
	n := 0
	for i := range vals {
		for _, w := range []string{"株式会社", "(株)", "有限会社", "(有)", "合同会社", "法人", "Inc", "Ltd", "LLC", "Corp"} {
			if strings.Contains(vals[i].Norm, w) {
				n++
				break
			}
		}
	}
	return n*2 > len(vals)
}

// resulting reports whether values are mostly results of an examination.
func resulting(shares []detect.Share) bool {
	for _, s := range shares {
		if s.Kind == detect.HealthCheck && s.Of >= 0.5 {
			return true
		}
	}
	return false
}

// together are the kinds besides special care that fill a cell with others of
// them: a postal code above an address, a telephone above a mail address, a bank
// before the account.
var together = detect.SetOf(detect.Address, detect.Phone, detect.Email, detect.BankAccount)

// health are the kinds that free text about somebody's health mixes.
var health = detect.SetOf(detect.Disability, detect.Diagnosis, detect.Symptom)

// contradicted reports whether most values are words of another kind than an
// ambiguous header names: hospitals under 紹介先.
func contradicted(m detect.Meaning, shares []detect.Share) bool {
	for _, s := range shares {
		if s.Kind != m.Kind && s.Kind.Special() && s.Of >= 0.6 && s.Checked == 0 && !(health.Has(s.Kind) && health.Has(m.Kind)) {
			return !m.Term
		}
	}
	return false
}

// vaccines reports whether values name what somebody was vaccinated against:
// some of the words are no diseases.
func vaccines(vals []detect.Text) bool {
	n := 0
	for i := range vals {
		for _, w := range []string{"MR", "BCG", "DPT", "DT", "HPV", "ヒブ", "混合", "ロタ", "ワクチン", "B型肝炎", "肺炎球菌", "おたふく"} {
			if strings.Contains(vals[i].Norm, w) {
				n++
				break
			}
		}
	}
	return n*3 >= len(vals) && n > 0
}

// schools reports whether most values name schools that somebody went to.
func schools(vals []detect.Text) bool {
	n := 0
	for i := range vals {
		for _, w := range []string{"大学", "高校", "高等学校", "専門学校", "短大", "高専", "University", "College"} {
			if strings.Contains(vals[i].Norm, w) && !strings.Contains(vals[i].Norm, "病院") {
				n++
				break
			}
		}
	}
	return n*10 >= len(vals)*6 && len(vals) >= 3
}

// byParts settles columns in which most cells speak of one kind, though none
// wholly is of it: remarks that are all symptoms, contacts of two lines.
func (r *Reader) byParts(c *column, vals []detect.Text) {
	if len(vals) < 3 {
		return
	}
	var count [64]int
	ill := 0
	for i := range vals {
		var seen detect.KindSet
		r.senses.Recognise(&vals[i], func(k detect.Kind, m detect.Match) {
			if k.Special() && m.Odds+(m.Evidence|detect.WithPerson).Weight() > 0 || together.Has(k) && m.Odds+m.Evidence.Weight() > 0 {
				seen |= detect.SetOf(k)
			}
		})
		for _, k := range seen.List() {
			count[k.Index()]++
		}
		if seen&health != 0 {
			ill++
		}
	}
	best := 0
	for i := range count {
		if count[i] > count[best] {
			best = i
		}
	}
	k := detect.Kinds[best].Kind
	n := count[best]
	if health.Has(k) {
		n = max(n, ill)
	}
	if n*10 < len(vals)*6 {
		return
	}
	r.settle(c, k, -1.5, detect.ColumnValues)
	c.within = together.Has(k)
}
