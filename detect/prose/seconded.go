package prose

import (
	"slices"

	"monban/detect"
)

// The dictionary knows words, and the sense of a sentence tells whether it speaks of
// somebody who has what they name or of the thing itself. Where both say the same, it
// is said of whoever is named near, though he signs it, is written to or does his work:
// leaflets and minutes name illnesses and people, too, and tell nothing of them.

// seconding is how sure the sense of a sentence must be, as log odds.
const seconding = 0.1

// seconded gives what is told so, and belongs to nobody yet, to the person named next
// to it, and then what stands around it. It returns those of whom it is told, by their
// owner.
func seconded(items []item, owner []int) map[int]bool {
	tells := func(v *item) bool { return v.seconded && v.meant() }
	if !slices.ContainsFunc(items, func(v item) bool { return tells(&v) }) {
		return nil
	}
	meant := map[int]bool{}
	var names []int
	for i := range items {
		if owner[i] >= 0 && items[i].Kind == detect.PersonName {
			names = append(names, i)
		}
	}
	at := placesOf(items, names)
	for i := range items {
		v := &items[i]
		if !tells(v) {
			continue
		}
		if owner[i] < 0 {
			n := at.nearest(items, i, false)
			if n < 0 || !items[n].hears(v) {
				continue
			}
			owner[i] = owner[n]
		}
		meant[owner[i]] = true
	}
	names = slices.DeleteFunc(names, func(n int) bool { return !meant[owner[n]] })
	at = placesOf(items, names)
	for i := range items {
		if v := &items[i]; owner[i] < 0 && v.Kind.Special() && v.meant() {
			if n := at.nearest(items, i, false); n >= 0 {
				owner[i] = owner[n]
			}
		}
	}
	return meant
}

// meant reports whether an item is believed when somebody stands near, and speaks neither
// of all who have it nor of something that is called so.
func (it *item) meant() bool {
	return !it.general && !it.named && detect.Believed(it.Odds, it.Evidence|detect.WithPerson)
}

// hears reports whether what is told near a name may be said of him: of those who do
// their work, in their own line; of those who are named below, when they are addressed.
// A word in kana that nothing makes a name may be anything.
func (it *item) hears(v *item) bool {
	switch {
	case it.staff && it.label, it.Evidence&(detect.Honorific|detect.Label|detect.NameParts) == 0 && inKana(it.Text):
		return false
	case it.line == v.line:
		return true
	case it.staff && !it.addressed:
		return false
	}
	return it.line < v.line || it.addressed || it.label || it.Evidence&detect.Honorific != 0
}
