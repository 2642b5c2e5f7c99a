package detect

import (
	"hash/maphash"
	"strings"

	"monban/extract"
)

// A Finding is a value of a kind, placed in its file.
type Finding struct {
	Kind       Kind
	Loc        extract.Loc
	Hidden     extract.Hidden
	Value      Secret
	Confidence float64
	Evidence   Evidence
	Person     int // 1-based number in the Result's People; 0 when tied to nobody
	Business   bool
}

// A KindCount sums up one kind in one file. Counts are complete even when the
// list of findings is not.
type KindCount struct {
	Kind       Kind
	Count      int // values that say something
	People     int
	Hidden     int // values in hidden places
	Confidence float64
	Business   bool // all of them are business contacts
}

// A Table is what was decided about one table.
type Table struct {
	Part, Sheet string
	Page        int
	HeaderRows  []int
	FirstRow    int
	Rows        int
	People      int
	Transposed  bool
	Columns     []Column
	Hidden      extract.Hidden
}

// A Column is a column of a table that holds personal data. Index is the column
// number, from 1; of a transposed table the row number.
type Column struct {
	Index      int
	Name       string // of a column that has a name instead of a letter (SQL, JSON)
	Header     string
	Kind       Kind
	Confidence float64
	Values     int
	Hidden     extract.Hidden
}

// A Person is one data subject, reduced to what a policy asks: no values.
type Person struct {
	Kinds    KindSet // everything known of the person
	Hidden   KindSet // what stands in hidden places
	Business bool    // a business contact and nothing more
}

// Status says how much of a file was read.
type Status string

const (
	Inspected   Status = "inspected"
	Partial     Status = "partial"
	Uninspected Status = "uninspected"
)

// A Report is everything known about one outermost file.
type Report struct {
	File     string
	Type     string
	Bytes    int64
	SHA256   string
	Status   Status
	Gaps     []extract.Gap
	Kinds    []KindCount
	Tables   []Table
	Findings []Finding
	// Truncated tells that findings were left out of the list.
	Truncated bool
	// People are the data subjects of this file, as far as this file tells.
	People []Person
	// Numbers[i] is the number in Result.People of People[i]; nil when the file
	// is alone, and its people are all.
	Numbers []int
	Score   int
}

// A Result is what the files of one message expose together.
type Result struct {
	Files  []*Report
	People []Person
	Score  int
	// Mail finds the number of a person by the key of a mail address (MailKey);
	// 0 means that it is nobody's in the files. nil knows nobody.
	Mail func(key uint64) int
}

// Person returns person number n, counted from 1.
func (r *Result) Person(n int) *Person { return &r.People[n-1] }

// Owner returns the number of the person whose mail address stands in the
// files, 0 when it is nobody's.
func (r *Result) Owner(addr string) int {
	if r.Mail == nil {
		return 0
	}
	return r.Mail(MailKey(addr))
}

// keySeed is fixed so that keys of several scans can be compared in one run.
var keySeed = maphash.MakeSeed()

// KeyOf hashes a value of a kind for comparing. Keys live only in this process.
func KeyOf(kind Kind, value string) uint64 {
	h := maphash.String(keySeed, value) ^ uint64(kind.Index()+2)*0x9E3779B97F4A7C15
	h = (h ^ h>>32) * 0xD6E8FEB86659FD93
	return h ^ h>>32
}

// MailKey is the key of a mail address.
func MailKey(addr string) uint64 { return KeyOf(Email, strings.ToLower(strings.TrimSpace(addr))) }
