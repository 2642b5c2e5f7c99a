package rules

import "testing"

// Who looks after others may be ill himself: what tells is that he is away, and that
// the sentence speaks of nobody whom he treats.
func TestCarersThemselves(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"井上看護師は胃がんの手術で入院した。", 1, 1},
		{"斉木保育士が適応障害で休職しています。", 1, 1},
		{"宮田薬剤師は乳がんの治療のため休業に入ります。", 1, 1},
		{"高嶋弁護士はうつ病で休職中です。", 1, 1},
		{"野々村支援員が椎間板ヘルニアの手術で入院となりました。", 1, 1},
		{"菅原相談員、適応障害で来月まで休職。", 1, 1},
		{"堀田院長はくも膜下出血で急逝しました。", 1, 1},
		{"重松監督が心筋梗塞で手術のため欠席です。", 1, 1},
		{"牧野施設長はパーキンソン病のため休職。", 1, 1},
		{"井上研究員が、先週から適応障害で休職しています。", 1, 1},
		{"井上学芸員はうつ病で休職中。", 1, 1},
		{"井上助手はてんかんで通院している。", 1, 1},
		{"井上看護師がうつ病の患者さんの休職相談に対応した。", 0, 0},
		{"井上看護師は胃がんで入院中の方を担当しています。", 0, 0},
		{"井上保健師は、休職中の復職支援について糖尿病の例を報告した。", 0, 0},
		{"井上弁護士が、うつ病による休職の労災認定について講演します。", 0, 0},
		{"井上監督は新作で、がん闘病を描いた。", 0, 0},
		{"井上薬剤師が糖尿病の薬について説明し、早退した。", 0, 0},
		{"井上支援員は、てんかん発作の際の対応を確認し、欠勤時の連絡先を配布。", 0, 0},
		{"井上研究員が胃がんの新薬について発表した。", 0, 0},
		{"井上助手は糖尿病の研究でマウスを使用。", 0, 0},
		{"井上学芸員が、江戸時代の天然痘について解説します。", 0, 0},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}

// Who fills in a form about himself gives his age beside his name; who does so for his
// office gives the office.
func TestWhoAnswers(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"Q1 現在治療中の病気はありますか　　はい（緑内障）\n記入者　志賀陽子　61才", 1, 1},
		{"既往歴　心筋梗塞\n服薬　ワーファリン\n回答者：大槻 昇（72歳）", 1, 1},
		{"緑内障の方への案内について\n記入者　志賀陽子（総務課）", 0, 0},
		{"記入例　糖尿病\n記入者　山田花子　35才", 0, 0},
		{"家庭内暴力の被害者、佐藤花子様。", 1, 1},
		{"家庭内暴力から逃げて来られた八重樫様、今はホテル住まい。", 1, 1},
		{"家庭内暴力の相談窓口　担当 佐藤花子", 0, 0},
		{"家庭内暴力被害者の保護について、佐藤課長が説明した。", 0, 0},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}
