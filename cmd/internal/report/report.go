// Package report writes what a check found: as JSON for programs, as text for
// people, in Japanese and in English.
//
// All forms are functions of one Input. The package decides nothing and looks
// for nothing; it does know how to say where a thing stands, and it masks
// values, also in the names of files and sheets in which some were found.
package report

import (
	"strings"

	"monban/detect"
	"monban/detect/law"
	"monban/detect/policy"
	"monban/extract"
)

// An Input is everything that a report may say.
type Input struct {
	Version  string // of the program
	Policy   string // its name
	Envelope policy.Envelope
	Decision policy.Decision
	Result   *detect.Result
	Bases    []law.Basis
	// Reveal shows values as they are. Never the default.
	Reveal bool
}

// Subjects returns the number of data subjects: people of whom more than a
// business contact was found.
func Subjects(people []detect.Person) int {
	n := 0
	for i := range people {
		if !people[i].Business {
			n++
		}
	}
	return n
}

// A masker hides values in names of files, entries and sheets.
type masker struct{ r *strings.Replacer }

// newMasker collects the values that were found in such names.
func newMasker(f *detect.Report, reveal bool) masker {
	var pairs []string
	for i := range f.Findings {
		if fi := &f.Findings[i]; !reveal && fi.Hidden&(extract.FileName|extract.EntryName|extract.SheetName) != 0 {
			if v := fi.Value.Reveal(); v != "" {
				pairs = append(pairs, v, fi.Value.String())
			}
		}
	}
	return masker{strings.NewReplacer(pairs...)}
}

// Name returns the name of a file with the values masked that were found in it,
// for logs and for people.
func Name(f *detect.Report) string { return safe(newMasker(f, false).name(f.File)) }

func (m masker) name(s string) string { return m.r.Replace(s) }

// header returns the header of a column. A header row that is really a record
// holds values; they are masked as any other.
func (m masker) header(f *detect.Report, t *detect.Table, c *detect.Column, reveal bool) string {
	h := c.Header
	if reveal || h == "" {
		return h
	}
	for i := range f.Findings {
		fi := &f.Findings[i]
		if fi.Loc.Part == t.Part && fi.Loc.Sheet == t.Sheet && inRows(fi.Loc.Row, t.HeaderRows) {
			if v := fi.Value.Reveal(); v != "" && strings.Contains(h, v) {
				h = strings.ReplaceAll(h, v, fi.Value.String())
			}
		}
	}
	return m.name(h)
}

func inRows(row int, rows []int) bool {
	for _, r := range rows {
		if r == row {
			return true
		}
	}
	return false
}

// Letters returns the name of column n, counted from 1, as spreadsheets write
// it: A, Z, AA, XFD.
func Letters(n int) string {
	var b [16]byte
	i := len(b)
	for ; n > 0; n = (n - 1) / 26 {
		i--
		b[i] = byte('A' + (n-1)%26)
	}
	return string(b[i:])
}
