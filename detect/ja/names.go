package ja

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"monban/detect"
)

// A Namer tells names of persons from other text. It is safe for concurrent
// use. The lists are in data; the dictionary's own names and words are asked
// through the tokenizer, which is only loaded when a text could be a name.
type Namer struct {
	tok    func() *Tokenizer
	states sync.Pool       // of *State
	tags   sync.Pool       // of *tagState
	wholes memo[opinion]   // what whole said of cores
	maybes memo[bool]      // what mayBe said of them
	labels memo[labelSays] // what labels promise
	lines  lineMemo        // what Prose reads in lines that come again
	// known is what the tagger asks about a word of the dictionary, by its
	// number; nil before the first time.
	known func() []atomic.Pointer[tagWord]
}

// NewNamer returns a Namer that opens the dictionary by t when it needs it.
func NewNamer(t func() *Tokenizer) *Namer {
	return &Namer{
		tok:    t,
		states: sync.Pool{New: func() any { return newState() }},
		tags:   sync.Pool{New: func() any { return &tagState{} }},
		wholes: newMemo[opinion](),
		maybes: newMemo[bool](),
		labels: newMemo[labelSays](),
		lines:  newLineMemo(),
		known:  sync.OnceValue(func() []atomic.Pointer[tagWord] { return make([]atomic.Pointer[tagWord], len(t().words)) }),
	}
}

// Bounds of the odds that a cell is a name.
const (
	surelyNot = -6.0
	surely    = 6.0
)

// Cell tells how likely the whole of a normalised cell is the name of one
// person, as log odds, when nothing else is known: no header, no other cells.
// The odds already contain what e says; e is for the explanation.
//
// A family name that is a place too (千葉) is near 0, a full name of known
// parts above 2, a company or a word below -3. Rare names stay near 0: a column
// of them tells, not one.
func (n *Namer) Cell(norm string) (odds float64, e detect.Evidence) {
	core, honorific := n.core(norm)
	switch {
	case core == "" || len(core) > 120:
		return surelyNot, 0
	case honorific:
		e |= detect.Honorific
	}
	odds, known := n.whole(core)
	if known {
		e |= detect.NameParts
	}
	if honorific {
		if odds > -4.5 {
			odds += 3
		} else {
			e = 0
		}
	}
	return max(surelyNot, min(surely, odds)), e
}

// core cuts off what is written around a name in a cell: blanks, a reading in
// brackets, an honorific. It returns "" when no name can be left.
func (n *Namer) core(norm string) (core string, honorific bool) {
	s := detect.Trim(norm)
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		in, out := strings.TrimSpace(s[i+1:len(s)-1]), strings.TrimSpace(s[:i])
		switch {
		case in == "様" || in == "さん" || in == "殿" || in == "氏":
			honorific = true
		case strings.ContainsAny(in, "0123456789()"), in == "株", in == "有", in == "合", in == "同":
			return "", false
		}
		s = out
	}
	if !titleEnds.Ends(s) {
		return s, honorific
	}
	for _, t := range titles {
		rest, ok := strings.CutSuffix(s, t)
		if !ok || rest == "" {
			continue
		}
		rest = strings.TrimSpace(rest)
		_, size := utf8.DecodeLastRuneInString(rest)
		if notTitled[rest] || rest == "" {
			return "", false
		}
		// くん and ちゃん end names in kana too (ちゃんたくん does not matter);
		// 君, 氏 and 殿 end no common name of more than one character.
		if size == len(rest) && (t == "君" || t == "殿") && !n.tok().Word(rest).has(FamilyName) {
			break
		}
		return rest, true
	}
	return s, honorific
}

