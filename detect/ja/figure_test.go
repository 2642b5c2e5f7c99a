package ja

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// found lists what Prose finds and would be reported.
func found(n *Namer, text, before string) []string {
	x := Prepare(extract.Unit{Text: text})
	x.Before = before
	var out []string
	namesIn(n, x, func(m detect.Match) {
		if m.Confidence() >= detect.Least {
			out = append(out, x.Norm[m.Start:m.End])
		}
	})
	return out
}

// All names are made up but those of people who died long ago.
func TestProseLeavesFiguresAlone(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{
		"織田信長は1582年に本能寺で没した。",
		"平安時代の歌人、紀貫之の生涯を紹介する。",
		"源頼朝が鎌倉に幕府を開いたころの話です。",
		"紫式部の『源氏物語』を読む会を開きます。",
		"ダーウィンの『種の起源』が並んでいる。",
		"19世紀ドイツの作曲家フリードリヒ・ハイネマンの交響曲を聴いた。",
		"推理作家の黒部蘭子の新作『霧の踏切』が発売された。",
		"絵本作家・小鳩みつる作『ぽんたの冒険』の読み聞かせ",
		"遠山啓介著『はじめての会計』を参考にした。",
		"主演は女優の白川ゆき乃、脚本は野々宮航が担当した。舞台は今月公開。",
		"落語家の三遊亭ぽん太の独演会が開かれる。",
		"ピアニストの榎本玲奈が独奏する。",
		"佐伯首相は記者会見で減税に触れた。",
		"北条知事が県の予算案を発表した。",
		"大統領のロベルト・シルバは演説した。",
		"元首相の熊谷哲郎の銅像が建てられた。",
		"プロ野球選手の大島隼人が決勝で本塁打を打った。",
		"マラソンで渡会瞬選手が優勝し、二位は馬場翼選手だった。",
		"江戸時代の商人、河村九兵衛が築いた堀の跡である。",
		"明治の実業家、石動宗右衛門が創業した。",
		"フレミングの法則を覚える。",
		"大貫（2018）によれば、効果は小さい。",
		"片岡ら（2020）は別の方法を使った。",
		"ピタゴラスの定理とオイラーの公式",
		"葛飾北斎の版画展は来週までです。",
	} {
		if got := found(n, s, ""); len(got) > 0 {
			t.Errorf("%s: found %q, want nobody", s, got)
		}
	}
}

func TestProseKeepsColleagues(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{
		"作家志望の|黒部蘭子|さんが退職します。",
		"|遠山啓介|さんの『業務改善案』を回覧します。",
		"|佐伯|さんが首相の記者会見を見ていた。",
		"優勝したのは営業部の|大島隼人|さんです。",
		"|渡会瞬|さん（電話 090-5555-0101）が決勝に出る。",
		"相談者は元プロ野球選手の|大島隼人|、住所は非公開。",
		"利用者の|河村ハナ|様は大正14年3月2日生まれです。",
		"氏名：|白川ゆき乃|　職業：女優",
		"監督の|瀬川一平|が現場に入ります。",
		"現場代理人の|石動|様と監督員の|熊谷|様が立ち会った。",
		"画家の|榎本玲奈|様からの請求書を処理した。",
		"発表は|北条|主任、司会は|片岡|さんが務めます。",
		"|大貫|さん（2018年入社）が異動します。",
		"|野々宮|さんは『伝わる文章』を読んで感想を書いた。",
		"著者の|遠山啓介|様に原稿料を振り込む口座を確認する。",
	} {
		p := strings.Split(s, "|")
		var want []string
		for i := 1; i < len(p); i += 2 {
			want = append(want, p[i])
		}
		got := found(n, strings.Join(p, ""), "")
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: found %q, want %q", s, got, want)
		}
	}
}

// Given names in hiragana, some of them words, some cut into other words by the
// dictionary.
func TestProseFindsGivenNamesInHiragana(t *testing.T) {
	n := NewNamer(shared)
	for s, want := range map[string]string{
		"ひなたさん（仮名ではない）が来所した。":      "ひなた",
		"こうきくんは元気に登園した。":           "こうき",
		"昼食後、そうたくんがブロックで遊んだ。":      "そうた",
		"つぐみちゃんのお迎えは祖母の予定。":        "つぐみ",
		"担任から、ひかりさんの欠席を聞いた。":       "ひかり",
		"みのりさん、資料をお願いします。":         "みのり",
		"みなさん、おじさんとおばさんにも伝えてください。": "",
		"うさぎさんとくまさんの絵本を読んだ。":       "",
		"たくさん作って、ひなたで乾かします。":       "",
		"新商品「さくらさん」を試食した。":         "",
		"おとなりさんとお向かいさんに挨拶する。":      "",
		"ひよこ組さんとちゅうりっぷ組さんが並んだ。":    "",
	} {
		if got := strings.Join(found(n, s, ""), " "); got != want {
			t.Errorf("%s: found %q, want %q", s, got, want)
		}
	}
}
