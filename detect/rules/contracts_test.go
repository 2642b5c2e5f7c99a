package rules

import (
	"testing"

	"monban/detect"
)

// At the end of a contract stands where each party is: a company has its seat there,
// whoever is none lives there.
func TestPartiesOfContracts(t *testing.T) {
	home := []detect.Kind{detect.Address}
	e := engine(t)
	for _, c := range []formCase{
		{"an employee", "株式会社みどり（以下「甲」という。）と宮坂 俊介（以下「乙」という。）は契約を締結する。\n甲　東京都港区芝5-1-2　株式会社みどり　代表取締役　長谷川 守\n乙　愛知県豊田市西町2丁目19番地\n宮坂 俊介\n", 1, home, nil},
		{"a tenant", "貸主 株式会社みどり不動産（以下「甲」という。）と借主 宮坂 俊介（以下「乙」という。）は契約を締結した。\n甲　愛知県岡崎市康生通西3-1-2　株式会社みどり不動産　代表取締役　長谷川 守\n乙　住所　愛知県豊田市西町2丁目19番地\n　　氏名　宮坂 俊介\n", 1, home, nil},
		{"two companies", "株式会社みどり（以下「甲」という。）とあおば商事株式会社 代表取締役 工藤 明（以下「乙」という。）は次のとおり契約する。\n甲　東京都港区芝5-1-2\n株式会社みどり 代表取締役 長谷川 守\n乙　愛知県豊田市西町2丁目19番地\nあおば商事株式会社\n代表取締役 工藤 明\n", 0, nil, home},
		{"a director and his company", "取締役 大庭 慎（以下「甲」という。）と株式会社みどり（以下「乙」という。）\n乙　東京都港区芝5-1-2\n株式会社みどり\n代表取締役 長谷川 守\n", 0, nil, home},
	} {
		c.check(t, e, "txt")
	}
}
