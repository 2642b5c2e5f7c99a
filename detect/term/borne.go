package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What a body carries, half names of illnesses and what somebody lives through
// are words of trade, of play and of study as well: 補聴器, 盲腸, ステージ4, ひったくり.
// They are somebody's where the verb behind them says so. The guard `borne` of
// the dictionary asks for it.

// bearing are the words behind a term that say that somebody has, uses or
// undergoes it, by the particle with which they are joined.
var bearing = map[string]*detect.Phrases{
	"を": detect.NewPhrases(`入れて 入れた 入れる つけて つけた 付けて 着けて 着用 装着 使って 使い 使う お使い 使用 持込 持ち込 利用して 利用中 はめて 飲んで 飲む 飲み 服用 打って 打つ 打ち 注射 受けて 受けた 受ける 受け、 受給 造設 造った 作った 取った 取って 摘出 切除 全摘 起こし 発症 患 わずら 持って 持ち 携帯 繰り返 疑われ 指摘 抱え 再発 やって やった 信じ 信仰 連れ`),
	"が": detect.NewPhrases(`ある あり あっ 見つか 出て 出た 出る ひど 酷 続い つら 進 入って 入った 残って わか 分か 判明 悪化 再発 疑われ 手放せ 欠かせ 外せ 始ま`),
	"に": detect.NewPhrases(`なって なった なり なる かかっ かかり 罹 感染 入って 入った 入り 入る 入所 入居 入会 入信 通 遭 あって あった あい 移 避難 逃 とられ 取られ 引っかか ひっかか だまさ 騙さ`),
	"で": detect.NewPhrases(`出席停止 登園停止 登校停止 欠席 早退 円の被害 被害に遭 被害を受 動けな 入社 採用 働 勤務 就職 応募 入院 通院 運ば 手術 オペ 病院 休 倒れ 受診 搬送 治療 欠 つら 悩 亡くな 死 捕ま 逮捕 検挙 薬 苦し 生活 暮ら 移動 来 失 だまし 騙 奪 取られ とられ 送金 振り込`),
	"と": detect.NewPhrases(`言わ いわ 診断 告げ 告知 判明 わか 分か 指摘 診て`),
}

// directly are such words that stand on the term itself.
var directly = detect.NewPhrases(`をして をした をしており をします をされ したとの したとい したかも したらし したよう しまして です。 です、 でした だった だそう だって だと らしい とのこと され している しており しました した。 であること である。 したそう ユーザー 持ち 持参 持込 使用中 使用者です 装着 着用 挿入 留置 造設 術後 利用中 療養中 治療中 の手術を の手術で の手術後 の術後 の診断 の発作 の既往 の疑い の治療中 の後遺症 の症状 の被害者と の被害者で の被害者だ の被害に遭 の被害にあ の被害を受 の被害を訴 の被害届 の被害。 の被害、 の被害で の被害から って言われ って診断 発症 罹患 感染 あり。 あり、 あり( あり) (+) 疑い`)

// treated reports whether the words behind an abbreviation of a disease make it one:
// DMで通院|中, RAの治療, CHF増悪. DMで通院案内を送る speaks of mail.
func treated(s string) bool {
	if rest := s[len(courseOf.Begins(s)):]; len(rest) < len(s) {
		return true
	}
	rest := s[len(careFor.Begins(s)):]
	return len(rest) < len(s) && (rest == "" || careGoesOn.Begins(rest) != "")
}

var (
	courseOf   = detect.NewPhrases(`の既往 の治療 の術後 の急性増悪 の増悪 の悪化 の再燃 術後 増悪 急性増悪 既往 と診断`)
	careFor    = detect.NewPhrases(`で通院 で入院 で治療 で加療 で療養 で透析 で内服 で服薬 でフォロー で手術 でオペ`)
	careGoesOn = detect.NewPhrases(`中 し 歴 後 、 。 ) の`)
)

