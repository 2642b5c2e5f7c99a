package review

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"monban/cmd/internal/audit"
	"monban/cmd/internal/hold"
	"monban/detect/policy"
)

// A desk is the pages with a store behind them.
type desk struct {
	t       *testing.T
	url     string
	server  *Server
	store   *hold.Store
	mu      sync.Mutex // of entries
	entries []audit.Entry
	broken  bool // the audit cannot be written
	now     time.Time
	puts    int // messages held so far
}

const password = "correct horse"

// cheap is a hash that takes no time: with those of real accounts the tests would
// do little else, above all under the race detector.
func cheap(password string) string {
	salt := []byte("made-up salt")
	return fmt.Sprintf("$argon2id$v=%d$m=8,t=1,p=1$%s$%s", argon2.Version, base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(argon2.IDKey([]byte(password), salt, 1, 8, 1, 32)))
}

func newDesk(t *testing.T, change func(*Options)) *desk {
	t.Helper()
	d := &desk{t: t, now: time.Now()}
	clock := func() time.Time { return d.now }
	var err error
	if d.store, err = hold.Open(context.Background(), hold.Options{Source: filepath.Join(t.TempDir(), "hold.db"), Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	hash := cheap(password)
	accounts, err := readAccounts(strings.NewReader("# people\nsato@corp.example - " + hash + "\nboss@corp.example,the.boss@corp.example approver " + hash + "\nchief@corp.example approver,reveal,report " + hash + "\nother@corp.example - " + hash + "\nproxy@corp.example approver -\ndeputy@corp.example substitute " + hash + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Store: d.store, Accounts: accounts, Log: slog.New(slog.DiscardHandler), Now: clock, Audit: func(e audit.Entry) error {
		if d.broken {
			return io.ErrShortWrite
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.entries = append(d.entries, e)
		return nil
	}}
	if change != nil {
		change(&o)
	}
	if d.server, err = New(o); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(d.server.Handler())
	t.Cleanup(srv.Close)
	d.url = srv.URL
	return d
}

const masked = `{"reasons":[{"rule":"special-care-outside","verdict":"hold","text":"special-care data of 3 people","text_ja":"3人分の要配慮個人情報が社外に出ます"}],
"legal":[{"text":"to be reported","text_ja":"報告が必要です"}],
"files":[{"path":"mail.eml","verdict":"hold","people":3,
"kinds":[{"kind":"disability","count":3,"people":3,"special_care":true,"hidden":1},{"kind":"person-name","count":3,"people":3}],
"tables":[{"part":"利用者一覧.xlsx","sheet":"名簿","columns":[{"column":"F","header":"障がい名","kind":"disability"},{"column":"G","header":"","kind":"symptom","hidden":["column"]}]},{"sheet":"控え","columns":[{"column":"A","header":"氏名","kind":"person-name","hidden":["sheet"]}]}],
"findings":[{"kind":"person-name","masked":"山***","location":{"line":4}}]}]}`

// put holds a message of sato: a@out needs approval, b@corp a confirmation,
// c@gmail is blocked.
func (d *desk) put() string {
	d.t.Helper()
	d.puts++
	id, err := d.store.Put(context.Background(), &hold.Item{
		Expires: d.now.Add(48 * time.Hour), Verdict: policy.Hold, Score: 80, People: 3, From: "sato@corp.example", Subject: "<b>名簿</b>の件", Report: []byte(masked),
		Recipients: []hold.Recipient{{Address: "a@out.example", Verdict: policy.Hold}, {Address: "b@corp.example", Inside: true, Verdict: policy.Confirm}, {Address: "c@gmail.com", Verdict: policy.Block}},
	}, strings.NewReader(fmt.Sprintf("Subject: x\r\nMessage-ID: <%d@corp.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsecret of three people\r\n--b\r\nContent-Disposition: attachment; filename*=UTF-8''%%E5%%88%%A9%%E7%%94%%A8%%E8%%80%%85.csv\r\n\r\nx\r\n--b--\r\n", d.puts)))
	if err != nil {
		d.t.Fatal(err)
	}
	return id
}

// link holds a mail and makes the link to it that its approver gets.
func (d *desk) link() (it *hold.Item, path string) {
	d.t.Helper()
	it, err := d.store.Get(context.Background(), d.put())
	if err != nil {
		d.t.Fatal(err)
	}
	if path, err = Link(context.Background(), d.store, it, "boss@corp.example"); err != nil {
		d.t.Fatal(err)
	}
	return it, path
}

// forget empties the audit.
func (d *desk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.entries = nil
}

// recorded reports whether the audit has a line.
func (d *desk) recorded(event, id, actor string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.ContainsFunc(d.entries, func(e audit.Entry) bool { return e.Event == event && e.ID == id && e.Actor == actor })
}

// until waits for something that happens soon.
func (d *desk) until(what string, is func() bool) {
	d.t.Helper()
	for end := time.Now().Add(time.Minute); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			d.t.Fatalf("never: %s", what)
		}
	}
}

func (d *desk) state(id string) hold.State {
	d.t.Helper()
	it, err := d.store.Get(context.Background(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return it.State
}

// A visitor is a browser.
type visitor struct {
	d *desk
	c *http.Client
}

func (d *desk) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return &visitor{d, &http.Client{Jar: jar}}
}

func (d *desk) as(address string) *visitor {
	d.t.Helper()
	v := d.visitor()
	if status, _ := v.post("/login", url.Values{"address": {address}, "password": {password}, "to": {"/"}}, nil); status != http.StatusOK {
		d.t.Fatalf("login of %s: %d", address, status)
	}
	return v
}

func (v *visitor) do(r *http.Request) (int, string) {
	v.d.t.Helper()
	resp, err := v.c.Do(r)
	if err != nil {
		v.d.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		v.d.t.Fatal(err)
	}
	if csp := resp.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || resp.Header.Get("Cache-Control") != "no-store" {
		v.d.t.Errorf("%s: headers %v", r.URL.Path, resp.Header)
	}
	return resp.StatusCode, string(b)
}

func (v *visitor) get(path string) (int, string) {
	v.d.t.Helper()
	r, err := http.NewRequest(http.MethodGet, v.d.url+path, nil)
	if err != nil {
		v.d.t.Fatal(err)
	}
	r.Header.Set("Accept-Language", "ja,en;q=0.5")
	return v.do(r)
}

func (v *visitor) post(path string, form url.Values, header http.Header) (int, string) {
	v.d.t.Helper()
	r, err := http.NewRequest(http.MethodPost, v.d.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.d.t.Fatal(err)
	}
	r.Header = header.Clone()
	if r.Header == nil {
		r.Header = http.Header{"Sec-Fetch-Site": {"same-origin"}}
	}
	r.Header.Set("Accept-Language", "ja")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(r)
}

func approval(change func(url.Values)) url.Values {
	v := url.Values{"action": {"approve"}, "to": {"a@out.example"}, "people": {"3"}, "remark": {"電話で確認した"}}
	if change != nil {
		change(v)
	}
	return v
}

func TestDecisions(t *testing.T) {
	d := newDesk(t, nil)
	for _, test := range []struct {
		name, as string
		form     url.Values
		status   int
		state    hold.State
	}{
		{"approval", "boss@corp.example", approval(nil), 200, hold.Approved},
		{"approval by a substitute", "deputy@corp.example", approval(nil), 200, hold.Approved},
		{"full-width digits", "boss@corp.example", approval(func(v url.Values) { v.Set("people", " ３") }), 200, hold.Approved},
		{"approval by the sender", "sato@corp.example", approval(nil), 404, hold.Held},
		{"approval by somebody without the right", "other@corp.example", approval(nil), 404, hold.Held},
		{"wrong number of people", "boss@corp.example", approval(func(v url.Values) { v.Set("people", "4") }), 422, hold.Held},
		{"no number of people", "boss@corp.example", approval(func(v url.Values) { v.Del("people") }), 422, hold.Held},
		{"no recipients", "boss@corp.example", approval(func(v url.Values) { v.Del("to") }), 422, hold.Held},
		{"blocked recipient", "boss@corp.example", approval(func(v url.Values) { v.Set("to", "c@gmail.com") }), 403, hold.Held},
		{"no reason", "boss@corp.example", approval(func(v url.Values) { v.Set("remark", " ") }), 422, hold.Held},
		{"unknown action", "boss@corp.example", approval(func(v url.Values) { v.Set("action", "release") }), 400, hold.Held},
		{"rejection", "boss@corp.example", url.Values{"action": {"reject"}, "remark": {"宛先違い"}}, 200, hold.Rejected},
		{"confirmation", "sato@corp.example", url.Values{"action": {"confirm"}, "to": {"b@corp.example"}, "remark": {"社内の担当"}}, 200, hold.Approved},
		{"confirmation of what needs another", "sato@corp.example", url.Values{"action": {"confirm"}, "to": {"a@out.example"}, "remark": {"x"}}, 403, hold.Held},
		{"withdrawal", "sato@corp.example", url.Values{"action": {"withdraw"}}, 200, hold.Withdrawn},
		{"withdrawal by another", "boss@corp.example", url.Values{"action": {"withdraw"}}, 403, hold.Held},
	} {
		id := d.put()
		d.entries = nil
		status, body := d.as(test.as).post("/m/"+id, test.form, nil)
		if got := d.state(id); status != test.status || got != test.state {
			t.Errorf("%s: status %d, %s; want %d, %s\n%s", test.name, status, got, test.status, test.state, body)
		}
		recorded := len(d.entries) == 2 && d.entries[1].ID == id // the first is the login
		if recorded != (test.state != hold.Held) {
			t.Errorf("%s: audit %+v", test.name, d.entries)
		}
	}
}

// Nobody decides for somebody else by a page elsewhere, a link, or without a
// login.
func TestForeignRequests(t *testing.T) {
	d := newDesk(t, nil)
	id := d.put()
	boss := d.as("boss@corp.example")
	for name, h := range map[string]http.Header{
		"another site":   {"Sec-Fetch-Site": {"cross-site"}},
		"another origin": {"Origin": {"https://evil.example"}},
	} {
		if status, _ := boss.post("/m/"+id, approval(nil), h); status != http.StatusForbidden || d.state(id) != hold.Held {
			t.Errorf("%s: %d, %s", name, status, d.state(id))
		}
	}
	if status, _ := boss.get("/m/" + id + "?action=approve&to=a@out.example&people=3&remark=x"); status != http.StatusOK || d.state(id) != hold.Held {
		t.Errorf("a GET decided: %d, %s", status, d.state(id))
	}
	if status, _ := d.visitor().post("/m/"+id, approval(nil), nil); status != http.StatusUnauthorized || d.state(id) != hold.Held {
		t.Errorf("without a login: %d, %s", status, d.state(id))
	}
}

// An approver is the sender under every address of his, and cannot approve.
func TestOneself(t *testing.T) {
	d := newDesk(t, nil)
	for from, own := range map[string]bool{
		"boss@corp.example": true, "BOSS@Corp.Example": true, "boss+lists@corp.example": true, "the.boss@corp.example": true, "The.Boss+x@corp.example.": true,
		"boss@corp.example.com": false, "boss@sub.corp.example": false, "bos@corp.example": false, "theboss@corp.example": false, "": false,
	} {
		id, err := d.store.Put(context.Background(), &hold.Item{Expires: d.now.Add(time.Hour), Verdict: policy.Hold, People: 3, From: from,
			Recipients: []hold.Recipient{{Address: "a@out.example", Verdict: policy.Hold}}}, strings.NewReader("from "+from))
		if err != nil {
			t.Fatal(err)
		}
		boss := d.as("boss@corp.example")
		_, home := boss.get("/")
		asked, mine, _ := strings.Cut(home, "自分が送ろうとしたメール")
		if strings.Contains(asked, id) == own || strings.Contains(mine, id) != own {
			t.Errorf("%q: among those that wait for him: %v, among his own: %v", from, strings.Contains(asked, id), strings.Contains(mine, id))
		}
		status, _ := boss.post("/m/"+id, approval(nil), nil)
		if refused := status == http.StatusForbidden && d.state(id) == hold.Held; refused != own {
			t.Errorf("%q: %d, %s", from, status, d.state(id))
		}
		it, err := d.store.Get(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"boss@corp.example", "chief@corp.example", "proxy@corp.example"}
		if own {
			want = want[1:]
		}
		if got := d.server.Accounts.Asked(it, false); !slices.Equal(got, want) {
			t.Errorf("%q: asked are %v, want %v", from, got, want)
		}
	}
}

// Substitutes are asked when no approver can decide, and when none has for a while.
func TestAsked(t *testing.T) {
	a, err := readAccounts(strings.NewReader("boss@corp.example approver -\ndeputy@corp.example substitute -\nsato@corp.example reveal -\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		from string
		late bool
		want []string
	}{
		{"sato@corp.example", false, []string{"boss@corp.example"}},
		{"sato@corp.example", true, []string{"boss@corp.example", "deputy@corp.example"}},
		{"boss@corp.example", false, []string{"deputy@corp.example"}},
		{"deputy@corp.example", true, []string{"boss@corp.example"}},
	} {
		if got := a.Asked(&hold.Item{From: test.from}, test.late); !slices.Equal(got, test.want) {
			t.Errorf("%+v: got %v", test, got)
		}
	}
	if got := (*Accounts)(nil).Asked(&hold.Item{From: "x@y.example"}, true); len(got) != 0 {
		t.Errorf("without accounts: %v", got)
	}
}

func TestWhoSees(t *testing.T) {
	d := newDesk(t, nil)
	id := d.put()
	for who, want := range map[string]int{"sato@corp.example": 200, "boss@corp.example": 200, "other@corp.example": 404} {
		v := d.as(who)
		if status, _ := v.get("/m/" + id); status != want {
			t.Errorf("%s: %d, want %d", who, status, want)
		}
		_, list := v.get("/search?q=名簿")
		if strings.Contains(list, id) != (want == 200) {
			t.Errorf("%s: the search shows it: %v", who, want != 200)
		}
	}
	status, body := d.visitor().get("/m/" + id)
	if status != 200 || strings.Contains(body, "名簿") || !strings.Contains(body, "パスワード") {
		t.Errorf("without a login: %d\n%s", status, body)
	}
}

// The page tells what was found and hides the values; whatever a sender writes
// stays text.
func TestMessagePage(t *testing.T) {
	d := newDesk(t, nil)
	id := d.put()
	_, body := d.as("boss@corp.example").get("/m/" + id)
	for _, want := range []string{"&lt;b&gt;名簿", "<strong>3</strong>", "3人分の要配慮個人情報", "障がい名", "F列 障がい名、G列 症状（非表示）</li>", "シート「控え」 A列 氏名 <span class=\"tag vhold\">非表示</span>", "見つかったもの（件名・本文・添付）", "利用者一覧.xlsx シート「名簿」", "4行：氏名 山***", "@out.example", "社外", "承認する", "報告が必要です", "うち見えない所 1"} {
		if !strings.Contains(body, want) {
			t.Errorf("missing: %s", want)
		}
	}
	for _, not := range []string{"<script", "<b>名簿", "secret of three", `value="c@gmail.com"`, "取りやめる"} {
		if strings.Contains(body, not) {
			t.Errorf("unexpected: %s", not)
		}
	}
	_, en := d.as("sato@corp.example").get("/m/" + id + "?lang=en")
	if !strings.Contains(en, "special-care data of 3 people") || !strings.Contains(en, "Withdraw the message") || strings.Contains(en, "Approve and send") {
		t.Errorf("English, for the sender:\n%s", en)
	}
}

func TestLogin(t *testing.T) {
	d := newDesk(t, nil)
	for _, test := range []struct {
		address, password string
		want              int
	}{
		{"sato@corp.example", password, 200}, {" SATO@corp.example", password, 200}, {"sato@corp.example", "wrong", 401},
		{"nobody@corp.example", password, 401}, {"proxy@corp.example", "", 401}, {"", "", 401},
	} {
		if got, _ := d.visitor().post("/login", url.Values{"address": {test.address}, "password": {test.password}, "to": {"/"}}, nil); got != test.want {
			t.Errorf("%q %q: %d, want %d", test.address, test.password, got, test.want)
		}
		d.now = d.now.Add(time.Hour)
	}
	status := 0
	for range 3 * tries {
		status, _ = d.visitor().post("/login", url.Values{"address": {"sato@corp.example"}, "password": {"guess"}}, nil)
	}
	if status != http.StatusTooManyRequests {
		t.Errorf("after many tries: %d", status)
	}
}

func TestSession(t *testing.T) {
	d := newDesk(t, nil)
	v := d.as("sato@corp.example")
	see := func() bool {
		_, body := v.get("/")
		return strings.Contains(body, "自分が送ろうとしたメール")
	}
	if !see() {
		t.Fatal("not logged in")
	}
	d.now = d.now.Add(idle - time.Minute)
	if !see() {
		t.Error("the session ended too soon")
	}
	d.now = d.now.Add(idle + time.Minute)
	if see() {
		t.Error("the session outlived its time")
	}
	v = d.as("sato@corp.example")
	v.post("/logout", nil, nil)
	if see() {
		t.Error("the session outlived the logout")
	}
}

func TestLocal(t *testing.T) {
	for to, want := range map[string]string{"/m/x?lang=en": "/m/x?lang=en", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/", "/login": "/", "m": "/",
		"/\t/evil.example": "/", "/\n/evil.example": "/", "\t//evil.example": "/", "/ /evil.example": "/", "///evil.example": "/", "javascript:alert(1)": "/", "/a\x7f": "/", "/%zz": "/", "/search?q=%E5%90%8D": "/search?q=%E5%90%8D", "/x//evil.example": "/x//evil.example"} {
		if got := local(to); got != want {
			t.Errorf("%q: %q, want %q", to, got, want)
		}
	}
}

// The header of a proxy counts from the proxy only.
func TestProxy(t *testing.T) {
	get := func(d *desk) string {
		r, err := http.NewRequest(http.MethodGet, d.url+"/?lang=ja", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-User", "proxy@corp.example")
		_, body := d.visitor().do(r)
		return body
	}
	trusted := func(prefix string) func(*Options) {
		return func(o *Options) { o.UserHeader, o.Proxies = "X-User", []netip.Prefix{netip.MustParsePrefix(prefix)} }
	}
	if body := get(newDesk(t, trusted("127.0.0.1/32"))); !strings.Contains(body, "proxy@corp.example") || !strings.Contains(body, "承認を待っているメール") {
		t.Error("the proxy is not believed")
	}
	for name, d := range map[string]*desk{"another machine": newDesk(t, trusted("192.0.2.1/32")), "no proxy": newDesk(t, nil)} {
		if body := get(d); strings.Contains(body, "proxy@corp.example") {
			t.Errorf("%s: anybody can write the header", name)
		}
	}
}

func TestLink(t *testing.T) {
	d := newDesk(t, nil)
	it, path := d.link()
	id := it.ID
	for range 3 { // looking, as mail scanners do, decides nothing and uses nothing up
		if status, body := d.visitor().get(path); status != 200 || !strings.Contains(body, "承認する") || d.state(id) != hold.Held {
			t.Fatalf("%d, %s\n%s", status, d.state(id), body)
		}
	}
	v := d.visitor()
	if status, _ := v.post(path, approval(func(f url.Values) { f.Set("people", "1") }), nil); status != 422 || d.state(id) != hold.Held {
		t.Errorf("a wrong number: %d", status)
	}
	if status, body := v.post(path, approval(nil), nil); status != 200 || d.state(id) != hold.Approved || !strings.Contains(body, "承認済み") {
		t.Errorf("%d, %s\n%s", status, d.state(id), body)
	}
	if status, _ := v.get(path); status != http.StatusGone {
		t.Errorf("the link works again: %d", status)
	}
	if status, _ := v.get("/m/" + id); status != 200 || d.entries[0].Detail["way"] != "link" {
		t.Errorf("audit %+v", d.entries)
	}
	mine, err := Link(context.Background(), d.store, it, "sato@corp.example")
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := v.post(mine, approval(nil), nil); status != 404 && status != 409 {
		t.Errorf("the sender approved by a link: %d", status)
	}
	for range tries {
		v.get("/l/guess")
	}
	if status, _ := v.get("/l/guess"); status != http.StatusTooManyRequests {
		t.Errorf("guessing links: %d", status)
	}
}

func TestOriginal(t *testing.T) {
	d := newDesk(t, nil)
	id := d.put()
	for who, want := range map[string]int{"boss@corp.example": 403, "sato@corp.example": 403, "chief@corp.example": 200, "other@corp.example": 404} {
		d.entries = nil
		status, body := d.as(who).post("/m/"+id+"/original", nil, nil)
		if status != want || strings.Contains(body, "secret of three people") != (want == 200) {
			t.Errorf("%s: %d", who, status)
		}
		if want == 200 && (len(d.entries) != 2 || d.entries[1].Event != "reveal" || d.entries[1].Actor != who) {
			t.Errorf("audit %+v", d.entries)
		}
	}
	chief := d.as("chief@corp.example")
	d.broken = true
	if status, body := chief.post("/m/"+id+"/original", nil, nil); status != 500 || strings.Contains(body, "secret") {
		t.Errorf("shown though it could not be recorded: %d", status)
	}
}

// The report counts what was held and what was refused at once, by month, kind,
// rule and domain: of everybody for those with the right, else of oneself.
func TestNearMisses(t *testing.T) {
	var refused []audit.Entry
	var failure error
	d := newDesk(t, func(o *Options) {
		o.Refused = func(since time.Time, each func(audit.Entry)) error {
			for _, e := range refused {
				if e.Time.After(since) {
					each(e)
				}
			}
			return failure
		}
	})
	d.now = time.Date(2026, 3, 15, 12, 0, 0, 0, time.Local)
	expect := func(who string, words ...string) {
		t.Helper()
		_, body := d.as(who).get("/near")
		for _, w := range words {
			not, no := strings.CutPrefix(w, "-")
			if strings.Contains(body, not) == no {
				t.Errorf("%s: %q is there: %v\n%s", who, not, no, body)
			}
		}
	}
	row := func(name string, share, n int) string {
		return fmt.Sprintf(`<span class="name">%s</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="%d"><rect width="%d" height="10"/></svg><b>%d</b>`, name, n, share, n)
	}
	expect("chief@corp.example", "<strong>0</strong>件を止めた", "まだありません", row("2025年4月", 0, 0), row("2026年3月", 0, 0), "-2025年3月", "-2026年4月")
	d.put()
	rule := "special-care-outside<small>○人分の要配慮個人情報が社外に出ます</small>"
	expect("chief@corp.example", "<strong>1</strong>件を止めた", "<strong>3</strong>人分", "<strong>0</strong>件は送られなかった",
		row("2026年3月", 100, 1), row("障害", 100, 1), row("氏名", 100, 1), row(rule, 100, 1), row("corp.example", 100, 1))
	d.now = d.now.AddDate(0, -2, 0)
	for i := range 4 {
		id := d.put()
		if i%2 == 0 {
			if err := d.store.Decide(context.Background(), id, hold.Decision{Actor: "boss@corp.example", Action: hold.Reject}); err != nil {
				t.Fatal(err)
			}
		}
	}
	refused = []audit.Entry{
		{Time: d.now, Event: "mail-reject", Actor: "mori@branch.example", People: 40, Kinds: []string{"my-number"}, Detail: map[string]string{"rules": "my-number-outside special-care-outside"}},
		{Time: d.now.AddDate(-2, 0, 0), Event: "mail-reject", Actor: "old@branch.example", People: 1000},
	}
	d.now = d.now.AddDate(0, 2, 0)
	expect("chief@corp.example", "<strong>6</strong>件を止めた", "<strong>55</strong>人分", "<strong>3</strong>件は送られなかった", row("2026年1月", 100, 5), row("2026年2月", 0, 0), row("2026年3月", 20, 1),
		row("障害", 100, 5), row("マイナンバー", 20, 1), row(rule, 100, 6), row("my-number-outside", 16, 1), row("corp.example", 100, 5), row("branch.example", 20, 1), "-読めないため")
	expect("sato@corp.example", "自分のメール", "<strong>5</strong>件を止めた", "-branch.example")
	expect("other@corp.example", "<strong>0</strong>件を止めた")
	failure = io.ErrUnexpectedEOF
	expect("deputy@corp.example", "<strong>6</strong>件を止めた", "読めないため")
}

// Five hundred messages of twelve months, of many domains: all are counted, and of
// each plot the ten longest bars are shown.
func TestManyNearMisses(t *testing.T) {
	d := newDesk(t, nil)
	d.now = time.Date(2026, 3, 15, 12, 0, 0, 0, time.Local)
	tally := newTally(&page{s: d.server, Ja: true})
	for i := range 500 {
		it := &hold.Item{Created: d.now.AddDate(0, -(i % 10), 0), State: hold.Held, Verdict: policy.Hold, People: 2, From: fmt.Sprintf("x@d%d.example", i%25), Report: []byte(masked)}
		if i%5 == 0 {
			it.State = hold.Rejected
		}
		if i%100 == 0 { // a report that cannot be read counts as a message
			it.Report = nil
		}
		tally.add(it)
	}
	tally.add(&hold.Item{Created: d.now, Verdict: policy.Pass, From: "x@clean.example"}) // is none
	v := tally.view(monthOf(d.now).AddDate(0, -11, 0))
	if v.Total != 500 || v.People != 1000 || v.Stopped != 100 || len(v.Months) != 12 || len(v.Domains) != 10 || len(v.Kinds) != 2 || len(v.Rules) != 1 {
		t.Errorf("%+v", v)
	}
	for i, m := range v.Months {
		if want := map[bool]int{true: 50}[i >= 2]; m.Count != want || m.Share != 2*want {
			t.Errorf("month %+v, want %d", m, want)
		}
	}
	if k := v.Kinds[0]; k.Count != 495 || k.Share != 100 || v.Domains[9].Count != 20 || v.Domains[0].Name != "d0.example" || v.Rules[0].Count != 495 {
		t.Errorf("%+v", v)
	}
}

func TestAccounts(t *testing.T) {
	hash := Hash("x")
	for _, test := range []struct{ name, text string }{
		{"too few words", "a@b.example approver"}, {"no second address", "a@b.example, approver -"}, {"an address of two", "a@b.example,c@b.example - -\nc@b.example - -"}, {"no address", "root - " + hash}, {"twice", "a@b.example - -\nA@b.example - -"},
		{"unknown role", "a@b.example admin " + hash}, {"plain password", "a@b.example - secret"}, {"dear hash", "a@b.example - $argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$" + strings.Repeat("A", 43)},
	} {
		if _, err := readAccounts(strings.NewReader(test.text)); err == nil {
			t.Errorf("%s: no error", test.name)
		} else if strings.Contains(fmt.Sprint(err), "secret") {
			t.Errorf("%s: the error shows the password: %v", test.name, err)
		}
	}
	if !fits(hash, "x") || fits(hash, "y") || fits("-", "") {
		t.Error("passwords")
	}
}
