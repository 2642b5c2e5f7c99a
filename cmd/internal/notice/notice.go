// Package notice tells people by mail what became of a held message, and asks
// those who can decide about it.
//
// A notice holds no personal data: not the subject, no file name, no address but
// the reader's own. What it is about stands behind the link, which shows one
// message to one person.
package notice

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"log/slog"
	"mime"
	"slices"
	"strings"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/submit"
)

// A Sender tells people about the messages of a store.
type Sender struct {
	Store *hold.Store
	// Server takes notices, "host:port"; From is their sender.
	Server, From string
	// URL is where people reach the review pages, without a slash at the end.
	URL string
	// Link makes the path of a link for one person.
	Link func(ctx context.Context, it *hold.Item, actor string) (string, error)
	// Asked are the addresses of those who are asked to decide about a message;
	// late tells that it has waited for a while.
	Asked func(it *hold.Item, late bool) []string
	// Every, when it is not 0, is the least time between two digests: those who are
	// asked to decide get one mail about all that waits, instead of one each.
	Every time.Duration
	// LateAfter is when a message has waited for long.
	LateAfter time.Duration
	Ja        bool
	Log       *slog.Logger
	// Now tells the time; nil is time.Now.
	Now func() time.Time
}

func (s *Sender) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}

// idle is the time between looks at the store.
const idle = 2 * time.Second

// digestIdle is the time between looks at all that waits.
const digestIdle = 20 * time.Second

// Run sends notices until ctx ends.
func (s *Sender) Run(ctx context.Context) {
	var looked time.Time // for digests
	for ctx.Err() == nil {
		found, err := s.One(ctx)
		if s.Every > 0 && !found && err == nil && time.Since(looked) > digestIdle {
			looked = time.Now()
			err = s.digests(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.Log.Error("notice", "error", err)
		}
		if found && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(idle):
		}
	}
}

// One sends the next notice that waits, and reports whether there was one. When
// the server cannot take it, it comes again after submit.Longest.
func (s *Sender) One(ctx context.Context) (bool, error) {
	n, err := s.Store.NextNotice(ctx, submit.Longest)
	if err != nil || n == nil {
		return false, err
	}
	for _, to := range s.readers(n) {
		message, err := s.compose(ctx, n, to)
		if err != nil {
			return true, err
		}
		// the null sender: nobody answers a notice, and no notice answers another
		server := submit.Server{Address: s.Server}
		switch err := server.Mail(ctx, submit.Envelope{To: []string{to}}, bytes.NewReader(message)); {
		case submit.Refused(err):
			s.Log.Warn("a notice was refused", "id", n.Item.ID, "occasion", string(n.Occasion), "error", err)
		case err != nil:
			return true, err
		}
	}
	s.Log.Info("notice", "id", n.Item.ID, "occasion", string(n.Occasion))
	return true, s.Store.Noticed(ctx, n)
}

// readers are those who are told: the sender of everything that he did not do
// himself, approvers of what waits for them (unless a digest tells them), and of
// what escaped them.
func (s *Sender) readers(n *hold.Notice) []string {
	var to []string
	// what a client called its sender can be anything, and goes into a header here
	if author := n.Item.Author(); author != "" && !strings.ContainsFunc(author, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' }) {
		to = append(to, author)
	}
	if n.Occasion == hold.OnHeld || n.Occasion == hold.OnReminder || n.Occasion == hold.OnGone {
		if n.Item.State == hold.Held && s.Every == 0 || n.Occasion == hold.OnGone {
			for _, a := range s.Asked(n.Item, n.Occasion != hold.OnHeld) {
				if !slices.Contains(to, a) {
					to = append(to, a)
				}
			}
		}
	}
	return to
}

func (s *Sender) compose(ctx context.Context, n *hold.Notice, to string) ([]byte, error) {
	mine := n.Item.Own(to)
	subject, lines := s.words(n, mine)
	if n.Item.State == hold.Held {
		path, err := s.Link(ctx, n.Item, to)
		if err != nil {
			return nil, err
		}
		lines = append(lines, "", s.URL+path, "", s.t("このリンクはあなた専用です。転送しないでください。開くだけでは何も起きません。", "This link is for you alone; do not pass it on. Opening it decides nothing."))
	} else {
		lines = append(lines, "", s.URL+"/m/"+n.Item.ID)
	}
	return s.mail(to, subject, lines), nil
}

