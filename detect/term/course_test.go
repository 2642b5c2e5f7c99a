package term

import (
	"slices"
	"testing"

	"monban/detect"
)

// Types, levels, sides, scales and ways to operate belong to the name of a disease.
func TestNamesOfDiseasesWithTheirCourse(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct {
		s    string
		kind detect.Kind
		want string
	}{
		{"右滲出型加齢黄斑変性です", detect.Diagnosis, "右滲出型加齢黄斑変性"},
		{"C型肝硬変、減塩", detect.Diagnosis, "C型肝硬変"},
		{"L4/5腰椎椎間板ヘルニアでした", detect.Diagnosis, "L4/5腰椎椎間板ヘルニア"},
		{"Th12圧迫骨折", detect.Diagnosis, "Th12圧迫骨折"},
		{"第3腰椎圧迫骨折で入院", detect.Diagnosis, "第3腰椎圧迫骨折"},
		{"右ハムストリングス肉離れ 全治4週", detect.Diagnosis, "右ハムストリングス肉離れ"},
		{"右足首の剥離骨折", detect.Diagnosis, "右足首の剥離骨折"},
		{"両耳の感音性難聴", detect.Disability, "両耳の感音性難聴"},
		{"感音性難聴（両側）で", detect.Disability, "感音性難聴(両側)"},
		{"膵臓がん末期の方", detect.Diagnosis, "膵臓がん末期"},
		{"パーキンソン病（Yahr3）。", detect.Diagnosis, "パーキンソン病(Yahr3)"},
		{"慢性腎臓病G3b、透析", detect.Diagnosis, "慢性腎臓病G3b"},
		{"切迫早産（29週）", detect.Diagnosis, "切迫早産(29週)"},
		{"肝硬変（アルコール性）", detect.Diagnosis, "肝硬変(アルコール性)"},
		{"腹腔鏡下胆嚢摘出術後", detect.Diagnosis, "腹腔鏡下胆嚢摘出術"},
		{"右中指末節骨骨折", detect.Diagnosis, "右中指末節骨骨折"},
		{"食物依存性運動誘発アナフィラキシー", detect.Diagnosis, "食物依存性運動誘発アナフィラキシー"},

		{"うつ病（休職中）", detect.Diagnosis, "うつ病"},
		{"喘息（ステロイド吸入）", detect.Diagnosis, "喘息"},
		{"B型肝炎（男性）", detect.Diagnosis, "B型肝炎"},
		{"慢性腎臓病 GW明けに受診", detect.Diagnosis, "慢性腎臓病"},
		{"会議室B2型糖尿病の件", detect.Diagnosis, "2型糖尿病"},
		{"第2会議室 骨折で欠席", detect.Diagnosis, "骨折"},
	} {
		if got := kinds(f, text(tc.s))[tc.kind]; !slices.Contains(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.s, got, tc.want)
		}
	}
}
