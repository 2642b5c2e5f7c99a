package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/outbox"
)

// hold holds the flags of "monban hold".
type hold struct {
	watch                    // where the folder is
	as, format string        //
	people     int           // as the approver says; -1 asks
	older      time.Duration // of expire
	remark     string        // of a decision about a mail
	only       cli.Addresses // to whom an approved mail goes
	once       bool          // of queue
}

func holdCommand() command {
	h := &hold{}
	cmd := command{
		name: "hold", args: "list|show|approve|reject|expire|queue [ID]",
		about:   "what is held in a watched folder or by the gateway, and the decision of a second person; queue carries decisions out in the HOLD queue of Postfix",
		aboutJa: "保留中のファイルとメールの一覧と、別の人による承認・却下。queue は Postfix の HOLD キューで判断を実行し続ける",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&h.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
			fs.StringVar(&h.config, "config", "", "ファイル: monban watch や gateway の設定|FILE: the configuration of monban watch or gateway")
			fs.StringVar(&h.dir, "dir", "", "フォルダー: monban watch のフォルダー|DIR: the folder of monban watch")
			fs.StringVar(&h.audit, "audit", "", "ファイル: 判断の記録（DIR/audit.jsonl）|FILE: the record of decisions (DIR/audit.jsonl)")
			fs.StringVar(&h.layout, "ready-layout", "", "形: monban watch と同じもの（flat、by-id）|FORM: as of monban watch (flat, by-id)")
			fs.StringVar(&h.format, "format", "text", "形式: list と show の出力（text、json）|FORM: of list and show, text or json")
			fs.StringVar(&h.as, "as", "", "名前: 実際に判断した人（root だけが使える。メールでは承認者のメールアドレス）|NAME: who decided (for root only; of a mail, the mail address of the approver)")
			fs.IntVar(&h.people, "people", -1, "N: 報告にある人数（approve の確認）|N: the number of people in the report (to approve)")
			fs.DurationVar(&h.older, "older", 0, "時間: expire で却下する古さ（設定の hold.expire）|D: age at which expire rejects (hold.expire of the configuration)")
			fs.StringVar(&h.remark, "remark", "", "文: メールの承認・却下の理由（送信者に伝わる）|TEXT: why a mail is approved or rejected (the sender will read it)")
			fs.Var(&h.only, "to", "アドレス: 承認したメールを送る宛先（繰り返し可。指定がなければ全員）|ADDR: to whom an approved mail goes (repeatable; else to all)")
			fs.BoolVar(&h.once, "once", false, "queue を1回だけ行って終わる|do the work of queue once, and end")
			fs.Var(&h.hooks, "hook", "結果=プログラム: monban watch と同じもの|OUTCOME=PROGRAM: as of monban watch")
		},
	}
	cmd.run = func(e *env) error { return h.run(e, &cmd) }
	return cmd
}

func (h *hold) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	act, id := "", ""
	if len(args) > 0 {
		act = args[0]
	}
	if len(args) > 1 {
		id = args[1]
	}
	switch wants := map[string]int{"list": 1, "expire": 1, "queue": 1, "show": 2, "approve": 2, "reject": 2}[act]; {
	case wants == 0 || len(args) != wants:
		return cli.Usagef("monban help hold", "%s", e.lang.Of("monban hold list、show ID、approve ID、reject ID、expire、queue のどれかを指定してください", "one of monban hold list, show ID, approve ID, reject ID, expire, queue"))
	case h.dir == "" && h.config == "":
		return cli.Usagef("monban help hold", "%s", e.lang.Of("--dir でフォルダーを、または --config で設定を指定してください", "name the folder with --dir, or a configuration with --config"))
	case h.format != "text" && h.format != "json":
		return cli.Usagef("", "--format %q: text, json", h.format)
	}
	c, err := h.configure(e.lang)
	if err != nil {
		return err
	}
	if act == "queue" {
		return h.queue(e, c)
	}
	self, root := outbox.Self()
	by := self
	if h.as != "" {
		if !root {
			return cli.Usagef("", "%s", e.lang.Of("--as は root だけが使えます", "--as is for root only"))
		}
		by = h.as
	}
	log, err := audit.OpenShared(c.Audit.File)
	if err != nil {
		return err
	}
	d := &desks{}
	err = d.open(e, c, log, self)
	if err == nil {
		err = h.act(e, c, d, act, id, by)
	}
	return decisionError(e.lang, errors.Join(err, d.close(), log.Close()))
}

// desks are where decisions are made: about the files of a watched folder, and
// about the mails of the gateway. Either may be nil.
type desks struct {
	files *outbox.Desk
	mails *mailDesk
}

