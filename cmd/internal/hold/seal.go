package hold

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"
)

// KeySize is the length of a key, in bytes.
const KeySize = 32

// LoadKey reads a key file: 32 bytes in base64. A file that others can read is
// refused.
func LoadKey(path string) ([]byte, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("hold: key: %w", err)
	}
	if fi.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("hold: key file %s can be read by others: chmod 600 %s", path, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("hold: key: %w", err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(key) != KeySize {
		return nil, fmt.Errorf("hold: key file %s must hold %d bytes in base64 (head -c 32 /dev/urandom | base64)", path, KeySize)
	}
	return key, nil
}

// A sealer encrypts with AES-256-GCM. What a sealed text belongs to is part of
// the seal: pieces cannot be exchanged between messages or put in another order.
type sealer struct {
	aead cipher.AEAD   // of the key; nil without one
	old  []cipher.AEAD // of earlier keys, for opening
}

func newSealer(key []byte, old ...[]byte) (*sealer, error) {
	s := &sealer{}
	for _, k := range old {
		a, err := newAEAD(k)
		if err != nil {
			return nil, err
		}
		s.old = append(s.old, a)
	}
	if key == nil {
		return s, nil
	}
	var err error
	s.aead, err = newAEAD(key)
	return s, err
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("hold: a key has %d bytes, not %d", KeySize, len(key))
	}
	b, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	a, err := cipher.NewGCM(b)
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	return a, nil
}

// The first byte of what is stored tells whether it is sealed, so that a key
// can be introduced while messages are held.
const (
	plain  = 0
	sealed = 1
)

func (s *sealer) close(text []byte, owner string) []byte {
	if s.aead == nil {
		return append([]byte{plain}, text...)
	}
	out := make([]byte, 1+s.aead.NonceSize(), 1+s.aead.NonceSize()+len(text)+s.aead.Overhead())
	out[0] = sealed
	rand.Read(out[1:])
	return s.aead.Seal(out, out[1:], text, []byte(owner))
}

func (s *sealer) open(b []byte, owner string) ([]byte, error) {
	switch {
	case len(b) == 0:
		return nil, errors.New("hold: a stored text is damaged")
	case b[0] == plain:
		return b[1:], nil
	}
	for _, a := range append([]cipher.AEAD{s.aead}, s.old...) {
		if a == nil || len(b) < 1+a.NonceSize() {
			continue
		}
		n := 1 + a.NonceSize()
		if out, err := a.Open(nil, b[1:n], b[n:], []byte(owner)); err == nil {
			return out, nil
		}
	}
	return nil, ErrKey
}
