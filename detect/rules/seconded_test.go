package rules

import "testing"

// What the dictionary and the sense of a sentence both tell is said of whoever is named
// near: an addressee, who signs, a driver. Where only words are named it is of nobody.
func TestToldOfWhoIsNear(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text    string
		special int
	}{
		{"小此木 俊 様\nその後お加減はいかがでしょうか。休職の期間が9月末で満了となります。双極性障害の治療状況を主治医に伺いたく、同封の同意書をご返送ください。", 1},
		{"北条運転士は飛込みに遭って以来、警笛の音で体がこわばり、その場面が勝手に頭に浮かぶという。心的外傷後ストレス障害として労災を申請中。", 1},
		{"盛岡の有働ですが、こちらに来てから酒が増えて、指の付け根がじんじんし、夜は脚がむずむずします。家族のいる名古屋に戻してもらえないでしょうか。", 1},
		{"教習生番号 24-0731 三浦 汐里 AT限定\nてんかんあり。最終発作は高2の冬、以後イーケプラ錠500mgで抑えられている。診断書は可。", 1},
		{"今日の結果です。eGFR 34.8、K 5.6、尿蛋白2+。\nカリウムが高めですのでロケルマ懸濁用散分包5gを1日1包追加しました。\n小暮 トモ子 様　次回 11月5日", 1},
		{"科目 精神看護学　担当教員 工藤 直樹\n第1回 統合失調症の看護\n第2回 双極性障害の看護\n第3回 うつ病の看護", 0},
		{"一般演題3\n座長 塚田 浩（北部大学）\nリワークを利用した双極性障害の3例\nうつ病の再発を防ぐ支援の検討", 0},
		{"議事録\n出席：三好、目黒、戸叶\n認知症カフェの会場を決めた。糖尿病教室は来月に延ばす。次回は目黒が資料を作る。", 0},
		{"株式会社みどり商事 営業部 三好 健\n花粉症と喘息の吸入器の新製品をご案内します。パーキンソン病の方にも扱いやすい形です。", 0},
	} {
		if special, _ := subjectsIn(t, e, "m.txt", c.text); special != c.special {
			t.Errorf("%s: special care of %d people, want %d", c.text, special, c.special)
		}
	}
}
