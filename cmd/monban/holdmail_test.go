package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/cli"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/rig"
	"monban/detect/policy"
)

// What nobody decided about in time is rejected by "monban hold expire", its
// sender is told, and it is never sent; in time it stays.
func TestMailExpires(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key := bytes.Repeat([]byte{3}, held.KeySize)
	write("key", base64.StdEncoding.EncodeToString(key))
	sink, err := rig.NewSink()
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	config := write("monban.yaml", "hold: {store: hold.db, key_file: key, release_to: '"+sink.Address+"'}\nserve: {notices_from: monban@example.co.jp}\naudit: {file: audit.jsonl}\nwatch: {dir: none}\nlang: en\n")
	ctx := context.Background()
	store, err := held.Open(ctx, held.Options{Source: filepath.Join(dir, "hold.db"), Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	put := func(subject string, left time.Duration) string {
		id, err := store.Put(ctx, &held.Item{Expires: time.Now().Add(left), Verdict: policy.Hold, People: 3, From: "sato@example.co.jp", Subject: subject,
			Recipients: []held.Recipient{{Address: "hanako@example.com", Verdict: policy.Hold}}, Report: []byte("{}")}, strings.NewReader("Subject: "+subject+"\r\n\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	late, fresh := put("late", -time.Minute), put("fresh", time.Hour)
	run := func(want string, args ...string) {
		t.Helper()
		cmd := exec.Command(os.Args[0], append([]string{"hold", "--config", config, "--lang", "en"}, args...)...)
		cmd.Args[0] = "monban"
		if b, err := cmd.CombinedOutput(); err != nil || string(b) != want {
			t.Errorf("%v: %v, %q, want %q", args, err, b, want)
		}
	}
	run(late+": rejected, its time was over\n", "expire")
	run("", "expire")
	for id, want := range map[string]held.State{late: held.Expired, fresh: held.Held} {
		if it, err := store.Get(ctx, id); err != nil || it.State != want {
			t.Errorf("%s, %v; want %s", it.State, err, want)
		}
	}
	if d, err := store.Claim(ctx, "node", time.Minute); d != nil || err != nil {
		t.Errorf("something is to be sent: %+v, %v", d, err)
	}
	c, err := loadConf(config, cli.English)
	if err != nil {
		t.Fatal(err)
	}
	tell := notices(c, store, func(*held.Item, bool) []string { return nil }, slog.New(slog.DiscardHandler))
	for {
		if found, err := tell.One(ctx); err != nil || !found {
			if err != nil {
				t.Error(err)
			}
			break
		}
	}
	ends := 0
	for _, d := range sink.Mails() {
		_, coded, _ := strings.Cut(d.Data, "\r\n\r\n")
		text, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(strings.TrimSpace(coded), "\r\n", ""))
		if err != nil || d.From != "" || len(d.To) != 1 || d.To[0] != "sato@example.co.jp" {
			t.Errorf("%v: %+v", err, d)
		}
		if strings.Contains(string(text), "Nobody decided in time, so it was not sent") && strings.Contains(string(text), late) {
			ends++
		}
	}
	if ends != 1 {
		t.Errorf("the sender was told %d times that his mail was not sent", ends)
	}
	log, err := os.ReadFile(filepath.Join(dir, "audit.jsonl"))
	if err != nil || strings.Count(string(log), `"event":"expire","id":"`+late) != 1 || strings.Contains(string(log), fresh) {
		t.Errorf("%v\n%s", err, log)
	}
}
