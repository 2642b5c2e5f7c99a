package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"sort"
	"strings"

	"golang.org/x/text/encoding/japanese"
)

// A maker writes PDF files for the tests. All people in them are made up.
type maker struct {
	objs  map[int]string // body of an object, with stream data
	pages []int
	next  int
	info  string // more keys for the trailer
	root  string // more keys for the catalog
	page  string // more keys for every page
}

const (
	catalogNo = 1
	pagesNo   = 2
	fontsNo   = 3
)

func newMaker() *maker {
	return &maker{objs: map[int]string{}, next: 10}
}

func (m *maker) add(body string) int {
	m.next++
	m.objs[m.next] = body
	return m.next
}

func (m *maker) stream(dict, data string) int {
	return m.add(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

func deflate(s string) string {
	var w bytes.Buffer
	z := zlib.NewWriter(&w)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return w.String()
}

// addPage adds a page with a content stream.
func (m *maker) addPage(content string) {
	c := m.stream("/Filter /FlateDecode", deflate(content))
	m.pages = append(m.pages, m.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font 3 0 R %s >> %s >>", c, m.root3(), m.page)))
}

func (m *maker) root3() string { return m.objs[4] }

// font adds a composite font of Adobe-Japan1 that is not embedded.
func (m *maker) cidFont(name, encoding, ordering string) string {
	d := m.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /MS-Gothic /CIDSystemInfo << /Registry (Adobe) /Ordering (" + ordering + ") /Supplement 2 >> /DW 1000 /W [1 632 500] >>")
	f := m.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /MS-Gothic /Encoding /%s /DescendantFonts [%d 0 R] >>", encoding, d))
	m.objs[fontsNo] += fmt.Sprintf("/%s %d 0 R ", name, f)
	return name
}

func (m *maker) font(name, body string) {
	m.objs[fontsNo] += fmt.Sprintf("/%s %d 0 R ", name, m.add(body))
}

func (m *maker) finish() map[int]string {
	out := map[int]string{}
	for n, s := range m.objs {
		out[n] = s
	}
	delete(out, 4)
	var kids strings.Builder
	for _, p := range m.pages {
		fmt.Fprintf(&kids, "%d 0 R ", p)
	}
	out[catalogNo] = "<< /Type /Catalog /Pages 2 0 R " + m.root + " >>"
	out[pagesNo] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(m.pages))
	out[fontsNo] = "<< " + m.objs[fontsNo] + " >>"
	return out
}

func numbers(objs map[int]string) []int {
	var ns []int
	for n := range objs {
		ns = append(ns, n)
	}
	sort.Ints(ns)
	return ns
}

// bytes writes the file with a plain table.
func (m *maker) bytes() []byte { return m.write(m.finish()) }

func (m *maker) write(objs map[int]string) []byte {
	var w bytes.Buffer
	w.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	at := map[int]int{}
	ns := numbers(objs)
	for _, n := range ns {
		at[n] = w.Len()
		fmt.Fprintf(&w, "%d 0 obj\n%s\nendobj\n", n, objs[n])
	}
	x := w.Len()
	fmt.Fprintf(&w, "xref\n0 1\n0000000000 65535 f \n")
	for _, n := range ns {
		fmt.Fprintf(&w, "%d 1\n%010d 00000 n \n", n, at[n])
	}
	fmt.Fprintf(&w, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", ns[len(ns)-1]+1, m.info, x)
	return w.Bytes()
}

// packed writes the file with object streams and a cross-reference stream.
func (m *maker) packed() []byte {
	objs := m.finish()
	var w bytes.Buffer
	w.WriteString("%PDF-1.5\n")
	type entry struct{ kind, a, b int }
	at := map[int]entry{}
	var head, body strings.Builder
	packNo, xrefNo, k := 900, 901, 0
	for _, n := range numbers(objs) {
		if strings.Contains(objs[n], "stream\n") {
			at[n] = entry{1, w.Len(), 0}
			fmt.Fprintf(&w, "%d 0 obj\n%s\nendobj\n", n, objs[n])
			continue
		}
		fmt.Fprintf(&head, "%d %d ", n, body.Len())
		body.WriteString(objs[n] + "\n")
		at[n] = entry{2, packNo, k}
		k++
	}
	at[packNo] = entry{1, w.Len(), 0}
	data := deflate(head.String() + body.String())
	fmt.Fprintf(&w, "%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n", packNo, k, head.Len(), len(data), data)
	x := w.Len()
	at[xrefNo] = entry{1, x, 0}
	var index, rows strings.Builder
	for _, n := range func() []int {
		var ns []int
		for n := range at {
			ns = append(ns, n)
		}
		sort.Ints(ns)
		return ns
	}() {
		e := at[n]
		fmt.Fprintf(&index, "%d 1 ", n)
		rows.Write([]byte{byte(e.kind), byte(e.a >> 16), byte(e.a >> 8), byte(e.a), byte(e.b >> 8), byte(e.b)})
	}
	table := deflate(rows.String())
	fmt.Fprintf(&w, "%d 0 obj\n<< /Type /XRef /Size 902 /W [1 3 2] /Index [%s] /Root 1 0 R %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", xrefNo, index.String(), m.info, len(table), table, x)
	return w.Bytes()
}

func sjis(s string) string {
	out, err := japanese.ShiftJIS.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func eucjp(s string) string {
	out, err := japanese.EUCJP.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// at shows a string in a font at a place.
func at(font string, size, x, y float64, code string) string {
	return fmt.Sprintf("BT /%s %g Tf 1 0 0 1 %g %g Tm <%x> Tj ET\n", font, size, x, y, code)
}

func line(x0, y0, x1, y1 float64) string { return fmt.Sprintf("%g %g m %g %g l S\n", x0, y0, x1, y1) }

// width is that of a line in a font of half-width and full-width letters.
func width(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x80 || r >= 0xff61 && r < 0xffa0 {
			w += size / 2
		} else {
			w += size
		}
	}
	return w
}

// wrap cuts s to lines of at most w.
func wrap(s string, size, w float64) []string {
	var out []string
	cur := ""
	for _, r := range s {
		if width(cur+string(r), size) > w {
			out = append(out, cur)
			cur = ""
		}
		cur += string(r)
	}
	return append(out, cur)
}

// A grid of cells to print.
type print struct {
	left, top   float64
	widths      []float64
	pitch, size float64
	ruled       bool
	centred     bool
	letters     bool // every letter is shown on its own
	halves      bool // a cell is shown in two strings
	byColumn    bool // all cells of a column before those of the next
	filled      bool // lines are thin filled boxes
	shaded      bool // cells have a background
	right       bool // the last column is set to the right
}

// cell shows one line of a cell.
func (p print) cell(x, y float64, s string) string {
	r := []rune(s)
	switch {
	case p.letters:
		var b strings.Builder
		for _, c := range r {
			b.WriteString(at("J", p.size, x, y, sjis(string(c))))
			x += width(string(c), p.size)
		}
		return b.String()
	case p.halves && len(r) > 2:
		k := len(r) / 2
		return at("J", p.size, x, y, sjis(string(r[:k]))) + at("J", p.size, x+width(string(r[:k]), p.size), y, sjis(string(r[k:])))
	}
	return at("J", p.size, x, y, sjis(s))
}

func (p print) line(x0, y0, x1, y1 float64) string {
	if p.filled {
		return fmt.Sprintf("%g %g %g %g re f\n", x0, y0, max(x1-x0, 0.5), max(y1-y0, 0.5))
	}
	return line(x0, y0, x1, y1)
}

// rows prints rows from the top and gives the content and what did not fit.
func (p print) rows(rows [][]string) (string, [][]string) {
	var rules strings.Builder
	columns := make([]strings.Builder, len(p.widths))
	y := p.top
	for len(rows) > 0 {
		lines := 1
		cells := make([][]string, len(rows[0]))
		for i, s := range rows[0] {
			cells[i] = wrap(s, p.size, p.widths[i]-4)
			lines = max(lines, len(cells[i]))
		}
		h := p.pitch + float64(lines-1)*p.size*1.2
		if y-h < 60 {
			break
		}
		x := p.left
		for i, c := range cells {
			b := &columns[0]
			if p.byColumn {
				b = &columns[i]
			}
			if p.shaded {
				fmt.Fprintf(b, "q 0.9 g %g %g %g %g re f Q\n", x, y-h, p.widths[i], h)
			}
			for k, s := range c {
				base := y - p.pitch*0.7 - float64(k)*p.size*1.2
				if p.centred {
					base -= float64(lines-len(c)) * p.size * 0.6
				}
				left := x + 2
				if p.right && i == len(cells)-1 {
					left = x + p.widths[i] - 2 - width(s, p.size)
				}
				if s != "" {
					b.WriteString(p.cell(left, base, s))
				}
			}
			if p.ruled {
				rules.WriteString(p.line(x, y-h, x, y))
				rules.WriteString(p.line(x, y, x+p.widths[i], y))
				rules.WriteString(p.line(x, y-h, x+p.widths[i], y-h))
				rules.WriteString(p.line(x+p.widths[i], y-h, x+p.widths[i], y))
			}
			x += p.widths[i]
		}
		y -= h
		rows = rows[1:]
	}
	var b strings.Builder
	for i := range columns {
		b.WriteString(columns[i].String())
	}
	return b.String() + rules.String(), rows
}
