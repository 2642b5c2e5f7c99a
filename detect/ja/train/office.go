package main

import (
	_ "embed" // the sentences
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"monban/detect/ja"
)

// The corpus has no mails, minutes or lists: office.txt has made-up ones, with
// places for names.
//
//go:embed office.txt
var officeFile string

// An office fills the sentences of office.txt with names.
type office struct {
	ja.Names
	Hiragana, Short, Places []string
	rng                     *rand.Rand
}

// newOffice takes the rarer names and the places from the lexicon.
func newOffice(n ja.Names, lexicon map[string]ja.Use, keys []string) *office {
	o := &office{Names: n, rng: rand.New(rand.NewPCG(7, 7))}
	for _, f := range n.Family {
		if utf8.RuneCountInString(f) == 1 {
			o.Short = append(o.Short, f)
		}
	}
	for _, s := range keys {
		use, runes := lexicon[s], utf8.RuneCountInString(s)
		switch {
		case use&ja.UseGiven != 0 && runes >= 2 && runes <= 4 && !strings.ContainsFunc(s, func(r rune) bool { return r < 'ぁ' || r > 'ゖ' }):
			o.Hiragana = append(o.Hiragana, s)
		case use&ja.UsePlace != 0 && runes >= 2 && runes <= 5:
			o.Places = append(o.Places, s)
		}
	}
	return o
}

// sentences makes each sentence several times.
func (o *office) sentences(times int) []ja.Labelled {
	var out []ja.Labelled
	for _, line := range strings.Split(officeFile, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for range times {
			out = append(out, o.fill(line))
		}
	}
	return out
}

func (o *office) fill(line string) ja.Labelled {
	norm, _, _ := ja.Normalize(o.choose(line))
	out := ja.Labelled{}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(norm, "{")
		b.WriteString(before)
		if !ok {
			break
		}
		var slot string
		slot, norm, _ = strings.Cut(rest, "}")
		name, kind := o.name(slot)
		start := b.Len()
		b.WriteString(name)
		out.Names = append(out.Names, ja.LabelledName{Start: start, End: b.Len(), Kind: kind})
	}
	out.Text = b.String()
	return out
}

// choose decides on one of the words of every <a|b>, the innermost first.
func (o *office) choose(s string) string {
	for {
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return s
		}
		start := strings.LastIndexByte(s[:end], '<')
		if start < 0 { // the mark of a citation
			return s[:end] + "＞" + o.choose(s[end+1:])
		}
		words := strings.Split(s[start+1:end], "|")
		s = s[:start] + words[o.rng.IntN(len(words))] + s[end+1:]
	}
}

func (o *office) pick(from []string) string { return from[o.rng.IntN(len(from))] }

// name makes what a slot asks for.
func (o *office) name(slot string) (string, ja.NameKind) {
	switch slot {
	case "F":
		return o.pick(o.Family), ja.PersonKind
	case "1":
		return o.pick(o.Short), ja.PersonKind
	case "Y":
		return o.pick(o.Given), ja.PersonKind
	case "H":
		return o.pick(o.Hiragana), ja.PersonKind
	case "M":
		return o.pick(o.Family) + o.pick([]string{"", " "}) + o.pick(o.Hiragana), ja.PersonKind
	case "N":
		given := o.Given
		if o.rng.IntN(8) == 0 {
			given = o.Hiragana
		}
		return o.pick(o.Family) + o.pick([]string{"", " "}) + o.pick(given), ja.PersonKind
	case "k":
		return o.pick(o.Foreign), ja.PersonKind
	case "K":
		sep := o.pick([]string{"・", "・", "・", " "})
		name := o.pick(o.Foreign) + sep + o.pick(o.Foreign)
		if o.rng.IntN(3) == 0 {
			name += sep + o.pick(o.Foreign)
		}
		return name, ja.PersonKind
	case "L":
		return o.pick(latinGiven) + " " + o.pick(latinFamily), ja.PersonKind
	case "P":
		return o.pick(o.Places), ja.PlaceKind
	}
	name := o.pick(o.Family)
	if o.rng.IntN(3) == 0 {
		name = o.pick(companyWords)
	}
	name += o.pick(companyEnds)
	switch o.rng.IntN(5) {
	case 0:
		name = "株式会社" + name
	case 1:
		name += "株式会社"
	}
	return name, ja.OrgKind
}

var (
	latinGiven   = strings.Fields("Anna David Emma George Hannah Ivan Julia Kevin Linh Maria Nadia Oscar Paula Ravi Sofia Thomas Minh Wei Yuki Zoe")
	latinFamily  = strings.Fields("Adams Baker Costa Diaz Evans Fischer Garcia Hansen Ito Jones Khan Lopez Müller Nguyen Okada Patel Rossi Smith Tran Weber")
	companyWords = strings.Fields("あおぞら みらい サンライズ アクア 東亜 日新 大和 中央 三星 光洋 富士見 北斗 関東 第一 明光 ユニオン フロンティア さくら")
	companyEnds  = strings.Fields("商事 工業 電機 建設 製作所 運輸 印刷 製菓 食品 工務店 不動産 薬品 産業 物流 商店 鉄工 設計 酒造 銀行 システム ホーム 製紙 クリニック 医院 病院 酒店 書店 鋼業 倉庫 保険")
)
