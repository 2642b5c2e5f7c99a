package term

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What belongs to a term is laid down in testdata/eval/README.md: the whole
// name of the thing, and nothing that is said about it.

// modifiers stand directly before the name of a disease, a symptom or a
// disability and belong to it: side, place, course, degree. The longest that
// fits is taken, again and again: 右|大腿骨|転子部|骨折.
var modifiers = longestFirst(courses + " " + bodyParts)

const (
	courses   = `右 左 両 両側 片側 両側性 片側性 右側 左側 急性 慢性 亜急性 超急性 突発性 反復性 再発性 難治性 遷延性 持続性 一過性 発作性 進行性 早期 初期 末期 進行 再発 晩期 軽度 中度 中等度 重度 高度 最重度 軽症 重症 中等症 陳旧性 先天性 後天性 若年性 若年発症 老人性 加齢性 小児 家族性 遺伝性 本態性 二次性 続発性 原発性 転移性 多発性 多発 両眼性 混合性 非定型 定型 限局性 全般性 広汎性 特発性 感染性 細菌性 ウイルス性 アレルギー性 薬剤性 薬物性 心因性 外傷性 術後 産後 産褥期 妊娠性 更年期 食後 食前 起床時 起立時 労作時 安静時 運動時 歩行時 体動時 夜間 早朝 嚥下時 排尿時 乾性 湿性 血性 水様性 粘血性 機能性 器質性 閉塞性 出血性 虚血性 うっ血性 糖尿病性 腎性 肝性 心原性 脳性 中枢性 末梢性 症候性 心室性 上室性 単純性 複雑性 開放性 圧迫 粉砕 剥離 疲労 陥入 終末期 滲出型 萎縮型 A型 B型 C型 E型 1型 2型 Ⅰ型 Ⅱ型 全身型 全身性 局所性 播種性 浸潤性 活動性 自己免疫性 アルコール性 リウマチ性 中毒性 職業性 騒音性 感音性 伝音性 脳血管性 血管性 外傷後 化膿性 壊死性 潰瘍性 びらん性 逆流性 痙性 弛緩性 切迫 良性 悪性 微小 小細胞 非小細胞 食物依存性運動誘発 食物依存性 運動誘発性 腹腔鏡下 胸腔鏡下 内視鏡的 内視鏡下 経皮的 経尿道的 経カテーテル ロボット支援下 関節鏡下 関節鏡視下 人工 偏側 偏頭 習慣性 非外傷性 病的 若年 孤立性 特定不能の`
	bodyParts = `頭部 顔面 前頭部 側頭部 後頭部 頸部 頚部 咽頭 喉頭 胸部 前胸部 背部 上背部 腰背部 腰部 腹部 上腹部 下腹部 心窩部 側腹部 臀部 殿部 仙骨部 仙骨 鼠径部 陰部 肛門部 上肢 下肢 四肢 上下肢 半身 全身 体幹 上腕 上腕骨 前腕 橈骨 橈骨遠位端 尺骨 手根 中手骨 手関節 手首 手指 手部 示指 母指 中指 環指 小指 足指 足趾 足関節 足首 足部 足底 下腿 大腿 大腿骨 大腿骨頸部 頸部 転子部 脛骨 腓骨 膝蓋骨 膝関節 膝 股関節 股 骨盤 恥骨 鎖骨 肩甲骨 肩関節 肩 肘関節 肘 肋骨 腰椎 胸椎 頸椎 頚椎 脊椎 腰 首 眼 両眼 右眼 左眼 耳 両耳 右耳 左耳 鼻 歯 下顎 上顎 口唇 口腔 舌 食道 胃 十二指腸 小腸 大腸 結腸 上行結腸 横行結腸 s状結腸 S状結腸 直腸 肛門 肝 肝臓 胆嚢 胆のう 胆管 膵 膵臓 膵頭部 膵尾部 脾 腎 腎臓 尿管 膀胱 尿道 前立腺 子宮 子宮体部 子宮頸部 卵巣 卵管 乳房 乳腺 甲状腺 副腎 下垂体 肺 肺門部 上葉 下葉 気管支 縦隔 心 心臓 冠動脈 大動脈 胸部大動脈 腹部大動脈 脳 小脳 脳幹 視床 被殻 左被殻 右被殻 神経 三叉神経 坐骨神経 顔面神経 血管 皮膚 皮下 筋 筋肉 関節 骨 手足 手 足 指 上半身 下半身 右半身 左半身 指先 手先 足先 つま先 かかと 膝下 ふくらはぎ 太もも すね お腹 喉 のど 胸 背中 脇腹 口 口の中 目 まぶた 顎 あご 頬 首筋 手指 唇 ハムストリングス ハムストリング 大腿四頭筋 大腿二頭筋 腓腹筋 ひ腹筋 ヒラメ筋 内転筋 腸腰筋 腹筋 背筋 大胸筋 三角筋 上腕二頭筋 上腕三頭筋 アキレス腱 腱板 肩腱板 半月板 内側半月板 外側半月板 前十字靱帯 後十字靱帯 内側側副靱帯 外側側副靱帯 靱帯 外側 内側 末節骨 中節骨 基節骨 踵骨 距骨 舟状骨 月状骨 尾骨 仙腸関節 胸骨 鼻骨 頬骨 眼窩 眼窩底 下顎骨 上顎骨 頭蓋骨 頭蓋底 坐骨 腸骨 寛骨臼 大転子 外果 内果 中足骨 足根骨 椎体 椎間板 乳歯 永久歯 前歯 奥歯 上顎前歯部 下顎前歯部 臼歯部 前歯部 臼歯 歯根 歯肉 上咽頭 中咽頭 下咽頭 声帯 声門 声門下 気管 気道 肺尖 中葉 右肺 左肺 両肺 胸膜 腹膜 腸 虫垂 盲腸 回腸 空腸 幽門 噴門 脾臓 腎盂 精巣 外陰 膣 会陰 角膜 結膜 網膜 黄斑 硝子体 視神経 水晶体 虹彩 眼瞼 鼓膜 中耳 内耳 外耳 外耳道 副鼻腔 鼻腔 鼻中隔 前庭 リンパ節 骨髄 頭頂部 前頭葉 側頭葉 頭頂葉 後頭葉 大脳 脳室 髄膜 脊髄 頸髄 胸髄 腰髄 馬尾 腕神経叢 尺骨神経 正中神経 橈骨神経 腓骨神経 肋間神経 頸動脈 内頸動脈 椎骨動脈 肺動脈 深部静脈 下肢静脈 門脈 下あご 上あご 眉 額 頭 こめかみ 土踏まず くるぶし 足の甲 手の甲 手のひら すね 股関節部 膝関節部
		右手 左手 右足 左足 右肩 左肩 右膝 左膝 右肘 左肘 右腕 左腕 両膝 両肩 両手 両足 右脚 左脚 脚 腕 ひざ ひじ 二の腕 膝裏 膝の裏 肘の内側 肘の外側 ひざ裏 内股 親指 人差し指 薬指 足の小指 足の親指 足の指 手の指 親指の付け根 指の付け根 小指の付け根 足の付け根 足の裏 耳の裏 首の後ろ 首の骨 腰の骨 背骨 鼻の骨 顎の骨 あごの骨 手首の骨 膝の皿 膝のお皿 すねの骨 指の関節 指の腱 おでこ 前額部 額部 眉間 眉毛部 眉部 鼻部 頬部 頬骨部 オトガイ部 口唇部 下口唇 上口唇 口角 耳介 耳介部 耳部 頭皮 項部 鎖骨部 肩部 肩甲部 上腕部 前腕部 肘部 手背 手背部 手掌 手掌部 指尖 指尖部 指部 手指部 拇指 拇趾 母趾 趾 足趾部 足背 足背部 足底部 踵 踵部 足関節部 下腿部 大腿部 膝部 膝窩 膝窩部 臀 仙尾部 会陰部 陰嚢 陰茎 睾丸 亀頭 乳頭 乳輪 腋窩 脇 脇の下 骨盤輪 恥骨結合 横突起 棘突起 関節突起 椎弓 胸腰椎 腰仙椎 頸胸椎 環軸椎 肋軟骨 胸鎖関節 肩鎖関節 鎖骨遠位端 鎖骨骨幹部 骨幹部 骨頭 顆上 顆部 外顆 内顆 近位端 遠位端 遠位部 近位部 橈骨頭 橈骨頚部 橈骨頸部 肘頭 尺骨茎状突起 有鉤骨 三角骨 豆状骨 大菱形骨 第1中手骨 第2中手骨 第3中手骨 第4中手骨 第5中手骨 中手指節関節 指節骨 指骨 趾骨 趾節骨 第2中足骨 第3中足骨 第4中足骨 第5中足骨 立方骨 楔状骨 種子骨 脛骨高原 脛骨近位端 脛骨遠位端 脛骨骨幹部 両果 三果 果部 膝蓋靭帯 膝蓋腱 膝蓋靱帯 前十字靭帯 後十字靭帯 十字靭帯 十字靱帯 側副靭帯 側副靱帯 内側側副靭帯 外側側副靭帯 膝靭帯 膝靱帯 足関節靭帯 足関節靱帯 前距腓靭帯 前距腓靱帯 リスフラン リスフラン関節 靭帯 じん帯 腱 伸筋腱 屈筋腱 上腕二頭筋腱 上腕二頭筋長頭腱 長頭腱 腱鞘 関節唇 股関節唇 三角線維軟骨 三角線維軟骨複合体 TFCC ACL PCL MCL LCL SLAP 関節軟骨 軟骨 半月 滑膜 筋膜 足底筋膜 足底腱膜 眼窩壁 眼球 結膜下 前房 強膜 涙嚢 鼻涙管 耳管 耳小骨 乳突洞 上顎洞 咽喉頭 扁桃 扁桃周囲 扁桃腺 喉頭蓋 舌小帯 歯牙 智歯 親知らず 歯髄 唾液腺 耳下腺 顎下腺 顎関節 下顎頭 頬粘膜 口腔粘膜 胃粘膜 吻合部 胆道 総胆管 膵管 膵体部 膵体尾部 肝門部 腸管 腸間膜 上腸間膜動脈 消化管 上部消化管 下部消化管 憩室 痔核 鼠径 大網 後腹膜 腹腔 腹壁 臍 臍帯 胎盤 子宮内膜 子宮頸管 子宮頚管 子宮頚部 卵巣嚢腫 付属器 腟 腟壁 外陰部 バルトリン腺 精巣上体 精索 腎動脈 腎静脈 糸球体 尿細管 副甲状腺 胸腺 左冠動脈 右冠動脈 僧帽弁 大動脈弁 三尖弁 肺動脈弁 心室 左心室 右心室 心房 左心房 右心房 心房中隔 心室中隔 心筋 心膜 心嚢 上行大動脈 下行大動脈 弓部大動脈 腸骨動脈 大腿動脈 膝窩動脈 下肢動脈 頚動脈 内頚動脈 脳動脈 中大脳動脈 前大脳動脈 後大脳動脈 脳底動脈 静脈 動脈 リンパ管 延髄 脳橋 中脳 大脳基底核 脳梁 海馬 松果体 硬膜 硬膜下 硬膜外 くも膜 頭蓋 頭蓋内 脳内 皮質下 眼底 黄斑部 細気管支 肺胞 胸腔 胸郭 横隔膜 総腓骨神経 脛骨神経 反回神経 動眼神経 聴神経 神経根 椎間孔 爪 爪下 爪甲 皮下組織 筋肉内 腹直筋 大腿直筋 ハムスト 太ももの裏 太もも裏 太腿 もも もも裏 後鼻孔 鼻翼 口蓋 軟口蓋 硬口蓋 口蓋垂 十二指腸乳頭部 胆嚢頸部 腎盂尿管移行部 脾弯曲部 直腸膀胱 仙腸 肩峰 烏口突起 骨端線 骨端 成長軟骨 骨膜 手根骨`
)

