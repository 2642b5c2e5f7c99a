//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	held "monban/cmd/internal/hold"
	"monban/cmd/internal/review"
	"monban/detect/policy"
)

// eventually waits for what happens soon, on a machine that has much else to do.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

// replaceInPages puts files in the place of an attachment: the mail goes when the
// new one is clean, and waits on when it is not.
func replaceInPages(t *testing.T, store *held.Store, pages, password string) {
	t.Helper()
	ctx := context.Background()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	sato := &http.Client{Jar: jar}
	resp, err := sato.PostForm(pages+"/login", url.Values{"address": {"sato@example.co.jp"}, "password": {password}, "to": {"/"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	for _, test := range []struct {
		name, file string
		state      held.State
		people     int
	}{
		{"会議 メモ.csv", "議題,時間\n予算,10分\n", held.Approved, 0},
		{"名簿.csv", canaries[0].text, held.Held, canaries[0].people},
	} {
		mail := "From: sato@example.co.jp\r\nSubject: list\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello " + test.name +
			"\r\n--b\r\nContent-Type: text/csv; charset=utf-8\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n" + canaries[0].text + "\r\n--b--\r\n"
		old, err := store.Put(ctx, &held.Item{Expires: time.Now().Add(time.Hour), Verdict: policy.Hold, People: 2, From: "sato@example.co.jp", Subject: "list",
			Recipients: []held.Recipient{{Address: "a@example.com", Verdict: policy.Hold}}}, strings.NewReader(mail))
		if err != nil {
			t.Fatal(err)
		}
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		err = w.WriteField("n", "0")
		if err == nil {
			var part io.Writer
			if part, err = w.CreateFormFile("file", test.name); err == nil {
				_, err = io.WriteString(part, test.file)
			}
		}
		if err = errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		resp, err := sato.Post(pages+"/m/"+old+"/replace", w.FormDataContentType(), &form)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		next := strings.TrimPrefix(resp.Request.URL.Path, "/m/")
		it, err := store.Get(ctx, next)
		if err != nil || next == old || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d, %s, %v", test.name, resp.StatusCode, resp.Request.URL, err)
		}
		state := it.State
		if state == held.Sending { // it is on its way already
			state = held.Approved
		}
		if state != test.state || it.People != test.people || it.From != "sato@example.co.jp" || it.Subject != "list" {
			t.Errorf("%s: %s, %d people, %+v", test.name, it.State, it.People, it)
		}
		body, err := store.Body(ctx, next)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(body)
		if err != nil || strings.Contains(string(b), "a.csv") || !strings.Contains(string(b), "hello "+test.name) || !strings.Contains(string(b), base64.StdEncoding.EncodeToString([]byte(test.file))[:32]) {
			t.Errorf("%s: %v\n%s", test.name, err, b)
		}
		if old, err := store.Get(ctx, old); err != nil || old.State != held.Withdrawn {
			t.Errorf("%s: the old one: %+v, %v", test.name, old, err)
		}
	}
}

// The pages take new accounts when they are told to, refuse broken ones, show
// their numbers, and end when they are asked to.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key := make([]byte, 32)
	rand.Read(key)
	file("key", base64.StdEncoding.EncodeToString(key))
	const password = "a made-up password"
	line := " " + review.Hash(password) + "\n"
	file("accounts", "boss@example.co.jp approver"+line+"sato@example.co.jp -"+line)
	config := file("monban.yaml", "hold: {store: hold.db, key_file: key}\naudit: {file: audit.jsonl}\nlog: {format: json}\nmetrics: {listen: \"127.0.0.1:0\"}\nserve: {listen: \"127.0.0.1:0\", accounts: accounts}\n")
	e, log, cancel := serviceEnv(t)
	done := make(chan error, 1)
	go func() { done <- runPages(e, config) }()
	t.Cleanup(func() { cancel() })
	at := func(msg string) string {
		found := regexp.MustCompile(`"msg":"` + msg + `","address":"([^"]+)"`).FindStringSubmatch(log.String())
		if found == nil {
			return ""
		}
		return "http://" + found[1]
	}
	eventually(t, "the pages are open", func() bool { return at("review pages") != "" })
	pages, numbers := at("review pages"), at("metrics")
	get := func(c *http.Client, address string) string {
		t.Helper()
		resp, err := c.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	login := func(who string) (*http.Client, bool) {
		t.Helper()
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		c := &http.Client{Jar: jar}
		resp, err := c.PostForm(pages+"/login", url.Values{"address": {who}, "password": {password}, "to": {"/"}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return c, resp.StatusCode == http.StatusOK
	}
	store, err := held.Open(context.Background(), held.Options{Source: filepath.Join(dir, "hold.db"), Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.Put(context.Background(), &held.Item{Created: time.Now().Add(-time.Hour), Expires: time.Now().Add(time.Hour), Verdict: policy.Hold, People: 2, From: "sato@example.co.jp",
		Recipients: []held.Recipient{{Address: "a@example.com", Verdict: policy.Hold}}}, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	boss, ok := login("boss@example.co.jp")
	if !ok {
		t.Fatalf("no login\n%s", log)
	}
	all := get(http.DefaultClient, numbers+"/metrics")
	for _, want := range []string{`monban_held_current{state="held"} 1`, `monban_held_oldest_seconds{state="held"} 36`, `monban_held_oldest_seconds{state="approved"} 0`, `monban_review_events_total{event="login"} 1`, "monban_last_canary_ok"} {
		if !strings.Contains(all, want) {
			t.Errorf("the numbers lack %s\n%s", want, all)
		}
	}
	for _, where := range []string{pages + "/healthz", numbers + "/healthz", numbers + "/readyz"} {
		if got := get(http.DefaultClient, where); got != "ok\n" {
			t.Errorf("%s: %q", where, got)
		}
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	reload := func(msg string, times int) {
		t.Helper()
		if err := self.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		eventually(t, msg, func() bool { return strings.Count(log.String(), msg) >= times })
	}
	waiting := func(c *http.Client) bool {
		return strings.Contains(get(c, pages+"/?lang=en"), "Waiting for your approval")
	}
	replaceInPages(t, store, pages, password)
	file("accounts", "boss@example.co.jp king"+line)
	reload("the old one stays", 1)
	if !strings.Contains(log.String(), "accounts:1: there is no role") || !waiting(boss) {
		t.Errorf("broken accounts\n%s", log)
	}
	file("accounts", "chief@example.co.jp approver"+line)
	file("monban.yaml", "hold: {store: hold.db, kee_file: key}\n")
	reload("the old one stays", 2)
	if _, ok := login("chief@example.co.jp"); ok || !waiting(boss) {
		t.Error("a broken configuration, and the accounts were read anew")
	}
	file("monban.yaml", "hold: {store: hold.db, key_file: key}\naudit: {file: audit.jsonl}\nserve: {accounts: accounts}\n")
	reload("read anew", 1)
	eventually(t, "the new accounts count", func() bool { return !waiting(boss) })
	if chief, ok := login("chief@example.co.jp"); !ok || !waiting(chief) {
		t.Error("the new accounts do not count")
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("the pages do not end")
	}
	if strings.Contains(log.String(), "sato@") || strings.Contains(log.String(), "boss@") {
		t.Errorf("the log names people\n%s", log)
	}
}
