package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// graded grows the hit over the grade, the level or the strength that belongs to it.
func graded(s string, h *hit) {
	var end int
	at := h.end
	switch detect.Kind(h.term.Kind) {
	case detect.WelfareCertificate:
		end = levelled(s, h)
	case detect.Medication:
		end, h.till = dose(s, h.end)
	default:
		end = gradeEnd(s, h)
	}
	if end > at || h.till > at {
		h.end, h.till, h.odds = end, max(end, h.till), oddsGraded
	}
}

// levelled returns the end of the level behind a heading such as 障害支援区分. A
// level that speaks for itself stands alone: in 要介護度 要介護3 and 障害支援区分は区分4
// the heading is a label, and the hit begins behind it.
func levelled(s string, h *hit) int {
	text := h.term.Text
	switch {
	case strings.HasSuffix(text, "区分") || strings.HasSuffix(text, "区分認定") || strings.HasSuffix(text, "介護度") || strings.HasSuffix(text, "介護認定"):
		end := grade(s, h.end, level)
		if end == h.end {
			break
		}
		for _, w := range [...]string{"区分", "要介護", "要支援"} {
			if i := strings.LastIndex(s[h.end:end], w); i > 0 {
				h.start = h.end + i
			}
		}
		return end
	case strings.Contains(text, "年金") || strings.Contains(text, "手当"):
		return grade(s, h.end, kyu)
	}
	return h.end
}

// gradeEnd returns the end of the grade, the stage or the value of a test that
// belongs to the hit; h.end when there is none.
func gradeEnd(s string, h *hit) int {
	text := h.term.Text
	switch detect.Kind(h.term.Kind) {
	case detect.DisabilityCertificate, detect.Disability:
		switch {
		case strings.Contains(text, "療育") || strings.Contains(text, "愛") || strings.Contains(text, "みどり") || strings.HasPrefix(text, "知的"):
			return grade(s, h.end, ryoiku)
		case strings.Contains(text, "手帳") || strings.HasPrefix(text, "身") || strings.HasPrefix(text, "精神障"):
			if end := grade(s, h.end, kyu); end > h.end {
				return end
			}
			return grade(s, h.end, ryoiku)
		}
		if detect.Kind(h.term.Kind) == detect.Disability {
			return course(s, h.end)
		}
	case detect.Diagnosis:
		switch text {
		case "妊娠":
			return weeks(s, h.end)
		case "後遺障害":
			return rank(s, h.end)
		}
		at := h.end
		if rest, ok := strings.CutPrefix(s[at:], "症"); ok && formal.Begins(rest) == "" {
			at += len("症") // 口腔カンジダ|症
		}
		if end := stage(s, at); end > at {
			return end
		}
		return max(h.end, course(s, at))
	case detect.HealthCheck:
		end, _ := measured(s, h.end, h.term.Guards.Units)
		return end
	}
	return h.end
}

// formal goes on with 症 in words that are none of a disease.
var formal = detect.NewPhrases(`状 例 候 度`)

