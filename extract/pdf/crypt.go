package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"errors"

	"golang.org/x/text/encoding/japanese"
)

// A lock undoes the standard encryption of PDF, ISO 32000-2 section 7.6, in
// all its revisions: RC4, AES-128 and AES-256. The library knows only the
// first two, and not all of those.
type lock struct {
	key           []byte
	streams, strs method
	plainMeta     bool
}

type method uint8

const (
	rc4Method method = iota
	aes128
	aes256
	noMethod
)

var (
	errPassword = errors.New("a password is needed")
	errHandler  = errors.New("a way of encryption that is not known")
)

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// A keyring is what the Encrypt dictionary says.
type keyring struct {
	r, length int
	o, u      []byte
	oe, ue    []byte
	p         uint32
	id        []byte
	meta      bool
}

// unlock makes the lock from the Encrypt dictionary and the passwords, of
// which the empty one is tried first.
func unlock(enc, id obj, passwords []string) (*lock, error) {
	if f := enc.key("Filter"); f.str != "" && f.str != "Standard" {
		return nil, errHandler
	}
	v := enc.key("V").int()
	l := &lock{}
	k := &keyring{r: enc.key("R").int(), length: enc.key("Length").int(), p: uint32(int64(enc.key("P").num)), meta: true}
	if m := enc.key("EncryptMetadata"); m.kind == boolean && m.num == 0 {
		k.meta, l.plainMeta = false, true
	}
	k.o, k.u = []byte(enc.key("O").str), []byte(enc.key("U").str)
	k.oe, k.ue = []byte(enc.key("OE").str), []byte(enc.key("UE").str)
	if len(id.arr) > 0 {
		k.id = []byte(id.arr[0].str)
	}
	switch v {
	case 1:
		k.length = 40
	case 2, 3:
		if k.length == 0 {
			k.length = 40
		}
	case 4, 5:
		l.streams, l.strs = filterMethod(enc, "StmF"), filterMethod(enc, "StrF")
		k.length = 128
	default:
		return nil, errHandler
	}
	if k.length < 40 || k.length > 256 {
		k.length = 128
	}
	for _, pw := range append([]string{""}, passwords...) {
		if l.key = k.open([]byte(pw)); l.key != nil {
			return l, nil
		}
		// Before AES-256, programs took the bytes of their own code page.
		old, err := japanese.ShiftJIS.NewEncoder().String(pw)
		if err != nil || old == pw || k.r >= 5 {
			continue
		}
		if l.key = k.open([]byte(old)); l.key != nil {
			return l, nil
		}
	}
	return nil, errPassword
}

func filterMethod(enc obj, key string) method {
	switch enc.key("CF").key(enc.key(key).str).key("CFM").str {
	case "V2":
		return rc4Method
	case "AESV2":
		return aes128
	case "AESV3":
		return aes256
	}
	return noMethod
}

// open gives the file key when pw is the user's or the owner's password.
func (k *keyring) open(pw []byte) []byte {
	if k.r >= 5 {
		return k.open256(pw)
	}
	if len(k.o) < 32 || len(k.u) < 16 {
		return nil
	}
	if key := k.fileKey(pw); k.fits(key) {
		return key
	}
	if key := k.fileKey(k.ownersUser(pw)); k.fits(key) {
		return key
	}
	return nil
}

func pad(pw []byte) []byte { return append(bytes.Clone(pw), padding...)[:32] }

func (k *keyring) bytes() int {
	if k.r == 2 {
		return 5
	}
	return min(k.length/8, 16)
}

func (k *keyring) fileKey(pw []byte) []byte {
	h := md5.New()
	h.Write(pad(pw[:min(len(pw), 32)]))
	h.Write(k.o[:32])
	h.Write(binary.LittleEndian.AppendUint32(nil, k.p))
	h.Write(k.id)
	if k.r >= 4 && !k.meta {
		h.Write([]byte{255, 255, 255, 255})
	}
	key := h.Sum(nil)
	if k.r >= 3 {
		for range 50 {
			s := md5.Sum(key[:k.bytes()])
			key = s[:]
		}
	}
	return key[:k.bytes()]
}

func (k *keyring) fits(key []byte) bool {
	if k.r == 2 {
		return len(k.u) >= 32 && bytes.Equal(xorRC4(key, padding), k.u[:32])
	}
	s := md5.Sum(append(bytes.Clone(padding), k.id...))
	out := xorRC4(key, s[:])
	for i := byte(1); i <= 19; i++ {
		out = xorRC4(mixed(key, i), out)
	}
	return bytes.Equal(out, k.u[:16])
}

