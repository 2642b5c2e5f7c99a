package synth

import (
	_ "embed"
	"fmt"
)

//go:embed clean.txt
var cleanLayouts string

//go:embed clean2.txt
var moreCleanLayouts string

//go:embed clean3.txt
var otherCleanLayouts string

// Clean makes the business files without personal data that have a table in
// them. The others in testdata/clean were written by hand.
func Clean(seed uint64) ([]File, error) {
	layouts, err := ParseLayouts("clean.txt", cleanLayouts+moreCleanLayouts+otherCleanLayouts)
	if err != nil {
		return nil, fmt.Errorf("synth: %w", err)
	}
	var out []File
	for _, l := range layouts {
		d, err := l.Make(seed, false)
		if err != nil {
			return nil, err
		}
		out = append(out, d.File)
	}
	more, err := cleanExtra(seed)
	return append(out, more...), err
}

// cleanExtra makes the clean files that are more than one table.
func cleanExtra(seed uint64) ([]File, error) {
	g := New(seed)
	sales := &Sheet{Name: "売上"}
	sales.Put(g.r, 1, 1, Table{Title: []string{"月別売上"}, Count: 12, Columns: mustColumns("月 | - | seq\n売上 | - | int:1000-9000\n原価 | - | int:500-5000")})
	for i := range 12 {
		sales.Set(4+i, 4, Cell{Value: Formula(fmt.Sprintf("B%d-C%d", 4+i, 4+i))})
	}
	sales.Set(16, 1, Cell{Value: "合計"})
	sales.Set(16, 4, Cell{Value: Formula("SUM(D4:D15)")})
	form := &Sheet{Name: "申込書"}
	for i, label := range []string{"利用申込書", "", "申込日", "ふりがな", "氏名", "生年月日", "住所", "電話番号", "障害名", "手帳の種類・等級", "受給者証番号", "主治医", "緊急連絡先", "備考"} {
		form.Set(i+1, 2, Cell{Value: label})
	}
	form.Set(6, 3, Cell{Value: "昭和・平成・令和　　年　　月　　日"})
	form.Set(8, 3, Cell{Value: "（　　　）　　　－"})
	form.Set(10, 3, Cell{Value: "身体・療育・精神　　　級"})
	list := &Sheet{Name: "名簿様式"}
	for j, label := range []string{"No.", "氏名", "フリガナ", "生年月日", "マイナンバー", "住所", "電話", "障害種別", "備考"} {
		list.Set(1, j+1, Cell{Value: label})
	}
	for i := range 30 {
		list.Set(i+2, 1, Cell{Value: i + 1})
	}
	var out []File
	for _, b := range []struct {
		name   string
		sheets []*Sheet
	}{{"数式つき売上.xlsx", []*Sheet{sales}}, {"利用申込書_様式.xlsx", []*Sheet{form}}, {"名簿_様式.xlsx", []*Sheet{list}}} {
		data, err := XLSX(b.sheets...)
		if err != nil {
			return nil, err
		}
		out = append(out, File{b.name, data})
	}
	text := &Sheet{}
	text.Put(g.r, 1, 1, Table{Count: 15, Columns: mustColumns("品番 | - | code:P\n品名 | - | product")})
	z, err := Zip(File{"見積/品番一覧.csv", CSV(text)}, File{"見積/readme.txt", []byte(lines("お見積りの品番一覧です。", "単価は別紙価格表をご覧ください。"))})
	if err != nil {
		return nil, err
	}
	out = append(out, File{"見積一式.zip", z}, File{"空の様式.pdf", PDF(form, true)})
	return out, nil
}
