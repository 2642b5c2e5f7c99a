package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"monban/extract"
)

// everybodysPassword opens workbooks that are only protected against changes:
// programs try it before they ask.
const everybodysPassword = "VelvetSweatshop"

// maxSpin bounds how often a password is hashed for one try. Programs use
// 100,000; the format allows a hundred times as much.
const maxSpin = 10_000_000

// locked tells a compound file with an office document inside that a password
// locks. The other compound files (.xls, .doc, .msg) are not of this format.
func locked(f extract.File) bool {
	c, err := openCompound(f.Data, f.Size)
	return err == nil && c.find("EncryptedPackage") != nil
}

// readLocked tries the passwords and reads what the right one opens.
func readLocked(ctx context.Context, f extract.File, to extract.Sink) error {
	if f.Size > f.Limits.Part {
		return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a locked file of more than %d bytes", f.Limits.Part)}
	}
	if err := spin(f); err != nil {
		return err
	}
	raw, err := io.ReadAll(io.NewSectionReader(f.Data, 0, f.Size))
	if err != nil {
		return err
	}
	for _, p := range append([]string{everybodysPassword}, f.Passwords...) {
		if err := ctx.Err(); err != nil {
			return err
		}
		data := unlock(raw, p)
		if data == nil {
			continue
		}
		f.Data, f.Size = bytes.NewReader(data), int64(len(data))
		if match(f, data[:min(len(data), 4096)]) {
			return read(ctx, f, to)
		}
		return to.File(f.Name, 0, bytes.NewReader(data)) // a document of another program
	}
	return &extract.CodeError{Code: extract.Encrypted, Err: errors.New("no password that was given opens it")}
}

// spin makes sure that a try ends in time.
func spin(f extract.File) error {
	c, err := openCompound(f.Data, f.Size)
	if err != nil {
		return err
	}
	e := c.find("EncryptionInfo")
	if e == nil {
		return &extract.CodeError{Code: extract.Encrypted, Err: errors.New("locked by a rights service, not by a password")}
	}
	info, err := c.stream(e)
	if err != nil {
		return err
	}
	for rest := info; ; {
		_, after, found := bytes.Cut(rest, []byte(`spinCount="`))
		if !found {
			return nil
		}
		num, _, _ := bytes.Cut(after[:min(len(after), 24)], []byte(`"`))
		if n, err := strconv.Atoi(string(num)); err != nil || n > maxSpin {
			return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a password is hashed more than %d times", maxSpin)}
		}
		rest = after
	}
}

// unlock gives the document, nil when the password is wrong. The library does
// not check the password, so what comes out is looked at; on damaged files it
// may panic.
func unlock(raw []byte, password string) (data []byte) {
	defer func() {
		if recover() != nil {
			data = nil
		}
	}()
	data, err := excelize.Decrypt(bytes.Clone(raw), &excelize.Options{Password: password})
	if err != nil || len(data) == 0 {
		return nil
	}
	if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
		return nil
	}
	return data
}
