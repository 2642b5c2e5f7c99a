package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Two results stand without the name of a test: how far a cancer has gone, which has a
// spelling of its own (cT2N1M0), and how strongly somebody reacts to a thing, which is
// named instead (スギ クラス5).

// tumours calls found for the stages of cancers in s.
func tumours(s string, found func(start, end int)) {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], 'T')
		if i < 0 {
			return
		}
		start := at + i
		at = start + 1
		n := tnm(s[start:])
		if n == 0 || !ends(s[start+n:]) {
			continue
		}
		at = start + n
		for start > 0 && strings.IndexByte("ycprm", s[start-1]) >= 0 && at-n-start < 2 {
			start--
		}
		if r, _ := utf8.DecodeLastRuneInString(s[:start]); classOf(r) != latin && classOf(r) != digit {
			found(start, at)
		}
	}
}

// tnm returns the length of the stage at the start of s: how large the tumour is, in
// which lymph nodes, and whether it has spread: T2aN1M0, Tis N0 M0.
func tnm(s string) int {
	n := 0
	for i, grades := range [...]string{"01234Xxi", "0123Xx", "01Xx"} {
		if i > 0 && n < len(s) && s[n] == ' ' {
			n++
		}
		if n+1 >= len(s) || s[n] != "TNM"[i] || strings.IndexByte(grades, s[n+1]) < 0 {
			return 0
		}
		n += 2
		for more := 0; more < 2 && n < len(s) && strings.IndexByte("abcds+", s[n]) >= 0; more++ {
			n++
		}
	}
	return n
}

// sensitive are the words in front of how strongly somebody reacts, tested the things to
// which somebody may.
var (
	sensitive = detect.NewWords(`クラス class`)
	tested    = longestFirst(foods + ` スギ ヒノキ ハンノキ シラカンバ カモガヤ オオアワガエリ ブタクサ ヨモギ ハウスダスト ハウスダスト1 ダニ ヤケヒョウヒダニ コナヒョウヒダニ ヒョウヒダニ ネコ イヌ ネコ皮屑 イヌ皮屑 ゴキブリ ガ アルテルナリア カンジダ アスペルギルス マラセチア スズメバチ アシナガバチ オボムコイド カゼイン ω-5グリアジン オメガ5グリアジン グルテン ピーナッツ ピーナツ カシューナッツ クルミ アーモンド ヘーゼルナッツ キウイ バナナ マンゴー トマト ラテックス ゼラチン アニサキス`)
)

// classes calls found for how strongly somebody reacts to a thing: 卵白クラス4.
func classes(t *detect.Text, found func(start, end int)) {
	s := t.Norm
	t.Each(sensitive, func(at, end int) {
		before := strings.TrimRight(s[:at], " :(がは")
		w := tested.Ends(before)
		if w == "" || !opensThing(s, len(before)-len(w)) {
			return
		}
		k := end + len(s[end:]) - len(strings.TrimLeft(s[end:], " :"))
		if k >= len(s) || s[k] < '1' || s[k] > '6' || !ends(s[k+1:]) || counters.Begins(s[k+1:]) != "" || strings.HasPrefix(s[k+1:], "組") || strings.HasPrefix(s[k+1:], "の") {
			return
		}
		if k++; strings.HasPrefix(s[k:], ")") && strings.Contains(s[len(before):at], "(") {
			k++
		}
		found(len(before)-len(w), k)
	})
}

// therapy ends the name of a regimen, which is made of the first letters of its drugs.
var therapy = detect.NewWords(`療法`)

// regimens calls found for a treatment of several drugs: FEC療法, mFOLFOX6療法.
func regimens(t *detect.Text, found func(start, end int)) {
	s := t.Norm
	t.Each(therapy, func(at, end int) {
		start, capitals := at, 0
		for start > 0 && at-start < 14 && (classOf(rune(s[start-1])) == latin || classOf(rune(s[start-1])) == digit || strings.IndexByte("+/-", s[start-1]) >= 0) && s[start-1] < utf8.RuneSelf {
			start--
			if s[start]-'A' < 26 {
				capitals++
			}
		}
		if capitals < 2 || classOf(rune(s[start])) != latin || noDrugTherapies[s[start:at]] || !Held(s, start, end, end) {
			return
		}
		found(start, end)
	})
}

// noDrugTherapies are what is done with somebody in other ways.
var noDrugTherapies = exactly(`ABA CBT DBT ACT SST TMS rTMS ECT m-ECT EMDR TEACCH PT OT ST CI HAL VR KJ LSVT LSVT-BIG LSVT-LOUD CAPD CPAP ASV NPPV HOT VAC PRP IPT MBT MBCT PCIT SPA PNF IVR ICT`)
