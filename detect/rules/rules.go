// Package rules assembles the engine that ships with the program. It is the
// only package that knows every stage and every rule; it has no knowledge of
// its own.
package rules

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"monban/detect"
	"monban/detect/heading"
	"monban/detect/ident"
	"monban/detect/ja"
	"monban/detect/label"
	"monban/detect/link"
	"monban/detect/person"
	"monban/detect/place"
	"monban/detect/prose"
	"monban/detect/score"
	"monban/detect/table"
	"monban/detect/term"
	"monban/dict"
	"monban/extract"
	"monban/extract/formats"
)

// Options choose what the engine stands on.
type Options struct {
	// CacheDir holds the mapped dictionary; "" loads it into memory each time.
	CacheDir string
	// Limits bound each file; the zero value means extract.DefaultLimits.
	Limits extract.Limits
}

// All returns every rule for identifiers, in the order of the kinds.
func All() []detect.Rule {
	out := slices.Concat(ident.Rules(), person.Rules(), place.Rules())
	slices.SortStableFunc(out, func(a, b detect.Rule) int { return a.Kind.Index() - b.Kind.Index() })
	return out
}

// Walker reads files with every format that ships.
func Walker(o Options) *extract.Walker {
	if o.Limits == (extract.Limits{}) {
		o.Limits = extract.DefaultLimits()
	}
	return &extract.Walker{Formats: formats.All(), Limits: o.Limits}
}

// New builds the engine, which reads files in this process. Front ends put
// their worker's Read in its place.
func New(o Options) (*detect.Engine, error) {
	headers, err := dict.Headers()
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	terms, err := dict.Builtin()
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	all := All()
	if len(all) > detect.GuardMost {
		return nil, fmt.Errorf("rules: %d of them, and a guard takes %d", len(all), detect.GuardMost)
	}
	rec := &recogniser{rules: all, guard: detect.NewGuard(all), plain: make([][]detect.Rule, len(detect.Kinds)), terms: term.New(terms), scratch: sync.Pool{New: newScratch}}
	for _, r := range rec.rules {
		if i := r.Kind.Index(); i >= 0 && r.Chance == 0 {
			rec.plain[i] = append(rec.plain[i], r)
		}
	}
	names := ja.NewNamer(ja.Shared(o.CacheDir))
	senses := &detect.Senses{
		Normalize: ja.Normalize,
		Key:       ja.Key,
		Meaning:   label.New(headers, values(terms)).Meaning,
		Recognise: rec.recognise,
		Whole:     rec.whole,
		NameCell:  names.Cell,
		NameShape: func(s string) bool { return names.Shape(s) && !ja.Specimen(s) },
		Surname:   names.Surname,
		Given:     names.Given,
		Unheard:   names.Unheard,
		SplitName: names.Split,
		Names: func(t *detect.Text, found func(detect.Kind, detect.Match)) {
			asked, sentence := false, false
			names.Prose(t, func(k detect.Kind, m detect.Match) {
				if k != detect.PersonName {
					if told(t, m) && !term.General(k, t.Norm, m.Start, m.End) && !rec.terms.Harmless(t.Norm, m.Start, m.End) {
						m.Doubtful = m.Doubtful && !(m.Odds >= borrowedLeast && rec.terms.Knows(t.Norm, m.Start, m.End))
						found(k, m)
					}
					return
				}
				stands, within := named(t, m)
				if !stands && within && !asked { // once, however many names the text has
					asked, sentence = true, strings.Contains(t.Norm, "。")
				}
				m.Doubtful = !stands && !(within && sentence)
				found(k, m)
			})
		},
		Faint:    names.Faint,
		Example:  ja.Example,
		Historic: ja.Historic,
		FoldName: ja.FoldName,
		Says:     func(norm string) bool { return !term.Empty(norm) },
		Date:     date,
	}
	return &detect.Engine{
		Read: Walker(o).Walk,
		NewReader: func(record func(*detect.Record), tell func(*detect.Table)) detect.Reader {
			h := heading.New(record)
			text := prose.New(senses, h.Record)
			h.Readers = table.New(senses, func(rec *detect.Record) {
				text.Form(rec)
				h.Record(rec)
			}, tell, text)
			return h
		},
		NewLinker: func() detect.Linker { return &link.Linker{} },
		Merge:     link.Merge,
		Score: func(r *detect.Result) {
			for _, f := range r.Files {
				f.Score, _ = score.Of(f)
			}
			r.Score, _ = score.OfResult(r)
		},
	}, nil
}

