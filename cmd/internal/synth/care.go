package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// What disability services, clinics and schools write about people.

var (
	disabilities = strings.Fields(`うつ病 統合失調症 双極性障害 発達障害 自閉スペクトラム症 ADHD 注意欠如・多動症 知的障がい 軽度知的障害 高次脳機能障害 適応障害 パニック障害 強迫性障害 てんかん
聴覚障害 視覚障がい 肢体不自由 内部障害 心臓機能障害 上肢機能障害 体幹機能障害 学習障害 社交不安障害 気分障害 不安障害 広汎性発達障害 精神障害 身体障害 じん臓機能障害 言語障害`)
	disabilityKinds = strings.Fields("身体 知的 精神 発達 難病 精神・発達 身体・知的")
	diagnoses       = strings.Fields(`高血圧症 2型糖尿病 脂質異常症 気管支喘息 狭心症 心房細動 脳梗塞後遺症 関節リウマチ 潰瘍性大腸炎 クローン病 パーキンソン病 慢性腎臓病 C型肝炎 緑内障 アルツハイマー型認知症
レビー小体型認知症 うつ病 統合失調症 双極性障害 てんかん 適応障害 変形性膝関節症 骨粗しょう症 胃がん 大腸癌 乳がん 白内障 片頭痛 甲状腺機能低下症 全身性エリテマトーデス アトピー性皮膚炎 睡眠時無呼吸症候群`)
	allergies = strings.Fields("卵 牛乳 小麦 えび・かに そば 落花生 キウイ ハウスダスト スギ花粉 ペニシリン")
	drugs     = strings.Fields(`エビリファイ リスペリドン オランザピン クエチアピン デパケン リーマス ラミクタール レクサプロ セルトラリン サインバルタ ミルタザピン コンサータ ストラテラ インチュニブ
デエビゴ ゾルピデム ロラゼパム ワイパックス アムロジピン メトホルミン アトルバスタチン ワーファリン テグレトール イーケプラ プレドニゾロン ランソプラゾール ツムラ抑肝散 カロナール`)
	hospitalNames = strings.Fields(`あおぞら ひまわり みなと 若葉台 北山 第二中央 さくら坂 東雲 緑が丘 湖南 海風 つくし 白樺 青葉の森`)
	hospitalKinds = strings.Fields("病院 クリニック 医院 メンタルクリニック こころのクリニック 心療内科 総合病院 医療センター 診療所 記念病院")
	services      = strings.Fields("就労移行支援 就労継続支援A型 就労継続支援B型 自立訓練（生活訓練） 生活介護 共同生活援助 計画相談支援 就労定着支援 放課後等デイサービス 児童発達支援 居宅介護 短期入所")
	careGrades    = strings.Fields("要支援1 要支援2 要介護1 要介護2 要介護3 要介護4 要介護5")
	exams         = strings.Fields("異常なし 要経過観察 要再検査 要精密検査 要治療 治療中")
)

var symptomShapes = []string{
	"人混みで%[1]sが強くなり、早退することがある",
	"%[1]sあり。季節の変わり目に%[2]sが出やすい",
	"服薬により落ち着いているが、疲れると%[1]sが出る",
	"%[1]sのため週%[3]d日程度の通所から始めたい",
	"以前に比べ%[1]sは軽くなった。%[2]sは続いている",
	"大きな音が苦手で、%[1]sにつながる",
	"朝起きられない日が月に%[3]d回ほど。%[2]sを訴える",
	"対人面で緊張しやすく、%[1]sが見られる",
	"%[1]s、%[2]s",
	"%[2]s（月%[3]d回程度）。見通しが持てないと%[1]s",
}

var symptomsA = strings.Fields("不安 パニック発作 過呼吸 幻聴 抑うつ気分 希死念慮 動悸 フラッシュバック 被害妄想 意欲低下 イライラ 聴覚過敏")
var symptomsB = strings.Fields("不眠 倦怠感 頭痛 めまい 過眠 食欲不振 手の震え 吐き気 集中困難 けいれん発作")

func symptom(r *rand.Rand) string {
	s := pick(r, symptomShapes)
	s = strings.ReplaceAll(s, "%[1]s", pick(r, symptomsA))
	s = strings.ReplaceAll(s, "%[2]s", pick(r, symptomsB))
	return strings.ReplaceAll(s, "%[3]d", fmt.Sprint(2+r.IntN(3)))
}

func hospital(r *rand.Rand) string { return pick(r, hospitalNames) + pick(r, hospitalKinds) }

// doctor is the name of a doctor, written in one of the usual ways.
func doctor(r *rand.Rand) string {
	n := pick(r, familyCommon).text
	switch r.IntN(4) {
	case 0:
		return n + "医師"
	case 1:
		return n + " " + pick(r, givenMale).text
	case 2:
		return "Dr." + n
	}
	return n + "先生"
}

func handbook(r *rand.Rand) string {
	switch r.IntN(8) {
	case 0:
		return "なし"
	case 1:
		return "申請中"
	case 2:
		return fmt.Sprintf("身体障害者手帳 %d級", 1+r.IntN(6))
	case 3:
		return "療育手帳 " + pick(r, strings.Fields("A1 A2 B1 B2"))
	case 4:
		return fmt.Sprintf("愛の手帳%d度", 1+r.IntN(4))
	case 5:
		return fmt.Sprintf("身障%d級", 1+r.IntN(6))
	}
	return fmt.Sprintf("精神障害者保健福祉手帳%d級", 1+r.IntN(3))
}

// product is a drug as a price list names it: its name, form and strength.
func product(r *rand.Rand) string {
	d := pick(r, drugs)
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("%s %dmg", d, 5*(1+r.IntN(8)))
	case 1:
		return fmt.Sprintf("%s錠%dmg", d, 5*(1+r.IntN(8)))
	}
	return d
}

func medication(r *rand.Rand) string {
	d := pick(r, drugs)
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("%s %dmg", d, 5*(1+r.IntN(8)))
	case 1:
		return d + "、" + pick(r, drugs)
	case 2:
		return fmt.Sprintf("%s錠%dmg 1日%d回", d, 5*(1+r.IntN(8)), 1+r.IntN(3))
	}
	return d
}
