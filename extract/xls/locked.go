package xls

import (
	"slices"

	"monban/extract/lock97"
)

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
	// Excel 95 says nothing but two numbers; its successors can say the same
	// behind a number for the way.
	if w.version < 8 || len(b) < 6 || u16(b, 0) == 0 {
		if w.version >= 8 {
			b = from(b, 2)
		}
		if len(b) < 4 {
			return lock97.ErrUnknown
		}
		mask, err := lock97.OpenXor(uint16(u16(b, 0)), uint16(u16(b, 2)), w.passwords)
		if err != nil {
			return err
		}
		w.data = slices.Clone(w.data)
		locked(w.data, func(at, start, end int) { mask.Decrypt(w.data[at:end], end, start-at) })
		return nil
	}
	key, err := lock97.Open(b[2:], w.passwords)
	if err != nil {
		return err
	}
	w.key, w.data = key, decrypt(w.data, key)
	return nil
}

// decrypt gives the stream in clear.
func decrypt(in []byte, key lock97.Key) []byte {
	out, clear := slices.Clone(in), key.Decrypt(in, 1024)
	locked(in, func(_, start, end int) { copy(out[start:end], clear[start:end]) })
	return out
}

// locked calls fn for each record: its body stands at at, and is locked from
// start to end. The heads of records and some records are not, but count.
func locked(stream []byte, fn func(at, start, end int)) {
	r := records{data: stream}
	for {
		rec, ok := r.next()
		if !ok {
			return
		}
		start := rec.at + 4
		switch rec.kind {
		case recBOF, recFilepass, 0x194, 0x195, 0xE1, 0x196, 0x138:
			continue // who has the file open, and what must be read before
		case recBoundsheet:
			start += 4
		}
		if start < r.at {
			fn(rec.at+4, start, r.at)
		}
	}
}