// open opens what the configuration names. A folder is only missed when there is
// no store.
func (d *desks) open(e *env, c *conf.Config, log *audit.Shared, self string) error {
	if c.Hold.Store != "" {
		store, _, err := openStore(e.ctx, e.lang, c)
		if err != nil {
			return err
		}
		d.mails = &mailDesk{e: e, conf: c, store: store, audit: log, self: self}
		if !exists(c.Watch.Dir) {
			return nil
		}
	}
	opt := boxOptions(c)
	opt.Audit = func(ev outbox.Event) error {
		if ev.By != self {
			ev.As = self
		}
		return log.Append(auditEntry(ev))
	}
	var err error
	d.files, err = outbox.OpenDesk(opt)
	return err
}

func (d *desks) close() error {
	var errs []error
	if d.files != nil {
		errs = append(errs, d.files.Close())
	}
	if d.mails != nil {
		errs = append(errs, d.mails.store.Close())
	}
	return errors.Join(errs...)
}

func (h *hold) act(e *env, c *conf.Config, d *desks, act, id, by string) error {
	switch act {
	case "list":
		return h.list(e, d)
	case "expire":
		return h.expire(e, c, d)
	}
	if d.mails != nil {
		it, err := d.mails.find(id)
		if err == nil {
			return h.mail(d.mails, act, it)
		}
		if d.files == nil || !errors.Is(err, outbox.ErrNotFound) {
			return err
		}
	}
	desk := d.files
	r, err := desk.Find(id)
	if err != nil {
		return err
	}
	switch act {
	case "show":
		return h.show(e, desk, r)
	case "reject":
		if err := desk.Reject(r, by); err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.stdout, e.lang.Of("%s: 却下しました（rejected に移動）\n", "%s: rejected (moved to rejected/)\n"), r.ID)
		return err
	}
	people, err := h.typed(e, r.ID, func() error { return h.show(e, desk, r) })
	if err != nil {
		return err
	}
	if err := desk.Approve(r, by, people, c.Hold.Approvers); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, e.lang.Of("%s: 承認しました（ready に移動）\n", "%s: approved (moved to ready/)\n"), r.ID)
	return err
}

// expire ends what nobody decided about in time.
func (h *hold) expire(e *env, c *conf.Config, d *desks) error {
	said := func(id string) {
		fmt.Fprintf(e.stdout, e.lang.Of("%s: 期限が切れたので却下しました\n", "%s: rejected, its time was over\n"), id)
	}
	var errs []error
	if d.mails != nil {
		gone, err := expireMails(e.ctx, d.mails.store, d.mails.audit.Append)
		for _, it := range gone {
			said(it.ID)
		}
		errs = append(errs, err)
	}
	if d.files != nil {
		age := c.Hold.Expire
		if h.older > 0 {
			age = h.older
		}
		gone, err := d.files.Expire(age)
		for _, r := range gone {
			said(r.ID)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// typed is the number of people that the approver gives: by a flag, or by typing
// it under the report, so that he has read that.
func (h *hold) typed(e *env, id string, show func() error) (int, error) {
	if h.people >= 0 {
		return h.people, nil
	}
	f, ok := e.stdin.(*os.File)
	if !ok || !isTerminal(f) {
		return 0, cli.Usagef("monban hold show "+id, "%s", e.lang.Of("--people に、報告にある人数を指定してください", "say with --people how many people the report shows"))
	}
	if err := show(); err != nil {
		return 0, err
	}
	fmt.Fprint(e.stdout, e.lang.Of("\n承認するには、報告にある人数を入力してください: ", "\nto approve, type the number of people in the report: "))
	line, err := bufio.NewReader(f).ReadString('\n')
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(line), ",", ""))
	if err != nil {
		return 0, outbox.ErrPeople
	}
	return n, nil
}

// A heldItem is an item as --format json prints it.
type heldItem struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"` // masked
	Verdict string     `json:"verdict"`
	Why     outbox.Why `json:"why,omitempty"`
	People  int        `json:"people"`
	Owner   string     `json:"owner"`
	To      []string   `json:"to"`
	Since   time.Time  `json:"since"`
	Files   int        `json:"files"`
	Mail    *heldMail  `json:"mail,omitempty"`
	// Report is that of the check, for show.
	Report json.RawMessage `json:"report,omitempty"`
}

func newHeldItem(r *outbox.Record) heldItem {
	to := r.To
	if to == nil {
		to = []string{}
	}
	return heldItem{ID: r.ID, Name: r.Shown, Verdict: r.Verdict, Why: r.Why, People: r.People, Owner: r.Owner, To: to, Since: r.Decided, Files: len(r.Files)}
}

