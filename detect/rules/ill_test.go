package rules

import (
	"testing"

	"monban/detect"
)

// Of whose health his line tells, the hospital in it is his, and so is what ails in the
// next lines.
func TestHospitalsOfThoseWhoAreIll(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want int
	}{
		{"◎高浜ハル姉：心筋梗塞のため日赤に入院中。", detect.Hospital, 2},
		{"【家庭から】　佐倉 はると　体温37.9\n夕べ吐きました。けやきキッズクリニックで胃腸炎と言われました。", detect.Diagnosis, 1},
		{"出席者　佐倉 はると　柳瀬 光\nけやきキッズクリニックの工事は来月です。胃腸炎に注意。", detect.Hospital, 0},
		{"出席者　佐倉 はると　柳瀬 光\nけやきキッズクリニックの工事は来月です。胃腸炎に注意。", detect.Diagnosis, 0},
	} {
		if got := kindsIn(t, e, asText, tc.text)[tc.kind]; got != tc.want {
			t.Errorf("%q: got %d of %s, want %d", tc.text, got, tc.kind, tc.want)
		}
	}
}
