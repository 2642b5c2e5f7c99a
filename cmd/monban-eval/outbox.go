package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/outbox"
)

// runOutbox tries the watched folder with the real command: it is killed again
// and again while files arrive, or gets very many files. In the end every file
// must be in the place that is its own, unchanged. It works on Linux only.
func runOutbox(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("outbox", flag.ContinueOnError)
	kills := fs.Int("kills", 300, "how often to kill the service")
	files := fs.Int("files", 0, "drop so many files instead, and watch memory and speed")
	monban := fs.String("monban", "", "the command; built from this module when empty")
	seed := fs.Uint64("seed", 1, "seed of what happens when")
	if err := fs.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "monban-outbox-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := built(monban, dir); err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	y := &yard{monban: *monban, base: filepath.Join(dir, "base"), stage: filepath.Join(dir, "base", "stage"), r: rand.New(rand.NewPCG(*seed, 1)), want: map[string]string{}}
	if err := errors.Join(os.MkdirAll(y.stage, 0o755), os.MkdirAll(filepath.Join(y.base, "outbox"), 0o755)); err != nil {
		return err
	}
	if *files > 0 {
		err = y.soak(*files, out)
	} else {
		err = y.killing(*kills, out)
	}
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return y.settle(out)
}

// A yard is a watched folder under trial.
type yard struct {
	monban, base, stage string
	r                   *rand.Rand
	n                   int               // files so far
	want                map[string]string // where each content belongs, by its hash
}

// content makes a file of its own kind; every third must be held.
func (y *yard) content() string {
	y.n++
	s, to := fmt.Sprintf("品名,数量,備考\nペン,%d,%s\n", y.n, strings.Repeat("青", y.r.IntN(2000))), "ready"
	if y.n%3 == 0 {
		s, to = fmt.Sprintf("氏名,生年月日,病名\n山田太郎,1980-01-%02d,糖尿病\n佐藤花子,1971-03-04,うつ病\nNo. %d\n", 1+y.n%28, y.n), "held"
	}
	y.expect(s, to)
	return s
}

func (y *yard) expect(content, to string) {
	sum := sha256.Sum256([]byte(content))
	y.want[hex.EncodeToString(sum[:])] = to
}

// drop puts something into the outbox, in one of the ways in which people and
// programs do.
func (y *yard) drop() error {
	name := []string{"f%d.csv", "名簿 %d.csv", "-x%d.csv"}[y.r.IntN(3)]
	name = fmt.Sprintf(name, y.n%50) // the same names again and again
	to := filepath.Join(y.base, "outbox", name)
	switch y.r.IntN(6) {
	case 0: // written in place, in two parts
		if _, err := os.Lstat(to); err == nil {
			return nil // it would be changed, not dropped
		}
		s := y.content()
		f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		_, err = f.WriteString(s[:len(s)/2])
		time.Sleep(3 * time.Millisecond)
		_, werr := f.WriteString(s[len(s)/2:])
		return errors.Join(err, werr, f.Close())
	case 1: // a folder with its recipients
		d := filepath.Join(y.stage, fmt.Sprintf("case %d", y.n))
		side := fmt.Sprintf("# %d\na@example.com\n", y.n)
		y.expect(side, "recipients")
		first, second := y.content(), y.content()
		for _, s := range []string{first, second} {
			sum := sha256.Sum256([]byte(s))
			if y.want[hex.EncodeToString(sum[:])] == "held" { // the folder is one message
				y.expect(first, "held")
				y.expect(second, "held")
			}
		}
		if err := errors.Join(os.MkdirAll(filepath.Join(d, "sub"), 0o755), os.WriteFile(filepath.Join(d, "_recipients.txt"), []byte(side), 0o644),
			os.WriteFile(filepath.Join(d, "a.csv"), []byte(first), 0o644), os.WriteFile(filepath.Join(d, "sub", "b.csv"), []byte(second), 0o644)); err != nil {
			return err
		}
		return os.Rename(d, filepath.Join(y.base, "outbox", filepath.Base(d)))
	case 2: // for somebody
		d := filepath.Join(y.base, "outbox", "to=b@example.com")
		if err := os.MkdirAll(d, 0o755); err != nil {
			return err
		}
		to = filepath.Join(d, name)
	}
	if _, err := os.Lstat(to); err == nil {
		return nil // it would be replaced
	}
	tmp := filepath.Join(y.stage, "next")
	if err := os.WriteFile(tmp, []byte(y.content()), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, to)
}

