// Package extract turns files into a stream of located text.
//
// The package itself knows no file format. It holds the words that formats and
// detectors share, and Walker, which opens files inside files under one set of
// limits. Formats live in the packages below it; the list of them is in
// extract/formats. What the text means is not known here: that is detect's work.
package extract

import (
	"context"
	"io"
	"time"
)

// A Unit is one piece of text and where it was found: a cell, a line, a
// paragraph, a document property.
type Unit struct {
	Text   string // what an ordinary reader sees
	Raw    string // the stored value where it differs from Text, else ""; of a date the ISO form 2006-01-02; of a file name the type of the file
	Loc    Loc
	Hidden Hidden // zero when an ordinary reader sees the text
	Type   Type   // how the file stores the value
	Role   Role   // what the text is to the file
	// Cols and Rows are the extent of a merged cell; 0 and 1 mean one.
	Cols, Rows int
	// Scanned tells text that a program has recognised on a picture: letters may
	// be wrong.
	Scanned bool
}

// A Type says how a file stores a value. Only spreadsheets tell; everywhere
// else a value is Text.
type Type uint8

const (
	Text   Type = iota
	Number      // a number: leading zeros are lost, 16th digits are not to be trusted
	Date        // a number shown as a date; Raw is the ISO date
	Bool
)

// A Role tells the content of a file from the words around it.
type Role uint8

const (
	Content  Role = iota
	Envelope      // addresses and transport headers of a mail: who sends to whom, not what is sent
	Property      // author, title and the like, written by a program
	Name          // the name of a file, an archive entry, a sheet
	Sample        // what an empty field of a form shows as an example
)

// A Loc says where a unit is. Numbers start at 1; 0 means that the file has no
// such thing there.
type Loc struct {
	Part  string // path inside containers, joined with "!/"; "" in the outermost file
	Sheet string // sheet, SQL table, JSON or XML path, part of a document such as a header
	Row   int
	Col   int
	Page  int
	Line  int // line in text, paragraph in reading order, line on the page
}

// Code says why a place could not be read.
type Code string

const (
	Encrypted   Code = "encrypted"   // needs a password that was not given
	Corrupt     Code = "corrupt"     // damaged; what came before the damage was read
	Limit       Code = "limit"       // size, depth, ratio, entries, cells, pages, memory
	Timeout     Code = "timeout"     // took too long
	Unsupported Code = "unsupported" // a kind of content that Monban cannot read
	NoText      Code = "no-text"     // an image or a scan without OCR
	Mismatch    Code = "mismatch"    // content is not what the name says; informative
)

// A Gap is a place that could not be read. It is a result, not an error: the
// policy acts on it. Err is for the reader of the report; it must not contain
// text of the file.
type Gap struct {
	Loc  Loc
	Code Code
	Err  error
}

// A Sink receives what a format finds, in the order of the file. A non-nil
// error stops the format, which must return exactly that error.
type Sink interface {
	// Row takes one table row. Empty cells may be left out. The slice is valid
	// only during the call; the strings stay valid.
	Row(cells []Unit) error
	// Text takes running text: one line or one paragraph.
	Text(u Unit) error
	// Gap takes a place that could not be read.
	Gap(g Gap) error
	// File takes a file inside the file being read. The walker reads r under
	// its own limits, so a format needs none for it.
	File(name string, hidden Hidden, r io.Reader) error
}

// A File is something to read. Data is valid only during the call, and safe
// for concurrent use.
type File struct {
	Name      string
	Folder    string // the folders that are sent with it, with slashes; "" when it is sent alone
	Path      string // where it lies on disk, "" when there is only Data
	Size      int64
	Data      io.ReaderAt
	Passwords []string // tried on every locked file
	Limits    Limits   // what is left of the budget, set by the walker
	// Scans is what is left for recognising text on pictures. All nested files
	// share it; extract/ocr counts it down. Nil means none.
	Scans *Scans
	// Hints takes the passwords that mails announce: the walker adds them to the
	// Passwords of the files that come later. Nil when nobody listens.
	Hints *Hints
}

// Scans is a budget for recognising text on pictures.
type Scans struct {
	Left int           // pictures
	Time time.Duration // in all
}

// A Format reads one kind of file.
type Format struct {
	// Name is the type in reports: "xlsx".
	Name string
	// Ext lists the file name endings, lower case with the dot, that promise
	// this format. They are used to notice a lie, never to choose a format.
	Ext []string
	// Doc says to people what is read.
	Doc Doc
	// Match tells from the content whether f is of this format. head is the
	// start of the file, up to 4096 bytes.
	Match func(f File, head []byte) bool
	// Also tells whether f, which is being read in another format, is of this one
	// as well: programs look for some formats at the end of a file. Nil means
	// never.
	Also func(f File, head []byte, chosen string) bool
	// Read sends everything in f to the sink. An error that is not the sink's
	// own or the context's means that the rest is corrupt; what was sent stays.
	// Wrap it in a *CodeError to say otherwise.
	Read func(ctx context.Context, f File, to Sink) error
}

// A Doc explains a format to people: "monban kinds --formats" and the table of
// the README are made of it.
type Doc struct {
	Title, TitleJa string
	Reads, ReadsJa string
	Not, NotJa     string // what is not read, and what the report says then; "" when that is nothing
	Hidden         Hidden // the places by which it names what an ordinary reader does not see
}

// CodeError is an error that says which gap it makes.
type CodeError struct {
	Code Code
	Err  error
}

func (e *CodeError) Error() string { return string(e.Code) + ": " + e.Err.Error() }
func (e *CodeError) Unwrap() error { return e.Err }

// Broken is what follows the part of a nested file that could be read: a reader
// that gives nothing but the error; the end of the file when there is none.
func Broken(err error) io.Reader { return broken{err} }

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	return 0, io.EOF
}
