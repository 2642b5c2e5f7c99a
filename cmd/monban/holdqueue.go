package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/holdqueue"
	"monban/cmd/internal/metrics"
	"monban/cmd/internal/review"
	"monban/cmd/internal/service"
)

// Times between two looks at the queue: while records of it are open, and while
// there are none.
const (
	queueEvery = 3 * time.Second
	queueIdle  = time.Minute
)

// A queueKeeper is a running "monban hold queue".
type queueKeeper struct {
	keeper *holdqueue.Keeper
	store  *held.Store
	audit  *audit.Shared
	counts *metrics.Metrics
	last   atomic.Pointer[holdqueue.Sum] // of the last round that saw the queue
	seen   atomic.Int64                  // when that was, Unix time
	failed bool                          // the round before failed
}

// queue compares the HOLD queue of Postfix with the records, and carries out what
// was decided.
func (h *hold) queue(e *env, c *conf.Config) (err error) {
	switch {
	case c.Hold.Mails != "queue":
		return cli.Usagef("monban conf", "%s", e.lang.Of("設定の hold.mails が queue ではありません", "hold.mails of the configuration is not queue"))
	case os.Geteuid() != 0:
		return cli.Usagef("", "%s", e.lang.Of("Postfix のキューを変えられるのは root だけです（postsuper）", "only root can change the queue of Postfix (postsuper)"))
	case !strings.Contains(c.Hold.Store, "://") && !exists(c.Hold.Store):
		return cli.Usagef("", e.lang.Of("%s がありません。先に monban gateway を起動してください（そのユーザーのファイルになります）", "there is no %s; start monban gateway first, whose user must own it"), c.Hold.Store)
	}
	log, err := service.NewLog(e.stderr, c.Log.Format, c.Log.Level)
	if err != nil {
		return err
	}
	k := &queueKeeper{counts: metrics.New()}
	if k.store, _, err = openStore(e.ctx, e.lang, c); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.store.Close()) }()
	if k.audit, err = openAudit(e.lang, c.Audit.File); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.audit.Close()) }()
	k.keeper = &holdqueue.Keeper{Store: k.store, Queue: holdqueue.Postfix{Dir: c.Hold.PostfixDir}, Name: queueName(c), Log: log, Record: k.record}
	if h.once {
		return k.once(e)
	}
	k.last.Store(&holdqueue.Sum{})
	k.counts.Gauge("monban_hold_queue_waiting", func() float64 { return float64(k.last.Load().Waiting) })
	k.counts.Gauge("monban_hold_queue_unknown", func() float64 { return float64(k.last.Load().Unknown) })
	k.counts.Gauge("monban_hold_queue_seen", func() float64 { return float64(k.seen.Load()) })
	var accounts atomic.Pointer[review.Accounts]
	readAnew := func(c *conf.Config) error {
		a, err := loadAccounts(e.lang, c)
		if err == nil {
			accounts.Store(a)
		}
		return err
	}
	if err := readAnew(c); err != nil {
		return err
	}
	s := &service.Service{Log: log, Canary: k.store.Ping, Reload: func() error {
		next, err := h.configure(e.lang)
		if err == nil {
			err = readAnew(next)
		}
		if err == nil && !reflect.DeepEqual(c, next) {
			log.Warn("the accounts count at once, every other change of the configuration at the next start of monban hold queue")
		}
		return err
	}}
	stop, err := serveMetrics(c.Hold.Metrics, k.counts.Handler(func() error { return errors.Join(s.Ready(), k.ready()) }), log)
	if err != nil {
		return err
	}
	defer stop()
	tell := notices(c, k.store, func(it *held.Item, late bool) []string { return accounts.Load().Asked(it, late) }, log)
	told := e.ctx
	e.ctx = context.WithoutCancel(e.ctx) // a stop that was asked for is no interruption
	return s.Run(told, func(ctx context.Context, ready func()) error {
		var wg sync.WaitGroup
		defer wg.Wait()
		if tell != nil {
			wg.Go(func() { tell.Run(ctx) })
		}
		ready()
		k.run(ctx)
		return nil
	})
}

// ready returns an error when the queue has not been seen for long.
func (k *queueKeeper) ready() error {
	if age := time.Since(time.Unix(k.seen.Load(), 0)); age > 3*queueIdle {
		return errors.New("the queue of Postfix does not answer")
	}
	return nil
}

// record writes a line of the audit, and counts it.
func (k *queueKeeper) record(e audit.Entry) {
	k.counts.Count("monban_hold_queue_total", "event", e.Event)
	if err := k.audit.Append(e); err != nil {
		k.counts.Error("audit")
		k.keeper.Log.Error("audit", "event", e.Event, "id", e.ID, "error", err.Error()) // the store has it in its history
	}
}

// round does one round, after ending what nobody decided about in time.
func (k *queueKeeper) round(ctx context.Context) (holdqueue.Sum, error) {
	_, late := expireMails(ctx, k.store, k.audit.Append)
	sum, err := k.keeper.Round(ctx)
	return sum, errors.Join(late, err)
}

// once does one round and tells what it found. An alarm is no success.
func (k *queueKeeper) once(e *env) error {
	s, err := k.round(e.ctx)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(e.stdout, e.lang.Of("保留中 %d件、送った %d件、削除した %d件、記録のない保留 %d件、警報 %d件\n", "waiting %d, let go %d, removed %d, on hold without a record %d, alarms %d\n"),
		s.Waiting, s.Let, s.Removed, s.Unknown, s.Alarms); err != nil || s.Alarms == 0 {
		return err
	}
	return &cli.Error{Status: cli.Stopped}
}

// run looks at the queue until ctx ends.
func (k *queueKeeper) run(ctx context.Context) {
	var seen time.Time
	for ctx.Err() == nil {
		records, err := k.store.Queued(ctx, k.keeper.Name)
		if err == nil && (len(records) > 0 || time.Since(seen) > queueIdle) {
			var sum holdqueue.Sum
			if sum, err = k.round(ctx); err == nil {
				seen = time.Now()
				k.seen.Store(seen.Unix())
				k.last.Store(&sum)
			}
		}
		if err != nil && ctx.Err() == nil {
			k.counts.Count("monban_hold_queue_total", "event", "error")
			k.keeper.Log.Error("the HOLD queue and its records could not be compared; it is tried again", "error", err.Error())
		}
		if k.failed && err == nil {
			k.keeper.Log.Info("the HOLD queue can be seen again")
		}
		k.failed = err != nil
		pause := queueEvery
		if err != nil {
			pause = 5 * queueEvery
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
