package ooxml

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/ole"
)

// everybodysPassword opens documents that are only protected against changes:
// programs try it before they ask.
const everybodysPassword = "VelvetSweatshop"

// maxSpin bounds how often a password is hashed for one try. Programs use
// 100,000; the format allows a hundred times as much.
const maxSpin = 10_000_000

var errLocked = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("no password that was given opens it")}

// Locked tells a compound file with an office document inside that a password
// locks. Of which kind the document is, only its name tells: ext lists the
// endings of the kind that is asked for, none for any.
func Locked(f extract.File, head []byte, ext []string) bool {
	if !bytes.HasPrefix(head, []byte(ole.Magic)) || len(ext) > 0 && !slices.Contains(ext, strings.ToLower(path.Ext(f.Name))) {
		return false
	}
	c, err := ole.Open(f.Data, f.Size)
	return err == nil && c.Root.Find("EncryptedPackage") != nil
}

// Unlock gives the document in a locked file, with the first password that
// opens it.
func Unlock(ctx context.Context, f extract.File) (extract.File, error) {
	c, err := ole.Open(f.Data, f.Size)
	if err != nil {
		return f, err
	}
	about, body := c.Root.Find("EncryptionInfo"), c.Root.Find("EncryptedPackage")
	if body == nil {
		return f, ole.ErrDamaged
	}
	if about == nil {
		return f, &extract.CodeError{Code: extract.Encrypted, Err: errors.New("locked by a rights service, not by a password")}
	}
	if body.Size > f.Limits.Part {
		return f, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a locked document of more than %d bytes", f.Limits.Part)}
	}
	info, err := c.Read(about, 1<<20)
	if err != nil {
		return f, err
	}
	data, err := c.Read(body, f.Limits.Part)
	if err != nil {
		return f, err
	}
	l, err := readLock(info)
	if err != nil {
		return f, err
	}
	for _, p := range append([]string{everybodysPassword}, f.Passwords...) {
		if err := ctx.Err(); err != nil {
			return f, err
		}
		key, err := l.secret(p)
		if err != nil {
			continue
		}
		plain, err := l.open(data, key)
		if err != nil {
			return f, err
		}
		f.Data, f.Size = bytes.NewReader(plain), int64(len(plain))
		return f, nil
	}
	return f, errLocked
}

// A lock says how a document is encrypted: in the way of 2007 (old), or in
// that of 2010 and after.
type lock struct {
	old      bool
	data     keyInfo // of the document
	password keyInfo // of its key
	input    []byte  // what a right password decrypts to …
	value    []byte  // … and the hash of that
	key      []byte  // of the document, encrypted
	spin     int
}

type keyInfo struct {
	salt             []byte
	bits, block, sum int
	hash             func() hash.Hash
}

var errLock = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("encrypted in a way that is not known")}

func readLock(info []byte) (*lock, error) {
	le := binary.LittleEndian
	if len(info) < 12 {
		return nil, errLock
	}
	if le.Uint16(info) == 4 && le.Uint16(info[2:]) == 4 {
		return readAgile(info[8:])
	}
	size := int64(le.Uint32(info[8:]))
	if le.Uint16(info[2:]) != 2 || size < 32 || 12+size+72 > int64(len(info)) {
		return nil, errLock
	}
	head, v := info[12:12+size], info[12+size:]
	bits := int(le.Uint32(head[16:]))
	if alg := le.Uint32(head[8:]); alg < 0x660E || alg > 0x6610 || bits != 128 && bits != 192 && bits != 256 || le.Uint32(v) != 16 {
		return nil, errLock
	}
	return &lock{old: true, spin: 50_000, input: v[20:36], value: v[40:72],
		password: keyInfo{salt: v[4:20], bits: bits, block: 16, sum: 20, hash: sha1.New}}, nil
}

func readAgile(xml []byte) (*lock, error) {
	l := &lock{}
	for x := NewScanner(bytes.NewReader(xml)); ; {
		switch x.Next() {
		case End:
			if l.data.hash == nil || l.password.hash == nil {
				return nil, errLock
			}
			return l, nil
		case Open:
			k := keyInfo{salt: bin(x, "saltValue"), bits: num(x, "keyBits"), block: num(x, "blockSize"), sum: num(x, "hashSize")}
			k.hash = map[string]func() hash.Hash{"SHA1": sha1.New, "SHA-1": sha1.New, "SHA256": sha256.New, "SHA384": sha512.New384, "SHA512": sha512.New}[x.Attr("hashAlgorithm")]
			good := x.Attr("cipherAlgorithm") == "AES" && x.Attr("cipherChaining") == "ChainingModeCBC" && k.block == aes.BlockSize &&
				(k.bits == 128 || k.bits == 192 || k.bits == 256) && k.hash != nil && k.hash().Size() == k.sum && len(k.salt) > 0
			switch string(x.Name) {
			case "keyData":
				if !good {
					return nil, errLock
				}
				l.data = k
			case "encryptedKey":
				if l.spin = num(x, "spinCount"); l.spin > maxSpin {
					return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a password is hashed more than %d times", maxSpin)}
				}
				l.input, l.value, l.key = bin(x, "encryptedVerifierHashInput"), bin(x, "encryptedVerifierHashValue"), bin(x, "encryptedKeyValue")
				if !good {
					return nil, errLock
				}
				l.password = k
			}
		}
	}
}

