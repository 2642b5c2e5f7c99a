//go:build unix

package main

import (
	"math/rand/v2"
	"strings"
	"testing"

	"monban/extract"
)

// chance are kinds of characters that are drawn at random: nothing in them comes
// again, so that nothing that is remembered helps.
var chance = []struct {
	name string
	draw func(r *rand.Rand) string
}{
	{"han", func(r *rand.Rand) string { return string(rune(0x4e00 + r.IntN(0x5000))) }},
	{"hanUsual", func(r *rand.Rand) string { return oneOf(r, usualHan) }},
	{"hiragana", func(r *rand.Rand) string { return string(rune(0x3042 + r.IntN(0x50))) }},
	{"katakana", func(r *rand.Rand) string { return string(rune(0x30a2 + r.IntN(0x50))) }},
	{"halfwidth", func(r *rand.Rand) string { return string(rune(0xff71 + r.IntN(0x2d))) }},
	{"japanese", func(r *rand.Rand) string {
		switch r.IntN(5) {
		case 0, 1:
			return oneOf(r, usualHan)
		case 2:
			return string(rune(0x30a2 + r.IntN(0x50)))
		}
		return string(rune(0x3042 + r.IntN(0x50)))
	}},
	{"syllables", func(r *rand.Rand) string {
		return string("bdghkmnprstyz"[r.IntN(13)]) + string("aeiou"[r.IntN(5)])
	}},
	{"Syllables", func(r *rand.Rand) string {
		return string("BDGHKMNPRSTYZ"[r.IntN(13)]) + string("aeiou"[r.IntN(5)])
	}},
	{"words", func(r *rand.Rand) string {
		return string("BDGHKMNPRSTYZ"[r.IntN(13)]) + string("aeiou"[r.IntN(5)]) + string("bdghkmnprstyz"[r.IntN(13)]) + string("aeiou"[r.IntN(5)]) + " "
	}},
	{"marked", func(r *rand.Rand) string { return string(rune(0xc0+r.IntN(0x180))) + string(rune('a'+r.IntN(26))) }},
	{"cyrillic", func(r *rand.Rand) string { return string(rune(0x410 + r.IntN(0x40))) }},
	{"hangul", func(r *rand.Rand) string { return string(rune(0xac00 + r.IntN(0x2ba4))) }},
	{"arabic", func(r *rand.Rand) string { return string(rune(0x621 + r.IntN(0x30))) }},
	{"thai", func(r *rand.Rand) string { return string(rune(0xe01 + r.IntN(0x3a))) }},
	{"devanagari", func(r *rand.Rand) string { return string(rune(0x904 + r.IntN(0x40))) }},
	{"emoji", func(r *rand.Rand) string { return string(rune(0x1f300 + r.IntN(0x300))) }},
	{"unassigned", func(r *rand.Rand) string { return string(rune(0x40000 + r.IntN(0x10000))) }},
	{"any", func(r *rand.Rand) string { return string(rune(0x21 + r.IntN(0xd700))) }},
	{"digits", func(r *rand.Rand) string { return string(rune('0' + r.IntN(10))) }},
	{"numeral", func(r *rand.Rand) string { return oneOf(r, []rune("〇一二三四五六七八九十百千")) }},
	{"marks", func(r *rand.Rand) string {
		return oneOf(r, []rune("・、。，．：；？！（）「」『』〜ー＝＿－／＼｜＊＋＠＃＄％＆"))
	}},
	{"ascii", func(r *rand.Rand) string { return string(rune(0x21 + r.IntN(0x5e))) }},
	{"mixed", func(r *rand.Rand) string {
		return oneOf(r, []rune("山田太郎東京都花子あいうえおのにはアイウエオabcXYZ0123456789-・@:、。 (）"))
	}},
	{"named", func(r *rand.Rand) string {
		return oneOfWords(r, []string{"山", "田", "佐", "藤", "川", "村", "花", "子", "太", "郎", "美", "一", "様", "さん", "氏", "の", "は"})
	}},
	{"dots", func(r *rand.Rand) string {
		return string(rune(0x30a2+r.IntN(0x50))) + string(rune(0x30a2+r.IntN(0x50))) + "・"
	}},
	{"colons", func(r *rand.Rand) string { return oneOf(r, usualHan) + oneOf(r, usualHan) + ":" }},
}

