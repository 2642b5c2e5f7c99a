package ja

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"monban/detect"
	"monban/extract"
)

// asciiChars gives the class of each ASCII character; 0 marks those that
// Normalize changes.
var asciiChars = func() (t [128]detect.Chars) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9':
			t[c] = detect.HasDigit
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
			t[c] = detect.HasLatin
		case c == '@':
			t[c] = detect.HasAt
		case c == '$', c == '{', c == '*':
			t[c] = detect.HasDollar
		case c == ' ', c == '\t', c == '\n':
			t[c] = detect.HasSpace
		case c == '\r', c == '\v', c == '\f':
			t[c] = 0
		default:
			t[c] = detect.HasOther
		}
	}
	return t
}()

// Prepare makes a unit ready for the rules.
func Prepare(u extract.Unit) *detect.Text {
	norm, chars, offsets := Normalize(u.Text)
	return detect.NewText(u, norm, chars, offsets)
}

// Normalize folds the many ways to write the same character: compatibility
// forms as NFKC does (full and half width, ㈱, ㍻, Kangxi radicals), and what
// NFKC misses or spoils:
//
//   - every kind of dash becomes "-" beside a digit or between two ASCII letters
//     or digits, ー and the kanji 一 only between two digits, so that カード keeps
//     its ー and a telephone number loses it;
//   - 〇 between digits becomes 0, 〜 becomes ~;
//   - the CJK radicals that PDF programs write for 長, 西, 民 … become the kanji;
//   - ①, ² and their like become digits that never join other digits: a space
//     is set between them;
//   - invisible characters and variation selectors vanish, every kind of line
//     end becomes \n, every kind of blank a space, and a byte that is not UTF-8
//     U+FFFD.
//
// Case is kept, and so are the variants of kanji (髙, 﨑): see FoldName. offsets
// gives, for every byte of the result and one past its end, the byte in s; it
// is nil when nothing was changed.
func Normalize(s string) (folded string, chars detect.Chars, offsets []int32) {
	chars, clean := scan(s)
	if clean {
		return s, chars, nil
	}
	f := folder{out: make([]byte, 0, len(s)+8), off: make([]int32, 0, len(s)+9)}
	f.fold(s)
	if f.dashes {
		f.foldDashes()
	}
	f.off = append(f.off, int32(len(s)))
	folded = string(f.out)
	chars, _ = scan(folded)
	return folded, chars, f.off
}

// scan tells the classes of the characters in s, and whether s is already as
// Normalize would leave it. It stops telling classes at the first change.
func scan(s string) (chars detect.Chars, clean bool) {
	clean = true
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch k := asciiChars[c]; {
			case k == 0:
				clean = false
			case c == '-' && (i > 0 && isDigit(s[i-1]) || i+1 < len(s) && isDigit(s[i+1])):
				chars |= detect.HasHyphen
			default:
				chars |= k
			}
			i++
			continue
		}
		// The common characters of Japanese have three bytes; the table of
		// their classes is written out here because this loop sees every byte
		// of every file.
		if c >= 0xE3 && c <= 0xE9 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			r := rune(c&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F)
			switch {
			case r >= 0x4E00 && r <= 0x9FFF:
				chars |= detect.HasKanji
				if r == '一' && i > 0 && isDigit(s[i-1]) {
					clean = false
				}
				i += 3
				continue
			case r >= 0x3041 && r <= 0x3096, r == 'ゝ', r == 'ゞ':
				chars |= detect.HasHiragana
				i += 3
				continue
			case r >= 0x30A1 && r <= 0x30FA, r == 'ヽ', r == 'ヾ':
				chars |= detect.HasKatakana
				i += 3
				continue
			case r == 'ー':
				chars |= detect.HasKatakana
				if i > 0 && (isDigit(s[i-1]) || i >= 3 && kanjiDigit(lastRune(s[:i])) >= 0) {
					clean = false
				}
				i += 3
				continue
			case r == '・', r >= 0x3001 && r <= 0x3004, r >= 0x3008 && r <= 0x301B:
				chars |= detect.HasOther
				i += 3
				continue
			case r >= 0x3005 && r <= 0x3006, r >= 0x3400 && r <= 0x4DBF:
				chars |= detect.HasKanji
				i += 3
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			clean = false
			chars |= detect.HasOther
		case r == '〇':
			clean = false
			chars |= detect.HasKanji
		case r >= 0x25A0 && r <= 0x26FF, r == '※', r == utf8.RuneError:
			chars |= detect.HasOther
		case r >= 0xF900 && r <= 0xFAFF, r >= 0x20000 && r <= 0x3FFFF:
			clean = false
			chars |= detect.HasKanji
		case isLatin(r):
			clean = clean && wholeLatin(r)
			chars |= detect.HasLatin
		default:
			clean = false
			chars |= detect.HasOther
		}
		i += n
	}
	return chars, clean
}

