package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// tailed grows a hit such as 病院 or クリニック over the name before it. Alone,
// or with a word that is no name (近くの病院, 総合病院), it is a topic.
// floor is the end of the term before it: 緑内障|で|さいとう眼科.
func tailed(s string, floor int, h *hit) bool {
	if h.end < len(s) {
		r, _ := utf8.DecodeRuneInString(s[h.end:])
		last, _ := utf8.DecodeLastRuneInString(s[:h.end])
		if c := classOf(r); c == katakana && c == classOf(last) {
			return false
		}
		if tailTopics.Begins(s[h.end:]) != "" {
			return false
		}
	}
	start := nameStart(s, h.start)
	if start < floor && floor < h.start {
		if r, n := utf8.DecodeRuneInString(s[floor:]); floor+n < h.start && strings.ContainsRune("はがでにをとものへ", r) {
			start = floor + n
		}
	}
	if workplaces.Ends(strings.TrimRight(detect.Tail(s[:start], workplaceMost), " :はが")) != "" {
		return false
	}
	name := s[start:h.start]
	h.odds = oddsNamed
	if department.Ends(s[h.start:h.end]) != "" {
		if house.Ends(strings.TrimSuffix(name, of)) != "" {
			return false // 港南病院|精神科: the house is found itself
		}
		if rest, ok := strings.CutPrefix(s[h.end:], "センター"); ok {
			h.end = len(s) - len(rest)
			h.till = h.end
		}
	}
	visits := visit(s[h.end:]) || bound(s[:start], s[h.end:])
	trimmed := strings.TrimRight(name, " ")
	if first, size := utf8.DecodeRuneInString(trimmed); utf8.RuneCountInString(trimmed) < 2 || generic(trimmed) {
		switch h.end = signEnd(s, h.start, h.end); {
		case h.end > h.till:
			h.till = h.end
		case publics[trimmed] && (singular[h.term.Text] || visits || !houses[h.term.Text] && department.Ends(h.term.Text) == ""): // 県立|がんセンター
			h.start = start
		case visits && size == len(trimmed) && families.Has(first): // 林|耳鼻科を受診
			h.start = start
		case trimmed == "大学" && colleges[h.term.Text] && visits:
			h.start = start
		case !singular[h.term.Text] || !visits:
			return false
		}
	} else {
		h.start = start
	}
	if h.term.Guards.Borne && !visits {
		return false
	}
	return !denied(s[h.end:]) && !topical(s[h.end:]) && !nearOneOf(s, h.start, h.end, trade)
}

// families are the family names in one character after which doctors call their houses.
var families = detect.NewRunes("林森原堀関岡辻谷菅島泉平柳榊畑秦宮堤橘梶萩旭星乾楠滝牧窪境脇巽桂榎柏栗椿杉梅藤菊東西南北城湊緑曙")

// signEnd returns the end of the name of a clinic that stands behind the word s[start:at]:
// クリニック花水木, メンタルクリニックこもれび, 神経内科|みやざか; at when none does.
func signEnd(s string, start, at int) int {
	word := s[:at]
	clinic, whole := strings.HasSuffix(word, "クリニック"), strings.HasSuffix(word, "国立病院機構")
	r, _ := utf8.DecodeRuneInString(s[at:])
	c := classOf(r)
	if !clinic && !whole && (c != hiragana || centres.Ends(word) == "" && department.Ends(word) == "") {
		return at
	}
	end := at
	for n := 0; n < 8 && end < len(s); n++ {
		r, w := utf8.DecodeRuneInString(s[end:])
		if classOf(r) != c {
			break
		}
		end += w
	}
	name := s[at:end]
	switch c {
	case kanji:
		for _, w := range noSigns {
			if strings.HasPrefix(name, w) {
				return at
			}
		}
	case hiragana:
		for _, w := range [...]string{"です", "でした", "から", "まで", "より", "には", "では", "を", "に", "で", "は", "が", "へ", "と", "の", "も"} {
			if rest, ok := strings.CutSuffix(name, w); ok {
				name = rest
				break
			}
		}
		if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune("はがをにでともへのやかよねな、", first) {
			return at
		}
	default:
		return at
	}
	end = at + len(name)
	if utf8.RuneCountInString(name) < 2 || !clinic && !whole && !visit(s[end:]) && !bound(s[:start], s[end:]) {
		return at
	}
	return end
}

// workplaces are labels of where somebody works or does business, looked for so many
// bytes back.
var workplaces = detect.NewPhrases(`勤務先 勤め先 職場 就業先 取引先 納入先 納品先 配属先 実習先 就職先 内定先 出向先 派遣先 営業先 請求先 転職先 前職 現職`)

const workplaceMost = 30

// centres have their name behind them as clinics do: 発達支援センター|あすなろ.
var centres = detect.NewPhrases(`センター 病院機構 診療所`)

