// Package holdqueue keeps Postfix's HOLD queue and the records about its mails
// together: it carries out there what people decided, and raises the alarm when
// a mail has left the queue and nobody had decided so.
//
// On a single host the queue is as good a place for held mails as a store. But
// root can empty it behind everybody's back ("postsuper -H ALL", or -r, sends all
// of it, unchecked; deploy/postfix has what stops -r), so every round compares the two. What the queue does not tell (it
// does not answer, or half) is never taken for an answer.
//
// The package gives orders about mails that it has a record of, and about no
// other. Who may decide what is the knowledge of package hold.
package holdqueue

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
)

// A Keeper compares a queue with its records. Store, Name, Record and Log must
// be set.
type Keeper struct {
	Store *hold.Store
	Queue Postfix
	// Name is that of the queue in the records.
	Name string
	// Record writes a line of the audit.
	Record func(audit.Entry)
	Log    *slog.Logger
	// Now tells the time; nil is time.Now.
	Now func() time.Time

	unknown map[string]bool // ids without a record that were told
}

// What a keeper waits for.
const (
	// grace is how long after its record a mail may take to appear in the queue.
	grace = 2 * time.Minute
	// longest is how long before its record a mail may have begun to arrive.
	longest = 24 * time.Hour
)

// A Sum is what one round found.
type Sum struct {
	Waiting int // mails on hold with a record, undecided
	Unknown int // mails on hold without a record
	Alarms  int // mails that left without a decision
	Let     int // mails that were let go
	Removed int // mails that were removed
}

// Round compares once, and carries out what was decided. An error means that not
// everything could be done; the next round tries again.
func (k *Keeper) Round(ctx context.Context) (Sum, error) {
	// The queue first: a record is made before its mail is on hold, so that a mail
	// in this list has its record in the next.
	list, err := k.Queue.List(ctx)
	if err != nil {
		return Sum{}, err
	}
	records, err := k.Store.Queued(ctx, k.Name)
	if err != nil {
		return Sum{}, err
	}
	r := &round{Keeper: k, ctx: ctx, mails: match(records, list)}
	if slices.ContainsFunc(records, func(it *hold.Item) bool { return r.mails[it.ID].Queue == "" }) {
		// A mail that moves while the list is made may be in neither of two queues.
		if list, err = k.Queue.List(ctx); err != nil {
			return Sum{}, err
		}
		for id, m := range match(records, list) {
			if m.Queue != "" {
				r.mails[id] = m
			}
		}
	}
	for _, it := range records {
		if err := r.one(it); err != nil {
			r.errs = append(r.errs, fmt.Errorf("%s: %w", it.ID, err))
		}
	}
	if len(r.check) > 0 {
		r.confirm()
	}
	k.strangers(list, r)
	if len(r.errs) > 0 {
		return r.sum, fmt.Errorf("%d of %d mails: %w", len(r.errs), len(records), r.errs[0])
	}
	return r.sum, nil
}

// match finds the mail of each record. A queue id is used again after its mail
// has left: the time of arrival must fit, too.
func match(records []*hold.Item, list []Mail) map[string]Mail {
	byID := map[string][]Mail{}
	for _, m := range list {
		byID[m.ID] = append(byID[m.ID], m)
	}
	out := map[string]Mail{}
	for _, it := range records {
		for i, m := range byID[it.QueueID] {
			if fits(it, m) {
				out[it.ID] = m
				byID[it.QueueID] = slices.Delete(byID[it.QueueID], i, i+1)
				break
			}
		}
	}
	return out
}

func fits(it *hold.Item, m Mail) bool {
	if !it.Arrived.IsZero() {
		return m.Arrived.Equal(it.Arrived)
	}
	age := it.Created.Sub(m.Arrived)
	return age > -time.Second && age < longest
}

// A round is one comparison.
type round struct {
	*Keeper
	ctx   context.Context
	mails map[string]Mail // by the id of the record; absent from all queues: zero
	check []order         // orders that were given
	sum   Sum
	errs  []error
}

// An order was given to the queue for a mail that stood in a queue.
type order struct {
	it   *hold.Item
	done func() error // records that it was carried out
	was  string       // the queue that the mail must have left
}

// one looks after the mail of one record.
func (r *round) one(it *hold.Item) error {
	m := r.mails[it.ID]
	if m.Queue == onHold && it.Arrived.IsZero() {
		if err := r.Store.Seen(r.ctx, it.ID, m.Arrived); err != nil {
			return err
		}
	}
	switch it.State {
	case hold.Held:
		return r.undecided(it, m)
	case hold.Approved, hold.Sending:
		return r.approved(it, m)
	}
	return r.refused(it, m)
}

// fresh: Postfix is about to put the mail on hold.
func (r *round) fresh(it *hold.Item, m Mail) bool {
	return it.Arrived.IsZero() && r.now().Sub(it.Created) < grace && (m.Queue == "" || m.Queue == "incoming")
}

