package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Papers place people by what stands right beside their names: the class before
// it, 3-5粟生くん, the age or the class in brackets behind it, 久遠 そよか(年長), the
// household, 小久保家は. This file knows such places, in which a word that may be a
// name is one.

// cued reports whether the words beside a range tell that it is a person.
func (p *prose) cued(start, end int) bool {
	return aged(p.s[end:]) || p.sorted(start) || housed(p.s[end:])
}

// grows returns how many bytes a name goes on in hiragana to the brackets that tell of
// its age or class, or to a mark as a given name, where the dictionary has cut a particle
// off: 柿沼 こ|より(年長), さくらい はる|と.
func (p *prose) grows(start, end int) int {
	n := 0
	for r := p.rune(end); isHiragana(r) && n < len("こより"); r = p.rune(end + n) {
		if n += utf8.RuneLen(r); honorificIn(p.s[end+n:]) > 0 {
			return 0
		}
	}
	at := strings.LastIndexByte(p.s[start:end], ' ') + 1
	if n == 0 || at == 0 || honorificIn(p.s[end:]) > 0 {
		return 0
	}
	if aged(p.s[end+n:]) || wordEnded(p.s[end+n:]) && p.n.givenKana(p.s[start+at:end+n]) {
		return n
	}
	return 0
}