func (h *hold) list(e *env, d *desks) error {
	items := []heldItem{}
	var errs []error
	if d.mails != nil {
		all, err := d.mails.list()
		for _, it := range all {
			items = append(items, newMailItem(it))
		}
		errs = append(errs, err)
	}
	if d.files != nil {
		all, err := d.files.List()
		for _, r := range all {
			items = append(items, newHeldItem(r))
		}
		errs = append(errs, err)
	}
	if h.format == "json" {
		return errors.Join(append(errs, json.NewEncoder(e.stdout).Encode(items))...)
	}
	w := tabwriter.NewWriter(e.stdout, 0, 0, 2, ' ', 0)
	for _, i := range items {
		state, name := i.Verdict, safeName(i.Name)
		if i.Why != "" {
			state += "/" + string(i.Why)
		}
		if i.Mail != nil {
			state, name = state+"/"+string(i.Mail.State), fmt.Sprintf(e.lang.Of("メール（宛先%d件）", "a mail (recipients: %d)"), len(i.To))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", i.ID, i.Since.Local().Format("2006-01-02 15:04"), state, fmt.Sprintf(e.lang.Of("%d人", "%d people"), i.People), i.Owner, name)
	}
	return errors.Join(append(errs, w.Flush())...)
}

func (h *hold) show(e *env, desk *outbox.Desk, r *outbox.Record) error {
	if h.format == "json" {
		i := newHeldItem(r)
		i.Report = r.Report
		return json.NewEncoder(e.stdout).Encode(i)
	}
	text, err := desk.Reason(r)
	if err != nil {
		return fmt.Errorf(e.lang.Of("%s: 理由のファイルが読めません: %w", "%s: the page with the reason cannot be read: %w"), r.ID, err)
	}
	_, err = fmt.Fprintf(e.stdout, e.lang.Of("%s\n%s\n所有者 %s   宛先 %s   %d人\n", "%s\n%s\nowner %s   to %s   %d people\n"), r.ID, strings.TrimPrefix(string(text), "\ufeff"), r.Owner, strings.Join(r.To, ", "), r.People)
	return err
}

// safeName keeps control characters away from a terminal.
func safeName(s string) string { return strings.Trim(strconv.Quote(s), `"`) }

// decisionError says the errors of decisions in the language of the user.
func decisionError(lang cli.Lang, err error) error {
	for _, x := range []struct {
		err      error
		ja, hint string
	}{
		{outbox.ErrDesk, "ほかの人が判断の操作をしています。少し待ってください", ""},
		{outbox.ErrNotFound, "その番号で保留中のものはありません", "monban hold list"},
		{outbox.ErrAmbiguous, "その番号で始まるものが複数あります。番号を長く指定してください", "monban hold list"},
		{outbox.ErrOwner, "ファイルの所有者は承認できません。ほかの人に頼んでください", ""},
		{outbox.ErrApprover, "承認できる人（設定の hold.approvers）に入っていません", ""},
		{outbox.ErrPeople, "人数が報告と合いません。報告を読んでから、もう一度入力してください", "monban hold show"},
		{outbox.ErrBlocked, "この宛先には送れない判定（block）なので、承認できません。宛先か中身を変えて、もう一度 outbox に入れてください", ""},
		{outbox.ErrUnread, "調べていないものは承認できません。もう一度 outbox に入れてください", ""},
		{outbox.ErrAltered, "調べたときから中身が変わっています。もう一度 outbox に入れてください", ""},
		{outbox.ErrMissing, "ファイルが held にありません", ""},
		{held.ErrDecided, "もう判断が済んでいます。何も変えていません", "monban hold show"},
		{held.ErrExpired, "期限が過ぎています。送信者に、もう一度送ってもらってください", ""},
		{held.ErrSender, "送信者本人は承認できません。ほかの人に頼んでください", ""},
		{held.ErrBlocked, "この宛先には送れない判定（block）なので、承認できません。--to でほかの宛先だけを選べます", "monban hold show"},
		{held.ErrPeople, "人数が報告と合いません。報告を読んでから、もう一度入力してください", "monban hold show"},
		{held.ErrRecipient, "メールにない宛先です", "monban hold show"},
		{held.ErrAll, "このメールはメールサーバーの中で保留されているため、全員に送るか、だれにも送らないかのどちらかです", ""},
	} {
		if errors.Is(err, x.err) {
			said := x.err
			if lang == cli.Japanese {
				said = errors.New(x.ja)
			}
			return &cli.Error{Status: cli.Failed, Err: said, Hint: x.hint}
		}
	}
	return err
}