// notTitled are words before an honorific that name nobody.
var notTitled = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`お客 お子 客 皆 みな 皆々 神 仏 王 奥 お姉 お兄 お母 お父 お爺 お婆 おじ おば おじい おばあ おとう おかあ お父 お母 お医者 医者 業者 患者 利用者 ご利用者 利用 参加者 担当 ご担当 担当者 ご担当者 会員
		各 ご家族 家族 親 親御 お嬢 殿 若 姫 お姫 赤 子 お子 ご主人 主人 旦那 奥方 看護師 保育士 大家 店員 職員 お巡り 運転手 社長 部長 課長 先生 外人 皆皆 貴 何 同 有 様 彼 諸 暴 無 一 二 お疲れ ご苦労 生徒 児童 学生 被害者 加害者 関係者 管理者 責任者
		本屋 花屋 魚屋 八百屋 パン屋 お隣 おとなり 隣 お向かい おむかい ご近所 近所 うさぎ くま ねこ いぬ ぞう きりん さる りす かめ ことり ひつじ おひさま おほしさま たく 多 人 仲 お互い どちら どなた 誰 どこ こちら そちら あちら 御一同 御家族 保護者 お得意 得意 仕 有り 模 外 今 同 左 逆 異 空 水 お客さま ご本人 本人 甲 乙 丙 丁 甲乙 原告 被告 債権者 債務者 申立人 相手方 依頼者 依頼人 申込者 請求者 受取人 売主 買主 貸主 借主
		上司 同期 品管 生管 品証 生技 訪看 訪介 訪リハ 特養 児相 民生 民児 老健 小多機 地包 放デイ 児発 生介 サ責 有老 高専賃 地連 医事 薬剤 病棟 外来 情シス 社協 包括 障福 生保 損保 労組 県連 市連 商連 農協 漁協 生協 信金 信組 地銀 都銀 元請 下請 孫請 電工 左官 鳶 産廃 工務 配車 庶務 購買 資材 調達 販促 売場 厨房 就労 就ポツ 通所 居宅 保健 役場 県庁 市役所 区役所 派出所 交番 実家 本家 分家 隣家 施主 喪主 世話役 元締 番頭 板前 女将 若女将 庭師 植木 水道 電気 瓦斯 ガス 新聞 牛乳 郵便 宅配 引越 葬儀 花屋 酒屋 米屋 床屋 風呂屋 質屋 金物 畳屋
		ケアマネ ケアマネージャー ケアマネジャー ヘルパー ワーカー ナース ドクター スタッフ リーダー パート バイト アルバイト ドライバー オーナー マネージャー マネジャー コーチ トレーナー メンバー ユーザー ゲスト クライアント デイ ショート ダルク
		PT OT ST CM CW SW MSW PSW SC SSW SV Ns NS Dr DR`) {
		m[w] = true
	}
	return m
}()

// script is the kind of letters that a text is made of.
type script uint8

const (
	noScript script = iota
	kanji           // and kana
	kana
	latin
	mixed // Latin and Japanese
)

