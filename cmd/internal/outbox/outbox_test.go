package outbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeCheck stands in for the gate: whatever holds SECRET is held.
func fakeCheck(_ context.Context, m Message) (Result, error) {
	r := Result{Release: m.Why == "", Verdict: "pass", Shown: "name", Report: json.RawMessage(`{}`)}
	for _, f := range m.Files {
		if m.Why != "" {
			break
		}
		b, err := os.ReadFile(f.Path)
		if err != nil {
			return r, err
		}
		sum := sha256.Sum256(b)
		r.SHA256 = append(r.SHA256, hex.EncodeToString(sum[:]))
		if bytes.Contains(b, []byte("SECRET")) {
			r.Release = false
			r.People += bytes.Count(b, []byte("SECRET"))
		}
	}
	if !r.Release {
		r.Verdict, r.HTML, r.Text = "hold", []byte("<p>held\n"), []byte("held "+string(m.Why)+"\n")
	}
	return r, nil
}

// A yard is a box in a temporary folder, running.
type yard struct {
	*Box
	t    *testing.T
	mu   sync.Mutex
	log  []Event
	want map[string]string // content by name, of what was dropped
}

// quick are options for tests: nothing takes long.
func quick(t *testing.T) Options {
	return Options{Dir: t.TempDir(), Check: fakeCheck, Settle: 60 * time.Millisecond, WaitLimit: 400 * time.Millisecond, Interval: 200 * time.Millisecond, Ja: true}
}

func openYard(t *testing.T, opt Options) *yard {
	t.Helper()
	y := &yard{t: t, want: map[string]string{}}
	notify := opt.Notify
	opt.Notify = func(e Event) {
		y.mu.Lock()
		defer y.mu.Unlock()
		y.log = append(y.log, e)
		if notify != nil {
			notify(e)
		}
	}
	b, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	y.Box = b
	return y
}

// start runs the box until the test ends or the function is called.
func (y *yard) start() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- y.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := errors.Join(<-done, y.Close()); err != nil {
				y.t.Errorf("Run: %v", err)
			}
		})
	}
	y.t.Cleanup(stop)
	return stop
}

func (y *yard) drop(name, content string) {
	y.t.Helper()
	p := filepath.Join(y.out, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o755), os.WriteFile(p, []byte(content), 0o644)); err != nil {
		y.t.Fatal(err)
	}
	y.want[name] = content
}

// await waits until cond is true.
func (y *yard) await(what string, cond func() bool) {
	y.t.Helper()
	for end := time.Now().Add(20 * time.Second); !cond(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			y.mu.Lock()
			defer y.mu.Unlock()
			y.t.Fatalf("still not: %s\nevents %+v\n%s", what, y.log[max(0, len(y.log)-5):], y.list())
		}
	}
}

func (y *yard) list() string {
	var out strings.Builder
	_ = filepath.WalkDir(y.base, func(p string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(y.base, p)
		fmt.Fprintln(&out, rel)
		return err
	})
	return out.String()
}

func (y *yard) has(path string) bool {
	_, err := os.Lstat(filepath.Join(y.base, path))
	return err == nil
}

func (y *yard) count(what string) (n int) {
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, e := range y.log {
		if e.What == what {
			n++
		}
	}
	return n
}

// records reads what stands in .reports of an outcome.
func (y *yard) records(outcome string) []*Record {
	y.t.Helper()
	names, err := filepath.Glob(filepath.Join(y.base, outcome, reports, "*.json"))
	if err != nil {
		y.t.Fatal(err)
	}
	var out []*Record
	for _, n := range names {
		r, err := RealFS().readRecord(n)
		if err != nil {
			y.t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func TestReadyAndHeld(t *testing.T) {
	y := openYard(t, quick(t))
	y.drop("before.csv", "a,b")
	stop := y.start()
	y.drop("名簿 1.csv", "SECRET SECRET")
	y.drop("ok.csv", "a")
	y.await("three files done", func() bool { return y.count("ready") == 2 && y.count("held") == 1 })
	for _, p := range []string{"ready/before.csv", "ready/ok.csv", "held/名簿 1.csv", "held/名簿 1.csv.理由.html", "held/名簿 1.csv.理由.txt"} {
		if !y.has(p) {
			t.Errorf("no %s in\n%s", p, y.list())
		}
	}
	stop()
	r := y.records("held")
	if len(r) != 1 || r[0].People != 2 || r[0].Placed != "名簿 1.csv" || r[0].Verdict != "hold" || len(r[0].Files) != 1 || r[0].Files[0].SHA256 == "" {
		t.Errorf("record %+v", r)
	}
	if es, err := os.ReadDir(y.work); err != nil || len(es) > 0 {
		t.Errorf("left in work/: %v, %v", es, err)
	}
}

func TestSameNameTwice(t *testing.T) {
	y := openYard(t, quick(t))
	y.start()
	for i := range 3 {
		y.drop("a.tar.csv", fmt.Sprint(i))
		y.await("taken", func() bool { return y.count("ready") == i+1 })
	}
	var got []string
	for _, n := range []string{"a.tar.csv", "a.tar (2).csv", "a.tar (3).csv"} {
		b, err := os.ReadFile(filepath.Join(y.ready, n))
		if err != nil {
			t.Error(err)
		}
		got = append(got, string(b))
	}
	if !slices.Equal(got, []string{"0", "1", "2"}) {
		t.Errorf("got %q", got)
	}
}
