package conf

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestDefault(t *testing.T) {
	c := Default()
	if c.Timeout != time.Minute || c.Gateway.Actions.Block != "policy" || c.Gateway.SocketMode != 0o660 || c.Gateway.MaxMessage != 100<<20 || c.Gateway.Listen != (Address{"tcp", "127.0.0.1:8893"}) {
		t.Errorf("got %+v", c)
	}
}

// Every key is in the documented file: what is not there is known to nobody.
func TestFileShowsEveryKey(t *testing.T) {
	r := &reader{}
	var each func(v reflect.Type, prefix string)
	text := string(Text)
	n := 0
	each = func(v reflect.Type, prefix string) {
		for i := range v.NumField() {
			f := v.Field(i)
			key := f.Tag.Get("yaml")
			if key == "" {
				t.Errorf("%s%s has no key", prefix, f.Name)
			}
			if !strings.Contains(text, "\n"+strings.Repeat("  ", strings.Count(prefix, "."))+key+":") {
				t.Errorf("monban.yaml does not show %s%s", prefix, key)
			}
			n++
			if f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[Address]() {
				each(f.Type, prefix+key+".")
			}
		}
	}
	each(reflect.TypeFor[Config](), "")
	if n < 30 || r.at != nil {
		t.Errorf("only %d keys seen", n)
	}
}

