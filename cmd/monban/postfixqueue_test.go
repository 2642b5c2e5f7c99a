//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	held "monban/cmd/internal/hold"
	"monban/cmd/internal/review"
	"monban/cmd/internal/rig"
)

// A queueScene is a gateway whose held mails wait in the HOLD queue of a real
// Postfix.
type queueScene struct {
	*post
	store    string
	key      []byte
	config   string
	accounts string
}

func newQueueScene(t *testing.T) *queueScene {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	s := &queueScene{store: filepath.Join(dir, "hold.db"), key: make([]byte, held.KeySize)}
	rand.Read(s.key)
	hold := "hold:\n  store: " + s.store + "\n  key_file: " + file("key", base64.StdEncoding.EncodeToString(s.key)) + "\n  mails: queue\n  postfix_dir: "
	const etc = "etc\n" // beside the configuration of the gateway
	s.post = newPost(t, hold+etc)
	s.accounts = file("accounts", "boss@example.co.jp approver "+review.Hash("a made-up password")+"\n")
	s.config = file("queue.yaml", hold+s.etc()+"\n  release_to: "+s.sink.Address+"\naudit: {file: "+filepath.Join(s.dir, "audit.jsonl")+"}\nserve: {accounts: "+s.accounts+", notices_from: monban@example.co.jp}\n")
	if said, _ := s.doctor(); !strings.Contains(said, "is sent unseen") {
		t.Errorf("doctor: %s", said)
	}
	s.guardRequeued()
	if said, _ := s.doctor(); !strings.Contains(said, "is put on hold again") {
		t.Errorf("doctor: %s", said)
	}
	return s
}

// guardRequeued sets up Postfix by the lines in deploy/postfix/main.cf, so that a
// requeued mail is held again.
func (s *queueScene) guardRequeued() {
	s.t.Helper()
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join("..", "..", "deploy", "postfix", name))
		if err != nil {
			s.t.Fatal(err)
		}
		return string(b)
	}
	s.write("etc/monban-requeued", read("requeued"))
	n := 0
	for line := range strings.Lines(read("main.cf")) {
		if line, ok := strings.CutPrefix(line, "#   postconf "); ok {
			kind, setting, _ := strings.Cut(strings.TrimSpace(line), " ")
			s.run("postconf", "-c", s.etc(), kind, strings.ReplaceAll(strings.Trim(setting, "'"), "/etc/postfix", s.etc()))
			n++
		}
	}
	if n != 4 {
		s.t.Fatalf("%d lines with postconf", n)
	}
	s.run("postfix", "-c", s.etc(), "reload")
}

// hold runs "monban hold", and returns its standard output and its status.
func (s *queueScene) hold(args ...string) (string, int) {
	s.t.Helper()
	cmd := exec.Command(os.Args[0], append([]string{"hold", "--config", s.config, "--lang", "en"}, args...)...)
	cmd.Args[0] = "monban"
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		s.t.Fatal(err)
	}
	return out.String() + said.String(), cmd.ProcessState.ExitCode()
}

// keep sends a mail that must wait, and returns its queue id and that of its
// record.
func (s *queueScene) keep(subject string) (queueID, id string) {
	s.t.Helper()
	if answer := s.send("--to", "hanako@example.com,taro@example.com", "--header", "Subject: "+subject, "--attach-type", "text/csv", "--attach-name", "a.csv", "--attach", canaries[0].text); !strings.HasPrefix(answer, "250") {
		s.t.Fatalf("got %q", answer)
	}
	out, status := s.hold("list", "--format", "json")
	var items []heldItem
	if err := json.Unmarshal([]byte(out), &items); err != nil || status != 0 || len(items) == 0 {
		s.t.Fatalf("%d %v\n%s", status, err, out)
	}
	it := items[0] // the newest
	if it.Mail == nil || it.Mail.State != held.Held || s.queue()[it.Mail.QueueID] != "hold" {
		s.t.Fatalf("got %s, queue %v", out, s.queue())
	}
	return it.Mail.QueueID, it.ID
}

