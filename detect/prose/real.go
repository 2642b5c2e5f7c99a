package prose

import (
	"cmp"
	"slices"
	"strings"

	"monban/detect"
)

// A text may look made up, ask questions or show how to test, and speak of people
// who exist all the same: the case of a training that nobody has made anonymous, a
// dump of the customers as data for a test. What tells them is how much is said of
// each: inventors of examples seldom give several people full names and an illness
// each, or a date of birth, and hardly ever a number by which one reaches them.

// A real counts such signs in a section.
type real struct {
	reached bool // by a number of his own: a mobile telephone, an account
	born    int  // people beside whose name a date of birth stands
	cared   int  // people of whom special care is told, by their full name
	named   int  // people with a full name that no form shows
	called  bool // one of them is called as people are whom one deals with
}

// realOf looks for them among the items of a section. What is said of somebody
// stands in the line of his name or the next one.
func (r *Reader) realOf(items []item) real {
	var found real
	cared, born, named := map[string]bool{}, map[string]bool{}, map[string]bool{}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(items[a].line, items[b].line), cmp.Compare(items[a].pos, items[b].pos))
	})
	who := -1
	for _, i := range order {
		v := &items[i]
		switch {
		case v.Kind == detect.PersonName:
			if who = -1; r.full(v) {
				who = i
				named[v.Key] = true
			}
			continue
		case !detect.Believed(v.Odds, v.Evidence|detect.WithPerson) || v.Evidence&detect.Sample != 0:
			continue
		case known.Has(v.Kind) && !v.Business && !landline(&v.Value) && v.Kind != detect.Password && v.Kind != detect.LoginID:
			found.reached = true
		}
		if who < 0 || v.line > items[who].line+1 {
			continue
		}
		switch key := items[who].Key; {
		case v.Kind == detect.BirthDate:
			born[key] = true
		case v.Kind.Special():
			cared[key] = true
			found.called = found.called || items[who].Evidence&detect.Honorific != 0
		}
	}
	found.born, found.cared, found.named = len(born), len(cared), len(named)
	return found
}

// full reports whether an item is a family and a given name, and none that forms
// and tests are filled in with.
func (r *Reader) full(v *item) bool {
	return v.Kind == detect.PersonName && v.subject && !v.Alias && v.Evidence&detect.Sample == 0 && !r.senses.Example(v.Text) &&
		(v.Evidence&detect.NameParts != 0 || strings.ContainsAny(v.Text, " 　"))
}

// trialMost is how many people values to test with may name who seem to exist.
const trialMost = 2

// tried drops what stands in the values of source code to test with, unless it
// names several people by their full names, as data do that somebody has copied. One
// of three may have a name that nobody knows; the numbers tell of him.
func (r *Reader) tried(items []item) []item {
	names, numbers, any := map[string]bool{}, map[string]bool{}, false
	for i := range items {
		v := &items[i]
		switch any = any || v.trial; {
		case v.trial && r.full(v):
			names[v.Key] = true
		case v.trial && known.Has(v.Kind):
			numbers[v.Key] = true
		}
	}
	if !any || len(names) > trialMost || len(names) == trialMost && len(numbers) > trialMost {
		return items
	}
	kept := items[:0]
	for i := range items {
		if !items[i].trial {
			kept = append(kept, items[i])
		}
	}
	return kept
}

// filled reports whether the example in a range of the line is filled in with what
// somebody has: a name that no form shows, and three more kinds beside it.
func (r *Reader) filled(items []item, from, to int) bool {
	named := false
	var kinds detect.KindSet
	for i := range items {
		v := &items[i]
		if v.pos < from || v.pos >= to {
			continue
		}
		if r.full(v) {
			named = true
		} else if v.Kind != detect.PersonName {
			kinds |= detect.SetOf(v.Kind)
		}
	}
	return named && kinds.Len() >= 3
}

// ails are words of a sentence that says how its topic is himself, and others
// those of one that speaks of somebody else, whom he treats or teaches.
var (
	ails   = detect.NewPhrases(`入院 休職 休業 休務 休学 自宅待機 自宅療養 時短 夜勤なし 夜勤免除 就業制限 休ん 休み お休み 療養 倒れ 手術 欠勤 早退 欠席 復職 亡くな 逝去 死去 と診断 を発症 を患 闘病 治療中 治療で 治療のため 診断書 休ませ 言われました 言われて 本人が だそう 搬送 妊娠 既往 持病`)
	others = detect.NewPhrases(`の方の 方が 方を 方に 方へ の人 患者 利用者 入所者 お客 家族 相談 支援 講演 講義 講座 について 研修を を担当 を専門 専門 部下 判例 を理由と 認識 データ 男性 女性 傷病者 要救助者 被災者 社員 職員の 生徒 園児 会員の 会員が 父 母 夫 妻 息子 娘`)
	// mine end what somebody says of himself.
	mine = detect.NewPhrases(`私 わたし 自分 入院する 入院します 入院いたし 休む 休みます お休みをいただ 休ませて 休職する 休職します 休職に入ります 手術を受けます 手術を受ける と診断されました`)
)

