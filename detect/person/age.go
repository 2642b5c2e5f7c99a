package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"monban/detect"
)

var ageWords = detect.NewWords(`年齢 満年齢 年令 age ages 学齢 お子様の年齢 現在の年齢`)

var ageAgainst = detect.NewWords(`モデル モデル年収 年収例 対象 募集 年齢層 年齢区分 年齢階級 年齢別 年齢制限 対象年齢 年代 平均年齢 築年数 定年 樹齢 社齢 年齢構成 募集年齢`)

// ageMarks stand beside an age that no word names: 34歳, 34才, (34).
var ageMarks = detect.NewWords(`歳 才 (`)

var age = detect.Rule{
	Name: "age", Kind: detect.Age, Needs: detect.HasDigit, Digits: 1, Words: []*detect.Words{ageWords, ageMarks},
	Doc: detect.Doc{
		Title: "Age of a person", TitleJa: "年齢",
		Hit: []string{
			"34歳", "満34才", "山田さん（34歳）", "年齢：34", "年齢 34歳", "享年82歳", "長男 5歳", "Age: 42", "34歳、男性", "5歳3か月", "年齢(2024年4月1日現在) 51",
		},
		Miss: []string{
			"30代", "20歳以上", "18歳未満", "0歳～5歳", "65歳から", "対象年齢 6歳", "年齢層 30", "60歳定年", "平均年齢 34.5歳", "年齢", "3歳児健診", "12歳向け", "年齢制限 18歳", "5歳刻み", "150歳", "40歳代", "甲（45歳・営業職）",
		},
		Source: "identifiers 2.16",
	},
	Find: findAge,
}

// somebody stands before the age of one who is made up for a case: 甲（45歳・営業職）.
var somebody = detect.NewPhrases(`甲( 乙( 丙( 丁( 甲さん( 乙さん( Xさん( Yさん( 社員X( 社員Y( 某(`)

// bare are the log odds that a number in brackets is an age.
const bare = -6

func findAge(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	labelled := t.Labelled(ageWords, ageAgainst)
	for _, r := range t.Digits() {
		if r.Len() > 3 || r.Len() == 3 && s[r.Start] != '1' || r.Len() == 3 && s[r.Start+1] > '2' {
			continue
		}
		if r.Start > 0 && strings.IndexByte(".,-/~:", s[r.Start-1]) >= 0 && s[r.Start-1] != ':' && s[r.Start-1] != '-' {
			continue
		}
		rest := s[r.End:]
		unit := strings.HasPrefix(rest, "歳") || strings.HasPrefix(rest, "才")
		m := detect.Match{Start: r.Start, End: r.End, Key: strings.TrimLeft(s[r.Start:r.End], "0")}
		switch {
		case unit:
			m.End += len("歳")
			if group(s[m.End:]) || between(s[:r.Start]) || somebody.Ends(s[:r.Start]) != "" {
				continue
			}
			m.End += detect.Months(s[m.End:])
			m.Odds = 1.2
			if labelled {
				m.Evidence = detect.Label
			} else if e := t.Around(m.Start, m.End, ageWords, ageAgainst); e&detect.NegativeContext != 0 {
				m.Evidence = detect.NegativeContext
			} else {
				m.Evidence = e
			}
		case labelled && cell(s, r.Start, r.End):
			m.Odds, m.Evidence = -2, detect.Label
		case r.Len() == 2 && r.Start > 0 && s[r.Start-1] == '(' && strings.HasPrefix(rest, ")"):
			m.Odds = bare // 佐藤さん(27): an age if it stands behind a name, which the reader knows
		default:
			continue
		}
		found(m)
	}
	if t.Label == "" {
		labelledAges(t, found)
	}
}

// labelledAges finds ages without a unit behind their label: 年齢: 34.
func labelledAges(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	t.Each(ageWords, func(_, at int) {
		start := t.Value(at)
		if start < 0 {
			return
		}
		end := start
		for end < len(s) && s[end]-'0' < 10 {
			end++
		}
		if n := end - start; n == 0 || n > 3 || n == 3 && s[start] != '1' || !t.Bounded(start, end) || quantity(s[end:]) {
			return
		}
		if e := t.Around(start, end, ageWords, ageAgainst); e == detect.Label|detect.Context {
			found(detect.Match{Start: start, End: end, Odds: -5, Evidence: e, Key: strings.TrimLeft(s[start:end], "0")})
		}
	})
}

