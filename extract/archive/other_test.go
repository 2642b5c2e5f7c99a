package archive

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"monban/extract"
	"monban/extract/extracttest"
)

// sevens were made with 7-Zip 16.02: "7z a", with -m0=LZMA, -m0=PPMd, -ppass and -mhe=on.
var sevens = map[string]string{
	"plain.7z": `N3q8ryccAASs0WVN0QAAAAAAAAAhAAAAAAAAAMHXTZbgAFMATF0AOhvKYinp/bar0iuVd9du1+S/FUAYU+F+z9g+3wPuq4FaBUoz
sNlk+0uYwgS86ItE8sPjYPG01nRWJQwM+SToBeDKdiD07u6dNJCLQAAAAIEzB64P0vUM/UDAkNL/fWlNoB5mX9ylrDnhfZZqnxmw
Omejr2BqmWwgTq0bMnDvON4HpXnHnxECRyTxXEXisKfEbR1pM8BB5FjFOmke4dU1Oa5RBkh6hq0nDlGv8mw/ulHp8nY4V3OPZRKK
t1v5aFGrC9qjCarnjYQAABcGVAEJfQAHCwEAASMDAQEFXQAQAAAMgKYKAQwAiWEAAA==`,
	"lzma.7z": `N3q8ryccAATPHEdttwAAAAAAAAAgAAAAAAAAAE49JCsAOhvKYinp/bar0iuVd9du1+S/FUAYU+F+z9g+3wPuq4FaBUozsNlk+0uY
wgS86ItE8sPjYPG01nRWJQwM+SToBeDKdiD07u6dNJCLQAAAgTMHrg/Smro9QMCQ00PE4fnoshfsqpDi92etwasO8imZgxqZlZpp
Fm/kPkTPOygo2l8i0Kcu3FO+k4zIVcem5CuXhzFkzq2j29wXmV1+lZ4VEFjGnUzr0MRc6PbjtmbJU1CGeGEAAAAXBk0BCWoABwsB
AAEjAwEBBV0AEAAADHYKAXspyAAAAA==`,
	"aes.7z": `N3q8ryccAATmyk8TIAAAAAAAAABiAAAAAAAAAOA5TB2CR0jchxiCNo/RqyHZP7sElONOuQ0jnNGQfx7TX6IrSQEEBgABCSAABwsB
AAIkBvEHARJTD20uIiBEGkCvkAPZxY67FekhIQEAAQAMFBAACAoBsIXXSAAABQEZAQARDQBiAC4AdAB4AHQAAAAUCgEA1XnvlQJ6
3QEVBgEAIICkgQAA`,
	"aeshead.7z": `N3q8ryccAATRNDKYkAAAAAAAAAAuAAAAAAAAAAvRW0P2xe8aexZ+CHh1BuPqnhHH6wToQBeuiEBM/Zq5ziDUYLzHR5/PJPmQrYqw
gZ5rD04CeExgYwicbvsJ/H9gGloo0mEF6LWuF7ScRXkuTQe/cgLGrZwBnn8p3y/w3WY5YPhRB4VtKX1yqy0e1YeALC0tZXJyszVo
Pul6RrvJxYYNMj7sDLttFBWebp3yHXLN7AQXBiABCXAABwsBAAEkBvEHARJTD/6ZmKWqxHDvyymtva9etJkMYgoBSti5vAAA`,
	"ppmd.7z": `N3q8ryccAARD6z2SEwAAAAAAAABSAAAAAAAAAMgyqJAAc/lUU837rP0SdD7LoWLGSMUAAQQGAAEJEwAHCwEAASMDBAEFBgAAAQAM
EAAICgGwhddIAAAFARkGAAAAAAAAEQ0AYgAuAHQAeAB0AAAAFAoBANV575UCet0BFQYBACCApIEAAA==`,
}

// packedBzip2 is "hello, packed text\n".
const packedBzip2 = "425a683931415926535924fd124b0000055180001040042e4cc440200022013469e4100000c503db03d63850e3468bb9229c2848127e892580"

