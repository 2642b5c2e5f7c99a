package rig

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc/oidctest"
)

// An OIDC is a small provider of OpenID Connect. It knows one client, "monban",
// and one user.
type OIDC struct {
	// URL is its address, the issuer of its tokens.
	URL  string
	keys map[string]crypto.Signer // by algorithm
	// Alg is the algorithm with which it signs: RS256 or ES256.
	Alg string
	// Secret is that of the client.
	Secret string
	// Change, when set, changes the claims of a token before it is signed.
	Change func(map[string]any)
	// Forge, when set, makes the token out of the claims instead of the provider.
	Forge func(claims string) string
	// wanted is what the browser brought, by code.
	wanted map[string]url.Values
	used   map[string]bool
	mu     sync.Mutex // of the two
}

// StartOIDC starts one that ends with the test.
func StartOIDC(t testing.TB) *OIDC {
	t.Helper()
	r, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	e, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := &OIDC{keys: map[string]crypto.Signer{"RS256": r, "ES256": e}, Alg: "RS256", Secret: "a made-up secret", wanted: map[string]url.Values{}, used: map[string]bool{}}
	metadata := &oidctest.Server{PublicKeys: []oidctest.PublicKey{
		{PublicKey: r.Public(), KeyID: "RS256", Algorithm: "RS256"}, {PublicKey: e.Public(), KeyID: "ES256", Algorithm: "ES256"},
	}, Algorithms: []string{"RS256", "ES256"}}
	mux := http.NewServeMux()
	mux.Handle("/", metadata)
	mux.HandleFunc("GET /auth", b.auth)
	mux.HandleFunc("POST /token", b.token)
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	b.URL = srv.URL
	metadata.SetIssuer(srv.URL)
	return b
}

// Visit is what the user does there: he says who he is. It returns the address to
// which the browser is sent back, with a code.
func (b *OIDC) Visit(address string) (back string, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	q := u.Query()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("client_id") != "monban" || !strings.Contains(q.Get("scope"), "openid") {
		return "", fmt.Errorf("the provider is asked for %s", address)
	}
	code := rand.Text()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wanted[code] = q
	return q.Get("redirect_uri") + "?" + url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), nil
}

// auth is the page of the provider: everybody is logged in there already.
func (b *OIDC) auth(w http.ResponseWriter, r *http.Request) {
	back, err := b.Visit(r.URL.String())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, back, http.StatusFound)
}

func (b *OIDC) token(w http.ResponseWriter, r *http.Request) {
	fail := func(status int, code string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]string{"error": code, "error_description": "about hanako@corp.example"})
	}
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	secret, _ = url.QueryUnescape(secret)
	if id != "monban" || secret != b.Secret {
		fail(http.StatusUnauthorized, "invalid_client")
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	code := r.PostFormValue("code")
	q := b.wanted[code]
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if q == nil || b.used[code] || r.PostFormValue("redirect_uri") != q.Get("redirect_uri") || base64.RawURLEncoding.EncodeToString(sum[:]) != q.Get("code_challenge") {
		fail(http.StatusBadRequest, "invalid_grant")
		return
	}
	b.used[code] = true
	claims := map[string]any{"iss": b.URL, "aud": "monban", "sub": "42", "nonce": q.Get("nonce"), "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(),
		"email": "Hanako@corp.example", "email_verified": true}
	if b.Change != nil {
		b.Change(claims)
	}
	text, err := json.Marshal(claims)
	if err != nil {
		fail(http.StatusInternalServerError, "server_error")
		return
	}
	raw := ""
	if b.Forge != nil {
		raw = b.Forge(string(text))
	} else {
		raw = oidctest.SignIDToken(b.keys[b.Alg], b.Alg, b.Alg, string(text))
	}
	answer := map[string]any{"access_token": "x", "token_type": "Bearer"}
	if raw != "" {
		answer["id_token"] = raw
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(answer)
}
