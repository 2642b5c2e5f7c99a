// Package sweep reads damaged copies of files and watches what happens to the
// reader: whether it stops by itself, takes too long, takes too much memory,
// or loses text without a word. It knows how to damage a file and what to
// expect of a reader then; the reading is done by whoever uses it, in children of
// cmd/internal/worker, so that nothing that a file does can end the sweep.
package sweep

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"monban/extract"
)

// Flips and Cuts are how many damaged copies of each kind one file has.
const (
	Flips = 24
	Cuts  = 8
)

// A Fault says what is wrong with a reading.
type Fault string

const (
	Panic  Fault = "panic"  // the reader stopped in the middle
	Slow   Fault = "slow"   // it took longer than it may
	Memory Fault = "memory" // it took more memory than it may
	Silent Fault = "silent" // text got lost and no gap says so
)

// A Find is one faulty reading of one copy.
type Find struct {
	Fault Fault
	Copy  string // which damage: "whole", "flip 3", "cut 5", as Damage takes them
	Note  string // what the reader said
}

// A Result is what the sweep saw of one file.
type Result struct {
	Type   string // what the undamaged file is
	Copies int
	Finds  []Find
}

// Damage makes copy k of a file: 0 is the file itself, then come the flips and
// the cuts. Half of the flipped copies have one bit changed, the others as many
// as there are copies. The same seed, name and k give the same copy.
func Damage(data []byte, name string, seed uint64, k int) (b []byte, what string) {
	if k == 0 || len(data) == 0 {
		return data, "whole"
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	rnd := rand.New(rand.NewPCG(seed, h.Sum64()+uint64(k)))
	if k <= Flips {
		b = bytes.Clone(data)
		n := 1
		if k > Flips/2 {
			n = Flips
		}
		for range n {
			b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
		}
		return b, fmt.Sprintf("flip %d", k)
	}
	// One cut falls into each eighth of the file. What is left of a format must
	// be enough to know it by: three letters of PDF are a text.
	i := k - Flips - 1
	from, to := len(data)*i/Cuts, len(data)*(i+1)/Cuts
	return data[:min(len(data), max(64, from+rnd.IntN(max(1, to-from))))], fmt.Sprintf("cut %d", k)
}

// A Sweeper sweeps files.
type Sweeper struct {
	// Read reads a file to its end, like Read of a worker.Pool: what is wrong
	// with the file, or with the reading, is a gap.
	Read func(ctx context.Context, f extract.File, to extract.Sink) error
	Seed uint64
}

// File reads a file and its damaged copies. The error is the context's, or
// says that no child can be started.
func (s *Sweeper) File(ctx context.Context, name string, data []byte) (Result, error) {
	var whole reading
	if err := s.read(ctx, name, data, &whole); err != nil {
		return Result{}, err
	}
	r := Result{Type: whole.typ, Copies: 1, Finds: whole.faults("whole")}
	for k := 1; k <= Flips+Cuts; k++ {
		b, what := Damage(data, name, s.Seed, k)
		var got reading
		if err := s.read(ctx, name, b, &got); err != nil {
			return r, err
		}
		r.Copies++
		r.Finds = append(r.Finds, got.faults(what)...)
		if got.gaps == 0 && got.chars < whole.chars && notices(whole.typ, k > Flips) {
			r.Finds = append(r.Finds, Find{Silent, what, fmt.Sprintf("%d of %d characters, read as %s", got.chars, whole.chars, got.typ)})
		}
	}
	return r, nil
}

// read reads a copy. One that takes too long is read once more: time is that of
// the clock, and other programs take from it.
func (s *Sweeper) read(ctx context.Context, name string, b []byte, to *reading) error {
	for again := false; ; again = true {
		*to = reading{}
		if err := s.Read(ctx, extract.File{Name: name, Size: int64(len(b)), Data: bytes.NewReader(b)}, to); err != nil {
			return err
		}
		late := slices.ContainsFunc(to.all, func(g extract.Gap) bool { return g.Code == extract.Timeout })
		if !late || again {
			return nil
		}
	}
}

// notices tells whether a file of this type shows that it was damaged: a cut
// one has lost its end, a flipped bit spoils a check sum. Half of a text is a
// text, so nothing can be asked of it.
func notices(typ string, cut bool) bool {
	switch typ {
	case "docx", "pptx", "xlsx", "xlsb", "ods", "odt", "odp", "zip", "gz", "bz2", "xz", "zst", "7z":
		return true
	case "pdf", "xls", "doc", "ppt", "msg", "rar":
		return cut
	}
	return false
}

// A reading is the sink: it counts, and keeps nothing of the content.
type reading struct {
	typ   string
	chars int // of all texts but the name of the file
	gaps  int // without those that only inform
	all   []extract.Gap
}

func (r *reading) Row(cells []extract.Unit) error {
	for _, u := range cells {
		r.chars += utf8.RuneCountInString(u.Text)
	}
	return nil
}

func (r *reading) Text(u extract.Unit) error {
	if r.typ == "" && u.Role == extract.Name {
		r.typ = u.Raw
		return nil
	}
	r.chars += utf8.RuneCountInString(u.Text)
	return nil
}

func (r *reading) Gap(g extract.Gap) error {
	if g.Code != extract.Mismatch {
		r.gaps++
	}
	r.all = append(r.all, g)
	return nil
}

// File is never called: children open nested files themselves.
func (r *reading) File(string, extract.Hidden, io.Reader) error { return nil }

func (r *reading) faults(what string) (out []Find) {
	for _, g := range r.all {
		note := g.Err.Error()
		switch {
		case g.Code == extract.Timeout:
			out = append(out, Find{Slow, what, note})
		case g.Code == extract.Limit && strings.Contains(note, "of memory"):
			out = append(out, Find{Memory, what, note})
		case strings.Contains(note, "reader stopped") || strings.Contains(note, "reader of this file stopped"):
			out = append(out, Find{Panic, what, note})
		}
	}
	return out
}
