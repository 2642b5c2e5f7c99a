package rules

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// TestTables reads testdata/tables/*.txt. A file starts with what is expected:
//
//	people 3
//	subjects 2           (those of them who are more than business contacts)
//	B person-name        (a column, or of a table on its side a row)
//	kind disability 2    (a kind and the number of people with it)
//	none                 (no finding at all)
//
// then a blank line, then the rows: cells separated by "|", blank cells empty.
// A line "== NAME" begins another sheet; a line ">" begins running text.
func TestTables(t *testing.T) {
	e := engine(t)
	names, err := filepath.Glob("testdata/tables/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no tables", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, body, ok := strings.Cut(string(b), "\n\n")
			if !ok {
				t.Fatal("no blank line behind the expectations")
			}
			got := describe(scan(t, e, body))
			for _, w := range strings.Split(want, "\n") {
				if w != "" && !strings.HasPrefix(w, "#") && !slices.Contains(got, w) {
					t.Errorf("missing: %s", w)
				}
			}
			for _, g := range got {
				if (strings.HasPrefix(g, "people ") || isColumn(g)) && !strings.Contains("\n"+want+"\n", "\n"+g+"\n") {
					t.Errorf("unexpected: %s", g)
				}
			}
			if t.Failed() {
				t.Logf("got:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

func isColumn(s string) bool {
	a, _, _ := strings.Cut(s, " ")
	return strings.ToUpper(a) == a && a != ""
}

func engine(t testing.TB) *detect.Engine {
	t.Helper()
	e, err := New(Options{CacheDir: filepath.Join(os.TempDir(), "monban-test-dictionary")})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// scan feeds the rows of body to the engine, without any format between.
func scan(t testing.TB, e *detect.Engine, body string) *detect.Result {
	t.Helper()
	e2 := *e
	e2.Read = func(_ context.Context, _ extract.File, to extract.Sink) error { return send(body, to) }
	r, err := e2.Scan(context.Background(), []extract.File{{Name: "t", Data: strings.NewReader("")}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func send(body string, to extract.Sink) error {
	sheet, row, text := "Sheet1", 0, false
	for _, line := range strings.Split(strings.TrimSuffix(body, "\n"), "\n") {
		if s, ok := strings.CutPrefix(line, "== "); ok {
			sheet, row, text = s, 0, false
			if err := to.Text(extract.Unit{Text: s, Loc: extract.Loc{Sheet: s}, Hidden: extract.SheetName, Role: extract.Name}); err != nil {
				return err
			}
			continue
		}
		if line == ">" {
			text, row = true, 0
			continue
		}
		row++
		if text {
			if err := to.Text(extract.Unit{Text: line, Loc: extract.Loc{Line: row}}); err != nil {
				return err
			}
			continue
		}
		var cells []extract.Unit
		for i, c := range strings.Split(line, "|") {
			c = strings.TrimSpace(c)
			u := extract.Unit{Text: c, Loc: extract.Loc{Sheet: sheet, Row: row, Col: i + 1}}
			if s, ok := strings.CutPrefix(c, "="); ok { // a number cell
				u.Text, u.Type = s, extract.Number
			}
			if c != "" {
				cells = append(cells, u)
			}
		}
		if len(cells) > 0 {
			if err := to.Row(cells); err != nil {
				return err
			}
		}
	}
	return nil
}

// describe lists what a result says, in the words of the test files.
func describe(r *detect.Result) []string {
	subjects := 0
	for _, p := range r.People {
		if !p.Business {
			subjects++
		}
	}
	out := []string{fmt.Sprintf("people %d", len(r.People)), fmt.Sprintf("subjects %d", subjects)}
	for _, f := range r.Files {
		for _, tb := range f.Tables {
			for _, c := range tb.Columns {
				col := string(rune('A' + c.Index - 1))
				if tb.Transposed {
					col = fmt.Sprint(c.Index)
				}
				out = append(out, fmt.Sprintf("%s %s", col, c.Kind))
			}
		}
		for _, k := range f.Kinds {
			out = append(out, fmt.Sprintf("kind %s %d", k.Kind, k.People))
		}
		if len(f.Findings) == 0 {
			out = append(out, "none")
		}
	}
	return out
}

// A comment speaks of the person of its row, however far down the sheet.
func TestCommentsBelongToTheirRow(t *testing.T) {
	e := *engine(t)
	e.Read = func(_ context.Context, _ extract.File, to extract.Sink) error {
		note := extract.Unit{Text: "統合失調症のため配慮", Loc: extract.Loc{Sheet: "s", Row: 500, Col: 1}, Hidden: extract.Comment}
		if err := to.Text(note); err != nil {
			return err
		}
		for row := 1; row <= 600; row++ {
			cells := []extract.Unit{{Text: "氏名", Loc: extract.Loc{Sheet: "s", Row: row, Col: 1}}, {Text: "区画", Loc: extract.Loc{Sheet: "s", Row: row, Col: 2}}}
			if row > 1 {
				cells[0].Text, cells[1].Text = fmt.Sprintf("織田 %s", string(rune('一'+row))), fmt.Sprint(row)
			}
			if err := to.Row(cells); err != nil {
				return err
			}
		}
		return nil
	}
	r, err := e.Scan(context.Background(), []extract.File{{Name: "t", Data: strings.NewReader("")}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files[0].Findings {
		if f.Kind == detect.Diagnosis && f.Person > 0 && f.Hidden&extract.Comment != 0 {
			return
		}
	}
	t.Error("the diagnosis in the comment of row 500 was not found")
}

// The widest sheet that a workbook can have must not take quadratic time.
func BenchmarkWideSheet(b *testing.B) {
	e := *engine(b)
	e.Read = func(_ context.Context, _ extract.File, to extract.Sink) error {
		cells := make([]extract.Unit, 16384)
		for row := 1; row <= 300; row++ {
			for i := range cells {
				cells[i] = extract.Unit{Text: fmt.Sprint(row*7 + i), Loc: extract.Loc{Sheet: "s", Row: row, Col: i + 1}}
				if row == 1 {
					cells[i].Text = fmt.Sprintf("項目%d", i)
				}
			}
			if err := to.Row(cells); err != nil {
				return err
			}
		}
		return nil
	}
	for b.Loop() {
		if _, err := e.Scan(context.Background(), []extract.File{{Name: "t", Data: strings.NewReader("")}}, detect.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Headers of several rows name the pieces of a value below the word for the whole.
func TestPiecesOfHeaders(t *testing.T) {
	all := []detect.Kind{detect.PersonName, detect.BirthDate, detect.PostalCode, detect.Phone}
	// members has a header of two rows over rows of a date, a code and a telephone in pieces.
	members := func(low string) string {
		return "会員マスタ,,,,,,,,,\n会員CD,氏名,生年月日,,,〒,,TEL,,\n," + low + "\n920-000,都築 俊哉,1992,9,26,060,0806,080,7890,5372\n472-001,大隈 和子,1951,8,12,464,0845,070,3470,2890\n896-002,津川 拓海,1968,4,10,060,0839,070,7900,6978\n"
	}
	account := []detect.Kind{detect.PersonName, detect.BirthDate, detect.BankAccount}
	e := engine(t)
	for _, c := range []formCase{
		{"numbers and letters", members(",Y,M,D,上3,下4,1,2,3"), 3, all, nil},
		{"words", members(",年,月,日,上3桁,下4桁,1,2,3"), 3, all, nil},
		{"three rows and an account", "No,生徒,,,,振込先,,,\n,氏名,生年月日,,,金融機関,支店,種別,番号\n,,年,月,日,,,,\n1,吉岡 静江,2009,8,12,りそな銀行,西支店,普通,9585690\n2,矢吹 遥,2007,1,28,福岡銀行,城南支店,普通,8701138\n3,若狭 結衣,2007,12,28,京都銀行,港支店,普通,7104532\n", 3, account, nil},
		{"an account of a group", "会員,,口座,,,\n氏名,生年月日,金融機関,支店名,種目,口座番号\n吉岡 静江,2009/8/12,りそな銀行,西支店,普通,9585690\n矢吹 遥,2007/1/28,福岡銀行,城南支店,普通,8701138\n", 2, account, nil},
		{"sales of three years", "商品,売上,,,単価,,\n,1,2,3,上,中,下\n椅子,1992,9,26,60,806,80\n机,1951,8,12,464,845,70\n棚,1968,4,10,60,839,70\n", 0, nil, nil},
		{"dates of work", "設備,点検日,,,担当,\n,年,月,日,1,2\n空調,2024,9,26,三木,原\n昇降機,2023,8,12,原,三木\n給水,2024,4,10,三木,原\n", 0, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}
