package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Foreign names, and Japanese ones as passports spell them, are in no list. What
// stands right behind one tells that it is somebody's: AMARI KEISUKE TR4091836
// 1983/07/22, サプコタ・ビシュヌ ネパール UH20647185FC. Ships, cities and goods are spelled
// alike, and have neither passports nor private telephones.

const (
	bearerMost  = 64 // bytes of such a name
	bearersMost = 64 // of them in a line
	proofsMost  = 5  // values that are looked at behind one
	proofGap    = 20 // bytes of marks between them
)

// proofs are what a line tells right behind a word that may be a name.
type proofs struct {
	card    bool // of residence
	id      bool // a passport or an account
	phone   bool // a mobile one
	date    bool // long ago
	country bool
}

// n is how many there are.
func (p proofs) n() (n int) {
	for _, has := range [...]bool{p.card, p.id, p.phone, p.date, p.country} {
		if has {
			n++
		}
	}
	return n
}

// least returns the odds that a word needs to be a name before such proofs.
func (p proofs) least(latin, leads bool) float64 {
	const any, listed, known, never = -1.7, 0.7, 2.5, 99
	switch n := p.n(); {
	case p.card, n > 1 && p.phone, n > 2 && p.id:
		return any
	case n > 1 && p.id, p.id && !p.country:
		return listed
	case p.phone:
		return known
	case p.country && !p.date && !latin && leads:
		return -0.7
	}
	return never
}

// borne adds the names of the line that what stands behind them bears out.
func (r *Reader) borne(t *detect.Text) {
	if t.Chars&(detect.HasLatin|detect.HasKatakana) == 0 {
		return
	}
	s, from, found := t.Norm, r.now.from, 0
	for i, n := from, len(r.items); i < n && found < bearersMost; i++ {
		it := &r.items[i]
		if !r.proves(it, s, &proofs{}) {
			continue
		}
		start, end := bearer(s, it.pos)
		if start == end || r.takes(start, end, n) {
			continue
		}
		found++
		latin := s[start] < utf8.RuneSelf
		odds, e := r.senses.NameCell(s[start:end])
		p := r.proofsBehind(s, end, n)
		if family, _, ok := strings.Cut(s[start:end], " "); ok && !latin && r.senses.Surname(family) {
			odds = max(odds, 0) // 鴨志田 ジェニファー
			if !kin(s[:start]) && p.n() == 1 {
				continue
			}
		}
		if latin && p.id && strings.Contains(s[start:end], "/") { // as tickets have it
			odds = max(odds, 0.7)
		}
		if odds < p.least(latin, leads(s[:start]) || kin(s[:start])) || e&detect.Sample != 0 || r.counts(t) || otherBearers.Ends(strings.TrimRight(s[:start], " :")) != "" {
			continue
		}
		r.add(detect.PersonName, detect.Match{Start: start, End: end, Key: r.senses.FoldName(s[start:end]), Odds: -1, Evidence: detect.Context}, true, false)
	}
}

// otherBearers are what else bears a name before such numbers.
var otherBearers = detect.NewPhrases(`船名 本船 船 便 便名 品名 品番 型番 機種 商品名 製品名 商品 製品 車名 車種 車両 社名 会社名 法人名 店名 店舗名 施設名 ホテル 宿泊先 都市 都市名 国名 作品 作品名 題名 タイトル 曲名 映画 犬名 馬名 馬 機体 型式 品種 銘柄`)

// proves reports whether a value is of those that only people have, and notes it.
func (r *Reader) proves(it *item, s string, p *proofs) bool {
	switch it.Kind {
	case detect.ResidenceCard:
		p.card = true
	case detect.Passport:
		p.id = true
	case detect.BankAccount, detect.MyNumber:
		if !detect.Believed(it.Odds, it.Evidence) {
			return false
		}
		p.id = true
	case detect.Phone:
		if it.Business || !detect.Mobile(it.Key) {
			return false
		}
		p.phone = true
	case detect.BirthDate:
		if it.Evidence&detect.NegativeContext != 0 || !longAgo(it, s) {
			return false
		}
		p.date = true
	case detect.Nationality:
		p.country = true
	default:
		return false
	}
	return it.Evidence&detect.Sample == 0
}

