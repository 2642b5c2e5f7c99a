package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// A pair is a label and where its value stands in the line.
type pair struct {
	m              detect.Meaning
	exact          bool
	label          string
	start, vs, end int
}

// labelled reads "label: value" pairs of a line and notes the ranges of the
// values that are what their label says.
func (r *Reader) labelled(t *detect.Text) {
	s, l := t.Norm, &r.now
	pairs := r.pairs[:0]
	for i := firstLabelEnd(s); i < len(s); i++ {
		if !labelEnd(s, i) {
			continue
		}
		start, behind := labelStart(s, i), i
		if from, to, ok := r.leading(s, i); ok {
			start, behind = from, to
		}
		if start == behind || behind-start > labelMost || s[i] == ']' && markup[s[start:i]] {
			continue
		}
		m, exact, ok := r.meaning(s[start:behind])
		if !ok || !exact && m.Weak && !m.Personal() {
			continue
		}
		width := 1
		if s[i] == 0xE3 {
			width = len("】")
		}
		if len(pairs) > 0 {
			pairs[len(pairs)-1].end = start
		}
		pairs = append(pairs, pair{m, exact, s[start:behind], start, i + width, len(s)})
	}
	r.pairs = pairs
	if len(pairs) > 0 && strings.Contains(s, ":=") {
		return // source code
	}
	spaced := len(pairs) == 0
	if spaced {
		// "氏名　山田太郎": a line that begins with a label and a blank
		text := strings.TrimLeft(s, " ")
		if i := strings.IndexByte(text, ' '); i > 0 && i <= labelMost && !strings.HasPrefix(text[i:], " =") {
			i += len(s) - len(text)
			m, exact, ok := r.meaning(s[:i])
			if ok && exact && (!m.Weak || m.Part == "kana" && kanaPair(s[i:])) && (m.Personal() || workplace(m)) && !(m.Kind.Special() && r.heads(text[i-len(s)+len(text):])) {
				pairs = append(pairs, pair{m, exact, s[:i], 0, i, len(s)})
			}
			if ok && exact {
				pairs = r.further(pairs, s, i)
			}
		}
	}
	for _, p := range pairs {
		a, b := min(p.vs, p.end), p.end // nothing may follow a label but blanks
		for a < b && strings.IndexByte(" :\t", s[a]) >= 0 {
			a++
		}
		for b > a && strings.IndexByte(" \t,;[(", s[b-1]) >= 0 {
			b--
		}
		for _, cut := range [...]string{"、", "。", "/", "  "} {
			if p.m.Kind == detect.Address || p.m.Kind.Special() || p.m.Kind == detect.BirthDate && cut == "/" {
				break
			}
			if k := strings.Index(s[a:b], cut); k > 0 && !(p.m.Kind == detect.PersonName && cut == "/" && flies(s[a:b], k)) {
				b = a + k
			}
		}
		whole := b
		if moment(t.Norm[:p.start]) && (workplace(p.m) || p.m.Whose() == detect.Staff) {
			continue // he writes in a chat, and names others
		}
		if workplace(p.m) { // 紹介元 …クリニック 院長 …
			if spaced { // 生徒課 極秘 2-5 莉央奈 has no more of its own than a name
				whole = a + len(firstWords(s[a:b]))
			}
			l.staff = append(l.staff, staff{span: span{a, whole}})
		}
		b = a + r.bound(p.m, t, s[a:b])
		if a >= b || !p.m.Personal() || p.m.Kind == detect.CorporateNumber {
			continue
		}
		if p.m.Kind == detect.Doctor || p.m.Whose() == detect.Staff { // whoever is named there does his work
			l.staff = append(l.staff, staff{span{a, whole}, p.m.Kind == detect.Doctor})
		}
		if p.m.Kind.Special() {
			l.taken = append(l.taken, r.care(p.m, p.exact, p.label, t, p.start, a, b)...)
			continue
		}
		if v, ok := r.answer(p.m, p.exact, p.label, t, a, b); ok {
			l.taken = append(l.taken, span{a, b})
			if p.m.Kind == detect.PersonName { // its kana in brackets is no other person
				l.readings = append(l.readings, span{b, whole})
			}
			name := p.m.Kind == detect.PersonName && !v.Alias
			staff := v.Whose == detect.Staff
			if staff && responds(p.label, s[b:]) {
				staff, v.Whose = false, detect.Subject
			}
			if staff {
				if i := strings.IndexByte(t.Norm[a:b], ' '); i > 0 && departments.Ends(t.Norm[a:a+i]) != "" { // 担当:人事部 瀬川
					a += i + 1
					v.Text, v.Key = t.Original(a, b), r.senses.FoldName(t.Norm[a:b])
				}
				if odds, _ := r.senses.NameCell(t.Norm[a:b]); odds < -3 {
					continue // 作成者：事務局 is no name at all
				}
				v.Whose = detect.Subject // a contact, when nothing is said of him
			}
			it := item{Value: v, line: r.line, pos: a, end: b, label: true, subject: name, staff: staff, fellow: staff && strings.HasSuffix(p.label, "面談者"), leads: name && leads(t.Norm[:p.start])}
			if name && former(p.label) {
				it.subject, it.Mention = false, true
			}
			if name {
				it.kin = v.Whose == detect.Relative && kinsfolk.Ends(strings.TrimSpace(p.label)) != ""
				r.joinName(&it, p.m.Part)
			}
			if it.fellow {
				r.fellow = r.line
			}
			r.items = append(r.items, it)
			if name {
				r.spelled(b, it.Key)
			}
		}
	}
}

