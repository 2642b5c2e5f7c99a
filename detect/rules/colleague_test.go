package rules

import "testing"

// Somebody with a title or a department is a data subject where the text speaks of
// nobody else and tells how he is; where it tells of what he deals with, he is not.
func TestColleaguesWhoAreIll(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"九州支社の鵜飼次長、金曜の商談中に言葉が出なくなり、救急車で運ばれました。右の手足が思うように動かないそうです。", 1, 1},
		{"本日、戸叶部長は終日不在です。昨夜から39度の熱があり、節々が痛くて動けないと本人から電話がありました。", 1, 1},
		{"当社の笹原 由起の傷病手当金の件です。乳がんの手術で休んでおり、指先がしびれてキーボードが打てない状態です。", 1, 1},
		{"氷室課長補佐が会議中に息ができなくなり、パニック障害と診断されました。", 1, 1},
		{"面談者：城戸真理子\n寝つけない、休日も涙が出る、味がしない。\nエスシタロプラム錠10mg開始。", 1, 1},
		{"梶谷 伸一 様\n先日の健康診断で便潜血 2回陽性、Hb 9.8でした。要精密検査です。受診し、結果をお知らせください。健康管理室 湯川", 1, 1},
		{"経理の仁科さんより。パニック障害で電車は各停しか乗れず、時差出勤を認めてほしいとのことです。", 1, 1},
		{"テニススクール様\n息子の壱岐 蒼ですが、血液検査でCK 1,240と出て、横紋筋融解症の疑いで運動を止められました。", 1, 1},
		{"産業保健の柘植課長よりメンタルヘルス研修の案内。うつ病と適応障害の違いを学びます。", 0, 0},
		{"鵜飼主任: ストレスチェックの案内を出しました。不眠や動悸が続くときは相談を。", 0, 0},
		{"鵜飼部長、胃がんの検査装置の見積もりを送ります。大腸がん用も要りますか。", 0, 0},
		{"食中毒予防講習。従業員が下痢や嘔吐のときは調理に入れない。講師 保健所 鵜飼係長。", 0, 0},
		{"笹原 由起 様\n血液検査のHbA1cとLDLの試薬の納期をお知らせください。資材課 湯川", 0, 0},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}
