// Package heading knows whose a file is when its name tells: 佐藤花子_診断書.docx,
// a sheet 佐藤花子, the files of a folder 佐藤花子/ in an archive; or when a label
// or the head of its pages does, pages away: 利用者名：佐藤花子. What rows and
// sections say there without naming anybody is said of that person, as long as
// nobody else is named.
//
// It does not know what names look like (the reader of names of files tells), nor
// what counts as personal data (detect/link does).
package heading

import (
	"slices"
	"strings"

	"monban/detect"
	"monban/extract"
)

// most is how many records are kept back until it is known whether somebody else
// is named; a file that says more about nobody is no record of a person.
const most = 2000

// foldersMost is how many folders named after people are remembered.
const foldersMost = 10_000

// names are where the name of a file, of an entry of an archive and of a sheet
// stand.
const names = extract.FileName | extract.EntryName | extract.SheetName

// telling are the kinds that say something of the person a file is named after.
var telling = detect.SpecialKinds | detect.SetOf(detect.Salary, detect.Career, detect.JobOffer, detect.Family)

// grouping are the kinds of which two in a row of a table are somebody's.
var grouping = detect.SetOf(detect.Age, detect.Sex, detect.Nationality, detect.Salary, detect.Career, detect.JobOffer, detect.Family, detect.Address)

// A Reader stands before the readers of one file, which it hands units, and
// behind them: their records come to Record.
type Reader struct {
	Readers detect.Reader
	to      func(*detect.Record)

	naming  *extract.Unit           // the name that is being read; nil otherwise
	tab     detect.Record           // whom a sheet is named after, until it has been read
	next    detect.Record           // the same of the sheet that begins
	found   []detect.Value          // the people in it
	folders map[string]detect.Value // who folders are named after, by their names
	outer   detect.Value            // whom a folder is named after that the file is sent in
	scopes  []scope                 // the file, what is open in it, and the sheet

	// Of the scope:
	kept   []nameless
	seen   detect.Value // who is named in it
	stands bool         // as the one that all of it is about
	others bool         // somebody else is named, too
	title  string       // its first lines
	lines  int          // of them
	pages  string       // what stands at the head and the foot of its pages

	letter *letter // the mail that is open, nil when none is

	asked, askedOf string // the name and the title that were asked about last, and did not go together
}

// titleMost is how many lines or rows may be the title of a text or a table.
const titleMost = 5

// pagesMost is how many bytes of that are kept.
const pagesMost = 2000

// A scope is a file, an entry of an archive or a sheet, and whom it is about.
type scope struct {
	part, sheet string
	name        string       // of the file
	who         detect.Value // without a kind when nobody is known
}

// holds reports whether a place lies in the scope.
func (s *scope) holds(at extract.Loc) bool {
	if s.sheet != "" {
		return at.Part == s.part && at.Sheet == s.sheet
	}
	return s.part == "" || at.Part == s.part || strings.HasPrefix(at.Part, s.part+"!/")
}

// A nameless record says something of somebody who is named elsewhere, if at all.
type nameless struct {
	detect.Record
	writer detect.Value // who is named in the row, and has written it
}

// New makes a Reader that hands records to the function to.
func New(to func(*detect.Record)) *Reader {
	return &Reader{to: to, folders: map[string]detect.Value{}}
}

// Row implements detect.Reader.
func (r *Reader) Row(cells []extract.Unit) {
	if r.lines < titleMost && len(r.title) < pagesMost {
		for i := 0; i < len(cells) && len(r.title) < pagesMost; i++ { // a row may have any number of cells
			r.title += detect.Trim(cells[i].Text[:min(len(cells[i].Text), pagesMost)]) + " "
		}
		r.lines++
	}
	r.Readers.Row(cells)
}

// Text implements detect.Reader.
func (r *Reader) Text(u extract.Unit) {
	if u.Role != extract.Name || u.Hidden&names == 0 {
		if u.Hidden&extract.HeaderFooter != 0 && len(r.pages)+len(u.Text) < pagesMost {
			r.pages += u.Text + "\n"
		}
		if u.Hidden == 0 && r.letter != nil && u.Loc.Part == r.letter.part {
			r.letter.add(u.Text)
		}
		if u.Hidden == 0 && r.lines < titleMost && len(r.title)+len(u.Text) < pagesMost {
			r.title += u.Text + " "
			r.lines++
		}
		r.Readers.Text(u)
		return
	}
	r.naming, r.found = &u, r.found[:0]
	r.Readers.Text(u)
	r.naming = nil
	var who detect.Value
	if len(r.found) == 1 && about(u.Text, r.found[0].Text) {
		who = r.found[0]
		who.Silent, who.Hidden = true, 0
	}
	switch {
	case u.Raw == "folder" && len(r.scopes) == 0:
		if who.Kind != "" {
			r.outer = who
		}
	case u.Raw != "folder":
		r.enter(scope{u.Loc.Part, u.Loc.Sheet, u.Text, who}, u.Hidden&extract.SheetName != 0)
		r.tabbed()
		r.tab, r.next = r.next, detect.Record{}
		if u.Raw == "eml" || u.Raw == "msg" {
			r.post()
			r.letter = &letter{part: u.Loc.Part}
		}
	case who.Kind != "" && len(r.folders) < foldersMost:
		r.folders[u.Text] = who
	}
}