// rar5 writes an archive of version 5 without compression.
func rar5(encryptedHeaders bool, files ...file) []byte {
	vint := func(b []byte, v uint64) []byte { return binary.AppendUvarint(b, v) }
	block := func(out, body []byte) []byte {
		b := append(vint(nil, uint64(len(body))), body...)
		return append(binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(b)), b...)
	}
	out := []byte("Rar!\x1a\x07\x01\x00")
	if encryptedHeaders {
		return append(block(out, append([]byte{4, 0, 0, 0, 15}, make([]byte, 16)...)), make([]byte, 64)...)
	}
	out = block(out, []byte{1, 0, 0}) // the archive: no flags
	for _, f := range files {
		body := []byte{2, 2} // a file with data
		body = vint(body, uint64(len(f.content)))
		body = vint(body, 4) // with a checksum
		body = vint(body, uint64(len(f.content)))
		body = append(body, 0) // attributes
		body = binary.LittleEndian.AppendUint32(body, crc32.ChecksumIEEE([]byte(f.content)))
		body = append(body, 0, 1) // stored, Unix
		body = append(vint(body, uint64(len(f.name))), f.name...)
		out = append(block(out, body), f.content...)
	}
	return block(out, []byte{5, 0, 0})
}

func tarball(t testing.TB, files ...file) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o644, Uname: "mihon"}
		if strings.HasPrefix(f.content, "-> ") {
			h.Typeflag, h.Linkname, h.Size, f.content = tar.TypeSymlink, f.content[3:], 0, ""
		}
		if utf8.ValidString(f.name) {
			h.PAXRecords = map[string]string{"comment": "a note on " + f.name}
		} else {
			h.Format = tar.FormatGNU
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func fill(t testing.TB, w io.WriteCloser, err error, content string) {
	t.Helper()
	if err == nil {
		_, err = io.WriteString(w, content)
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
}

// others are the samples of every format but zip.
func others(t testing.TB) map[string][]byte {
	out := map[string][]byte{}
	for name, s := range sevens {
		b, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(s, "\n", ""))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = b
	}
	program := append([]byte("MZ"), bytes.Repeat([]byte(" a program with 7z\xbc\xaf\x27\x1c in it "), 4)...)
	out["program.7z"] = append(bytes.Clone(program), out["plain.7z"]...)

	files := []file{{name: "b/one.txt", content: "one\n"}, {name: cp932(t, "資料/表示.txt"), content: "two\n"}, {name: "link", content: "-> b/one.txt"}}
	out["plain.tar"] = tarball(t, files...)
	out["behind.tar"] = append(bytes.Clone(out["plain.tar"]), "words behind the end\n"...)
	out["damaged.tar"] = bytes.Clone(out["plain.tar"])
	out["damaged.tar"][len(out["damaged.tar"])-1024-512+2] ^= 4 // the last header

	out["plain.rar"] = rar5(false, files[:2]...)
	out["program.rar"] = append(bytes.Clone(program), rar5(false, files[0])...)
	out["locked.rar"] = rar5(true)
	bad := rar5(false, files[0])
	bad[bytes.Index(bad, []byte("one\n"))] = 'O'
	out["checksum.rar"] = bad

	const text = "hello, packed text\n"
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	name := []rune{}
	for _, c := range []byte(cp932(t, "一覧.txt")) {
		name = append(name, rune(c)) // the library writes Latin-1
	}
	z.Name = string(name)
	fill(t, z, nil, text)
	out["plain.gz"] = bytes.Clone(buf.Bytes())
	out["cut.gz"] = out["plain.gz"][:len(out["plain.gz"])-10]

	buf.Reset()
	x, err := xz.NewWriter(&buf)
	fill(t, x, err, text)
	out["plain.txt.xz"] = bytes.Clone(buf.Bytes())

	buf.Reset()
	s, err := zstd.NewWriter(&buf)
	fill(t, s, err, text)
	out["plain.txt.zst"] = bytes.Clone(buf.Bytes())

	if out["plain.txt.bz2"], err = hex.DecodeString(packedBzip2); err != nil {
		t.Fatal(err)
	}
	return out
}

// byEnding are the formats of the samples.
var byEnding = map[string]extract.Format{".7z": SevenZip, ".rar": RAR, ".tar": Tar, ".gz": Gzip, ".bz2": Bzip2, ".xz": XZ, ".zst": Zstd}

func TestOthers(t *testing.T) {
	for name, b := range others(t) {
		t.Run(name, func(t *testing.T) {
			f := byEnding[filepath.Ext(name)]
			got := extracttest.Units(t, f, name, b)
			golden := filepath.Join("testdata", name+".units")
			if extracttest.Update() {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(golden); err != nil || got != string(want) {
				t.Errorf("units differ from %s (%v)\ngot:\n%s\nwant:\n%s", golden, err, got, want)
			}
			extracttest.Obey(t, f, name, b)
		})
	}
}

func TestSevenPasswords(t *testing.T) {
	for _, name := range []string{"aes.7z", "aeshead.7z"} {
		for _, tt := range []struct {
			passwords []string
			want      string
		}{{nil, ""}, {[]string{"wrong"}, ""}, {[]string{"", "wrong", "pass"}, "top secret text\n"}} {
			f := extracttest.File(name, others(t)[name])
			f.Passwords = tt.passwords
			s := &seen{content: map[string]string{}}
			err := SevenZip.Read(context.Background(), f, s)
			if err != nil {
				s.code = err.(*extract.CodeError).Code
			}
			if got := s.content["b.txt"]; got != tt.want || (s.code == extract.Encrypted) != (tt.want == "") {
				t.Errorf("%s with %q: %q, code %q", name, tt.passwords, got, s.code)
			}
		}
	}
}

// A bomb runs into a limit in every packing, and wide windows are refused.
func TestOtherBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 32<<20)
	bombs := map[string][]byte{}
	var buf bytes.Buffer
	fill(t, gzip.NewWriter(&buf), nil, zeros)
	bombs["b.gz"] = bytes.Clone(buf.Bytes())
	buf.Reset()
	s, err := zstd.NewWriter(&buf)
	fill(t, s, err, zeros)
	bombs["b.zst"] = bytes.Clone(buf.Bytes())
	wide := bytes.Clone(others(t)["plain.txt.xz"])
	if wide[14] != 0x21 {
		t.Fatalf("the filter stands elsewhere: % x", wide[12:24])
	}
	wide[16] = 40
	bombs["wide.xz"] = wide
	w := extract.Walker{Formats: []extract.Format{Gzip, Zstd, XZ}, Limits: extract.DefaultLimits()}
	for name, b := range bombs {
		g := &gaps{}
		if err := w.Walk(context.Background(), extract.File{Name: name, Size: int64(len(b)), Data: bytes.NewReader(b)}, g); err != nil {
			t.Fatal(err)
		}
		if len(g.codes) == 0 || g.codes[0] != extract.Limit {
			t.Errorf("%s: gaps %v, want limit", name, g.codes)
		}
	}
}

