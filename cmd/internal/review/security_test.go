package review

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/hold"
)

// No GET decides, hands out an original, or ends a session, whatever it says.
func TestGetChangesNothing(t *testing.T) {
	d := newDesk(t, nil)
	it, link := d.link()
	id := it.ID
	chief := d.as("chief@corp.example")
	d.forget()
	form := approval(nil).Encode()
	for _, path := range []string{"/m/" + id, "/m/" + id + "/original", "/m/" + id + "/replace", link, "/logout", "/login", "/near", "/search", "/", "/sso", "/sso/callback"} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			r, err := http.NewRequest(method, d.url+path+"?"+form, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, body := chief.do(r); strings.Contains(body, "secret of three people") {
				t.Errorf("%s %s: shows the original", method, path)
			}
		}
	}
	if now, err := d.store.Get(context.Background(), id); err != nil || now.State != hold.Held || slices.ContainsFunc(now.Recipients, func(r hold.Recipient) bool { return r.Chosen }) {
		t.Errorf("%+v, %v", now, err)
	}
	if history, err := d.store.Decisions(context.Background(), id); err != nil || len(history) != 0 || len(d.entries) != 0 {
		t.Errorf("history %+v, audit %+v, %v", history, d.entries, err)
	}
	if _, body := chief.get("/"); !strings.Contains(body, "承認を待っているメール") {
		t.Error("a GET ended the session")
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
		r, err := http.NewRequest(method, d.url+"/m/"+id, strings.NewReader(form))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if status, _ := chief.do(r); status < 400 || d.state(id) != hold.Held {
			t.Errorf("%s: %d", method, status)
		}
	}
}

// Every answer has what keeps it out of frames, caches and other pages.
func TestHeaders(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Secure = true })
	for _, path := range []string{"/", "/login", "/style.css", "/nothing", "/healthz", "/m/x", "/l/x"} {
		resp, err := http.Get(d.url + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		for k, want := range map[string]string{"Content-Security-Policy": "frame-ancestors 'none'", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store", "Strict-Transport-Security": "max-age="} {
			if got := resp.Header.Get(k); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q", path, k, got)
			}
		}
		for _, not := range []string{"unsafe", "*", "http:", "data:"} {
			if strings.Contains(resp.Header.Get("Content-Security-Policy"), not) {
				t.Errorf("%s: the policy has %q", path, not)
			}
		}
	}
}

// The cookie of a session goes to this host alone, by https, and to no script.
func TestCookie(t *testing.T) {
	for _, secure := range []bool{true, false} {
		d := newDesk(t, func(o *Options) { o.Secure = secure })
		r, err := http.NewRequest(http.MethodPost, d.url+"/login", strings.NewReader(url.Values{"address": {"sato@corp.example"}, "password": {password}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: d.server.cookie(), Value: "chosen-by-an-attacker"})
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		all := resp.Cookies()
		if resp.StatusCode != http.StatusSeeOther || len(all) != 1 {
			t.Fatalf("%d, %v", resp.StatusCode, all)
		}
		c := all[0]
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.Path != "/" || c.Domain != "" || strings.HasPrefix(c.Name, "__Host-") != secure || len(c.Value) < 20 || c.Value == "chosen-by-an-attacker" {
			t.Errorf("https %v: %+v", secure, c)
		}
		if who, _ := d.server.sessions.find("chosen-by-an-attacker"); who != "" {
			t.Error("the session has a name that somebody chose")
		}
	}
}

// However busy somebody is, he logs in again once a day.
func TestSessionEndsAtLast(t *testing.T) {
	d := newDesk(t, nil)
	v := d.as("sato@corp.example")
	in := func() bool {
		_, body := v.get("/")
		return strings.Contains(body, "自分が送ろうとしたメール")
	}
	for end := d.now.Add(whole - time.Hour); d.now.Before(end); d.now = d.now.Add(time.Hour) {
		if !in() {
			t.Fatal("the session ended too soon")
		}
	}
	d.now = d.now.Add(time.Hour + time.Minute)
	if in() {
		t.Error("the session outlived its time")
	}
}

// Nobody learns which addresses and which messages there are.
func TestNothingToLearn(t *testing.T) {
	d := newDesk(t, nil)
	id := d.put()
	answer := func(address string) (int, string) {
		status, body := d.visitor().post("/login", url.Values{"address": {address}, "password": {"wrong"}}, nil)
		return status, strings.ReplaceAll(body, address, "X")
	}
	s1, known := answer("boss@corp.example")
	for _, address := range []string{"nobody@corp.example", "proxy@corp.example"} {
		if s2, other := answer(address); s1 != s2 || known != other {
			t.Errorf("%s: %d and %d differ", address, s1, s2)
		}
	}
	v := d.as("other@corp.example")
	s1, known = v.get("/m/" + id)
	s2, none := v.get("/m/" + strings.Repeat("a", len(id)))
	if s1 != s2 || known != none {
		t.Errorf("a message of others: %d, none: %d", s1, s2)
	}
	for _, path := range []string{"/m/" + id, "/m/" + id + "/original"} {
		s1, known = v.post(path, approval(nil), nil)
		s2, none = v.post(strings.Replace(path, id, "aaaa", 1), approval(nil), nil)
		if s1 != s2 || known != none {
			t.Errorf("%s: %d, none: %d", path, s1, s2)
		}
	}
}

// A form counts from the pages' own address, also behind a proxy that asks under
// another name.
func TestOrigin(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Origin = "https://monban.example" })
	boss := d.as("boss@corp.example")
	for origin, want := range map[string]bool{"https://monban.example": true, "http://monban.example": false, "https://evil.example": false, "https://monban.example.evil.example": false, "null": false} {
		id := d.put()
		status, _ := boss.post("/m/"+id, approval(nil), http.Header{"Origin": {origin}})
		if got := d.state(id) == hold.Approved; got != want {
			t.Errorf("%s: %d, %s", origin, status, d.state(id))
		}
	}
}

// The link of a notice is of no use to somebody who has lost the right since.
func TestLinkOfFormerApprover(t *testing.T) {
	d := newDesk(t, nil)
	it, path := d.link()
	id := it.ID
	a, err := readAccounts(strings.NewReader("sato@corp.example - -\n"))
	if err != nil {
		t.Fatal(err)
	}
	d.server.SetAccounts(a)
	if status, body := d.visitor().get(path); status != http.StatusGone || strings.Contains(body, "名簿") {
		t.Errorf("shown: %d\n%s", status, body)
	}
	if status, _ := d.visitor().post(path, approval(nil), nil); status != http.StatusGone || d.state(id) != hold.Held {
		t.Errorf("decided: %d, %s", status, d.state(id))
	}
}
