package ooxml

import "monban/extract"

// A Look is what hides text in its formatting, as far as it is said.
type Look struct {
	Vanish Tri
	Small  Tri
	NoFill Tri
	Color  string // of the letters, upper case; "" when it is not said
	Ground string // behind the letters; "" when it is not said
}

// A Tri is a Boolean that may not be said.
type Tri int8

// What may be said.
const (
	Unsaid Tri = iota
	Yes
	No
)

// Unknown is a ground of which only this is known: it need not be white.
const Unknown = "?"

// Said is what somebody has said.
func Said(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// Over puts l on top of what is below.
func (l Look) Over(below Look) Look {
	if l.Vanish == Unsaid {
		l.Vanish = below.Vanish
	}
	if l.Small == Unsaid {
		l.Small = below.Small
	}
	if l.NoFill == Unsaid {
		l.NoFill = below.NoFill
	}
	if l.Color == "" {
		l.Color = below.Color
	}
	if l.Ground == "" {
		l.Ground = below.Ground
	}
	return l
}

// Hides says why text of this look is not seen.
func (l Look) Hides() (h extract.Hidden) {
	if l.Vanish == Yes {
		h |= extract.HiddenText
	}
	if l.Small == Yes {
		h |= extract.SmallText
	}
	ground := l.Ground
	if ground == "" || ground == "AUTO" {
		ground = "FFFFFF"
	}
	if l.NoFill == Yes || ground != Unknown && Alike(l.Color, ground) {
		h |= extract.WhiteText
	}
	return h
}
