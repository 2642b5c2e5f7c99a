package ja

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// nameLabels are words before a colon that promise a name, as Key writes them.
var nameLabels = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`氏名 お名前 名前 ご氏名 御氏名 姓名 フルネーム 本名 宛名 宛先氏名 担当 担当者 担当者名 ご担当 ご担当者 営業担当 窓口担当 利用者 利用者名 利用者氏名 患者 患者名 患者氏名 患者様 児童 児童名 児童氏名 生徒名 生徒氏名 学生氏名 園児名
		保護者 保護者名 保護者氏名 申請者 申請者名 申請者氏名 届出人 契約者 契約者名 契約者氏名 被保険者 被保険者名 被保険者氏名 受取人 口座名義 口座名義人 名義人 緊急連絡先氏名 連絡者 応募者 応募者名 受験者 受験者名 受講者 受講者名 参加者 参加者名 出席者 記入者 記入者名 作成者 報告者 相談者 相談者名
		社員名 職員名 従業員名 会員名 会員氏名 お客様名 顧客名 主治医 医師 医師名 担当医 主治医名 代表者 代表者名 世帯主 本人氏名 対象者 対象者名 氏名フリガナ フリガナ ふりがな 氏名カナ カナ氏名 氏名漢字 漢字氏名 送信者 発信者 責任者 責任者名 署名 続柄氏名 配偶者 父 母 夫 妻 長男 長女 次男 次女 name fullname contact patient customer client applicant employee student`) {
		m[w] = true
	}
	return m
}()

// labelEnds are the last bytes of what stands between a label and its value, a
// blank, a colon, ], 】 and 〕.
var labelEnds = [256]bool{' ': true, ':': true, ']': true, 0x91: true, 0x95: true}

// labelled looks for a name behind a label that ends at token i: 氏名:山田太郎.
// The token is the first of the value.
func (p *prose) labelled(i int) (m detect.Match, ok bool) {
	start := p.toks[i].Start
	if start == 0 || p.toks[i].POS == Space || !labelEnds[p.s[start-1]] {
		return m, false
	}
	before := strings.TrimRight(p.s[:start], " ")
	if !strings.HasSuffix(before, ":") && !strings.HasSuffix(before, "】") && !strings.HasSuffix(before, "]") && !strings.HasSuffix(before, "〕") {
		return m, false
	}
	// The label is what stands between the colon and the separator before it.
	label := strings.TrimRight(detect.Tail(before, 60), ":")
	if k := strings.LastIndexAny(label, "\n\t、。,;/|:"); k >= 0 {
		_, size := utf8.DecodeRuneInString(label[k:])
		label = label[k+size:]
	}
	says := p.n.labels.ask(label, promises)
	if says == promisesNothing {
		return m, false
	}
	value := p.s[start:]
	if len(value) > 150 {
		value = value[:150] // the cut may fall within a character; no name is as long
	}
	if k := strings.IndexAny(value, "\n\t、。,;/|:(<【[「"); k >= 0 {
		value = value[:k]
	}
	// A second value on the line: two blanks, or a blank before a word with a
	// colon, which the cut above has left as the last word.
	if k := strings.Index(value, "  "); k > 0 {
		value = value[:k]
	}
	for len(value) > 0 && start+len(value) < len(p.s) && p.s[start+len(value)] == ':' {
		k := strings.LastIndexByte(value, ' ')
		value = value[:max(k, 0)]
		break
	}
	value = strings.TrimRight(value, " ")
	for _, t := range titles {
		if rest, ok := strings.CutSuffix(value, t); ok && rest != "" {
			value = strings.TrimRight(rest, " ")
			m.Evidence |= detect.Honorific
			break
		}
	}
	if value == "" || notTitled[value] || !p.n.Shape(value) {
		return m, false
	}
	odds, known := p.n.whole(value)
	if known {
		m.Evidence |= detect.NameParts
	}
	if odds <= surelyNot || says == promisesMaybe && odds < -2 {
		return m, false
	}
	m.Evidence |= detect.Label
	m.Start, m.End = start, start+len(value)
	m.Odds = max(-4, min(odds, 1)) - 1
	return m, m.Odds+m.Evidence.Weight() > 0
}

