package holdqueue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// A Postfix is the mail server of this machine, asked and ordered through its own
// programs, postqueue and postsuper. Orders need root.
type Postfix struct {
	// Dir is its configuration folder; "" is the usual one.
	Dir string
	// start is command; a test has its own programs.
	start func(ctx context.Context, program string, args ...string) ([]byte, error)
}

// A Mail is a message in one of the queues of a Postfix.
type Mail struct {
	Queue   string // "hold", "incoming", "active", "deferred", "maildrop" …
	ID      string
	Arrived time.Time // in whole seconds
}

// onHold is the name of the queue in which nothing is delivered.
const onHold = "hold"

// List returns what is in all queues. After an error nothing is known: an answer
// that was cut off in the middle is no list.
func (p Postfix) List(ctx context.Context) ([]Mail, error) {
	out, err := p.run(ctx, "postqueue", "-j")
	if err != nil {
		return nil, err
	}
	return parse(out)
}

// parse reads the lines of "postqueue -j".
func parse(out []byte) ([]Mail, error) {
	var all []Mail
	for line := range bytes.Lines(out) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var x struct {
			Queue   string      `json:"queue_name"`
			ID      string      `json:"queue_id"`
			Arrived json.Number `json:"arrival_time"`
		}
		sec := int64(0)
		err := json.Unmarshal(line, &x)
		if err == nil {
			sec, err = strconv.ParseInt(x.Arrived.String(), 10, 64)
		}
		if err != nil || x.Queue == "" || !isID(x.ID) {
			return nil, fmt.Errorf("postqueue: line %d of its answer cannot be read", len(all)+1)
		}
		all = append(all, Mail{x.Queue, x.ID, time.Unix(sec, 0)})
	}
	return all, nil
}

// isID reports whether s can be a queue id, short (hexadecimal) or long (digits
// and consonants). "ALL", which means every message to postsuper, is none.
func isID(s string) bool {
	if len(s) < 6 || len(s) > 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}

// Release lets a message go that is on hold. It is not looked at again.
func (p Postfix) Release(ctx context.Context, id string) error {
	if err := p.order(ctx, "-H", id, onHold); err != nil {
		return err
	}
	// Delivered now; otherwise it goes with the next round of the deferred queue,
	// so that an error here is none.
	_, _ = p.run(ctx, "postqueue", "-i", id)
	return nil
}

// Remove deletes a message from the queues that are named, from hold alone
// when none is.
func (p Postfix) Remove(ctx context.Context, id string, queues ...string) error {
	if len(queues) == 0 {
		queues = []string{onHold}
	}
	return p.order(ctx, "-d", id, queues...)
}

// PutBack puts a message on hold that is on its way.
func (p Postfix) PutBack(ctx context.Context, id string) error {
	return p.order(ctx, "-h", id, "incoming", "active", "deferred")
}

// order gives an order to postsuper, which also succeeds when there is no such
// message.
func (p Postfix) order(ctx context.Context, flag, id string, queues ...string) error {
	if !isID(id) {
		return errors.New("postsuper: that is no queue id")
	}
	_, err := p.run(ctx, "postsuper", append([]string{flag, id}, queues...)...)
	return err
}

// most bounds how long one of the programs may take.
const most = time.Minute

func (p Postfix) run(ctx context.Context, program string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	if p.Dir != "" {
		args = append([]string{"-c", p.Dir}, args...)
	}
	if p.start != nil {
		return p.start(ctx, program, args...)
	}
	return command(ctx, program, args...)
}

// command runs a program; what it complains of stands in the error.
func command(ctx context.Context, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if err == nil {
		return out, nil
	}
	if words := strings.TrimSpace(said.String()); words != "" && len(words) < 1000 {
		return nil, fmt.Errorf("%s: %w: %s", program, err, words)
	}
	return nil, fmt.Errorf("%s: %w", program, err)
}
