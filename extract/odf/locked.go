package odf

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/ooxml"
)

// maxRounds bounds how often the passwords of one document are hashed in all.
// Programs hash 100,000 times for each of some ten parts.
const maxRounds = 30_000_000

// A lock says how one part is encrypted.
type lock struct {
	algorithm, start, derivation string
	check, sum                   string
	vector, salt                 []byte
	rounds, key                  int
}

var errLocked = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("no password that was given opens it")}

// unlock looks whether the manifest says that parts are encrypted, and finds
// the password that opens them.
func (d *doc) unlock(f extract.File) error {
	if !d.Has("META-INF/manifest.xml") {
		return nil
	}
	var locks map[string]*lock
	if err := d.Scan("META-INF/manifest.xml", func(x *ooxml.Scanner) error { locks = readLocks(x); return nil }); err != nil || len(locks) == 0 {
		return err
	}
	first := locks["content.xml"]
	if first == nil {
		if d.Has("content.xml") { // what can be read is, the rest is told
			d.Filter = func(key string, r io.Reader) (io.Reader, error) {
				if locks[key] != nil {
					return nil, errLocked
				}
				return r, nil
			}
			return nil
		}
		return errLocked
	}
	stored, err := d.Open("content.xml")
	if err != nil {
		return err
	}
	data, err := io.ReadAll(stored)
	stored.Close()
	if err != nil {
		return err
	}
	left := maxRounds
	for _, password := range f.Passwords {
		if err := d.Ctx.Err(); err != nil {
			return err
		}
		if left -= first.rounds; left < 0 {
			return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("passwords are hashed more than %d times", maxRounds)}
		}
		if _, err := first.open(data, password); err != nil {
			continue
		}
		d.Filter = func(key string, r io.Reader) (io.Reader, error) {
			l := locks[key]
			if l == nil {
				return r, nil
			}
			if left -= l.rounds; left < 0 {
				return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("passwords are hashed more than %d times", maxRounds)}
			}
			data, err := io.ReadAll(io.LimitReader(r, f.Limits.Part))
			if err != nil {
				return nil, err
			}
			plain, err := l.open(data, password)
			if err != nil {
				return nil, err
			}
			return flate.NewReader(bytes.NewReader(plain)), nil
		}
		return nil
	}
	return errLocked
}

// open decrypts what is stored of a part: its content, still packed.
func (l *lock) open(data []byte, password string) ([]byte, error) {
	switch {
	case !strings.HasSuffix(l.algorithm, "-cbc") || !strings.Contains(l.algorithm, "aes") || l.derivation != "PBKDF2":
		return nil, errLocked // another cipher: no password helps
	case l.rounds < 1 || l.rounds > maxRounds || l.key != 16 && l.key != 24 && l.key != 32 || len(l.vector) != aes.BlockSize,
		len(data) == 0 || len(data)%aes.BlockSize != 0:
		return nil, errors.New("an encrypted part is damaged")
	}
	start := sha256.Sum256([]byte(password))
	secret := start[:]
	if !strings.HasSuffix(l.start, "sha256") {
		old := sha1.Sum([]byte(password))
		secret = old[:]
	}
	key, err := pbkdf2.Key(sha1.New, string(secret), l.salt, l.rounds, l.key)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, l.vector).CryptBlocks(out, data)
	pad := int(out[len(out)-1])
	if pad < 1 || pad > aes.BlockSize {
		return nil, errLocked
	}
	out = out[:len(out)-pad]
	head := out[:min(len(out), 1024)]
	sum := sha1.Sum(head)
	got := sum[:]
	if strings.HasSuffix(l.check, "sha256-1k") {
		sum := sha256.Sum256(head)
		got = sum[:]
	}
	if base64.StdEncoding.EncodeToString(got) != l.sum {
		return nil, errLocked
	}
	return out, nil
}

func readLocks(x *ooxml.Scanner) map[string]*lock {
	out := map[string]*lock{}
	part := ""
	l := &lock{}
	for {
		switch x.Next() {
		case ooxml.End:
			return out
		case ooxml.Open:
			switch string(x.Name) {
			case "file-entry":
				part = ooxml.Key(x.Attr("full-path"))
			case "encryption-data":
				l = &lock{check: x.Attr("checksum-type"), sum: x.Attr("checksum")}
				if len(out) < 10_000 {
					out[part] = l
				}
			case "algorithm":
				l.algorithm, l.vector = x.Attr("algorithm-name"), binary(x.Attr("initialisation-vector"))
			case "start-key-generation":
				l.start = x.Attr("start-key-generation-name")
			case "key-derivation":
				l.derivation, l.salt = x.Attr("key-derivation-name"), binary(x.Attr("salt"))
				l.rounds, l.key = number(x.Attr("iteration-count"), 0), number(x.Attr("key-size"), 16)
			}
		}
	}
}

func binary(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}

func number(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return otherwise
	}
	return n
}
