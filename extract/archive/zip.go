// Package archive opens archives and packed files (zip, 7z, rar, tar, gz, bz2,
// xz, zst) and hands every entry to the walker, which reads it under its own
// limits.
//
// It knows names in Japanese charsets, damaged directories, the usual kinds of
// encryption, sizes that lie, and archives behind a program or a picture. It
// does not look into the entries: which of them can be read is the walker's
// business. It does not read archives that go on in another file.
package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"monban/extract"
)

// Zip reads zip archives, also those with something before them, such as
// self-extracting programs.
var Zip = extract.Format{
	Name:  "zip",
	Ext:   []string{".zip", ".jar", ".war", ".kmz"},
	Match: matchZip,
	Also:  alsoZip,
	Read:  readZip,
	Doc: extract.Doc{
		Title: "zip", TitleJa: "zip",
		Reads:   "every entry (deflate, deflate64, bzip2, LZMA, xz, zstd), names in CP932 and UTF-8, comments, what stands before and behind; with something before it (program, picture); damaged ones entry by entry; ZipCrypto and AES with the password",
		ReadsJa: "すべての項目（deflate・deflate64・bzip2・LZMA・xz・zstd）、CP932 と UTF-8 の名前、コメント、前後にあるデータ。自己解凍形式や画像の後ろの zip も。壊れたものは読めるところまで。ZipCrypto と AES はパスワードで",
		Not:     "older and rare compression methods (implode, PPMd): unsupported; archives that go on in another file: corrupt",
		NotJa:   "古い、またはまれな圧縮方式（implode・PPMd）は unsupported、分割された書庫は corrupt",
		Hidden:  extract.Comment | extract.EntryName | extract.HiddenText | extract.Properties,
	},
}

func matchZip(f extract.File, head []byte) bool {
	return bytes.HasPrefix(head, []byte(sigLocal)) || bytes.HasPrefix(head, []byte("PK\x05\x06")) ||
		bytes.HasPrefix(head, []byte("PK\x07\x08"+sigLocal)) || bytes.HasPrefix(head, []byte("PK00"+sigLocal)) ||
		endRecord(f)
}

// alsoZip tells a zip archive that stands behind something else, or before a
// PDF: both ends of a file can be a document. What begins as a zip is read as
// one, or as the document that it is.
func alsoZip(f extract.File, head []byte, chosen string) bool {
	return (chosen == "pdf" || !bytes.HasPrefix(head, []byte("PK"))) && endRecord(f)
}

// endRecord tells whether a zip directory ends exactly at the end of the file.
func endRecord(f extract.File) bool {
	const size, maxComment = 22, 1 << 16
	b := make([]byte, min(f.Size, size+maxComment))
	if _, err := f.Data.ReadAt(b, f.Size-int64(len(b))); err != nil && err != io.EOF {
		return false
	}
	for i := len(b) - size; i >= 0; i-- {
		if b[i] != 'P' || !bytes.HasPrefix(b[i:], []byte("PK\x05\x06")) {
			continue
		}
		comment := int(binary.LittleEndian.Uint16(b[i+20:]))
		directory := int64(binary.LittleEndian.Uint32(b[i+12:]))
		at := f.Size - int64(len(b)) + int64(i) - directory
		var sig [4]byte
		if i+size+comment != len(b) || at < 0 || directory == 0 {
			continue
		}
		if _, err := f.Data.ReadAt(sig[:], at); err == nil && string(sig[:]) == "PK\x01\x02" {
			return true
		}
	}
	return false
}

func readZip(ctx context.Context, f extract.File, to extract.Sink) error {
	zr, err := zip.NewReader(f.Data, f.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return salvage(ctx, f, to)
	}
	if zr.Comment != "" {
		if err := to.Text(extract.Unit{Text: decodeName([]byte(zr.Comment)), Hidden: extract.Comment, Role: extract.Property}); err != nil {
			return err
		}
	}
	if err := before(f, zr, to); err != nil {
		return err
	}
	names := entryNames(zr.File)
	folders := folderNames{}
	for i, zf := range zr.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := folders.tell(names[i], to); err != nil {
			return err
		}
		if zf.Comment != "" {
			u := extract.Unit{Text: decodeName([]byte(zf.Comment)), Hidden: extract.Comment, Role: extract.Property}
			if err := to.Text(u); err != nil {
				return err
			}
		}
		if strings.HasSuffix(names[i], "/") && zf.UncompressedSize64 == 0 {
			continue
		}
		if err := to.File(names[i], 0, openCentral(f, zf)); err != nil {
			return err
		}
	}
	return behind(f, to)
}