// group reports whether what follows an age makes it a bound or a class of ages.
func group(s string) bool {
	s = strings.TrimLeft(s, " ")
	if months := strings.TrimLeft(s, "0123456789"); len(months) < len(s) && strings.Contains(detect.Head(months, 18), "月児") {
		return true // 1歳6か月児健診
	}
	for _, w := range [...]string{"以上", "以下", "未満", "以降", "まで", "から", "より", "代", "児", "向け", "~", "～", "-", "頃", "ごろ", "定年", "刻み", "時点の平均", "になるまで", "を超", "超", "到達", "に達", "人口", "階級", "区分", "若", "馬", "牛", "牝", "牡", "優駿", "上", "下", "差", "別", "クラス", "くらいまで", "に満たない", "時代", "健診", "検診", "半健診", "半検診", "半児", "未就", "・"} {
		if strings.HasPrefix(s, w) && (w != "・" || len(s) > 2 && s[len("・")]-'0' < 10) {
			return true
		}
	}
	return false
}

// between reports whether s, which stands before an age, makes it the end of a range.
func between(s string) bool {
	s = strings.TrimRight(s, " 満")
	return strings.HasSuffix(s, "~") || strings.HasSuffix(s, "から") || strings.HasSuffix(s, "～") || strings.HasSuffix(s, "歳-")
}

