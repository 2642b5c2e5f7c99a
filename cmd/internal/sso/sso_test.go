package sso

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"monban/cmd/internal/rig"
)

// visit is a way of the browser to the provider and back.
func visit(t *testing.T, b *rig.OIDC, address string) *http.Request {
	t.Helper()
	back, err := b.Visit(address)
	if err != nil {
		t.Fatal(err)
	}
	return httptest.NewRequest(http.MethodGet, back, nil)
}

func provider(t *testing.T, b *rig.OIDC, change func(*Options)) *Provider {
	t.Helper()
	o := Options{Issuer: b.URL, ClientID: "monban", Secret: b.Secret, Redirect: "https://monban.example/sso/callback", Domains: []string{"corp.example"}}
	if change != nil {
		change(&o)
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestLogin(t *testing.T) {
	b := rig.StartOIDC(t)
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	set := func(with map[string]any) func(map[string]any) {
		return func(c map[string]any) { maps.Copy(c, with) }
	}
	coded := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for _, test := range []struct {
		name   string
		alg    string
		claims func(map[string]any)
		forge  func(string) string
		option func(*Options)
		want   string
		err    error
	}{
		{name: "RS256", want: "hanako@corp.example"},
		{name: "ES256", alg: "ES256", want: "hanako@corp.example"},
		{name: "verified in words", claims: set(map[string]any{"email_verified": "true"}), want: "hanako@corp.example"},
		{name: "domain in capitals", claims: set(map[string]any{"email": "h@CORP.example"}), want: "h@corp.example"},
		{name: "all domains", claims: set(map[string]any{"email": "h@else.example"}), option: func(o *Options) { o.Domains = nil }, want: "h@else.example"},
		{name: "a claim of the provider's own", claims: set(map[string]any{"upn": "mori@corp.example", "email_verified": false}), option: func(o *Options) { o.Claim = "upn" }, want: "mori@corp.example"},
		{name: "several audiences", claims: set(map[string]any{"aud": []string{"other", "monban"}, "azp": "monban"}), want: "hanako@corp.example"},

		{name: "not verified", claims: set(map[string]any{"email_verified": false}), err: ErrUnverified},
		{name: "verified or not", claims: func(c map[string]any) { delete(c, "email_verified") }, err: ErrUnverified},
		{name: "verified by a number", claims: set(map[string]any{"email_verified": 1}), err: ErrUnverified},
		{name: "no address", claims: func(c map[string]any) { delete(c, "email") }, err: ErrAddress},
		{name: "no address but a name", claims: set(map[string]any{"email": "hanako"}), err: ErrAddress},
		{name: "two addresses", claims: set(map[string]any{"email": "a@else.example,b@corp.example"}), err: ErrAddress},
		{name: "an address with two domains", claims: set(map[string]any{"email": "a@else.example@corp.example"}), err: ErrAddress},
		{name: "a list", claims: set(map[string]any{"email": []string{"a@corp.example"}}), err: ErrAddress},
		{name: "a header in it", claims: set(map[string]any{"email": "a@corp.example\r\nX: y"}), err: ErrAddress},
		{name: "another domain", claims: set(map[string]any{"email": "h@corp.example.evil.example"}), err: ErrAddress},
		{name: "a domain below", claims: set(map[string]any{"email": "h@sub.corp.example"}), err: ErrAddress},
		{name: "another nonce", claims: set(map[string]any{"nonce": "x"}), err: ErrProvider},
		{name: "no nonce", claims: func(c map[string]any) { delete(c, "nonce") }, err: ErrProvider},
		{name: "for another program", claims: set(map[string]any{"aud": "other"}), err: ErrProvider},
		{name: "of another provider", claims: set(map[string]any{"iss": "https://evil.example"}), err: ErrProvider},
		{name: "too old", claims: set(map[string]any{"exp": time.Now().Add(-time.Hour).Unix()}), err: ErrProvider},
		{name: "not signed", forge: func(c string) string { return coded(`{"alg":"none"}`) + "." + coded(c) + "." }, err: ErrProvider},
		{name: "signed by a stranger", forge: func(c string) string { return oidctest.SignIDToken(stranger, "ES256", "ES256", c) }, err: ErrProvider},
		{name: "no token", forge: func(string) string { return "" }, err: ErrProvider},
		{name: "another secret", option: func(o *Options) { o.Secret = "guess" }, err: ErrProvider},
		{name: "no provider", option: func(o *Options) { o.Issuer = b.URL + "/elsewhere" }, err: ErrProvider},
	} {
		b.Alg, b.Change, b.Forge = "RS256", test.claims, test.forge
		if test.alg != "" {
			b.Alg = test.alg
		}
		p := provider(t, b, test.option)
		address, cookie, err := p.Begin(context.Background(), "/m/1")
		var got, to string
		if err == nil {
			got, to, err = p.End(context.Background(), visit(t, b, address), cookie)
		}
		if got != test.want || !errors.Is(err, test.err) || test.err == nil && (err != nil || to != "/m/1") {
			t.Errorf("%s: got %q, %q, %v; want %q, %v", test.name, got, to, err, test.want, test.err)
		}
		if err != nil && (strings.Contains(err.Error(), "hanako") || strings.Contains(err.Error(), b.Secret)) {
			t.Errorf("%s: the error tells too much: %v", test.name, err)
		}
	}
}

// A login ends in the browser in which it began, once, and soon.
func TestWhoseLogin(t *testing.T) {
	b := rig.StartOIDC(t)
	now := time.Now()
	p := provider(t, b, func(o *Options) { o.Now = func() time.Time { return now } })
	ctx := context.Background()
	begin := func() (address, cookie string) {
		t.Helper()
		address, cookie, err := p.Begin(ctx, "/")
		if err != nil {
			t.Fatal(err)
		}
		return address, cookie
	}
	mine, cookie := begin()
	other, others := begin()
	if mine == other || cookie == others {
		t.Error("two logins are the same")
	}
	for name, c := range map[string]string{"of another browser": others, "none": "", "not ours": "AAAA" + cookie, "cut": cookie[:20], "changed": cookie[:len(cookie)-4] + "AAAA"} {
		if _, _, err := p.End(ctx, visit(t, b, mine), c); !errors.Is(err, ErrStale) {
			t.Errorf("the cookie is %s: %v", name, err)
		}
	}
	back := visit(t, b, mine)
	if got, _, err := p.End(ctx, back, cookie); err != nil || got != "hanako@corp.example" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, _, err := p.End(ctx, back, cookie); !errors.Is(err, ErrDenied) {
		t.Errorf("a second time: %v", err)
	}
	// A code that somebody else got does not fit the verifier of this browser.
	address, cookie := begin()
	stolen := visit(t, b, mine).URL.Query().Get("code")
	back = visit(t, b, address)
	q := back.URL.Query()
	q.Set("code", stolen)
	back.URL.RawQuery = q.Encode()
	if _, _, err := p.End(ctx, back, cookie); !errors.Is(err, ErrDenied) {
		t.Errorf("the code of another login: %v", err)
	}
	address, cookie = begin()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	refusal := httptest.NewRequest(http.MethodGet, "/sso/callback?error=access_denied&error_description=x&state="+u.Query().Get("state"), nil)
	if _, _, err := p.End(ctx, refusal, cookie); !errors.Is(err, ErrDenied) {
		t.Errorf("the user said no: %v", err)
	}
	now = now.Add(patience + time.Second)
	if _, _, err := p.End(ctx, visit(t, b, address), cookie); !errors.Is(err, ErrStale) {
		t.Errorf("much later: %v", err)
	}
	again, err := New(p.Options)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := again.End(ctx, visit(t, b, mine), others); !errors.Is(err, ErrStale) {
		t.Errorf("after a restart: %v", err)
	}
}
