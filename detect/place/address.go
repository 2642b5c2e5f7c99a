package place

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"monban/detect"
)

var homeWords = detect.NewWords(`住所 現住所 自宅住所 住所1 住所2 住所3 居住地 居所 自宅 実家 帰省先 転居先 本籍 本籍地 住民票 送付先 お届け先 届け先 送り先 配送先 宛先 お住まい 住まい 住居 連絡先住所 町名番地 番地 建物名 マンション名 アパート名 address home_address addr addr1 addr2 address1 address2 street juusho jusho 在住`)

// fieldWords name fields that hold an address or a part of one, whatever it looks like.
var fieldWords = detect.NewWords(`住所 現住所 自宅住所 住所1 住所2 住所3 居住地 居所 本籍 本籍地 お住まい 住まい 住居 転居先 帰省先住所 町名番地 番地 建物名 マンション名 アパート名 address home_address addr addr1 addr2 address1 address2 street juusho jusho`)

// notHome are words that make it a mail address, or the address of a company.
var notHome = detect.NewWords(detect.LegalForms, `メールアドレス メール mail email e-mail ipアドレス macアドレス ip_address mac_address urlアドレス 本社 本店 支社 支店 営業所 事業所 事務所 会社住所 所在地 会社所在地 本社所在地 勤務先 勤務先住所 勤務地 開催地 開催場所 会場 場所 会場住所 店舗 店舗住所 工場 倉庫 施設住所 施設所在地 弊社 当社 貴社 納品先 納入先 現場 配送センター 請求元 発行元 仕入先
	取引先 販売店 窓口 市役所 区役所 役場 県庁 都庁 府庁 道庁 大学 病院 図書館 公民館 センター に所在 にある に位置 に本社 に本店 に開店 に移転 に開業 に竣工 office headquarters venue company`)

var address = detect.Rule{
	Name: "address", Kind: detect.Address, Needs: 0,
	Doc: detect.Doc{
		Title: "Japanese postal address", TitleJa: "住所",
		Hit: []string{
			"東京都新宿区西新宿2-8-1", "神奈川県横浜市中区本町六丁目50番地の10", "市川市八幡1丁目1番1号", "札幌市中央区北1条西2丁目", "京都市中京区寺町通御池上る上本能寺前町488番地",
			"大阪府大阪市北区中之島1-3-20 コーポ山田101号室", "住所：東京都港区芝公園", "岩手県滝沢市中鵜飼第2地割15番", "長野県長野市大字南長野692-2", "愛媛県松山市一番町甲123-4", "四日市市諏訪町1番5号", "廿日市市下平良1-11-1",
			"東京都八王子市元本郷町三丁目24番1号", "府中市宮西町2の24", "北海道河東郡音更町元町2番地", "住所 つくば市研究学園1-1-1", "広島県安芸郡府中町大通3-5-1 ハイツ大通 203", "東京都千代田区千代田1番1号に住んでいます", "株式会社みどりの井上様は千葉県市川市八幡1丁目1番1号にお住まいです", "石川県金沢市鞍月イ12番地",
		},
		Miss: []string{
			"第3条第2項", "東京都", "新宿区", "川崎 3-2 横浜", "横浜市 2025-07-02に開催", "大阪市の人口は2,750,000人", "本社：東京都千代田区丸の内1-1-1", "所在地 東京都新宿区西新宿2-8-1", "株式会社みどり 東京都港区芝公園1-2-3", "市場価格 1-2-3", "町内会 第3回",
			"東京都府中市で3-2の勝利", "区分3", "1丁目の角", "会場：大阪市北区中之島1-3-20", "住所", "メールアドレス：a@example.com", "東京都新宿区", "新宿区 03-1234-5678", "村上様 3-2-1", "住所：○○県○○市○○町1-2-3",
		},
		Source: "総務省 全国地方公共団体コード; 住居表示に関する法律",
	},
	Find: findAddress,
}

