package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"monban/detect/ja"
)

// A word is an entry of Sudachi's dictionary, without its costs.
type word struct{ text, pos string }

// readSudachi reads the words of Sudachi's dictionary: a file in its binary
// format, or the script of the npm package "sudachi", which holds one in a
// WebAssembly module in base64.
func readSudachi(path string) ([]word, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	const begin = "wasmBASE64 = '"
	if at := bytes.Index(b, []byte(begin)); at >= 0 {
		b = b[at+len(begin):]
		end := bytes.IndexByte(b, '\'')
		if end < 0 {
			return nil, errors.New("the script ends within its data")
		}
		wasm := make([]byte, base64.StdEncoding.DecodedLen(end))
		n, err := base64.StdEncoding.Decode(wasm, b[:end])
		if err != nil {
			return nil, err
		}
		b = wasm[:n]
	}
	at := bytes.Index(b, binary.LittleEndian.AppendUint64(nil, 0x7366d3f18bd111e7))
	if at < 0 {
		return nil, errors.New("no dictionary of Sudachi, version 1")
	}
	d := &sudachi{b: b, at: at + 272} // version, date, description
	pos := make([]string, d.uint16())
	for i := range pos {
		var p [6]string
		for k := range p {
			p[k] = d.text()
		}
		pos[i] = strings.Join(p[:4], ",")
	}
	left, right := d.uint16(), d.uint16()
	d.at += 2 * left * right        // costs of connections
	d.at += 4 * d.uint32()          // trie
	d.at += d.uint32()              // numbers of words
	count := d.uint32()             // of words
	d.at += 6 * count               // their costs
	words := make([]word, 0, count) // then where each is
	if d.at < 0 || d.at+4*count > len(b) {
		return nil, errors.New("the dictionary is cut short")
	}
	for i := range count {
		e := &sudachi{b: b, at: at + int(binary.LittleEndian.Uint32(b[d.at+4*i:]))}
		w := word{text: e.text()}
		e.length()
		w.pos = pos[e.uint16()]
		words = append(words, w)
	}
	return words, nil
}

// A sudachi reads the parts of a dictionary, one behind the other. What is
// damaged panics: the command is run by hand on a file of a package.
type sudachi struct {
	b  []byte
	at int
}

func (d *sudachi) uint16() int {
	d.at += 2
	return int(binary.LittleEndian.Uint16(d.b[d.at-2:]))
}

func (d *sudachi) uint32() int {
	d.at += 4
	return int(binary.LittleEndian.Uint32(d.b[d.at-4:]))
}

func (d *sudachi) length() int {
	n := int(d.b[d.at])
	d.at++
	if n&0x80 != 0 {
		n = n&0x7F<<8 | int(d.b[d.at])
		d.at++
	}
	return n
}

func (d *sudachi) text() string {
	u := make([]uint16, d.length())
	for i := range u {
		u[i] = uint16(d.uint16())
	}
	return string(utf16.Decode(u))
}

var posUses = map[string]ja.Use{
	"名詞,固有名詞,人名,姓": ja.UseFamily, "名詞,固有名詞,人名,名": ja.UseGiven, "名詞,固有名詞,人名,一般": ja.UseForeign,
	"名詞,固有名詞,地名,一般": ja.UsePlace, "名詞,固有名詞,地名,国": ja.UsePlace, "名詞,固有名詞,一般,*": ja.UseProper,
}

// uses keeps the names among the words, and the common nouns in katakana, which
// foreign names are mistaken for.
func uses(words []word) map[string]ja.Use {
	out := map[string]ja.Use{}
	for _, w := range words {
		s, _, _ := ja.Normalize(w.text)
		if s == "" || strings.ContainsAny(s, " 0123456789") {
			continue
		}
		use := posUses[w.pos]
		if use == 0 && allKatakana(s) {
			for _, p := range []string{"名詞,普通名詞", "形状詞", "副詞", "感動詞", "接尾辞"} {
				if strings.HasPrefix(w.pos, p) {
					use = ja.UseCommon
				}
			}
		}
		if use != 0 {
			out[s] |= use
		}
	}
	return out
}

func allKatakana(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return (r < 'ァ' || r > 'ヺ') && r != 'ー' })
}

// addNames appends the names of the lexicon to those of the lists, which are
// the common ones: each of them counts several times.
func addNames(n ja.Names, lexicon map[string]ja.Use, keys []string) ja.Names {
	n = ja.Names{Family: slices.Repeat(n.Family, 8), Given: slices.Repeat(n.Given, 8), Foreign: slices.Repeat(n.Foreign, 8)}
	for _, s := range keys {
		use, runes := lexicon[s], utf8.RuneCountInString(s)
		kana := allKatakana(s)
		switch {
		case use&ja.UseFamily != 0 && !kana && runes <= 4:
			n.Family = append(n.Family, s)
		case use&ja.UseGiven != 0 && !kana && runes <= 4:
			n.Given = append(n.Given, s)
		case use&ja.UseForeign != 0 && kana && runes > 1:
			n.Foreign = append(n.Foreign, s)
		}
	}
	return n
}