// behind hands over what stands behind the end of the directory, where no
// program looks.
func behind(f extract.File, to extract.Sink) error {
	const size, most = 22, 1<<16 + 22 + 64<<10
	b := make([]byte, min(f.Size, most))
	if _, err := f.Data.ReadAt(b, f.Size-int64(len(b))); err != nil && err != io.EOF {
		return nil // told by the reader of the directory
	}
	i := bytes.LastIndex(b, []byte("PK\x05\x06"))
	if i < 0 || i+size > len(b) {
		return nil
	}
	rest := b[min(len(b), i+size+int(binary.LittleEndian.Uint16(b[i+20:]))):]
	if len(bytes.Trim(rest, "\x00\xff \t\r\n")) == 0 {
		return nil
	}
	return to.File("(behind the archive)", extract.HiddenText, bytes.NewReader(rest))
}

// before hands over what stands before the archive: the picture or the program
// that it was appended to.
func before(f extract.File, zr *zip.Reader, to extract.Sink) error {
	first := f.Size
	for _, zf := range zr.File {
		if at, err := zf.DataOffset(); err == nil {
			first = min(first, headOf(f, at, int64(len(zf.Name))))
		}
	}
	var head [4]byte
	if _, err := f.Data.ReadAt(head[:], 0); err != nil || head[0] == 'P' && head[1] == 'K' || first < 8 || first == f.Size {
		return nil
	}
	return to.File("(before the archive)", 0, io.NewSectionReader(f.Data, 0, first))
}

// headOf finds where the head of an entry begins whose content begins at a
// place: before the content stand its name and fields of a length that only
// the head tells.
func headOf(f extract.File, at, name int64) int64 {
	b := make([]byte, min(at, 30+name+4096))
	if n, err := f.Data.ReadAt(b, at-int64(len(b))); err != nil || n < len(b) {
		return at - 30 - name
	}
	for i := len(b) - 30 - int(name); i >= 0; i-- {
		if string(b[i:i+4]) == sigLocal && len(b)-i == 30+int(binary.LittleEndian.Uint16(b[i+26:]))+int(binary.LittleEndian.Uint16(b[i+28:])) {
			return at - int64(len(b)-i)
		}
	}
	return at - 30 - name
}

func openCentral(f extract.File, zf *zip.File) io.Reader {
	raw, err := zf.OpenRaw()
	if err != nil {
		return failed{fmt.Errorf("zip: %w", err)}
	}
	e := entry{flags: zf.Flags, method: zf.Method, crc: zf.CRC32, size: int64(zf.UncompressedSize64), packed: int64(zf.CompressedSize64),
		time: zf.ModifiedTime, extra: zf.Extra, data: func() io.Reader { return raw }}
	if s, ok := raw.(io.Seeker); ok {
		e.data = func() io.Reader {
			_, _ = s.Seek(0, io.SeekStart) // a section of f: cannot fail
			return raw
		}
	}
	return e.open(f.Limits, f.Passwords)
}

// folderNames are the folders of an archive that were told already. A folder
// can be named after a person while the files in it are not.
type folderNames map[string]bool

func (fs folderNames) tell(name string, to extract.Sink) error {
	dir := path.Dir(strings.TrimSuffix(name, "/") + "/x")
	if !strings.HasSuffix(name, "/") {
		dir = path.Dir(name)
	}
	for _, part := range strings.Split(dir, "/") {
		if part == "" || part == "." || part == ".." || fs[part] {
			continue
		}
		fs[part] = true
		if err := to.Text(extract.Unit{Text: part, Raw: "folder", Hidden: extract.EntryName, Role: extract.Name}); err != nil {
			return err
		}
	}
	return nil
}

// failed is the reader of an entry that cannot be opened.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }
