package person

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

var nationalityWords = detect.NewWords(`国籍 国籍・地域 国籍/地域 国籍・地域等 国籍等 nationality citizenship`)

// countries are those that most foreigners in Japan come from, and their other
// neighbours, the longer of two words first; a country that is missing is found in
// tables all the same.
// Source: 出入国在留管理庁, 在留外国人統計.
var countries = detect.NewPhrases(`中国 中華人民共和国 ベトナム 韓国 大韓民国 朝鮮 フィリピン ブラジル ネパール インドネシア ミャンマー 台湾 米国 アメリカ合衆国 アメリカ スリランカ インド タイ ペルー バングラデシュ カンボジア パキスタン
	モンゴル 英国 イギリス フランス カナダ ロシア オーストラリア マレーシア ドイツ イタリア ウズベキスタン ナイジェリア トルコ シンガポール イラン スペイン ラオス ボリビア ガーナ ニュージーランド アルゼンチン アフガニスタン メキシコ エジプト ウクライナ
	コロンビア パラグアイ ケニア エチオピア ガンビア コンゴ シリア イラク キルギス カザフスタン ブータン 香港 マカオ ポルトガル ベルギー オランダ スウェーデン スイス オーストリア ポーランド ルーマニア
	Chinese China Vietnamese Vietnam Korean Korea Philippines Filipino Brazilian Brazil Nepalese Nepal Indonesian Indonesia Myanmar Burmese Taiwan American USA Indian India Thailand Thai Peruvian Peru Bangladesh Cambodia Pakistan Mongolia British French Russian`)

// conditions stand behind a nationality that is asked for, not somebody's.
var conditions = detect.NewPhrases(`を問わ は問わ 不問 別 法 者数 の割合 の取得 を取得 を有する を有し を離脱 の方は の方に`)

var nationality = detect.Rule{
	Name: "nationality", Kind: detect.Nationality, Needs: 0, Words: []*detect.Words{nationalityWords, ofCountry, fromCountry},
	Doc: detect.Doc{
		Title: "Nationality, under a label, as a country with 国籍 behind it or as where somebody comes from", TitleJa: "国籍（項目名があるもの、国名に続くもの、出身として述べるもの）",
		Hit:    []string{"国籍：ベトナム", "国籍 ネパール", "Nationality: Philippines", "国籍・地域　中国", "国籍はブラジルです", "ミャンマー国籍の方", "フィリピン国籍、32歳", "中国籍で日本語は堪能", "国籍:韓国籍", "Nationality: Vietnamese", "（ベトナム国籍）"},
		Miss:   []string{"国籍", "国籍を問わず応募できます", "国籍別在留外国人数", "外国籍の職員", "多国籍企業", "無国籍料理", "中国籍船", "国籍法", "日本国籍を有する者", "ベトナム国籍の方は在留カードが要ります", "国籍：", "国籍コード 156", "ネパール大使館", "中国へ出張", "ドイツ製", "製造（中国）", "ブラジル出身の選手団", "フィリピンの方が安い", "ベトナムから輸入"},
		Source: "出入国在留管理庁 在留外国人統計",
	},
	Find: findNationality,
}

// ofCountry are the short forms with 籍: 中国籍. What stands before the sign is
// looked at there.
var ofCountry = detect.NewWords(`国籍 ム籍 ン籍 ル籍 ア籍 ー籍 湾籍 カ籍 ド籍 イ籍 ス籍`)

