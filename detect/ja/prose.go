package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Prose finds names of persons in running text: before an honorific, behind a
// label, as a known family name and a known given name, and foreign names in
// katakana. The key of a match is its FoldName.
//
// Names do not overlap and come in the order of the text. Behind them comes what the
// text tells of people in words of its own, each as the kind that it is of.
func (n *Namer) Prose(t *detect.Text, found func(detect.Kind, detect.Match)) {
	if t.Chars&(detect.HasKanji|detect.HasKatakana|detect.HasHiragana|detect.HasLatin) == 0 {
		return
	}
	st := n.states.Get().(*State)
	defer n.states.Put(st)
	p := prose{n: n, s: t.Norm, l: lists(), before: t.Before, bracket: strings.LastIndexByte(t.Norm, '(')}
	if l, hash := n.lines.get(t.Norm); l != nil {
		p.line = l.line
	} else {
		p.line = n.read(st, t.Norm, t.Chars)
		n.lines.put(hash, t.Norm, p.line)
	}
	for i := 0; i < len(p.toks); i++ {
		if p.toks[i].Start < p.done {
			continue
		}
		for len(p.honors) > 0 && p.honors[0].at < p.toks[i].Start {
			p.honors = p.honors[1:]
		}
		if !p.mayBegin(i) {
			continue
		}
		m, ok := p.at(i)
		if m, ok = p.weigh(i, m, ok); !ok {
			if m, ok = p.again(i); !ok {
				continue
			}
		}
		if inSpacedTitle(p.s, m.Start, m.End) {
			continue
		}
		m.Start += kinBefore(p.s[m.Start:m.End])
		m.Start += p.kinGlued(p.s[m.Start:m.End])
		m.Start += p.whoGlued(m.Start, p.s[m.Start:m.End])
		m.Start += greeted(p.s[m.Start:m.End])
		m.End += p.grows(m.Start, m.End)
		name := p.s[m.Start:m.End]
		if p.jokes(m) {
			p.done = m.End
			continue
		}
		m.Key = FoldName(name)
		if m.Evidence == 0 && p.cued(m.Start, m.End) {
			m.Evidence = detect.Context
		}
		if p.figure(m) {
			p.done = m.End
			p.figures = append(p.figures, name)
			continue
		}
		if specimen(m.Key) || specimens[m.Key] && (p.source(m) || p.shows(t)) {
			m.Evidence |= detect.Sample
		}
		p.done = m.End
		p.remember(name, m)
		found(detect.PersonName, m)
	}
	for _, w := range p.told {
		found(w.kind, detect.Match{Start: w.start, End: w.end, Odds: toldOdds(w.odds), Evidence: detect.Sentence, Doubtful: w.borrowed})
	}
}

// shows reports whether the text or the line above says that it is an example.
func (p *prose) shows(t *detect.Text) bool {
	if !p.asked {
		p.asked, p.example = true, t.Has(exampleWords) || exampleWords.In(t.Before)
	}
	return p.example
}

// source reports whether a name stands in quotes in a line of source code: it
// is there to test with.
func (p *prose) source(m detect.Match) bool {
	if m.Start == 0 || m.End >= len(p.s) || p.s[m.Start-1] != '"' && p.s[m.Start-1] != '\'' || p.s[m.End] != p.s[m.Start-1] {
		return false
	}
	return strings.Contains(p.s, ":=") || strings.Contains(p.s, " = ") || strings.HasSuffix(p.s, ";")
}

// prose is one text on its way through Prose.
type prose struct {
	line
	n          *Namer
	s          string
	l          *nameLists
	done       int                // end of the last match
	bracket    int                // where the last bracket opens, -1 when none does
	asked      bool               // example is known
	example    bool               // the text shows an example
	named      map[string]float64 // names found so far and their parts, with their odds
	namedStart uint64             // their first characters, by the lowest six bits
	before     string             // the line above
	figures    []string           // names of figures so far
	block      int                // of the text that tells is about, from 1
	tells      uint8
}

func (p *prose) text(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.s[p.toks[i].Start:p.toks[i].End]
}

