package review

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// browser returns a headless Chromium.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium-headless-shell", "chromium", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	if os.Getenv("MONBAN_REQUIRE_EXTERNAL") == "1" {
		t.Fatal("no Chromium, and MONBAN_REQUIRE_EXTERNAL is 1 (.ci/setup installs it)")
	}
	t.Skip("no Chromium here (.ci/setup installs it)")
	return ""
}

// TestInBrowser has a browser fill in the forms: it logs in, sees the page with
// its style under its own Content-Security-Policy, and at the width of a phone
// nothing is wider than the window. MONBAN_SHOTS names a folder for pictures.
func TestInBrowser(t *testing.T) {
	program := browser(t)
	d := newDesk(t, nil)
	id := d.put()
	// The browser comes with a session; a page measures the others in frames of
	// its own origin, which only this test allows.
	session := d.server.sessions.start("chief@corp.example")
	pages := d.server.Handler()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/measure" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte(`<!DOCTYPE html><meta charset="utf-8"><iframe id="f" width="` + r.URL.Query().Get("w") + `" height="900" src="` + r.URL.Query().Get("p") + `"></iframe><pre id="o"></pre>
<script>onload = () => { const d = document.getElementById("f").contentDocument.documentElement; const b = getComputedStyle(d.querySelector(".card"));
document.getElementById("o").textContent = "wide=" + d.scrollWidth + " radius=" + b.borderTopLeftRadius + " buttons=" + d.querySelectorAll("button").length; }</script>`))
			return
		}
		r.AddCookie(&http.Cookie{Name: d.server.cookie(), Value: session})
		r.Header.Set("Accept-Language", "ja")
		rec := httptest.NewRecorder()
		pages.ServeHTTP(rec, r)
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.Header().Set("Content-Security-Policy", strings.Replace(rec.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
		w.WriteHeader(rec.Code)
		w.Write(rec.Body.Bytes())
	}))
	t.Cleanup(front.Close)
	chromium := func(args ...string) string {
		cmd := exec.Command(program, append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir(), "--virtual-time-budget=5000"}, args...)...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for _, path := range []string{"/", "/m/" + id, "/near", "/search", "/login"} {
		for _, width := range []string{"360", "1000"} {
			out := chromium("--dump-dom", front.URL+"/measure?w="+width+"&p="+url.QueryEscape(path))
			if !strings.Contains(out, "wide="+width+" ") || !strings.Contains(out, "radius=12px") {
				_, rest, _ := strings.Cut(out, `id="o">`)
				t.Errorf("%s at %s: %s", path, width, rest[:min(len(rest), 80)])
			}
		}
	}
	if dir := os.Getenv("MONBAN_SHOTS"); dir != "" {
		for name, path := range map[string]string{"home": "/", "message": "/m/" + id, "near": "/near", "login": "/login"} {
			for size, w := range map[string]string{"phone": "390,1900", "desk": "900,1700"} {
				chromium("--window-size="+w, "--screenshot="+filepath.Join(dir, name+"-"+size+".png"), front.URL+path)
			}
		}
	}
}
