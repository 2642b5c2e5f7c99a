package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"monban/extract"
)

// update saves changes to a file behind its end, as programs do that sign or
// fill in.
func update(b []byte, changes map[int]string, trailer string) []byte {
	w := bytes.NewBuffer(bytes.Clone(b))
	i := bytes.LastIndex(b, []byte("startxref\n"))
	var prev int
	fmt.Sscanf(string(b[i+10:]), "%d", &prev)
	at := map[int]int{}
	numbers := slices.Sorted(maps.Keys(changes))
	for _, n := range numbers {
		at[n] = w.Len()
		fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", n, changes[n])
	}
	x := w.Len()
	w.WriteString("xref\n")
	for _, n := range numbers {
		fmt.Fprintf(w, "%d 1\n%010d 00000 n \n", n, at[n])
	}
	fmt.Fprintf(w, "trailer\n<< /Size 2000 /Root 1 0 R /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n", prev, trailer, x)
	return w.Bytes()
}

func stream(data string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(data), data)
}

// letterPDF has a page of three lines; contents is the number of its stream,
// page of the page.
func letterPDF() (m *maker, contents, page int) {
	m = newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	m.addPage(lines("申込書", "氏名 見本太郎", "住所 架空市一丁目"))
	return m, m.next - 1, m.next
}

func lines(s ...string) string {
	var b strings.Builder
	for i, l := range s {
		x := 50.0
		for _, w := range strings.Fields(l) {
			b.WriteString(at("J", 12, x, 700-20*float64(i), sjis(w)))
			x += width(w, 12) + 20
		}
	}
	return b.String()
}

