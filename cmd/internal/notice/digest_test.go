package notice

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/rig"
	"monban/detect/policy"
)

// An approver gets one mail about all that waits, not more often than agreed, and
// only when there is something new; no node tells him twice, and no personal data
// is in it.
func TestDigests(t *testing.T) {
	ctx := context.Background()
	b, err := rig.NewSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	now := time.Date(2025, 10, 1, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := hold.Open(ctx, hold.Options{Source: filepath.Join(t.TempDir(), "hold.db"), Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	sender := func() *Sender {
		return &Sender{Store: store, Server: b.Address, From: "monban@corp.example", URL: "https://monban.example", Ja: true, Every: time.Hour, LateAfter: 24 * time.Hour, Now: clock, Log: slog.New(slog.DiscardHandler),
			Asked: func(it *hold.Item, late bool) (out []string) {
				if !it.Own("boss@corp.example") {
					out = append(out, "boss@corp.example")
				}
				if late || len(out) == 0 {
					out = append(out, "deputy@corp.example")
				}
				return out
			},
			Link: func(_ context.Context, it *hold.Item, actor string) (string, error) {
				return "/l/" + actor[:4] + it.ID, nil
			}}
	}
	s, other := sender(), sender()
	n := 0
	put := func(from string) string {
		t.Helper()
		n++
		id, err := store.Put(ctx, &hold.Item{Expires: now.Add(72 * time.Hour), Verdict: policy.Hold, People: 12, From: from, Subject: "山田花子の診断書",
			Recipients: []hold.Recipient{{Address: "hanako.yamada@gmail.com", Verdict: policy.Hold}}}, strings.NewReader(fmt.Sprint(n)))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	taken := 0
	// told looks at all digests since the last time, by reader.
	told := func() map[string]string {
		t.Helper()
		for _, d := range []*Sender{s, other} {
			if err := d.digests(ctx); err != nil {
				t.Fatal(err)
			}
		}
		out := map[string]string{}
		all := b.Mails()
		for _, d := range all[taken:] {
			subject, text := read(t, d)
			if len(d.To) != 1 || out[d.To[0]] != "" {
				t.Errorf("told twice: %v", d.To)
			}
			out[d.To[0]] = subject + "\n" + text
			for _, secret := range []string{"山田", "花子", "診断", "hanako", "gmail", "sato"} {
				if strings.Contains(subject+text, secret) {
					t.Errorf("the digest to %v shows %q", d.To, secret)
				}
			}
		}
		taken = len(all)
		return out
	}
	expect := func(when string, got map[string]string, want map[string][]string) {
		t.Helper()
		for who, words := range want {
			for _, w := range words {
				if !strings.Contains(got[who], w) {
					t.Errorf("%s: %q is missing in the digest to %s: %q", when, w, who, got[who])
				}
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: told %v", when, got)
		}
	}

	expect("nothing waits", told(), nil)
	first, second := put("sato@corp.example"), put("sato@corp.example")
	expect("it may still be on its way", told(), nil)
	now = now.Add(2 * time.Minute)
	expect("two", told(), map[string][]string{"boss@corp.example": {"2件", "延べ24人分", "新しいものは2件", "https://monban.example/l/boss" + first, "/l/boss" + second, "受付番号 " + first + "（12人分、"}})
	third := put("sato@corp.example")
	now = now.Add(30 * time.Minute)
	expect("too soon", told(), nil)
	now = now.Add(40 * time.Minute)
	expect("an hour later", told(), map[string][]string{"boss@corp.example": {"3件", "新しいものは1件", third}})
	now = now.Add(3 * time.Hour)
	expect("nothing new", told(), nil)
	mine := put("boss@corp.example")
	now = now.Add(2 * time.Minute)
	expect("one of the approver's own", told(), map[string][]string{"deputy@corp.example": {"1件", mine}})
	now = now.Add(24 * time.Hour)
	expect("a day later", told(), map[string][]string{"boss@corp.example": {"3件", "新しいものは0件"}, "deputy@corp.example": {"4件", first}})
	for _, id := range []string{first, second, third, mine} {
		if err := store.Decide(ctx, id, hold.Decision{Actor: "chief@corp.example", Action: hold.Reject}); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(24 * time.Hour)
	expect("all is decided", told(), nil)

	// The server is down: he is told as soon as it is back.
	for range linksMost + 5 {
		put("sato@corp.example")
	}
	now = now.Add(2 * time.Minute)
	b.Answer(func(verb, _ string) rig.Say {
		if verb == "." {
			return rig.Say{Line: "451 4.3.0 later"}
		}
		return rig.Say{}
	})
	if err := s.digests(ctx); err == nil {
		t.Error("the server is down, and nothing is wrong?")
	}
	b.Answer(nil)
	got := told()
	expect("the server is back", got, map[string][]string{"boss@corp.example": {"25件", "ほか5件", "https://monban.example/\r\n"}})
	if links := strings.Count(got["boss@corp.example"], "/l/boss"); links != linksMost {
		t.Errorf("%d links", links)
	}

	// With digests, the notice of one message goes to its sender only.
	it := &hold.Item{State: hold.Held, From: "sato@corp.example"}
	if to := s.readers(&hold.Notice{Item: it, Occasion: hold.OnReminder}); len(to) != 1 || to[0] != "sato@corp.example" {
		t.Errorf("told of one message: %v", to)
	}
	for _, from := range []string{"sato@corp.example\r\nBcc: x@evil.example", "<x@evil.example>", "a b@corp.example", ""} {
		if to := s.readers(&hold.Notice{Item: &hold.Item{State: hold.Held, From: from}, Occasion: hold.OnHeld}); len(to) != 0 {
			t.Errorf("from %q: told %q", from, to)
		}
	}
	s.Ja = false
	put("sato@corp.example")
	now = now.Add(2 * time.Hour)
	expect("in English", told(), map[string][]string{"boss@corp.example": {"messages that wait for you: 26", "6 more are on this page"}})
}
