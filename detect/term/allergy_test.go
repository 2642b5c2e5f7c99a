package term

import (
	"slices"
	"testing"

	"monban/detect"
)

// What somebody does not bear may be anything.
func TestAllergiesByTheirThing(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct{ s, want string }{
		{"前回ジアミンアレルギーとわかった", "ジアミンアレルギー"},
		{"ｿﾊﾞｱﾚﾙｷﾞｰ（重度）", "ソバアレルギー"},
		{"ヨード過敏。ピアス除去", "ヨード過敏"},
		{"グルテン不耐症で除去食", "グルテン不耐症"},
		{"造影剤過敏症もある", "造影剤過敏症"},
		{"クラビットアレルギーあり", "クラビットアレルギー"},
		{"うるしかぶれで受診", "うるしかぶれ"},
		{"海老・蟹アレルギーです", "蟹アレルギー"},
		{"たけのこアレルギー疑い", "たけのこアレルギー"},
		{"田中さんの娘さんは絹アレルギー", "絹アレルギー"},
	} {
		if got := kinds(f, text(tc.s))[detect.Diagnosis]; !slices.Contains(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.s, got, tc.want)
		}
	}
	for _, s := range []string{
		"ソバアレルギー表示の見積", "グルテンアレルギーフリーのパン", "抗アレルギー薬の市場", "ノンアレルギーコスメ", "西洋かぶれ", "アメリカかぶれ",
		"料金アレルギー", "電話アレルギー", "蕎麦アレルギーの方はご遠慮ください", "ゴマアレルギー検査キットを発注", "ジアミンアレルギー対応カラー剤", "神経過敏な画面",
	} {
		if got := kinds(f, text(s)); len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", s, got)
		}
	}
}
