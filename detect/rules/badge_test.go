package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// A number beside somebody's name is that of a student or of an employee where the
// section speaks of a school, or of work.
func TestNumbersBesideNames(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want string // the values with | between them
	}{
		{"受験上の配慮申請：姉崎 環（23-0418）　別室", detect.StudentNumber, "23-0418"},
		{"野津 ひかり（21E0478、経済学部4年）来室。", detect.StudentNumber, "21E0478"},
		{"進路調査\n2143098 関谷 茉莉 就職", detect.StudentNumber, "2143098"},
		{"三笠 結衣、2240871、薬学部3年。", detect.StudentNumber, "2240871"},
		{"産業医面談\n面談者：城戸 真理子（204871）", detect.EmployeeNumber, "204871"},
		{"通勤経路の変更\n大鷹 修司（E-50732）", detect.EmployeeNumber, "E-50732"},
		{"昇格候補\n・5507 益田 早苗　衛生管理者\n・4816 都築 俊彦　現場20年", detect.EmployeeNumber, "5507|4816"},
		{"臼井さん（77310）の欠勤が続いている。", detect.EmployeeNumber, "77310"},
		{"110936　江川 雅人　産業医の面談", detect.EmployeeNumber, "110936"},
		{"寒川 陸（文学部2年・B5510762）　ノートテイクを配置", detect.StudentNumber, "B5510762"},
		{"金 敏雅（22-E-0551）　授業料の分納を希望", detect.StudentNumber, "22-E-0551"},
		{"鏑木 佑さん（2024551305）の学内アカウントを初期化しました。", detect.StudentNumber, "2024551305"},
		{"仁科 竜也　H-5587　日給13,500円", detect.EmployeeNumber, "H-5587"},
		{"5520461　佐治 洋介　67歳 男性\n#1 左被殻出血", detect.PatientNumber, "5520461"},
		{"江藤 イネ様（0005514826）退院前カンファの件。褥瘡は仙骨部に3cm。", detect.CareInsurance, "0005514826"},

		{"江藤 イネ様（0005514826）ご注文の品を発送", detect.CareInsurance, ""},
		{"江藤 イネ様（0005514826）納品は5月10日", detect.CareInsurance, ""},
		{"大鷹 修司　H-5587　糖尿病の新薬の資料を持参", detect.StudentNumber, ""},
		{"人事部 内線表\n真壁 恵理（4410）\n大鷹 修司（4412）", detect.EmployeeNumber, ""},
		{"人事異動　2024年4月1日付\n真壁 恵理（2024）\n大鷹 修司　20240401", detect.EmployeeNumber, ""},
		{"座席表　学生ホール\nA-101 真壁 恵理\n305 大鷹 修司", detect.StudentNumber, ""},
		{"社員旅行の注文\n真壁 恵理（204871）", detect.EmployeeNumber, ""},
		{"訪問先　真壁 恵理様（150-0041）　社員が訪問", detect.EmployeeNumber, ""},
		{"学生の論文　真壁 恵理（2019）、大鷹 修司（2021）", detect.StudentNumber, ""},
		{"従業員別の売上\n真壁 恵理 1234567", detect.EmployeeNumber, ""},
		{"お取引先：真壁 恵理様（204871）\n納品は5月10日。", detect.EmployeeNumber, ""},
	} {
		if got := strings.Join(valuesIn(t, e, tc.text, tc.kind), "|"); got != tc.want {
			t.Errorf("%q: got %s %q, want %q", tc.text, tc.kind, got, tc.want)
		}
	}
}
