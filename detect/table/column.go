package table

import (
	"math"
	"strings"

	"monban/detect"
	"monban/extract"
)

// A column is one column of a grid and what was decided about it.
type column struct {
	col        int
	header     string
	called     string // by the format, when header is what its comment says
	meaning    detect.Meaning
	exact      bool
	known      bool
	kind       detect.Kind // "" when values are looked at one by one
	whose      detect.Whose
	alias      bool // another spelling of the name
	business   bool
	skip       bool // nobody's data: only strong identifiers are looked for
	odds       float64
	evidence   detect.Evidence
	values     int // that became findings
	hidden     extract.Hidden
	maybe      detect.Kind // what it is if it stands beside names
	lead       *column     // the column that speaks for this part of a split value
	parts      []*column   // of a split value, in order, on its lead
	cache      map[string][]hit
	plain      shapes
	remarks    remarks
	past       past
	worded     bool   // its values are words of its kind
	shortNames bool   // what may be family or given names stands under a header that names anything, or relatives
	kept       bool   // it is about animals: only what it says of their keepers counts
	boxed      bool   // its values are ticks: yes or no to its header
	beasts     bool   // sexes of animals: 雌, 去勢
	firm       bool   // it names the company of a row
	operated   bool   // it names facilities with the companies that run them
	refers     string // whose number it is, in records that refer to each other: "user"
	array      string // the array inside the rows that it stands in: "contacts[]"
	within     bool   // its values stand within longer cells, beside others
	heading    detect.Heading
}

// label is the header as the texts of the cells have it.
func (c *column) label() *detect.Heading {
	if c.heading.Text != c.header {
		c.heading = detect.Heading{Text: c.header}
	}
	return &c.heading
}

// A hit is what was recognised in a cell by itself.
type hit struct {
	kind detect.Kind
	m    detect.Match
}

// sampleMost is the number of distinct values by which a column is judged.
const sampleMost = 200

// numbers are the kinds of which each person has his own.
var numbers = detect.SetOf(detect.LoginID, detect.BankAccount, detect.EmployeeNumber, detect.StudentNumber, detect.PatientNumber, detect.CreditCard, detect.InsurancePolicy)

// sample collects distinct values of a column that say something, and counts
// all that do. They are good until the next call.
func (r *Reader) sample(rows []row, col int) (vals []detect.Text, n int) {
	out, seen := r.room.sample()
	for i := range rows {
		c := rows[i].at(col)
		if c == nil || !r.senses.Says(c.Norm) {
			continue
		}
		if n++; len(out) >= sampleMost {
			continue
		}
		if _, again := seen[c.Norm]; again {
			continue
		}
		seen[c.Norm] = struct{}{}
		out = append(out, c.Text)
		t := &out[len(out)-1]
		t.Label = ""
		t.Norm = t.Norm[:detect.Piece(t.Norm)] // the beginning of a book tells as much
	}
	r.room.vals = out
	return out, n
}

// decide judges a column by its header and its values. Values outvote a header
// that they do not fit.
func (r *Reader) decide(c *column, rows []row) {
	vals, n := r.sample(rows, c.col)
	m := c.meaning
	if n >= 10 && len(vals)*4 < n && numbers.Has(m.Kind) && m.Part == "" || m.Kind == detect.LoginID && m.Weak && opinions(vals, n) {
		c.skip = true // the same few values again and again: accounts of a ledger, codes of a branch
		m = detect.Meaning{}
	}
	if c.known && m.Kind == detect.Family && (r.members(vals) || r.kinNamed(vals)) {
		m = detect.Meaning{Kind: detect.PersonName, Part: "relative"}
		c.meaning = m
	}
	if k := kin(m, vals); k != m {
		m, c.meaning = k, k
	}
	c.beasts = m.Kind == detect.Sex && beasts(vals)
	shares := r.senses.Whole(vals)
	if r.byShape(c, shares, len(vals)) || r.undialled(c, vals) {
		return
	}
	if k := r.ticked(c, vals); k != "" {
		c.meaning, c.exact, c.boxed = detect.Meaning{Kind: k, Term: true}, true, true
		r.adopt(c, c.meaning, 1, len(vals))
		return
	}
	if c.known && m.Personal() && m.Kind != detect.CorporateNumber && !failsCheck(m, shares) {
		fit := r.fit(m, vals, c.header)
		if len(vals) == 0 || fit >= 0.5 || !m.Weak && fit >= 0.3 {
			if !m.Weak || fit >= 0.7 && r.convinces(m, vals) && !contradicted(m, shares) && !(m.Kind == detect.CriminalRecord && r.nameOdds(vals) > 0) { // 被告人 over names
				said := 0.0
				for _, s := range shares {
					if s.Kind == m.Kind || s.Kind.Special() && m.Kind.Special() {
						said += s.Of
					}
				}
				c.worded = said >= 0.3
				r.adopt(c, m, fit, len(vals))
				c.shortNames = m.Kind == detect.PersonName && m.Whose() == detect.Relative && len(vals)*2 <= n && r.shortNames(vals)
				return
			}
		}
	}
	c.shortNames = c.known && m.Kind == detect.PersonName && m.Weak && m.Whose() == detect.Subject && (m.Part == "" || m.Part == "family") && r.shortNames(vals)
	if m.Word == "status" && telling(shares) {
		c.skip, c.known = false, false // 判定 over 要再検査 is no status of an order
	} else if c.known && m.Word != "" && m.Word != "memo" && m.Word != "text" && m.Word != "place" && m.Word != "facility" && m.Word != "code" {
		c.skip = true
	}
	if strings.Contains(strings.ToLower(c.header), "hash") && hexes(vals) {
		c.maybe = detect.Password
	}
	r.byValues(c, vals, shares, n)
}

