// Package metrics counts what the services do, for Prometheus, and answers
// whether they are healthy.
//
// It owns the names of the numbers and the web pages that show them; what they
// mean for a service, the service knows. No label ever holds a name, an address
// or anything from a file.
package metrics

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// A Metrics is a set of numbers. It is safe for concurrent use.
type Metrics struct {
	set    *metrics.Set
	scans  *metrics.Summary
	flight atomic.Int64
	canary atomic.Int64 // when it was last right, Unix time
}

// New returns numbers that are all zero.
func New() *Metrics {
	m := &Metrics{set: metrics.NewSet()}
	m.scans = m.set.NewSummary("monban_scan_seconds")
	m.set.NewGauge("monban_inflight", func() float64 { return float64(m.flight.Load()) })
	m.set.NewGauge("monban_last_canary_ok", func() float64 { return float64(m.canary.Load()) })
	return m
}

// Begin counts a message that is being looked at; the function that it returns
// counts its end, with the verdict ("pass", "hold", …) that came out.
func (m *Metrics) Begin() func(verdict string) {
	start := time.Now()
	m.flight.Add(1)
	return func(verdict string) {
		m.flight.Add(-1)
		m.scans.UpdateDuration(start)
		m.Count("monban_messages_total", "verdict", verdict)
	}
}

// Error counts something that went wrong, by a word of the program:
// "scan", "audit", "spool".
func (m *Metrics) Error(kind string) { m.Count("monban_scan_errors_total", "kind", kind) }

// Canary notes that the check of the service itself was right.
func (m *Metrics) Canary(at time.Time) { m.canary.Store(at.Unix()) }

// Count adds one to a counter with one label.
func (m *Metrics) Count(name, label, value string) {
	m.set.GetOrCreateCounter(fmt.Sprintf("%s{%s=%q}", name, label, value)).Inc()
}

// Gauge shows what f returns under a name.
func (m *Metrics) Gauge(name string, f func() float64) { m.set.GetOrCreateGauge(name, f) }

// Handler serves /metrics, /healthz (the program runs) and /readyz, which says
// 503 and why when ready returns an error.
func (m *Metrics) Handler(ready func() error) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.set.WritePrometheus(w)
		metrics.WriteProcessMetrics(w)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return mux
}
