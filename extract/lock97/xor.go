package lock97

import (
	"math/bits"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// fillers follow the password up to 16 bytes.
var fillers = [15]byte{0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00}

// A Mask unscrambles a workbook of Excel 95.
type Mask [16]byte

// OpenXor gives the mask that one of the passwords makes; key and sum are what
// the file says of it. The error is ErrPassword.
func OpenXor(key, sum uint16, passwords []string) (*Mask, error) {
	for _, p := range append([]string{everybodysPassword}, passwords...) {
		for _, b := range letters(p) {
			if len(b) > 0 && len(b) <= 15 && keyOfXor(b) == key && sumOf(b) == sum {
				return maskOf(b, key), nil
			}
		}
	}
	return nil, ErrPassword
}

// letters gives the bytes of a password in the code pages that it may have been
// typed in.
func letters(p string) (out [][]byte) {
	if b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(p)); err == nil {
		out = append(out, b)
	}
	if b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(p)); err == nil {
		out = append(out, b)
	}
	return out
}

// keyOfXor and sumOf are two numbers that a password makes.
func keyOfXor(p []byte) uint16 {
	key, base, end := uint16(0), uint16(0x8000), uint16(0xFFFF)
	next := func(v uint16) uint16 {
		if v = bits.RotateLeft16(v, 1); v&1 != 0 {
			v ^= 0x1020
		}
		return v
	}
	for i := len(p) - 1; i >= 0; i-- {
		for bit, c := 0, p[i]&0x7F; bit < 8; bit, c = bit+1, c>>1 {
			base = next(base)
			if c&1 != 0 {
				key ^= base
			}
			end = next(end)
		}
	}
	return key ^ end
}

func sumOf(p []byte) uint16 {
	sum := uint16(len(p)) ^ 0xCE4B
	for i, c := range p {
		n := (i + 1) % 15
		v := uint32(c) << n
		sum ^= uint16(v&0x7FFF | v>>15)
	}
	return sum
}

func maskOf(p []byte, key uint16) *Mask {
	var m Mask
	copy(m[copy(m[:], p):], fillers[:])
	for i := range m {
		m[i] = bits.RotateLeft8(m[i]^byte(key>>(8*(i&1))), 2)
	}
	return &m
}

// Decrypt unscrambles the body of a record, of which end is the place behind it
// in the stream. The first skip bytes are in clear.
func (m *Mask) Decrypt(body []byte, end, skip int) {
	for i := skip; i < len(body); i++ {
		body[i] = bits.RotateLeft8(body[i], 3) ^ m[(end+i)&15]
	}
}
