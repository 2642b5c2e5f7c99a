package prose

import (
	"strings"

	"monban/detect"
)

// A family name alone that leads a line is known by what is told right behind it:
// 301 安孫子 フェントス2mg貼替済, 吾妻　歯ぎしり強い. Places have such names, too, and stand before
// the illnesses that an office counts or gives lectures about.

const (
	// ledGap is how far behind the name a value stands that is told of it, in bytes: a
	// mark, with blanks.
	ledGap = len(" → ")
	// ledOdds are the least of a family and a given name.
	ledOdds = 0.9
)

// venues are words of lines that tell where something is held, sold or counted.
var venues = detect.NewPhrases(`検診 会場 掲示 教室 カフェ 家族会 患者会 外来 フェア 相談会 予報 注意報 警報 飛散 流行 地区 営業所 支店 倉庫 工場 保健所 病棟 センター 学級 食品 含む 不使用 使用 原材料 産 料理 ランキング 合計 平均 前年 先月比`)

// heads stand behind the number of those who have something.
var heads = detect.NewPhrases(`人 件 名 % 例 校 社 台 個 位 円 本 箱 枚 冊 割 部`)

// led adds the names that lead their line before what is told of them.
func (r *Reader) led() {
	if len(r.slots) == 0 {
		return
	}
	byLine := map[int][]int{}
	for i := range r.items {
		if told.Has(r.items[i].Kind) || r.items[i].Kind == detect.PersonName {
			byLine[r.items[i].line] = append(byLine[r.items[i].line], i)
		}
	}
	if len(byLine) == 0 {
		return
	}
	for k := range r.slots {
		s := &r.slots[k]
		if of := byLine[s.line]; len(of) > 0 {
			if it, ok := r.leader(s, of); ok {
				r.items = append(r.items, it)
			}
		}
	}
}

// leader returns the name at a place of a line whose items are given.
func (r *Reader) leader(s *slot, of []int) (it item, ok bool) {
	name, end, text := s.word, s.end, s.value
	switch {
	case s.full != "" && r.whole(s.full):
		name, end, text = s.full, s.pos+len(s.full), s.both
	case !r.senses.Surname(s.word) && !r.whole(s.word) && !r.childLed(s):
		return it, false
	}
	last := s.from + len(s.part)
	tells := false
	for _, i := range of {
		v := &r.items[i]
		switch {
		case v.pos >= last || v.end <= s.from:
		case v.Kind == detect.PersonName && (v.subject || v.pos < end) || v.pos < end && s.pos < v.end:
			return it, false // somebody is named in it, or it is a word for what is told
		case v.Kind == detect.PersonName || v.pos < end || v.pos > end+ledGap || v.general || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson):
		case v.end <= last && termed(s.part, v.pos-s.from, v.end-s.from):
			return it, false
		case howMany(s.part[min(v.end-s.from, len(s.part)):]):
			return it, false
		default:
			tells = true
		}
	}
	if !tells || dealings.In(s.part) || venues.In(s.part) || r.senses.Historic(name) {
		return it, false
	}
	v := s.loc
	v.Text, v.Key, v.Odds, v.Evidence = text, r.senses.FoldName(name), -1, detect.Context
	return item{Value: v, line: s.line, pos: s.pos, end: end, subject: true, leads: true}, true
}

// whole reports whether a word is a family and a given name that are known.
func (r *Reader) whole(word string) bool {
	odds, e := r.senses.NameCell(word)
	return odds > ledOdds && e&detect.NameParts != 0
}

// howMany reports whether a number of people or things stands behind a word: 12件.
func howMany(behind string) bool {
	behind = strings.TrimLeft(behind, " :(")
	rest := strings.TrimLeft(behind, "0123456789,.")
	return len(rest) < len(behind) && heads.Begins(rest) != ""
}
