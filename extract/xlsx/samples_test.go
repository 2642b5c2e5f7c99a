package xlsx

import (
	"bytes"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"monban/extract/extracttest"
)

func TestConformance(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// TestWriteSamples writes the workbooks of testdata anew when
// MONBAN_SAMPLES=1; run the tests with -update afterwards.
func TestWriteSamples(t *testing.T) {
	if os.Getenv("MONBAN_SAMPLES") == "" {
		t.Skip("set MONBAN_SAMPLES=1 to write the samples")
	}
	for name, data := range map[string][]byte{
		"handmade-places.xlsx":  extracttest.Zip(t, placesParts...),
		"excelize-roster.xlsx":  rosterBook(t),
		"excelize-protect.xlsx": lockedBook(t, "VelvetSweatshop"),
	} {
		if err := os.WriteFile("testdata/"+name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// rosterBook makes a list of made-up people as offices make them: a merged
// title, a head of two rows, dates of all kinds, and hidden things.
func rosterBook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(s excelize.Style) int {
		id, err := f.NewStyle(&s)
		must(err)
		return id
	}
	code := func(c string) *string { return &c }
	const s = "利用者一覧"
	must(f.SetSheetName("Sheet1", s))
	must(f.SetSheetRow(s, "A1", &[]any{"利用者一覧（見本）"}))
	must(f.MergeCell(s, "A1", "H1"))
	must(f.SetSheetRow(s, "A2", &[]any{"番号", "氏名", "生年月日", "", "", "個人番号", "備考", "内部"}))
	must(f.MergeCell(s, "C2", "E2"))
	must(f.SetSheetRow(s, "C3", &[]any{"西暦", "和暦", "短い形"}))
	names := []string{"見本 太郎", "見本 花子", "例示 次郎", "例示 三郎"}
	for i, name := range names {
		row := i + 4
		cell := func(col int) string {
			c, err := excelize.CoordinatesToCellName(col, row)
			must(err)
			return c
		}
		must(f.SetSheetRow(s, cell(1), &[]any{i + 1, name, 20000 + 3333*i, 20000 + 3333*i, 20000 + 3333*i, 123456789018 + i, "なし", "社内のみ"}))
	}
	must(f.SetCellStyle(s, "C4", "C7", style(excelize.Style{CustomNumFmt: code("yyyy/m/d")})))
	must(f.SetCellStyle(s, "D4", "D7", style(excelize.Style{CustomNumFmt: code(`[$-411]ggge"年"m"月"d"日"`)})))
	must(f.SetCellStyle(s, "E4", "E7", style(excelize.Style{NumFmt: 14})))
	must(f.SetCellStyle(s, "F4", "F4", style(excelize.Style{CustomNumFmt: code("0000-0000-0000")})))
	must(f.SetCellStyle(s, "F5", "F5", style(excelize.Style{CustomNumFmt: code(";;;")})))
	must(f.SetCellStyle(s, "F6", "F6", style(excelize.Style{NumFmt: 11})))
	must(f.SetCellStyle(s, "G4", "G4", style(excelize.Style{Font: &excelize.Font{Color: "FFFFFF"}})))
	must(f.SetCellStyle(s, "G5", "G5", style(excelize.Style{Font: &excelize.Font{Size: 1}})))
	must(f.SetCellStyle(s, "G6", "G6", style(excelize.Style{Font: &excelize.Font{Color: "FF0000"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FF0000"}}})))
	must(f.SetCellStyle(s, "G7", "G7", style(excelize.Style{Font: &excelize.Font{Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"000080"}}})))
	must(f.SetCellHyperLink(s, "B4", "mailto:taro@example.jp", "External"))
	must(f.SetCellStr(s, "I4", "hanako@example.jp"))
	must(f.SetCellHyperLink(s, "I4", "mailto:hanako@example.jp", "External"))
	must(f.AddComment(s, excelize.Comment{Cell: "B5", Author: "見本担当", Text: "電話 090-0000-0000"}))
	must(f.SetColVisible(s, "H", false))
	must(f.AutoFilter(s, "A3:H7", nil))
	must(f.SetRowVisible(s, 6, false))
	must(f.SetRowVisible(s, 1, false))
	_, err := f.NewSheet("検討者")
	must(err)
	must(f.SetSheetRow("検討者", "B2", &[]any{"見本 四郎", true, 0.5}))
	must(f.SetSheetVisible("検討者", false))
	_, err = f.NewSheet("設定")
	must(err)
	must(f.SetSheetRow("設定", "A1", &[]any{"見本 五郎"}))
	must(f.SetSheetVisible("設定", false, true))
	must(f.SetDocProps(&excelize.DocProperties{Creator: "見本担当", Created: "2024-01-01T00:00:00Z", Modified: "2024-01-01T00:00:00Z"}))
	var out bytes.Buffer
	_, err = f.WriteTo(&out)
	must(err)
	return out.Bytes()
}
