// Package pdf reads PDF files: the text of every page in reading order, tables
// as rows, form fields, annotations, properties, outlines and attached files.
//
// The objects of a file are read by github.com/ledongthuc/pdf, from a form of
// the file that this package prepares: it follows or rebuilds the table of
// objects, unpacks object streams and undoes encryption before the library
// sees anything, because the library trusts its input. All that makes text of
// objects is here: fonts, character maps, content streams, layout.
//
// The pictures of a page that may be scans of documents are unpacked and put
// together as the page shows them; extract/ocr reads them. What is not unpacked
// here (JBIG2, JPEG 2000, mixed facsimile) is drawn by a program of the system
// where there is one, and is a gap where not.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"

	"monban/extract"
)

// Format reads PDF.
var Format = extract.Format{
	Name:  "pdf",
	Ext:   []string{".pdf"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "PDF", TitleJa: "PDF",
		Reads:   "text in reading order with tables as rows, also those printed on pages side by side, form fields, annotations, outlines, properties, attached files, text that is invisible, off the page or under pictures and boxes, what earlier revisions and removed pages still hold; scanned pages and pictures of document size by OCR; damaged files after repair; locked ones with the password",
		ReadsJa: "読む順のテキスト（表は行として。横に並ぶページに分かれた表も）、フォーム、注釈、しおり、プロパティ、添付ファイル、見えない文字・ページ外の文字・画像や塗りつぶしの下の文字、ファイルに残っている更新前の版と取り除いたページ。スキャンしたページと文書ほどの大きさの画像は OCR で。壊れたファイルは修復して。パスワードがあれば保護されたものも",
		Not:     "pictures in JBIG2 and JPEG 2000 where pdftoppm is not installed, and every scan without OCR: no-text; fonts that do not tell their characters: corrupt (pdftotext is asked too, where it is installed)",
		NotJa:   "pdftoppm がないときの JBIG2・JPEG 2000 の画像と、OCR がないときのスキャンは no-text、文字がわからないフォントは corrupt（pdftotext があれば、その読みも加えます）",
		Hidden:  extract.AltText | extract.Annotation | extract.Attachment | extract.BlackBox | extract.DefinedName | extract.FormField | extract.HiddenText | extract.Hyperlink | extract.OffPage | extract.Properties | extract.Revision | extract.SmallText | extract.UnderImage | extract.WhiteText,
	},
}

// mark begins a PDF: at the start of a line, followed by a version.
var mark = regexp.MustCompile(`(?:^|[\r\n\x00 \x{FEFF}])%PDF-[0-9]`)

// match wants the mark of a PDF in the first bytes; mail gateways and web
// forms leave junk before it.
func match(_ extract.File, head []byte) bool {
	head = head[:min(len(head), 1024)]
	return bytes.HasPrefix(head, []byte("%PDF-")) || bytes.Contains(head, []byte("%PDF-")) && mark.Match(head)
}

// maxPainted bounds the text that is kept for comparison.
const maxPainted = 32 << 20

// A job is the reading of one file.
type job struct {
	ctx   context.Context
	file  extract.File
	d     *document
	to    extract.Sink
	scans *extract.Scans

	hints  columns // columns of the last table that was laid out
	spread spread  // pages that are kept back
	row    int     // last row number of the document's tables
	old    columns // columns of the last table that was sent

	asked   int     // pages that the other reader was asked about
	files   []node  // file specifications met on the way
	told    *memory // what was sent, where the file holds earlier revisions
	past    bool    // they are being read
	tagged  bool
	painted strings.Builder // all text of the pages, without blanks, where the document has other words for it
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	d, err := open(ctx, f)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	if err := around(f, to); err != nil {
		return err
	}
	j := &job{ctx: ctx, file: f, d: d, to: to, scans: f.Scans, tagged: !d.root().get("StructTreeRoot").isNull()}
	most := d.limits.Pages
	if most <= 0 {
		most = extract.DefaultLimits().Pages
	}
	loose := d.table.loosePages()
	if len(loose) > 0 || d.changed() {
		j.told = newMemory(to)
		j.to = j.told
	}
	pages := d.pageTree(most + 1)
	if len(pages) == 0 {
		if err := j.properties(); err != nil {
			return err
		}
		return errors.New("no pages")
	}
	cut := len(pages) > most
	if cut {
		pages = pages[:most]
	}
	for i := range pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := j.page(i, pages); err != nil {
			return err
		}
	}
	if err := j.flush(); err != nil {
		return err
	}
	if err := j.rest(pages); err != nil {
		return err
	}
	if j.told != nil {
		if err := j.history(loose); err != nil {
			return err
		}
	}
	if cut {
		err := to.Gap(extract.Gap{Loc: extract.Loc{Page: most + 1}, Code: extract.Limit, Err: fmt.Errorf("more than %d pages", most)})
		if err != nil {
			return err
		}
	}
	if d.cut {
		if err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("the end of the file is missing, and pages may be with it")}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// page reads page i. When the library stopped somewhere on it, the file is
