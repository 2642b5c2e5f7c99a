package json

import (
	"strings"

	"monban/extract"
)

// reading gives how a name is read, when an element of a list of names writes it in
// kana: FHIR lists the name of a patient in kanji and again in kana, and these are
// one person. Its other members say how the name is written; they go on with it.
func reading(key string, inside []field) (field, []field, bool) {
	if key != "name" && !strings.HasSuffix(key, ".name") {
		return field{}, nil, false
	}
	var family, given, text string
	var rest []field
	for _, f := range inside {
		switch f.key {
		case "family":
			family = f.text
		case "given":
			given = f.text
		case "text":
			text = f.text
		default:
			rest = append(rest, f)
		}
	}
	if family == "" || given == "" || !extract.Kana(family+given+text) {
		return field{}, nil, false
	}
	if text == "" {
		text = family + " " + given
	}
	return field{key: "kana", text: text}, rest, true
}
