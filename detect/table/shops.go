package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Shops, branches, libraries and surgeries are nobody: a table that says when they
// are open, or names them in one of its first columns, and names no people, tells
// where to go.

// opening are words of the headers of what only a place has that people go to.
var opening = []string{"営業時間", "営業日", "定休日", "休業日", "開館時間", "開館日", "休館日", "診療時間", "診療日", "休診日", "開店時間", "閉店時間", "開園時間", "開所時間", "開設時間", "窓口時間", "収容人数", "席数", "座席数", "駐車場", "駐車台数", "アクセス", "最寄駅", "最寄り駅", "opening hours", "Opening Hours", "Opening hours", "Business Hours", "business hours", "Store Hours"}

// ofPlaces are the kinds that tell of such places.
var ofPlaces = detect.SetOf(detect.Address, detect.PostalCode, detect.Phone, detect.Email, detect.Hospital, detect.Doctor)

// shops reports whether the table lists places that people go to.
func (g *grid) shops(rows []row) bool {
	if g.subject {
		return false
	}
	found, events := false, g.events()
	for _, c := range g.cols {
		if c.kind == "" || c.skip || events && c.kind.Special() && c.evidence&detect.ColumnHeader == 0 {
			continue
		}
		if !ofPlaces.Has(c.kind) || c.whose != detect.Subject || c.meaning.Part == "home" || c.meaning.Part == "mobile" {
			return false
		}
		found = true
	}
	return found && (g.heads(opening...) || g.titles("Hours", "hours", "HOURS") || events || g.placed(rows))
}

// events reports whether the rows are what takes place, with what is told of it to
// whoever may come: a lecture on 認知症, whom to call, what it costs. Who has put his
// name down for it is somebody.
func (g *grid) events() bool {
	return g.heads("イベント名", "行事名", "催事名", "催し物", "講座名", "教室名", "講演会名", "セミナー名", "検診名", "事業名") &&
		g.heads("主催", "定員", "料金", "参加費", "受講料", "連絡先名称", "問い合わせ", "問合せ", "問合わせ", "説明", "概要", "対象") &&
		!g.heads("申込者", "参加者", "受講者", "受講生", "予約者", "受付番号", "申込番号", "予約番号", "利用者", "会員")
}

// placesWithin is how many columns are asked for the names of places.
const placesWithin = 4

// placed reports whether one of the first columns names places.
func (g *grid) placed(rows []row) bool {
	for i, c := range g.cols {
		if i == placesWithin {
			break
		}
		if c.kind == detect.Address || c.meaning.Word == "place" || c.meaning.Word == "facility" || c.meaning.Word == "company" || c.meaning.Personal() && c.exact && !c.meaning.Weak {
			continue // 利用施設 of somebody
		}
		vals, n := g.r.sample(rows, c.col)
		places := 0
		for k := range vals {
			if isPlace(strings.TrimSpace(vals[k].Norm)) {
				places++
			}
		}
		if places >= 3 && places*10 >= len(vals)*8 && len(vals)*10 >= n*8 { // each of its own
			return true
		}
	}
	return false
}

// isPlace reports whether v names a shop, a branch, a school, an office.
func isPlace(v string) bool {
	if n := utf8.RuneCountInString(v); n < 2 || n > 30 {
		return false
	}
	for _, w := range [...]string{"店", "支店", "営業所", "出張所", "事業所", "支社", "本社", "工場", "センター", "図書館", "公民館", "体育館", "会館", "分館", "美術館", "博物館", "小学校", "中学校", "高校", "高等学校", "保育園", "幼稚園", "こども園", "病院", "医院", "クリニック", "内科", "歯科", "薬局", "整骨院", "役所", "役場", "支所", "警察署", "消防署", "交番", "郵便局", "公園", "駅", "ホテル", "旅館", "カフェ", "食堂", "レストラン"} {
		if strings.HasSuffix(v, w) {
			return true
		}
	}
	return false
}
