package ja

import (
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
	in, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("tagger: %w", err)
	}
	head, steps := len(taggerMagic)+1, 2*tagLabels*tagLabels
	if len(in) < head+steps || string(in[:head-1]) != taggerMagic || in[head-1] < 8 || in[head-1] > 22 {
		return nil, errors.New("tagger: another format")
	}
	t := newTagger(int(in[head-1]))
	in = in[head:]
	for i := range t.step {
		for j := range t.step[i] {
			t.setStep(i, j, int(int16(binary.LittleEndian.Uint16(in))))
			in = in[2:]
		}
	}
	for at := -1; len(in) > 0; {
		d, n := binary.Uvarint(in)
		if n <= 0 || n == len(in) || d == 0 || d > 1<<22 || at+int(d) > int(t.mask) {
			return nil, errors.New("tagger: damaged")
		}
		at += int(d)
		which := in[n]
		in = in[n+1:]
		if len(in) < bits.OnesCount8(which) {
			return nil, errors.New("tagger: damaged")
		}
		for l := range tagLabels {
			if which&(1<<l) != 0 {
				t.setWeight(at, l, int(int8(in[0])))
				in = in[1:]
			}
		}
	}
	return t, nil
}
