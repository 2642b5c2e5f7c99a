package pdf

import (
	"fmt"
	"slices"
	"testing"

	"monban/extract"
)

// wideHead and widePerson are a table that is wider than the paper.
var wideHead = []string{"No", "氏名", "生年月日", "住所", "電話番号", "障害名", "手帳", "主治医", "区分", "備考", "担当", "家族"}

func widePerson(i int) []string {
	return append(person(i), []string{"1級", "2級", "なし"}[i%3], []string{"試験医師", "見本医師"}[i%2], fmt.Sprintf("区分%d", i%6+1),
		[]string{"", "送迎あり", "昼食なし"}[i%3], []string{"甲野", "乙川", "丙田"}[i%3], []string{"母と二人", "一人", "両親、妹"}[i%3])
}

// A paper is how a wide table is printed.
type paper struct {
	print
	strips [][]float64 // widths of the columns of each
	over   bool        // first over, then down
	people int
}

func (w paper) bytes() []byte {
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	var pages [][]string // by strip
	from := 0
	for s, widths := range w.strips {
		p := w.print
		p.widths = widths
		rows := [][]string{wideHead[from : from+len(widths)]}
		for i := range w.people {
			rows = append(rows, widePerson(i)[from:from+len(widths)])
		}
		from += len(widths)
		pages = append(pages, nil)
		for len(rows) > 0 {
			q, title := p, ""
			if len(pages[s]) == 0 {
				q.top -= 40
				if s == 0 {
					title = at("J", 16, 200, 810, sjis("利用者名簿"))
				}
			}
			var body string
			body, rows = q.rows(rows)
			pages[s] = append(pages[s], title+body)
		}
	}
	number := 0
	add := func(content string) {
		number++
		m.addPage(content + at("J", 8, 280, 30, sjis(fmt.Sprintf("- %d -", number))))
	}
	if w.over {
		for k := range pages[0] {
			for s := range pages {
				add(pages[s][k])
			}
		}
		return m.bytes()
	}
	for _, strip := range pages {
		for _, content := range strip {
			add(content)
		}
	}
	return m.bytes()
}

var (
	twoStrips   = [][]float64{{40, 110, 110, 280}, {110, 150, 60, 80, 60}}
	lastAlone   = [][]float64{{40, 110, 110, 280}, {110, 150, 60, 80, 60}, {120}}
	threeStrips = [][]float64{{40, 110, 110, 280}, {110, 190, 100, 100}, {80, 100, 80, 120}}
)

func TestAbreast(t *testing.T) {
	plain := print{left: 20, top: 800, pitch: 16, size: 9}
	ruled := plain
	ruled.ruled = true
	high := plain
	high.pitch, high.size, high.shaded = 24, 11, true
	for name, w := range map[string]paper{
		"two pages":                     {print: plain, strips: twoStrips, people: 30},
		"two pages, ruled":              {print: ruled, strips: twoStrips, people: 30},
		"down, then over":               {print: plain, strips: twoStrips, people: 150},
		"down, then over, ruled":        {print: ruled, strips: twoStrips, people: 150},
		"over, then down":               {print: plain, strips: twoStrips, people: 150, over: true},
		"over, then down, ruled":        {print: ruled, strips: twoStrips, people: 150, over: true},
		"three strips":                  {print: plain, strips: threeStrips, people: 100},
		"three strips, over, then down": {print: ruled, strips: threeStrips, people: 100, over: true},
		"three strips of one page":      {print: high, strips: threeStrips, people: 20},
		"a column alone":                {print: plain, strips: lastAlone, people: 150},
		"a column alone, ruled":         {print: ruled, strips: lastAlone, people: 30},
		"full pages":                    {print: plain, strips: twoStrips, people: 2*46 - 4},
	} {
		t.Run(name, func(t *testing.T) {
			s := &rowSink{}
			if err := Format.Read(t.Context(), fileOf(w.bytes()), s); err != nil || len(s.gaps) > 0 {
				t.Fatal(err, s.gaps)
			}
			if len(s.table) != 1+w.people {
				t.Fatalf("%d rows of %d people", len(s.table), w.people)
			}
			columns := 0
			for _, widths := range w.strips {
				columns += len(widths)
			}
			last := 0
			for i, row := range s.table {
				want := wideHead
				if i > 0 {
					want = widePerson(i - 1)
				}
				for k, v := range want[:columns] {
					if row[k+1] != v {
						t.Fatalf("row %d column %d: got %q, want %q (row %v)", i+1, k+1, row[k+1], v, row)
					}
				}
				if s.where[i].Row <= last {
					t.Errorf("row %d follows row %d", s.where[i].Row, last)
				}
				last = s.where[i].Row
			}
		})
	}
}

// TestNotAbreast: pages with rows at the same heights, of which none goes on
// with another to the side.
func TestNotAbreast(t *testing.T) {
	p := print{left: 20, top: 800, pitch: 15, size: 9}
	list := func(head []string, row func(int) []string, n int) (rows [][]string) {
		if head != nil {
			rows = append(rows, head)
		}
		for i := range n {
			rows = append(rows, row(i))
		}
		return rows
	}
	short := func(i int) []string { return append(person(i)[:4:4], "") }
	words := func(i int) []string {
		return []string{fmt.Sprint(i), []string{"山田 太郎", "佐々木 花子", "森 さくら"}[i%3], "希望なし", []string{"通所", "在宅", "入所"}[i%3], "継続支援の予定"}
	}
	wide := []float64{40, 80, 110, 240, 100}
	for name, pages := range map[string][2][][]string{
		"another list of the same people":   {list(wideHead[:5], short, 40), list([]string{"番号", "氏名", "月", "住所", "計"}, short, 40)},
		"goes on below without a header":    {list(wideHead[:5], short, 40), list(nil, func(i int) []string { return short(i + 40) }, 41)},
		"words only, without a header":      {list([]string{"番", "名前", "希望", "種別", "方針"}, words, 40), list(nil, func(i int) []string { return words(i + 40) }, 41)},
		"goes on below, with other columns": {list(wideHead[:5], short, 40), list([]string{"品番", "品名", "数", "会社", "値"}, short, 20)},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMaker()
			m.cidFont("J", "90ms-RKSJ-H", "Japan1")
			p.widths = wide
			want := 0
			for _, rows := range pages {
				content, rest := p.rows(rows)
				if len(rest) > 0 {
					t.Fatal("does not fit")
				}
				m.addPage(content)
				want += len(rows)
			}
			s := &rowSink{}
			if err := Format.Read(t.Context(), fileOf(m.bytes()), s); err != nil || len(s.table) != want {
				t.Errorf("%v, %d rows, want %d", err, len(s.table), want)
			}
		})
	}
}

// TestAbreastLong: of a very long table nothing is lost, and the pages that were
// kept back come in order.
func TestAbreastLong(t *testing.T) {
	w := paper{print: print{left: 20, top: 800, pitch: 28, size: 9}, strips: twoStrips, people: 25 * (maxAbreast + 7)}
	s := &rowSink{}
	if err := Format.Read(t.Context(), fileOf(w.bytes()), s); err != nil {
		t.Fatal(err)
	}
	if want := 2 * (w.people + 1); len(s.table) != want {
		t.Errorf("%d rows, want %d", len(s.table), want)
	}
	if !slices.IsSortedFunc(s.where, func(a, b extract.Loc) int { return a.Page - b.Page }) {
		t.Error("pages out of order")
	}
}
