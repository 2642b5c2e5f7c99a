package rules

import (
	"testing"

	"monban/detect"
)

// What is told beside a word that may be a name bears it out, in lines that are no
// sentences, too.
func TestDoubtfulNames(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]int{
		"猿渡→ストマ面板交換":                1,
		"冨樫 てんかん発作あり、受診":            1,
		"楠見　インスリン自己注射、昼は職員が確認":      1,
		"菱沼ひかり(小5)は1型糖尿病です。":        1,
		"美馬 いつき 2歳児クラス\n慢性肺疾患で在宅酸素": 1,
		"5-1荒牧、気管支喘息の吸入を持参":         1,
		"久慈宅。統合失調症で服薬中断":            1,
		"大神は去年から腰痛があり、腰椎分離症の治療中。":   1,
		"301 安孫子 フェントス2mg貼替済":       1,
		"②岩動 賢　ストーマ用の備蓄なし":          1,
		"・真喜志…1型糖尿病、補食OK":           1,
		"小笠原 登　脳梗塞後遺症":              1,
		"別府 尿中馬尿酸 2.8 / 白滝 頭痛":      2,
		"清水 胃がん検診":                  0,
		"三島 インフルエンザ 12件":            0,
		"日吉 糖尿病教室のご案内":              0,
		"三鷹 認知症カフェ、参加無料":            0,
		"栄 うつ病家族会":                  0,
		"山形 インフルエンザ予防の掲示":           0,
		"会議室B 糖尿病対策の打合せ":            0,
	} {
		if got := kindsIn(t, e, asText, text)[detect.PersonName]; got != want {
			t.Errorf("%q: %d names, want %d", text, got, want)
		}
	}
}

// In lines that are typed alike, who stands where another one is named is named, too.
func TestNamesOfLists(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]int{
		"席2 坪内 そばアレルギー\n席5 八木沢 右耳が不自由\n席6 小林 ワーファリン服用": 3,
		"背番号4 弓削 肉離れ\n背番号9 高橋 健 捻挫\n背番号15 雨宮 突き指":      3,
		"上地 のど痛 / 山本 花子 発熱 / 宮良 異常なし":                  3,
		"12/1 佐藤 武 歩行器\n12/3 壬生 とよ 四点杖":                2,
		"こはるちゃん→卵アレルギー\n虎太郎→ぜんそく":                      2,
		"月：粕谷　ぎっくり腰\n火：真栄田　インフルエンザA型\n水：早川誠　尿管結石":      3,
		"10/3(月) 綾部 腹痛\n10/4(火) 真栄田 捻挫":                2,
		"月：棚卸し\n火：腰痛体操\n水：避難訓練":                        0,
		"会場 3階会議室\n佐藤 健 発熱のため欠席\n備品 車椅子2台":             1,
		"朝食 7時\n昼食 12時\n山本 花子 糖尿病食":                    1,
		"大阪 糖尿病教室\n横浜 認知症カフェ\n新宿 うつ病家族会":               0,
		"みかん アレルギー表示\nりんご アレルギー表示\nトマト":                0,
	} {
		if got := kindsIn(t, e, asText, text)[detect.PersonName]; got != want {
			t.Errorf("%q: %d names, want %d", text, got, want)
		}
	}
}

// What only the sense of a sentence tells, of somebody who only looks like a name in
// kana, is nobody's; nor is an illness that is a word of a game.
func TestGuesses(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text    string
		special int
	}{
		{"メロスは、それゆえ、花嫁の衣裳やら祝宴の御馳走やらを買いに、はるばる市にやって来たのだ。歩いているうちにメロスは、まちの様子を怪しく思った。ひっそりしている。", 0},
		{"8月2日 はれ 32℃\nまさおが元気になった。えさを3つぶ食べた。\n8月15日 はれ\n卵の中に目が見える。\n", 0},
		{"サトミ 「うつ」状態のアイコン変更\n健太郎 バースデーボイスが再生されない不具合\n", 0},
		{"ヒカル 「麻痺」の付与率を修正\n", 0},
		{"高梨様、昼食はせいろです。食物アレルギーは事前連絡をお願いします。", 0},
		{"まさおさんは片方の目がほとんど見えていません。", 1},
		{"利用者の皆川まさおは、片方の目がほとんど見えていない。", 1},
		{"あおいは先週ひきつけを起こして救急車で運ばれました。", 1},
	} {
		if special, _ := subjectsIn(t, e, "a.txt", c.text); special != c.special {
			t.Errorf("%q: special care of %d people, want %d", c.text, special, c.special)
		}
	}
}

// What somebody is thought to have is told of him, and not what leaflets ask.
func TestSuspicions(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text, want string
	}{
		{"田代さん、糖尿病ではないかと言われた。", "糖尿病"},
		{"田代さん、うつ病じゃないかと奥様が心配している。", "うつ病"},
		{"越川さんの長男、場面緘黙ではないかとSCから。", "場面緘黙"},
		{"三好さん、ゲーム障害ではないでしょうか、と母より相談。", "ゲーム障害"},
		{"小椋さん、緑内障ではなかろうかと眼鏡店で言われ受診。", "緑内障"},
		{"田代さんはうつ病ではない。", ""},
		{"田代さん、糖尿病ではないと言われた。", ""},
		{"うつ病ではないかと思ったら、保健師の田代まで。", ""},
		{"認知症ではないか？と心配な方は三好さんへ。", ""},
		{"桑名さんは平成20年から3年間服役していた。", "服役"},
		{"乾様、長男はキリスト教で墓を継がない。", "キリスト教"},
		{"乾さん、キリスト教で有名な建築を見学します。", ""},
		{"鍋島さんは妊娠を告げた翌月に降格となった。", "妊娠"},
	} {
		got := ""
		for _, f := range findingsIn(t, e, "m.txt", c.text) {
			if f.Kind.Special() {
				got = f.Value.Reveal()
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// Words of those who care for people, of which a sentence tells nothing about him who is
// named beside them, are no findings; told of somebody they are.
func TestWordsOfCarersTrade(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text string
		want int
	}{
		{"三好さん、支給決定の一覧を金曜までにお願いします。", 0},
		{"三好さん、一包化の機械の点検に立ち会ってください。", 0},
		{"三好さん、産業医面談の部屋を押さえました。", 0},
		{"三好さん、要支援者名簿の更新は来月です。", 0},
		{"三好さん、残業禁止の日のポスターを貼ります。", 0},
		{"三好さんは統合失調症で、眠前の薬を飲み忘れることが多い。", 1},
	} {
		if special, _ := subjectsIn(t, e, "m.txt", c.text); special != c.want {
			t.Errorf("%s: special care of %d, want %d", c.text, special, c.want)
		}
	}
}
