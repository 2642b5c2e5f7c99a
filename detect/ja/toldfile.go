package ja

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

const toldMagic = "MBNTLD1\n"

// WriteTo writes the tagger, by its length, then, compressed, the gate and the weights
// of the kinds.
func (t *teller) WriteTo(w io.Writer) (int64, error) {
	var tagger bytes.Buffer
	if _, err := t.tagger.WriteTo(&tagger); err != nil {
		return 0, err
	}
	var b bytes.Buffer
	b.WriteString(toldMagic)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(tagger.Len())))
	b.Write(tagger.Bytes())
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if err := binary.Write(z, binary.LittleEndian, t.gate.bias); err != nil {
		return 0, err
	}
	if err := binary.Write(z, binary.LittleEndian, t.gate.weights); err != nil {
		return 0, err
	}
	for i, row := range t.kinds.weights {
		if row == nil {
			continue
		}
		if err := binary.Write(z, binary.LittleEndian, uint16(i)); err != nil {
			return 0, err
		}
		if err := binary.Write(z, binary.LittleEndian, row); err != nil {
			return 0, err
		}
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	n, err := w.Write(b.Bytes())
	return int64(n), err
}

// readTeller reads what WriteTo wrote.
func readTeller(r io.Reader) (*teller, error) {
	head := make([]byte, len(toldMagic)+4)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, fmt.Errorf("told: %w", err)
	}
	if string(head[:len(toldMagic)]) != toldMagic {
		return nil, errors.New("told: another format")
	}
	body := make([]byte, min(1<<24, binary.LittleEndian.Uint32(head[len(toldMagic):])))
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, fmt.Errorf("told: %w", err)
	}
	tagger, err := readTagger(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("told: %w", err)
	}
	tagger.model = toldModel
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("told: %w", err)
	}
	t := &teller{tagger, &gate{weights: make([]int8, 1<<gateBits)}, newKindModel()}
	in := bufio.NewReader(z)
	if err := errors.Join(binary.Read(in, binary.LittleEndian, &t.gate.bias), binary.Read(in, binary.LittleEndian, t.gate.weights)); err != nil {
		return nil, fmt.Errorf("told: %w", err)
	}
	rows, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("told: %w", err)
	}
	size := 2 + 2*len(t.kinds.kinds)
	weights := make([]int16, len(rows)/size*len(t.kinds.kinds))
	for ; len(rows) >= size; rows = rows[size:] {
		at := int(binary.LittleEndian.Uint16(rows))
		if at >= len(t.kinds.weights) {
			return nil, errors.New("told: damaged")
		}
		row := weights[:len(t.kinds.kinds):len(t.kinds.kinds)]
		weights = weights[len(row):]
		for i := range row {
			row[i] = int16(binary.LittleEndian.Uint16(rows[2+2*i:]))
		}
		t.kinds.weights[at] = row
	}
	if len(rows) > 0 {
		return nil, errors.New("told: damaged")
	}
	return t, nil
}
