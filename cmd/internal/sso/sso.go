// Package sso logs people in at the organisation's own provider, by OpenID
// Connect: authorization code with PKCE, state and nonce.
//
// It knows the protocol and which mail addresses a provider may be believed. Who
// somebody is to these pages, and how long he stays logged in, is the knowledge of
// package review. What a login under way has to remember lies with the browser, in
// a sealed cookie: nothing grows here, however many begin and never end.
package sso

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Why somebody is not logged in.
var (
	// ErrStale: the login took too long, or was begun elsewhere.
	ErrStale = errors.New("sso: the login was not begun in this browser, or too long ago")
	// ErrDenied: the provider, or the user there, said no.
	ErrDenied = errors.New("sso: the provider did not log the user in")
	// ErrUnverified: the provider does not vouch for the mail address.
	ErrUnverified = errors.New("sso: the provider does not say that the mail address was verified")
	// ErrAddress: there is no mail address, or one of another organisation.
	ErrAddress = errors.New("sso: there is no mail address of an allowed domain")
	// ErrProvider: the provider cannot be reached, or what it says cannot be
	// believed.
	ErrProvider = errors.New("sso: the provider cannot be reached or believed")
)

// Options name a provider, and this program there.
type Options struct {
	// Issuer is the address of the provider, as its tokens name it.
	Issuer string
	// ClientID and Secret are this program's at the provider.
	ClientID, Secret string
	// Redirect is the address to which the provider sends the browser back.
	Redirect string
	// Claim is the claim with the mail address. "email", or "", counts only
	// together with email_verified; another one is one that the provider assigns
	// itself, such as "upn" of a single organisation at Microsoft.
	Claim string
	// Domains are those of the mail addresses that may log in; none: all.
	Domains []string
	// Now tells the time; nil is time.Now.
	Now func() time.Time
	// Client asks the provider; nil is one with a time limit.
	Client *http.Client
}

// A Provider logs people in. It is safe for concurrent use.
type Provider struct {
	Options
	seal cipher.AEAD

	mu    sync.Mutex
	known *oidc.Provider // once it was reached
}

// patience is how long somebody may take at the provider.
const patience = 10 * time.Minute

// New makes a Provider. The provider is asked only when somebody logs in: that it
// is away must not keep the pages from starting.
func New(o Options) (*Provider, error) {
	var key [32]byte
	rand.Read(key[:]) // never fails
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("sso: %w", err)
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("sso: %w", err)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 15 * time.Second}
	}
	if o.Claim == "" {
		o.Claim = "email"
	}
	return &Provider{Options: o, seal: seal}, nil
}

// A login is one that is under way.
type login struct {
	State, Nonce, Verifier, To string
	Until                      time.Time
}

// Begin returns the address at the provider to which the browser is to go, and
// what it has to bring back in a cookie. to is where the user wanted to go.
func (p *Provider) Begin(ctx context.Context, to string) (address, cookie string, err error) {
	known, err := p.provider(ctx)
	if err != nil {
		return "", "", err
	}
	l := login{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), To: to, Until: p.Now().Add(patience)}
	b, err := json.Marshal(l)
	if err != nil {
		return "", "", fmt.Errorf("sso: %w", err)
	}
	nonce := make([]byte, p.seal.NonceSize())
	rand.Read(nonce) // never fails
	cookie = base64.RawURLEncoding.EncodeToString(p.seal.Seal(nonce, nonce, b, nil))
	return p.config(known).AuthCodeURL(l.State, oidc.Nonce(l.Nonce), oauth2.S256ChallengeOption(l.Verifier)), cookie, nil
}

// CookieAge is how long the cookie of a login is of use.
const CookieAge = int(patience / time.Second)

// End returns the mail address of the user with whom the provider sent the
// browser back, and where he wanted to go. r is that request, cookie what Begin
// gave the browser. The errors wrap those of this package.
func (p *Provider) End(ctx context.Context, r *http.Request, cookie string) (address, to string, err error) {
	l, err := p.open(cookie)
	if err != nil {
		return "", "", err
	}
	q := r.URL.Query()
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(l.State)) != 1 {
		return "", "", ErrStale
	}
	if q.Get("error") != "" || q.Get("code") == "" {
		return "", "", ErrDenied // what it says besides may hold anything
	}
	known, err := p.provider(ctx)
	if err != nil {
		return "", "", err
	}
	ctx = oidc.ClientContext(ctx, p.Client)
	token, err := p.config(known).Exchange(ctx, q.Get("code"), oauth2.VerifierOption(l.Verifier))
	if err != nil {
		var answer *oauth2.RetrieveError
		if errors.As(err, &answer) && answer.ErrorCode == "invalid_grant" {
			return "", "", fmt.Errorf("%w: the code was used already, or is too old", ErrDenied)
		}
		return "", "", fmt.Errorf("%w: no token for the code%s", ErrProvider, status(err))
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", "", fmt.Errorf("%w: it answers without an id_token", ErrProvider)
	}
	id, err := known.Verifier(&oidc.Config{ClientID: p.ClientID, Now: p.Now}).Verify(ctx, raw)
	if err != nil {
		return "", "", fmt.Errorf("%w: %w", ErrProvider, err) // of the token's frame, not of the user
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(l.Nonce)) != 1 {
		return "", "", fmt.Errorf("%w: the token belongs to another login", ErrProvider)
	}
	address, err = p.address(id)
	return address, l.To, err
}

// status adds what the provider answered to an error, without its words.
func status(err error) string {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) && answer.Response != nil {
		return fmt.Sprintf(" (status %d, %q)", answer.Response.StatusCode, answer.ErrorCode)
	}
	return ""
}

// open reads a cookie of Begin.
func (p *Provider) open(cookie string) (login, error) {
	b, err := base64.RawURLEncoding.DecodeString(cookie)
	n := p.seal.NonceSize()
	if err != nil || len(b) < n {
		return login{}, ErrStale
	}
	plain, err := p.seal.Open(nil, b[:n], b[n:], nil)
	if err != nil {
		return login{}, ErrStale
	}
	var l login
	if err := json.Unmarshal(plain, &l); err != nil || p.Now().After(l.Until) {
		return login{}, ErrStale
	}
	return l, nil
}

// address takes the mail address out of a verified token.
func (p *Provider) address(id *oidc.IDToken) (string, error) {
	var claims map[string]any
	if err := id.Claims(&claims); err != nil {
		return "", fmt.Errorf("%w: its claims cannot be read", ErrProvider)
	}
	text, _ := claims[p.Claim].(string)
	a := strings.ToLower(strings.TrimSpace(text))
	local, domain, ok := strings.Cut(a, "@")
	if !ok || local == "" || domain == "" || strings.ContainsAny(a, " \t\r\n,<>\"") || strings.Contains(domain, "@") {
		return "", fmt.Errorf("%w: the claim %q has none", ErrAddress, p.Claim)
	}
	if v := claims["email_verified"]; p.Claim == "email" && v != true && v != "true" {
		return "", ErrUnverified
	}
	if len(p.Domains) > 0 && !slices.ContainsFunc(p.Domains, func(d string) bool { return strings.EqualFold(d, domain) }) {
		return "", fmt.Errorf("%w: another domain", ErrAddress)
	}
	return a, nil
}

func (p *Provider) config(known *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: known.Endpoint(), RedirectURL: p.Redirect, Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
}

// provider returns what the provider says about itself, asked once.
func (p *Provider) provider(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil {
		// it keeps this context for its keys, beyond the request
		known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.Client), p.Issuer)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrProvider, err)
		}
		p.known = known
	}
	return p.known, nil
}
