package xlsx

import (
	"bytes"
	"fmt"
	"io"

	"monban/extract"
	"monban/extract/ole"
	"monban/extract/ooxml"
)

// maxMacros bounds the macro project as it is stored.
const maxMacros = 64 << 20

// macros reads the program in a workbook, as ooxml.Macros does it.
func (b *book) macros(name string) error {
	var data []byte
	err := b.scan(name, func(x *ooxml.Scanner) error {
		var err error
		if data, err = io.ReadAll(io.LimitReader(x.Raw(), maxMacros+1)); err != nil {
			x.Fail(err)
		}
		x.Drain()
		return nil
	})
	if err != nil {
		return err
	}
	part := b.parts.title(name)
	unread := func(code extract.Code, err error) error {
		return b.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: part}, Code: code, Err: fmt.Errorf("xlsx: macros: %w", err)})
	}
	if len(data) > maxMacros {
		return unread(extract.Limit, fmt.Errorf("more than %d bytes", maxMacros))
	}
	c, err := ole.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return unread(extract.Corrupt, err)
	}
	return ooxml.Macros(c, c.Root, "xlsx", part, b.to)
}
