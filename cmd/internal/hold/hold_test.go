//go:build linux

package hold

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"monban/cmd/internal/rig"
	"monban/detect/policy"
)

// TestStores runs every test on both databases: they must not differ.
func TestStores(t *testing.T) {
	tests := []struct {
		name string
		run  func(*testing.T, *Store, *clock)
	}{
		{"put and get", putAndGet}, {"sent again", sentAgain}, {"body", body}, {"failing body", failingBody}, {"who may decide", whoDecides},
		{"twice", twice}, {"race", race}, {"expiry", expiry}, {"delivery", delivery}, {"lost node", lostNode},
		{"retries", retries}, {"tickets", tickets}, {"retention", retention}, {"list", list},
		{"notices", notices}, {"queue", queue}, {"replace", replace}, {"digest", digest},
	}
	for _, db := range []string{"sqlite", "postgres"} {
		t.Run(db, func(t *testing.T) {
			source := func(t *testing.T) string { return filepath.Join(t.TempDir(), "hold with blank?.db") }
			if db == "postgres" {
				pg := rig.StartPostgres(t)
				source = func(t *testing.T) string {
					at, err := pg.Create()
					if err != nil {
						t.Fatal(err)
					}
					return at
				}
			}
			for _, test := range tests {
				t.Run(test.name, func(t *testing.T) {
					c := &clock{t: time.Date(2025, 10, 1, 9, 0, 0, 0, time.UTC)}
					s := open(t, source(t), bytes.Repeat([]byte{7}, KeySize), c)
					test.run(t, s, c)
				})
			}
			t.Run("several nodes start at once", func(t *testing.T) {
				src := source(t)
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						s, err := Open(context.Background(), Options{Source: src})
						if err != nil {
							t.Error(err)
							return
						}
						s.Close()
					})
				}
				wg.Wait()
			})
			t.Run("keys", func(t *testing.T) { keys(t, source(t)) })
		})
	}
}

