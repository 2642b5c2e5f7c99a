package formats

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
)

func TestAll(t *testing.T) {
	all := All()
	for _, f := range all {
		if f.Name == "" || f.Match == nil || f.Read == nil {
			t.Errorf("format %q is not complete", f.Name)
		}
		if d := f.Doc; d.Title == "" || d.TitleJa == "" || d.Reads == "" && d.Not == "" || (d.Reads == "") != (d.ReadsJa == "") || (d.Not == "") != (d.NotJa == "") {
			t.Errorf("format %q is not documented in both languages", f.Name)
		}
		for _, e := range f.Ext {
			if !strings.HasPrefix(e, ".") || e != strings.ToLower(e) {
				t.Errorf("%s: ending %q must be lower case and begin with a dot", f.Name, e)
			}
		}
	}
	if all[len(all)-1].Name != "text" || !slices.ContainsFunc(all, func(f extract.Format) bool { return f.Name == "zip" }) {
		t.Error("text must stand last, and zip in the list")
	}
}

// hiddenWords are the hidden places of a unit in the golden files.
var hiddenWords = regexp.MustCompile(`(?m)hidden=([a-z -]+)$`)

// A format documents every hidden place that its tests have seen.
func TestHiddenPlaces(t *testing.T) {
	names, err := filepath.Glob("../*/testdata/*.units")
	if err != nil || len(names) < 50 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		ext := filepath.Ext(strings.TrimSuffix(name, ".units"))
		said := map[string]bool{}
		for _, f := range All() {
			if slices.Contains(f.Ext, ext) {
				for _, h := range f.Doc.Hidden.Names() {
					said[h] = true
				}
			}
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range hiddenWords.FindAllStringSubmatch(string(b), -1) {
			for _, w := range strings.Fields(m[1]) {
				if !said[w] {
					t.Errorf("%s: %s is not in the documentation of %s", filepath.Base(name), w, ext)
					said[w] = true
				}
			}
		}
	}
}

// heard is a sink that writes down what comes, in short.
type heard struct{ out []string }

func (h *heard) Row(cells []extract.Unit) error {
	s := cells[0].Loc.Part + ":"
	for _, u := range cells {
		s += " " + u.Text
	}
	h.out = append(h.out, s)
	return nil
}

func (h *heard) Text(u extract.Unit) error {
	if u.Role == extract.Name {
		h.out = append(h.out, fmt.Sprintf("%s is %s", u.Loc.Part, u.Raw))
	} else {
		h.out = append(h.out, u.Loc.Part+": "+u.Text)
	}
	return nil
}

func (h *heard) Gap(g extract.Gap) error {
	h.out = append(h.out, fmt.Sprintf("%s gap %s", g.Loc.Part, g.Code))
	return nil
}

func (h *heard) File(string, extract.Hidden, io.Reader) error {
	panic("the walker keeps files to itself")
}

func walk(t testing.TB, name string, b []byte) []string {
	t.Helper()
	h := &heard{}
	w := extract.Walker{Formats: All(), Limits: extract.DefaultLimits()}
	if err := w.Walk(context.Background(), extract.File{Name: name, Size: int64(len(b)), Data: bytes.NewReader(b)}, h); err != nil {
		t.Fatal(err)
	}
	return h.out
}

// A table in a zip in a mail: every name decoded, every row found.
func TestNested(t *testing.T) {
	sjis := func(s string) string {
		b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var z bytes.Buffer
	zw := zip.NewWriter(&z)
	fw, err := zw.CreateHeader(&zip.FileHeader{Name: sjis("一覧表.csv"), NonUTF8: true, Method: zip.Deflate})
	if err == nil {
		_, err = io.WriteString(fw, sjis("氏名,電話\r\n見本太郎,090-0000-0001\r\n試験花子,090-0000-0002\r\n"))
	}
	if err != nil || zw.Close() != nil {
		t.Fatal(err)
	}
	mail := "From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>本文</p><table><tr><td>部署</td><td>総務</td></tr></table>\r\n" +
		"--b\r\nContent-Type: application/zip; name=\"=?UTF-8?B?" + base64.StdEncoding.EncodeToString([]byte("資料.zip")) + "?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64.StdEncoding.EncodeToString(z.Bytes()) + "\r\n--b--\r\n"
	got := strings.Join(walk(t, "m.eml", []byte(mail)), "\n")
	want := strings.Join([]string{
		" is eml", ": a@example.jp", ": b@example.jp", ": x",
		"body.html is html", "body.html: 本文", "body.html: 部署 総務",
		"資料.zip is zip", "資料.zip!/一覧表.csv is csv",
		"資料.zip!/一覧表.csv: 氏名 電話", "資料.zip!/一覧表.csv: 見本太郎 090-0000-0001", "資料.zip!/一覧表.csv: 試験花子 090-0000-0002",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What nobody can read is never passed over in silence.
func TestNothingUnsaid(t *testing.T) {
	for what, in := range map[string]string{
		"random bytes": "\x01\x8f\x02\x00\x03\xff\xfe\x04\x99\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19",
		"png":          "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00",
		"ole":          "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 500),
		"cut zip":      "PK\x03\x04\x14\x00\x00\x00\x08\x00",
		"cut pdf":      "%PDF-1.7\n1 0 obj\n<<",
		"7z":           "7z\xbc\xaf\x27\x1c\x00\x04\x01\x02\x03\x04\x05\x06\x07\x08\x00\x00",
		"cut gzip":     "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c\x4a\x06",
	} {
		if got := walk(t, "x", []byte(in)); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, " gap ") }) {
			t.Errorf("%s: no gap among %q", what, got)
		}
	}
}

func FuzzWalk(f *testing.F) {
	f.Add("x.csv", []byte("a,b\n1,2\n"))
	f.Add("x.eml", []byte("Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n<p>x\r\n--b--"))
	f.Add("x.zip", []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		lim := extract.DefaultLimits()
		lim.Output, lim.Part, lim.Entries = 8<<20, 4<<20, 200
		w := extract.Walker{Formats: All(), Limits: lim}
		h := &heard{}
		if err := w.Walk(context.Background(), extract.File{Name: name, Size: int64(len(b)), Data: bytes.NewReader(b)}, h); err != nil {
			t.Errorf("Walk returned %v", err)
		}
		// A file that is not blank says something, or what is wrong with it.
		if len(bytes.TrimSpace(b)) > 0 && len(h.out) == 0 {
			t.Error("nothing was said")
		}
	})
}
