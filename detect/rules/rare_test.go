package rules

import (
	"slices"
	"testing"

	"monban/detect"
)

// Rare family names are names before an honorific and behind a label, and no
// names where they are dates and words.
func TestRareNames(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]int{
		"月見里さんはうつ病です。":                   1,
		"四月一日様は糖尿病です。":                   1,
		"八月朔日くんは喘息です。":                   1,
		"勘解由小路氏は高血圧で通院中。":                1,
		"御手洗さんはうつ病で休職しています。":             1,
		"五月女様の診断名は適応障害です。":               1,
		"安慶名様は糖尿病で通院中です。":                1,
		"三ツ井さんから、てんかんの発作があったと連絡。":        1,
		"薬師神さんは、うつ病の診断を受けた。":             1,
		"大豆生田さんはうつ病で休職中です。":              1,
		"毒島さん、百目鬼さん、神々廻さんは喘息で欠席。":        3,
		"氏名：薬袋\n病名：うつ病":                  1,
		"LI XIAOMINGさんは結核で入院しました。":       1,
		"技能実習生 NGUYEN THI LAN は妊娠12週です。": 1,
		"SHARMA Rahulはてんかんの治療中。":         1,
		"Okafor様は糖尿病です。":                 1,
		"Adeyemiさんが結核と診断された。":            1,
		"Kowalski様の診断書（適応障害）を受領。":        1,
		"四月一日からの契約です。うつ病の研修も行います。":       0,
		"七五三の写真を撮る。高血圧の話も出た。":            0,
		"御手洗を掃除する。":                      0,
		"JIS X 0208の規格。糖尿病の説明。":          0,
		"WHO REPORTによると糖尿病が増えた。":         0,
	} {
		if got := kindsIn(t, e, asText, text)[detect.PersonName]; got != want {
			t.Errorf("%q: %d names, want %d", text, got, want)
		}
	}
	got := describe(scan(t, e, "氏名|病名\n大豆生田|うつ病\n神様|糖尿病\n三ツ井|喘息\n安慶名|てんかん"))
	if !slices.Contains(got, "people 4") {
		t.Errorf("a column of rare names: %q", got)
	}
}
