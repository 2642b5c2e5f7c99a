package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/nwaples/rardecode/v2"

	"monban/extract"
)

// RAR reads rar archives, also self-extracting ones.
var RAR = extract.Format{
	Name:  "rar",
	Ext:   []string{".rar"},
	Match: func(f extract.File, head []byte) bool { return startsOrHolds(f, head, rarMark, rarAt(f)) },
	Read:  readRAR,
	Doc: extract.Doc{
		Title: "rar", TitleJa: "rar",
		Reads:   "every entry of versions 3 to 5, self-extracting ones; locked ones with the password",
		ReadsJa: "すべての項目（バージョン3～5）、自己解凍形式。保護されたものはパスワードで",
		Not:     "volumes: unsupported or corrupt",
		NotJa:   "分割された書庫は unsupported か corrupt",
		Hidden:  extract.Comment | extract.EntryName | extract.HiddenText | extract.Properties,
	},
}

const rarMark = "Rar!\x1a\x07"

// startsOrHolds looks for mark at the start, and in programs behind it.
func startsOrHolds(f extract.File, head []byte, mark string, ok func(at int64) bool) bool {
	return bytes.HasPrefix(head, []byte(mark)) || findMark(f, head, mark, ok) > 0
}

// findMark is the place of an archive inside a program, 0 for none. The part
// of a program that unpacks is smaller than what is looked at, and can hold
// the mark as a constant: ok tells a true one.
func findMark(f extract.File, head []byte, mark string, ok func(at int64) bool) int64 {
	const most = 2 << 20
	if !bytes.HasPrefix(head, []byte("MZ")) && !bytes.HasPrefix(head, []byte("\x7fELF")) {
		return 0
	}
	b := make([]byte, min(f.Size, most))
	n, _ := f.Data.ReadAt(b, 0) // what cannot be read holds nothing
	for at := 0; ; at++ {
		i := bytes.Index(b[at:n], []byte(mark))
		if i < 0 {
			return 0
		}
		if at += i; ok(int64(at)) {
			return int64(at)
		}
	}
}

// rarAt tells whether the mark at a place is followed by one of the two
// versions and the first header.
func rarAt(f extract.File) func(int64) bool {
	return func(at int64) bool {
		var b [10]byte
		_, err := f.Data.ReadAt(b[:], at)
		return err == nil && (b[6] == 0 && b[9] == 0x73 || b[6] == 1 && b[7] == 0)
	}
}

// program hands over the program in front of an archive.
func program(f extract.File, at int64, to extract.Sink) error {
	if at == 0 {
		return nil
	}
	return to.File("(before the archive)", 0, io.NewSectionReader(f.Data, 0, at))
}

func readRAR(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, 16))
	if n, err := f.Data.ReadAt(head, 0); n < len(head) {
		return err
	}
	at := findMark(f, head, rarMark, rarAt(f))
	if err := program(f, at, to); err != nil {
		return err
	}
	f.Data, f.Size = io.NewSectionReader(f.Data, at, f.Size-at), f.Size-at
	password, locked := rarPassword(ctx, f)
	if err := ctx.Err(); err != nil {
		return err
	}
	rr, err := openRAR(f, password)
	if err != nil {
		return rarError(err)
	}
	folders := folderNames{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := rr.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return rarError(err)
		}
		name := decodeName([]byte(h.Name))
		if h.IsDir {
			name = strings.TrimSuffix(name, "/") + "/"
		}
		if err := folders.tell(name, to); err != nil {
			return err
		}
		if h.IsDir {
			continue
		}
		if h.LinkTarget != "" {
			u := extract.Unit{Text: decodeName([]byte(h.LinkTarget)), Raw: "link", Hidden: extract.EntryName, Role: extract.Name}
			if err := to.Text(u); err != nil {
				return err
			}
			continue
		}
		var r io.Reader = rarReader{rr}
		if h.Encrypted && locked {
			r = failed{rarError(rardecode.ErrArchivedFileEncrypted)}
		}
		if err := to.File(name, 0, watch(ctx, r, f.Size, f.Limits)); err != nil {
			return err
		}
	}
}

func openRAR(f extract.File, password string) (*rardecode.Reader, error) {
	opts := []rardecode.Option{rardecode.MaxDictionarySize(maxWindow)}
	if password != "" {
		opts = append(opts, rardecode.Password(password))
	}
	return rardecode.NewReader(io.NewSectionReader(f.Data, 0, f.Size), opts...)
}

// rarPassword finds the password that opens the first locked file; locked
// when there is such a file and no password opens it. A wrong password of the
// old cipher shows only in the content, so that is read to its end.
func rarPassword(ctx context.Context, f extract.File) (password string, locked bool) {
	for i := -1; i < len(f.Passwords) && ctx.Err() == nil; i++ {
		if i >= 0 {
			if password = f.Passwords[i]; password == "" {
				continue
			}
		}
		err := tryRAR(ctx, f, password)
		if err == nil {
			return password, false
		}
		if i < 0 && !errors.Is(err, rardecode.ErrArchiveEncrypted) && !errors.Is(err, rardecode.ErrArchivedFileEncrypted) {
			return "", false // not locked, but damaged: reading tells
		}
	}
	return "", true
}

func tryRAR(ctx context.Context, f extract.File, password string) error {
	rr, err := openRAR(f, password)
	if err != nil {
		return err
	}
	for {
		h, err := rr.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil || ctx.Err() != nil {
			return err
		}
		if h.Encrypted && !h.IsDir {
			_, err := io.Copy(io.Discard, io.LimitReader(watch(ctx, rarReader{rr}, f.Size, f.Limits), f.Limits.Part+1))
			return err
		}
	}
}

// A rarReader gives errors their codes.
type rarReader struct{ r *rardecode.Reader }

func (r rarReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		err = rarError(err)
	}
	return n, err
}

func rarError(err error) error {
	code := extract.Corrupt
	switch {
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted),
		errors.Is(err, rardecode.ErrBadPassword), errors.Is(err, rardecode.ErrUnknownEncryptMethod):
		code = extract.Encrypted
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		code = extract.Limit
	case errors.Is(err, rardecode.ErrMultiVolume), errors.Is(err, rardecode.ErrUnknownVersion),
		errors.Is(err, rardecode.ErrUnsupportedDecoder), errors.Is(err, rardecode.ErrUnknownDecoder):
		code = extract.Unsupported
	}
	return &extract.CodeError{Code: code, Err: fmt.Errorf("rar: %w", err)}
}
