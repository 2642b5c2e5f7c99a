package ja

import (
	"bytes"
	_ "embed" // the weights
	"math"
	"strconv"
	"strings"
	"sync"

	"monban/detect"
)

// What is told of people in their own words no dictionary lists: 右の指が2本ない,
// 朝は指がこわばって, 隣人が電波を流している. The words around it, their order and
// their endings tell it all the same, as they do for names, and a second Tagger
// learns them from passages in which people have marked it. It says that something
// is told; of whom, and whether of anybody, others decide.

// A teller marks what a sentence tells of people that needs special care.
type teller struct {
	tagger *Tagger // nil when there is none
	gate   *gate
	kinds  *kindModel // of what was marked
}

// told.bin is made by the command in ./train from the passages of testdata/told.
//
//go:embed data/told.bin
var toldFile []byte

var shippedTold = sync.OnceValue(func() *teller {
	t, err := readTeller(bytes.NewReader(toldFile))
	if err != nil {
		return &teller{} // not possible: a test reads the file
	}
	return t
})

// A told is a range of a line, what kind of data it is and how sure the tagger is.
type told struct {
	start, end int
	kind       detect.Kind
	odds       float64
	borrowed   bool // a word of katakana or Latin letters alone
}

// The tagger's labels are for three groups of kinds, which the words around them
// tell apart; which of the group it is the words of the range tell.
const (
	bodyGroup = NameKind(iota) // what somebody has or suffers from
	careGroup                  // what is done about it
	lifeGroup                  // what he is, believes or has lived through
)

// groupOf returns the group of a kind, and whether the tagger learns it: hospitals
// and doctors are names, which it cannot tell from others by their surroundings.
func groupOf(k detect.Kind) (NameKind, bool) {
	switch k {
	case detect.Diagnosis, detect.Disability, detect.Symptom:
		return bodyGroup, true
	case detect.Medication, detect.HealthCheck, detect.DisabilityCertificate, detect.WelfareCertificate:
		return careGroup, true
	case detect.Creed, detect.Race, detect.SocialStatus, detect.CriminalRecord, detect.CrimeVictim:
		return lifeGroup, true
	}
	return 0, false
}

// tells marks what the words of a line tell, which describe has described.
func (t *teller) tells(ts *tagState, s string, toks []Token) (out []told) {
	if t.tagger == nil {
		return nil
	}
	ready := false
	ts.sentences(func(first, last int) {
		if first == last || !t.gate.open(ts.words[first:last]) {
			return
		}
		if !ready {
			ready = true
			ts.room()
			ts.findDeeds()
		}
		t.tagger.decode(ts, first, last, 0)
		for i := first; i < last; i++ {
			begin := ts.out[i]
			if begin%2 == 0 {
				continue
			}
			odds := float64(ts.margin[i])
			j := i
			for ; j+1 < last && ts.out[j+1] == begin+1; j++ {
				odds = min(odds, float64(ts.margin[j+1]))
			}
			w := told{start: toks[i].Start, end: toks[j].End, odds: odds / tagScale}
			w.end = unclosed(s, w.start, w.end)
			if w.start == w.end || w.end-w.start > toldMost || weather(s[w.start:w.end]) || NameKind(begin/2) == lifeGroup && w.odds < lifeLeast {
				i = j
				continue
			}
			w.borrowed = borrowed(s[w.start:w.end])
			w.kind = t.kinds.of(s[w.start:w.end], NameKind(begin/2))
			out = append(out, w)
			i = j
		}
	})
	return out
}

// toldMost is how long, in bytes, what is told at once may be: fifty characters. What
// goes on for longer is a list or noise.
const toldMost = 150

// lifeLeast is how sure the tagger must be of the group of which it has seen the least.
const lifeLeast = 1

// borrowed reports whether a range is a word in katakana or Latin letters alone: what
// the dictionaries do not know of these is a product, and tells nothing. What they
// know is told all the same.
func borrowed(s string) bool {
	for _, r := range s {
		if isHiragana(r) || isHan(r) || r >= '0' && r <= '9' {
			return false
		}
	}
	return true
}

// weather reports whether a range ends with a temperature that nobody's body has.
func weather(s string) bool {
	n := strings.TrimSuffix(strings.TrimSuffix(s, "℃"), "°C")
	d, err := strconv.ParseFloat(n[strings.LastIndexByte(n, ' ')+1:], 64)
	return n != s && err == nil && (d < 34 || d > 43)
}

// unclosed returns the end of a range without brackets that close nothing in it.
func unclosed(s string, start, end int) int {
	for _, b := range [...][2]string{{"(", ")"}, {"「", "」"}, {"『", "』"}, {"【", "】"}} {
		for strings.HasSuffix(s[start:end], b[1]) && strings.Count(s[start:end], b[0]) < strings.Count(s[start:end], b[1]) {
			end -= len(b[1])
		}
	}
	return end
}

// deedReach is how many words behind a word its verb or adjective may stand.
const deedReach = 8

// findDeeds notes the verb or adjective behind each word of its sentence, 0 for none.
func (ts *tagState) findDeeds() {
	ts.deeds = ts.deeds[:0]
	for range ts.words {
		ts.deeds = append(ts.deeds, 0)
	}
	deed := 0
	for i := len(ts.words) - 1; i >= 0; i-- {
		if deed-i < deedReach {
			ts.deeds[i] = deed
		}
		switch POS(ts.words[i].pos & 0x7F) {
		case Verb, Adjective:
			deed = i
		case Period:
			deed = 0
		}
	}
}

// toldFeatures appends the buckets that names have no use for: pairs of words, what
// stands farther away, and the verb that says what happens.
func (ts *tagState) toldFeatures(fs []uint32, i int) []uint32 {
	b, w, d, e := ts.word(i-1), ts.word(i), ts.word(i+1), ts.word(i+2)
	fs = append(fs,
		feature(306, mix(w.text, d.text)),
		feature(307, mix(b.text, w.text)),
		feature(310, ts.word(i+3).text),
		feature(311, ts.word(i-3).text),
		feature(312, mix(d.text, e.text)),
	)
	if k := ts.deeds[i]; k > 0 {
		deed := ts.words[k].text
		fs = append(fs, feature(320, deed), feature(321, mix(deed, uint32(w.pos))))
	}
	return fs
}

// toldOdds turns the margin of the tagger into the log odds that a person who looks
// at the sentence agrees.
func toldOdds(margin float64) float64 { return math.Min(1.5, 0.6*margin-0.3) }
