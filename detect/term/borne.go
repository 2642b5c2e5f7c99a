package term

import (
	"strings"

	"monban/detect"
)

// What a body carries, half names of illnesses and what somebody lives through
// are words of trade, of play and of study as well: 補聴器, 盲腸, ステージ4, ひったくり.
// They are somebody's where the verb behind them says so. The guard `borne` of
// the dictionary asks for it.

// bearing are the words behind a term that say that somebody has, uses or
// undergoes it, by the particle with which they are joined.
var bearing = map[string]*detect.Phrases{
	"を": detect.NewPhrases(`入れて 入れた 入れる つけて つけた 付けて 着けて 着用 装着 使って 使い 使う 使用し 使用中 利用して 利用中 はめて 飲んで 飲む 飲み 服用 打って 打つ 打ち 注射 受けて 受けた 受ける 受け、 受給 造設 造った 作った 取った 取って 摘出 切除 全摘 起こし 発症 患 わずら 持って 持ち 携帯 繰り返 疑われ 指摘 抱え 再発 やって やった 信じ 信仰 連れ`),
	"が": detect.NewPhrases(`ある あり あっ 見つか 出て 出た 出る ひど 酷 続い つら 進 入って 入った 残って わか 分か 判明 悪化 再発 疑われ 手放せ 欠かせ 外せ 始ま`),
	"に": detect.NewPhrases(`なって なった なり なる かかっ かかり 罹 感染 入って 入った 入り 入る 入所 入居 入会 入信 通 遭 あって あった あい 移 避難 逃 とられ 取られ 引っかか ひっかか だまさ 騙さ`),
	"で": detect.NewPhrases(`動けな 入社 採用 働 勤務 就職 応募 入院 通院 手術 オペ 休 倒れ 受診 搬送 治療 欠 つら 悩 亡くな 死 捕ま 逮捕 検挙 薬 苦し 生活 暮ら 移動 来`),
	"と": detect.NewPhrases(`言わ いわ 診断 告げ 告知 判明 わか 分か 指摘 診て`),
}

// directly are such words that stand on the term itself.
var directly = detect.NewPhrases(`をして をした をしており をします をされ です。 です、 でした だった だそう だって だと らしい とのこと され している しており しました した。 したそう ユーザー 持ち 持参 使用中 使用者です 装着 着用 挿入 留置 造設 術後 利用中 療養中 治療中 の手術を の手術で の手術後 の術後 の診断 の発作 の既往 の疑い の治療中 の後遺症 の症状 って言われ って診断 発症 罹患 感染 あり。 あり、 あり( あり) (+) 疑い`)

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
var refused = detect.NewPhrases(`ていな てな てませ ていませ はしな せず ことはな 方へ 方に 方の 方を 方は 方々 方向け 人への 人の 人に 人は 製品 商品 サンプル 講習 研修 体験`)

// closes reports whether nothing of the sentence follows.
func closes(s string) bool {
	for _, w := range [...]string{"", "。", "、", ")", "\n", "」", " "} {
		if s == w || w != "" && strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
