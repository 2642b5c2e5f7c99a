package detect

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPieceCutsLongTextsOnly(t *testing.T) {
	for _, c := range []struct {
		name, text string
		first      int // 0: any length within bounds
	}{
		{"empty", "", 0},
		{"short", "田中様の件です。", len("田中様の件です。")},
		{"as long as may be", strings.Repeat("a", pieceMost), pieceMost},
		{"sentence", strings.Repeat("あ", 3000) + "。" + strings.Repeat("い", 3000), 9003},
		{"line before blank", strings.Repeat("a", 9000) + "\n" + strings.Repeat("b ", 3000), 9001},
		{"blank", strings.Repeat("a", 9000) + " " + strings.Repeat("b", 3000), 9001},
		{"comma", strings.Repeat("あ", 3000) + "、" + strings.Repeat("い", 3000), 9003},
		{"nothing to cut at", strings.Repeat("あ", 4000), 9999},
		{"no characters", strings.Repeat("\x82", 30_000), 0},
	} {
		n := Piece(c.text)
		if c.first != 0 && n != c.first {
			t.Errorf("%s: %d, want %d", c.name, n, c.first)
		}
		if n > pieceMost || n == 0 && c.text != "" || !utf8.ValidString(c.text[:n]) && utf8.ValidString(c.text) {
			t.Errorf("%s: a piece of %d bytes", c.name, n)
		}
	}
}
