package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// Families that no list has are known by an honorific, a room, a house, the end of a
// mail or the other lines of a list; words of offices stand in such places, too.
func TestFamiliesThatNoListHas(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct{ text, want string }{
		{"釈迦郡様より墓じまいのご相談。", "釈迦郡"},
		{"3. 1105号室雨夜氏について、夜間の物音の件。", "雨夜"},
		{"203号室 雨夜様より苦情", "雨夜"},
		{"昨夜、栗栖方より通報。", "栗栖"},
		{"落ち着いたらまた通いたいです。纈纈", "纈纈"},
		{"今月で辞めさせてください。杢代", "杢代"},
		{"1 砂金 090-5550-3385\n2 上遠野 080-5550-4521\n3 ファム・バン・ドゥック 070-5550-1960\n4 杢代 090-5550-8843", "上遠野|ファム・バン・ドゥック|砂金|杢代"},
		{"記入者：丹生谷 史子 fumiko@mail.example.com\nご意見：膝に人工関節が入っているので階段はつらかった。", "丹生谷 史子"},

		{"203号室住人様、501号室宿泊客様、305号室来客様", ""},
		{"501号室 管理人様へ", ""},
		{"役員方から連絡。関係者方より。双方より意見。地方から来た。村山地方より。", ""},
		{"次の通りです。議事次第", ""},
		{"次の通りです。薬歴", ""},
		{"資料を送ります。敬具", ""},
		{"資料を送ります。草々", ""},
		{"日当：14,800円", ""},
		{"時給：1,200円\n手当：3,000円", ""},
	} {
		if got := strings.Join(valuesIn(t, e, tc.text, detect.PersonName), "|"); got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.text, got, tc.want)
		}
	}
}
