package rival

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"strings"
)

// page is a text with everything that Japanese offices write: variant kanji,
// half-width kana, circled digits, a kanji beyond the basic plane. The people
// in it are made up.
//
//go:embed page.html
var page string

// fonts are tried one after another; the printing program takes another one
// where the system does not have it, which is a case of its own.
var fonts = []string{"IPAGothic", "Noto Sans CJK JP", "Noto Serif CJK JP"}

// looks are styles of the whole page.
var looks = map[string]string{
	"plain":    "",
	"vertical": "writing-mode: vertical-rl;",
	"columns":  "column-count: 2;",
}

// A Producer prints made-up Japanese pages, and those of the given workbooks
// that it can print, to PDF files in dir, in its own way.
type Producer struct {
	Name  string
	Needs []string // programs of the system
	Print func(ctx context.Context, dir string, books []Book) ([]Printed, error)
}

// A Book is a workbook to print, and its text.
type Book struct {
	Name string
	Data []byte
	Text string
}

// A Printed is a PDF file and the text that it was printed from.
type Printed struct{ Path, Text string }

// Producers lists the programs whose PDF files are met most in offices, and
// that a machine without a screen can run.
func Producers() []Producer {
	return []Producer{
		{"libreoffice", []string{"soffice"}, printOffice},
		{"chromium", []string{"chromium-headless-shell"}, printBrowser},
		{"ghostscript", []string{"gs", "soffice"}, printGhost},
	}
}

// pages writes the page in all fonts and looks, and says where the PDF files
// are to be.
func pages(dir string) (html []string, out []Printed, err error) {
	for look, style := range looks {
		for _, font := range fonts {
			base := filepath.Join(dir, strings.ReplaceAll(font, " ", "-")+"-"+look)
			text := strings.NewReplacer("FONT", font, "STYLE", style).Replace(page)
			if err := os.WriteFile(base+".html", []byte(text), 0o600); err != nil {
				return nil, nil, err
			}
			html = append(html, base+".html")
			_, body, _ := strings.Cut(page, "<body>")
			out = append(out, Printed{base + ".pdf", body})
		}
	}
	return html, out, nil
}

// office converts files to PDF with LibreOffice, with a profile of its own in
// dir so that a running one is left alone.
func office(ctx context.Context, dir, filter string, paths ...string) error {
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", filter, "--outdir", dir}
	_, _, err := run(ctx, "soffice", append(args, paths...)...)
	return err
}

func printOffice(ctx context.Context, dir string, books []Book) ([]Printed, error) {
	html, out, err := pages(dir)
	if err != nil {
		return nil, err
	}
	if err := office(ctx, dir, "pdf:writer_web_pdf_Export", html...); err != nil {
		return nil, err
	}
	for _, b := range books {
		path := filepath.Join(dir, b.Name)
		if err := os.WriteFile(path, b.Data, 0o600); err != nil {
			return nil, err
		}
		if err := office(ctx, dir, "pdf:calc_pdf_Export", path); err != nil {
			return nil, err
		}
		out = append(out, Printed{strings.TrimSuffix(path, filepath.Ext(path)) + ".pdf", b.Text})
	}
	return out, nil
}

func printBrowser(ctx context.Context, dir string, _ []Book) ([]Printed, error) {
	html, out, err := pages(dir)
	if err != nil {
		return nil, err
	}
	for i, path := range html {
		// Root may not run it in its sandbox, and CI is root; the page is ours.
		_, _, err := run(ctx, "chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
			"--print-to-pdf="+out[i].Path, "file://"+filepath.ToSlash(path))
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// printGhost distils what LibreOffice printed, as a modern and as an old file.
func printGhost(ctx context.Context, dir string, books []Book) (out []Printed, err error) {
	from := filepath.Join(dir, "from")
	if err := os.Mkdir(from, 0o700); err != nil {
		return nil, err
	}
	first, err := printOffice(ctx, from, books)
	if err != nil {
		return nil, err
	}
	for _, f := range first {
		for _, level := range []string{"1.3", "1.7"} {
			to := filepath.Join(dir, strings.TrimSuffix(filepath.Base(f.Path), ".pdf")+"-"+level+".pdf")
			if _, _, err := run(ctx, "gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", "-dCompatibilityLevel="+level, "-sOutputFile="+to, f.Path); err != nil {
				return nil, err
			}
			out = append(out, Printed{to, f.Text})
		}
	}
	return out, nil
}