// usualHan are characters that names, towns and offices are written with.
var usualHan = []rune("山田川村中本小林佐藤木大野井上高橋東西南北島崎原石松竹花子太郎美一二三和正明夫雄男幸健康介護支援病院学校市町区県都道府部課長員者人事務所会社株式有限合同名氏様年月日時分電話番号住民税金保険証書類提出期限内外前後左右新旧入退出勤務休日")

func oneOf(r *rand.Rand, of []rune) string { return string(of[r.IntN(len(of))]) }

func oneOfWords(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// BenchmarkChance scans cells and lines of characters drawn at random. Target:
// 1 MB/cpu-s each.
func BenchmarkChance(b *testing.B) {
	lengths := []struct {
		name        string
		least, most int
	}{{"1-3", 1, 3}, {"2-7", 2, 7}, {"5-12", 5, 12}, {"40", 40, 40}, {"300", 300, 300}, {"all", 100_000, 100_000}}
	if testing.Short() {
		lengths = lengths[1:2]
	}
	for _, c := range chance {
		b.Run(c.name, func(b *testing.B) {
			for _, l := range lengths {
				b.Run(l.name, func(b *testing.B) {
					cells := drawn(c.draw, l.least, l.most, scaled(600_000))
					if testing.Short() {
						benchCells(b, cells, 1, nil)
						return
					}
					b.Run("lines", func(b *testing.B) { benchLines(b, cells) })
					b.Run("column", func(b *testing.B) { benchCells(b, cells, 1, nil) })
					b.Run("columns2", func(b *testing.B) { benchCells(b, cells, 2, nil) })
					b.Run("columns5", func(b *testing.B) { benchCells(b, cells, 5, nil) })
					b.Run("headed", func(b *testing.B) { benchCells(b, cells, 3, []string{"氏名", "住所", "備考"}) })
					row := cells[:(len(cells)+1)/2]
					b.Run("row", func(b *testing.B) { benchCells(b, row, len(row), nil) })
				})
			}
		})
	}
}

// drawn returns texts of least to most pieces, size bytes in all, or one.
func drawn(draw func(r *rand.Rand) string, least, most, size int) (out []string) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 0; n < size; {
		var s strings.Builder
		for range least + r.IntN(most-least+1) {
			s.WriteString(draw(r))
		}
		out = append(out, s.String())
		n += s.Len()
	}
	return out
}

// benchLines scans lines of running text.
func benchLines(b *testing.B, lines []string) {
	benchUnits(b, sizeOf(lines), func(to extract.Sink) error {
		for i, s := range lines {
			if err := to.Text(extract.Unit{Text: s, Loc: extract.Loc{Line: i + 1}}); err != nil {
				return err
			}
		}
		return nil
	})
}

func sizeOf(list []string) (n int) {
	for _, s := range list {
		n += len(s)
	}
	return n
}

// benchCells scans cells in rows of so many columns, under a header when there
// is one.
func benchCells(b *testing.B, cells []string, columns int, header []string) {
	benchUnits(b, sizeOf(cells), func(to extract.Sink) error {
		row := make([]extract.Unit, 0, columns)
		num := 0
		send := func(list []string) error {
			num++
			row = row[:0]
			for j, s := range list {
				row = append(row, extract.Unit{Text: s, Loc: extract.Loc{Sheet: "s", Row: num, Col: j + 1}})
			}
			return to.Row(row)
		}
		if header != nil {
			if err := send(header); err != nil {
				return err
			}
		}
		for i := 0; i < len(cells); i += columns {
			if err := send(cells[i:min(i+columns, len(cells))]); err != nil {
				return err
			}
		}
		return nil
	})
}
