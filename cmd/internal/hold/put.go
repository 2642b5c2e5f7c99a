package hold

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
)

// piece is the size of the pieces in which a body is kept, in bytes.
const piece = 1 << 20

// Put stores a message and returns its id. When it returns without an error the
// message is on disk with all that belongs to it; otherwise nothing is. A message
// that waits already, because its sender never heard that it was taken, is not
// stored again: its id is returned. ID, State, SHA256 and Bytes of it are set
// here; Created, when it is zero. Of a message that has a Queue the body is only
// read, for its sum; each of those is a message of its own.
func (s *Store) Put(ctx context.Context, it *Item, body io.Reader) (string, error) {
	if len(it.Recipients) == 0 {
		return "", ErrRecipient
	}
	if it.Created.IsZero() {
		it.Created = s.now()
	}
	it.ID, it.State = newID(it.Created), Held
	err := s.tx(ctx, func(t *sql.Tx) error {
		if err := s.insert(ctx, t, it); err != nil {
			return err
		}
		if err := s.pieces(ctx, t, it, body); err != nil {
			return err
		}
		if it.Queue == "" {
			if err := s.known(ctx, t, it); err != nil {
				return err
			}
		}
		if _, err := t.ExecContext(ctx, s.lang.q(`UPDATE item SET sha256 = ?, bytes = ? WHERE id = ?`), it.SHA256, it.Bytes, it.ID); err != nil {
			return err
		}
		return s.note(ctx, t, it.ID, OnHeld)
	})
	var again *waiting
	if errors.As(err, &again) {
		it.ID = again.id
		return it.ID, nil
	}
	if err != nil {
		return "", fmt.Errorf("hold: store: %w", err)
	}
	return it.ID, nil
}

// A waiting is the message that is stored already.
type waiting struct{ id string }

func (w *waiting) Error() string { return "the message is stored already as " + w.id }

// known returns a *waiting when the same mail from the same sender to the same
// recipients is held. One with a Message-ID is known when it was let go, too: an
// approver can be quicker than the sender's next try, and nobody sends two mails
// with one Message-ID. After a rejection somebody has to look again.
func (s *Store) known(ctx context.Context, t *sql.Tx, it *Item) error {
	if err := s.lang.alone(ctx, t, it.SHA256); err != nil {
		return err
	}
	states := []any{Held, Held, Held, Held}
	if it.MessageID != "" {
		states = []any{Held, Approved, Sending, Released}
	}
	rows, err := t.QueryContext(ctx, s.lang.q(`SELECT id FROM item WHERE sender = ? AND sha256 = ? AND id <> ? AND state IN (?,?,?,?)`),
		append([]any{fold(it.From), it.SHA256, it.ID}, states...)...)
	if err != nil {
		return err
	}
	var ids []string
	if err := each(rows, func() error {
		var id string
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}); err != nil {
		return err
	}
	for _, id := range ids {
		old := &Item{ID: id}
		if err := s.recipients(ctx, t, old); err != nil {
			return err
		}
		if slices.Equal(addresses(old.Recipients), addresses(it.Recipients)) {
			return &waiting{id}
		}
	}
	return nil
}

func addresses(rs []Recipient) (out []string) {
	for _, r := range rs {
		out = append(out, fold(r.Address))
	}
	slices.Sort(out)
	return out
}

func (s *Store) insert(ctx context.Context, t *sql.Tx, it *Item) error {
	_, err := t.ExecContext(ctx, s.lang.q(`INSERT INTO item (id, created, expires, state, verdict, score, people, sender, login, subject,
		message_id, queue_id, node, sha256, bytes, report, queue) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,'',0,?,?)`),
		it.ID, it.Created.UnixNano(), it.Expires.UnixNano(), it.State, it.Verdict.String(), it.Score, it.People, fold(it.From), fold(it.Login),
		s.seal.close([]byte(it.Subject), it.ID+" subject"), it.MessageID, it.QueueID, it.Node, s.seal.close(it.Report, it.ID+" report"), it.Queue)
	if err != nil {
		return err
	}
	for i, r := range it.Recipients {
		if _, err := t.ExecContext(ctx, s.lang.q(`INSERT INTO recipient (item, n, address, inside, verdict, chosen) VALUES (?,?,?,?,?,0)`),
			it.ID, i, r.Address, bit(r.Inside), r.Verdict.String()); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) pieces(ctx context.Context, t *sql.Tx, it *Item, body io.Reader) error {
	sum, buf := sha256.New(), make([]byte, piece)
	it.Bytes = 0
	for n := 0; ; n++ {
		k, err := io.ReadFull(body, buf)
		sum.Write(buf[:k])
		it.Bytes += int64(k)
		if k > 0 && it.Queue == "" {
			if _, err := t.ExecContext(ctx, s.lang.q(`INSERT INTO body (item, n, data) VALUES (?,?,?)`), it.ID, n, s.seal.close(buf[:k], pieceOwner(it.ID, n))); err != nil {
				return err
			}
		}
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return err
		}
	}
	it.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return nil
}

func pieceOwner(id string, n int) string { return fmt.Sprintf("%s body %d", id, n) }

// Body returns the message as it was stored. It fails with io.ErrUnexpectedEOF
// when a piece is missing or anything was changed, and with ErrElsewhere when the
// message lies in a queue.
func (s *Store) Body(ctx context.Context, id string) (io.Reader, error) {
	it, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if it.Queue != "" {
		return nil, ErrElsewhere
	}
	return &bodyReader{ctx: ctx, s: s, it: it, sum: sha256.New()}, nil
}

// A bodyReader reads a piece at a time.
type bodyReader struct {
	ctx  context.Context
	s    *Store
	it   *Item
	sum  hash.Hash
	n    int
	rest []byte
	read int64
}

func (r *bodyReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.read == r.it.Bytes {
			if hex.EncodeToString(r.sum.Sum(nil)) != r.it.SHA256 {
				return 0, fmt.Errorf("hold: %s was changed in the store: %w", r.it.ID, io.ErrUnexpectedEOF)
			}
			return 0, io.EOF
		}
		var data []byte
		err := r.s.db.QueryRowContext(r.ctx, r.s.lang.q(`SELECT data FROM body WHERE item = ? AND n = ?`), r.it.ID, r.n).Scan(&data)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, fmt.Errorf("hold: a piece of %s is missing: %w", r.it.ID, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return 0, fmt.Errorf("hold: %w", err)
		}
		if r.rest, err = r.s.seal.open(data, pieceOwner(r.it.ID, r.n)); err != nil {
			return 0, err
		}
		r.sum.Write(r.rest)
		r.read += int64(len(r.rest))
		r.n++
		if len(r.rest) == 0 || r.read > r.it.Bytes {
			return 0, fmt.Errorf("hold: %s was changed in the store: %w", r.it.ID, io.ErrUnexpectedEOF)
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// fold makes addresses comparable. A dot behind the domain says the same as none.
func fold(s string) string { return strings.TrimSuffix(strings.ToLower(strings.TrimSpace(s)), ".") }

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
