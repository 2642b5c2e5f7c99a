package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Parents and nurseries call a child by his given name alone: あおいは先週ひきつけを起こして
// 救急車で運ばれました. Many given names are words as well, or plants, or classes (もも組): a name
// is one where a sentence begins with it that tells how somebody is, and a word is one
// where the section speaks of a child besides.

const (
	youngMost = 200 // such names in a section
	askedMost = 8   // sentences of a line that are looked at
	givenMost = 5   // characters of a given name
)

// A youth is what a section tells of a child.
type youth struct {
	spoken bool   // it speaks of one
	pets   bool   // it speaks of animals or figures of stories, who are called alike
	names  []item // such names
	words  []item // those that are words as well
}

// nursery are words of those who look after children.
var nursery = detect.NewWords(`登園 降園 園児 保育 午睡 お昼寝 担任 先生へ 連絡帳 お迎え 給食 おやつ 学童 登校 下校 小児科 ママ パパ お母さん お父さん 保護者 子ども 幼稚園 ようちえん ほいくえん こども園 ちゃん 手足口病 水ぼうそう 水痘 おたふく 突発性発疹 プール熱 ヘルパンギーナ とびひ RSウイルス 熱性けいれん 娘 息子 長男 次男 長女 次女`)

// pets are words of those who keep animals, and of those who tell stories.
var pets = detect.NewWords(`動物病院 愛犬 愛猫 飼い主 散歩 トリミング ペット ワンちゃん わんちゃん 猫ちゃん 獣医 去勢 避妊手術 フィラリア キャットフード ドッグフード 絵本『 絵本「 絵本の紹介 絵本のご紹介 人形劇 紙芝居 例文 主演 朝ドラ アニメ あらすじ 童話 動物園 水族館`)

// tended are words of sentences that tell what is done for a child.
var tended = detect.NewPhrases(`お預け 預け 飲ませ 飲みます 休ませ 休みます 持たせ 塗って 吸入 除去 抜いて 食べられ 食べさせ 様子を お願い 登園 登校 早退 けいれん止め 入れてくだ 出ました でした ています ていました とわかり と判明 なので あるので アレルギーがあ がある があり`)

// ofThings are words of sentences about plants, seasons and stories.
var ofThings = detect.NewPhrases(`季節 時期 樹液 植物 花粉の 園芸 食材 成分 物語 第一話 最終話 役どころ 役を 作品 演じ 開院 開設 施設 薬の一覧 猫に 犬に`)

// seasons are given names that are so much more often words that nothing but an honorific
// makes one a name.
var seasons = map[string]bool{"はる": true, "なつ": true, "あき": true, "ふゆ": true, "あさ": true, "よる": true, "ひる": true, "ゆき": true, "あや": true, "あい": true, "たか": true, "とし": true, "まさ": true, "よし": true}

// openers stand before such a name at the beginning of a sentence; ofHome say whose
// child it is.
var (
	openers = detect.NewPhrases(`今日 昨日 昨夜 昨晩 夕べ ゆうべ 今朝 けさ 先週 本日 さっき 先ほど あと また、 それと なお、 すみません、 すみません 実は `)
	ofHome  = detect.NewPhrases(`うちの子の うちの 我が家の わが家の 長男の 次男の 三男の 二男の 長女の 次女の 三女の 二女の 娘の 息子の 弟の 妹の 兄の 姉の 孫の 子どもの 上の子の 下の子の`)
)

// givens notes the given names with which the sentences of the line t begin that tell
// how somebody is.
func (r *Reader) givens(t *detect.Text) {
	y := &r.youth
	y.spoken, y.pets = y.spoken || t.Has(nursery), y.pets || t.Has(pets)
	s := t.Norm[:min(len(t.Norm), fellowMost)]
	n, asked, last := len(r.items), 0, span{}
	for i := r.now.from; i < n && asked < askedMost && len(y.names)+len(y.words) < youngMost; i++ {
		v := &r.items[i]
		if !told.Has(v.Kind) || v.general || v.named || v.end > len(s) || v.pos < last.end || termed(s, v.pos, v.end) || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			continue
		}
		asked++
		if last = sentence(s, v.pos); !nobodys(s[last.start:last.end]) {
			r.child(t, s, last, v.pos)
		}
	}
}

// child notes the given name with which a sentence begins, or the one before it, when
// it tells in front of pos of nobody else.
func (r *Reader) child(t *detect.Text, s string, at span, pos int) {
	tells := s[at.start:at.end]
	if !ails.In(tells) && !news.In(tells) && !himself.In(tells) && !tended.In(tells) {
		return
	}
	for range 2 {
		for i := r.now.from; i < len(r.items); i++ {
			if it := &r.items[i]; it.Kind == detect.PersonName && it.pos < pos && it.end > at.start {
				return
			}
		}
		if start, end, home, ok := r.givenAt(s[:pos], at.start); ok {
			if doer.Begins(s[end:]) == "" || pos-end < doerMost && !strings.Contains(s[end:pos], "。") {
				r.grown(t, start, end, home)
			}
			return
		}
		if at.start == 0 {
			return
		}
		if at = sentence(s, at.start-len("。")); nobodys(s[at.start:at.end]) {
			return
		}
	}
}