// wait waits for something that happens in its time.
func (s *queueScene) wait(what string, ok func() bool) {
	s.t.Helper()
	for range 900 {
		if ok() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.t.Errorf("in 90 seconds there is no %s", what)
}

// mails are those that arrived of the sender, not the notices.
func (s *queueScene) mails() []rig.Delivery {
	return slices.DeleteFunc(s.sink.Mails(), func(d rig.Delivery) bool { return d.From == "" })
}

// With hold.mails: queue a held mail waits in Postfix. What root decides on the
// command line is carried out there: an approved mail goes once, and is not
// looked at again; a rejected one never goes; a third, of which nobody decided in
// time, neither; and one that root requeues behind everybody's back is an alarm,
// and on hold again.
func TestPostfixHoldQueue(t *testing.T) {
	s := newQueueScene(t)
	decide := []string{"--as", "boss@example.co.jp", "--remark", "by telephone"}
	yesQueue, yes := s.keep("approved")
	noQueue, no := s.keep("rejected")
	lateQueue, late := s.keep("late")
	outQueue, out := s.keep("escaped")
	goneQueue, gone := s.keep("deleted")
	scans := len(s.audit())
	if scans != 5 {
		t.Errorf("%d lines for 5 mails", scans)
	}
	if text, status := s.hold("queue", "--once"); status != 0 || !strings.Contains(text, "waiting 5, let go 0, removed 0, on hold without a record 0, alarms 0") {
		t.Errorf("%d %s", status, text)
	}
	if text, status := s.hold("show", yes); status != 0 || !strings.Contains(text, "to taro@example.com   hold") || !strings.Contains(text, "postcat -q "+yesQueue) || !strings.Contains(text, "personal data of 2 people") || strings.Contains(text, "見本") {
		t.Errorf("%d %s", status, text)
	}

	// Who may not, cannot, and what is said wrong, is not said.
	for name, args := range map[string][]string{
		"nobody":         {"approve", yes, "--people", "2", "--remark", "x"},
		"no reason":      {"approve", yes, "--people", "2", "--as", "boss@example.co.jp"},
		"no approver":    {"approve", yes, "--people", "2", "--as", "mori@example.co.jp", "--remark", "x"},
		"the sender":     {"approve", yes, "--people", "2", "--as", "sato@example.co.jp", "--remark", "x"},
		"wrong number":   append([]string{"approve", yes, "--people", "3"}, decide...),
		"one of two":     append([]string{"approve", yes, "--people", "2", "--to", "taro@example.com"}, decide...),
		"no such mail":   append([]string{"reject", "nothing"}, decide...),
		"no number":      append([]string{"approve", yes}, decide...),
		"root of a list": {"reject", ""},
	} {
		if text, status := s.hold(args...); status != 2 {
			t.Errorf("%s: %d %s", name, status, text)
		}
	}

	// The service carries out what is decided while it runs, and tells people.
	log := &serviceLog{}
	keeper := exec.Command(os.Args[0], "hold", "queue", "--config", s.config, "--lang", "en")
	keeper.Args[0], keeper.Stderr = "monban", log
	if err := keeper.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if keeper == nil {
			return
		}
		keeper.Process.Signal(os.Interrupt)
		if err := keeper.Wait(); err != nil {
			t.Errorf("hold queue: %v\n%s", err, log)
		}
	}()
	told := func(n int) func() bool {
		return func() bool { return len(s.sink.Mails())-len(s.mails()) == n }
	}
	s.wait("notice to sender and approver of five mails", told(5*2))
	reload := func(accounts, said string) {
		t.Helper()
		if err := os.WriteFile(s.accounts, []byte(accounts), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := keeper.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		s.wait("answer to SIGHUP: "+said, func() bool { return strings.Contains(log.String(), said) })
	}
	line := " " + review.Hash("a made-up password") + "\n"
	reload("boss@example.co.jp king"+line, "the old one stays")
	reload("boss@example.co.jp approver"+line, "was read anew")
	if text, status := s.hold(append([]string{"approve", yes, "--people", "2"}, decide...)...); status != 0 {
		t.Errorf("%d %s", status, text)
	}
	if text, status := s.hold(append([]string{"approve", yes, "--people", "2"}, decide...)...); status != 2 || !strings.Contains(text, "decided already") {
		t.Errorf("a second time: %d %s", status, text)
	}
	if text, status := s.hold(append([]string{"reject", noQueue}, decide...)...); status != 0 {
		t.Errorf("%d %s", status, text)
	}
	s.wait("mail that was approved", func() bool { return len(s.mails()) > 0 })
	s.wait("removal of what was rejected", func() bool { _, there := s.queue()[noQueue]; return !there })

	// Time goes by for one, and root meddles with two others.
	later, err := held.Open(context.Background(), held.Options{Source: s.store, Key: s.key, Now: func() time.Time { return time.Now().Add(11 * 24 * time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	defer later.Close()
	s.run("postsuper", "-c", s.etc(), "-r", outQueue)
	s.run("postsuper", "-c", s.etc(), "-d", goneQueue)
	s.wait("alarm", func() bool { return strings.Count(log.String(), "ALARM") == 2 })
	if over, err := later.Expire(context.Background()); err != nil || len(over) != 1 || over[0].ID != late {
		t.Fatalf("%v, %v", over, err)
	}
	s.wait("removal of what nobody decided about", func() bool { _, there := s.queue()[lateQueue]; return !there })
	// of one that is sent, one rejected, one expired the sender is told; of two that
	// escaped the approver, too
	s.wait("notice of everything", told(5*2+3+2*2))
	s.wait("requeued mail on hold again", func() bool {
		q := s.queue()
		return len(q) == 1 && q[outQueue] == "" && slices.Contains(slices.Collect(maps.Values(q)), "hold")
	})

	var subjects []string
	for _, d := range s.mails() {
		_, after, _ := strings.Cut(d.Data, "\r\nSubject: ")
		subject, _, _ := strings.Cut(after, "\r\n")
		subjects = append(subjects, subject)
		if len(d.To) != 2 || !strings.Contains(d.Data, "X-Monban: hold; ref=") {
			t.Errorf("got %+v", d)
		}
	}
	slices.Sort(subjects)
	if !slices.Equal(subjects, []string{"approved"}) { // postsuper -r goes past the gateway, but not past header_checks
		t.Errorf("mails %q", subjects)
	}
	// The line about a mail follows its removal.
	want := []string{"approve " + yes, "reject " + no, "release " + yes, "remove " + no, "remove " + late, "hold-alarm " + out, "hold-alarm " + gone}
	s.wait("audit lines", func() bool { return len(s.audit()) >= scans+len(want) })
	var events []string
	for _, e := range s.audit()[scans:] {
		events = append(events, e.Event+" "+e.ID)
	}
	slices.Sort(events)
	slices.Sort(want)
	if !slices.Equal(events, want) {
		t.Errorf("audit\n got %q\nwant %q", events, want)
	}
	for id, want := range map[string]held.State{yes: held.Released, no: held.Rejected, late: held.Expired, out: held.Gone, gone: held.Gone} {
		if it, err := later.Get(context.Background(), id); err != nil || it.State != want {
			t.Errorf("%s, %v; want %s", it.State, err, want)
		}
	}
	if text, status := s.hold("list"); status != 0 || text != "" {
		t.Errorf("%d %s", status, text)
	}

	// With another key the store is closed, until the old one is named.
	dir := filepath.Dir(s.store)
	rename := func(from, to string) {
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	rename("key", "old")
	if err := os.WriteFile(filepath.Join(dir, "key"), []byte(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, held.KeySize))), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, status := s.hold("show", yes); status != 2 || !strings.Contains(text, "encrypted with another key") {
		t.Errorf("%d %s", status, text)
	}
	b, err := os.ReadFile(s.config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.config, bytes.Replace(b, []byte("mails: queue"), []byte("mails: queue\n  old_key_files: [old]"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, status := s.hold("show", yes); status != 0 || !strings.Contains(text, "subject approved") {
		t.Errorf("%d %s", status, text)
	}
}