// bearers end what stands before a term that is all that is said of somebody:
// ご主人が補聴器。
var bearers = detect.NewPhrases(`様が さんが さまが 氏が 君が くんが ちゃんが 本人が 主人が 父が 母が 妻が 夫が 息子が 娘が 長男が 長女が 祖父が 祖母が 様は さんは さまは 氏は 君は くんは ちゃんは 本人は 主人は`)

// bearingMost is how far behind the particle the verb stands, in bytes.
const bearingMost = 45

// undergone reports whether the words around the term s[start:end] say that it is
// somebody's own.
func undergone(s string, start, end int) bool {
	rest := s[end:]
	if directly.Begins(rest) != "" {
		return true
	}
	if closes(rest) && bearers.Ends(s[:start]) != "" {
		return true
	}
	if len(rest) < len("を") {
		return false
	}
	rest = strings.TrimPrefix(rest, "だ")
	if len(rest) < len("を") {
		return false
	}
	verbs := bearing[rest[:len("を")]]
	if verbs == nil {
		return false
	}
	rest = rest[len("を"):]
	if i := strings.IndexAny(rest, "。、\n」)"); i >= 0 {
		rest = rest[:i]
	}
	rest = rest[:min(len(rest), bearingMost)]
	return verbs.In(rest) && !refused.In(rest)
}

// refused is said of what somebody does not have or do.
var refused = detect.NewPhrases(`ていな てな てませ ていませ はしな せず ことはな 方へ 方に 方の 方を 方は 方々 方向け 人への 人の 人に 人は 製品 商品 サンプル 講習 研修 体験 使用しな 使用不可 使用禁止 お客様 お客さま`)

// closes reports whether nothing of the sentence follows.
func closes(s string) bool {
	for _, w := range [...]string{"", "。", "、", ")", "\n", "」", " "} {
		if s == w || w != "" && strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// traded reports whether the words about what one can wear or use speak of goods,
// of what a house is fitted with, or of those who make, sell and study it. The
// guard `worn` asks for it: T字杖で来所 and 座位保持装置(修理) are somebody's beside a
// name, 歩行器3台を納品 and 補聴器の展示会 are nobody's.
func traded(s string, start, end int) bool {
	if nearOneOf(s, start, end, goods) {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); (classOf(r) == kanji || classOf(r) == katakana) && goesOn.Begins(s[end:]) == "" {
		return true // 車椅子固定ベルト, 補聴器相談医
	}
	rest := strings.TrimLeft(s[end:], " ×")
	n := 0
	for n < len(rest) && n < 4 && rest[n]-'0' < 10 {
		n++
	}
	return n > 0 && pieces.Begins(rest[n:]) != ""
}

var (
	goods = detect.NewPhrases(`納品 納入 入荷 出荷 発注 注文 在庫 販売 発売 展示 営業 台帳 カタログ 商品 製品 製造 メーカー 売上 単価 特価 値引 量産 試作 開発 寄付 寄贈 補充 清掃 消毒 点検を 点検表 点検記録 点検日 貸出 貸し出 置き場 置場 備品 備え 設置 常備 倉庫 棚卸 検品 スロープ 駐車 駐輪 バスケ ラグビー マラソン 体験 講習 研修 講座 セミナー 講演 講師 歴史 協会 育成 訓練士 普及 啓発 の使い方 対応 用の 専用 業者 工場 を担当 係 助成制度 募集 手引 マニュアル 動画 記事 献立表 特集 新聞 番組 レシピ`)
	// goesOn are words that stand on such a thing and leave it somebody's.
	goesOn = detect.NewPhrases(`使用 利用 歩行 装着 着用 装用 併用 常用 移動 移乗 送迎 生活 介助 介護 交換 調整 修理 作製 作成 処方 管理 留置 挿入 造設 持参 持込 持ち込 搭載 携帯 同伴 希望 必要 要 可 中 済 自立 見守 全 閉塞 両 片 左 右 入 合 引 搬 割 破 痛 外 先 レンタル ユーザー`)
	pieces = detect.NewPhrases(`台 個 本 脚 箱 枚 組 式 セット 点 円 袋 ケース 床 基 足`)
)
