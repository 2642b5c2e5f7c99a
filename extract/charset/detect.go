package charset

import (
	"bytes"
	"unicode/utf8"
)

// A Guess is what the bytes look like. Second is set when the call is so close
// that a careful reader decodes both ways.
type Guess struct {
	First, Second Charset // Second is Binary when there is no doubt
}

// sample is how much of a text Detect looks at.
const sample = 64 << 10

// Detect tells how b is written. b may be the start of a longer text: a
// character cut off at the end does no harm.
func Detect(b []byte) Guess {
	if len(b) > sample {
		b = b[:sample]
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return Guess{First: UTF8}
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return Guess{First: UTF16LE}
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return Guess{First: UTF16BE}
	}
	c := count(b)
	wide, plain := Binary, false
	if c.nul > 0 {
		need := 0.05
		if utf8.Valid(bytes.ReplaceAll(b, []byte{0}, nil)) { // perhaps plain text with a few NULs in it
			need = 0.5
		}
		if wide, plain = detectWide(b, need); plain {
			return Guess{First: wide}
		}
	}
	if c.control > 2+len(b)/100 || c.nul > 4+len(b)/4 {
		return Guess{}
	}
	switch {
	case c.high == 0 && c.escape && jisText(b):
		return Guess{First: ISO2022JP}
	case c.high == 0:
		return Guess{First: ASCII}
	case utf8.Valid(trimTail(b)):
		return Guess{First: UTF8}
	case c.escape && jisText(b) && c.high < len(b)/10:
		return Guess{First: ISO2022JP}
	}
	g := detectBytes(b, c)
	if c.nul == 0 && len(b)%2 == 0 {
		if wide, plain = detectWide(b, 0.3); plain && g.First == Binary {
			return Guess{First: wide}
		} else if plain {
			return Guess{First: wide, Second: g.First}
		}
	}
	return g
}

type counts struct {
	nul, control, high int
	escape             bool
}

func count(b []byte) (c counts) {
	for _, x := range b {
		switch {
		case x >= 0x80:
			c.high++
		case x >= 0x20 && x != 0x7f || x == '\n' || x == '\r' || x == '\t':
		case x == 0:
			c.nul++
		case x == 0x1b:
			c.escape = true
		case x == '\f' || x == '\v' || x == 0x1a || x == 0x0e || x == 0x0f || x == '\b':
		default:
			c.control++
		}
	}
	return c
}

