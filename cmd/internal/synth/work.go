package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// What employers, schools and recruiting sites write about people.

var (
	universities = strings.Fields("青葉大学 東山大学 みなと工科大学 北星学園大学 若草女子大学 湾岸経済大学 南風大学 中央情報専門学校 緑丘高等学校 桜坂短期大学")
	faculties    = strings.Fields("工学部情報工学科 経済学部 文学部 法学部法律学科 理学部数学科 商学部 教育学部 農学部 看護学部 情報科学研究科")
	jobs         = strings.Fields("営業 事務 経理 システムエンジニア 販売 介護職 調理 倉庫作業 人事 企画 製造オペレーター デザイナー 看護師 ドライバー")
	departments  = strings.Fields("営業部 総務部 経理部 開発部 製造部 人事部 品質保証部 物流センター 企画室 情報システム課")
	positions    = strings.Fields("部長 課長 係長 主任 一般 パート 契約社員")
	stages       = strings.Fields("書類選考中 一次面接 最終面接 内定 内定承諾 内定辞退 不採用 選考辞退")
	products     = strings.Fields("ボールペン黒 ノートA5 A4コピー用紙 クリアファイル 六角ボルトM8 ワッシャー 段ボール箱120 LED電球 USBケーブル 延長コード 緑茶500ml 食パン6枚切 カップ麺 液体洗剤 軍手 養生テープ ステンレス鋼板 塩ビ管 トナーカートリッジ 電卓")
)

func career(r *rand.Rand) string {
	y := 2005 + r.IntN(15)
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("%d年%s卒業、%sに入社（%s）", y, pick(r, universities), pick(r, companies), pick(r, jobs))
	case 1:
		return fmt.Sprintf("%s %s 卒業。%sで%sを%d年", pick(r, universities), pick(r, faculties), pick(r, companies), pick(r, jobs), 1+r.IntN(12))
	case 2:
		return fmt.Sprintf("%s（%d年%d月～%d年%d月）%s", pick(r, companies), y, 1+r.IntN(12), y+2+r.IntN(4), 1+r.IntN(12), pick(r, jobs))
	}
	return fmt.Sprintf("前職：%s %s。退職理由は契約満了", pick(r, companies), pick(r, jobs))
}

func studentNumber(r *rand.Rand, form string) string {
	switch form {
	case "letter":
		return fmt.Sprintf("%d%c%s", 19+r.IntN(7), "ABCEKLMST"[r.IntN(9)], digits(r, 4))
	case "s":
		return "s" + fmt.Sprintf("%d", 19+r.IntN(7)) + digits(r, 5)
	}
	return fmt.Sprintf("%d%s", 2019+r.IntN(7), digits(r, 4))
}

func policyNumber(r *rand.Rand, form string) string {
	switch form {
	case "letter":
		return letters(r, 2, "ABDHKMSTY") + digits(r, 8)
	case "hyphen":
		return digits(r, 3) + "-" + digits(r, 7) + "-" + digits(r, 1)
	}
	return digits(r, 10)
}

// salary is a yearly income in yen, in even steps as people are paid.
func salary(r *rand.Rand) int { return 10000 * (220 + r.IntN(900)) }
