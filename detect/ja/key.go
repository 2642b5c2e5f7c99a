package ja

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"monban/detect"
)

// Key returns the form in which headers and labels are compared:
//
//  1. a leading number is cut off: ①, (1), 1., 1), 問1, Q1., (ア), ア.;
//  2. the text is normalised as Normalize does, and lower case;
//  3. brackets of any kind lose their content when it is a mark (必須, 任意,
//     記入例 …), a unit (円, 歳, cm …) or a rule for filling in (半角, 西暦,
//     ハイフンなし …); else only the brackets go and the content stays:
//     氏名（カナ） becomes 氏名カナ, 氏名(全角カナ) too;
//  4. blanks, line breaks and the marks ※ * ● ■ ◆ _ - : ? " ' are removed, and
//     必須 or 任意 at either end;
//  5. 障がい, 障碍, 障礙 and しょうがい become 障害.
//
// "お" and "ご" in front stay: whether お名前 is 名前 is a matter of the list of
// headers.
func Key(s string) string {
	s, _, _ = Normalize(cutNumber(s))
	if s = cutNumber(s); !detect.Bare(s) {
		s = strings.TrimSuffix(strings.ToLower(s), "__c") // Salesforce marks the fields that are not its own
		s = strings.Map(unmarked, foldBrackets(s))
	}
	for {
		t := s
		for _, mark := range [...]string{"必須", "任意", "必項", "."} {
			t = strings.TrimSuffix(strings.TrimPrefix(t, mark), mark)
		}
		if t == s || t == "" {
			break
		}
		s = t
	}
	if strings.Contains(s, "障") || strings.Contains(s, "しょうがい") {
		s = handicap.Replace(s)
	}
	return s
}

// unmarked drops blanks and the marks of rule 4.
func unmarked(r rune) rune {
	switch r {
	case '※', '*', '●', '○', '◎', '■', '□', '◆', '◇', '▲', '△', '▼', '▽', '★', '☆', '_', '-', ':', ';', '?', '"', '\'', '`', '\\', '↓', '→', '|':
		return -1
	}
	if unicode.IsSpace(r) {
		return -1
	}
	return r
}

var handicap = strings.NewReplacer("障がい", "障害", "障碍", "障害", "障礙", "障害", "しょうがい", "障害", "障ガイ", "障害")

// cutNumber cuts the number or letter of an item off the front.
func cutNumber(s string) string {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	r, n := utf8.DecodeRuneInString(s)
	if r >= 0x2460 && r <= 0x24FF || r >= 0x2776 && r <= 0x2793 || r >= 0x3251 && r <= 0x325F || r >= 0x32D0 && r <= 0x32FE {
		return s[n:]
	}
	t, word := s, false
	for _, q := range [...]string{"問", "Q", "q", "No.", "no."} {
		if u, ok := strings.CutPrefix(t, q); ok && u != "" && isDigit(u[0]) {
			t, word = u, true
			break
		}
	}
	open := false
	if u, ok := strings.CutPrefix(t, "("); ok && !word {
		t, open = u, true
	}
	digits := 0
	for digits < len(t) && digits < 3 && isDigit(t[digits]) {
		digits++
	}
	// A number of parts, as in 1-2.
	if digits > 0 && digits+1 < len(t) && (t[digits] == '-' || t[digits] == '.') && isDigit(t[digits+1]) {
		digits += 2
	}
	if digits == 0 {
		r, n := utf8.DecodeRuneInString(t)
		if word || !(r >= 'ア' && r <= 'ン' || open && r >= 'a' && r <= 'z') {
			return s
		}
		digits = n
	}
	t = t[digits:]
	if t == "" {
		return s
	}
	r, n = utf8.DecodeRuneInString(t)
	rest := strings.TrimLeftFunc(t[n:], unicode.IsSpace)
	switch {
	case rest == "" || isDigit(rest[0]):
		return s
	case open && r == ')', !open && strings.ContainsRune(".):、．）：", r):
		return rest
	case !open && (r == ' ' || r == '　' || r == '\t') && isDigit(s[len(s)-len(t)-1]):
		return rest
	case word:
		return strings.TrimLeftFunc(t, unicode.IsSpace)
	}
	return s
}

