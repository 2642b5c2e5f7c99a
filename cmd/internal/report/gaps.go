package report

import (
	"strings"

	"monban/extract"
)

// gapTexts say, for every code, what could not be done. People act on them, so
// they name the consequence and not the library.
var gapTexts = map[extract.Code]struct{ en, ja string }{
	extract.Encrypted:   {"locked with a password; what is inside was not checked", "パスワードで保護されていて、中身を確かめられません"},
	extract.Corrupt:     {"damaged; what comes after the damage was not checked", "壊れていて、全部は確かめられません"},
	extract.Limit:       {"too large or nested too deeply; the rest was not checked", "大きすぎる、または入れ子が深すぎるため、全部は確かめられません"},
	extract.Timeout:     {"took too long; the rest was not checked", "時間がかかりすぎるため、全部は確かめられません"},
	extract.Unsupported: {"of a kind that Monban cannot look into", "Monban が中身を調べられない種類です"},
	extract.NoText:      {"a picture or a scan; the text in it was not checked", "画像またはスキャンで、写っている文字は確かめられません"},
	extract.Mismatch:    {"the content is not what the name says", "名前と中身の種類が違います"},
}

// gapWords returns the words for a gap in English and in Japanese. The detail
// is what the reader of the file said, for those who look into the matter.
func gapWords(g extract.Gap, detail bool) (en, ja string) {
	t, ok := gapTexts[g.Code]
	if !ok {
		t = gapTexts[extract.Corrupt]
	}
	if g.Err == nil {
		return t.en, t.ja
	}
	if g.Code == extract.Mismatch {
		return lie(g.Err.Error(), t.en, t.ja)
	}
	if !detail {
		return t.en, t.ja
	}
	return t.en + " (" + g.Err.Error() + ")", t.ja + "（" + g.Err.Error() + "）"
}

// lie words what the walker says of a name that does not fit: "named .xlsx,
// content is zip".
func lie(said, en, ja string) (string, string) {
	name, content, ok := strings.Cut(strings.TrimPrefix(said, "named "), ", content is ")
	if !ok {
		return en + " (" + said + ")", ja + "（" + said + "）"
	}
	return en + " (" + said + ")", ja + "（名前は " + name + "、中身は " + content + "）"
}
