package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// course returns the end of what tells how far a disease has come, or of which sort or
// side it is, where that stands behind its name or in brackets: 膵臓がん|末期, パーキンソン病|
// (Yahr3), 慢性腎臓病|G3b, 切迫早産|(29週), 難聴|(両側). at when nothing does.
func course(s string, at int) int {
	rest := s[at:]
	if strings.HasPrefix(rest, "末期") {
		return at + len("末期")
	}
	inside, bracket := strings.CutPrefix(strings.TrimLeft(rest, " "), "(")
	if !bracket {
		if n := scaled(rest); n > 0 {
			return at + n
		}
		return at
	}
	inside, _, ok := strings.Cut(detect.Head(inside, bracketMost), ")")
	if !ok || !sorted(inside) {
		return at
	}
	return at + strings.Index(rest, ")") + 1
}

// bracketMost is how long such brackets are, in bytes.
const bracketMost = 40

var (
	// scalesOf are those by which doctors grade diseases; figures follow.
	scalesOf = longestFirst(`Yahr ヤール Hoehn-Yahr Hoehn&Yahr ホーン・ヤール H-Y H&Y NYHA Child-Pugh Child GOLD FAST CDR KL分類 G`)
	sidesIn  = exactly(`両側 右側 左側 右 左 両眼 右眼 左眼 両耳 右耳 左耳 両膝 両足 両手 上肢 下肢 初期 末期 早期 進行期 完全 不全 寛解期 再発`)
	noSorts  = longestFirst(`陽性 陰性 男性 女性 可能性 必要性 個性 耐性`)
)

// scaled returns the length of a scale with its figure at the start of s: Yahr3, G3b.
func scaled(s string) int {
	blank := len(s) - len(strings.TrimLeft(s, " "))
	w := scalesOf.Begins(s[blank:])
	if w == "" {
		return 0
	}
	i := blank + len(w)
	i += len(s[i:]) - len(strings.TrimLeft(s[i:], " :"))
	k := i
	for k < len(s) && k-i < 4 && strings.IndexByte("0123456789IVABC.ab", s[k]) >= 0 {
		k++
	}
	if k == i || w == "G" && (blank > 0 || s[i]-'1' > 4) {
		return 0
	}
	for _, u := range [...]string{"度", "期"} {
		if strings.HasPrefix(s[k:], u) {
			k += len(u)
		}
	}
	if r, _ := utf8.DecodeRuneInString(s[k:]); classOf(r) == latin || classOf(r) == digit {
		return 0
	}
	return k
}

// sorted reports whether brackets hold nothing but a scale, the weeks of a pregnancy, a
// side or a sort: アルコール性.
func sorted(s string) bool {
	if s == "" || sidesIn[s] || scaled(s) == len(s) || weeks(s, 0) == len(s) {
		return s != ""
	}
	if noSorts.Ends(s) != "" || utf8.RuneCountInString(s) > 8 || !strings.HasSuffix(s, "性") && !strings.HasSuffix(s, "型") {
		return false
	}
	for _, r := range s {
		if c := classOf(r); c != kanji && c != katakana && c != latin && c != digit {
			return false
		}
	}
	return true
}

// operations end the names of what is done to a part of the body, behind which 術 is
// part of the name.
var operations = detect.NewPhrases(`摘出 切除 全摘 亜全摘 移植 再建 固定 置換 形成 縫合 吻合 挿入 造設 留置 塞栓 結紮 焼灼 除去 バイパス 切開 切断 修復 凝固 郭清 穿刺 開頭 開腹 開胸 切離 剥離 拡張 根治 矯正`)

// operated returns the end of the operation whose name ends at end: 胆嚢摘出|術.
func operated(s string, start, end int) int {
	if rest, ok := strings.CutPrefix(s[end:], "術"); ok && operations.Ends(s[start:end]) != "" {
		return len(s) - len(rest)
	}
	return end
}

// spine returns where the level of the spine begins that stands on a name at start:
// L4/5|腰椎椎間板ヘルニア, 第3|腰椎圧迫骨折.
func spine(s string, floor, start int) int {
	i := start
	for i > floor && start-i < 8 && (s[i-1]-'0' < 10 || i < start && strings.IndexByte("/-~CThLS", s[i-1]) >= 0) {
		i--
	}
	if i == start {
		return start
	}
	if rest, ok := strings.CutSuffix(s[floor:i], "第"); ok {
		return floor + len(rest)
	}
	if strings.IndexByte("CTLS", s[i]) < 0 || i > floor && classOf(rune(s[i-1])) == latin {
		return start
	}
	return i
}
