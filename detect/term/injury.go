package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What happens to a part of the body is told with a verb, 肋骨を3本折った, 左足首を
// ひねって, 顔を12針縫った, 鎖骨にひびが入った, 脾臓をとっている, or as a noun of it,
// 心臓のバイパス, 小脳の腫瘍. Parts and deeds belong together by what can happen to
// whom: 手を切る, 頭をひねる, 肩を落とす and 爪を切る tell of nothing of the kind, so
// that they stand in no row.

// A harm is what is said of some parts of the body.
type harm struct {
	parts *detect.Phrases
	deeds *detect.Phrases // with the particle in front
}

const (
	bones    = `鼻の骨 前歯 奥歯 糸切り歯 鎖骨 肩甲骨 腕 上腕 前腕 二の腕 肘 ひじ 手首 手の甲 親指 人差し指 中指 薬指 小指 足の指 手の指 指の骨 肋骨 ろっ骨 あばら あばら骨 背骨 首の骨 腰の骨 腰椎 胸椎 頸椎 尾てい骨 尾骨 骨盤 股関節 大腿骨 太もも 膝の皿 膝のお皿 ひざのお皿 すね 脛 足首 くるぶし かかと 足の甲 足 脚 頬骨 腕の骨 足の骨 手の骨 すねの骨 顎の骨 あごの骨 肘の先 ひじの先`
	flesh    = `額 おでこ こめかみ 顔 まぶた 眉 唇 口の中 頬 ほお あご 顎 後頭部 前頭部 側頭部 頭部 頭皮 指先 指の先 指 親指 人差し指 中指 薬指 小指 示指 母指 手のひら 手の甲 右手 左手 腕 肘 ひじ 足の裏 右足 左足 すね 膝 ひざ ふくらはぎ 太もも かかと 耳たぶ`
	struck   = `頭 後頭部 前頭部 側頭部 頭部 額 おでこ 顔面 背中 腰 肘 ひじ 肩 脇腹 わき腹 肋骨 尾てい骨 お尻 腕 すね 太もも 首`
	twisted  = `足の指 肘 腕 足首 手首 膝 ひざ 足 腰 足関節 手関節 親指 指`
	crushed  = `指 親指 人差し指 中指 薬指 小指 手 手首 腕 足 足の指 足の甲 足先 つま先 脚 胸 指先`
	strained = `首 肩 腕 肘 ひじ 手首 手の指 指 親指 中指 小指 腰 背中 背骨 股関節 太もも 膝 ひざ すね ふくらはぎ 足首 足 足の裏 かかと アキレス腱 靱帯 喉 のど 鼓膜 半月板 筋`
	limbs    = `指 親指 人差し指 中指 薬指 小指 足の指 足 脚 下肢 腕 手首から先 膝から下 ひざ下 片足 片腕`
	tendons  = `アキレス腱 靱帯 靭帯 じん帯 十字靱帯 十字靭帯 腱 半月板 腱板 筋 肉離れ`
	organs   = `脾臓 腎臓 肝臓 心臓 肺 膵臓 胃 大腸 小腸 腸 直腸 胆嚢 胆のう 子宮 卵巣 甲状腺 乳房 胸 前立腺 膀胱 喉頭 声帯 扁桃 扁桃腺 アデノイド 盲腸 角膜 骨髄 副腎 精巣 睾丸 片肺 片方の腎臓 虫垂`
	animals  = `蜂 ハチ スズメバチ アシナガバチ ミツバチ ムカデ クラゲ マムシ ハブ 犬 猫 イヌ ネコ 飼い犬 野良猫 熊 クマ イノシシ サル ブヨ ダニ マダニ 毛虫 サソリ`
	anywhere = `頭 頭部 額 顔 顔面 目 眼 角膜 網膜 まぶた 鼻 耳 鼓膜 口 唇 舌 歯 前歯 奥歯 あご 顎 首 頸椎 肩 鎖骨 腕 肘 ひじ 手 手首 指 親指 人差し指 中指 薬指 小指 胸 肋骨 背中 背骨 脊髄 腰 骨盤 股関節 太もも 大腿 膝 ひざ すね ふくらはぎ 足首 足 足の甲 かかと 腹 腹部 アキレス腱 靱帯 靭帯 半月板 お尻 尻 つま先 手のひら 手の甲 足の指 足の裏 脇腹 わき腹 頬 ほお おでこ こめかみ 後頭部 前頭部 側頭部 目の上 目尻`
	growths  = `頭 脳 小脳 脳幹 頭の血管 頭の中 目 耳 鼻 口 舌 喉 のど 声帯 首 甲状腺 肺 心臓 胸 乳房 胃 食道 腸 大腸 直腸 肝臓 膵臓 胆のう 胆嚢 腎臓 尿管 膀胱 前立腺 子宮 卵巣 卵管 背骨 脊髄 腰 骨 皮膚 おでこ 額 鼓膜 網膜 黄斑 角膜 副腎 脾臓 歯 歯ぐき 歯茎 股関節 膝 ひざ 肩 手首 足 足首 指 リンパ リンパ節`
)

