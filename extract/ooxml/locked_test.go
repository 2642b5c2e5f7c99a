package ooxml

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"monban/extract"
	"monban/extract/extracttest"
	"monban/extract/ole"
)

// lockOld locks a document in the way of 2007.
func lockOld(t testing.TB, doc []byte, password string) []byte {
	t.Helper()
	le := binary.LittleEndian
	salt := []byte("0123456789abcdef")
	var wide []byte
	for _, u := range utf16.Encode([]rune(password)) {
		wide = le.AppendUint16(wide, u)
	}
	sum := sha1.Sum(append(slices.Clone(salt), wide...))
	h := sum[:]
	for i := range 50_000 {
		s := sha1.Sum(append(little(i), h...))
		h = s[:]
	}
	s := sha1.Sum(append(h, 0, 0, 0, 0))
	block, err := aes.NewCipher(around(s[:], 0x36)[:16])
	if err != nil {
		t.Fatal(err)
	}
	encrypt := func(b []byte) []byte {
		b = append(slices.Clone(b), make([]byte, (16-len(b)%16)%16)...)
		for i := 0; i < len(b); i += 16 {
			block.Encrypt(b[i:], b[i:])
		}
		return b
	}
	head := make([]byte, 36)
	le.PutUint32(head[8:], 0x660E)
	le.PutUint32(head[12:], 0x8004)
	le.PutUint32(head[16:], 128)
	verifier := []byte("any sixteen byte")
	check := sha1.Sum(verifier)
	info := append([]byte{3, 0, 2, 0, 0x24, 0, 0, 0}, little(len(head))...)
	info = append(append(info, head...), little(16)...)
	info = append(append(info, salt...), encrypt(verifier)...)
	info = append(append(info, little(20)...), encrypt(check[:])...)
	body := le.AppendUint64(nil, uint64(len(doc)))
	return ole.Pack(ole.Node{Nodes: []ole.Node{{Name: "EncryptionInfo", Data: info}, {Name: "EncryptedPackage", Data: append(body, encrypt(doc)...)}}})
}

func TestUnlock(t *testing.T) {
	doc := []byte("PK " + strings.Repeat("見本の文書 ", 2000))
	agile := func(password string) []byte {
		b, err := excelize.Encrypt(doc, &excelize.Options{Password: password})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		name  string
		data  []byte
		given []string
		opens bool
	}{
		{"no password given", agile("himitsu"), nil, false},
		{"wrong password", agile("himitsu"), []string{"other", ""}, false},
		{"right password", agile("himitsu"), []string{"other", "himitsu"}, true},
		{"Japanese password", agile("ひみつ"), []string{"ひみつ"}, true},
		{"only protected against changes", agile(everybodysPassword), nil, true},
		{"2007, wrong", lockOld(t, doc, "ひみつ"), []string{"himitsu"}, false},
		{"2007, right", lockOld(t, doc, "ひみつ"), []string{"ひみつ"}, true},
	} {
		f := extracttest.File("x.docx", c.data)
		f.Passwords = c.given
		if !Locked(f, c.data[:512], []string{".docx"}) || Locked(f, c.data[:512], []string{".pptx"}) {
			t.Errorf("%s: Locked does not go by the name", c.name)
		}
		got, err := Unlock(context.Background(), f)
		if c.opens {
			b, rerr := io.ReadAll(io.NewSectionReader(got.Data, 0, got.Size))
			if err != nil || rerr != nil || !bytes.Equal(b, doc) {
				t.Errorf("%s: %v, %v, %d bytes", c.name, err, rerr, len(b))
			}
			continue
		}
		ce := (*extract.CodeError)(nil)
		if !errors.As(err, &ce) || ce.Code != extract.Encrypted {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// Whatever the description of the lock says, nothing panics or takes long.
func FuzzUnlock(f *testing.F) {
	old := lockOld(f, []byte("PK"), "x")
	c, err := ole.Open(bytes.NewReader(old), int64(len(old)))
	if err != nil {
		f.Fatal(err)
	}
	info, err := c.Read(c.Root.Find("EncryptionInfo"), 1<<20)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(info, []byte("0123456701234567"))
	f.Add([]byte("\x04\x00\x04\x00\x40\x00\x00\x00"+`<encryption><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAA"/><keyEncryptors><encryptedKey spinCount="10" saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAAA" encryptedVerifierHashInput="AAAA" encryptedVerifierHashValue="AAAA" encryptedKeyValue="AAAA"/></keyEncryptors></encryption>`), []byte("0"))
	f.Fuzz(func(t *testing.T, info, body []byte) {
		l, err := readLock(info)
		if err != nil || l.spin > 100_000 {
			return
		}
		if key, err := l.secret("x"); err == nil {
			_, _ = l.open(body, key)
		}
	})
}
