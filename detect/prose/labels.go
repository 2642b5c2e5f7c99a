package prose

import (
	"strings"

	"monban/detect"
)

// departments end the names of places at work that stand before who works there.
var departments = detect.NewPhrases(`部 課 係 室 チーム グループ センター 事務局 支店 営業所 事業所 窓口`)

// markup are the marks of a chat's own writing, which label nothing.
var markup = map[string]bool{"title": true, "/title": true, "info": true, "/info": true, "code": true, "/code": true, "qt": true, "/qt": true}

// responds reports whether a label names who has filled in a form as one who is asked,
// with his mail address or his age behind his name: 記入者：丹生谷 史子 fumiko@…, 記入者 志賀陽子 61才.
func responds(label, behind string) bool {
	if !strings.HasSuffix(label, "記入者") && !strings.HasSuffix(label, "回答者") {
		return false
	}
	if strings.IndexByte(detect.Head(behind, 60), '@') > 0 {
		return true
	}
	rest := strings.TrimLeft(behind, " (様さん年齢:")
	age := strings.TrimLeft(rest, "0123456789")
	return age != rest && len(rest)-len(age) <= len("100") && (strings.HasPrefix(age, "才") || strings.HasPrefix(age, "歳"))
}

// kanaPair reports whether a value is two words in katakana, as a family and a given
// name are.
func kanaPair(s string) bool {
	family, given, ok := strings.Cut(strings.TrimSpace(s), " ")
	other := func(c rune) bool { return (c < 'ァ' || c > 'ヺ') && c != 'ー' }
	return ok && min(len(family), len(given)) >= len("アイ") && strings.IndexFunc(family+given, other) < 0
}

// workplace reports whether a label names where somebody works: whoever is named
// behind it does so.
func workplace(m detect.Meaning) bool {
	switch m.Word {
	case "company", "facility", "department", "title":
		return true
	}
	return false
}

// firstWords cuts what else is told of somebody off his name: 日比野 るり H20.9.9生 女.
func firstWords(v string) string {
	for at, n := 0, 0; ; {
		i := strings.IndexByte(v[at:], ' ')
		if i < 0 {
			return v
		}
		at += i + 1
		if n++; n > 3 {
			return v
		}
		next, _, _ := strings.Cut(v[at:], " ")
		if strings.ContainsAny(next, "0123456789:@") || behindNames[next] {
			return v[:at-1]
		}
	}
}

// behindNames are words that stand behind the name in a line about somebody.
var behindNames = map[string]bool{"男": true, "女": true, "男性": true, "女性": true, "男児": true, "M": true, "F": true, "女児": true, "様": true, "殿": true, "さん": true, "病名": true, "診断名": true, "診断": true, "傷病名": true, "既往": true, "既往歴": true, "障害名": true, "状況": true, "状態": true, "主訴": true, "症状": true, "理由": true, "事由": true, "期間": true, "種目": true}

// heads reports whether what stands behind a label and a blank begins with somebody's
// name: 尿検査 楢崎 紬 一次… is about him, and no answer.
func (r *Reader) heads(value string) bool {
	words := strings.SplitN(strings.TrimLeft(value, " "), " ", 3)
	name, _, _ := strings.Cut(strings.Join(words[:min(2, len(words))], " "), "(")
	odds, e := r.senses.NameCell(name)
	return odds > 1 && e&detect.NameParts != 0
}
