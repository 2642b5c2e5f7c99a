package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/outbox"
	"monban/cmd/internal/review"
	"monban/detect/policy"
)

// A mailDesk is where root records decisions about held mails. Everybody else
// decides on the pages of monban serve.
type mailDesk struct {
	e     *env
	conf  *conf.Config
	store *held.Store
	audit *audit.Shared
	self  string // who types
}

// open states are those in which something is still to happen.
var openStates = []held.State{held.Held, held.Approved, held.Sending}

// listMost bounds a list.
const listMost = 10000

func (m *mailDesk) list() ([]*held.Item, error) {
	return m.store.List(m.e.ctx, held.Query{States: openStates, Limit: listMost})
}

// find returns the mail of an id, or of the start of one that waits.
func (m *mailDesk) find(id string) (*held.Item, error) {
	it, err := m.store.Get(m.e.ctx, id)
	if !errors.Is(err, held.ErrNotFound) {
		return it, err
	}
	all, err := m.list()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(it *held.Item) bool { return !strings.HasPrefix(it.ID, id) && it.QueueID != id })
	switch len(all) {
	case 0:
		return nil, outbox.ErrNotFound
	case 1:
		return all[0], nil
	}
	return nil, outbox.ErrAmbiguous
}

// mail shows a mail, or records a decision about it.
func (h *hold) mail(m *mailDesk, act string, it *held.Item) error {
	if act == "show" {
		return h.showMail(m, it)
	}
	who, err := h.decider(m)
	if err != nil {
		return err
	}
	d := held.Decision{Actor: who.Address, Also: who.Also, Action: held.Action(act), Remark: h.remark, People: -1}
	if act == "approve" {
		d.Recipients = h.only
		if len(d.Recipients) == 0 {
			for _, r := range it.Recipients {
				d.Recipients = append(d.Recipients, r.Address)
			}
		}
		if d.People, err = h.typed(m.e, it.ID, func() error { return h.showMail(m, it) }); err != nil {
			return err
		}
	}
	if err := m.store.Decide(m.e.ctx, it.ID, d); err != nil {
		return err
	}
	err = m.audit.Append(audit.Entry{Event: act, ID: it.ID, Actor: who.Address, Verdict: it.Verdict.String(), People: it.People,
		Detail: map[string]string{"recipients": fmt.Sprint(len(d.Recipients)), "way": "command", "as": m.self}})
	said := m.e.lang.Of("却下しました。送信者に知らせます", "rejected; its sender will be told")
	if act == "approve" {
		said = m.e.lang.Of("承認しました。まもなく送られます", "approved; it will be sent in a moment")
	}
	_, failed := fmt.Fprintf(m.e.stdout, "%s: %s\n", it.ID, said)
	return errors.Join(err, failed)
}

// decider is the person in whose name root records a decision.
func (h *hold) decider(m *mailDesk) (*review.Account, error) {
	lang := m.e.lang
	switch {
	case !strings.Contains(h.as, "@"):
		return nil, cli.Usagef("", "%s", lang.Of("メールの判断は monban serve の画面で行うか、root が --as 承認者のメールアドレス を付けて記録します", "mails are decided about on the pages of monban serve, or root records the decision with --as and the mail address of the approver"))
	case strings.TrimSpace(h.remark) == "":
		return nil, cli.Usagef("", "%s", lang.Of("--remark に理由を書いてください", "say why with --remark"))
	}
	accounts, err := loadAccounts(lang, m.conf)
	if err != nil {
		return nil, err
	}
	who := accounts.Find(h.as)
	may := who.Decides()
	if accounts == nil { // people log in elsewhere
		may = len(m.conf.Hold.Approvers) == 0 || slices.Contains(m.conf.Hold.Approvers, h.as)
	}
	if !may {
		return nil, cli.Usagef("", lang.Of("%s は承認者（serve.accounts の approver）ではありません", "%s is no approver (role approver in serve.accounts)"), h.as)
	}
	return who, nil
}

// A heldMail is what --format json says of a mail besides.
type heldMail struct {
	State   held.State `json:"state"`
	Expires time.Time  `json:"expires"`
	Queue   string     `json:"queue,omitempty"` // where it waits; else in the store
	QueueID string     `json:"queue_id,omitempty"`
	Subject string     `json:"subject,omitempty"` // for show
}

func newMailItem(it *held.Item) heldItem {
	i := heldItem{ID: it.ID, Verdict: it.Verdict.String(), People: it.People, Owner: it.Author(), To: []string{}, Since: it.Created, Files: 1,
		Mail: &heldMail{State: it.State, Expires: it.Expires, Queue: it.Queue, QueueID: it.QueueID}}
	for _, r := range it.Recipients {
		i.To = append(i.To, r.Address)
	}
	return i
}

func (h *hold) showMail(m *mailDesk, it *held.Item) error {
	e := m.e
	if h.format == "json" {
		i := newMailItem(it)
		i.Mail.Subject, i.Report = it.Subject, it.Report
		return json.NewEncoder(e.stdout).Encode(i)
	}
	// The reasons of the report (report.schema.json); all of it is on the pages.
	var r struct {
		Reasons []struct {
			Verdict string `json:"verdict"`
			Text    string `json:"text"`
			TextJa  string `json:"text_ja"`
		} `json:"reasons"`
	}
	if err := json.Unmarshal(it.Report, &r); err != nil {
		return fmt.Errorf("%s: %w", it.ID, err)
	}
	var b strings.Builder
	line := func(ja, en string, args ...any) { fmt.Fprintf(&b, e.lang.Of(ja, en)+"\n", args...) }
	line("%s   %s   %s（%s）", "%s   %s   %s (%s)", it.ID, it.Created.Local().Format("2006-01-02 15:04"), it.Verdict, it.State)
	line("%d人分の個人情報", "personal data of %d people", it.People)
	line("差出人 %s   件名 %s", "from %s   subject %s", safeName(it.Author()), safeName(it.Subject))
	for _, rc := range it.Recipients {
		line("宛先 %s   %s", "to %s   %s", safeName(rc.Address), rc.Verdict)
	}
	for _, x := range r.Reasons {
		if x.Verdict != policy.Pass.String() {
			line("理由 %s", "why: %s", e.lang.Of(x.TextJa, x.Text))
		}
	}
	line("期限 %s", "until %s", it.Expires.Local().Format("2006-01-02 15:04"))
	if it.Queue != "" {
		line("メールは Postfix の HOLD キューにあります: postcat -q %s", "the mail lies in the HOLD queue of Postfix: postcat -q %s", it.QueueID)
	}
	_, err := e.stdout.Write([]byte(b.String()))
	return err
}

// expireMails ends the wait of mails for which nobody decided in time; it never
// sends any.
func expireMails(ctx context.Context, store *held.Store, record func(audit.Entry) error) ([]*held.Item, error) {
	gone, err := store.Expire(ctx)
	for _, it := range gone {
		err = errors.Join(err, record(audit.Entry{Event: "expire", ID: it.ID, Verdict: it.Verdict.String(), People: it.People}))
	}
	return gone, err
}
