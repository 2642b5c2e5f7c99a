package eml

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"github.com/jhillyerd/enmime/v2"

	"monban/extract"
	"monban/extract/extracttest"
)

// everything is a sink that keeps the leaves of a mail and of mails in it.
type everything struct {
	files [][]byte
	text  strings.Builder
	gaps  int
	depth int
}

func (e *everything) Row([]extract.Unit) error { return nil }
func (e *everything) Gap(extract.Gap) error    { e.gaps++; return nil }

func (e *everything) Text(u extract.Unit) error {
	e.text.WriteString(u.Text + "\n")
	return nil
}

func (e *everything) File(name string, _ extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	e.files = append(e.files, b)
	if f := extracttest.File(name, b); e.depth < 5 && Format.Match(f, b[:min(len(b), 4096)]) {
		e.depth++
		err = Format.Read(context.Background(), f, e)
		e.depth--
	}
	return err
}

// has tells whether the content of a part is among the leaves: as a file, or
// as text, however its lines end and whatever its character set.
func (e *everything) has(part []byte) bool {
	decoded, _ := decodings(part, "")
	for _, want := range []string{plain(string(part)), plain(decoded)} {
		if want == "" || strings.Contains(plain(e.text.String()), want) {
			return true
		}
		for _, f := range e.files {
			if bytes.Equal(f, part) || strings.Contains(plain(string(f)), want) {
				return true
			}
		}
	}
	return false
}

// plain leaves letters and digits of ASCII, so that two decodings of a text
// agree.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, s)
}

// byEnmime lists the contents of all leaves that enmime finds.
func byEnmime(mail []byte) (out [][]byte) {
	root, err := enmime.ReadParts(bytes.NewReader(mail))
	if err != nil {
		return nil
	}
	var walk func(p *enmime.Part)
	walk = func(p *enmime.Part) {
		for ; p != nil; p = p.NextSibling {
			if p.FirstChild == nil {
				out = append(out, p.Content)
			}
			walk(p.FirstChild)
		}
	}
	walk(root)
	return out
}

// byGoMessage lists those that go-message finds before it gives up.
func byGoMessage(mail []byte) (out [][]byte) {
	m, err := message.Read(bytes.NewReader(mail))
	if m == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return nil
	}
	_ = m.Walk(func(_ []int, p *message.Entity, err error) error {
		if err != nil || p.MultipartReader() != nil {
			return err
		}
		b, err := io.ReadAll(p.Body)
		if err == nil {
			out = append(out, b)
		}
		return nil
	})
	return out
}

// Whatever two other readers of mail find in real mails is found here, or a
// gap says that something is missing.
func TestOracles(t *testing.T) {
	const corpora = "../../../shared/corpora"
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no shared corpora here")
	}
	mails, leaves, theirs := 0, 0, map[string]int{}
	for _, set := range []string{"enmime", "mikelmail", "sisimai"} {
		err := filepath.WalkDir(filepath.Join(corpora, set), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all := &everything{}
			if err := Format.Read(context.Background(), extracttest.File("x.eml", b), all); err != nil {
				t.Errorf("%s: %v", path, err)
				return nil
			}
			mails++
			leaves += len(all.files)
			for who, parts := range map[string][][]byte{"enmime": byEnmime(b), "go-message": byGoMessage(b)} {
				theirs[who] += len(parts)
				for i, p := range parts {
					if !all.has(p) && all.gaps == 0 {
						t.Errorf("%s: leaf %d of %s (%d bytes) is lost without a gap", strings.TrimPrefix(path, corpora), i+1, who, len(p))
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d mails: %d files found, of enmime's %d leaves and go-message's %d none lost without a gap", mails, leaves, theirs["enmime"], theirs["go-message"])
}
