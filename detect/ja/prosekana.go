package ja

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"monban/detect"
)

// katakana looks for a foreign name, or a Japanese one in kana, that starts at
// token i.
func (p *prose) katakana(i int) (m detect.Match, ok bool) {
	start := p.toks[i].Start
	if r, _ := utf8.DecodeLastRuneInString(p.s[:start]); r >= 'ァ' && r <= 'ヺ' || r == 'ー' || r == '・' {
		return m, false
	}
	end, dots := start, 0
	for end < len(p.s) {
		r, size := utf8.DecodeRuneInString(p.s[end:])
		next, _ := utf8.DecodeRuneInString(p.s[end+size:])
		joins := (r == '・' || r == '=' || r == '゠') && next >= 'ァ' && next <= 'ヺ'
		if !(r >= 'ァ' && r <= 'ヺ' || r == 'ー' || joins) {
			break
		}
		if joins {
			dots++
		}
		end += size
	}
	s := p.s[start:end]
	if end-start < 6 || end-start > 120 {
		return m, false
	}
	honor := p.honorificAt(end)
	if stem := p.loudly(s, start, end); stem > 0 {
		return detect.Match{Start: start, End: start + stem, Odds: -1, Evidence: detect.Honorific}, true
	}
	if in, _, is := p.l.vetoed(s); in || is || notTitled[s] {
		return m, false
	}
	m = detect.Match{Start: start, End: end}
	switch {
	case dots > 0:
		odds, known := p.n.foreignKana(parts(s))
		if known {
			m.Evidence |= detect.NameParts
			odds -= 2.5
		}
		if honor > 0 {
			m.Evidence |= detect.Honorific
			odds = max(odds, -1.5)
		} else if isHan(p.rune(end)) && p.goesOn(p.s[end:]) {
			odds--
		}
		m.Odds = odds - 0.5
		if honor == 0 && aged(p.s[end:]) {
			m.Evidence |= detect.Context
		}
	case honor == 0 && aged(p.s[end:]) && (p.l.kana[s] != 0 || p.l.givenKana[s]): // ジェイデン(6歳)
		m.Odds, m.Evidence = -1, detect.Context
	case honor > 0:
		w := p.n.tok().Word(s)
		k := p.l.kana[s]
		jp := p.l.familyKana[s] || p.l.givenKana[s]
		switch {
		case k != 0 || jp || w&personSet != 0:
			if w.has(Org) {
				return m, false // a company that is spoken of as a person
			}
			m.Odds = honor - 1
			if w&setOf(Noun, VerbalNoun, ProperNoun) != 0 {
				m.Odds -= 2.5
			}
		case w != 0:
			return m, false
		default:
			m.Odds = honor - 3
		}
		m.Evidence = detect.Honorific
	default:
		return m, false
	}
	return m, m.Odds+m.Evidence.Weight() > 0
}

// loudly returns the length of the name in a word in katakana whose honorific is written
// so, too, as in notes in half width: ﾖｺｲｻﾝ(42). Of short names something besides must
// tell that it is one.
func (p *prose) loudly(s string, start, end int) int {
	for _, h := range [...]string{"サン", "サマ", "チャン", "クン"} {
		stem, ok := strings.CutSuffix(s, h)
		if !ok || !p.begins(start) && !p.sorted(start) || notTitled[stem] || p.n.tok().Word(s) != 0 {
			continue
		}
		runes := utf8.RuneCountInString(stem)
		family := p.l.familyKana[stem]
		goes := parted(p.s[end:])
		if h == "サン" { // スギハラサンは is a company, アミノサン、 a substance
			goes = p.s[end:] == "" || p.s[end] == ' ' || p.s[end] == '('
		}
		if runes > 2 && family && goes || runes > 1 && (family || p.l.givenKana[stem]) && aged(p.s[end:]) {
			return len(stem)
		}
	}
	return 0
}

