// Package rezept reads the claims that hospitals, dentists and pharmacies send to
// the health insurers (レセプト電算処理, .UKE): lines of fields between commas, of
// which the first says what the line is. A patient begins with a line RE; the lines
// behind it, up to the next RE, are his insurance, diseases, treatments and drugs.
//
// Every patient is one row under names for the fields. The format knows where these
// stand, as in 記録条件仕様 of the ministry, and not what they tell of anybody.
package rezept

import (
	"context"
	"fmt"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/records"
)

// Format reads claims to health insurers.
var Format = extract.Format{
	Name:  "rezept",
	Ext:   []string{".uke", ".hen", ".csv", ".txt", ".dat"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "claim to health insurers (UKE)", TitleJa: "レセプト電算データ（医科・DPC・歯科・調剤・訪問看護）",
		Reads:   "a record for each patient: name, sex, birth date, numbers of insurance and chart, diseases and drugs (names or codes), comments",
		ReadsJa: "患者ごとに1レコード: 氏名、性別、生年月日、保険・公費・カルテの番号、傷病名・医薬品（名称かコード）、コメント",
	},
}

func match(_ extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	lines := linesOf(s)
	last := len(lines) - 1 // which may be cut
	good, bad := 0, 0      // a damaged line among many is no reason not to read the others
	patient := isPatient(record(lines[last]))
	for _, line := range lines[:last] {
		if f := record(line); f != nil {
			good++
			patient = patient || isPatient(f)
		} else if strings.Trim(line, ", \x1a") != "" {
			bad++
		}
	}
	return patient && bad*10 <= good
}

// linesOf cuts the head of a file into lines; the last one may be cut.
func linesOf(s string) []string { return strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n") }

// isPatient reports whether the fields are those of a line that begins a patient:
// RE, number, kind of claim, month, name, (kana,) sex, birth date.
func isPatient(f []string) bool {
	if len(f) < 7 || f[0] != "RE" || !number(f[1], 1, 6) || !number(f[2], 4, 4) || !number(f[3], 5, 6) || number(f[4], 1, 99) {
		return false
	}
	sex := sexAt(f)
	return sex > 0 && date(f[sex+1]) != ""
}

// sexAt is where the sex stands: behind the name, or behind its kana, as with
// visiting nurses. It is 0 when there is none.
func sexAt(f []string) int {
	for i := 5; i < 7 && i+1 < len(f); i++ {
		if f[i] == "1" || f[i] == "2" {
			return i
		}
	}
	return 0
}

func number(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}

// fields cuts a line into its fields.
func fields(line string) []string {
	f := strings.Split(line, ",")
	for i := range f {
		f[i] = strings.Trim(f[i], "\" \t　\x1a")
	}
	return f
}

// record cuts a line into its fields. Claims that come back have numbers of the
// insurer before them. It is nil when the line is no record.
func record(line string) []string {
	f := fields(line)
	for range 5 {
		if len(f) > 1 && number(f[0], 1, 9) {
			f = f[1:]
		}
	}
	if k := f[0]; len(f) < 2 || len(k) != 2 || k[0] < 'A' || k[0] > 'Z' || (k[1] < 'A' || k[1] > 'Z') && (k[1] < '0' || k[1] > '9') {
		return nil
	}
	return f
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	c := claim{to: to, patients: records.NewFixed(to, names[:])}
	return lines(ctx, "rezept", f, to, func(line int, s string) error {
		c.line = line
		return c.take(s)
	}, c.patients.Send)
}

// lines calls each with every line of a file that is not blank, and end behind the last.
// Characters that are in no known character set are a gap, of which the format by this
// name tells.
func lines(ctx context.Context, format string, f extract.File, to extract.Sink, each func(line int, s string) error, end func() error) error {
	r, err := charset.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	if err := charset.Lines(ctx, r, each); err != nil {
		return err
	}
	if err := end(); err != nil {
		return err
	}
	if r.Lossy() {
		err := fmt.Errorf("%s: %d characters are in no known character set", format, r.Lost())
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: err})
	}
	return nil
}
