package prose

import (
	"strings"

	"monban/detect"
)

// A colleague is named with his title or his department: 鵜飼次長, 経理の仁科さん. Mostly
// he does his work there; where nobody else is spoken of and the section tells
// how somebody is, it tells of him: 鵜飼次長、金曜に言葉が出なくなり、入院しています.

// fellows stand before the name of one of an office of whom others write.
var fellows = detect.NewPhrasesOf(append([]string{"当社", "弊社", "当院", "当法人", "当方", "教諭", "顧問", "面談者"}, near...))

// titledBehind are the titles behind such a name.
var titledBehind = detect.NewPhrasesOf(append([]string{"課長補佐", "次長補佐", "顧問", "支店長", "支社長", "工場長", "本部長", "副部長", "教頭", "園長", "先生"}, ranks...))

// fellow reports whether nothing but a title or a word for colleagues makes the name
// s[start:end] that of somebody at his work.
func fellow(s string, start, end int) bool {
	before := strings.TrimRight(s[:start], " (の:は・")
	if signsOff(s[:start], strings.TrimLeft(s[end:], " ")) {
		return false
	}
	if work := rolesBefore.Ends(before); work != "" {
		return fellows.Ends(before) != "" && !writes(s[:start])
	}
	return titledBehind.Begins(strings.TrimLeft(s[end:], " ")) != ""
}

// fellowsOf returns the items that name such colleagues: where a section speaks of
// nobody else, it tells of them and not of who signs it.
func fellowsOf(items []item, owner []int) (names []int) {
	for i := range items {
		if o := owner[i]; o >= 0 && items[o].fellow {
			names = append(names, i)
		}
	}
	return names
}

// himself are words of the sentences that tell how a colleague is, beside ails.
var himself = detect.NewPhrases(`本人 面談 病休 時差出勤 就労 運ばれ 受診 通院 見舞 緩和ケア 復職 就業 配慮 不在 服用 内服 傷病手当 飲んで 伏せ 勤務し か月目 週目 使うように を訴え`)

// dealings are words of lines that tell of illnesses as an office deals with them.
var dealings = detect.NewPhrases(`研修 講演 講座 講義 セミナー 学会 勉強会 マニュアル 手順 対策 予防 啓発 ポスター 特集 原稿 授業 単元 教材 統計 見積 在庫 発注 補充 市場 新製品 製品 商品 商談会 開発し 開発す 開発中 価格 料金 単価 資料 キット 標準 添付文書 改訂 新刊 ワクチン 日程 案内 の方 の人 のある人 する人 人が 患者 利用者 顧客 お客 社員へ 社員の 注文 集計 件数 装置 器具 展示 発表 論文 治験 イベント 募集 取材`)

// fellowships notes of what the line t tells, in a section that names a colleague,
// whether it tells how somebody is, or of the trade. from is the first item of the line.
func (r *Reader) fellowships(t *detect.Text, from int) {
	if r.fellow == 0 || r.line-r.fellow > aboveMost {
		return
	}
	asked, personal, ailing := false, false, false
	for i := from; i < len(r.items); i++ {
		it := &r.items[i]
		if !told.Has(it.Kind) {
			continue
		}
		if !asked {
			s := t.Norm[:min(len(t.Norm), fellowMost)]
			asked, personal = true, !dealings.In(s)
			ailing = personal && (ails.In(s) || himself.In(s))
		}
		it.personal, it.ails = personal, ailing
	}
}

// fellowMost is how much of a line is looked at for such words, in bytes.
const fellowMost = 2000

// ill reports whether what is said of a colleague tells how he is himself: two things
// in lines that tell nothing of the trade, one of them in a sentence or beside words for it. A letter tells whom it addresses
// what his examination has found.
func ill(items []item, said owned, person int) bool {
	things, measured, tells := 0, 0, items[person].label // 面談者:
	if items[person].familiar {
		things++
	}
	for i := said.first[person]; i >= 0; i = said.next[i] {
		v := &items[i]
		if !told.Has(v.Kind) || !v.personal || v.general || v.line < items[person].line || v.line == items[person].line && v.pos < items[person].end || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			continue
		}
		things++
		if v.Evidence&detect.Sentence != 0 {
			things++
			tells = true
		}
		tells = tells || v.ails
		if v.Kind == detect.HealthCheck {
			measured++
		}
	}
	if items[person].addressed { // 要精密検査です。受診し、結果をお知らせください。
		return measured > 1
	}
	return tells && things > 1
}

// familiar is how colleagues call each other.
var familiar = detect.NewPhrases(`さん くん 君 ちゃん`)