// End implements detect.Reader.
func (r *Reader) End() {
	r.Readers.End()
	r.release()
	r.post()
}

// enter begins a scope. Who is not named by it is named by what it lies in.
func (r *Reader) enter(s scope, sheet bool) {
	if last := len(r.scopes) - 1; sheet && s.who.Kind == "" && last >= 0 && r.scopes[last].who.Kind != "" && r.scopes[last].sheet == "" && r.scopes[last].part == s.part {
		return // one more sheet of a file about somebody
	}
	r.release()
	at := extract.Loc{Part: s.part}
	if r.letter != nil && !(&scope{part: r.letter.part}).holds(at) {
		r.post()
	}
	for n := len(r.scopes); n > 0 && (r.scopes[n-1].sheet != "" || !r.scopes[n-1].holds(at) || r.scopes[n-1].part == s.part && !sheet); n-- {
		r.scopes = r.scopes[:n-1]
	}
	if s.who.Kind == "" {
		s.who = r.folder(s.part)
	}
	if s.who.Kind == "" && !sheet {
		s.who = r.outer
		if n := len(r.scopes); n > 0 {
			s.who = r.scopes[n-1].who
		}
	}
	r.scopes = append(r.scopes, s)
}

// folder returns whom the innermost of the folders of an entry is named after.
func (r *Reader) folder(part string) detect.Value {
	if len(r.folders) > 0 {
		for _, name := range slices.Backward(strings.Split(part, "/")) {
			if v, ok := r.folders[name]; ok {
				return v
			}
		}
	}
	return detect.Value{}
}

// whose returns whom a record speaks of when it names nobody; nil when that is
// not known.
func (r *Reader) whose(at extract.Loc) *detect.Value {
	for i := len(r.scopes) - 1; i >= 0; i-- {
		if s := &r.scopes[i]; s.holds(at) {
			if s.who.Kind == "" {
				return nil
			}
			return &s.who
		}
	}
	return nil
}

// Record takes a record from the readers.
func (r *Reader) Record(rec *detect.Record) {
	if len(rec.Values) == 0 {
		return
	}
	first := &rec.Values[0]
	if r.naming != nil && first.Hidden&names != 0 && first.Loc == r.naming.Loc {
		for i := range rec.Values {
			if rec.Values[i].Kind == detect.PersonName {
				r.found = append(r.found, rec.Values[i])
			}
		}
		if len(r.found) != 1 || !about(r.naming.Text, r.found[0].Text) {
			rec.Values = slices.DeleteFunc(rec.Values, func(v detect.Value) bool { return v.Kind.Special() }) // of whom or by whom is open
		}
		if r.naming.Hidden&extract.SheetName != 0 && len(r.found) == 1 && len(rec.Values) == 1 {
			r.next = *rec
			r.next.Values = slices.Clone(rec.Values)
			return
		}
		r.to(rec)
		return
	}
	for i := range rec.Values {
		r.letter.note(&rec.Values[i])
	}
	if r.others {
		r.to(rec)
		return
	}
	named, tells, group := false, false, 0
	for i := range rec.Values {
		v := &rec.Values[i]
		if rec.Table > 0 && grouping.Has(v.Kind) {
			group++
		}
		switch {
		case v.Kind == detect.PersonName && v.Whose != detect.Staff && !v.Mention:
			named = true
			if v.Whose == detect.Subject && !v.Alias && !v.Business && !rec.Org && detect.Believed(v.Odds, v.Evidence) {
				r.note(v)
			}
		case rec.Table > 0 && detect.IdentifyingKinds.Has(v.Kind) && detect.Believed(v.Odds, v.Evidence):
			named = true // a row about somebody of its own
		case telling.Has(v.Kind):
			tells = true
		}
	}
	if rec.Org && rec.Table > 0 && named && tells && len(r.kept) < most && (r.whose(first.Loc) != nil || contains(r.title, labels) || r.pages != "") {
		r.part(rec)
		return
	}
	named = named || group > 1 // a row about somebody, whoever it is
	if !named && tells && len(r.kept) < most {
		kept := nameless{Record: *rec}
		kept.Values = slices.Clone(rec.Values)
		r.kept = append(r.kept, kept)
		if r.whose(first.Loc) == nil { // most likely nobody's: the reader looks what was
			for i := range rec.Values {
				rec.Values[i].Kind = ""
			}
		}
		return
	}
	r.others = r.others || !named && tells // too many
	if r.others {
		r.hand()
	}
	r.to(rec)
}

