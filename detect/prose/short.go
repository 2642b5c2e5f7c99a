package prose

import (
	"slices"
	"strings"
)

// shortened ties a family name or a given name alone to the one person of the
// section whose whole name has it: 田所 修 first, 田所さん after that. Where two
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
	if len(to) == 0 {
		return
	}
	for i := range owner {
		if o, ok := to[owner[i]]; ok && owner[i] >= 0 {
			owner[i] = o
		}
	}
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