// grade returns the end of the grade that read finds at or a few linking
// characters behind at: "（第1種）", ":", "の等級は".
func grade(s string, at int, read func(s string) int) int {
	i := at
	for range 14 {
		if n := read(s[i:]); n > 0 {
			return i + n
		}
		n := linking(s[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return at
}

// linking returns the length of what may stand between a handbook and its grade.
func linking(s string) int {
	for _, w := range [...]string{"第1種", "第2種", "第一種", "第二種", "1種", "2種", "総合等級", "障害等級", "等級", "程度", "判定", "所持", "取得", "交付", "要介護", "要支援", "区分", "あり", "有り", "有"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	if n > 0 && strings.ContainsRune(" :、,()[]「」/・のはがで=-", r) {
		return n
	}
	return 0
}

// kyu reads 1級 to 7級.
func kyu(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if (r >= '1' && r <= '7' || strings.ContainsRune("一二三四五六七", r)) && strings.HasPrefix(s[n:], "級") {
		return n + len("級")
	}
	return 0
}

// handbook reads the grade on the kind of a disability that says which handbook
// somebody has: 聴覚|3級, 身体|1種1級, 精神|・3級.
func handbook(s string) int {
	n := len(grading.Begins(s))
	if k := kyu(s[n:]); k > 0 {
		return n + k
	}
	return 0
}

var grading = longestFirst(`・ 第1種 第2種 1種 2種 第一種 第二種`)

// ryoiku reads the degrees of the intellectual handbooks: A, B2, マルA, ○A, 4度, 重度.
func ryoiku(s string) int {
	for _, w := range [...]string{"最重度", "重度", "中等度", "中度", "軽度"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	n := 0
	for _, w := range [...]string{"マル", "○", "◯", "丸", "(", "㋐"} {
		if strings.HasPrefix(s, w) {
			n = len(w)
		}
	}
	rest := s[n:]
	if rest == "" {
		return 0
	}
	switch c := rest[0]; {
	case c >= 'A' && c <= 'C':
		n++
		rest = rest[1:]
		if of, ok := strings.CutPrefix(rest, "の"); ok && of != "" && of[0] >= '1' && of[0] <= '3' {
			n, rest = n+len("の"), of
		}
		if rest != "" && (rest[0] >= '1' && rest[0] <= '3') {
			n, rest = n+1, rest[1:]
		}
		if r, _ := utf8.DecodeRuneInString(rest); classOf(r) == latin || classOf(r) == digit || strings.HasPrefix(rest, "型") {
			return 0
		}
		return n
	case c >= '1' && c <= '4' && strings.HasPrefix(rest[1:], "度"):
		return n + 1 + len("度")
	}
	if r, k := utf8.DecodeRuneInString(rest); strings.ContainsRune("一二三四", r) && strings.HasPrefix(rest[k:], "度") {
		return n + k + len("度")
	}
	return 0
}

// level reads the support or care level 1 to 6, or 非該当.
func level(s string) int {
	if strings.HasPrefix(s, "非該当") {
		return len("非該当")
	}
	r, n := utf8.DecodeRuneInString(s)
	if !(r >= '1' && r <= '6' || strings.ContainsRune("一二三四五六", r)) {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(s[n:]); classOf(next) == digit || next == '.' || next == '人' || next == '件' || next == '年' || next == '月' {
		return 0
	}
	return n
}

// stage reads the type or stage of a disease: Ⅱ型, ステージ3, stage IV, I期.
func stage(s string, at int) int {
	rest := strings.TrimLeft(s[at:], " (")
	i := len(s) - len(rest)
	for _, w := range [...]string{"ステージ", "stage", "Stage", "第", "グレード", "Grade"} {
		rest = strings.TrimPrefix(rest, w)
	}
	named := len(rest) < len(s)-i
	rest = strings.TrimLeft(rest, " ")
	n := 0
	for n < len(rest) && n < 3 && strings.IndexByte("IVX1234ab", rest[n]) >= 0 {
		n++
	}
	if n == 0 {
		return at
	}
	tail := rest[n:]
	for _, w := range [...]string{"型", "期", "度"} {
		if rest, ok := strings.CutPrefix(tail, w); ok {
			if r, _ := utf8.DecodeRuneInString(rest); classOf(r) == kanji || classOf(r) == katakana {
				return at // 傷病名 2型糖尿病
			}
			return len(s) - len(rest)
		}
	}
	if r, _ := utf8.DecodeRuneInString(tail); named && classOf(r) != latin && classOf(r) != digit {
		return len(s) - len(tail)
	}
	return at
}

// weeks returns the end of how far a pregnancy is: 28週, 5か月.
func weeks(s string, at int) int {
	k := at
	for k < len(s) && k-at < 2 && s[k]-'0' < 10 {
		k++
	}
	if k > at {
		for _, w := range [...]string{"週", "か月", "ヶ月", "カ月", "ヵ月", "ケ月"} {
			if strings.HasPrefix(s[k:], w) {
				return k + len(w)
			}
		}
	}
	return at
}

// rank returns the end of the rank of an injury that remains: 14級9号.
func rank(s string, at int) int {
	rest := strings.TrimLeft(s[at:], " :")
	rest = strings.TrimPrefix(rest, "第")
	n := 0
	for n < len(rest) && n < 2 && rest[n]-'0' < 10 {
		n++
	}
	tail, ok := strings.CutPrefix(rest[n:], "級")
	if n == 0 || !ok {
		return at
	}
	n = 0
	for n < len(tail) && n < 2 && tail[n]-'0' < 10 {
		n++
	}
	if t, ok := strings.CutPrefix(tail[n:], "号"); ok && n > 0 {
		tail = t
	}
	return len(s) - len(tail)
}

// codes calls found for ICD-10 codes that stand where diseases are spoken of:
// F20.0, E11. Without such words they are names of rooms, keys and forms.
func codes(t *detect.Text, found func(start, end int)) {
	s := t.Norm
	for i := 0; i+3 <= len(s); i++ {
		c := s[i]
		if c-'A' >= 26 || s[i+1]-'0' >= 10 || s[i+2]-'0' >= 10 {
			continue
		}
		if i > 0 && (classOf(rune(s[i-1])) != other || s[i-1] == '-' || s[i-1] == '.') {
			continue
		}
		end := i + 3
		if end+1 < len(s) && s[end] == '.' && s[end+1]-'0' < 10 {
			end += 2
			if end < len(s) && s[end]-'0' < 10 {
				end++
			}
		}
		if end < len(s) && (classOf(rune(s[end])) == latin || classOf(rune(s[end])) == digit || s[end] == '-') {
			continue
		}
		if codeLabels.In(t.Label) || nearOneOf(s, i, end, codeWords) {
			found(i, end)
		}
		i = end - 1
	}
}

var (
	codeLabels = detect.NewWords("ICD 病名 傷病 診断 疾病 疾患")
	codeWords  = detect.NewPhrasesOf([]string{"ICD", "病名", "診断", "傷病", "障害", "統合失調", "うつ病", "症候群", "疾患", "認知症", "てんかん", "糖尿病"})
)
