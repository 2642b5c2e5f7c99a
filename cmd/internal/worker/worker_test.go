package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"monban/extract"
)

func TestMain(m *testing.M) {
	if IsChild(os.Args) {
		Serve(os.Args, testWalker())
	}
	os.Exit(m.Run())
}

// memo remembers what came.
type memo struct {
	got   []string
	units int
	stop  error
	slow  time.Duration
}

func (m *memo) say(format string, args ...any) error {
	m.got = append(m.got, fmt.Sprintf(format, args...))
	return m.stop
}

func (m *memo) Row(cells []extract.Unit) error {
	m.units += len(cells)
	if len(cells) > 0 && (len(m.got) == 0 || !strings.HasPrefix(m.got[len(m.got)-1], "row")) {
		return m.say("row %+v", cells[0])
	}
	time.Sleep(m.slow)
	return m.stop
}

func (m *memo) Text(u extract.Unit) error {
	if u.Role == extract.Name {
		return m.stop
	}
	return m.say("text %+v", u)
}
func (m *memo) Gap(g extract.Gap) error                      { return m.say("gap %s: %v", g.Code, g.Err) }
func (m *memo) File(string, extract.Hidden, io.Reader) error { return errors.New("never called") }
func (m *memo) String() string                               { return strings.Join(m.got, "\n") }

func orders(s string, passwords ...string) extract.File {
	return extract.File{Name: "a.orders", Size: int64(len(s)), Data: strings.NewReader(s), Passwords: passwords}
}

