package prose

import (
	"strings"

	"monban/detect"
)

// offers say how somebody's application ended. 内定 alone is said of appointments
// and budgets as well.
var offers = detect.NewWords(`不採用 採用を見送 採用は見送 採用を見合わせ 採用内定 内々定 内定通知 内定を出し 内定しました 内定いたしました 採用することを内定 採用とさせて 不合格とさせて`)

// appointments stand before 内定 where a company decides about itself.
var appointments = detect.NewPhrases(`異動 役員 取締役 人事 予算 事業 補助金 工事 配当 組織`)

// offered takes what a line says of an application.
func (r *Reader) offered(t *detect.Text) {
	t.Each(offers, func(start, end int) {
		if strings.HasPrefix(t.Norm[end:], "者") || strings.HasPrefix(t.Norm[end:], "式") || strings.HasPrefix(t.Norm[end:], "通知書の") {
			return // those who have one, and what is held for them
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
