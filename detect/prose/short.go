package prose

import (
	"slices"
	"strings"
)

// shortened ties a family name or a given name alone to the one person of the
// section whose whole name has it: 田所 修 first, 田所さん or 修 after that. Where two
// have it, or the rest would be no name, they stay apart.
func (r *Reader) shortened(items []item, owner []int, first map[string]int) {
	if len(first) < 2 {
		return
	}
	keys := make([]string, 0, len(first))
	for k := range first {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	to := map[int]int{}
	for n, k := range keys {
		whole, several := "", false
		for _, l := range keys[n+1:] { // what begins with k stands right behind it
			if !strings.HasPrefix(l, k) {
				break
			}
			if r.partOf(items[first[k]].Text, items[first[l]].Text) {
				several = several || whole != ""
				whole = l
			}
		}
		if whole != "" && !several {
			to[first[k]] = first[whole]
		}
	}
	given := map[string]string{} // the only whole name by its given name
	for _, k := range keys {
		if g := r.givenOf(items[first[k]].Text); g != "" {
			if _, several := given[g]; several {
				k = ""
			}
			given[g] = k
		}
	}
	for i := range items {
		if v := &items[i]; v.aliasOf != "" {
			if g := r.givenOf(v.Text); g != "" {
				given[g] = v.aliasOf
			}
		}
	}
	for _, k := range keys {
		if whole := given[k]; whole != "" && whole != k {
			if _, tied := to[first[k]]; !tied {
				to[first[k]] = first[whole]
			}
		}
	}
	if len(to) == 0 {
		return
	}
	for i := range owner {
		if o, ok := to[owner[i]]; ok && owner[i] >= 0 {
			owner[i] = o
		}
	}
}

// givenOf returns the key of the given name of a name that is written with a
// blank or a dot, of the last of several words; "" when it has none.
func (r *Reader) givenOf(name string) string {
	name, _, _ = r.senses.Normalize(name)
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		i = strings.LastIndex(name, "・") + len("・") - 1
	}
	if i < len("・")-1 || i+1 >= len(name) {
		return ""
	}
	return r.senses.FoldName(name[i+1:])
}

// partOf reports whether short is the family name of whole: what stands before
// its blank, or what leaves a given name.
func (r *Reader) partOf(short, whole string) bool {
	short, _, _ = r.senses.Normalize(short)
	whole, _, _ = r.senses.Normalize(whole)
	if family, _, ok := strings.Cut(whole, " "); ok {
		return family == short
	}
	rest, ok := strings.CutPrefix(whole, short)
	if !ok {
		return false
	}
	odds, _ := r.senses.NameCell(short + " " + rest)
	for i := range whole { // 森 is not the family name of 森田一郎
		if i == 0 || i == len(short) {
			continue
		}
		if other, _ := r.senses.NameCell(whole[:i] + " " + whole[i:]); other >= odds {
			return false
		}
	}
	return odds > 1
}
