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

// byParts settles columns in which most cells speak of one kind, though none
// wholly is of it: remarks that are all symptoms, contacts of two lines.
func (r *Reader) byParts(c *column, vals []detect.Text) {
	if len(vals) < 3 {
		return
	}
	var count [64]int
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
	}
	best := 0
	for i := range count {
		if count[i] > count[best] {
			best = i
		}
	}
	if count[best]*10 < len(vals)*6 {
		return
	}
	k := detect.Kinds[best].Kind
	r.settle(c, k, -1.5, detect.ColumnValues)
	c.within = together.Has(k)
}
