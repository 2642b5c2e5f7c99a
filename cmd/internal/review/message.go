package review

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
)

func itoa(n int) string { return strconv.Itoa(n) }

// A homeView is what somebody sees first.
type homeView struct {
	Asked []row // wait for his decision
	Mine  []row // his own
}

// A row is a message in a list.
type row struct {
	*hold.Item
	Outside int // recipients outside
}

func rows(items []*hold.Item) (out []row) {
	for _, it := range items {
		r := row{Item: it}
		for _, rc := range it.Recipients {
			if !rc.Inside {
				r.Outside++
			}
		}
		out = append(out, r)
	}
	return out
}

func (s *Server) home(p *page, acc *Account) {
	mine, err := s.Store.List(p.r.Context(), hold.Query{Sender: acc.Addresses(), Limit: 50})
	if err != nil {
		p.storeError(err)
		return
	}
	v := homeView{Mine: rows(mine)}
	if acc.Decides() {
		held, err := s.Store.List(p.r.Context(), hold.Query{States: []hold.State{hold.Held}, Limit: 200})
		if err != nil {
			p.storeError(err)
			return
		}
		v.Asked = rows(slices.DeleteFunc(held, func(it *hold.Item) bool { return !rightsOf(it, acc).Reject }))
	}
	p.show(http.StatusOK, "home.html", v)
}

// A searchView is a list of messages and what was asked.
type searchView struct {
	Text, State string
	States      []hold.State
	Rows        []row
}

// search finds messages by sender, recipient, subject or id among the newest.
func (s *Server) search(p *page, acc *Account) {
	q := p.r.URL.Query()
	v := searchView{Text: strings.TrimSpace(q.Get("q")), State: q.Get("state"),
		States: []hold.State{hold.Held, hold.Approved, hold.Released, hold.Rejected, hold.Withdrawn, hold.Expired, hold.Gone}}
	query := hold.Query{Limit: 2000}
	if st := hold.State(v.State); slices.Contains(v.States, st) {
		query.States = []hold.State{st}
	}
	if !acc.Decides() {
		query.Sender = acc.Addresses()
	}
	items, err := s.Store.List(p.r.Context(), query)
	if err != nil {
		p.storeError(err)
		return
	}
	words := strings.Fields(strings.ToLower(v.Text))
	items = slices.DeleteFunc(items, func(it *hold.Item) bool { return !matches(it, words) })
	v.Rows = rows(items[:min(len(items), 200)])
	p.show(http.StatusOK, "search.html", v)
}

