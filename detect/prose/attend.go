package prose

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// Minutes list who was at a meeting. Of them they tell what they said, and not how they
// are, wherever they name them: 抗菌薬の使用状況（薬剤部 久我）.

// attendance reports whether a line lists who was at a meeting, or begins such a list.
func attendance(s string) bool {
	s = strings.TrimLeft(s, " \t-*・●○■□◆◇【[(0123456789.")
	for _, w := range [...]string{"出席", "参加者", "同席", "参集者", "列席", "欠席者"} {
		if rest, ok := cutSpaced(s, w); ok {
			i := strings.IndexAny(rest, ":】]\t ")
			return i >= 0 && i <= len("者(敬称略)")
		}
	}
	return listBehind(s, "参加")
}

// listBehind reports whether a line begins with a word and a list behind it.
func listBehind(s, word string) bool {
	rest, ok := cutSpaced(s, word)
	return ok && rest != "" && strings.IndexByte(":】]\t ", rest[0]) >= 0
}

// cutSpaced cuts a word from the beginning of a line, which may set its characters
// apart: 出  席.
func cutSpaced(s, word string) (rest string, ok bool) {
	for i, r := range word {
		if i > 0 {
			s = strings.TrimLeft(s, " ")
		}
		c, n := utf8.DecodeRuneInString(s)
		if c != r {
			return s, false
		}
		s = s[n:]
	}
	return s, true
}

// listGoesOn reports whether a line goes on with the list of the line above, which ends
// with a comma, or it is set in and names several.
func (r *Reader) listGoesOn(t *detect.Text) bool {
	in := strings.TrimLeft(t.Unit.Text, " \t　") != t.Unit.Text
	return (in && strings.Contains(t.Norm, "、") || strings.HasSuffix(r.present, "、、")) && !strings.ContainsAny(t.Norm, "。:")
}

// attendees makes the people of a list of attendees people at their work, unless the
// line tells more of them.
func (r *Reader) attendees(t *detect.Text, from int) {
	near := r.attended > 0 && r.attended == r.line-1
	if !attendance(t.Norm) && !(near && (r.listGoesOn(t) || listBehind(strings.TrimLeft(t.Norm, " "), "欠席"))) {
		return
	}
	r.attended = r.line
	items := r.items[from:]
	for i := range items {
		if v := &items[i]; told.Has(v.Kind) && detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			return
		}
	}
	if left := presentMost - len(r.present); left > 0 {
		r.present += strings.TrimSpace(detect.Head(t.Norm, left)) + "、"
	}
	for i := range items {
		if v := &items[i]; v.Kind == detect.PersonName {
			v.staff, v.topic, v.attends = true, 0, r.attends(t.Norm[v.pos:v.end])
		}
	}
}

// presentMost is how much of such lists is kept, in bytes.
const presentMost = 1200

// attends reports whether a list of who was at the meeting names somebody, and not as
// one whom it is about.
func (r *Reader) attends(name string) bool {
	for at := 0; name != ""; {
		i := strings.Index(r.present[at:], name)
		if i < 0 {
			break
		}
		start, end := at+i, at+i+len(name)
		at = end
		before, behind := r.present[:start], r.present[end:]
		if inWord(before, behind) {
			continue
		}
		return concerned.Ends(strings.TrimRight(before, " (:・")) == "" && concerned.Begins(strings.TrimLeft(behind, " (")) == ""
	}
	return false
}

// inWord reports whether what stands between two texts is the part of a longer word.
func inWord(before, behind string) bool {
	b, _ := utf8.DecodeLastRuneInString(before)
	a, _ := utf8.DecodeRuneInString(behind)
	return inName(b) || inName(a) && rolesBehind.Begins(behind) == "" || a >= 'ぁ' && a <= 'ん'
}

// concerned are words for those whom a meeting is about, and for whom an office calls 様.
var concerned = detect.NewPhrases(`本人 当事者 利用者 患者 児童 生徒 保護者 家族 母 父 妻 夫 姉 兄 長男 長女 様 さま`)

// amongNames reports whether what stands before and behind a name parts it from others.
func amongNames(before, behind string) bool {
	b, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
	a, _ := utf8.DecodeRuneInString(strings.TrimLeft(behind, " "))
	return strings.ContainsRune("、・,(:/", b) && (a == utf8.RuneError || strings.ContainsRune("、・,)/。", a))
}