// harms are tried in turn; of the parts the longest counts.
var harms = []harm{
	{longestFirst(bones), detect.NewPhrases(`を折っ を折り を折る を折ら を割っ を割り を骨折 骨折し が骨折 にひび にヒビ に亀裂`)},
	{longestFirst(strings.NewReplacer(" 腕 ", " ", " 足 ", " ", " 脚 ", " 右足 左足 右腕 左腕 片足 ").Replace(bones)), detect.NewPhrases(`が折れ が割れ`)},
	{longestFirst("前歯 奥歯 歯の先 糸切り歯"), detect.NewPhrases(`が欠け が抜け落ち を欠い が取れ`)},
	{longestFirst("腰の骨 背骨 腰椎 胸椎 肺"), detect.NewPhrases(`がつぶれ が潰れ`)},
	{longestFirst(flesh), detect.NewPhrases(`を切っ を切り を切る を縫っ を縫い を縫う を縫合 縫っ 縫い 縫う 縫合 をそい そいだ をそぎ がざっくり がぱっくり`)},
	{longestFirst(struck), detect.NewPhrases(`を打っ を打ち を打つ を強打 をぶつけ`)},
	{longestFirst(twisted), detect.NewPhrases(`をひねっ をひねり を捻っ を捻り をくじい をくじき を挫い`)},
	{longestFirst(twisted + " 肩 腕 手 足の指 股関節"), detect.NewPhrases(`を捻る をひねる をくじく を挫く をぐね をグネ をぐきっ をグキッ`)},
	{longestFirst(anywhere), detect.NewPhrases(`を強打 を打撲 をぶつけ を打ちつけ を打ち付け をうちつけ を腫らし を腫らす`)},
	{longestFirst(strained), detect.NewPhrases(`を痛め をいため を傷め`)},
	{longestFirst("頭 鼻 首 まぶた 胸 足の甲 目の上 目尻 口"), detect.NewPhrases(`を縫っ を縫い を縫う を縫合`)},
	{longestFirst(strained + " " + bones), detect.NewPhrases(`をやってしま をやっちゃ をやった をやって`)},
	{longestFirst("爪 生爪 親指の爪 足の爪 指の爪"), detect.NewPhrases(`が剥がれ がはがれ を剥が をはがし が剥げ が割れ`)},
	{longestFirst(crushed), detect.NewPhrases(`を詰め を挟ま を挟み を挟ん をはさま をはさみ をつぶし をつぶす を潰し を潰す を巻き込 を持っていか`)},
	{longestFirst(limbs), detect.NewPhrases(`を失っ を失い を失う を落とし を切断 を飛ばし を切り落と`)},
	{longestFirst(crushed + " ふくらはぎ 太もも 顔 すね"), detect.NewPhrases(`を咬ん を咬ま を噛ま をかまれ に咬ま を刺され`)},
	{longestFirst(animals), detect.NewPhrases(`に刺さ に咬ま に噛ま にかま に襲わ`)},
	{longestFirst("肩 あご 顎 股関節 肘 ひじ"), detect.NewPhrases(`が外れ がはずれ が抜け を外し をはずし を脱臼`)},
	{longestFirst(tendons), detect.NewPhrases(`が切れ を切っ を切り を切る を伸ばし が伸び をやっ やっ を痛め を傷め が断裂 を断裂 が裂け を損傷`)},
	{longestFirst(organs), detect.NewPhrases(`をとっ を取っ を取り をとり を切除 を摘出 を全摘 をもら を移植 を切っ`)},
	{longestFirst(anywhere + " " + bones), detect.NewPhrases(`を損傷 を負傷 を骨折 を脱臼 を捻挫 をねんざ を打撲 を断裂 をやけど を火傷 を怪我 をけが をケガ を切断 を手術 を傷め を刺傷`)},
	{longestFirst(growths), detect.NewPhrases(`に穴 にこぶ に瘤 に腫瘍 にしこり にポリープ に影があ に影が見 にがん に癌 にガン に結石 に石が に血栓 に膿 にたんこぶ にカテーテル にステント にボルトを に金属を にプレートを`)},
	{longestFirst(growths + " 心室 僧帽弁 大動脈 血管 脊椎 神経 腱 半月板 靱帯 靭帯 鎖骨 腕 肘 ひじ 手 顔 あご まぶた 腹 お腹 肝 腎 胆管 横隔膜 膀胱 肛門 陰部"), detect.NewPhrases(`の手術 の骨折 のオペ のバイパス の腫瘍 の結節 の肥大 の穿孔 の石 の結石 のこぶ の瘤 のポリープ のがん の癌 の出血 のできもの のしこり の病気 の持病 のけが の怪我 のケガ のやけど の火傷 の打撲 の捻挫 の脱臼 のひび の変形 の奇形 の欠損 の切断 の移植 の損傷 の裂傷 の断裂 の壊死 の萎縮 の狭窄 の癒着 の閉塞 のヘルニア の移植手術 の再建 の炎症 の腫れ物 のリハビリ`)},
}

