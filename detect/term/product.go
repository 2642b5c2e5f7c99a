package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A drug is written as its price list has it: the name, the salt in it, letters of its
// maker, where it goes, its form, the device that holds it, how strong it is. ミドドリン|
// 塩酸塩|錠|2mg, オキシコンチン|TR|錠|20mg, アイリーア|硝子体内|注射液|40mg/mL, ランタス|注|
// ソロスター. How much of it is taken and when is no part of that.

var (
	// strengths are units of what is in one piece, amounts those of how much is taken.
	strengths = [...]string{"mg", "μg", "mcg", "ug", "g", "%", "mEq", "万単位", "単位/mL", "吸入用", "IU"}
	amounts   = [...]string{"錠", "包", "カプセル", "単位", "滴", "T", "C", "mL", "ml", "回", "日分", "吸入", "噴霧", "枚", "個", "本", "筒", "プッシュ", "瓶", "管"}
	// volumes stand behind a strength and a slash.
	volumes = longestFirst(`mL ml 0.1mL 0.2mL 0.3mL 0.4mL 0.5mL 0.6mL 1mL 2mL 5mL 10mL 20mL 100mL g 1g 枚`)

	// forms are what a drug is made into, plain those that also follow foods and cosmetics.
	forms = [...]string{"錠", "カプセル", "ソフトカプセル", "細粒", "顆粒", "散", "末", "注射液", "注", "ドライシロップ", "シロップ", "内用液", "内服液", "注射剤", "注射", "筋注", "静注", "皮下注", "点滴静注", "水懸筋注", "持続性注射剤", "持効性注射剤", "徐放剤", "貼付剤", "吸入剤", "点眼", "点鼻", "点眼液", "点鼻液", "点耳液", "点眼薬", "点鼻薬", "眼軟膏", "吸入液", "ゲル", "ゼリー", "テープ", "パップ", "パッチ", "軟膏", "クリーム", "ローション", "坐剤", "座剤", "坐薬", "座薬", "原末", "液", "外用液", "輸液", "懸濁液", "フィルム", "スプレー", "エアゾール", "噴霧剤", "トローチ", "膣錠", "腟錠", "舌下錠", "口腔内崩壊錠", "徐放錠", "徐放カプセル", "チュアブル錠", "配合錠", "口腔内崩壊フィルム", "浣腸", "浣腸液", "経皮吸収型製剤", "経口液", "口腔用液", "散分包", "微粒", "点眼・点耳・点鼻液", "水性懸濁注", "水性懸濁筋注", "ソフト軟膏", "油性クリーム", "スカルプローション", "ウォッシュゲル", "サポ"}
	// routes stand before a form: where it goes, for whom and how it is made.
	routes = [...]string{"配合", "硝子体内", "皮下", "静脈内", "筋肉内", "点滴静注用", "静注用", "筋注用", "注射用", "点滴", "吸入用", "吸入", "内用", "内服", "外用", "経口", "経口用", "口腔用", "口腔内", "舌下", "経皮", "経腸用", "小児用", "成人用", "乳幼児用", "懸濁性", "徐放", "腸溶", "水性", "油性", "持続性", "持効性", "関節", "髄注", "皮膚用", "眼科用", "耳科用", "直腸用", "膣用", "含嗽用", "皮下注用", "水懸筋注用", "持続性水懸筋注用", "髄注用", "懸濁用", "硝子体内注射用", "コーワ"}
	// salts are in the name of a drug.
	salts = [...]string{"塩酸塩", "塩酸", "臭化水素酸塩", "臭化物", "ヨウ化物", "硫酸塩", "硫酸", "硝酸塩", "リン酸塩", "リン酸エステル", "酢酸塩", "酢酸エステル", "プロピオン酸エステル", "マレイン酸塩", "フマル酸塩", "フマル酸", "酒石酸塩", "クエン酸塩", "コハク酸塩", "コハク酸エステル", "メシル酸塩", "ベシル酸塩", "トシル酸塩", "パモ酸塩", "安息香酸塩", "炭酸塩", "水和物", "無水物", "吉草酸エステル",
		"ナトリウム", "カリウム", "カルシウム", "マグネシウム", "メシル", "フマル", "マレイン", "ベシル", "コハク", "リチウム", "ジピボキシル", "メドキソミル", "シレキセチル", "エチル", "ピボキシル", "エキス", "料エキス", "エステル", "アルファ", "ベータ", "Na"}
	// devices hold a drug.
	devices = [...]string{"フレックスペン", "フレックスタッチ", "ソロスター", "ミリオペン", "クイックペン", "イノレット", "オプティペン", "カート", "キット", "シリンジ", "ペン", "オートインジェクター", "ディスカス", "ディスクヘラー", "ロタディスク", "タービュヘイラー", "タービュヘーラー", "レスピマット", "エリプタ", "スイングヘラー", "ブリーズヘラー", "ハンディヘラー", "ツイストヘラー", "ジェヌエア", "インヘラー", "エアロゾル", "エアゾール", "エアー", "エア", "アトス", "HFA", "皮下注ペン", "皮下注シリンジ", "バイアル", "アンプル", "プレフィルドシリンジ", "アテオス", "ヒューマペン", "フレックスプロ", "30ミックス", "50ミックス", "ミックス25", "ミックス50", "30R", "ペンフィル", "プラシリンジ", "バッグ", "ジェットインジェクター"}

	formList  = longestFirst(strings.Join(forms[:], " "))
	routeList = longestFirst(strings.Join(routes[:], " "))
	saltList  = longestFirst(strings.Join(salts[:], " "))
	holders   = longestFirst(strings.Join(devices[:], " "))
	// taking are the words that stand on a form and tell what somebody does with it.
	taking = detect.NewPhrases(`内服 服用 処方 投与 開始 継続 中止 使用 持参 貼付 塗布 併用 増量 減量 変更 追加 毎 朝 昼 夕 夜 就 眠 頓 導入 施行 自己 吸入 携帯 預 希望 自費 休薬 再開`)
)

