package ja

import "unicode/utf8"

// strange reports whether most kanji of a text stand in no word of the dictionary
// and in no name that we know: Chinese, damaged text, characters drawn at random.
// The tagger has learned nothing of them.
func (n *Namer) strange(s string, toks []Token) bool {
	odd := 0
	for _, k := range toks {
		if k.Known {
			continue
		}
		for _, r := range k.In(s) {
			if isHan(r) && !n.familiar(r) {
				odd++
			}
		}
	}
	if odd < 2 {
		return false // most texts
	}
	han := 0
	for _, r := range s {
		if isHan(r) {
			han++
		}
	}
	return odd*2 > han
}

// familiar reports whether a word of the dictionary or a name has a character.
func (n *Namer) familiar(r rune) bool {
	if n.tok().char(r).code() != 0 {
		return true
	}
	if _, variant := foldVariant(r); variant {
		return true
	}
	l := lists()
	return nameChars.Has(r) || l.familyChars.Has(r) || l.givenChars.Has(r)
}

// mayOpen reports whether a word may be the first of a name, in a text about which
// the tagger is not asked.
func (n *Namer) mayOpen(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return n.familiar(r)
}
