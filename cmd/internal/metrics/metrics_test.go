package metrics

import (
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, m *Metrics, ready func() error, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler(ready).ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	b, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(b)
}

func TestPages(t *testing.T) {
	m := New()
	m.Begin()("hold")
	m.Begin()("hold")
	m.Begin()("pass")
	m.Begin() // goes on
	m.Error("audit")
	m.Canary(time.Unix(1795000000, 0))
	held := 3.0
	m.Gauge("monban_held_current", func() float64 { return held })
	ok := func() error { return nil }
	status, body := get(t, m, ok, "/metrics")
	for _, want := range []string{
		`monban_messages_total{verdict="hold"} 2`, `monban_messages_total{verdict="pass"} 1`, "monban_inflight 1", "monban_scan_seconds_count 3",
		`monban_scan_errors_total{kind="audit"} 1`, "monban_last_canary_ok 1795000000", "monban_held_current 3", "process_resident_memory_bytes",
	} {
		if !strings.Contains(body, want+"\n") && !strings.Contains(body, want+" ") {
			t.Errorf("no %q in\n%s", want, body)
		}
	}
	if status != 200 {
		t.Errorf("status %d", status)
	}
	for _, c := range []struct {
		path   string
		ready  func() error
		status int
		body   string
	}{
		{"/healthz", func() error { return errors.New("x") }, 200, "ok\n"},
		{"/readyz", ok, 200, "ok\n"},
		{"/readyz", func() error { return errors.New("the canary is late") }, 503, "the canary is late\n"},
		{"/other", ok, 404, "404 page not found\n"},
	} {
		if status, body := get(t, m, c.ready, c.path); status != c.status || body != c.body {
			t.Errorf("%s: %d %q", c.path, status, body)
		}
	}
	w := httptest.NewRecorder()
	m.Handler(ok).ServeHTTP(w, httptest.NewRequest("POST", "/metrics", nil))
	if w.Code != 405 {
		t.Errorf("POST: %d", w.Code)
	}
}
