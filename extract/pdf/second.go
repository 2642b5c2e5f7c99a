package pdf

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"monban/extract"
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
	program, err := exec.LookPath(second)
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(j.ctx, secondPatient)
	defer cancel()
	page := strconv.Itoa(n)
	cmd := exec.CommandContext(ctx, program, "-q", "-enc", "UTF-8", "-f", page, "-l", page, "-", "-")
	cmd.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")}
	cmd.WaitDelay = time.Second
	cmd.Stdin = io.NewSectionReader(j.file.Data, 0, j.file.Size)
	out := &bounded{}
	cmd.Stdout = out
	if cmd.Run() != nil { // it cannot read the page either; the gap tells
		return j.ctx.Err()
	}
	line := 0
	for l := range strings.Lines(out.String()) {
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

// bounded keeps the start of what is written to it.
type bounded struct{ bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	b.Buffer.Write(p[:min(len(p), secondText-b.Len())])
	return len(p), nil
}
