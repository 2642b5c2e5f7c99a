// Package conf reads the configuration of the services: one YAML file, one
// struct.
//
// The documented file monban.yaml is both the defaults and what users start
// from. Reading is strict: a key that nobody knows, a key that stands twice, a
// value of the wrong sort or out of bounds is an error with file, line and
// column, because a configuration that was half understood guards half a door.
// What the values are for is the knowledge of those who use them.
package conf

import (
	_ "embed"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Text is the default configuration as a documented YAML file.
//
//go:embed monban.yaml
var Text []byte

// A Config is a whole configuration. The fields are explained in monban.yaml.
type Config struct {
	Lang         string        `yaml:"lang" one:"ja,en"`
	Policy       string        `yaml:"policy" path:"file"`
	PasswordFile string        `yaml:"password_file" path:"file"`
	Jobs         int           `yaml:"jobs"`
	Timeout      time.Duration `yaml:"timeout" min:"1s"`
	Watch        Watch         `yaml:"watch"`
	Gateway      Gateway       `yaml:"gateway"`
	Hold         Hold          `yaml:"hold"`
	Serve        Serve         `yaml:"serve"`
	Audit        Audit         `yaml:"audit"`
	Log          Log           `yaml:"log"`
	Metrics      Metrics       `yaml:"metrics"`
}

// Watch configures the watched outbox.
type Watch struct {
	Dir         string        `yaml:"dir" path:"file"`
	From        string        `yaml:"from"`
	To          []string      `yaml:"to"`
	ReadyLayout string        `yaml:"ready_layout" one:"flat,by-id"`
	Settle      time.Duration `yaml:"settle"`
	Patience    time.Duration `yaml:"patience" min:"1s"`
	Rescan      time.Duration `yaml:"rescan" min:"1s"`
	Events      string        `yaml:"events" one:"auto,never"`
	Hooks       Hooks         `yaml:"hooks"`
}

// Hooks are programs that are started for an outcome: program and arguments.
type Hooks struct {
	Ready []string `yaml:"ready"`
	Held  []string `yaml:"held"`
}

// Gateway configures the mail gateway.
type Gateway struct {
	Listen         Address       `yaml:"listen"`
	SocketMode     Mode          `yaml:"socket_mode"`
	SocketGroup    string        `yaml:"socket_group"`
	Spool          string        `yaml:"spool" path:"file"`
	MaxMessage     Size          `yaml:"max_message" min:"1"`
	MaxConnections int           `yaml:"max_connections" min:"1"`
	Scans          int           `yaml:"scans"`
	QueueWait      time.Duration `yaml:"queue_wait" min:"1s"`
	IdleTimeout    time.Duration `yaml:"idle_timeout" min:"1s"`
	MessageTimeout time.Duration `yaml:"message_timeout" min:"1s"`
	URL            string        `yaml:"url"`
	Relay          Relay         `yaml:"relay"`
	Actions        Actions       `yaml:"actions"`
}

// Relay configures the SMTP relay.
type Relay struct {
	Listen  string   `yaml:"listen"`
	Next    string   `yaml:"next"`
	NextTLS string   `yaml:"next_tls" one:"may,must,none"`
	Clients []string `yaml:"clients"`
	TLSCert string   `yaml:"tls_cert" path:"file"`
	TLSKey  string   `yaml:"tls_key" path:"file"`
}

// Actions say what is done with a mail, by verdict; "policy" leaves that to the
// policy.
type Actions struct {
	Pass    string `yaml:"pass" one:"policy,observe,tag,hold,reject"`
	Confirm string `yaml:"confirm" one:"policy,observe,tag,hold,reject"`
	Hold    string `yaml:"hold" one:"policy,observe,tag,hold,reject"`
	Block   string `yaml:"block" one:"policy,observe,tag,hold,reject"`
}

// Hold configures what is held, and who may let it go.
type Hold struct {
	Approvers []string      `yaml:"approvers"`
	Expire    time.Duration `yaml:"expire" min:"1h"`
	// Store is a path or the address of a database.
	Store   string `yaml:"store" path:"file"`
	KeyFile string `yaml:"key_file" path:"file"`
	// OldKeyFiles hold the keys that KeyFile had before.
	OldKeyFiles []string `yaml:"old_key_files" path:"file"`
	// Mails tells where the mails themselves lie.
	Mails       string        `yaml:"mails" one:"store,queue"`
	PostfixDir  string        `yaml:"postfix_dir" path:"file"`
	Metrics     string        `yaml:"metrics"`
	ReleaseTo   string        `yaml:"release_to"`
	KeepMails   time.Duration `yaml:"keep_mails" min:"1h"`
	KeepRecords time.Duration `yaml:"keep_records" min:"1h"`
}

// Audit configures the record of decisions.
type Audit struct {
	File string `yaml:"file" path:"file"`
}

// Log configures what the services tell their operator.
type Log struct {
	Format string `yaml:"format" one:"text,json"`
	Level  string `yaml:"level" one:"debug,info,warn,error"`
}

// Metrics configures the page for Prometheus and the health checks.
type Metrics struct {
	Listen string `yaml:"listen"`
}

// An Address is where a service listens: "unix:PATH", "inet:HOST:PORT", or
// "none", which is the zero value.
type Address struct{ Network, Addr string }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *Address) UnmarshalText(b []byte) error {
	kind, at, _ := strings.Cut(string(b), ":")
	switch kind {
	case "none":
		*a = Address{}
		return nil
	case "unix":
		if !filepath.IsAbs(at) {
			return said{"unix: に続けて、/ で始まるパスを書いてください", `behind "unix:" a path that begins with / is expected`}
		}
		*a = Address{"unix", at}
		return nil
	case "inet":
		if _, port, err := net.SplitHostPort(at); err == nil && number(port, 0, 65535) {
			*a = Address{"tcp", at}
			return nil
		}
	}
	return said{"unix:/パス か inet:127.0.0.1:ポート と書いてください", `"unix:/path" or "inet:127.0.0.1:port" is expected`}
}

