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
