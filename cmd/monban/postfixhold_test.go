//go:build unix

package main

import (
	"crypto/rand"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/review"
	"monban/cmd/internal/rig"
)

// A reviewer is somebody with a browser.
type reviewer struct {
	t   *testing.T
	c   *http.Client
	url string
}

func (r *reviewer) page(path string) string {
	r.t.Helper()
	resp, err := r.c.Get(r.url + path)
	return r.read(resp, err)
}

func (r *reviewer) submit(path string, form url.Values) string {
	r.t.Helper()
	resp, err := r.c.PostForm(r.url+path, form)
	return r.read(resp, err)
}

func (r *reviewer) read(resp *http.Response, err error) string {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(b)
}

var messageLink = regexp.MustCompile(`href="(/m/[a-z0-9]+)"`)

// A mail that must not go is stored and taken from Postfix; another person looks
// at it in the browser and approves one of two recipients; that one gets it,
// once, and the audit is whole.
func TestPostfixApproval(t *testing.T) {
	dir := t.TempDir()
	key := make([]byte, 32)
	rand.Read(key)
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	hold := "hold:\n  store: " + filepath.Join(dir, "hold.db") + "\n  key_file: " + file("key", base64.StdEncoding.EncodeToString(key)) + "\n"
	p := newPost(t, "  queue_wait: 20s\n"+hold)
	const password = "a made-up password"
	accounts := file("accounts", "boss@example.co.jp approver "+review.Hash(password)+"\nsato@example.co.jp - "+review.Hash(password)+"\n")
	at := "127.0.0.1:" + freePort(t)
	config := file("serve.yaml", hold+"  release_to: "+p.postfix.Address+"\naudit: {file: "+filepath.Join(p.dir, "audit.jsonl")+"}\nserve: {listen: '"+at+"', url: 'http://"+at+"', accounts: "+accounts+", notices_from: monban@example.co.jp}\n")
	out := &serviceLog{}
	serve := exec.Command(os.Args[0], "serve", "--config", config, "--lang", "en")
	serve.Args[0] = "monban"
	serve.Stderr = out
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		serve.Process.Signal(os.Interrupt)
		if err := serve.Wait(); err != nil {
			t.Errorf("serve: %v\n%s", err, out)
		}
	})
	login := func(who string) *reviewer {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		r := &reviewer{t, &http.Client{Jar: jar}, "http://" + at}
		r.submit("/login", url.Values{"address": {who}, "password": {password}, "to": {"/"}})
		return r
	}
	for range 100 {
		if resp, err := http.Get("http://" + at + "/healthz"); err == nil {
			resp.Body.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}

	if said, err := p.doctor(); err != nil || !strings.Contains(said, "the gateway answers at "+p.listen) {
		t.Errorf("doctor: %v\n%s", err, said)
	}

	args := []string{"--to", "hanako@example.com,taro@example.com", "--header", "Subject: list", "--attach-type", "text/csv", "--attach-name", "a.csv", "--attach", canaries[0].text}
	if answer := p.send(args...); !strings.HasPrefix(answer, "250") {
		t.Fatalf("got %q", answer)
	}
	// the sender and the approver are told, by mail that holds nothing
	for _, d := range p.arrived(2) {
		if d.From != "" || len(d.To) != 1 || !slices.Contains([]string{"sato@example.co.jp", "boss@example.co.jp"}, d.To[0]) || strings.Contains(d.Data, "hanako") {
			t.Errorf("got %+v", d)
		}
	}
	if q := p.queue(); len(q) != 0 {
		t.Errorf("the mail is in Postfix, too: %v", q)
	}
	for _, name := range []string{"hold.db", "hold.db-wal"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err == nil && strings.Contains(string(b), "a.csv") {
			t.Error("the mail can be read in the store")
		}
	}

	boss, sender := login("boss@example.co.jp"), login("sato@example.co.jp")
	home := boss.page("/?lang=en")
	link := messageLink.FindStringSubmatch(home)
	if link == nil {
		t.Fatalf("nothing waits for the approver\n%s", home)
	}
	page := boss.page(link[1] + "?lang=en")
	people := regexp.MustCompile(`<strong>(\d+)</strong>`).FindStringSubmatch(page)
	if people == nil || !strings.Contains(page, "Approve and send") || !strings.Contains(page, "taro") {
		t.Fatalf("%s", page)
	}
	decision := url.Values{"action": {"approve"}, "to": {"taro@example.com"}, "people": {people[1]}, "remark": {"called him"}}
	sender.submit(link[1], decision) // does nothing
	if page := boss.submit(link[1], decision); !strings.Contains(page, "approved") && !strings.Contains(page, "承認") {
		t.Errorf("%s", page)
	}
	boss.submit(link[1], decision) // a second click does nothing

	got := p.arrived(4) // the mail, and the notice of it
	i := slices.IndexFunc(got, func(d rig.Delivery) bool { return d.From == "sato@example.co.jp" })
	if i < 0 || !slices.Equal(got[i].To, []string{"taro@example.com"}) || !strings.Contains(got[i].Data, "X-Monban: released; ref=") || !strings.Contains(got[i].Data, "Subject: list") || strings.Contains(got[i].Data, "X-Monban-Release") {
		t.Errorf("%d: %+v", i, got)
	}
	var events []string
	for _, e := range p.audit() {
		if e.Event != "login" && e.Event != "mail-observe" {
			events = append(events, e.Event)
		}
	}
	if !slices.Equal(events, []string{"mail-hold", "approve", "release"}) {
		t.Errorf("audit %v", events)
	}

	// What the recipient has of it opens no way to others.
	again := filepath.Join(dir, "again.eml")
	file("again.eml", strings.Replace(got[i].Data, "X-Monban: released", "X-Monban-Release: id=x; t=1; s=x\r\nX-Monban: released", 1))
	if answer := p.send("--to", "hanako@example.com", "--data", again); !strings.HasPrefix(answer, "250") {
		t.Errorf("got %q", answer)
	}
	if home := boss.page("/?lang=en"); !messageLink.MatchString(home) {
		t.Error("a forged stamp let a mail pass")
	}
}