// termed reports whether a word stands in quotation marks as that of a game or a program,
// and not as what was said: 「うつ」状態のアイコン.
func termed(s string, start, end int) bool {
	rest, quoted := strings.CutPrefix(s[end:], "」")
	return quoted && strings.HasSuffix(s[:start], "「") && !strings.HasPrefix(rest, "と")
}

// nobodys reports whether a sentence is about things, though a word in it may be a name.
func nobodys(s string) bool { return trades(s) || venues.In(s) || ofThings.In(s) }

// thing reports whether a word in hiragana at s[start:end], which nothing but its look makes
// a name, is one of the season or what its sentence is about.
func thing(s string, start, end int) bool {
	if strings.IndexFunc(s[start:end], func(c rune) bool { return c < 'ぁ' || c > 'ゖ' }) >= 0 {
		return false
	}
	said, _, _ := strings.Cut(detect.Head(s[end:], clauseMost), "。")
	return seasons[s[start:end]] || ofThings.In(said)
}

// grown adds the name at a place of the line t.
func (r *Reader) grown(t *detect.Text, start, end int, home bool) {
	name := t.Norm[start:end]
	it := item{line: r.line, pos: start, end: end, subject: true, acts: true, Value: detect.Value{Kind: detect.PersonName, Loc: t.Loc, Hidden: t.Hidden,
		Text: t.Original(start, end), Key: r.senses.FoldName(name), Odds: -1, Evidence: detect.Context}}
	if _, word := r.senses.Given(name); word && !home {
		r.youth.words = append(r.youth.words, it)
	} else {
		r.youth.names = append(r.youth.names, it)
	}
}

// givenAt returns where a given name stands with which the sentence of s begins at from,
// or a part of it behind a blank, and whether it says whose child it is.
func (r *Reader) givenAt(s string, from int) (start, end int, home, ok bool) {
	for range 4 {
		start = from
		start += len(s[start:]) - len(strings.TrimLeft(s[start:], " ・■●○◆*->」】)。!?"))
		start += len(openers.Begins(s[start:]))
		if of := ofHome.Begins(s[start:]); of != "" {
			start, home = start+len(of), true
		}
		if n := r.givenIn(s[start:]); n > 0 {
			return start, start + n, home, true
		}
		i := strings.IndexByte(s[start:], ' ')
		if i < 0 {
			break
		}
		from = start + i + 1
	}
	return 0, 0, false, false
}

// givenIn returns the length of the given name with which s begins, before a particle or
// a mark.
func (r *Reader) givenIn(s string) int {
	first, _ := utf8.DecodeRuneInString(s)
	kana := first >= 'ぁ' && first <= 'ゖ'
	if !kana && !(first >= 'ァ' && first <= 'ヺ') && !(first >= '一' && first <= '鿿') {
		return 0
	}
	for end, n := 0, 0; n < givenMost && end < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		if end += size; n == 0 && kana {
			continue
		}
		p := topical.Begins(s[end:])
		if p == "" {
			continue
		}
		name, word := r.senses.Given(s[:end])
		if next, _ := utf8.DecodeRuneInString(s[end+len(p):]); name && !seasons[s[:end]] && !(word && next >= 'ぁ' && next <= 'ゖ') {
			return end
		}
	}
	return 0
}

// doer are those of topical behind which it is told at once how he is, doerMost bytes
// on at most: めいが手足口病とわかりました.
var doer = detect.NewPhrasesOf([]string{"が", "も"})

const doerMost = 30

// childLed reports whether the word that leads a line is a given name and hardly anything
// else, in kana: ゆいと 卵アレルギー.
func (r *Reader) childLed(s *slot) bool {
	if first, _ := utf8.DecodeRuneInString(s.word); first >= '一' || r.youth.pets || len(s.word) < len("ゆい") {
		return false
	}
	name, word := r.senses.Given(s.word)
	return name && !word && !seasons[s.word] && (r.youth.spoken || !ofThings.In(s.part))
}

// topical stand behind the name of whom a sentence tells.
var topical = detect.NewPhrasesOf([]string{"は", "が", "も", "、", " ", "…", ":"})

// young adds the given names that stand.
func (r *Reader) young() {
	if !r.youth.pets {
		r.items = append(r.items, r.youth.names...)
		if r.youth.spoken || len(r.youth.names) > 0 {
			r.items = append(r.items, r.youth.words...)
		}
	}
	r.youth = youth{names: r.youth.names[:0], words: r.youth.words[:0]}
}
