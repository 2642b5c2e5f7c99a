package review

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"monban/cmd/internal/hold"
	"monban/detect"
	"monban/detect/policy"
)

// What the pages need of a report (report.schema.json); the rest is left aside.
type seen struct {
	Reasons []words `json:"reasons"`
	Legal   []words `json:"legal"`
	Files   []struct {
		Path     string    `json:"path"`
		Verdict  string    `json:"verdict"`
		People   int       `json:"people"`
		Problems []words   `json:"problems"`
		Kinds    []seenOf  `json:"kinds"`
		Tables   []table   `json:"tables"`
		Findings []finding `json:"findings"`
	} `json:"files"`
}

type words struct {
	Rule    string `json:"rule"`
	Verdict string `json:"verdict"`
	Text    string `json:"text"`
	TextJa  string `json:"text_ja"`
}

type seenOf struct {
	Kind     detect.Kind `json:"kind"`
	Count    int         `json:"count"`
	People   int         `json:"people"`
	Special  bool        `json:"special_care"`
	Hidden   int         `json:"hidden"`
	Business bool        `json:"business"`
}

type table struct {
	Part        string   `json:"part"`
	Sheet       string   `json:"sheet"`
	Hidden      []string `json:"hidden"`
	Orientation string   `json:"orientation"` // "rows": a column is a row
	Columns     []column `json:"columns"`
}

type column struct {
	Column string      `json:"column"`
	Header string      `json:"header"`
	Kind   detect.Kind `json:"kind"`
	Hidden []string    `json:"hidden"`
}

// AllHidden reports whether an ordinary reader sees nothing of the table.
func (t table) AllHidden() bool {
	return len(t.Hidden) > 0 || len(t.Columns) > 0 && !slices.ContainsFunc(t.Columns, func(c column) bool { return len(c.Hidden) == 0 })
}

type finding struct {
	Kind     detect.Kind `json:"kind"`
	Masked   string      `json:"masked"`
	Location struct {
		Part  string `json:"part"`
		Sheet string `json:"sheet"`
		Cell  string `json:"cell"`
		Page  int    `json:"page"`
		Line  int    `json:"line"`
	} `json:"location"`
	Business bool `json:"business"`
}

// A messageView is a message as its page shows it.
type messageView struct {
	*hold.Item
	Seen      seen
	History   []hold.Decision
	May       rights
	Mine      bool // whoever looks is its sender
	Original  bool // whoever looks may fetch the original
	Replace   bool // whoever looks may replace an attachment
	Remaining time.Duration
	Error     string     // what was wrong with the form that was sent
	form      url.Values // that form
}

// soon is when the end of the time for a decision is near.
const soon = 24 * time.Hour

// Soon reports whether a decision is urgent.
func (v messageView) Soon() bool { return v.Remaining < soon }

// Remark is the reason as it was typed into the form of an action before.
func (v messageView) Remark(action string) string {
	if v.form.Get("action") != action {
		return ""
	}
	return v.form.Get("remark")
}

// Ticked reports whether a recipient was ticked in the form of an action before.
func (v messageView) Ticked(action, address string) bool {
	return v.form.Get("action") == action && slices.Contains(v.form["to"], address)
}

// rights are what somebody may do with a message.
type rights struct{ Confirm, Approve, Reject, Withdraw bool }

// rightsOf tells which forms to show. The store asks again.
func rightsOf(it *hold.Item, acc *Account) (r rights) {
	if it.State != hold.Held {
		return r
	}
	mine, most := it.Own(acc.Addresses()...), policy.Block
	for _, rc := range it.Recipients {
		most = min(most, rc.Verdict)
	}
	if it.Queue != "" { // it goes to all, or to nobody
		for _, rc := range it.Recipients {
			most = max(most, rc.Verdict)
		}
	}
	r.Withdraw = mine
	r.Confirm = mine && most <= policy.Confirm
	r.Reject = !mine && acc.Decides()
	r.Approve = r.Reject && most <= policy.Hold
	return r
}

func (p *page) view(it *hold.Item, history []hold.Decision, acc *Account) messageView {
	v := messageView{Item: it, History: history, May: rightsOf(it, acc), Mine: it.Own(acc.Addresses()...), Remaining: it.Expires.Sub(p.s.Now())}
	if err := json.Unmarshal(it.Report, &v.Seen); err != nil {
		p.s.Log.Error("report of a held message", "id", it.ID, "error", err)
	}
	v.Replace = p.s.mayReplace(it, acc)
	v.Original = it.Queue == "" && acc.Has(Revealer) && !it.State.Final() && (it.Own(acc.Addresses()...) || acc.Decides())
	return v
}

