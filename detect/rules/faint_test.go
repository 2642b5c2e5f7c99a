package rules

import "testing"

// Somebody whom no list and no rule knows by name is a person all the same where
// something is told of him; what leaflets and goods are called is nobody.
func TestNamesThatAreOnlyLikely(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"製氷室に酒を持ち込んだ百目鬼塚の件。本人の弁では群発頭痛がつらく、酒で紛らわせたとのこと。", 1, 1},
		{"蘆屋川です。右手の薬指が丸まってしまうのが治らず、局所性ジストニアと言われました。しばらくお休みします。", 1, 1},
		{"照明のさくま、椎間板ヘルニアで腰が痛く、脚立に乗れないそうです。", 1, 1},
		{"三味線の薄衣さま　脳梗塞のあと左足を引きずるので、舞台は板付きで。", 1, 1},
		{"事故惹起者面談 門叶 乗務歴12年\n赤信号で一瞬意識が飛んだ。インスリンを打って昼を抜いたらしい。", 1, 1},
		{"潜水後に両足に力が入らない、おしっこが出ない。脊髄型減圧症。Hendrik Vossberg、旅行保険の会社と連絡中", 1, 1},
		{"【社外秘】営業2課の莅戸が昨夜、駅で盗撮により現行犯逮捕された旨、ご家族から連絡。", 1, 1},
		{"●レビー小体型認知症　幻視や手のふるえがみられます。転びやすくなります。", 0, 0},
		{"インフルエンザA型が増えています。高熱と関節の痛みが続くときは、うがいと手洗いをして受診しましょう。", 0, 0},
		{"みどり製薬の吸入器「ブリーズ」は、喘息の発作で息が苦しい方にも使いやすい形です。", 0, 0},
		{"腰痛教室のご案内\n朝起きると腰が痛い、足がしびれる。脊柱管狭窄症かもしれません。", 0, 0},
		{"大腸がん検診を受けましょう。便に血が混じる、便が細くなるときは要注意です。", 0, 0},
		{"主人公は右足を引きずり、統合失調症の幻聴に苦しむ。小説『霧の灯台』あらすじ", 0, 0},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}