var brackets = map[rune]rune{'(': ')', '[': ']', '{': '}', '<': '>', '【': '】', '〔': '〕', '〈': '〉', '《': '》', '「': '」', '『': '』', '〖': '〗', '〘': '〙'}

// bracketNotes are contents of brackets that say nothing about what the column
// holds. 年, 月 and 日 are not among them: they tell the parts of a split date.
var bracketNotes = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
		必須 任意 必要 必項 要 入力必須 選択 選択式 選択必須 自由記述 自由記入 記入 入力 記述 必ず記入 要記入 プルダウン 複数可 複数回答可 複数選択可 該当者のみ 該当する場合 あれば 省略可 変更不可 自動入力 自動 自動計算
		円 千円 万円 百万円 税込 税抜 税別 税込み 税抜き 歳 才 満 cm mm m km kg g mg l ml mmhg bpm % ％ 点 件 回 個 時間 分 秒 ℃ 度 mg/dl g/dl u/l kg/m2 単位:円 単位:千円 単位:歳
		半角 全角 半角数字 半角英数 半角英数字 半角英字 数字 数字のみ 英数字 ハイフンなし ハイフン無し ハイフン無 ハイフン不要 ハイフンあり ハイフン有 -なし -あり
		西暦 和暦 西暦で記入 yyyy/mm/dd yyyy-mm-dd yyyymmdd yyyy.mm.dd yyyy年mm月dd日 yyyy/m/d
		required optional mandatory text string int integer date varchar pk fk not\ null`) {
		m[w] = true
	}
	return m
}()

// foldBrackets applies rule 3 of Key.
func foldBrackets(s string) string {
	if !strings.ContainsAny(s, "([{<【〔〈《「『〖〘") {
		return s
	}
	var b strings.Builder
	var missing []rune // brackets that nothing shuts from here on
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		shut, ok := brackets[r]
		end := -1
		if ok && !slices.Contains(missing, r) {
			if end = strings.IndexRune(s[i:], shut); end < 0 {
				missing = append(missing, r)
			}
		}
		if end < 0 {
			if !closes(r) {
				b.WriteRune(r)
			}
			i += n
			continue
		}
		in := strings.Join(strings.Fields(s[i+n:i+end]), "")
		if rest, ok := strings.CutPrefix(in, "全角"); ok {
			in = rest
		} else if rest, ok := strings.CutPrefix(in, "半角"); ok {
			in = rest
		}
		note := strings.TrimLeft(in, "※*")
		if !bracketNotes[note] && !strings.HasPrefix(note, "例") && !strings.HasPrefix(note, "記入例") && !strings.HasPrefix(note, "記載例") && !strings.HasPrefix(note, "入力例") {
			b.WriteString(in)
		}
		i += end + utf8.RuneLen(shut)
	}
	return b.String()
}

func closes(r rune) bool {
	for a, z := range brackets {
		if r == a || r == z {
			return true
		}
	}
	return false
}

// kanjiVariants folds the forms of kanji that differ between the papers of one
// person: old and new forms, and forms that only names have.
var kanjiVariants = func() map[rune]rune {
	m := map[rune]rune{}
	for _, group := range strings.Fields(`
		高髙 崎﨑嵜埼碕 辺邊邉 斉齊斎齋齎 浜濱濵 徳德 吉𠮷 沢澤 広廣 桜櫻 島嶋嶌 富冨 国國 会會 恵惠 真眞 竜龍 滝瀧 関關関 塩鹽 黒黑 横橫 温溫 渡渡 隆隆
		条條 万萬 与與 予豫 実實 寿壽 寛寬 峰峯 巌巖 弥彌 当當 応應 栄榮 梅楳 検檢 楽樂 浅淺 済濟 渋澁 湾灣 猪豬 瑶瑤 穂穗 穣穰 経經 総總 緒緖 縁緣
		聡聰 芦蘆 荘莊 蔵藏 薫薰 藪薮 豊豐 覚覺 読讀 証證 譲讓 賢贒 転轉 辻逦 遥遙 郎郞 都都 鉄鐵鐡 鎌鐮 静靜 顕顯 類類 槙槇 桧檜 壌壤 亀龜 児兒 剣劍劔
		励勵 労勞 医醫 厳嚴 収收 尭堯 奥奧 学學 宝寶 将將 専專 尚尙 岳嶽 帯帶 従從 悦悅 戸戶 暁曉 暦曆 柳栁 梁樑 槌鎚 歩步 歳歲 気氣 炉爐 為爲
		片爿 犠犧 狭狹 現現 礼禮 祢禰 秋穐 稲稻 穏穩 粋粹 継繼 続續 繊纖 羽羽 翠翆 芸藝 茂茂 菊菊 蓮蓮 虎乕 衛衞 装裝 諌諫 諸諸 軽輕 逸逸 郷鄕 配酉
		鈎鉤 鋭銳 錬鍊 鎮鎭 陥陷 険險 隠隱 雑雜 霊靈 頼賴 駅驛 駆驅 騒騷 鴬鶯 鶏鷄 麦麥 黄黃 黙默 斎斎 園薗 野埜 淵渕 葛葛 榊榊 曽曾 昴昂 来來 籠篭 館舘 桑桒 船舩 瀬瀨 鷹鷹 靖靖 清淸 節節 祐祐 祥祥 福福 神神 社社 祝祝 禎禎 穀穀 突突 精精 都都 飯飯 館館`) {
		rs := []rune(group)
		for _, r := range rs[1:] {
			if r != rs[0] {
				m[r] = rs[0]
			}
		}
	}
	return m
}()

// variantChars are the characters of kanjiVariants up to U+FFFF.
var variantChars = func() *detect.Runes {
	set := &detect.Runes{}
	for r := range kanjiVariants {
		set.Add(r)
	}
	return set
}()

// foldVariant returns the common form of a kanji, and whether it is another.
func foldVariant(r rune) (rune, bool) {
	if r < 1<<16 && !variantChars.Has(r) {
		return r, false
	}
	v, ok := kanjiVariants[r]
	return v, ok
}

// titles are what follows a name and is no part of it.
var titles = [...]string{"さん", "さま", "様", "氏", "殿", "君", "くん", "ちゃん", "先生"}

// titleEnds are their last characters.
var titleEnds = detect.NewRunes("んま様氏殿君生")

// FoldName returns the key under which spellings of the same name are equal:
// normalised, without blanks, ・ and other separators, without an honorific at
// the end, old and name-only forms of kanji folded (髙 高, 﨑 崎, 邊 辺, 齋 斉, 𠮷
// 吉 …), hiragana as katakana, Latin letters in upper case without marks (Đ as
// D). The order of family and given name is left as it stands.
func FoldName(s string) string {
	s, chars, _ := Normalize(s)
	s = detect.Trim(s)
	if titleEnds.Ends(s) {
		for _, t := range titles {
			if rest, ok := strings.CutSuffix(s, t); ok && strings.TrimSpace(rest) != "" {
				s = strings.TrimSpace(rest)
				break
			}
		}
	}
	if chars&detect.HasLatin != 0 && strings.ContainsFunc(s, isLatin) {
		s = apart(s)
	}
	var room [96]byte
	b, marks := room[:0], false
	for _, r := range s {
		switch {
		case r >= 'ぁ' && r <= 'ゖ':
			r += 'ァ' - 'ぁ'
		case r >= 0x4E00 && r <= 0x9FFF:
			if v, ok := foldVariant(r); ok {
				r = v
			}
		case r >= 'ァ' && r < 'ヵ':
		case isMark(r):
			continue
		case r == 'đ' || r == 'Đ':
			r = 'D'
		case r == 'ヶ' || r == 'ヵ':
			r -= 'ヶ' - 'ケ'
			if r != 'ケ' {
				r = 'カ'
			}
		case unicode.IsSpace(r), r == '・', r == '=', r == '゠', r == '-', r == '‐', r == ',', r == '.', r == '、', r == '\'', r == '’', r == '_':
			continue
		default:
			if v, ok := foldVariant(r); ok {
				r = v
			}
			r = unicode.ToUpper(r)
			marks = marks || r == 0x3099 || r == 0x309A
		}
		b = utf8.AppendRune(b, r)
	}
	if marks {
		return norm.NFC.String(string(b)) // marks that NFD took off kana
	}
	return string(b)
}
