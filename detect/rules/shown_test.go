package rules

import "testing"

// Texts whose values are shown and not said of anybody, and others that look
// alike.
func TestShown(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text    string
		special int // people of whom special care is told
		people  int // that are no mere contacts
	}{
		{"Q3. 給付金の受取口座は？\nA. ご本人名義の口座（例：みらい銀行 本店 普通 1234567）をご指定ください。\nQ4. 透析を受けている場合の障害年金は？", 0, 0},
		{"入力例：氏名「福祉 太郎」、生年月日「S50/01/01」、障害種別「知的」、手帳「療育手帳 B1」", 0, 0},
		{"電話番号を入れます（例: 090-1234-5678）。", 0, 0},
		{"症例：小松崎望様、統合失調症で入院中。", 1, 1},
		{"事例：長女 小松崎 望さん（うつ病）の家庭", 1, 1},
		{"小松崎望様（例の方）は糖尿病です。", 1, 1},
		{"SAMPLES = [\"123456789018\", \"023456789013\"]", 0, 0},
		{"TEST_USERS = [\n    {\"name\": \"テスト 太郎\", \"tel\": \"090-1234-5678\", \"disease\": \"糖尿病\"},\n]\nprint(1)", 0, 0},
		{"const mockPatient = { name: '佐藤 健', disease: '糖尿病' };", 0, 0},
		{"var exampleUser = new User(\"鈴木 一朗\", \"080-1234-5678\", \"てんかん\");", 0, 0},
		{"blood test: (HbA1c 8.4%) 小松崎望様は再検査", 1, 1},
		{"test:佐藤一郎様はうつ病です", 1, 1},
		{"  author = {根岸 和代},\n  title = {発達障害のある子の親になって},", 0, 0},
		{"AU  - 根岸 和代\nTI  - 統合失調症の家族支援", 0, 0},
		{"飼育員・下田さんが育てたキリンの「ハナ」は関節炎で治療中です。", 0, 1},
		{"下田さんの愛猫の「タマ」が腎不全で入院しました。", 0, 1},
		{"下田さんは「ハナ」という店で転倒し骨折しました。", 1, 1},
		{"「先生、わたし、もう長くないんでしょう」\n里見志乃はそう言って、窓の外の雪に目をやった。結核病棟の廊下を、足音が遠ざかっていく。\n医師の榊原征一郎は答えなかった。\n志乃の咳が止まらなくなったのは、その夜のことである。", 0, 0},
		{"「眠れない」と訴えあり。\n里見志乃様は窓の外を見つめ、うつ病の薬を拒否。\n職員が付き添った。\n足音に怯える。", 1, 1},
		{"大相撲の春場所で、横綱・大山龍が左膝の靱帯損傷で休場した。\nプロ野球の北川達也内野手はインフルエンザで練習を休んだ。", 0, 0},
		{"正岡子規は二十二歳で喀血し、脊椎カリエスで寝たきりとなった。\n枕もとには高浜虚子、河東碧梧桐らが集まった。", 0, 0},
		{"正岡会長が糖尿病で入院された。", 1, 1},
	} {
		special, people := subjectsIn(t, e, "m.txt", c.text)
		if special != c.special || people != c.people {
			t.Errorf("%q: %d people, %d of special care, want %d and %d", c.text, people, special, c.people, c.special)
		}
	}
}
