package hold

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Digested returns when somebody was last told of all that waits for him, the zero
// time when never.
func (s *Store) Digested(ctx context.Context, reader string) (time.Time, error) {
	var at int64
	err := s.db.QueryRowContext(ctx, s.lang.q(`SELECT at FROM digest WHERE reader = ?`), fold(reader)).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) || err == nil && at == 0 {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("hold: %w", err)
	}
	return time.Unix(0, at), nil
}

// Digest records that somebody is told at a time, when last is still the last
// time. It reports whether that was so: then this node tells him, and no other.
// When it could not, it calls Digest again with the two times exchanged.
func (s *Store) Digest(ctx context.Context, reader string, last, at time.Time) (bool, error) {
	if _, err := s.db.ExecContext(ctx, s.lang.q(`INSERT INTO digest (reader, at) VALUES (?, 0) ON CONFLICT DO NOTHING`), fold(reader)); err != nil {
		return false, fmt.Errorf("hold: %w", err)
	}
	r, err := s.db.ExecContext(ctx, s.lang.q(`UPDATE digest SET at = ? WHERE reader = ? AND at = ?`), stamp(at), fold(reader), stamp(last))
	if err != nil {
		return false, fmt.Errorf("hold: %w", err)
	}
	n, err := r.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("hold: %w", err)
	}
	return n == 1, nil
}

// stamp is a time as it is stored; the zero time is 0.
func stamp(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}