// hexes reports whether all values are digests in hexadecimal, of one length.
func hexes(vals []detect.Text) bool {
	for i := range vals {
		v := vals[i].Norm
		if len(v) < 32 || len(v) != len(vals[0].Norm) || strings.Trim(v, "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return len(vals) > 0
}

// byShape settles columns whose values say what they are whatever the header
// says: mail addresses under "address", My Numbers under "管理番号".
func (r *Reader) byShape(c *column, shares []detect.Share, n int) bool {
	for _, s := range shares {
		if !byForm[s.Kind] || s.Kind == c.meaning.Kind {
			continue
		}
		if s.Checked > 0 {
			if s.Checked >= 3 && float64(s.Checked) >= 0.8*float64(n) && float64(s.Check) >= 0.9*float64(s.Checked) && chance(s.Check, s.Checked, s.Chance) < 1e-5 {
				r.settle(c, s.Kind, s.Odds, detect.ColumnCheck)
				return true
			}
			continue
		}
		if s.Of >= 0.8 && s.Odds > 0 && n >= 2 {
			r.settle(c, s.Kind, s.Odds, detect.ColumnValues)
			return true
		}
	}
	return false
}

// failsCheck reports whether the check digits speak against a weak header: the
// numbers of loyalty cards are no credit cards.
func failsCheck(m detect.Meaning, shares []detect.Share) bool {
	if !m.Weak {
		return false
	}
	for _, s := range shares {
		if s.Kind == m.Kind && s.Checked >= 3 {
			return s.Check*2 < s.Checked
		}
	}
	return m.Kind == detect.CreditCard
}

// convinces reports whether values that fit a weak header would be believed
// nearly without it: anything fits 名称, only names fit a name.
func (r *Reader) convinces(m detect.Meaning, vals []detect.Text) bool {
	if m.Kind != detect.PersonName || strings.HasPrefix(m.Part, "family") || strings.HasPrefix(m.Part, "given") {
		return true
	}
	if len(vals) < 3 {
		return r.nameOdds(vals) > 1
	}
	return r.nameOdds(vals) > -0.5
}

// adopt gives c the kind that its header names.
func (r *Reader) adopt(c *column, m detect.Meaning, fit float64, n int) {
	c.kind, c.whose = m.Kind, m.Whose()
	c.evidence = detect.ColumnHeader
	c.odds = -1
	if m.Weak || !c.exact {
		c.odds = -2.5
	}
	if n > 0 && fit >= 0.8 {
		c.evidence |= detect.ColumnValues
	}
	switch m.Part {
	case "kana", "romaji", "family-kana", "given-kana":
		c.alias = true
	case "company":
		c.business = true
	case "prefecture", "era":
		if m.Part == "prefecture" {
			c.odds -= 3 // a prefecture alone points at nobody; the street beside it does
		}
	}
	if c.whose == detect.Staff {
		c.skip = true
	}
}

// fit is the share of sampled values that the kind of a header accepts.
func (r *Reader) fit(m detect.Meaning, vals []detect.Text, header string) float64 {
	if len(vals) == 0 {
		return 0
	}
	n := 0
	for i := range vals {
		vals[i].Label = header
		if _, ok := r.accept(m, &vals[i]); ok {
			n++
		}
		vals[i].Label = ""
	}
	return float64(n) / float64(len(vals))
}

// byValues looks for a kind that most values wholly are. It needs more than
// shape where the shape is common: check digits all over, or names and dates
// that stand together. n is how many cells say something.
func (r *Reader) byValues(c *column, vals []detect.Text, shares []detect.Share, n int) {
	if len(vals) == 0 {
		return
	}
	for _, s := range shares {
		if s.Checked >= 3 && float64(s.Checked) >= 0.8*float64(len(vals)) {
			if chance(s.Check, s.Checked, s.Chance) < 1e-3 && float64(s.Check) >= 0.8*float64(s.Checked) {
				r.settle(c, s.Kind, s.Odds, detect.ColumnCheck)
				return
			}
			if s.Checked >= 5 && float64(s.Check) < 0.5*float64(s.Checked) {
				c.evidence |= detect.ColumnAgainst
			}
			continue
		}
		if c.skip && !byForm[s.Kind] {
			continue
		}
		if s.Of >= 0.6 && detect.AccountKinds.Has(s.Kind) && s.Kind != detect.Password {
			if c.maybe == "" && s.Odds+detect.ColumnValues.Weight() > 0 {
				c.maybe = s.Kind // lots and screens have such codes too: only beside names
			}
			continue
		}
		if s.Kind == detect.BirthDate || s.Kind == detect.Diagnosis && vaccines(vals) {
			continue // dates are judged beside names, and by how far they lie apart
		}
		if s.Of >= 0.6 && (len(vals) >= 2 || n >= 3 && s.Kind.Special() && !c.known) && s.Odds+detect.ColumnValues.Weight() > 0 {
			r.settle(c, s.Kind, s.Odds, detect.ColumnValues)
			return
		}
	}
	if c.skip || c.kind != "" {
		return
	}
	if place := c.meaning.Word == "facility"; companies(vals) || place && employers(vals) {
		c.operated = place
		c.skip, c.meaning.Word = true, "company"
		return
	}
	if c.maybe == "" {
		c.maybe = r.besideNames(c, vals)
	}
	if c.maybe != "" {
		return
	}
	if odds := r.nameOdds(vals); len(vals) >= 3 && odds > 0.3 || len(vals) >= 6 && odds > -0.4 { // rare names stay near 0, other words far below
		r.settle(c, detect.PersonName, math.Max(-1, math.Min(odds, 1.5)), detect.ColumnValues)
		return
	}
	r.byParts(c, vals)
}

// besideNames tells what a column without a header is if it stands beside
// names: 男 and 女, postal codes before addresses, or dates on which people may be born. Other dates of a list
// (entry, visit) are young, and close together, or on the first of a month.
func (r *Reader) besideNames(c *column, vals []detect.Text) detect.Kind {
	sexes, dates, firsts, first, last := 0, 0, 0, 9999, 0
	for i := range vals {
		t := &vals[i]
		if _, ok := sexOf(strings.TrimSpace(t.Norm)); ok && t.Chars&detect.HasDigit == 0 {
			sexes++
		}
		if key, year, ok := r.senses.Date(t, true); ok && year >= 1900 && (len(t.Norm) == 8 || digitsOf(t.Norm) != t.Norm) { // numbers of other lengths are prices
			dates++
			if strings.HasSuffix(key, "-01") {
				firsts++
			}
			first, last = min(first, year), max(last, year)
		}
		if sexes <= i && (dates+len(vals)-1-i)*10 < len(vals)*9 {
			break // neither, whatever the rest is
		}
	}
	switch {
	case sevenDigits(vals):
		return detect.PostalCode
	case relations(vals):
		return detect.Family
	case schools(vals):
		return detect.Career
	case outcomes(vals):
		return detect.JobOffer
	case doctors(vals):
		return detect.Doctor
	case country(c.header) && nations(c.header, vals):
		return detect.Nationality
	case sexes == len(vals) && len(vals) >= 2:
		return detect.Sex
	case dates*10 >= len(vals)*9 && len(vals) >= 3 && firsts*3 < len(vals) && (last-first >= 15 || last > first && last <= r.year-5):
		return detect.BirthDate
	}
	return ""
}

// sevenDigits reports whether all values have seven digits, as a postal code
// without its hyphen has.
func sevenDigits(vals []detect.Text) bool {
	for i := range vals {
		if v := strings.TrimSpace(vals[i].Norm); len(v) != 7 || digitsOf(v) != v {
			return false
		}
	}
	return len(vals) >= 3
}

// byForm are the kinds that a column is of whatever its header says.
var byForm = map[detect.Kind]bool{detect.Email: true, detect.Phone: true, detect.Password: true, detect.MyNumber: true}

func (r *Reader) settle(c *column, k detect.Kind, odds float64, e detect.Evidence) {
	if k == detect.CorporateNumber {
		c.skip = true
		return
	}
	c.kind, c.odds, c.skip = k, odds, false
	c.evidence = e
	if c.meaning.Part == "company" {
		c.business = true
	}
	if k == detect.PersonName && c.known && c.exact && c.meaning.Whose() == detect.Relative {
		c.whose = detect.Relative // 緊急連絡先 over names
	}
}

// nameOdds is the mean log odds that the values are names.
func (r *Reader) nameOdds(vals []detect.Text) float64 {
	if len(vals) == 0 {
		return -9
	}
	sum, yes := 0.0, 0
	for i := range vals {
		o, _ := r.senses.NameCell(nameHead(strings.TrimSpace(vals[i].Norm)))
		o = math.Max(-4, math.Min(4, o))
		sum += o
		if o > 0 {
			yes++
		}
		if float64(yes+len(vals)-1-i) < 0.4*float64(len(vals)) {
			return -9 // too few are, whatever the rest is
		}
	}
	return sum / float64(len(vals))
}

// chance is the probability that k or more of n random values pass a check
// digit that each passes with probability p.
func chance(k, n int, p float64) float64 {
	if p <= 0 {
		return 1
	}
	sum := 0.0
	for i := k; i <= n; i++ {
		lc, _ := math.Lgamma(float64(n + 1))
		la, _ := math.Lgamma(float64(i + 1))
		lb, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(lc - la - lb + float64(i)*math.Log(p) + float64(n-i)*math.Log(1-p))
	}
	return sum
}
