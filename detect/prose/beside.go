package prose

import (
	"strings"
	"time"

	"monban/detect"
	"monban/extract"
)

// A number or a date that no word explains may be explained by the name beside
// it: 堀越 真帆（本人）　2880 4072 3866, 有働 梢（S52.3.9). Beside means that nothing
// but marks, relations and other findings stand between the two, or that the
// value is all of a line just below the name.

// oddsBeside is what the name beside a date adds: of dates there that are
// fifteen years old, nine in ten are births.
const oddsBeside = 2.2

// recentMost is how many lines back a word still tells what numbers are about.
const recentMost = 8

// topics are the words that tell what the numbers of the lines around are: those
// that are sure, and those that go with other numbers too.
var topics = map[detect.Kind]struct{ sure, weak *detect.Words }{
	detect.MyNumber: {
		detect.NewWords(`マイナンバー 個人番号 マイナ番号 通知カード 扶養 扶養親族 扶養家族 年末調整 源泉徴収 支払調書 控除申告書 番号確認 my_number mynumber`),
		detect.NewWords(`番号 本人 配偶者`),
	},
	detect.Passport: {detect.NewWords(`旅券 パスポート passport ビザ 査証 入国 渡航 渡航者 在留 入管`), nil},
	detect.DriversLicence: {
		detect.NewWords(`運転免許 運転免許証 免許証 免許 driver's_license`), nil,
	},
}

// otherNumbers name numbers that have the shape of those above.
var otherNumbers = detect.NewWords(`送り状 伝票 追跡 荷物 配送 出荷 発送 再配達 注文 受注 発注 請求書 管理番号 品番 型番 資産番号 シリアル ロット 製造番号 商品 製品 受付番号 予約番号 整理番号 契約番号 会員番号 顧客番号 問い合わせ番号 お問い合わせ番号 会議id 医師免許 看護師免許 tracking order invoice serial`)

// beside looks at the values of the line t, which are the items from from on.
func (r *Reader) beside(t *detect.Text, from int) {
	items := r.items[from:]
	for i := range items {
		v := &items[i]
		if v.Kind == detect.BirthDate && r.rightBehind(t, items, i) {
			continue
		}
		if v.Evidence&(detect.NegativeContext|detect.Sample) != 0 || detect.Believed(v.Odds, v.Evidence) {
			continue
		}
		topic, numbered := topics[v.Kind]
		if !numbered && v.Kind != detect.BirthDate && v.Kind != detect.Age && v.Kind != detect.Nationality || !r.nextTo(t, items, i) {
			continue
		}
		switch {
		case v.Kind == detect.Age:
			v.Odds = max(v.Odds, 0) // 佐藤さん(27)
		case v.Kind == detect.Nationality:
			if r.foreign(items, i) {
				v.Odds = max(v.Odds, 0) // グエンさん（ベトナム）
			}
		case v.Kind == detect.BirthDate:
			if !longAgo(v, t.Norm) && !ofChild(t.Norm, items, v) || r.dated(t, items, v) {
				continue
			}
			v.Odds = max(v.Odds, -2) + oddsBeside
			v.Evidence |= detect.WithPerson
		case v.Kind == detect.MyNumber && v.Evidence&detect.CheckDigit == 0 || r.counts(t):
		case v.Kind == detect.Passport && r.travels(t, items, i):
			v.Evidence |= detect.WithPerson | detect.Context
		case r.recently(t, topic.sure):
			v.Evidence |= detect.WithPerson | detect.Context
		case topic.weak != nil && r.recently(t, topic.weak):
			v.Evidence |= detect.WithPerson
		}
	}
	r.remember(t.Norm)
	for i := range items {
		if items[i].name() {
			r.named = r.line
		}
	}
}

// remember keeps a line among the last ones.
func (r *Reader) remember(norm string) {
	r.recent = append(r.recent, norm)
	if len(r.recent) > recentMost {
		r.recent = append(r.recent[:0], r.recent[1:]...)
	}
}

