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