// A labelSays tells whether a label promises a name.
type labelSays uint8

const (
	promisesNothing labelSays = iota
	promisesMaybe             // it ends as labels of names do
	promisesName
)

// promises tells what a label says, with words of the line before it.
func promises(label string) labelSays {
	key := Key(label)
	if nameLabels[key] {
		return promisesName
	}
	for _, end := range [...]string{"者", "氏名", "者名", "名前", "担当", "人名", "員名", "講師", "医師"} {
		if strings.HasSuffix(key, end) {
			return promisesMaybe
		}
	}
	// Other words of the line may stand before it.
	if k := strings.LastIndexByte(strings.TrimSpace(label), ' '); k >= 0 && nameLabels[Key(strings.TrimSpace(label)[k:])] {
		return promisesName
	}
	return promisesNothing
}

// specimens are the names with which forms and manuals are filled in, folded.
// They are names of real people too, so that they count as samples only where
// the text says that it is an example.
var specimens = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`山田太郎 山田花子 山田一郎 鈴木一郎 鈴木太郎 鈴木花子 佐藤太郎 佐藤花子 佐藤一郎 田中太郎 田中花子 田中一郎 ヤマダタロウ ヤマダハナコ スズキイチロウ タナカタロウ YAMADATARO TAROYAMADA`) {
		m[FoldName(w)] = true
	}
	return m
}()

// specimenFamilies are the family names of nobody, folded.
var specimenFamilies = [...]string{"日本", "東京", "大阪", "見本", "例示", "甲野", "乙野", "丙野", "丙山", "乙山", "国税", "年金", "健保", "厚労", "番号", "特許", "法務", "登記", "福祉", "介護", "電子", "何野", "某野", "ニホン", "ニッポン", "トウキョウ", "コクゼイ", "ミホン", "レイ", "門番", "モンバン", "テスト"}

var specimenStarts = func() *detect.Runes {
	set := &detect.Runes{}
	for _, f := range specimenFamilies {
		r, _ := utf8.DecodeRuneInString(f)
		set.Add(r)
	}
	return set
}()

// Specimen reports whether a name belongs to nobody: 日本花子, 東京太郎, 甲野太郎,
// ○○太郎 and their like on official specimens.
func Specimen(name string) bool { return specimen(FoldName(name)) }

// specimen is Specimen of a folded name.
func specimen(key string) bool {
	if !specimenStarts.Starts(key) {
		return false
	}
	for _, f := range specimenFamilies {
		rest, ok := strings.CutPrefix(key, f)
		if ok {
			switch rest {
			case "太郎", "花子", "一郎", "次郎", "二郎", "三郎", "タロウ", "ハナコ", "イチロウ", "ジロウ", "幸子", "良子", "洋子":
				return true
			}
		}
	}
	return false
}

// Example reports whether a name is one that forms show in their examples:
// 山田太郎, and the names of Specimen. Real people have it too: it is an example
// only where the text says so.
func Example(name string) bool {
	key := FoldName(name)
	return specimens[key] || specimen(key) || madeUp(key)
}

// madeUp reports whether a name is one that is made of a word and a given name
// of everybody: 経費二郎, 健康ハナコ. No family is called so.
func madeUp(key string) bool {
	for _, g := range [...]string{"太郎", "花子", "一郎", "次郎", "二郎", "三郎", "タロウ", "ハナコ", "イチロウ", "ジロウ", "サブロウ"} {
		if rest, ok := strings.CutSuffix(key, g); ok {
			return utf8.RuneCountInString(rest) >= 2 && !lists().family[rest] && !lists().rare[rest] && !lists().familyKana[rest]
		}
	}
	return false
}

// exampleWords tell that a text is an example.
var exampleWords = detect.NewWords(`記入例 記載例 入力例 例) (例 例: 見本 サンプル ダミー`)
