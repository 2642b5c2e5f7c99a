package pdf

import (
	"strconv"
	"strings"
	"time"

	"monban/extract"
	"monban/extract/tool"
)

// When the characters of a page have no known text, another reader may know
// more: pdftotext of poppler, where it is installed. What it says is read beside
// our own reading; that the page is not surely read stays said.
const (
	second        = "pdftotext"
	secondMost    = 20 // pages of a file
	secondPatient = 10 * time.Second
	secondText    = 4 << 20 // bytes of a page
)

// second sends what the other reader sees on page n.
func (j *job) second(n int) error {
	if j.asked++; j.asked > secondMost {
		return nil
	}
	if j.d.astray || !tool.Has(second) {
		return nil
	}
	page := strconv.Itoa(n)
	out, err := tool.Call{
		Program:  second,
		Args:     []string{"-q", "-enc", "UTF-8", "-f", page, "-l", page, "-", "-"},
		In:       j.d.plain(),
		Most:     secondText,
		Patience: secondPatient,
	}.Run(j.ctx)
	if err != nil { // it cannot read the page either; the gap tells
		return j.ctx.Err()
	}
	line := 0
	for l := range strings.Lines(string(out)) {
		if l = strings.TrimSpace(l); l == "" || !strings.ContainsFunc(l, legible) {
			continue
		}
		line++
		if err := j.to.Text(extract.Unit{Text: l, Loc: extract.Loc{Page: n, Line: line}}); err != nil {
			return err
		}
	}
	return nil
}

// legible reports characters that are text, and not the marks and private codes
// that stand for unknown ones.
func legible(r rune) bool {
	return r > ' ' && r != '\uFFFD' && (r < 0xE000 || r > 0xF8FF) && r < 0xF0000
}
