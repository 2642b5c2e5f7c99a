package person_test

import (
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/detect/person"
	"monban/extract"
)

func TestRules(t *testing.T) { detecttest.Run(t, person.Rules()) }
func FuzzRules(f *testing.F) { detecttest.Fuzz(f, person.Rules()) }

func TestCleanLines(t *testing.T) { detecttest.Clean(t, person.Rules(), detecttest.CleanLines()) }

func TestBirthDateCells(t *testing.T) {
	for _, c := range []struct {
		label, text, raw string
		typ              extract.Type
		want             string // the key of the date, "" for none
	}{
		{"生年月日", "1985/1/2", "", extract.Text, "1985-01-02"},
		{"生年月日", "31049", "", extract.Number, "1985-01-02"},
		{"生年月日", "36585", "", extract.Number, "2000-02-29"},
		{"生年月日", "16664", "", extract.Number, "1945-08-15"},
		{"生年月日", "2-Jan-85", "1985-01-02", extract.Date, "1985-01-02"},
		{"生年月日", "S60.1.2", "1985-01-02", extract.Date, "1985-01-02"},
		{"生年月日（西暦）", "19850102", "", extract.Number, "1985-01-02"},
		{"ご誕生日", "昭和60年1月2日", "", extract.Text, "1985-01-02"},
		{"利用者生年月日", "S60/1/2", "", extract.Text, "1985-01-02"},
		{"birthDate", "1985-01-02", "", extract.Text, "1985-01-02"},
		{"birth_date", "1985-01-02 00:00:00", "", extract.Text, "1985-01-02"},
		{"DOB", "02/01/1985", "", extract.Text, "1985-02-01"},
		{"生年月日", "3600102", "", extract.Text, "1985-01-02"},
		{"生年月日", "60.1.2", "", extract.Text, "1960-01-02"},
		{"入社日", "1985/1/2", "", extract.Text, ""},
		{"有効期限", "31049", "", extract.Number, ""},
		{"数量", "31049", "", extract.Number, ""},
		{"日付", "2024/4/1", "2024-04-01", extract.Date, ""},
		{"生年月日", "不明", "", extract.Text, ""},
		{"生年月日", "2085/1/2", "", extract.Text, ""},
	} {
		text := detecttest.Unit(extract.Unit{Text: c.text, Raw: c.raw, Type: c.typ}, c.label)
		got := ""
		for _, r := range person.Rules() {
			for _, m := range detecttest.Find(r, text) {
				if r.Kind != detect.BirthDate {
					t.Errorf("%s: %s: found as %s", c.label, c.text, r.Kind)
				}
				got += m.Key
			}
		}
		if got != c.want {
			t.Errorf("%s: %s: got %q, want %q", c.label, c.text, got, c.want)
		}
	}
}

func TestPersonCells(t *testing.T) {
	for _, c := range []struct {
		label, text string
		want        detect.Kind
	}{
		{"年齢", "34", detect.Age},
		{"年齢（歳）", "34", detect.Age},
		{"満年齢", "34歳", detect.Age},
		{"age", "7", detect.Age},
		{"年齢", "134", ""},
		{"年齢", "30代", ""},
		{"年齢層", "30", ""},
		{"平均年齢", "34", ""},
		{"性別", "女", detect.Sex},
		{"性別", "Ｍ", detect.Sex},
		{"性別(男:1 女:2)", "2", detect.Sex},
		{"gender", "Female", detect.Sex},
		{"性別", "不明", ""},
		{"性別", "男・女", ""},
		{"サイズ", "M", ""},
		{"数量", "2", ""},
		{"年収（万円）", "480", detect.Salary},
		{"月給", "¥280,000", detect.Salary},
		{"総支給額", "312500", detect.Salary},
		{"希望年収", "600万円程度", detect.Salary},
		{"障害年金額", "780,900円", detect.Salary},
		{"平均年収", "4500000", ""},
		{"想定年収", "400万円～600万円", ""},
		{"給与支払日", "25", ""},
		{"賞与", "年2回", ""},
		{"売上高", "4500000", ""},
	} {
		text := detecttest.Cell(c.label, c.text)
		for _, r := range person.Rules() {
			want := 0
			if r.Kind == c.want {
				want = 1
			}
			if got := detecttest.Find(r, text); len(got) != want {
				t.Errorf("%s: %s: %d of kind %s, want %d", c.label, c.text, len(got), r.Kind, want)
			}
		}
	}
}
