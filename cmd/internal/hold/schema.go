package hold

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// A dialect is what the two databases write differently.
type dialect struct {
	driver string
	blob   string // the type of bytes
	skip   string // makes SELECT leave out rows that another node has in hand
}

var (
	sqlite   = dialect{driver: "sqlite", blob: "BLOB"}
	postgres = dialect{driver: "pgx", blob: "BYTEA", skip: " FOR UPDATE SKIP LOCKED"}
)

func connect(source string) (*sql.DB, dialect, error) {
	d, dsn := sqlite, ""
	switch {
	case strings.HasPrefix(source, "postgres://"), strings.HasPrefix(source, "postgresql://"):
		d, dsn = postgres, source
	case source == "" || strings.Contains(source, "://"):
		return nil, d, fmt.Errorf("hold: the store must be a file or postgres://…")
	default:
		f, err := os.OpenFile(source, os.O_CREATE, 0o600) // for nobody else to read
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			return nil, d, fmt.Errorf("hold: %w", err)
		}
		// a writer waits for its turn at the start of a transaction, not in the
		// middle, where SQLite would have to fail
		dsn = "file:" + (&url.URL{Path: source}).EscapedPath() + "?_pragma=busy_timeout(15000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_txlock=immediate"
	}
	db, err := sql.Open(d.driver, dsn)
	if err != nil {
		return nil, d, fmt.Errorf("hold: %w", err)
	}
	db.SetMaxOpenConns(8)
	return db, d, nil
}

// alone waits until no other transaction is storing a body with this digest. In
// SQLite there never is another.
func (d dialect) alone(ctx context.Context, t *sql.Tx, digest string) error {
	if d.driver == sqlite.driver {
		return nil
	}
	_, err := t.ExecContext(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, digest)
	return err
}

// q writes a query in the words of the database: "?" becomes "$1" there.
func (d dialect) q(query string) string {
	if d.driver == sqlite.driver {
		return query
	}
	var b strings.Builder
	n := 0
	for _, c := range query {
		if c == '?' {
			n++
			b.WriteString("$" + strconv.Itoa(n))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// schema are the steps from an empty database to today's. Only ever append.
// Times are nanoseconds since 1970; a body is kept in pieces, so that no node
// has a whole mail in memory.
var schema = []string{
	`CREATE TABLE item (
		id TEXT PRIMARY KEY, created BIGINT NOT NULL, expires BIGINT NOT NULL, state TEXT NOT NULL, verdict TEXT NOT NULL,
		score INTEGER NOT NULL, people INTEGER NOT NULL, sender TEXT NOT NULL, login TEXT NOT NULL, subject @BLOB NOT NULL,
		message_id TEXT NOT NULL, queue_id TEXT NOT NULL, node TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL,
		report @BLOB NOT NULL, holder TEXT NOT NULL DEFAULT '', lease BIGINT NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0)`,
	`CREATE INDEX item_state ON item (state, created)`,
	`CREATE INDEX item_sender ON item (sender, created)`,
	`CREATE TABLE recipient (item TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE, n INTEGER NOT NULL, address TEXT NOT NULL,
		inside INTEGER NOT NULL, verdict TEXT NOT NULL, chosen INTEGER NOT NULL, PRIMARY KEY (item, n))`,
	`CREATE TABLE body (item TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE, n INTEGER NOT NULL, data @BLOB NOT NULL, PRIMARY KEY (item, n))`,
	`CREATE TABLE decision (item TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE, n INTEGER NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
		action TEXT NOT NULL, people INTEGER NOT NULL, recipients TEXT NOT NULL, remark @BLOB NOT NULL, PRIMARY KEY (item, n))`,
	`CREATE TABLE ticket (hash TEXT PRIMARY KEY, item TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE, actor TEXT NOT NULL,
		purpose TEXT NOT NULL, expires BIGINT NOT NULL, used BIGINT NOT NULL DEFAULT 0)`,
	`CREATE TABLE notice (item TEXT NOT NULL REFERENCES item (id) ON DELETE CASCADE, n INTEGER NOT NULL, occasion TEXT NOT NULL, at BIGINT NOT NULL,
		lease BIGINT NOT NULL DEFAULT 0, sent BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (item, n))`,
	`CREATE INDEX notice_waiting ON notice (sent, at)`,
	// queue, arrived and cleared are those of messages in the queue of a mail
	// server (queue.go)
	`ALTER TABLE item ADD COLUMN queue TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE item ADD COLUMN arrived BIGINT NOT NULL DEFAULT 0`,
	`ALTER TABLE item ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0`,
	`CREATE INDEX item_queue ON item (queue, cleared)`,
	`CREATE TABLE digest (reader TEXT PRIMARY KEY, at BIGINT NOT NULL)`,
}

// migrate applies the steps that the database does not have yet. Several nodes
// may start at once.
func (s *Store) migrate(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS version (n INTEGER NOT NULL)`); err != nil {
		// two nodes that create it at once: one of them sees a conflict
		if _, again := s.db.ExecContext(ctx, `SELECT n FROM version`); again != nil {
			return fmt.Errorf("hold: %w", err)
		}
	}
	return s.tx(ctx, func(t *sql.Tx) error {
		if s.lang.driver == postgres.driver {
			if _, err := t.ExecContext(ctx, `LOCK TABLE version IN EXCLUSIVE MODE`); err != nil {
				return fmt.Errorf("hold: %w", err)
			}
		}
		done := 0
		if err := t.QueryRowContext(ctx, `SELECT COALESCE(MAX(n), 0) FROM version`).Scan(&done); err != nil {
			return fmt.Errorf("hold: %w", err)
		}
		if done > len(schema) {
			return fmt.Errorf("hold: the store was written by a newer monban (version %d, this one knows %d)", done, len(schema))
		}
		for i := done; i < len(schema); i++ {
			if _, err := t.ExecContext(ctx, strings.ReplaceAll(schema[i], "@BLOB", s.lang.blob)); err != nil {
				return fmt.Errorf("hold: step %d: %w", i+1, err)
			}
			if _, err := t.ExecContext(ctx, s.lang.q(`INSERT INTO version (n) VALUES (?)`), i+1); err != nil {
				return fmt.Errorf("hold: %w", err)
			}
		}
		return nil
	})
}
