package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What a test found stands behind its name: a number with or without its unit,
// a grade or a verdict, for one side of the body or for both: HbA1c 9.4%,
// 右62dB 左70dB, 便潜血 2回とも陽性, グリーソンスコア 4+3, 風疹抗体8倍未満.

// A proof is how far what stands behind a name tells that the name is a test's.
type proof uint8

const (
	unmeasured proof = iota
	bareNumber       // as many other things have one
	ofTest           // a unit, a grade or a verdict that only tests have
)

// measured returns the end of what the test found whose name ends at at, and what
// that proves. units are further units in which the test is measured.
func measured(s string, at int, units []string) (end int, p proof) {
	end = at
	i := at + leading(s[at:])
	if n := judged(s[:at], s[i:]); n > 0 {
		return i + n, ofTest
	}
	if n := awake(s[i:]); n > 0 && ends(s[i+n:]) && comas.Ends(s[:at]) != "" {
		return i + n, ofTest
	}
	if n := roman(s[i:]); n > 0 && staged.Ends(s[:at]) != "" {
		return i + n, ofTest
	}
	for n := range 4 {
		k := i + side(s[i:])
		if n > 0 && k == i && s[i-1] != '>' { // the arrow →, half width
			break
		}
		size, q := reading(s[k:], units)
		if k > i && k < len(s) && s[k] >= 'A' && s[k] <= 'E' && ends(s[k+1:]) {
			size, q = 1, ofTest // 視力 右A 左D
		}
		if q == unmeasured || s[k] == '-' && k == at {
			break // GPT-4
		}
		end, p = k+size, max(p, q)
		i = end + len(s[end:]) - len(strings.TrimLeft(s[end:], " ・、/("))
		if w := arrows.Begins(s[end:]); w != "" {
			i = end + len(w)
			size, q = reading(s[i:], units)
			if q == unmeasured {
				break
			}
			end, p = i+size, max(p, q)
			break
		}
	}
	return end, p
}

// judged returns the length of the grade at the start of s behind the name of a
// judgement: 総合判定 D2, 管理区分C. What is only called 判定 may be that of goods, so
// that its grade needs a figure.
func judged(name, s string) int {
	if s == "" || s[0] < 'A' || s[0] > 'G' || !strings.HasSuffix(name, "判定") && !strings.HasSuffix(name, "区分") {
		return 0
	}
	n := 1
	for n < len(s) && n < 3 && s[n]-'0' < 10 {
		n++
	}
	long := strings.HasSuffix(name, "総合判定") || strings.HasSuffix(name, "健診判定") || strings.HasSuffix(name, "区分")
	if n == 1 && !long || !ends(s[n:]) || strings.HasPrefix(strings.TrimLeft(s[n:], " "), "の") {
		return 0
	}
	return n
}

// roman returns the length of the Roman numbers up to VI at the start of s: III, III-IV.
func roman(s string) int {
	n := 0
	for n < len(s) && n < 8 && strings.IndexByte("IV-~", s[n]) >= 0 {
		n++
	}
	if n == 0 || s[0] == '-' || s[0] == '~' || !ends(s[n:]) {
		return 0
	}
	return n
}

// comas are the scales of how far somebody is awake.
var comas = detect.NewPhrases(`JCS GCS 意識レベル 意識`)

// staged end the names of scales whose grades are Roman numbers.
var staged = detect.NewPhrases(`stage Stage ステージ ストローム BRS 分類 ヤール Yahr NYHA Fontaine フォンテイン`)

// leading returns the length of what joins a test and its value.
func leading(s string) int {
	n := 0
	for range 5 {
		if r, w := utf8.DecodeRuneInString(s[n:]); w > 0 && strings.ContainsRune(" :=はがもで(、", r) {
			n += w
			continue
		}
		w := valueLeads.Begins(s[n:])
		if w == "" {
			break
		}
		n += len(w)
	}
	return n
}

// side returns the length of the side or the part in front of a value.
func side(s string) int {
	w := sides.Begins(s)
	n := len(w)
	if n > 0 {
		n += len(s[n:]) - len(strings.TrimLeft(s[n:], " :がは)"))
	}
	return n + pitch(s[n:])
}

// pitch returns the length of the tone at the start of s that somebody hears: 1000Hz| 45dB.
func pitch(s string) int {
	n := number(s, 0)
	if rest, ok := strings.CutPrefix(s[n:], "Hz"); ok && n > 0 {
		return len(s) - len(strings.TrimLeft(rest, " :"))
	}
	return 0
}

// awake reads how far somebody is awake at the start of s, which two scales write in
// ways of their own: II-20, E3V4M5.
func awake(s string) int {
	if n := len(s) - len(strings.TrimLeft(s, "I")); n > 0 && n <= 3 && strings.HasPrefix(s[n:], "-") {
		if k := number(s, n+1); k > n+1 && k <= n+4 {
			return k
		}
	}
	n := 0
	for _, c := range "EVM" {
		if n+1 >= len(s) || rune(s[n]) != c || s[n+1]-'1' > 5 && s[n+1] != 'T' {
			return 0
		}
		n += 2
	}
	return n
}

