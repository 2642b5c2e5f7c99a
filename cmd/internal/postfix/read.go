package postfix

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Read asks the Postfix of this machine for its settings. dir is its
// configuration folder, "" the usual one.
func Read(ctx context.Context, dir string) (Settings, error) {
	s := Settings{Overrides: map[string]map[string]string{}, Services: map[string]map[string]string{}}
	ask := func(args ...string) (string, error) {
		out, err := tool(ctx, dir, "postconf", args...).Output()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && len(exit.Stderr) > 0 {
			return "", fmt.Errorf("postconf: %s", strings.TrimSpace(string(exit.Stderr)))
		}
		if err != nil {
			return "", fmt.Errorf("postconf: %w", err)
		}
		return string(out), nil
	}
	text, err := ask()
	if err != nil {
		return s, err
	}
	s.Main = pairs(text)
	if text, err = ask("-P"); err != nil {
		return s, err
	}
	split(s.Overrides, text)
	if text, err = ask("-F"); err != nil {
		return s, err
	}
	split(s.Services, text)
	for _, of := range s.Services {
		of["command"], _, _ = strings.Cut(of["command"], " ") // without its arguments
	}
	return s, nil
}

// Lookup asks a table of the Postfix of this machine for a key. What cannot be
// asked has none: then the guard that was looked for is not there.
func Lookup(ctx context.Context, dir, table, key string) string {
	out, err := tool(ctx, dir, "postmap", "-q", key, table).Output()
	if err != nil { // status 1: not found
		return ""
	}
	return strings.TrimSpace(string(out))
}

// tool is a command of Postfix with the configuration in dir.
func tool(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	if dir != "" {
		args = append([]string{"-c", dir}, args...)
	}
	return exec.CommandContext(ctx, name, args...)
}

// split puts lines "smtp/inet/smtpd_milters = …" under the service.
func split(to map[string]map[string]string, text string) {
	for k, v := range pairs(text) {
		if i := strings.LastIndexByte(k, '/'); i > 0 {
			if to[k[:i]] == nil {
				to[k[:i]] = map[string]string{}
			}
			to[k[:i]][k[i+1:]] = v
		}
	}
}

// pairs reads lines "name = value".
func pairs(text string) map[string]string {
	out := map[string]string{}
	for l := range strings.Lines(text) {
		if k, v, ok := strings.Cut(l, "="); ok {
			out[strings.TrimSpace(k)] = strings.TrimSpace(v)
		}
	}
	return out
}
