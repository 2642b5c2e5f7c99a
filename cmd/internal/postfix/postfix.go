// Package postfix knows which settings of Postfix let every mail pass the
// gateway, and which would let some go unseen.
//
// It judges settings as "postconf" prints them, and changes nothing. Whether the
// gateway answers is asked through a function, so that the rules can be tested.
package postfix

import (
	"fmt"
	"maps"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Settings are what Postfix is told: main.cf with all defaults, and of master.cf,
// by "service/type", the -o parameters and what Postfix itself knows of a
// service ("chroot", "command").
type Settings struct {
	Main      map[string]string
	Overrides map[string]map[string]string
	Services  map[string]map[string]string
}

// A Gateway is what Postfix has to fit to.
type Gateway struct {
	Network, Address string        // of its milter: "tcp" or "unix"
	MaxMessage       int64         // bytes
	QueueWait        time.Duration // before it says anything
	// Dial asks whether something answers there.
	Dial func(network, address string) error
	// Reach asks whether Postfix, which is not root, may use a socket.
	Reach func(path string) error
	// HoldsInQueue says that held mails wait in Postfix's queue.
	HoldsInQueue bool
	// Lookup asks a table of Postfix ("regexp:/etc/postfix/x") for a key, "" when
	// it has none.
	Lookup func(table, key string) string
}

// A Finding is one thing that was looked at.
type Finding struct {
	OK     bool
	Ja, En string
	Lines  []string // to add to main.cf, when it is not OK
}

// Check looks at the settings.
func Check(s Settings, g Gateway) []Finding {
	c := &check{s: s, g: g}
	c.milters()
	c.local()
	c.defaults()
	c.sizes()
	c.times()
	c.services()
	c.past()
	c.requeued()
	return c.out
}

type check struct {
	s   Settings
	g   Gateway
	out []Finding
}

func (c *check) ok(ja, en string) { c.out = append(c.out, Finding{OK: true, Ja: ja, En: en}) }

func (c *check) bad(ja, en string, lines ...string) {
	c.out = append(c.out, Finding{Ja: ja, En: en, Lines: lines})
}

// A milter is an entry of smtpd_milters with its own settings.
type milter struct {
	spec    string // "inet:host:port" or "unix:path"
	options map[string]string
}

// parse splits a list of milters: "inet:a:1, { unix:/b, default_action=accept }".
func parse(list string) (out []milter) {
	for list = strings.TrimSpace(list); list != ""; list = strings.TrimLeft(list, " \t\n,") {
		var item string
		if list[0] == '{' {
			end := strings.IndexByte(list, '}')
			if end < 0 {
				end = len(list)
			}
			item, list = list[1:end], list[min(end+1, len(list)):]
		} else {
			end := strings.IndexAny(list, ", \t\n")
			if end < 0 {
				end = len(list)
			}
			item, list = list[:end], list[end:]
		}
		m := milter{options: map[string]string{}}
		for i, f := range strings.FieldsFunc(item, func(r rune) bool { return strings.ContainsRune(", \t\n", r) }) {
			if k, v, found := strings.Cut(f, "="); found {
				m.options[k] = v
			} else if i == 0 {
				m.spec = f
			}
		}
		if m.spec != "" {
			out = append(out, m)
		}
	}
	return out
}

// expand replaces $name by its value, as Postfix does.
func (c *check) expand(v string) string {
	for range 10 {
		i := strings.IndexByte(v, '$')
		if i < 0 {
			return v
		}
		j := i + 1
		for j < len(v) && (v[j] == '_' || v[j] >= 'a' && v[j] <= 'z' || v[j] >= '0' && v[j] <= '9' || j == i+1 && v[j] == '{') {
			j++
		}
		v = v[:i] + c.s.Main[strings.Trim(v[i+1:j], "{}")] + strings.TrimPrefix(v[j:], "}")
	}
	return v
}

// address is where a milter of Postfix is, as this machine sees it: a socket is
// named from inside the chroot.
func (c *check) address(spec string) (network, address string) {
	kind, at, _ := strings.Cut(spec, ":")
	switch kind {
	case "inet":
		if host, port, err := net.SplitHostPort(at); err == nil {
			if host == "localhost" {
				host = "127.0.0.1"
			}
			return "tcp", net.JoinHostPort(host, port)
		}
		if port, host, ok := strings.Cut(at, "@"); ok { // the way of Sendmail
			return "tcp", net.JoinHostPort(host, port)
		}
	case "unix":
		if !filepath.IsAbs(at) {
			at = filepath.Join(c.s.Main["queue_directory"], at)
		}
		return "unix", at
	}
	return "", ""
}

// want is the line that names the gateway.
func (c *check) want() string {
	spec := "inet:" + c.g.Address
	if c.g.Network == "unix" {
		spec = "unix:" + c.g.Address
		if in, err := filepath.Rel(c.s.Main["queue_directory"], c.g.Address); err == nil && !strings.HasPrefix(in, "..") {
			spec = "unix:" + in
		}
	}
	return "smtpd_milters = { " + spec + ", connect_timeout=10s, command_timeout=30s, content_timeout=300s, default_action=tempfail }"
}

// ours finds the gateway in a list of milters.
func (c *check) ours(list string) (at int, all []milter) {
	all = parse(c.expand(list))
	for i, m := range all {
		if network, address := c.address(m.spec); network == c.g.Network && address == c.g.Address {
			return i, all
		}
	}
	return -1, all
}

func (c *check) milters() {
	i, all := c.ours(c.s.Main["smtpd_milters"])
	switch {
	case i < 0:
		c.bad("smtpd_milters に門番がありません。SMTP で来るメールは調べられません", "smtpd_milters does not name the gateway: mail that comes by SMTP is not looked at", c.want())
		return
	case i > 0:
		c.bad("門番より前に別の milter があります。DKIM などの署名は門番の後に置いてください（門番はヘッダーを加えます）", "another milter comes before the gateway; signing (DKIM) must come behind it, because it adds a header", c.want())
	default:
		c.ok("smtpd_milters の先頭に門番があります", "smtpd_milters names the gateway first")
	}
	if a := all[i].options["default_action"]; a != "" && a != "tempfail" && a != "quarantine" {
		c.bad("門番が応えないとき、調べずに通します（default_action="+a+"）", "mail passes unseen while the gateway does not answer (default_action="+a+")", c.want())
	}
	if err := c.g.Dial(c.g.Network, c.g.Address); err != nil {
		c.bad("門番が応えません: "+err.Error(), "the gateway does not answer: "+err.Error())
		return
	}
	c.ok("門番が応えます（"+c.g.Address+"）", "the gateway answers at "+c.g.Address)
	if queue := c.s.Main["queue_directory"]; c.g.Network == "unix" && !strings.HasPrefix(c.g.Address, queue+"/") {
		c.bad("ソケットが Postfix の chroot（"+queue+"）の外にあります。chroot で動く smtpd からは見えません", "the socket lies outside of Postfix's chroot ("+queue+"): an smtpd in the chroot cannot see it")
		return
	}
	if c.g.Network != "unix" {
		return
	}
	if err := c.g.Reach(c.g.Address); err != nil {
		c.bad("Postfix がソケットを使えません: "+err.Error(), "Postfix may not use the socket: "+err.Error())
	}
	if strings.HasPrefix(all[i].spec, "unix:/") {
		for _, name := range slices.Sorted(maps.Keys(c.s.Services)) {
			if s := c.s.Services[name]; s["chroot"] == "y" && (s["command"] == "smtpd" || s["command"] == "cleanup") {
				c.bad("master.cf の "+name+" は chroot で動くため、絶対パスのソケットが見えません", "the service "+name+" runs in the chroot, and cannot see a socket that is named by its whole path", c.want())
				break
			}
		}
	}
}

func (c *check) local() {
	if i, _ := c.ours(c.s.Main["non_smtpd_milters"]); i < 0 {
		c.bad("non_smtpd_milters に門番がありません。sendmail コマンドや cron、PHP から出るメールは調べられません", "non_smtpd_milters does not name the gateway: mail of programs on this machine (sendmail, cron, PHP) is not looked at", "non_smtpd_milters = $smtpd_milters")
		return
	}
	c.ok("このコンピューターのプログラムが出すメールも調べます", "mail of programs on this machine is looked at, too")
}

func (c *check) defaults() {
	switch a := c.s.Main["milter_default_action"]; a {
	case "tempfail", "quarantine", "":
		c.ok("門番が応えないときは通しません", "nothing passes while the gateway does not answer")
	default:
		c.bad("門番が応えないとき、調べずに通すか断ります（milter_default_action="+a+"）", "milter_default_action="+a+" lets mail pass unseen, or refuses it, while the gateway does not answer", "milter_default_action = tempfail")
	}
	if v, err := strconv.Atoi(c.s.Main["milter_protocol"]); err == nil && v < 6 {
		c.bad("milter_protocol が古い版です", "milter_protocol is an old version", "milter_protocol = 6")
	}
	if !strings.Contains(c.s.Main["milter_mail_macros"], "{auth_authen}") {
		c.bad("ログイン名が門番に伝わりません（milter_mail_macros に {auth_authen} がありません）", "the gateway is not told who logged in (milter_mail_macros has no {auth_authen})", "milter_mail_macros = i {auth_type} {auth_authen} {auth_author} {mail_addr} {mail_host} {mail_mailer} {client_addr} {client_name}")
	}
}

func (c *check) sizes() {
	n, err := strconv.ParseInt(c.s.Main["message_size_limit"], 10, 64)
	switch {
	case err != nil:
	case n == 0 || n > c.g.MaxMessage:
		c.bad("Postfix は門番が調べるより大きいメールも受け取り、それらはすべて保留になります", "Postfix takes larger mails than the gateway looks at; all of those are held", fmt.Sprintf("message_size_limit = %d", c.g.MaxMessage))
	default:
		c.ok("受け取るメールはすべて調べられる大きさです", "no mail is larger than what is looked at")
	}
}

func (c *check) times() {
	_, all := c.ours(c.s.Main["smtpd_milters"])
	wait, line := c.s.Main["milter_content_timeout"], "milter_content_timeout = 300s"
	for _, m := range all {
		if network, address := c.address(m.spec); network == c.g.Network && address == c.g.Address && m.options["content_timeout"] != "" {
			wait, line = m.options["content_timeout"], c.want()
		}
	}
	if d, err := time.ParseDuration(wait); err == nil && d <= c.g.QueueWait {
		c.bad("Postfix が待つ時間（"+wait+"）が、門番の順番待ち（"+c.g.QueueWait.String()+"）より短くなっています", "Postfix waits for "+wait+", less than a mail may wait its turn in the gateway ("+c.g.QueueWait.String()+")", line)
	}
}
