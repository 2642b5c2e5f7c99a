package ja

import "testing"

func TestLooks(t *testing.T) {
	for _, c := range []struct {
		word   string
		starts starts
		script script
		runes  uint8
	}{
		{"大西", startsHan, kanji, 2},
		{"お客様", startsHiragana, kanji, 3},
		{"ひな", startsHiragana, kana, 2},
		{"ーン", startsOther, kana, 2},
		{"ヶ", startsKatakana, kanji, 1},
		{"鶴ヶ谷", startsHan, kanji, 3},
		{"アン・リー", startsKatakana, kana, 5},
		{"O'Brien-Tanaka", startsLatin, latin, 14},
		{"tanaka", startsOther, latin, 6},
		{"éva", startsLatin, latin, 3},
		{"Maria大西", startsLatin, mixed, 7},
		{"大西1", startsHan, noScript, 3},
		{"・", startsOther, noScript, 1},
		{"、", startsOther, noScript, 1},
		{"𠮷野", startsHan, kanji, 2},
		{"", startsOther, noScript, 0},
	} {
		if l := looksOf(c.word); l.starts != c.starts || l.letters.script() != c.script || l.runes != c.runes {
			t.Errorf("looksOf(%q) = %+v, script %d; want %+v", c.word, l, l.letters.script(), c)
		}
		if k, runes, _ := scriptOf(c.word); k != c.script || runes != int(c.runes) {
			t.Errorf("scriptOf(%q) = %d, %d; want %d, %d", c.word, k, runes, c.script, c.runes)
		}
	}
}
