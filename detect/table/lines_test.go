package table

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/extract"
)

// plain drops what parts fields, and nothing else.
var plain = strings.NewReplacer(" ", "", "　", "", "\t", "")

// FuzzPartedRows parts any lines into rows: no character is lost, and cells stand
// in columns one after the other.
func FuzzPartedRows(f *testing.F) {
	f.Add("No\t氏名\t携帯\n1\t水谷 恒一\t090-1234-5678\n2\t古川 茂\t\n", true)
	f.Add(" 顧客CD  氏名          金融機関\n---------------------\n 80010   水谷　恒一    北国信用金庫\n 80011                 北国信用金庫\n", false)
	f.Add("氏名 病名 担当\n水谷　恒一  うつ病  古川\n", false)
	f.Add(strings.Repeat("a  ", 60)+"\n"+strings.Repeat("b  ", 61), false)
	f.Add(strings.Repeat("a\t", 60)+"\n"+strings.Repeat("b\t", 61), true)
	f.Fuzz(func(t *testing.T, text string, tabs bool) {
		var lines []extract.Unit
		want := ""
		for i, s := range strings.Split(text, "\n") {
			if len(s) > headerMost {
				return // waits for no table
			}
			lines = append(lines, extract.Unit{Text: s, Loc: extract.Loc{Line: i + 1}})
			if !ruled(s) {
				want += plain.Replace(s)
			}
		}
		rows := partedRows(lines, tabs)
		if rows == nil {
			return // the first is no header
		}
		var got strings.Builder
		for _, units := range rows {
			last := 0
			for _, u := range units {
				if u.Loc.Col <= last || u.Loc.Row != u.Loc.Line {
					t.Errorf("%q stands in row %d, column %d, behind column %d of line %d", u.Text, u.Loc.Row, u.Loc.Col, last, u.Loc.Line)
				}
				last = u.Loc.Col
				if !strings.Contains(lines[u.Loc.Line-1].Text, u.Text) || strings.Trim(u.Text, " 　") != u.Text {
					t.Errorf("%q is no part of line %q", u.Text, lines[u.Loc.Line-1].Text)
				}
				got.WriteString(plain.Replace(u.Text))
			}
		}
		if got.String() != want {
			t.Errorf("%q parted is %q, want %q", text, got.String(), want)
		}
	})
}

// FuzzCellsApart reads any table without a header in which a cell of kanji is a
// name: no name is lost, and in a table of nothing but names each is a record by
// itself.
func FuzzCellsApart(f *testing.F) {
	f.Add("水谷恒一\t荒川\t星野早苗\n木戸和代\t小野寺\t都築由香里\n")
	f.Add("水谷恒一\t\t星野早苗\n\t通路\t\n木戸和代\t\t都築由香里\n")
	f.Add("水谷\tミズタニ\n古川\tフルカワ\n")
	f.Add("水谷恒一\tabc\n古川茂\tdef\n\n高橋\t\n")
	f.Fuzz(func(t *testing.T, text string) {
		named := func(s string) bool {
			for _, c := range s {
				if c < 0x4e00 || c > 0x9fff {
					return false
				}
			}
			return s != ""
		}
		senses := detecttest.Mute(detect.HasKanji)
		senses.NameCell = func(s string) (float64, detect.Evidence) {
			if named(s) {
				return 3, 0
			}
			return -9, 0
		}
		senses.NameShape = named
		type place struct{ row, col int }
		got := map[place]int{}
		take := func(rec *detect.Record) {
			for i := range rec.Values {
				got[place{rec.Values[i].Loc.Row, rec.Values[i].Loc.Col}]++
			}
		}
		alone := 0 // cells that are read as running text
		r := New(senses, take, func(*detect.Table) {}, lines{&alone})
		cells, names := 0, 0
		for i, line := range strings.Split(text, "\n") {
			var units []extract.Unit
			for j, s := range strings.Split(line, "\t") {
				if strings.TrimSpace(s) != "" {
					units = append(units, extract.Unit{Text: s, Loc: extract.Loc{Sheet: "s", Row: i + 1, Col: j + 1}})
					cells++
					if named(s) {
						names++
					}
				}
			}
			r.Row(units)
		}
		r.End()
		for at, n := range got {
			if n > 1 {
				t.Errorf("%q: row %d, column %d is read %d times", text, at.row, at.col, n)
			}
		}
		if len(got)+alone > cells {
			t.Errorf("%q: %d values and %d texts of %d cells", text, len(got), alone, cells)
		}
		if names == cells && len(got) > 0 && len(got)+alone < cells {
			t.Errorf("%q: %d values and %d texts of %d names", text, len(got), alone, cells)
		}
	})
}
