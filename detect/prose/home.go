package prose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// homely reports whether the address behind before is said to be somebody's
// home, whatever company stands near: ご住所：….
func homely(before string) bool {
	b := strings.TrimRight(before, " :は(〒0123456789-")
	for _, w := range [...]string{"ご住所", "御住所", "ご自宅", "自宅", "自宅住所", "お住まい", "現住所"} {
		if strings.HasSuffix(b, w) {
			return true
		}
	}
	return false
}

// desk reports whether the telephone at pos of s is said to be that of a desk: 寺務所（電話 …）,
// お客様相談室 TEL …, 人事課 加百・廣兼 TEL …, 早乙女（内線 21、…）.
func (r *Reader) desk(s string, pos int) bool {
	before := s[:pos]
	b := strings.TrimRight(before, " :(")
	for _, w := range [...]string{"電話番号", "電話", "TEL", "Tel", "tel", "℡", "☎"} {
		if rest, ok := strings.CutSuffix(b, w); ok {
			b = strings.TrimRight(rest, " :(/・")
			break
		}
	}
	return len(b) < len(before) && (desks.Ends(b) != "" || enquiries.In(before)) || r.deskNear(detect.Tail(before, deskReach)) || strings.HasPrefix(strings.TrimLeft(s[min(len(s), pos+len("00-0000-0000")):], " ,、"), "(内線")
}

// deskReach is how far before a telephone, in bytes, the department stands whose people
// answer it, and their names.
const deskReach = 120

// deskNear reports whether one of the words before a telephone, parted by blanks and
// marks, is a department or an extension of one. 阿部 and 氷室 are people.
func (r *Reader) deskNear(before string) bool {
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i:]
	}
	for _, w := range strings.FieldsFunc(before, func(c rune) bool { return strings.ContainsRune(" :、,/(・。", c) }) {
		if strings.HasPrefix(w, "内線") || desksOf.Ends(w) != "" && utf8.RuneCountInString(w) > 2 && !r.senses.Surname(w) {
			return true
		}
	}
	return false
}

// enquiries stand before whom to ask at an office, by name, and the telephone there.
var enquiries = detect.NewPhrases(`お問い合わせ 問い合わせ お問合せ 問合せ 問合わせ 照会先 申込先 申込み先 担当課 担当部 担当係`)

var desks = detect.NewPhrases(`寺務所 社務所 事務所 事務局 事務室 受付 窓口 相談室 相談窓口 センター 本部 支部 病院 医院 クリニック 園 ホテル 旅館 会館 公民館 図書館 美術館 博物館 記念館 本社 支店 営業所 工場 学校 大学 役所 役場 代表 予約係 担当課 集会所 詰所 支所 出張所 分室 保健所 警察署 消防署 交番 庁舎 分館 体育館 会場 ホール 保育所 児童館 学童 道場 スタジオ 委員会 協議会 組合 自治会 町内会 社協`)

// private reports whether the person is at home: who writes gives his address and
// names no organisation; or whom a letter addresses does, as on an envelope.
func (r *Reader) private(items []item, said owned, person int) bool {
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if items[i].home {
			return true
		}
	}
	if items[person].Key == r.writer && len(r.org) == 0 { // of no office: a customer's mail
		for i := said.first[person]; i >= 0; i = said.next[i] {
			if items[i].Kind == detect.Address {
				return true
			}
		}
	}
	if !items[person].addressed {
		return false
	}
	if r.thou {
		return true
	}
	line := items[person].line
	for _, o := range r.org {
		if o >= line-3 && o <= line {
			return false
		}
	}
	if r.customer {
		return true
	}
	for i := said.first[person]; i >= 0; i = said.next[i] {
		if it := &items[i]; it.Kind == detect.Address && it.line < line && it.line >= line-2 {
			return true
		}
	}
	return false
}

// addresses are words for whom a letter speaks to that nobody says to a company.
var addresses = detect.NewWords(`貴殿 貴方 貴女 貴君 あなた様`)

// polite are words of letters and notices. Notes that an office keeps of somebody have
// none, though they begin with 様 as well: 義歯調整 綿貫 シノ様.
var polite = detect.NewWords(`ご案内 御案内 お知らせ 拝啓 前略 お世話に お世話様 いたします 致します 申し上げ ございます ください 下さい 御中 お願い 講演 セミナー 研修 ありがとう`)

// customers are words for what an office writes to somebody at home about: what
// he has booked, bought for himself, applied for, is treated for.
var customers = detect.NewWords(`ご予約 御予約 ご来院 ご受診 ご宿泊 ご来店 診察 診療 診療内容 お届け先 会員番号 会員登録 会員id ご入会 選考結果 応募書類 履歴書 面接結果 採用内定 内定通知 給付金 保険金 ご契約者様 お客様番号 お客さま番号 受験番号 合格通知 ご入居 ご入所 ご加入 ご自宅 口座振替 お引落 ご注文番号 お薬 ご家族`)

// ownLabels stand before what a form has asked somebody for, and not before what an
// office tells of itself.
var ownLabels = detect.NewPhrases(`お電話番号 お電話 ご連絡先 お届け先 お送り先 ご住所 御住所 ご自宅 携帯 携帯電話 携帯番号 電話番号 ご登録 ご登録の 様 さん`)

// ownReach is how far before a number, in bytes, such a label is looked for.
const ownReach = 90

// offeredTo gives the end of an application to the only person whom the letter
// addresses: below it stands who signs.
func offeredTo(items []item, owner []int) {
	to := -1
	for i := range items {
		if items[i].addressed && owner[i] >= 0 {
			if to >= 0 && owner[i] != owner[to] {
				return
			}
			to = i
		}
	}
	for i := range items {
		if to >= 0 && items[i].Kind == detect.JobOffer && owner[i] >= 0 {
			owner[i] = owner[to]
		}
	}
}

// disown takes from the customer whom a letter addresses what the office that
// writes tells of itself: telephones and addresses without such a label, beside its
// name or its telephone.
func (r *Reader) disown(items []item, owner []int) {
	if !r.customer {
		return
	}
	var desks []int // lines with the telephone of an office
	for i := range items {
		if v := &items[i]; !v.own && landline(&v.Value) {
			desks = append(desks, v.line)
		}
	}
	offices := func(line int) bool {
		return r.orgNear(line) || slices.ContainsFunc(desks, func(d int) bool { return d-line <= 2 && line-d <= 2 })
	}
	for i := range items {
		if o := owner[i]; o >= 0 && o != i && items[o].addressed && offices(items[i].line) && signature.Has(items[i].Kind) && !items[i].own && !items[i].home && items[i].line > items[o].line {
			owner[i] = -1
		}
	}
}

// houseNumber reports whether a value ends an address: 1-3-18, 本町2-3 コーポ青葉201,
// 4丁目5番. A form that asks for the parts of an address has it on a line of its own.
func houseNumber(s string) bool {
	if len(s) > labelMost+labelMost || strings.ContainsAny(s, "~〜/年月") {
		return false
	}
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '-' && s[i-1]-'0' < 10 && s[i+1]-'0' < 10 || s[i-1]-'0' < 10 && (strings.HasPrefix(s[i:], "丁目") || strings.HasPrefix(s[i:], "番")) {
			return true
		}
	}
	return false
}
