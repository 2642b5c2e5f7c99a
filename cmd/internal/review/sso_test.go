package review

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"monban/cmd/internal/rig"
	"monban/cmd/internal/sso"
)

// withSSO is a desk whose people log in at a provider, too.
func withSSO(t *testing.T) (*desk, *rig.OIDC) {
	t.Helper()
	b := rig.StartOIDC(t)
	at := ""
	d := newDesk(t, func(o *Options) {
		o.SSOName = "Corp ID"
	})
	at = d.url
	var err error
	d.server.SSO, err = sso.New(sso.Options{Issuer: b.URL, ClientID: "monban", Secret: b.Secret, Redirect: at + "/sso/callback", Domains: []string{"corp.example"}})
	if err != nil {
		t.Fatal(err)
	}
	return d, b
}

func TestSSO(t *testing.T) {
	d, b := withSSO(t)
	id := d.put()
	b.Change = func(c map[string]any) { c["email"] = "Boss@corp.example" }
	v := d.visitor()
	if _, body := v.get("/m/" + id); !strings.Contains(body, `href="/sso?to=%2fm%2f`+id) && !strings.Contains(body, `href="/sso?to=%2Fm%2F`+id) || !strings.Contains(body, "Corp IDでログイン") {
		t.Fatalf("no way to the provider\n%s", body)
	}
	status, body := v.get("/sso?to=/m/" + id) // follows the redirects there and back
	if status != http.StatusOK || !strings.Contains(body, "承認する") || !strings.Contains(body, "boss@corp.example") {
		t.Fatalf("%d\n%s", status, body)
	}
	if !d.recorded("login", "", "boss@corp.example") || d.entries[0].Detail["way"] != "sso" {
		t.Errorf("audit %+v", d.entries)
	}
	if status, _ := v.post("/m/"+id, approval(nil), nil); status != http.StatusOK || d.state(id) != "approved" {
		t.Errorf("the approval: %d, %s", status, d.state(id))
	}
	// Somebody without a line has no rights but to his own messages.
	b.Change = func(c map[string]any) { c["email"] = "nobody@corp.example" }
	other := d.visitor()
	if status, body := other.get("/sso?to=/"); status != http.StatusOK || strings.Contains(body, "承認を待っている") {
		t.Errorf("%d\n%s", status, body)
	}
	if status, _ := other.get("/m/" + id); status != http.StatusNotFound {
		t.Errorf("he sees the message of others: %d", status)
	}
	// The provider leads nowhere else.
	if _, body := d.visitor().get("/sso?to=https://evil.example/"); !strings.Contains(body, "自分が送ろうとしたメール") {
		t.Errorf("%s", body)
	}
}

func TestSSORefused(t *testing.T) {
	d, b := withSSO(t)
	for name, test := range map[string]struct {
		change func(map[string]any)
		status int
		words  string
	}{
		"not verified":   {func(c map[string]any) { c["email_verified"] = false }, http.StatusForbidden, "メールアドレスの確認が済んでいません"},
		"another domain": {func(c map[string]any) { c["email"] = "hanako@gmail.com" }, http.StatusForbidden, "この組織のメールアドレスではありません"},
		"no nonce":       {func(c map[string]any) { delete(c, "nonce") }, http.StatusBadGateway, "管理者に連絡"},
	} {
		b.Change = test.change
		v := d.visitor()
		status, body := v.get("/sso")
		if status != test.status || !strings.Contains(body, test.words) || strings.Contains(body, "hanako") {
			t.Errorf("%s: %d\n%s", name, status, body)
		}
		if _, body := v.get("/"); !strings.Contains(body, "パスワード") {
			t.Errorf("%s: logged in", name)
		}
	}
	b.Change = nil
	// An answer of the provider that this browser did not ask for: a login of
	// somebody else, pushed on the user.
	back, err := b.Visit(b.URL + "/auth?response_type=code&code_challenge_method=S256&client_id=monban&scope=openid&state=x&redirect_uri=" + url.QueryEscape(d.url+"/sso/callback"))
	if err != nil {
		t.Fatal(err)
	}
	if status, body := d.visitor().get(strings.TrimPrefix(back, d.url)); status != http.StatusForbidden || !strings.Contains(body, "途中で切れました") {
		t.Errorf("%d\n%s", status, body)
	}
	plain := newDesk(t, nil)
	if status, _ := plain.visitor().get("/sso"); status != http.StatusNotFound {
		t.Errorf("without a provider: %d", status)
	}
	if _, body := plain.visitor().get("/login"); strings.Contains(body, "/sso") {
		t.Error("without a provider there is a way to it")
	}
}

// The address in X-Forwarded-For counts from the proxies only, and of it what the
// first of them saw.
func TestPeer(t *testing.T) {
	s := &Server{Options: Options{Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.0.0.0/8")}}}
	for _, test := range []struct {
		from, forwarded, want string
	}{
		{"192.0.2.1:5", "", "192.0.2.1"}, {"192.0.2.1:5", "203.0.113.9", "192.0.2.1"}, {"127.0.0.1:5", "203.0.113.9", "203.0.113.9"},
		{"127.0.0.1:5", "198.51.100.1, 203.0.113.9", "203.0.113.9"}, {"127.0.0.1:5", "198.51.100.1, 203.0.113.9,10.0.0.7", "203.0.113.9"},
		{"127.0.0.1:5", "", "127.0.0.1"}, {"127.0.0.1:5", "made up", "127.0.0.1"}, {"127.0.0.1:5", "10.1.1.1", "10.1.1.1"}, {"[::1]:5", "203.0.113.9", "::1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = test.from
		if test.forwarded != "" {
			r.Header.Set("X-Forwarded-For", test.forwarded)
		}
		if got := s.peer(r); got != test.want {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

// Whoever lost his password or his line is out with the next click.
func TestSessionEndsWithTheAccount(t *testing.T) {
	d := newDesk(t, nil)
	v := d.as("boss@corp.example")
	in := func() bool {
		_, body := v.get("/")
		return strings.Contains(body, "自分が送ろうとしたメール")
	}
	set := func(lines string) {
		t.Helper()
		a, err := readAccounts(strings.NewReader(lines))
		if err != nil {
			t.Fatal(err)
		}
		d.server.SetAccounts(a)
	}
	if !in() {
		t.Fatal("not logged in")
	}
	hash := d.server.Accounts.Find("boss@corp.example").hash
	set("boss@corp.example reveal " + hash + "\n")
	if _, body := v.get("/"); !in() || strings.Contains(body, "承認を待っている") {
		t.Error("with other rights: out, or with the old rights")
	}
	set("boss@corp.example reveal " + cheap("another password") + "\n")
	if in() {
		t.Error("with another password: still in")
	}
	set("boss@corp.example reveal " + hash + "\n")
	v = d.as("boss@corp.example")
	set("sato@corp.example - " + hash + "\n")
	if in() {
		t.Error("without a line: still in")
	}
}
