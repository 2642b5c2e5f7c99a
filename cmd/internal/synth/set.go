package synth

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// A File is a made-up file.
type File struct {
	Name string
	Data []byte
}

// A Set is a message full of files, and the truth about it.
type Set struct {
	Files []File
	Truth Truth
}

// add puts a file into the set and its name into the truth.
func (s *Set) add(name string, data []byte) {
	s.Files = append(s.Files, File{name, data})
	s.Truth.Files = append(s.Truth.Files, name)
}

// Write stores the files in a folder of the set's name, and the truth beside it:
// who checks the folder must not find the answers in it.
func (s *Set) Write(dir string) error {
	dir = filepath.Join(dir, s.Truth.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	for _, f := range s.Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			return fmt.Errorf("synth: %w", err)
		}
	}
	b, err := s.Truth.Encode()
	if err != nil {
		return err
	}
	if err := os.WriteFile(dir+".truth.json", b, 0o644); err != nil {
		return fmt.Errorf("synth: %w", err)
	}
	return nil
}

// Encode writes the truth as JSON with one column a line.
func (t *Truth) Encode() ([]byte, error) {
	b, err := json.MarshalIndent(t, "", " ")
	if err != nil {
		return nil, fmt.Errorf("synth: truth: %w", err)
	}
	for _, field := range []string{"header", "kind", "values"} {
		b = bytes.ReplaceAll(b, []byte("\n     \""+field+"\""), []byte(" \""+field+"\""))
	}
	return append(b, '\n'), nil
}

// Zip packs files. Names are UTF-8 and times are left out, so that the same
// files give the same bytes.
func Zip(files ...File) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		e, err := w.Create(f.Name)
		if err == nil {
			_, err = e.Write(f.Data)
		}
		if err != nil {
			return nil, fmt.Errorf("synth: zip: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("synth: zip: %w", err)
	}
	return b.Bytes(), nil
}

// Picture draws an empty card of document size.
func Picture(w, h int) ([]byte, error) {
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Gray{200}})
	for x := range w {
		for y := range h {
			if x < 4 || y < 4 || x >= w-4 || y >= h-4 {
				m.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return nil, fmt.Errorf("synth: picture: %w", err)
	}
	return b.Bytes(), nil
}

// mustColumns parses columns that stand in this package.
func mustColumns(s string) []Column {
	cols, err := ParseColumns(s)
	if err != nil {
		panic(err)
	}
	return cols
}

// lines joins lines as Windows does.
func lines(s ...string) string { return strings.Join(s, "\r\n") + "\r\n" }
