// Package prose reads running text: mails, minutes, case notes, letters, chat
// logs, forms written as lines. It finds people and what is said of them, and
// ties each value to the person it speaks of: in the line, in the lines above,
// or in the section when it speaks of one person only.
//
// It knows nothing of the shape of names and identifiers: detect.Senses tells.
package prose

import (
	"strings"

	"monban/detect"
	"monban/extract"
)

// Windows, in lines.
const (
	sectionMost = 300  // a section is read as a whole up to here
	itemsMost   = 2000 // values in a section: dense text is cut sooner
	aboveMost   = 12   // a contact stands at most so far under its name
	termAbove   = 4    // a special-care term at most so far
	belowMost   = 2
	aloneMost   = 60 // the same when the section speaks of one person only, or its head presents one
)

// A Reader turns the running text of one file into records.
type Reader struct {
	senses *detect.Senses
	record func(*detect.Record)

	part, sheet string
	page        int
	line        int // running number in the section
	at          int // Loc.Line of the last unit
	before      string
	recent      []string // the last lines
	heard       []heard  // the lines of the section
	named       int      // the last line with a name
	items       []item
	doubts      []item // names that may stand
	slots       []slot // where the lines of a list may have names
	example     bool   // the section says that it is a filled-in example
	thou        bool   // the section speaks to somebody as 貴殿
	letter      bool   // it is written to somebody, politely
	customer    bool   // the section speaks to somebody of what he has as a private person
	writer      string // who says at its beginning that he writes, by his key
	flown       int    // the last line that names somebody as airlines do
	fellow      int    // the last line that names a colleague
	vita        bool   // somebody tells in it where he has learned and worked
	tale        tale
	youth       youth
	made        made
	opus        opus
	studies     bool         // the section speaks of a school
	works       bool         // it speaks of work
	attended    int          // the last line that lists who was at a meeting, 0 when none does
	present     string       // those lines
	formed      detect.Value // whom a form of the file is about
	forms       int          // how many forms present somebody
	coded       int          // lines that look like source code
	shows       bool         // it has a name to test with
	tested      int          // how many more lines may hold values to test with
	org         []int        // lines with the name of an organisation
	card        card
	party       []party
	promised    detect.Value // an identity document that the name of the file tells of
	title       heading
	rec         detect.Record
	meant       *meanings   // of the labels so far; nil before the first
	text        detect.Text // the line, whose lists of places are used again
	excerpt     detect.Text // of the line
	now         line
	onValue     func(detect.Kind, detect.Match) // value and called: made once, not with every line
	onName      func(detect.Kind, detect.Match)
	pairs       []pair // of the line, to be used again
	again       again  // what is remembered of lines like it
}

// An item is a value with its place in the section.
type item struct {
	detect.Value
	line      int
	pos, end  int    // in the line
	subject   bool   // a name that values may belong to
	label     bool   // stands behind a label
	home      bool   // an address that is said to be a home
	own       bool   // a contact that is said to be somebody's own
	addressed bool   // a name that a letter begins with
	served    bool   // he is called as those are whom an office serves
	minuted   bool   // a name of whom the minutes of a council tell that he speaks
	speaker   bool   // a name above what he writes in a chat
	utters    bool   // a name before what somebody writes in a chat, or a list tells
	themed    bool   // a name of whom a clause tells
	talks     bool   // what stands there is said to somebody
	staff     bool   // a name at its work: attracts values only when nobody else is there
	kindly    bool   // a name that is called as those are whom an office serves, or friends
	closes    bool   // a name with which its line ends
	formed    bool   // whom a form of the file is about
	listed    bool   // a name beside others, parted by commas or dots, or in brackets
	attends   bool   // a name in a list of who was at a meeting, for his work
	ails      bool   // its line says that somebody is ill, or the like
	personal  bool   // nor does it tell of the trade
	familiar  bool   // he is called as colleagues call each other: さん
	fellow    bool   // such a name that only its title or department makes one
	whole     bool   // nothing else stands in the line
	kin       bool   // the name of a relative of somebody
	acts      bool   // a name that its sentence is about
	general   bool   // a word for an illness whose clause speaks of all who have it
	crew      int    // of a name, where the title of his craft ends behind it, 0 when none does
	named     bool   // such a word goes on as the name of something else
	refers    bool   // its line speaks of whoever was named before
	away      int    // how many lines a value stands below the name of its owner
	leads     bool   // a name that begins its line
	headed    bool   // a name in the heading of a paper that is about him
	child     bool   // a name that is called as children are
	part      string // of a name that a form asks for in two: "family", "given"
	aliasOf   string // whose name it spells again
	trial     bool   // it stands in a value of source code to test with
	quoted    bool   // it stands in somebody's speech
	mention   bool   // no name, but the part that somebody has: 申立人
	badge     badge  // what a number beside a name may be
	thin      bool   // a relative of somebody who is no more than mentioned
	rest      int    // how many bytes of its line stand behind a doubtful name
	seconded  bool   // the sense of its sentence tells it, whatever the dictionary knows
	topic     int    // where the sentence ends that speaks of him all the same, 0 when none does
}

