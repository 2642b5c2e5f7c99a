package review

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"monban/cmd/internal/rig"
)

// A chrome is a running Chromium. It is spoken to over a pair of pipes, in the
// DevTools protocol: a JSON object each way, ended by a zero byte.
type chrome struct {
	t    *testing.T
	to   *os.File
	mu   sync.Mutex
	next int
	wait map[int]chan answer
}

type answer struct {
	ID     int
	Result json.RawMessage
	Error  *struct{ Message string }
}

// patience is how long anything in the browser may take, on a machine that has
// much else to do.
const patience = 90 * time.Second

func startChrome(t *testing.T) *chrome {
	t.Helper()
	program := rig.Browser(t)
	in, to, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	from, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir="+t.TempDir(), "about:blank")
	cmd.ExtraFiles = []*os.File{in, out} // 3 and 4, as Chromium wants them
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	out.Close()
	c := &chrome{t: t, to: to, wait: map[int]chan answer{}}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r := bufio.NewReader(from)
		for {
			b, err := r.ReadBytes(0)
			if err != nil {
				return
			}
			var a answer
			if json.Unmarshal(b[:len(b)-1], &a) != nil || a.ID == 0 {
				continue // an event
			}
			c.mu.Lock()
			ch := c.wait[a.ID]
			delete(c.wait, a.ID)
			c.mu.Unlock()
			if ch != nil {
				ch <- a
			}
		}
	}()
	t.Cleanup(func() {
		c.call("", "Browser.close", nil, nil) // its helpers end with it, and let go of its folder
		select {
		case <-ended:
		case <-time.After(patience):
			cmd.Process.Kill()
		}
		to.Close()
		from.Close()
		cmd.Wait()
	})
	return c
}

// call asks the browser, or one of its tabs, and reads the answer into result.
func (c *chrome) call(tab, method string, params, result any) {
	c.t.Helper()
	if params == nil {
		params = struct{}{}
	}
	ch := make(chan answer, 1)
	c.mu.Lock()
	c.next++
	id := c.next
	c.wait[id] = ch
	c.mu.Unlock()
	message := map[string]any{"id": id, "method": method, "params": params}
	if tab != "" {
		message["sessionId"] = tab
	}
	b, err := json.Marshal(message)
	if err == nil {
		_, err = c.to.Write(append(b, 0))
	}
	if err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
	select {
	case a := <-ch:
		if a.Error != nil {
			c.t.Fatalf("%s: %s", method, a.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(a.Result, result); err != nil {
				c.t.Fatalf("%s: %v", method, err)
			}
		}
	case <-time.After(patience):
		c.t.Fatalf("%s: no answer", method)
	}
}

// A tab is one person's window, with cookies of its own.
type tab struct {
	*chrome
	id, name, root string
}

// Widths of windows, in CSS pixels.
const (
	desk1000 = 1000
	phone360 = 360
)

// open opens a window for somebody who reads a language ("ja", "en").
func (c *chrome) open(name, root, lang string) *tab {
	c.t.Helper()
	var context struct{ BrowserContextID string }
	c.call("", "Target.createBrowserContext", nil, &context)
	var target struct{ TargetID string }
	c.call("", "Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": context.BrowserContextID}, &target)
	var session struct{ SessionID string }
	c.call("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	b := &tab{c, session.SessionID, name, root}
	b.call(b.id, "Network.enable", nil, nil)
	b.call(b.id, "Network.setExtraHTTPHeaders", map[string]any{"headers": map[string]string{"Accept-Language": lang}}, nil)
	b.width(desk1000)
	return b
}

// width sets the width of the window; a phone has a touch screen, too.
func (b *tab) width(w int) {
	b.t.Helper()
	b.call(b.id, "Emulation.setDeviceMetricsOverride", map[string]any{"width": w, "height": 800, "deviceScaleFactor": 1, "mobile": w < 600}, nil)
}

// eval runs a script and returns its value as text.
func (b *tab) eval(script string) string {
	b.t.Helper()
	var r struct {
		Result struct {
			Type  string
			Value any
		}
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	b.call(b.id, "Runtime.evaluate", map[string]any{"expression": script}, &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s: %s\n%s", b.name, script, r.ExceptionDetails.Exception.Description, b.text())
	}
	return fmt.Sprint(r.Result.Value)
}

// text is what the page shows.
func (b *tab) text() string {
	var r struct{ Result struct{ Value string } }
	b.call(b.id, "Runtime.evaluate", map[string]any{"expression": "document.body ? document.body.innerText : ''"}, &r)
	return r.Result.Value
}

// leave does something that leads to another page, and waits for that page.
func (b *tab) leave(do func()) {
	b.t.Helper()
	b.eval("window.before = true")
	do()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if b.eval("!window.before && document.readyState == 'complete' && location.href != 'about:blank'") == "true" {
			return
		}
	}
	b.t.Fatalf("%s: the page does not change\n%s", b.name, b.text())
}

func (b *tab) visit(path string) {
	b.t.Helper()
	b.leave(func() { b.call(b.id, "Page.navigate", map[string]any{"url": b.root + path}, nil) })
}

// find is the script for the element that a selector and a text in it name; the
// smallest one when several hold each other.
func find(selector, text string) string {
	return fmt.Sprintf("[...document.querySelectorAll(%q)].filter(e => e.textContent.includes(%q)).at(-1)", selector, text)
}

// click clicks with the mouse where an element stands.
func (b *tab) click(selector, text string) {
	b.t.Helper()
	e := find(selector, text)
	if b.eval(e+" != null") != "true" {
		b.t.Fatalf("%s: no %s with %q\n%s", b.name, selector, text, b.text())
	}
	var at struct{ X, Y float64 }
	place := b.eval("(() => { const e = " + e + "; e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getBoundingClientRect(); return JSON.stringify({x: r.x + r.width / 2, y: r.y + r.height / 2}); })()")
	if err := json.Unmarshal([]byte(place), &at); err != nil {
		b.t.Fatal(err)
	}
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.call(b.id, "Input.dispatchMouseEvent", map[string]any{"type": kind, "x": at.X, "y": at.Y, "button": "left", "clickCount": 1}, nil)
	}
}

