package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// A made text speaks of people whom nobody has to protect: the cases of an
// examination, those of whom it says that they are made up, whoever lived when
// the years were still counted by the eras before 1912, a page of horoscopes.
type made struct {
	asked, solved int  // words of questions, and of their answers
	numbered      int  // lines that begin with the number of a question
	eras, stars   int  // years of old eras, signs of the zodiac
	fiction       bool // it says so
	staged        bool // it is a play, a dialogue, a drill
	modern        bool // it names years of our time
	interfaces    int  // words by which it describes how programs speak with each other
}

// signs are the words by which such a text is known. The first rune of each tells
// of what kind it is, so that they are looked for together.
var madeSigns = detect.NewWords(`選びなさい 選べ 答えなさい 適切なもの 正しいもの 誤っているもの 適当なもの 不適切なもの 次のうち どれか 正答 正解 解答 解説 配点 〔事例〕 答えよ 述べよ 説明せよ 求めよ 考えなさい 書きなさい 次の文 次の事例 期末考査 中間考査 模擬試験 期末試験 確認テスト
	架空の人物 架空の事例 架空のケース 架空の名前 架空の氏名 架空の登場人物 すべて架空 全て架空 フィクションです 実在の人物ではあり 実在の人物とは関係 実在の個人とは関係 実在の人物・団体
	登場人物 会話例 例文 会話文 応対例 トークスクリプト 訓練用 (想定: 第一場 第一幕 暗転 ペルソナ 主人公
	昭和 元禄 享保 元文 寛保 延享 寛延 宝暦 明和 安永 天明 寛政 享和 文化 文政 天保 弘化 嘉永 安政 万延 文久 元治 慶応 慶長 元和 寛永 正保 慶安 承応 明暦 万治 寛文 延宝 天和 貞享 宝永 正徳 明治 平成 令和
	curl レスポンス例 リクエスト例 エンドポイント パラメータ Authorization: application/json GET_/ POST_/ PUT_/ DELETE_/ PATCH_/
	おひつじ座 おうし座 ふたご座 かに座 しし座 おとめ座 てんびん座 さそり座 いて座 やぎ座 みずがめ座 うお座 牡羊座 牡牛座 双子座 蟹座 獅子座 乙女座 天秤座 蠍座 射手座 山羊座 水瓶座 魚座`)

var (
	requests = detect.NewPhrasesOf([]string{"curl", "レスポンス例", "リクエスト例", "エンドポイント", "パラメータ", "Authorization:", "application/json", "GET", "POST", "PUT", "DELETE", "PATCH"})
	answers  = detect.NewPhrases(`正答 正解 解答 解説 選びなさい 選べ 答えなさい`)
	fiction  = detect.NewPhrases(`架空 すべて架空 全て架空 フィクション 実在`)
	staged   = detect.NewPhrases(`登場人物 会話例 例文 会話文 応対例 トークスクリプト 訓練用 (想定: 第一場 第一幕 暗転 ペルソナ 主人公`)
	enacted  = detect.NewPhrases(`法律 勅令 太政官 布告 条例 政令`)
)

// add takes a line of the section.
func (m *made) add(t *detect.Text) {
	s := t.Norm
	if rest, ok := strings.CutPrefix(strings.TrimLeft(s, " "), "問"); ok && rest != "" && (rest[0]-'0' < 10 || strings.HasPrefix(rest, "題")) {
		m.numbered++
	}
	t.Each(madeSigns, func(start, end int) {
		w := s[start:end]
		switch {
		case strings.HasSuffix(w, "座"):
			m.stars++
		case requests.Begins(w) != "":
			m.interfaces++
		case fiction.Begins(w) != "":
			m.fiction = m.fiction || !quoted(s, start, end)
		case staged.Begins(w) != "":
			m.staged = m.staged || w == "(想定:" || w == "主人公" && start == 0 || strings.Trim(s[:start], " 【[■□◆◇●○・(※0123456789.") == "" && titled(s[end:])
		case w == "平成" || w == "令和":
			m.modern = true
		case w == "昭和":
			m.modern = m.modern || born(s[end:])
		case len(w) == len("明治"):
			if answers.Begins(w) != "" {
				if marks.Begins(s[end:]) == "" {
					m.solved++
				}
			} else if datedBy(s[end:]) && enacted.Begins(strings.TrimLeft(s[end:], "元〇一二三四五六七八九十0123456789年月日")) == "" {
				m.eras++
			}
		case answers.Begins(w) != "":
			m.solved++
		default:
			m.asked++
		}
	})
}

// titled reports whether a line that goes on so is a heading or a stage direction.
func titled(rest string) bool {
	rest = strings.TrimLeft(rest, "0123456789")
	if rest == "" || len(rest) < 12 && !strings.Contains(rest, "を") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(" 】]:)(。", r)
}

// datedBy reports whether s begins with a year of an era: 三年, 元年, 3年.
func datedBy(s string) bool {
	rest := strings.TrimLeft(s, "元一二三四五六七八九十0123456789")
	return len(rest) < len(s) && (strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "(") || rest == "")
}