// mail makes a mail of a subject and lines of text.
func (s *Sender) mail(to, subject string, lines []string) []byte {
	text := strings.Join(lines, "\r\n") + "\r\n"
	var b bytes.Buffer
	header := func(k, v string) { fmt.Fprintf(&b, "%s: %s\r\n", k, v) }
	header("From", "Monban <"+s.From+">")
	header("To", "<"+to+">")
	header("Subject", mime.BEncoding.Encode("UTF-8", subject))
	header("Date", time.Now().Format(time.RFC1123Z))
	_, domain, _ := strings.Cut(s.From, "@")
	header("Message-ID", "<"+strings.ToLower(rand.Text())+"@"+domain+">")
	header("Auto-Submitted", "auto-generated")
	header("MIME-Version", "1.0")
	header("Content-Type", "text/plain; charset=UTF-8")
	header("Content-Transfer-Encoding", "base64")
	b.WriteString("\r\n")
	coded := base64.StdEncoding.EncodeToString([]byte(text))
	for len(coded) > 0 {
		k := min(len(coded), 76)
		b.WriteString(coded[:k] + "\r\n")
		coded = coded[k:]
	}
	return b.Bytes()
}

func (s *Sender) t(ja, en string) string {
	if s.Ja {
		return ja
	}
	return en
}

// words are the subject and the lines of a notice, for the sender of the message
// or for an approver.
func (s *Sender) words(n *hold.Notice, mine bool) (subject string, lines []string) {
	at := n.Item.Created.Local().Format(s.t("2006年1月2日 15:04", "2 Jan 2006 15:04"))
	until := n.Item.Expires.Local().Format(s.t("2006年1月2日 15:04", "2 Jan 2006 15:04"))
	count := fmt.Sprint(len(n.Item.Recipients))
	what := s.t(at+"に送信されたメール（宛先"+count+"件、受付番号 "+n.Item.ID+"）", "the message of "+at+" (recipients: "+count+", number "+n.Item.ID+")")
	switch n.Occasion {
	case hold.OnHeld, hold.OnReminder:
		again := ""
		if n.Occasion == hold.OnReminder {
			again = s.t("【再通知】", "Reminder: ")
		}
		if mine {
			return again + s.t("メールを保留しました", "your message is held"), []string{
				s.t("あなたのメールに"+fmt.Sprint(n.Item.People)+"人分の個人情報が見つかったため、まだ送っていません。", "Personal data of "+fmt.Sprint(n.Item.People)+" people was found in your message. It has not been sent yet."), what, "",
				s.t("宛先と内容を確かめて、送るか取りやめるかを選んでください。別の人の承認が要る場合があります。", "Please look at recipients and content, and confirm or withdraw it. Somebody else may have to approve it."),
				s.t(until+"までに判断がなければ、送らずに終わります。", "Without a decision until "+until+" it will not be sent."),
			}
		}
		return again + s.t("メールの承認をお願いします", "please look at a held message"), []string{
			s.t(fmt.Sprint(n.Item.People)+"人分の個人情報を含むメールが、承認を待っています。", "A message with personal data of "+fmt.Sprint(n.Item.People)+" people waits for an approval."), what, "",
			s.t(until+"までに承認がなければ、送らずに終わります。", "Without a decision until "+until+" it will not be sent."),
		}
	case hold.OnReleased:
		return s.t("メールを送りました", "your message was sent"), []string{s.t("承認された宛先へ送りました: ", "It was sent to the approved recipients: ") + what}
	case hold.OnRejected:
		return s.t("メールは却下されました", "your message was rejected"), []string{s.t("却下されたため、送っていません: ", "It was rejected and has not been sent: ") + what, s.t("理由は下のページにあります。", "The reason stands on the page below.")}
	case hold.OnRefused:
		return s.t("メールを送れませんでした", "your message could not be sent"), []string{s.t("承認されましたが、送信先のサーバーが受け取りませんでした: ", "It was approved, but the next server refused it: ") + what}
	case hold.OnGone:
		return s.t("保留中のメールがなくなりました（警報）", "ALARM: a held message left the queue"), []string{s.t("承認も却下もされていないのに、メールサーバーの保留から外れました。送られたか、削除されたかは、管理者がメールサーバーの記録で確かめてください: ", "Nobody approved it, but it is no longer held by the mail server. Whether it was sent or deleted stands in the log of the mail server; please let its administrator look: ") + what}
	default:
		return s.t("期限が切れたため送りませんでした", "your message was not sent in time"), []string{s.t("期限までに判断がなかったため、送らずに終わりました: ", "Nobody decided in time, so it was not sent: ") + what}
	}
}
