package monban_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// order is the whole import policy: a package may import packages of lines
// above its own. The longest pattern that fits a package is its place.
// Relaxing it is a design decision, not a way to make a build pass.
const order = `
extract dict
extract/charset extract/tool detect/ja/marked
extract/ole extract/numfmt extract/ocr extract/records
extract/ooxml extract/lock97 detect
detect/ja extract/*
detect/* extract/formats
detect/rules
cmd/internal/audit cmd/internal/hold cmd/internal/submit cmd/internal/sso cmd/internal/swap cmd/internal/look
cmd/internal/*
cmd/internal/gate
cmd/*
`

const module = "monban/"

func place(pkg string) int {
	best, bestLen := -1, -1
	for i, line := range strings.Split(strings.TrimSpace(order), "\n") {
		for _, pat := range strings.Fields(line) {
			pre, wild := strings.CutSuffix(pat, "*")
			if (pkg == pat || wild && strings.HasPrefix(pkg, pre)) && len(pat) > bestLen {
				best, bestLen = i, len(pat)
			}
		}
	}
	return best
}

// The test parses the files itself instead of asking "go list": the go command
// notes which files a test opens, so a changed import is never hidden by a
// cached result.
func TestImportOrder(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || p != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") || path.Dir(p) == ".":
			return nil
		}
		from := path.Dir(p)
		at := place(from)
		if at < 0 {
			t.Errorf("%s has no place in the import order", from)
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, im := range f.Imports {
			s, _ := strconv.Unquote(im.Path.Value)
			if to, ok := strings.CutPrefix(s, module); ok && place(to) >= at {
				t.Errorf("%s: %s (line %d of the order) imports %s (line %d)", p, from, at+1, to, place(to)+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
