package rival

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// patience is how long another program may take for one file.
const patience = 2 * time.Minute

// run starts a program and returns its output and the CPU time it took.
func run(ctx context.Context, program string, args ...string) (out []byte, cpu time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	if err = cmd.Run(); err != nil {
		err = fmt.Errorf("%s: %w: %.200s", filepath.Base(program), err, bytes.TrimSpace(stderr.Bytes()))
	}
	if s := cmd.ProcessState; s != nil {
		cpu = s.UserTime() + s.SystemTime()
	}
	return stdout.Bytes(), cpu, err
}

// PDFText is the text that pdftotext of poppler finds in the PDF at path.
func PDFText(ctx context.Context, path string) (text string, cpu time.Duration, err error) {
	out, cpu, err := run(ctx, "pdftotext", "-q", "-enc", "UTF-8", path, "-")
	return string(out), cpu, err
}

// Cells are the values, as shown, that ssconvert of Gnumeric finds in all
// sheets of the workbook at path, blanks left out.
func Cells(ctx context.Context, path string) ([]string, error) {
	dir, err := os.MkdirTemp("", "monban-rival-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if _, _, err := run(ctx, "ssconvert", "-S", path, filepath.Join(dir, "sheet.%n.csv")); err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		r := csv.NewReader(bytes.NewReader(b))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		for {
			line, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, err
			}
			for _, v := range line {
				if v != "" {
					out = append(out, v)
				}
			}
		}
	}
	return out, nil
}

// Missing names the programs of the list that this machine does not have.
func Missing(programs ...string) (out []string) {
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			out = append(out, p)
		}
	}
	return out
}
