package prose

import (
	"strings"

	"monban/detect"
)

// vitas are titles of papers in which somebody tells what he has learned and where
// he has worked, and of their sections. The companies in them are no offices where
// he is reached, as those in a signature are.
var vitas = map[string]bool{"履歴書": true, "職務経歴書": true, "業務経歴書": true, "経歴書": true, "職歴書": true, "スキルシート": true, "エントリーシート": true,
	"身上書": true, "釣書": true, "自己紹介書": true, "学歴・職歴": true, "学歴職歴": true, "職務経歴": true, "職務要約": true, "職務概要": true, "経歴要約": true,
	"curriculum vitae": true, "resume": true}

// vitaShortest and vitaLongest are the lengths in bytes of the lines that are looked
// at for such a title: from 釣書 to 【履 歴 書】(2025年4月1日現在).
const vitaShortest, vitaLongest = len("釣書"), 80

// vita reports whether a line is such a title.
func vita(norm string) bool {
	if len(norm) < vitaShortest || len(norm) > vitaLongest {
		return false
	}
	s, _, _ := strings.Cut(norm, "(")
	s = strings.Trim(s, " 【】[]<>■□●○◆◇▼▲※・:-=0123456789.")
	return vitas[s] || vitas[strings.ToLower(s)] || vitas[strings.ReplaceAll(s, " ", "")]
}

// careers are words for what has become of somebody at schools and in companies.
var careers = detect.NewWords(`入学 卒業 中退 修了 入社 退社 入職 退職 転職 従事 勤務 配属 出向 就任 現在に至る`)

// careerOf takes a line of such a paper as somebody's career.
func (r *Reader) careerOf(t *detect.Text, office bool) {
	if !t.Has(careers) && !(office && t.Chars&detect.HasDigit != 0) {
		return
	}
	end := len(t.Norm)
	r.items = append(r.items, item{line: r.line, end: end, Value: detect.Value{Kind: detect.Career, Loc: t.Loc, Hidden: t.Hidden,
		Text: t.Original(0, end), Odds: 0.5, Evidence: detect.Context}})
}

// formerWork are words with which somebody's last place of work is told.
var formerWork = detect.NewWords(`前職は 前職では 前職が 現職は 前々職は 前の職場は 前の会社は`)

// formerWorkMost is the length in bytes of what is told of it.
const formerWorkMost = 90

// worked takes what a line says of where somebody has worked: 前職は食品工場の検品で….
// What somebody is quoted with stands in a leaflet.
func (r *Reader) worked(t *detect.Text) {
	t.Each(formerWork, func(_, end int) {
		told, _, _ := strings.Cut(t.Norm[end:], "。")
		told, _, _ = strings.Cut(told, "、")
		if len(told) < len("工場") || len(told) > formerWorkMost || strings.HasPrefix(told, "?") || strings.Contains(t.Norm[:end], "「") || strings.HasPrefix(told, "何") || strings.Contains(told, "円") || strings.Contains(told, "さん") {
			return // a wage, or of whom else it tells
		}
		r.tell(detect.Career, end, end+len(told), -0.5)
	})
}
