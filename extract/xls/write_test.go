package xls

import (
	"encoding/binary"
	"math"
	"unicode/utf16"

	"golang.org/x/text/encoding/japanese"

	"monban/extract/ole"
)

// rec writes a record of numbers (uint16), bytes and other things.
func rec(kind uint16, parts ...any) []byte {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			b = binary.LittleEndian.AppendUint16(b, uint16(p))
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, p)
		case byte:
			b = append(b, p)
		case []byte:
			b = append(b, p...)
		case string:
			b = append(b, p...)
		case float64:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p))
		default:
			panic("a part of an unknown type")
		}
	}
	out := binary.LittleEndian.AppendUint16(nil, kind)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(b)))
	return append(out, b...)
}

func cat(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func wide(s string) []byte {
	var out []byte
	for _, c := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, c)
	}
	return out
}

// str16 is a string with its count in two bytes, str8 in one.
func str16(s string) []byte {
	n := len(utf16.Encode([]rune(s)))
	return append([]byte{byte(n), byte(n >> 8), 1}, wide(s)...)
}

func str8(s string) []byte {
	return append([]byte{byte(len(utf16.Encode([]rune(s)))), 1}, wide(s)...)
}

func sjis(s string) []byte {
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

type testSheet struct {
	name  string
	state byte
	recs  []byte
}

// workbook writes a stream of BIFF8 (or of BIFF5) with sheets.
func workbook(version int, globals []byte, sheets ...testSheet) []byte {
	bof := func(kind int) []byte {
		if version == 5 {
			return rec(recBOF, 0x500, kind, 0, 0)
		}
		return rec(recBOF, 0x600, kind, 0, 0, uint32(0), uint32(0))
	}
	list := func(at []int) []byte {
		var out []byte
		for i, s := range sheets {
			name := str8(s.name)
			if version == 5 {
				b := sjis(s.name)
				name = append([]byte{byte(len(b))}, b...)
			}
			out = append(out, rec(recBoundsheet, uint32(at[i]), s.state, byte(0), name)...)
		}
		return out
	}
	at := make([]int, len(sheets))
	head := func() []byte { return cat(bof(5), globals, list(at), rec(recEOF)) }
	pos := len(head())
	var body []byte
	for i, s := range sheets {
		at[i] = pos + len(body)
		body = cat(body, bof(0x10), s.recs, rec(recEOF))
	}
	return append(head(), body...)
}

// packed puts a stream into its container.
func packed(stream []byte, more ...ole.Node) []byte {
	return ole.Pack(ole.Node{Nodes: append([]ole.Node{{Name: "Workbook", Data: stream}}, more...)})
}

func label(row, col int, s string) []byte { return rec(recLabel, row, col, 0, str16(s)) }

// sst writes shared strings without breaks.
func sst(texts ...string) []byte {
	parts := []any{uint32(len(texts)), uint32(len(texts))}
	for _, s := range texts {
		parts = append(parts, str16(s))
	}
	return rec(recSST, parts...)
}

func labelSST(row, col, i int) []byte { return rec(recLabelSST, row, col, 0, uint32(i)) }
