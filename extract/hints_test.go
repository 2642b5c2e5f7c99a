package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestHints(t *testing.T) {
	for text, want := range map[string]string{
		"パスワードは ab12CD です":     "ab12CD",
		"解凍パスワード：ab12CD":       "ab12CD",
		"パスワード【ab12CD】でお願いします": "ab12CD",
		"パスワードは「さくら2024」です。":   "さくら2024",
		"PW: x9-Qz!7":            "x9-Qz!7",
		"ＰＷ：ＡＢ１２ＣＤ":              "AB12CD",
		"添付のPassword is Kx7pQ2.": "Kx7pQ2",
		"password=tanuki#55":     "tanuki#55",
		"ファイルのパスワードは以下のとおりです。\n\nXk9!2024\n\n以上": "Xk9!2024",
		"パスワード\r\n------------\r\nab12CD\r\n":    "ab12CD",
		"zipパスワード → ab12CD":                      "ab12CD",
		"Pass：1234abcd":                          "1234abcd",
		"暗証番号: 4711":                             "4711",
		"開封キーはmonban99となります":                     "monban99",
		"パスは20240401です。パスワードは変更しないで":             "20240401",
		"パスワードは弊社電話番号の下4桁です。\nTEL 03-5555-0199":  "0199",
		"■ PASSWORD ■\n  ab12CD  ":               "ab12CD",
	} {
		h := &Hints{}
		h.Hear(text)
		if !slices.Contains(h.Words(), want) {
			t.Errorf("%q: heard %q, want %q among them", text, h.Words(), want)
		}
		if s := fmt.Sprint(h) + fmt.Sprintf("%v %+v", h, h); strings.Contains(s, want) {
			t.Errorf("%q is printed", want)
		}
	}
	for _, text := range []string{"パスワードは別メールでお送りします。", "いつもお世話になっております。", "https://example.com/passwords をご覧ください", "本日の会議は10:00からです。", "", "compass 123456"} {
		h := &Hints{}
		h.Hear(text)
		if len(h.Words()) > 0 {
			t.Errorf("%q: heard %q", text, h.Words())
		}
	}
	h := &Hints{}
	h.HearHTML("<p>パスワード：<b>ab&amp;12</b></p><p>以上</p>")
	if !slices.Equal(h.Words(), []string{"ab&12"}) {
		t.Errorf("HTML: %q", h.Words())
	}
	h = &Hints{}
	h.HearDate("20260401", "パスワードは本日の日付8桁です")
	if !slices.Equal(h.Words(), []string{"20260401", "0401", "260401"}) {
		t.Errorf("date: %q", h.Words())
	}
	for i := range 100 {
		h.Hear(fmt.Sprintf("パスワード：word%d", i))
	}
	if len(h.Words()) > maxHints {
		t.Errorf("%d words", len(h.Words()))
	}
	var none *Hints
	none.Hear("パスワード：ab12CD")
	none.HearDate("20260401", "パスワードは本日の日付")
	if none.Words() != nil {
		t.Error("nil has heard something")
	}
}

// What is skipped quickly has nothing that announces a password.
func FuzzMayAnnounce(f *testing.F) {
	for _, s := range []string{"パスワード", "ﾊﾟｽﾜｰﾄﾞ", "ぱすわーど", "パスコード", "パス:", "パスは", "解凍キー", "解凍用PW", "解凍pw", "開封キー", "暗証番号", "合言葉", "復号キー",
		"Password", "PASS CODE", "passphrase", "oldpasswd", "p/w", "PWD", "pw", "p/wd", "paſſ", "ppass", "機密", "work", "p"} {
		f.Add(s)
		f.Add("送付します。" + s + "：x")
	}
	f.Fuzz(func(t *testing.T, s string) {
		if announced.MatchString(s) && !mayAnnounce(s) {
			t.Errorf("%q announces a password, and is skipped", s)
		}
	})
}