// counts reports whether the numbers of the line are of goods or orders. A line may
// have many.
func (r *Reader) counts(t *detect.Text) bool {
	l := &r.now
	if !l.countsAsked {
		l.countsAsked, l.counts = true, r.recently(t, otherNumbers)
	}
	return l.counts
}

// longAgo reports whether a date lies so far back that beside a name it is a
// birth: most dates of an office's papers are of these years. In the short form
// with the letter of the era (R1.6.1) people write little else.
func longAgo(v *item, s string) bool {
	year := 0
	for i := range min(4, len(v.Key)) {
		year = year*10 + int(v.Key[i]-'0')
	}
	now := time.Now().Year()
	return year <= now-15 || strings.IndexByte("SHTRM", s[v.pos]) >= 0 && year <= now-3
}

// ofChild reports whether a date is the birth of a child: right behind his name, in
// front of which a word for a child stands, in brackets or before his sex. What
// happens to a child stands there too, and is of these years.
func ofChild(s string, items []item, v *item) bool {
	var name *item
	for i := range items {
		if it := &items[i]; it.name() && it.end <= v.pos && (name == nil || it.end > name.end) {
			name = it
		}
	}
	if name == nil || children.Ends(strings.TrimRight(s[:name.pos], " :(")) == "" || v.Key >= time.Now().AddDate(-2, 0, 0).Format(time.DateOnly) {
		return false
	}
	gap := s[name.end:v.pos]
	for _, h := range [...]string{"ちゃん", "くん", "君", "さん", "様"} {
		gap = strings.TrimPrefix(gap, h)
	}
	rest := s[v.end:]
	if strings.HasPrefix(gap, "(") {
		return len(gap) == 1 && (strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, ","))
	}
	rest = strings.TrimLeft(rest, " 、,/(")
	return strings.Trim(gap, " 、,/") == "" && len(rest) < len(s)-v.end && (strings.HasPrefix(rest, "男") || strings.HasPrefix(rest, "女"))
}

// children are words for somebody young, before his name.
var children = detect.NewPhrases(`子 子ども 子供 こども お子様 お子さん 園児 児童 乳児 幼児 新生児 対象児 児 児童名 長男 長女 次男 次女 二男 二女 三男 三女 息子 娘 孫 男児 女児 弟 妹`)

// recently reports whether one of the words stands in the line or in those above it.
func (r *Reader) recently(t *detect.Text, w *detect.Words) bool {
	if w.In(t.Norm) {
		return true
	}
	for _, s := range r.recent {
		if w.In(s) {
			return true
		}
	}
	return false
}

// name reports whether an item is somebody's name, a relative's too.
func (it *item) name() bool {
	return it.Kind == detect.PersonName && detect.Believed(it.Odds, it.Evidence)
}

// nextTo reports whether the value items[i] stands beside a name.
func (r *Reader) nextTo(t *detect.Text, items []item, i int) bool {
	v := &items[i]
	name := 0
	for j := range items {
		if items[j].name() && items[j].end <= v.pos {
			name = max(name, items[j].end)
		}
	}
	if name == 0 && (r.named == 0 || r.line-r.named > 2) {
		return false
	}
	if !between(t.Norm, items, i, name, v.pos) {
		return false
	}
	if name > 0 {
		return true
	}
	if v.Kind == detect.Age {
		return false // a number in brackets alone in its line is a number of the line
	}
	// alone in its line
	rest := strings.TrimLeft(t.Norm[v.end:], " )]\"',;")
	return rest == "" || strings.HasPrefix(rest, "(")
}

// between reports whether nothing stands in s[a:b] but other values, marks and
// words that tell who somebody is.
func between(s string, items []item, self, a, b int) bool {
	for a < b {
		n := 0
		for j := range items {
			if x := &items[j]; j != self && x.pos <= a && a < x.end && x.end <= b {
				n = max(n, x.end-a)
			}
		}
		if n == 0 {
			n = linkAt(s[a:b])
		}
		if n == 0 {
			return false
		}
		a += n
	}
	return true
}