// start starts the service.
func (y *yard) start() (*exec.Cmd, error) {
	c := exec.Command(y.monban, "watch", "--dir", y.base)
	log, err := os.OpenFile(filepath.Join(y.base, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	c.Stderr = log
	return c, errors.Join(c.Start(), log.Close())
}

func (y *yard) killing(kills int, out io.Writer) error {
	from := time.Now()
	for i := range kills {
		c, err := y.start()
		if err != nil {
			return err
		}
		for end := time.Now().Add(time.Duration(y.r.IntN(900)) * time.Millisecond); time.Now().Before(end); time.Sleep(time.Duration(y.r.IntN(30)) * time.Millisecond) {
			if err := y.drop(); err != nil {
				return err
			}
		}
		if err := c.Process.Kill(); err != nil {
			return fmt.Errorf("before kill %d: %w: %v", i+1, err, c.Wait())
		}
		_ = c.Wait() // killed, as wished for
	}
	fmt.Fprintf(out, "%d kills, %d files, %s\n", kills, y.n, time.Since(from).Round(time.Second))
	return nil
}

// soak drops files in portions and prints what the service holds and does.
func (y *yard) soak(files int, out io.Writer) error {
	c, err := y.start()
	if err != nil {
		return err
	}
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	fmt.Fprintf(out, "%10s %8s %10s %10s\n", "files", "files/s", "MB itself", "MB in all")
	portion := max(files/10, 1)
	for y.n < files {
		from, before := time.Now(), y.n
		for y.n < before+portion {
			p := filepath.Join(y.stage, "next")
			if err := os.WriteFile(p, []byte(y.content()), 0o644); err != nil {
				return err
			}
			if err := os.Rename(p, filepath.Join(y.base, "outbox", fmt.Sprintf("%d.csv", y.n))); err != nil {
				return err
			}
		}
		if err := y.idle(time.Hour); err != nil {
			return err
		}
		fmt.Fprintf(out, "%10d %8.0f %10.0f %10.0f\n", y.n, float64(portion)/time.Since(from).Seconds(), float64(residentOf(c.Process.Pid))/1e6, float64(resident(c.Process.Pid))/1e6)
	}
	return nil
}

// idle waits until outbox/ and work/ are empty.
func (y *yard) idle(most time.Duration) error {
	for end := time.Now().Add(most); ; time.Sleep(300 * time.Millisecond) { // each look costs time with many files
		n := 0
		for _, p := range []string{"outbox/*", "outbox/to=*/*", "work/*"} {
			m, err := filepath.Glob(filepath.Join(y.base, p))
			if err != nil {
				return err
			}
			n += len(m)
			for _, s := range m {
				if strings.HasPrefix(filepath.Base(s), "to=") {
					n--
				}
			}
		}
		switch {
		case n == 0:
			return nil
		case time.Now().After(end):
			return fmt.Errorf("%d files and messages are still on their way", n)
		}
	}
}

// settle lets a last start finish everything, and counts.
func (y *yard) settle(out io.Writer) error {
	c, err := y.start()
	if err != nil {
		return err
	}
	err = y.idle(10 * time.Minute)
	err = errors.Join(err, c.Process.Kill())
	_ = c.Wait() // killed, as wished for
	if err != nil {
		return err
	}
	files, faults, err := outbox.Inventory(y.base)
	if err != nil {
		return err
	}
	places := map[string][]string{}
	for _, p := range files {
		places[p.SHA256] = append(places[p.SHA256], p.Folder)
	}
	lost, doubled, wrong, foreign := 0, 0, 0, len(places)
	for sum, to := range y.want {
		got := places[sum]
		if len(got) > 0 {
			foreign--
		}
		switch {
		case len(got) == 0:
			lost++
		case len(got) > 1:
			doubled++
		case got[0] != to:
			wrong++
		}
	}
	log, err := os.Open(filepath.Join(y.base, "audit.jsonl"))
	if err != nil {
		return err
	}
	defer log.Close()
	lines, err := audit.Verify(log)
	fmt.Fprintf(out, "%d contents: %d lost, %d doubled, %d in the wrong place, %d changed, %d without their report; audit: %d lines\n", len(y.want), lost, doubled, wrong, foreign, len(faults), lines)
	for _, f := range faults[:min(len(faults), 10)] {
		fmt.Fprintln(out, f)
	}
	if lost+doubled+wrong+foreign+len(faults) > 0 {
		err = errors.Join(err, errors.New("a promise was broken"))
	}
	return err
}
