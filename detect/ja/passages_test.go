package ja

import (
	"testing"

	"monban/detect"
	"monban/extract"
)

// The tagger has learned from what offices write how they name people: by the family
// name alone at the end of a clause or before a particle, a child by the
// given one.
func TestNamesAsOfficesWriteThem(t *testing.T) {
	n := NewNamer(shared)
	for line, want := range map[string]string{
		"うちの陽向、朝から吐いています。今日は休ませます。":       "陽向",
		"夜勤帯で転倒したのは二宮、意識清明。家族へ連絡済み。":      "二宮",
		"貫井の件、来月から週3日の勤務に減らすことで産業医と合意した。": "貫井",
		"調剤室では榎戸が、検品では矢作が休みの見込み。":         "榎戸",
		"返却期限を過ぎた本を持っているのは、6年の鬼塚 蓮だけです。":  "鬼塚 蓮",
		"三鷹店では売上が伸び、調布店では客数が減った。":         "",
		"ひなたの席から順に、毛布をお配りします。":            "",
	} {
		got := ""
		namesIn(n, Prepare(extract.Unit{Text: line}), func(m detect.Match) {
			if got == "" {
				norm, _, _ := Normalize(line)
				got = norm[m.Start:m.End]
			}
		})
		if got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}
