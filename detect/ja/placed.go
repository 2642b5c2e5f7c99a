package ja

import (
	"strings"

	"monban/detect"
)

// A name without an honorific stands right behind what somebody is: his department
// (営業2課檜垣が), his kin (娘の美桜が), or before it (虎之介の父です). In such places a known name
// is one when a particle or a mark ends it.

// units end the names of departments and of work behind which a name stands without a
// gap.
var units = detect.NewPhrases(`課 班 係 分団 小隊 部隊 営業 警備 総務 経理 人事 製造 受付 事務 厨房 調理 清掃 運転手 乗務員 作業員 訓練生 研修生 実習生 組合員 団員 部員 班員 隊員 支部長 班長 社員 職員`)

// placed reports whether s, which stands at start, is a name by such a place.
func (p *prose) placed(s string, start int, after string) bool {
	if strings.ContainsRune(s, ' ') || !parted(after) {
		return false
	}
	before := p.s[:start]
	if w := units.Ends(before); w != "" {
		return !strings.HasSuffix(s, "名") && p.n.isFamily(s) && p.n.tok().Word(s)&commonSet == 0
	}
	if strings.HasPrefix(after, "の") {
		return p.begins(start) && parent(after[len("の"):]) && (p.l.given[s] || p.n.tok().Word(s).has(GivenName))
	}
	if rest, of := strings.CutSuffix(before, "の"); of {
		return kinEnds(rest) && p.givenOnly(s) || bedded(rest) && p.n.isFamily(s) && p.n.tok().Word(s)&(commonSet|placeSet) == 0
	}
	return aged(after) && kinEnds(before) && p.l.given[s]
}

// givenOnly reports whether a word is a given name and no other word.
func (p *prose) givenOnly(s string) bool {
	w := p.n.tok().Word(s)
	return (p.l.given[s] || w.has(GivenName)) && w&(commonSet|placeSet) == 0
}

// kinEnds reports whether a word for a relative of the writer ends there.
func kinEnds(before string) bool { return related(before) || kinEnd.Ends(before) != "" }

var kinEnd = detect.NewPhrasesOf(kinWords[:])

// ofKin reports whether the relative of somebody is named behind の at start: 娘の美桜.
func ofKin(before string) bool {
	rest, ok := strings.CutSuffix(before, "の")
	return ok && kinEnds(rest)
}

// parent reports whether somebody says that he is the parent of the one named.
func parent(s string) bool {
	for _, w := range [...]string{"父です", "母です", "父親です", "母親です", "保護者です", "祖母です", "祖父です", "兄です", "姉です"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// bedded reports whether nothing but the number of a room or a bed stands before の, in a
// line or a clause of its own: 202の小比類巻.
func bedded(before string) bool {
	digits := strings.TrimRight(before, "0123456789")
	n := len(before) - len(digits)
	return (n == 3 || n == 4) && (digits == "" || strings.HasSuffix(digits, "。") || strings.HasSuffix(digits, "、") || strings.HasSuffix(digits, " "))
}

// roomed reports whether the number of a room or a bed stands before a name: 308号.
func roomed(before string) bool {
	for _, w := range [...]string{"号室", "号", "番"} {
		if rest, ok := strings.CutSuffix(before, w); ok {
			return rest != "" && isDigit(rest[len(rest)-1])
		}
	}
	return false
}
