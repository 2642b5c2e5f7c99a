package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// remember notes a name and its parts, so that the text may call the person by
// one of them later.
func (p *prose) remember(name string, m detect.Match) {
	odds := m.Odds + m.Evidence.Weight()
	if odds < 0.5 {
		return
	}
	p.call(name, odds)
	k, runes, _ := scriptOf(name)
	switch {
	case k == kanji && runes >= 3:
		if family, _, ok := p.n.Split(name); ok && utf8.RuneCountInString(family) >= 2 {
			p.call(family, odds-1)
		}
	case k == kana:
		if ps := parts(name); len(ps) > 1 {
			for _, part := range ps {
				if utf8.RuneCountInString(part) >= 3 {
					p.call(part, odds-1)
				}
			}
		}
	}
}

// call notes that the text has called somebody so.
func (p *prose) call(name string, odds float64) {
	if p.named == nil {
		p.named = map[string]float64{}
	}
	p.named[name] = odds
	r, _ := utf8.DecodeRuneInString(name)
	p.namedStart |= 1 << (r & 63)
}

// again looks for a name that the text has had before.
func (p *prose) again(i int) (m detect.Match, ok bool) {
	if p.named == nil {
		return m, false
	}
	start := p.toks[i].Start
	first := p.rune(start)
	if p.namedStart&(1<<(first&63)) == 0 {
		return m, false
	}
	before, _ := utf8.DecodeLastRuneInString(p.s[:start])
	if isHan(before) && isHan(first) && !p.opens(i-1) || classOf(before) == inKatakana && classOf(first) == inKatakana || before == '・' {
		return m, false
	}
	for j := i; j < len(p.toks) && j < i+3; j++ {
		end := p.toks[j].End
		odds, known := p.named[p.s[start:end]]
		if !known || p.goesOn(p.s[end:]) || p.rune(end) == '・' {
			continue
		}
		if set := p.n.tok().Word(p.s[start:end]); p.toks[i].End == end && !personSet.has(p.toks[i].POS) && set&(placeSet|commonSet) != 0 {
			odds -= 1.5
		}
		m = detect.Match{Start: start, End: end, Odds: min(1.5, odds)}
		ok = m.Odds > 0
	}
	return m, ok
}

// tagged is a name that the tagger marked: its first token, its range and how
// sure the tagger is.
type tagged struct {
	first, start, end int
	odds              float64
}

// weigh joins what the rules and the tagger say of a name that starts at token
// i. An honorific or a label outweighs the tagger's opinion of where the name
// ends.
func (p *prose) weigh(i int, m detect.Match, ok bool) (detect.Match, bool) {
	for len(p.tagged) > 0 && p.tagged[0].first < i {
		p.tagged = p.tagged[1:]
	}
	if len(p.tagged) == 0 || p.tagged[0].first != i {
		return m, ok
	}
	t := p.tagged[0]
	const sureOfEnd = detect.Honorific | detect.Label | detect.Context
	switch {
	case ok && m.Start == t.start && m.End == t.end:
		m.Odds += 0.5
		return m, true
	case ok && (m.Evidence&sureOfEnd != 0 || m.End >= t.end):
		return m, true
	case ok && m.Evidence&detect.NameParts != 0 && m.Start == t.start && strings.HasPrefix(p.s[m.End:], " "):
		return m, true // 宝田 莉子 メニエール持ち: what stands apart behind both names is no third
	}
	name := p.s[t.start:t.end]
	if in, _, is := p.l.vetoed(name); in || is || notTitled[name] || grounds.Begins(p.s[t.end:]) != "" {
		return m, ok
	}
	m = detect.Match{Start: t.start, End: t.end, Odds: min(3, taggerOdds(t.odds)+p.doubt(i, t))}
	if odds, known := p.n.whole(name); known && odds > 1 && utf8.RuneCountInString(name) > 2 {
		m.Evidence = detect.NameParts
		m.Odds = min(odds-3.5, 1) + 0.5
	}
	if honor := p.honorificAt(t.end); honor >= 0.5 && p.looks[i].starts == startsHan && p.s[t.end] != ' ' && !strings.HasSuffix(p.s[:t.start], "「") { // 三ケ田さん
		m.Evidence |= detect.Honorific
		m.Odds = min(m.Odds, honor) - 1
	}
	return m, m.Odds+m.Evidence.Weight() > 0 || ok
}