// ownersUser gives the user's password that the owner's password locks.
func (k *keyring) ownersUser(pw []byte) []byte {
	s := md5.Sum(pad(pw[:min(len(pw), 32)]))
	key := s[:]
	if k.r >= 3 {
		for range 50 {
			s = md5.Sum(key)
			key = s[:]
		}
	}
	key = key[:k.bytes()]
	out := k.o[:32]
	if k.r == 2 {
		return xorRC4(key, out)
	}
	for i := 19; i >= 0; i-- {
		out = xorRC4(mixed(key, byte(i)), out)
	}
	return out
}

func mixed(key []byte, x byte) []byte {
	out := bytes.Clone(key)
	for i := range out {
		out[i] ^= x
	}
	return out
}

func xorRC4(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

func (k *keyring) open256(pw []byte) []byte {
	if len(k.u) < 48 || len(k.o) < 48 || len(k.ue) < 32 || len(k.oe) < 32 {
		return nil
	}
	pw = pw[:min(len(pw), 127)]
	u := k.u[:48]
	hash := k.hash(pw, u[32:40], nil)
	enc, salt, extra := k.ue[:32], u[40:48], []byte(nil)
	if !bytes.Equal(hash, u[:32]) {
		if hash = k.hash(pw, k.o[32:40], u); !bytes.Equal(hash, k.o[:32]) {
			return nil
		}
		enc, salt, extra = k.oe[:32], k.o[40:48], u
	}
	block, err := aes.NewCipher(k.hash(pw, salt, extra))
	if err != nil {
		return nil
	}
	out := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(out, enc)
	return out
}

// hash is algorithm 2.B of ISO 32000-2; revision 5 uses its first line only.
func (k *keyring) hash(pw, salt, u []byte) []byte {
	first := sha256.Sum256(bytes.Join([][]byte{pw, salt, u}, nil))
	key := first[:]
	if k.r == 5 {
		return key
	}
	for i := 0; ; i++ {
		block, err := aes.NewCipher(key[:16])
		if err != nil {
			return nil
		}
		e := bytes.Repeat(bytes.Join([][]byte{pw, key, u}, nil), 64)
		cipher.NewCBCEncrypter(block, key[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, c := range e[:16] {
			sum += int(c)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(e)
			key = s[:]
		case 1:
			s := sha512.Sum384(e)
			key = s[:]
		default:
			s := sha512.Sum512(e)
			key = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return key[:32]
		}
	}
}

// stream undoes the encryption of stream data.
func (l *lock) stream(n, gen int, d obj, b []byte) []byte {
	if l == nil || d.key("Type").str == "XRef" || l.plainMeta && d.key("Type").str == "Metadata" {
		return b
	}
	for _, s := range steps(d) {
		if s.name == "Crypt" {
			return b
		}
	}
	return l.undo(l.streams, n, gen, b)
}

// object undoes the encryption of the strings in an object.
func (l *lock) object(n, gen int, o obj) obj {
	if l == nil {
		return o
	}
	switch o.kind {
	case text:
		o.str = string(l.undo(l.strs, n, gen, []byte(o.str)))
	case array, dict:
		arr := make([]obj, len(o.arr))
		for i := range arr {
			arr[i] = l.object(n, gen, o.arr[i])
		}
		o.arr = arr
	}
	return o
}

func (l *lock) undo(m method, n, gen int, b []byte) []byte {
	key := l.key
	switch m {
	case noMethod:
		return b
	case rc4Method, aes128:
		h := md5.New()
		h.Write(l.key)
		h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(gen), byte(gen >> 8)})
		if m == aes128 {
			h.Write([]byte("sAlT"))
		}
		key = h.Sum(nil)[:min(len(l.key)+5, 16)]
	}
	if m == rc4Method {
		return xorRC4(key, b)
	}
	block, err := aes.NewCipher(key)
	if err != nil || len(b) < 32 {
		return nil
	}
	out := make([]byte, (len(b)-16)/16*16)
	cipher.NewCBCDecrypter(block, b[:16]).CryptBlocks(out, b[16:16+len(out)])
	if p := int(out[len(out)-1]); p >= 1 && p <= 16 && p <= len(out) {
		out = out[:len(out)-p]
	}
	return out
}
