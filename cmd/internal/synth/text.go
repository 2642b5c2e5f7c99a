package synth

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/encoding/japanese"
)

// Delimited writes a sheet as text with a delimiter, lines ended with CR LF
// and values quoted where they must be.
func Delimited(s *Sheet, delimiter string) []byte {
	width := 0
	for _, line := range s.Cells {
		width = max(width, len(line))
	}
	var b strings.Builder
	for _, line := range s.Cells {
		for j := range width {
			if j > 0 {
				b.WriteString(delimiter)
			}
			if j >= len(line) {
				continue
			}
			v := Text(line[j].Value)
			if strings.ContainsAny(v, "\"\r\n"+delimiter) {
				v = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
			}
			b.WriteString(v)
		}
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}

// CSV writes a sheet as UTF-8 with a byte order mark, as Excel saves it.
func CSV(s *Sheet) []byte { return append([]byte("\xef\xbb\xbf"), Delimited(s, ",")...) }

// CP932 encodes text as Japanese Windows does. Characters that it lacks become
// their plain forms or "?".
func CP932(utf8 []byte) []byte {
	text := strings.NewReplacer("𠮷", "吉", "\U000E0100", "", "–", "-", "Ⓐ", "A").Replace(string(utf8))
	text = strings.Map(func(r rune) rune {
		if _, err := japanese.ShiftJIS.NewEncoder().String(string(r)); err != nil {
			return '?'
		}
		return r
	}, text)
	out, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		return []byte(text)
	}
	return []byte(out)
}

// JSON writes the records of the sheet's first area, keyed by header.
func JSON(s *Sheet, key string) ([]byte, error) {
	a := s.Areas[0]
	var b strings.Builder
	fmt.Fprintf(&b, "{%q: [\n", key)
	for i := range a.Rows {
		b.WriteString("  {")
		for j, c := range a.Columns {
			v, err := json.Marshal(jsonValue(s.At(a.FirstRow+i, a.FirstCol+j).Value))
			if err != nil {
				return nil, fmt.Errorf("synth: json: %w", err)
			}
			if j > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%q: %s", c.Header, v)
		}
		b.WriteString("}")
		if i+1 < a.Rows {
			b.WriteString(",")
		}
		b.WriteString("\n")
	}
	b.WriteString("]}\n")
	return []byte(b.String()), nil
}

func jsonValue(v any) any {
	switch v.(type) {
	case nil, string, int, float64:
		return v
	}
	return Text(v)
}

// SQL writes the records of the sheet's first area as a dump of a table, in
// statements of up to 20 rows.
func SQL(s *Sheet, table string) []byte {
	a := s.Areas[0]
	var names []string
	for _, c := range a.Columns {
		names = append(names, "`"+c.Header+"`")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "DROP TABLE IF EXISTS `%s`;\nCREATE TABLE `%s` (\n", table, table)
	for i, n := range names {
		fmt.Fprintf(&b, "  %s varchar(255) DEFAULT NULL", n)
		if i+1 < len(names) {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n")
	for i := range a.Rows {
		if i%20 == 0 {
			fmt.Fprintf(&b, "INSERT INTO `%s` (%s) VALUES\n", table, strings.Join(names, ", "))
		}
		b.WriteByte('(')
		for j := range a.Columns {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(sqlValue(s.At(a.FirstRow+i, a.FirstCol+j).Value))
		}
		b.WriteByte(')')
		if i%20 == 19 || i+1 == a.Rows {
			b.WriteString(";\n")
		} else {
			b.WriteString(",\n")
		}
	}
	return []byte(b.String())
}

func sqlValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case int, float64:
		return fmt.Sprint(v)
	default:
		return "'" + strings.NewReplacer("'", "''", "\\", "\\\\", "\n", "\\n").Replace(Text(v)) + "'"
	}
}

// Text is the value of a cell as text files hold it.
func Text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case EraDate:
		return eraLong(time.Time(v))
	case time.Time:
		return v.Format("2006/01/02")
	case Formula:
		return ""
	}
	return fmt.Sprint(v)
}

// XML writes the records of the sheet's first area, an element for each header.
func XML(s *Sheet, name string) []byte {
	a := s.Areas[0]
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%ss>\n", name)
	for i := range a.Rows {
		fmt.Fprintf(&b, "  <%s>\n", name)
		for j, c := range a.Columns {
			fmt.Fprintf(&b, "    <%s>", c.Header)
			_ = xml.EscapeText(&b, []byte(Text(s.At(a.FirstRow+i, a.FirstCol+j).Value))) // a builder takes all
			fmt.Fprintf(&b, "</%s>\n", c.Header)
		}
		fmt.Fprintf(&b, "  </%s>\n", name)
	}
	fmt.Fprintf(&b, "</%ss>\n", name)
	return []byte(b.String())
}
