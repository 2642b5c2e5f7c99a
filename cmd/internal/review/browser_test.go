package review

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"monban/cmd/internal/rig"
)

// TestInBrowser shows the pages to a browser under their own
// Content-Security-Policy: the style is there, and at the width of a phone
// nothing is wider than the window. MONBAN_SHOTS names a folder for pictures.
func TestInBrowser(t *testing.T) {
	program := rig.Browser(t)
	d := newDesk(t, nil)
	id := d.put()
	paths := []string{"/", "/m/" + id, "/near", "/search", "/login"}
	// The browser comes with a session; one page measures the others in frames
	// of its own origin, which only this test allows.
	session := d.server.sessions.start("chief@corp.example")
	pages := d.server.Handler()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/measure" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, `<!DOCTYPE html><meta charset="utf-8">`)
			for _, p := range paths {
				for _, width := range []string{"360", "1000"} {
					fmt.Fprintf(w, `<iframe title="%s at %s" width="%s" height="900" src="%s"></iframe>`, p, width, width, p)
				}
			}
			io.WriteString(w, `<pre id="o"></pre><script>onload = () => { for (const f of document.querySelectorAll("iframe")) { const d = f.contentDocument.documentElement, c = d.querySelector(".card");
document.getElementById("o").textContent += "[" + f.title + ": " + (d.scrollWidth - f.width) + " too wide, " + (c ? getComputedStyle(c).borderTopLeftRadius : "no card") + "]\n"; } }</script>`)
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
		cmd := exec.Command(program, append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir()}, args...)...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	out := chromium("--dump-dom", front.URL+"/measure")
	for _, path := range paths {
		for _, width := range []string{"360", "1000"} {
			if want := "[" + path + " at " + width + ": 0 too wide, 12px]"; !strings.Contains(out, want) {
				_, got, _ := strings.Cut(out, `<pre id="o">`)
				t.Errorf("missing %s in\n%s", want, got)
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