// What an update replaced or took away is still in the file. What is as before
// is told once, and nothing is hidden where nothing was taken away.
func TestRevisions(t *testing.T) {
	utf := func(s string) string { return fmt.Sprintf("<%x>", "\xfe\xff"+utf16be(s)) }
	for _, tc := range []struct {
		name string
		file func() []byte
		want string // text:hidden of what is told of earlier revisions
	}{
		{"a line replaced", func() []byte {
			m, c, _ := letterPDF()
			return update(m.bytes(), map[int]string{c: stream(lines("申込書", "氏名 仮名花子", "住所 架空市一丁目"))}, "")
		}, "氏名 見本太郎:revision"},
		{"the same in streams", func() []byte {
			m, c, _ := letterPDF()
			return update(m.packed(), map[int]string{c: stream(lines("申込書", "氏名 仮名花子"))}, "")
		}, "氏名 見本太郎:revision|住所 架空市一丁目:revision"},
		{"the letters set anew", func() []byte {
			m, c, _ := letterPDF()
			return update(m.bytes(), map[int]string{c: stream(lines("氏名 見本", "太郎 申込書 住所 架空市 一丁目 捺印"))}, "")
		}, ""},
		{"twice", func() []byte {
			m, c, _ := letterPDF()
			b := update(m.bytes(), map[int]string{c: stream(lines("氏名 仮名花子"))}, "")
			return update(b, map[int]string{c: stream(lines("氏名 架空次郎"))}, "")
		}, "氏名 仮名花子:revision|申込書:revision|氏名 見本太郎:revision|住所 架空市一丁目:revision"},
		{"a page removed by an update", func() []byte {
			m, _, _ := letterPDF()
			m.addPage(lines("別表 見本三郎"))
			return update(m.bytes(), map[int]string{pagesNo: fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", m.pages[0])}, "")
		}, "別表 見本三郎:revision"},
		{"a page left in the file", func() []byte {
			m, _, _ := letterPDF()
			m.addPage(lines("別表 見本三郎"))
			m.pages = m.pages[:1]
			return m.bytes()
		}, "別表 見本三郎:revision"},
		{"a page left in an object stream", func() []byte {
			m, _, _ := letterPDF()
			m.addPage(lines("別表 見本三郎"))
			m.pages = m.pages[:1]
			return m.packed()
		}, "別表 見本三郎:revision"},
		{"a signature", func() []byte {
			m, _, page := letterPDF()
			look := "<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font 3 0 R >> " + stream(at("J", 10, 2, 5, sjis("印 仮名花子")))[3:]
			sig := fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [300 300 400 320] /V 1002 0 R /AP << /N 1001 0 R >> /P %d 0 R >>", page)
			was := m.objs[page]
			return update(m.bytes(), map[int]string{
				1000: sig, 1001: look, 1002: "<< /Type /Sig /Name " + utf("仮名花子") + " /Contents <00> >>",
				page: strings.TrimSuffix(was, ">>") + "/Annots [1000 0 R] >>",
			}, "")
		}, ""},
		{"a form filled in", func() []byte {
			return form(utf, "", "仮名花子")
		}, ""},
		{"a form filled in anew", func() []byte {
			return form(utf, "見本太郎", "仮名花子")
		}, "見本太郎:revision form-field"},
		{"an author replaced", func() []byte {
			m, _, _ := letterPDF()
			n := m.add("<< /Author " + utf("見本太郎作") + " /Producer (x) >>")
			m.info = fmt.Sprintf("/Info %d 0 R", n)
			return update(m.bytes(), map[int]string{n: "<< /Producer (y) >>"}, m.info)
		}, "見本太郎作:properties revision"},
		{"a file taken off", func() []byte {
			m, _, _ := letterPDF()
			file := m.stream("/Type /EmbeddedFile", "見本太郎の名簿")
			spec := m.add(fmt.Sprintf("<< /Type /Filespec /F (list.txt) /EF << /F %d 0 R >> >>", file))
			m.root = fmt.Sprintf("/Names << /EmbeddedFiles << /Names [(a) %d 0 R] >> >>", spec)
			return update(m.bytes(), map[int]string{catalogNo: "<< /Type /Catalog /Pages 2 0 R >>"}, "")
		}, "file list.txt:revision attachment"},
		{"a file kept", func() []byte {
			m, c, _ := letterPDF()
			file := m.stream("/Type /EmbeddedFile", "見本太郎の名簿")
			spec := m.add(fmt.Sprintf("<< /Type /Filespec /F (list.txt) /EF << /F %d 0 R >> >>", file))
			m.root = fmt.Sprintf("/Names << /EmbeddedFiles << /Names [(a) %d 0 R] >> >>", spec)
			return update(m.bytes(), map[int]string{c: stream(lines("申込書", "氏名 見本太郎", "住所 架空市一丁目 二番"))}, "")
		}, ""},
		{"a row of a table", func() []byte {
			m := newMaker()
			m.cidFont("J", "90ms-RKSJ-H", "Japan1")
			p := print{left: 50, top: 780, widths: []float64{80, 90, 150}, pitch: 18, size: 10, ruled: true}
			rows := [][]string{{"番号", "氏名", "電話番号"}, {"1", "見本太郎", "090-0000-0001"}, {"2", "仮名花子", "090-0000-0002"}, {"3", "架空次郎", "090-0000-0003"}}
			body, _ := p.rows(rows)
			m.addPage(body)
			less, _ := p.rows(slices.Delete(slices.Clone(rows), 2, 3))
			return update(m.bytes(), map[int]string{m.next - 1: stream(less)}, "")
		}, "番号:revision|氏名:revision|電話番号:revision|2:revision|仮名花子:revision|090-0000-0002:revision"},
		{"an end mark that is text", func() []byte {
			m, _, _ := letterPDF()
			m.stream("", "%PDF-1.4\nstartxref\n9\n%%EOF\n")
			return m.bytes()
		}, ""},
	} {
		d, err := readAll(tc.file())
		if err != nil || len(d.gaps) > 0 {
			t.Errorf("%s: %v, %v", tc.name, err, d.gaps)
			continue
		}
		var got []string
		for _, u := range d.all {
			if u.Hidden&extract.Revision != 0 {
				got = append(got, strings.Join(strings.Fields(u.Text), " ")+":"+u.Hidden.String())
			}
		}
		for i, name := range d.files {
			if d.how[i]&extract.Revision != 0 {
				got = append(got, "file "+name+":"+d.how[i].String())
			}
		}
		if s := strings.Join(got, "|"); s != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, s, tc.want)
		}
	}
}

// form is a page with a field, and an update that fills it in.
func form(utf func(string) string, before, after string) []byte {
	m := newMaker()
	m.cidFont("J", "90ms-RKSJ-H", "Japan1")
	field := func(v string) string {
		return fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V %s /Rect [300 300 400 320] >>", utf(v))
	}
	n := m.add(field(before))
	m.root = fmt.Sprintf("/AcroForm << /Fields [%d 0 R] >>", n)
	m.page = fmt.Sprintf("/Annots [%d 0 R]", n)
	m.addPage(lines("申込書", "氏名"))
	return update(m.bytes(), map[int]string{n: field(after)}, "")
}
