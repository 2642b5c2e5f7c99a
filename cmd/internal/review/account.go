package review

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/argon2"

	"monban/cmd/internal/hold"
)

// A Role is a right beyond looking at one's own messages.
type Role string

// Approvers see all messages and decide about those of others; Substitutes may
// do the same, and are asked when no approver can decide, or none has for a while;
// Revealers may fetch the original of a message that they see; Analysts see the
// near misses of everybody.
const (
	Approver   Role = "approver"
	Substitute Role = "substitute"
	Revealer   Role = "reveal"
	Analyst    Role = "report"
)

// An Account is somebody who can log in.
type Account struct {
	Address string   // mail address, in lower case
	Also    []string // other addresses of the same person
	Roles   []Role
	hash    string
}

// Addresses are all of the account's.
func (a *Account) Addresses() []string { return append([]string{a.Address}, a.Also...) }

// Decides reports whether the account may decide about messages of others.
func (a *Account) Decides() bool { return a.Has(Approver) || a.Has(Substitute) }

// Has reports whether the account has a right.
func (a *Account) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Accounts are the people who can log in. A nil *Accounts has none.
type Accounts struct {
	list map[string]*Account
	// few bounds how many passwords are checked at once: each takes 19 MB.
	few chan struct{}
	one sync.Once
	no  string // a hash that nothing fits, so that unknown addresses take as long
}

// LoadAccounts reads a file of accounts: a line each, "address roles hash", with
// blanks between. Other addresses of the same person follow the first one behind
// commas; roles are separated by commas, "-" is none; the hash is what
// "monban serve --hash" prints, "-" for somebody who logs in at a proxy only.
// Lines that begin with # are comments.
func LoadAccounts(path string) (*Accounts, error) {
	fi, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	if fi.Mode().Perm()&0o022 != 0 {
		return nil, fmt.Errorf("accounts: others can write to %s: chmod 640 %s", path, path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	defer f.Close()
	a, err := readAccounts(f)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	return a, nil
}

func readAccounts(r io.Reader) (*Accounts, error) {
	a := &Accounts{list: map[string]*Account{}, few: make(chan struct{}, 2)}
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 3 {
			return nil, fmt.Errorf("%d: a line is \"address roles hash\"", n)
		}
		names := strings.Split(strings.ToLower(f[0]), ",")
		acc := &Account{Address: names[0], Also: names[1:], hash: f[2]}
		for _, name := range names {
			if local, domain, ok := strings.Cut(name, "@"); !ok || local == "" || domain == "" {
				return nil, fmt.Errorf("%d: an address is missing or has no @", n)
			}
			if a.list[name] != nil {
				return nil, fmt.Errorf("%d: an address stands in the file twice", n)
			}
			a.list[name] = acc
		}
		if f[1] != "-" {
			for _, role := range strings.Split(f[1], ",") {
				if !slices.Contains([]Role{Approver, Substitute, Revealer, Analyst}, Role(role)) {
					return nil, fmt.Errorf("%d: there is no role %q (approver, substitute, reveal, report)", n, role)
				}
				acc.Roles = append(acc.Roles, Role(role))
			}
		}
		if acc.hash != "-" {
			if _, err := parseHash(acc.hash); err != nil {
				return nil, fmt.Errorf("%d: %w", n, err)
			}
		}
		a.list[acc.Address] = acc
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("0: %w", err)
	}
	return a, nil
}

// passwords reports whether anybody can log in with a password.
func (a *Accounts) passwords() bool {
	if a == nil {
		return false
	}
	for _, acc := range a.list {
		if acc.hash != "-" {
			return true
		}
	}
	return false
}

// Find returns the account of an address. Somebody without a line in the file
// has no rights but to his own messages.
func (a *Accounts) Find(address string) *Account {
	address = strings.ToLower(address)
	if a != nil && a.list[address] != nil {
		return a.list[address]
	}
	return &Account{Address: address}
}

// Asked returns the addresses of those who are asked to decide about a message:
// the approvers but its sender; the substitutes, too, when it has waited long
// (late), or when there is no such approver.
func (a *Accounts) Asked(it *hold.Item, late bool) (out []string) {
	if a == nil {
		return nil
	}
	with := func(r Role) {
		for _, acc := range a.list {
			if acc.Has(r) && !it.Own(acc.Addresses()...) && !slices.Contains(out, acc.Address) {
				out = append(out, acc.Address)
			}
		}
	}
	with(Approver)
	if late || len(out) == 0 {
		with(Substitute)
	}
	slices.Sort(out)
	return out
}

// Login returns the account when the password is right, nil otherwise. It takes
// the same time for addresses that do not exist.
func (a *Accounts) Login(address, password string) *Account {
	if a == nil {
		return nil
	}
	a.one.Do(func() { a.no = Hash(rand.Text()) })
	a.few <- struct{}{}
	defer func() { <-a.few }()
	acc, known := a.list[strings.ToLower(strings.TrimSpace(address))]
	hash := a.no
	if known && acc.hash != "-" {
		hash = acc.hash
	}
	if !fits(hash, password) || !known {
		return nil
	}
	return acc
}

// The cost of a password, as OWASP recommends for argon2id (Password Storage
// Cheat Sheet): 19 MiB, 2 passes, 1 lane.
const (
	memory = 19 << 10 // KiB
	passes = 2
	lanes  = 1
)

// Hash returns the line of an accounts file for a password.
func Hash(password string) string {
	salt := make([]byte, 16)
	rand.Read(salt) // never fails
	sum := argon2.IDKey([]byte(password), salt, passes, memory, lanes, 32)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// A hash is what the text form of one says.
type hashed struct {
	memory, passes uint32
	lanes          uint8
	salt, sum      []byte
}

var errHash = errors.New("the hash is not one of argon2id: make it with \"monban serve --hash\"")

func parseHash(s string) (h hashed, err error) {
	f := strings.Split(s, "$")
	version := 0
	if len(f) != 6 || f[1] != "argon2id" {
		return h, errHash
	}
	if _, err := fmt.Sscanf(f[2], "v=%d", &version); err != nil || version != argon2.Version {
		return h, errHash
	}
	if _, err := fmt.Sscanf(f[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.lanes); err != nil {
		return h, errHash
	}
	h.salt, err = base64.RawStdEncoding.DecodeString(f[4])
	if err == nil {
		h.sum, err = base64.RawStdEncoding.DecodeString(f[5])
	}
	if err != nil || len(h.sum) < 16 || len(h.salt) < 8 || h.memory > 256<<10 || h.passes == 0 || h.passes > 16 || h.lanes == 0 {
		return h, errHash
	}
	return h, nil
}

func fits(hash, password string) bool {
	h, err := parseHash(hash)
	if err != nil {
		return false
	}
	sum := argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.sum)))
	return subtle.ConstantTimeCompare(sum, h.sum) == 1
}
