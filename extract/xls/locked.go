package xls

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

// everybodysPassword opens workbooks that are only protected against changes:
// programs try it before they ask.
const everybodysPassword = "VelvetSweatshop"

// unlock decrypts the stream when a password fits.
func (w *book) unlock() error {
	r := records{data: w.data}
	for range 64 {
		rec, ok := r.next()
		if !ok || rec.kind == recEOF {
			return nil
		}
		if rec.kind == recFilepass {
			return w.open(rec.b)
		}
	}
	return nil
}

func (w *book) open(b []byte) error {
	locked := func(text string) error {
		return &extract.CodeError{Code: extract.Encrypted, Err: errors.New(text)}
	}
	if w.version < 8 || len(b) < 6 || u16(b, 0) == 0 {
		return locked("locked in the way of Excel 95, which is not opened")
	}
	var try func(password string) func(block uint32) *rc4.Cipher
	switch {
	case u16(b, 2) == 1 && len(b) >= 54:
		try = func(p string) func(uint32) *rc4.Cipher { return basicKey(b[6:54], p) }
	case u16(b, 2) >= 2 && u16(b, 2) <= 4:
		try = func(p string) func(uint32) *rc4.Cipher { return providerKey(b[6:], p) }
	default:
		return locked("locked in a way that is not known")
	}
	for _, p := range append([]string{everybodysPassword}, w.passwords...) {
		if key := try(p); key != nil {
			w.data = decrypt(w.data, key)
			return nil
		}
	}
	return locked("no password that was given opens it")
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
func basicKey(b []byte, password string) func(uint32) *rc4.Cipher {
	key := keyOf(b[:16], password)
	plain := make([]byte, 32)
	key(0).XORKeyStream(plain, b[16:48])
	if sum := md5.Sum(plain[:16]); !bytes.Equal(sum[:], plain[16:]) {
		return nil
	}
	return key
}

// keyOf makes the key of each block.
func keyOf(salt []byte, password string) func(uint32) *rc4.Cipher {
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
func providerKey(b []byte, password string) func(uint32) *rc4.Cipher {
	size := int(min(u32(b, 4), 1<<16))
	bits := int(u32(b, 8+16))
	if u32(b, 8+8) != 0x6801 { // RC4
		return nil
	}
	v := from(b, 8+size)
	if len(v) < 4+16+16+4+20 {
		return nil
	}
	if bits == 0 {
		bits = 40
	}
	if bits < 40 || bits > 128 || bits%8 != 0 {
		return nil
	}
	salt, verifier, hash := v[4:20], v[20:36], v[40:60]
	base := sha1.Sum(append(slices.Clone(salt), utf16le(password)...))
	key := func(block uint32) *rc4.Cipher {
		k := sha1.Sum(binary.LittleEndian.AppendUint32(slices.Clone(base[:]), block))
		full := make([]byte, 16)
		copy(full, k[:bits/8])
		if bits > 40 {
			full = full[:bits/8]
		}
		c, _ := rc4.NewCipher(full) // fails only for other lengths of keys
		return c
	}
	plain := make([]byte, 36)
	c := key(0)
	c.XORKeyStream(plain[:16], verifier)
	c.XORKeyStream(plain[16:], hash)
	if sum := sha1.Sum(plain[:16]); !bytes.Equal(sum[:], plain[16:]) {
		return nil
	}
	return key
}

// decrypt gives the stream in clear. The heads of records and some records
// are not encrypted, but count.
func decrypt(in []byte, key func(uint32) *rc4.Cipher) []byte {
	out := slices.Clone(in)
	stream := make([]byte, len(in))
	for at := 0; at < len(in); at += 1024 {
		end := min(at+1024, len(in))
		key(uint32(at/1024)).XORKeyStream(stream[at:end], stream[at:end])
	}
	r := records{data: in}
	for {
		rec, ok := r.next()
		if !ok {
			return out
		}
		start := rec.at + 4
		switch rec.kind {
		case recBOF, recFilepass, 0x194, 0x195, 0xE1, 0x196, 0x138:
			continue // who has the file open, and what must be read before
		case recBoundsheet:
			start += 4
		}
		for i := start; i < r.at; i++ {
			out[i] ^= stream[i]
		}
	}
}
