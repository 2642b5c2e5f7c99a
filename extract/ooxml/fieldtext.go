package ooxml

import (
	"regexp"
	"strings"
)

// Words of a field's code that say how to draw, not what.
var (
	fieldFormat = regexp.MustCompile(`\\\*\s*("[^"]*"|[^\s\\]+)`)
	fieldSwitch = regexp.MustCompile(`\\[A-Za-z]+[ \t]*[0-9]*`)
)

// FieldText gives what a field shows whose text stands in its code: a word with
// its reading above it in the old way (EQ), which is how names with furigana are
// kept, or a place to click (MACROBUTTON). above is the reading. ok tells such
// fields from others.
func FieldText(code string) (text, above string, ok bool) {
	name, rest, _ := strings.Cut(strings.TrimSpace(code), " ")
	switch strings.ToUpper(name) {
	case "MACROBUTTON":
		_, rest, _ = strings.Cut(strings.TrimSpace(rest), " ")
		return strings.TrimSpace(rest), "", true
	case "EQ":
	default:
		return "", "", false
	}
	rest = fieldFormat.ReplaceAllString(rest, "")
	if i := strings.Index(rest, `\s\up`); i >= 0 {
		// \s\up 9(reading),word): brackets within are written with a stroke.
		if _, after, ok := strings.Cut(rest[i:], "("); ok {
			if reading, word, ok := strings.Cut(after, ")"); ok {
				word = strings.TrimLeft(word, ",; ")
				return clean(strings.TrimSuffix(strings.TrimSpace(word), ")")), clean(reading), true
			}
		}
	}
	return clean(strings.NewReplacer("(", "", ")", "", ",", " ", ";", " ").Replace(fieldSwitch.ReplaceAllString(rest, ""))), "", true
}

// clean leaves the letters of a part of a code.
func clean(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(fieldSwitch.ReplaceAllString(s, ""), `\`, ""))
}