// scriptOf looks at every character of a name. Anything that stands in no name
// gives noScript. sep counts the blanks and ・.
func scriptOf(s string) (k script, runes, seps int) {
	var all letters
	for _, r := range s {
		runes++
		l := letterOf(r)
		all |= l
		if l == hasGap {
			seps++
		}
	}
	return all.script(), runes, seps
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '々' || r == '〆' || r == '〇' || r >= 0x3400 && r <= 0x4DBF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// parts splits a name at blanks, ・ and =.
func parts(s string) []string {
	return strings.FieldsFunc(s, parting)
}

// parting reports whether r stands between the parts of a name.
func parting(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '・' || r == '=' || r == '゠'
}

// appendJoined appends the parts of s without what stands between them.
func appendJoined(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !parting(r) {
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}

// whole gives the odds that a core is a name, and whether parts of it are known
// as a family name and a given name.
func (n *Namer) whole(core string) (odds float64, known bool) {
	o := n.wholes.ask(core, func(core string) (o opinion) {
		o.odds, o.known = n.judgeWhole(core)
		return o
	})
	return o.odds, o.known
}

// mayBe reports whether whole may give a core of kanji odds above 1, at less cost:
// of most words it is clear that they do not begin with a family name.
func (n *Namer) mayBe(core string) bool { return n.maybes.ask(core, n.judgeMayBe) }

func (n *Namer) judgeMayBe(core string) bool {
	if strings.ContainsFunc(core, parting) {
		return true
	}
	return n.splits(core, func(f float64, known bool) bool {
		// With any other family name not even a known given name comes to more than 1.
		return known || f > 0.1
	}).odds > 0.9
}

// An opinion is the answer of Namer.whole.
type opinion struct {
	odds  float64
	known bool
}

func (n *Namer) judgeWhole(core string) (odds float64, known bool) {
	k, runes, seps := scriptOf(core)
	if k == noScript || k != latin && runes > 24 || runes > 48 || seps > 8 {
		return surelyNot, false
	}
	ps := parts(core)
	if len(ps) == 0 || k == kanji && runes < 2 && !lists().family[core] || k == kana && runes < 2 {
		return -4.5, false
	}
	if k == latin {
		return latinOdds(core)
	}
	if strings.ContainsAny(core, ",.'’") {
		return surelyNot, false
	}
	l := lists()
	joined := strings.Join(ps, "")
	in, end, is := l.vetoed(joined)
	if in || is {
		return surelyNot, false
	}
	switch k {
	case kanji:
		odds, known = n.kanjiOdds(ps, joined, end)
	case kana:
		odds, known = n.kanaOdds(ps, joined)
		if end && !known {
			odds -= 3
		}
	case mixed:
		odds = n.mixedOdds(ps)
	}
	return odds, known
}

// Shape reports whether a cell under a header that promises a name can be one:
// rare and unknown names count, words that stand for "none" and companies do
// not.
func (n *Namer) Shape(norm string) bool {
	core, honorific := n.core(norm)
	if core == "" {
		return false
	}
	k, runes, seps := scriptOf(core)
	if k == noScript || seps > 8 {
		return false
	}
	l := lists()
	switch k {
	case latin:
		if runes < 2 || runes > 60 || strings.Count(core, " ") > 6 || latinVetoed(core) {
			return false
		}
		return core != "na" && core != "none"
	default:
		if runes > 30 || runes < 2 && !isHan([]rune(core)[0]) {
			return false
		}
		if k == kanji && runes-seps > 10 {
			return false
		}
	}
	joined := core
	if seps > 0 || strings.Contains(core, "\t") {
		var room [96]byte
		joined = string(appendJoined(room[:0], core)) // mostly too short to be allocated
	}
	in, _, is := l.vetoed(joined)
	if in || is && !honorific || !honorific && isTitle(joined) && !n.isFamily(joined) {
		return false
	}
	if k == kanji && !honorific && runes > 3 {
		// A sentence or a phrase has particles between words; a name may have
		// の within it but hardly more. A given name in hiragana may be cut into them: 本多 みう.
		if family, given, ok := strings.Cut(core, " "); ok && n.isFamily(family) && utf8.RuneCountInString(given) <= 4 && strings.IndexFunc(given, func(r rune) bool { return !isHiragana(r) }) < 0 {
			return true
		}
		return !n.phrase(core)
	}
	return joined != ""
}

// phrase reports whether the words of s are joined by grammar.
func (n *Namer) phrase(s string) bool {
	if !strings.ContainsFunc(s, joins) {
		return false
	}
	st := n.states.Get().(*State)
	defer n.states.Put(st)
	verbs, joins, person := 0, 0, false
	for _, t := range n.tok().Tokens(st, s) {
		switch {
		case personSet.has(t.POS):
			person = true
		case t.POS == Verb || t.POS == Adjective:
			verbs++
		case joiningSet.has(t.POS):
			joins++
		}
	}
	return !person && joins > 0 || verbs > 0 && joins > 0 || joins > 1
}

// joins reports whether r stands in a word of joiningSet: hiragana, and the few
// other characters with which the dictionary writes such words.
func joins(r rune) bool { return r >= 'ぁ' && r <= 'ゖ' || joiningChars.Has(r) }

// joiningChars are the characters of the words of joiningSet that have no
// hiragana.
var joiningChars = detect.NewRunes("来デ回無ヲナ切迄ヨ参ワ程ネ得之ノヘー")

// Split divides the name of a person into family and given name. It fails when
// the parts cannot be told, as of a foreign name of three words.
func (n *Namer) Split(norm string) (family, given string, ok bool) {
	core, _ := n.core(norm)
	k, runes, _ := scriptOf(core)
	if core == "" || k == noScript || runes > 48 {
		return "", "", false
	}
	ps := parts(core)
	if len(ps) == 2 {
		a, b := strings.TrimSuffix(ps[0], ","), ps[1]
		if k == latin {
			r := romajiReadings()
			fa, fb := foldRomaji(a), foldRomaji(b)
			comma := a != ps[0]
			if !comma && (r.given[fa] && r.family[fb] && !(r.family[fa] && r.given[fb]) || upper(b) && !upper(a)) {
				a, b = b, a
			}
		}
		return a, b, true
	}
	if len(ps) != 1 {
		return "", "", false
	}
	switch k {
	case kanji:
		s := n.bestSplit(core)
		if s.at > 0 && s.odds > -2 {
			return core[:s.at], core[s.at:], true
		}
	case kana:
		if at, _ := splitKana(katakana(core)); at > 0 {
			return core[:at], core[at:], true
		}
	}
	return "", "", false
}

func upper(s string) bool { return len(s) > 1 && s == strings.ToUpper(s) }

// katakana writes hiragana as katakana. The length in bytes stays.
func katakana(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ぁ' && r <= 'ゖ' {
			return r + 'ァ' - 'ぁ'
		}
		return r
	}, s)
}