// streets is the way of Kyoto to name a place by crossing streets: 烏丸通七条下ル東塩小路町721-1.
// It is asked only where crossing sees one.
var streets = regexp.MustCompile(`^` + townForm + `{1,24}?(?:上がる|下がる|上る|下る|上ル|下ル|東入|西入)` + townForm + `{0,16}?(?:` + unitForm + `+(?:` + chainForm + `)?|` + chainForm + `)`)

const (
	numForm   = `[0-9]{1,5}`
	unitForm  = `(?:第?(?:` + numForm + `|[〇一二三四五六七八九十百]{1,4})(?:丁目|丁|番地の|番地|番町|番|号室|号|条|線|地割)[東西南北]?の?-? ?|` + numForm + `の)`
	townForm  = `[\p{Han}\p{Hiragana}\p{Katakana}ー・ 々]`
	chainForm = numForm + `(?:-[0-9]{1,4}){0,4}(?:号室|号)?`
)

func findAddress(t *detect.Text, found func(detect.Match)) {
	if t.Chars&detect.HasKanji == 0 && t.Label == "" {
		return
	}
	if labelled(t, found) {
		return
	}
	s := t.Norm
	for at, floor := 0, 0; ; {
		end := municipalityEnd(s, at)
		if end < 0 {
			return
		}
		at = end
		m, ok := addressAt(t, floor, end)
		if !ok {
			continue
		}
		if detect.Dwells(s[m.End:]) { // whatever company stands before: 株式会社みどりの井上様は…にお住まい
			m.Evidence |= detect.Context
		} else {
			m.Evidence |= t.Around(m.Start, m.End, homeWords, notHome)
		}
		found(m)
		floor, at = m.End, m.End
	}
}

// addressAt reads an address whose municipality ends at end.
func addressAt(t *detect.Text, floor, end int) (m detect.Match, ok bool) {
	s := t.Norm
	start, wards := places.municipality(s, floor, end)
	if start < 0 {
		start = countyTown(s, floor, end)
		if start < 0 {
			return m, false
		}
	}
	head := start
	pref := places.prefecture(s, trimBlank(s, head))
	if pref < floor {
		if county := countyBefore(s, floor, start); county >= 0 {
			head = county
			pref = places.prefecture(s, trimBlank(s, head))
		}
	}
	if pref >= floor {
		head = pref
	}
	rest := s[end:]
	if wards {
		if n := wardEnd(rest); n > 0 {
			rest = rest[n:]
		}
	}
	m = detect.Match{Start: head}
	switch body := len(s) - len(rest); {
	case !reachesNumber(rest) || !hasNumber(rest):
		if !townOnly(t, rest, pref >= floor, body, &m) {
			return m, false
		}
	case crossing(rest) && crossed(rest, &m, body) || match(numbered, 0, 30, rest, &m, body) || match(plain, 0, 30, rest, &m, body):
		m.Odds = 1.2
		if pref >= floor {
			m.Odds = 2.8
		}
		m.End += buildingEnd(s[m.End:])
	case match(single, 1, 20, rest, &m, body):
		m.Odds = -1.5
		if pref >= floor {
			m.Odds = 0.3
		}
	default:
		if !townOnly(t, rest, pref >= floor, body, &m) {
			return m, false
		}
	}
	m.Key = strings.ReplaceAll(s[m.Start:m.End], " ", "")
	return m, true
}

// townOnly takes a place name without numbers. It says little; where a
// prefecture and a town stand, a label can still make it an address.
func townOnly(t *detect.Text, rest string, pref bool, body int, m *detect.Match) bool {
	n := placeName(rest)
	if !pref || n == 0 || t.Label == "" && !homeWords.In(t.Before) && !homeWords.In(detect.Tail(t.Norm[:m.Start], 60)) || passing(rest[:n]) {
		return false
	}
	m.End, m.Odds = body+n, -2.5
	return true
}

// crossed is match for what lies at a crossing.
func crossed(rest string, m *detect.Match, body int) bool {
	loc := streets.FindStringIndex(near(rest))
	return loc != nil && numbers(loc[1], rest, m, body)
}