// What templates ask a page for, because it depends on the language.

// Kind is the name of a kind.
func (p *page) Kind(k detect.Kind) string {
	info, ok := k.Info()
	if !ok {
		return string(k)
	}
	return p.T(info.TitleJa, info.Title)
}

// Words are the text of a reason, a legal basis or a problem.
func (p *page) Words(w words) string { return p.T(w.TextJa, w.Text) }

// Verdict says what a verdict asks for.
func (p *page) Verdict(v policy.Verdict) string {
	return [...]string{p.T("送信可", "can be sent"), p.T("本人の確認が必要", "sender must confirm"), p.T("別の人の承認が必要", "needs approval"), p.T("送信不可", "cannot be sent")}[v]
}

// State names a state.
func (p *page) State(s hold.State) string {
	return map[hold.State]string{
		hold.Held: p.T("判断待ち", "waiting"), hold.Approved: p.T("承認済み", "approved"), hold.Sending: p.T("送信中", "sending"), hold.Released: p.T("送信済み", "sent"),
		hold.Rejected: p.T("却下", "rejected"), hold.Withdrawn: p.T("取り下げ", "withdrawn"), hold.Expired: p.T("期限切れ", "expired"), hold.Gone: p.T("判断なしに消失", "gone undecided"),
	}[s]
}

// Tone is the class for the colour of a message: what it waits for, or how it
// ended.
func (p *page) Tone(it *hold.Item) string {
	switch it.State {
	case hold.Held:
		return "v" + it.Verdict.String()
	case hold.Approved, hold.Sending, hold.Released:
		return "vpass"
	}
	return "ended"
}

// Next says where a message stands, and what whoever looks can do.
func (p *page) Next(v messageView) string {
	var to []string
	for _, r := range v.Recipients {
		if r.Chosen {
			to = append(to, r.Address)
		}
	}
	names := strings.Join(to, p.T("、", ", "))
	switch v.State {
	case hold.Approved, hold.Sending:
		return p.T("まもなく送られます: ", "It will be sent in a moment to: ") + names
	case hold.Released:
		return p.T("送りました: ", "It was sent to: ") + names
	case hold.Withdrawn:
		if n := len(v.History); n > 0 && v.History[n-1].Action == hold.Replace {
			return p.T("添付を差し替えたため、このメールは送っていません。差し替えたメールは「経過」から開けます。", "An attachment was replaced, so this message was not sent. The one in its place is linked in the history.")
		}
		return p.T("取りやめたため、誰にも送っていません。", "It was withdrawn and sent to nobody.")
	case hold.Expired:
		return p.T("期限までに判断がなかったため、誰にも送っていません。", "Nobody decided in time, so it was sent to nobody.")
	case hold.Gone:
		return p.T("判断がないまま、メールサーバーの保留から外れました。届いたかもしれません。管理者に確かめてください。", "It left the queue of the mail server, and nobody had decided. It may have been delivered; please ask the administrator.")
	case hold.Rejected:
		if len(to) > 0 { // approved, but the next server would not have it
			return p.T("承認されましたが、送信先のサーバーが受け取りませんでした。", "It was approved, but the next server refused it.")
		}
		return p.T("却下されたため、誰にも送っていません。", "It was rejected and sent to nobody.")
	}
	wait := p.T("まだ誰にも送っていません。", "It has been sent to nobody yet. ")
	switch {
	case v.May.Approve:
		return wait + p.T("内容と宛先を確かめて、承認か却下を選んでください。", "Please look at content and recipients, and approve or reject it.")
	case v.May.Reject:
		return wait + p.T("どの宛先にも送れないため、承認はできません。", "It cannot be approved, for it may go to none of the recipients.")
	case v.May.Confirm && v.Verdict > policy.Confirm:
		return wait + p.T("自分で確認して送れるのは、印を付けられる宛先だけです。そうすると、ほかの宛先には送られません。ほかの宛先にも送るには、別の人の承認を待ってください。", "You can confirm it for the recipients that can be ticked; the others will not get it then. For those, wait for an approval.")
	case v.May.Confirm:
		return wait + p.T("内容と宛先を確かめて、送るか取りやめるかを選んでください。", "Please look at content and recipients, and confirm or withdraw it.")
	case v.Mine && slices.ContainsFunc(v.Recipients, func(r hold.Recipient) bool { return r.Verdict <= policy.Hold }):
		return wait + p.T("別の人の承認を待っています。", "It waits for somebody else's approval.")
	case v.Mine:
		return wait + p.T("この宛先には送れません。個人情報を外すか、宛先を直して、送り直してください。", "It cannot go to these recipients. Take the personal data out, or mend the recipients, and send it again.")
	}
	return wait + p.T("判断を待っています。", "It waits for a decision.")
}

