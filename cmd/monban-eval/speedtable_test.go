//go:build unix

package main

import (
	"fmt"
	"strings"
	"testing"

	"monban/cmd/internal/synth"
	"monban/extract"
)

// BenchmarkTable scans the rows of tables of people, as a format would send
// them: a list of members with 16 columns, and what tables look like when they
// are at their worst. Target: 25 MB/cpu-s for the members.
func BenchmarkTable(b *testing.B) {
	b.Run("members", func(b *testing.B) { benchTable(b, members(scaled(100_000)), 0) })
	b.Run("headless", func(b *testing.B) { benchTable(b, members(scaled(100_000))[1:], 0) })
	b.Run("hidden", func(b *testing.B) { benchTable(b, members(scaled(50_000)), extract.HiddenColumn) })
	b.Run("wide", func(b *testing.B) { benchTable(b, wide(scaled(20_000)), 0) })
	b.Run("memo", func(b *testing.B) { benchTable(b, memos(scaled(10_000)), 0) })
}

// benchTable scans a table; every third column is hidden as hidden says.
func benchTable(b *testing.B, table [][]string, hidden extract.Hidden) {
	size, most := 0, 0
	for _, row := range table {
		most = max(most, len(row))
		for _, s := range row {
			size += len(s)
		}
	}
	units := make([]extract.Unit, most)
	benchUnits(b, size, func(to extract.Sink) error {
		for i, row := range table {
			for j, s := range row {
				units[j] = extract.Unit{Text: s, Loc: extract.Loc{Sheet: "名簿", Row: i + 1, Col: j + 1}}
				if j%3 == 2 {
					units[j].Hidden = hidden
				}
			}
			if err := to.Row(units[:len(row)]); err != nil {
				return err
			}
		}
		return nil
	})
}

// members is a table of people with 16 columns under their header.
func members(rows int) [][]string {
	g := synth.New(1)
	table := make([][]string, rows+1)
	table[0] = synth.LargeHeader()
	for i := range rows {
		table[i+1] = g.LargeRow(i)
	}
	return table
}

// wide is a survey: members, and 84 columns of answers, codes, amounts and
// dates beside them.
func wide(rows int) [][]string {
	table := members(rows)
	choices := []string{"はい", "いいえ", "どちらともいえない", "とても満足", "不満", "無回答"}
	for i, row := range table {
		for j := range 84 {
			n := (i*7919 + j*104729) % 99991
			var s string
			switch {
			case i == 0:
				s = fmt.Sprintf("問%d", j+1)
			case j%6 == 0:
				s = choices[n%len(choices)]
			case j%6 == 1:
				s = fmt.Sprintf("A-%05d", n)
			case j%6 == 2:
				s = fmt.Sprint(n * 10)
			case j%6 == 3:
				s = fmt.Sprintf("2024/%02d/%02d", n%12+1, n%28+1)
			case j%6 == 4:
				s = fmt.Sprintf("%d階 %d番窓口", n%9+1, n%40+1)
			default:
				s = fmt.Sprint(n%5 + 1)
			}
			row = append(row, s)
		}
		table[i] = row
	}
	return table
}

// memos is a list of members with two columns of remarks, each another.
func memos(rows int) [][]string {
	table := members(rows)
	parts := []string{
		"電話にて問い合わせあり。", "来週火曜日の午後に折り返し連絡する予定。", "資料を郵送済み。", "担当者が不在のため伝言を預かった。",
		"請求書の宛名を変更してほしいとの要望。", "次回の更新は3月末。", "駐車場の利用を希望。", "説明会に2名で参加。", "解約の申し出があったが継続となった。",
		"アンケート未回収。", "荷物は宅配ボックスに入れること。", "領収書を再発行した。",
	}
	for i, row := range table {
		one, two := "対応履歴", "備考2"
		if i > 0 {
			var s strings.Builder
			for k := range 3 + i%5 {
				s.WriteString(parts[(i*31+k*(7+i%3))%len(parts)])
			}
			one = fmt.Sprintf("%s(受付%d)", s.String(), i)
			two = fmt.Sprintf("%d回目 %s", i, parts[(i*13)%len(parts)])
		}
		table[i] = append(row, one, two)
	}
	return table
}
