package xlsb

import (
	"monban/extract"
	"monban/extract/numfmt"
)

// xf is what the cells of one style have in common.
type xf struct {
	format *numfmt.Format
	hidden extract.Hidden
}

// maxStyles is more than twice what spreadsheet programs allow.
const maxStyles = 1 << 17

// styles reads the part of styles.
type styles struct {
	codes map[int]*numfmt.Format
	fonts []font
	fills []uint64
	xfs   []xf
	cells bool // in the list for cells
}

type font struct {
	height int
	color  uint64
}

// The colours that are told apart by more than their values.
const (
	black = 1 << 40
	white = 1<<40 + 0xFFFFFF
	other = 1 << 41
)

// color reads a colour: by value where it has one that is plain.
func color(b []byte) uint64 {
	if len(b) < 8 {
		return other
	}
	kind, index := b[0]>>1, b[1]
	switch {
	case kind == 1 && (index == 1 || index == 9 || index == 65), kind == 3 && index == 0 && u16(b, 2) == 0:
		return white
	case kind == 1 && (index == 0 || index == 8 || index == 64), kind == 3 && index == 1 && u16(b, 2) == 0:
		return black
	case kind == 2:
		return 1<<40 | uint64(b[4])<<16 | uint64(b[5])<<8 | uint64(b[6])
	case kind == 0:
		return black
	}
	return other | uint64(kind)<<24 | uint64(index)<<16 | uint64(u16(b, 2))
}

func (s *styles) record(kind int, r []byte) error {
	switch kind {
	case 44:
		code, _ := str(from(r, 2))
		if len(s.codes) < maxStyles {
			s.codes[u16(r, 0)] = numfmt.Parse(code)
		}
	case 43:
		if len(s.fonts) < maxStyles {
			s.fonts = append(s.fonts, font{u16(r, 0), color(from(r, 12))})
		}
	case 45:
		if len(s.fills) >= maxStyles {
			return nil
		}
		ground := uint64(0)
		switch u32(r, 0) {
		case 0:
		case 1:
			ground = color(from(r, 4))
		default:
			ground = other
		}
		s.fills = append(s.fills, ground)
	case 617:
		s.cells = true
	case 618:
		s.cells = false
	case 47:
		if s.cells && len(s.xfs) < maxStyles {
			s.xfs = append(s.xfs, s.xf(r))
		}
	}
	return nil
}

func (s *styles) xf(r []byte) xf {
	var x xf
	id := u16(r, 2)
	f, ok := s.codes[id]
	if !ok {
		f = numfmt.Parse(numfmt.Builtin(id))
		s.codes[id] = f
	}
	x.format = f
	ground := uint64(0)
	if i := u16(r, 6); i < len(s.fills) {
		ground = s.fills[i]
	}
	if i := u16(r, 4); i < len(s.fonts) {
		if h := s.fonts[i].height; h > 0 && h <= 40 {
			x.hidden |= extract.SmallText
		}
		if c := s.fonts[i].color; c == ground || c == white && ground == 0 {
			x.hidden |= extract.WhiteText
		}
	}
	return x
}