func num(x *Scanner, name string) int {
	n, err := strconv.Atoi(x.Attr(name))
	if err != nil {
		return 0
	}
	return n
}

func bin(x *Scanner, name string) []byte {
	b, err := base64.StdEncoding.DecodeString(x.Attr(name))
	if err != nil {
		return nil
	}
	return b
}

// digest hashes pieces together.
func digest(h func() hash.Hash, pieces ...[]byte) []byte {
	d := h()
	for _, p := range pieces {
		d.Write(p)
	}
	return d.Sum(nil)
}

func little(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

// secret gives the key of the document, an error when the password is wrong.
func (l *lock) secret(password string) ([]byte, error) {
	var wide []byte
	for _, u := range utf16.Encode([]rune(password)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	k := &l.password
	h := digest(k.hash, k.salt, wide)
	d := k.hash()
	for i := range l.spin {
		d.Reset()
		d.Write(little(i))
		d.Write(h)
		h = d.Sum(h[:0])
	}
	if l.old {
		h = digest(k.hash, h, little(0))
		key := append(around(h, 0x36), around(h, 0x5C)...)[:k.bits/8]
		input, err1 := decrypt(l.input, key, nil)
		value, err2 := decrypt(l.value, key, nil)
		if err1 != nil || err2 != nil || !bytes.Equal(digest(k.hash, input), value[:k.sum]) {
			return nil, errLocked
		}
		return key, nil
	}
	part := func(what string, data []byte) ([]byte, error) {
		key := padded(digest(k.hash, h, []byte(what)), k.bits/8)
		return decrypt(data, key, padded(k.salt, k.block))
	}
	input, err1 := part("\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79", l.input)
	value, err2 := part("\xd7\xaa\x0f\x6d\x30\x61\x34\x4e", l.value)
	key, err3 := part("\x14\x6e\x0b\xe7\xab\xac\xd0\xd6", l.key)
	if err1 != nil || err2 != nil || err3 != nil || len(input) < len(k.salt) || len(value) < k.sum || len(key) < l.data.bits/8 ||
		!bytes.Equal(digest(k.hash, input[:len(k.salt)]), value[:k.sum]) {
		return nil, errLocked
	}
	return key[:l.data.bits/8], nil
}

// around is the hash of a hash laid over 64 equal bytes.
func around(h []byte, with byte) []byte {
	b := bytes.Repeat([]byte{with}, 64)
	for i := range h {
		b[i] ^= h[i]
	}
	s := sha1.Sum(b)
	return s[:]
}

// padded brings b to a length.
func padded(b []byte, n int) []byte {
	out := bytes.Repeat([]byte{0x36}, n)
	copy(out, b)
	return out
}

// decrypt undoes AES, block by block, or chained when there is a first vector.
func decrypt(data, key, vector []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	if len(data)%aes.BlockSize != 0 {
		return nil, io.ErrUnexpectedEOF
	}
	out := make([]byte, len(data))
	if vector != nil {
		cipher.NewCBCDecrypter(block, vector).CryptBlocks(out, data)
		return out, nil
	}
	for i := 0; i < len(data); i += aes.BlockSize {
		block.Decrypt(out[i:], data[i:])
	}
	return out, nil
}

// segment is how much of a document is chained together.
const segment = 4096

// open decrypts the document.
func (l *lock) open(data, key []byte) ([]byte, error) {
	if len(data) < 8 {
		return nil, io.ErrUnexpectedEOF
	}
	size, data := int64(binary.LittleEndian.Uint64(data)), data[8:]
	data = data[:len(data)/aes.BlockSize*aes.BlockSize]
	if l.old {
		out, err := decrypt(data, key, nil)
		return out[:min(max(size, 0), int64(len(out)))], err
	}
	out := make([]byte, 0, len(data))
	for i := 0; len(data) > 0; i++ {
		n := min(segment, len(data))
		vector := padded(digest(l.data.hash, l.data.salt, little(i)), l.data.block)
		plain, err := decrypt(data[:n], key, vector)
		if err != nil {
			return nil, err
		}
		out, data = append(out, plain...), data[n:]
	}
	return out[:min(max(size, 0), int64(len(out)))], nil
}

// OpenLocked opens the package of a document, of a locked one with its password.
// What comes out of a locked one and is none of match is a document of another
// program: it goes to the sink, and there is no package.
func OpenLocked(ctx context.Context, f extract.File, endings []string, match func(extract.File, []byte) bool, to extract.Sink) (*Package, error) {
	head := make([]byte, min(f.Size, 4096))
	if _, err := f.Data.ReadAt(head, 0); err == nil && Locked(f, head, endings) {
		if f, err = Unlock(ctx, f); err != nil {
			return nil, err
		}
		head = make([]byte, min(f.Size, 4096))
		if _, err := f.Data.ReadAt(head, 0); err != nil || !match(f, head) {
			return nil, to.File(f.Name, 0, io.NewSectionReader(f.Data, 0, f.Size))
		}
	}
	return OpenPackage(ctx, f)
}
