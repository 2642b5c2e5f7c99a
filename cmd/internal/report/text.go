package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

// TextOptions choose how the text report looks.
type TextOptions struct {
	Ja      bool
	Color   bool
	Explain bool // also why each kind was found and which rules had their say
}

// Text writes the report for a person: the verdict, what of how many people,
// where it stands, what would follow, what to do. A clean file is one line.
func Text(w io.Writer, in Input, o TextOptions) error {
	p := &printer{lang: lang{o.Ja}, in: in, o: o}
	p.message()
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	lang
	b  strings.Builder
	in Input
	o  TextOptions
	// held is set when the report goes beside what is held.
	held *Held
}

func (p *printer) line(indent int, s string) {
	p.b.WriteString(strings.Repeat(" ", indent))
	p.b.WriteString(s)
	p.b.WriteByte('\n')
}

var colours = map[policy.Verdict]string{policy.Pass: "32", policy.Confirm: "33", policy.Hold: "33;1", policy.Block: "31;1"}

func (p *printer) verdictWords(v policy.Verdict) string {
	if !p.o.Color {
		return p.verdict(v)
	}
	return "\x1b[" + colours[v] + "m" + p.verdict(v) + "\x1b[0m"
}

// quiet reports whether there is nothing to say of a file but that it is clean.
func quiet(f *detect.Report) bool {
	return len(f.Kinds) == 0 && len(f.People) == 0 && len(f.Findings) == 0 && len(f.Gaps) == 0 && f.Status == detect.Inspected
}

func (p *printer) message() {
	files, d := p.in.Result.Files, p.in.Decision
	if len(files) == 1 {
		f := files[0]
		name := p.fileName(f)
		if quiet(f) && d.Verdict == policy.Pass {
			p.line(0, p.verdictWords(d.Verdict)+"   "+name+"   "+p.of("個人情報は見つかりませんでした", "no personal data found"))
			return
		}
		p.line(0, p.verdictWords(d.Verdict)+"   "+name+" → "+p.recipients())
		p.reasons(d)
		p.file(f)
	} else {
		p.line(0, p.verdictWords(d.Verdict)+"   "+p.of(number(len(files))+"ファイル", number(len(files))+" files")+" → "+p.recipients())
		if d.Verdict > policy.Pass {
			p.total()
		}
		p.reasons(d)
		p.files()
	}
	p.law()
	p.advice()
	if p.o.Explain {
		p.explain()
	}
}

func (p *printer) recipients() string {
	var out []string
	for i, r := range p.in.Decision.Recipients {
		if i == 3 {
			out = append(out, p.of(fmt.Sprintf("ほか%d件", len(p.in.Decision.Recipients)-3), fmt.Sprintf("%d more", len(p.in.Decision.Recipients)-3)))
			break
		}
		if r.Assumed {
			return p.of("宛先の指定なし（社外とみなします）", "no recipient given (taken as outside)")
		}
		var about []string
		switch {
		case r.Inside:
			about = append(about, p.of("社内", "inside"))
		default:
			about = append(about, p.of("社外", "outside"))
		}
		if r.FreeMail {
			about = append(about, p.of("フリーメール", "free mail"))
		}
		if r.Subject {
			about = append(about, p.of("ファイルに載っている人", "one of the people in the files"))
		}
		if r.LookAlike != "" {
			about = append(about, p.of(r.LookAlike+"の打ち間違い？", "a slip for "+r.LookAlike+"?"))
		}
		out = append(out, safe(r.Address)+p.of("（", " (")+strings.Join(about, p.of("・", ", "))+p.of("）", ")"))
	}
	return p.join(out)
}

func (p *printer) total() {
	n := Subjects(p.in.Result.People)
	if n == 0 {
		return
	}
	p.line(0, "")
	p.line(2, p.of("あわせて"+p.people(n)+"分の個人情報が入っています。", "Personal data of "+p.people(n)+" in all."))
}

// reasons prints why the verdict is what it is.
func (p *printer) reasons(d policy.Decision) {
	for i, s := range p.why(d) {
		if i == 0 {
			p.line(0, "")
		}
		p.line(2, s)
	}
}

