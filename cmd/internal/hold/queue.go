package hold

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// What is known of the place of a message in a queue (column cleared).
const (
	waits    = 0
	removing = 1 // the order to remove it is given
	cleared  = 2 // it has left the queue, and nothing more is expected
)

// Queued returns the messages of a queue that must still be there, or whose
// decision has not been carried out there, the oldest first.
func (s *Store) Queued(ctx context.Context, queue string) ([]*Item, error) {
	rows, err := s.db.QueryContext(ctx, s.lang.q(`SELECT `+columns+` FROM item WHERE queue = ? AND cleared <> ? ORDER BY created, id`), queue, cleared)
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	var out []*Item
	if err := each(rows, func() error {
		it, err := s.scan(rows.Scan)
		out = append(out, it)
		return err
	}); err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	return out, nil
}

// Seen records that a message stands in its queue, and the time of arrival that
// is shown there. With the queue id, that tells it from all others, because
// queue ids are used again.
func (s *Store) Seen(ctx context.Context, id string, arrived time.Time) error {
	return s.mark(ctx, `UPDATE item SET arrived = ? WHERE id = ?`, arrived.UnixNano(), id)
}

// Removing records that the order to remove a message from its queue is about to
// be given. Removing.Ordered tells so later: then it is no wonder when the
// message is not there any more.
func (s *Store) Removing(ctx context.Context, id string) error {
	return s.mark(ctx, `UPDATE item SET cleared = ? WHERE id = ?`, removing, id)
}

// Ordered reports whether Removing was called for a message.
func (s *Store) Ordered(ctx context.Context, id string) (bool, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, s.lang.q(`SELECT cleared FROM item WHERE id = ?`), id).Scan(&n); err != nil {
		return false, fmt.Errorf("hold: %w", err)
	}
	return n == removing, nil
}

// Removed records that a message that was decided against is out of its queue.
func (s *Store) Removed(ctx context.Context, id string) error {
	return s.mark(ctx, `UPDATE item SET cleared = ? WHERE id = ?`, cleared, id)
}

func (s *Store) mark(ctx context.Context, query string, args ...any) error {
	if _, err := s.db.ExecContext(ctx, s.lang.q(query), args...); err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	return nil
}

// Letting records that an approved message is about to be let go from its queue.
func (s *Store) Letting(ctx context.Context, id string) error {
	return s.tx(ctx, func(t *sql.Tx) error { return s.move(ctx, t, id, Approved, Sending) })
}

// Let records that an approved message has left its queue, on its way to its
// recipients.
func (s *Store) Let(ctx context.Context, id string) error {
	return s.tx(ctx, func(t *sql.Tx) error {
		if err := s.move(ctx, t, id, Sending, Released); err != nil {
			return err
		}
		it, err := s.get(ctx, t, id)
		if err != nil {
			return err
		}
		d := &Decision{At: s.now(), Action: released}
		for _, r := range it.Recipients {
			d.Recipients = append(d.Recipients, r.Address)
		}
		return s.leave(ctx, t, id, d)
	})
}

// Left records that a message left its queue without, or against, a decision,
// and notes that people have to be told. why is what is known about it. One that
// was held, or not yet let go, is Gone then.
func (s *Store) Left(ctx context.Context, id, why string) error {
	return s.tx(ctx, func(t *sql.Tx) error {
		if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET state = ? WHERE id = ? AND state IN (?, ?)`), Gone, id, Held, Approved); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		return s.leave(ctx, t, id, &Decision{At: s.now(), Action: left, Remark: why})
	})
}

func (s *Store) leave(ctx context.Context, t *sql.Tx, id string, d *Decision) error {
	if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET cleared = ? WHERE id = ?`), cleared, id); err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	return s.record(ctx, t, id, d)
}
