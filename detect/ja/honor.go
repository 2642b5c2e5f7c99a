package ja

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A honorific is a word that follows names.
type honorific struct {
	word string
	odds float64
}

// A honor is an honorific in a text: where it begins and its odds.
type honor struct {
	at   int
	odds float64
}

// findHonors appends the honorifics of a text.
func findHonors(found []honor, s string) []honor {
	for i, r := range s {
		if honorStarts.Has(r) {
			if odds := honorificIn(s[i:]); odds > 0 {
				found = append(found, honor{i, odds})
			}
		}
	}
	return found
}

// honorificAt returns the weight of an honorific that starts at byte at or
// behind a blank there, and 0 when there is none. at must not lie before the
// token that is looked at.
func (p *prose) honorificAt(at int) float64 {
	for _, h := range p.honors {
		switch {
		case h.at > at+1:
			return 0
		case h.at == at, h.at == at+1 && p.s[at] == ' ':
			return h.odds
		}
	}
	return 0
}

// cutAcross returns where a name ends that starts at token i and into whose honorific the
// dictionary has cut: 三|好く|ん. It returns 0 when none does.
func (p *prose) cutAcross(i int) int {
	start := p.toks[i].Start
	for _, h := range p.honors {
		if h.at <= start {
			continue
		}
		if h.at > start+len("田田田 好好好") {
			return 0
		}
		family, given, whole := strings.Cut(p.s[start:h.at], " ")
		if strings.IndexFunc(family+given, func(r rune) bool { return !isHan(r) }) >= 0 || len(family+given) > 3*len("好") && !whole || whole && !p.n.isFamily(family) {
			return 0
		}
		for j := i; j < len(p.toks) && p.toks[j].Start < h.at; j++ {
			if k := p.toks[j]; k.End > h.at && (k.POS == Verb || k.POS == Adjective) && isHiragana(p.rune(h.at)) {
				return h.at
			}
		}
		return 0
	}
	return 0
}

// numbered returns the weight of the honorific behind a number or a letter that
// tells two people of one name apart, 佐藤1さん, and 0 when none stands there.
func (p *prose) numbered(end int) float64 {
	if end >= len(p.s) || (p.s[end] < '1' || p.s[end] > '9') && (p.s[end] < 'A' || p.s[end] > 'D') {
		return 0
	}
	for _, h := range p.honors {
		if h.at == end+1 {
			return h.odds
		}
	}
	return 0
}

// honorificIn returns the weight of the honorific that s begins with, and 0 when
// it begins with none.
func honorificIn(s string) float64 {
	first, _ := utf8.DecodeRuneInString(s)
	for _, h := range honorsBy[first] {
		after, ok := strings.CutPrefix(s, h.word)
		if !ok {
			continue
		}
		r, _ := utf8.DecodeRuneInString(after)
		switch h.word {
		case "様":
			if r == '式' || r == '子' || r == '々' || r == '相' || r == '態' || r == '似' {
				continue
			}
		case "君", "氏", "殿":
			if isHan(r) && !strings.HasPrefix(after, "本人") && !strings.HasPrefix(after, "宛") {
				continue
			}
		default:
			last, _ := utf8.DecodeLastRuneInString(h.word)
			if last < utf8.RuneSelf && r < utf8.RuneSelf && isAlnum(byte(r)) {
				continue // PTA
			}
			if h.odds == craftOdds && last >= 'ァ' && last <= 'ー' && (isHan(r) || r >= 'ァ' && r <= 'ー') {
				continue // ドライバー講習, オーナーズ
			}
			if isHan(last) && isHan(r) && !strings.HasPrefix(after, "宛") && !strings.HasPrefix(after, "他") {
				continue
			}
		}
		return h.odds
	}
	return 0
}

// honorifics follow names; odds is what they say beyond the evidence of that
// name: a title alone follows other words too.
var honorifics = append([]honorific{
	{"さん", 1}, {"さま", 1}, {"様", 1}, {"氏", 0.5}, {"殿", 0.5}, {"くん", 0.5}, {"ちゃん", 0.5}, {"君", 0.5}, {"先生", 0.3},
	{"医師", 0.2}, {"選手", 0.2}, {"監督", 0.2}, {"議員", 0.2}, {"教授", 0.2}, {"社長", 0.2}, {"会長", 0.2}, {"部長", 0.2}, {"課長", 0.2}, {"係長", 0.2}, {"主任", 0.2}, {"店長", 0.2}, {"所長", 0.2}, {"院長", 0.2},
	{"理事長", 0.2}, {"理事", 0.2}, {"監事", 0.2}, {"委員長", 0.2}, {"委員", 0.2}, {"教頭", 0.2}, {"校長", 0.2}, {"教諭", 0.2}, {"准教授", 0.2}, {"講師", 0.2}, {"顧問", 0.2}, {"次長", 0.2}, {"代理", 0.2}, {"書記", 0.2}, {"室長", 0.2}, {"専務", 0.2}, {"常務", 0.2}, {"主査", 0.2}, {"主事", 0.2}, {"班長", 0.2},
	{"看護師", 0.2}, {"保健師", 0.2}, {"相談員", 0.2}, {"支援員", 0.2}, {"指導員", 0.2}, {"弁護士", 0.2}, {"税理士", 0.2}, {"リーダー", 0.2}, {"マネージャー", 0.2}, {"マネジャー", 0.2}, {"チーフ", 0.2}, {"サブリーダー", 0.2}, {"園長", 0.2}, {"施設長", 0.2}, {"司書", 0.2}, {"保育士", 0.2}, {"薬剤師", 0.2},
	{"先輩", 0.3}, {"後輩", 0.3}, {"乗務員", 0.2}, {"運転士", 0.2}, {"巡査", 0.2}, {"巡査長", 0.2}, {"巡査部長", 0.2}, {"被告", 0.2}, {"被告人", 0.2}, {"容疑者", 0.2}, {"受刑者", 0.2}, {"隊員", 0.2}, {"機長", 0.2},
	{"Dr", 0.2}, {"Ns", 0.2}, {"PT", 0.2}, {"OT", 0.2}, {"ST", 0.2}, {"CW", 0.2}, {"SW", 0.2}, {"MSW", 0.2}, {"PSW", 0.2}, {"CM", 0.2}, {"SC", 0.2}, {"SSW", 0.2}, // as wards write them
	{"ご夫妻", 0.9}, {"ご夫婦", 0.9}, {"夫妻", 0.2}, {"ご一家", 0.3},
	{"と申します", 0.9}, // whatever one is called, he says so
}, craftTitles()...)

// honorsBy holds the honorifics by their first characters.
var honorsBy = func() map[rune][]honorific {
	m := map[rune][]honorific{}
	for _, h := range honorifics {
		r, _ := utf8.DecodeRuneInString(h.word)
		m[r] = append(m[r], h)
	}
	return m
}()

// isTitle reports whether a text is nothing but what somebody is called by his work,
// as offices write beside a label when they mean the office: 出席者 校長、教頭.
func isTitle(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return len(s) > n && slices.ContainsFunc(honorsBy[r], func(h honorific) bool { return h.odds < 0.5 && h.word == s })
}

// honorStarts are the first characters of the honorifics.
var honorStarts = func() *detect.Runes {
	set := &detect.Runes{}
	for _, h := range honorifics {
		r, _ := utf8.DecodeRuneInString(h.word)
		set.Add(r)
	}
	return set
}()
