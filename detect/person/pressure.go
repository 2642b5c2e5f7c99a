package person

import (
	"strconv"
	"strings"

	"monban/detect"
)

// pressure finds blood pressures as nurses write them: BP 142/88, BP 82-50,
// 142/88mmHg, and 146/82 P72 with the pulse or beside a word of what else they
// measure. What stands behind the word 血圧 the dictionary finds.
var pressure = detect.Rule{
	Name: "blood-pressure", Kind: detect.HealthCheck, Needs: detect.HasDigit, Digits: 4,
	Doc: detect.Doc{
		Title: "Blood pressure in notes, of an identifiable person", TitleJa: "血圧の値（BP 142/88）。人が特定できるとき",
		Hit:    []string{"BP 142/88mmHg", "BP:156/92 mmHg", "Bp=98/60mmHg", "BP 82-50mmHg", "KT36.8 172/104", "頭重感、188/104"},
		Miss:   []string{"BP 142", "142/88", "比率 142/88", "bpm 142/88", "ABP142/88", "BP 12/25", "BP 142/88/60", "12/25mmHg", "BP 88/142", "入浴 7/22", "入浴 82-50", "142/88 Pro", "頭痛の人は120/115です", "血圧計 152/90型"},
		Source: "日本高血圧学会の表記",
	},
	Find: findPressure,
}

func findPressure(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for _, r := range t.Digits() {
		if r.End >= len(s) || s[r.End] != '/' && s[r.End] != '-' || r.Len() < 2 || r.Len() > 3 {
			continue
		}
		end := r.End + 1
		for end < len(s) && end < r.End+5 && s[end]-'0' < 10 {
			end++
		}
		upper, err := strconv.Atoi(s[r.Start:r.End])
		lower, err2 := strconv.Atoi(s[r.End+1 : end])
		if err != nil || err2 != nil || upper < 60 || upper > 280 || lower < 30 || lower >= upper || end < len(s) && (s[end] == '/' || s[end] == '.' || s[end] == '-') {
			continue
		}
		m := detect.Match{Start: r.Start, End: end, Odds: -0.1}
		before := strings.TrimRight(s[:r.Start], " :=")
		rest := strings.TrimLeft(s[end:], " ")
		beats := pulse(rest)
		switch bp, ok := cutFold(before, "bp"); {
		case ok && !letterEnd(bp):
			m.Start = len(bp)
		case s[r.End] == '-':
			continue
		case strings.HasPrefix(rest, "mmHg"):
		case upper >= 85 && upper-lower >= 15 && (beats > 0 || r.Len() == 3 && measuredAbout(s, r.Start, end)):
			m.Evidence |= detect.Context
		default:
			continue
		}
		if strings.HasPrefix(rest, "mmHg") {
			m.End = len(s) - len(rest) + len("mmHg")
			m.Evidence |= detect.Context
		}
		found(m)
		if beats > 0 {
			at := len(s) - len(rest)
			found(detect.Match{Start: at, End: at + beats, Odds: -0.1, Evidence: detect.Context})
		}
	}
}

// pulse returns the length of a pulse at the start of s: P72, HR 98, 脈 88.
func pulse(s string) int {
	for _, w := range [...]string{"P", "HR", "PR", "脈拍", "脈"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " :")
		n := 0
		for n < len(rest) && n < 4 && rest[n]-'0' < 10 {
			n++
		}
		if n == 2 || n == 3 && rest[0] == '1' {
			return len(s) - len(rest) + n
		}
	}
	return 0
}

// measuredAbout reports whether words of what nurses measure and what they
// measure it for stand shortly before or behind s[start:end].
func measuredAbout(s string, start, end int) bool {
	before := detect.Tail(s[:start], 72)
	return !strings.Contains(before, "血圧計") && (nursing.In(before) || nursing.In(detect.Head(s[end:], 72)))
}

var nursing = detect.NewWords("血圧 脈 体温 SpO2 KT BT バイタル mmHg 降圧 頭痛 頭重 めまい 動悸 健診 体重 HDP 尿蛋白 尿たんぱく 尿タンパク むくみ 浮腫 入浴 Ns 看護師 透析 妊婦 要治療 要精検")

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
