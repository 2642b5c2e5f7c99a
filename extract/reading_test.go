package extract

import "testing"

func TestKana(t *testing.T) {
	for s, want := range map[string]bool{
		"": true, "ハルヤマ ケイコ": true, "はるやま　けいこ": true, "ﾊﾙﾔﾏ ｹﾞﾝ": true, "ジャン・ルー": true,
		"春山 ケイコ": false, "Haru": false, "ハルヤマ1": false, "ハルヤマ\n": false,
	} {
		if Kana(s) != want {
			t.Errorf("Kana(%q) = %v", s, !want)
		}
	}
}
