package hold

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A Delivery is an approved message that one node has in hand until the lease
// ends. When the node dies another one takes it up.
type Delivery struct {
	Item    *Item
	To      []string // the recipients of the decision
	Attempt int      // counted from 1
	node    string
}

// Claim hands out the oldest message of the store that waits to be sent, nil when
// there is none. lease is how long nobody else gets it.
func (s *Store) Claim(ctx context.Context, node string, lease time.Duration) (*Delivery, error) {
	var d *Delivery
	err := s.tx(ctx, func(t *sql.Tx) error {
		d = nil
		now := s.now()
		var id string
		var attempts int
		err := t.QueryRowContext(ctx, s.lang.q(`SELECT id, attempts FROM item WHERE state IN (?, ?) AND queue = '' AND lease <= ? ORDER BY created LIMIT 1`+s.lang.skip),
			Approved, Sending, now.UnixNano()).Scan(&id, &attempts)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		d = &Delivery{Attempt: attempts + 1, node: node}
		if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET state = ?, holder = ?, lease = ?, attempts = ? WHERE id = ?`),
			Sending, node, now.Add(lease).UnixNano(), d.Attempt, id); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		d.Item, err = s.get(ctx, t, id)
		if err != nil {
			return err
		}
		for _, r := range d.Item.Recipients {
			if r.Chosen {
				d.To = append(d.To, r.Address)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Done records that the next server has taken the message.
func (s *Store) Done(ctx context.Context, d *Delivery) error {
	return s.end(ctx, d, Released, &Decision{At: s.now(), Action: released, Recipients: d.To})
}

// Refused records that the next server will never take it. why is what the
// server answered; the sender has to be told.
func (s *Store) Refused(ctx context.Context, d *Delivery, why string) error {
	return s.end(ctx, d, Rejected, &Decision{At: s.now(), Action: refused, Recipients: d.To, Remark: why})
}

// Later gives the message back until at.
func (s *Store) Later(ctx context.Context, d *Delivery, at time.Time) error {
	return s.tx(ctx, func(t *sql.Tx) error { return s.settle(ctx, t, d, Approved, at) })
}

func (s *Store) end(ctx context.Context, d *Delivery, to State, entry *Decision) error {
	return s.tx(ctx, func(t *sql.Tx) error {
		if err := s.settle(ctx, t, d, to, time.Unix(0, 0)); err != nil {
			return err
		}
		return s.record(ctx, t, d.Item.ID, entry)
	})
}

// settle ends a node's hold on a message, unless it has lost it meanwhile.
func (s *Store) settle(ctx context.Context, t *sql.Tx, d *Delivery, to State, lease time.Time) error {
	r, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET state = ?, lease = ? WHERE id = ? AND state = ? AND holder = ? AND attempts = ?`),
		to, lease.UnixNano(), d.Item.ID, Sending, d.node, d.Attempt)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return ErrDecided
	}
	return nil
}