// mayBegin reports whether a name can start at token i: of most words nothing
// more is asked.
func (p *prose) mayBegin(i int) bool {
	start := p.toks[i].Start
	switch p.looks[i].starts {
	case startsKatakana, startsLatin:
		return true
	case startsHan:
		if p.mayBeginHan(i) {
			return true
		}
	case startsHiragana:
		if len(p.honors) > 0 && p.honors[len(p.honors)-1].at > start || p.bracket > start {
			return true
		}
	}
	return p.named != nil || len(p.tagged) > 0 && p.tagged[0].first <= i || start > 0 && labelEnds[p.s[start-1]]
}

// mayBeginHan is mayBegin for a name in kanji: judge denies every range when it is
// false.
func (p *prose) mayBeginHan(i int) bool {
	start := p.toks[i].Start
	return p.looks[i].family || len(p.honors) > 0 && p.honors[0].at <= start+nameReach || p.opened(start) || opening.Ends(p.s[:start]) || ofKin(p.s[:start]) || len(p.s)-start <= signMost && strings.HasSuffix(p.s[:start], "。")
}

// at looks for a name that starts at token i.
func (p *prose) at(i int) (detect.Match, bool) {
	if m, ok := p.labelled(i); ok {
		return m, true
	}
	switch p.looks[i].starts {
	case startsHan:
		return p.japanese(i)
	case startsKatakana:
		return p.katakana(i)
	case startsHiragana:
		return p.hiragana(i)
	case startsLatin:
		return p.latin(i)
	}
	return detect.Match{}, false
}

// counters stand on numbers and begin no name there: 1年 凪さん.
const counters = "年月日時分歳才組班番号名人件室階級度回期"

// wordEnds end a word in kanji for people and begin no name behind it: 契約者藤堂さん.
const wordEnds = "者員児徒生師士様"

// nameReach is more than the length in bytes of the longest name in kanji, its
// blanks and the blank behind it.
const nameReach = 60

// japanese looks for a name in kanji that starts at token i.
func (p *prose) japanese(i int) (detect.Match, bool) {
	if !p.mayBeginHan(i) {
		return detect.Match{}, false
	}
	start := p.toks[i].Start
	before, _ := utf8.DecodeLastRuneInString(p.s[:start])
	if before == 'お' || before == 'ご' || before == '号' && p.rune(start) == '室' || before >= '0' && before <= '9' && strings.ContainsRune(counters, p.rune(start)) {
		return detect.Match{}, false
	}
	if isHan(before) && strings.ContainsRune(wordEnds, p.rune(start)) && p.toks[i].End-start == len("者") {
		return detect.Match{}, false
	}
	c := candidate{first: i, start: start, glued: isHan(before) && !p.opens(i-1) && !roomed(p.s[:start]) && dayWords.Ends(p.s[:start]) == "", sorted: p.sorted(start), kin: related(p.s[:start])}
	best, bestScore := detect.Match{}, 0.0
	runes := 0 // of the candidate, but for blanks
	for j := i; j < len(p.toks) && j < i+6; j++ {
		look := p.looks[j]
		c.end = p.toks[j].End
		c.letters |= look.letters
		c.runes += int(look.runes)
		if look.letters == hasGap && p.text(j) == " " && j > i && runes <= 4 && j+1 < len(p.toks) {
			continue
		}
		k := look.letters.script()
		if k != kanji && k != kana || fielder(p.s[p.toks[j].Start:]) {
			break
		}
		runes += int(look.runes)
		if joiningSet.has(p.toks[j].POS) && k == kana && p.honorificAt(c.end) == 0 && !p.givenEnds(c) {
			continue // as the end of みずき, when it is cut into words
		}
		if runes > 8 {
			break
		}
		m, ok := p.judge(c)
		if !ok {
			continue
		}
		score := m.Odds + m.Evidence.Weight() + 0.3*float64(runes)
		if score > bestScore {
			best, bestScore = m, score
		}
		if m.Evidence&detect.Honorific != 0 && runes > 1 {
			break // nothing that is longer ends before the honorific
		}
	}
	if bestScore > 0 && best.Evidence&detect.Honorific != 0 {
		return best, true
	}
	if c.end = p.cutAcross(i); c.end <= best.End {
		return best, bestScore > 0
	}
	c.letters, c.runes = hasHan, (c.end-start)/len("好")
	if m, ok := p.judge(c); ok || bestScore <= 0 {
		return m, ok
	}
	return best, true
}

