package prose

import (
	"strings"

	"monban/detect"
)

// offers say how somebody's application ended. 内定 alone is said of appointments
// and budgets as well.
var offers = detect.NewWords(`不採用 採用を見送 採用は見送 採用を見合わせ 採用内定 内々定 内定通知 内定を出し 内定しました 内定いたしました 採用することを内定 採用とさせて 不合格とさせて
	内定者 内定辞退 採用予定者 入社予定者 採用候補者 最終候補 選考辞退 不採用者 採用者`)

// appointments stand before 内定 where a company decides about itself.
var appointments = detect.NewPhrases(`異動 役員 取締役 人事 予算 事業 補助金 工事 配当 組織`)

// offered takes what a line says of an application.
func (r *Reader) offered(t *detect.Text) {
	t.Each(offers, func(start, end int) {
		if (strings.HasPrefix(t.Norm[end:], "者") || candidates[t.Norm[start:end]]) && !r.nameBehind(start, end) || strings.HasPrefix(t.Norm[end:], "式") || strings.HasPrefix(t.Norm[end:], "通知書の") {
			return // those who have one, unless they are named, and what is held for them
		}
		if appointments.In(t.Norm[:start]) {
			return
		}
		for _, it := range r.items[r.now.from:] {
			if it.pos < end && start < it.end {
				return
			}
		}
		r.items = append(r.items, item{line: r.line, pos: start, end: end, Value: detect.Value{Kind: detect.JobOffer, Loc: t.Loc, Hidden: t.Hidden,
			Text: t.Original(start, end), Odds: -0.5, Evidence: detect.Context}})
	})
}

// abroad are words of lists, in English and Vietnamese, for how somebody's application
// goes.
var abroad = detect.NewPhrasesOf([]string{"offer from", "offer by", "offered by", "offer accepted", "offer pending", "offer declined", "offer received", "offer letter", "job offer", "offer 0", "offer 1", "offer 2", "offer 3", "offer:", "rejected by", "passed interview", "failed interview",
	"đậu", "trúng tuyển", "thư mời", "chờ kết quả", "rớt"})

// separators stand between what such a line says.
const separators = ":-–—→|,;"

// abroadMost is how far behind the name, in bytes, they are looked for.
const abroadMost = 200

// offeredAbroad takes what a line of such a list says: Nguyen Van Thanh : offer from
// Kitakami Precision, accepted. Goods are offered and orders rejected, too: somebody's
// name begins the line, and the words stand right behind a mark.
func (r *Reader) offeredAbroad(t *detect.Text) {
	if t.Chars&detect.HasLatin == 0 {
		return
	}
	for _, it := range r.items[r.now.from:] {
		if it.Kind != detect.PersonName || !it.leads || it.staff || !r.full(&it) {
			continue
		}
		at := -1
		rest := strings.ToLower(t.Norm[it.end:min(len(t.Norm), it.end+abroadMost)])
		for i, c := range rest {
			if strings.ContainsRune(separators, c) && abroad.Begins(strings.TrimLeft(rest[i:], separators+" ")) != "" {
				at = min(it.end+i, len(t.Norm))
				break
			}
		}
		if at >= 0 {
			r.items = append(r.items, item{line: r.line, pos: at, end: len(t.Norm), Value: detect.Value{Kind: detect.JobOffer, Loc: t.Loc, Hidden: t.Hidden,
				Text: t.Original(at, len(t.Norm)), Odds: -0.5, Evidence: detect.Context}})
		}
		return
	}
}

// candidates are such words for those who apply, which tell of somebody when his
// name follows: 内定者：井上さん.
var candidates = map[string]bool{"内定者": true, "内定辞退": true, "採用予定者": true, "入社予定者": true, "採用候補者": true, "最終候補": true, "選考辞退": true, "不採用者": true, "採用者": true}

// nameBehind reports whether a name stands right behind the words at [start:end] of
// the line, or right before them.
func (r *Reader) nameBehind(start, end int) bool {
	s := r.now.t.Norm
	for _, it := range r.items[r.now.from:] {
		if it.Kind != detect.PersonName || it.staff {
			continue
		}
		if it.pos >= end && strings.Trim(s[end:it.pos], " 者:の=-→・()は") == "" || it.end <= start && strings.Trim(s[it.end:start], " さん様氏く君はが:→・(") == "" {
			return true
		}
	}
	return false
}