// linkWords may stand between a name and what is said of him.
var linkWords = [...]string{"様", "さん", "さま", "殿", "氏", "くん", "君", "ちゃん", "本人", "配偶者", "夫", "妻", "長男", "長女", "次男", "次女", "三男", "三女", "父", "母", "子", "孫", "世帯主", "生", "男性", "女性", "男", "女", "性別", "年齢", "の番号は", "の番号", "番号は", "番号", "No", "DOB", "born", "旅券", "パスポート", "在留カード", "免許証", "免許", "携帯", "電話", "国籍", "生年月日"}

// sexLetters stand between a name and a date of birth in the papers of hospitals.
var sexLetters = [...]string{"M ", "F ", "m ", "f "}

func linkAt(s string) int {
	if strings.IndexByte(" \t()[],/:;\"'-|.=", s[0]) >= 0 {
		return 1
	}
	for _, w := range [...]string{"、", "・", "「", "」", "※", "●", "→", "【", "】"} {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	for _, w := range linkWords {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	for _, w := range sexLetters {
		if strings.HasPrefix(s, w) {
			return len(w)
		}
	}
	return 0
}

// accounts lets a password bear out the name to log in with beside it: the ID in
// front of a password, at most two lines apart.
func accounts(items []item) {
	for i := range items {
		if items[i].Kind != detect.LoginID || items[i].Evidence != 0 {
			continue
		}
		for j := range items {
			if d := items[j].line - items[i].line; items[j].Kind == detect.Password && d >= 0 && d <= 2 && detect.Believed(items[j].Odds, items[j].Evidence) {
				items[i].Evidence |= detect.Label
				break
			}
		}
	}
}

// paired reads a line that is a mail address and one word behind a mark as what
// somebody logs in with, as lists of stolen accounts have it.
func (r *Reader) paired(t *detect.Text, from int) {
	if len(r.items) != from+1 || r.items[from].Kind != detect.Email || r.items[from].pos > 0 {
		return
	}
	i := r.items[from].end
	if i+5 >= len(t.Norm) || strings.IndexByte(":;|", t.Norm[i]) < 0 {
		return
	}
	v := t.Norm[i+1:]
	if strings.ContainsAny(v, "/:;|, \t") || strings.Contains(v, "@") && strings.Contains(v, ".") || digitsOnly(v) && len(v) < 6 {
		return
	}
	sub := detect.NewText(extract.Unit{Text: v, Loc: t.Loc, Hidden: t.Hidden}, v, t.Chars, nil)
	sub.Label = "password"
	r.senses.Recognise(sub, func(k detect.Kind, m detect.Match) {
		if k == detect.Password && m.Start == 0 && m.End == len(v) {
			r.items = append(r.items, item{line: r.line, pos: i + 1, end: len(t.Norm), Value: detect.Value{Kind: k, Loc: t.Loc, Hidden: t.Hidden,
				Text: t.Original(i+1, len(t.Norm)), Odds: m.Odds, Evidence: m.Evidence}})
		}
	})
}

// promote makes the relative who is the only one named the person that a section
// speaks of: 母：吉田 彩香さん, on the form of a visit to her. Who works there, as a
// label says, is none of those whom it speaks of: 担当 増井 below 世帯主 朽木 丈.
func promote(items []item) {
	mentioned := false
	for i := range items {
		if v := &items[i]; v.Kind == detect.PersonName && !(v.staff && v.label) {
			if !items[i].Mention && items[i].Whose != detect.Relative {
				return
			}
			mentioned = true
		}
	}
	if !mentioned {
		return
	}
	for i := range items {
		if v := &items[i]; v.Kind == detect.PersonName && !(v.staff && v.label) && detect.Believed(v.Odds, v.Evidence) {
			v.Mention, v.kin, v.subject, v.Whose = false, false, true, detect.Subject
		}
	}
}
