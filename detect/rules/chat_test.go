package rules

import (
	"testing"

	"monban/detect"
)

// Who talks in a chat is nobody of whom it tells; who leads the line of a list is.
func TestChatters(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"江口：三好くん今日も休みです。電車に乗ると息が苦しくなるらしいです\n板倉：了解。産業医面談入れようか", 1, 1},
		{"沼田: 白鳥さんつわりがきつくて今週テレワークにしたいって\n大友: 妊娠9週だよね\n沼田: はい、他部署には言わないです", 1, 1},
		{"葛西：大道様のリベルサス錠7mg、入荷明日です\n柘植：本人「切れるとイライラして食べちゃう」って", 1, 1},
		{"配車 江原：4号車の宍倉さん、熱が39度で今日ダメです\n配車 江原：コロナ陽性でした", 1, 1},
		{"江口：うつ病で休職中です。\n板倉：腰が痛いそうです。\n三枝：糖尿病です。", 3, 3},
		{"江口：柘植さんと喧嘩してパニック障害が出ました。\n板倉：うつ病です。", 2, 3},
		{"江口 様\n佐合先生 侍史\n板倉 正臣氏、緑内障でした。", 1, 1},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}

// Who writes in a chat where he lives and how he is reached is no mere writer; the
// place to meet and the address of a firm are nobody's.
func TestPostersInChats(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"members of a club", "[LINE] OB会のトーク履歴\n\n2025/06/01(日)\n20:02\t水谷 恒一\t名簿をつくります。〒471-0025 愛知県豊田市西町3-60　090-1234-5678\n20:03\t古川 茂\t[スタンプ]\n20:05\t星野 早苗\t愛知県豊橋市駅前大通2-7です。090-1234-5679\n", 2, []detect.Kind{detect.Address, detect.Phone}, nil},
		{"one of them", "[LINE] OB会のトーク履歴\n\n2025/06/01(日)\n20:02\t水谷 恒一\t住所と携帯を書き込んでください\n20:03\t古川 茂\t〒471-0025 愛知県豊田市西町3-60 090-1234-5678\n", 1, []detect.Kind{detect.Address}, nil},
		{"where to meet", "[LINE] 現場のトーク履歴\n\n2025/06/01(日)\n20:02\t水谷 恒一\t明日の現場は愛知県豊田市西町3-60です。着いたら090-1234-5678まで\n20:03\t古川 茂\t了解です\n", 0, nil, nil},
		{"firms", "[LINE] 営業のトーク履歴\n\n2025/06/01(日)\n20:02\t水谷 恒一\t株式会社みどり商会は愛知県豊田市西町3-60です。090-1234-5678\n20:03\t古川 茂\t了解です。株式会社アルファは愛知県豊橋市駅前大通2-7、090-1234-5679\n", 0, nil, nil},
	} {
		c.check(t, e, "txt")
	}
}
