package rules

import (
	"testing"

	"monban/detect"
)

// One person under two names is one; a relative named with something of his own
// is another.
func TestNamesOfOnePerson(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text   string
		people int
		kind   detect.Kind // is the first person's
	}{
		{"田中（旧姓 佐藤）花子さんは、うつ病で通院しています。", 1, detect.Diagnosis},
		{"田中花子（旧姓：佐藤）さんは糖尿病です。", 1, detect.Diagnosis},
		{"田中花子（旧姓佐藤）　昭和55年1月2日生", 1, detect.BirthDate},
		{"田中花子さん、旧姓佐藤さんは離婚後うつ病に。", 1, detect.Diagnosis},
		{"氏名　田中花子\n旧姓　佐藤\n病名　糖尿病", 1, detect.Diagnosis},
		{"グエン・ティ・ラン（通称：木村ラン）さんは結核で入院しました。", 1, detect.Diagnosis},
		{"田中太郎（タナカ・タロウ）さんはうつ病で通院中。", 1, detect.Diagnosis},
		{"田中太郎（たなか たろう）さんはうつ病で通院中。", 1, detect.Diagnosis},
		{"氏名：田中太郎（たなかたろう）\n病名：糖尿病", 1, detect.Diagnosis},
		{"佐藤さんの母が来所。佐藤さんはうつ病で休職中。", 1, detect.Diagnosis},
		{"患者：田中太郎\n母（田中花子 090-1234-5601）より電話。喘息発作とのこと。", 2, detect.Diagnosis},
		{"田中太郎さん（糖尿病）の長女・山田美咲さん（昭和60年3月3日生）が来所。", 2, detect.Diagnosis},
		{"田中太郎・花子ご夫妻は、二人とも糖尿病です。", 2, ""},
		{"田中花子さん（佐藤花子さんの妹）はうつ病です。", 2, ""},
	} {
		people, first, of := map[int]bool{}, 0, 0
		for _, f := range findingsIn(t, e, asText, c.text) {
			people[f.Person] = true
			if f.Kind == detect.PersonName && first == 0 {
				first = f.Person
			}
			if f.Kind == c.kind {
				of = f.Person
			}
		}
		if len(people) != c.people {
			t.Errorf("%q: %d people, want %d", c.text, len(people), c.people)
		}
		if c.kind != "" && (of == 0 || of != first) {
			t.Errorf("%q: %s is person %d's, want %d", c.text, c.kind, of, first)
		}
	}
}
