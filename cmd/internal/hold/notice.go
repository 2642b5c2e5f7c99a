package hold

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// An Occasion is why people have to be told about a message.
type Occasion string

// The occasions. All but OnReminder are noted in the transaction in which they
// happen, so that a crash cannot make anybody miss the end of his message.
const (
	OnHeld     Occasion = "held"
	OnReminder Occasion = "reminder"
	OnReleased Occasion = "released"
	OnRejected Occasion = "rejected"
	OnRefused  Occasion = "refused" // by the next server
	OnExpired  Occasion = "expired"
	OnGone     Occasion = "gone" // from the queue of the mail server, undecided
)

// A Notice is an occasion that people have not been told about yet.
type Notice struct {
	Item     *Item
	Occasion Occasion
	At       time.Time
	Remark   string // of the decision, for the sender
	n        int
}

// note writes down that people have to be told.
func (s *Store) note(ctx context.Context, t *sql.Tx, id string, o Occasion) error {
	_, err := t.ExecContext(ctx, s.lang.q(`INSERT INTO notice (item, n, occasion, at) SELECT ?, COUNT(*), ?, ? FROM notice WHERE item = ?`), id, o, s.now().UnixNano(), id)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	return nil
}

// occasions are the actions after which the sender is told. He needs no notice
// of what he did himself.
var occasions = map[Action]Occasion{Reject: OnRejected, expired: OnExpired, released: OnReleased, refused: OnRefused, left: OnGone}

// Remind notes a reminder for messages that have waited since before, once each.
func (s *Store) Remind(ctx context.Context, before time.Time) error {
	return s.tx(ctx, func(t *sql.Tx) error {
		rows, err := t.QueryContext(ctx, s.lang.q(`SELECT id FROM item WHERE state = ? AND created <= ? AND NOT EXISTS (SELECT 1 FROM notice WHERE item = id AND occasion = ?)`+s.lang.skip),
			Held, before.UnixNano(), OnReminder)
		if err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		var ids []string
		err = each(rows, func() error {
			var id string
			err := rows.Scan(&id)
			ids = append(ids, id)
			return err
		})
		for _, id := range ids {
			if err == nil {
				err = s.note(ctx, t, id, OnReminder)
			}
		}
		return err
	})
}

// NextNotice hands out the oldest notice that waits, nil when there is none. For
// the time of lease no other node gets it.
func (s *Store) NextNotice(ctx context.Context, lease time.Duration) (*Notice, error) {
	var found *Notice
	err := s.tx(ctx, func(t *sql.Tx) error {
		found = nil
		now := s.now()
		var id string
		var at int64
		n := &Notice{}
		err := t.QueryRowContext(ctx, s.lang.q(`SELECT item, n, occasion, at FROM notice WHERE sent = 0 AND lease <= ? ORDER BY at, item, n LIMIT 1`+s.lang.skip), now.UnixNano()).
			Scan(&id, &n.n, &n.Occasion, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE notice SET lease = ? WHERE item = ? AND n = ?`), now.Add(lease).UnixNano(), id, n.n); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		n.At = time.Unix(0, at)
		n.Item, err = s.get(ctx, t, id)
		found = n
		return err
	})
	if err != nil || found == nil {
		return nil, err
	}
	history, err := s.Decisions(ctx, found.Item.ID)
	if err != nil {
		return nil, err
	}
	if len(history) > 0 {
		found.Remark = history[len(history)-1].Remark
	}
	return found, nil
}

// Noticed records that people were told. Until then the notice comes again.
func (s *Store) Noticed(ctx context.Context, n *Notice) error {
	if _, err := s.db.ExecContext(ctx, s.lang.q(`UPDATE notice SET sent = ? WHERE item = ? AND n = ?`), s.now().UnixNano(), n.Item.ID, n.n); err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	return nil
}
