// Package hold keeps messages that may not leave yet, and the decisions of
// people about them: in an SQLite file for one gateway, in PostgreSQL for
// several that share their review pages.
//
// A message is stored with all that is known of it in one transaction, before
// anybody is told that it was taken. Every state has one way in: two approvers,
// two nodes or a click repeated can never decide or send the same message twice.
// Who may decide is known here, so that no front end can forget to ask.
//
// It does not know why a message is held (the caller hands in a masked report),
// how it is sent on, or how people are told.
package hold

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"monban/detect/policy"
)

// A State is where a message stands.
type State string

// A message is Held until a decision: then Approved, Rejected (by the second
// person), Withdrawn (by its sender) or Expired. An approved one is Sending
// while a node has it in hand, and Released when the next server has taken it.
// One that waited in the queue of a mail server, and left it although nobody had
// decided, is Gone.
const (
	Held      State = "held"
	Approved  State = "approved"
	Sending   State = "sending"
	Released  State = "released"
	Rejected  State = "rejected"
	Withdrawn State = "withdrawn"
	Expired   State = "expired"
	Gone      State = "gone"
)

// Final reports whether nothing can happen to the message any more.
func (s State) Final() bool {
	return s == Released || s == Rejected || s == Withdrawn || s == Expired || s == Gone
}

// What a caller can do something about.
var (
	ErrNotFound  = errors.New("hold: there is no such message")
	ErrDecided   = errors.New("hold: the message was decided already")
	ErrExpired   = errors.New("hold: the time for a decision is over")
	ErrSender    = errors.New("hold: the sender cannot approve his own message")
	ErrNotSender = errors.New("hold: only the sender can do this")
	ErrBlocked   = errors.New("hold: this message may not go to these recipients")
	ErrPeople    = errors.New("hold: the number of people given is not the number shown")
	ErrRecipient = errors.New("hold: no recipient was chosen, or one that the message does not have")
	ErrAll       = errors.New("hold: the message waits in the queue of the mail server, and goes to all of its recipients or to nobody")
	ErrElsewhere = errors.New("hold: the message itself lies in the queue of the mail server")
	ErrTicket    = errors.New("hold: the link was used already, is too old, or was never given")
	ErrKey       = errors.New("hold: what is stored cannot be opened with this key")
)

// An Item is a held message without its body.
type Item struct {
	ID               string
	Created, Expires time.Time
	State            State
	Verdict          policy.Verdict
	Score, People    int
	From             string // of the envelope; "" is the null sender
	Login            string // who authenticated, "" when nobody did
	Subject          string
	MessageID        string
	QueueID          string // of the mail server, where it has one
	// Queue names the HOLD queue in which the message itself lies, as QueueID;
	// the store then keeps only what is known about it. "": the store has it.
	Queue string
	// Arrived is the time of arrival that this queue shows for it; zero until it
	// was seen there.
	Arrived    time.Time
	Node       string // the gateway that took the message
	SHA256     string // of the body as stored, in hexadecimal
	Bytes      int64
	Report     []byte // the masked report, JSON
	Recipients []Recipient
}

// Own reports whether one of the addresses is the sender's. Case, blanks, a dot
// behind the domain, and what stands behind a plus (RFC 5233) do not make another
// person.
func (it *Item) Own(addresses ...string) bool {
	return slices.ContainsFunc(addresses, func(a string) bool {
		p := person(a)
		return p != "" && (p == person(it.From) || p == person(it.Login))
	})
}

// person is the form in which the addresses of one mailbox are the same.
func person(address string) string {
	local, domain, ok := strings.Cut(fold(address), "@")
	if !ok {
		return local
	}
	if i := strings.IndexByte(local, '+'); i > 0 {
		local = local[:i]
	}
	return local + "@" + domain
}

// Author is the address to which answers to the sender go, "" when there is none.
func (it *Item) Author() string {
	if strings.Contains(it.Login, "@") {
		return it.Login
	}
	return it.From
}

// A Recipient of the envelope, and whether the message may go to him.
type Recipient struct {
	Address string
	Inside  bool
	Verdict policy.Verdict
	Chosen  bool // by the decision
}

// Options say where and how messages are kept.
type Options struct {
	// Source is the path of an SQLite file, or the address of a PostgreSQL
	// database beginning with "postgres://" or "postgresql://".
	Source string
	// Key of 32 bytes seals bodies, subjects and reports. Nil: they are kept as
	// they are.
	Key []byte
	// OldKeys open what was sealed before Key was: nothing is sealed with them.
	OldKeys [][]byte
	// Now tells the time; nil is time.Now.
	Now func() time.Time
}

// A Store is safe for concurrent use.
type Store struct {
	db   *sql.DB
	lang dialect
	seal *sealer
	now  func() time.Time
}

// Open opens the store and brings its tables up to date. It fails with ErrKey
// when the newest message cannot be opened: with a key of its own a gateway would
// keep mails that nobody can read beside those of the others.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if s.seal, err = newSealer(o.Key, o.OldKeys...); err != nil {
		return nil, err
	}
	if s.db, s.lang, err = connect(o.Source); err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		s.db.Close()
		return nil, err
	}
	if _, err := s.List(ctx, Query{Limit: 1}); errors.Is(err, ErrKey) {
		s.db.Close()
		return nil, err
	}
	return s, nil
}

// Close ends all use of the store.
func (s *Store) Close() error { return s.db.Close() }

// Ping reports whether the store can be reached.
func (s *Store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }

// tx runs f in a transaction. When f fails nothing has happened.
func (s *Store) tx(ctx context.Context, f func(*sql.Tx) error) error {
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	defer t.Rollback() // after Commit it does nothing
	if err := f(t); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("hold: commit: %w", err)
	}
	return nil
}

// newID makes a name that sorts by time and that nobody can guess.
func newID(now time.Time) string {
	var b [10]byte
	rand.Read(b[:]) // never fails
	return fmt.Sprintf("%08x%s", uint32(now.Unix()), strings.ToLower(base32.StdEncoding.EncodeToString(b[:])))
}
