package term

import (
	"slices"
	"testing"

	"monban/detect"
)

// What brings on a symptom belongs to it, and so does where on the body it is.
func TestWhatBringsOnSymptoms(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct{ s, want string }{
		{"山田さんは朝になると体が鉛のように重いそうです", "朝になると体が鉛のように重い"},
		{"夏休み明けから教室に入ろうとすると涙が出るそうで", "教室に入ろうとすると涙が出る"},
		{"高い所に上がると足がすくむ", "高い所に上がると足がすくむ"},
		{"・泣くと唇が紫になる。", "泣くと唇が紫になる"},
		{"横になると咳が出る", "横になると咳が出る"},
		{"隣の人が電波で邪魔してくる", "隣の人が電波で邪魔してくる"},
		{"物音に怯えて眠れないため", "物音に怯えて眠れない"},
		{"「夜になると使いたくなる」と", "夜になると使いたくなる"},
		{"全身にじんましん出て大変", "全身にじんましん"},
		{"手荒れがひどくて皮膚科に", "手荒れ"},
		{"妻も腰痛があり", "腰痛"},

		{"山田さんによると手が震えるそうです", "手が震える"},
		{"話を聞くと腰が痛くて", "腰が痛くて"},
	} {
		if got := kinds(f, text(tc.s))[detect.Symptom]; !slices.Contains(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.s, got, tc.want)
		}
	}
}