func findNationality(t *detect.Text, found func(detect.Match)) {
	if t.Label != "" {
		return // of a cell its column knows
	}
	s := t.Norm
	last := 0 // end of the last match
	take := func(start, end int, e detect.Evidence) {
		if start < last || conditions.Begins(s[end:]) != "" {
			return
		}
		last = end
		found(detect.Match{Start: start, End: end, Odds: -1, Evidence: e})
	}
	t.Each(nationalityWords, func(_, at int) {
		start := t.Value(at)
		if start <= at {
			return
		}
		if n := len(countries.Begins(s[start:])); n > 0 && !letterAt(s, start+n) {
			take(start, start+n, detect.Label|detect.Context)
		}
	})
	t.Each(fromCountry, func(start, end int) {
		if start < last || start > 0 && letterAt(s, start-1) {
			return
		}
		switch {
		case letterAt(s, end):
		case origin.Begins(s[end:]) != "" && conditions.Begins(s[end+len(origin.Begins(s[end:])):]) == "":
			found(detect.Match{Start: start, End: end, Odds: fromThere, Evidence: 0})
		case opens(s[:start]) && closes(s[end:]):
			found(detect.Match{Start: start, End: end, Odds: alone})
		}
	})
	t.Each(ofCountry, func(_, at int) {
		i := strings.LastIndex(s[:at], "籍")
		end := i + len("籍")
		before := s[:i]
		n := len(countries.Ends(before))
		if n == 0 {
			before = strings.TrimSuffix(before, "国")
			n = len(countries.Ends(before))
		}
		if n > 0 && !goesOn(s[end:]) {
			if start := len(before) - n; start >= last && conditions.Begins(s[end:]) == "" {
				last = end
				found(detect.Match{Start: start, End: len(before), Odds: -1, Evidence: detect.Context})
			}
		}
	})
}

// fromCountry are the countries as words.
var fromCountry = detect.NewWords(`中国 ベトナム 韓国 朝鮮 フィリピン ブラジル ネパール インドネシア ミャンマー 台湾 米国 アメリカ スリランカ インド タイ ペルー バングラデシュ カンボジア パキスタン モンゴル 英国 イギリス フランス カナダ ロシア オーストラリア マレーシア ドイツ イタリア
	ウズベキスタン ナイジェリア トルコ シンガポール イラン スペイン ラオス ボリビア ガーナ ニュージーランド アルゼンチン アフガニスタン メキシコ エジプト ウクライナ コロンビア パラグアイ ケニア エチオピア コンゴ シリア イラク キルギス カザフスタン ブータン 香港 マカオ ポルトガル ベルギー オランダ スウェーデン スイス オーストリア ポーランド ルーマニア`)

// origin is what follows a country where somebody comes from it.
var origin = detect.NewPhrases(`からの留学生 からの実習生 からの技能実習生 から来た から来ました から来て から来日 から避難 から移住 の実家 の方です の方で、 の方。 の方、 の方が来 の方から 出身の 出身で 出身です 出身。 出身、 出身) に帰国 に一時帰国 へ帰国 へ一時帰国 人の方 人の夫 人の妻 人の母 人の父 人の女性 人の男性 人女性 人男性 人留学生 人の留学生 人の実習生 との二重国籍 の二重国籍`)

// fromThere are the log odds that origin tells of somebody when nobody is named,
// and alone those of a country between marks: the reader of running text knows whether
// it stands behind a name.
const fromThere, alone = -1, -7

// opens and closes report whether a country stands between marks.
func opens(before string) bool {
	return before != "" && (strings.IndexByte(" (,/:", before[len(before)-1]) >= 0 || strings.HasSuffix(before, "、") || strings.HasSuffix(before, "・"))
}

func closes(behind string) bool {
	if behind == "" || strings.IndexByte(" ),/", behind[0]) >= 0 {
		return true
	}
	for _, w := range [...]string{"、", "・", "。", "の方"} {
		if strings.HasPrefix(behind, w) {
			return true
		}
	}
	return false
}

// letterAt reports whether a Latin word goes on at s[i].
func letterAt(s string, i int) bool { return i < len(s) && (s[i]|0x20)-'a' < 26 }

// goesOn reports whether a word goes on behind 籍: 中国籍船.
func goesOn(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x4E00 && r <= 0x9FFF || r >= 'ァ' && r <= 'ヺ'
}
