// Package rezept reads the claims that hospitals, dentists and pharmacies send to
// the health insurers (レセプト電算処理, .UKE): lines of fields between commas, of
// which the first says what the line is. A patient begins with a line RE; the lines
// behind it, up to the next RE, are his insurance, diseases, treatments and drugs.
//
// Every patient is one row under names for the fields. The format knows where these
// stand, as in 記録条件仕様 of the ministry, and not what they tell of anybody.
package rezept

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/charset"
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

// longest is how many characters of a line are one record; a line of the
// specification has at most some thousands.
const longest = 64 << 10

func match(_ extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	in := bufio.NewReader(strings.NewReader(s))
	good, bad := 0, 0 // a damaged line among many is no reason not to read the others
	for patient := false; ; {
		line, err := next(in)
		f := record(line)
		switch {
		case err != nil: // the last line may be cut
			return (patient || isPatient(f)) && bad*10 <= good
		case f != nil:
			good++
			patient = patient || isPatient(f)
		case strings.Trim(line, ", \x1a") != "":
			bad++
		}
	}
}

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

// record cuts a line into its fields. Claims that come back have numbers of the
// insurer before them. It is nil when the line is no record.
func record(line string) []string {
	f := strings.Split(line, ",")
	for i := range f {
		f[i] = strings.Trim(f[i], "\" \t　\x1a")
	}
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

// next reads a line, or so much of it as one record may have.
func next(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for n := 0; n < longest; {
		r, _, err := in.ReadRune()
		switch {
		case err != nil:
			return b.String(), err
		case r == '\r' || r == '\n':
			if n > 0 {
				return b.String(), nil
			}
			return "", nil
		default:
			b.WriteRune(r)
			n++
		}
	}
	return b.String(), nil
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	r, err := charset.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	c := claim{to: to}
	in := bufio.NewReaderSize(r, 64<<10)
	for end := false; !end; {
		line, err := next(in)
		if end = err == io.EOF; err != nil && !end {
			return fmt.Errorf("rezept: line %d: %w", c.line+1, err)
		}
		if c.line++; line == "" {
			c.line-- // the second half of a line end
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.take(line); err != nil {
			return err
		}
	}
	if err := c.send(); err != nil {
		return err
	}
	if r.Lossy() {
		err := fmt.Errorf("rezept: %d characters are in no known character set", r.Lost())
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: err})
	}
	return nil
}