// bound returns where the value of a label ends: a name before what stands in
// brackets, a date before the words behind it.
func (r *Reader) bound(m detect.Meaning, t *detect.Text, v string) int {
	switch m.Kind {
	case detect.PersonName:
		if i := strings.IndexByte(v, '('); i > 0 {
			v = v[:i]
		}
		v = strings.TrimRight(firstWords(v), " ")
		for _, h := range []string{"様", "さん", "殿", "氏", "さま"} {
			if s, ok := strings.CutSuffix(v, h); ok && utf8.RuneCountInString(s) > 1 {
				return len(strings.TrimRight(s, " "))
			}
		}
		if title := rolesBehind.Ends(v); title != "" && utf8.RuneCountInString(v)-utf8.RuneCountInString(title) > 1 {
			return len(strings.TrimRight(v[:len(v)-len(title)], " "))
		}
	case detect.BirthDate:
		if i := strings.IndexAny(v, " ,("); i > 0 {
			if _, _, ok := r.senses.Date(r.excerptOf(t, v[:i], ""), true); ok {
				return i
			}
		}
	}
	return len(v)
}

// answer judges the value of a label. Only kinds whose values the label alone
// explains are decided here; others are left to the rules, which see the label.
func (r *Reader) answer(m detect.Meaning, exact bool, label string, t *detect.Text, a, b int) (detect.Value, bool) {
	v := detect.Value{Kind: m.Kind, Whose: m.Whose(), Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(a, b), Odds: -1, Evidence: detect.Label,
		Alias: m.Alias(), Business: m.Part == "company"}
	if !exact || m.Weak {
		v.Odds = -2.5
	}
	s := t.Norm[a:b]
	if !r.senses.Says(s) || utf8.RuneCountInString(s) > 60 && !m.Kind.Special() {
		return v, false
	}
	switch m.Kind {
	case detect.PersonName:
		v.Key = r.senses.FoldName(s)
		if m.Weak || !exact { // "name: x" names anything
			odds, _ := r.senses.NameCell(s)
			return v, odds > 1 || m.Part == "kana" && kanaPair(s)
		}
		return v, r.senses.NameShape(s)
	case detect.BirthDate:
		key, _, ok := r.senses.Date(r.excerptOf(t, s, label), true)
		v.Key = key
		return v, ok
	}
	if m.Kind.Special() || m.Kind == detect.Career || m.Kind == detect.JobOffer || m.Kind == detect.Family {
		if v.Whose == detect.Relative {
			v.Whose = detect.Subject
		}
		return v, !digitsOnly(s) && !(m.Kind == detect.JobOffer && (strings.ContainsRune(s, '@') || recruits.In(s))) // 応募先: 採用係 saiyo@…
	}
	if m.Kind == detect.Address && exact && !m.Weak && (m.Part == "street" || m.Part == "building" || m.Part == "city") {
		return v, houseNumber(s) // 番地：1-3-18, below 市区町村
	}
	// numbers, addresses, contacts: the rules find them, the label is their context
	return v, false
}

// recruits are words of where to apply.
var recruits = detect.NewPhrases(`採用担当 採用係 採用課 採用グループ 人事部 人事課 〒 電話 TEL`)

// excerptOf makes the part s of t a text of its own, under a label. It is good until
// the next call.
func (r *Reader) excerptOf(t *detect.Text, s, label string) *detect.Text {
	r.excerpt.Set(extract.Unit{Text: s, Loc: t.Loc, Hidden: t.Hidden}, s, t.Chars, nil)
	r.excerpt.Label = label
	return &r.excerpt
}
