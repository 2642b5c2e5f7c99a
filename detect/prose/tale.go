package prose

import (
	"strings"

	"monban/detect"
)

// A tale is told of people who never lived: a novel, a short story. It has none
// of what office papers have, numbers, labels and the words of their trade; its
// people speak in lines of their own, and it tells how they look and move.
type tale struct {
	lines, speech int
	signs         map[string]bool
	work          int // lines with words that stories have, too
	trade         int // lines with words of the papers of offices
	office        bool
	clinical      map[string]bool
}

// gestures are words of stories.
var gestures = detect.NewWords(`つぶやい 呟い ささやい 囁い うなずい 頷い 微笑ん 微笑み ため息 溜息 まなざし 眼差し 唇 頬 足音 窓の外 夕暮れ 月明かり 遠ざか 振り返っ 黙りこ 黙り込 目を伏せ 目をやっ 立ち尽く 見つめ 静寂 背を向け 息をのん 肩をすくめ 瞳 歩き出し 闇 夜明け 潮騒 囲炉裏 湯呑み 湯のみ 腰かけ 腰を下ろ 黙った 黙っていた 首を振っ 空を見上げ 波の音 風が吹 思い出した 思い出す 海を眺め 笑みを 涙が 涙を のことである 物語 プロローグ エピローグ 第一章 第二章 第三章 第四章 第五章`)

// trade are words of the papers of offices.
var (
	trade = detect.NewWords(`利用者 支援 面談 担当 報告 記録 施設 職員 ケア 対応 連絡先 訪問 看護記録 本人 希望 申請 手続 様 御中`)
	work  = detect.NewWords(`会社 勤め 仕事 工場 役所`)
)

// clinical are words of those who treat or nurse somebody. A story has one of them
// at most.
var clinical = detect.NewWords(`診断 内服 服薬 服用 処方 通院 手帳 要介護 リハビリ 麻痺 後遺症 主治医 投薬`)

// add takes a line of the section.
func (s *tale) add(t *detect.Text) {
	s.lines++
	if s.office {
		return
	}
	n := t.Norm
	if t.Chars&(detect.HasDigit|detect.HasAt|detect.HasLatin) != 0 || strings.IndexByte(n, ':') >= 0 {
		s.office = true
		return
	}
	if t.Has(trade) {
		s.trade++
	}
	if t.Has(work) {
		s.work++
	}
	if strings.HasPrefix(strings.TrimLeft(n, " "), "「") || strings.HasPrefix(n, "『") || strings.HasPrefix(n, "――") {
		s.speech++
	}
	t.Each(clinical, func(start, end int) {
		if s.clinical == nil {
			s.clinical = map[string]bool{}
		}
		s.clinical[n[start:end]] = true
	})
	t.Each(gestures, func(start, end int) {
		if s.signs == nil {
			s.signs = map[string]bool{}
		}
		s.signs[n[start:end]] = true
	})
}

// tradeRare is how many lines a story has for each with a word of the papers of
// offices, such as 担当の医者.
const tradeRare = 12

// speechMost is how far before a name, in bytes, the mark is looked for that opens
// the speech in which it stands.
const speechMost = 300

// told reports whether the section with these items is one. Notes of nurses may be
// written so, too; they call people by their full name and さん, or use the words of
// the trade.
func (s *tale) told(items []item) bool {
	if s.trade > 0 && (s.trade*tradeRare > s.lines || s.speech*6 < s.lines) {
		return false
	}
	if s.office || s.lines < 3 || s.speech == 0 || len(s.signs)+s.speech/2 < 2 || s.work > 1+s.speech/2 || len(s.clinical) > 1 {
		return false
	}
	for i := range items {
		if v := &items[i]; v.subject && !v.quoted && v.Evidence&(detect.NameParts|detect.Honorific) == detect.NameParts|detect.Honorific {
			return false
		}
	}
	return true
}
