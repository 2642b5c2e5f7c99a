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

// A company among people has a row like theirs and is nobody.
func TestFirmsAmongPeople(t *testing.T) {
	tenants := "号室,契約者,生年月日,携帯,賃料\n101,友寄　巧,1972.06.03,070-2635-9260,62000\n102,江崎　昇,1955.02.21,090-4604-3833,65000\n"
	e := engine(t)
	for _, c := range []formCase{
		{"a tenant", tenants + "301,株式会社隼物流,（法人契約）,03-3845-2216,65000\n302,空室,,,66000\n", 2, []detect.Kind{detect.BirthDate, detect.Phone}, nil},
		{"a tenant with a mobile", tenants + "301,(有)青葉設備,－,090-3845-2216,65000\n", 2, nil, nil},
		{"an owner", "所有者,住所,電話\n友寄　巧,広島県広島市中区本川町5-2-17,082-279-6713\n管理組合法人みどり台,広島県広島市中区本川町5-2-18,082-279-6714\n江崎　昇,広島県広島市中区本川町5-2-19,082-279-6715\n渡会　和代,広島県広島市中区本川町5-2-20,082-279-6716\n", 3, []detect.Kind{detect.Address, detect.Phone}, nil},
		{"a donor", "寄付者名,住所,金額\n友寄　巧,広島県広島市中区本川町5-2-17,5000\n医療法人青桐会,広島県広島市中区本川町5-2-18,50000\n江崎　昇,広島県広島市中区本川町5-2-19,3000\n", 2, []detect.Kind{detect.Address}, nil},
		{"no companies", tenants + "103,渡会　和代,1979.05.13,090-6057-5255,65000\n", 3, nil, nil},
		{"no name told", tenants + "103,,1979.05.13,090-6057-5255,65000\n", 3, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}