// Action names a line of the history.
func (p *page) Action(a hold.Action) string {
	if s, ok := map[hold.Action]string{
		hold.Confirm: p.T("本人が確認して送信", "confirmed by the sender"), hold.Approve: p.T("承認", "approved"), hold.Reject: p.T("却下", "rejected"), hold.Withdraw: p.T("取り下げ", "withdrawn"),
		hold.Replace: p.T("添付を差し替え", "attachment replaced"),
		"expire":     p.T("期限切れ", "expired"), "release": p.T("送信", "sent"), "refuse": p.T("相手のサーバーが拒否", "refused by the next server"),
		"leave": p.T("判断によらずメールサーバーの保留から外れた", "left the queue of the mail server, not by a decision"),
	}[a]; ok {
		return s
	}
	return string(a)
}

// Time writes a time in the zone of this machine.
func (p *page) Time(t time.Time) string {
	return t.Local().Format(p.T("2006年1月2日 15:04", "2 Jan 2006 15:04"))
}

// Left says how long a decision can wait.
func (p *page) Left(d time.Duration) string {
	switch h := int(d.Hours()); {
	case d <= 0:
		return p.T("期限切れ", "too late")
	case h >= 48:
		return p.T("あと", "") + itoa(h/24) + p.T("日", " days left")
	case h >= 1:
		return p.T("あと", "") + itoa(h) + p.T("時間", " h left")
	}
	return p.T("あと1時間以内", "less than an hour left")
}

// People says a number of people.
func (p *page) People(n int) string {
	if !p.Ja && n == 1 {
		return "1 person"
	}
	return itoa(n) + p.T("人", " people")
}

// Nth counts from one.
func (p *page) Nth(i int) int { return i + 1 }

// Domain is the part of an address that tells where a message goes.
func (p *page) Domain(a string) string {
	_, d, ok := strings.Cut(a, "@")
	if !ok {
		return ""
	}
	return "@" + d
}

// Local is the part of an address before the domain.
func (p *page) Local(a string) string {
	l, _, _ := strings.Cut(a, "@")
	return l
}

// May reports whether a recipient can be ticked on the form of an action.
func (p *page) May(action string, r hold.Recipient) bool {
	most, ok := map[string]policy.Verdict{"confirm": policy.Confirm, "approve": policy.Hold}[action]
	return ok && r.Verdict <= most
}

// Columns lists the columns of a table that hold personal data.
func (p *page) Columns(t table) string {
	ja, en := "列 ", "column "
	if t.Orientation == "rows" {
		ja, en = "行 ", "row "
	}
	var out []string
	for _, c := range t.Columns {
		s := p.T("", en) + c.Column + p.T(ja, " ") + c.Header
		if c.Header == "" {
			s += p.Kind(c.Kind)
		}
		if len(c.Hidden) > 0 && !t.AllHidden() {
			s += p.T("（非表示）", " (hidden)")
		}
		out = append(out, s)
	}
	return strings.Join(out, p.T("、", ", "))
}

// Place says where a table or a finding stands.
func (p *page) Place(part, sheet string) string {
	var out []string
	if part != "" {
		out = append(out, part)
	}
	if sheet != "" {
		out = append(out, p.T("シート「", "sheet “")+sheet+p.T("」", "”"))
	}
	return strings.Join(out, " ")
}

// Spots lists some findings outside tables, with their masked values.
func (p *page) Spots(all []finding) []string {
	var out []string
	for _, f := range all {
		if f.Location.Cell != "" || f.Business {
			continue
		}
		at := p.Place(f.Location.Part, f.Location.Sheet)
		if f.Location.Page > 0 {
			at += " " + p.T("", "page ") + itoa(f.Location.Page) + p.T("ページ", "")
		}
		if f.Location.Line > 0 {
			at += " " + p.T("", "line ") + itoa(f.Location.Line) + p.T("行", "")
		}
		s := strings.TrimSpace(at) + p.T("：", ": ") + p.Kind(f.Kind) + " " + f.Masked
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
		if len(out) == 12 {
			break
		}
	}
	return out
}