// trimTail cuts a character that is not complete at the end of b.
func trimTail(b []byte) []byte {
	for i := 1; i <= 3 && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if c >= 0xc0 && !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// jisText tells whether an escape of ISO-2022-JP stands in b, and what follows
// it can be read.
func jisText(b []byte) bool {
	for i := 0; ; {
		k := bytes.IndexByte(b[i:], 0x1b)
		if k < 0 {
			return false
		}
		if m, n := jisEscape(b[i+k:]); n > 0 && m != 0 {
			_, bad := appendJIS(nil, b)
			return bad*20 <= len(b)
		}
		i += k + 1
	}
}

// detectWide looks at b as UTF-16 without a mark. sure is set when the units
// are characters that Japanese and Western text is made of.
func detectWide(b []byte, need float64) (c Charset, sure bool) {
	if bytes.Contains(b, []byte("\r\n")) || len(b) < 2 {
		return Binary, false
	}
	le, leBad := wideShares(b, false)
	be, beBad := wideShares(b, true)
	c, good, bad := UTF16LE, le, leBad
	if be-beBad > le-leBad {
		c, good, bad = UTF16BE, be, beBad
	}
	return c, good >= need && bad <= 0.03
}

// wideShares is the share of units that are kana or ASCII, and of those that
// are neither these nor kanji nor another character of such texts.
func wideShares(b []byte, big bool) (good, bad float64) {
	n := len(b) / 2
	for i := 0; i+1 < len(b); i += 2 {
		u := uint16(b[i+1])<<8 | uint16(b[i])
		if big {
			u = uint16(b[i])<<8 | uint16(b[i+1])
		}
		switch {
		case u == '\n' || u == '\r' || u == '\t' || u >= 0x20 && u < 0x7f, u >= 0x3041 && u <= 0x30fe:
			good++
		case u >= 0x3000 && u <= 0x3002, u >= 0xff01 && u <= 0xff9f:
			good += 0.5
		case u >= 0x4e00 && u < 0xa000, u >= 0xa0 && u < 0x250, u >= 0x2010 && u < 0x2700, u >= 0x3003 && u < 0x3400, u >= 0xd800 && u < 0xe000:
		default:
			bad++
		}
	}
	return good / float64(n), bad / float64(n)
}

// detectBytes decides between the charsets of one and two bytes.
func detectBytes(b []byte, c counts) Guess {
	var best, next Charset
	bestScore, nextScore := minScore, minScore
	buf := make([]byte, 0, 2*len(b))
	for _, cs := range []Charset{CP932, EUCJP, Windows1252} {
		out, bad := appendUTF8(buf[:0], b, cs)
		s := score(out, bad, cs) / float64(c.high)
		switch {
		case s > bestScore:
			best, next, bestScore, nextScore = cs, best, s, bestScore
		case s > nextScore:
			next, nextScore = cs, s
		}
	}
	switch {
	case bestScore < -1.5 && c.control+c.nul > 0:
		return Guess{}
	case bestScore < -1.5: // another script, or damaged: the ASCII in it can be read
		return Guess{First: CP932}
	case next != Binary && nextScore > -1 && (bestScore-nextScore)*float64(c.high) < 24 && bestScore-nextScore < 1.2:
		return Guess{First: best, Second: next}
	}
	return Guess{First: best}
}

const minScore = -1e9

// score says how much b looks like text people write: kana and common kanji
// for, rare kanji, lone half-width kana and invalid places against.
func score(b []byte, bad int, cs Charset) float64 {
	s := -40 * float64(bad)
	if bad > 0 && bad == tailBad(b) { // cut off in the middle of a character
		s = 0
	}
	if cs == Windows1252 {
		return s + scoreLatin(b)
	}
	run, prev := 0, rune(0)
	endRun := func() {
		switch {
		case run == 1:
			s -= 4
		case run > 1:
			if s += 0.8 * float64(run); cs == EUCJP { // each has 8E before it: no accident
				s += 5 * float64(run)
			}
		}
		run = 0
	}
	for i := 0; i < len(b); {
		r, n := rune(b[i]), 1
		if r >= 0x80 {
			r, n = utf8.DecodeRune(b[i:])
		}
		i += n
		if r >= 0xff61 && r <= 0xff9f {
			if r >= 0xff9e && run > 0 && !voiced(prev) || r < 0xff66 {
				s -= 4
			} else if r >= 0xff9e && run > 0 {
				s += 3
			}
			run++
			prev = r
			continue
		}
		endRun()
		switch {
		case r < 0x80:
		case r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fc:
			s += 6
		case r >= 0x3001 && r <= 0x3003, r == 0x3000, r == 0x30fb:
			s += 5
		case r >= 0x4e00 && r < 0xa000:
			s += kanjiScore(r)
		case r >= 0xff01 && r <= 0xff5e:
			s += 4
		case r >= 0xe000 && r < 0xf900:
			s -= 8
		case r >= 0x370 && r < 0x460, r >= 0x2500 && r < 0x2580:
			s -= 3
		default:
			s++
		}
		prev = r
	}
	endRun()
	return s
}

func tailBad(b []byte) int {
	if bytes.HasSuffix(b, []byte("\uFFFD")) {
		return 1
	}
	return 0
}

// voiced tells whether a half-width kana can carry a voice mark.
func voiced(r rune) bool {
	return r >= 0xff76 && r <= 0xff84 || r >= 0xff8a && r <= 0xff8e || r == 0xff73
}

// kanjiScore puts the kanji of everyday use (the first level of JIS X 0208,
// rows 16 to 47) above the rest.
func kanjiScore(r rune) float64 {
	if level1()[r-0x4e00] {
		return 4
	}
	return -1
}

// scoreLatin wants the accented letter of a word: a letter beside it, and not
// a whole row of high bytes.
func scoreLatin(b []byte) float64 {
	s, run := 0.0, 0
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	prev := rune(' ')
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		i += n
		if r < 0x80 {
			run = 0
			prev = r
			continue
		}
		run++
		switch {
		case run > 1:
			s -= 3
		case r >= 0xc0 && r <= 0xff && r != 0xd7 && r != 0xf7 && letter(prev):
			s += 4
		case r >= 0xc0 && r <= 0xff && i < len(b) && letter(rune(b[i])):
			s += 3
		case r == 0x2019 || r == 0x2013 || r == 0x20ac || r == 0xa0 || r == 0xb0 || r == 0xa9 || r == 0xae:
			s++
		default:
			s -= 2
		}
		prev = r
	}
	return s
}
