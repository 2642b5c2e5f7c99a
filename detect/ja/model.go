package ja

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed" // the weights
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"sync"
)

// tagger.bin is made by the command in ./train; its licence is in
// data/README.md.
//
//go:embed data/tagger.bin
var taggerFile []byte

// shippedTagger unpacks the weights at the first use.
var shippedTagger = sync.OnceValue(func() *Tagger {
	t, err := readTagger(bytes.NewReader(taggerFile))
	if err != nil {
		return nil // not possible: a test reads the file
	}
	return t
})

const taggerMagic = "MBNTAG1\n"

// leastWeight is the smallest weight that is written, in units of 1/tagScale.
const leastWeight = 5

// WriteTo writes the weights: the table of steps, then every bucket that says
// something as its distance from the one before, a byte that tells which labels
// follow, and their weights; compressed.
func (t *Tagger) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	b.WriteString(taggerMagic)
	b.WriteByte(byte(bits.Len32(t.mask)))
	for _, row := range t.step {
		for _, v := range row {
			b.Write(binary.LittleEndian.AppendUint16(nil, uint16(int16(max(v, math.MinInt16)))))
		}
	}
	last := -1
	for i := range int(t.mask) + 1 {
		var which byte
		for l := range tagLabels {
			if v := t.weight(i, l); v >= leastWeight || v <= -leastWeight {
				which |= 1 << l
			}
		}
		if which == 0 {
			continue
		}
		b.Write(binary.AppendUvarint(nil, uint64(i-last)))
		last = i
		b.WriteByte(which)
		for l := range tagLabels {
			if which&(1<<l) != 0 {
				b.WriteByte(byte(t.weight(i, l)))
			}
		}
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := z.Write(b.Bytes()); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	n, err := w.Write(out.Bytes())
	return int64(n), err
}

// readTagger reads what WriteTo wrote.
func readTagger(r io.Reader) (*Tagger, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	in := bufio.NewReader(z)
	head := make([]byte, len(taggerMagic)+1)
	if _, err := io.ReadFull(in, head); err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	size := int(head[len(taggerMagic)])
	if string(head[:len(taggerMagic)]) != taggerMagic || size < 8 || size > 22 {
		return nil, errors.New("tagger: another format")
	}
	t := newTagger(size)
	var b [2]byte
	for i := range t.step {
		for j := range t.step[i] {
			if _, err := io.ReadFull(in, b[:]); err != nil {
				return nil, fmt.Errorf("tagger: %w", err)
			}
			t.setStep(i, j, int(int16(binary.LittleEndian.Uint16(b[:]))))
		}
	}
	for at := -1; ; {
		d, err := binary.ReadUvarint(in)
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, fmt.Errorf("tagger: %w", err)
		}
		at += int(d)
		which, err := in.ReadByte()
		if err != nil || d == 0 || d > 1<<22 || at > int(t.mask) {
			return nil, errors.New("tagger: damaged")
		}
		for l := range tagLabels {
			if which&(1<<l) != 0 {
				v, err := in.ReadByte()
				if err != nil {
					return nil, errors.New("tagger: damaged")
				}
				t.setWeight(at, l, int(int8(v)))
			}
		}
	}
}
