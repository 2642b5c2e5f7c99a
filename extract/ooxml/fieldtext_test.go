package ooxml

import "testing"

func TestFieldText(t *testing.T) {
	for _, tc := range []struct {
		code, text, above string
		ok                bool
	}{
		{`EQ \* jc2 \* "Font:ＭＳ 明朝" \* hps10 \o\ad(\s\up 9(みほん),見本)`, "見本", "みほん", true},
		{` EQ \* jc3 \* "Font:DejaVu Serif" \* hps12 \o\al(\s\up 10(たろう),太郎) `, "太郎", "たろう", true},
		{`eq \o(\s\up 11(さくら);桜)`, "桜", "さくら", true},
		{`EQ \o\ac(○,印)`, "○ 印", "", true},
		{`EQ \f(1,2)`, "1 2", "", true},
		{`EQ`, "", "", true},
		{`EQ \s\up`, "", "", true},
		{`EQ \s\up 9(みほん`, "みほん", "", true},
		{`MACROBUTTON  None 氏名を入力`, "氏名を入力", "", true},
		{`HYPERLINK "x"`, "", "", false},
		{``, "", "", false},
	} {
		text, above, ok := FieldText(tc.code)
		if text != tc.text || above != tc.above || ok != tc.ok {
			t.Errorf("%q: %q, %q, %t", tc.code, text, above, ok)
		}
	}
}