func TestParse(t *testing.T) {
	dir := t.TempDir()
	c, err := Parse(filepath.Join(dir, "m.yaml"), []byte(`
lang: en
policy: rules/policy.yaml
jobs: 3
watch: {dir: /srv/files, to: [a@example.com, b@example.com], settle: 500ms, hooks: {held: [/bin/true, -x]}}
gateway:
  listen: unix:/var/spool/postfix/monban/milter.sock
  socket_mode: 0600
  max_message: 2GB
  actions:
    confirm: tag
metrics: {listen: "[::1]:9187"}
hold: {old_key_files: [old/key, /etc/k]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Lang, want.Policy, want.Jobs = "en", filepath.Join(dir, "rules/policy.yaml"), 3
	want.Watch.Dir, want.Watch.To, want.Watch.Settle, want.Watch.Hooks.Held = "/srv/files", []string{"a@example.com", "b@example.com"}, 500*time.Millisecond, []string{"/bin/true", "-x"}
	want.Gateway.Listen, want.Gateway.SocketMode, want.Gateway.MaxMessage, want.Gateway.Actions.Confirm = Address{"unix", "/var/spool/postfix/monban/milter.sock"}, 0o600, 2<<30, "tag"
	want.Metrics.Listen = "[::1]:9187"
	want.Hold.OldKeyFiles = []string{filepath.Join(dir, "old/key"), "/etc/k"}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	for _, empty := range []string{"", "# nothing\n", "---\n"} {
		if c, err := Parse("m.yaml", []byte(empty)); err != nil || !reflect.DeepEqual(c, Default()) {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"watsh: {}", `m.yaml:1:1: there is no key "watsh"`},
		{"lang: ja\nwatch:\n  dir: /a\n  readylayout: flat", `m.yaml:4:3: there is no key "watch.readylayout"`},
		{"watch: {set: 1s}", `m.yaml:1:9: there is no key "watch.set" (is "settle" meant?)`},
		{"gateway:\n  socket-mode: 0660", `m.yaml:2:3: there is no key "gateway.socket-mode" (is "socket_mode" meant?)`},
		{"lang: ja\nlang: en", `m.yaml:2:1: "lang" stands there twice`},
		{"watch:\n  dir: /a\n  dir: /b", `m.yaml:3:3: "watch.dir" stands there twice`},
		{"lang: de", `m.yaml:1:7: "de" is none of ja, en`},
		{"lang: [ja]", "m.yaml:1:7: a text is expected"},
		{"policy:", "m.yaml:1:8: a text is expected"},
		{"jobs: many", "m.yaml:1:7: a number is expected"},
		{"jobs: 1.5", "m.yaml:1:7: a number is expected"},
		{"jobs: -1", "m.yaml:1:7: a number of at least 0"},
		{"timeout: 60", "m.yaml:1:10: a time with its unit"},
		{"timeout: 0s", "m.yaml:1:10: a time of at least 1s"},
		{"watch: {settle: -1s}", "m.yaml:1:17: a time of at least 0s"},
		{"watch: []", "m.yaml:1:8: keys with values"},
		{"- a", "m.yaml:1:1: keys with values"},
		{"watch: {to: a@example.com}", "m.yaml:1:13: a list is expected"},
		{"watch:\n  to:\n  - a\n  - [b]", "m.yaml:4:5: an item of the list"},
		{"watch: {hooks: {held: [notify]}}", "m.yaml:1:23: the program must be given with its whole path"},
		{"gateway: {listen: 127.0.0.1:1}", "m.yaml:1:19: \"unix:/path\" or"},
		{"gateway: {listen: unix:a.sock}", "m.yaml:1:19: behind \"unix:\""},
		{"gateway: {listen: inet:127.0.0.1:99999}", "m.yaml:1:19: \"unix:/path\" or"},
		{"gateway: {listen: {a: b}}", "m.yaml:1:19: one value"},
		{"gateway: {socket_mode: rw}", "m.yaml:1:24: permissions in octal"},
		{"gateway: {max_message: big}", "m.yaml:1:24: a size"},
		{"gateway: {max_message: 0}", "m.yaml:1:24: more than 0"},
		{"gateway: {max_connections: 0}", "m.yaml:1:28: a number of at least 1"},
		{"gateway: {actions: {block: accept}}", `m.yaml:1:28: "accept" is none of policy, observe, tag, hold, reject`},
		{"gateway: {url: 'https://門番.example.jp/'}", "m.yaml:1:16: it stands in an answer"},
		{"gateway: {url: 'https://a.example.jp/ help'}", "m.yaml:1:16: it stands in an answer"},
		{"metrics: {listen: 9187}", "m.yaml:1:19: an address such as"},
		{`metrics: {listen: "0.0.0.0:9187"}`, "m.yaml:1:19: anybody may read"},
		{`metrics: {listen: ":9187"}`, "m.yaml:1:19: anybody may read"},
		{"gateway: {listen: none}", "m.yaml:1:19: with listen: none"},
		{"gateway: {relay: {listen: here}}", "m.yaml:1:27: a host and a port"},
		{"gateway: {relay: {listen: '127.0.0.1:25'}}", "a host and a port"},
		{"gateway: {relay: {listen: '127.0.0.1:25', next: 'a.example:25', clients: [x]}}", "addresses such as"},
		{"hold: {store: a.db}", "m.yaml:1:15: hold.key_file must name"},
		{"hold: {mails: queue}", "m.yaml:1:15: with queue, hold.store must say"},
		{"hold: {mails: pile}", "m.yaml:1:15: \"pile\" is none of store, queue"},
		{"hold: {metrics: '0.0.0.0:9188'}", "m.yaml:1:17: anybody may read that page"},
		{"hold: {release_to: localhost}", "m.yaml:1:20: a host and a port"},
		{"serve: {listen: here}", "m.yaml:1:17: a host and a port"},
		{`serve: {listen: "0.0.0.0:80"}`, "m.yaml:1:17: passwords would cross"},
		{"serve: {tls_cert: a.pem}", "m.yaml:1:19: tls_cert and tls_key"},
		{"serve: {url: monban.example}", "m.yaml:1:14: an address such as"},
		{"serve: {proxies: [a]}", "m.yaml:1:18: addresses such as"},
		{"serve: {notices_from: monban}", "m.yaml:1:23: a mail address"},
		{"serve: {user_header: X-User}", "m.yaml:1:22: serve.proxies must"},
		{"a: &x 1\nlang: *x", `m.yaml:1:1: there is no key "a"`},
		{"policy: &x a\nlang: *x", "m.yaml:2:7: aliases"},
		{"watch: {", "m.yaml:1:1: not YAML"},
		{"lang: ja\n\tjobs: 1", "m.yaml:2:1: not YAML"},
		{"lang: ja\n---\nlang: en", "a second document"},
		{strings.Repeat("#", mostBytes+1), "m.yaml:1:1: the file has more"},
	} {
		_, err := Parse("m.yaml", []byte(c.text))
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60q: got %v, want %s", c.text, err, c.want)
			continue
		}
		if ja := e.Text(true); e.Ja == "" || ja == e.Text(false) || !strings.HasPrefix(ja, "m.yaml:") {
			t.Errorf("%.60q: in Japanese %q", c.text, ja)
		}
	}
}

func TestLoad(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Text)
	f.Add([]byte("watch: {to: [a]}\nlang: *x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Parse("m.yaml", b)
		var e *Error
		switch {
		case err != nil && (!errors.As(err, &e) || e.Line < 1 || e.Column < 1 || e.Ja == "" || e.En == ""):
			t.Errorf("error without a place: %v", err)
		case err == nil && c.Gateway.Actions.Block == "":
			t.Error("a default is gone")
		}
	})
}
