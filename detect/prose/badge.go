package prose

import (
	"regexp"
	"strings"

	"monban/detect"
)

// Schools and offices write the number of a student or of an employee beside his name
// and name it nowhere: 姉崎 環（23-0418）, ・5507 益田 早苗. It counts where the section
// speaks of a school, or of work.

// A badge says what the line with such a number speaks of.
type badge uint8

const (
	unmarked badge = iota // no such number
	plain
	study
	office
	clinic // only of whom the section tells that he is treated
)

var (
	schools = detect.NewWords(`学籍 学生 生徒 奨学 履修 受験 在学 学部 学科 研究室 留学生 進路 年生 学生証 就活 志望 入学 保護者 担任 学年 クラス 卒論 授業 試験時間 学費 授業料 学内 休学 復学 ゼミ インターン`)
	offices = detect.NewWords(`社員 従業員 職員 人事 給与 賞与 残業 勤怠 通勤 出勤 欠勤 遅刻 異動 昇格 昇給 休職 復職 産業医 健診 派遣 労災 通勤災害 年末調整 扶養控除 源泉徴収 所属 部署 有休 有給 退職 面談者 評価 時短 上長 給与口座 現場 日給 時給 月給 基本給 勤続`)
)

// badgeForm is such a number: 204871, 23-0418, 22-E-0417, E-50732, 21E0478, 1V23-0567.
var badgeForm = regexp.MustCompile(`^(?:[A-Z]{1,3}-?)?[0-9]{1,4}-?[A-Z]{0,2}-?[0-9]{2,8}(?:-[0-9]{2,5})?$`)

// badges takes numbers beside the names of the line.
func (r *Reader) badges(t *detect.Text) {
	if t.Chars&detect.HasDigit == 0 {
		return
	}
	s := t.Norm
	for i, n := r.now.from, len(r.items); i < n; i++ {
		it := &r.items[i]
		if it.Kind != detect.PersonName || it.aliasOf != "" || it.Alias || it.kin {
			continue
		}
		full := r.full(it) || strings.ContainsFunc(it.Text, katakana)
		start, end, called := badgeBehind(s, it.end)
		if start < end && (full || (called || it.label) && s[start-1] == '(') && numberOf(s[start:end], s[start-1] == '(') {
			r.pin(start, end, s[start-1] != '(' && digitsOnly(s[start:end]))
		} else if start < end && called && s[start-1] == ' ' && end-start >= 5 && numberOf(s[start:end], true) {
			r.pin(start, end, true)
		} else if start, end = badgeBefore(s, it.pos); full && start < end && numberOf(s[start:end], true) {
			r.pin(start, end, false)
		}
	}
}

// badgeBehind returns the first word behind a name, in brackets or behind a blank,
// and whether the name has an honorific.
func badgeBehind(s string, at int) (start, end int, called bool) {
	for _, h := range [...]string{"様", "さん", "氏", "くん", "君"} {
		if strings.HasPrefix(s[at:], h) {
			at, called = at+len(h), true
			break
		}
	}
	from := at
	for at < len(s) && s[at] == ' ' {
		at++
	}
	if at > from {
		at += len(idBefore.Begins(s[at:])) // 根岸 隆 ID 118204
	}
	if strings.HasPrefix(s[at:], "。") || strings.HasPrefix(s[at:], "、") { // …さん。22K1107。
		from, at = at, at+len("。")
	}
	if at < len(s) && s[at] == '(' {
		at += 1 + ofClass(s[at+1:])
	} else if at == from {
		return 0, 0, called
	}
	end = at
	for end < len(s) && end < at+16 && (s[end] == '-' || s[end]-'0' < 10 || s[end]-'A' < 26) {
		end++
	}
	if end < len(s) && strings.IndexByte(" )/,", s[end]) < 0 && !strings.HasPrefix(s[end:], "、") && !strings.HasPrefix(s[end:], "。") && !strings.HasPrefix(s[end:], "・") {
		return 0, 0, called
	}
	return at, end, called
}

// idBefore stands before a number behind a name.
var idBefore = detect.NewPhrasesOf([]string{"ID ", "ID:", "ID"})

// ofClass returns how long the class or the department is with which brackets begin,
// and the mark behind it: (文学部2年・B5510762).
func ofClass(s string) int {
	s = detect.Head(s, 40)
	if i := strings.IndexByte(s, ')'); i >= 0 {
		s = s[:i]
	}
	for _, mark := range [...]string{"・", "、", ",", " "} {
		if i := strings.Index(s, mark); i > 0 && classes.Ends(s[:i]) != "" {
			return i + len(mark)
		}
	}
	return 0
}

