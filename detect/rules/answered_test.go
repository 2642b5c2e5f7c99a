package rules

import "testing"

// What a questionnaire asks is told of somebody when he has said yes.
func TestAnswersInText(t *testing.T) {
	e := engine(t)
	who := "受付票\n氏名：井手 幸治　生年月日：1981年2月3日\n"
	for _, c := range []struct {
		name, text string
		special    int
	}{
		{"ringed", who + "・心臓に病気がある　　はい　・　○いいえ\n・てんかんがある　　　はい　・　○いいえ\n", 0},
		{"ringed on the other side", who + "・てんかんがある　　　○はい　・　いいえ\n", 1},
		{"in brackets", who + "・喘息がある　　[ ]はい [x]いいえ\n・てんかんがある　[ ]はい [x]いいえ\n", 0},
		{"in brackets, one affirmed", who + "・喘息がある　　[ ]はい [x]いいえ\n・てんかんがある　[x]はい [ ]いいえ\n", 1},
		{"boxes", who + "糖尿病ですか　□はい ☑いいえ\n高血圧ですか　□はい ☑いいえ\n", 0},
		{"three in a line", who + "1 喘息 はい・○いいえ　2 糖尿病 はい・○いいえ　3 てんかん はい・○いいえ\n", 0},
		{"three in a line, the second affirmed", who + "1 喘息 はい・○いいえ　2 糖尿病 ○はい・いいえ　3 てんかん はい・○いいえ\n", 1},
		{"behind arrows", who + "Q1 現在、通院中の病気はありますか → いいえ\nQ2 喘息の既往はありますか → いいえ\n", 0},
		{"behind a colon", who + "糖尿病と言われたことがありますか：いいえ\n", 0},
		{"below", who + "Q1 現在、通院中の病気はありますか\nA. いいえ\nQ2 喘息の既往はありますか？\n→ありません\n", 0},
		{"below, one affirmed", who + "Q1 現在、通院中の病気はありますか\nA. いいえ\nQ2 喘息の既往はありますか？\nA. はい\n", 1},
		{"below a question that is only marked", who + "Q. てんかんは\nA. いいえ\n問2 服薬（抗うつ薬など）\n答 なし\n", 0},
		{"below a question that is only marked, affirmed", who + "Q. てんかんは\nA. あります\n", 1},
		{"below a line that begins like one", who + "問診にて喘息あり。\nなし\n", 1},
		{"left open", who + "喘息がありますか　はい・いいえ\n糖尿病がありますか　はい・いいえ\n", 0},
		{"no answer but a story", "井手 幸治さんに「喘息ですか」と聞くと、いいえと答えたが、実際は毎晩発作が出ている。\n", 1},
		{"the answer to another question", "井手 幸治さんはうつ病で休職中です。\n引継ぎは済んでいますか\nいいえ\n", 1},
	} {
		if special, _ := subjectsIn(t, e, "a.txt", c.text); special != c.special {
			t.Errorf("%s: special care of %d people, want %d", c.name, special, c.special)
		}
	}
}
