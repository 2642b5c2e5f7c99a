package table

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// What is printed in a form at the place of an answer: how to write it, where to
// put the seal, what to choose from. It is nobody's.

// printedMost is how many characters such a remark has at most.
const printedMost = 40

// instructions tell how a place of a form is to be filled in.
var instructions = detect.NewWords(`記入してください 記入下さい 記入ください ご記入 記入欄 記入のこと 記入不要 記入する 記載してください 記載のこと 書いてください 書くこと まとめて書く 自署 署名 ご署名 署名欄 押印 捺印 押して 印鑑
	写真 貼付 貼る 貼って 右詰め 左詰め 楷書 場合のみ ○で囲 〇で囲 丸で囲 を選択してください をお選びください 選んでください 銀行・信用金庫 銀行・信金 銀行・金庫 普通・当座`)

// filledByHand are the kinds whose answers are short and of a form, so that a remark
// can be told from them.
var filledByHand = detect.SetOf(detect.PersonName, detect.Address, detect.PostalCode, detect.Phone, detect.Email, detect.BirthDate, detect.Age, detect.BankAccount, detect.Career,
	detect.Family, detect.Salary, detect.Nationality)

// printed reports whether what stands at the place of an answer was printed there.
func printed(k detect.Kind, v string) bool {
	if !filledByHand.Has(k) || len(v) > printedMost*utf8.UTFMax {
		return false
	}
	switch v {
	case "印", "署名", "様", "殿", "氏", "御中", "同上", "上記", "上に同じ":
		return true
	}
	switch k {
	case detect.Family:
		return offered(v)
	case detect.BankAccount:
		if strings.Contains(v, "普通") && strings.Contains(v, "当座") || strings.HasSuffix(v, "印") {
			return true
		}
	case detect.Address:
		if strings.HasPrefix(v, "都道府県") || strings.HasPrefix(v, "都・道") {
			return true
		}
	}
	return instructions.In(v)
}

// offered reports whether a value lists relatives to choose from: 本人・配偶者・子・その他.
func offered(v string) bool {
	items, known := 0, 0
	for w := range strings.FieldsFuncSeq(v, func(c rune) bool { return strings.ContainsRune("・/、 ,", c) }) {
		items++
		if w == "本人" || w == "子" || strings.HasPrefix(w, "その他") || related[w] {
			known++
		}
	}
	return items >= 3 && known == items
}

// unticked reports whether what begins at place i of a text stands behind a box that
// nobody has ticked: 全介助 in □自立 ☑一部介助 □全介助.
func unticked(t *detect.Text, i int) bool {
	if t.Chars&detect.HasOther == 0 {
		return false
	}
	before := t.Norm[max(0, i-boxReach):i]
	open := max(strings.LastIndex(before, "□"), strings.LastIndex(before, "☐"))
	if open < 0 || strings.LastIndexAny(before, "☑■☒✓✔") > open {
		return false
	}
	return !strings.ContainsAny(strings.TrimLeft(before[open+len("□"):], " "), " \n。:") // and belongs to it
}

// boxReach is how far behind its box a choice stands at most, in bytes.
const boxReach = 90

// denied reports whether what stands at place j of row i is denied, or was left open,
// by the answer beside it: てんかん発作, ☑なし □あり.
func (f *filling) denied(i, j int) bool {
	w := &f.rows[i]
	if j+1 >= len(w.cells) || w.cells[j+1].label() || len(w.cells[j].Norm) > addressMost {
		return false
	}
	a := &w.cells[j+1]
	v := detect.Trim(a.Norm)
	return !f.r.senses.Says(v) || a.Chars&detect.HasDigit == 0 && blankForm(v) || a.Chars&detect.HasOther != 0 && f.r.denies(v)
}
