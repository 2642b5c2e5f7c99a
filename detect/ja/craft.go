package ja

import "strings"

// Behind a family name stands as well what somebody is by his craft: 友利甲板員,
// 西銘一等機関士, 嘉数訓練生. So do words of the trade (船舶|操縦士), of which none is a family.

// crafts are such titles. The church calls its people brothers and sisters.
const crafts = `甲板員 甲板長 甲板手 機関員 機関長 機関士 操機長 操機手 航海士 司厨員 司厨長 通信長 通信士 船長 船員 一航士 二航士 三航士 一機士 二機士 三機士
	操縦士 副操縦士 客室乗務員 整備士 整備員 管制官 運転手 車掌 駅員 助役 消防士 消防士長 消防副士長 消防司令 消防司令補 救命士 救急救命士 救急隊員 警部 警部補 警視 陸士長 海士長 空士長 士長 曹長 准尉
	訓練生 研修生 実習生 塾生 院生 寮生 特待生 聴講生 研究生 修習生 候補生 練習生 研修医 専攻医 助産師 看護助手 介護士 介護福祉士 療法士 理学療法士 作業療法士 言語聴覚士 検査技師 放射線技師 栄養士 管理栄養士 調理師 研究員 主任研究員 助手 学芸員 翻訳者 会計士 衛生士 歯科衛生士 歯科助手
	技師 技士 技官 教官 教員 助教 作業員 工員 職長 警備員 配達員 添乗員 美容師 理容師 事務員 係員 団員 部員 局員 支部長 分会長 書記長 宮司 住職 牧師 司祭 神父 力士 棋士 騎手 主将 支配人 料理長 工場長 支店長 本部長 副部長 副主任 主幹 参事 ドライバー コーチ キャプテン パイロット トレーナー オーナー シェフ 兄 姉 弟 妹`

// craftOdds are less than those of a title of an office: no word of one character is a
// family before them.
const craftOdds = 0.15

// craftTitles returns the titles as honorifics, with the ranks that stand before some.
func craftTitles() []honorific {
	var all []honorific
	for _, w := range strings.Fields(crafts) {
		all = append(all, honorific{w, craftOdds})
	}
	for _, w := range strings.Fields(`機関士 航海士 陸曹 海曹 空曹 陸佐 海佐 空佐 陸尉 海尉 空尉 陸士 海士 空士 尉 佐 曹`) {
		for _, rank := range [...]string{"一", "二", "三"} {
			all = append(all, honorific{rank + "等" + w, craftOdds}, honorific{rank + w, craftOdds})
		}
	}
	return all
}
