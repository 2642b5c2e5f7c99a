package rules

import (
	"testing"

	"monban/detect"
)

// Names as airlines write them, and what else has a stroke in it.
func TestPassengers(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"numbered", "幹事の床井です。3名分を送ります。\n\n1) TOKOI/HIROMI  1982.07.09生  旅券 TR7326033\n2) KIRA/KIMIKO  1978.01.21生  旅券 TR4422569\n3) UEMATSU/TAITO  1984.09.07生  旅券 TR3861322\n", 3, []detect.Kind{detect.Passport, detect.BirthDate}, nil},
		{"a passport alone", "KOBAYASHI/SHUN 旅券 TK1234567\n", 1, []detect.Kind{detect.Passport}, nil},
		{"titles", "1. YAMADA/TARO MR\n2. NGUYEN/THI LAN MS\n3. SATO/HANAKO MRS\n", 3, nil, nil},
		{"no names", "通信設定 TCP/IP, HTTP/HTTPS, USD/JPY 1998.02.07 生産開始\nNAGOYA/KANSAI 2024.01.21 LCC/ANA CODE/SHARE\nKYOTO/NARA 定期観光 1982年発売\nMAX/MIN 2025.01.01 ON/OFF\n", 0, nil, []detect.Kind{detect.PersonName}},
	} {
		c.check(t, e, "txt")
	}
}

// The number of a document beside nationality and date of birth is a passport's,
// and so is one that looks like it; the numbers of members and of slips are none.
func TestDocumentsOfTravellers(t *testing.T) {
	e := engine(t)
	passport := []detect.Kind{detect.Passport}
	for _, c := range []struct {
		name, format, text string
		has, hasNot        []detect.Kind
	}{
		{"nested", "json", `{"pax": [{"seq": 1, "name": "水谷 恒一", "doc": {"no": "MU2548703", "exp": "2028-08-21"}, "dob": "1960-02-17", "nat": "JPN"}, {"seq": 2, "name": "MARIA SANTOS", "doc": {"no": "P34443816", "exp": "2031-08-14"}, "dob": "1991-04-14", "nat": "フィリピン"}, {"seq": 3, "name": "星野 早苗", "doc": {"no": "TZ3616408", "exp": "2034-08-20"}, "dob": "1964-06-25", "nat": "JPN"}]}`, passport, nil},
		{"an abbreviation", "csv", "氏名,生年月日,国籍,PPT\n水谷 恒一,1960-02-17,日本,TR1234567\n古川 茂,1991-04-14,日本,MU2345678\n星野 早苗,1964-06-25,日本,TZ7654321\n", passport, nil},
		{"members", "csv", "氏名,生年月日,国籍,会員No\n水谷 恒一,1960-02-17,日本,MB1234567\n古川 茂,1991-04-14,日本,MB1234568\n星野 早苗,1964-06-25,日本,MB1234569\n", nil, passport},
		{"slips", "csv", "氏名,生年月日,国籍,伝票番号\n水谷 恒一,1960-02-17,日本,AB1234567\n古川 茂,1991-04-14,日本,CD1234568\n星野 早苗,1964-06-25,日本,EF1234569\n", nil, passport},
	} {
		(&formCase{c.name, c.text, 3, c.has, c.hasNot}).check(t, e, c.format)
	}
}
