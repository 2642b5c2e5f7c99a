package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// The log of a computer centre has 障害, 等級 and 症状, too: of systems. Who stands in it
// has mended them.

// brokenHeads are parts of the headers of such logs: what broke, and what else they tell.
var (
	brokenHeads = []string{"システム", "サーバ", "サブシス", "機器", "ホスト", "回線", "モジュール", "バージョン", "障害番号", "障害no", "障害id", "障害管理番号", "障害票", "障害件名", "インシデント", "チケット", "プログラム", "画面id", "画面名", "機能名", "復旧", "検知", "バグ"}
	mendedHeads = []string{"原因", "処置", "暫定", "恒久", "対策", "影響", "発生日", "発生時刻", "検出", "再現", "完了日", "解決", "切り分け", "復旧", "停止時間", "ステータス", "状態", "状況", "等級", "重大度", "緊急度", "優先度"}
	// patients are kinds of data that are of people, of which a log of troubles has none.
	patients = detect.SetOf(detect.BirthDate, detect.Age, detect.Sex, detect.MyNumber, detect.PatientNumber, detect.Address, detect.Hospital, detect.Doctor, detect.Medication)
)

// mended reports whether the rows are troubles of systems, with nobody but those who
// mend them.
func (g *grid) mended() bool {
	if g.kinds(patients) || slices.ContainsFunc(g.cols, func(c *column) bool { return c.kind == detect.PersonName && c.whose != detect.Staff }) {
		return false
	}
	broken, mends := false, 0
	for _, c := range g.cols {
		has := func(w string) bool { return c.header != "" && strings.Contains(c.header, w) }
		if slices.ContainsFunc(brokenHeads, has) {
			broken = true
		}
		if slices.ContainsFunc(mendedHeads, has) {
			mends++
		}
	}
	return broken && mends >= 2
}
