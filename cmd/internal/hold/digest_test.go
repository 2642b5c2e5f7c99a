package hold

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// digest is part of TestStores: of several nodes one tells somebody, each time.
func digest(t *testing.T, s *Store, c *clock) {
	ctx := context.Background()
	last, err := s.Digested(ctx, "boss@corp.example")
	if err != nil || !last.IsZero() {
		t.Fatalf("told %v, %v", last, err)
	}
	for range 3 {
		var mine atomic.Int32
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				ok, err := s.Digest(ctx, "Boss@corp.example", last, c.now())
				if err != nil {
					t.Error(err)
				}
				if ok {
					mine.Add(1)
				}
			})
		}
		wg.Wait()
		at, err := s.Digested(ctx, "boss@corp.example")
		if mine.Load() != 1 || err != nil || !at.Equal(c.now()) {
			t.Errorf("%d nodes tell him at %v, %v", mine.Load(), at, err)
		}
		last = at
		c.add(time.Hour)
	}
	if ok, err := s.Digest(ctx, "boss@corp.example", last, time.Time{}); err != nil || !ok {
		t.Errorf("taken back: %v, %v", ok, err)
	}
	if at, err := s.Digested(ctx, "boss@corp.example"); err != nil || !at.IsZero() {
		t.Errorf("told at %v, %v", at, err)
	}
}
