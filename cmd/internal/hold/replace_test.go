package hold

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/detect/policy"
)

// replace is part of TestStores.
func replace(t *testing.T, s *Store, c *clock) {
	ctx := context.Background()
	clean := func(v policy.Verdict) *Item {
		it := sample(c)
		it.Verdict, it.People = v, 0
		for i := range it.Recipients {
			it.Recipients[i].Verdict = v
		}
		return it
	}
	sato := Decision{Actor: "Sato+x@corp.example"}

	id := put(t, s, c)
	next, err := s.Replace(ctx, id, sato, clean(policy.Pass), strings.NewReader("clean"), true)
	if err != nil || state(t, s, id) != Withdrawn || state(t, s, next) != Approved {
		t.Fatalf("%v: %s, %s", err, state(t, s, id), state(t, s, next))
	}
	d, err := s.Claim(ctx, "n", time.Minute)
	if err != nil || d == nil || d.Item.ID != next || !slices.Equal(d.To, []string{"a@out.example", "b@corp.example", "c@gmail.com"}) {
		t.Fatalf("delivery %+v, %v", d, err)
	}
	body, err := s.Body(ctx, next)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(body); err != nil || string(b) != "clean" {
		t.Errorf("body %q, %v", b, err)
	}
	for of, by := range map[string]string{id: next, next: id} {
		h, err := s.Decisions(ctx, of)
		if err != nil || len(h) != 1 || h[0].Action != Replace || h[0].Remark != by || h[0].Actor != "sato+x@corp.example" {
			t.Errorf("history %+v, %v", h, err)
		}
	}

	waiting := put(t, s, c)
	if next, err = s.Replace(ctx, waiting, sato, clean(policy.Hold), strings.NewReader("as bad"), false); err != nil || state(t, s, waiting) != Withdrawn || state(t, s, next) != Held {
		t.Errorf("%v: %s, %s", err, state(t, s, waiting), state(t, s, next))
	}
	if err := s.Decide(ctx, next, Decision{Actor: "boss@corp.example", Action: Approve, People: 0, Recipients: []string{"a@out.example"}, Remark: "x"}); err != nil {
		t.Errorf("what came in its place cannot be approved: %v", err)
	}

	// What is refused changes nothing.
	id = put(t, s, c)
	queued := sample(c)
	queued.Queue = "mail1"
	elsewhere, err := s.Put(ctx, queued, strings.NewReader("queued"))
	if err != nil {
		t.Fatal(err)
	}
	others := clean(policy.Pass)
	others.Recipients[0].Address = "z@out.example"
	late := clean(policy.Pass)
	for _, test := range []struct {
		name  string
		id    string
		actor string
		next  *Item
		send  bool
		want  error
	}{
		{"by another", id, "boss@corp.example", clean(policy.Pass), true, ErrNotSender},
		{"by nobody", id, "", clean(policy.Pass), true, ErrNotSender},
		{"sent, and not clean", id, "sato@corp.example", clean(policy.Confirm), true, ErrBlocked},
		{"to others", id, "sato@corp.example", others, true, ErrRecipient},
		{"decided", waiting, "sato@corp.example", clean(policy.Pass), true, ErrDecided},
		{"in the mail server", elsewhere, "sato@corp.example", clean(policy.Pass), true, ErrElsewhere},
		{"unknown", "x", "sato@corp.example", clean(policy.Pass), true, ErrNotFound},
	} {
		if _, err := s.Replace(ctx, test.id, Decision{Actor: test.actor}, test.next, strings.NewReader("x"), test.send); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	if _, err := s.Replace(ctx, id, sato, clean(policy.Pass), &failing{}, true); err == nil {
		t.Error("a body that cannot be read")
	}
	if all, err := s.List(ctx, Query{}); err != nil || len(all) != 6 || state(t, s, id) != Held {
		t.Errorf("%d messages, %s, %v", len(all), state(t, s, id), err)
	}
	c.add(73 * time.Hour)
	if _, err := s.Replace(ctx, id, sato, late, strings.NewReader("x"), true); !errors.Is(err, ErrExpired) {
		t.Errorf("too late: %v", err)
	}
}
