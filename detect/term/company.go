package term

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/dict"
)

// Words such as 不安 or 眠気 have everyday meanings, and a person beside them is
// not enough. They are meant of his health where somebody complains of them,
// sees a doctor or stays away for them, or where another term stands nearby.

// complaints stand near a symptom that somebody has, and clinical ones near a
// mood that is one: 納期に不安がある is none.
var (
	clinical   = detect.NewPhrasesOf(clinicalWords)
	complaints = detect.NewPhrasesOf(append([]string{"出現", "があり", "がある", "が出", "が続", "が強", "がひど", "がつら", "を認め", "がみられ", "が見られ", "を呈", "持続", "増悪", "悪化", "軽減", "消失", "頻回", "早退", "欠席", "欠勤", "お休み", "休み", "休ん", "休職", "発熱", "体温", "自覚", "残って", "on leave", "presents with", "reports", "due to"}, clinicalWords...))

	clinicalWords = []string{"の訴え", "を訴え", "受診", "通院", "服薬", "服用", "内服", "処方", "診断", "診察", "治療", "既往", "搬送", "主訴", "頓服", "complains", "diagnosed", "history of", "suffer", "treated"}
)

// moods are weak symptoms that everybody knows.
var moods = set(`不安 不安感 孤独感 こだわり パニック イライラ 興奮 興奮状態 焦燥 無気力 疲労感 疲れやすい 疲れやすさ 寝不足 睡眠不足 攻撃性 衝動的 落ち着かない 不器用 不注意 寒気 冷え 脱力 渇望 肥満 肩こり 偏食 暴言 無為 回避行動 anxiety fatigue`)

// police stand near the name of a crime that somebody is said to have committed.
var police = detect.NewPhrases(`捕ま 逮捕 検挙 送検 起訴 補導 の罪で の容疑で の疑いで逮捕 罪で逮捕 容疑者 有罪 実刑 懲役 罰金 示談 行為を認め 行為をした 行為におよ 行為に及 自首 出頭 事情聴取 取り調べ 服役 回目の裁判 公判 求刑 判決 略式 釈放 勾留 留置 拘置 送致 保釈 執行猶予 余罪 被告 刑務所 少年院 保護観察 仮釈放 出所 を繰り返`)

// headings are weak terms that name what a form asks for, not what somebody has.
var headings = set(`発作 症状 主訴 体調 不調 気分 副作用 副反応 自覚症状 他覚症状 悪化 増悪 再燃 改善傾向 経過良好 経過不良 安静 食欲 睡眠 疼痛 苦手 見守り 一部介助 全介助 半介助 要介助 入浴介助 排泄介助 移乗介助 食事介助 トイレ介助 拒否 拒絶 孤立 混乱 緊張 ストレス 浪費 依存 疲れ 疲労 落ち込み symptom symptoms pain stress panic diagnosis diagnosed disease condition illness infection allergy allergies`)

// ailments are weak terms of diseases that only somebody ill has.
var ailments = set(`けが ケガ 怪我 負傷 風邪 かぜ 感冒 いぼ シラミ depression depressed cancer stroke tumor fracture`)

// evident reports whether a weak term names a state of health once something
// else speaks for it.
func evident(t *dict.Term) bool {
	word := small(t.Text)
	switch detect.Kind(t.Kind) {
	case detect.Symptom:
		_, heading := headings[word]
		return !heading && !strings.HasSuffix(word, "食") && !strings.HasSuffix(word, "使用")
	case detect.Diagnosis:
		_, ok := ailments[word]
		return ok
	case detect.HealthCheck:
		return !checkups.In(word)
	case detect.WelfareCertificate:
		return strings.HasSuffix(t.Text, "介護") || strings.HasSuffix(t.Text, "リハビリテーション") || strings.HasSuffix(t.Text, "看護")
	}
	return false
}

// checkups are words of tests that tell no result and no part of the body.
var checkups = detect.NewWords("判定 検査 検診 健診 健康診断 ドック 測定 所見 結果 面談 内視鏡 採血")

// borne reports whether the words near a weak term bear it out.
func borne(s string, h *hit) bool {
	if !evident(h.term) || h.term.Kind == string(detect.HealthCheck) {
		return false
	}
	words := complaints
	if _, mood := moods[small(h.term.Text)]; mood {
		words = clinical
	}
	return nearOneOf(s, h.start, h.till, words)
}

// together is how far apart two terms bear out each other, in bytes.
const together = 75

// company raises the odds of a weak term beside one that is not, and of two
// weak symptoms in a row: 頭重感と眠気.
func company(s string, a, b *hit) {
	if b.start-a.end > together || b.start < a.end {
		return
	}
	weakA, weakB := a.odds == oddsWeak, b.odds == oddsWeak
	if weakA == weakB {
		row := weakA && a.term.Kind == b.term.Kind && a.term.Kind == string(detect.Symptom) && strings.Trim(s[a.end:b.start], " 、,・と/やand") == ""
		if !row {
			return
		}
	}
	if weakA && evident(a.term) {
		a.odds = oddsPlain
	}
	if weakB && evident(b.term) {
		b.odds = oddsPlain
	}
}

// given are words behind a drug that somebody takes; several need を before them.
var given = detect.NewWords("処方 内服 服用 投与 頓用 頓服 塗布 点眼 点滴 処方箋 処方せん")

// noDrugs are words in katakana that are prescribed or swallowed and no drugs.
var noDrugs = set(`メガネ コンタクト コンタクトレンズ サプリメント サプリ プロテイン ビタミン アルコール カフェイン コルセット サポーター インソール ギプス リハビリ マッサージ ミネラル ドリンク クスリ カプセル シロップ クリーム ローション テープ ゲル`)

// prescribed calls found for a word in katakana that somebody is given, with its
// form: フロリードゲルを処方. It is a guess, like that by the end of a name.
func prescribed(t *detect.Text, found func(start, end int)) {
	s := t.Norm
	t.Each(given, func(at, to int) {
		end := at
		switch w := s[at:to]; {
		case strings.HasSuffix(s[:at], "を"):
			end -= len("を")
			fallthrough
		case w == "処方" || w == "内服" || w == "頓用":
			if w == "処方箋" || w == "処方せん" {
				return
			}
		default:
			return
		}
		start := end
		for _, f := range forms {
			if rest, ok := strings.CutSuffix(s[:end], f); ok && len(rest) < start {
				start = len(rest)
			}
		}
		if start == end && s[at:to] == "塗布" {
			return // paint
		}
		start, n := runStart(s, start, katakana, 16)
		if r, _ := utf8.DecodeRuneInString(s[start:]); n < 4 || r == 'ー' {
			return
		}
		if _, no := noDrugs[s[start:end]]; !no {
			found(start, end)
		}
	})
}
