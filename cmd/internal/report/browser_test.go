package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"monban/cmd/internal/rig"
)

// shot returns what a browser with a window of that width shows.
func shot(t *testing.T, program string, page []byte, width string) image.Image {
	t.Helper()
	dir := t.TempDir()
	file, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.png")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir="+dir, "--window-size="+width+",900", "--screenshot="+out, "file://"+file)
	if b, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// TestReasonInBrowser looks at the page as its readers do: it shows something,
// Japanese as characters, and fits a phone.
func TestReasonInBrowser(t *testing.T) {
	program := rig.Browser(t)
	var b bytes.Buffer
	if err := ReasonHTML(&b, samples()["special"], held, true); err != nil {
		t.Fatal(err)
	}
	// A browser without Japanese fonts draws the same box for every character:
	// then it does not matter which they are.
	other := strings.NewReplacer("送", "道", "信", "価", "個", "値", "人", "大", "情", "精", "報", "服").Replace(b.String())
	for _, width := range []string{"820", "390"} {
		is, would := shot(t, program, b.Bytes(), width), shot(t, program, []byte(other), width)
		if n := shades(is); n < 20 {
			t.Errorf("width %s: only %d colours, the page is blank", width, n)
		}
		if same(is, would) {
			t.Errorf("width %s: other characters look the same; there are no Japanese fonts (.ci/setup installs some)", width)
		}
		// What is too wide for the window reaches its right edge.
		r := is.Bounds()
		for y := r.Min.Y; y < r.Max.Y; y++ {
			if is.At(r.Max.X-1, y) != is.At(r.Max.X-1, r.Min.Y) {
				t.Errorf("width %s: the page is wider than the window", width)
				break
			}
		}
	}
}

func shades(img image.Image) int {
	seen := map[color.Color]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			seen[img.At(x, y)] = true
		}
	}
	return len(seen)
}

func same(a, b image.Image) bool {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}
