// Package jahis reads the medication notebooks that pharmacies give to patients as a
// file or in a square code (電子版お薬手帳, JAHISTC): lines of fields between commas,
// of which the first is the number of what the line says.
//
// The patient is one row under names for the fields, with all his drugs. The format
// knows where they stand, as in the specification of JAHIS, and not what they tell.
package jahis

import (
	"context"
	"fmt"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/records"
)

// Format reads medication notebooks.
var Format = extract.Format{
	Name:  "jahis",
	Ext:   []string{".csv", ".txt", ".dat"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "medication notebook (JAHISTC)", TitleJa: "電子版お薬手帳（JAHISTC）",
		Reads:   "a record for the patient: name, sex, birth date, address, phones, allergies, illnesses, drugs; pharmacy and doctors as text",
		ReadsJa: "患者を1レコードとして: 氏名、性別、生年月日、住所、電話、アレルギー・既往歴、薬。薬局・医師は本文として",
	},
}

// The columns of the row of a patient; the first are fields of its line in this order.
const (
	name = iota
	sex
	birth
	_ // postal code
	_ // address
	_ // phone
	_ // number for emergencies
	_ // blood group
	_ // weight
	kana
	allergy
	effect
	illness
	drug
	note
	columns
)

var names = [columns]string{"氏名", "性別", "生年月日", "郵便番号", "住所", "電話番号", "緊急連絡先", "血液型", "体重", "氏名カナ",
	"アレルギー", "副作用歴", "既往歴", "処方薬", "備考"}

func match(_ extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	return strings.HasPrefix(strings.TrimLeft(s, "\ufeff \""), "JAHISTC")
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	r, err := charset.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	b := book{to: to, patients: records.NewFixed(to, names[:])}
	err = charset.Lines(ctx, r, func(line int, s string) error {
		b.line = line
		return b.take(s)
	})
	if err != nil {
		return err
	}
	if err := b.patients.Send(); err != nil {
		return err
	}
	if r.Lossy() {
		err := fmt.Errorf("jahis: %d characters are in no known character set", r.Lost())
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: err})
	}
	return nil
}

// A book is a file on its way to the sink.
type book struct {
	to       extract.Sink
	line     int
	patients *records.Fixed
}

// drugs are the numbers of lines that name a drug, and the field with its name.
var drugs = map[string]int{"3": 1, "201": 2}

// coded are the numbers of lines that are codes, units and days but for one field
// of words, or for none.
var coded = map[string]int{"5": 0, "201": 0, "301": 2, "911": 0}

// others are the numbers of lines that name somebody else, with what these are.
var others = map[string]string{"11": "調剤薬局", "15": "薬剤師", "51": "処方医療機関", "55": "処方医師", "701": "かかりつけ薬剤師"}

// take takes a line.
func (b *book) take(line string) error {
	f := strings.Split(line, ",")
	for i := range f {
		f[i] = strings.Trim(f[i], "\" \t　\x1a\ufeff")
	}
	kind := f[0]
	if kind == "1" && len(f) > 3 {
		return b.patient(f[1:])
	}
	if title := others[kind]; title != "" {
		return b.text(title, f[1:])
	}
	if !b.patients.Open() {
		return b.text("", f)
	}
	switch {
	case kind == "2" && len(f) > 2:
		col := map[string]int{"1": allergy, "2": effect, "3": illness}[f[1]]
		if col == 0 {
			col = note
		}
		b.add(col, f[2])
		f[2] = ""
	case drugs[kind] > 0 && drugs[kind] < len(f):
		b.add(drug, f[drugs[kind]])
		f[drugs[kind]] = ""
	}
	words, isCoded := coded[kind]
	for i, v := range f {
		word, long := strings.Trim(v, "0123456789.") != "", len(v) > 10
		if i > 0 && (word && i == words || !isCoded && (word || long) || word && long) {
			b.add(note, v)
		}
	}
	return b.patients.Spill(allergy)
}

// patient begins the row of a patient.
func (b *book) patient(f []string) error {
	if err := b.patients.Begin(b.line); err != nil {
		return err
	}
	for i, v := range f {
		switch {
		case i == sex && v == "1":
			v = "男"
		case i == sex && v == "2":
			v = "女"
		case i > kana:
			i = note
		}
		b.add(i, v)
	}
	return nil
}

// add adds a value to what a column has.
func (b *book) add(col int, v string) { b.patients.Add(col, v, b.line) }

// text sends what a line says of others than the patient.
func (b *book) text(title string, f []string) error {
	words := strings.Join(strings.Fields(title+" "+strings.Join(f, " ")), " ")
	if words == "" {
		return nil
	}
	return b.to.Text(extract.Unit{Text: words, Loc: extract.Loc{Line: b.line}})
}
