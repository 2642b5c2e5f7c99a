package holdqueue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
	"monban/detect/policy"
)

// A fake stands for postqueue and postsuper.
type fake struct {
	mails  []Mail
	down   bool     // postqueue does not answer
	torn   bool     // its answer is cut off
	stuck  bool     // postsuper says yes and does nothing
	deaf   bool     // postsuper fails
	orders []string // given to postsuper
}

func (f *fake) start(_ context.Context, program string, args ...string) ([]byte, error) {
	if program == "postqueue" {
		switch {
		case args[0] == "-i":
			return nil, errors.New("no flush service") // which nothing depends on
		case f.down:
			return nil, errors.New("the mail system is down")
		}
		var b bytes.Buffer
		for _, m := range f.mails {
			fmt.Fprintf(&b, `{"queue_name": %q, "queue_id": %q, "arrival_time": %d, "sender": "a@example.co.jp", "recipients": [{"address": "b@example.com"}]}`+"\n", m.Queue, m.ID, m.Arrived.Unix())
		}
		if f.torn {
			return b.Bytes()[:b.Len()-20], nil
		}
		return b.Bytes(), nil
	}
	f.orders = append(f.orders, strings.Join(args, " "))
	if f.deaf {
		return nil, errors.New("postsuper: this is for the superuser")
	}
	if f.stuck {
		return nil, nil
	}
	f.mails = slices.DeleteFunc(f.mails, func(m Mail) bool {
		return m.ID == args[1] && slices.Contains(args[2:], m.Queue) && args[0] != "-h"
	})
	for i, m := range f.mails {
		if args[0] == "-h" && m.ID == args[1] && slices.Contains(args[2:], m.Queue) {
			f.mails[i].Queue = onHold
		}
	}
	return nil, nil
}

// move changes where a mail is, behind the back of the keeper; "" deletes it.
func (f *fake) move(id, queue string) {
	f.mails = slices.DeleteFunc(f.mails, func(m Mail) bool { return m.ID == id && queue == "" })
	for i := range f.mails {
		if f.mails[i].ID == id {
			f.mails[i].Queue = queue
		}
	}
}

// A scene is a keeper with a queue and a store.
type scene struct {
	t     *testing.T
	at    time.Time
	post  *fake
	keep  *Keeper
	audit []string
	log   bytes.Buffer
}

