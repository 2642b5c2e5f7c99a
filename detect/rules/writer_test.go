package rules

import "testing"

// Who writes a mail is nobody whom it exposes, unless he tells of himself; who
// stands below it in a list is.
func TestWhoWrites(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"承知しました。\nよろしくお願いいたします。\n\n三枝", 0, 0},
		{"ご確認いただけますと幸いです。\n三枝 美月", 0, 0},
		{"明日の会議、10時からでお願いします。\n三枝より", 0, 0},
		{"お世話になっております。ひまわり製作所の三枝です。\n承知しました。\n三枝", 0, 0},
		{"お世話になっております。三枝です。\n図面の件、承知しました。\n三枝", 0, 0},
		{"初めてご連絡いたします。三枝と申します。\n製品のカタログを送ってください。\n敬具\n三枝 美月", 0, 0},
		{"お世話になっております。三枝です。\n柘植さんがうつで休みます。よろしくお願いいたします。\n三枝", 1, 1},
		// of himself
		{"お世話になっております。三枝です。\nうつの再発で明日から休職します。よろしくお願いいたします。\n三枝", 1, 1},
		{"三枝ですが、先日乳がんの手術を受けました。\nよろしくお願いいたします。\n三枝", 1, 1},
		{"初めてご連絡いたします。三枝と申します。\n外壁の見積りをお願いします。\n住所は岩手県花巻市上町5-18、電話は080-1234-5678です。", 0, 1},
		{"初めてご連絡いたします。三枝と申します。\n見積りをお願いします。\nミナト商事株式会社\n岩手県花巻市上町5-18、電話 080-1234-5678", 0, 0},
		// of others
		{"柘植さんの携帯は080-1234-5678です。\nよろしくお願いします。\n三枝", 0, 1},
		{"以下の方をよろしくお願いします。\n三枝 美月\n柘植 結菜\n辺見 颯太", 0, 3},
		{"次の者が欠席します。ご確認をお願いいたします。\n三枝 美月　発熱", 1, 1},
		{"対象は次のお一人です。\n三枝 美月さん　うつ病", 1, 1},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}

// A colleague of whom a line tells an illness is a data subject; one who only works
// for those who have it is none.
func TestIllColleagues(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text    string
		special int
	}{
		{"看護師の重松さんは妊娠8か月です", 1},
		{"スタッフ重松あゆみさん、リスカは高校のころの話でレキサルティは飲んでいる。", 1},
		{"派遣スタッフ重松さんについて。統合失調症で通院している。", 1},
		{"職員の重松さんの件。乳がんの手術を受けた。来月まで休む。", 1},
		{"ドライバーの重松さん、てんかんの発作あり", 1},
		{"新人の重松くんは双極性障害だそうです", 1},
		{"看護師の重松さんは統合失調症の利用者を担当", 0},
		{"職員の重松さん、糖尿病教室の準備をお願いします", 0},
		{"スタッフの重松さんから認知症の方の件で相談", 0},
		{"職員の重松さんより、てんかんの研修について連絡", 0},
		{"ヘルパーの重松さんについて。うつ病の方への支援が上手です。", 0},
		{"担当の重松です。統合失調症のご利用者様についてご相談です。", 0},
	} {
		if special, _ := subjectsIn(t, e, "m.txt", c.text); special != c.special {
			t.Errorf("%s: special care of %d, want %d", c.text, special, c.special)
		}
	}
}
