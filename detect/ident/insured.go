package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

var insuredWords = detect.NewWords(`被保険者番号 被保険者no 被保険者証番号 被保険者証no 被保険者証記号 被保険者証の番号 被保険者証の記号 被保険者証等記号・番号 被保険者等記号・番号 被保険者等記号 保険証番号 保険証no 保険証記号 保険証記号番号 保険証の番号 保険証の記号
	保険証記号・番号 健康保険番号 健康保険証番号 健保番号 健保記号 健康保険記号 記号・番号 後期高齢者医療 後期高齢の番号 後期高齢者医療の番号 後期高齢者の番号 健康保険の番号 国保の番号 社保の番号 資格確認書 資格確認書番号 insured_no health_insurance_no`)

// symbolNumber is the form in which a card shows it: 記号 12 番号 3456 枝番 00.
var symbolNumber = regexp.MustCompile(`記号 {0,3}[:=]? {0,3}([0-9A-Za-z\p{Han}\p{Katakana}\-]{1,12}?)[ 、,/・]{0,3}番号 {0,3}[:=]? {0,3}([0-9][0-9\-]{0,9})(?:[ 、,/(]{0,3}枝番 {0,2}[:=]? {0,2}([0-9]{1,2}))?`)

// symbols begin the form of symbolNumber, and that of shortSymbol.
var symbols = detect.NewWords(`記号 健保 保険証`)

// shortSymbol is the same told in short: 健保は50312 番号 118.
var shortSymbol = regexp.MustCompile(`(?:健保|保険証)[はがの]? ?:? ?([0-9][0-9\-]{1,8})[ 、,/・]{1,3}番号 {0,3}[:=は]? {0,3}([0-9]{1,9})()()`)

// second is a number behind a symbol with which a label asks for both: 3217・480.
var second = regexp.MustCompile(`^((?:・| )[0-9]{2,8})(?:[^0-9\-]|$)`)

// insuredMarks part a symbol from its number.
var insuredMarks = strings.NewReplacer(" ", "-", "・", "-", "/", "-")

var insured = detect.Rule{
	Name: "health-insured", Kind: detect.HealthInsurance, Needs: detect.HasDigit, Digits: 1, Words: []*detect.Words{insuredWords, symbols},
	Doc: detect.Doc{
		Title: "Symbol and number of a health insurance card, under a label", TitleJa: "健康保険の記号・番号・枝番（項目名があるもの）",
		Hit: []string{
			"被保険者証 記号 12-34 番号 567 枝番 00", "記号 1234 番号 5678", "被保険者証番号：1234567", "保険証番号 12345678", "記号・番号 12-34567", "健康保険 記号：川崎12 番号：890", "保険証記号番号 1010-23456", "後期高齢者医療 被保険者番号 01234567", "記号 21700023、番号 135、枝番 01",
			"健康保険証番号は778899です", "健保は50312 番号 118", "健康保険証記号番号3217・480の写し", "保険証の記号番号 04-218 7730561", "資格確認書番号 12345678", "後期高齢の番号 55162048",
		},
		Miss: []string{
			"記号", "番号 1234", "記号 番号", "保険証番号", "被保険者証番号：", "記号番号 14030-12345671", "化学記号 H2O", "記号 14030 番号 12345671", "被保険者数 1234", "健康保険料 12,345円", "保険証番号は8桁", "図面記号 A 番号なし", "健保の窓口 番号 118", "保険証は2枚 番号 3",
		},
		Source: "健康保険法施行規則 様式; 個人単位化 (2021) の枝番",
	},
	Find: findInsured,
}

func findInsured(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	if form := formOf(s); form != nil {
		for _, g := range form.FindAllStringSubmatchIndex(s, 64) {
			symbol, num := s[g[2]:g[3]], s[g[4]:g[5]]
			if savings(symbol, num) || end(g) < len(s) && alnum(s[end(g)]) {
				continue
			}
			m := detect.Match{Start: g[2], End: end(g), Odds: -0.6, Key: symbol + "/" + strings.Trim(num, "-")}
			if g[7] > g[6] || len(digitsOf(symbol+num)) >= 5 {
				m.Odds = 0.6
			}
			if e := t.Around(g[0], g[1], insuranceWords, yuchoWords); e&detect.NegativeContext != 0 {
				m.Evidence = e
			} else if e != 0 {
				m.Evidence = detect.Context
			}
			found(m)
		}
	}
	fields(t, insuredWords, insuredAgainst, func(start, end int, e detect.Evidence) {
		part := s[start:end]
		if n, ok := code(insuredMarks.Replace(part), 2, 20); !ok || n < 2 || placeholder(part) || counter(s[end:]) {
			return
		}
		if key := digitsOf(part); len(key) == 10 || len(key) == 11 && (strings.Count(part, "-") == 2 || employed.In(s) || employed.In(t.Before)) {
			return // care and employment insurance have rules of their own
		}
		if more := second.FindStringSubmatch(detect.Head(s[end:], 15)); more != nil && strings.Contains(detect.Tail(s[:start], 30), "記号番号") && !counter(s[end+len(more[1]):]) {
			end += len(more[1])
		}
		found(detect.Match{Start: start, End: end, Odds: -2, Evidence: e, Key: strings.ToLower(s[start:end])})
	})
}

// formOf returns the form in which a text may show symbol and number.
func formOf(s string) *regexp.Regexp {
	switch {
	case !strings.Contains(s, "番号"):
		return nil
	case strings.Contains(s, "記号"):
		return symbolNumber
	}
	return shortSymbol
}

func end(g []int) int {
	if len(g) > 7 && g[7] > g[6] {
		return g[7]
	}
	return g[5]
}

// employed are words of employment insurance, whose number has eleven digits.
var employed = detect.NewWords(`雇用保険 離職票 離職日 離職証明書 離職 資格取得届 資格喪失届 資格喪失 ハローワーク 職安`)

var insuranceWords = detect.NewWords(`健康保険 保険証 被保険者 被保険者証 健保 国保 組合 資格確認書 協会けんぽ 共済 後期高齢`)

var insuredAgainst = detect.NewWords(`雇用保険 雇用保険被保険者番号 介護保険 介護保険被保険者番号 介護被保険者番号 ゆうちょ 口座 基礎年金番号 厚生年金 事業所番号 事業所記号`)

// savings reports whether a symbol and a number are those of a postal savings account.
func savings(symbol, number string) bool {
	return len(symbol) == 5 && symbol[0] <= '1' && symbol[4] == '0' && len(number) >= 6 && strings.HasSuffix(number, "1")
}
