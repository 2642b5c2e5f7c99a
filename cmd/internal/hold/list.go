package hold

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"monban/detect/policy"
)

// A Query selects messages. Zero fields do not restrict.
type Query struct {
	States []State
	// Sender are the addresses of one person, as the envelope's sender or as the
	// login. They are compared as Item.Own does.
	Sender        []string
	After, Before time.Time
	Limit         int // 0 is 100
}

const columns = `id, created, expires, state, verdict, score, people, sender, login, subject, message_id, queue_id, node, sha256, bytes, report, queue, arrived`

// Get returns a message without its body.
func (s *Store) Get(ctx context.Context, id string) (*Item, error) {
	return s.get(ctx, s.db, id)
}

// A querier is the database or a transaction in it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *Store) get(ctx context.Context, q querier, id string) (*Item, error) {
	it, err := s.scan(q.QueryRowContext(ctx, s.lang.q(`SELECT `+columns+` FROM item WHERE id = ?`), id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	return it, s.recipients(ctx, q, it)
}

// List returns messages, the newest first, without their bodies.
func (s *Store) List(ctx context.Context, q Query) ([]*Item, error) {
	var out []*Item
	err := s.Walk(ctx, q, func(it *Item) error {
		out = append(out, it)
		return nil
	})
	for _, it := range out {
		if err == nil {
			err = s.recipients(ctx, s.db, it)
		}
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Walk calls f with messages, the newest first, without their bodies and
// recipients. It keeps none in memory.
func (s *Store) Walk(ctx context.Context, q Query, f func(*Item) error) error {
	where, args := q.where()
	if q.Limit <= 0 {
		q.Limit = 100
	}
	rows, err := s.db.QueryContext(ctx, s.lang.q(`SELECT `+columns+` FROM item WHERE `+where+` ORDER BY created DESC, id LIMIT ?`), append(args, q.Limit)...)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	err = each(rows, func() error {
		it, err := s.scan(rows.Scan)
		if err != nil {
			return err
		}
		return f(it)
	})
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	return nil
}

// where is the condition of a query in SQL.
func (q *Query) where() (string, []any) {
	where, args := []string{"1 = 1"}, []any{}
	if len(q.States) > 0 {
		where = append(where, "state IN (?"+strings.Repeat(",?", len(q.States)-1)+")")
		for _, st := range q.States {
			args = append(args, st)
		}
	}
	if len(q.Sender) > 0 {
		var one []string
		for _, a := range q.Sender {
			one = append(one, `sender = ? OR login = ? OR sender LIKE ? ESCAPE '!' OR login LIKE ? ESCAPE '!'`)
			plain := person(a)
			tagged := plus(plain)
			args = append(args, plain, plain, tagged, tagged)
		}
		where = append(where, "("+strings.Join(one, " OR ")+")")
	}
	if !q.After.IsZero() {
		where = append(where, "created >= ?")
		args = append(args, q.After.UnixNano())
	}
	if !q.Before.IsZero() {
		where = append(where, "created < ?")
		args = append(args, q.Before.UnixNano())
	}
	return strings.Join(where, " AND "), args
}

// plus is the pattern of LIKE for the addresses of a person with something
// behind a plus.
func plus(address string) string {
	local, domain, ok := strings.Cut(strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(address), "@")
	if !ok {
		return ""
	}
	return local + "+%@" + domain
}

// each calls f for every row and closes them.
func each(rows *sql.Rows, f func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := f(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scan reads the columns of an item.
func (s *Store) scan(row func(...any) error) (*Item, error) {
	it := &Item{}
	var created, expires, arrived int64
	var verdict string
	var subject, report []byte
	if err := row(&it.ID, &created, &expires, &it.State, &verdict, &it.Score, &it.People, &it.From, &it.Login, &subject,
		&it.MessageID, &it.QueueID, &it.Node, &it.SHA256, &it.Bytes, &report, &it.Queue, &arrived); err != nil {
		return nil, err
	}
	it.Created, it.Expires = time.Unix(0, created), time.Unix(0, expires)
	if arrived != 0 {
		it.Arrived = time.Unix(0, arrived)
	}
	v, ok := policy.ParseVerdict(verdict)
	if !ok {
		return nil, fmt.Errorf("the verdict of %s is damaged", it.ID)
	}
	it.Verdict = v
	b, err := s.seal.open(subject, it.ID+" subject")
	if err != nil {
		return nil, err
	}
	it.Subject = string(b)
	it.Report, err = s.seal.open(report, it.ID+" report")
	return it, err
}

func (s *Store) recipients(ctx context.Context, q querier, it *Item) error {
	rows, err := q.QueryContext(ctx, s.lang.q(`SELECT address, inside, verdict, chosen FROM recipient WHERE item = ? ORDER BY n`), it.ID)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	return each(rows, func() error {
		var r Recipient
		var inside, chosen int
		var verdict string
		if err := rows.Scan(&r.Address, &inside, &verdict, &chosen); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		v, ok := policy.ParseVerdict(verdict)
		if !ok {
			return fmt.Errorf("hold: the verdict of a recipient of %s is damaged", it.ID)
		}
		r.Inside, r.Verdict, r.Chosen = inside != 0, v, chosen != 0
		it.Recipients = append(it.Recipients, r)
		return nil
	})
}

// A Count is how many messages stand in a state, and since when.
type Count struct {
	Number int
	Oldest time.Time
}

// Counts tells how many messages stand in each state.
func (s *Store) Counts(ctx context.Context) (map[State]Count, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT state, COUNT(*), MIN(created) FROM item GROUP BY state`)
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	out := map[State]Count{}
	err = each(rows, func() error {
		var st State
		var c Count
		var oldest int64
		err := rows.Scan(&st, &c.Number, &oldest)
		c.Oldest = time.Unix(0, oldest)
		out[st] = c
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("hold: %w", err)
	}
	return out, nil
}