// deedWords are the beginnings of the verbs and nouns of harms, for which a text is
// searched; behind a particle or not.
var deedWords = detect.NewWords(`詰め 剥がれ はがれ 剥が はがし 剥げ 捻る ひねる くじく 挫く ぐね グネ ぐきっ グキッ 打ちつけ 打ち付け うちつけ 腫らし 腫らす いため 折っ 折ら 折り 折る 折れ 割っ 割り 割れ 骨折 ひび ヒビ 亀裂 欠け 欠い 抜け落ち 抜け つぶれ つぶし つぶす 潰れ 潰し 潰す 切っ 切り 切る 切れ 縫っ 縫い 縫う 縫合 そい そぎ ざっくり ぱっくり 打っ 打ち 打つ 強打 ぶつけ ひねっ ひねり 捻っ 捻り くじい くじき 挫い 挟ま 挟み 挟ん はさま はさみ 巻き込 持っていか 失っ 失い 失う 落とし 切断 飛ばし 切り落と 咬ん 咬ま 噛ま かま 刺さ 襲わ 外れ はずれ 外し はずし 脱臼 伸ばし 伸び やっ 痛め 傷め 断裂 裂け 損傷 とっ とり 取っ 取り 取れ 切除 摘出 全摘 もら 移植 負傷 捻挫 ねんざ 打撲 やけど 火傷 怪我 けが ケガ 手術 刺傷 穴 こぶ 瘤 腫瘍 しこり ポリープ 影が がん 癌 ガン 結石 石 血栓 膿 たんこぶ カテーテル ステント ボルトを 金属を プレートを オペ バイパス 結節 肥大 穿孔 出血 できもの 病気 持病 変形 奇形 欠損 裂傷 壊死 萎縮 狭窄 癒着 閉塞 ヘルニア 再建 炎症 腫れ物 リハビリ`)

