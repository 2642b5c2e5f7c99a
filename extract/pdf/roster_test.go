package pdf

import (
	"fmt"
	"strings"
	"testing"

	"monban/extract"
)

// person gives the cells of a made-up person.
func person(i int) []string {
	return []string{fmt.Sprint(i + 1), []string{"山田 太郎", "佐々木 花子", "髙橋 一郎"}[i%3], fmt.Sprintf("昭和%d年%d月%d日", 20+i%40, 1+i%12, 1+i%28),
		fmt.Sprintf("東京都千代田区試験町%d-%d%s", i%9+1, i%7+1, []string{"", "コーポ見本", "テスト第二マンション"}[i%3]), fmt.Sprintf("090-0000-%04d", i),
		[]string{"統合失調症", "", "発達障害と睡眠障害の疑い"}[i%3]}
}

var rosterHead = []string{"No", "氏名", "生年月日", "住所", "電話番号", "障害名"}

// roster makes pages of made-up people.
func roster(p print, people int, everyPage bool) []byte {
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	rosterPages(m, p, people, everyPage, func(s string) string { return s })
	return m.bytes()
}

func rosterPages(m *maker, p print, people int, everyPage bool, turn func(string) string) {
	var rows [][]string
	for i := range people {
		rows = append(rows, person(i))
	}
	first := true
	for len(rows) > 0 {
		q := p
		content := ""
		if first {
			content = at("J", 16, 200, 810, sjis("利用者名簿")) + at("J", 9, 50, 785, sjis("作成日：令和六年四月一日"))
			q.top -= 40
		}
		if first || everyPage {
			rows = append([][]string{rosterHead}, rows...)
		}
		body, rest := q.rows(rows)
		m.addPage(turn(content + body + at("J", 8, 280, 30, sjis(fmt.Sprintf("- %d -", len(m.pages)+1)))))
		rows, first = rest, false
	}
}

type rowSink struct {
	dump
	table []map[int]string
	where []extract.Loc
}

func (s *rowSink) Row(cells []extract.Unit) error {
	row := map[int]string{}
	for _, c := range cells {
		row[c.Loc.Col] = c.Text
	}
	s.table = append(s.table, row)
	s.where = append(s.where, cells[0].Loc)
	return s.dump.Row(cells)
}

// checkRoster reads a roster and compares every cell.
func checkRoster(t *testing.T, b []byte, people int) {
	t.Helper()
	s := &rowSink{}
	if err := Format.Read(t.Context(), fileOf(b), s); err != nil || len(s.gaps) > 0 {
		t.Fatal(err, s.gaps)
	}
	n, page, last := 0, 0, 0
	for i, row := range s.table {
		if w := s.where[i]; w.Row <= last || w.Page < page {
			t.Errorf("row %d of page %d follows row %d of page %d", w.Row, w.Page, last, page)
		}
		last, page = s.where[i].Row, s.where[i].Page
		want := rosterHead
		if row[1] != "No" {
			want = person(n)
			n++
		}
		for k, v := range want {
			if row[k+1] != v {
				t.Fatalf("row %d column %d: got %q, want %q (row %v)", i+1, k+1, row[k+1], v, row)
			}
		}
	}
	if n != people || page < 2 {
		t.Errorf("%d people on %d pages, want %d", n, page, people)
	}
	if s.lines != 2+page {
		t.Errorf("%d lines beside the table, want title, date and %d page numbers:\n%s", s.lines, page, s.text.String())
	}
}

var usual = []float64{28, 70, 100, 160, 90, 90}

func TestRosters(t *testing.T) {
	for name, p := range map[string]print{
		"ruled":             {pitch: 16, size: 9, ruled: true},
		"ruled and centred": {pitch: 16, size: 9, ruled: true, centred: true},
		"filled rules":      {pitch: 16, size: 9, ruled: true, filled: true},
		"shaded":            {pitch: 16, size: 9, ruled: true, shaded: true},
		"ruled, by letters": {pitch: 16, size: 9, ruled: true, letters: true},
		"ruled, by columns": {pitch: 13, size: 9, ruled: true, byColumn: true, centred: true},
		"columns only":      {pitch: 16, size: 9},
		"centred, dense":    {pitch: 13, size: 9, centred: true},
		"by columns":        {pitch: 15, size: 9, byColumn: true},
		"by letters":        {pitch: 16, size: 9, letters: true},
		"halves":            {pitch: 16, size: 9, halves: true},
		"shaded, no rules":  {pitch: 16, size: 9, shaded: true},
		"set to the right":  {pitch: 16, size: 9, right: true},
		"large":             {pitch: 24, size: 10, widths: []float64{30, 80, 105, 190, 90, 70}},
		"wide gaps":         {pitch: 18, size: 7, widths: []float64{40, 80, 90, 170, 80, 100}},
		"small":             {pitch: 8, size: 5, widths: []float64{40, 80, 90, 170, 80, 100}},
	} {
		p.left, p.top = 20, 800
		if p.widths == nil {
			p.widths = usual
		}
		for _, every := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/header on every page %v", name, every), func(t *testing.T) {
				checkRoster(t, roster(p, 150, every), 150)
			})
		}
	}
}

// The same roster, turned and scaled as programs do.
func TestRostersTurned(t *testing.T) {
	for name, tc := range map[string]struct{ page, before, after string }{
		"scaled":        {"", "q 0.1 0 0 0.1 0 0 cm 10 0 0 10 0 0 cm ", " Q"},
		"upside down":   {"", "q 1 0 0 -1 0 842 cm 1 0 0 -1 0 842 cm ", " Q"},
		"rotated page":  {"/Rotate 90", "", ""},
		"rotated twice": {"/Rotate 270", "q 0 1 -1 0 842 0 cm ", " Q"},
		"moved box":     {"/CropBox [0 0 595 842] /UserUnit 1", "", ""},
	} {
		for _, ruled := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/ruled %v", name, ruled), func(t *testing.T) {
				m := newMaker()
				m.cidFont("J", "90ms-RKSJ-H", "Japan1")
				if m.page = tc.page; name == "rotated twice" {
					m.page += " /MediaBox [0 0 842 595]"
				}
				rosterPages(m, print{left: 20, top: 800, widths: usual, pitch: 16, size: 9, ruled: ruled}, 110, true, func(s string) string { return tc.before + s + tc.after })
				checkRoster(t, m.bytes(), 110)
			})
		}
	}
}

func TestColumnsOfProseAreNoTable(t *testing.T) {
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	long := strings.Repeat("これは二段組みの文章であり表ではありません。", 40)
	var b strings.Builder
	left, right := wrap(long, 10, 230), wrap("右の段は別の話です。"+long, 10, 230)
	for i := range min(len(left), len(right), 40) {
		b.WriteString(at("J", 10, 40, 780-float64(i)*15, sjis(left[i])))
		b.WriteString(at("J", 10, 300, 780-float64(i)*15, sjis(right[i])))
	}
	m.addPage(b.String())
	d, err := readAll(m.bytes())
	if err != nil || d.rows > 0 {
		t.Errorf("%d rows, %v", d.rows, err)
	}
	if got := strings.Join(strings.Fields(d.text.String()), ""); !strings.HasPrefix(got, string([]rune(long)[:600])) {
		t.Errorf("the left column is not read first: %.200s", got)
	}
}
