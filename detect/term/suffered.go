package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What others do to somebody is told in the passive: 継父に腹を蹴られ, 知人に薬を
// 入れられた. Most of these verbs have harmless senses as well (肩を叩かれた, 点滴を
// 入れられた), as 暴力 is also a subject to speak of. They tell of a crime where the
// clause says who did it. The guard `by` of the dictionary asks for that.

// doers are those whose doing makes it one, at the end of what stands before the
// particle. Children at play and patients who cannot help it are not among them.
var doers = longestFirst(`父 母 父親 母親 パパ ママ お父さん お母さん 実父 実母 継父 継母 養父 養母 義父 義母 義兄 義姉 舅 姑 親 両親 保護者 親族 親戚 家族 養護者
	夫 妻 旦那 主人 配偶者 パートナー 元夫 元妻 元カレ 元彼 元カノ 元彼女 彼 彼氏 彼女 恋人 交際相手 交際男性 交際女性 内縁男性 内縁 同居人 同居男性
	兄 姉 弟 妹 息子 娘 長男 次男 三男 長女 次女 孫 祖父 祖母 おじ おば おじさん 叔父 伯父 叔母 従兄 いとこ
	上司 先輩 同僚 部長 課長 係長 主任 店長 社長 工場長 現場監督 班長 教授 教員 教師 担任 顧問 コーチ 監督 塾講師 講師 神父 牧師
	職員 世話人 支援員 介護士 介護職員 夜勤者 夜勤職員 ヘルパー 看護師 施設長 指導員 里親
	同級生 上級生 下級生 クラスメイト 級友 部員 部活の先輩 知人 友人 隣人 隣家 隣室 住人 住民 元従業員 元社員 常連
	男 男性 女 女性 男ら 男たち 若者 少年 少年ら 集団 人 者 人物 おじさん 酔客 酔っ払い 客 男性客 乗客 利用客 通行人 何者か 誰か 不審者 痴漢 変質者 ストーカー 強盗 泥棒 暴漢 暴力団員 暴力団 不良 ヤンキー 犯人 加害者 容疑者 相手 相手方
	業者 悪質業者 詐欺師 詐欺グループ 訪問販売 訪問販売員 セールスマン 販売員 自称軍医 ブローカー
	車 自動車 乗用車 左折車 右折車 対向車 後続車 軽トラ トラック ダンプ タクシー バス バイク 原付 自転車 スクーター`)

// suffered returns where the phrase begins, from floor on, with which the clause
// before the term s[start:end] says who does to somebody what it says: 酔客に|胸を|
// 触られ, 上司による|暴行.
func suffered(s string, floor, start, end int) (from int, ok bool) {
	if last, _ := utf8.DecodeLastRuneInString(s[:start]); start > 0 && classOf(last) == kanji {
		if first, _ := utf8.DecodeRuneInString(s[start:]); classOf(first) == hiragana {
			return start, false // the end of another verb
		}
	}
	verb := strings.TrimPrefix(s[start:end], "に") // パパに|けられ
	at := end - len(verb)
	clause := s[max(floor, at-clauseMost):at]
	if i := strings.LastIndexAny(clause, "。、「」\n() "); i >= 0 {
		_, n := utf8.DecodeRuneInString(clause[i:])
		clause = clause[i+n:]
	}
	links, gap := deeds, deedGap
	if passive.Ends(s[start:end]) != "" {
		links, gap = agents, clauseMost
	}
	for i := range clause {
		link := links.Begins(clause[i:])
		if link == "" || len(clause)-i-len(link) > gap {
			continue
		}
		who := doers.Ends(clause[:i])
		if who == "" || joined(clause[:i-len(who)], who) {
			continue
		}
		if links == deeds {
			return start, true // 夫からの|暴力
		}
		return at - len(clause) + i - len(who), true
	}
	return start, false
}

// clauseMost is how much of the clause is looked at, and deedGap what may stand
// between the doer and the word for what he did, in bytes.
const clauseMost, deedGap = 90, 24

var (
	agents = detect.NewPhrases(`に から より`)
	deeds  = detect.NewPhrases(`からの による の から より`)
)

// joined reports whether a short word for somebody is the end of another word
// behind s: 病棟|夫, 停|車.
func joined(s, who string) bool {
	if utf8.RuneCountInString(who) > 1 || s == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	first, _ := utf8.DecodeRuneInString(who)
	return classOf(last) == kanji && classOf(first) == kanji
}

// unreal begins what follows a verb in the passive that has not happened to anybody,
// or is no more than what somebody does not like: 殴られ|たら, 触られ|るのを嫌がる.
var unreal = detect.NewPhrases(`ると れば たら た場合 た際 たとき た時 た方 た人 た経験のある方 ない な ず ぬ にく るのを嫌 るのが苦手 るのが嫌 ることを嫌 るおそれ る恐れ る可能性 る危険 る前 る場合 る人 る方 るケース るリスク るなど る事案 る事件 る被害が る詐欺 る手口 ても てしまったら てしまった場合 ませ`)

// harmedBy reports whether what follows the name of a deed says that it was done to
// somebody: 強盗|に遭い, 脅迫|の被害を訴え, 誘拐|被害で.
func harmedBy(s string) bool {
	s = strings.TrimPrefix(s, "の")
	if rest, ok := strings.CutPrefix(s, "被害"); ok {
		return ofHarm.Begins(rest) != ""
	}
	return metWith.Begins(s) != ""
}

var (
	ofHarm  = detect.NewPhrases(`に遭い に遭っ に遭われ にあい にあっ にあわれ に会い に会っ を受け を訴え を申告 を届け を相談 で警察 で相談 で通院 で転居 で休 から立ち から回復 届 者で 者だ 者と認 者として 経験 歴あり あり 。 、 )`)
	metWith = detect.NewPhrases(`に遭い に遭っ に遭われ にあった にあって にあい にあわれ に会った を受けて を受けた を受け、 に巻き込まれ`)
)
