package rules

import (
	"strings"
	"testing"
)

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

// A word of which the dictionary alone would say nothing is part of what the sentence
// tells of somebody, and tells nothing where it is only named.
func TestWeakWordsInWhatIsTold(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text, tells string
	}{
		{"若山さん、石段の吟行はやめておくそうです。眼圧を下げる目薬を一生さすんだとこぼしていました。", "目薬"},
		{"入江さんのボトルは当分出さんといて。母親から腎臓をひとつもらう手術が済んだんやて。", "手術"},
		{"安斎くんの件、左ひざの皿を留める手術から6週です。しゃがむ作業は外してください。", "手術"},
		{"鷲尾さんは舌の下でとかす薬を首から下げています。", "薬"},
		{"加瀬さん、夕方に薬が切れて動けなくなる時間が2時間ほどあります。", "薬が切れて"},
		{"若山さん、目薬の在庫を30本発注しました。", ""},
		{"入江さん、来週の手術室の清掃は当社が行います。", ""},
		{"安斎くんへ。新しい手術台の見積を送ってください。", ""},
	} {
		tells := false
		for _, f := range findingsIn(t, e, "m.txt", c.text) {
			tells = tells || f.Kind.Special() && strings.Contains(f.Value.Reveal(), c.tells)
		}
		if tells != (c.tells != "") {
			t.Errorf("%s: tells %q: %v", c.text, c.tells, tells)
		}
	}
}

// A word in Latin letters or katakana may be anything; where the dictionary has it among
// the words that it does not believe by themselves, and the sentence tells it of
// somebody, it is that.
func TestAbbreviationsInWhatIsTold(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text, tells string
	}{
		{"辰巳 昭一様、ALSで字が書けなくなり、署名は奥様の代筆です。", "ALS"},
		{"四十万 泰子さんはSLEでプラケニルを飲んでいます。", "SLE"},
		{"パン屋の三瓶さんは心筋梗塞で、ニトロをいつも持っています。", "ニトロ"},
		{"配送の小比類巻さん、ヘルニアの手術から1か月です。", "ヘルニア"},
		{"安孫子さんはペースメーカーを入れているので、溶接の区画には入れません。", "ペースメーカー"},
		{"志村さん、RAの件ですが、販売店（RA）契約の更新をお願いします。", ""},
		{"三瓶さん、ALSのライセンスを3本追加してください。", ""},
		{"安孫子さん、大会のペースメーカーは高校生に頼みました。", ""},
		{"四十万さん、SLEサーバの証明書を更新しました。", ""},
	} {
		tells := false
		for _, f := range findingsIn(t, e, "m.txt", c.text) {
			tells = tells || f.Kind.Special() && strings.Contains(f.Value.Reveal(), c.tells)
		}
		if tells != (c.tells != "") {
			t.Errorf("%s: tells %q: %v", c.text, c.tells, tells)
		}
	}
}
