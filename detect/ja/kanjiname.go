package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// chineseFamily are the common family names of one character of China and
// Korea.
const chineseFamily = "王李張劉陳楊趙黄周呉徐孫胡朱高林何郭馬羅梁宋鄭謝韓唐馮于董蕭程曹袁鄧許傅沈曾彭呂蘇盧蒋蔡賈丁魏薛葉閻余潘杜戴夏鍾汪田任姜范方石姚譚廖鄒熊金陸郝孔白崔康毛邱秦江史顧侯邵孟龍万段雷銭湯尹黎易常武喬賀頼龔文朴趙申柳南安洪全権兪呂卞池明玄慎楚"

var chineseFamilies = detect.NewRunes(chineseFamily)

// chineseOnly are those of them that no Japanese word begins with as a rule.
var chineseOnly = detect.NewRunes("王李張劉陳楊趙黄呉徐孫鄭謝韓馮董曹鄧許沈彭呂蘇蒋蔡魏薛郭羅朴崔姜尹黎譚廖鄒郝邱汪曾袁傅盧閻")

// nameChars are kanji that modern Japanese writes in given names and little
// else.
var nameChars = detect.NewRunes("丞乃之也亘亥亨亮伍伶侃侑俐倖凌凛凜凪勁匡卯叡叶哉唯喬嘉圭尭奎媛宏宥寅峻崚嵐嵩嶺巴巽彗彦彪彬徠怜悌惇惟惺慧捷捺敦斐旭旺昂昊昌昴晄晋晏晃晟晨暉暢朋朔杏柊柚柾桔栞梓梢梧梨椋椛椰楓榛樟欣毬汐汰沙洸洵浬淳渚湊滉漣澪煌煕燎燦燿爽玖玲珂珀珈珠琉琥琢琳瑛瑚瑞瑠瑳瑶璃甫皐皓眸瞭睦矩碧祐禄禎稀稔稜竣笙紗紘紬絃絢綜綸綺綾緋翔翠耀耶聡肇脩舜芙芹茉茜莉莞菖菫萌葵蒼蓉蓮蕗藍蘭虹衿詢諒諄赳迪遥遼郁醇采陸隼雛雫靖鞠頌颯馨駿鮎麟黎黛稟詠澄亜伽佑侖俊倫冴勇美恵子香奈菜穂織莎佳嬉")

// familyLast are characters with which family names of two and three
// characters end.
var familyLast = detect.NewRunes("田村川山本野原井上下木谷沢島崎藤口森尾岡橋中池内林石沼塚坂部瀬戸辺渕淵葉屋江津浦浜宮寺倉根見城堀丸越波羽生間脇平代取手門家場岸峰嶋澤濱﨑邊名地掛所賀良")

// givenLast are the characters with which most given names of two or more
// characters end.
var givenLast = detect.NewRunes("子美香奈菜花華恵江代乃穂音愛里理紀希樹介助輔太大斗翔人仁也哉矢郎朗一二三司志史士治次男夫雄彦之幸行則範規典明昭晃彰弘宏博広浩寛裕祐佑悠勇優実未弥哉世世代衣依絵枝緒織央桜羽葉月海空陽光輝貴孝隆尊武毅剛健賢憲建謙信真進慎伸正政雅昌将匡誠清成生正和一洋陽平兵衛門吉作蔵造三四五六七八俊駿隼敏利寿久尚直春夏秋冬果佳加香歌賀沙紗佐咲桜早智知千茅奈那南波七々寧音乃野望萌芽恵瑞実美未澪玲礼麗怜凛鈴律莉梨李利璃里理瑠留琉龍竜蓮連廉路朗和若")

