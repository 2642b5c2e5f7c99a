package term

import (
	_ "embed" // the grammar
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"monban/detect"
	"monban/dict"
)

// People tell of what ails them in everyday words: 左耳がほとんど聞こえない, 朝は指がこわばって,
// 便に血が混じる. No list of phrases holds them all. complaints.tsv is a grammar of
// them, one row a way to say it:
//
//	heads TAB particles TAB reach TAB predicates TAB flags
//
// A part of the body, a function or a product (head) stands before a particle,
// and at most reach characters behind it what is the matter with it (predicate,
// see formsOf). @name stands for the words of a line `@name TAB words`. The
// particle - is none or a blank, が には its near kin も, まで, だけ as well; * in its
// place says that the predicates are told alone. Flags: weak as in the dictionary;
// figurative drops what stands beside words of business and feeling: 頭が痛い問題;
// part lets a place stand behind the head: 口のまわり; noun tells that the head is the
// name of what ails, and is all that is found, last says so of the predicate; with loose reach holds where no
// particle stands as well; with compound head and predicate may be one word in kanji.
//
//go:embed complaints.tsv
var complaintsTSV string

// A saying is a row of the grammar.
type saying struct {
	particles  *detect.Phrases
	reach      int                // behind the particle, in characters
	loose      int                // behind a head without one
	predicates func() *predicates // made when first asked: most texts need few of them
	weak       bool
	figurative bool
	noun       bool // the head is the name of it: めまい|がひどい
	last       bool // the predicate is the name of it: 頬に|あざ
	compound   bool // head and predicate make one word: 食思|不振
	part       bool // the head may go on with a part of itself: 口のまわり
	direct     bool // the predicate may stand on the head, or behind a blank
	alone      bool // the predicate is the head
}

// predicates are the forms of the words that say what is the matter.
type predicates struct {
	*detect.Phrases
	denied map[string]bool // those that say themselves that something is not done
}

func predicatesOf(words []string) *predicates {
	p := &predicates{denied: map[string]bool{}}
	var forms []string
	for _, w := range words {
		for _, v := range formsOf(w) {
			forms = append(forms, v.text)
			p.denied[v.text] = v.denied
		}
	}
	slices.SortStableFunc(forms, func(a, b string) int { return len(b) - len(a) })
	p.Phrases = detect.NewPhrasesOf(forms)
	return p
}

// sayings are the rows by their heads.
type sayings map[string][]*saying

// kin are the particles that stand for one another.
var kin = map[string]string{
	"が": `だけが までが のほうが の方が が も だけ まで さえ すら`,
	"に": `には にも にまで に`,
	"を": `をも を`,
	"で": `では でも で`,
	"は": `は`,
}

// openingsMost is more than the grammar has beginnings.
const openingsMost = 1 << 15

