package table

import (
	"slices"

	"monban/detect"
	"monban/extract"
)

// keptMost bounds what a table remembers of its cells, over all its columns.
const keptMost = 200_000

// free looks at a cell by itself: memo columns, columns that nobody could name,
// and values that are not what their header says. Equal cells are looked at once.
func (g *grid) free(rec *detect.Record, c *column, t *detect.Text) {
	sig := c.plain.sign(t)
	if sig != nil && c.plain.passes(sig) {
		return
	}
	alike := uint64(0)
	if sig == nil {
		if alike = c.remarks.of(t); c.remarks.passes(alike) {
			return
		}
	}
	hits, ok := c.cache[t.Norm]
	if !ok {
		hits = g.look(c, t)
		if c.cache == nil {
			c.cache = map[string][]hit{}
		}
		if len(c.cache) < 4096 && g.kept < keptMost {
			c.cache[t.Norm] = hits
			g.kept++
		}
		if sig != nil && (g.kept < keptMost || c.plain.seen[string(sig)] != 0) {
			c.plain.note(sig, len(hits) == 0)
			g.kept++
		}
		if alike != 0 && g.kept < keptMost && c.remarks.note(alike, len(hits) == 0) {
			g.kept++
		}
	}
	if rec.Topic && named(hits) {
		rec.Topic = false
	}
	for _, h := range hits {
		v := detect.Value{Kind: h.kind, Loc: t.Loc, Hidden: t.Hidden, Text: t.Original(h.m.Start, h.m.End), Key: h.m.Key,
			Odds: h.m.Odds, Evidence: h.m.Evidence | c.evidence&detect.ColumnAgainst, Business: h.m.Business}
		if v.Key == "" && h.kind.Identifies() {
			v.Key = t.Norm[h.m.Start:h.m.End]
		}
		if c.within && h.kind == c.kind {
			v.Evidence |= c.evidence
		}
		if h.kind == detect.PersonName && g.subject {
			v.Mention = true
		}
		if h.kind == detect.PersonName && g.staffed && c.speakers() {
			rec.Org = true
		}
		rec.Values = append(rec.Values, v)
	}
}

// overlaps reports whether a match has words in common with one of hits.
func overlaps(hits []hit, m detect.Match) bool {
	for i := range hits {
		if m.Start < hits[i].m.End && hits[i].m.Start < m.End {
			return true
		}
	}
	return false
}

// named reports whether somebody's name is among what is in a cell.
func named(hits []hit) bool {
	for i := range hits {
		if hits[i].kind == detect.PersonName {
			return true
		}
	}
	return false
}

// look tells what is in a cell.
func (g *grid) look(c *column, t *detect.Text) (hits []hit) {
	add := func(k detect.Kind, m detect.Match) {
		if k.Special() && (c.skip && !(c.kept && ofKeeper(k, t.Norm[:m.Start])) || g.staffed && c.speakers()) {
			return // 品名, 会社名 and 登壇者 hold such words without speaking of anybody
		}
		hits = append(hits, hit{k, m})
	}
	g.r.senses.Recognise(t, add)
	if c.skip {
		return hits
	}
	hits = g.within(t, hits)
	if t.Type == extract.Text {
		known := len(hits)
		g.r.senses.Names(t, func(k detect.Kind, m detect.Match) {
			if k == detect.PersonName && slices.ContainsFunc(hits[:known], func(h hit) bool { return h.kind == detect.Doctor && m.Start < h.m.End && h.m.Start < m.End }) {
				return // 神尾医師 treats others
			}
			if !m.Doubtful && (k == detect.PersonName || !overlaps(hits[:known], m) && !(m.Evidence&detect.Sentence != 0 && aims.In(c.header))) {
				add(k, m)
			}
		})
	}
	return hits
}

// aims are in headers over what is wanted of somebody, and done for him: what is said
// there is not yet so.
var aims = detect.NewPhrases(`目標 ねらい 方針 手立て 支援内容 支援方法 指導内容 内容・方法 達成`)

// long is free for cells that may hold a book: they are read in pieces.
func (g *grid) long(rec *detect.Record, c *column, t *detect.Text, u *extract.Unit) {
	n := detect.Piece(u.Text)
	if n == len(u.Text) {
		g.free(rec, c, t)
		return
	}
	piece := *u
	for rest := u.Text; rest != ""; rest = rest[n:] {
		n = detect.Piece(rest)
		piece.Text = rest[:n]
		norm, chars, off := g.r.senses.Normalize(piece.Text)
		t.Set(piece, norm, chars, off)
		t.Under(c.label())
		g.free(rec, c, t)
	}
}

// notes reads the comments that hang on the cells of a row.
func (g *grid) notes(rec *detect.Record, row int) {
	for _, u := range g.r.notes[row] {
		t := &g.r.text
		norm, chars, off := g.r.senses.Normalize(u.Text)
		t.Set(u, norm, chars, off)
		g.long(rec, &column{}, t, &u)
	}
	delete(g.r.notes, row)
}