// A Mode is the permissions of a file, written in octal.
type Mode os.FileMode

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *Mode) UnmarshalText(b []byte) error {
	n, err := strconv.ParseUint(strings.TrimPrefix(string(b), "0o"), 8, 32)
	if err != nil || n > 0o777 {
		return said{"0660 のような8進数で書いてください", "permissions in octal are expected, such as 0660"}
	}
	*m = Mode(n)
	return nil
}

// A Size is a number of bytes: "50MB", "1GB", "500KB" or plain, in steps of 1024.
type Size int64

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Size) UnmarshalText(b []byte) error {
	digits, unit := string(b), int64(1)
	for u, by := range map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30} {
		if d, ok := strings.CutSuffix(digits, u); ok {
			digits, unit = strings.TrimSpace(d), by
			break
		}
	}
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil || n < 0 {
		return said{"50MB や 1GB のように書いてください", "a size is expected, such as 50MB or 1GB"}
	}
	*s = Size(n * unit)
	return nil
}

func number(s string, least, most int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && least <= n && n <= most
}

// Default returns the configuration of Text.
func Default() *Config {
	c := &Config{}
	if err := c.read("monban.yaml", Text); err != nil {
		panic(err) // the embedded file is tested
	}
	return c
}

// Load reads the file. Keys that it does not have keep their default; a
// relative path in it counts from the folder of the file. An error in the
// content is an *Error.
func Load(path string) (*Config, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, b)
}

// Parse reads a configuration; name is that of the file.
func Parse(name string, data []byte) (*Config, error) {
	c := Default()
	if err := c.read(name, data); err != nil {
		return nil, err
	}
	return c, nil
}

// check looks at what a single value cannot tell. at finds the place of a key
// for the error.
func (c *Config) check(at func(key string) fault) error {
	if c.Jobs < 0 {
		return at("jobs").of("0以上の数を書いてください", "a number of at least 0 is expected")
	}
	if c.Gateway.Scans < 0 {
		return at("gateway.scans").of("0以上の数を書いてください", "a number of at least 0 is expected")
	}
	if u := c.Gateway.URL; len(u) > 200 || strings.ContainsFunc(u, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return at("gateway.url").of("メールを断る返事に入るため、空白のない半角英数字・記号で200文字以内にしてください", "it stands in an answer of a mail server: at most 200 ASCII characters without blanks are expected")
	}
	if c.Watch.Settle < 0 {
		return at("watch.settle").of("0s 以上の時間を書いてください", "a time of at least 0s is expected")
	}
	for key, hook := range map[string][]string{"watch.hooks.ready": c.Watch.Hooks.Ready, "watch.hooks.held": c.Watch.Hooks.Held} {
		if len(hook) > 0 && !filepath.IsAbs(hook[0]) {
			return at(key).of("プログラムは絶対パスで書いてください（シェルは使いません）", "the program must be given with its whole path (no shell looks for it)")
		}
	}
	if err := c.checkPages(at); err != nil {
		return err
	}
	if err := c.checkRelay(at); err != nil {
		return err
	}
	for key, address := range map[string]string{"metrics.listen": c.Metrics.Listen, "hold.metrics": c.Hold.Metrics} {
		if err := checkOpen(address, at(key)); err != nil {
			return err
		}
	}
	return nil
}

// checkOpen looks at the address of pages that anybody may read, "" for none.
func checkOpen(address string, at fault) error {
	if address == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil || !number(port, 0, 65535) {
		return at.of("127.0.0.1:9187 のように書いてください", "an address such as 127.0.0.1:9187 is expected")
	}
	if !loopback(host) {
		return at.of("このページには誰でも入れるため、このコンピューターの中のアドレス（127.0.0.1、::1）だけが使えます", "anybody may read that page, so only an address of this machine can be used (127.0.0.1, ::1)")
	}
	return nil
}

// A fault is the place of a key, for an error about it.
type fault struct {
	file      string
	line, col int
}

func (f fault) of(ja, en string) error { return &Error{f.file, f.line, f.col, ja, en} }

// An Error says what is wrong in a configuration file, and where.
type Error struct {
	File         string
	Line, Column int // counted from 1
	Ja, En       string
}

// Error returns the English words.
func (e *Error) Error() string { return e.Text(false) }

// Text returns the words in one of the languages.
func (e *Error) Text(ja bool) string {
	s := e.En
	if ja {
		s = e.Ja
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, s)
}

// said is an error of a value, in both languages.
type said struct{ ja, en string }

func (s said) Error() string { return s.en }
