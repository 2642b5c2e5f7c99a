package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// What stands in brackets behind a name, or as one letter beside it, is of whom it names.
func TestListsInBracketsBehindNames(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want string // the values with | between them
	}{
		{"被災者：毛利 克也（29、0430716、経験2年）　労災の件", detect.Age, "29"},
		{"被災者：毛利 克也（29、0430716、経験2年）　労災の件", detect.EmployeeNumber, "0430716"},
		{"国分 れいな（女、6）、保護者と来所", detect.Age, "6"},
		{"段田 りこさん（高2、17）と志賀 遥さん（34・営業）", detect.Age, "17|34"},
		{"吉見 航（41、男、独身）", detect.Sex, "男"},
		{"渋川 和人（38、旅券MZ3390517）の件。", detect.Passport, "MZ3390517"},
		{"広重 直美　F　1981/03/27", detect.Sex, "F"},
		{"2　SHIRAISHI/KEN　TS1149063　M", detect.Sex, "M"},
		{"パスポート情報\n2　SHIRAISHI/KEN　TS1149063　M", detect.PersonName, "SHIRAISHI/KEN"},
		{"氏名 アデバヨ・オル　旅券 AK4097135　ナイジェリア", detect.Nationality, "ナイジェリア"},
		{"別府 洋さん　0081-554\n右肺腺がん、在宅酸素", detect.PatientNumber, "0081-554"},
		{"根岸 隆　ID 118204\n白内障、眼圧は右18", detect.PatientNumber, "118204"},
		{"ID 77-31046　広重 直美\n胆石症、ヨード過敏", detect.PatientNumber, "77-31046"},
		{"久世様　20418　心房細動でワーファリンを内服中", detect.PatientNumber, "20418"},
		{"入社手続き（10/1付）\n桑名 彩花　1996年2月14日　埼玉県川越市砂新田2丁目18番7号", detect.BirthDate, "1996年2月14日"},
		{"久世様　20418　ワーファリン錠1mgを内服中、内科からFAX返信あり。心房細動。", detect.PatientNumber, "20418"},

		{"久世様　FAX 204188　心房細動", detect.PatientNumber, ""},
		{"佐藤 健（10、11日休み）", detect.Age, ""},
		{"佐藤 健（3、5班）、鈴木 真（2・4班）", detect.Age, ""},
		{"佐藤 健さん（25、26日に来社）", detect.Age, ""},
		{"順位表　1 佐藤 健（38、42、80）", detect.Age, ""},
		{"佐藤 健選手（20、8得点）", detect.Age, ""},
		{"佐藤 健（16、第3会議室）", detect.Age, ""},
		{"シャツ 佐藤 健　M　2枚", detect.Sex, ""},
		{"サイズ：佐藤 健 L　高木 真 M", detect.Sex, ""},
		{"佐藤 健様　103-22014　ご注文ありがとうございます。", detect.PatientNumber, ""},
		{"佐藤 健様　20418　納品は5月10日", detect.PatientNumber, ""},
		{"入社日\n桑名 彩花　1996年2月14日　埼玉県川越市砂新田2丁目18番7号", detect.BirthDate, ""},
	} {
		if got := strings.Join(valuesIn(t, e, tc.text, tc.kind), "|"); got != tc.want {
			t.Errorf("%q: got %s %q, want %q", tc.text, tc.kind, got, tc.want)
		}
	}
}
