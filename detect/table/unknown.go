package table

import "monban/detect"

// rememberMost is how many words are remembered, wordLongest the length in bytes of
// the longest.
const (
	rememberMost = 4096
	wordLongest  = 120
)

// words remembers the cells of a column that stood alone and were no column of
// anything, with a 0 for each digit. A sheet may have any number of such rows,
// and comes a few at a time.
type words struct {
	col  int
	seen map[uint64]struct{}
}

func (w *words) forget() { *w = words{} }

// unknown is headless, which it does not ask about rows of single cells when the
// same words with other numbers were nothing before.
func (r *Reader) unknown(rows []row, more bool) *grid {
	var room [hold]uint64
	hashes, known := r.hashes(room[:0], rows)
	if known {
		return nil
	}
	g := r.headless(rows, more)
	if g != nil || len(hashes) == 0 {
		return g
	}
	if r.words.seen == nil || len(r.words.seen) > rememberMost {
		r.words.seen = map[uint64]struct{}{}
	}
	for _, h := range hashes {
		r.words.seen[h] = struct{}{}
	}
	return nil
}

// hashes appends the hashes of the words in rows, which have one cell each, all
// in one column; nil when they have not, or when there are long numbers among
// them. known tells that all were seen before.
func (r *Reader) hashes(out []uint64, rows []row) (hashes []uint64, known bool) {
	known = true
	for i := range rows {
		w := &rows[i]
		if len(w.cells) == 0 {
			continue
		}
		c := &w.cells[0]
		if len(w.cells) > 1 || len(c.Norm) > wordLongest {
			return nil, false
		}
		if len(out) == 0 && c.col != r.words.col {
			r.words = words{col: c.col}
		}
		h, brief := detect.Zeros(c.Norm)
		if !brief || c.col != r.words.col {
			return nil, false
		}
		if known {
			_, known = r.words.seen[h]
		}
		out = append(out, h)
	}
	return out, known && len(out) > 0
}
