package rezept

import (
	"context"
	"slices"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/records"
)

// Care reads the claims of care services, as they are sent to 国保連 (伝送): of each
// the line that says of whom it is. They name nobody; the number of the insured
// tells who it is.
var Care = extract.Format{
	Name:  "care-claim",
	Ext:   []string{".csv", ".txt", ".dat"},
	Match: matchCare,
	Read:  readCare,
	Doc: extract.Doc{
		Title: "claim of care services (Kokuhoren)", TitleJa: "介護給付費請求データ（国保連 伝送）",
		Reads:   "a record for each claim: number of the insured, programmes that pay, birth date, sex, level of care",
		ReadsJa: "請求明細ごとに1レコード: 被保険者番号、公費、生年月日、性別、要介護度",
	},
}

var careNames = []string{"介護保険被保険者番号", "公費受給者番号", "生年月日", "性別", "要介護度"}

// levels are the levels of care by their codes.
var levels = map[string]string{"06": "事業対象者", "11": "要支援", "12": "要支援1", "13": "要支援2",
	"21": "要介護1", "22": "要介護2", "23": "要介護3", "24": "要介護4", "25": "要介護5"}

// careClaim gives what a line says that begins a claim: record of data, number,
// kind of message, 01, month, office, insurer, insured, three programmes with the
// number of the person, birth date, sex, level. It is nil for other lines.
func careClaim(f []string) []string {
	if len(f) < 17 || f[0] != "2" || len(f[2]) != 4 || !strings.HasPrefix(f[2], "71") || f[3] != "01" || !number(f[4], 6, 6) || len(f[5]) != 10 || len(f[7]) != 10 {
		return nil
	}
	sex := map[string]string{"1": "男", "2": "女"}[f[15]]
	if born := date(f[14]); sex != "" && born != "" {
		return []string{f[7], f[9], born, sex, levels[f[16]]}
	}
	return nil
}

func matchCare(_ extract.File, head []byte) bool {
	g := charset.Detect(head)
	if g.First == charset.Binary {
		return false
	}
	s, _ := charset.Decode(head, g.First)
	lines := linesOf(s)
	if f := fields(lines[0]); len(f) < 8 || f[0] != "1" || !number(f[1], 1, 6) || len(f[4]) != 3 && len(f[4]) != 4 {
		return false
	}
	return slices.ContainsFunc(lines[1:], func(line string) bool { return careClaim(fields(line)) != nil })
}

func readCare(ctx context.Context, f extract.File, to extract.Sink) error {
	claims := records.NewFixed(to, careNames)
	return lines(ctx, "care-claim", f, to, func(line int, s string) error {
		f := fields(s)
		claim := careClaim(f)
		if claim == nil {
			return words(to, f, line)
		}
		if err := claims.Begin(line); err != nil {
			return err
		}
		for i, v := range claim {
			claims.Put(i, v, line)
		}
		return claims.Send()
	}, claims.Send)
}

// words sends what another line says that is no mere number of codes and units; the
// number of the insured, which every line repeats, has ten digits.
func words(to extract.Sink, f []string, line int) error {
	var out []string
	for _, v := range f {
		if len(v) > 1 && (strings.Trim(v, "0123456789.") != "" || len(v) > 10) {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return to.Text(extract.Unit{Text: strings.Join(out, " "), Loc: extract.Loc{Line: line}})
}
