package table

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// firms are what names of companies and corporations say of them.
var firms = detect.NewWords(detect.LegalForms, `法人 inc inc. ltd ltd. llc corp corp.`)

// companies reports whether most values name companies: what else their names
// hold (オリーブ薬局) says nothing of anybody.
func companies(vals []detect.Text) bool {
	n := 0
	for i := range vals {
		if firms.In(vals[i].Norm) {
			n++
		}
	}
	return n*2 > len(vals)
}

// employers reports whether so many of the places that a column names are companies that
// the others are, too: clinics among those who look for people, or buy.
func employers(places []detect.Text) bool {
	n := 0
	for i := range places {
		if incorporated(places[i].Norm) {
			n++
		}
	}
	return n >= 2 && n*3 > len(places)
}

// telling reports whether values say by themselves what a word for any sort or
// state says nothing of: results of an examination, levels of care.
func telling(shares []detect.Share) bool {
	for _, s := range shares {
		if s.Kind == detect.HealthCheck && s.Of >= 0.5 || s.Kind.Special() && s.Kind != detect.Hospital && s.Of >= 0.8 && s.Odds > -3 { // 受診済 is a state, 不安 a word of everyday
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

// crimes are the two sides of one: only the header tells on which somebody was.
var crimes = detect.SetOf(detect.CriminalRecord, detect.CrimeVictim)

// contradicted reports whether most values are words of another kind than an
// ambiguous header names: hospitals under 紹介先.
func contradicted(m detect.Meaning, shares []detect.Share) bool {
	for _, s := range shares {
		if s.Kind != m.Kind && s.Kind.Special() && s.Of >= 0.6 && s.Checked == 0 && !(health.Has(s.Kind) && health.Has(m.Kind)) && !(crimes.Has(s.Kind) && crimes.Has(m.Kind)) {
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
		if (max(slices.Max(count[:]), ill)+len(vals)-1-i)*10 < len(vals)*6 {
			return // whatever the rest says
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
	c.within = together.Has(k) || k == detect.CriminalRecord // 離婚調停 among 窃盗被告 is none
	for i := range detect.Kinds {                            // 病名：…, 電話：… in one cell
		c.within = c.within || together.Has(detect.Kinds[i].Kind) && count[i]*10 >= len(vals)*3
	}
}

// relations reports whether all values tell how somebody is related to another:
// 妻, 長男, 母.
func relations(vals []detect.Text) bool {
	for i := range vals {
		if !related[strings.TrimSpace(vals[i].Norm)] {
			return false
		}
	}
	return len(vals) >= 2
}

var related = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`妻 夫 父 母 長男 長女 次男 次女 二男 二女 三男 三女 四男 四女 養子 養父 養母 継父 継母 実父 実母 義父 義母 義兄 義姉 義弟 義妹
		祖父 祖母 祖父母 曽祖父 曽祖母 孫 孫娘 ひ孫 兄 姉 弟 妹 伯父 伯母 叔父 叔母 おじ おば 甥 姪 いとこ 従兄弟 息子 娘 嫁 婿 長男の妻 次男の妻 長男嫁 子の妻 子の夫 妻の父 妻の母 夫の父 夫の母
		内縁の妻 内縁の夫 妻(未届) 夫(未届) 内妻 内夫 事実婚 配偶者 世帯主 本人 同居人 縁故者 spouse wife husband father mother son daughter brother sister child grandchild`) {
		out[w] = true
	}
	return out
}()

// ticked returns the special-care kind of a column whose header is a word of it
// (てんかん, 高血圧, 車いす) over nothing but yes and no.
func (r *Reader) ticked(c *column, vals []detect.Text) detect.Kind {
	if c.header == "" || c.exact || len(vals) == 0 || sorts[lowest(c.header)] {
		return ""
	}
	said := false
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		if !yes(v) && !no(v) {
			return ""
		}
		said = said || yes(v)
	}
	if !said {
		return ""
	}
	if k := r.whole(condition(c.header)); k != "" {
		return k
	}
	return r.whole(condition(lowest(c.header))) // 療育手帳A under 要支援事由
}

// whole returns the special-care kind of which a word is a term as a whole.
func (r *Reader) whole(asked string) detect.Kind {
	norm, chars, off := r.senses.Normalize(asked)
	t := detect.NewText(extract.Unit{Text: asked}, norm, chars, off)
	kind := detect.Kind("")
	r.senses.Recognise(t, func(k detect.Kind, m detect.Match) {
		if k.Special() && m.Whole(t) && detect.Believed(m.Odds, m.Evidence|detect.WithPerson|detect.ColumnHeader) {
			kind = k
		}
	})
	return kind
}

// condition cuts a header that is a condition down to what it asks for: 要介護3以上
// is 要介護3, 身体1・2級 is 身体1級.
func condition(header string) string {
	for _, w := range [...]string{"の方", "の者", "該当者", "該当", "所持者", "所持", "認定者", "判定", "以上", "以下"} { // 要介護3以上の方
		header = strings.TrimSuffix(header, w)
	}
	first := strings.IndexAny(header, "123456789１２３４５６７８９")
	if first <= 0 {
		return header
	}
	_, n := utf8.DecodeRuneInString(header[first:])
	rest := strings.TrimLeft(header[first+n:], "0123456789０１２３４５６７８９・･,、/~〜-級")
	if rest != "" || !strings.HasSuffix(header, "級") {
		return header
	}
	return header[:first+n] + "級"
}

// yes reports whether a value only says that something is so.
func yes(v string) bool {
	switch strings.ToLower(v) {
	case "有", "あり", "有り", "○", "〇", "◯", "◎", "●", "✓", "✔", "✅", "☑", "☒", "■", "レ", "はい", "yes", "y", "true", "該当", "要", "+", "(+)", "1", "☆", "★":
		return true
	}
	return false
}

// chosen reports whether an answer begins with that something is so: はい, はい(卵),
// あり・心臓弁膜症.
func chosen(v string) bool {
	if i := strings.IndexAny(v, "(（・:、,/ "); i > 0 {
		v = v[:i]
	}
	return yes(v)
}

// kin takes what stands under or beside the word for a relative for what it says:
// that there is one, how many there are, or who it is (配偶者: 有; キーパーソン: 長女).
// None of that is a name.
func kin(m detect.Meaning, vals []detect.Text) detect.Meaning {
	if m.Whose() != detect.Relative || len(vals) == 0 {
		return m
	}
	there, who := m.Kind == detect.PersonName, true
	for i := range vals {
		v := strings.TrimSpace(vals[i].Norm)
		there = there && (yes(v) || counted(v))
		who = who && related[v]
	}
	if !there && !who {
		return m
	}
	return detect.Meaning{Kind: detect.Family}
}

// counted reports whether a value is a number of people: 2人, 3名.
func counted(v string) bool {
	n := strings.TrimRight(v, "人名")
	return n != v && n != "" && strings.Trim(n, "0123456789") == ""
}

// outcomes reports whether all values tell how somebody's application for work has
// ended or goes on, and one says so beyond doubt.
func outcomes(vals []detect.Text) bool {
	sure := false
	for i := range vals {
		v := strings.ToLower(strings.TrimSpace(vals[i].Norm))
		switch v {
		case "内定", "内々定", "内定承諾", "内定辞退", "trúng tuyển", "đậu phỏng vấn", "offer accepted", "offer declined", "offered", "hired":
			sure = true
		case "承諾", "辞退", "不採用", "採用", "選考中", "選考辞退", "書類選考", "書類通過", "一次面接", "二次面接", "最終面接", "面接", "結果待ち", "保留", "rớt", "đậu", "đỗ", "trượt", "chờ kết quả", "offer", "interview", "interviewing", "screening", "withdrawn", "pending", "rejected", "declined", "accepted":
		default:
			return false
		}
	}
	return sure
}
