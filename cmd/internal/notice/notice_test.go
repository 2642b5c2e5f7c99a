package notice

import (
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"mime"
	"net/mail"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/hold"
	"monban/cmd/internal/rig"
	"monban/detect/policy"
)

// read returns the subject and the text of a notice.
func read(t *testing.T, d rig.Delivery) (subject, text string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(d.Data))
	if err != nil {
		t.Fatal(err)
	}
	if d.From != "" || m.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("a notice that programs answer: from %q, %v", d.From, m.Header)
	}
	subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
	if err != nil {
		t.Fatal(err)
	}
	return subject, string(b)
}

func TestNotices(t *testing.T) {
	ctx := context.Background()
	b, err := rig.NewSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	taken := 0 // mails that were looked at
	take := func() map[string]rig.Delivery {
		all, out := b.Mails(), map[string]rig.Delivery{}
		for _, d := range all[taken:] {
			for _, to := range d.To {
				out[to] = d
			}
		}
		taken = len(all)
		return out
	}
	now := time.Date(2025, 10, 1, 9, 0, 0, 0, time.UTC)
	store, err := hold.Open(ctx, hold.Options{Source: filepath.Join(t.TempDir(), "hold.db"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := &Sender{Store: store, Server: b.Address, From: "monban@corp.example", URL: "https://monban.example", Ja: true, Log: slog.New(slog.DiscardHandler),
		Asked: func(*hold.Item, bool) []string { return []string{"boss@corp.example"} }, Link: func(_ context.Context, _ *hold.Item, actor string) (string, error) {
			return "/l/for-" + actor[:4], nil
		}}
	put := func() string {
		id, err := store.Put(ctx, &hold.Item{Expires: now.Add(72 * time.Hour), Verdict: policy.Hold, People: 12, From: "sato@corp.example", Subject: "山田花子の診断書",
			Recipients: []hold.Recipient{{Address: "hanako.yamada@gmail.com", Verdict: policy.Hold}}}, strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	all := func() {
		t.Helper()
		for {
			found, err := s.One(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if !found {
				return
			}
		}
	}
	expect := func(id, what string, want map[string][]string) {
		t.Helper()
		got := take()
		for who, words := range want {
			if len(got[who].To) == 0 {
				t.Errorf("%s: %s was not told", what, who)
				continue
			}
			subject, text := read(t, got[who])
			for _, w := range words {
				if !strings.Contains(subject+"\n"+text, w) {
					t.Errorf("%s, to %s: %q is missing in %q %q", what, who, w, subject, text)
				}
			}
			for _, secret := range []string{"山田", "花子", "診断", "hanako", "gmail"} {
				if strings.Contains(subject+text, secret) {
					t.Errorf("%s, to %s: shows %q", what, who, secret)
				}
			}
			if !strings.Contains(text, id) {
				t.Errorf("%s: which message?", what)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: told %d people, want %d", what, len(got), len(want))
		}
	}

	id := put()
	b.Answer(func(verb, _ string) rig.Say {
		if verb == "." {
			return rig.Say{Line: "451 4.3.0 later"}
		}
		return rig.Say{}
	})
	if _, err := s.One(ctx); err == nil {
		t.Error("the server is down, and nothing is wrong?")
	}
	b.Answer(nil)
	now = now.Add(time.Hour) // then it comes again
	all()
	expect(id, "held", map[string][]string{
		"sato@corp.example": {"メールを保留しました", "12人分", "https://monban.example/l/for-sato"},
		"boss@corp.example": {"承認をお願いします", "12人分", "https://monban.example/l/for-boss"},
	})
	if err := store.Remind(ctx, now); err != nil {
		t.Fatal(err)
	}
	all()
	expect(id, "reminder", map[string][]string{"sato@corp.example": {"【再通知】"}, "boss@corp.example": {"【再通知】"}})
	if err := store.Decide(ctx, id, hold.Decision{Actor: "boss@corp.example", Action: hold.Reject, Remark: "山田花子さん宛ではない"}); err != nil {
		t.Fatal(err)
	}
	all()
	expect(id, "rejected", map[string][]string{"sato@corp.example": {"却下", "https://monban.example/m/" + id}})

	id = put()
	all()
	take()
	now = now.Add(73 * time.Hour)
	if _, err := store.Expire(ctx); err != nil {
		t.Fatal(err)
	}
	s.Ja = false
	all()
	expect(id, "expired", map[string][]string{"sato@corp.example": {"not sent in time"}})
}
