package prose

import (
	"strings"

	"monban/detect"
)

// A word for an illness belongs to whoever stands in its clause. From another line
// it reaches nobody who is only named in passing, as are authors, attendees and whoever
// has something to do by next week: it takes somebody whom the text speaks of.

// met tells, of the people of a section by their owner, whom the text speaks of.
type met map[int]bool

// ill adds the people of whose health a line tells: the hospital in it is theirs, too.
func (m met) ill(items []item, owner []int) {
	for i := range items {
		if v := &items[i]; owner[i] >= 0 && v.away == 0 && loose(v) && told.Has(v.Kind) && !v.general && v.intimates() {
			m[owner[i]] = true
		}
	}
}

// loose reports whether a value is a word of special care that no label gives to
// anybody.
func loose(v *item) bool { return v.Kind.Special() && !v.label }

// anybody has what stands near his name.
func anybody(int) bool { return true }

// metOf finds whom a section speaks of, when all but the loose words have owners.
func metOf(items []item, owner []int) met {
	m := met{}
	for i := range items {
		if v := &items[i]; owner[i] >= 0 && (v.Kind == detect.PersonName && v.introduced() || v.Kind != detect.PersonName && v.intimates()) {
			m[owner[i]] = true
		}
	}
	return m
}

// joins reports whether the loose word v is said of the person whose name stands
// nearest. A doctor or a hospital in his line is no more his than one elsewhere. What
// seems to be said of all who have it is his when the sense of the sentence tells it:
// 肺気腫がありますが、ご家族の方は….
func (m met) joins(v, name *item, owner int) bool {
	switch {
	case name.line == titleLine, v.line == name.line && told.Has(v.Kind):
		return true
	case v.general && !v.seconded:
		return false
	case v.line < name.line: // who comes below is another topic, unless he heads a list
		return m[owner] && name.introduced() && name.Evidence&detect.Honorific == 0 && (name.label || name.line <= v.line+belowMost)
	}
	return m[owner] || v.refers
}

// introduced reports whether a name stands as that of somebody spoken of: with a
// label or an honorific, at the head of its line, as the topic of its sentence.
func (it *item) introduced() bool {
	return it.label || it.whole || it.leads || it.addressed || it.speaker || it.child || it.acts || it.Evidence&(detect.Honorific|detect.Label) != 0
}

// heads reports whether a name stands in the heading of the paper in which v is said.
func (it *item) heads(v *item) bool { return it.headed && v.line > it.line && !v.general }

// headed reports whether a line is the heading of a paper that is about him who is
// named at its end, or with a word or two behind: カウンセラー記録 印南 千紘 3年.
func headed(before, behind string) bool {
	if len(before) > headingMost || len(behind) > headingMost || !aboutSomebody.In(before) && !classed(before) || strings.Contains(before, "。") || strings.Contains(behind, "。") || lecture.In(before) {
		return false
	}
	return behind == "" || served.Begins(behind) != "" || strings.HasPrefix(behind, "殿") || strings.IndexByte(" (,", behind[0]) >= 0 || housedAt.Begins(behind) != ""
}

// classed reports whether a text is the class of a school: 2年3組.
func classed(s string) bool {
	return strings.ContainsAny(s, "年組") && strings.Trim(s, " 0123456789-ABCDE年組番小中高等学校部") == ""
}

// headingMost is how long a heading may be on each side of a name, in bytes.
const headingMost = 90

var (
	// aboutSomebody are what an office writes about somebody.
	aboutSomebody = detect.NewPhrases(`記録 票 願 届 メモ 申請 希望 対象 候補 決定 カルテ 経過 面談 相談 健診 検診 検査 結果 査定 台帳 カード 引継 申し送り 申送り 連絡帳 日誌 日報 計画 評価 判定 審査 支給 返戻 照会 紹介 診断書 意見書 報告書 通知 聴取 訪問 指導 なまえ 名前 ユーザー 受付 予約 支援`)
	// lecture are words for what somebody has written or speaks about.
	lecture  = detect.NewPhrases(`講演 講義 講座 研修 著 監修 文責 執筆 教室 セミナー 学会 発表 司会 講師 作成 記入 担当 報告者 について とは 版`)
	housedAt = detect.NewPhrases(`宅 方`)
)

// intimates reports whether a value beside a name makes somebody of him whom
// the text speaks of: all but what offices and signatures tell.
func (it *item) intimates() bool {
	return it.away >= -1 && it.away <= 1 && !it.Business && !landline(&it.Value) && it.Kind != detect.Email && it.Kind != detect.PostalCode &&
		detect.Believed(it.Odds, it.Evidence|detect.WithPerson)
}

// general reports whether the clause goes on behind a word as one about whoever has it,
// or about what is done against it: 食物アレルギー対応, 腎臓病、糖尿病の方は.
func general(behind string) bool {
	behind = detect.Head(behind, clauseMost)
	if i := strings.Index(behind, "。"); i >= 0 {
		behind = behind[:i]
	}
	return everybody.In(behind)
}

// clauseMost is how much of a clause is looked at for that, in bytes.
const clauseMost = 120

// everybody are words by which a clause speaks of all who have an illness.
var everybody = detect.NewPhrases(`の方は の方に の方へ の方も の方を のある方 の人は の人に の人も のある人 の患者 患者さん 患者は 患者に 患者の の場合は の場合に 予防 対策 対応 検診 教室 カフェ サポーター 講座 啓発 講演 の理解 とは 者への 者に対する 児への 者の雇用 者の支援 等の方 等のある`)

// refers reports whether a line speaks of whoever was named before it.
func refers(t *detect.Text) bool {
	return pronouns.In(t.Norm) || t.Chars&detect.HasLatin != 0 && t.Has(english)
}

// acts reports whether a sentence goes on behind a name as one about him, or what
// stands before it says what he is to the office, or when or where something about
// him was noted: 8/3 佐藤 花子; or both that he is a field of a record.
func acts(before, behind string) bool {
	rest := strings.TrimLeft(behind, " ")
	if field(before, behind) || wards.Ends(strings.TrimRight(before, " :")) != "" || rest == "" && strings.ContainsAny(before, "0123456789") {
		return true
	}
	return rest != "" && rest != behind && rest[0] >= 'a' && rest[0] <= 'z' || particles.Begins(rest) != ""
}

// field reports whether a name is all of a field: name=佐藤, "佐藤", 1,佐藤,2.
func field(before, behind string) bool {
	if before == "" {
		return false
	}
	switch last := before[len(before)-1]; {
	case last == '=' || last == '"' && before == `"`:
		return strings.Trim(behind, "\"; ") == ""
	case last == ',' && len(before) > 1:
		return before[len(before)-2]-'0' < 10 && (behind == "" || behind[0] == ',')
	}
	return false
}

var (
	particles = detect.NewPhrases(`は が も を の です と申し`)
	// pronouns refer to whoever was named before, or to who writes.
	pronouns = detect.NewPhrases(`本人 同氏 同人 彼は 彼が 彼の 彼女 私 わたし 自身 持病 一身上`)
	english  = detect.NewWords(`he she his her him i my`)
	wards    = detect.NewPhrases(`者 児 児童 生徒 学生 患者 ケース 事例 本人 対象 会員 世帯 世帯主 被告人 原告`)
)
