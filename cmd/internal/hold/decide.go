package hold

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"monban/detect/policy"
)

// An Action is what somebody decided, or what happened to a message.
type Action string

// Confirm and Withdraw are the sender's, Approve and Reject a second person's.
// The others are written by the store itself.
const (
	Confirm  Action = "confirm"
	Approve  Action = "approve"
	Reject   Action = "reject"
	Withdraw Action = "withdraw"

	expired  Action = "expire"
	released Action = "release"
	left     Action = "leave"  // the queue of the mail server, and nobody had decided so
	refused  Action = "refuse" // by the next server, for good
)

// A Decision is one line of a message's history.
type Decision struct {
	At     time.Time
	Actor  string   // the mail address of whoever decides
	Also   []string // his other addresses; they are not kept
	Action Action
	// People is the number of people that an approver typed.
	People int
	// Recipients to whom the message may go; of an approval or a confirmation.
	Recipients []string
	Remark     string
}

// Decide records a decision and carries it out. It checks who may decide what:
//
//   - a sender confirms for recipients whose verdict is at most confirm;
//   - an approver is not the sender, under whatever address of his, types the number of people, and approves
//     for recipients whose verdict is at most hold;
//   - nobody releases for a recipient whose verdict is block, after the expiry,
//     or a second time;
//   - what waits in the queue of a mail server goes to all recipients or to none.
//
// The errors are the Err… of this package.
func (s *Store) Decide(ctx context.Context, id string, d Decision) error {
	d.Actor, d.At = fold(d.Actor), s.now()
	return s.tx(ctx, func(t *sql.Tx) error {
		it, err := s.get(ctx, t, id)
		if err != nil {
			return err
		}
		if err := it.allows(&d); err != nil {
			return err
		}
		next := map[Action]State{Confirm: Approved, Approve: Approved, Reject: Rejected, Withdraw: Withdrawn}[d.Action]
		if err := s.move(ctx, t, id, Held, next); err != nil {
			return err
		}
		for _, a := range d.Recipients {
			if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE recipient SET chosen = 1 WHERE item = ? AND address = ?`), id, a); err != nil {
				return fmt.Errorf("hold: %w", err)
			}
		}
		return s.record(ctx, t, id, &d)
	})
}

// allows checks a decision against the message.
func (it *Item) allows(d *Decision) error {
	own := it.Own(d.Actor) || it.Own(d.Also...)
	if d.Actor == "" {
		return ErrNotSender
	}
	if it.State != Held {
		return ErrDecided
	}
	switch d.Action {
	case Withdraw:
		if !own {
			return ErrNotSender
		}
		return nil
	case Reject:
		if own {
			return ErrSender
		}
		return nil
	case Confirm:
		if !own {
			return ErrNotSender
		}
		return it.release(d, policy.Confirm, ErrSender)
	case Approve:
		if own {
			return ErrSender
		}
		if d.People != it.People {
			return ErrPeople
		}
		return it.release(d, policy.Hold, ErrBlocked)
	}
	return fmt.Errorf("hold: %q is no decision", d.Action)
}

// release checks the recipients of a decision to send, and fails with over when
// one of them has a verdict above most.
func (it *Item) release(d *Decision, most policy.Verdict, over error) error {
	if !d.At.Before(it.Expires) {
		return ErrExpired
	}
	if len(d.Recipients) == 0 {
		return ErrRecipient
	}
	for _, a := range d.Recipients {
		i := slices.IndexFunc(it.Recipients, func(r Recipient) bool { return r.Address == a })
		if i < 0 {
			return ErrRecipient
		}
		if v := it.Recipients[i].Verdict; v > most {
			if v == policy.Block {
				return ErrBlocked
			}
			return over
		}
	}
	if it.Queue != "" {
		for _, r := range it.Recipients {
			if !slices.Contains(d.Recipients, r.Address) {
				return ErrAll
			}
		}
	}
	return nil
}

// move changes the state of a message, when it is still the one expected.
func (s *Store) move(ctx context.Context, t *sql.Tx, id string, from, to State) error {
	r, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET state = ? WHERE id = ? AND state = ?`), to, id, from)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return ErrDecided
	}
	return nil
}

