package rig

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

//go:embed postfix
var postfixFiles embed.FS

// A Postfix is one of its own, on loopback. Only root can start it.
type Postfix struct {
	// Dir holds all of it; its settings are in etc, its log is log/mail.log.
	Dir string
	// Address takes mails. Further services of Services have the addresses that
	// those lines say.
	Address string
}

// PostfixOptions say how a Postfix is set up.
type PostfixOptions struct {
	// Dir is an empty folder that all may enter.
	Dir string
	// Next is the address of the server to which it hands on all mail.
	Next string
	// Main is added to main.cf, Services to master.cf.
	Main, Services string
}

// StartPostfix starts one.
func StartPostfix(o PostfixOptions) (*Postfix, error) {
	at, err := FreePort()
	if err != nil {
		return nil, err
	}
	p := &Postfix{Dir: o.Dir, Address: at}
	for _, d := range []string{"etc", "spool", "data", "log"} {
		if err := os.MkdirAll(filepath.Join(p.Dir, d), 0o755); err != nil {
			return nil, err
		}
	}
	fill := strings.NewReplacer("@DIR@", p.Dir, "@NEXT@", port(o.Next), "@PORT@", port(at))
	for name, more := range map[string]string{"main.cf": o.Main, "master.cf": o.Services} {
		b, err := postfixFiles.ReadFile("postfix/" + name)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(p.Etc(), name), []byte(fill.Replace(string(b))+more), 0o644); err != nil {
			return nil, err
		}
	}
	for _, pattern := range []string{"/etc/postfix/dynamicmaps.cf*", "/etc/postfix/postfix-files*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if _, err := run("cp", "-r", f, p.Etc()); err != nil {
				return nil, err
			}
		}
	}
	_, err = run("chown", "postfix", filepath.Join(p.Dir, "data"))
	if err == nil {
		_, err = run("postfix", "-c", p.Etc(), "start")
	}
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Stop ends it.
func (p *Postfix) Stop() error {
	_, err := run("postfix", "-c", p.Etc(), "stop")
	return err
}

// Etc is the folder of its settings.
func (p *Postfix) Etc() string { return filepath.Join(p.Dir, "etc") }

// Log returns what it has logged.
func (p *Postfix) Log() string {
	b, err := os.ReadFile(filepath.Join(p.Dir, "log", "mail.log"))
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// A Queued is a mail in a queue.
type Queued struct {
	Queue  string `json:"queue_name"` // "hold", "deferred" …
	ID     string `json:"queue_id"`
	Sender string `json:"sender"`
}

// Queued returns the mails in its queues.
func (p *Postfix) Queued() (out []Queued, err error) {
	text, err := run("postqueue", "-c", p.Etc(), "-j")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(text) {
		var q Queued
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			return nil, fmt.Errorf("rig: postqueue: %w", err)
		}
		out = append(out, q)
	}
	return out, nil
}
