package rules

import "testing"

// A paper that is about one person says in its heading about whom, and does not name
// him again. Who signs below what he has written down has none of it.
func TestHeadingsAndSignatures(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text    string
		special int
	}{
		{"カウンセラー記録(保管) 印南 千紘 3年\n手を何度も洗う。強迫性障害として通院。", 1},
		{"演奏実習免除願 大鳥 沙耶香\n理由 橋本病の増悪により休養。", 1},
		{"支払査定メモ 越智 節子\n申込直前に慢性硬膜下血腫で入院。", 1},
		{"補装具費支給決定　音無 薫\n種目:座位保持装置\n脳性まひ", 1},
		{"新担任への申し送り:小野寺 詩さん、場面緘黙で通院中。", 1},
		{"弓道部の加々美です。きのうの夜、気胸で入院になりました。", 1},
		{"弊社の加々美です。入院患者の方の糖尿病食についてご案内します。", 0},
		{"糖尿病セミナー 講師 印南 千紘\n糖尿病の食事療法を学びます。", 0},
		{"健康教室だより 文責 越智 節子\n高血圧の予防には減塩が大切です。", 0},
		{"床走行式リフトを2台購入したい。\n職員の腰痛が3件あった。起案 小谷野", 0},
		{"音声が片耳だけ聞こえない\n設定を戻して解決。対応 西園寺", 0},
		{"うつ病の研修を行う。総務課 蛭田", 0},
	} {
		if special, _ := subjectsIn(t, e, "a.txt", c.text); special != c.special {
			t.Errorf("%q: special care of %d, want %d", c.text, special, c.special)
		}
	}
}