func TestUnpackedName(t *testing.T) {
	for in, want := range map[string]string{
		"a.txt.gz": "a.txt", "b.TGZ": "b.tar", "x/y.svgz": "y.svg", "noending": "content", ".gz": "content", "c.bin": "content",
	} {
		if got := unpackedName(in); got != want {
			t.Errorf("unpackedName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzOthers(f *testing.F) {
	for name, b := range others(f) {
		f.Add(filepath.Ext(name), b)
	}
	f.Fuzz(func(t *testing.T, ext string, b []byte) {
		format, ok := byEnding[ext]
		if !ok {
			return
		}
		ef := extracttest.File("x"+ext, b)
		ef.Passwords = []string{"pass"}
		ef.Limits.RatioAt, ef.Limits.Ratio, ef.Limits.Part = 1<<20, 100, 4<<20
		format.Match(ef, b[:min(len(b), 4096)])
		_ = format.Read(context.Background(), ef, bounded{}) // must not panic or hang
	})
}

// bounded reads as much as the walker would.
type bounded struct{ extracttest.Discard }

func (bounded) File(_ string, _ extract.Hidden, r io.Reader) error {
	_, _ = io.Copy(io.Discard, io.LimitReader(r, 4<<20)) // what is broken is the walker's to tell
	return nil
}

func BenchmarkTarGzip(b *testing.B) {
	in := tarball(b, file{name: "a.txt", content: strings.Repeat("sample text of an entry\n", 200_000)})
	var buf bytes.Buffer
	fill(b, gzip.NewWriter(&buf), nil, string(in))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Gzip.Read(context.Background(), extracttest.File("x.tar.gz", buf.Bytes()), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
