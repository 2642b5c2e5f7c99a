package prose

import (
	"strings"

	"monban/detect"
)

// described reads the bracket behind a name that tells no more than how old
// somebody is and of which sex: 瀬戸口様（女性・60代）.
func (r *Reader) described(end int) {
	t := r.now.t
	s := t.Norm
	open := end
	for _, h := range [...]string{" ", "様", "さん", "氏", "さま", "殿", "くん", "ちゃん", "君"} {
		if rest, ok := strings.CutPrefix(s[open:], h); ok {
			open = len(s) - len(rest)
		}
	}
	if open >= len(s) || s[open] != '(' {
		return
	}
	n := strings.IndexByte(s[open:], ')')
	if n < 2 || n > 40 {
		return
	}
	for at := open + 1; at < open+n; {
		stop := open + n
		for _, sep := range [...]string{"・", "、", ",", "/", " "} {
			if i := strings.Index(s[at:stop], sep); i >= 0 {
				stop = at + i
			}
		}
		kind := detect.Kind("")
		switch w := s[at:stop]; {
		case w == "男性" || w == "女性" || w == "男" || w == "女" || w == "男子" || w == "女子":
			kind = detect.Sex
		case decade(w):
			kind = detect.Age
		}
		if kind != "" {
			r.items = append(r.items, item{line: r.line, pos: at, end: stop, Value: detect.Value{Kind: kind, Loc: t.Loc, Hidden: t.Hidden,
				Text: t.Original(at, stop), Odds: 0.5, Evidence: detect.Context}})
		}
		for at = stop; at < open+n && (strings.IndexByte(" ,/", s[at]) >= 0 || s[at] >= 0x80 && (strings.HasPrefix(s[at:], "・") || strings.HasPrefix(s[at:], "、"))); {
			at++
			for at < open+n && s[at]&0xC0 == 0x80 {
				at++
			}
		}
	}
}

// decade reports 60代, 30代後半 and 78Y, which no other rule takes for ages.
func decade(w string) bool {
	n := 0
	for n < len(w) && w[n] >= '0' && w[n] <= '9' {
		n++
	}
	if n != 2 {
		return false
	}
	switch w[n:] {
	case "代", "代前半", "代半ば", "代後半", "Y", "y":
		return true
	}
	return false
}
