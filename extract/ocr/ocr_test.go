package ocr

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"monban/extract"
)

func blank(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	return img
}

func TestPrepare(t *testing.T) {
	for _, tt := range []struct{ w, h, wantW, wantH int }{
		{800, 500, 1600, 1000},   // a card
		{1240, 1754, 1240, 1754}, // A4 at 150 dpi
		{4960, 7016, 2480, 3508}, // at 600 dpi
		{10000, 1, 3333, 1},
	} {
		b := prepare(blank(tt.w, tt.h)).Bounds()
		if d := b.Dy() - tt.wantH; b.Dx() < tt.wantW-1 || b.Dx() > tt.wantW+1 || d < -1 || d > 1 {
			t.Errorf("%dx%d becomes %v, want %dx%d", tt.w, tt.h, b, tt.wantW, tt.wantH)
		}
	}
	// What shows through is white.
	clear := image.NewNRGBA(image.Rect(0, 0, 2000, 10))
	if c := prepare(clear).At(5, 5); c != (color.Gray{Y: 255}) {
		t.Errorf("transparent becomes %v", c)
	}
}

func need(t *testing.T) {
	t.Helper()
	if Available() {
		return
	}
	if os.Getenv("MONBAN_REQUIRE_EXTERNAL") != "" {
		t.Fatal("tesseract is not installed: run .ci/setup")
	}
	t.Skip("tesseract is not installed")
}

func budget(n int) *extract.Scans { return &extract.Scans{Left: n, Time: time.Minute} }

func TestLines(t *testing.T) {
	need(t)
	if lines, err := Lines(context.Background(), budget(1), blank(600, 400)); err != nil || len(lines) > 0 {
		t.Errorf("a blank page gives %q, %v", lines, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Lines(ctx, budget(1), blank(600, 400)); !errors.Is(err, context.Canceled) {
		t.Errorf("after cancel: %v", err)
	}
	t.Setenv("TESSDATA_PREFIX", t.TempDir()) // no data of any language
	if _, err := Lines(context.Background(), budget(1), blank(600, 400)); err == nil {
		t.Error("no error without the Japanese data")
	}
}

func TestBudget(t *testing.T) {
	if _, err := Lines(context.Background(), nil, blank(600, 400)); !errors.Is(err, ErrNone) {
		t.Errorf("without a budget: %v", err)
	}
	need(t)
	b := budget(1)
	if _, err := Lines(context.Background(), b, blank(600, 400)); err != nil || b.Left != 0 || b.Time >= time.Minute {
		t.Errorf("%v, %+v left", err, b)
	}
	if _, err := Lines(context.Background(), b, blank(600, 400)); !errors.Is(err, ErrSpent) {
		t.Errorf("after the last picture: %v", err)
	}
	if _, err := Lines(context.Background(), &extract.Scans{Left: 9}, blank(600, 400)); !errors.Is(err, ErrSpent) {
		t.Errorf("without time: %v", err)
	}
	if _, err := Lines(context.Background(), &extract.Scans{Left: 9, Time: time.Millisecond}, letter(t, "letter")); !errors.Is(err, ErrTimeout) {
		t.Errorf("in a millisecond: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Lines(context.Background(), budget(1), blank(600, 400)); !errors.Is(err, ErrNone) {
		t.Errorf("without the program: %v", err)
	}
}

func letter(t *testing.T, name string) image.Image {
	t.Helper()
	f, err := os.Open("../../testdata/pictures/" + name + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// A page is read however it lies.
func TestPages(t *testing.T) {
	need(t)
	words := []string{"入居申込書", "青葉千夏", "昭和60年3月14日", "長野県松本市深志一丁目2番3号", "090-1234-5678", "450万円"}
	for _, name := range []string{"letter", "letter-turned", "letter-upside-down", "letter-skewed"} {
		lines, err := Lines(context.Background(), budget(1), letter(t, name))
		if err != nil {
			t.Fatal(name, err)
		}
		text := strings.ReplaceAll(strings.Join(lines, "\n"), " ", "")
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is missing in\n%s", name, w, text)
			}
		}
	}
	lines, err := Lines(context.Background(), budget(1), letter(t, "slip-turned"))
	if text := strings.ReplaceAll(strings.Join(lines, " "), " ", ""); err != nil || !strings.Contains(text, "青葉千夏") || !strings.Contains(text, "090-1234-") {
		t.Errorf("a slip on its side: %q, %v", text, err)
	}
}

func TestLevel(t *testing.T) {
	straight := prepare(letter(t, "letter"))
	for _, degrees := range []float64{-8, -3, -1.5, 1.5, 3, 8} {
		askew := turn(straight, -degrees)
		dots := ink(shrink(level(askew), 3))
		best, angle := 0.0, 99.0
		for a := -3.0; a <= 3; a += 0.5 {
			if s := sharpness(askew.Rect, dots, a); s > best {
				best, angle = s, a
			}
		}
		if angle < -0.5 || angle > 0.5 {
			t.Errorf("%v degrees askew are %v degrees afterwards", degrees, angle)
		}
	}
	if level(straight) != straight {
		t.Error("a straight page is turned")
	}
}

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"電話番号 090一1234ー5678": "電話番号 090-1234-5678",
		"090-ー1234":          "090-1234",
		"深志一丁目2番3号":          "深志一丁目2番3号",
		"カード 1ー":             "カード 1ー",
		"一":                  "一",
		" 年収 450万円 ":         "年収 450万円",
		"P<JPNAOBA<<CHINATSU<<こ<ここくくくニニ<ニ<ニ":                "P<JPNAOBA<<CHINATSU<<<<<<<<<<<<<<<",
		"TZ12345676jPN8503149F3001019<<<こ<< <<こ<ここ<<<<<<08": "TZ12345676JPN8503149F3001019<<<<<<<<<<<<<<<<<<08",
		"if a < b && c < d": "if a < b && c < d",
		"くこくこくこくこくこ ABCDEFGHIJKLMNOP": "くこくこくこくこくこ ABCDEFGHIJKLMNOP",
	} {
		if got := tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, want %q", in, got, want)
		}
	}
}