// written anew and the page is read again; the better reading counts.
func (j *job) page(i int, pages []page) error {
	j.d.damaged = false
	c := j.draw(pages[i])
	if (j.d.damaged || c.failed > 0) && j.d.mend() {
		if again := j.d.pageTree(len(pages)); len(again) == len(pages) {
			copy(pages, again)
			if c2 := j.draw(pages[i]); c2.glyphs-c2.unknown >= c.glyphs-c.unknown {
				c = c2
			}
		}
	}
	if err := j.ctx.Err(); err != nil {
		return err
	}
	if err := j.send(i+1, c); err != nil {
		return err
	}
	if j.tagged && !j.past && j.painted.Len() < maxPainted {
		for _, p := range c.pieces {
			j.painted.WriteString(squeeze(p.text))
		}
	}
	return j.gaps(i+1, c)
}

// gaps tells what could not be read on a page.
func (j *job) gaps(n int, c *canvas) error {
	gap := func(code extract.Code, why string) error {
		return j.to.Gap(extract.Gap{Loc: extract.Loc{Page: n}, Code: code, Err: errors.New(why)})
	}
	if c.limit != "" {
		if err := gap(extract.Limit, c.limit); err != nil {
			return err
		}
	}
	switch {
	case c.unknown*20 > c.glyphs && (c.unknown >= 8 || c.unknown*2 > c.glyphs):
		// A bullet of a symbol font, or one gaiji, says nothing.
		if err := j.second(n); err != nil {
			return err
		}
		return gap(extract.Corrupt, fmt.Sprintf("%d of %d characters have no known text", c.unknown, c.glyphs))
	case c.failed > 0 || j.d.damaged:
		return gap(extract.Corrupt, "a part of the page could not be read")
	}
	pics := c.pictures()
	switch {
	case j.past:
		pics = j.told.fresh(pics)
	case j.told != nil:
		j.told.fresh(c.pics)
	}
	if len(pics) > 0 {
		return j.recognise(n, c.view, pics)
	}
	if c.glyphs > 0 {
		return nil
	}
	if c.fonts > 0 && c.texts > 0 {
		return gap(extract.Corrupt, "the page has fonts but no readable characters")
	}
	return nil
}

// view is the part of the page that a reader sees, and the matrix that turns
// it upright with its corner at 0, 0.
func (p page) view() (rect, matrix) {
	box := func(n node) (rect, bool) {
		v := n.list()
		if len(v) != 4 {
			return rect{}, false
		}
		a, b, c, d := v[0].num(), v[1].num(), v[2].num(), v[3].num()
		r := rect{min(a, c), min(b, d), max(a, c), max(b, d)}
		return r, r.w() > 0 && r.h() > 0
	}
	r, ok := box(p.mediaBox)
	if !ok {
		r = rect{0, 0, 612, 792}
	}
	if c, ok := box(p.cropBox); ok {
		if x := (rect{max(r.x0, c.x0), max(r.y0, c.y0), min(r.x1, c.x1), min(r.y1, c.y1)}); x.w() > 0 && x.h() > 0 {
			r = x
		}
	}
	m := matrix{1, 0, 0, 1, -r.x0, -r.y0}
	switch ((p.rotate.int()/90)%4 + 4) % 4 {
	case 1:
		m = matrix{0, -1, 1, 0, -r.y0, r.x1}
	case 2:
		m = matrix{-1, 0, 0, -1, r.x1, r.y1}
	case 3:
		m = matrix{0, 1, -1, 0, r.y1, -r.x0}
	}
	seen := m.rect(r.x0, r.y0, r.x1, r.y1)
	if math.IsNaN(seen.x0 + seen.x1) {
		return rect{0, 0, 612, 792}, identity
	}
	return seen, m
}

// draw runs everything that paints on the page.
func (j *job) draw(p page) *canvas {
	view, m := p.view()
	c := &canvas{view: view}
	in := j.d.interpret(c, m)
	in.guard(func() { in.run(p.get("Contents"), p.resources) })
	j.annotations(p, c, m)
	c.unstack()
	c.conceal()
	c.compare()
	return c
}