// proofsBehind reads the values behind a name, as far as nothing but marks parts them.
func (r *Reader) proofsBehind(s string, at, n int) (p proofs) {
	for range proofsMost {
		next := -1
		for i := r.now.from; i < n; i++ {
			it := &r.items[i]
			if it.pos < at || it.pos > at+proofGap || strings.Trim(accountKind(s[at:it.pos]), " ():,/、・") != "" {
				continue
			}
			if r.proves(it, s, &p) && (next < 0 || it.end > r.items[next].end) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		at = r.items[next].end
	}
	return p
}

// takes reports whether somebody is named in a range already.
func (r *Reader) takes(start, end, n int) bool {
	for i := r.now.from; i < n; i++ {
		if it := &r.items[i]; it.pos < end && start < it.end && it.Kind != detect.Phone {
			return true
		}
	}
	return false
}

// accountKind cuts off what stands before the number of an account: 普通, 口座.
func accountKind(s string) string {
	s = strings.TrimRight(s, " :")
	for _, w := range [...]string{"預金口座", "口座番号", "口座", "預金", "普通", "当座"} {
		s = strings.TrimRight(strings.TrimSuffix(s, w), " :")
	}
	return s
}

// bearer returns where the words stand that may be a foreign name, in front of
// s[pos]: two to four in Latin letters, several in katakana with a dot between, or one
// in katakana behind a word in kanji.
func bearer(s string, pos int) (start, end int) {
	end = len(strings.TrimRight(accountKind(s[:pos]), " (:,"))
	for strings.HasSuffix(s[:end], "、") {
		end -= len("、")
	}
	low := max(0, end-bearerMost)
	start = end
	dots, latin := 0, false
	for start > low {
		c, size := utf8.DecodeLastRuneInString(s[:start])
		switch {
		case c == '・', c == '=':
			if latin {
				return trimmedBearer(s, start, end, 0, latin)
			}
			dots++
		case c >= 'ァ' && c <= 'ヺ', c == 'ー':
			if latin {
				return 0, 0
			}
		case c == '/' && latin && start > low+1 && s[start-2]-'A' < 26 && s[start]-'A' < 26: // KIM/MINJI
		case c == ' ', c == '.', c == '\'', c == '-':
			if !latin {
				return kanjiBefore(s, start, end, dots)
			}
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= 0xC0 && c < 0x250:
			if start < end && !latin {
				return 0, 0
			}
			latin = true
		default:
			return trimmedBearer(s, start, end, dots, latin)
		}
		start -= size
	}
	if start > 0 {
		return 0, 0 // a long text
	}
	return trimmedBearer(s, start, end, dots, latin)
}

// kanjiBefore takes the word in kanji before a blank and a word in katakana as well.
func kanjiBefore(s string, start, end, dots int) (int, int) {
	if dots > 0 || end-start < len("カナ") || start == 0 || s[start-1] != ' ' {
		return trimmedBearer(s, start, end, dots, false)
	}
	from := strings.LastIndexAny(s[:start-1], " :(") + 1
	if n := utf8.RuneCountInString(s[from : start-1]); n < 2 || n > 4 {
		return 0, 0
	}
	return from, end
}

// trimmedBearer cuts off the marks before such a name, and looks at its words.
func trimmedBearer(s string, start, end, dots int, latin bool) (int, int) {
	for start < end && strings.IndexByte(" .'-=", s[start]) >= 0 {
		start++
	}
	if strings.HasPrefix(s[start:end], "・") {
		start, dots = start+len("・"), dots-1
	}
	if !latin {
		if dots < 1 || notBearers.Begins(s[start:end]) != "" || strings.HasSuffix(s[:end], "・") {
			return 0, 0
		}
		if c, _ := utf8.DecodeLastRuneInString(s[:start]); c >= '一' && c <= '龥' || c >= 'ぁ' && c <= 'ゖ' {
			return 0, 0
		}
		return start, end
	}
	if start > 0 && (s[start-1]-'0' < 10 || s[start-1] == '_' || s[start-1] == '/' || s[start-1] == '@') {
		return 0, 0
	}
	words := strings.FieldsFunc(s[start:end], func(c rune) bool { return c == ' ' || c == '/' })
	if len(words) < 2 || len(words) > 4 || strings.EqualFold(words[len(words)-1], "maru") {
		return 0, 0
	}
	return start, end
}

// notBearers begin what is written like a foreign name: cities, wines, clubs.
var notBearers = detect.NewPhrases(`サン・ サンタ・ サント・ セント・ リオ・ ロス・ ラス・ ニュー・ ドン・ペリ シャトー・ ポート・ グラン・ グランド・ カフェ・ ラ・ ル・ レ・ エル・ ホテル・ コート・ モン・ ザ・ ジ・ オールド・ ノース・ サウス・ イースト・ ウェスト・ レアル・ スーパー・ アディス・ クアラ・ バンダル・ ブエノス・ モンテ・`)

// travels reports whether the number items[i] is somebody's passport, though no word
// says so: it stands right behind his name, which is written as passports have it,
// in brackets or with more of him beside.
func (r *Reader) travels(t *detect.Text, items []item, i int) bool {
	v := &items[i]
	for j := range items {
		it := &items[j]
		if !it.name() || it.end > v.pos || v.pos-it.end > foreignMost {
			continue
		}
		if name := t.Norm[it.pos:it.end]; name != strings.ToUpper(name) || !strings.ContainsAny(name, " ・") || !strings.ContainsFunc(name, katakana) {
			continue
		}
		if p := r.proofsBehind(t.Norm, it.end, r.now.from+len(items)); p.id && (p.n() > 1 || t.Norm[it.end] == '(') {
			return true
		}
	}
	return false
}
