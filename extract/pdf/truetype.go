package pdf

import "encoding/binary"

// glyphTexts turns the cmap table of an embedded TrueType or OpenType font
// around: which character leads to a glyph. It is the last resort for a font
// whose file does not say what its codes mean.
func glyphTexts(b []byte) map[uint32]rune {
	u16 := func(i int) int {
		if i < 0 || i+2 > len(b) {
			return 0
		}
		return int(binary.BigEndian.Uint16(b[i:]))
	}
	u32 := func(i int) int { return u16(i)<<16 | u16(i+2) }
	cmap := 0
	for i := range u16(4) {
		if r := 12 + 16*i; r+16 <= len(b) && string(b[r:r+4]) == "cmap" {
			cmap = u32(r + 8)
		}
	}
	if cmap == 0 {
		return nil
	}
	out := map[uint32]rune{}
	put := func(g, c int) {
		if old, ok := out[uint32(g)]; g > 0 && c >= ' ' && c <= 0x10ffff && (!ok || rune(c) < old) {
			out[uint32(g)] = rune(c)
		}
	}
	total := 0 // codes looked at: segments of a broken font may overlap
	for i := range min(u16(cmap+2), 32) {
		r := cmap + 4 + 8*i
		platform, kind, at := u16(r), u16(r+2), cmap+u32(r+4)
		if platform != 0 && (platform != 3 || kind != 1 && kind != 10) {
			continue
		}
		switch u16(at) {
		case 4:
			n := u16(at+6) / 2
			ends, starts := at+14, at+16+2*n
			deltas, offsets := starts+2*n, starts+4*n
			for k := range min(n, 1<<15) {
				for c := u16(starts + 2*k); c <= u16(ends+2*k) && c < 0xffff && total < 1<<18; c++ {
					total++
					g := c + u16(deltas+2*k)
					if o := u16(offsets + 2*k); o != 0 {
						if g = u16(offsets + 2*k + o + 2*(c-u16(starts+2*k))); g != 0 {
							g += u16(deltas + 2*k)
						}
					}
					put(g&0xffff, c)
				}
			}
		case 12:
			for k := range min(u32(at+12), len(b)/12) {
				first, last, g := u32(at+16+12*k), u32(at+20+12*k), u32(at+24+12*k)
				for c := first; c <= last && total < 1<<18; c++ {
					put(g+c-first, c)
					total++
				}
			}
		}
	}
	return out
}