// grounds end the names of homes, parks and halls: 平塚さくらの丘.
var grounds = detect.NewPhrases(`の丘 の里 の郷 の杜 の苑 の泉 の園`)

// marked reports whether the tagger marked just that range.
func (p *prose) marked(start, end int) bool {
	for _, t := range p.tagged {
		if t.start >= start {
			return t.start == start && t.end == end
		}
	}
	return false
}

// markedOver reports whether the tagger marked a range that goes on behind end.
func (p *prose) markedOver(start, end int) bool {
	for _, t := range p.tagged {
		if t.start >= start {
			return t.start == start && t.end > end
		}
	}
	return false
}

// doubt is what speaks against a name that only the tagger sees: offices write
// more of places, products and common words, and less of famous people, than
// the texts that it learned from.
func (p *prose) doubt(i int, t tagged) float64 {
	name := p.s[t.start:t.end]
	k, runes, seps := scriptOf(name)
	set := p.n.tok().Word(name)
	switch {
	case k == noScript, k == mixed, strings.ContainsAny(name, ".:/"):
		return -4
	case k == kana && seps > 0:
		for _, part := range parts(name) {
			if p.l.vetoIs[part] {
				return -4
			}
		}
		odds, _ := p.n.foreignKana(parts(name))
		if odds > -0.5 {
			return min(0.8, odds/2+0.5)
		}
		return -0.8 // サブ・クエリ is written like a name
	case k == kana:
		switch {
		case runes < 2 || set&^personSet != 0 && set&personSet == 0:
			return -4
		case set == 0 && p.l.kana[name] == 0:
			return -1.4
		}
	case p.toks[i].End == t.end:
		switch {
		case p.amongPlaces(i):
			return -5 // however sure the tagger is of a list of names
		case p.goesOn(p.s[t.end:]): // 川上支所
			return -3
		case p.toks[i].Known && !personSet.has(p.toks[i].POS) && set&(placeSet|setOf(Org)) != 0:
			return -1.5
		case p.toks[i].Known && !personSet.has(p.toks[i].POS) && set&commonSet != 0:
			return -1.1
		case runes == 1 && set&commonSet != 0:
			return -1.1 // 森
		}
	case k == kanji:
		odds, _ := p.n.whole(name)
		return max(-1.2, min(0.8, odds/3+0.3))
	}
	return 0
}

// amongPlaces reports whether token i stands in a list of prefectures, one of
// which is nobody's name: 長野、山梨、静岡.
func (p *prose) amongPlaces(i int) bool {
	if !prefectures[p.text(i)] {
		return false
	}
	for _, step := range [...]int{-1, 1} {
		for j := i + 2*step; prefectures[p.text(j)]; j += 2 * step {
			if between := p.text(j - step); between != "、" && between != "・" && between != "," && between != "と" && between != "や" {
				break
			}
			if name := p.text(j); !p.l.family[name] && !p.n.tok().Word(name).has(FamilyName) {
				return true
			}
		}
	}
	return false
}

// prefectures are those of Japan, without 県, 府, 都.
var prefectures = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`北海道 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山
		鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄`) {
		m[w] = true
	}
	return m
}()

// branches are cities where companies have branches, without the prefectures.
var branches = func() map[string]bool {
	m := map[string]bool{}
	for w := range prefectures {
		m[w] = true
	}
	for _, w := range strings.Fields(`札幌 仙台 名古屋 神戸 北九州 横浜 川崎 堺 浜松 相模原 新宿 渋谷 池袋 品川 梅田 難波 博多 天神 銀座 関東 関西 九州 四国 東北 北陸 東海 中国 本州 首都圏 日本 韓国 米国 台湾 香港 上海 北京`) {
		m[w] = true
	}
	return m
}()

// taggerOdds turns the score of the tagger into the share of names among what
// it marks with such a score, as log odds; measured on the sentences that
// training kept back.
func taggerOdds(score float64) float64 {
	return min(4.5, 0.2+score*0.45)
}
