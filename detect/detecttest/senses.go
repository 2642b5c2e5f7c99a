package detecttest

import "monban/detect"

// Mute makes senses that find nothing and change nothing: a test of a stage gives
// them what it needs. chars are the classes of every text.
func Mute(chars detect.Chars) *detect.Senses {
	return &detect.Senses{
		Normalize: func(s string) (string, detect.Chars, []int32) { return s, chars, nil },
		Key:       func(s string) string { return s },
		Meaning:   func(string) (m detect.Meaning, exact, ok bool) { return m, false, false },
		Recognise: func(*detect.Text, func(detect.Kind, detect.Match)) {},
		Names:     func(*detect.Text, func(detect.Kind, detect.Match)) {},
		Faint:     func(string, func(int, int) bool) (m detect.Match, ok bool) { return m, false },
		Whole:     func([]detect.Text) []detect.Share { return nil },
		NameCell:  func(string) (float64, detect.Evidence) { return -9, 0 },
		NameShape: func(string) bool { return false },
		Surname:   func(string) bool { return false },
		Given:     func(string) (bool, bool) { return false, false },
		SplitName: func(string) (string, string, bool) { return "", "", false },
		Example:   func(string) bool { return false },
		FoldName:  func(s string) string { return s },
		Says:      func(string) bool { return true },
		Date:      func(*detect.Text, bool) (string, int, bool) { return "", 0, false },
	}
}
