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

// Short names of hospitals, and the words for those of which a town has one, are somebody's
// where he is taken or goes to them, whatever word says so and on whichever side.
func TestHospitalsWhereSomebodyGoes(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text, want string
	}{
		{"血を吐いたとのこと。搬送先 東葛救命。家族は到着。 大河内 保 様", "東葛救命"},
		{"真鍋さん、マンモで引っかかって、がんセンター行ったって聞きました。", "がんセンター"},
		{"猪股 涼さん、肺に影があり大学病院に回され、来週まで休みます。", "大学病院"},
		{"紺野 栄様 脳梗塞後、転院希望は美浜リハ。", "美浜リハ"},
		{"湯浅 充さん、てんかん。かかりつけ：湊メンタル", "湊メンタル"},
		{"神林さん、肺に影が見つかり、国立病院機構いなほに入院します。", "国立病院機構いなほ"},
		{"北大路さん、うつで心療内科まつおに通っています。", "心療内科まつお"},
		{"蛭間 一さん、中皮の腫瘍で県立医療センター入院。", "県立医療センター"},
		{"国立病院機構の入札は八神さんの担当です。", ""},
		{"北大路さん、三階には内科もあります。", ""},
		{"がんセンターの改修工事は三好さんの担当です。", ""},
		{"三好さん、大学病院への納品は金曜です。", ""},
		{"三好さん、東葛救命の入札書類をお願いします。", ""},
		{"三好さん、美浜リハの求人票を直してください。", ""},
	} {
		got := ""
		for _, f := range findingsIn(t, e, asText, tc.text) {
			if f.Kind == detect.Hospital {
				got = f.Value.Reveal()
			}
		}
		if got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.text, got, tc.want)
		}
	}
}

// What reads as if it were of all who have it is somebody's when the sentence tells it.
func TestGeneralWordsThatAreTold(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		want int
	}{
		{"入居希望 曽根 照子様（81）\n肺気腫がありますが身の回りのことはご自身でできます。ご家族の方はお近くです。", 1},
		{"4年2組 若月 蒼さん\n愛着障害と言われており、初対面の人にも抱きつきます。", 1},
		{"担当 若月\n肺気腫の方は酸素の残量をお確かめください。", 0},
		{"若月さんへ\n糖尿病の方にも召し上がれる菓子の見本です。", 0},
	} {
		if special, _ := subjectsIn(t, e, "m.txt", tc.text); special != tc.want {
			t.Errorf("%q: special care of %d, want %d", tc.text, special, tc.want)
		}
	}
}