func isHiragana(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' }

func (p *prose) rune(at int) rune {
	r, _ := utf8.DecodeRuneInString(p.s[at:])
	return r
}

// hiragana looks for a name in hiragana before an honorific. Only known names
// count, and only where a word begins.
func (p *prose) hiragana(i int) (m detect.Match, ok bool) {
	start := p.toks[i].Start
	if p.begins(start) || i > 0 && joiningSet.has(p.toks[i-1].POS) {
		if end := start + kanaRun(p.s[start:]); end < len(p.s) && p.s[end] == '(' && p.n.givenKana(p.s[start:end]) && aged(p.s[end:]) { // りく(小2)
			return detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Context}, true
		}
	}
	if len(p.honors) == 0 || p.honors[len(p.honors)-1].at <= start {
		return m, false
	}
	inClass := false // 2歳児はるまくん
	if r, _ := utf8.DecodeLastRuneInString(p.s[:start]); isHan(r) {
		if inClass = classed(p.s[:start]); !inClass {
			return m, false
		}
	} else if r >= 'ぁ' && r <= 'ゖ' {
		if i == 0 || !joiningSet.has(p.toks[i-1].POS) {
			return m, false
		}
	}
	if inClass || p.begins(start) || i > 0 && joiningSet.has(p.toks[i-1].POS) {
		// The dictionary may have cut across the honorific: ひな|たさ|ん.
		for end, runes := start, 0; runes < 6; runes++ {
			r, size := utf8.DecodeRuneInString(p.s[end:])
			if !isHiragana(r) && r != 'ー' {
				break
			}
			end += size
			if s := p.s[start:end]; runes > 0 && p.honorificAt(end) >= 0.5 && p.n.givenKana(s) && !notTitled[s] {
				m = detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Honorific}
				if !familiar(p.s[end:]) {
					m.Odds -= p.titleOdds(start)
				}
				return m, m.Odds+m.Evidence.Weight() > 0
			}
		}
	}
	if at := start + len(linking.Begins(p.s[start:])); at > start && p.begins(start) {
		for end, runes := at, 0; runes < 5; runes++ {
			r, size := utf8.DecodeRuneInString(p.s[end:])
			if !isHiragana(r) {
				break
			}
			if end += size; runes > 0 && familiar(p.s[end:]) && p.n.givenKana(p.s[at:end]) && !notTitled[p.s[at:end]] {
				return detect.Match{Start: at, End: end, Odds: -1, Evidence: detect.Honorific}, true
			}
		}
	}
	for j := i; j < len(p.toks) && j < i+4; j++ {
		end := p.toks[j].End
		s := p.s[start:end]
		k, runes, _ := scriptOf(s)
		if k != kana || runes > 9 {
			return m, false
		}
		honor := p.honorificAt(end)
		if honor == 0 || runes < 2 || notTitled[s] || strings.HasPrefix(s, "うちの") {
			continue
		}
		common := p.n.tok().Word(s)&commonSet != 0 && runes < 4
		folded, given := katakana(s), p.n.givenKana(s)
		if common && !(given && (p.marked(start, end) || familiar(p.s[end:]))) {
			continue
		}
		at, _ := splitKana(folded)
		if given || p.l.familyKana[folded] || p.l.givenKana[folded] || at > 0 && runes >= 5 {
			m = detect.Match{Start: start, End: end, Odds: honor - 2, Evidence: detect.Honorific}
			m.Odds -= p.titleOdds(start)
			return m, m.Odds+m.Evidence.Weight() > 0
		}
	}
	return m, false
}

// linking are words in hiragana before the name with which a sentence goes on:
// あとりんちゃんは.
var linking = detect.NewPhrases(`あと また でも ただ なお それと そういえば ちなみに うちの さっき きのう きょう けさ`)

// kanaRun returns how many bytes of hiragana s begins with.
func kanaRun(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool { return isHiragana(r) || r == 'ー' }))
}

// givenKana reports whether a list has a word in kana as a given name.
func (n *Namer) givenKana(s string) bool {
	return shippedLexicon().uses(hashText(s))&UseGiven != 0 || lists().givenKana[katakana(s)]
}

