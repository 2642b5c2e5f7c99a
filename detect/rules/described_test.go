package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// What stands behind a name in a few words is said of its bearer.
func TestDescribedBehindTheName(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want string // the values with | between them
	}{
		{"スリヤ・ラマさん（ネパール、31歳、男）", detect.Nationality, "ネパール"},
		{"スリヤ・ラマさん（ネパール、31歳、男）", detect.Sex, "男"},
		{"1) マルコさん：ブラジル。工場で勤務。", detect.Nationality, "ブラジル"},
		{"相談者リー・ホアさん（女・31）　中国", detect.Nationality, "中国"},
		{"相談者リー・ホアさん（女・31）　中国", detect.Age, "31"},
		{"陳 美玲さん（台湾、29歳）は看護師。", detect.Nationality, "台湾"},
		{"ロサさん（34歳）はベトナム国籍です。", detect.Nationality, "ベトナム"},
		{"ロサさん、フィリピンの方です。", detect.Nationality, "フィリピン"},
		{"ファン・ミンさん。ベトナムからの留学生。", detect.Nationality, "ベトナム"},
		{"田中さん：中国（5/10〜）\n佐藤さん（ベトナム）　担当：鈴木", detect.Nationality, ""},
		{"ネパール大使館、山田さんあて。ドイツ製の機械を中国へ出荷。タイの方が安い。", detect.Nationality, ""},

		{"門馬 健氏（49・男）", detect.Age, "49"},
		{"阿久津 修氏　58\n糖尿病で通院", detect.Age, "58"},
		{"大鷹 恵さん（三十二歳）", detect.Age, "三十二歳"},
		{"傷病者：保坂 弘文　63", detect.Age, "63"},
		{"猪俣 キク　91　一人で立てない", detect.Age, "91"},
		{"玉置 史郎　66M　肝硬変", detect.Age, "66"},
		{"心晴さん（3歳8か月）は卵アレルギー", detect.Age, "3歳8か月"},
		{"高橋 修　58 kg　糖尿病", detect.Age, ""},
		{"真壁 恵理　85\n大鷹 修司　92", detect.Age, ""},
		{"会議室 佐藤様 12　山本様 15", detect.Age, ""},
		{"山田課長（48期）、佐藤様 12個", detect.Age, ""},
		{"中山 梢／女／月給25万円希望", detect.Sex, "女"},
		{"中山 梢　男 20名　女 15名", detect.Sex, ""},

		{"女子、16歳。里親家庭で生活。実母と面会。", detect.Sex, "女子"},
		{"女子、16歳。里親家庭で生活。実母と面会。", detect.Family, "里親家庭"},
		{"男性、50代前半。明邦大学法学部を卒業。年収720万円。", detect.Age, "50代前半"},
		{"男性、50代。平均年収は620万円、既婚が多い。", detect.Family, ""},
		{"女性（28歳）　モデル：会社員、独身", detect.Family, ""},
		{"主人公は16歳の女子高校生で、独身の母と二人暮らし。映画は7月公開。", detect.Family, ""},

		{"入居申込書\n申込者：生田 翔　1996年8月9日", detect.BirthDate, "1996年8月9日"},
		{"入国予定\n高橋 美玲　2001/03/14", detect.BirthDate, "2001/03/14"},
		{"妹尾 佳代様　カード紛失\n本人確認：昭和38年2月14日", detect.BirthDate, "昭和38年2月14日"},
		{"妹尾 佳代様　カード紛失\n本人確認：2026年2月14日", detect.BirthDate, ""},
		{"入社日一覧\n生田 翔　1990/4/1\n妹尾 佳代　1992/4/1", detect.BirthDate, ""},
		{"採用：生田 翔　1990年4月1日", detect.BirthDate, ""},
		{"加入者　妹尾 佳代　1995年6月1日 加入", detect.BirthDate, ""},
		{"表彰　妹尾 佳代（1998年7月12日）優勝", detect.BirthDate, ""},
	} {
		if got := strings.Join(valuesIn(t, e, tc.text, tc.kind), "|"); got != tc.want {
			t.Errorf("%q: got %s %q, want %q", tc.text, tc.kind, got, tc.want)
		}
	}
}

// What stands behind a name is read up to a bound, wherever that cuts it.
func TestDescribedAtLength(t *testing.T) {
	e := engine(t)
	for n := range 8 {
		for _, mark := range []string{"、", "・", "（", " "} {
			text := "真壁 恵理さん、34歳" + strings.Repeat("x", n) + strings.Repeat(mark+"妻", 80)
			if got := valuesIn(t, e, text, detect.PersonName); len(got) == 0 {
				t.Errorf("%q: no name", text)
			}
		}
	}
}