// readSayings reads the grammar, and returns it with the terms behind which those
// stand by which the matcher finds its beginnings.
func readSayings(tsv string, terms []dict.Term) (sayings, []dict.Term) {
	classes := map[string][]string{}
	words := func(list string) []string {
		var out []string
		for _, w := range strings.Fields(list) {
			if class := classes[w]; class != nil {
				out = append(out, class...)
				continue
			}
			out = append(out, w)
		}
		return out
	}
	all := sayings{}
	opens := make(map[string]struct{}, openingsMost)
	terms = slices.Grow(terms, openingsMost)
	open := func(w string) {
		if _, ok := opens[w]; !ok {
			opens[w] = struct{}{}
			terms = append(terms, dict.Term{Text: w, Entry: w, Kind: string(detect.Symptom), Opens: true})
		}
	}
	for line := range strings.Lines(tsv) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) < 2 {
			continue
		}
		if len(f) == 2 {
			classes[f[0]] = words(f[1])
			continue
		}
		f = append(f, "")
		y := &saying{alone: f[1] == "*"}
		for _, d := range f[2] {
			y.reach = y.reach*10 + int(d-'0')
		}
		for _, flag := range strings.Fields(f[4]) {
			y.set(flag)
		}
		list := words(f[3])
		y.predicates = sync.OnceValue(func() *predicates { return predicatesOf(list) })
		if y.alone {
			for _, w := range list {
				for _, v := range formsOf(w) {
					all[v.text] = append(all[v.text], y)
					open(v.text)
				}
			}
			continue
		}
		var particles []string
		for _, p := range strings.Fields(f[1]) {
			if k := kin[p]; k != "" {
				particles = append(particles, strings.Fields(k)...)
			} else if p != "-" {
				particles = append(particles, p)
			}
		}
		y.particles = longestFirst(strings.Join(particles, " "))
		y.direct = slices.Contains(strings.Fields(f[1]), "-")
		for _, h := range words(f[0]) {
			all[h] = append(all[h], y)
			for _, p := range particles {
				open(h + p)
			}
			if y.part {
				for _, p := range [...]string{of, "から", "より", "全体", "一面"} {
					open(h + p)
				}
			}
			switch {
			case y.direct && y.loose == 0 && utf8.RuneCountInString(h) == 1:
				open(h + " ") // one character alone begins too many words
			case y.direct:
				open(h)
			}
		}
	}
	return all, terms
}

// set sets a flag of the row.
func (y *saying) set(flag string) {
	switch flag {
	case "weak":
		y.weak = true
	case "figurative":
		y.figurative = true
	case "part":
		y.part = true
	case "noun":
		y.noun = true
	case "last":
		y.last = true
	case "loose":
		y.loose = y.reach
	case "compound":
		y.compound = true
	}
}

// of ties a part to what it is a part of: 口|の|まわり.
const of = "の"

// told completes a hit that begins as a saying does, when the saying goes on as
// the grammar has it, and reports whether it does.
func (f *Finder) told(s, label string, floor int, h *hit) bool {
	if !opensWord(s, floor, h.start) {
		return false
	}
	var how *saying
	head, from, end := 0, 0, 0
	for at := h.start; at < h.end; {
		_, n := utf8.DecodeRuneInString(s[at:])
		at += n
		for _, y := range f.sayings[s[h.start:at]] {
			if b, e := y.match(s, h.start, at); e > 0 && (how == nil || how.weak && !y.weak || how.weak == y.weak && e > end) {
				how, head, from, end = y, at, b, e
			}
		}
	}
	if how == nil || how.figurative && nearOneOf(s, h.start, end, figures) || nearOneOf(s, h.start, end, fictions) {
		return false
	}
	h.end, h.till = end, end
	rest := s[end:]
	if attributive(s, end) || impersonal(s, h.start, end, end) || hypothetical.Begins(rest) != "" {
		return false
	}
	switch {
	case how.noun:
		h.end = head
	case how.last:
		h.start = from
	}
	fit(s, floor, h)
	for {
		n := len(sidesOf.Ends(s[floor:h.start]))
		if n == 0 {
			break
		}
		h.start -= n
	}
	if start := occasion(s, floor, h.start); start < h.start {
		h.start = start
		if how.noun {
			h.end = end // 横になると咳|が出る
		}
	}
	if becoming.Begins(s[h.end:]) != "" && !how.noun {
		h.end = inflected(s, h.end+len("にな"))
		h.till = h.end
	}
	if how.weak {
		h.odds = oddsWeak
		if borne(s, h) || labelled(label, h.term.Kind) {
			h.odds = oddsPlain
		}
	}
	return true
}

// match returns where the predicate of the saying begins and ends whose head stands
// in s[start:at], 0 when it does not go on there.
func (y *saying) match(s string, start, at int) (from, end int) {
	if y.alone {
		if strings.HasSuffix(s[:start], "を") {
			return 0, 0 // 計画を立てない
		}
		return start, y.close(s, at, s[start:at])
	}
	if from, end = y.after(s, at); end > 0 || !y.part {
		return from, end
	}
	if rest, ok := strings.CutPrefix(s[at:], of); ok {
		if p := places.Begins(rest); p != "" {
			return y.after(s, at+len(of)+len(p))
		}
	}
	if p := beyond.Begins(s[at:]); p != "" {
		return y.after(s, at+len(p))
	}
	return 0, 0
}