// noSigns stand behind クリニック and begin no name.
var noSigns = strings.Fields(`受診 通院 外来 院長 紹介 初診 勤務 様 宛 御中 等 名 医 看護 予約 入院 退院 転院 内 前 後 側 先生 分 併設 開 閉 経営 継承 事務 職員 診 処方 希望 変更 以外 及 又 他 行 来 再 検査 定期 継続 終了 月 週 毎 年 日 業 専 連 電話 住所 担当 精神 心療 小児`)

// tailTopics follow 病院 where it is no place that somebody went to.
var tailTopics = detect.NewPhrasesOf([]string{"経営", "事業", "会計", "向け", "様向け", "管理", "建設", "改修", "新築", "工事", "チェーン", "グループ", "協会", "連合", "御中", "長", "様", "学", "医", "専門", "系", "領域", "業界", "の売上", "への納品", "へ納品", "との取引", "との契約", "の事務長", "の院長", "の職員", "のスタッフ", "の看護師", "の理事長", "案件", "システム", "の売店", "の食堂", "の駐車場", "の事務", "で働", "に勤務", "へ勤務", "勤務", "に就職", "へ就職", "に採用", "でアルバイト", "でパート", "の近く", "の隣", "の向かい", "の裏", "の求人", "の採用", "で研修", "で実習", "の実習", "で看護", "で医師", "で事務", "で受付", "で薬剤師", "で介護", "で調理", "で清掃", "で演奏", "で講演", "で営業", "に入職", "に転職", "へ転職", "に出向", "に配属", "を退職", "を定年", "に営業", "へ営業", "の看板", "のデザイン", "の予約システム", "のホームページ", "の工事", "の改装", "のロビー", "前の", "前で", "前に集", "前交差点", "前バス停", "前駅", "跡地", "行きのバス", "行きバス", "付近", "周辺"})

// genericNames stand before 病院 and name none.
var genericNames = exactly(`市 県 町 区 村 国 整形 形成 脳神経 心臓血管 消化器 呼吸器 循環器 神経 乳腺 口腔 腎臓 血液 糖尿病 内分泌 膠原病 心療 老年 皮膚 耳鼻 産婦人 泌尿器 現地 最寄り 最寄りの 海外 外国 出先 旅先 外部 系列 契約 委託先 近所 近く 近隣 付近 市内 県内 都内 地元 地域 大きな 大きい 小さな 別 他 その この あの どの 各 同 当 本 貴 御 ある 某 総合 大学 公立 私立 国立 市立 県立 都立 町立 公的 民間 個人 中小 救急 専門 精神 精神科 単科 眼科 歯科 内科 外科 小児科 産婦人科 産科 皮膚科 耳鼻科 耳鼻咽喉科 整形外科 脳神経外科 心療内科 泌尿器科 リハビリ リハビリテーション 協力 提携 連携 協力医療 指定 拠点 基幹 中核 地域中核 急性期 慢性期 療養型 療養 かかりつけ かかりつけの 紹介元 紹介先 転院先 搬送先 入院先 通院先 受診先 いつもの 以前の 前の 次の 新しい 複数 複数の 全国 全国の 関連 医療 在宅 予防 老人 子ども こども 女性 メンタル メンタルヘルス こころの レディース ウィメンズ キッズ ファミリー ペイン デンタル マタニティ ペット 動物 当院 一般 病床 大手 調剤 保険 門前 院外 院内 無料 有料 付属 附属 大学附属 大学付属 大学付属の 学校 職場 自分の 本人の 母の 父の 家族の 名称 名 訪問 外来 夜間 休日 夜間休日 夜間救急 へき地 企業内 社内 The A Our This Any General University`)

func generic(name string) bool {
	for _, w := range [...]string{"ため", "なく", "ので", "から", "たら", "して", "方の", "側の", "前の", "他の", "地の", "先の", "元の", "くの", "ような", "という"} {
		if strings.HasSuffix(name, w) {
			return true // 見えるため|眼科
		}
	}
	for _, cut := range [...]string{"の", "な"} {
		if t := strings.TrimSuffix(name, cut); t != "" && genericNames[t] {
			return true
		}
	}
	return genericNames[name]
}

// stemmed grows a hit such as ゼパム over the katakana word that it ends. Short
// words (ヘアピン) and words that go on (ロールケーキ) are no drugs.
func stemmed(s string, h *hit) bool {
	if r, _ := utf8.DecodeRuneInString(s[h.end:]); classOf(r) == katakana && !salt(s[h.end:]) {
		return false
	}
	i, n := h.start, utf8.RuneCountInString(s[h.start:h.end])
	for i > 0 && n <= 16 {
		r, w := utf8.DecodeLastRuneInString(s[:i])
		if classOf(r) != katakana {
			break
		}
		i -= w
		n++
	}
	if n < 5 || n > 16 || i == h.start {
		return false
	}
	h.start, h.odds = i, oddsStem
	graded(s, h)
	return !denied(s[h.till:]) && !topical(s[h.till:])
}

