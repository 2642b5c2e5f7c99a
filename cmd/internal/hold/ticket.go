package hold

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// A Ticket is what a link in a notice stands for. The store knows the hash of
// the link only.
type Ticket struct {
	Item    string
	Actor   string // for whom it was made
	Purpose string
	Expires time.Time
}

// Issue makes a link's secret for a ticket.
func (s *Store) Issue(ctx context.Context, t Ticket) (string, error) {
	var b [32]byte
	rand.Read(b[:]) // never fails
	secret := base64.RawURLEncoding.EncodeToString(b[:])
	_, err := s.db.ExecContext(ctx, s.lang.q(`INSERT INTO ticket (hash, item, actor, purpose, expires) VALUES (?,?,?,?,?)`),
		hashed(secret), t.Item, fold(t.Actor), t.Purpose, t.Expires.UnixNano())
	if err != nil {
		return "", fmt.Errorf("hold: %w", err)
	}
	return secret, nil
}

// Look returns the ticket of a secret without using it up: showing decides
// nothing, and mail scanners open links.
func (s *Store) Look(ctx context.Context, secret string) (Ticket, error) {
	var t Ticket
	var at int64
	err := s.db.QueryRowContext(ctx, s.lang.q(`SELECT item, actor, purpose, expires FROM ticket WHERE hash = ? AND used = 0 AND expires > ?`),
		hashed(secret), s.now().UnixNano()).Scan(&t.Item, &t.Actor, &t.Purpose, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return t, ErrTicket
	}
	if err != nil {
		return t, fmt.Errorf("hold: %w", err)
	}
	t.Expires = time.Unix(0, at)
	return t, nil
}

// Redeem uses a secret up: it works once.
func (s *Store) Redeem(ctx context.Context, secret string) (Ticket, error) {
	t, err := s.Look(ctx, secret)
	if err != nil {
		return t, err
	}
	now := s.now().UnixNano()
	r, err := s.db.ExecContext(ctx, s.lang.q(`UPDATE ticket SET used = ? WHERE hash = ? AND used = 0 AND expires > ?`), now, hashed(secret), now)
	if err != nil {
		return t, fmt.Errorf("hold: %w", err)
	}
	if n, err := r.RowsAffected(); err != nil || n != 1 {
		return t, ErrTicket
	}
	return t, nil
}

func hashed(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}
