package extract

// Kana reports whether a text has nothing but kana of either width and blanks,
// as a reading has that says again what stands in kanji. An empty one has.
func Kana(s string) bool {
	for _, r := range s {
		switch {
		case r >= 'ぁ' && r <= 'ヿ', r >= '｡' && r <= 'ﾟ', r == ' ', r == '　':
		default:
			return false
		}
	}
	return true
}
