package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/extract"
)

// dump is a sink that writes down what it is given.
type dump struct {
	text  strings.Builder
	rows  int
	lines int
	gaps  []extract.Gap
	files []string
	how   []extract.Hidden // of the files
	all   []extract.Unit
}

func (d *dump) unit(u extract.Unit) {
	u.Loc.Part = ""
	d.all = append(d.all, u)
	d.text.WriteString(u.Text)
	d.text.WriteByte('\n')
}

func (d *dump) Row(cells []extract.Unit) error {
	d.rows++
	for _, c := range cells {
		d.unit(c)
	}
	return nil
}

func (d *dump) Text(u extract.Unit) error {
	d.lines++
	d.unit(u)
	return nil
}

func (d *dump) File(name string, h extract.Hidden, r io.Reader) error {
	d.files, d.how = append(d.files, name), append(d.how, h)
	_, err := io.Copy(io.Discard, r)
	return err
}

func (d *dump) Gap(g extract.Gap) error {
	d.gaps = append(d.gaps, g)
	return nil
}

func fileOf(b []byte, passwords ...string) extract.File {
	return extract.File{Name: "a.pdf", Size: int64(len(b)), Data: strings.NewReader(string(b)), Limits: extract.DefaultLimits(), Passwords: passwords}
}

func readAll(b []byte, passwords ...string) (*dump, error) {
	d := &dump{}
	err := Format.Read(context.Background(), fileOf(b, passwords...), d)
	return d, err
}

// TestCorpus reads every PDF of the shared collections, which are not part of
// the repository.
func TestCorpus(t *testing.T) {
	root := "../../../shared/corpora"
	if _, err := os.Stat(root); err != nil {
		t.Skip("no shared corpora here")
	}
	out := os.Getenv("MONBAN_PDF_DUMP") // a folder for comparisons by hand
	for _, set := range []string{"pdfminer", "pypdf"} {
		err := filepath.WalkDir(filepath.Join(root, set), func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(p, ".pdf") {
				return err
			}
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			start := time.Now()
			d, err := readAll(b)
			took := time.Since(start)
			if took > time.Minute {
				t.Errorf("%s: took %v", p, took)
			}
			note := ""
			if ce := (*extract.CodeError)(nil); errors.As(err, &ce) {
				note = string(ce.Code)
			} else if err != nil {
				note = err.Error()
			}
			for _, g := range d.gaps {
				note += fmt.Sprintf(" p%d:%s(%v)", g.Loc.Page, g.Code, g.Err)
			}
			t.Logf("%-55s %6d lines %5d rows %8d bytes %6d ms %.300s", strings.TrimPrefix(p, root+"/"), d.lines, d.rows, d.text.Len(), took.Milliseconds(), note)
			if out != "" {
				return os.WriteFile(filepath.Join(out, strings.ReplaceAll(strings.TrimPrefix(p, root+"/"), "/", "_")+".txt"), []byte(d.text.String()), 0o600)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
