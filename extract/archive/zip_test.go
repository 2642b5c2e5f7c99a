package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
	"monban/extract/extracttest"
)

// TestFormat runs the conformance test on archives that the test writes
// itself, so that no binary file needs to be trusted.
func TestFormat(t *testing.T) {
	dir := t.TempDir()
	for name, b := range samples(t) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
		units, err := os.ReadFile(filepath.Join("testdata", name+".units"))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".units"), units, 0o600)
		}
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	extracttest.Run(t, Zip, dir)
	if !extracttest.Update() {
		return
	}
	for name := range samples(t) {
		b, err := os.ReadFile(filepath.Join(dir, name+".units"))
		if err == nil {
			err = os.WriteFile(filepath.Join("testdata", name+".units"), b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

type file struct {
	name, content string
	header        func(*zip.FileHeader)
}

func build(t testing.TB, comment string, files ...file) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.header != nil {
			f.header(h)
		}
		fw, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(fw, f.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func cp932(t testing.TB, s string) string {
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func legacy(h *zip.FileHeader) { h.NonUTF8 = true }

func samples(t testing.TB) map[string][]byte {
	plain := build(t, "", file{name: "a.txt", content: "one\n"}, file{name: "b/c.txt", content: "two\n"})
	out := map[string][]byte{
		"plain.zip": plain,
		"names.zip": build(t, cp932(t, "見本の一覧"),
			file{name: cp932(t, "表示/見本太郎様/能力ソート.csv"), content: "x", header: legacy},
			file{name: cp932(t, `資料\予定表.txt`), content: "y", header: legacy},
			file{name: "利用者.txt", content: "z"},
			file{name: "folder/", content: ""},
			file{name: "../../etc/passwd", content: "up"},
			file{name: "/abs.txt", content: "abs"},
			file{name: "a.txt", content: "first"},
			file{name: "a.txt", content: "second", header: func(h *zip.FileHeader) { h.Comment = "the same name" }}),
		"appended.zip": append(bytes.Repeat([]byte("\x89PNG no zip "), 10), plain...),
		"cut.zip":      plain[:len(plain)-60],
		"method.zip":   bytes.ReplaceAll(build(t, "", file{name: "a", content: "x", header: func(h *zip.FileHeader) { h.Method = zip.Store }}), []byte("\x14\x00\x08\x00\x00\x00"), []byte("\x14\x00\x08\x00\x62\x00")),
		"crypto.zip":   raw(entrySpec{name: "secret.txt", content: "top secret\n", flags: flagEncrypted, pack: pkEncrypt("pass")}),
		"aes.zip":      raw(entrySpec{name: "secret.txt", content: "top secret\n", flags: flagEncrypted, aes: true, pack: aesEncrypt("pass")}),
		"empty.zip":    build(t, ""),
	}
	lying := build(t, "", file{name: "lie.txt", content: strings.Repeat("more than declared ", 40)})
	binary.LittleEndian.PutUint32(lying[bytes.Index(lying, []byte("PK\x01\x02"))+24:], 5)
	out["lying.zip"] = lying
	bad := bytes.Clone(plain)
	bad[bytes.Index(bad, []byte("PK\x01\x02"))+16] ^= 1 // the checksum of a.txt
	out["checksum.zip"] = bad
	return out
}

// An entrySpec is one entry of a hand-made archive.
type entrySpec struct {
	name, content string
	flags         uint16
	aes           bool
	pack          func(packed []byte, crc uint32) []byte
}

func raw(s entrySpec) []byte {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, 6)
	_, _ = io.WriteString(w, s.content)
	_ = w.Close()
	crc := crc32.ChecksumIEEE([]byte(s.content))
	data := s.pack(packed.Bytes(), crc)
	method, extra := uint16(deflate), ""
	if s.aes { // AE-2, 256 bits: no checksum in the header
		method, crc, extra = aesMethod, 0, "\x01\x99\x07\x00\x02\x00AE\x03\x08\x00"
	}
	le := binary.LittleEndian
	common := le.AppendUint16(nil, 20)
	for _, v := range []uint16{s.flags, method, 0, 0} {
		common = le.AppendUint16(common, v)
	}
	for _, v := range []uint32{crc, uint32(len(data)), uint32(len(s.content))} {
		common = le.AppendUint32(common, v)
	}
	common = le.AppendUint16(common, uint16(len(s.name)))
	common = le.AppendUint16(common, uint16(len(extra)))
	out := append([]byte(sigLocal), common...)
	out = append(append(append(out, s.name...), extra...), data...)
	at := len(out)
	out = append(append(append(out, "PK\x01\x02\x14\x00"...), common...), make([]byte, 14)...)
	out = append(append(out, s.name...), extra...)
	size := len(out) - at
	out = append(out, "PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00"...)
	out = le.AppendUint32(out, uint32(size))
	out = le.AppendUint32(out, uint32(at))
	return append(out, 0, 0)
}

func pkEncrypt(password string) func([]byte, uint32) []byte {
	return func(b []byte, crc uint32) []byte {
		s := &pkStream{keys: [3]uint32{0x12345678, 0x23456789, 0x34567890}}
		for i := range len(password) {
			s.update(password[i])
		}
		plain := append(append([]byte("elevenbytes"), byte(crc>>24)), b...)
		out := make([]byte, len(plain))
		for i, c := range plain {
			k := s.keys[2] | 2
			out[i] = c ^ byte(k*(k^1)>>8)
			s.update(c)
		}
		return out
	}
}

func aesEncrypt(password string) func([]byte, uint32) []byte {
	return func(b []byte, _ uint32) []byte {
		salt := []byte("sixteen salt 123")
		key, _ := pbkdf2.Key(sha1.New, password, salt, 1000, 66)
		s := newAESStream(key, 32, bytes.NewReader(b), nil)
		enc := make([]byte, len(b))
		_, _ = s.Read(enc)
		mac := hmac.New(sha1.New, key[32:64])
		mac.Write(enc)
		out := append(append(salt, key[64:66]...), enc...)
		return append(out, mac.Sum(nil)[:10]...)
	}
}

// seen is a sink that keeps what was nested.
type seen struct {
	content map[string]string
	code    extract.Code
}

func (s *seen) Row([]extract.Unit) error { return nil }
func (s *seen) Text(extract.Unit) error  { return nil }
func (s *seen) Gap(extract.Gap) error    { return nil }

func (s *seen) File(name string, _ extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	s.content[name] = string(b)
	if ce, ok := err.(*extract.CodeError); ok {
		s.code = ce.Code
	} else if err != nil {
		s.code = extract.Corrupt
	}
	return nil
}

func TestPasswords(t *testing.T) {
	for _, tt := range []struct {
		file      string
		passwords []string
		want      string
		code      extract.Code
	}{
		{"crypto.zip", nil, "", extract.Encrypted},
		{"crypto.zip", []string{"wrong"}, "", extract.Encrypted},
		{"crypto.zip", []string{"wrong", "パス", "pass"}, "top secret\n", ""},
		{"aes.zip", nil, "", extract.Encrypted},
		{"aes.zip", []string{"wrong"}, "", extract.Encrypted},
		{"aes.zip", []string{"wrong", "pass"}, "top secret\n", ""},
	} {
		f := extracttest.File(tt.file, samples(t)[tt.file])
		f.Passwords = tt.passwords
		s := &seen{content: map[string]string{}}
		err := Zip.Read(context.Background(), f, s)
		if got := s.content["secret.txt"]; err != nil || got != tt.want || s.code != tt.code {
			t.Errorf("%s with %q: %q, code %q, error %v; want %q, %q", tt.file, tt.passwords, got, s.code, err, tt.want, tt.code)
		}
	}
	// No wrong password may ever give content, whatever the one-byte check says.
	f := extracttest.File("crypto.zip", samples(t)["crypto.zip"])
	for i := range 600 {
		f.Passwords = append(f.Passwords, fmt.Sprint("guess", i))
	}
	s := &seen{content: map[string]string{}}
	if err := Zip.Read(context.Background(), f, s); err != nil || s.code != extract.Encrypted {
		t.Errorf("600 wrong passwords: code %q, error %v", s.code, err)
	}
}

func TestBomb(t *testing.T) {
	bomb := build(t, "", file{name: "zeros", content: strings.Repeat("\x00", 64<<20)})
	w := extract.Walker{Formats: []extract.Format{Zip}, Limits: extract.DefaultLimits()}
	for name, set := range map[string]func(*extract.Limits){
		"ratio":  func(*extract.Limits) {},
		"part":   func(l *extract.Limits) { l.Part, l.Ratio = 1<<20, 0 },
		"output": func(l *extract.Limits) { l.Output, l.Ratio = 1<<20, 0 },
	} {
		w.Limits = extract.DefaultLimits()
		set(&w.Limits)
		g := &gaps{}
		if err := w.Walk(context.Background(), extract.File{Name: "b.zip", Size: int64(len(bomb)), Data: bytes.NewReader(bomb)}, g); err != nil {
			t.Fatal(err)
		}
		if len(g.codes) == 0 || g.codes[0] != extract.Limit {
			t.Errorf("%s: gaps %v, want limit", name, g.codes)
		}
	}
}

func TestNested(t *testing.T) {
	b := build(t, "", file{name: "leaf.txt", content: "x"})
	for i := range 8 {
		b = build(t, "", file{name: fmt.Sprintf("%d.zip", i), content: string(b)})
	}
	w := extract.Walker{Formats: []extract.Format{Zip}, Limits: extract.DefaultLimits()}
	g := &gaps{}
	if err := w.Walk(context.Background(), extract.File{Name: "b.zip", Size: int64(len(b)), Data: bytes.NewReader(b)}, g); err != nil {
		t.Fatal(err)
	}
	if len(g.codes) != 1 || g.codes[0] != extract.Limit || !strings.HasPrefix(g.parts[0], "7.zip!/6.zip!/") {
		t.Errorf("gaps %v at %v, want one limit", g.codes, g.parts)
	}
}

type gaps struct {
	codes []extract.Code
	parts []string
}

func (g *gaps) Row([]extract.Unit) error                     { return nil }
func (g *gaps) Text(extract.Unit) error                      { return nil }
func (g *gaps) File(string, extract.Hidden, io.Reader) error { return nil }
func (g *gaps) Gap(x extract.Gap) error {
	g.codes, g.parts = append(g.codes, x.Code), append(g.parts, x.Loc.Part)
	return nil
}

func TestPackages(t *testing.T) {
	stored := func(h *zip.FileHeader) { h.Method = zip.Store }
	for _, tt := range []struct {
		want  string
		files []file
	}{
		{"odf", []file{{name: "mimetype", content: "application/vnd.oasis.opendocument.chart", header: stored}}},
		{"ooxml", []file{{name: "[Content_Types].xml"}, {name: "other/part.xml"}}},
		{"", []file{{name: "plain.txt"}, {name: "words/document.txt"}}},
	} {
		b := build(t, "", tt.files...)
		got := ""
		for _, f := range Packages() {
			if f.Match(extracttest.File("x", b), b[:min(len(b), 4096)]) {
				got = f.Name
				break
			}
		}
		if got != tt.want {
			t.Errorf("%v is taken for %q, want %q", tt.files, got, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, b := range samples(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ef := extracttest.File("x.zip", b)
		ef.Passwords = []string{"pass"}
		ef.Limits.RatioAt, ef.Limits.Ratio = 1<<20, 200
		Zip.Match(ef, b[:min(len(b), 4096)])
		_ = Zip.Read(context.Background(), ef, extracttest.Discard{}) // must not panic or hang
	})
}

func BenchmarkRead(b *testing.B) {
	var files []file
	for i := range 50 {
		files = append(files, file{name: fmt.Sprint(i, ".txt"), content: strings.Repeat("sample text of an entry\n", 4000)})
	}
	in := build(b, "", files...)
	b.SetBytes(50 * 24 * 4000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Zip.Read(context.Background(), extracttest.File("x.zip", in), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
