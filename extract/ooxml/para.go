package ooxml

import "monban/extract"

// A Para is the text of a paragraph while it is read: what is seen as the
// rest, and apart from it the pieces that are hidden in another way.
type Para struct {
	Why    extract.Hidden // of the text
	Text   []byte
	Pieces []Piece
	Last   extract.Hidden // of what was added last
}

// A Piece is text next to each other that is hidden for the same reason.
type Piece struct {
	Text []byte
	Why  extract.Hidden
}

// NewPara is an empty paragraph that is hidden for this reason.
func NewPara(why extract.Hidden) *Para { return &Para{Why: why, Last: why} }

// Add adds text.
func (p *Para) Add(text []byte, why extract.Hidden) {
	if why == p.Why {
		p.Text = append(p.Text, text...)
	} else {
		n := len(p.Pieces)
		if n == 0 || p.Last != why {
			p.Pieces = append(p.Pieces, Piece{Why: why})
			n++
		}
		p.Pieces[n-1].Text = append(p.Pieces[n-1].Text, text...)
	}
	p.Last = why
}

// Full tells that the paragraph should be sent before more is added.
func (p *Para) Full() bool {
	n := len(p.Pieces)
	return len(p.Text) > MaxText || n > 1000 || n > 0 && len(p.Pieces[n-1].Text) > MaxText
}

// Take gives what was added, in pieces, and forgets it.
func (p *Para) Take() []Piece {
	out := append([]Piece{{Text: p.Text, Why: p.Why}}, p.Pieces...)
	p.Text, p.Pieces = nil, nil
	return out
}
