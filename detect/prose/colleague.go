package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A colleague is named with his title or his department: 鵜飼次長, 経理の仁科さん. Mostly
// he does his work there; where nobody else is spoken of and the section tells
// how somebody is, it tells of him: 鵜飼次長、金曜に言葉が出なくなり、入院しています.

// fellows stand before the name of one of an office of whom others write.
var fellows = detect.NewPhrasesOf(append([]string{"当社", "弊社", "当院", "当法人", "当方", "教諭", "顧問", "面談者"}, near...))

// posts are what somebody is in a company, a club or a town, who is called as
// colleagues call each other; serves are those of them who tell of others whom they look after.
var (
	posts  = detect.NewPhrases(`会長 部会長 区長 組長 町長 班長 団長 隊長 理事 理事長 監事 幹事 委員 委員長 役員 世話人 世話役 世話係 会計 書記 議長 司会 主宰 店長 店主 社長 専務 常務 取締役 監査役 部長 課長 係長 主任 主幹 主査 室長 所長 支店長 支社長 工場長 園長 施設長 校長 教頭 寮長 駅長 編集長 組合長 事務長 事務局 事務局長 事務 受付 窓口 リーダー コーチ トレーナー インストラクター 運転手 運転者 ドライバー 添乗員 調理師 警備 編集 記者 翻訳 通訳 カメラ 撮影 配達 組立 検品 点検 施工 住職 宮司 牧師 司祭`)
	serves = detect.NewPhrases(`民生委員 児童委員 相談員 支援員 サービス提供責任者 面談担当 健康管理室 保健室 医事課`)
)

// titledBehind are the titles behind such a name.
var titledBehind = detect.NewPhrasesOf(append([]string{"課長補佐", "次長補佐", "顧問", "支店長", "支社長", "工場長", "本部長", "副部長", "教頭", "園長", "先生"}, append(strings.Fields(crafts), ranks...)...))

// fellow reports whether nothing but a title or a word for colleagues makes the name
// s[start:end] that of somebody at his work.
func fellow(s string, start, end int) bool {
	before := strings.TrimRight(s[:start], " (の:は・")
	if signsOff(s[:start], strings.TrimLeft(s[end:], " ")) {
		return false
	}
	if work := rolesBefore.Ends(before); work != "" {
		if posts.Ends(before) != "" && serves.Ends(before) == "" && familiar.Begins(s[end:]) != "" {
			return true // 会長の溝上さん
		}
		return fellows.Ends(before) != "" && !writes(s[:start])
	}
	return titledBehind.Begins(strings.TrimLeft(s[end:], " ")) != ""
}

// fellowsOf returns the items that name such colleagues: where a section speaks of
// nobody else, it tells of them and not of who signs it.
func fellowsOf(items []item, owner []int) (names []int) {
	for i := range items {
		if o := owner[i]; o >= 0 && items[o].fellow {
			names = append(names, i)
		}
	}
	return names
}

// himself are words of the sentences that tell how a colleague is, beside ails.
var himself = detect.NewPhrases(`本人 面談 病休 時差出勤 就労 運ばれ 受診 通院 見舞 緩和ケア 復職 就業 配慮 不在 服用 内服 傷病手当 飲んで 伏せ 勤務し か月目 週目 使うように を訴え 代理で 代理。 欠場`)

// news are what a sentence ends with that tells how somebody is.
var news = detect.NewPhrases(`とのこと そうです そうで、 だって って。 したって らしい 見つか ひどく 進んだ 進んで 続いて 続く 悪化 再発 になられ 認定され 安静 使われ を使って 着けて つけて 入れました 退院 面会 集中治療 シフト 夜勤 出社 治る 治り 完治 言われた 下船 休校 帰国 引かず 判明 発覚 症でした 傷でした 折でした 病でした アでした`)

// dealings are words of lines that tell of illnesses as an office deals with them.
var dealings = detect.NewPhrases(`研修 講演 講座 講義 セミナー 学会 勉強会 マニュアル 手順 対策 予防 啓発 ポスター 特集 原稿 授業 単元 教材 統計 見積 在庫 発注 補充 市場 新製品 製品 商品 商談会 開発し 開発す 開発中 価格 料金 単価 資料 キット 標準 添付文書 改訂 新刊 ワクチン 日程 案内 の方 の人 のある人 する人 人が 患者 利用者 顧客 お客 社員へ 社員の 注文 集計 件数 装置 器具 展示 発表 論文 治験 イベント 募集 取材`)

// wares are more of them, beside which a colleague does his work.
var wares = detect.NewPhrases(`売上 売れ 新薬 治療薬 特集 ページ 記事 手記 原作 アルゴリズム 検知 検出 アプリ クリーム サンプル 予防接種 教室 カフェ サポーター 向け 用品 品切れ 納品 納期 仕入 入荷 発売 販売 試薬 検体 シンポ 学びまし 学んだ 書籍 出版 番組 ドラマ 映画 小説 主人公 約款 補償 チラシ パンフ リーフ 園児 生徒 児童 会員に 会員が 会員へ 社員の 職員の 従業員 学生の 人が多 が増えて 流行 はやって 助成 体操 募る 動画 募金 寄付 外来`)