func newScene(t *testing.T) *scene {
	s := &scene{t: t, at: time.Unix(1790000000, 500e6), post: &fake{}}
	now := func() time.Time { return s.at }
	store, err := hold.Open(context.Background(), hold.Options{Source: filepath.Join(t.TempDir(), "hold.db"), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s.keep = &Keeper{Store: store, Queue: Postfix{start: s.post.start}, Name: "mail1", Now: now, Log: slog.New(slog.NewTextHandler(&s.log, nil)),
		Record: func(e audit.Entry) { s.audit = append(s.audit, e.Event+" "+e.Detail["queue-id"]) }}
	return s
}

// record is what the gateway does; the mail is on hold a moment later.
func (s *scene) record(queueID string) string {
	s.t.Helper()
	s.at = s.at.Add(time.Second)
	id, err := s.keep.Store.Put(context.Background(), &hold.Item{Queue: "mail1", QueueID: queueID, From: "sato@example.co.jp", Verdict: policy.Hold, People: 2, Expires: s.at.Add(48 * time.Hour),
		Recipients: []hold.Recipient{{Address: "b@example.com", Verdict: policy.Hold}}}, strings.NewReader("body"))
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// arrives puts a mail on hold that began to arrive some seconds ago.
func (s *scene) arrives(queueID string) {
	s.post.mails = append(s.post.mails, Mail{onHold, queueID, time.Unix(s.at.Add(-3*time.Second).Unix(), 0)})
}

func (s *scene) decide(id string, a hold.Action) {
	s.t.Helper()
	d := hold.Decision{Actor: "boss@example.co.jp", Action: a, People: 2, Remark: "x"}
	if a == hold.Withdraw {
		d.Actor = "sato@example.co.jp"
	}
	if a == hold.Approve {
		d.Recipients = []string{"b@example.com"}
	}
	if err := s.keep.Store.Decide(context.Background(), id, d); err != nil {
		s.t.Fatal(err)
	}
}

// round goes on by some time and compares; the sum and the error must be these.
func (s *scene) round(after time.Duration, want Sum, fails string) {
	s.t.Helper()
	s.at = s.at.Add(after)
	got, err := s.keep.Round(context.Background())
	if got != want || (err == nil) != (fails == "") || err != nil && !strings.Contains(err.Error(), fails) {
		s.t.Errorf("got %+v, %v; want %+v, %q", got, err, want, fails)
	}
}

func (s *scene) end(state map[string]hold.State, audit ...string) {
	s.t.Helper()
	for id, want := range state {
		it, err := s.keep.Store.Get(context.Background(), id)
		if err != nil || it.State != want {
			s.t.Errorf("%s is %s, %v; want %s", it.QueueID, it.State, err, want)
		}
	}
	if !slices.Equal(s.audit, audit) {
		s.t.Errorf("audit %q, want %q", s.audit, audit)
	}
}

const minute = time.Minute

// What is decided is carried out, once, and what is not, stays.
func TestDecided(t *testing.T) {
	s := newScene(t)
	a, b, c := s.record("4AAAAA"), s.record("4BBBBB"), s.record("4BbCxyzDfghjk")
	s.round(0, Sum{}, "") // not on hold yet
	s.arrives("4AAAAA")
	s.arrives("4BBBBB")
	s.arrives("4BbCxyzDfghjk")
	s.round(0, Sum{Waiting: 3}, "")
	s.decide(a, hold.Approve)
	s.decide(b, hold.Reject)
	s.round(minute, Sum{Waiting: 1, Let: 1, Removed: 1}, "")
	s.round(minute, Sum{Waiting: 1}, "")
	if want := []string{"-H 4AAAAA hold", "-d 4BBBBB hold"}; !slices.Equal(s.post.orders, want) {
		t.Errorf("orders %q", s.post.orders)
	}
	s.at = s.at.Add(49 * time.Hour)
	if gone, err := s.keep.Store.Expire(context.Background()); err != nil || len(gone) != 1 {
		t.Fatal(gone, err)
	}
	s.round(minute, Sum{Removed: 1}, "")
	s.end(map[string]hold.State{a: hold.Released, b: hold.Rejected, c: hold.Expired}, "release 4AAAAA", "remove 4BBBBB", "remove 4BbCxyzDfghjk")
	if len(s.post.mails) != 0 {
		t.Errorf("left: %v", s.post.mails)
	}
}

// A mail that leaves the queue and nobody has decided so is an alarm, in
// whatever way it leaves; one that can still be stopped is.
func TestEscapes(t *testing.T) {
	for _, c := range []struct {
		name   string
		escape func(s *scene, id string)
		state  hold.State
		sum    Sum
	}{
		{"deleted or sent (postsuper -d, or -H and quick)", func(s *scene, _ string) { s.post.move("4AAAAA", "") }, hold.Gone, Sum{Alarms: 1}},
		{"requeued (postsuper -r)", func(s *scene, _ string) { s.post.move("4AAAAA", "maildrop") }, hold.Gone, Sum{Alarms: 1}},
		{"let go (postsuper -H), and still there", func(s *scene, _ string) { s.post.move("4AAAAA", "deferred") }, hold.Held, Sum{Waiting: 1, Alarms: 1}},
		{"let go, and postsuper fails", func(s *scene, _ string) { s.post.deaf = true; s.post.move("4AAAAA", "active") }, hold.Gone, Sum{Alarms: 1}},
		{"another mail has its queue id", func(s *scene, _ string) {
			s.post.move("4AAAAA", "")
			s.at = s.at.Add(3 * time.Hour)
			s.arrives("4AAAAA")
		}, hold.Gone, Sum{Alarms: 1, Unknown: 1}},
		{"before the approval was carried out", func(s *scene, id string) {
			s.decide(id, hold.Approve)
			s.post.move("4AAAAA", "")
		}, hold.Gone, Sum{Alarms: 1}},
		{"before the rejection was carried out", func(s *scene, id string) {
			s.decide(id, hold.Reject)
			s.post.move("4AAAAA", "")
		}, hold.Rejected, Sum{Alarms: 1}},
		{"after the rejection, and still there", func(s *scene, id string) {
			s.decide(id, hold.Reject)
			s.post.move("4AAAAA", "deferred")
		}, hold.Rejected, Sum{Alarms: 1, Removed: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(t)
			id := s.record("4AAAAA")
			s.arrives("4AAAAA")
			s.round(minute, Sum{Waiting: 1}, "")
			c.escape(s, id)
			fails := ""
			if s.post.deaf {
				fails = "superuser"
			}
			s.round(minute, c.sum, fails)
			if !strings.Contains(s.log.String(), "ALARM") || len(s.audit) == 0 || s.audit[0] != "hold-alarm 4AAAAA" {
				t.Errorf("no alarm: %s %q", s.log.String(), s.audit)
			}
			if it, err := s.keep.Store.Get(context.Background(), id); err != nil || it.State != c.state {
				t.Errorf("state %s, %v", it.State, err)
			}
			before := len(s.audit)
			s.round(minute, Sum{Waiting: c.sum.Waiting, Unknown: c.sum.Unknown}, "")
			if len(s.audit) != before {
				t.Errorf("told again: %q", s.audit)
			}
			if slices.ContainsFunc(s.post.orders, func(o string) bool { return strings.HasPrefix(o, "-H") }) {
				t.Errorf("orders %q", s.post.orders)
			}
		})
	}
}

// A record whose mail never came (another filter refused it behind the gateway)
// does not wait for ever.
func TestNeverCame(t *testing.T) {
	s := newScene(t)
	a, b, c := s.record("4AAAAA"), s.record("4BBBBB"), s.record("4CCCCC")
	s.decide(b, hold.Withdraw)
	s.decide(c, hold.Approve)
	s.round(minute, Sum{}, "")
	s.round(2*minute, Sum{Alarms: 2, Removed: 1}, "")
	s.round(minute, Sum{}, "")
	s.end(map[string]hold.State{a: hold.Gone, b: hold.Withdrawn, c: hold.Gone}, "hold-alarm 4AAAAA", "remove 4BBBBB", "hold-alarm 4CCCCC")
}

// The queue id of a mail that never came may be that of a later mail, with a
// record of its own.
func TestReusedID(t *testing.T) {
	s := newScene(t)
	first := s.record("4AAAAA")
	s.at = s.at.Add(time.Hour)
	second := s.record("4AAAAA")
	s.arrives("4AAAAA")
	s.round(minute, Sum{Waiting: 1, Alarms: 1}, "")
	s.decide(second, hold.Approve)
	s.round(minute, Sum{Let: 1}, "")
	s.end(map[string]hold.State{first: hold.Gone, second: hold.Released}, "hold-alarm 4AAAAA", "release 4AAAAA")
}

// Nothing is concluded from an answer that did not come, or not whole, and an
// order counts when the queue shows it.
func TestUnavailable(t *testing.T) {
	s := newScene(t)
	id, no := s.record("4AAAAA"), s.record("4BBBBB")
	s.arrives("4AAAAA")
	s.arrives("4BBBBB")
	s.round(minute, Sum{Waiting: 2}, "")
	s.post.down = true
	s.round(minute, Sum{}, "mail system is down")
	s.post.down, s.post.torn = false, true
	s.round(minute, Sum{}, "cannot be read")
	s.post.torn = false
	s.decide(id, hold.Approve)
	s.decide(no, hold.Reject)
	s.post.deaf = true
	s.round(minute, Sum{}, "superuser")
	s.post.deaf, s.post.stuck = false, true
	s.round(minute, Sum{}, "still in the queue hold")
	s.end(map[string]hold.State{id: hold.Sending, no: hold.Rejected})
	s.post.stuck = false
	s.round(minute, Sum{Let: 1, Removed: 1}, "")
	s.end(map[string]hold.State{id: hold.Released, no: hold.Rejected}, "release 4AAAAA", "remove 4BBBBB")
}

// A keeper that dies between an order and its record finds the mail gone, and
// knows why.
func TestDied(t *testing.T) {
	s := newScene(t)
	id, no := s.record("4AAAAA"), s.record("4BBBBB")
	s.arrives("4AAAAA")
	s.arrives("4BBBBB")
	s.round(minute, Sum{Waiting: 2}, "")
	s.decide(id, hold.Approve)
	s.decide(no, hold.Reject)
	ctx := context.Background()
	if err := errors.Join(s.keep.Store.Letting(ctx, id), s.keep.Store.Removing(ctx, no)); err != nil {
		t.Fatal(err)
	}
	s.post.move("4AAAAA", "deferred") // its recipients' server is slow
	s.post.move("4BBBBB", "")
	s.round(minute, Sum{Let: 1, Removed: 1}, "")
	s.end(map[string]hold.State{id: hold.Released, no: hold.Rejected}, "release 4AAAAA", "remove 4BBBBB")
}

// Mails that others put on hold are told once, and left alone.
func TestStrangers(t *testing.T) {
	s := newScene(t)
	s.arrives("4AAAAA")
	s.post.mails = append(s.post.mails, Mail{"deferred", "4BBBBB", s.at})
	for range 3 {
		s.round(minute, Sum{Unknown: 1}, "")
	}
	if n := strings.Count(s.log.String(), "no record of it"); n != 1 || len(s.post.orders) != 0 || len(s.audit) != 0 {
		t.Errorf("told %d times, orders %q", n, s.post.orders)
	}
}

func TestIsID(t *testing.T) {
	for id, want := range map[string]bool{"AF0489E8706": true, "4bXyZzDfghjk1": true, "ALL": false, "-": false, "": false, "4A/..": false, "-d12345": false, "4AAAAA\n": false, strings.Repeat("4", 65): false} {
		if isID(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
	for _, order := range []func(context.Context, string) error{Postfix{}.Release, Postfix{}.PutBack, func(ctx context.Context, id string) error { return Postfix{}.Remove(ctx, id) }} {
		if err := order(context.Background(), "ALL"); err == nil {
			t.Error("an order about ALL")
		}
	}
}
