package pdf

import (
	"sort"
	"unicode/utf16"
	"unicode/utf8"
)

// A codeSpan is a range of character codes of n bytes.
type codeSpan struct {
	n      int
	lo, hi uint32
}

func (s codeSpan) holds(n int, c uint32) bool {
	if s.n != n {
		return false
	}
	for k := 0; k < 8*n; k += 8 {
		if b := c >> k & 0xff; b < s.lo>>k&0xff || b > s.hi>>k&0xff {
			return false
		}
	}
	return true
}

type cidSpan struct {
	codeSpan
	cid uint32
}

type textSpan struct {
	codeSpan
	to   string   // text of lo; its last rune counts up
	list []string // text of each code, instead of to
}

// A codeMap is a CMap: it cuts strings into codes and gives codes a CID or a
// text.
type codeMap struct {
	parent   *codeMap
	form     int // formTable or how codes are made from those of parent
	vertical bool
	space    []codeSpan
	cids     []cidSpan // sorted by n and lo where sorted is set
	chars    map[uint64]string
	texts    []textSpan
	sorted   bool
}

const (
	formTable = iota
	formUTF16
	formUTF8
)

func codeOf(s string) uint32 {
	var v uint32
	for i := range len(s) {
		v = v<<8 | uint32(s[i])
	}
	return v
}

func charKey(n int, c uint32) uint64 { return uint64(n)<<32 | uint64(c) }

// cut tells how many bytes the first code of s has; at least 1.
func (m *codeMap) cut(s string) int {
	switch m.form {
	case formUTF16:
		if len(s) >= 4 && s[0]&0xfc == 0xd8 {
			return 4
		}
		return min(2, len(s))
	case formUTF8:
		_, n := utf8.DecodeRuneInString(s)
		return n
	}
	for n := 1; n <= 4 && n <= len(s); n++ {
		c := codeOf(s[:n])
		for p := m; p != nil; p = p.parent {
			for _, sp := range p.space {
				if sp.holds(n, c) {
					return n
				}
			}
		}
	}
	// A code of no range: as long as the shortest range that its first byte
	// could begin.
	for p := m; p != nil; p = p.parent {
		for _, sp := range p.space {
			if first := uint32(s[0]); first >= sp.lo>>(8*(sp.n-1)) && first <= sp.hi>>(8*(sp.n-1)) {
				return min(sp.n, len(s))
			}
		}
	}
	return 1
}

// cid gives the CID of a code.
func (m *codeMap) cid(code string) (uint32, bool) {
	switch m.form {
	case formUTF16:
		r := rune(codeOf(code))
		if len(code) == 4 {
			r = utf16.DecodeRune(rune(codeOf(code[:2])), rune(codeOf(code[2:])))
		}
		return m.parent.number(4, uint32(r))
	case formUTF8:
		r, _ := utf8.DecodeRuneInString(code)
		return m.parent.number(4, uint32(r))
	}
	return m.number(len(code), codeOf(code))
}

func (m *codeMap) number(n int, c uint32) (uint32, bool) {
	for p := m; p != nil; p = p.parent {
		if !p.sorted {
			for _, s := range p.cids {
				if s.n == n && s.lo <= c && c <= s.hi {
					return s.cid + c - s.lo, true
				}
			}
			continue
		}
		i := sort.Search(len(p.cids), func(i int) bool {
			return p.cids[i].n > n || p.cids[i].n == n && p.cids[i].hi >= c
		})
		if i < len(p.cids) && p.cids[i].n == n && p.cids[i].lo <= c {
			return p.cids[i].cid + c - p.cids[i].lo, true
		}
	}
	return 0, false
}

// text gives the text of a code of a ToUnicode map.
func (m *codeMap) text(n int, c uint32) (string, bool) {
	if s, ok := m.chars[charKey(n, c)]; ok {
		return s, true
	}
	for _, t := range m.texts {
		if t.n != n || c < t.lo || c > t.hi {
			continue
		}
		k := c - t.lo
		if t.list != nil {
			if int(k) < len(t.list) {
				return t.list[k], true
			}
			return "", false
		}
		r := []rune(t.to)
		if len(r) == 0 {
			return "", true
		}
		r[len(r)-1] += rune(k)
		return string(r), true
	}
	return "", false
}

func utf16Text(s string) string {
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(u))
}

// readCMap reads a CMap from a file: ToUnicode or the encoding of a font. It
// takes what has the shape of an entry and passes over everything else.
func readCMap(b []byte, find func(string) *codeMap) *codeMap {
	m := &codeMap{chars: map[uint64]string{}}
	l := lexer{b: b}
	var args []obj
	mode := ""
	for {
		o, ok := l.next()
		if !ok {
			break
		}
		if o.kind != operator {
			if len(args) < 1<<20 {
				args = append(args, o)
			}
			continue
		}
		n := len(args)
		switch o.str {
		case "usecmap":
			if n > 0 && m.parent == nil {
				m.parent = find(args[n-1].str)
			}
		case "def":
			if n > 1 && args[n-2].str == "WMode" {
				m.vertical = args[n-1].int() == 1
			}
		case "begincodespacerange", "beginbfchar", "beginbfrange", "begincidchar", "begincidrange", "beginnotdefrange":
			m.take(mode, args)
			mode = o.str[5:]
		default:
			m.take(mode, args)
			mode = ""
		}
		args = args[:0]
	}
	m.take(mode, args)
	if m.parent != nil && m.parent.vertical {
		m.vertical = true
	}
	return m
}

func (m *codeMap) take(mode string, a []obj) {
	span := func(lo, hi obj) (codeSpan, bool) {
		n := len(lo.str)
		return codeSpan{n, codeOf(lo.str), codeOf(hi.str)}, lo.kind == text && hi.kind == text && n >= 1 && n <= 4
	}
	switch mode {
	case "codespacerange":
		for ; len(a) >= 2; a = a[2:] {
			if s, ok := span(a[0], a[1]); ok {
				m.space = append(m.space, s)
			}
		}
	case "bfchar":
		for ; len(a) >= 2; a = a[2:] {
			if s, ok := span(a[0], a[0]); ok {
				m.chars[charKey(s.n, s.lo)] = destination(a[1])
			}
		}
	case "bfrange":
		for ; len(a) >= 3; a = a[3:] {
			s, ok := span(a[0], a[1])
			if !ok {
				continue
			}
			t := textSpan{codeSpan: s, to: destination(a[2])}
			if a[2].kind == array {
				for _, v := range a[2].arr {
					t.list = append(t.list, destination(v))
				}
			}
			if s.lo == s.hi && t.list == nil {
				m.chars[charKey(s.n, s.lo)] = t.to
				continue
			}
			m.texts = append(m.texts, t)
		}
	case "cidchar":
		for ; len(a) >= 2; a = a[2:] {
			if s, ok := span(a[0], a[0]); ok {
				m.cids = append(m.cids, cidSpan{s, uint32(a[1].int())})
			}
		}
	case "cidrange":
		for ; len(a) >= 3; a = a[3:] {
			if s, ok := span(a[0], a[1]); ok {
				m.cids = append(m.cids, cidSpan{s, uint32(a[2].int())})
			}
		}
	}
}

func destination(o obj) string {
	if o.kind == name {
		return glyphText(o.str)
	}
	return utf16Text(o.str)
}
