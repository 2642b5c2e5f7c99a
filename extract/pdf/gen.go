//go:build ignore

// This command makes data/cmaps.bin and data/glyphs.bin from Adobe's own text
// files:
//
//	go run gen.go -cmaps /usr/share/poppler/cMap/Adobe-Japan1 -glyphs glyphlist.txt
//
// The first is the folder of CMap resources (Debian package poppler-data, or
// Adobe's cmap-resources), the second the Adobe Glyph List. cmaps.go says how
// the tables are read again.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

type span struct {
	n           int
	lo, hi, cid uint32
}

type cmap struct {
	name, parent string
	wmode        int
	space, cids  []span
	bf           map[uint32]string
}

func code(s string) (int, uint32) {
	s = strings.Trim(s, "<>")
	v, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return len(s) / 2, uint32(v)
}

func utf16be(s string) string {
	b, err := hex.DecodeString(strings.Trim(s, "<>"))
	if err != nil {
		log.Fatal(err)
	}
	var u []uint16
	for i := 0; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(u))
}

func parse(file string) *cmap {
	b, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	m := &cmap{name: filepath.Base(file), bf: map[uint32]string{}}
	mode := ""
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0][0] == '%':
		case len(f) == 2 && f[1] == "usecmap":
			m.parent = f[0][1:]
		case len(f) == 3 && f[0] == "/WMode":
			m.wmode, _ = strconv.Atoi(f[1])
		case len(f) == 2 && strings.HasPrefix(f[1], "begin"):
			mode = f[1][5:]
		case strings.HasPrefix(f[0], "end"):
			mode = ""
		case mode == "codespacerange" && len(f) == 2:
			n, lo := code(f[0])
			_, hi := code(f[1])
			m.space = append(m.space, span{n: n, lo: lo, hi: hi})
		case mode == "cidrange" && len(f) == 3:
			n, lo := code(f[0])
			_, hi := code(f[1])
			cid, _ := strconv.Atoi(f[2])
			m.cids = append(m.cids, span{n, lo, hi, uint32(cid)})
		case mode == "cidchar" && len(f) == 2:
			n, lo := code(f[0])
			cid, _ := strconv.Atoi(f[1])
			m.cids = append(m.cids, span{n, lo, lo, uint32(cid)})
		case mode == "bfchar" && len(f) == 2:
			_, lo := code(f[0])
			m.bf[lo] = utf16be(f[1])
		case mode == "bfrange" && len(f) == 3:
			_, lo := code(f[0])
			_, hi := code(f[1])
			r := []rune(utf16be(f[2]))
			if len(r) == 0 {
				continue // one byte: a table between character sets
			}
			for c := lo; c <= hi; c++ {
				m.bf[c] = string(r)
				r[len(r)-1]++
			}
		}
	}
	sort.Slice(m.cids, func(i, j int) bool {
		a, b := m.cids[i], m.cids[j]
		return a.n < b.n || a.n == b.n && a.lo < b.lo
	})
	// Neighbours that continue each other become one range.
	var out []span
	for _, s := range m.cids {
		if k := len(out) - 1; k >= 0 && out[k].n == s.n && out[k].hi+1 == s.lo && out[k].cid+s.lo-out[k].lo == s.cid && s.lo&0xff != 0 {
			out[k].hi = s.hi
			continue
		}
		out = append(out, s)
	}
	m.cids = out
	return m
}

func uv(b []byte, v uint32) []byte  { return binary.AppendUvarint(b, uint64(v)) }
func sv(b []byte, v int64) []byte   { return binary.AppendVarint(b, v) }
func str(b []byte, s string) []byte { return append(uv(b, uint32(len(s))), s...) }
func deflate(b []byte) []byte {
	var w bytes.Buffer
	z, _ := flate.NewWriter(&w, flate.BestCompression)
	z.Write(b)
	z.Close()
	return w.Bytes()
}

func (m *cmap) table() []byte {
	b := uv(nil, uint32(len(m.space)))
	for _, s := range m.space {
		b = uv(uv(uv(b, uint32(s.n)), s.lo), s.hi)
	}
	b = uv(b, uint32(len(m.cids)))
	var last span
	for _, s := range m.cids {
		if s.n != last.n {
			last = span{n: s.n}
		}
		b = uv(b, uint32(s.n))
		b = uv(b, s.lo-last.hi)
		b = uv(b, s.hi-s.lo)
		b = sv(b, int64(s.cid)-int64(last.cid))
		last = s
		last.cid += s.hi - s.lo
	}
	return b
}