// record writes a line of the history, and notes whom to tell.
func (s *Store) record(ctx context.Context, t *sql.Tx, id string, d *Decision) error {
	var n int
	if err := t.QueryRowContext(ctx, s.lang.q(`SELECT COUNT(*) FROM decision WHERE item = ?`), id).Scan(&n); err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	_, err := t.ExecContext(ctx, s.lang.q(`INSERT INTO decision (item, n, at, actor, action, people, recipients, remark) VALUES (?,?,?,?,?,?,?,?)`),
		id, n, d.At.UnixNano(), d.Actor, d.Action, d.People, strings.Join(d.Recipients, "\n"), s.seal.close([]byte(d.Remark), fmt.Sprintf("%s remark %d", id, n)))
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	if o, ok := occasions[d.Action]; ok {
		return s.note(ctx, t, id, o)
	}
	return nil
}

// Decisions returns the history of a message, oldest first.
func (s *Store) Decisions(ctx context.Context, id string) ([]Decision, error) {
	rows, err := s.db.QueryContext(ctx, s.lang.q(`SELECT at, actor, action, people, recipients, remark FROM decision WHERE item = ? ORDER BY n`), id)
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	var out []Decision
	err = each(rows, func() error {
		var d Decision
		var at int64
		var to string
		var remark []byte
		if err := rows.Scan(&at, &d.Actor, &d.Action, &d.People, &to, &remark); err != nil {
			return err
		}
		b, err := s.seal.open(remark, fmt.Sprintf("%s remark %d", id, len(out)))
		d.At, d.Remark = time.Unix(0, at), string(b)
		if to != "" {
			d.Recipients = strings.Split(to, "\n")
		}
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	return out, nil
}

// Expire ends the wait for decisions that did not come in time, and returns
// those messages so that their senders can be told. It never releases anything.
func (s *Store) Expire(ctx context.Context) ([]*Item, error) {
	var out []*Item
	err := s.tx(ctx, func(t *sql.Tx) error {
		out = nil
		now := s.now()
		rows, err := t.QueryContext(ctx, s.lang.q(`UPDATE item SET state = ? WHERE state = ? AND expires <= ? RETURNING id`), Expired, Held, now.UnixNano())
		if err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		var ids []string
		if err := each(rows, func() error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		}); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		for _, id := range ids {
			if err := s.record(ctx, t, id, &Decision{At: now, Action: expired}); err != nil {
				return err
			}
			it, err := s.get(ctx, t, id)
			if err != nil {
				return err
			}
			out = append(out, it)
		}
		return nil
	})
	return out, err
}

// Retain erases the bodies of messages that ended before bodies, and all of
// messages that ended before items. It returns how many messages it changed.
func (s *Store) Retain(ctx context.Context, bodies, items time.Time) (int, error) {
	n := 0
	err := s.tx(ctx, func(t *sql.Tx) error {
		for _, q := range []struct {
			query string
			at    time.Time
		}{
			{`DELETE FROM item WHERE state IN (?,?,?,?,?) AND created < ?`, items},
			{`DELETE FROM body WHERE item IN (SELECT id FROM item WHERE state IN (?,?,?,?,?) AND created < ?)`, bodies},
		} {
			r, err := t.ExecContext(ctx, s.lang.q(q.query), Released, Rejected, Withdrawn, Expired, Gone, q.at.UnixNano())
			if err != nil {
				return fmt.Errorf("hold: %w", err)
			}
			k, err := r.RowsAffected()
			if err != nil {
				return fmt.Errorf("hold: %w", err)
			}
			n += int(k)
		}
		return nil
	})
	return n, err
}
