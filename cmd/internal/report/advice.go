package report

import (
	"fmt"
	"slices"
	"strings"

	"monban/detect"
	"monban/detect/policy"
	"monban/extract"
)

// advice says what can be done so that the message may go.
func (p *printer) advice() {
	if p.in.Decision.Verdict == policy.Pass {
		return
	}
	p.line(0, "")
	p.line(2, p.of("どうすれば送れますか", "What to do"))
	for _, s := range p.steps() {
		p.line(4, s)
	}
}

// steps lists what can be done, the simplest first. What is at hand differs:
// who runs the command can run it again, who finds a file held cannot.
func (p *printer) steps() (out []string) {
	d := p.in.Decision
	for _, r := range d.Recipients {
		if r.LookAlike != "" {
			out = append(out, p.of("宛先を確かめる: "+safe(r.Address)+" は "+r.LookAlike+" の打ち間違いかもしれません",
				"Check the address: "+safe(r.Address)+" may be a slip for "+r.LookAlike))
		}
	}
	_, noted := p.sorted()
	for _, i := range noted[:min(len(noted), mostDetailed)] {
		if s := p.remove(p.in.Result.Files[i]); s != "" {
			out = append(out, s)
		}
	}
	lock := slices.ContainsFunc(p.in.Result.Files, locked)
	if p.held != nil {
		return append(out, p.held.steps(p, lock)...)
	}
	if lock {
		out = append(out, p.of("パスワードを渡して調べる: monban check --password-file ファイル …", "Check it with its password: monban check --password-file FILE …"))
	}
	switch d.Verdict {
	case policy.Confirm:
		out = append(out, p.of("宛先と内容が正しいことを確かめてから送る", "Send it only after you made sure that recipient and content are right"))
	case policy.Hold:
		out = append(out, p.of("それでも必要なら、もう一人に内容を確かめてもらう", "If it must go as it is: a second person has to look at it and approve"))
	case policy.Block:
		out = append(out, p.of("直したあとで、もう一度調べる: monban check", "Check it again afterwards: monban check"))
	}
	if !p.o.Explain && len(p.in.Result.Files) == 1 {
		f := p.in.Result.Files[0]
		out = append(out, p.of("判断の理由をくわしく: ", "Why, in detail: ")+"monban check --explain "+quote(p.fileName(f)))
	}
	return out
}

func locked(f *detect.Report) bool {
	return slices.ContainsFunc(f.Gaps, func(g extract.Gap) bool { return g.Code == extract.Encrypted })
}

// remove names what has to go from a file: the columns that weigh most, and
// what is hidden.
func (p *printer) remove(f *detect.Report) string {
	n := Subjects(f.People)
	if n == 0 {
		return ""
	}
	var what []string
	for _, r := range p.in.Decision.Recipients {
		if r.Subject && n > 1 {
			what = append(what, p.of("宛先の本人の行だけを残す", "keep the recipient's own rows only"))
			break
		}
	}
	if t := widest(f); t != nil {
		if s := p.heavy(t); s != "" {
			what = append(what, p.of(s+"を外す", "remove "+s))
		}
	}
	if h := p.lang.hidden(concealed(f)); h != "" {
		what = append(what, p.of("見えない部分（"+h+"）を外す", "remove what is hidden ("+h+")"))
	}
	if len(what) == 0 {
		what = append(what, p.of("要らない個人情報を外す", "remove personal data that is not needed"))
	}
	name := ""
	if len(p.in.Result.Files) > 1 {
		name = p.fileName(f) + ": "
	}
	return name + p.join(what)
}

// widest returns the table with most people.
func widest(f *detect.Report) *detect.Table {
	var best *detect.Table
	for i := range f.Tables {
		if t := &f.Tables[i]; len(t.Columns) > 0 && !t.Transposed && (best == nil || t.People > best.People) {
			best = t
		}
	}
	return best
}

// heavy names the columns of the table that weigh most, as ranges of letters.
func (p *printer) heavy(t *detect.Table) string {
	least := detect.Account
	for _, c := range t.Columns {
		if weight(c.Kind) >= int(detect.Special) {
			least = detect.Special
		}
	}
	var cols []int
	for _, c := range t.Columns {
		if c.Name == "" && weight(c.Kind) >= int(least) {
			cols = append(cols, c.Index)
		}
	}
	slices.Sort(cols)
	cols = slices.Compact(cols)
	var out []string
	for i := 0; i < len(cols); {
		j := i
		for j+1 < len(cols) && cols[j+1] == cols[j]+1 {
			j++
		}
		switch {
		case i == j:
			out = append(out, Letters(cols[i]))
		default:
			out = append(out, Letters(cols[i])+p.of("〜", "-")+Letters(cols[j]))
		}
		i = j + 1
	}
	if len(out) == 0 {
		return ""
	}
	return p.of(strings.Join(out, "・")+"列", "columns "+strings.Join(out, ", "))
}

// explain says why each kind was found, and how sure that is.
func (p *printer) explain() {
	for _, f := range p.in.Result.Files {
		m := newMasker(f, p.in.Reveal)
		if quiet(f) {
			continue
		}
		p.line(0, "")
		p.line(2, p.of("判断の理由: ", "Why: ")+safe(m.name(f.File))+fmt.Sprintf(p.of("（種類 %s、%dバイト、点数 %d）", " (type %s, %d bytes, score %d)"), f.Type, f.Bytes, f.Score))
		for i := range f.Tables {
			t := &f.Tables[i]
			for j := range t.Columns {
				c := &t.Columns[j]
				p.line(4, strings.TrimSpace(p.tablePlace(f, t, m)+" "+safe(columnName(t, c)))+" "+safe(m.header(f, t, c, p.in.Reveal))+
					fmt.Sprintf(p.of(": %s %d件、確からしさ %d%%", ": %s, %d values, %d %% sure"), p.kind(c.Kind), c.Values, percent(c.Confidence)))
			}
		}
		for _, k := range f.Kinds {
			var e detect.Evidence
			for i := range f.Findings {
				if f.Findings[i].Kind == k.Kind {
					e |= f.Findings[i].Evidence
				}
			}
			p.line(4, fmt.Sprintf(p.of("%s %d件、確からしさ %d%%", "%s: %d values, %d %% sure"), p.kind(k.Kind), k.Count, percent(k.Confidence))+because(p, e))
		}
	}
}

func because(p *printer, e detect.Evidence) string {
	if e == 0 {
		return ""
	}
	return ": " + p.join(e.Words(p.ja))
}
