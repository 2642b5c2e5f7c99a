package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Empty reports whether a normalised value says nothing: blank, 無, なし, 不明, a
// dash. Under 手帳 or 病名 such a value discloses nothing that is counted.
func Empty(norm string) bool {
	if r, _ := utf8.DecodeRuneInString(norm); norm != "" && r < 1<<16 && !emptyStarts.Has(r) {
		return false
	}
	s := strip(norm)
	if s == "" {
		return true
	}
	if _, ok := empties[s]; ok {
		return true
	}
	// Nothing but marks: ---, ***, ．．．
	return strings.Trim(s, marks) == ""
}

// marks stand for nothing, alone or repeated.
const marks = "-_.・*=/\\|~　ー－―─…‥〃×✕✖☓?？#"

// stripped are the characters that strip takes out.
const stripped = " \t\n　()[]「」【】<>。、,'\"※"

// emptyStarts is the set of the characters up to U+FFFF with which a value that
// says nothing can begin: most values are known by it to say something.
var emptyStarts = func() *detect.Runes {
	set := detect.NewRunes(stripped + marks)
	add := func(s string) {
		r, _ := utf8.DecodeRuneInString(s)
		set.Add(r)
	}
	for s := range empties {
		add(s)
		add(strings.ToUpper(s))
	}
	return set
}()

// affirms reports whether a normalised value says no more than that the thing
// its header names is there, or on its way: 有, ○, 取得済, 申請中.
func affirms(norm string) bool {
	_, ok := affirmations[strip(norm)]
	return ok
}

// strip makes the spellings of such words equal: no blanks, brackets or full
// stops, small letters.
func strip(s string) string {
	if detect.Bare(s) {
		return s
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(stripped, r) {
			return -1
		}
		return r
	}, s))
}

// small makes the Latin letters of a word of the dictionary small.
func small(s string) string {
	for i := range len(s) {
		if s[i]-'A' < 26 {
			return strings.ToLower(s)
		}
	}
	return s
}

// exactly makes a set of words as they are written.
func exactly(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func set(words string) map[string]struct{} {
	m := map[string]struct{}{}
	for _, w := range strings.Fields(words) {
		m[strip(w)] = struct{}{}
	}
	return m
}

var empties = set(`いいえ いいえ。 いえ 必須 任意 不問 問わず 問いません 無 無し なし ナシ ない 無い なし。 ありません ございません 無。 無記入 未記入 記入なし 記載なし 記載無し 記載無 入力なし 未入力 空欄 空白 ブランク blank empty
	不明 不詳 未詳 未確認 確認中 要確認 未定 未設定 未登録 未回答 回答なし 無回答 回答しない 回答拒否 答えたくない 聞き取りなし 聴取なし 未聴取 未把握 把握なし わからない 分からない 覚えていない 不明(確認中)
	該当なし 該当無し 該当無 該当せず 非該当なし 該当しない 特になし 特に無し 特に無 特になし。 特にありません 特段なし 特記事項なし 特記なし 特筆なし 対象外 対象なし 適用なし 適用外 関係なし 必要なし 問題なし 異常なし 異常無し 既往なし 既往歴なし 病歴なし アレルギーなし 服薬なし 手帳なし 手帳無し 受給者証なし 障害なし 疾患なし 診断なし 症状なし 取得なし 所持なし 所持していない 持っていない 持ってない 未取得 未所持 非所持 未申請 未交付 未発行 申請なし 利用なし 通院なし 入院なし 飲んでいない 服用なし 服用していない 受けていない していない なかった 省略 割愛 略 同上 同左 同前 〃 々 以下余白 余白
	- -- --- ー ― ‐ – — ─ 一 ･ ・ × ✕ ✖ x xx バツ ばつ 0 ０ / // \ . .. … ? ? n/a na n.a n.a. n.a #n/a #na #ref! #value! #name? null nil none nothing no not unknown undefined nan tbd tba n false なし(0) 無(0) 0:無 0:なし 2:無 2.無 2.なし 無・ 無/ なし/ ^ \n \N`)

var affirmations = set(`有 有り あり アリ 有。 有り。 ある あります はい 在り 1:有 1.有 1.あり 1:あり 有(1) ○ 〇 ◯ ◎ ● ✓ ✔ ☑ レ ㇾ 丸 まる マル yes y true 1 t ok 済 済み 済。 完了 該当 該当する 該当あり 該当者 対象 対象者 要 必要 可
	取得 取得済 取得済み 取得済。 取得している 取得中 取得予定 取得検討中 取得手続き中 所持 所持済 所持している 所持あり 保有 保持 所有 持っている 持ってる お持ち 手帳あり 手帳有 手帳有り 受給者証あり 受給者証有 診断あり 診断済 診断有 通院あり 通院中 入院中 服薬あり 服薬中 内服中 服用中 治療中 経過観察中 経過観察 受診中 加療中 療養中 休職中
	申請 申請中 申請済 申請済み 申請予定 申請検討中 申請準備中 これから申請 手続き中 手続中 手続予定 審査中 認定済 認定 認定中 認定待ち 交付 交付済 交付済み 交付待ち 交付予定 発行済 発行済み 発行待ち 発行中 更新 更新中 更新済 更新済み 更新予定 更新手続き中 更新申請中 再申請中 再交付中 変更申請中 検討中 受給 受給中 受給済 受給あり 利用 利用中 利用あり 利用している 利用済 利用予定 期限切れ 期限切 失効 有効 有効期限内 期限内 継続 継続中 支給決定 支給決定済 決定 決定済 疑い 疑いあり 疑いがある 傾向あり 一部 一部あり 両方 複数 複数あり その他あり`)
