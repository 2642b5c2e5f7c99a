package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// A list of payments goes to firms, to people, or to both.
func TestAccountsOfFirms(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		why, holders string
		people       int
	}{
		{"firms, as banks write them", "ｶ)ﾔﾏﾄｾｲｺｳ|ﾕ)ﾐﾅﾄｳﾝｿｳ|ﾎｸｾｲｼﾖｳｼﾞ(ｶ|ﾄﾞ)ｱｵﾊﾞ|ﾌｸ)ﾋﾏﾜﾘｶｲ|ｲ)ｱｵｷﾞﾘ", 0},
		{"firms in full", "ヤマトセイコウ（カ|株式会社みなと|一般社団法人北星|カ）アオバ（エイ", 0},
		{"people", "ｻﾄｳ ﾊﾅｺ|ﾀｶﾊｼ ｹﾝｲﾁ|ｲﾄｳ ﾐｻｷ", 3},
		{"people between firms", "ｻﾄｳ ﾊﾅｺ|ｶ)ﾔﾏﾄｾｲｺｳ|ﾀｶﾊｼ ｹﾝｲﾁ|ﾕ)ﾐﾅﾄｳﾝｿｳ|ｲﾄｳ ﾐｻｷ", 3},
		{"people whose names begin like a form", "ｲﾄｳ ﾐｻｷ|ｶﾄｳ ｼﾝｼﾞ|ﾀﾞｲﾄﾞｳ ﾔｽｵ", 3},
	} {
		for _, header := range []string{"口座名義", "受取人名", "預金者名", "口座名義人カナ"} {
			var b strings.Builder
			b.WriteString("銀行番号,銀行名,支店番号,支店名,預金種目,口座番号," + header + ",振込金額\n")
			for i, h := range strings.Split(c.holders, "|") {
				b.WriteString("0001,ホクコク,001,ホンテン,1," + []string{"1234567", "1235484", "1236401", "1237318", "1238235", "1239152"}[i] + "," + h + ",4300\n")
			}
			if _, people := subjectsIn(t, e, "list.csv", b.String()); people != c.people {
				t.Errorf("%s under %s: %d people, want %d", c.why, header, people, c.people)
			}
		}
	}
}

// A bank may be an association and an employer a company: the account is his who
// has it.
func TestAccountsBesideFirms(t *testing.T) {
	const list = "氏名,勤務先名,銀行名,支店名,預金種目,口座番号\n佐藤 花子,株式会社みなと,北国信用組合,本店,普通,1234567\n高橋 健一,医療法人青桐会,北国信用組合,本店,普通,1235484\n伊藤 美咲,北星商事株式会社,県医師信用組合,本店,普通,1236401\n"
	n := 0
	for _, f := range findingsIn(t, engine(t), asTable, list) {
		if f.Kind == detect.BankAccount && !f.Business {
			n++
		}
	}
	if n < 3 {
		t.Errorf("%d accounts of people, want 3", n)
	}
}
