package lock97

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"

	"monban/extract"
	"monban/extract/ole"
)

// Where locked files keep their properties: Excel and Word in the one, PowerPoint
// in the other.
var lockedProperties = []string{"encryption", "EncryptedSummary"}

// SayProperties sends the texts of the properties that are locked with the file,
// by MS-OFFCRYPTO 2.3.5.4. A provider may have left them in clear elsewhere.
func (k Key) SayProperties(c *ole.File, to extract.Sink) error {
	for _, name := range lockedProperties {
		e := c.Root.Find(name)
		if e == nil || e.Storage {
			continue
		}
		b, err := c.Read(e, 4<<20)
		streams, ok := k.streams(b)
		if err != nil || !ok {
			err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("the locked properties are damaged")})
			if err != nil {
				return err
			}
		}
		for _, s := range streams {
			if !strings.HasPrefix(s.name, "\x05") {
				continue
			}
			if err := ole.SayPropertySet(s.name, s.data, to, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

type stream struct {
	name string
	data []byte
}

// streams takes apart what several streams were packed into. Its head, its list
// and each of the streams are locked by themselves.
func (k Key) streams(b []byte) (out []stream, ok bool) {
	le := binary.LittleEndian
	clear := func(at, n, block uint32) []byte {
		if uint64(at)+uint64(n) > uint64(len(b)) {
			return nil
		}
		part := make([]byte, n)
		k(block).XORKeyStream(part, b[at:at+n])
		return part
	}
	head := clear(0, 8, 0)
	if head == nil {
		return nil, false
	}
	list := clear(le.Uint32(head), le.Uint32(head[4:]), 0)
	if len(list) < 4 {
		return nil, false
	}
	count, list := le.Uint32(list), list[4:]
	for range min(count, 100) {
		if len(list) < 16 {
			return out, false
		}
		name := 2 * int(list[10])
		if len(list) < 16+name+2 {
			return out, false
		}
		var u []uint16
		for i := range name / 2 {
			u = append(u, le.Uint16(list[16+2*i:]))
		}
		data := clear(le.Uint32(list), le.Uint32(list[4:]), uint32(le.Uint16(list[8:])))
		if data == nil {
			return out, false
		}
		out = append(out, stream{string(utf16.Decode(u)), data})
		list = list[16+name+2:]
	}
	return out, true
}
