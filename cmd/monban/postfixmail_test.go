//go:build unix

package main

import (
	"context"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"monban/cmd/internal/gate"
	"monban/cmd/internal/rig"
	"monban/detect"
	"monban/detect/policy"
	"monban/detect/rules"
	"monban/extract"
)

// The eight incidents, sent as mail through a real Postfix, end as the policy
// says of the same files.
func TestPostfixIncidents(t *testing.T) {
	p := newPost(t, "")
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		t.Fatal(err)
	}
	g := &gate.Gate{Engine: engine, Policy: policy.Default(), Options: detect.Options{}}
	dirs, err := filepath.Glob(filepath.Join("..", "..", "testdata", "incidents", "*", ""))
	if err != nil {
		t.Fatal(err)
	}
	held, refused, incidents := 0, 0, 0
	if raceDetector {
		// The files are the same as without it; a few show the races.
		dirs = slices.DeleteFunc(dirs, func(d string) bool { return filepath.Base(d) != "sekisho" && filepath.Base(d) != "clubhouse" })
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) == 0 {
			continue
		}
		incidents++
		m := gate.Message{Envelope: policy.Envelope{From: "sato@example.co.jp", To: []string{"hanako@example.com"}, Now: time.Now()}}
		args := []string{"--to", "hanako@example.com", "--header", "Subject: documents", "--body", "See the attachment."}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			m.Files = append(m.Files, extract.File{Name: filepath.Base(f), Size: int64(len(b)), Data: strings.NewReader(string(b))})
			args = append(args, "--attach-type", "application/octet-stream", "--attach-name", filepath.Base(f), "--attach", "@"+f)
		}
		out, err := g.Check(context.Background(), m)
		if err != nil {
			t.Fatal(err)
		}
		answer := p.send(args...)
		want := "550 5.7.1 Monban stopped this mail because of personal data in it; nobody received it. Ref "
		switch out.Decision.Verdict {
		case policy.Block:
			refused++
		case policy.Hold, policy.Confirm:
			held++
			want = "250 2.0.0 Ok: queued as "
		default:
			t.Errorf("%s: the files alone have the verdict %s", dir, out.Decision.Verdict)
		}
		if !strings.HasPrefix(answer, want) {
			t.Errorf("%s is %s: got %q", filepath.Base(dir), out.Decision.Verdict, answer)
		}
		log := p.audit()
		if last := log[len(log)-1]; last.Verdict != out.Decision.Verdict.String() || last.People < 1 || last.ID == "" || last.Detail["to"] != "hanako@example.com" {
			t.Errorf("%s: got %+v", dir, last)
		}
	}
	if incidents != 8 && !raceDetector || refused == 0 {
		t.Errorf("%d incidents, %d refused", incidents, refused)
	}

	// What may go, goes; what a second person lets go, goes once.
	if answer := p.send("--to", "hanako@example.com,bcc@example.net", "--h-To", "hanako@example.com", "--header", "Subject: meeting", "--body", "See you on Monday."); !strings.HasPrefix(answer, "250") {
		t.Errorf("got %q", answer)
	}
	if answer := p.send("--to", "hanako@example.com", "--header", "Subject: list", "--attach-type", "text/csv", "--attach-name", "a.csv", "--attach", canaries[0].text); !strings.HasPrefix(answer, "250") {
		t.Errorf("got %q", answer)
	}
	got := p.arrived(1)[0]
	if !slices.Equal(got.To, []string{"bcc@example.net", "hanako@example.com"}) || !strings.Contains(got.Data, "X-Monban: pass; ref=") || !strings.Contains(got.Data, "Subject: meeting") {
		t.Errorf("got %+v", got)
	}
	log := p.audit()
	if len(log) != incidents+2 {
		t.Fatalf("%d lines for %d mails", len(log), incidents+2)
	}
	let, kept := log[incidents], log[incidents+1]
	if let.Detail["to"] != "hanako@example.com bcc@example.net" || let.Event != "mail-observe" || kept.Event != "mail-hold" {
		t.Errorf("got %+v and %+v", let, kept)
	}
	queue := p.queue()
	if len(queue) != held+1 || queue[kept.ID] != "hold" {
		t.Errorf("queue %v, %d are held", queue, held+1)
	}
	p.run("postsuper", "-c", p.etc(), "-H", kept.ID)
	p.run("postqueue", "-c", p.etc(), "-f")
	if got := p.arrived(2)[1]; !strings.Contains(got.Data, "X-Monban: hold; ref="+kept.ID) {
		t.Errorf("got %.200s", got.Data)
	}
	if n := len(p.audit()); n != incidents+2 {
		t.Errorf("released mail was checked again: %d lines", n)
	}
	for _, v := range []string{"見本花子", "統合失調症"} {
		if strings.Contains(p.log.String(), v) {
			t.Error("a value is in the log")
		}
	}
}

