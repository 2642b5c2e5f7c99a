package table

import (
	"slices"
	"strings"

	"monban/detect"
)

// Programs keep what they show on their pages in files of their own, one text for each
// key: "form.name.label": "氏名", "disease_dm": "糖尿病". Of somebody's record the values
// are no words for what a form asks.

const (
	promptsRows   = 3 // such a file has few records, of many keys
	promptsLabels = 3 // and asks for at least so many different things
)

// answerKeys end the keys of what somebody has filled in beside the words that ask for it,
// and promptKeys those of what a form shows in an empty box.
var (
	answerKeys = []string{"value", "values", "val", "answer", "answers", "response", "input", "text", "値", "回答", "入力値", "内容"}
	promptKeys = []string{"placeholder", "hint", "example", "sample", "help", "tooltip"}
)

// prompts reports whether the rows of a table whose columns the format names hold the
// words of forms, and nobody's answers.
func (g *grid) prompts(rows []row) bool {
	if !g.names || len(rows) > promptsRows {
		return false
	}
	var asked detect.KindSet
	labels := 0
	for i := range rows {
		for j := range rows[i].cells {
			x := &rows[i].cells[j]
			c := g.column(x.col)
			if c == nil {
				continue
			}
			if endsWith(c.header, answerKeys) {
				return false
			}
			if x.label() && x.meaning.Personal() {
				if s := detect.SetOf(x.meaning.Kind); asked&s == 0 {
					asked |= s
					labels++
				}
			} else if !endsWith(c.header, promptKeys) && g.r.somebody(x.Norm) {
				return false
			}
		}
	}
	return labels >= promptsLabels
}

// somebody reports whether a text is a family and a given name, and none that forms show.
func (r *Reader) somebody(norm string) bool {
	odds, e := r.senses.NameCell(norm)
	return odds > 1 && e&detect.NameParts != 0 && !r.senses.Example(norm)
}

// endsWith reports whether the last part of a key is one of words: form.name.value,
// profile_name_hint.
func endsWith(key string, words []string) bool {
	key = strings.ToLower(key)
	if i := strings.LastIndexAny(key, "._-/"); i >= 0 {
		key = key[i+1:]
	}
	return slices.Contains(words, strings.TrimRight(key, "[]0123456789"))
}