// fielder reports whether s begins with the place of a player of baseball, which
// the dictionary cuts into a word and 手.
func fielder(s string) bool {
	return strings.HasPrefix(s, "内野手") || strings.HasPrefix(s, "外野手")
}

// A candidate is a range of tokens that may be a name in kanji.
type candidate struct {
	first      int // token
	start, end int
	letters    letters
	runes      int
	glued      bool // to a word in kanji that opens no name
	sorted     bool // behind a word for people, or a class
	kin        bool // behind a word for a relative
}

// judge decides whether a candidate is a name.
func (p *prose) judge(c candidate) (m detect.Match, ok bool) {
	i, start, end, runes, glued := c.first, c.start, c.end, c.runes, c.glued
	honor := p.honorificAt(end)
	if honor == 0 && p.l.family[p.s[start:end]] {
		honor = p.numbered(end)
	}
	if c.letters.script() != kanji {
		return m, false
	}
	s := p.s[start:end]
	after := p.s[end:]
	if honor == 0 && p.givenAlone(s, start, after) || honor == 0 && parted(after) && p.begins(start) && p.clearlyFull(s, start) {
		return detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Context}, true
	}
	if honor == 0 && (c.sorted && parted(after) || c.kin && parted(after) && runes > 2 && p.fullNamed(s, start) || !glued && (housed(after) || aged(after))) && (lodging.Begins(after) != "" || !p.markedOver(start, end)) && (p.fullNamed(s, start) || !aged(after) && p.n.isFamily(s)) {
		return detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Context}, true
	}
	if honor == 0 && p.placed(s, start, after) {
		return detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Context}, true
	}
	if honor == 0 && !p.looks[i].family && !p.apart(start, end) && !p.signs(start, end) {
		return m, false
	}
	if honor == 0 {
		full := runes >= 3 && (p.apart(start, end) || !glued && !p.goesOn(after)) && p.n.mayBe(s)
		if !full && !p.introduces(i, end) && !p.presented(i, end) {
			return m, false // before whole is asked, which costs more
		}
	}
	odds, known := p.n.whole(s)
	common := s // with the usual forms of its kanji: 髙梨 is 高梨
	if honor > 0 {
		common = foldKanji(s)
	}
	rare := honor > 0 && (p.l.rare[s] || p.l.rare[common])
	single := honor > craftOdds && runes == 1 && !notAlone[s] && (chineseFamilies.Has(p.rune(start)) || p.n.tok().Word(s)&commonSet == 0 && p.n.tok().Word(s).has(FamilyName) || honor >= 0.5 && p.l.given[s] && p.opened(start)) // 1年 凪さん
	if notTitled[s] {
		return m, false
	}
	if office, _, ok := strings.Cut(s, " "); ok && desks.Ends(office) != "" && !p.l.family[office] || strings.HasPrefix(s, "本部 ") || strings.HasPrefix(s, "支部 ") {
		return m, false // 本部 藤枝様
	}
	if honor >= 0.5 && odds < -1 && p.fullNamed(s, start) {
		odds = -1
	} else if odds <= -4.5 && !single && !rare && !(honor > 0 && p.n.isFamily(s)) {
		if !(honor > 0 && p.lodger(s, start, runes)) && (honor < 0.9 && !familiar(after) && !(honor == 0 && p.signs(start, end)) || glued || !p.strange(s, runes)) {
			return m, false
		}
		odds = -1 // a family name that no list has
	}
	m = detect.Match{Start: start, End: end}
	switch {
	case honor > 0:
		if p.honorificAt(end) == 0 {
			m.End++ // the number belongs to it
		}
		if strings.HasSuffix(s, "屋") && !p.l.family[s] {
			return m, false
		}
		m.Evidence = detect.Honorific
		m.Odds = honor - 1
		switch {
		case known:
			m.Evidence |= detect.NameParts
		case p.l.family[s], p.l.given[s], p.l.family[common], p.l.given[common], single, rare:
			m.Odds += 1
		case strings.ContainsFunc(s, isHiragana):
			return m, false
		case p.n.isFamily(s):
			m.Odds += 0.5
		case p.n.tok().Word(common)&personSet != 0:
			if p.n.tok().Word(common)&commonSet != 0 {
				m.Odds -= 1.5
			}
		default:
			if (honor >= 0.9 || familiar(after)) && !glued && p.strange(s, runes) || honor > 0 && p.lodger(s, start, runes) {
				odds = max(odds, -1)
			} else if p.n.tok().Word(common)&^personSet != 0 {
				return m, false
			}
			m.Odds += max(odds, -3) - 0.5
		}
		if glued {
			m.Odds--
		}
		if before, _ := utf8.DecodeLastRuneInString(p.s[:start]); before == '「' {
			m.Odds -= 2 // 居酒屋「源さん」
		}
	case known && odds > 1 && runes >= 3 && !glued:
		if p.goesOn(after) {
			return m, false
		}
		m.Evidence = detect.NameParts
		m.Odds = min(odds-3.5, 1)
	case odds > 1.4 && runes >= 3 && p.apart(start, end):
		m.Evidence = detect.NameParts
		m.Odds = min(odds-3.5, 1)
	case (p.introduces(i, end) || p.presented(i, end)) && (p.l.family[s] || p.n.tok().Word(s).has(FamilyName) || p.n.isFamily(s)):
		m.Evidence = detect.Context
		m.Odds = -1
		if p.l.family[s] {
			m.Odds = 0
		}
	case honor == 0 && p.signs(start, end):
		m.Evidence = detect.Context
		m.Odds = -1
	default:
		return m, false
	}
	return m, m.Odds+m.Evidence.Weight() > 0
}

