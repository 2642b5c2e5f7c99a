// Package lock97 opens what Office 97 to 2003 lock with a password, by
// MS-OFFCRYPTO: the ciphers RC4 with MD5 (2.3.6) and RC4 of a CryptoAPI provider
// (2.3.5), and the scrambling of Excel 95 (2.3.7).
//
// It knows how a password becomes a key and whether it is the right one. Which
// parts of a file are locked, and in blocks of what size, the formats know.
package lock97

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"slices"
	"unicode/utf16"

	"monban/extract"
)

// everybodysPassword opens files that are only protected against changes:
// programs try it before they ask.
const everybodysPassword = "VelvetSweatshop"

// Why a file stays locked; the code is encrypted.
var (
	ErrPassword = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("no password that was given opens it")}
	ErrUnknown  = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("locked in a way that is not known")}
)

// A Key makes the cipher of a block.
type Key func(block uint32) *rc4.Cipher

// Open gives the key that one of the passwords makes. head is what the file says
// of its lock, from the number of the version on. The error is ErrPassword or
// ErrUnknown.
func Open(head []byte, passwords []string) (Key, error) {
	if len(head) < 4 {
		return nil, ErrUnknown
	}
	var try func(password string) Key
	switch major := binary.LittleEndian.Uint16(head); {
	case major == 1 && len(head) >= 4+48:
		try = func(p string) Key { return basicKey(head[4:52], p) }
	case major >= 2 && major <= 4:
		try = func(p string) Key { return providerKey(head[4:], p) }
	default:
		return nil, ErrUnknown
	}
	for _, p := range append([]string{everybodysPassword}, passwords...) {
		if key := try(p); key != nil {
			return key, nil
		}
	}
	return nil, ErrPassword
}

// Decrypt gives b in clear, which is locked in blocks of size bytes.
func (k Key) Decrypt(b []byte, size int) []byte {
	out := make([]byte, len(b))
	for at := 0; at < len(b); at += size {
		end := min(at+size, len(b))
		k(uint32(at/size)).XORKeyStream(out[at:end], b[at:end])
	}
	return out
}

func utf16le(s string) []byte {
	var out []byte
	for _, c := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, c)
	}
	return out
}

// basicKey checks a password by MS-OFFCRYPTO 2.3.6 and gives the key of each
// block; nil when the password is wrong. b holds salt, verifier and its hash.
func basicKey(b []byte, password string) Key {
	key := keyOf(b[:16], password)
	plain := make([]byte, 32)
	key(0).XORKeyStream(plain, b[16:48])
	if sum := md5.Sum(plain[:16]); !bytes.Equal(sum[:], plain[16:]) {
		return nil
	}
	return key
}

// keyOf makes the key of each block.
func keyOf(salt []byte, password string) Key {
	h := md5.Sum(utf16le(password))
	var mix []byte
	for range 16 {
		mix = append(append(mix, h[:5]...), salt...)
	}
	base := md5.Sum(mix)
	return func(block uint32) *rc4.Cipher {
		k := md5.Sum(binary.LittleEndian.AppendUint32(slices.Clone(base[:5]), block))
		c, _ := rc4.NewCipher(k[:]) // fails only for other lengths of keys
		return c
	}
}

// providerKey is basicKey for MS-OFFCRYPTO 2.3.5: SHA-1 and keys of a size
// that stands in the file.
func providerKey(b []byte, password string) Key {
	le := binary.LittleEndian
	if len(b) < 8+20 || le.Uint32(b[8+8:]) != 0x6801 { // RC4
		return nil
	}
	size, bits := int(min(le.Uint32(b[4:]), 1<<16)), int(min(le.Uint32(b[8+16:]), 1<<16))
	if len(b) < 8+size+4+16+16+4+20 {
		return nil
	}
	v := b[8+size:]
	if bits == 0 {
		bits = 40
	}
	if bits < 40 || bits > 128 || bits%8 != 0 {
		return nil
	}
	salt, verifier, hash := v[4:20], v[20:36], v[40:60]
	key := providerKeyOf(salt, password, bits)
	plain := make([]byte, 36)
	c := key(0)
	c.XORKeyStream(plain[:16], verifier)
	c.XORKeyStream(plain[16:], hash)
	if sum := sha1.Sum(plain[:16]); !bytes.Equal(sum[:], plain[16:]) {
		return nil
	}
	return key
}

// providerKeyOf makes the key of each block, of a number of bits. Keys of 40 bits
// are filled up with zeros.
func providerKeyOf(salt []byte, password string, bits int) Key {
	base := sha1.Sum(append(slices.Clone(salt), utf16le(password)...))
	return func(block uint32) *rc4.Cipher {
		k := sha1.Sum(binary.LittleEndian.AppendUint32(slices.Clone(base[:]), block))
		full := make([]byte, 16)
		copy(full, k[:bits/8])
		if bits > 40 {
			full = full[:bits/8]
		}
		c, _ := rc4.NewCipher(full) // fails only for other lengths of keys
		return c
	}
}