// parts are the modifiers that の ties to a symptom: 右股関節の痛み.
var parts = longestFirst(bodyParts)

// tails stand at the end of a dictionary term and tell what is the matter with
// the thing: 自傷行為あり, 虐待の疑い, 胃がん術後.
var tails = [...]string{"あり", "有り", "の疑い", "疑い", "された", "受給中", "受給", "利用中", "申請中", "更新中", "入居中", "避難中", "利用", "使用", "術後", "を受け", "を受けた", "をした", "をして"}

// longestFirst lists words so that the longest that fits is found.
func longestFirst(list string) *detect.Phrases {
	words := strings.Fields(list)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return detect.NewPhrasesOf(words)
}

// modified returns where the name begins that the term at start ends: before
// the modifiers in front of it, but not before floor.
func modified(s string, floor, start int) int {
	for start > floor {
		n := len(modifiers.Ends(s[floor:start]))
		if n == 0 {
			break
		}
		start -= n
	}
	return start
}

// ofPart returns where the name begins that の ties to a part of the body: 右股関節の|痛み.
func ofPart(s string, floor, start int) int {
	if rest, ok := strings.CutSuffix(s[floor:start], "の"); ok {
		if n := len(parts.Ends(rest)); n > 0 {
			return modified(s, floor, floor+len(rest)-n)
		}
	}
	return start
}