// Several mails, resets and refused recipients in one connection: each mail has
// its own sender and recipients, and is tagged or delivered by itself.
func TestPostfixOneConnection(t *testing.T) {
	p := newPost(t, "  actions: {hold: tag, confirm: observe}\n")
	c, err := smtp.Dial(p.postfix.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	data := func(text string) error {
		w, err := c.Data()
		must(err)
		_, err = w.Write([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
		must(err)
		return w.Close()
	}
	must(c.Hello("pc.example.co.jp"))
	must(c.Mail("a@example.co.jp"))
	must(c.Rcpt("one@example.com"))
	must(c.Reset())
	must(c.Mail("b@example.co.jp"))
	must(c.Rcpt("two@example.com"))
	if c.Rcpt("not an address") == nil {
		t.Error("a recipient that cannot be was taken")
	}
	must(c.Rcpt("three@example.com"))
	must(data("Subject: x\nX-Monban: pass; ref=forged\nX-Monban: pass; ref=forged-too\n\n.dot\n" + strings.Repeat("y", 900) + "\n\x00end without a line end"))
	must(c.Mail("b@example.co.jp"))
	must(c.Rcpt("four@example.com"))
	if err := data("Subject: 番号\n\n氏名: 佐藤花子\nマイナンバー: 123456789018\n"); err == nil || !strings.Contains(err.Error(), "Monban stopped this mail") || !strings.Contains(err.Error(), "help: https://intra.example.co.jp/monban") {
		t.Errorf("got %v", err)
	}
	must(c.Mail("")) // the null sender
	must(c.Rcpt("five@example.com"))
	must(data("Subject: =?utf-8?B?5ZCN57C/?=\nContent-Type: text/csv; charset=utf-8\n\n" + canaries[0].text))
	must(c.Quit())

	got := p.arrived(2)
	slices.SortFunc(got, func(a, b rig.Delivery) int { return strings.Compare(b.From, a.From) })
	if got[0].From != "b@example.co.jp" || !slices.Equal(got[0].To, []string{"three@example.com", "two@example.com"}) || strings.Contains(got[0].Data, "forged") || !strings.Contains(got[0].Data, "\r\n..dot\r\n") ||
		strings.Count(got[0].Data, "X-Monban: pass; ref=") != 1 {
		t.Errorf("got %.500q", got[0])
	}
	if got[1].From != "" || !slices.Equal(got[1].To, []string{"five@example.com"}) || !strings.Contains(got[1].Data, "Subject: [Monban: hold] =?utf-8?B?5ZCN57C/?=\r\n") {
		t.Errorf("got %.500q", got[1])
	}
	var events []string
	for _, e := range p.audit() {
		events = append(events, e.Event+" "+e.Actor+" "+e.Detail["to"])
	}
	want := []string{"mail-observe b@example.co.jp two@example.com three@example.com", "mail-reject b@example.co.jp four@example.com", "mail-tag  five@example.com"}
	if !slices.Equal(events, want) {
		t.Errorf("got %q", events)
	}
}

// Whatever happens to the gateway, no mail passes it unread, and none is lost:
// its sender still has it.
func TestPostfixFaults(t *testing.T) {
	p := newPost(t, "  max_message: 1MB\n")
	clean := []string{"--to", "hanako@example.com", "--header", "Subject: meeting", "--body", "See you on Monday."}
	later := func(what string, answer string) {
		t.Helper()
		if !strings.HasPrefix(answer, "451 4.") {
			t.Errorf("%s: got %q", what, answer)
		}
	}
	if answer := p.send(clean...); !strings.HasPrefix(answer, "250") {
		t.Fatalf("got %q", answer)
	}

	// Larger than what is looked at: held, and not skipped.
	big := filepath.Join(p.dir, "big")
	if err := os.WriteFile(big, []byte(strings.Repeat("hello, this is a line\n", 70000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if answer := p.send("--to", "hanako@example.com", "--attach", "@"+big); !strings.HasPrefix(answer, "250") || len(p.queue()) != 1 {
		t.Errorf("got %q, queue %v", answer, p.queue())
	}

	// The record cannot be written.
	moved := filepath.Join(p.dir, "away")
	if err := os.Rename(filepath.Join(p.dir, "audit.jsonl"), moved); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(p.dir, "audit.jsonl"), 0o700); err != nil {
		t.Fatal(err)
	}
	later("no record", p.send(clean...))
	if err := os.Remove(filepath.Join(p.dir, "audit.jsonl")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(moved, filepath.Join(p.dir, "audit.jsonl")); err != nil {
		t.Fatal(err)
	}

	// A broken configuration is refused; the old one stays.
	good, err := os.ReadFile(p.config)
	if err != nil {
		t.Fatal(err)
	}
	p.write("monban.yaml", "gateway: {actions: {block: accept}}\n")
	if err := p.gateway.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 50 && !strings.Contains(p.log.String(), "the old one stays"); i++ {
		time.Sleep(100 * time.Millisecond)
	}
	if !strings.Contains(p.log.String(), "monban.yaml:1:28") {
		t.Error("nothing is said of the broken configuration")
	}
	p.write("monban.yaml", string(good))

	// It hangs, and is killed while a mail waits for it.
	for _, after := range []time.Duration{200 * time.Millisecond, time.Minute} {
		if err := p.gateway.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		killed := time.AfterFunc(after, func() { p.gateway.Process.Kill() })
		later("it hangs", p.send(clean...))
		killed.Stop()
		p.gateway.Process.Kill()
		p.gateway.Wait()
		p.startGateway()
	}

	// It is stopped in good order, and there is nobody for a while.
	p.stopGateway()
	later("nobody there", p.send(clean...))
	p.startGateway()
	if answer := p.send(clean...); !strings.HasPrefix(answer, "250") {
		t.Errorf("got %q", answer)
	}

	got := p.arrived(2)
	for _, d := range got {
		if !strings.Contains(d.Data, "X-Monban: pass; ref=") {
			t.Error("a mail passed that was not looked at")
		}
	}
	if q := p.queue(); len(q) != 1 {
		t.Errorf("queue %v", q)
	}
	if n := len(p.audit()); n != 3 {
		t.Errorf("%d lines in the record", n)
	}
}