func newPool(t *testing.T, o Options) *Pool {
	t.Helper()
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// TestSameAsInProcess compares the pool with the walker itself.
func TestSameAsInProcess(t *testing.T) {
	p := newPool(t, Options{Jobs: 1})
	for _, s := range []string{"", "text hello", "rows 3\ntext a\nrows 1", "gap", "file\ntext after", "places\nfile\nplaces", "fail", "panic", "passwords", "wide 70000", "\x00unknown", "long 34000000\ntext after"} {
		var want, got memo
		f := orders(s, "p 1", "ü")
		if err := testWalker().Walk(context.Background(), f, &want); err != nil {
			t.Fatal(err)
		}
		if err := p.Read(context.Background(), f, &got); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		switch {
		case strings.HasPrefix(s, "long"):
			if !strings.Contains(got.String(), "gap limit: one text of more than 32 MB") || !strings.Contains(got.String(), "Text:after") {
				t.Errorf("a long text: got %.200s", got.String())
			}
		case s == "gap":
			if len(got.String()) > 500 || !strings.HasPrefix(got.String(), "gap encrypted: long long") {
				t.Errorf("a long gap: got %d bytes", len(got.String()))
			}
		case !reflect.DeepEqual(got.got, want.got) || got.units != want.units:
			t.Errorf("%q: got\n%.300s (%d)\nwant\n%.300s (%d)", s, got.String(), got.units, want.String(), want.units)
		}
	}
}

func TestBadFilesDoNotStopTheRest(t *testing.T) {
	p := newPool(t, Options{Jobs: 2, Timeout: time.Minute, Memory: 256 << 20})
	hasty := newPool(t, Options{Jobs: 1, Timeout: time.Second})
	cases := []struct {
		orders, want string
		noRace       bool
	}{
		{"text before\ncrash", "gap corrupt: the reader of this file stopped before its end", false},
		{"text before\nexit", "gap corrupt: the reader of this file stopped before its end", false},
		{"text before\nspin", "gap timeout: not read to its end within 1s", false},
		{"text before\nhog", "gap limit: reading it takes more than 256 MB of memory", false},
		{"text before\nhuge", "gap limit: reading it takes more than 256 MB of memory", true},
		{"text before\ndeep", "gap limit:", true},
		{"text before\nnonsense\ntext after", "gap corrupt: worker: the reader sent nonsense", false},
		{"text fine", "text", false},
	}
	var wg sync.WaitGroup
	for _, c := range cases {
		if c.noRace && raceDetector {
			continue
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			var m memo
			p := p
			if strings.Contains(c.orders, "spin") {
				p = hasty
			}
			if err := p.Read(context.Background(), orders(c.orders), &m); err != nil {
				t.Errorf("%q: %v", c.orders, err)
			}
			if last := m.got[len(m.got)-1]; !strings.HasPrefix(last, c.want) || strings.Contains(m.String(), "123456789018") {
				t.Errorf("%q: got %.300s, want %s", c.orders, m.String(), c.want)
			}
		}()
	}
	wg.Wait()
}

// What a child says when it ends at the bound of the system is not always that.
func TestStarved(t *testing.T) {
	const memory = 256 << 20
	for _, tc := range []struct {
		said string
		peak int64
		want bool
	}{
		{"SIGSEGV: segmentation violation\nPC=0x4338dd m=2 sigcode=1 addr=0x0\n", memory - 1<<20, true},
		{"fatal error: newosproc\n", memory - 1<<20, true},
		{"SIGSEGV: segmentation violation\n", 20 << 20, false},
		{"panic: the value\n[signal SIGSEGV: segmentation violation]\n", memory - 1<<20, false},
		{"", memory, false},
	} {
		if got := starved(tc.said, tc.peak, memory); got != tc.want {
			t.Errorf("%q at %d: %t", tc.said, tc.peak, got)
		}
	}
}

func TestChildrenAreReusedAndReplaced(t *testing.T) {
	p := newPool(t, Options{Jobs: 1, Files: 3})
	seen := map[string]int{}
	for range 9 {
		var m memo
		if err := p.Read(context.Background(), orders("pid"), &m); err != nil {
			t.Fatal(err)
		}
		seen[m.String()]++
	}
	if len(seen) != 3 {
		t.Errorf("9 files by 3 went to %d processes", len(seen))
	}
	// A child that dies while it waits for work is replaced without a word.
	p.idle = nil
	var m memo
	if err := p.Read(context.Background(), orders("pid"), &m); err != nil {
		t.Fatal(err)
	}
	p.idle[0].kill()
	var again memo
	if err := p.Read(context.Background(), orders("pid"), &again); err != nil || again.String() == m.String() || strings.Contains(again.String(), "gap") {
		t.Errorf("after a death: %s, %v", again.String(), err)
	}
}

func TestFilesByPath(t *testing.T) {
	p := newPool(t, Options{Jobs: 1})
	path := filepath.Join(t.TempDir(), "見本.orders")
	if err := os.WriteFile(path, []byte("text from disk"), 0o600); err != nil {
		t.Fatal(err)
	}
	var m memo
	if err := p.Read(context.Background(), extract.File{Name: "見本.orders", Path: path, Size: 14}, &m); err != nil || !strings.Contains(m.String(), "from disk") {
		t.Errorf("got %s, %v", m.String(), err)
	}
	m = memo{}
	if err := p.Read(context.Background(), extract.File{Name: "x", Path: path + "x", Size: 14}, &m); err != nil || m.String() != "gap corrupt: no such file or directory" {
		t.Errorf("a missing file: got %s, %v", m.String(), err)
	}
	// A big file without a path goes through a nameless one.
	m = memo{}
	big := "text x" + strings.Repeat("\n", small+10) + "text end"
	if err := p.Read(context.Background(), orders(big), &m); err != nil || !strings.Contains(m.String(), "Text:end") {
		t.Errorf("a big file: got %.200s, %v", m.String(), err)
	}
	m = memo{}
	f := orders("text short")
	f.Size = 1000
	if err := p.Read(context.Background(), f, &m); err != nil || !strings.HasPrefix(m.String(), "gap corrupt") {
		t.Errorf("a file that is shorter than it says: got %s, %v", m.String(), err)
	}
}

func TestPasswordsAreNoArguments(t *testing.T) {
	p := newPool(t, Options{Jobs: 1})
	var m memo
	if err := p.Read(context.Background(), orders("args\npasswords", "geheim"), &m); err != nil || strings.Count(m.String(), "geheim") != 1 {
		t.Errorf("got %s, %v", m.String(), err)
	}
}

func TestSinkStopsReading(t *testing.T) {
	p := newPool(t, Options{Jobs: 1})
	stop := errors.New("enough")
	m := memo{stop: stop}
	if err := p.Read(context.Background(), orders("rows 1000000"), &m); err != stop || m.units > 10 {
		t.Errorf("got %v after %d units", err, m.units)
	}
}

func TestCancel(t *testing.T) {
	p := newPool(t, Options{Jobs: 1})
	for _, s := range []string{"spin", "rows 100000000"} {
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		from := time.Now()
		err := p.Read(ctx, orders(s), &memo{})
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(from) > 10*time.Second {
			t.Errorf("%s: %v after %s", s, err, time.Since(from))
		}
	}
}

// TestSlowSinkIsNotTheFilesFault: the child waits, and its clock stands still.
func TestSlowSinkIsNotTheFilesFault(t *testing.T) {
	p := newPool(t, Options{Jobs: 1, Timeout: time.Second})
	m := memo{slow: 100 * time.Microsecond}
	if err := p.Read(context.Background(), orders("rows 2000\ntext end"), &m); err != nil || !strings.Contains(m.got[len(m.got)-1], "Text:end") {
		t.Errorf("got %.300s, %v", m.String(), err)
	}
}

// TestWholeTime: a sink that gets slower and slower does not go on for ever.
func TestWholeTime(t *testing.T) {
	p := newPool(t, Options{Jobs: 1, Timeout: time.Minute, Whole: 200 * time.Millisecond})
	m := memo{slow: time.Millisecond}
	if err := p.Read(context.Background(), orders("rows 100000"), &m); err != nil || !strings.HasSuffix(m.String(), "gap timeout: not looked at to its end within 200ms") {
		t.Errorf("got %.300s, %v", m.String(), err)
	}
}

func TestLimits(t *testing.T) {
	l := extract.DefaultLimits()
	l.Cells, l.Input = 100, 1000
	p := newPool(t, Options{Jobs: 1, Limits: l})
	var m memo
	if err := p.Read(context.Background(), orders("rows 1000"), &m); err != nil || !strings.Contains(m.String(), "gap limit: more than 100 cells") {
		t.Errorf("got %s, %v", m.String(), err)
	}
	m = memo{}
	if err := p.Read(context.Background(), orders(strings.Repeat("\n", 1001)), &m); err != nil || !strings.HasPrefix(m.String(), "gap limit: the file has 1001 bytes") {
		t.Errorf("got %s, %v", m.String(), err)
	}
}

func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	p, err := New(Options{Jobs: 3, Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := p.Read(context.Background(), orders([]string{"pid", "exit", "rows 1000"}[i%3]), &memo{}); err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	p.Close()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines are left of %d", n, before)
	}
	if b, err := os.ReadFile("/proc/thread-self/children"); err == nil && len(b) > 0 {
		for _, pid := range strings.Fields(string(b)) {
			if s, err := os.ReadFile("/proc/" + pid + "/stat"); err == nil && strings.Contains(string(s), ") Z ") {
				t.Errorf("process %s is a zombie", pid)
			}
		}
	}
}

func TestNoProgram(t *testing.T) {
	p := newPool(t, Options{Program: "/nonexistent/program"})
	if err := p.Read(context.Background(), orders("pid"), &memo{}); err == nil {
		t.Error("reading with a program that is not there succeeded")
	}
}

// bounded counts and refuses nothing.
type bounded struct{ units, bytes int }

func (b *bounded) Row(cells []extract.Unit) error {
	for _, u := range cells {
		b.add(u)
	}
	return nil
}
func (b *bounded) Text(u extract.Unit) error                    { b.add(u); return nil }
func (b *bounded) Gap(g extract.Gap) error                      { return nil }
func (b *bounded) File(string, extract.Hidden, io.Reader) error { return nil }
func (b *bounded) add(u extract.Unit)                           { b.units++; b.bytes += len(u.Text) + len(u.Raw) }

// FuzzReceive feeds the parent what a hostile child may send.
func FuzzReceive(f *testing.F) {
	var b bytes.Buffer
	w := &wire{newEncoder(&b)}
	if err := errors.Join(w.Row([]extract.Unit{{Text: "a", Loc: extract.Loc{Part: "p", Sheet: "s", Row: 1, Col: 2}}, {Text: "b", Raw: "c", Type: extract.Date, Cols: 2}}),
		w.Text(extract.Unit{Text: "t", Hidden: extract.CSS, Role: extract.Property, Loc: extract.Loc{Page: 1, Line: 7}, Scanned: true}),
		w.Gap(extract.Gap{Code: extract.Limit, Err: io.EOF}), w.end()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("\xff\xff\xff\x0fR"))
	f.Add([]byte("\x05R\xff\xff\x03a"))
	f.Fuzz(func(t *testing.T, in []byte) {
		sink := &bounded{}
		r := &reading{pool: &Pool{}, child: &child{dec: newDecoder(bytes.NewReader(in))}, to: sink, left: 1000, bytes: 1 << 20}
		if err := r.receive(); err == nil && len(in) == 0 {
			t.Error("an end out of nothing")
		}
		if sink.units > len(in) || sink.bytes > len(in)*len(in)+len(in) {
			t.Errorf("%d bytes gave %d units of %d bytes", len(in), sink.units, sink.bytes)
		}
	})
}

// FuzzServe feeds a child what a hostile parent may send; it must end.
func FuzzServe(f *testing.F) {
	var b bytes.Buffer
	e := newEncoder(&b)
	if err := errors.Join(e.request(&request{name: "a.orders", size: 10, passwords: []string{"p"}, limits: extract.DefaultLimits()}), e.w.Flush()); err != nil {
		f.Fatal(err)
	}
	f.Add(append(b.Bytes(), "text hello"...))
	f.Fuzz(func(t *testing.T, in []byte) {
		if bytes.Contains(in, []byte("/")) {
			return // no files of this machine
		}
		w := &extract.Walker{Formats: []extract.Format{{Name: "all", Match: func(extract.File, []byte) bool { return true },
			Read: func(_ context.Context, f extract.File, to extract.Sink) error {
				return to.Text(extract.Unit{Text: f.Name})
			}}}}
		_ = serve(w, bytes.NewReader(in), io.Discard, func() {})
	})
}

// BenchmarkRead measures the way of text from a child to the sink.
func BenchmarkRead(b *testing.B) {
	p, err := New(Options{Jobs: 1})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	const rows = 200_000
	b.SetBytes(rows * 10 * int64(len("値 0123456789")))
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Read(context.Background(), orders("rows "+strconv.Itoa(rows)), &bounded{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSmallFiles measures what a file costs a child that is there already.
func BenchmarkSmallFiles(b *testing.B) {
	p, err := New(Options{Jobs: 1})
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Read(context.Background(), orders("text hello"), &bounded{}); err != nil {
			b.Fatal(err)
		}
	}
}