// undecided: the mail must be on hold.
func (r *round) undecided(it *hold.Item, m Mail) error {
	switch {
	case m.Queue == onHold:
		r.sum.Waiting++
		return nil
	case r.fresh(it, m):
		return nil
	case m.Queue == "" && it.Arrived.IsZero():
		return r.left(it, "it was never seen on hold: another filter refused it, or it left within seconds")
	case m.Queue == "":
		return r.left(it, "it is in no queue any more: it was sent or deleted")
	}
	// Somebody let it go (postsuper -H, -r). There may be time to stop it.
	if err := r.Queue.PutBack(r.ctx, it.QueueID); err != nil {
		r.errs = append(r.errs, err)
	}
	list, err := r.Queue.List(r.ctx)
	if err != nil {
		return err
	}
	if back := match([]*hold.Item{it}, list)[it.ID]; back.Queue == onHold {
		r.alarm(it, "it was let go without a decision, and put back on hold in time")
		r.sum.Waiting++
		return nil
	}
	return r.left(it, "it was let go without a decision (it was in the queue "+m.Queue+")")
}

// approved: the mail must go.
func (r *round) approved(it *hold.Item, m Mail) error {
	switch {
	case it.State == hold.Approved && r.fresh(it, m):
		return nil
	case m.Queue == "" && it.State == hold.Approved:
		return r.left(it, "it had left the queue before the approval was carried out")
	}
	if it.State == hold.Approved {
		if err := r.Store.Letting(r.ctx, it.ID); err != nil {
			return err
		}
	}
	if m.Queue != onHold { // the order was carried out, and then this program died
		return r.let(it)
	}
	if err := r.Queue.Release(r.ctx, it.QueueID); err != nil {
		return err
	}
	r.check = append(r.check, order{it, func() error { return r.let(it) }, onHold})
	return nil
}

func (r *round) let(it *hold.Item) error {
	if err := r.Store.Let(r.ctx, it.ID); err != nil {
		return err
	}
	r.sum.Let++
	r.tell("release", it, nil)
	return nil
}

// refused: the mail was rejected, withdrawn, or its time is over. It must not
// go.
func (r *round) refused(it *hold.Item, m Mail) error {
	ordered, err := r.Store.Ordered(r.ctx, it.ID)
	switch {
	case err != nil:
		return err
	case !ordered && r.fresh(it, m):
		return nil
	case m.Queue == "" && (ordered || it.Arrived.IsZero()):
		return r.removed(it)
	case m.Queue == "":
		return r.left(it, "it had left the queue before the decision against it was carried out")
	}
	if m.Queue != onHold {
		r.alarm(it, "it was let go although it was decided against (it is in the queue "+m.Queue+")")
	}
	if err := r.Store.Removing(r.ctx, it.ID); err != nil {
		return err
	}
	if err := r.Queue.Remove(r.ctx, it.QueueID, m.Queue); err != nil {
		return err
	}
	r.check = append(r.check, order{it, func() error { return r.removed(it) }, m.Queue})
	return nil
}

func (r *round) removed(it *hold.Item) error {
	if err := r.Store.Removed(r.ctx, it.ID); err != nil {
		return err
	}
	r.sum.Removed++
	r.tell("remove", it, map[string]string{"state": string(it.State)})
	return nil
}

// confirm looks whether the orders were carried out, and only then records it.
func (r *round) confirm() {
	list, err := r.Queue.List(r.ctx)
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	for _, o := range r.check {
		it := *o.it
		it.Arrived = r.mails[it.ID].Arrived
		if m := match([]*hold.Item{&it}, list)[it.ID]; m.Queue == o.was {
			err = fmt.Errorf("%s: it is still in the queue %s", it.ID, m.Queue)
		} else {
			err = o.done()
		}
		if err != nil {
			r.errs = append(r.errs, err)
		}
	}
}

// left ends a record whose mail is gone.
func (r *round) left(it *hold.Item, why string) error {
	if err := r.Store.Left(r.ctx, it.ID, why); err != nil {
		return err
	}
	r.alarm(it, why)
	return nil
}

// alarm tells what must not happen.
func (r *round) alarm(it *hold.Item, why string) {
	r.sum.Alarms++
	r.Log.Error("ALARM: a held mail left the queue without a decision", "id", it.ID, "queue-id", it.QueueID, "why", why)
	r.tell("hold-alarm", it, map[string]string{"why": why})
}

// tell writes a line of the audit.
func (r *round) tell(event string, it *hold.Item, detail map[string]string) {
	if detail == nil {
		detail = map[string]string{}
	}
	detail["queue-id"] = it.QueueID
	r.Record(audit.Entry{Event: event, ID: it.ID, Verdict: it.Verdict.String(), People: it.People, Detail: detail})
	if event != "hold-alarm" {
		r.Log.Info(event, "id", it.ID, "queue-id", it.QueueID)
	}
}

// strangers tells once of mails on hold that have no record: somebody else put
// them there. They are left alone.
func (k *Keeper) strangers(list []Mail, r *round) {
	mine := map[Mail]bool{}
	for _, m := range r.mails {
		mine[m] = true
	}
	now := map[string]bool{}
	for _, m := range list {
		if m.Queue != onHold || mine[m] {
			continue
		}
		r.sum.Unknown++
		now[m.ID] = true
		if !k.unknown[m.ID] {
			k.Log.Warn("a mail is on hold, and there is no record of it; nothing is done about it", "queue-id", m.ID, "since", m.Arrived.Format(time.RFC3339))
		}
	}
	k.unknown = now
}

func (k *Keeper) now() time.Time {
	if k.Now != nil {
		return k.Now()
	}
	return time.Now()
}