// wordEnded reports whether a blank or a mark follows, or nothing.
func wordEnded(after string) bool {
	return after == "" || strings.ContainsRune(" (、。:/", firstRune(after))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// opening are the last characters of words for relatives, people and classes.
var opening = detect.NewRunes(kinLetters + "者人年組0123456789ABCDEFGH")

// sorted reports whether a word for people or a class stands right before a name, or
// with a blank or a colon between: 組合員鍋島は, 申請者 道明寺 猛, 3-5粟生くん.
func (p *prose) sorted(start int) bool {
	before := strings.TrimRight(p.s[:start], " :")
	return before != "" && (sorts.Ends(before) != "" || classed(before))
}

// sorts are words for people of whom papers tell.
var sorts = detect.NewPhrases(`組合員 利用者 患者 被告人 被告 原告 申立人 申出人 申請者 申請人 届出人 請求人 相手方 相談者 依頼者 依頼人 契約者 加入者 受給者 被保険者 被扶養者 入居者 入所者 対象者 対象児 対象 本人 被害者 加害者 被災者 受傷者 負傷者 罹災者 避難者 証人 被疑者 容疑者 参考人 受刑者 出所者 少年 従業員 作業員 乗務員 実習生 研修生 留学生 奨学生 内定者 応募者 候補者 受験者 受検者 受診者 受講者 参加者 来談者
	氏名 名前 妊婦 産婦 褥婦 新患 急患 生徒 児童 園児 学生 児 部員 選手 会員 信者 破産者 債務者 滞納者 遺言者 被相続人 相続人 被後見人 遺族 喪主 施主 養護者 被虐待者 要介護者 要支援者 ひとり親 里子 里親 故`)

// givenEnds reports whether a range ends with a given name in kana behind a blank,
// and a word ends there: 小柳津 かえで、.
func (p *prose) givenEnds(c candidate) bool {
	s := p.s[c.start:c.end]
	i := strings.LastIndexByte(s, ' ')
	return i > 0 && strings.ContainsRune(" (、。\n\uFFFD", p.rune(c.end)) && p.n.givenKana(s[i+1:])
}

// givenAlone reports whether a range is a given name behind which an age stands, with
// nothing before it: 陽菜(6歳).
func (p *prose) givenAlone(s string, start int, after string) bool {
	return strings.HasPrefix(after, "(") && p.l.given[s] && p.begins(start) && aged(after)
}

// clearlyFull reports whether a range is a given name that stands apart behind a word
// that can be nothing but a family name: 嵯峨根 桃が.
func (p *prose) clearlyFull(s string, start int) bool {
	family, _, ok := strings.Cut(s, " ")
	if !ok {
		return false
	}
	w := p.n.tok().Word(family)
	return w&(placeSet|commonSet) == 0 && (w == 0 || p.n.isFamily(family)) && p.fullNamed(s, start)
}

// fullNamed reports whether a range before an honorific is a given name behind what
// may be a family name: 岩清水 登様, 稲福カメさん.
func (p *prose) fullNamed(s string, start int) bool {
	family, given, _ := strings.Cut(s, " ")
	if given == "" {
		at := strings.IndexFunc(s, func(r rune) bool { return !isHan(r) && r != 'ヶ' && r != 'ケ' && r != 'ノ' && r != 'ツ' })
		if at < 0 {
			return false
		}
		family, given = s[:at], s[at:]
	}
	if r, _ := utf8.DecodeRuneInString(given); isHan(r) {
		if odds, _ := p.n.givenOdds(given); odds < 1 {
			return false
		}
	} else if !p.n.givenKana(given) {
		return false
	}
	return p.n.isFamily(family) || p.l.family[family] || (p.opened(start) || p.sorted(start)) && p.strange(family, utf8.RuneCountInString(family))
}

// parted reports whether a name may end before after: a particle or a mark follows.
func parted(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || strings.ContainsRune("はがもをにとのへ、。 ,()→:/", r)
}

// isFamily reports whether a word of several kanji is known as a family name and not
// as a city where offices have branches.
func (n *Namer) isFamily(s string) bool {
	if r, size := utf8.DecodeRuneInString(s); size == len(s) || !isHan(r) || branches[s] || notTitled[s] {
		return false
	}
	l := lists()
	return l.family[s] || l.rare[s] || n.tok().Word(s).has(FamilyName) || shippedLexicon().uses(hashText(s))&UseFamily != 0
}

// Surname reports whether a word is known as a family name of several kanji, and not
// as a city where offices have branches.
func (n *Namer) Surname(norm string) bool { return n.isFamily(norm) }

// Given reports whether a word is known as a given name, and whether it is another word
// as well.
func (n *Namer) Given(norm string) (name, word bool) {
	if r, size := utf8.DecodeRuneInString(norm); isHan(r) {
		name, word = lists().given[norm], size == len(norm)
	} else {
		name = n.givenKana(norm)
	}
	return name, name && (word || n.tok().Word(norm)&commonSet != 0)
}

// bracketMost is how long what stands in the brackets behind a name may be, in bytes.
const bracketMost = 24

// aged reports whether brackets follow that tell an age, a class or a sex: (小2),
// (86), (3歳2か月), (年長), (女).
func aged(after string) bool {
	after = strings.TrimPrefix(after, " ")
	if !strings.HasPrefix(after, "(") {
		return false
	}
	n := strings.IndexByte(after[:min(len(after), bracketMost+2)], ')')
	if n < 2 {
		return false
	}
	in := after[1:n]
	for _, sep := range [...]string{"・", "、", ",", "/", " "} {
		in, _, _ = strings.Cut(in, sep)
	}
	switch in {
	case "男", "女", "男性", "女性", "男児", "女児", "男子", "女子", "年長", "年中", "年少", "M", "F":
		return true
	}
	rest := strings.TrimPrefix(in, "満")
	for _, w := range [...]string{"小学", "中学", "高校", "大学", "小", "中", "高", "大"} {
		if after, ok := strings.CutPrefix(rest, w); ok {
			return after != "" && after[0] >= '1' && after[0] <= '6' && len(after) <= len("1年生")
		}
	}
	digits := strings.TrimLeft(rest, "0123456789")
	n = len(rest) - len(digits)
	if n == 0 || n > 3 {
		return false
	}
	if digits == "" {
		return n > 1 || rest != "1"
	}
	return ageUnits.Begins(digits) != ""
}

// ageUnits follow the number of an age or a class.
var ageUnits = detect.NewPhrases(`歳 才 か月 ヶ月 ヵ月 カ月 ケ月 代 年生 年 歳児 組`)

// classed reports whether the class of a school or a nursery stands right before
// a name: 2年, 3-5, 1-C, 中2, 年長, ひよこ組.
func classed(before string) bool {
	s := strings.TrimSuffix(before, " ")
	for _, w := range [...]string{"年長", "年中", "年少", "歳児クラス", "歳児"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	if rest, ok := strings.CutSuffix(s, "年"); ok && len(rest) > 0 { // 新1年, 2年; no year
		return grade(rest)
	}
	if rest, ok := strings.CutSuffix(s, "組"); ok && rest != "" {
		r, _ := utf8.DecodeLastRuneInString(rest)
		return r < utf8.RuneSelf && isAlnum(byte(r)) || isHiragana(r)
	}
	if s == "" {
		return false
	}
	last := s[len(s)-1]
	if !isDigit(last) && (last < 'A' || last > 'H') {
		return false
	}
	rest := s[:len(s)-1]
	if mark, ok := strings.CutSuffix(rest, "-"); ok && len(mark) > 0 { // 3-5
		return grade(mark)
	}
	r, size := utf8.DecodeLastRuneInString(rest)
	if !strings.ContainsRune("小中高", r) || last > '6' {
		return false
	}
	before1, _ := utf8.DecodeLastRuneInString(rest[:len(rest)-size])
	return !isHan(before1) // 最高3
}

// grade reports whether s ends with the number of a year at school, alone.
func grade(s string) bool {
	last := s[len(s)-1]
	if last < '1' || last > '6' {
		return false
	}
	if len(s) == 1 {
		return true
	}
	b := s[len(s)-2]
	return b >= utf8.RuneSelf && !strings.HasSuffix(s[:len(s)-1], "第") || b == ' ' || b == '(' || b == '!' || b == ':'
}

// housed reports whether a household follows: 尾花沢宅, 乙部世帯, 小久保家は.
func housed(after string) bool {
	w := households.Begins(after)
	if w == "" {
		return lodging.Begins(after) != ""
	}
	r, _ := utf8.DecodeRuneInString(after[len(w):])
	return !isHan(r) && (r < 'ァ' || r > 'ー')
}

var (
	households = detect.NewPhrases(`宅 邸 世帯 家`)
	// lodging is where somebody lives or calls from: 栗栖方より通報.
	lodging = detect.NewPhrases(`方より 方から 方へ 方にて 方で 方に 方。 方、 方) 方の 方敷地 方前 方玄関`)
)