// part keeps back what a row says beside the name of who has written it down: a
// diary names its user on top. The rest goes on. The reader of the table sees
// that all of it is somebody's.
func (r *Reader) part(rec *detect.Record) {
	kept, rest := nameless{Record: *rec}, *rec
	kept.Values, rest.Values = nil, nil
	var at []int // of the rest in rec
	for i := range rec.Values {
		v := rec.Values[i]
		if telling.Has(v.Kind) {
			kept.Values = append(kept.Values, v)
			continue
		}
		if v.Kind == detect.PersonName && kept.writer.Kind == "" {
			kept.writer = v
			kept.writer.Silent = true
		}
		rest.Values, at = append(rest.Values, v), append(at, i)
	}
	r.kept = append(r.kept, kept)
	r.to(&rest)
	for k, i := range at {
		rec.Values[i].Kind = rest.Values[k].Kind
	}
}

// note takes note of somebody who is named in the scope.
func (r *Reader) note(v *detect.Value) {
	if n := len(r.scopes); n > 0 && !r.scopes[n-1].holds(v.Loc) && r.scopes[n-1].sheet == "" {
		return // a mail names its people when all of it is read
	}
	who := r.whose(v.Loc)
	switch {
	case who != nil && same(v.Key, who.Key):
		if len(v.Key) > len(who.Key) && !r.others {
			who.Key = v.Key // a sheet 丹羽結 is about 丹羽結菜
		}
		return
	case who != nil || r.seen.Kind != "" && !same(v.Key, r.seen.Key):
		r.others = true
		return
	}
	if len(v.Key) > len(r.seen.Key) { // 小野寺さん is 小野寺健太, too
		r.seen = *v
		r.seen.Silent, r.seen.Hidden = true, 0
	}
	r.stands = r.stands || v.Evidence&(detect.Label|detect.ColumnHeader) != 0 || v.Hidden&extract.HeaderFooter != 0 && headed(r.pages, v.Text)
	if r.stands || r.asked == v.Text && r.askedOf == r.title {
		return // the title was asked about this name
	}
	r.asked, r.askedOf = v.Text, r.title
	r.stands = titled(r.title, v.Text)
}

// same reports whether two keys of names may be one person's: one is the family
// name of the other.
func same(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// tabbed hands over whom a sheet is named after: 丹羽結 is who is named in it as
// 丹羽結菜, as the name of a sheet is often cut short.
func (r *Reader) tabbed() {
	if len(r.tab.Values) == 0 {
		return
	}
	v := &r.tab.Values[0]
	if who := r.whose(v.Loc); who != nil && strings.HasPrefix(who.Key, v.Key) {
		v.Key = who.Key
	} else if r.seen.Kind != "" && strings.HasPrefix(strings.Join(strings.Fields(r.seen.Text), ""), strings.TrimSpace(v.Loc.Sheet)) {
		v.Key = r.seen.Key // 斎藤さ
	}
	r.to(&r.tab)
	r.tab = detect.Record{}
}

// release ends a scope.
func (r *Reader) release() {
	r.tabbed()
	r.hand()
	r.seen, r.stands, r.others, r.pages, r.title, r.lines = detect.Value{}, false, false, "", "", 0
}

// hand hands over what was kept back: as the person's whom the scope is about,
// unless somebody else is named beside him.
func (r *Reader) hand() {
	for i := range r.kept {
		rec := &r.kept[i].Record
		who := r.whose(rec.Values[0].Loc)
		if who == nil && r.stands {
			who = &r.seen
		}
		switch writer := &r.kept[i].writer; {
		case who != nil && !r.others:
			rec.Values = append(rec.Values, *who)
			rec.Table, rec.Org = 0, false // its rows are not told apart
		case r.letter != nil && !r.others && r.seen.Kind == "" && r.letter.keep(&r.kept[i], r.scopes[len(r.scopes)-1].name+" "+r.title):
			continue
		case writer.Kind != "":
			rec.Values = append(rec.Values, *writer)
		}
		r.to(rec)
	}
	r.kept = nil
}
