package audit

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// TestShared: two writers that know nothing of each other, each with many
// goroutines, leave one whole chain with every entry in it.
func TestShared(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	const each, writers = 100, 8
	var wg sync.WaitGroup
	for p := range 2 {
		s, err := OpenShared(path)
		if err != nil {
			t.Fatal(err)
		}
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if err := s.Append(Entry{Event: "ready", ID: strconv.Itoa(p) + "." + strconv.Itoa(w) + "." + strconv.Itoa(i)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	n, err := Verify(bytes.NewReader(b))
	if err != nil || n != 2*each*writers {
		t.Fatalf("%d lines, %v", n, err)
	}
	ids := map[string]bool{}
	if err := Walk(bytes.NewReader(b), func(e Entry, _ string) error { ids[e.ID] = true; return nil }); err != nil || len(ids) != n {
		t.Errorf("%d different entries of %d, %v", len(ids), n, err)
	}
}

// TestSharedGivesBack: when nothing is written, others get the file at once.
func TestSharedGivesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	s, err := OpenShared(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Append(Entry{Event: "held"}); err != nil {
		t.Fatal(err)
	}
	o, err := OpenShared(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Append(Entry{Event: "approve"}); err != nil {
		t.Error(err)
	}
}
