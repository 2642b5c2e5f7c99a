package archive

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
)

var errLocked = &extract.CodeError{Code: extract.Encrypted, Err: errors.New("zip: needs a password")}

// decrypt opens an entry with the first password that fits. A password is
// tried as UTF-8 and as CP932, since programs differ.
func (e *entry) decrypt(lim extract.Limits, passwords []string) io.Reader {
	try := e.zipCrypto
	if e.method == aesMethod {
		try = e.winzipAES
	}
	for _, p := range passwords {
		forms := [][]byte{[]byte(p)}
		if b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(p)); err == nil && string(b) != p {
			forms = append(forms, b)
		}
		for _, form := range forms {
			if try(form, lim) == nil {
				continue
			}
			// The header's check lets a wrong password pass now and then: read to the end first.
			if _, err := io.Copy(io.Discard, io.LimitReader(try(form, lim), lim.Part+1)); wrongPassword(err) {
				continue
			}
			return try(form, lim)
		}
	}
	return failed{errLocked}
}

// wrongPassword tells whether err is what garbage in place of the content gives.
func wrongPassword(err error) bool {
	return err != nil && !errors.As(err, new(*extract.CodeError))
}

// zipCrypto is the old cipher of PKZIP: nil when the password cannot be right.
func (e *entry) zipCrypto(password []byte, lim extract.Limits) io.Reader {
	r := &pkStream{r: e.data(), keys: [3]uint32{0x12345678, 0x23456789, 0x34567890}}
	for _, c := range password {
		r.update(c)
	}
	var head [12]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return failed{err}
	}
	want := byte(e.crc >> 24)
	if e.flags&flagDescriptor != 0 {
		want = byte(e.time >> 8)
	}
	if head[11] != want {
		return nil
	}
	return e.unpack(r, e.method, true, lim)
}

// A pkStream decrypts what it reads (APPNOTE.TXT, section 6.1).
type pkStream struct {
	r    io.Reader
	keys [3]uint32
}

func (s *pkStream) update(c byte) {
	k := &s.keys
	k[0] = crc32.IEEETable[byte(k[0])^c] ^ k[0]>>8
	k[1] = (k[1]+k[0]&0xff)*134775813 + 1
	k[2] = crc32.IEEETable[byte(k[2])^byte(k[1]>>24)] ^ k[2]>>8
}

func (s *pkStream) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	for i := range p[:n] {
		t := s.keys[2] | 2
		p[i] ^= byte(t * (t ^ 1) >> 8)
		s.update(p[i])
	}
	return n, err
}

// winzipAES is the cipher of WinZip (AE-1 and AE-2): nil when the password
// cannot be right.
func (e *entry) winzipAES(password []byte, lim extract.Limits) io.Reader {
	field, ok := extraField(e.extra, 0x9901)
	if !ok || len(field) < 7 || field[4] < 1 || field[4] > 3 {
		return failed{&extract.CodeError{Code: extract.Encrypted, Err: errors.New("zip: unknown encryption")}}
	}
	version, method := binary.LittleEndian.Uint16(field), binary.LittleEndian.Uint16(field[5:])
	keySize := 8 + 8*int(field[4])
	r := e.data()
	head := make([]byte, keySize/2+2)
	if _, err := io.ReadFull(r, head); err != nil {
		return failed{err}
	}
	key, err := pbkdf2.Key(sha1.New, string(password), head[:keySize/2], 1000, 2*keySize+2)
	if err != nil || key[2*keySize] != head[keySize/2] || key[2*keySize+1] != head[keySize/2+1] {
		return nil
	}
	return e.unpack(newAESStream(key, keySize, io.LimitReader(r, e.packed-int64(len(head))-10), r), method, version == 1, lim)
}

// An aesStream decrypts in counter mode with a little-endian counter that
// starts at 1, and checks the authentication code at the end.
type aesStream struct {
	r, tail io.Reader
	block   cipher.Block
	mac     hash.Hash
	counter uint64
	pad     [16]byte
	used    int
}

func newAESStream(key []byte, size int, r, tail io.Reader) *aesStream {
	block, err := aes.NewCipher(key[:size])
	if err != nil {
		panic(err) // the caller's size is 16, 24 or 32
	}
	return &aesStream{r: r, tail: tail, block: block, mac: hmac.New(sha1.New, key[size:2*size]), used: 16}
}

func (s *aesStream) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.mac.Write(p[:n])
	for i := range p[:n] {
		if s.used == 16 {
			s.counter++
			var in [16]byte
			binary.LittleEndian.PutUint64(in[:], s.counter)
			s.block.Encrypt(s.pad[:], in[:])
			s.used = 0
		}
		p[i] ^= s.pad[s.used]
		s.used++
	}
	if err == io.EOF {
		var code [10]byte
		if _, e := io.ReadFull(s.tail, code[:]); e != nil || !hmac.Equal(code[:], s.mac.Sum(nil)[:10]) {
			err = errSum
		}
	}
	return n, err
}