// salt reports whether a drug's name goes on with the name of its salt, its form or its
// device.
func salt(s string) bool {
	return saltList.Begins(s) != "" || formList.Begins(s) != "" || holders.Begins(s) != "" || routeList.Begins(s) != ""
}

// productEnd returns the end of the name of a drug of which the name itself ends at at:
// salts, letters, routes, the form and the device. It ends with a salt, a form or a
// device.
func productEnd(s string, at int) int {
	end := at
	for i, n := at, 0; n < 6 && i < len(s); n++ {
		size := len(saltList.Begins(s[i:]))
		closes := size > 0
		for _, list := range [...]*detect.Phrases{formList, holders} {
			if w := list.Begins(s[i:]); len(w) > size && stands(s[i+len(w):]) {
				size, closes = len(w), true
			}
		}
		if w := routeList.Begins(s[i:]); len(w) > size {
			size, closes = len(w), strings.HasSuffix(w, "用") // ゲル経口用
		}
		if size == 0 {
			if size = version(s[i:]); size > 0 {
				closes = true
			} else if size = series(s[i:]); size == 0 {
				break
			}
		}
		if i += size; closes {
			end = i
		}
	}
	return end
}

// stands reports whether a form or a device may end before s: not 錠剤, 注意.
func stands(s string) bool {
	switch r, _ := utf8.DecodeRuneInString(s); classOf(r) {
	case kanji:
		return taking.Begins(s) != "" || formList.Begins(s) != "" || holders.Begins(s) != "" || strings.HasSuffix(routeList.Begins(s), "用")
	case katakana:
		return holders.Begins(s) != "" || formList.Begins(s) != ""
	}
	return true
}

// series reads the letters of a maker at the start of s, which stand before a form or a
// strength, or a strength before a device: ユベラ|N|ソフトカプセル, デパケン|R|200, アドエア|250|
// ディスカス.
func series(s string) int {
	n := 0
	for n < len(s) && n < 4 && s[n]-'0' < 10 {
		n++
	}
	if n > 1 && holders.Begins(s[n:]) != "" {
		return n
	}
	if len(s) > 1 && s[0] == '-' && s[1]-'A' < 26 { // リンデロン|-VG|軟膏
		if n = series(s[1:]); n > 0 {
			return n + 1
		}
		return 0
	}
	n = 0
	for n < len(s) && n < 4 && s[n]-'A' < 26 {
		n++
	}
	if n == 0 || n > 3 || n == len(s) || formList.Begins(s[n:]) == "" && routeList.Begins(s[n:]) == "" && holders.Begins(s[n:]) == "" && s[n]-'0' > 9 {
		return 0
	}
	return n
}

// version reads the letters at the start of s that tell one product from another of the
// same name, with no form behind them: リバロ|OD, ヒューマリン|N, ルナベル|ULD.
func version(s string) int {
	n := 0
	for n < len(s) && n < 4 && s[n]-'A' < 26 {
		n++
	}
	if n == 0 || n > 1 && !versions[s[:n]] {
		return 0
	}
	switch r, _ := utf8.DecodeRuneInString(s[n:]); classOf(r) {
	case latin, digit:
		return 0
	case kanji, katakana:
		if taking.Begins(s[n:]) == "" {
			return 0 // A棟
		}
	}
	return n
}

// versions are such letters where there are several.
var versions = exactly(`OD CR BS LA SR XR DS LD ULD HD TR MR EX EN NF ER RPD PRO TTS LX FF HI KY ST EM TRI`)

