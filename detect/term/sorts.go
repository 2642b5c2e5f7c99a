package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// sorts reports whether a term, with what follows it, names a sort of people and
// nobody: 難聴者にとって, 糖尿病の方は控えめに, 高血圧・腎臓病の方は…. Of somebody one
// says that he is one: 難聴者です, 聴覚障害者の佐藤さん; and in a note 高血圧の方は
// may speak of his high blood pressure, so that advice has to follow there.
func sorts(term, s string) bool {
	s = strings.TrimLeft(listed(s), " ")
	for _, w := range [...]string{"の方", "の人", "のかた", "の患者", "のお子", "の子ども", "の利用者", "の高齢者", "患者", "児童", "者", "児"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		if general.Begins(rest) != "" {
			return true
		}
		return subjectsOf.Begins(rest) != "" && advised(rest)
	}
	if said(s) {
		return false
	}
	for _, w := range [...]string{"と言われた", "といわれた", "と診断された", "と指摘された", "を指摘された", "の疑いがある", "の疑いのある", "の既往がある", "の既往のある", "の持病がある", "で通院中の", "で治療中の", "で療養中の", "をお持ちの", "がある", "のある"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			if rest, ok = cutPeople(rest); ok && predicate.Begins(rest) == "" {
				return true
			}
		}
	}
	if strings.HasPrefix(s, "の患者会") || strings.HasPrefix(s, "の家族会") || strings.HasPrefix(s, "の友の会") {
		return true
	}
	for _, w := range [...]string{"者", "児", "患者"} {
		if strings.HasSuffix(term, w) {
			return general.Begins(s) != "" || subjectsOf.Begins(s) != "" && advised(s)
		}
	}
	for _, w := range [...]string{"に配慮した", "に対応した", "にやさしい", "に優しい"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return designs.Begins(rest) != ""
		}
	}
	rest, ok := strings.CutPrefix(s, "の")
	return ok && features.Begins(rest) != ""
}

// cutPeople cuts a word for anybody off the beginning of s.
func cutPeople(s string) (rest string, ok bool) {
	for _, w := range [...]string{"方", "人", "お子さん", "お子様", "お客様", "お客さま", "患者さん", "利用者"} {
		if rest, ok = strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

var (
	// predicate follows such a word where somebody is said to be one of them.
	predicate = detect.NewPhrases(`で だ な 、 。 の`)
	// general follows words for people of whom there are many.
	general = detect.NewPhrases(`にとって 向け へ との関わり との接し との付き との会話 に対 に配慮 に限 のため のみな のみなさん のみ対象 の皆 同士 等 など をはじめ をはじめと の割合 の比率 の数 数は 数が が増 が多 が少 を含む の受け入れ の受入 の受診率 の雇用 の就労 の支援に の理解 の権利 の家族会 の会 の社会参加 の増加 の生活に の暮らし も多 も安心 も使え でも使え でも安心 にも使い にもやさしい にも優しい にもおすすめ におすすめ に人気 に多い 専用 限定 はもちろん を対象 を雇用 を支援 を受け入れ たち 会 団体 支援法 福祉 雇用 用 割引`)
	// subjectsOf are the particles behind such words that leave it open.
	subjectsOf = detect.NewPhrases(`は も の が に を には`)
	// designs are made for everybody.
	designs = detect.NewPhrases(`表示 設計 デザイン 配色 色づかい 色使い 製品 商品 サイト 住宅 まちづくり 街づくり フォント 店舗`)
	// features are what a program or a form has for such values.
	features = detect.NewPhrases(`取込 取り込み インポート エクスポート 項目 入力欄 欄を 欄に 登録画面 入力画面 登録機能 マスタ コード表 一覧画面 選択肢 チェックボックス 帳票 CSV API`)
	// advice is what is said to whoever reads it.
	advice = detect.NewPhrases(`ください 下さい ご相談 ご遠慮 ご注意 お申し出 申し出 お申込 お申し込み お問い合わせ 控えめ 控える 避ける 要相談 目安に 使用しない 使わない 服用しない 与えない 医師に 医師と 薬剤師に おすすめ 対象 場合があ 場合もあ 受けられ 必要です できます 割引 無料 減免 以下を 以内を までを までに 注意が必要 禁止`)
)

// listed skips further diseases in a list: 高血圧|・腎臓病、糖尿病などの方は.
func listed(s string) string {
	sep := joints.Begins(s)
	if sep == "" {
		return s
	}
	n := 0
	for i, r := range s {
		if n++; n > 40 {
			break
		}
		switch classOf(r) {
		case kanji, katakana:
			continue
		}
		if strings.ContainsRune("・、,やがんうつ()/", r) {
			continue
		}
		rest := s[i:]
		for _, w := range [...]string{"などの", "等の"} {
			if strings.HasPrefix(rest, w) {
				return rest[len(w)-len("の"):]
			}
		}
		return rest
	}
	return s
}

var joints = detect.NewPhrases(`・ 、 / や または 又は および 及び`)

// advised reports whether the sentence goes on with advice.
func advised(s string) bool {
	s = s[:min(len(s), 240)]
	if i := strings.Index(s, "。"); i >= 0 {
		s = s[:i]
	}
	return advice.In(s)
}

// entitled reports whether a term stands in the title of a book or a film:
// 『母の認知症日記』. What somebody says is followed by と.
func entitled(s string, start, end int) bool {
	before, after := s[max(0, start-120):start], s[end:min(len(s), end+130)]
	open := strings.LastIndex(before, "『")
	if open < 0 || strings.Contains(before[open:], "』") {
		return false
	}
	title, behind, ok := strings.Cut(after, "』")
	if !ok {
		return false
	}
	r, _ := utf8.DecodeRuneInString(behind)
	return r != 'と' && r != 'っ' && r != '」' && !strings.HasSuffix(title, "。")
}

// itsNumber reports whether what follows the name of a handbook or a certificate makes
// it the label of its number, which another rule finds: 療育手帳|の番号は123456.
func itsNumber(s string) bool {
	w := numbering.Begins(s)
	return w != "" && strings.ContainsAny(detect.Head(s[len(w):], 40), "0123456789")
}

var numbering = detect.NewPhrases(`番号 の番号 no No NO no. No.`)