// named tells whether a name found by its surroundings alone (no honorific, no
// label, no known name) stands, or does within a sentence: in a cell or a heading
// it is far more often a word of the trade in katakana.
func named(t *detect.Text, m detect.Match) (stands, within bool) {
	if strings.HasPrefix(t.Norm[m.End:], "丁目") {
		return false, false // 福島一丁目 is a place
	}
	if rest := t.Norm[m.End:]; len(rest) > 1 && rest[0] == '-' && rest[1]-'0' < 10 {
		return false, false // 川向-01 is a field
	}
	p := m.Confidence()
	return m.Evidence != 0 || p >= 0.9, p >= 0.7
}

// cellTells is how long a text in a cell is, in bytes, in which words tell of somebody
// together; shorter ones are values, about which the column tells more.
const cellTells = 30

// borrowedLeast is how sure the sense of a sentence must be, as log odds, of a word in
// katakana or Latin letters that the dictionary has for something of people among others:
// ALS is a program as well.
const borrowedLeast = 0.2

// told reports whether what the words of a text seem to tell may be somebody's.
func told(t *detect.Text, m detect.Match) bool {
	if t.Loc.Col > 0 && (len(t.Norm) < cellTells || t.Chars&detect.HasHiragana == 0) {
		return false
	}
	return term.Held(t.Norm, m.Start, m.End, m.End)
}

// values knows the words that are values as much as headers: the names of
// disabilities and diseases, and grades.
func values(terms []dict.Term) func(string) bool {
	words := map[string]bool{}
	for _, t := range terms {
		if asks(t.Text) {
			continue
		}
		switch detect.Kind(t.Kind) {
		case detect.Disability, detect.Diagnosis, detect.Symptom, detect.Medication:
			words[ja.Key(t.Text)] = true
		case detect.DisabilityCertificate, detect.WelfareCertificate:
			if strings.ContainsAny(t.Text, "0123456789") { // 要介護2, 区分3
				words[ja.Key(t.Text)] = true
			}
		}
	}
	return func(w string) bool { return words[w] }
}

// asks reports whether a term says of nobody what he has, and asks it instead:
// 病名, 既往歴, 服薬状況. Over or beside a cell it is a label and no value.
func asks(term string) bool {
	switch term {
	case "主訴", "既往", "既往症", "持病", "内服薬", "常用薬", "処方", "処方薬", "服薬", "投薬", "障害の程度", "障害等級", "障害特性", "発達特性", "自覚症状", "他覚症状", "合併症", "基礎疾患":
		return true
	}
	return strings.HasSuffix(term, "名") || strings.HasSuffix(term, "歴") || strings.HasSuffix(term, "状況") || strings.HasSuffix(term, "管理")
}

// date reads a birth date from a value.
func date(t *detect.Text, header bool) (key string, year int, ok bool) {
	if t.Type == extract.Date && len(t.Raw) >= 10 {
		if d, _, _, ok := ja.ParseDate(t.Raw); ok {
			return d.Key(), d.Year, true
		}
	}
	if d, _, _, ok := ja.ParseDate(t.Norm); ok {
		return d.Key(), d.Year, true
	}
	if header {
		if d, ok := ja.ParseCompact(t.Norm); ok {
			return d.Key(), d.Year, true
		}
	}
	return "", 0, false
}
