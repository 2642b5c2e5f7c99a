package csv

import "bytes"

// quoted splits the first row of b, which has quotes, into text and marks.
// It returns the length of the row with its line end. ok is false when a quote
// is not closed in b; final says that nothing follows b.
func (p *parser) quoted(b []byte, final bool) (n int, ok bool) {
	p.text, p.marks = p.text[:0], p.marks[:0]
	p.stray = false
	line := p.line
	for i, col := 0, 1; ; col++ {
		j := i
		for j < len(b) && b[j] == ' ' {
			j++
		}
		m := mark{col: col, from: len(p.text), raw: -1, line: line}
		open := j
		if j+1 < len(b) && b[j] == '=' && b[j+1] == '"' { // ="0123": Excel's way to keep a zero
			open = j + 1
		}
		if open < len(b) && b[open] == '"' {
			end, ok := p.field(b, open+1, final)
			if !ok {
				return 0, false
			}
			if open > j {
				m.to = len(p.text)
				m.raw = m.to
				p.text = append(p.text, bytes.TrimRight(b[j:end], " ")...)
			}
			line += bytes.Count(b[i:end], []byte{'\n'})
			i = end
		} else {
			for j = i; j < len(b) && !p.ends(b, j); j++ {
			}
			if j == len(b) && !final {
				return 0, false
			}
			p.text = append(p.text, bytes.Trim(b[i:j], " \t")...)
			i = j
		}
		if m.raw < 0 {
			m.to = len(p.text)
		}
		p.marks = append(p.marks, m)
		p.width = col
		switch {
		case i >= len(b):
			return len(b), final
		case b[i] == p.delim:
			i++
		case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
			return i + 2, true
		case b[i] == '\r' && i+1 == len(b) && !final:
			return 0, false
		default:
			return i + 1, true
		}
	}
}

// field reads a quoted field that starts at k, behind its quote, and returns
// where the delimiter or the line end behind it is.
func (p *parser) field(b []byte, k int, final bool) (end int, ok bool) {
	follow := p.base+int64(p.start+k) >= p.trust // may the field have line ends?
	from, lines := k, false
	for {
		q := bytes.IndexByte(b[k:], '"')
		if q < 0 || !follow && bytes.IndexByte(b[k:k+q], '\n') >= 0 {
			return 0, false
		}
		p.text = append(p.text, b[k:k+q]...)
		lines = lines || bytes.IndexByte(b[k:k+q], '\n') >= 0
		k += q
		if k+1 < len(b) && b[k+1] == '"' {
			p.text = append(p.text, '"')
			k += 2
			continue
		}
		m := k + 1
		for m < len(b) && b[m] == ' ' {
			m++
		}
		switch {
		case m == len(b):
			return m, final
		case p.ends(b, m):
			return m, true
		case p.inner(b, k+1):
			p.text = append(p.text, '"')
			k++
			continue
		}
		if lines && k > from && b[k-1] == p.delim { // this quote opens a field of a later row
			p.stray = true
			return 0, false
		}
		// Excel's rule: the field goes on without quotes.
		for m = k + 1; m < len(b) && !p.ends(b, m); m++ {
		}
		p.text = append(p.text, b[k+1:m]...)
		return m, m < len(b) || final
	}
}

// ends tells whether a field without quotes ends at b[i].
func (p *parser) ends(b []byte, i int) bool {
	switch b[i] {
	case p.delim, '\n':
		return true
	case '\r':
		return p.bareCR || i+1 == len(b) || b[i+1] == '\n'
	}
	return false
}

// innerMost is how far the end of a field is looked for behind a quote that
// may be a plain character; without it a long line of quotes costs its square.
const innerMost = 2048

// inner tells whether the quote before b[i:] is a plain character inside its
// field: the field is closed properly later in the same line.
func (p *parser) inner(b []byte, i int) bool {
	for end := min(len(b), i+innerMost); i < end && b[i] != '\n'; i++ {
		if b[i] != '"' {
			continue
		}
		if b[i-1] == p.delim {
			return false
		}
		if i+1 == len(b) || p.ends(b, i+1) {
			return true
		}
	}
	return false
}

// quotedCells turns text and marks into cells.
func (p *parser) quotedCells() {
	p.cells = p.cells[:0]
	s := string(p.text)
	for i, m := range p.marks {
		end := len(s)
		if i+1 < len(p.marks) {
			end = p.marks[i+1].from
		}
		raw := ""
		if m.raw >= 0 {
			raw = s[m.raw:end]
		}
		if text := s[m.from:m.to]; text != "" {
			p.add(text, raw, m.col, m.line)
		}
	}
}
