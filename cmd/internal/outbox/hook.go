package outbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// runHook starts the program of an outcome. Of its arguments, {file}, {report},
// {id}, {verdict}, {outcome} and {people} are replaced; no shell is involved,
// and paths are absolute, so that a name cannot be taken for a flag. The same
// things stand in MONBAN_FILE and so on. A hook runs at least once: again when
// the machine stopped before its end was noted. Its failure is told and changes
// nothing: the file is where it belongs.
func (b *Box) runHook(ctx context.Context, r *Record) {
	args := b.opt.Hooks[r.Outcome]
	if len(args) == 0 {
		return
	}
	values := [][2]string{
		{"file", filepath.Join(b.folder(r.Outcome), string(r.Placed))},
		{"report", b.recordPath(r.Outcome, r.ID)},
		{"id", r.ID},
		{"verdict", r.Verdict},
		{"outcome", r.Outcome},
		{"people", strconv.Itoa(r.People)},
	}
	var pairs []string
	env := os.Environ()
	for _, v := range values {
		pairs = append(pairs, "{"+v[0]+"}", v[1])
		env = append(env, "MONBAN_"+strings.ToUpper(v[0])+"="+v[1])
	}
	fill := strings.NewReplacer(pairs...)
	var rest []string
	for _, a := range args[1:] {
		rest = append(rest, fill.Replace(a))
	}
	ctx, end := context.WithTimeout(ctx, b.opt.HookTimeout)
	defer end()
	c := exec.CommandContext(ctx, args[0], rest...)
	c.Env, c.Dir = env, b.base
	if err := c.Run(); err != nil {
		b.notify(Event{What: "hook-failed", ID: r.ID, Shown: r.Shown, Err: fmt.Errorf("hook for %s: %w", r.Outcome, plain(err))})
	}
}