// crossing reports whether words of Kyoto's crossings stand near the start of s.
func crossing(s string) bool {
	s = s[:min(len(s), 110)]
	for i, r := range s {
		switch after := s[i:]; r {
		case '上', '下':
			after = after[len("上"):]
			if strings.HasPrefix(after, "が") || strings.HasPrefix(after, "る") || strings.HasPrefix(after, "ル") {
				return true
			}
		case '東', '西':
			if strings.HasPrefix(after[len("東"):], "入") {
				return true
			}
		}
	}
	return false
}

// match sets m.End when read, behind least to most characters of a town's name,
// finds an address rather than a sentence, a score, a date or a count.
func match(read func(s string) int, least, most int, rest string, m *detect.Match, body int) bool {
	n := behindTown(read, least, most, near(rest))
	return n > 0 && numbers(n, rest, m, body)
}

// near is as much of what stands behind a town as is read of it.
func near(rest string) string { return rest[:min(len(rest), 200)] }

// numbers sets m.End when rest[:n] is the rest of an address rather than of a
// sentence, a score, a date or a count.
func numbers(n int, rest string, m *detect.Match, body int) bool {
	part := strings.TrimRight(rest[:n], " -")
	town := part
	if i := strings.IndexAny(part, "0123456789"); i >= 0 {
		town = part[:i]
	}
	digits := part[len(town):]
	switch {
	case passing(town):
		return false
	case strings.TrimSpace(town) == "" && !strings.Contains(part, "番地") && !strings.ContainsAny(part, "丁条"):
		return false
	case strings.HasPrefix(digits, "0"), dateLike(digits):
		return false
	case counted(rest[len(part):]):
		return false
	}
	m.End = body + len(part)
	return true
}

// dateLike reports whether digits that follow a town are a year and a month.
func dateLike(s string) bool {
	return len(s) > 5 && (s[:2] == "19" || s[:2] == "20") && s[4] == '-' && strings.Count(s, "-") == 2
}

// counted reports whether a number is followed by what it counts, so that it
// is no house number.
func counted(s string) bool {
	s = strings.TrimLeft(s, " ")
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("回人名件日時月年円点位%個台歳才校社分秒度倍組本枚丁番号条線階目km㎡.,/:億万千~", r) && r != utf8.RuneError
}

func trimBlank(s string, i int) int {
	for i > 0 && (s[i-1] == ' ' || s[i-1] == '\n') {
		i--
	}
	return i
}

// countyBefore returns the start of a district name (○○郡) that ends at end, or -1.
func countyBefore(s string, floor, end int) int {
	if !strings.HasSuffix(s[floor:end], "郡") {
		return -1
	}
	i := end - len("郡")
	for n := 0; n < 4 && i > floor; n++ {
		if places.prefecture(s, i) >= 0 {
			break
		}
		r, w := utf8.DecodeLastRuneInString(s[floor:i])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		i -= w
	}
	return i
}

// countyTown returns the start of a town that no list knows but that stands
// directly behind a prefecture or a district; -1 when there is none.
func countyTown(s string, floor, end int) int {
	i := end
	for n := 0; n < 7 && i > floor; n++ {
		r, w := utf8.DecodeLastRuneInString(s[floor:i])
		if r < 0x3000 {
			return -1
		}
		if n > 1 && (places.prefecture(s, i) >= 0) {
			return i
		}
		i -= w
	}
	return -1
}

// wardEnd returns the length of a ward name at the start of s, or 0.
func wardEnd(s string) int {
	s0 := s
	s = strings.TrimLeft(s, " ")
	n := 0
	for i, r := range s {
		if n++; n > 5 {
			return 0
		}
		if r == '区' && n > 1 {
			return len(s0) - len(s) + i + len("区")
		}
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			return 0
		}
	}
	return 0
}

// placeName returns the length of the kanji and kana at the start of s.
func placeName(s string) int {
	n := 0
	for i, r := range s {
		if n++; n > 14 || !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r != 'ー' {
			return i
		}
	}
	return len(s)
}
