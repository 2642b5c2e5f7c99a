package xlsx

import (
	"bytes"
	"context"
	"io"

	"monban/extract"
	"monban/extract/ooxml"
)

// readLocked tries the passwords and reads what the right one opens.
func readLocked(ctx context.Context, f extract.File, to extract.Sink) error {
	f, err := ooxml.Unlock(ctx, f)
	if err != nil {
		return err
	}
	head := make([]byte, min(f.Size, 4096))
	if _, err := f.Data.ReadAt(head, 0); err == nil && bytes.HasPrefix(head, []byte("PK")) && match(f, head) {
		return read(ctx, f, to)
	}
	return to.File(f.Name, 0, io.NewSectionReader(f.Data, 0, f.Size)) // a document of another program
}