// A clock stands still until it is told to go on.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func open(t *testing.T, source string, key []byte, c *clock) *Store {
	t.Helper()
	s, err := Open(context.Background(), Options{Source: source, Key: key, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func sample(c *clock) *Item {
	return &Item{
		Expires: c.now().Add(72 * time.Hour), Verdict: policy.Hold, Score: 88, People: 12, From: "Sato@corp.example", Login: "sato@corp.example",
		Subject: "利用者一覧", MessageID: "<1@corp.example>", QueueID: "4ABC", Node: "gw1", Report: []byte(`{"people":12}`),
		Recipients: []Recipient{
			{Address: "a@out.example", Verdict: policy.Hold}, {Address: "b@corp.example", Inside: true, Verdict: policy.Confirm},
			{Address: "c@gmail.com", Verdict: policy.Block},
		},
	}
}

func put(t *testing.T, s *Store, c *clock) string {
	t.Helper()
	id, err := s.Put(context.Background(), sample(c), strings.NewReader("Subject: x\r\nMessage-ID: <"+newID(c.now())+">\r\n\r\nbody\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func state(t *testing.T, s *Store, id string) State {
	t.Helper()
	it, err := s.Get(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return it.State
}

func putAndGet(t *testing.T, s *Store, c *clock) {
	want := sample(c)
	id, err := s.Put(context.Background(), want, strings.NewReader("hello"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Get(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if got.From != "sato@corp.example" || got.Subject != want.Subject || string(got.Report) != string(want.Report) || got.State != Held || got.Bytes != 5 ||
		!got.Created.Equal(c.now()) || !got.Expires.Equal(want.Expires) || !slices.Equal(got.Recipients, want.Recipients) || got.Verdict != policy.Hold || got.People != 12 {
		t.Errorf("got %+v", got)
	}
	if _, err := s.Get(context.Background(), "nothing"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an unknown message: %v", err)
	}
	if _, err := s.Put(context.Background(), &Item{From: "x@y.example"}, strings.NewReader("")); !errors.Is(err, ErrRecipient) {
		t.Errorf("no recipients: %v", err)
	}
}

func body(t *testing.T, s *Store, c *clock) {
	want := make([]byte, 2*piece+777)
	rand.Read(want)
	for _, size := range []int{0, 1, piece - 1, piece, piece + 1, len(want)} {
		id, err := s.Put(context.Background(), sample(c), bytes.NewReader(want[:size]))
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Body(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, want[:size]) {
			t.Errorf("%d bytes came back as %d, %v", size, len(got), err)
		}
	}
	id := put(t, s, c)
	if _, err := s.db.Exec(s.lang.q(`DELETE FROM body WHERE item = ?`), id); err != nil {
		t.Fatal(err)
	}
	r, err := s.Body(context.Background(), id)
	if err == nil {
		_, err = io.ReadAll(r)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a body that lost its pieces: %v", err)
	}
}

// failing breaks off after some bytes, as a spool on a broken disk.
type failing struct{ left int }

func (f *failing) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, errors.New("input/output error")
	}
	n := min(len(p), f.left)
	f.left -= n
	return n, nil
}

// A message of which a part could not be read is not stored at all.
func failingBody(t *testing.T, s *Store, c *clock) {
	if _, err := s.Put(context.Background(), sample(c), &failing{left: piece + 5}); err == nil {
		t.Error("no error")
	}
	list, err := s.List(context.Background(), Query{})
	if err != nil || len(list) != 0 {
		t.Errorf("%d messages were stored, %v", len(list), err)
	}
}

func whoDecides(t *testing.T, s *Store, c *clock) {
	boss, me := "boss@corp.example", " SATO@corp.example"
	to := []string{"a@out.example"}
	for _, test := range []struct {
		name string
		d    Decision
		want error
		end  State
	}{
		{"approver", Decision{Actor: boss, Action: Approve, People: 12, Recipients: to}, nil, Approved},
		{"approver, some", Decision{Actor: boss, Action: Approve, People: 12, Recipients: []string{"a@out.example", "b@corp.example"}}, nil, Approved},
		{"wrong number", Decision{Actor: boss, Action: Approve, People: 11, Recipients: to}, ErrPeople, Held},
		{"blocked recipient", Decision{Actor: boss, Action: Approve, People: 12, Recipients: []string{"c@gmail.com"}}, ErrBlocked, Held},
		{"nobody chosen", Decision{Actor: boss, Action: Approve, People: 12}, ErrRecipient, Held},
		{"another recipient", Decision{Actor: boss, Action: Approve, People: 12, Recipients: []string{"x@out.example"}}, ErrRecipient, Held},
		{"approval by the sender", Decision{Actor: me, Action: Approve, People: 12, Recipients: to}, ErrSender, Held},
		{"rejection by the sender", Decision{Actor: me, Action: Reject}, ErrSender, Held},
		{"rejection", Decision{Actor: boss, Action: Reject}, nil, Rejected},
		{"withdrawal", Decision{Actor: me, Action: Withdraw}, nil, Withdrawn},
		{"withdrawal by another", Decision{Actor: boss, Action: Withdraw}, ErrNotSender, Held},
		{"confirmation of what needs another", Decision{Actor: me, Action: Confirm, Recipients: to}, ErrSender, Held},
		{"confirmation", Decision{Actor: me, Action: Confirm, Recipients: []string{"b@corp.example"}}, nil, Approved},
		{"confirmation by another", Decision{Actor: boss, Action: Confirm, Recipients: []string{"b@corp.example"}}, ErrNotSender, Held},
		{"nobody", Decision{Action: Approve, People: 12, Recipients: to}, ErrNotSender, Held},
	} {
		id := put(t, s, c)
		if err := s.Decide(context.Background(), id, test.d); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
		if got := state(t, s, id); got != test.end {
			t.Errorf("%s: the message is %s, want %s", test.name, got, test.end)
		}
		history, err := s.Decisions(context.Background(), id)
		if err != nil || (len(history) == 1) != (test.want == nil) {
			t.Errorf("%s: %d lines of history, %v", test.name, len(history), err)
		}
	}
}

func twice(t *testing.T, s *Store, c *clock) {
	id := put(t, s, c)
	yes := Decision{Actor: "boss@corp.example", Action: Approve, People: 12, Recipients: []string{"a@out.example"}, Remark: "電話で確認した"}
	if err := s.Decide(context.Background(), id, yes); err != nil {
		t.Fatal(err)
	}
	for _, d := range []Decision{yes, {Actor: "boss@corp.example", Action: Reject}, {Actor: "sato@corp.example", Action: Withdraw}} {
		if err := s.Decide(context.Background(), id, d); !errors.Is(err, ErrDecided) {
			t.Errorf("%s after an approval: %v", d.Action, err)
		}
	}
	h, err := s.Decisions(context.Background(), id)
	if err != nil || len(h) != 1 || h[0].Remark != yes.Remark || h[0].Actor != yes.Actor || h[0].People != 12 || !slices.Equal(h[0].Recipients, yes.Recipients) || !h[0].At.Equal(c.now()) {
		t.Errorf("history %+v, %v", h, err)
	}
}

// Of many decisions at the same time exactly one counts, and the message is
// handed out once.
func race(t *testing.T, s *Store, c *clock) {
	id := put(t, s, c)
	var wg sync.WaitGroup
	var mu sync.Mutex
	won, given := 0, 0
	for i := range 8 {
		wg.Go(func() {
			d := Decision{Actor: "boss@corp.example", Action: Approve, People: 12, Recipients: []string{"a@out.example"}}
			if i%2 == 1 {
				d = Decision{Actor: "chief@corp.example", Action: Reject}
			}
			err := s.Decide(context.Background(), id, d)
			if err != nil && !errors.Is(err, ErrDecided) {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won++
			}
		})
	}
	wg.Wait()
	if won != 1 {
		t.Errorf("%d decisions counted", won)
	}
	for range 8 {
		wg.Go(func() {
			d, err := s.Claim(context.Background(), "node", time.Minute)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if d != nil {
				given++
			}
		})
	}
	wg.Wait()
	st := state(t, s, id)
	if want := map[State]int{Sending: 1, Rejected: 0}[st]; given != want {
		t.Errorf("a message that is %s was handed out %d times", st, given)
	}
}

func expiry(t *testing.T, s *Store, c *clock) {
	id := put(t, s, c)
	c.add(72 * time.Hour)
	if err := s.Decide(context.Background(), id, Decision{Actor: "boss@corp.example", Action: Approve, People: 12, Recipients: []string{"a@out.example"}}); !errors.Is(err, ErrExpired) {
		t.Errorf("an approval after the expiry: %v", err)
	}
	gone, err := s.Expire(context.Background())
	if err != nil || len(gone) != 1 || gone[0].ID != id || gone[0].State != Expired || len(gone[0].Recipients) != 3 {
		t.Fatalf("expired %+v, %v", gone, err)
	}
	if gone, err := s.Expire(context.Background()); err != nil || len(gone) != 0 {
		t.Errorf("it expired twice: %d, %v", len(gone), err)
	}
	if d, err := s.Claim(context.Background(), "n", time.Minute); err != nil || d != nil {
		t.Errorf("an expired message is to be sent: %+v, %v", d, err)
	}
}

func approve(t *testing.T, s *Store, id string) {
	t.Helper()
	d := Decision{Actor: "boss@corp.example", Action: Approve, People: 12, Recipients: []string{"a@out.example"}}
	if err := s.Decide(context.Background(), id, d); err != nil {
		t.Fatal(err)
	}
}

func delivery(t *testing.T, s *Store, c *clock) {
	put(t, s, c) // undecided: never handed out
	id := put(t, s, c)
	approve(t, s, id)
	d, err := s.Claim(context.Background(), "gw1", time.Minute)
	if err != nil || d == nil || d.Item.ID != id || !slices.Equal(d.To, []string{"a@out.example"}) {
		t.Fatalf("got %+v, %v", d, err)
	}
	if other, err := s.Claim(context.Background(), "gw2", time.Minute); err != nil || other != nil {
		t.Fatalf("another node got it, too: %+v, %v", other, err)
	}
	if err := s.Done(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := s.Done(context.Background(), d); !errors.Is(err, ErrDecided) {
		t.Errorf("done twice: %v", err)
	}
	if state(t, s, id) != Released {
		t.Error("not released")
	}
}

func lostNode(t *testing.T, s *Store, c *clock) {
	id := put(t, s, c)
	approve(t, s, id)
	d, err := s.Claim(context.Background(), "gw1", time.Minute)
	if err != nil || d == nil {
		t.Fatal(d, err)
	}
	c.add(2 * time.Minute)
	again, err := s.Claim(context.Background(), "gw2", time.Minute)
	if err != nil || again == nil || again.Attempt != 2 {
		t.Fatalf("after the lease: %+v, %v", again, err)
	}
	if err := s.Done(context.Background(), d); !errors.Is(err, ErrDecided) {
		t.Errorf("the first node came back and was believed: %v", err)
	}
	if err := s.Done(context.Background(), again); err != nil {
		t.Error(err)
	}
}

func retries(t *testing.T, s *Store, c *clock) {
	id := put(t, s, c)
	approve(t, s, id)
	d, err := s.Claim(context.Background(), "gw1", time.Minute)
	if err != nil || d == nil {
		t.Fatal(d, err)
	}
	if err := s.Later(context.Background(), d, c.now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if d, err := s.Claim(context.Background(), "gw1", time.Minute); err != nil || d != nil {
		t.Fatalf("handed out before its time: %+v, %v", d, err)
	}
	c.add(10 * time.Minute)
	d, err = s.Claim(context.Background(), "gw1", time.Minute)
	if err != nil || d == nil || d.Attempt != 2 {
		t.Fatalf("got %+v, %v", d, err)
	}
	if err := s.Refused(context.Background(), d, "550 no such user"); err != nil || state(t, s, id) != Rejected {
		t.Errorf("refused: %v", err)
	}
	h, err := s.Decisions(context.Background(), id)
	if err != nil || len(h) != 2 || h[1].Remark != "550 no such user" {
		t.Errorf("history %+v, %v", h, err)
	}
}

func tickets(t *testing.T, s *Store, c *clock) {
	id := put(t, s, c)
	give := func() string {
		secret, err := s.Issue(context.Background(), Ticket{Item: id, Actor: "Boss@corp.example", Purpose: "decide", Expires: c.now().Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	secret := give()
	for range 3 { // looking uses nothing up
		if tk, err := s.Look(context.Background(), secret); err != nil || tk.Item != id || tk.Actor != "boss@corp.example" || tk.Purpose != "decide" {
			t.Fatalf("%+v, %v", tk, err)
		}
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	used := 0
	for range 6 {
		wg.Go(func() {
			_, err := s.Redeem(context.Background(), secret)
			if err != nil && !errors.Is(err, ErrTicket) {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				used++
			}
		})
	}
	wg.Wait()
	if used != 1 {
		t.Errorf("the link worked %d times", used)
	}
	if _, err := s.Look(context.Background(), secret); !errors.Is(err, ErrTicket) {
		t.Errorf("a used link: %v", err)
	}
	if _, err := s.Redeem(context.Background(), "guess"); !errors.Is(err, ErrTicket) {
		t.Errorf("a guessed link: %v", err)
	}
	old := give()
	c.add(time.Hour)
	if _, err := s.Redeem(context.Background(), old); !errors.Is(err, ErrTicket) {
		t.Errorf("an old link: %v", err)
	}
	var n int
	if err := s.db.QueryRow(s.lang.q(`SELECT COUNT(*) FROM ticket WHERE hash = ? OR hash = ?`), secret, old).Scan(&n); err != nil || n != 0 {
		t.Errorf("the store holds the secret itself: %d, %v", n, err)
	}
}

func retention(t *testing.T, s *Store, c *clock) {
	done, waiting := put(t, s, c), put(t, s, c)
	if err := s.Decide(context.Background(), done, Decision{Actor: "boss@corp.example", Action: Reject}); err != nil {
		t.Fatal(err)
	}
	c.add(24 * time.Hour)
	if _, err := s.Retain(context.Background(), c.now(), c.now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]int{done: 0, waiting: 1} {
		var n int
		if err := s.db.QueryRow(s.lang.q(`SELECT COUNT(*) FROM body WHERE item = ?`), id).Scan(&n); err != nil || n != want {
			t.Errorf("%d pieces are left, want %d, %v", n, want, err)
		}
	}
	if _, err := s.Retain(context.Background(), c.now(), c.now()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(context.Background(), done); !errors.Is(err, ErrNotFound) {
		t.Errorf("after the retention: %v", err)
	}
	if state(t, s, waiting) != Held {
		t.Error("a message that waits is gone")
	}
}

func list(t *testing.T, s *Store, c *clock) {
	var ids []string
	for i := range 5 {
		it := sample(c)
		if i%2 == 1 {
			it.From, it.Login = "mori@corp.example", ""
		}
		id, err := s.Put(context.Background(), it, strings.NewReader(newID(c.now())))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
		c.add(time.Minute)
	}
	if err := s.Decide(context.Background(), ids[0], Decision{Actor: "boss@corp.example", Action: Reject}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		q    Query
		want []int
	}{
		{"all", Query{}, []int{4, 3, 2, 1, 0}},
		{"held", Query{States: []State{Held, Approved}}, []int{4, 3, 2, 1}},
		{"of a sender", Query{Sender: []string{"MORI@corp.example"}}, []int{3, 1}},
		{"limit", Query{Limit: 2}, []int{4, 3}},
		{"time", Query{After: c.now().Add(-4 * time.Minute), Before: c.now().Add(-2 * time.Minute)}, []int{2, 1}},
	} {
		got, err := s.List(context.Background(), test.q)
		if err != nil {
			t.Fatal(err)
		}
		var order []int
		for _, it := range got {
			order = append(order, slices.Index(ids, it.ID))
		}
		if !slices.Equal(order, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, order, test.want)
		}
	}
	n, err := s.Counts(context.Background())
	if err != nil || n[Held].Number != 4 || n[Rejected].Number != 1 || !n[Rejected].Oldest.Equal(c.now().Add(-5*time.Minute)) {
		t.Errorf("counts %v, %v", n, err)
	}
}

// With a key nothing of a message can be read in the database, and another key
// opens nothing; what was stored before there was a key stays readable.
func keys(t *testing.T, source string) {
	c := &clock{t: time.Now()}
	before := open(t, source, nil, c)
	old := put(t, before, c)
	c.add(time.Minute)
	s := open(t, source, bytes.Repeat([]byte{1}, KeySize), c)
	id := put(t, s, c)
	for _, known := range []string{old, id} {
		r, err := s.Body(context.Background(), known)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || !strings.Contains(string(b), "body") {
			t.Errorf("%q, %v", b, err)
		}
	}
	var data, subject []byte
	if err := s.db.QueryRow(s.lang.q(`SELECT data, subject FROM body JOIN item ON item.id = body.item WHERE item = ?`), id).Scan(&data, &subject); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte("body")) || bytes.Contains(subject, []byte("利用者")) {
		t.Error("the message stands in the database as it is")
	}
	second := bytes.Repeat([]byte{2}, KeySize)
	for _, key := range [][]byte{nil, second} {
		if _, err := Open(context.Background(), Options{Source: source, Key: key}); !errors.Is(err, ErrKey) {
			t.Errorf("another key: %v", err)
		}
	}
	if _, err := Open(context.Background(), Options{Source: source, Key: second, OldKeys: [][]byte{{1}}}); err == nil {
		t.Error("an old key of one byte")
	}

	// A new key goes into use while mails wait that were sealed with the old one.
	changed, err := Open(context.Background(), Options{Source: source, Key: second, OldKeys: [][]byte{bytes.Repeat([]byte{3}, KeySize), bytes.Repeat([]byte{1}, KeySize)}, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	defer changed.Close()
	c.add(time.Minute)
	last := put(t, changed, c)
	for _, known := range []string{old, id, last} {
		r, err := changed.Body(context.Background(), known)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || !strings.Contains(string(b), "body") {
			t.Errorf("%q, %v", b, err)
		}
	}
	if _, err := s.Get(context.Background(), last); !errors.Is(err, ErrKey) {
		t.Errorf("the old key opens what the new one sealed: %v", err)
	}
}

// Everybody is told of everything once, whoever dies meanwhile.
func notices(t *testing.T, s *Store, c *clock) {
	ctx := context.Background()
	next := func(want Occasion, id string) *Notice {
		t.Helper()
		n, err := s.NextNotice(ctx, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			if n != nil {
				t.Fatalf("unexpected: %s", n.Occasion)
			}
			return nil
		}
		if n == nil || n.Occasion != want || n.Item.ID != id {
			t.Fatalf("got %+v, want %s", n, want)
		}
		return n
	}
	done := func(n *Notice) {
		t.Helper()
		if err := s.Noticed(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	a := put(t, s, c)
	next(OnHeld, a)
	next("", "") // one node has it in hand
	c.add(2 * time.Minute)
	done(next(OnHeld, a)) // that node died
	c.add(24 * time.Hour)
	for range 2 {
		if err := s.Remind(ctx, c.now().Add(-23*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	done(next(OnReminder, a))
	if err := s.Decide(ctx, a, Decision{Actor: "boss@corp.example", Action: Reject, Remark: "宛先違い"}); err != nil {
		t.Fatal(err)
	}
	n := next(OnRejected, a)
	if n.Remark != "宛先違い" {
		t.Errorf("remark %q", n.Remark)
	}
	done(n)
	b := put(t, s, c)
	done(next(OnHeld, b))
	c.add(100 * time.Hour)
	if _, err := s.Expire(ctx); err != nil {
		t.Fatal(err)
	}
	done(next(OnExpired, b))
	d := put(t, s, c)
	done(next(OnHeld, d))
	approve(t, s, d)
	next("", "")
	del, err := s.Claim(ctx, "gw1", time.Minute)
	if err != nil || del == nil {
		t.Fatal(del, err)
	}
	if err := s.Done(ctx, del); err != nil {
		t.Fatal(err)
	}
	done(next(OnReleased, d))
	next("", "")
}

// A sender who never heard that his mail was taken sends it again: it waits once.
func sentAgain(t *testing.T, s *Store, c *clock) {
	ctx := context.Background()
	give := func(change func(*Item), body string) string {
		it := sample(c)
		change(it)
		id, err := s.Put(ctx, it, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	same := func(*Item) {}
	first := give(same, "body")
	if again := give(func(it *Item) { slices.Reverse(it.Recipients) }, "body"); again != first {
		t.Error("the same mail waits twice")
	}
	for name, id := range map[string]string{
		"another text":     give(same, "body 2"),
		"another sender":   give(func(it *Item) { it.From = "mori@corp.example" }, "body"),
		"fewer recipients": give(func(it *Item) { it.Recipients = it.Recipients[:1] }, "body"),
	} {
		if id == first {
			t.Errorf("%s: taken for the same mail", name)
		}
	}
	if err := s.Decide(ctx, first, Decision{Actor: "boss@corp.example", Action: Reject}); err != nil {
		t.Fatal(err)
	}
	if id := give(same, "body"); id == first {
		t.Error("a mail that is sent again after a rejection is lost")
	}

	// Two nodes that are given the same mail at once store it once.
	var wg sync.WaitGroup
	ids := make([]string, 6)
	for i := range ids {
		wg.Go(func() {
			id, err := s.Put(ctx, sample(c), strings.NewReader("at once"))
			if err != nil {
				t.Error(err)
			}
			ids[i] = id
		})
	}
	wg.Wait()
	if slices.Sort(ids); ids[0] != ids[len(ids)-1] {
		t.Errorf("the same mail is stored as %q", ids)
	}

	// It was let go before its sender tried again. Without a Message-ID it may be
	// another mail with the same words.
	for _, messageID := range []string{"<2@corp.example>", ""} {
		with := func(it *Item) { it.MessageID = messageID }
		id := give(with, "let go "+messageID)
		approve(t, s, id)
		for _, state := range []State{Approved, Sending, Released} {
			if again := give(with, "let go "+messageID); (again == id) != (messageID != "") {
				t.Errorf("a mail that is %s, with the Message-ID %q, is stored as %s, it was %s", state, messageID, again, id)
			}
			switch state {
			case Approved:
				if d, err := s.Claim(ctx, "gw1", time.Minute); err != nil || d.Item.ID != id {
					t.Fatal(d, err)
				}
			case Sending:
				if err := s.Done(ctx, &Delivery{Item: &Item{ID: id}, Attempt: 1, node: "gw1"}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
