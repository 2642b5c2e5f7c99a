package person

import (
	"strconv"
	"strings"

	"monban/detect"
)

// pressure finds blood pressures as nurses write them: BP 142/88, 142/88mmHg.
// What stands behind the word 血圧 the dictionary finds.
var pressure = detect.Rule{
	Name: "blood-pressure", Kind: detect.HealthCheck, Needs: detect.HasDigit, Digits: 4,
	Doc: detect.Doc{
		Title: "Blood pressure in notes, of an identifiable person", TitleJa: "血圧の値（BP 142/88）。人が特定できるとき",
		Hit:    []string{"BP 142/88mmHg", "BP:156/92 mmHg", "Bp=98/60mmHg"},
		Miss:   []string{"BP 142", "142/88", "比率 142/88", "bpm 142/88", "ABP142/88", "BP 12/25", "BP 142/88/60", "12/25mmHg", "BP 88/142"},
		Source: "日本高血圧学会の表記",
	},
	Find: findPressure,
}

func findPressure(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for _, r := range t.Digits() {
		if r.End >= len(s) || s[r.End] != '/' || r.Len() < 2 || r.Len() > 3 {
			continue
		}
		end := r.End + 1
		for end < len(s) && end < r.End+5 && s[end]-'0' < 10 {
			end++
		}
		upper, err := strconv.Atoi(s[r.Start:r.End])
		lower, err2 := strconv.Atoi(s[r.End+1 : end])
		if err != nil || err2 != nil || upper < 60 || upper > 280 || lower < 30 || lower >= upper || end < len(s) && (s[end] == '/' || s[end] == '.') {
			continue
		}
		m := detect.Match{Start: r.Start, End: end, Odds: -0.1}
		before := strings.TrimRight(s[:r.Start], " :=")
		if rest, ok := cutFold(before, "bp"); ok && !letterEnd(rest) {
			m.Start = len(rest)
		} else if !strings.HasPrefix(strings.TrimLeft(s[end:], " "), "mmHg") {
			continue
		}
		if rest := strings.TrimLeft(s[end:], " "); strings.HasPrefix(rest, "mmHg") {
			m.End = len(s) - len(rest) + len("mmHg")
			m.Evidence |= detect.Context
		}
		found(m)
	}
}

// cutFold cuts suffix, in lower case, off s in any case.
func cutFold(s, suffix string) (string, bool) {
	if n := len(s) - len(suffix); n >= 0 && strings.EqualFold(s[n:], suffix) {
		return s[:n], true
	}
	return s, false
}

func letterEnd(s string) bool {
	return s != "" && (s[len(s)-1]|0x20 >= 'a' && s[len(s)-1]|0x20 <= 'z')
}
