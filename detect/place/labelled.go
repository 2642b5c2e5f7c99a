package place

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"monban/detect"
)

// labelled takes a cell or a field under a label such as 住所 or 建物名: all of
// it is the address, or the part of one that stands in this column.
func labelled(t *detect.Text, found func(detect.Match)) bool {
	if t.Label == "" || !t.Labelled(fieldWords, notHome) {
		return false
	}
	s := t.Norm
	start := len(s) - len(strings.TrimLeft(s, " \n\t"))
	end := len(strings.TrimRight(s, " \n\t"))
	if start >= end {
		return false
	}
	if rest, ok := strings.CutPrefix(s[start:end], "〒"); ok {
		start = end - len(strings.TrimLeft(rest, "0123456789- \n"))
	}
	part := s[start:end]
	if n := utf8.RuneCountInString(part); n < 2 || n > 100 || !partOfAddress(part) {
		return false
	}
	found(detect.Match{Start: start, End: end, Odds: -1, Evidence: detect.Label, Key: strings.ReplaceAll(part, " ", "")})
	return true
}

// partOfAddress reports whether s can be an address or a part of it: it names a
// place or a building, or has letters and numbers; it is no sentence, mail
// address, link or plain number.
func partOfAddress(s string) bool {
	if strings.ContainsAny(s, "@。") || strings.Contains(s, "://") || strings.Contains(s, "○○") || strings.Contains(s, "〇〇") || strings.Contains(s, "××") {
		return false
	}
	letters, numbers, wide := 0, 0, false
	for _, r := range s {
		wide = wide || r >= 0x3000
		switch {
		case r-'0' < 10 && r >= '0':
			numbers++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case !wide && letters > 0:
		return letters > 5 && strings.ContainsAny(s, ", ") // 1-2-3 Honcho, Chuo-ku
	case letters == 0:
		return numbers > 0 && strings.ContainsRune(s, '-') && numbers <= 10
	case numbers > 0:
		return !silent.In(s)
	}
	return !silent.In(s) && (placeTail(s) || places.known(s) || startsInPrefecture(s) || letters >= 6)
}

// silent are answers that say nothing.
var silent = detect.NewWords(`なし 無し 不明 同上 未定 未記入 該当なし 同左 〃 省略 非公開 変更なし 住所不定 none null`)

// placeTail reports whether s ends like a place or a building.
func placeTail(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("都道府県市区町村郡号室棟階荘寮館番地丁目ビル", r)
}

func startsInPrefecture(s string) bool {
	for _, n := range [2]int{9, 12} {
		if len(s) > n && utf8.RuneStart(s[n]) && places.prefectures[s[:n]] {
			return true
		}
	}
	return false
}
