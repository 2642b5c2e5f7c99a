package rules

import (
	"slices"
	"testing"

	"monban/detect"
)

// What a line ends with names the value with which the next one begins.
func TestValuesOfTheNextLine(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		name, text string
		kind       detect.Kind
		want       string // "" for nothing
	}{
		{"a sentence over lines", "確認がとれました。口座番号は\n2858866\nです。毛利 亮介", detect.BankAccount, "2858866"},
		{"a heading in brackets", "【学籍番号】\n22B1074\n【氏名】\n毛利 亮介", detect.StudentNumber, "22B1074"},
		{"asked and answered", "> 毛利 亮介さんの社員番号を教えてください\nE30215です。よろしくお願いします。", detect.EmployeeNumber, "E30215"},
		{"announced", "毛利 亮介様の診察券番号は次のとおりです。\n4581-6508", detect.PatientNumber, "4581-6508"},
		{"a password", "毛利 亮介の初期パスワードを教えてください\nhana-2219Zです。", detect.Password, "hana-2219Z"},
		{"a wage", "毛利 亮介さんの基本給は\n31.5万円です。", detect.Salary, "31.5万円"},
		{"a handbook", "毛利 亮介さんの手帳番号は\n東京都第711385号\nです。", detect.DisabilityCertificate, "711385"},
		{"an order", "毛利 亮介様の注文番号は\n4410-0210\nです。", detect.StudentNumber, ""},
		{"a sentence that has ended", "毛利 亮介さん、学籍番号は必要です。\n22B1074", detect.StudentNumber, ""},
		{"more in the line", "毛利 亮介さんの社員番号は\n30215件の中から探します", detect.EmployeeNumber, ""},
		{"a room", "毛利 亮介さん、教室は\n30215です。", detect.StudentNumber, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := valuesIn(t, e, tc.text, tc.kind)
			if tc.want == "" && len(got) > 0 || tc.want != "" && !slices.Equal(got, []string{tc.want}) {
				t.Errorf("%q: got %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}