// marks follow 正答 and 解答 where those who answered are spoken of.
var marks = detect.NewPhrases(`率 数 者 用紙 欄 状況 時間`)

// born reports whether what follows the name of an era is somebody's birthday:
// 22年2月3日生.
func born(s string) bool {
	rest := strings.TrimLeft(s, "元一二三四五六七八九十壱弐参拾〇0123456789年月日. ")
	return strings.HasPrefix(rest, "生") || strings.HasPrefix(rest, ")生")
}

// quoted reports whether s[start:end] stands in 「」 with the sentence going on
// behind: of what somebody has said or read.
func quoted(s string, start, end int) bool {
	if strings.LastIndex(s[:start], "「") <= strings.LastIndex(s[:start], "」") {
		return false
	}
	_, rest, ok := strings.Cut(s[end:], "」")
	return ok && strings.HasPrefix(rest, "と")
}

func (m *made) asks() bool {
	return m.solved >= 1 && m.asked+m.solved >= 3 || m.asked >= 3 && m.numbered >= 2
}
func (m *made) old() bool { return m.eras >= 2 && !m.modern }

// describes reports whether the section describes an interface between programs.
func (m *made) describes() bool { return m.interfaces >= 3 }

// looks reports whether the section is such a text by its words.
func (m *made) looks() bool {
	return m.fiction || m.staged || m.stars >= 3 || m.asks() || m.old() || m.describes()
}

// real reports whether people are meant all the same. The more a text says that it
// is made up, the more has to speak against it.
func (m *made) real(s real) bool {
	switch {
	case m.describes(): // its examples have telephones, too
		return s.named > exampleMost
	case s.reached:
		return true
	case m.fiction:
		return false
	case m.staged:
		return s.cared >= 3 || s.cared >= 1 && s.born >= 2
	case m.asks():
		return s.cared >= 2 || s.cared >= 1 && s.born >= 1
	case m.stars >= 3:
		return s.cared >= 1
	}
	return s.cared >= 1 && s.called
}

// known are the kinds by which an office knows somebody: they count in any text.
var known = detect.SetOf(detect.MyNumber, detect.Phone, detect.Email, detect.BankAccount, detect.CreditCard, detect.Password, detect.LoginID,
	detect.DriversLicence, detect.Passport, detect.ResidenceCard, detect.PensionNumber, detect.HealthInsurance, detect.CareInsurance, detect.EmploymentInsurance, detect.IDCard)

// exampleMost is how many people with names that no form shows the examples in the
// description of an interface have.
const exampleMost = 2

// unmade drops what a made text says of its people. all tells that it is no more than
// examples: numbers, too, are nobody's.
func unmade(items []item, all bool) []item {
	kept := items[:0]
	for i := range items {
		if !all && known.Has(items[i].Kind) {
			kept = append(kept, items[i])
		}
	}
	return kept
}

// pseudonyms stand in brackets behind a name that is not anybody's.
var pseudonyms = detect.NewPhrases(`(仮名) (仮名、 (仮名, (仮名・ (仮名: (仮名。 [仮名 (架空 (偽名) (テストユーザ (ダミー (サンプル (見本 という名前の という名の`)

// invented reports whether what stands behind a name says that it is made up:
// 山本さん（仮名、19歳）.
func invented(behind string) bool {
	for _, h := range [...]string{" ", "さん", "様", "氏", "君", "くん", "ちゃん", " "} {
		behind = strings.TrimPrefix(behind, h)
	}
	return pseudonyms.Begins(behind) != ""
}

// lettered reports whether a name is a letter or two that stand for one: Aさん,
// M・Tさん.
func lettered(s string) bool {
	if len(s) == 0 || (s[0]|0x20)-'a' >= 26 {
		return false
	}
	if len(s) == 1 {
		return true
	}
	for _, sep := range [...]string{"・", ".", ". ", " "} {
		if rest, ok := strings.CutPrefix(s[1:], sep); ok && (len(rest) == 1 || len(rest) == 2 && rest[1] == '.') {
			return (rest[0]|0x20)-'a' < 26
		}
	}
	return false
}

// minuted reports whether the name before behind is that of whoever speaks in the
// minutes of a council: ○5番（藤森千秋君）.
func minuted(s string, start, end int) bool {
	first, n := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune("○◯〇◎●◆△▲□■", first) || start-n > 60 {
		return false
	}
	behind := strings.TrimLeft(s[end:], " ")
	for _, w := range [...]string{"君)", "議員)", "委員)", "氏)", "さん)", "委員長)", ")"} {
		if strings.HasPrefix(behind, w) {
			return strings.IndexByte(s[:start], '(') > 0
		}
	}
	for _, w := range [...]string{"議員 ", "委員 ", "議長 ", "委員長 ", "部長 ", "課長 ", "市長 ", "君 "} {
		if strings.HasPrefix(behind, w) {
			return true
		}
	}
	return false
}
