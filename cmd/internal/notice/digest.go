package notice

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/submit"
)

// linksMost bounds the messages that a digest links to; of the others it says how
// many they are.
const linksMost = 20

// waitingMost bounds the messages that a digest counts.
const waitingMost = 10_000

// settle is how old a message must be to be told of: one that is being stored has
// its time already, and nobody sees it yet.
const settle = time.Minute

// digests tells everybody who is asked to decide what waits for him, in one mail:
// when a message came, or has waited long, since he was told last, and Every has
// gone by since then.
func (s *Sender) digests(ctx context.Context) error {
	now := s.now().Add(-settle)
	waiting := map[string][]*hold.Item{}
	err := s.Store.Walk(ctx, hold.Query{States: []hold.State{hold.Held}, Limit: waitingMost}, func(it *hold.Item) error {
		if s.now().Before(it.Expires) && !it.Created.After(now) {
			it.Subject, it.Report = "", nil // nothing of it goes into a notice
			for _, a := range s.Asked(it, s.late(it, now)) {
				waiting[a] = append(waiting[a], it)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for to, items := range waiting {
		last, err := s.Store.Digested(ctx, to)
		if err != nil {
			return err
		}
		if now.Sub(last) < s.Every || !s.news(items, last, now) {
			continue
		}
		mine, err := s.Store.Digest(ctx, to, last, now)
		if err != nil {
			return err
		}
		if !mine {
			continue // another node tells him
		}
		if err := s.digest(ctx, to, items, last, now); err != nil {
			_, back := s.Store.Digest(ctx, to, now, last)
			if back != nil {
				s.Log.Error("digest", "error", back)
			}
			return err
		}
	}
	return nil
}

// late reports whether a message has waited for long.
func (s *Sender) late(it *hold.Item, now time.Time) bool {
	return now.Sub(it.Created) >= s.LateAfter
}

// news reports whether there is something to tell since last.
func (s *Sender) news(items []*hold.Item, last, now time.Time) bool {
	for _, it := range items {
		if it.Created.After(last) || s.late(it, now) && !s.late(it, last) {
			return true
		}
	}
	return false
}

// digest sends one.
func (s *Sender) digest(ctx context.Context, to string, items []*hold.Item, last, now time.Time) error {
	fresh, people := 0, 0
	for _, it := range items {
		people += it.People
		if it.Created.After(last) {
			fresh++
		}
	}
	lines := []string{
		s.t(fmt.Sprintf("承認を待っているメールが%d件あります（延べ%d人分の個人情報）。うち新しいものは%d件です。", len(items), people, fresh),
			fmt.Sprintf("Messages that wait for an approval: %d (%d people in them); new: %d.", len(items), people, fresh)), "",
	}
	for _, it := range items[max(0, len(items)-linksMost):] { // the oldest: their time ends first
		path, err := s.Link(ctx, it, to)
		if err != nil {
			return err
		}
		until := it.Expires.Local().Format(s.t("1月2日 15:04", "2 Jan 15:04"))
		lines = append(lines, s.t(fmt.Sprintf("受付番号 %s（%d人分、%sまで）", it.ID, it.People, until), fmt.Sprintf("number %s (people: %d, until %s)", it.ID, it.People, until)), s.URL+path, "")
	}
	if n := len(items) - linksMost; n > 0 {
		lines = append(lines, s.t(fmt.Sprintf("ほか%d件は、次のページにあります。", n), fmt.Sprintf("%d more are on this page:", n)), s.URL+"/", "")
	}
	lines = append(lines, s.t("リンクはあなた専用です。転送しないでください。開くだけでは何も起きません。", "The links are for you alone; do not pass them on. Opening them decides nothing."))
	subject := s.t(fmt.Sprintf("承認を待っているメールが%d件あります", len(items)), fmt.Sprintf("messages that wait for you: %d", len(items)))
	message := s.mail(to, subject, lines)
	switch err := (submit.Server{Address: s.Server}).Mail(ctx, submit.Envelope{To: []string{to}}, bytes.NewReader(message)); {
	case submit.Refused(err):
		s.Log.Warn("a digest was refused", "messages", len(items), "error", err)
	case err != nil:
		return err
	}
	s.Log.Info("digest", "messages", len(items))
	return nil
}
