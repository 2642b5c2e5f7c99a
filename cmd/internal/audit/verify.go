package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A BrokenError says which line of a log is the first that cannot be right.
type BrokenError struct {
	Line       int    // counted from 1
	Why, WhyJa string // what is wrong with it, in both languages
}

func (e *BrokenError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Why) }

// Verify reads a log and follows the chain. It returns the number of lines that
// are right; the error is a *BrokenError for the first that is not, or that of
// reading.
func Verify(r io.Reader) (lines int, err error) {
	err = Walk(r, func(Entry, string) error {
		lines++
		return nil
	})
	return lines, err
}

// Walk calls each with every entry and the hash of its line, as long as the
// chain holds. The errors are those of Verify and of each.
func Walk(r io.Reader, each func(e Entry, hash string) error) error {
	b := bufio.NewReaderSize(r, 64<<10)
	prev := start
	for n := 1; ; n++ {
		raw, err := readLine(b)
		switch {
		case errors.Is(err, io.EOF) && len(raw) == 0:
			return nil
		case errors.Is(err, io.EOF):
			return &BrokenError{n, "the line has no end; it was cut, or the program died while writing it", "行が終わっていません。切り取られたか、書いている途中でプログラムが止まりました"}
		case errors.Is(err, errLong):
			return &BrokenError{n, err.Error(), fmt.Sprintf("%dバイトを超えています", mostLine)}
		case err != nil:
			return err
		}
		var x line
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&x); err != nil || d.More() || x.Event == "" {
			return &BrokenError{n, "not an entry of an audit log", "監査記録の行ではありません"}
		}
		switch {
		case x.Prev == prev:
		case n == 1:
			return &BrokenError{n, "it is not the first line of a log; what stood before it is missing", "記録の最初の行ではありません。前の行がなくなっています"}
		default:
			return &BrokenError{n, fmt.Sprintf("it does not follow line %d; one of the two was changed, or lines were removed, added or moved", n-1),
				fmt.Sprintf("%d行目に続いていません。どちらかが書き換えられたか、行が削除・追加・移動されました", n-1)}
		}
		prev = hash(raw)
		if err := each(x.Entry, prev); err != nil {
			return err
		}
	}
}

var errLong = fmt.Errorf("it has more than %d bytes", mostLine)

// readLine returns the next line without its line break; with io.EOF what
// follows the last line break.
func readLine(b *bufio.Reader) ([]byte, error) {
	var out []byte
	for {
		part, err := b.ReadSlice('\n')
		out = append(out, part...)
		switch {
		case err == nil:
			return out[:len(out)-1], nil
		case len(out) > mostLine:
			return nil, errLong
		case !errors.Is(err, bufio.ErrBufferFull):
			return out, err
		}
	}
}