// dose returns the end of the form and strength of a drug behind at, which are
// part of the product, and of how it is taken, which is not: 錠5mg| 1錠 眠前.
func dose(s string, at int) (product, taken int) {
	product = productEnd(s, at)
	taken = product
	i := product + len(lettersBeforeDigits(s[product:])) // デパケン|R|200, パップ|XR|120mg
	again := true                                        // a strength may stand here
	for range 8 {
		j, first := i, again
		again = false
		blank := len(s[j:]) - len(strings.TrimLeft(s[j:], " (×x:、・/"))
		j += blank
		k := j
		for k < len(s) && (s[k]-'0' < 10 || s[k] == '.' && k > j) {
			k++
		}
		if k == j || k-j > 6 {
			return product, taken
		}
		rest := strings.TrimLeft(s[k:], " ")
		unit, strong := 0, first
		for _, u := range strengths {
			if strings.HasPrefix(rest, u) && len(u) > unit {
				unit = len(u)
			}
		}
		for _, u := range amounts {
			if strings.HasPrefix(rest, u) && len(u) > unit {
				unit, strong = len(u), false
			}
		}
		end := len(s) - len(rest) + unit
		if unit == 0 {
			// リーマス200, デパケンR200, ダイアップ坐剤6: a bare number that stands on the name
			short := k-j < 2 && (product == at || strings.HasPrefix(s[k:], " "))
			if blank > 0 || !first || short || !bare(s[k:]) {
				return product, taken
			}
			end = k
		}
		if r, _ := utf8.DecodeRuneInString(s[end:]); classOf(r) == latin {
			return product, taken
		}
		if strong {
			end += perVolume(s[end:])
			if more := productEnd(s, end); more > end { // 162mg|オートインジェクター, 40mg|ペン|0.4mL
				end, again = more, true
				end += filled(s[more:])
			}
			product = end
		}
		taken, i = end, end
	}
	return product, taken
}

// filled returns the length of how much a device holds: ペン|0.4mL.
func filled(s string) int {
	k := number(s, 0)
	for _, unit := range [...]string{"mL", "ml"} {
		if k > 0 && strings.HasPrefix(s[k:], unit) {
			return k + len(unit)
		}
	}
	return 0
}

// perVolume returns the length of the volume at the start of s in which a drug is so
// strong: 40mg|/mL. A dose is one of a day: 20mg/日.
func perVolume(s string) int {
	rest, ok := strings.CutPrefix(s, "/")
	if v := volumes.Begins(rest); ok && v != "" {
		return len("/") + len(v)
	}
	return 0
}

// lettersBeforeDigits returns the letters of a maker at the start of s before a strength.
func lettersBeforeDigits(s string) string {
	if n := series(s); n > 0 && s[n]-'0' < 10 {
		return s[:n]
	}
	return ""
}

// bare reports whether a number that ends before s counts nothing.
func bare(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return classOf(r) == other && r != '%' && r != '-' && r != '.' || r == utf8.RuneError || classOf(r) == hiragana
}

// tasty are forms that foods and cosmetics have as well.
var tasty = exactly(`ゼリー スプレー フィルム パッチ 液`)

// unknown are the units by which products finds drugs that the dictionary does not know.
var unknown = [...]string{"mg", "μg"}

// products calls found for drugs that the dictionary does not know: a word in
// katakana with a form and a strength, フォリアミン錠5mg. A food has no such form
// before its strength.
func products(s string, found func(start, end int)) {
	for _, unit := range unknown {
		for at := 0; ; {
			i := strings.Index(s[at:], unit)
			if i < 0 {
				break
			}
			i += at
			at = i + len(unit)
			k := i
			for k > 0 && (s[k-1]-'0' < 10 || s[k-1] == '.') && i-k < 6 {
				k--
			}
			if k == i || strings.HasPrefix(s[at:], "配合") || strings.HasPrefix(s[at:], "/dL") {
				continue
			}
			if start := productStart(s, len(strings.TrimRight(s[:k], " "))); start >= 0 {
				found(start, at+perVolume(s[at:]))
			}
		}
	}
}

// productStart returns where the name of a drug begins of which the form ends at end, -1
// when no form ends there or no name in katakana stands before it.
func productStart(s string, end int) int {
	formed := false
	for range 5 {
		w := formList.Ends(s[:end])
		if tasty[w] {
			break
		}
		if h := holders.Ends(s[:end]); len(h) > len(w) {
			w = h
		}
		if w == "" && formed {
			w = routeList.Ends(s[:end])
		}
		if w == "" && formed {
			w = saltList.Ends(s[:end])
		}
		if w == "" || formed && !named(s[:end-len(w)]) {
			break
		}
		formed = true
		end -= len(w)
	}
	end = len(strings.TrimRight(s[:end], "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if !formed {
		return -1
	}
	start, n := runStart(s, end, katakana, 20)
	if r, _ := utf8.DecodeRuneInString(s[start:]); n < 3 || r == 'ー' {
		return -1
	}
	return start
}

// named reports whether the name of a drug may end s.
func named(s string) bool {
	s = strings.TrimRight(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	_, n := runStart(s, len(s), katakana, 3)
	return n == 3 || saltList.Ends(s) != "" || routeList.Ends(s) != ""
}
