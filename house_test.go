package monban_test

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// owners are the packages that may import a module that shapes the code around
// it. Everybody else goes through the owner.
var owners = map[string][]string{
	"github.com/xuri/excelize":     {"extract/xlsx", "cmd/internal/rival", "cmd/internal/synth"},
	"github.com/ledongthuc/pdf":    {"extract/pdf"},
	"github.com/ikawaha/kagome":    {"detect/ja"}, // and kagome-dict
	"github.com/fsnotify/fsnotify": {"cmd/internal/outbox"},
	"github.com/emersion/":         {"cmd/internal/submit", "cmd/internal/relay"},
	"github.com/coreos/":           {"cmd/internal/sso", "cmd/internal/rig"},
	"golang.org/x/oauth2":          {"cmd/internal/sso"},
	"github.com/jackc/":            {"cmd/internal/hold"},
	"modernc.org/":                 {"cmd/internal/hold"},
	"github.com/richardlehane/":    {"extract/xlsx", "extract/xls", "extract/msg"},
	"github.com/VictoriaMetrics/":  {"cmd/internal/metrics"},
	"github.com/rogpeppe/":         {},
	"github.com/santhosh-tekuri/":  {},
	"golang.org/x/term":            {"cmd"},
	"golang.org/x/text/encoding/":  {"extract", "cmd/internal/planted", "cmd/internal/synth"},
}

// maxLines is the longest a file may be that people read.
const maxLines = 450

// sources calls each with every Go file of the module that is built and is no
// test.
func sources(t *testing.T, each func(name string, src []byte, f *ast.File)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || p != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if !ignored(f) {
			each(p, src, f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ignored tells whether a file is a program of its own ("//go:build ignore").
func ignored(f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if x, err := constraint.Parse(c.Text); err == nil && x.String() == "ignore" {
				return true
			}
		}
	}
	return false
}

// What runs by being imported is found by nobody who reads the code.
func TestNoInit(t *testing.T) {
	sources(t, func(name string, _ []byte, f *ast.File) {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", name)
			}
		}
	})
}

// Readers of formats work in the goroutine of their caller; that is why .ci/checks
// tests them without the race detector.
func TestReadersStartNoGoroutines(t *testing.T) {
	sources(t, func(name string, _ []byte, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok && (strings.HasPrefix(name, "extract/") || strings.HasPrefix(name, "dict/")) {
				t.Errorf("%s starts a goroutine: add its package to those of .ci/checks with the race detector", name)
			}
			return true
		})
	})
}

func TestPackageComments(t *testing.T) {
	has := map[string]bool{}
	sources(t, func(name string, _ []byte, f *ast.File) {
		dir := path.Dir(name)
		has[dir] = has[dir] || f.Doc.Text() != ""
	})
	for dir, ok := range has {
		if !ok {
			t.Errorf("%s has no package comment: what does it know, and what not?", dir)
		}
	}
}

func TestFileLength(t *testing.T) {
	sources(t, func(name string, src []byte, _ *ast.File) {
		if n := bytes.Count(src, []byte{'\n'}); n > maxLines {
			t.Errorf("%s has %d lines, more than %d: split it by knowledge", name, n, maxLines)
		}
	})
}

func TestModuleOwners(t *testing.T) {
	sources(t, func(name string, _ []byte, f *ast.File) {
		dir := path.Dir(name)
		for _, im := range f.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			for mod, own := range owners {
				if strings.HasPrefix(p, mod) && !slices.ContainsFunc(own, func(o string) bool { return dir == o || strings.HasPrefix(dir, o+"/") }) {
					t.Errorf("%s imports %s, which belongs to %v", name, p, own)
				}
			}
		}
	})
}

// Whoever gives the program on gives its parts on: each must be named.
func TestNotice(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile("NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	named := strings.FieldsFunc(string(notice), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' })
	n := 0
	for _, line := range strings.Split(string(mod), "\n") {
		w := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(w) < 2 || !strings.HasPrefix(w[1], "v") || !strings.Contains(w[0], ".") {
			continue
		}
		n++
		if !slices.Contains(named, w[0]) {
			t.Errorf("NOTICE does not name %s, which go.mod requires", w[0])
		}
	}
	if n < 5 {
		t.Errorf("only %d modules seen in go.mod", n)
	}
}

// A rule that stands in no list is a silent miss.
func TestRulesListed(t *testing.T) {
	rules := map[string][]string{} // by folder
	listed := map[string]map[string]bool{}
	sources(t, func(name string, _ []byte, f *ast.File) {
		dir := path.Dir(name)
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if v, ok := s.(*ast.ValueSpec); ok {
						rules[dir] = append(rules[dir], ruleVars(v)...)
					}
				}
			case *ast.FuncDecl:
				if d.Recv != nil || d.Name.Name != "Rules" {
					continue
				}
				if listed[dir] == nil {
					listed[dir] = map[string]bool{}
				}
				ast.Inspect(d, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						listed[dir][id.Name] = true
					}
					return true
				})
			}
		}
	})
	n := 0
	for dir, names := range rules {
		for _, name := range names {
			n++
			if !listed[dir][name] {
				t.Errorf("%s: rule %s is not in Rules()", dir, name)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d rules seen", n)
	}
}

// ruleVars lists the variables of v that are a detect.Rule{…}.
func ruleVars(v *ast.ValueSpec) (out []string) {
	for i, x := range v.Values {
		lit, ok := x.(*ast.CompositeLit)
		if !ok {
			continue
		}
		if sel, ok := lit.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Rule" {
			out = append(out, v.Names[i].Name)
		}
	}
	return out
}