// after returns where the predicate begins and ends whose particle stands at at.
func (y *saying) after(s string, at int) (from, end int) {
	p := y.particles.Begins(s[at:])
	if p != "" {
		if from, end = y.predicate(s, at+len(p), y.reach); end > 0 {
			return from, end
		}
	}
	if !y.direct || strings.HasPrefix(s[at:], of) {
		return 0, 0
	}
	reach := y.loose
	from = at
	for strings.HasPrefix(s[from:], " ") {
		from++
	}
	last, _ := utf8.DecodeLastRuneInString(s[:at])
	next, _ := utf8.DecodeRuneInString(s[at:])
	if from == at && classOf(last) == kanji && classOf(next) == kanji {
		if reach == 0 && !y.compound {
			return 0, 0 // 頭痛が
		}
		reach = 0 // 夜|眠れない, not 夜間の徘徊
	}
	return y.predicate(s, from, reach)
}

// predicate returns where the predicate begins and ends that begins at from or at
// most reach characters behind it in the same clause.
func (y *saying) predicate(s string, from, reach int) (start, end int) {
	forms := y.predicates()
	i := from
	for n := 0; n <= reach && i < len(s); n++ {
		if w := forms.Begins(s[i:]); w != "" && (i == from || startsWord(s, i, w) || repeated(s[from:i])) {
			if end := y.close(s, i+len(w), w); end > 0 {
				return i, end
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if classOf(r) == other || parting.Has(r) || strings.HasPrefix(s[i:], "ので") {
			return 0, 0
		}
		i += size
	}
	return 0, 0
}

// close returns the end of the inflected predicate of which the form w ends at
// at, 0 when it is taken back.
func (y *saying) close(s string, at int, w string) int {
	end := at
	if r, _ := utf8.DecodeRuneInString(s[at:]); classOf(r) != kanji || sores.Ends(w) == "" {
		end = inflected(s, at)
	}
	if !y.predicates().denied[w] && (negated(s[at:end]) || denied(s[end:])) {
		return 0
	}
	return end
}

// opensWord reports whether a head may begin at at: not 手 in 選手 or 目 in 2日目,
// but in 右手 and 昨夜手が.
func opensWord(s string, floor, at int) bool {
	if at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	first, _ := utf8.DecodeRuneInString(s[at:])
	c := classOf(r)
	switch {
	case first == '目' && (c != other && c != hiragana || r == 'つ'):
		return modifiers.Ends(s[floor:at]) != "" || moments.Ends(s[:at]) != ""
	case c != classOf(first):
		return true
	case c == kanji:
		return modifiers.Ends(s[floor:at]) != "" || moments.Ends(s[:at]) != "" || sidesOf.Ends(s[:at]) != "" || counted.Has(r)
	case c == hiragana:
		return before.Has(r) || adverbial.Has(r)
	}
	return c == other
}

// attributive reports whether the verb or adjective that ends at end belongs to a
// noun behind it that is nobody's state: 腰が重い|取引先, 行けない|日程.
func attributive(s string, end int) bool {
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	next, _ := utf8.DecodeRuneInString(s[end:])
	if c := classOf(next); c != kanji && c != katakana || !plain.Has(last) {
		return false
	}
	return states.Begins(s[end:]) == ""
}

var (
	// sores are nouns: じんましん|出て.
	sores = detect.NewPhrases(`じんましん ジンマシン 疹 あざ アザ こぶ ぶつぶつ ブツブツ できもの しこり 斑 傷 跡 疱 あせも`)
	// becoming stand behind what somebody comes to be like: 唇が紫|になる.
	becoming = detect.NewPhrases(`になる になっ になり`)
	// sidesOf stand before a part of the body and belong to it.
	sidesOf = detect.NewPhrases(`右の 左の 両方の 両の 片方の 右側の 左側の 利き 片`)
	// places are parts of a part.
	places = longestFirst(`まわり 周り 周囲 周辺 裏 奥 内側 外側 横 先 先端 付け根 つけ根 中 なか あたり 辺り 下 上 間 あいだ 片方 右半分 左半分 半分 右側 左側 右 左 皮 皮膚 甲 指 爪 関節 筋 骨 指先 親指 小指 指の間 端 部分 一部 粘膜 表面 動き 感覚 筋肉 色 調子 具合 力 付近 すじ 真ん中 状態 奥の方 ほう 方 後ろ うしろ 前`)
	// beyond stand on a part and tell how much of it.
	beyond = detect.NewPhrases(`から下 から先 から上 より下 全体 一面`)
	// moments stand before a word without a particle.
	moments = detect.NewPhrases(`朝 夜 晩 昨日 今日 毎日 最近 時々 時折 夕方 先日 先週 以前 現在 一時 一瞬 突然 終始 連日 後 時 以来 頃 中`)
	// counted end what is counted before a predicate.
	counted = detect.NewRunes("本回度日年月分間時夜朝半割箇所倍週晩前後急常枚歩個部")
	// adverbial characters end the words before a predicate.
	adverbial = detect.NewRunes("とにくてもりはずかしらまうでだどいなた")
	// parting characters end the words that may stand between a particle and a predicate.
	parting = detect.NewRunes("がを病症炎薬錠")
	// plain characters end verbs and adjectives as they stand before a noun.
	plain = detect.NewRunes("いるたうすつぬぶむだん")
	// states are what such a word may belong to.
	states = detect.NewPhrases(`状態 状況 様子 日が 日も 日は 日々 日、 日に 日を 時が 時も 時、 時あ 時々 時期 時間が 時間も 感じ 気が 気持 症状 旨 為 事 訳 頃 夜 傾向 場面 発作 持病 母 父 夫 妻 息子 娘 子 祖 弟 妹 姉 兄 本人 主 利用者 患者 高齢 程 位 姿 面 点 体 後遺 障害 病 難病 年 今 右 左 両 片 模様 恐れ 危険 可能 限り 毎日 生活 自分 何 全 原因 辛 現在 最近 入 通 受 服 薬 診 要 本日 昨 前 期間 一 二 三 人 方 者 件 癖 倒 強 弱 多 少 有 無 出 持 改 悪 増 減 残 続 消 軽 著`)
	// figures stand near a saying that is meant of work or of feelings: 頭が痛い問題.
	figures = detect.NewPhrases(`問題 課題 忙し 納期 予算 資金 借金 ローン 仕事量 業務量 案件 クレーム 交渉 採用難 人手不足 感動 感激 笑っ 笑い 嬉し うれし ニュース 思いで 思いが 思いです 限りで 指摘 値上げ 価格 コスト 決算 売上 締切 締め切り 〆切 繁忙 引き継ぎ マイク 回線 接続 オンライン Zoom Teams スピーカー ヘッドセット 舞台 試合 応援 一同 訃報 お悔やみ 驚き 驚い 楽しみ 遅延 運休 人身事故 終電 台風 大雪 積雪 混雑 故障 断水 停電 工事 給湯 印刷 プリンタ 画面 モニタ 霧 通信 音声`)
	// fictions stand near what nobody has.
	fictions = detect.NewPhrases(`の場面 場面で 名場面 物語 小説 漫画 マンガ 映画 ドラマ 主人公 作品 セリフ 台詞 登場人物 ゲーム アニメ 歌詞`)
	// hypothetical follow what may come to anybody.
	hypothetical = detect.NewPhrases(`場合 際は 際に 時は ときは 方は 方に 方へ 人は 人が お子さん お客 ほどの くらいの ぐらいの`)
)
