package prose

import "monban/detect"

// A paper about somebody tells at its head who he is: 対象児 児島蒼士 平成26年12月2日生,
// 相談者：佐久間ゆかり様（54歳）. It names besides who was there and who works for him, and
// goes on to speak of him without his name.

// presents are the kinds with which a paper tells who somebody is, in the line of his name.
var presents = detect.SetOf(detect.BirthDate, detect.Age, detect.Sex, detect.PatientNumber, detect.StudentNumber, detect.EmployeeNumber, detect.CareInsurance)

// Form takes note of whom a form of the file is about. Below it the papers of courts and
// carers tell what happened, with all who had to do with it.
func (r *Reader) Form(rec *detect.Record) {
	if !rec.Group {
		return
	}
	var who detect.Value
	born := false
	for i := range rec.Values {
		switch v := &rec.Values[i]; {
		case v.Whose != detect.Subject || v.Business || !detect.Believed(v.Odds, v.Evidence|detect.WithPerson):
		case v.Kind == detect.PersonName && !v.Alias && !v.Mention && v.Key != "" && who.Key == "":
			who = *v
		case v.Kind == detect.BirthDate:
			born = true
		}
	}
	switch {
	case who.Key == "" || !born:
	case r.forms == 0 || r.formed.Loc.Part != who.Loc.Part:
		r.formed, r.forms = who, 1
	case r.formed.Key != who.Key:
		r.forms++
	}
}

// recordOf returns the item that names the one person whom the head of the section
// presents, -1 when it presents nobody, or several.
func recordOf(items []item, owner []int) (head int, several bool) {
	presented := map[int]bool{} // lines that tell who somebody is
	for i := range items {
		if v := &items[i]; presents.Has(v.Kind) && detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			presented[v.line] = true
		}
	}
	head = -1
	for i := range items {
		v := &items[i]
		if owner[i] != i || v.staff || v.kin || v.mention || v.line == titleLine || !v.label && !v.headed && !presented[v.line] {
			continue
		}
		if head >= 0 {
			return -1, true
		}
		head = i
	}
	return head, false
}

// attendants makes whoever attends a meeting somebody at his work wherever the minutes
// name him, and so whoever is named first at his work in a paper about somebody else:
// 担当 三枝, and below 三枝が声をかける.
func attendants(items []item, owner []int, head int) {
	titled, illness := map[int]bool{}, map[[2]int]bool{}
	for i := range items {
		v := &items[i]
		if owner[i] >= 0 && v.staff {
			titled[owner[i]] = true
		}
		if ailments.Has(v.Kind) && !v.general && !v.named && detect.Believed(v.Odds, v.Evidence|detect.WithPerson) {
			illness[[2]int{v.line, v.pos}] = true
		}
	}
	for i := range items {
		v, o := &items[i], owner[i]
		if o < 0 || o == head || v.topic > 0 || v.acts && illness[[2]int{v.line, v.end + len("は")}] {
			continue // 鈴木は|糖尿病だと打ち明けた
		}
		if items[o].attends || head >= 0 && items[o].staff || titled[o] && v.passing() || head >= 0 && v.line != items[head].line && v.bystands() {
			v.staff = true
		}
	}
}

// ailments are the kinds of which a sentence may tell that somebody at his work has it himself.
var ailments = detect.SetOf(detect.Diagnosis, detect.Disability, detect.Symptom)

// bystands reports whether a name in a paper about somebody else is called as those are
// who work on his case, in the midst of a line.
func (it *item) bystands() bool {
	return it.Kind == detect.PersonName && !it.mention && !it.kindly && !it.closes && !it.leads && !it.whole && !it.label && !it.kin
}

// passing reports whether a name stands alone in a list or a bracket, as that of somebody
// whose work is told elsewhere: （10/8 浅沼産業医・下園・玉置）.
func (it *item) passing() bool {
	return it.Kind == detect.PersonName && it.listed && !it.label && it.Evidence&(detect.Honorific|detect.Label) == 0
}

// remaining gives the words of special care that nobody near has to whom the paper is
// about.
func remaining(items []item, owner []int, head int) {
	if head < 0 {
		return
	}
	for i := range items {
		v := &items[i]
		if owner[i] < 0 && loose(v) && !v.general && v.Whose == detect.Subject && v.line > items[head].line && v.line <= items[head].line+aloneMost {
			owner[i], v.away = head, v.line-items[head].line
		}
	}
}