// isLatin reports whether r is a Latin letter with a mark.
func isLatin(r rune) bool {
	return r >= 0xC0 && r <= 0x24F && r != 0xD7 && r != 0xF7 || r >= 0x1E00 && r <= 0x1EFF
}

// wholeLatin reports whether NFKC leaves the Latin letter r as it is.
func wholeLatin(r rune) bool {
	return r >= 0xC0 && r <= 0x131 && r != 0xD7 && r != 0xF7 || r >= 0x141 && r <= 0x148 || r >= 0x14A && r <= 0x17E || r >= 0x1EA0 && r <= 0x1EF9
}

func isDigit(c byte) bool { return c-'0' <= 9 }

func isAlnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// halfKana are the full forms of U+FF61 to U+FF9F.
var halfKana = []rune("。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜")

// A folder builds the folded text and its offsets.
type folder struct {
	out    []byte
	off    []int32
	dashes bool // something that may be a dash was written
	apart  bool // what was written last must not join a digit
	made   []byte
	iter   *norm.Iter // of nfkc
}

func (f *folder) fold(s string) {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		next := rune(0)
		if i+n < len(s) {
			next, _ = utf8.DecodeRuneInString(s[i+n:])
		}
		switch {
		case isCombining(next) && !invisible(r):
			if k := f.marks(s, i, r, n); k > 0 {
				n = k
			} else {
				n = f.compose(s, i)
			}
		case r == utf8.RuneError && n == 1:
			f.put(i, utf8.RuneError)
		case r >= 0xFF61 && r <= 0xFF9F:
			n += f.kana(i, r, next)
		case r >= 0xFF01 && r <= 0xFF5E:
			f.put(i, r-0xFF01+'!')
		case r == '　' || r == 0xA0:
			f.put(i, ' ')
		case r == '\r':
			if next != '\n' {
				f.put(i, '\n')
			}
		case r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029:
			f.put(i, '\n')
		case r == '〜':
			f.put(i, '~')
		case invisible(r):
		case r < utf8.RuneSelf, wholeLatin(r), r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FE, r >= 0x4E00 && r <= 0x9FFF, r >= 0x3001 && r <= 0x301B:
			f.put(i, r)
		case r >= 0x2E80 && r <= 0x2EFF:
			if k, ok := radicals[r]; ok {
				r = k
			}
			f.put(i, r)
		default:
			n = f.compose(s, i)
		}
		i += n
	}
}

// put writes r, which stands for the character at byte i of the source.
func (f *folder) put(i int, r rune) {
	if r < utf8.RuneSelf {
		if f.apart && isDigit(byte(r)) {
			f.write(i, ' ')
		}
		f.write(i, byte(r))
	} else {
		if isDash(r) || r == 'ー' || r == '一' || r == '〇' {
			f.dashes = true
		}
		var b [utf8.UTFMax]byte
		for k := range utf8.EncodeRune(b[:], r) {
			f.write(i, b[k])
		}
	}
	f.apart = false
}

func (f *folder) write(i int, b byte) {
	f.out = append(f.out, b)
	f.off = append(f.off, int32(i))
}

// kana writes a half-width kana, with the voicing mark that follows it, and
// returns the length of that mark.
func (f *folder) kana(i int, r, next rune) int {
	r = halfKana[r-0xFF61]
	voiced := r >= 'カ' && r <= 'ト' || r >= 'ハ' && r <= 'ホ'
	switch {
	case next == 'ﾞ' && r == 'ウ':
		f.put(i, 'ヴ')
	case next == 'ﾞ' && voiced:
		f.put(i, r+1)
	case next == 'ﾟ' && r >= 'ハ' && r <= 'ホ':
		f.put(i, r+2)
	default:
		f.put(i, r)
		return 0
	}
	return 3
}

func isCombining(r rune) bool {
	return r >= 0x300 && r <= 0x36F && r != 0x34F || r == 0x3099 || r == 0x309A
}