// familyOdds and givenOdds say how much a part speaks for a name.
func (n *Namer) familyOdds(s string) (odds float64, known bool) {
	l := lists()
	r, size := utf8.DecodeRuneInString(s)
	if l.family[s] {
		if size == len(s) {
			return 2.0, true
		}
		return 2.8, true
	}
	folded := foldKanji(s)
	if folded != s && l.family[folded] {
		return 2.8, true
	}
	w := n.tok().Word(folded)
	if (l.rare[s] || l.rare[folded]) && w&(commonSet|placeSet) == 0 {
		return 1.7, true
	}
	if w.has(FamilyName) && !(size == len(s) && chineseOnly.Has(r)) {
		odds = 1.7
		if w&commonSet != 0 {
			odds -= 0.5
		}
		if size == len(s) {
			odds -= 0.8
		}
		return odds, true
	}
	if size < len(s) && w&commonSet == 0 && shippedLexicon().uses(hashText(s))&UseFamily != 0 {
		return 1.5, true
	}
	if size == len(s) {
		if chineseOnly.Has(r) {
			return 2, true
		}
		if chineseFamilies.Has(r) {
			return 1.2, true
		}
		return -1.5, false
	}
	runes, of := 0, 0
	var last rune
	for _, r := range s {
		last = r
		if !isHan(r) && r != 'ヶ' && r != 'ケ' && r != 'ノ' && r != 'ツ' && r != 'の' {
			return -3, false
		}
		runes++
		if l.familyChars.Has(r) {
			of++
		}
	}
	switch {
	case runes > 4 || w&commonSet != 0:
		return -3, false
	case familyLast.Has(last) && runes > 1:
		return 0.2, false
	case of == runes:
		return -0.3, false
	case of > 0:
		return -0.8, false
	}
	return -1.3, false
}

func (n *Namer) givenOdds(s string) (odds float64, known bool) {
	l := lists()
	if l.given[s] {
		return 2.6, true
	}
	if folded := foldKanji(s); folded != s && l.given[folded] {
		return 2.6, true
	}
	w := n.tok().Word(s)
	runes, of, han, special := 0, 0, 0, 0
	var last rune
	for _, r := range s {
		runes++
		last = r
		if isHan(r) {
			han++
		}
		if l.givenChars.Has(r) {
			of++
		}
		if nameChars.Has(r) {
			special++
		}
	}
	if w.has(GivenName) {
		odds = 2.3
		switch {
		case special > 0:
		case w&commonSet != 0:
			odds = 1.4
		}
		if runes == 1 {
			odds -= 0.4
		}
		return odds, true
	}
	switch {
	case han == 0:
		if l.givenKana[katakana(s)] && runes <= 5 {
			if w&commonSet != 0 || w&joiningSet != 0 {
				return 0.6, true
			}
			return 1.9, true
		}
		if runes > 5 || runes < 2 {
			return -3, false
		}
		if w != 0 {
			return -2.5, false
		}
		return -1, false
	case w&commonSet != 0:
		return -2.5, false
	case w&(placeSet|setOf(Org)) != 0:
		if of == runes && givenLast.Has(last) {
			return 0.3, false
		}
		return -1.5, false
	case runes > 4:
		return -3.5, false
	case special > 0 && runes <= 3:
		return 1.6, false
	case runes == 1:
		if of > 0 {
			return 0.2, false
		}
		return -0.8, false
	case han < runes:
		// ヨシ江, えり子: kana and a last kanji that ends names.
		if givenLast.Has(last) {
			return 1.2, false
		}
		return -1.5, false
	case of == runes && givenLast.Has(last):
		return 1.4, false
	case givenLast.Has(last):
		return 0.7, false
	case of == runes:
		return 0.5, false
	case of > 0:
		return -0.3, false
	}
	return -1, false
}

// foldKanji folds the forms of kanji that names have.
func foldKanji(s string) string {
	for _, r := range s {
		if _, ok := foldVariant(r); ok {
			return strings.Map(func(r rune) rune {
				if v, ok := foldVariant(r); ok {
					return v
				}
				return r
			}, s)
		}
	}
	return s
}

// A split is a way to divide a name that is written without a blank.
type split struct {
	at    int // byte where the given name begins; 0 when there is none
	odds  float64
	known bool // both parts are known
}

// bestSplit tries every border within s.
func (n *Namer) bestSplit(s string) split {
	return n.splits(s, func(f float64, _ bool) bool { return f >= -2 })
}

// splits tries the borders within s behind which worth says that the odds of the
// family name may be enough.
func (n *Namer) splits(s string, worth func(family float64, known bool) bool) split {
	total := utf8.RuneCountInString(s)
	best := split{odds: surelyNot}
	first := 0
	for at := range s {
		if at == 0 {
			continue
		}
		first++
		if first > 5 {
			break
		}
		f, fk := n.familyOdds(s[:at])
		if !worth(f, fk) {
			continue
		}
		g, gk := n.givenOdds(s[at:])
		rest := total - first
		if r, _ := utf8.DecodeRuneInString(s); first == 1 && rest <= 2 && chineseOnly.Has(r) {
			g = max(g, 0.8)
			if rest == 1 && n.tok().Word(s) == 0 {
				g += 0.8
			}
		}
		if gk && !fk && rest >= 2 && g > 2 {
			f = max(f, 0) // a given name that is no word carries a rare family name
		}
		odds := -2.2 + f + g
		switch {
		case first == 2 && rest == 2:
			odds += 0.6
		case first == 2 && rest <= 3, first == 3 && rest <= 3:
			odds += 0.2
		case first == 1 && rest == 1:
			odds--
		case first == 1:
			odds -= 0.4
		}
		if odds > best.odds {
			best = split{at, odds, fk && gk}
		}
	}
	return best
}

