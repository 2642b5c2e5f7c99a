package dict

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// A Term is a word that discloses something of a person, when it is meant of one.
type Term struct {
	// Text is the spelling, half width as detect/ja normalises. Latin letters
	// match in any case unless Guards.Case is set.
	Text string
	// Kind is the kind of personal data, or Harmless.
	Kind   string
	Guards Guards
	// Entry is the spelling in the data file of which Text is a variant.
	Entry string
	// Opens is set where the term only begins what is told in everyday words, and
	// whoever made it reads on. No term of the data files does.
	Opens bool
}

// Harmless is the kind of words that contain a term and mean something else:
// システム障害, がんばる, 母子手帳. The longest word at a place wins, so they
// take the place of the term.
const Harmless = "-"

// Guards say when a term is meant. README.md explains them.
type Guards struct {
	Noun   bool     // a whole word only, whatever its length
	Cell   bool     // only as a whole cell, or under a header of its kind
	Weak   bool     // has other everyday meanings: a person beside it is not enough
	Case   bool     // Latin letters as written
	Tail   bool     // the end of a name: ○○病院
	Stem   bool     // the end of a katakana word of five characters or more: ○○ゼパム
	Title  bool     // names somebody when a name stands beside it: 主治医 佐藤
	Borne  bool     // where somebody is said to have, use or undergo it: 補聴器をつけて
	By     bool     // where the words before it say who does it to somebody: 上司に殴られ
	Worn   bool     // what somebody wears or uses: not where goods are spoken of
	Valued bool     // a test that counts where what it found stands behind it: AHI 42
	Ending bool     // the end of a longer word for an illness: 欠乏症 in 亜鉛欠乏症
	Joins  bool     // a whole word that ends longer ones as well: 骨折 in 陥没骨折
	Deed   bool     // behind the name of a deed against the law: 窃盗|の常習
	Part   bool     // behind the name of a part of the body: 損傷 in 膝靱帯損傷
	After  []string // an ending does not stand behind these: 発|症
	Units  []string // in which the test is measured, besides those of all tests
	Near   []string // one of these must stand near
	Not    []string // none of these may stand near
}

// Builtin returns the terms that Monban ships, with all spellings.
func Builtin() ([]Term, error) { return load(data) }

