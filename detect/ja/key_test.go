package ja

import (
	"strings"
	"testing"

	"monban/detect"
)

func TestKey(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"氏名", "氏名"},
		{" 氏　名 ", "氏名"},
		{"氏\n名", "氏名"},
		{"※氏名【必須】", "氏名"},
		{"氏名*", "氏名"},
		{"*氏名（必須）", "氏名"},
		{"必須 氏名", "氏名"},
		{"[任意]電話番号：", "電話番号"},
		{"氏名（カナ）", "氏名カナ"},
		{"氏名（全角カナ）", "氏名カナ"},
		{"氏名（漢字）", "氏名漢字"},
		{"【氏名】", "氏名"},
		{"①氏名", "氏名"},
		{"① 氏名", "氏名"},
		{"(1)氏名", "氏名"},
		{"（１）氏名", "氏名"},
		{"1.氏名", "氏名"},
		{"１．氏名", "氏名"},
		{"1) 氏名", "氏名"},
		{"1-2. 氏名", "氏名"},
		{"問1 氏名", "氏名"},
		{"Q1. 氏名", "氏名"},
		{"(ア) 氏名", "氏名"},
		{"1 氏名", "氏名"},
		{"2次選考", "2次選考"},
		{"アレルギー", "アレルギー"},
		{"年収（万円）", "年収"},
		{"年齢(歳)", "年齢"},
		{"生年月日（西暦）", "生年月日"},
		{"生年月日(例:1985/1/2)", "生年月日"},
		{"生年月日（年）", "生年月日年"},
		{"障がい名", "障害名"},
		{"しょうがい種別", "障害種別"},
		{"障碍の有無", "障害の有無"},
		{"First_Name", "firstname"},
		{"E-mail:", "email"},
		{"ＴＥＬ", "tel"},
		{"Full Name (required)", "fullname"},
		{"No.", "no"},
		{"必須", "必須"},
		{"", ""},
		{"123", "123"},
	} {
		if got := Key(c.in); got != c.want {
			t.Errorf("Key(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldNameJoinsSpellings(t *testing.T) {
	for _, same := range [][]string{
		{"髙橋　花子", "高橋花子", "高橋 花子様", "高橋花子さん"},
		{"渡邊", "渡邉", "渡辺"},
		{"齋藤", "齊藤", "斎藤", "斉藤"},
		{"山﨑", "山崎", "山嵜"},
		{"濵田", "濱田", "浜田"},
		{"𠮷田", "吉田", "吉田\U000E0100"},
		{"やまだ はなこ", "ヤマダ　ハナコ", "ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ・ハナコ"},
		{"Nguyễn Văn Đức", "NGUYEN VAN DUC", "nguyen van duc"},
		{"José García", "JOSE GARCIA"},
		{"グエン・ヴァン・アン", "グエン ヴァン アン"},
		{"森さん", "森"},
	} {
		for _, s := range same[1:] {
			if a, b := FoldName(same[0]), FoldName(s); a != b {
				t.Errorf("FoldName(%q) = %q, of %q %q", same[0], a, s, b)
			}
		}
	}
	for _, differ := range [][2]string{{"山田太郎", "山田次郎"}, {"様", ""}, {"グエン", "クエン"}} {
		if a, b := FoldName(differ[0]), FoldName(differ[1]); a == b {
			t.Errorf("%q and %q both fold to %q", differ[0], differ[1], a)
		}
	}
}

// Texts in which there is nothing to fold are known by it.
func TestBareKeysStay(t *testing.T) {
	for _, s := range []string{"氏名", "電話番号1", "カタカナー", "address2", "一二三"} {
		if !detect.Bare(s) || Key(s) != s {
			t.Errorf("%q: bare %v, key %q", s, detect.Bare(s), Key(s))
		}
	}
	for r := rune(' '); r < 0xA000; r++ {
		if s := "氏" + string(r); detect.Bare(s) {
			if low := strings.Map(unmarked, foldBrackets(strings.ToLower(s))); low != s {
				t.Errorf("%q becomes %q and is not bare", s, low)
			}
		}
	}
	for _, s := range []string{"A", "氏 名", "(1)", "a_b", "氏名※", "\xe3", "氏名\xe6\x97"} {
		if detect.Bare(s) {
			t.Errorf("%q is bare", s)
		}
	}
}
