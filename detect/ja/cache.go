package ja

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// A Tokenizer cuts Japanese text into words with the IPADIC dictionary, as
// kagome does in its normal mode. It is immutable and safe for concurrent use;
// each goroutine brings its own State.
type Tokenizer struct {
	*flat
	cached bool
}

// CacheDir returns the folder in which the dictionary is kept between runs by
// default, or "" when the system names none.
func CacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "monban")
}

// fileName of the flat dictionary. A new version has a new name, so that
// programs of different versions do not drive each other's file out.
const fileName = "ipadic-" + dictVersion + "-4.flat"

// Open returns a tokenizer whose dictionary is mapped from a file in dir. When
// the file is absent or damaged it is built, which takes up to two seconds, and
// put in place in one step. The file holds the public dictionary and nothing
// of the files that were checked. An empty dir keeps the dictionary in memory.
//
// The tokenizer is never nil. An error says why the file could not be kept;
// the dictionary is then in memory.
func Open(dir string) (*Tokenizer, error) {
	if dir == "" {
		return &Tokenizer{flat: buildFlat()}, nil
	}
	name := filepath.Join(dir, fileName)
	if b, err := mapFile(name); err == nil {
		if f, ok := openFlat(b); ok {
			return &Tokenizer{flat: f, cached: true}, nil
		}
		unmap(b)
	}
	t := &Tokenizer{flat: buildFlat()}
	if err := save(dir, name, t.bytes); err != nil {
		return t, fmt.Errorf("dictionary cache: %w", err)
	}
	return t, nil
}

// Cached reports whether the dictionary came from the file, not from kagome.
func (t *Tokenizer) Cached() bool { return t.cached }

// save writes b to name so that no reader ever sees a part of it.
func save(dir, name string, b []byte) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, "ipadic-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(b); err != nil {
		tmp.Close()
		return err
	}
	if err = tmp.Sync(); err != nil {
		tmp.Close()
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}

// Shared returns a function that opens the tokenizer at its first call and
// gives the same one from then on, so that a run that needs no words does not
// load the dictionary.
func Shared(dir string) func() *Tokenizer {
	return sync.OnceValue(func() *Tokenizer {
		t, _ := Open(dir) // without a cache it works too, only later
		return t
	})
}
