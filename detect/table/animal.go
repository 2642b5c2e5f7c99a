package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// A form at a vet's, a groomer's or a pet hotel's names whoever keeps an animal, and
// tells of the animal: its name, its birthday, what it has and takes. owners says the
// same of tables.

// ofAnimal reports whether a form is about an animal: it has a label for whoever keeps
// it, or one for its name under a title that says so, and none for people of whom more
// is told, as the list in herders.
func (r *Reader) ofAnimal(rows []row) bool {
	keeper, name := false, false
	vet := vets.In(r.title) || vets.In(r.file)
	for i := range rows {
		for j := range rows[i].cells {
			c := &rows[i].cells[j]
			if c.key == "" || len(c.Norm) > petLabelMost {
				continue
			}
			if !c.known || !c.exact {
				vet = vet || i < 3 && vets.In(c.Norm)
			}
			key := strings.TrimPrefix(c.key, "※")
			keeper = keeper || keeps(key)
			name = name || petName(key)
			if slices.ContainsFunc(herded, func(w string) bool { return strings.HasPrefix(key, w) }) {
				return false
			}
		}
	}
	return keeper || name && vet
}

// petLabelMost is the length in bytes of the longest label of such a form.
const petLabelMost = 60

// vets are words in the title of a form about an animal.
var vets = detect.NewPhrases(`動物病院 どうぶつ病院 獣医 ペットクリニック アニマルクリニック 動物クリニック 動物医療 ペットホテル トリミング ドッグ キャット ペットサロン ペットシッター`)

// herded begin the labels of those of whom a form tells though animals stand in it.
var herded = []string{"従業員", "職員", "社員", "部員", "生徒", "児童", "園児", "学生", "入所者", "入居者", "盲導犬", "患者", "受診者", "被害者", "障害名", "障がい名", "障害種別", "障害者手帳", "手帳等級"}

// keeps reports whether a label names whoever keeps an animal, and not what else is
// asked of him.
func keeps(key string) bool {
	for _, w := range [...]string{"飼い主", "飼主", "飼育者", "飼養者"} {
		if rest, ok := strings.CutPrefix(key, w); ok {
			switch strings.TrimPrefix(rest, "様") {
			case "", "名", "氏名", "のお名前", "お名前", "の名前", "のお名まえ", "の氏名", "のご氏名", "ご氏名", "フリガナ", "のフリガナ", "情報", "さん", "さんのお名前":
				return true
			}
		}
	}
	return false
}

// petName reports whether a label asks for the name of an animal.
func petName(key string) bool {
	if !strings.HasSuffix(key, "名") && !strings.HasSuffix(key, "名前") && !strings.HasSuffix(key, "なまえ") && !strings.HasSuffix(key, "種類") && !strings.HasSuffix(key, "種") {
		return false
	}
	for _, w := range [...]string{"ペット", "動物", "どうぶつ", "わんちゃん", "ねこちゃん", "猫ちゃん", "ワンちゃん", "ネコちゃん", "愛犬", "愛猫", "犬", "猫", "患者動物"} {
		if strings.HasPrefix(key, w) {
			return true
		}
	}
	return false
}

// dropBeast takes what has been read from place n on out of the record when it is
// told of the animal. label is the word before the answer, "" when there is none.
func (f *filling) dropBeast(n int, label, answer string) {
	if !f.animal || ofKeepers(label) {
		return
	}
	kept := f.rec.Values[:n]
	for _, v := range f.rec.Values[n:] {
		mine := v.Kind.Special() || v.Kind == detect.Sex || v.Kind == detect.Age || v.Kind == detect.BirthDate || v.Kind == detect.PatientNumber ||
			v.Kind == detect.PersonName && petName(label)
		if i := strings.Index(answer, v.Text); mine && !(i >= 0 && ofKeeper(v.Kind, answer[:i])) {
			continue
		}
		kept = append(kept, v)
	}
	f.rec.Values = kept
}

// keyBefore returns the word that stands before cell j of a row, label or not.
func keyBefore(w *row, j int) string {
	if j == 0 {
		return ""
	}
	return w.cells[j-1].key
}