// titleOdds is what speaks against a name that stands in quotes: 新商品「さくらさん」.
func (p *prose) titleOdds(start int) float64 {
	if strings.HasSuffix(p.s[:start], "「") {
		return 2
	}
	return 0
}

// familiar reports whether an honorific follows that hardly follows anything but
// names.
func familiar(after string) bool {
	return strings.HasPrefix(after, "ちゃん") || strings.HasPrefix(after, "くん")
}

// begins reports whether a clause begins there.
func (p *prose) begins(start int) bool {
	r, _ := utf8.DecodeLastRuneInString(p.s[:start])
	return start == 0 || strings.ContainsRune("、。 \n・(:@「→", r)
}

// latin looks for a name in Latin letters before an honorific or behind Mr.
// and the like.
func (p *prose) latin(i int) (m detect.Match, ok bool) {
	start := p.toks[i].Start
	if start > 0 && (isAlnum(p.s[start-1]) || strings.IndexByte("@._-/", p.s[start-1]) >= 0) {
		return m, false
	}
	rest, titled := p.s[start:], false
	for _, t := range [...]string{"Mr.", "Mrs.", "Ms.", "Dr.", "Mr ", "Mrs ", "Ms ", "Anh ", "Chị ", "Ông ", "Bà ", "Cô "} {
		if after, ok := strings.CutPrefix(rest, t); ok {
			start += len(t)
			start += len(after) - len(strings.TrimLeft(after, " "))
			titled = true
			break
		}
	}
	end := start
	words := 0
	initial := false
	for words < 5 {
		at := end
		if words > 0 {
			if at >= len(p.s) || p.s[at] != ' ' {
				break
			}
			at++
		}
		w := at
		for w < len(p.s) {
			r, size := utf8.DecodeRuneInString(p.s[w:])
			if r == '.' && w == at+1 && w+1 < len(p.s) && unicode.IsUpper(p.rune(w+1)) { // K.Yamamoto
				initial = true
				w++
				continue
			}
			if !(r < utf8.RuneSelf && isAlnum(byte(r)) && !isDigit(byte(r)) || isLatin(r) || (r == '-' || r == '\'') && w > at) {
				break
			}
			w += size
		}
		if w == at || unicode.IsLower(p.rune(at)) {
			break
		}
		end = w
		words++
	}
	if words == 0 || end-start < 2 || end-start > 100 || end < len(p.s) && (p.s[end] == '@' || p.s[end] == '.' && end+1 < len(p.s) && isAlnum(p.s[end+1])) {
		return m, false
	}
	s := p.s[start:end]
	called := 0.0 // Tanaka-san
	for _, h := range [...]string{"-san", "-sama", "-sensei", "-kun", "-chan"} {
		if rest, ok := strings.CutSuffix(s, h); ok && len(rest) > 1 {
			s, end, called = rest, end-len(h), 1
			break
		}
	}
	odds, known := latinOdds(s)
	honor := max(p.honorificAt(end), called)
	if initial && honor < 0.5 {
		return m, false // J.League
	}
	if honor == 0 && !titled && (!(known && words >= 2) || ship(s)) || latinVetoed(s) || notTitled[s] {
		return m, false
	}
	m = detect.Match{Start: start, End: end, Odds: max(odds, -2) - 1}
	if known {
		m.Evidence |= detect.NameParts
		m.Odds = min(odds-3, 0)
	}
	if honor > 0 || titled {
		m.Evidence |= detect.Honorific
		if !known {
			m.Odds = max(odds, -2) / 2
		}
	}
	return m, m.Odds+m.Evidence.Weight() > 0
}

// ship reports whether a name in Latin letters is that of a ship: MV HAKUYO MARU,
// Shoho Maru.
func ship(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	switch first {
	case "MV", "MT", "FV":
		return true
	}
	return strings.HasSuffix(s, " MARU") || strings.HasSuffix(s, " Maru")
}