// injuries calls found for what t tells of a part of somebody's body.
func injuries(t *detect.Text, found func(start, end int)) {
	s := t.Norm
	last := 0
	t.Each(deedWords, func(at, to int) {
		if at < last {
			return
		}
		left, particle := s[:at], ""
		left = strings.TrimSuffix(left, manner.Ends(left))
		left = uncounted(left)
		if w := particles.Ends(left); w != "" {
			particle, left = w, left[:len(left)-len(w)]
		}
		left = uncounted(left)
		deed := particle + s[at:]
		for i := range harms {
			w := harms[i].deeds.Begins(deed)
			if w == "" {
				continue
			}
			left := left
			part := harms[i].parts.Ends(left)
			if part == "" { // 親指|の先
				left = strings.TrimSuffix(left, details.Ends(left))
				part = harms[i].parts.Ends(left)
			}
			if part == "" || furniture.Ends(left[:len(left)-len(part)]) != "" || len(left)-len(part) < last || inWord(left[:len(left)-len(part)], part) {
				continue
			}
			end := at + len(w) - len(particle)
			if unhurt.Begins(s[end:]) != "" {
				continue
			}
			if particle != "の" {
				end += len(past.Begins(s[end:]))
			}
			if rest := s[end:]; denied(rest) || topical(rest) {
				continue
			}
			found(ofPart(s, last, modified(s, last, len(left)-len(part))), end)
			last = end
			return
		}
	})
}

// inWord reports whether a part in one character is the end of another word: 手|足, 満|足.
func inWord(before, part string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(part)
	return utf8.RuneCountInString(part) == 1 && classOf(last) == kanji && classOf(first) == kanji && !strings.ContainsRune("右左両片", last) && modifiers.Ends(before) == ""
}

// uncounted returns s without how many of them, or how many stitches, at its end:
// 前歯2本, 顔を12針.
func uncounted(s string) string {
	for _, w := range [...]string{"本", "針", "か所", "カ所", "箇所", "ヶ所", "枚", "個"} {
		rest, ok := strings.CutSuffix(s, w)
		if !ok {
			continue
		}
		cut := strings.TrimRight(rest, "0123456789一二三四五六七八九十数")
		if cut != rest {
			return cut
		}
	}
	return s
}

var (
	details   = detect.NewPhrases(`の先 の骨 の甲 の付け根 のつけ根 の関節 の腱 の皮 の裏 の横 の先端 の一部 の靱帯 の筋`)
	particles = detect.NewPhrases(`を が に の`)
	manner    = longestFirst(`強く 軽く 深く 少し すこし ぽっきり ぽきっと ざっくり 思い切り ひどく また 一気に 手術で 内視鏡で 事故で`)
	past      = detect.NewPhrases(`ている ていて ています ていた った って いた いて た だ て で`)
	// furniture has legs and arms, too.
	furniture = detect.NewPhrases(`机の 椅子の いすの イスの テーブルの 脚立の ベッドの 棚の ロボットの 人形の カメラの 眼鏡の メガネの 傘の 像の ぬいぐるみの`)
	// unhurt follows what nobody suffered: 前歯を折らないよう, 指を切ったら.
	unhurt = detect.NewPhrases(`にく 運動 体操 動作 ストレッチ エクササイズ ポーズ 練習 回し よう に伸ば トレーニング たた 畳 曲げ 返 重ね れない れなけ れぬ があくほど が空くほど ないよう ないため たら た場合 た方 た人 そうな そうに 替え 分け そろえ を予防 防止 予防 に注意 にご注意 恐れ おそれ 危険`)
)