// expand lists what m maps, by code point, so that encodings can be compared.
func (m *cmap) expand(all map[string]*cmap) map[rune]uint32 {
	out := map[rune]uint32{}
	if p := all[m.parent]; p != nil {
		out = p.expand(all)
	}
	for _, s := range m.cids {
		for c := s.lo; c <= s.hi; c++ {
			b := binary.BigEndian.AppendUint32(nil, c)[4-s.n:]
			var r rune
			switch {
			case strings.Contains(m.name, "UTF32"):
				r = rune(c)
			case strings.Contains(m.name, "UTF16"):
				r = rune(c)
				if s.n == 4 {
					r = utf16.DecodeRune(rune(c>>16), rune(c&0xffff))
				}
			default:
				r = []rune(string(b))[0]
			}
			out[r] = s.cid + c - s.lo
		}
	}
	return out
}

func same(a, b map[rune]uint32) bool {
	for r, c := range a {
		if b[r] != c {
			return false
		}
	}
	return len(a) == len(b)
}

func main() {
	dir := flag.String("cmaps", "", "folder of CMap resources")
	list := flag.String("glyphs", "", "Adobe Glyph List")
	flag.Parse()
	log.SetFlags(0)
	if *dir != "" {
		cmaps(*dir)
	}
	if *list != "" {
		glyphs(*list)
	}
}

func cmaps(dir string) {
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	all := map[string]*cmap{}
	var names []string
	for _, f := range files {
		m := parse(f)
		all[m.name] = m
		// Tables between character sets, and identities, are not encodings.
		if strings.Contains(m.name, "UCS2-90") || strings.HasSuffix(m.name, "-UCS2") || strings.HasSuffix(m.name, "-UCS2C") || strings.HasPrefix(m.name, "Adobe-") {
			continue
		}
		names = append(names, m.name)
	}
	sort.Strings(names)
	var index, blobs []byte
	index = uv(index, uint32(len(names)+1))
	entry := func(name, parent string, wmode, form int, blob []byte) {
		index = str(str(index, name), parent)
		index = uv(uv(index, uint32(wmode)), uint32(form))
		index = uv(uv(index, uint32(len(blobs))), uint32(len(blob)))
		blobs = append(blobs, blob...)
	}
	for _, n := range names {
		m := all[n]
		form, parent := 0, m.parent
		for i, enc := range []string{"", "UTF16", "UTF8"} {
			if i == 0 || !strings.Contains(n, "-"+enc+"-") {
				continue
			}
			if base := all[strings.Replace(n, enc, "UTF32", 1)]; base != nil && same(m.expand(all), base.expand(all)) {
				form, parent = i, base.name
			}
		}
		var blob []byte
		if form == 0 {
			blob = deflate(m.table())
		}
		entry(n, parent, m.wmode, form, blob)
	}
	entry("Japan1", "", 0, 3, deflate(unicodes(all)))
	out := append(uv(nil, uint32(len(index))), index...)
	out = append(out, blobs...)
	if err := os.WriteFile("data/cmaps.bin", out, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("cmaps.bin: %d tables, %d bytes\n", len(names)+1, len(out))
}

// unicodes writes the text of every CID of Adobe-Japan1. Adobe's own table is
// preferred; CIDs that it leaves out get the code point that leads to them.
func unicodes(all map[string]*cmap) []byte {
	text := map[uint32]string{}
	top := uint32(0)
	for _, n := range []string{"UniJIS-UTF32-V", "UniJIS2004-UTF32-H", "UniJIS-UTF32-H"} {
		for r, cid := range all[n].expand(all) {
			if old := text[cid]; old == "" || r < []rune(old)[0] {
				text[cid] = string(r)
			}
		}
	}
	for cid, s := range all["Adobe-Japan1-UCS2"].bf {
		if s != "\ufffd" {
			text[cid] = s
		}
	}
	for cid := range text {
		top = max(top, cid)
	}
	b := uv(nil, top+1)
	last := int64(0)
	var long []uint32
	for cid := range top + 1 {
		r := []rune(text[cid])
		v := int64(0)
		if len(r) == 1 {
			v = int64(r[0])
		} else if len(r) > 1 {
			long = append(long, cid)
		}
		b = sv(b, v-last-1)
		last = v
	}
	b = uv(b, uint32(len(long)))
	for _, cid := range long {
		b = str(uv(b, cid), text[cid])
	}
	return b
}

func glyphs(file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		name, hexes, ok := strings.Cut(strings.TrimSpace(line), ";")
		if !ok || line[0] == '#' {
			continue
		}
		s := name + " "
		for _, h := range strings.Fields(hexes) {
			v, err := strconv.ParseUint(h, 16, 32)
			if err != nil {
				log.Fatal(err)
			}
			s += string(rune(v))
		}
		lines = append(lines, s)
	}
	sort.Strings(lines)
	out := deflate([]byte(strings.Join(lines, "\n")))
	if err := os.WriteFile("data/glyphs.bin", out, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("glyphs.bin: %d names, %d bytes\n", len(lines), len(out))
}
