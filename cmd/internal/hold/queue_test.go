//go:build linux

package hold

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// A message in the queue of a mail server is decided about as any other, goes to
// all or to nobody, and is never sent from here.
func queue(t *testing.T, s *Store, c *clock) {
	ctx := context.Background()
	const place = "mail1"
	keep := func(queueID string) string {
		t.Helper()
		c.add(time.Second)
		it := sample(c)
		it.Queue, it.QueueID, it.Recipients = place, queueID, it.Recipients[:2]
		id, err := s.Put(ctx, it, strings.NewReader("the same body"))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	waiting := func(want ...string) {
		t.Helper()
		its, err := s.Queued(ctx, place)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range its {
			got = append(got, it.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("queued %v, want %v", got, want)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	a, b, d, e := keep("4A1"), keep("4A2"), keep("4A3"), keep("4A4")
	put(t, s, c) // the store's own
	waiting(a, b, d, e)
	if _, err := s.Body(ctx, a); !errors.Is(err, ErrElsewhere) {
		t.Errorf("body: %v", err)
	}
	it, err := s.Get(ctx, a)
	must(err)
	if it.Queue != place || !it.Arrived.IsZero() || it.Bytes != 13 || it.SHA256 == "" {
		t.Errorf("got %+v", it)
	}
	at := time.Unix(1700000000, 0)
	must(s.Seen(ctx, a, at))
	if it, err = s.Get(ctx, a); err != nil || !it.Arrived.Equal(at) {
		t.Errorf("arrived %v, %v", it.Arrived, err)
	}

	yes := Decision{Actor: "boss@corp.example", Action: Approve, People: 12, Recipients: []string{"a@out.example"}}
	if err := s.Decide(ctx, a, yes); !errors.Is(err, ErrAll) {
		t.Errorf("one of two recipients: %v", err)
	}
	yes.Recipients = append(yes.Recipients, "b@corp.example")
	must(s.Decide(ctx, a, yes))
	if del, err := s.Claim(ctx, "gw1", time.Minute); del != nil || err != nil {
		t.Errorf("sent from here: %+v, %v", del, err)
	}
	if err := s.Let(ctx, a); !errors.Is(err, ErrDecided) {
		t.Errorf("let go without an order: %v", err)
	}
	must(s.Letting(ctx, a))
	if err := s.Letting(ctx, a); !errors.Is(err, ErrDecided) {
		t.Errorf("ordered twice: %v", err)
	}
	waiting(a, b, d, e)
	must(s.Let(ctx, a))
	waiting(b, d, e)

	must(s.Decide(ctx, b, Decision{Actor: "boss@corp.example", Action: Reject, Remark: "no"}))
	if ordered, err := s.Ordered(ctx, b); ordered || err != nil {
		t.Errorf("ordered %v, %v", ordered, err)
	}
	must(s.Removing(ctx, b))
	if ordered, err := s.Ordered(ctx, b); !ordered || err != nil {
		t.Errorf("ordered %v, %v", ordered, err)
	}
	waiting(b, d, e) // until it is done
	must(s.Removed(ctx, b))
	waiting(d, e)

	must(s.Left(ctx, d, "left"))
	must(s.Decide(ctx, e, Decision{Actor: "boss@corp.example", Action: Reject}))
	must(s.Left(ctx, e, "left"))
	waiting()
	for id, want := range map[string]State{a: Released, b: Rejected, d: Gone, e: Rejected} {
		if got := state(t, s, id); got != want || !got.Final() {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if err := s.Decide(ctx, d, yes); !errors.Is(err, ErrDecided) {
		t.Errorf("a decision about what is gone: %v", err)
	}
	told := map[Occasion]int{}
	for {
		n, err := s.NextNotice(ctx, time.Hour)
		must(err)
		if n == nil {
			break
		}
		told[n.Occasion]++
		must(s.Noticed(ctx, n))
	}
	if told[OnHeld] != 5 || told[OnReleased] != 1 || told[OnRejected] != 2 || told[OnGone] != 2 {
		t.Errorf("told %v", told)
	}
	if n, err := s.Retain(ctx, c.now().Add(time.Second), c.now().Add(time.Second)); err != nil || n < 4 {
		t.Errorf("erased %d, %v", n, err)
	}
}
