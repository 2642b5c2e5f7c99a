package synth

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// largeColumns are the 16 columns of the files for benchmarks.
var largeColumns = mustColumns(`会員ID | - | seq:100000
 氏名 | person-name | name.wide
 フリガナ | person-name | kana
 性別 | sex | sex
 生年月日 | birth-date | birth.slash
 郵便番号 | postal-code | zip
 住所 | address | address
 電話番号 | phone | mobile
 メールアドレス | email | mail
 登録日 | - | date.s:2024
 最終購入日 | - | date.s:2026
 購入回数 | - | int:1-90
 累計金額 | - | int:1000-900000
 会員区分 | - | pick:一般,シルバー,ゴールド
 配信 | - | pick:希望,不要
 備考 | - | remark`)

// LargeRow makes row i of the files for benchmarks, 16 cells.
func (g *Gen) LargeRow(i int) []string {
	p := g.Person(mixes["adult"])
	clear(g.readings) // so many people share names
	out := make([]string, len(largeColumns))
	for j, c := range largeColumns {
		out[j] = Text(values[c.Value](Row{P: p, R: g.r, I: i}, c.Arg))
	}
	return out
}

// LargeHeader is the header of the files for benchmarks.
func LargeHeader() []string {
	var out []string
	for _, c := range largeColumns {
		out = append(out, c.Header)
	}
	return out
}

// WriteLarge writes a CSV or xlsx file, as the ending says, with rows people.
// It holds one row in memory at a time.
func WriteLarge(path string, seed uint64, rows int) error {
	g := New(seed)
	if filepath.Ext(path) == ".xlsx" {
		return g.writeLargeXLSX(path, rows)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, strings.Join(LargeHeader(), ","))
	for i := range rows {
		fmt.Fprintln(w, strings.Join(g.LargeRow(i), ","))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	return f.Close()
}

func (g *Gen) writeLargeXLSX(path string, rows int) error {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	line := func(row int, values []string) error {
		cells := make([]any, len(values))
		for j, v := range values {
			cells[j] = v
		}
		return w.SetRow(fmt.Sprintf("A%d", row), cells)
	}
	if err := line(1, LargeHeader()); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	for i := range rows {
		if err := line(i+2, g.LargeRow(i)); err != nil {
			return fmt.Errorf("synth: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	if err := f.SaveAs(path); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	return nil
}
