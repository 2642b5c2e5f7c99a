package ja

import "unicode/utf8"

// A Token is a word: a range of bytes of the text, its part of speech, and
// whether the dictionary has it. ID is its number in the dictionary, or among
// the models of unknown words.
type Token struct {
	Start, End int
	ID         int32
	POS        POS
	Known      bool
}

// In returns the spelling of the token in the text that it was cut from.
func (t Token) In(text string) string { return text[t.Start:t.End] }

// maxRun is the number of characters that the search looks at together. The
// cost of a run of one class grows with the square of its length.
const maxRun = 300

// Tokens cuts text into words. They follow each other without gaps. The slice
// is valid until the next call with the same state.
//
// The text is searched piece by piece: no word goes over a line end, a tab, 。
// or 300 characters. A piece that is all ASCII is not searched: its runs of
// letters, of digits and of blanks are tokens, and every other character.
func (t *Tokenizer) Tokens(s *State, text string) []Token {
	s.out = s.out[:0]
	for at := 0; at < len(text); {
		n, ascii := piece(text[at:])
		switch {
		case ascii:
			asciiTokens(s, text, at, at+n)
		case !utf8.ValidString(text[at : at+n]):
			s.out = append(s.out, Token{Start: at, End: at + n, ID: -1, POS: Symbol})
		default:
			t.lattice(s, text[at:at+n], at)
		}
		at += n
	}
	return s.out
}

// piece returns the length of the first piece of s, which is not empty, and
// whether it is all ASCII.
func piece(s string) (n int, ascii bool) {
	ascii = true
	soft := 0 // end of the last character at which a long piece is best cut
	for i, runes := 0, 0; i < len(s); runes++ {
		if runes == maxRun {
			if soft > 0 {
				return soft, ascii
			}
			return i, ascii
		}
		c := s[i]
		if c < utf8.RuneSelf {
			if c == '\n' || c == '\t' {
				if i == 0 {
					return 1, true
				}
				return i, ascii
			}
			i++
			if c == ' ' && runes > maxRun/2 {
				soft = i
			}
			continue
		}
		ascii = false
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if size == 3 {
			switch s[i-3 : i] {
			case "。":
				return i, false
			case "、", "，", "」", ")":
				if runes > maxRun/2 {
					soft = i
				}
			}
		}
	}
	return len(s), ascii
}

// asciiTokens appends the tokens of text[from:to], which is all ASCII.
func asciiTokens(s *State, text string, from, to int) {
	for from < to {
		end := from + 1
		pos := Symbol
		switch c := text[from]; {
		case isDigit(c):
			for end < to && isDigit(text[end]) {
				end++
			}
			pos = Number
		case isAlnum(c):
			for end < to && isAlnum(text[end]) && !isDigit(text[end]) {
				end++
			}
			pos = Noun
		case isBlank(c):
			for end < to && isBlank(text[end]) {
				end++
			}
			pos = Space
		}
		s.out = append(s.out, Token{Start: from, End: end, ID: -1, POS: pos})
		from = end
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// Word returns the parts of speech of a spelling that the dictionary has; none
// when it has not.
func (t *Tokenizer) Word(s string) POSSet {
	id := t.find(s)
	if id < 0 {
		return 0
	}
	return t.readings(id)
}

// readings returns the parts of speech of all readings of a word, by the number
// of the first.
func (f *flat) readings(id int32) (set POSSet) {
	for k := int32(0); k <= int32(f.words[id].more); k++ {
		set |= 1 << f.words[id+k].pos
	}
	return set
}
