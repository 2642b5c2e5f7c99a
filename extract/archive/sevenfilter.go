package archive

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"

	"github.com/stangelandcl/ppmd"
)

// 7-Zip puts filters before the packing that make programs and pictures easier
// to pack. They are undone here: delta, and the two for Intel programs.

// delta adds every byte to the one a fixed distance before it.
type delta struct {
	r    io.Reader
	last []byte
	i    int
}

func (d *delta) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	for i := range p[:n] {
		p[i] += d.last[d.i]
		d.last[d.i] = p[i]
		d.i = (d.i + 1) % len(d.last)
	}
	return n, err
}

// bcj turns the absolute targets of calls and jumps back into relative ones
// (BCJ x86). A target follows the byte E8 or E9 in four bytes, the last of
// which is 00 or FF; bytes that look like a call inside of one are marked in a
// mask, since the packer skipped them as well.
type bcj struct {
	r    io.Reader
	buf  []byte // read, not yet turned
	out  []byte // turned, not yet handed out
	pos  uint32 // of buf in the stream
	mask uint32 // calls among the last three bytes, the nearest lowest
	err  error
}

func (b *bcj) Read(p []byte) (int, error) {
	for len(b.out) == 0 {
		if b.err != nil {
			return 0, b.err
		}
		chunk := make([]byte, 32<<10)
		n, err := io.ReadFull(b.r, chunk)
		if err == io.ErrUnexpectedEOF {
			err = io.EOF
		}
		b.err = err
		b.buf = append(b.buf, chunk[:n]...)
		done := b.turn(b.buf)
		if err != nil {
			done = len(b.buf) // the last four bytes hold no target
		}
		b.out, b.buf = b.buf[:done:done], append([]byte(nil), b.buf[done:]...)
		b.pos += uint32(done)
	}
	n := copy(p, b.out)
	b.out = b.out[n:]
	return n, nil
}

func outer(c byte) bool { return c == 0 || c == 0xff }

// turn works on s up to where a target could be cut off, and returns how far it
// got.
func (b *bcj) turn(s []byte) int {
	i := 0
	for i+4 < len(s) {
		if s[i]&0xfe != 0xe8 {
			b.mask = b.mask << 1 & 7
			i++
			continue
		}
		at, bits := b.mask, maskBits[b.mask]
		b.mask = b.mask<<1&7 | 1
		if at != 0 && (at == 3 || at > 4 || outer(s[i+4-bits])) || !outer(s[i+4]) {
			i++
			continue
		}
		target := binary.LittleEndian.Uint32(s[i+1:])
		to := uint32(0)
		for {
			to = target - (b.pos + uint32(i) + 5)
			if at == 0 || !outer(byte(to>>(24-8*bits))) {
				break
			}
			target = to ^ (1<<(32-8*bits) - 1)
		}
		to &= 1<<25 - 1
		if to&(1<<24) != 0 {
			to |= 0xff << 24
		}
		binary.LittleEndian.PutUint32(s[i+1:], to)
		b.mask = 0
		i += 5
	}
	return i
}

// maskBits is how many bytes before the last of a target the nearest call in
// the mask ends.
var maskBits = [8]int{0, 1, 2, 2, 3, 3, 3, 3}

// bcj2 puts a program together again from four streams: its bytes, the targets
// of calls, those of jumps, and bits of a range coder that say which of the
// bytes that look like a call or a jump are one.
type bcj2 struct {
	main, call, jump, coder *bufio.Reader
	probs                   [258]uint32
	span, code              uint32
	begun                   bool
	prev                    byte
	pos                     uint32
	left                    []byte // of a target
}

func newBCJ2(in []io.Reader) *bcj2 {
	b := &bcj2{main: bufio.NewReader(in[0]), call: bufio.NewReader(in[1]), jump: bufio.NewReader(in[2]), coder: bufio.NewReader(in[3]), span: 0xffffffff}
	for i := range b.probs {
		b.probs[i] = 1024
	}
	return b
}

func (b *bcj2) Read(p []byte) (int, error) {
	for n := range p {
		c, err := b.next()
		if err != nil {
			if n > 0 {
				err = nil // it comes again
			}
			return n, err
		}
		p[n] = c
	}
	return len(p), nil
}

func (b *bcj2) next() (byte, error) {
	if len(b.left) > 0 {
		c := b.left[0]
		b.left = b.left[1:]
		b.pos++
		b.prev = c
		return c, nil
	}
	if !b.begun {
		b.begun = true
		for range 5 {
			c, err := b.coder.ReadByte()
			if err != nil {
				return 0, io.ErrUnexpectedEOF
			}
			b.code = b.code<<8 | uint32(c)
		}
	}
	c, err := b.main.ReadByte()
	if err != nil {
		return 0, err
	}
	b.pos++
	prev := b.prev
	b.prev = c
	var prob *uint32
	targets := b.jump
	switch {
	case c == 0xe8:
		prob, targets = &b.probs[prev], b.call
	case c == 0xe9:
		prob = &b.probs[256]
	case prev == 0x0f && c&0xf0 == 0x80:
		prob = &b.probs[257]
	default:
		return c, nil
	}
	is, err := b.bit(prob)
	if err != nil || !is {
		return c, err
	}
	var target [4]byte
	if _, err := io.ReadFull(targets, target[:]); err != nil {
		return 0, io.ErrUnexpectedEOF
	}
	b.left = binary.LittleEndian.AppendUint32(nil, binary.BigEndian.Uint32(target[:])-(b.pos+4))
	return c, nil
}

// bit reads one bit of the range coder, and learns from it.
func (b *bcj2) bit(prob *uint32) (is bool, err error) {
	bound := b.span >> 11 * *prob
	if b.code < bound {
		b.span = bound
		*prob += (2048 - *prob) >> 5
	} else {
		b.span -= bound
		b.code -= bound
		*prob -= *prob >> 5
		is = true
	}
	if b.span < 1<<24 {
		c, err := b.coder.ReadByte()
		if err != nil {
			return false, io.ErrUnexpectedEOF
		}
		b.span <<= 8
		b.code = b.code<<8 | uint32(c)
	}
	return is, nil
}

// guarded turns a panic of a library on damaged data into an error.
type guarded struct{ r io.Reader }

func (g guarded) Read(p []byte) (n int, err error) {
	defer func() {
		if recover() != nil {
			n, err = 0, errSeven
		}
	}()
	return g.r.Read(p)
}

// unppmd undoes PPMd of variant H. props are its order and the memory that it
// needs.
func unppmd(props []byte, r io.Reader, size uint64) (io.Reader, error) {
	if len(props) != 5 || props[0] < 2 || props[0] > 64 {
		return nil, errSeven
	}
	memory := binary.LittleEndian.Uint32(props[1:])
	if memory > maxWindow {
		return nil, tooWide("7z", int64(memory))
	}
	p, err := ppmd.NewH7zReader(r, int(props[0]), int(memory), int(min(size, 1<<62)))
	if err != nil {
		return nil, errors.Join(errSeven, err)
	}
	return guarded{&p}, nil
}
