package conf

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Serve configures the review pages.
type Serve struct {
	Listen      string        `yaml:"listen"`
	URL         string        `yaml:"url"`
	TLSCert     string        `yaml:"tls_cert" path:"file"`
	TLSKey      string        `yaml:"tls_key" path:"file"`
	Accounts    string        `yaml:"accounts" path:"file"`
	UserHeader  string        `yaml:"user_header"`
	Proxies     []string      `yaml:"proxies"`
	NoticesFrom string        `yaml:"notices_from"`
	RemindAfter time.Duration `yaml:"remind_after" min:"1m"`
	Digest      time.Duration `yaml:"digest"`
	OIDC        OIDC          `yaml:"oidc"`
}

// OIDC configures the login at a provider of OpenID Connect.
type OIDC struct {
	Issuer     string   `yaml:"issuer"`
	ClientID   string   `yaml:"client_id"`
	SecretFile string   `yaml:"client_secret_file" path:"file"`
	Claim      string   `yaml:"claim"`
	Domains    []string `yaml:"domains"`
	Name       string   `yaml:"name"`
}

// Prefixes are the machines of Proxies.
func (s *Serve) Prefixes() []netip.Prefix { return prefixes(s.Proxies) }

// Prefixes are the machines of Clients.
func (r *Relay) Prefixes() []netip.Prefix { return prefixes(r.Clients) }

func prefixes(list []string) (out []netip.Prefix) {
	for _, p := range list {
		if x, err := prefix(p); err == nil { // the file was checked
			out = append(out, x)
		}
	}
	return out
}

// prefix reads an address, or a network such as 10.0.0.0/8.
func prefix(s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Prefix(a.BitLen())
	}
	return netip.ParsePrefix(s)
}

// Secure tells that people reach the pages by https.
func (s *Serve) Secure() bool { return strings.HasPrefix(s.URL, "https://") }

// checkPages looks at the values of hold and serve together.
func (c *Config) checkPages(at func(key string) fault) error {
	if c.Hold.Store != "" && c.Hold.KeyFile == "" {
		return at("hold.store").of("保管するメールを暗号化する鍵のファイルを hold.key_file に書いてください（head -c 32 /dev/urandom | base64 > FILE; chmod 600 FILE）",
			"hold.key_file must name the key with which held mails are encrypted (head -c 32 /dev/urandom | base64 > FILE; chmod 600 FILE)")
	}
	if c.Hold.Mails == "queue" && c.Hold.Store == "" {
		return at("hold.mails").of("queue にするときは、記録を置く hold.store も書いてください", "with queue, hold.store must say where the records are kept")
	}
	if _, port, err := net.SplitHostPort(c.Hold.ReleaseTo); err != nil || !number(port, 1, 65535) {
		return at("hold.release_to").of("127.0.0.1:25 のように書いてください", "a host and a port are expected, such as 127.0.0.1:25")
	}
	s := &c.Serve
	host, port, err := net.SplitHostPort(s.Listen)
	if err != nil || !number(port, 0, 65535) {
		return at("serve.listen").of("127.0.0.1:8896 のように書いてください", "a host and a port are expected, such as 127.0.0.1:8896")
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return at("serve.tls_cert").of("tls_cert と tls_key は両方書いてください", "tls_cert and tls_key belong together")
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return at("serve.url").of("https://monban.example.jp のように書いてください", "an address such as https://monban.example.jp is expected")
	}
	if s.TLSCert == "" && !loopback(host) {
		return at("serve.listen").of("パスワードが平文で流れます。tls_cert と tls_key を書くか、127.0.0.1 で待ち受けて前に https のプロキシを置いてください",
			"passwords would cross the network in the clear: set tls_cert and tls_key, or listen on 127.0.0.1 behind a proxy with https")
	}
	for _, p := range s.Proxies {
		if _, err := prefix(p); err != nil {
			return at("serve.proxies").of("10.0.0.5 や 10.0.0.0/24 のように書いてください", "addresses such as 10.0.0.5 or 10.0.0.0/24 are expected")
		}
	}
	if s.Digest != 0 && s.Digest < time.Minute {
		return at("serve.digest").of("0s か、1m 以上の時間を書いてください", "0s or at least 1m is expected")
	}
	if s.NoticesFrom != "" && !strings.Contains(s.NoticesFrom, "@") {
		return at("serve.notices_from").of("monban@example.jp のようなメールアドレスを書いてください", "a mail address is expected, such as monban@example.jp")
	}
	if err := s.checkOIDC(u, at); err != nil {
		return err
	}
	if s.UserHeader != "" && len(s.Proxies) == 0 {
		return at("serve.user_header").of("ヘッダーを信じてよい機械を serve.proxies に書いてください", "serve.proxies must say from which machines the header is believed")
	}
	return nil
}

// checkOIDC looks at the login at a provider; own is the address of the pages.
func (s *Serve) checkOIDC(own *url.URL, at func(key string) fault) error {
	o := &s.OIDC
	if o.Issuer == "" {
		return nil
	}
	u, err := url.Parse(o.Issuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Hostname())) {
		return at("serve.oidc.issuer").of("https://login.example.jp のように、https で始まるアドレスを書いてください", "an address that begins with https is expected, such as https://login.example.jp")
	}
	if o.ClientID == "" || o.SecretFile == "" {
		return at("serve.oidc.issuer").of("client_id と client_secret_file も書いてください", "client_id and client_secret_file are needed, too")
	}
	if own.Scheme != "https" && !loopback(own.Hostname()) {
		return at("serve.url").of("oidc を使うには、https で始まるアドレスが要ります", "with oidc, an address that begins with https is needed")
	}
	for _, d := range o.Domains {
		if d == "" || strings.ContainsAny(d, "@ /*") {
			return at("serve.oidc.domains").of("example.jp のように、@ のないドメインを書いてください", "domains without @ are expected, such as example.jp")
		}
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// checkRelay looks at the values of the relay together.
func (c *Config) checkRelay(at func(key string) fault) error {
	r := &c.Gateway.Relay
	if r.Listen == "" {
		if c.Gateway.Listen.Network == "" {
			return at("gateway.listen").of("listen が none のときは relay.listen を書いてください", "with listen: none, relay.listen must say where mails come in")
		}
		return nil
	}
	if _, port, err := net.SplitHostPort(r.Listen); err != nil || !number(port, 0, 65535) {
		return at("gateway.relay.listen").of("0.0.0.0:25 のように書いてください", "a host and a port are expected, such as 0.0.0.0:25")
	}
	if host, port, err := net.SplitHostPort(r.Next); err != nil || host == "" || !number(port, 1, 65535) {
		return at("gateway.relay.next").of("mail.example.jp:25 のように書いてください", "a host and a port are expected, such as mail.example.jp:25")
	}
	if (r.TLSCert == "") != (r.TLSKey == "") {
		return at("gateway.relay.tls_cert").of("tls_cert と tls_key は両方書いてください", "tls_cert and tls_key belong together")
	}
	for _, p := range r.Clients {
		if _, err := prefix(p); err != nil {
			return at("gateway.relay.clients").of("10.0.0.5 や 10.0.0.0/24 のように書いてください", "addresses such as 10.0.0.5 or 10.0.0.0/24 are expected")
		}
	}
	return nil
}
