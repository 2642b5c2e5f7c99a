package report

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"monban/detect"
	"monban/detect/policy"
)

func TestReasonNames(t *testing.T) {
	for _, c := range []struct {
		name string
		ja   bool
		html string
	}{
		{"利用者一覧.xlsx", true, "利用者一覧.xlsx.理由.html"},
		{"利用者一覧.xlsx", false, "利用者一覧.xlsx.reason.html"},
		{"", false, ".reason.html"},
	} {
		html, txt := reasonNames(c.name, c.ja)
		if html != c.html || txt != strings.TrimSuffix(c.html, "html")+"txt" {
			t.Errorf("%q: %q, %q", c.name, html, txt)
		}
	}
	for n := range 90 {
		html, txt := reasonNames("a"+strings.Repeat("名", n)[:3*n], true)
		if len(html) > longestName || len(txt) > longestName || !utf8.ValidString(html) {
			t.Errorf("%d characters: %d bytes", n, len(html))
		}
	}
	if html, _ := reasonNames(strings.Repeat("\xff", 255), true); len(html) > longestName {
		t.Errorf("bytes that are no text: %d bytes", len(html))
	}
}

// The page loads nothing, from nowhere.
func TestReasonIsSelfContained(t *testing.T) {
	for name, in := range samples() {
		in.Reveal = true // has no effect
		var page, text bytes.Buffer
		for _, ja := range []bool{true, false} {
			if err := ReasonHTML(&page, in, held, ja); err != nil {
				t.Fatal(err)
			}
			if err := ReasonText(&text, in, held, ja); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range []string{"http:", "https:", "src=", "href=", "url(", "<script", "@import"} {
			if strings.Contains(page.String(), s) {
				t.Errorf("%s: the page has %s", name, s)
			}
		}
		for _, v := range raw {
			if strings.Contains(page.String()+text.String(), v) {
				t.Errorf("%s: a value is shown", name)
			}
		}
		if !strings.Contains(page.String(), "default-src 'none'") || !strings.Contains(text.String(), held.ID) {
			t.Errorf("%s: no policy for the browser, or no number", name)
		}
	}
}

// A file that was never finished is held without having been looked at.
func TestReasonWithoutReport(t *testing.T) {
	in := Input{Version: "test", Policy: "default", Result: &detect.Result{}, Decision: policy.Decision{Verdict: policy.Hold}}
	h := Held{ID: "x-1", At: time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC), Ja: "書き込みが終わりませんでした<b>", En: "it was never finished<b>"}
	var page, text bytes.Buffer
	if err := ReasonHTML(&page, in, h, true); err != nil {
		t.Fatal(err)
	}
	if err := ReasonText(&text, in, h, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "書き込みが終わりませんでした&lt;b&gt;") || !strings.Contains(page.String(), "2026年1月2日 03:04") {
		t.Errorf("got %s", page.String())
	}
	if !strings.Contains(text.String(), "it was never finished") || !strings.Contains(text.String(), "x-1") {
		t.Errorf("got %s", text.String())
	}
	if strings.Contains(page.String(), "承認") || strings.Contains(text.String(), "approve") {
		t.Errorf("what was not looked at cannot be approved: %s\n%s", page.String(), text.String())
	}
}