// trades reports whether a sentence tells of the trade.
func trades(s string) bool { return dealings.In(s) || wares.In(s) }

// fellowships notes of what the line t tells, in a section that names a colleague,
// whether it tells how somebody is, or of the trade: the sentence itself, and the first
// one, which says what the line is about. from is the first item of the line.
func (r *Reader) fellowships(t *detect.Text, from int) {
	if r.fellow == 0 || r.line-r.fellow > aboveMost {
		return
	}
	s := t.Norm[:min(len(t.Norm), fellowMost)]
	at := span{} // the sentence asked about last
	known, opens, personal, ailing := false, true, false, false
	for i := from; i < len(r.items); i++ {
		it := &r.items[i]
		if !fellowly(it.Kind) || it.end > len(s) {
			continue
		}
		if at.end == 0 {
			known, opens = ails.In(s) || himself.In(s), !trades(s[:sentence(s, 0).end])
		}
		if it.pos >= at.end || it.pos < at.start {
			at = sentence(s, it.pos)
			said := s[at.start:at.end]
			personal = opens && !trades(said)
			ailing = personal && (known || news.In(said))
		}
		it.personal = personal && !it.named
		it.ails = ailing && it.personal
	}
}

// fellowly reports whether a colleague may be told to have something of a kind.
func fellowly(k detect.Kind) bool { return told.Has(k) || k == detect.WelfareCertificate }

// named reports whether a word for an illness goes on as the name of something else:
// 物忘れ|相談の日, 捻挫の|テーピング, 花粉症の|薬.
func named(behind string) bool {
	rest, of := strings.CutPrefix(behind, "の")
	r, _ := utf8.DecodeRuneInString(rest)
	return (of || r >= '一' && r <= '鿿' || r >= 'ァ' && r <= 'ヺ') && rest != "" && bears.Begins(rest) == ""
}

// coined reports whether such a word stands in quotes as the name of what follows:
// 「うつ」|状態のアイコン.
func coined(s string, start, end int) bool {
	rest, ok := strings.CutPrefix(s[end:], "」")
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && strings.HasSuffix(s[:start], "「") && (r >= '一' && r <= '鿿' || r >= 'ァ' && r <= 'ヺ')
}

// bodily are the kinds of which it is asked.
var bodily = detect.SetOf(detect.Diagnosis, detect.Disability, detect.Symptom, detect.HealthCheck, detect.Medication)

// bears go on behind an illness that somebody has.
var bears = detect.NewPhrases(`中 ウイルスに感染 菌に感染 服用 内服 使用 投与 処方 増量 減量 開始 中止 点滴 注射 錠 管理1 管理2 管理3 管理4 管理区分 管理A 管理B 管理C 後 疑 気味 発症 発作 再発 悪化 既往 治療 手術 術 ステージ グレード 診断 進行 持 併 検査で 検査を 検査入院 検査結果 ため 影響 後遺症 症状 痛み 可能性 せい おそれ 恐れ 末期 初期 薬を 薬が お薬 急 状態 値 数値 異常 所見 判定 療養 入院 通院 診断書 傷 件 レベル 1 2 3 4 5 6 7 8 9`)

// sentence returns the sentence of s around pos.
func sentence(s string, pos int) span {
	from, to := strings.LastIndex(s[:pos], "。"), strings.Index(s[pos:], "。")
	if from >= 0 {
		from += len("。")
	}
	if to < 0 {
		to = len(s) - pos
	}
	return span{max(from, 0), pos + to}
}

// fellowMost is how much of a line is looked at for such words, in bytes.
const fellowMost = 2000

// ill reports whether what is said of a colleague tells how he is himself: two things
// in lines that tell nothing of the trade, one of them in a sentence or beside words for it. A letter tells whom it addresses
// what his examination has found.
func ill(items []item, said owned, person int) bool {
	things, measured, tells := 0, 0, items[person].label // 面談者:
	crew, result := items[person].crew, false
	if items[person].familiar || crew > 0 {
		things++
	}
	for i := said.first[person]; i >= 0; i = said.next[i] {
		v := &items[i]
		if !told.Has(v.Kind) && !v.ails || !v.personal || v.general || v.line < items[person].line || v.line == items[person].line && v.pos < items[person].end || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			continue
		}
		things++
		if v.Evidence&detect.Sentence != 0 {
			things++
			tells = true
		}
		tells = tells || v.ails || crew > 0 && v.line == items[person].line && v.pos <= crew+ledGap
		if v.Kind == detect.HealthCheck {
			measured++
			result = result || strings.ContainsAny(v.Text, " 　性") // and more than what is measured
		}
	}
	if items[person].addressed { // 要精密検査です。受診し、結果をお知らせください。
		return measured > 1 || result && things > measured // HBs抗原 陽性, B型肝炎
	}
	return tells && things > 1
}

// familiar is how colleagues call each other.
var familiar = detect.NewPhrases(`さん くん 君 ちゃん`)
