package outbox

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"time"
	"unicode/utf8"
)

func defaultJobs() int { return runtime.GOMAXPROCS(0) }

// A DiskName is a name as the disk has it: any bytes. In JSON it is a string,
// or {"base64": …} when it is no text.
type DiskName string

// MarshalJSON implements json.Marshaler.
func (n DiskName) MarshalJSON() ([]byte, error) {
	if utf8.ValidString(string(n)) {
		return json.Marshal(string(n))
	}
	return json.Marshal(map[string]string{"base64": base64.StdEncoding.EncodeToString([]byte(n))})
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *DiskName) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err == nil {
		*n = DiskName(s)
		return nil
	}
	var m map[string]string
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	raw, err := base64.StdEncoding.DecodeString(m["base64"])
	*n = DiskName(raw)
	return err
}

// An item is what is written down before a file is taken.
type item struct {
	ID      string
	Folder  DiskName `json:",omitempty"` // below outbox/, "" at its top
	Name    DiskName
	To      []string
	Owner   string
	Taken   time.Time
	Why     Why      `json:",omitempty"`
	Sidecar DiskName `json:",omitempty"` // below outbox/, or of a dropped folder
	// SidecarIno tells the file with the recipients from a later one.
	SidecarIno [2]uint64
}

// A Record is the report that stands in .reports for every message.
type Record struct {
	Schema  string   `json:"schema"`
	ID      string   `json:"id"`
	Outcome string   `json:"outcome"` // "ready", "held" or "rejected"
	Verdict string   `json:"verdict"`
	Why     Why      `json:"why,omitempty"`
	People  int      `json:"people"`
	Name    DiskName `json:"name"`             // as it was dropped
	Folder  DiskName `json:"folder,omitempty"` // below outbox/
	Placed  DiskName `json:"placed"`           // its name now, below the folder of the outcome
	// Pages are the names of the pages that say why, in held/.
	Pages    []DiskName      `json:"pages,omitempty"`
	Shown    string          `json:"shown"` // its name with values masked
	Owner    string          `json:"owner"`
	From     string          `json:"from"`
	To       []string        `json:"to"`
	Taken    time.Time       `json:"taken"`
	Decided  time.Time       `json:"decided"`
	Files    []RecordFile    `json:"files"`
	Decision *Decision       `json:"decision,omitempty"`
	Rules    []string        `json:"rules,omitempty"`
	Report   json.RawMessage `json:"report,omitempty"` // monban/report/v1
}

// A RecordFile is one file of a message.
type RecordFile struct {
	Path   DiskName `json:"path"`
	Bytes  int64    `json:"bytes"`
	SHA256 string   `json:"sha256"`
}

// A Decision is what a person, or the end of the time for it, decided.
type Decision struct {
	Action string    `json:"action"` // "approve", "reject" or "expire"
	By     string    `json:"by"`
	Time   time.Time `json:"time"`
	People int       `json:"people"`
	// Ino tells the file from a later one of the same name.
	Ino [2]uint64 `json:"ino"`
}

const schema = "monban/outbox/v1"

// newID returns a name for a message that sorts by time where the clock allows
// it, and is unique whatever the clock does.
func newID(now time.Time) string {
	var b [6]byte
	rand.Read(b[:])
	return now.Format("20060102-150405-") + hex.EncodeToString(b[:])
}

func (b *Box) dir(id string) string     { return filepath.Join(b.work, id) }
func (b *Box) content(id string) string { return filepath.Join(b.work, id, "content") }

// folder is where messages of an outcome go.
func (b *Box) folder(outcome string) string { return filepath.Join(b.base, outcome) }

// recordPath is where the record of a message of an outcome lies.
func (b *Box) recordPath(outcome, id string) string {
	return filepath.Join(b.base, outcome, reports, id+".json")
}

// most is how large notes of our own may be.
const most = 256 << 20

func (b *Box) readItem(id string) (*item, error) {
	raw, err := b.fs.ReadFile(filepath.Join(b.dir(id), "item.json"), most)
	if err != nil {
		return nil, err
	}
	it := &item{}
	if err := json.Unmarshal(raw, it); err != nil {
		return nil, fmt.Errorf("item.json: %w", err)
	}
	return it, nil
}

func (f *FS) readRecord(path string) (*Record, error) {
	raw, err := f.ReadFile(path, most)
	if err != nil {
		return nil, err
	}
	r := &Record{}
	if err := json.Unmarshal(raw, r); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", filepath.Base(path), errNoRecord, err)
	}
	if r.Schema != schema || r.ID == "" {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), errNoRecord)
	}
	return r, nil
}

var errNoRecord = errors.New("not a record of a message")

// putRecord writes a record to the disk; its name is durable with the next sync
// of the folder.
func (f *FS) putRecord(path string, r *Record) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return f.Write(path, append(raw, '\n'))
}
