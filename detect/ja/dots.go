package ja

import "strings"

// words is Tokens, with the words in katakana that the dictionary has not cut at
// the dots in them: the tokenizer takes a foreign name as one unknown word, when
// it knows none of its parts, and as several when it knows one. The parts are
// what lists of names can be asked about. The slice is valid until the next call
// with the same state.
func (n *Namer) words(st *State, s string) []Token {
	toks := n.tok().Tokens(st, s)
	for i, k := range toks {
		if dotted(k, s) || severed(toks, i, s) > 0 {
			st.cut = append(st.cut[:0], toks[:i]...)
			for j := range toks[i:] {
				if w := severed(toks, i+j, s); w > 0 {
					n.joinHonorific(st, s, w)
					continue
				}
				n.cutAtDots(st, s, toks[i+j])
			}
			return st.cut
		}
	}
	return toks
}

const dot = "・"

// dotted reports whether a word is unknown and has a dot besides other
// characters.
func dotted(k Token, s string) bool {
	return !k.Known && k.End-k.Start > len(dot) && strings.Contains(s[k.Start:k.End], dot)
}

// cutAtDots appends a word to st.cut, or its parts.
func (n *Namer) cutAtDots(st *State, s string, k Token) {
	if !dotted(k, s) {
		st.cut = append(st.cut, k)
		return
	}
	for at := k.Start; at < k.End; {
		part := Token{Start: at, End: k.End, ID: k.ID, POS: k.POS}
		switch i := strings.Index(s[at:k.End], dot); {
		case i == 0:
			part.End = at + len(dot)
		case i > 0:
			part.End = at + i
		}
		st.cut = append(st.cut, n.tok().lookUp(part, s))
		at = part.End
	}
}

// lookUp returns a word as the dictionary has it, as a person's name when it is
// one among others; what the dictionary has not comes back as it is.
func (t *Tokenizer) lookUp(k Token, s string) Token { return t.lookUpAs(k, s, personSet) }

// lookUpAs returns a word as the dictionary has it, as one of the parts of speech when
// it can be that.
func (t *Tokenizer) lookUpAs(k Token, s string, as POSSet) Token {
	id := t.find(k.In(s))
	if id < 0 {
		return k
	}
	k.ID, k.POS, k.Known = id, t.words[id].pos, true
	for range t.words[id].more {
		if id++; as.has(t.words[id].pos) && !as.has(k.POS) {
			k.ID, k.POS = id, t.words[id].pos
		}
	}
	return k
}

// severed returns how many bytes of an honorific stand at the end of the word
// before word i, which is the rest of it: らいむさ|ん.
func severed(toks []Token, i int, s string) int {
	if i == 0 || toks[i].In(s) != "ん" {
		return 0
	}
	before := toks[i-1].In(s)
	for _, w := range [...]string{"さ", "ちゃ"} {
		if strings.HasSuffix(before, w) && len(before) > len(w) {
			return len(w)
		}
	}
	if given, ok := strings.CutSuffix(before, "く"); ok && i > 1 && toks[i-2].POS == Space && lists().given[given] { // 守谷 空|く|ん
		return len("く")
	}
	return 0
}

// joinHonorific takes the first bytes of an honorific from the last word of st.cut and
// appends the whole.
func (n *Namer) joinHonorific(st *State, s string, width int) {
	last := &st.cut[len(st.cut)-1]
	end := last.End
	last.End -= width
	last.POS, last.Known = Noun, false
	*last = n.tok().lookUp(*last, s)
	san := Token{Start: end - width, End: end + len("ん"), ID: last.ID, POS: NameSuffix}
	st.cut = append(st.cut, n.tok().lookUpAs(san, s, setOf(NameSuffix)))
}