func matches(it *hold.Item, words []string) bool {
	text := strings.ToLower(it.ID + "\n" + it.From + "\n" + it.Login + "\n" + it.Subject)
	for _, r := range it.Recipients {
		text += "\n" + strings.ToLower(r.Address)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// find returns a message that acc may see, nil when the answer is given.
func (s *Server) find(p *page, acc *Account, id string) *hold.Item {
	it, err := s.Store.Get(p.r.Context(), id)
	if err == nil && !it.Own(acc.Addresses()...) && !acc.Decides() {
		err = hold.ErrNotFound // that it exists is not his business
	}
	if err != nil {
		p.storeError(err)
		return nil
	}
	return it
}

func (s *Server) message(p *page, acc *Account) {
	it := s.find(p, acc, p.r.PathValue("id"))
	if it == nil {
		return
	}
	p.showMessage(it, acc)
}

func (p *page) showMessage(it *hold.Item, acc *Account) {
	history, err := p.s.Store.Decisions(p.r.Context(), it.ID)
	if err != nil {
		p.storeError(err)
		return
	}
	v := p.view(it, history, acc)
	status := http.StatusOK
	if p.slip != nil {
		status, v.Error, v.form = p.slip.status, p.slip.words, p.r.PostForm
	}
	p.show(status, "message.html", v)
}

// A slip is what was wrong with a form.
type slip struct {
	status int
	words  string
}

// again shows the message and the form as it was filled in, with what is wrong:
// nobody has to write his reason twice.
func (p *page) again(it *hold.Item, acc *Account, status int, ja, en string) {
	p.slip = &slip{status, p.T(ja, en)}
	if now, err := p.s.Store.Get(p.r.Context(), it.ID); err == nil {
		it = now // somebody else may have decided meanwhile
	}
	p.User = acc
	p.showMessage(it, acc)
}

func (s *Server) decide(p *page, acc *Account) {
	it := s.find(p, acc, p.r.PathValue("id"))
	if it == nil {
		return
	}
	if p.carryOut(it, acc) {
		http.Redirect(p.w, p.r, "/m/"+it.ID, http.StatusSeeOther)
	}
}

// remarkMost bounds a remark, in bytes.
const remarkMost = 4 << 10

// carryOut takes the decision from the form. It reports whether the decision
// counted; otherwise the answer is given.
func (p *page) carryOut(it *hold.Item, acc *Account) bool {
	r := p.r
	if err := r.ParseForm(); err != nil {
		p.fail(http.StatusBadRequest, "フォームを読み取れません", "The form cannot be read")
		return false
	}
	d := hold.Decision{Actor: acc.Address, Also: acc.Also, Action: hold.Action(r.PostFormValue("action")), Remark: strings.TrimSpace(r.PostFormValue("remark"))}
	switch d.Action {
	case hold.Confirm, hold.Approve:
		d.Recipients = r.PostForm["to"]
	case hold.Reject, hold.Withdraw:
	default:
		p.fail(http.StatusBadRequest, "操作が選ばれていません", "No action was chosen")
		return false
	}
	if d.Action != hold.Withdraw && d.Remark == "" {
		p.again(it, acc, http.StatusUnprocessableEntity, "理由を書いてください", "Please write a reason")
		return false
	}
	if len(d.Remark) > remarkMost {
		p.again(it, acc, http.StatusUnprocessableEntity, "理由が長すぎます", "The reason is too long")
		return false
	}
	if (d.Action == hold.Approve || d.Action == hold.Reject) && !acc.Decides() {
		p.storeError(hold.ErrNotFound)
		return false
	}
	d.People = -1
	if n, err := strconv.Atoi(narrow(r.PostFormValue("people"))); err == nil {
		d.People = n
	}
	if err := p.s.Store.Decide(r.Context(), it.ID, d); err != nil {
		if w := refusalOf(err); w.err != nil && w.err != hold.ErrNotFound {
			p.again(it, acc, w.status, w.ja, w.en)
		} else {
			p.storeError(err)
		}
		return false
	}
	detail := map[string]string{"recipients": strconv.Itoa(len(d.Recipients)), "way": p.way()}
	if (d.Action == hold.Approve || d.Action == hold.Reject) && !acc.Has(Approver) {
		detail["as"] = string(Substitute)
	}
	err := p.s.Audit(audit.Entry{Event: string(d.Action), ID: it.ID, Actor: acc.Address, Verdict: it.Verdict.String(), People: it.People, Detail: detail})
	if err != nil { // the store has it in its history
		p.s.Log.Error("audit", "id", it.ID, "action", string(d.Action), "error", err)
	}
	p.s.Log.Info("decision", "id", it.ID, "action", string(d.Action))
	return true
}

// narrow makes half-width digits of those that a Japanese keyboard writes.
func narrow(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if '０' <= r && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s))
}

func (p *page) way() string {
	if p.Link != "" {
		return "link"
	}
	return "login"
}

// original hands out the mail as it is, to those who may, with a line in the
// record before the first byte.
func (s *Server) original(p *page, acc *Account) {
	it := s.find(p, acc, p.r.PathValue("id"))
	if it == nil {
		return
	}
	if !acc.Has(Revealer) {
		p.fail(http.StatusForbidden, "原本を見る権限がありません", "You have no right to see the original")
		return
	}
	body, err := s.Store.Body(p.r.Context(), it.ID)
	if err != nil {
		p.storeError(err)
		return
	}
	if err := s.Audit(audit.Entry{Event: "reveal", ID: it.ID, Actor: acc.Address}); err != nil {
		s.Log.Error("audit", "error", err)
		p.broken()
		return
	}
	p.w.Header().Set("Content-Type", "message/rfc822")
	p.w.Header().Set("Content-Disposition", `attachment; filename="`+it.ID+`.eml"`)
	if _, err := io.Copy(p.w, body); err != nil {
		s.Log.Error("original", "id", it.ID, "error", err)
		panic(http.ErrAbortHandler) // the download fails instead of being short
	}
}

// linkPage shows the message of a link in a notice. It uses nothing up: mail
// scanners open links.
func (s *Server) linkPage(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	if it, acc := p.linked(); it != nil {
		p.User = acc
		p.showMessage(it, acc)
	}
}

// link carries out the decision of a link's page, once.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	p := s.page(w, r)
	it, acc := p.linked()
	if it == nil || !p.carryOut(it, acc) {
		return
	}
	_, err := s.Store.Redeem(r.Context(), p.Link)
	if err != nil {
		s.Log.Error("link", "id", it.ID, "error", err) // decided: the link leads to nothing any more
	}
	if it, err = s.Store.Get(r.Context(), it.ID); err != nil {
		p.storeError(err)
		return
	}
	p.User = acc
	p.showMessage(it, acc)
}