// quantity reports whether s goes on with a unit, so that the number is no age.
func quantity(s string) bool {
	s = strings.TrimLeft(s, " ")
	if s == "" {
		return false
	}
	for _, w := range [...]string{"年", "月", "日", "件", "人", "名", "%", "代", "以上", "以下", "未満", "~", "-", "/", "桁", ".", ",", "文字", "項目", "回", "つ", "歳", "才"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

var sexWords = detect.NewWords(`性別 性 男女 男女別 sex gender seibetsu`)

var sexAgainst = detect.NewWords(`性質 性能 属性 可能性 特性 重要性 必要性 安全性 個性 適性 感受性 相性 知性 品性 緊急性 有効性 信頼性 耐性 慢性 急性 陽性 陰性`)

// sexes are the answers under a header; a code number is one only there.
var sexes = map[string]string{
	"男": "m", "女": "f", "男性": "m", "女性": "f", "男子": "m", "女子": "f", "m": "m", "f": "f", "male": "m", "female": "f", "man": "m", "woman": "f", "その他": "x", "無回答": "", "回答しない": "", "x": "x", "♂": "m", "♀": "f", "おとこ": "m", "おんな": "f", "オトコ": "m", "オンナ": "f",
	"1": "m", "2": "f", "1:男": "m", "2:女": "f", "1.男": "m", "2.女": "f", "1男": "m", "2女": "f", "1 男": "m", "2 女": "f", "1:男性": "m", "2:女性": "f", "9": "x", "3": "x", "男児": "m", "女児": "f", "ノンバイナリー": "x", "答えたくない": "",
}

var sex = detect.Rule{
	Name: "sex", Kind: detect.Sex, Needs: 0, Words: []*detect.Words{sexWords, ageMarks},
	Doc: detect.Doc{
		Title: "Sex, under a label or beside an age", TitleJa: "性別（項目名があるもの、年齢の隣）",
		Hit: []string{
			"性別：男", "性別 女性", "性別: F", "Sex: Male", "gender=female", "34歳 男性", "（34歳・女性）", "性別：その他", "女性（28歳）", "性別　男", "男性、51歳", "35才・男", "(42歳 女)",
		},
		Miss: []string{
			"男性", "平均年齢は38歳、女性が4割です", "男女共同参画", "性別", "性別：男・女", "性別 1.男 2.女", "性能：F", "属性 M", "女性向け商品", "男性用 2個", "性別を問わない", "女性社員 34名", "サイズ M",
		},
		Source: "identifiers 2.16",
	},
	Find: findSex,
}

func findSex(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	if t.Labelled(sexWords, sexAgainst) {
		start, end := trimmed(s)
		if key := sexes[strings.ToLower(s[start:end])]; key != "" {
			found(detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Label, Key: key})
		}
		return
	}
	t.Each(sexWords, func(_, at int) {
		start := t.Value(at)
		if start <= at {
			return
		}
		end, key := sexAt(s, start)
		if end == 0 || choice(s[end:]) {
			return
		}
		if e := t.Around(start, end, sexWords, sexAgainst); e == detect.Label|detect.Context {
			found(detect.Match{Start: start, End: end, Odds: -3.5, Evidence: e, Key: key})
		}
	})
	if t.Chars&detect.HasKanji != 0 && t.Chars&detect.HasDigit != 0 && t.Label == "" {
		besideAge(t, found)
		shortAnswers(t, found)
	}
}

// sexAt reads an answer at s[i]; code numbers do not count in running text.
func sexAt(s string, i int) (end int, key string) {
	for _, w := range [...]string{"男性", "女性", "男子", "女子", "男", "女", "その他", "female", "Female", "FEMALE", "male", "Male", "MALE", "M", "F", "m", "f"} {
		if !strings.HasPrefix(s[i:], w) {
			continue
		}
		end = i + len(w)
		if w[0] < 0x80 && end < len(s) && (s[end]|0x20)-'a' < 26 {
			continue
		}
		return end, sexes[strings.ToLower(w)]
	}
	return 0, ""
}

// choice reports whether s goes on with the other answer, or makes a word of it.
func choice(s string) bool {
	s = strings.TrimLeft(s, " ")
	for _, w := range [...]string{"・", "/", "女", "男", "|", "or", "または", "又は", "□", "☐", ",女", "、女", "別", "向け", "用", "専用", "共", "2", "比"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// besideAge finds 男性 and 女性 directly beside an age.
func besideAge(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for at := 0; ; {
		k := strings.Index(s[at:], "性")
		if k < 0 {
			return
		}
		end := at + k + len("性")
		at = end
		start := end - len("男性")
		if start < 0 || s[start:end] != "男性" && s[start:end] != "女性" {
			continue
		}
		before := strings.TrimRight(s[:start], " ・、,/(の")
		after := strings.TrimLeft(s[end:], " ・、,/(")
		if share, ok := strings.CutPrefix(after, "が"); ok && share != "" && share[0]-'0' < 10 {
			continue // 平均年齢は38歳、女性が4割
		}
		n := 0
		for n < len(after) && n < 3 && after[n]-'0' < 10 {
			n++
		}
		if ageEnds(before) || n > 0 && (strings.HasPrefix(after[n:], "歳") || strings.HasPrefix(after[n:], "才")) && !group(after[n+3:]) {
			found(detect.Match{Start: start, End: end, Odds: -1.5, Evidence: detect.Context, Key: sexes[s[start:end]]})
		}
	}
}

// shortAnswers finds 男 and 女 alone behind an age: 35才・男, (42歳 女).
func shortAnswers(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for _, r := range t.Digits() {
		rest := s[r.End:]
		if !strings.HasPrefix(rest, "歳") && !strings.HasPrefix(rest, "才") {
			continue
		}
		start := len(s) - len(strings.TrimLeft(rest[len("歳"):], " ・、,/("))
		for _, w := range [2]string{"男", "女"} {
			if !strings.HasPrefix(s[start:], w) {
				continue
			}
			end := start + len(w)
			if next, _ := utf8.DecodeRuneInString(s[end:]); !unicode.IsLetter(next) && !choice(s[end:]) {
				found(detect.Match{Start: start, End: end, Odds: -1.5, Evidence: detect.Context, Key: sexes[w]})
			}
		}
	}
}

func ageEnds(s string) bool {
	v, ok := strings.CutSuffix(s, "歳")
	if !ok {
		v, ok = strings.CutSuffix(s, "才")
	}
	return ok && v != "" && v[len(v)-1]-'0' < 10
}