// kanjiOdds judges a name that is written with kanji. ends tells that it ends
// like something else.
func (n *Namer) kanjiOdds(ps []string, joined string, ends bool) (odds float64, known bool) {
	if len(ps) == 2 {
		f, fk := n.familyOdds(ps[0])
		g, gk := n.givenOdds(ps[1])
		odds, known = -1.0+f+g, fk && gk
		if ends && !known {
			odds -= 2.5
		}
		// 山 田太郎 and 氏 名: the blank may stand anywhere.
		if odds < 1 && utf8.RuneCountInString(joined) <= 6 {
			if s := n.bestSplit(joined); s.known && s.odds > odds && utf8.RuneCountInString(ps[0]) == 1 {
				odds, known = s.odds-0.5, true
			}
		}
		return odds, known
	}
	if len(ps) > 2 {
		for _, p := range ps {
			if utf8.RuneCountInString(p) != 1 {
				return -4, false
			}
		}
	}
	l := lists()
	s := n.bestSplit(joined)
	odds, known = s.odds, s.known
	w := n.tok().Word(joined)
	handmade := s.at > 0 && l.family[joined[:s.at]] && (l.given[joined[s.at:]] || s.odds > 2.8)
	if w&personSet == 0 && w != 0 {
		switch {
		case w&commonSet != 0:
			odds -= 4.5
		case w&placeSet != 0 && !handmade:
			odds -= 3
		case w&placeSet != 0:
			odds--
		default:
			odds -= 2.5
		}
		known = false
	}
	switch {
	case !ends || handmade:
	case known:
		odds--
	default:
		odds -= 4
	}
	if w.has(PersonName) {
		odds = max(odds, 1)
	}
	// A family name alone, or a given name alone.
	if f, fk := n.familyOdds(joined); fk {
		alone := -1.2
		if l.family[joined] {
			alone = 0.5
		}
		if w&placeSet != 0 {
			alone -= 0.5
		}
		if w&commonSet != 0 {
			alone -= 0.8
		}
		if utf8.RuneCountInString(joined) == 1 {
			alone -= 1.5
		}
		if alone > odds || f > 2 && odds < 2 {
			odds, known = alone, false
		}
	}
	if l.given[joined] || w.has(GivenName) {
		alone := -1.8
		if l.given[joined] {
			alone = -0.6
		}
		if w&commonSet != 0 {
			alone -= 1.5
		}
		if alone > odds {
			odds, known = alone, false
		}
	}
	if odds > -4 && odds < 1 && !known && utf8.RuneCountInString(joined) >= 3 && n.plainWords(joined) {
		odds -= 3
	}
	return odds, known
}

// plainWords reports whether s is made of dictionary words none of which is a
// name.
func (n *Namer) plainWords(s string) bool {
	st := n.states.Get().(*State)
	defer n.states.Put(st)
	for _, t := range n.tok().Tokens(st, s) {
		if !t.Known || personSet.has(t.POS) {
			return false
		}
	}
	return true
}

// mixedOdds judges a name of Latin and Japanese parts: Maria 佐藤, 山田ジョン
// is kanji and not meant here.
func (n *Namer) mixedOdds(ps []string) float64 {
	if len(ps) < 2 || len(ps) > 4 {
		return -4
	}
	l := lists()
	odds := -2.0
	for _, p := range ps {
		k, _, _ := scriptOf(p)
		switch {
		case k == kanji && (l.family[p] || l.given[p]):
			odds += 2
		case k == kana && l.kana[katakana(p)] != 0:
			odds += 1.5
		case k == latin && l.latin[plainLatin(p)] != 0:
			odds += 2
		case k == latin && len(p) <= 2:
		default:
			odds -= 1.5
		}
	}
	return odds
}
