package prose

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

// A document is a kind of identity document as it is printed.
type document struct {
	titles []string       // what it is called on itself
	labels []string       // what else is printed on it, other than name, address and the like
	number *regexp.Regexp // what its number looks like, in a text without blanks
}

// identity are the documents that are recognised. The words are those printed on
// them: 個人番号カード及び電子証明書の技術的基準 (平成27年), 道路交通法施行規則 別記様式第14,
// 旅券法施行規則 別記様式, 出入国管理及び難民認定法施行規則 別記様式第19号の7, 健康保険法施行規則 様式第9号,
// 身体障害者福祉法施行規則 別表第4号.
var identity = []document{
	{
		titles: []string{"個人番号カード", "マイナンバーカード", "通知カード", "個人番号"},
		labels: []string{"まで有効", "電子証明書", "臓器提供", "臓器を提供", "市長", "区長", "町長", "村長", "セキュリティコード", "サインパネル"},
		number: regexp.MustCompile(`\d{12}`),
	}, {
		titles: []string{"運転免許証", "運転経歴証明書"},
		labels: []string{"公安委員会", "免許の条件", "まで有効", "優良", "小・原", "二・小", "中型", "準中型", "普通", "大型", "普自二", "大自二", "種類", "交付"},
		number: regexp.MustCompile(`第?\d{12}号?`),
	}, {
		titles: []string{"旅券", "PASSPORT", "パスポート"},
		labels: []string{"SURNAME", "GIVENNAME", "NATIONALITY", "DATEOFBIRTH", "DATEOFEXPIRY", "DATEOFISSUE", "REGISTEREDDOMICILE", "ISSUINGCOUNTRY", "AUTHORITY", "本籍", "所持人自署", "有効期間満了日", "発行年月日", "発行官庁", "国籍", "PASSPORTNO"},
		number: regexp.MustCompile(`[A-Z]{1,2}\d{7}`),
	}, {
		titles: []string{"在留カード", "RESIDENCECARD", "特別永住者証明書"},
		labels: []string{"在留資格", "在留期間", "就労制限", "住居地", "国籍・地域", "許可の種類", "出入国在留管理庁", "法務大臣", "法務省", "このカードは", "GOVERNMENTOFJAPAN", "STATUS", "PERIODOFSTAY"},
		number: regexp.MustCompile(`[A-Z]{2}\d{8}[A-Z]{2}`),
	}, {
		titles: []string{"被保険者証", "資格確認書", "保険証", "高齢受給者証"},
		labels: []string{"記号", "保険者番号", "保険者名称", "保険者所在地", "資格取得年月日", "事業所名称", "被扶養者", "世帯主", "一部負担金", "負担割合", "枝番", "有効期限", "交付年月日", "適用開始"},
		number: regexp.MustCompile(`\d{6,8}`),
	}, {
		titles: []string{"身体障害者手帳", "障害者保健福祉手帳", "障害者手帳", "療育手帳", "愛の手帳", "愛護手帳", "みどりの手帳"},
		labels: []string{"障害名", "等級", "級別", "旅客運賃", "運賃減額", "知事", "判定", "障害等級", "有効期限", "次回判定", "程度", "保護者", "再認定"},
		number: regexp.MustCompile(`第?\d{3,8}号`),
	},
}

// common are printed on nearly every identity document, and on every form.
var common = []string{"氏名", "住所", "生年月日", "日生", "性別", "有効期限"}

// papers are the words of papers about documents: forms, guides, examples.
var papers = []string{"申請書", "申込書", "届出書", "届書", "同意書", "契約書", "記入例", "見本", "サンプル", "SAMPLE", "SPECIMEN", "ご案内", "手続", "お知らせ", "マニュアル", "よくある質問", "チェックリスト", "必要書類", "いずれか", "コピーを添付"}

// dated is a full date, as every identity document has one: in years of an era,
// of the West, or of a passport.
var dated = regexp.MustCompile(`(?:明治|大正|昭和|平成|令和|\d{4}年|[MTSHR]\d)[\d元]*年?\d{1,2}[月.]\d{1,2}日?|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/?\d{4}`)

const (
	maxCard   = 900 // characters of a card, both sides
	leastCard = 5   // points: 2 for the title, 1 for a label, at most 2 for common ones
)

// A card collects what was recognised on one picture or page.
type card struct {
	text   strings.Builder
	at     extract.Unit // the first line
	line   int          // of the section
	length int
}

// add takes a line of a picture, normalised.
func (c *card) add(u extract.Unit, norm string, line int) {
	if c.length == 0 {
		c.at, c.line = u, line
	}
	if c.length += utf8.RuneCountInString(norm); c.length <= maxCard {
		c.text.WriteString(strings.ToUpper(strings.Map(func(r rune) rune {
			if r == ' ' || r == '\t' {
				return -1
			}
			return r
		}, norm)))
		c.text.WriteByte('\n')
	}
}

// value tells what document the picture shows: its title or its labels, and a
// number and a date as it has them. A list of documents, a form and a guide
// have the words too; they are longer, name several, or say what they are.
func (c *card) value() (v detect.Value, ok bool) {
	s := c.text.String()
	if c.length == 0 || c.length > maxCard || containsAny(s, papers) {
		return v, false
	}
	best, points, titled := -1, 0, 0
	shared := min(2, count(s, common))
	for i := range identity {
		d := &identity[i]
		p := count(s, d.labels)
		title := containsAny(s, d.titles)
		if title {
			p += 2
			titled++
		}
		if p += shared; p > points && (title || p >= leastCard+1) {
			best, points = i, p
		}
	}
	if best < 0 || points < leastCard || titled > 2 {
		return v, false
	}
	d := &identity[best]
	numbered, date := d.number.MatchString(s), dated.MatchString(s)
	if !numbered && !date {
		return v, false
	}
	v = detect.Value{Kind: detect.IDCard, Loc: c.at.Loc, Hidden: c.at.Hidden, Text: title(s, d), Odds: -1, Evidence: detect.Picture}
	v.Odds += 0.5 * float64(points-leastCard)
	if numbered {
		v.Odds++
	}
	if date {
		v.Odds++
	}
	v.Key = fmt.Sprintf("%s/%d", v.Loc.Part, v.Loc.Page)
	return v, true
}

// title is the title that the picture shows, or the first of its document.
func title(s string, d *document) string {
	for _, t := range d.titles {
		if strings.Contains(s, t) {
			return t
		}
	}
	return d.titles[0]
}

func count(s string, words []string) int {
	n := 0
	for _, w := range words {
		if strings.Contains(s, w) {
			n++
		}
	}
	return n
}
