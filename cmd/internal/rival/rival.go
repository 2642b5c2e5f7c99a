// Package rival reads files with other programs, and with Monban, so that what
// Monban misses can be counted. It knows how to ask pdftotext, ssconvert,
// LibreOffice, Chromium and Ghostscript, and how to compare texts whose order
// and spacing differ. It decides nothing: what share is good enough stands in
// cmd/monban-eval.
package rival

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"monban/extract"
	"monban/extract/formats"
)

// A Reading is what Monban found in one file, without recognising pictures.
type Reading struct {
	Units []extract.Unit
	Gaps  []extract.Gap
	CPU   time.Duration // user and system time of this process
}

// Read reads a file with every format of Monban.
func Read(ctx context.Context, name string, data []byte) (Reading, error) {
	limits := extract.DefaultLimits()
	limits.Scans = 0
	w := extract.Walker{Formats: formats.All(), Limits: limits}
	k := &keeper{}
	start := processTime()
	err := w.Walk(ctx, extract.File{Name: name, Size: int64(len(data)), Data: bytes.NewReader(data)}, k)
	k.CPU = processTime() - start
	return k.Reading, err
}

// keeper is a sink that keeps everything but the name of the file.
type keeper struct {
	Reading
	named bool
}

func (k *keeper) Row(cells []extract.Unit) error {
	k.Units = append(k.Units, cells...)
	return nil
}

func (k *keeper) Text(u extract.Unit) error {
	if k.named {
		k.Units = append(k.Units, u)
	}
	k.named = true // the first unit is the name
	return nil
}

func (k *keeper) Gap(g extract.Gap) error {
	k.Gaps = append(k.Gaps, g)
	return nil
}

// File is never called: the walker opens nested files itself.
func (k *keeper) File(string, extract.Hidden, io.Reader) error { return nil }

// Hidden lists the different ways in which a word was found, as reports name
// them: "" is in the open. A longer word of which it is the start is another.
func (r Reading) Hidden(word string) (out []string) {
	for _, u := range r.Units {
		i := strings.Index(u.Text, word)
		if i < 0 {
			continue
		}
		if rest := u.Text[i+len(word):]; rest != "" && rest[0] >= 'a' && rest[0] <= 'z' {
			continue
		}
		if h := u.Hidden.String(); !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// Texts counts the texts that were read, as shown and as stored.
func (r Reading) Texts() map[string]int {
	out := map[string]int{}
	for _, u := range r.Units {
		out[u.Text]++
		if u.Raw != "" && u.Raw != u.Text {
			out[u.Raw]++
		}
	}
	return out
}

// A Bag counts the characters of a text, after NFKC and without blanks and
// marks of direction: the order of a page is a matter of taste, its characters
// are not.
type Bag map[rune]int

// Add counts the characters of s.
func (b Bag) Add(s string) {
	for _, r := range norm.NFKC.String(s) {
		if !unicode.In(r, unicode.White_Space, unicode.Cc, unicode.Cf) && r != unicode.ReplacementChar {
			b[r]++
		}
	}
}

// Bag counts the characters of everything that was read.
func (r Reading) Bag() Bag {
	b := Bag{}
	for _, u := range r.Units {
		b.Add(u.Text)
	}
	return b
}

// Found counts the characters of b, and how many of them other has as well.
// With in, only characters that it accepts count.
func (b Bag) Found(other Bag, in func(rune) bool) (found, all int) {
	for r, n := range b {
		if in == nil || in(r) {
			all += n
			found += min(n, other[r])
		}
	}
	return found, all
}

// Japanese tells kana and Han characters.
func Japanese(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
