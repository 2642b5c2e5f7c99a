package rules

import (
	"testing"

	"monban/detect"
)

// A label with blanks before its colon is a label, English ones have two words, and
// whom a file of an office is kept of is not whoever keeps it.
func TestLabelsOfRecords(t *testing.T) {
	crime, career := []detect.Kind{detect.CriminalRecord}, []detect.Kind{detect.Career}
	e := engine(t)
	for _, c := range []formCase{
		{"aligned", "Applicant : 黒木 沙織\nDOB       : 1990-02-03\nEducation : 北見工科大学 卒業\nCriminal  : 2018年 窃盗罪 罰金30万円\n", 1, append(crime, career...), nil},
		{"two words", "Name: 黒木 沙織\nDOB: 1990-02-03\nCriminal record: 窃盗罪 懲役1年\n", 1, crime, nil},
		{"no record", "Applicant : 黒木 沙織\nDOB       : 1990-02-03\nCriminal check: None found\nCriminal history: no record\n", 1, nil, crime},
		{"what a lawyer does", "Civil     : contracts, leases\nCriminal  : defence in theft and fraud cases\nContact   : Taro YAMADA, 03-1234-5678\n", 1, nil, crime},
		{"settings", "名前空間     : app.core\n状態         : running\nName         : nginx-proxy\nEducation    : 社内研修の教材を改訂\n", 0, nil, career},
		{"the head of a household", "世帯主：岸本 隆（昭和40年3月2日生）\n担当：佐野\n\nR7.11.5 訪問\n糖尿病で通院中。\n", 1, []detect.Kind{detect.Diagnosis, detect.BirthDate}, nil},
		{"a mother at the desk", "担当：佐野\n母：岸本 孝子さん（来所）\nうつ病で通院中。\n", 1, []detect.Kind{detect.Diagnosis}, nil},
		{"a course", "担当：佐野\n世帯主の申請方法の説明。糖尿病予防教室の案内。\n", 0, nil, []detect.Kind{detect.Diagnosis}},
	} {
		c.check(t, e, "txt")
	}
}
