package prose

import (
	"strings"

	"monban/detect"
)

// How somebody's application goes is told by its stages and by the company.

// stages are steps and ends of an application; endings are those that tell of it only
// as a word of their own: 北都銀行（不採用）.
var (
	stages  = detect.NewWords(`書類選考 一次面接 二次面接 三次面接 最終面接 一次選考 二次選考 最終選考 一次試験 二次試験 最終試験 インターン選考 内定辞退 内定取消 内定取り消し 内定承諾 選考を辞退 選考辞退 書類落ち 選考中 不合格 不採用 辞退 再応募`)
	endings = map[string]bool{"選考中": true, "不合格": true, "不採用": true, "辞退": true, "内定取消": true, "内定辞退": true, "書類落ち": true}
	passed  = detect.NewPhrases(`通過 待ち まで進 に進 へ進 へ( が残 を受け に合格 は合格 で不採用 で不合格 で落ち 落ち は辞退 を辞退 の結果待ち の結果を待 に通りま に通った に通過 のご連絡をいただ の連絡あり させていただ したので しました し、 し当社 となりま となった が決まり`)
	// applied are words behind the company where somebody applies.
	applied = detect.NewWords(`より の内定 より内定 から内定 の内々定 から内々定 より内々定 の最終面接 の二次面接 の一次面接 の書類選考 の選考 で最終面接 で二次面接 で一次面接 から不採用 に応募 へ応募 に内定 に採用 を蹴って に決まっ に決定 の最終試験 のインターン選考 へ再応募 に再応募 に就職 様の選考 様の最終面接 様の二次面接 様の一次面接 様の内定 様より内定 の奨学生採用`)
	// wants are words before it.
	wants = detect.NewWords(`併願は 併願: 併願先は 応募先は 応募先: 第一志望は 第一志望: 志望先は 志望: 内定先は 就職先は 就職先: 会社は 決め手は`)
	// applyGeneral are words of plans and advice.
	applyGeneral = detect.NewPhrases(`の順 予定です を行います を実施 の日程 対策 マナー 皆様 みなさん 全員 合否の理由 スケジュール 募集 応募資格 説明会 の率 辞退率 名でした 名、 名が 名は 名に 名の 名を 社が 社は 集計 ください。Q のときは したいとき 割合 % 案内 補助金 助成金 園児 候補地 入札 予算 ロット 強度 コンペ 作品 審査会 論文 企画`)
	// hiring are words of texts about applicants: exams and proposals are failed and declined, too.
	hiring = detect.NewWords(`面接 内定 応募 応募先 応募者 志望 求人 就職 就活 併願 入社 新卒 候補者 受検者 キャリア 推薦分 県職員 市職員 公務員 転職 採用面接 採用メール 採用試験`)
	sure   = detect.NewPhrases(`書類選考 一次面接 二次面接 三次面接 最終面接 内定 選考を辞退 選考辞退 書類落ち インターン`)
)

// applications takes what a line tells of somebody's applications.
func (r *Reader) applications(t *detect.Text) {
	has := t.Has(stages)
	if !has && !t.Has(applied) && !t.Has(wants) || applyGeneral.In(t.Norm) || !r.somebody() {
		return
	}
	s := t.Norm
	t.Each(applied, func(start, end int) {
		if s[start:end] == "より" && !strings.Contains(detect.Head(s[end:], givesMost), "内定") {
			return
		}
		for range companiesMost { // 北都銀行と三光電機の内定
			from := company(s, start)
			if from < 0 {
				return
			}
			r.tell(detect.JobOffer, from, start, -0.5)
			if start = len(strings.TrimSuffix(strings.TrimSuffix(s[:from], "と"), "、")); start == from {
				return
			}
		}
	})
	t.Each(wants, func(_, end int) {
		if to := companyOn(s, end); to > 0 && (forms.Begins(s[end:]) != "" || companyEnds.EndsIn(s[end:to])) {
			r.tell(detect.JobOffer, end, to, -0.5)
		}
	})
	if has {
		t.Each(stages, func(start, end int) {
			word := s[start:end]
			if alone := fieldBegins(s[:start]) && fieldEnds(s[end:]); passed.Begins(s[end:]) == "" && !(alone && endings[word]) || word == "辞退" && !alone {
				return
			}
			if sure.Begins(word) == "" && !r.recently(t, hiring) {
				return
			}
			r.tell(detect.JobOffer, start, end, -0.5)
			r.appliedAt(s, start)
		})
	}
}

// companiesMost is how many companies are read that stand side by side, and givesMost
// how far behind より, in bytes, it is told that a company gives work to somebody.
const companiesMost, givesMost = 4, 60

// appliedAt takes the company in front of a stage or of the bracket in which it
// stands: 4月 株式会社みなと（不採用）.
func (r *Reader) appliedAt(s string, start int) {
	at := len(strings.TrimRight(s[:start], " (、で"))
	if at < start && at > 0 {
		if from := company(s, at); from >= 0 {
			r.tell(detect.JobOffer, from, at, -0.5)
		} else if from := runBack(s, at); at-from >= len("オプト") && from > 0 && s[from-1] == ' ' && s[at] == ' ' && strings.ContainsFunc(s[from:at], katakana) {
			r.tell(detect.JobOffer, from, at, -0.5) // …様 日新オプト 書類選考で不採用
		}
	}
}