// titled grows a hit such as 主治医 over the name behind it, or 医師 over the
// name before it.
func titled(s string, h *hit) bool {
	h.odds = oddsNamed
	for _, w := range [...]string{"会", "国家", "免許", "法", "不足", "確保", "派遣", "数"} {
		if strings.HasPrefix(s[h.end:], w) {
			return false
		}
	}
	if start, end := nameBehind(s, h.end); end > start {
		if !strings.HasPrefix(h.term.Text, "Dr") && !strings.HasPrefix(h.term.Text, "ドクター") {
			h.start = start // Dr. stands on the name, 主治医 only labels it
		}
		h.end, h.till = end, end
		return true
	}
	if h.term.Kind != string(detect.Doctor) || !strings.HasSuffix(h.term.Text, "医師") && !strings.HasSuffix(h.term.Text, "Dr") && !strings.HasSuffix(h.term.Text, "ドクター") && !strings.HasSuffix(h.term.Text, "医師名") {
		return false
	}
	i, n := h.start, 0
	first := other
	for i > 0 && n < 8 {
		r, w := utf8.DecodeLastRuneInString(s[:i])
		c := classOf(r)
		if c != kanji && c != katakana || first != other && c != first {
			break
		}
		first = c
		i -= w
		n++
	}
	if name := s[i:h.start]; n < 1 || first == kanji && n > 5 || isNoName(name) {
		return false
	}
	h.start = i
	return true
}

// isNoName reports whether what stands where a name could is none, or begins with
// a word of two characters or more that is none.
func isNoName(name string) bool {
	w := noNames.Begins(name)
	return w != "" && (len(w) == len(name) || utf8.RuneCountInString(w) > 1)
}

// noNames are words that stand where a name could, the single characters last.
var noNames = detect.NewPhrases(`次回 今回 前回 主治 担当 専門 指定 歯科 産業 当直 執刀 診断 紹介 嘱託 協力 女性 男性 外国 外国人 勤務 開業 若手 研修 常勤 非常勤 複数 精神科 内科 外科 小児科 整形外科 産婦人科 産科 眼科 皮膚科 麻酔科 救急 臨床 病院 病棟 当番 先生 本人 家族 意見 制度 一覧 変更 未定 不明 確認 相談 連絡 指示 診察 診断書 意見書 許可 了承 同意 氏名 名前 電話 住所 番号 指導 判断 説明 面談 依頼 交代 記入 署名 予定 選任 面接 都合 紹介状 学校 担当者 地域 在宅 専属 非常 複数名 欄 名 等 無 有 会`)

// nameBehind returns the range of a name that stands behind a title, with the
// title on the name: 主治医:佐藤, 主治医の佐藤先生, 担当医(鈴木). It is empty when
// none does.
func nameBehind(s string, at int) (start, end int) {
	rest := strings.TrimLeft(s[at:], " ")
	linked := len(rest) < len(s)-at || strings.HasSuffix(s[:at], ".")
	for _, w := range [...]string{"名", "氏名", ":", "(", "は", "の", "=", "/", "「"} {
		if r, ok := strings.CutPrefix(rest, w); ok {
			rest, linked = strings.TrimLeft(r, " :"), true
		}
	}
	i, n := 0, 0
	first := other
	for i < len(rest) && n < 8 {
		r, w := utf8.DecodeRuneInString(rest[i:])
		c := classOf(r)
		if c != kanji && c != katakana || first != other && c != first {
			break
		}
		first = c
		i += w
		n++
	}
	name := rest[:i]
	honorific := ""
	for _, w := range [...]string{"先生", "医師", "Dr", "院長", "様", "氏", "意見"} {
		if t := strings.TrimSuffix(name, w); t != name && t != "" {
			name, honorific = t, w
			break
		}
		if strings.HasPrefix(rest[i:], w) {
			honorific = w
			break
		}
	}
	n = utf8.RuneCountInString(name)
	if n == 0 || first == kanji && n > 5 || isNoName(name) || institution(rest[:i]) {
		return at, at
	}
	if !linked && honorific == "" || first == katakana && n < 2 {
		return at, at
	}
	// 主治医の指示 names nobody: behind の a name needs its honorific.
	if honorific == "" && !strings.ContainsAny(s[at-1:len(s)-len(rest)], ".:( =/") {
		return at, at
	}
	start = len(s) - len(rest)
	end = start + len(name)
	switch honorific {
	case "先生", "医師", "Dr", "院長":
		end += len(honorific)
	}
	return start, end
}

// institution reports whether a name is that of a place.
func institution(name string) bool {
	for _, w := range [...]string{"病院", "医院", "診療所", "クリニック", "センター", "科"} {
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return false
}