// why says why, in the words of the policy, the strictest first.
func (p *printer) why(d policy.Decision) (out []string) {
	for _, r := range d.Reasons {
		if (r.Verdict == policy.Pass || r.Verdict < d.Verdict && len(out) > 0) && !p.o.Explain {
			continue
		}
		s := p.of(r.TextJa, r.Text)
		if p.o.Explain {
			s += fmt.Sprintf(" [%s: %s]", r.Rule, r.Verdict)
		}
		out = append(out, safeLong(s))
		if len(out) == 4 && !p.o.Explain {
			break
		}
	}
	return out
}

// safeLong is safe without a limit: for words of our own or of the policy.
func safeLong(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// Of the files of a message, the worst are told in detail and the next in a
// line each, so that the report stays readable.
const (
	mostDetailed = 3
	mostListed   = 12
)

// files prints what is known of each file, the worst first, and one line for
// the clean ones.
func (p *printer) files() {
	clean, noted := p.sorted()
	for n, i := range noted {
		f := p.in.Result.Files[i]
		head := "■ " + p.fileName(f) + p.of("（", " (") + p.verdict(p.fileVerdict(i)) + p.of("）", ")")
		switch {
		case n < mostDetailed || p.o.Explain:
			p.line(0, "")
			p.line(0, head)
			p.file(f)
		case n < mostDetailed+mostListed:
			if n == mostDetailed {
				p.line(0, "")
			}
			p.line(0, head+"  "+p.summary(f))
		case n == mostDetailed+mostListed:
			p.line(0, p.of(fmt.Sprintf("■ ほか%dファイル", len(noted)-n), fmt.Sprintf("■ %d more files", len(noted)-n)))
		}
	}
	if len(clean) == 0 {
		return
	}
	p.line(0, "")
	var list []string
	for _, i := range clean[:min(len(clean), 5)] {
		list = append(list, p.fileName(p.in.Result.Files[i]))
	}
	s := p.join(list)
	if n := len(clean) - len(list); n > 0 {
		s += p.of(fmt.Sprintf(" ほか%dファイル", n), fmt.Sprintf(" and %d more", n))
	}
	p.line(0, p.of("個人情報は見つかりませんでした: ", "No personal data found: ")+s)
}

// sorted returns the indices of the clean files, and those of the others with
// the worst first.
func (p *printer) sorted() (clean, noted []int) {
	for i, f := range p.in.Result.Files {
		if quiet(f) && p.fileVerdict(i) == policy.Pass {
			clean = append(clean, i)
		} else {
			noted = append(noted, i)
		}
	}
	slices.SortStableFunc(noted, func(a, b int) int {
		return cmp.Or(cmp.Compare(p.fileVerdict(b), p.fileVerdict(a)), cmp.Compare(p.in.Result.Files[b].Score, p.in.Result.Files[a].Score))
	})
	return clean, noted
}

func (p *printer) fileName(f *detect.Report) string {
	return safe(newMasker(f, p.in.Reveal).name(f.File))
}

func (p *printer) fileVerdict(i int) policy.Verdict {
	if i < len(p.in.Decision.Files) {
		return p.in.Decision.Files[i].Verdict
	}
	return policy.Hold
}

// summary says in a few words what a file holds.
func (p *printer) summary(f *detect.Report) string {
	var out []string
	for _, k := range f.Kinds[:min(len(f.Kinds), 3)] {
		out = append(out, p.kind(k.Kind)+" "+p.people(max(k.People, 1)))
	}
	if f.Status != detect.Inspected {
		out = append(out, p.of("確かめられない部分あり", "not all of it checked"))
	}
	return strings.Join(out, "  ")
}

// file prints what is known of one file.
func (p *printer) file(f *detect.Report) {
	p.headcount(f)
	p.kinds(f)
	p.places(f)
	p.unread(f)
}

func (p *printer) headcount(f *detect.Report) {
	if s := p.population(f); s != "" {
		p.line(0, "")
		p.line(2, s)
	}
}

// population says how many people a file exposes.
func (p *printer) population(f *detect.Report) string {
	n, contacts, hidden := 0, 0, 0
	for i := range f.People {
		switch {
		case f.People[i].Business:
			contacts++
			continue
		case f.People[i].Hidden != 0:
			hidden++
		}
		n++
	}
	if n == 0 && contacts == 0 {
		if f.Status == detect.Inspected && len(f.Kinds) == 0 {
			return p.of("個人情報は見つかりませんでした。", "No personal data found.")
		}
		return ""
	}
	s := p.of(p.people(n)+"分の個人情報が入っています。", "Personal data of "+p.people(n)+".")
	if n == 0 {
		s = p.of(p.people(contacts)+"分の業務上の連絡先が入っています。", "Business contacts of "+p.people(contacts)+".")
	}
	if hidden > 0 {
		where := p.lang.hidden(concealed(f))
		if where == "" {
			where = p.of("見えないところ", "hidden places")
		}
		s += p.of("うち"+p.people(hidden)+"分は"+where+"にあります。", " "+number(hidden)+" of them in "+where+".")
	}
	return s
}

// concealed collects the hidden places of a file in which something was found.
func concealed(f *detect.Report) extract.Hidden {
	const named = extract.FileName | extract.EntryName | extract.SheetName
	var h extract.Hidden
	for i := range f.Tables {
		h |= f.Tables[i].Hidden
		for _, c := range f.Tables[i].Columns {
			h |= c.Hidden
		}
	}
	for i := range f.Findings {
		h |= f.Findings[i].Hidden
	}
	return h &^ named
}

// kinds prints the kinds in groups, those that weigh most first.
func (p *printer) kinds(f *detect.Report) {
	for _, g := range p.grouped(f) {
		var list []string
		for _, k := range g.kinds {
			if k.People == 0 {
				list = append(list, p.kind(k.Kind)+" "+number(k.Count)+p.of("件", ""))
				continue
			}
			list = append(list, p.kind(k.Kind)+" "+p.people(k.People))
		}
		p.wrapped(pad(g.title, 19), list)
	}
}

// A group is kinds that weigh alike.
type group struct {
	title string
	kinds []detect.KindCount
}

// grouped sorts the kinds of a file into groups, those that weigh most first.
func (p *printer) grouped(f *detect.Report) []group {
	all := []group{
		{title: p.of("要配慮個人情報", "special care")},
		{title: p.of("番号・口座など", "codes, accounts")},
		{title: p.of("そのほか", "others")},
		{title: p.of("業務上の連絡先", "business contacts")},
	}
	for _, k := range f.Kinds {
		info, _ := k.Kind.Info()
		to := &all[2]
		switch {
		case k.Business:
			to = &all[3]
		case info.Class == detect.Special:
			to = &all[0]
		case info.Class == detect.Number || info.Class == detect.Account:
			to = &all[1]
		}
		to.kinds = append(to.kinds, k)
	}
	return slices.DeleteFunc(all, func(g group) bool { return len(g.kinds) == 0 })
}

// wrapped prints a title and words behind it, over as many lines as they need.
func (p *printer) wrapped(title string, list []string) {
	line := title
	for i, s := range list {
		if i > 0 && width(line)+2+width(s) > 96 {
			p.line(2, line)
			line = strings.Repeat(" ", width(title)-2)
		}
		if i > 0 {
			line += "  "
		}
		line += s
	}
	p.line(2, line)
}

// unread says plainly what was not checked.
func (p *printer) unread(f *detect.Report) {
	for i, s := range p.unchecked(f) {
		if i == 0 {
			p.line(0, "")
			p.line(2, p.of("確かめられなかったところ", "Not checked"))
		}
		p.line(4, s)
	}
}

// unchecked lists what was not checked, and why; at most five places.
func (p *printer) unchecked(f *detect.Report) (out []string) {
	m := newMasker(f, p.in.Reveal)
	for _, g := range f.Gaps[:min(len(f.Gaps), 5)] {
		en, ja := gapWords(g, p.o.Explain)
		at := p.place(f, extract.Loc{Part: g.Loc.Part, Sheet: g.Loc.Sheet, Page: g.Loc.Page}, m)
		if at == "" {
			at = p.of("このファイル", "this file")
		}
		out = append(out, at+": "+safeLong(m.name(p.of(ja, en))))
	}
	if n := len(f.Gaps) - 5; n > 0 {
		out = append(out, p.more(n, false))
	}
	return out
}

func (p *printer) law() {
	if len(p.in.Bases) == 0 || p.in.Decision.Verdict == policy.Pass {
		return
	}
	p.line(0, "")
	p.line(2, p.of("誤って送ると", "If it reached the wrong person"))
	for _, b := range p.in.Bases {
		p.line(4, p.of(b.TextJa, b.Text))
	}
}