// New makes a Reader.
func New(s *detect.Senses, record func(*detect.Record)) *Reader {
	r := &Reader{senses: s, record: record}
	r.onValue, r.onName = r.value, r.worded
	return r
}

// Row implements detect.Reader: the cells of a row are lines, and speak of nobody
// whom another row names.
func (r *Reader) Row(units []extract.Unit) {
	r.flush()
	for i := range units {
		r.Text(units[i])
	}
	r.flush()
}

// Text implements detect.Reader.
func (r *Reader) Text(u extract.Unit) {
	switch u.Role {
	case extract.Sample:
		return
	case extract.Envelope:
		return // who sends and receives is not what is sent
	case extract.Name:
		r.name(u)
		return
	}
	for {
		n := detect.Piece(u.Text)
		piece := u
		piece.Text = u.Text[:n]
		r.piece(piece)
		if u.Text = u.Text[n:]; u.Text == "" {
			return
		}
	}
}

// piece reads a line, or a part of a very long one.
func (r *Reader) piece(u extract.Unit) {
	norm, chars, off := r.senses.Normalize(u.Text)
	if strings.TrimSpace(norm) == "" {
		return
	}
	if u.Loc.Part != r.part || u.Loc.Sheet != r.sheet || u.Role == extract.Property || u.Scanned && u.Loc.Page != r.page {
		r.flush()
		r.part, r.sheet = u.Loc.Part, u.Loc.Sheet
	}
	if (asks(r.before) || posed(r.before)) && refused(norm) {
		r.deny()
	}
	if u.Loc.Line > r.at+3 && u.Loc.Page == r.page {
		r.line += 3 // blank lines part people
	}
	r.at, r.page = u.Loc.Line, u.Loc.Page
	r.line++
	if r.line > sectionMost || len(r.items)+len(r.doubts) > itemsMost {
		r.flush()
	}
	if u.Scanned {
		r.card.add(u, norm, r.line)
	}
	r.heard = append(r.heard, heard{r.line, u})
	t := &r.text
	t.Set(u, norm, chars, off)
	t.Before = r.before
	r.example = r.example || example(t)
	r.thou = r.thou || t.Has(addresses)
	r.letter = r.letter || t.Has(polite)
	r.customer = r.customer || t.Has(customers)
	r.studies = r.studies || t.Has(schools)
	r.works = r.works || t.Has(offices)
	r.tale.add(t)
	r.made.add(t)
	r.opus.add(t)
	if chars&detect.HasLatin != 0 && coded(norm) {
		r.coded++
	}
	r.vita = r.vita || vita(norm)
	office := organisation(t)
	if office && !r.vita {
		r.org = append(r.org, r.line)
	}
	r.look(t, u.Role != extract.Property)
	if r.vita {
		r.careerOf(t, office)
	}
	r.before = detect.Tail(norm, 120)
	if u.Role == extract.Property {
		r.flush()
	}
}

// End implements detect.Reader.
func (r *Reader) End() {
	r.flush()
	r.untitle()
	r.keep()
}
