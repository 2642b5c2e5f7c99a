package person

import (
	"strings"

	"monban/detect"
)

// forebears are those from whom somebody has his roots.
var forebears = detect.NewWords(`父 母 父親 母親 両親 祖父 祖母 祖父母 曽祖父 曽祖母 お父さん お母さん お父さま お母さま お父様 お母様 パパ ママ 実父 実母`)

// ofSorts stand behind a forebear of a country who is nobody's in particular.
var ofSorts = detect.NewPhrases(`の子ども の子供 の児童 の家庭 の場合 の方 の生徒 の割合 の数 役 向け を持つ子 をもつ子 の小説 の映画 の作家`)

var roots = detect.Rule{
	Name: "roots", Kind: detect.Race, Needs: detect.HasKanji, Words: []*detect.Words{forebears},
	Doc: detect.Doc{
		Title: "The country that somebody's parents or grandparents are of", TitleJa: "父母・祖父母の出身国",
		Hit:    []string{"父がガーナ人", "お母さまがフィリピン人", "両親はブラジル人で", "祖母は韓国出身", "母はネパールの出身", "父:アメリカ人", "母親が中国生まれ", "父方の祖父が台湾人"},
		Miss:   []string{"父がフランス料理店を営む", "母は韓国へ旅行中", "お母さんがフィリピン人の子どもたちの支援", "両親はインドの会社に勤務", "父が中国人の役を演じた", "母はタイ語を学ぶ", "父の日のイタリア旅行", "母がロシア人の作家を好む", "中国人観光客", "母は日本人"},
		Source: "個人情報保護法2条3項 人種",
	},
	Find: findRoots,
}

func findRoots(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	t.Each(forebears, func(_, at int) {
		start := at
		for _, w := range [...]string{"が", "は", "も", ":", "、", " "} {
			if strings.HasPrefix(s[at:], w) {
				start = at + len(w)
				break
			}
		}
		n := len(countries.Begins(s[start:]))
		if n == 0 || start == at {
			return
		}
		end := start + n
		tail := ""
		for _, w := range [...]string{"出身", "の出身", "生まれ", "の生まれ", "からの移民", "人"} {
			if strings.HasPrefix(s[end:], w) {
				tail = w
				break
			}
		}
		if tail == "" || tail == "人" && strings.HasPrefix(s[end+len(tail):], "の") && !strings.HasPrefix(s[end+len(tail):], "ので") {
			return // 母がロシア人の作家を好む
		}
		end += len(tail)
		if goesOn(s[end:]) || ofSorts.Begins(s[end:]) != "" {
			return
		}
		found(detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Context})
	})
}