// invisible reports whether r shows nothing: zero-width and direction marks,
// variation selectors, the soft hyphen.
func invisible(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0xFEFF,
		r >= 0x180B && r <= 0x180E,
		r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// isDash reports whether r is written as a dash between numbers.
func isDash(r rune) bool {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '─', '━', '⁃', '˗', '⎯':
		return true
	}
	return false
}

// foldDashes turns dashes into "-" and 〇 into 0 where they belong to a
// number. It works on whole runs, so that "3——4" is treated as one sign.
func (f *folder) foldDashes() {
	in, off := f.out, f.off
	out, offOut := in[:0], off[:0]
	for i := 0; i < len(in); {
		r, n := utf8.DecodeRune(in[i:])
		if n == 1 || !isDash(r) && r != 'ー' && r != '一' && r != '〇' {
			out = append(out, in[i:i+n]...)
			offOut = append(offOut, off[i:i+n]...)
			i += n
			continue
		}
		end := i + n
		for end < len(in) {
			q, m := utf8.DecodeRune(in[end:])
			if q != r && !(isDash(q) && isDash(r)) {
				break
			}
			end += m
		}
		to := f.dash(r, out, in[end:], (end-i)/n)
		for ; i < end; i += n {
			_, n = utf8.DecodeRune(in[i:])
			if to != 0 {
				out = append(out, to)
				offOut = append(offOut, off[i])
			} else {
				out = append(out, in[i:i+n]...)
				offOut = append(offOut, off[i:i+n]...)
			}
		}
	}
	f.out, f.off = out, offOut
}

// dash tells what a run of r becomes between before and after; 0 means that it
// stays.
func (f *folder) dash(r rune, before, after []byte, run int) byte {
	var a, b byte
	if len(before) > 0 {
		a = before[len(before)-1]
	}
	if len(after) > 0 {
		b = after[0]
	}
	switch {
	case r == '〇':
		if isDigit(a) && isDigit(b) {
			return '0'
		}
	case r == '一':
		if isDigit(a) && isDigit(b) && run == 1 {
			return '-'
		}
	case isDigit(a) && isDigit(b):
		return '-'
	case kanjiDigitAt(before, true) && kanjiDigitAt(after, false):
		return '-'
	case r == 'ー':
	case isDigit(a), isDigit(b), isAlnum(a) && isAlnum(b):
		return '-'
	}
	return 0
}

func kanjiDigitAt(b []byte, last bool) bool {
	var r rune
	if last {
		r, _ = utf8.DecodeLastRune(b)
	} else {
		r, _ = utf8.DecodeRune(b)
	}
	return kanjiDigit(r) >= 0
}

// radicals are the characters of the CJK radicals supplement that programs
// write in place of kanji and NFKC leaves alone.
var radicals = map[rune]rune{
	'⺁': '厂', '⺅': '亻', '⺇': '几', '⺈': '刀', '⺉': '刂', '⺊': '卜', '⺌': '小', '⺍': '小', '⺒': '巳', '⺓': '幺',
	'⺔': '彐', '⺖': '忄', '⺗': '心', '⺘': '扌', '⺙': '攵', '⺛': '旡', '⺝': '月', '⺟': '母', '⺠': '民', '⺡': '氵',
	'⺢': '水', '⺣': '灬', '⺤': '爪', '⺥': '爪', '⺦': '丬', '⺧': '牛', '⺨': '犭', '⺩': '王', '⺪': '疋', '⺫': '目',
	'⺬': '示', '⺭': '礻', '⺮': '竹', '⺱': '网', '⺲': '网', '⺶': '羊', '⺷': '羊', '⺸': '羊', '⺹': '耂', '⺺': '聿',
	'⺼': '月', '⺽': '臼', '⺾': '艹', '⺿': '艹', '⻀': '艹', '⻁': '虎', '⻂': '衤', '⻃': '西', '⻄': '西', '⻆': '角',
	'⻊': '足', '⻌': '辶', '⻍': '辶', '⻎': '辶', '⻏': '阝', '⻐': '金', '⻑': '長', '⻒': '長', '⻖': '阝', '⻗': '雨',
	'⻘': '青', '⻝': '食', '⻞': '食', '⻟': '飠', '⻣': '骨', '⻤': '鬼', '⻧': '鹵', '⻨': '麦', '⻩': '黄', '⻫': '斉',
	'⻭': '歯', '⻯': '竜', '⻱': '亀', '⻲': '亀',
}