// ranksBehind are the titles that may stand behind a name, and bracketMost how long the
// bracket behind them may be.
var ranksBehind = detect.NewPhrasesOf(append(append([]string{"先生", "教諭"}, strings.Fields(crafts)...), ranks...))

const bracketMost = 40

// carers are the titles of those who write mostly of others, and away what is said of them
// only when they are ill themselves, unless the sentence tells what they do for somebody.
var (
	carers = detect.NewPhrases(`看護師 准看護師 保健師 薬剤師 保育士 介護士 社労士 弁護士 司法書士 税理士 相談員 支援員 指導員 栄養士 ケアマネ ケアマネジャー ヘルパー カウンセラー 療法士 心理士 ワーカー 監督 コーチ 院長 施設長 園長 副園長 室長 次長 所長 校長 教頭 知事 市長 町長 村長 町会長 副会長 委員`)
	away   = detect.NewPhrases(`休職 休業に 休業中 病休 休務 欠勤 欠席 早退 復職 時短 夜勤免除 夜勤なし 就業制限 自宅療養 手術で入院 手術のため 治療のため 検査のため 休みを お休み 休んで 休みます 急逝 逝去 死去`)
	tends  = detect.NewPhrases(`中の 聞き取 報告 記録 対応 訪問 説明 付き添 付添 同行 確認 面談 面会 電話 連絡 担当 助言 提案 支援し 支援を 代理人 受任 診察 指摘 読み 質問 発言 述べ 判断 提出し`)
)

// mineNot reports whether what somebody writes behind his name is not that he is ill.
func mineNot(s string) bool {
	s = s[:min(len(s), ailingMost)]
	return !ails.In(s) || others.In(s) || strings.Contains(s, "さん") || strings.Contains(s, "様")
}

// ailingMost is how much of a sentence is looked at for that, in bytes.
const ailingMost = 400

// ailing returns where the sentence ends that says of somebody at his work that he
// is ill himself: 講師の佐藤が脳出血で倒れた。 or, in minutes, 佐藤: 胃がんの手術で入院する。
// It returns 0 when it says no such thing.
func ailing(s string, end int) int {
	rest := strings.TrimLeft(s[end:], " ")
	for _, h := range [...]string{"さん", "氏", "様", "先生"} {
		rest = strings.TrimPrefix(rest, h)
	}
	ranked, cares := false, false
	if title := ranksBehind.Begins(rest); title != "" {
		rest, ranked = rest[len(title):], true
	} else if title := carers.Begins(rest); title != "" {
		rest, cares = rest[len(title):], true
	}
	if strings.HasPrefix(rest, "(") { // 阿久津係長(開発)、適応障害の診断書を受領。
		if n := strings.IndexByte(rest[:min(len(rest), bracketMost)], ')'); n > 0 {
			rest = rest[n+1:]
		}
	}
	if after, ok := strings.CutPrefix(rest, " "); ok && rest != s[end:] { // 経理 佐藤さん 入院中
		rest = "は" + after
	}
	for _, w := range [...]string{"です。", "ですが", "です…"} {
		if self, ok := strings.CutPrefix(rest, w); ok && !mineNot(self) { // 弓道部の加々美です。気胸で入院になりました。
			return min(len(s), end+ailingMost)
		}
	}
	says := strings.HasPrefix(rest, ":")
	if after, ok := strings.CutPrefix(rest, "、"); ok { // 係長 森脇、メニエール病のため夜勤なし。
		if clause, _, _ := strings.Cut(after, "。"); ranked || !strings.Contains(clause, "、") {
			rest = "は" + after
		}
	}
	if !says && !strings.HasPrefix(rest, "は") && !strings.HasPrefix(rest, "が") && !strings.HasPrefix(rest, "も") {
		return 0
	}
	rest = rest[:min(len(rest), ailingMost)]
	to := min(len(s), end+ailingMost)
	if i := strings.Index(rest, "。"); i >= 0 {
		rest, to = rest[:i], end+strings.Index(s[end:], "。")
	}
	if !ails.In(rest) || others.In(rest) || says && !mine.In(rest) || cares && (!away.In(rest) || tends.In(rest)) {
		return 0
	}
	return to
}
