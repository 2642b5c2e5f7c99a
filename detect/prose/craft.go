package prose

import (
	"strings"

	"monban/detect"
)

// Ships, airlines, barracks and works call their people by what they do there: 友利甲板員,
// 西銘一等機関士. Who heals, rescues or investigates by his craft is named so beside others'
// illnesses; of the rest what stands behind the name is told.

// crews are titles of those who do neither, and healers of those who do; a longer one
// stands before the one with which it begins.
const (
	crews   = ` 甲板員 甲板長 甲板手 機関員 機関長 機関士 一等機関士 二等機関士 三等機関士 操機長 操機手 航海士 一等航海士 二等航海士 三等航海士 司厨員 司厨長 通信長 通信士 船長 船員 一航士 二航士 三航士 一機士 二機士 三機士 操縦士 副操縦士 機長 客室乗務員 整備士 整備員 管制官 運転手 運転士 乗務員 車掌 駅員 助役 士長 曹長 准尉 陸曹 海曹 空曹 一等陸曹 二等陸曹 三等陸曹 一等海曹 二等海曹 三等海曹 一等空曹 二等空曹 三等空曹 一等陸尉 二等陸尉 三等陸尉 一曹 二曹 三曹 一尉 二尉 三尉 一佐 二佐 三佐 調理師 作業員 工員 職長 警備員 配達員 添乗員 美容師 理容師 事務員 係員 局員 支部長 分会長 書記長 料理長 副主任 参事 研究員 主任研究員 助手 学芸員 記者 翻訳者 ドライバー パイロット オーナー シェフ `
	healers = `消防士長 消防副士長 消防士 消防司令補 消防司令 救命士 救急救命士 救急隊員 隊員 警部補 警部 警視 巡査部長 巡査長 巡査 研修医 専攻医 助産師 看護助手 介護福祉士 理学療法士 作業療法士 言語聴覚士 検査技師 放射線技師 管理栄養士 衛生士 歯科衛生士 歯科助手 技師 技士 技官 教官 教員 助教 宮司 住職 牧師 司祭 神父`
	crafts  = crews + healers
)

var crewsBehind = detect.NewPhrases(crews)

// crewed returns where such a title ends behind a name, before a particle or a mark, and 0
// when none stands there.
func crewed(s string, end int) int {
	rest := strings.TrimLeft(s[end:], " ")
	title := crewsBehind.Begins(rest)
	if title == "" {
		return 0
	}
	if rest = rest[len(title):]; rest != "" && crewGoes.Begins(rest) == "" {
		return 0
	}
	return len(s) - len(rest)
}

var crewGoes = detect.NewPhrasesOf([]string{"は", "が", "も", "の", "、", " ", "(", "。"})