// notAlone are family names of one character that are words before an
// honorific too.
var notAlone = map[string]bool{"王": true, "史": true, "孔": true, "白": true, "高": true, "方": true, "万": true, "石": true, "段": true}

// goesOn reports whether the text behind a candidate makes it a part of
// something longer: a place, a company, another word.
func (p *prose) goesOn(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	if r == 'ー' || r >= 'ァ' && r <= 'ヺ' {
		return true
	}
	if !isHan(r) {
		return false
	}
	return namesEnd.Begins(after) == ""
}

// nameEnds are kanji words that may follow a name directly.
var nameEnds = strings.Fields(`様 氏 殿 君 先生 医師 選手 監督 議員 教授 社長 会長 部長 課長 係長 主任 店長 所長 院長 主査 主事 室長 局長 代表 理事 委員 取締役 専務 常務 支配人 担当 容疑者 被告 元 前 他 ほか 両 本人 宛 作 著 訳 編 監修 歳 才 及び 並び 生 以下 夫妻 夫人 女史 博士 弁護士 税理士 看護師 保健師 相談員 支援員 指導員 氏名 監事 教頭 校長 教諭 准教授 講師 顧問 次長 班長 代理 宅 邸 方`)

var namesEnd = detect.NewPhrasesOf(nameEnds)

// opens reports whether a name may follow token i without a gap: a title or a
// department.
func (p *prose) opens(i int) bool { return nameOpens.Ends(p.text(i)) != "" }

var nameOpens = detect.NewPhrases(`部長 課長 係長 主任 社長 会長 店長 所長 院長 室長 局長 代表 取締役 理事 理事長 委員長 委員 担当 医師 教授 選手 監督 議員 市長 知事 大臣 主査 主事 部 課 係 室 科 局 者 員 師 士 兼 故 元 前 妻 夫 父 母 長男 長女 次男 次女 兄 弟 姉 妹 息子 娘 氏名 名前 宛 旧姓 通称 本名 俳優 歌手 女優 作家 監修 脚本 作曲 作詞 作 弁護士 看護師 保育士 教諭 講師 記者 患者 利用 利用者 被告 容疑 会社 支店 病院 大学 本名`)

// apart reports whether blanks, brackets or line ends stand on both sides.
func (p *prose) apart(start, end int) bool {
	after, _ := utf8.DecodeRuneInString(p.s[end:])
	return p.opened(start) && (end == len(p.s) || strings.ContainsRune(" \n\t)」』】(", after))
}

// opened reports whether a blank, a bracket or a line end stands before start.
func (p *prose) opened(start int) bool {
	before, _ := utf8.DecodeLastRuneInString(p.s[:start])
	return start == 0 || strings.ContainsRune(" \n\t(「『【:", before)
}