// trimmed returns the end of the term in s[start:end] without what is said
// about it. What remains keeps two characters at least.
func trimmed(s string, start, end int) int {
	for _, w := range [...]string{"が", "で"} { // 脳梗塞で of the dictionary
		rest, ok := strings.CutSuffix(s[start:end], w)
		if r, _ := utf8.DecodeLastRuneInString(rest); ok && utf8.RuneCountInString(rest) > 1 && (classOf(r) == kanji || w == "が") {
			return start + len(rest)
		}
	}
	for _, w := range tails {
		if rest, ok := strings.CutSuffix(s[start:end], w); ok && utf8.RuneCountInString(rest) > 1 {
			return start + len(rest)
		}
	}
	return end
}

// fit sets the range of a hit to the name of what it stands for. floor is the
// end of the hit before it.
func fit(s string, floor int, h *hit) {
	switch detect.Kind(h.term.Kind) {
	case detect.Diagnosis, detect.Symptom, detect.Disability:
		h.end = trimmed(s, h.start, h.end)
		if detect.Kind(h.term.Kind) == detect.Diagnosis {
			h.end = operated(s, h.start, h.end)
			h.till = max(h.till, h.end)
		}
		h.start = spine(s, floor, modified(s, floor, h.start))
		h.start = modified(s, floor, h.start)
		h.start = ofPart(s, floor, h.start)
	case detect.HealthCheck:
		if h.end > h.till || h.odds == oddsGraded {
			h.start -= len(sides.Ends(s[floor:h.start])) // 右|視力0.2
		}
		if w, ok := strings.CutSuffix(s[h.start:h.end], "判定"); ok && long(w) {
			h.end = h.start + len(w) // 高ストレス判定
		}
	case detect.WelfareCertificate:
		h.end = trimmed(s, h.start, h.end)
	case detect.CrimeVictim:
		h.start, h.end = harmed(s, h.start, trimmed(s, h.start, h.end))
	case detect.CriminalRecord:
		h.end = trimmed(s, h.start, h.end)
		if w, ok := strings.CutSuffix(s[h.start:h.end], "中"); ok && long(w) {
			h.end = h.start + len(w) // 執行猶予中
		}
		if w, ok := strings.CutSuffix(s[h.start:h.end], "年"); ok {
			h.end = h.start + len(strings.TrimRight(w, "0123456789")) // 懲役2年
		}
		h.end = h.start + len(unmoved(s[h.start:h.end]))
		if from, ok := convicted(s, h.start, h.end); ok {
			h.start = from
		}
	}
}

// harmed returns the range of what somebody has suffered without the verb that says so
// and without who did it, and with the word that it was a harm: 性被害|に遭, 夫の|DV,
// 還付金詐欺の被害.
func harmed(s string, start, end int) (from, till int) {
	if w := suffering.Ends(s[start:end]); w != "" && end-start > len(w) {
		end -= len(w)
	}
	if w := "夫の"; strings.HasPrefix(s[start:end], w) {
		start += len(w)
	}
	for _, w := range [...]string{"の被害", "被害"} {
		if rest, ok := strings.CutPrefix(s[end:], w); ok && reported.Begins(rest) == "" {
			return start, end + len(w)
		}
	}
	return start, end
}

var (
	suffering = longestFirst(`に遭 にあ を受け を受`)
	// reported goes on with 被害 in words for what is done about it.
	reported = detect.NewPhrases(`届 者 妄想 額 状況 申告 相談 防止 対策 弁償 地 総額 件数`)
)