// follow clicks on what leads to another page.
func (b *tab) follow(selector, text string) {
	b.t.Helper()
	b.leave(func() { b.click(selector, text) })
}

// write types into a field.
func (b *tab) write(selector, text string) {
	b.t.Helper()
	b.eval(fmt.Sprintf("(() => { const e = document.querySelector(%q); e.focus(); e.select(); })()", selector))
	b.call(b.id, "Input.insertText", map[string]any{"text": text}, nil)
}

// choose names a file in a field for files.
func (b *tab) choose(selector, file string) {
	b.t.Helper()
	var doc struct{ Root struct{ NodeID int } }
	b.call(b.id, "DOM.getDocument", nil, &doc)
	var field struct{ NodeID int }
	b.call(b.id, "DOM.querySelector", map[string]any{"nodeId": doc.Root.NodeID, "selector": selector}, &field)
	b.call(b.id, "DOM.setFileInputFiles", map[string]any{"nodeId": field.NodeID, "files": []string{file}}, nil)
}

// shows requires words on the page, and forbids those that begin with "-".
func (b *tab) shows(words ...string) {
	b.t.Helper()
	text := b.text()
	for _, w := range words {
		not, no := strings.CutPrefix(w, "-")
		if strings.Contains(text, not) == no {
			b.t.Errorf("%s: %q is on the page: %v\n%s", b.name, not, no, text)
		}
	}
}

// shot looks at the page at the width of a desk and of a phone: nothing may be
// wider than the window, no text cut off, and what is pressed with a finger must be
// large enough. MONBAN_SHOTS names a folder for pictures.
func (b *tab) shot(name string) {
	b.t.Helper()
	for suffix, w := range map[string]int{"desk": desk1000, "phone": phone360} {
		b.width(w)
		if got := b.eval("document.documentElement.scrollWidth"); got != fmt.Sprint(w) {
			b.t.Errorf("%s at %d: the page is %s wide", name, w, got)
		}
		if cut := b.eval("[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).display != 'inline' && !['SELECT', 'svg', 'SVG'].includes(e.tagName)).map(e => e.outerHTML.slice(0, 80)).join()"); cut != "" {
			b.t.Errorf("%s at %d: text is cut off: %s", name, w, cut)
		}
		if w == phone360 {
			if small := b.eval("[...document.querySelectorAll('main button, main input:not([type=hidden]):not([type=checkbox]), main select, main li > label')].filter(e => { const r = e.getBoundingClientRect(); return r.height > 0 && r.height < 40; }).map(e => e.outerHTML.slice(0, 80)).join()"); small != "" {
				b.t.Errorf("%s: too small for a finger: %s", name, small)
			}
		}
		dir := os.Getenv("MONBAN_SHOTS")
		if dir == "" {
			continue
		}
		var size struct {
			CSSContentSize struct{ Width, Height float64 }
		}
		b.call(b.id, "Page.getLayoutMetrics", nil, &size)
		var picture struct{ Data string }
		b.call(b.id, "Page.captureScreenshot", map[string]any{"captureBeyondViewport": true, "clip": map[string]any{"x": 0, "y": 0, "width": w, "height": size.CSSContentSize.Height, "scale": 1}}, &picture)
		data, err := base64.StdEncoding.DecodeString(picture.Data)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+"-"+suffix+".png"), data, 0o600)
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
	b.width(desk1000)
}