// classes end such words.
var classes = detect.NewPhrases(`年 年生 回生 学部 学科 研究科 コース 課程 部 課 科 係`)

// badgeBefore returns the word with which a line begins in front of a name.
func badgeBefore(s string, pos int) (start, end int) {
	before := strings.TrimRight(s[:min(pos, badgeMost)], " ")
	if len(before) == pos || pos > badgeMost {
		return 0, 0
	}
	start = len(before)
	for start > 0 && (before[start-1] == '-' || before[start-1]-'0' < 10 || before[start-1]-'A' < 26) {
		start--
	}
	head := before[:start]
	if w := strings.TrimRight(head, " :"); len(w) < len(head) && strings.HasSuffix(w, "ID") {
		head = w[:len(w)-len("ID")]
	}
	if strings.Trim(head, " ・■□●○*-") != "" {
		return 0, 0
	}
	return start, len(before)
}

// badgeMost is how far from the beginning of its line, in bytes, such a name stands.
const badgeMost = 30

// numberOf reports whether w may be the number of a student or an employee: no date,
// postal code or telephone. In a bracket, or before the name, it may be short.
func numberOf(w string, short bool) bool {
	digits := 0
	for i := range len(w) {
		if w[i]-'0' < 10 {
			digits++
		}
	}
	letters := len(w) > digits+strings.Count(w, "-")
	switch {
	case digits < 4 || digits > 10 || !short && !letters && digits < 6 || !badgeForm.MatchString(w):
		return false
	case !letters && digits == 7 && len(w) == 8 && w[3] == '-': // 150-0041
		return false
	case w[0] == '0' && digits >= 9 && !(short && digits == 10 && strings.HasPrefix(w, "000")):
		return false
	case !letters && (w[:2] == "19" || w[:2] == "20") && (len(w) == 4 || len(w) == 7 && w[4] == '-' || len(w) == 8 && digits == 8 || strings.Count(w, "-") == 2):
		return false // 2024, 2024-04, 20240401
	}
	return true
}

// caredFor reports whether a section tells of somebody's treatment or care.
func caredFor(items []item) bool {
	for i := range items {
		switch v := &items[i]; v.Kind {
		case detect.Diagnosis, detect.Medication, detect.HealthCheck, detect.WelfareCertificate:
			if detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
				return true
			}
		}
	}
	return false
}

// otherBadges are what else has a number beside a name.
var otherBadges = detect.NewWords(`内線 内線表 座席 座席表 号室 部屋番号 売上 金額 得点 席次 会員 fax番号 faxno 宛先fax`)

// pin takes such a number, whose kind the whole section decides, or the line alone.
func (r *Reader) pin(start, end int, line bool) {
	t := r.now.t
	for _, it := range r.items[r.now.from:] {
		if it.pos < end && start < it.end && it.Kind != detect.PersonName {
			if detect.Believed(it.Odds, it.Evidence) {
				return
			}
		}
	}
	if strings.Contains(strings.ToUpper(detect.Tail(t.Norm[:start], 15)), "FAX") {
		return // 佐藤 FAX 12345, and not "FAX返信あり" behind the number
	}
	if r.recently(t, otherNumbers) || r.recently(t, otherBadges) {
		return
	}
	b := plain
	switch {
	case t.Has(schools):
		b = study
	case t.Has(offices):
		b = office
	case line:
		b = clinic
	}
	v := detect.Value{Kind: detect.EmployeeNumber, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(start, end), Key: t.Norm[start:end], Odds: 0.5, Evidence: detect.Context}
	r.items = append(r.items, item{line: r.line, pos: start, end: end, badge: b, Value: v})
}

// pinned gives the numbers of a section their kind, and drops them where it speaks
// neither of a school nor of work, nor of anybody's care.
func (r *Reader) pinned(items []item) {
	care := !r.works && !r.studies && caredFor(items)
	for i := range items {
		v := &items[i]
		b := v.badge
		if (b == plain || b == clinic) && care {
			v.Kind = detect.PatientNumber
			if len(v.Key) == 10 && strings.HasPrefix(v.Key, "000") { // as towns give them
				v.Kind = detect.CareInsurance
			}
			continue
		}
		if b == plain && r.works {
			b = office
		} else if b == plain && r.studies {
			b = study
		}
		switch b {
		case study:
			v.Kind = detect.StudentNumber
		case plain, clinic:
			v.Odds, v.Key, v.Text = -9, "", ""
		}
	}
}
