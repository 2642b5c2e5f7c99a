package table

import "monban/detect"

// mourner makes a relative the person of a form that names nobody but relatives, where
// the form tells how to reach one: 喪主 with his address and his telephone, below the
// one who has died. It is he who stands last before them.
func mourner(rec *detect.Record) {
	last := -1
	for i := range rec.Values {
		v := &rec.Values[i]
		switch {
		case v.Kind == detect.PersonName && v.Whose == detect.Relative && !v.Alias && !v.Mention:
			last = i
		case v.Kind == detect.PersonName && !v.Alias && !v.Mention:
			return
		case last >= 0 && v.Whose == detect.Subject && (v.Kind == detect.Address || v.Kind == detect.Phone):
			for k := i + 1; k < len(rec.Values); k++ {
				if n := &rec.Values[k]; n.Kind == detect.PersonName && n.Whose == detect.Subject && !n.Alias && !n.Mention {
					return
				}
			}
			rec.Values[last].Whose = detect.Subject
			return
		}
	}
}
