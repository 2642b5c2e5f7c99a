package rezept

import (
	"strings"
	"unicode/utf8"

	"monban/extract"
	"monban/extract/records"
)

// The columns of the table of patients.
const (
	name = iota
	kana
	sex
	birth
	chart
	insurer
	symbol
	insured
	branch
	public  // the first of four programmes that pay, each with the number of the patient
	disease = public + 8
	drug    = disease + 1
	note    = disease + 2
	columns = disease + 3
)

var names = [columns]string{"氏名", "氏名カナ", "性別", "生年月日", "カルテ番号", "保険者番号", "記号", "番号", "枝番",
	"公費負担者番号", "公費受給者番号", "公費負担者番号2", "公費受給者番号2", "公費負担者番号3", "公費受給者番号3", "公費負担者番号4", "公費受給者番号4",
	"傷病名", "処方医薬品", "摘要"}

// A claim is a file on its way to the sink.
type claim struct {
	to       extract.Sink
	line     int
	patients *records.Fixed
}

// take takes a line.
func (c *claim) take(line string) error {
	f := record(line)
	if f == nil {
		return c.rest([]string{line})
	}
	switch f[0] {
	case "RE":
		if isPatient(f) {
			return c.patient(f)
		}
	case "IR", "UK", "YK", "HM": // who claims: the number is that of an office
		if err := c.patients.Send(); err != nil {
			return err
		}
		return c.office(f)
	case "GO": // the sum of all claims: no patient's
		if err := c.patients.Send(); err != nil {
			return err
		}
	}
	if !c.patients.Open() {
		return c.rest(f[1:])
	}
	switch f[0] {
	case "HO":
		f = c.set(f, insurer, 1, symbol, 2, insured, 3)
	case "SN":
		if at(f, 1) == "1" {
			f = c.set(f, insurer, 3, symbol, 4, insured, 5, branch, 6)
		}
	case "KO":
		for i := public; i < disease; i += 2 {
			if !c.patients.Has(i) && !c.patients.Has(i+1) {
				f = c.set(f, i, 1, i+1, 2)
				break
			}
		}
	case "SY":
		f = c.sick(f, 1, 5)
	case "HS":
		f = c.sick(f, 4, 6)
	case "SB":
		f = c.group(f)
	case "IY":
		f = c.drugs(f)
	}
	return c.rest(f[1:])
}

// office sends who claims, as an office says it of itself.
func (c *claim) office(f []string) error {
	for i, v := range f {
		if strings.Contains(v, "-") && strings.Trim(v, "0123456789-()") == "" {
			f[i] = "代表電話 " + v
		}
	}
	return c.rest(append([]string{"請求元の医療機関"}, f[1:]...))
}

func at(f []string, i int) string {
	if i < len(f) {
		return f[i]
	}
	return ""
}

// patient begins the row of a patient.
func (c *claim) patient(f []string) error {
	if err := c.patients.Begin(c.line); err != nil {
		return err
	}
	at := sexAt(f)
	c.put(name, f[4])
	if at > 5 {
		c.put(kana, f[5])
	}
	c.put(sex, map[string]string{"1": "男", "2": "女"}[f[at]])
	c.put(birth, date(f[at+1]))
	number := 13 // of the chart
	if f[2][0] == '3' {
		number = 15
	}
	rest := f[at+2:]
	for i, v := range rest {
		switch i += at + 2; {
		case v == "":
		case i == number && f[2][0] != '4' && at == 5:
			c.put(chart, v)
		case at == 5 && i > number && v != "" && extract.Kana(v) && !c.patients.Has(kana):
			c.put(kana, v)
		default:
			continue
		}
		rest[i-at-2] = ""
	}
	return c.rest(rest)
}

// put puts a value into a column.
func (c *claim) put(col int, v string) { c.patients.Put(col, v, c.line) }

// set puts fields into columns that are still free, and takes them from the record.
func (c *claim) set(f []string, pairs ...int) []string {
	for i := 0; i < len(pairs); i += 2 {
		if v := at(f, pairs[i+1]); v != "" && !c.patients.Has(pairs[i]) {
			c.put(pairs[i], v)
			f[pairs[i+1]] = ""
		}
	}
	return f
}

// add adds a value to a list of the patient.
func (c *claim) add(col int, v string) { c.patients.Add(col, v, c.line) }

// uncoded is the code of a disease that is only named.
const uncoded = "0000999"

// sick adds a disease: its name, or its code where it has no name.
func (c *claim) sick(f []string, code, title int) []string {
	if v := at(f, title); v != "" && strings.Trim(v, "0123456789") != "" {
		c.add(disease, v)
		f[title] = ""
	} else if v := at(f, code); number(v, 7, 7) && v != uncoded {
		c.add(disease, "傷病名コード"+v)
	}
	return f
}

// group adds the disease of a line of a claim by groups of diagnoses (DPC), whose
// fields are told apart by what they hold: a code of seven digits, one of ICD-10, a
// name.
func (c *claim) group(f []string) []string {
	for i, v := range f[1:] {
		switch {
		case number(v, 7, 7) && v != uncoded:
			c.add(disease, "傷病名コード"+v)
		case len(v) >= 3 && len(v) <= 6 && v[0] >= 'A' && v[0] <= 'Z' && strings.Trim(v[1:], "0123456789.") == "":
			c.add(disease, "ICD10 "+v)
		case v != "" && v[0] >= utf8.RuneSelf:
			c.add(disease, v)
		default:
			continue
		}
		f[i+1] = ""
	}
	return f
}

// drugs adds the codes of drugs: nine digits, the first a 6.
func (c *claim) drugs(f []string) []string {
	for _, v := range f[1:] {
		if number(v, 9, 9) && v[0] == '6' {
			c.add(drug, "医薬品コード"+v)
		}
	}
	return f
}

// rest keeps what is no mere number: of the patient, or of the file. Numbers of up
// to nine digits are points, days and codes of treatments; nothing that is anybody's
// is so short and bare.
func (c *claim) rest(f []string) error {
	var words []string
	for _, v := range f {
		if strings.Trim(v, "0123456789.") == "" && len(v) <= 9 || utf8.RuneCountInString(v) < 2 {
			continue
		}
		words = append(words, v)
	}
	if len(words) == 0 {
		return nil
	}
	if !c.patients.Open() {
		return c.to.Text(extract.Unit{Text: strings.Join(words, " "), Loc: extract.Loc{Line: c.line}})
	}
	c.add(note, strings.Join(words, " "))
	return c.patients.Spill(disease)
}