// load reads all files data/*.tsv of fsys but the headers, and adds the
// spellings of each term that are written by rule. An entry may stand there
// only once; a spelling that is an entry of its own is that entry.
func load(fsys fs.FS) ([]Term, error) {
	names, err := fs.Glob(fsys, "data/*.tsv")
	if err != nil {
		return nil, fmt.Errorf("dict: %w", err)
	}
	terms := make([]Term, 0, 32768)
	at := make(map[string]string, 32768)
	lists := map[string][]string{}
	for _, name := range names {
		if name == headersFile {
			continue
		}
		err := lines(fsys, name, func(f []string) error {
			if len(f) != 4 {
				return fmt.Errorf("%d columns, want term, kind, guards, source", len(f))
			}
			if f[0] == "" || f[1] == "" || f[3] == "" {
				return fmt.Errorf("term, kind or source is empty")
			}
			if first, ok := at[fold(f[0])]; ok {
				return fmt.Errorf("%q stands in %s already", f[0], first)
			}
			g, err := parseGuards(f[2], lists)
			if err != nil {
				return err
			}
			at[fold(f[0])] = path.Base(name)
			terms = append(terms, Term{Text: f[0], Kind: f[1], Guards: g, Entry: f[0]})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for i := range len(terms) {
		for _, s := range spellings(terms[i].Text) {
			if _, ok := at[fold(s)]; !ok {
				at[fold(s)] = ""
				t := terms[i]
				t.Text = s
				terms = append(terms, t)
			}
		}
	}
	return terms, nil
}

// parseGuards reads "noun weak near:手帳,就労". Equal lists share their memory.
func parseGuards(s string, lists map[string][]string) (g Guards, err error) {
	for _, w := range strings.Fields(s) {
		name, list, hasList := strings.Cut(w, ":")
		words := lists[list]
		if hasList && words == nil {
			words = strings.Split(list, ",")
			lists[list] = words
		}
		for _, x := range words {
			if hasList && x == "" {
				return g, fmt.Errorf("empty word in guard %q", w)
			}
		}
		switch {
		case name == "near" && hasList:
			g.Near = words
		case name == "not" && hasList:
			g.Not = words
		case name == "ending":
			g.Ending, g.After = true, words
		case name == "part" && !hasList:
			g.Part = true
		case name == "deed" && !hasList:
			g.Deed = true
		case name == "joins" && !hasList:
			g.Joins = true
		case name == "worn" && !hasList:
			g.Worn = true
		case name == "valued":
			g.Valued, g.Units = true, words
		case name == "noun" && !hasList:
			g.Noun = true
		case name == "cell" && !hasList:
			g.Cell = true
		case name == "weak" && !hasList:
			g.Weak = true
		case name == "case" && !hasList:
			g.Case = true
		case name == "tail" && !hasList:
			g.Tail = true
		case name == "stem" && !hasList:
			g.Stem = true
		case name == "title" && !hasList:
			g.Title = true
		case name == "borne" && !hasList:
			g.Borne = true
		case name == "by" && !hasList:
			g.By = true
		default:
			return g, fmt.Errorf("unknown guard %q", w)
		}
	}
	return g, nil
}

// written lists parts of terms that are written in several ways. The data files
// use the first.
var written = [][]string{
	{"障害", "障がい", "障碍", "障礙", "しょうがい"},
	{"がん", "癌", "ガン"},
	{"うつ", "鬱", "ウツ"},
	{"てんかん", "癲癇", "テンカン"},
	{"けいれん", "痙攣", "ケイレン"},
	{"喘息", "ぜんそく", "ゼンソク"},
	{"リウマチ", "リュウマチ", "リューマチ"},
	{"ヘルニア", "ヘルニヤ"},
	{"ウイルス", "ウィルス", "ビールス"},
	{"クローン病", "Crohn病"},
	{"パーキンソン", "Parkinson"},
	{"アルツハイマー", "Alzheimer"},
	{"ヴ", "ブ"},
	{"そしゃく", "咀嚼"},
	{"じん臓", "腎臓", "じんぞう"},
	{"ぼうこう", "膀胱"},
	{"せん妄", "譫妄"},
	{"ひきこもり", "引きこもり", "引き籠もり", "引籠り", "引き籠り", "引込り"},
	{"めまい", "眩暈", "目まい"},
	{"しびれ", "痺れ", "シビレ"},
	{"むくみ", "浮腫み"},
	{"ねんざ", "捻挫"},
	{"じんましん", "蕁麻疹", "ジンマシン"},
	{"認知症", "痴呆症"},
	{"パーソナリティ", "パーソナリティー", "人格"},
	{"こうげん病", "膠原病"},
	{"ろう者", "聾者", "聾唖者", "ろうあ者"},
	{"シンドローム", "症候群"},
	{"依存症", "嗜癖"},
	{"もうろう", "朦朧"},
	{"くも膜下", "クモ膜下", "蜘蛛膜下"},
	{"嚢", "のう"},
	{"頸", "頚"},
}

// writtenAt finds the rows of written by the first character.
var writtenAt = func() map[rune][]int {
	m := map[rune][]int{}
	for i, ways := range written {
		r, _ := utf8.DecodeRuneInString(ways[0])
		m[r] = append(m[r], i)
	}
	return m
}()

// spellings returns the other spellings of a term: each way to write a part
// that has several, in combination with those of its other parts.
func spellings(term string) []string {
	var out []string
	for i, r := range term {
		for _, row := range writtenAt[r] {
			ways := written[row]
			if !strings.HasPrefix(term[i:], ways[0]) || strings.Contains(term[:i], ways[0]) {
				continue
			}
			if out == nil {
				out = []string{term}
			}
			for _, s := range out[:len(out):len(out)] {
				for _, w := range ways[1:] {
					if len(out) <= 24 {
						out = append(out, strings.ReplaceAll(s, ways[0], w))
					}
				}
			}
		}
	}
	if out == nil {
		return nil
	}
	return out[1:]
}
