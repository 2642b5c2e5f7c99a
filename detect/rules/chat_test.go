package rules

import "testing"

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