// reading reads one value at the start of s.
func reading(s string, units []string) (int, proof) {
	if w := verdicts.Begins(s); w != "" && !figure(s[len(w):]) {
		rest := s[len(w):]
		if denied(rest) || ofMany.Begins(rest) != "" {
			return 0, unmeasured
		}
		return len(w), ofTest
	}
	if w := scales.Begins(s); w != "" {
		n := len(w) + len(s[len(w):]) - len(strings.TrimLeft(s[len(w):], " "))
		k := n
		for k < len(s) && k-n < 3 && strings.IndexByte("0123456789IVabcAB", s[k]) >= 0 {
			k++
		}
		if k > n && ends(s[k:]) {
			return k, ofTest
		}
		return 0, unmeasured
	}
	n := len(comparisons.Begins(s))
	k := number(s, n)
	if k == n || k-n > 9 {
		return 0, unmeasured
	}
	rest := s[k:]
	for _, u := range units {
		if strings.HasPrefix(rest, u) {
			return k + len(u), ofTest
		}
	}
	if u := clinicalUnits.Begins(strings.ToLower(rest[:min(len(rest), 12)])); u != "" && ends(rest[len(u):]) {
		return k + len(u), ofTest
	}
	if u := plainUnits.Begins(rest); u != "" {
		return k + len(u), bareNumber
	}
	if rest != "" && rest[0] >= 'a' && rest[0] <= 'c' {
		k, rest = k+1, rest[1:] // 3b
	}
	if counters.Begins(rest) != "" || !ends(rest) {
		return 0, unmeasured
	}
	return k, bareNumber
}

// number returns the end of the number at s[at:]: 14.2, 146/82, 4+3, 171-99, 1,900.
func number(s string, at int) int {
	k := at
	for k < len(s) && (s[k]-'0' < 10 || k > at && strings.IndexByte("./+-,~", s[k]) >= 0 && k+1 < len(s) && s[k+1]-'0' < 10) {
		k++
	}
	return k
}

// figure reports whether s begins with a digit: 4+3 is a number.
func figure(s string) bool { return s != "" && s[0]-'0' < 10 }

// ends reports whether no letter or digit goes on with a value that ends before s.
func ends(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return classOf(r) != latin && classOf(r) != digit
}

var (
	arrows      = detect.NewPhrases(`→ -> ⇒`)
	valueLeads  = detect.NewPhrases(`スコア 検査 測定値 抗体価 価 平均 最大 合計 総合 判定 結果 測定 数値 値 とも 共に 2回とも 両方`)
	sides       = longestFirst(`左右とも 両眼とも 両耳とも 両側とも 左右 右眼 左眼 両眼 右耳 左耳 両耳 右側 左側 両側 右目 左目 右 左 R L 全領域 呼称 合計`)
	comparisons = longestFirst(`<= >= < > ≦ ≧ ≤ ≥ + - ± ▲ 約`)
	// verdicts are what a test says without a number.
	verdicts = longestFirst(`弱陽性 擬陽性 偽陽性 強陽性 陽性 高値 低値 異常あり 異常 有所見 所見あり 要確認 リファー 反応なし 判定保留 病的バリアント (+) (++) (+++) (±) (1+) (2+) (3+) (4+) 1+ 2+ 3+ 4+ ++ +++ + ±`)
	// ofMany follow a verdict about a test and nobody: 陽性者数, 陽性だった場合.
	ofMany = detect.NewPhrases(`者 率 例 の場合 だった場合 の方 反応 件`)
	// scales are the words in front of a grade.
	scales = longestFirst(`クラス class Class CLASS グレード Grade grade コード カテゴリー カテゴリ Group group グループ ステージ Stage stage レベル 分布 第`)
	// clinicalUnits, in small letters, are those of laboratories and of hearing.
	clinicalUnits = longestFirst(`mg/dl g/dl μg/dl ug/dl ng/ml ng/dl pg/ml μg/ml miu/ml iu/ml iu/l u/ml u/l mu/ml meq/l mmol/l mmhg mg/l ml/min ml/分 /μl 万/μl fl ‰ 倍未満 倍以上 倍 coi torr cmh2o db msv bpm log cp/ml ppb sd mg/gcr g/gcr mg/gcre l/min l/分 ng/dl pg/dl kg/m2 kg/㎡`)
	// plainUnits are those that other things have, too.
	plainUnits = longestFirst(`kg cm mm % ℃ °C 度 ° ど 点 秒 万 未満 以上 以下 g`)
	// counters make the number one of something else.
	counters = detect.NewPhrases(`人 名 件 月 日 年 回 本 台 円 社 階 号 時 分 歳 才 個 枚 冊 室 番 部 週 か ヶ ヵ カ ケ 丁 世 期 割 等 種 章 条 項 版 型 系 GB MB ページ セット`)
)
