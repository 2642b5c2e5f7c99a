package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"monban/cmd/internal/look"
	"monban/detect"
	"monban/detect/policy"
)

// A Held is what the page beside a held file says besides the report: it is for
// somebody who finds his file stopped and has no command line.
type Held struct {
	// ID is the number under which the item can be approved.
	ID string
	// At is when it was held, in the time zone of the readers.
	At time.Time
	// Ja and En say why the item is held when it is not for what was found in
	// it: it was never finished, for instance. Such an item cannot be approved.
	// Empty otherwise.
	Ja, En string
}

//go:embed reason.html
var reasonPage string

// longestName is the longest name that file systems have, in bytes.
const longestName = 255

// reasonNames returns the names of the pages that belong to a held file of the
// given name. A name too long for an addition is cut.
func reasonNames(name string, ja bool) (html, txt string) {
	add := lang{ja}.of(".理由", ".reason")
	for len(name)+len(add)+len(".html") > longestName {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return name + add + ".html", name + add + ".txt"
}

// steps says what the owner of a held item can do.
func (h *Held) steps(p *printer, locked bool) (out []string) {
	if locked {
		out = append(out, p.of("パスワードを外したファイルを入れ直すか、そのパスワードの登録を管理者に頼む", "Put the file in again without its password, or ask the administrator to register the password"))
	}
	out = append(out, p.of("直したファイルを、もう一度送信用フォルダーに入れる", "Put the corrected file into the outbox again"))
	if h.En != "" {
		return out // nobody can approve what was not looked at
	}
	switch p.in.Decision.Verdict {
	case policy.Confirm, policy.Hold:
		out = append(out, p.of("このまま送る必要があれば、受付番号 "+h.ID+" を承認者に伝えて、承認してもらう（本人は承認できません）",
			"If it must go as it is: give the number "+h.ID+" to an approver (not yourself) and have it approved"))
	case policy.Block:
		out = append(out, p.of("このままでは、この宛先には送れません。急ぐときは受付番号 "+h.ID+" を添えて管理者に相談する",
			"As it is, it cannot go to this recipient; if it is urgent, ask the administrator and give the number "+h.ID))
	}
	return out
}

func (h *Held) why(p *printer) string { return p.of(h.Ja, h.En) }

func (h *Held) time(p *printer) string {
	return h.At.Format(p.of("2006年1月2日 15:04", "2006-01-02 15:04"))
}

// headline says what happened to the item.
func (h *Held) headline(p *printer) string {
	switch {
	case h.En != "":
		return p.of("調べられないため、保留しました", "This is held: it could not be looked at")
	case p.in.Decision.Verdict == policy.Block:
		return p.of("送信を止めました", "This was stopped")
	case p.in.Decision.Verdict == policy.Confirm:
		return p.of("確認が必要なため、保留しました", "This is held: somebody must confirm it")
	}
	return p.of("承認が必要なため、保留しました", "This is held: somebody must approve it")
}

// ReasonText writes why an item is held, as text for people. It begins with a
// byte order mark, so that no editor takes it for another encoding.
func ReasonText(w io.Writer, in Input, h Held, ja bool) error {
	in.Reveal = false
	p := &printer{lang: lang{ja}, in: in, o: TextOptions{Ja: ja}, held: &h}
	p.line(0, h.headline(p))
	p.line(0, p.of("受付番号 ", "Number ")+h.ID+"   "+h.time(p))
	if s := h.why(p); s != "" {
		p.line(0, "")
		p.line(2, safeLong(s))
	}
	if len(in.Result.Files) > 0 {
		p.line(0, "")
		p.message()
	}
	_, err := io.WriteString(w, "\ufeff"+p.b.String())
	return err
}

// reasonFile is one file on the page.
type reasonFile struct {
	Name, Verdict, Class, Population string
	Groups                           []reasonGroup
	Places                           []spot
	Unchecked                        []string
}

type reasonGroup struct {
	Title   string
	Special bool
	Kinds   []reasonKind
}

type reasonKind struct {
	Name, Count string
	Share       int // of the people of the file, in percent
}

// ReasonHTML writes why an item is held, as one page that needs nothing else.
func ReasonHTML(w io.Writer, in Input, h Held, ja bool) error {
	in.Reveal = false
	p := &printer{lang: lang{ja}, in: in, held: &h}
	t, err := template.New("reason").Funcs(template.FuncMap{"t": p.of}).Parse(reasonPage)
	if err != nil {
		return err
	}
	why := p.why(in.Decision)
	if s := h.why(p); s != "" {
		why = append([]string{safeLong(s)}, why...)
	}
	people := Subjects(in.Result.People)
	words := p.of("人分の個人情報が入っています", "people, whose personal data it holds")
	if people == 1 {
		words = p.of(words, "person, whose personal data it holds")
	}
	var laws []string
	for _, b := range in.Bases {
		laws = append(laws, p.of(b.TextJa, b.Text))
	}
	clean, noted := p.sorted()
	var files []reasonFile
	for _, i := range noted[:min(len(noted), mostListed)] {
		files = append(files, p.reasonFile(in.Result.Files[i], p.fileVerdict(i)))
	}
	rest := ""
	if n := len(noted) - len(files); n > 0 {
		rest = p.of(fmt.Sprintf("ほか%dファイルにも、確かめることがあります。", n), fmt.Sprintf("There is something to look at in %d more files.", n))
	}
	var fine []string
	for _, i := range clean[:min(len(clean), mostListed)] {
		fine = append(fine, p.fileName(in.Result.Files[i]))
	}
	if n := len(clean) - len(fine); n > 0 {
		fine = append(fine, p.of(fmt.Sprintf("ほか%dファイル", n), fmt.Sprintf("%d more", n)))
	}
	var b strings.Builder
	err = t.Execute(&b, map[string]any{
		"Look": template.CSS(look.CSS), "Lang": p.of("ja", "en"), "Headline": h.headline(p), "Class": in.Decision.Verdict.String(), "Verdict": p.verdict(in.Decision.Verdict),
		"To": p.recipients(), "ID": h.ID, "Time": h.time(p), "People": people, "Count": number(people), "CountWords": words,
		"Why": why, "Steps": p.steps(), "Files": files, "Rest": rest, "Fine": p.join(fine), "Laws": laws, "Version": in.Version, "Policy": in.Policy,
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, b.String())
	return err
}

func (p *printer) reasonFile(f *detect.Report, v policy.Verdict) reasonFile {
	m := newMasker(f, false)
	out := reasonFile{Name: p.fileName(f), Verdict: p.verdict(v), Class: v.String(), Population: p.population(f), Unchecked: p.unchecked(f)}
	for _, g := range p.grouped(f) {
		group := reasonGroup{Title: g.title, Special: g.kinds[0].Kind.Special() && !g.kinds[0].Business}
		for _, k := range g.kinds {
			kind := reasonKind{Name: p.kind(k.Kind), Count: p.people(k.People)}
			if k.People == 0 {
				kind.Count = number(k.Count) + p.of("件", "")
			}
			if n := len(f.People); n > 0 {
				kind.Share = min(100, (100*k.People+n-1)/n)
			}
			group.Kinds = append(group.Kinds, kind)
		}
		out.Groups = append(out.Groups, group)
	}
	tables, loose := telling(f), p.loose(f, m)
	for _, t := range tables[:min(len(tables), mostTables)] {
		out.Places = append(out.Places, spot{p.tablePlace(f, t, m), p.columns(f, t, m)})
	}
	out.Places = append(out.Places, loose[:min(len(loose), mostPlaces)]...)
	if n := max(len(tables)-mostTables, 0) + max(len(loose)-mostPlaces, 0); n > 0 {
		out.Places = append(out.Places, spot{p.more(n, f.Truncated), ""})
	}
	return out
}
