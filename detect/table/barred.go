package table

import (
	"slices"
	"strings"

	"monban/extract"
)

// Tables of Markdown, of wikis, and as databases print them stand in running text
// with bars between their cells, and a drawn line under the names of the columns:
//
//	| name | phone |
//	|:-----|------:|
//
// The drawn line says that it is a table, whatever the names are.

const bars = "|│┃｜"

// barred reports whether a line may be one of such a table. More than that only the
// drawn line tells.
func barred(s string) bool {
	return strings.IndexByte(s, '|') >= 0 || strings.Contains(s, "│") || underlined(s)
}

// underlined reports whether a line is the one under the names of columns.
func underlined(s string) bool {
	if len(s) < 3 || len(s) > headerMost || strings.Trim(s, "-=+|:─━┼│├┤┝┥╂ \t") != "" {
		return false
	}
	return strings.ContainsAny(s, "-=─━") && strings.ContainsAny(s, "|+┼│╂")
}

// joinsBarred reports whether a line goes into the lines that wait as one of a table
// with bars; other lines than these do not wait together with it.
func (r *Reader) joinsBarred(s string) bool {
	if !barred(s) {
		if n := len(r.lines); n > 0 && r.bars {
			if n == 1 && parted(r.lines[0].Text) && parted(s) {
				r.bars = false // a bar in a heading
			} else {
				r.lined()
			}
		}
		return false
	}
	switch {
	case len(r.lines) == 0:
	case r.bars:
		if last := &r.lines[len(r.lines)-1]; !barred(last.Text) {
			r.lined()
		}
	case strings.IndexAny(s, bars) != 0:
		return false
	default:
		r.lined()
	}
	r.bars = true
	return true
}

// barTables reads lines with bars: each table in them as one, the others as they are.
func (r *Reader) barTables(lines []extract.Unit) {
	for len(lines) > 0 {
		top := -1
		for i := range lines[:len(lines)-1] {
			if a, b := &lines[i], &lines[i+1]; b.Loc.Line <= a.Loc.Line+1 && underlined(b.Text) && !underlined(a.Text) {
				top = i
				break
			}
		}
		end := len(lines)
		if top >= 0 {
			end = top
			if top > 0 && underlined(lines[top-1].Text) {
				end = top - 1 // the line above the names
			}
		}
		for _, u := range lines[:end] {
			r.prose.Text(u)
		}
		if top < 0 {
			return
		}
		end = top + 2
		for end < len(lines) && lines[end].Loc.Line <= lines[end-1].Loc.Line+1 {
			end++
		}
		r.between(lines[top:end])
		lines = lines[end:]
	}
}

// between reads a table with bars, its names first.
func (r *Reader) between(lines []extract.Unit) {
	if slices.ContainsFunc(atBars(lines[0]), func(u extract.Unit) bool { return describes[strings.ToLower(u.Text)] }) {
		for _, u := range lines {
			r.prose.Text(u)
		}
		return
	}
	r.learn(true) // the rows before
	r.close()
	for _, u := range lines {
		if units := atBars(u); len(units) > 0 {
			r.Row(units)
		}
	}
	r.learn(true)
	r.close()
}

// describes are names of columns that tell what the fields of records are, with
// examples that are nobody's.
var describes = map[string]bool{"型": true, "データ型": true, "type": true, "例": true, "example": true, "サンプル": true, "記入例": true, "入力例": true,
	"必須": true, "required": true, "default": true, "既定": true, "既定値": true, "キー": true, "key": true, "設定項目": true, "設定値": true, "環境変数": true, "variable": true, "option": true, "オプション": true, "引数": true, "初期値": true, "デフォルト": true}

// unmarked takes the marks out of a cell that say how it looks.
var unmarked = strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n", "**", "", "`", "", "\\|", "|")

// atBars parts a line at its bars. A drawn line has no cells.
func atBars(u extract.Unit) []extract.Unit {
	if underlined(u.Text) {
		return nil
	}
	s := strings.TrimSpace(u.Text)
	if i := strings.IndexAny(s, bars); i == 0 {
		_, s, _ = cutBar(s)
	}
	var out []extract.Unit
	for col := 1; s != ""; col++ {
		var text string
		text, s, _ = cutBar(s)
		if text = strings.Trim(text, " \t　"); text == "" {
			continue
		}
		v := u
		v.Text, v.Type = strings.TrimSpace(unmarked.Replace(text)), extract.Text
		v.Loc.Row, v.Loc.Col = u.Loc.Line, col
		out = append(out, v)
	}
	return out
}

// cutBar cuts s at the first bar that no backslash stands before.
func cutBar(s string) (before, after string, found bool) {
	for i, c := range s {
		if strings.ContainsRune(bars, c) && (i == 0 || s[i-1] != '\\') {
			return s[:i], s[i+len(string(c)):], true
		}
	}
	return s, "", false
}
