package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"monban/cmd/internal/synth"
	"monban/detect"
	"monban/detect/policy"
	"monban/detect/rules"
)

// A cleanFile is a line of the manifest.
type cleanFile struct {
	name string
	most policy.Verdict
}

func readManifest(path string) ([]cleanFile, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []cleanFile
	for s := bufio.NewScanner(bytes.NewReader(b)); s.Scan(); {
		name, verdict, ok := strings.Cut(s.Text(), "\t")
		if strings.HasPrefix(name, "#") {
			continue
		}
		most, known := policy.ParseVerdict(verdict)
		if !ok || !known {
			return nil, fmt.Errorf("%s: line %q", path, s.Text())
		}
		out = append(out, cleanFile{name, most})
	}
	return out, nil
}

// outside decides what happens to a file that is sent outside.
func outside(r *detect.Result) policy.Verdict {
	e := policy.Envelope{From: "sender@example.co.jp", To: []string{"partner@outside.example.com"}, Now: synth.Today}
	return policy.Default().Decide(e, r).Verdict
}

// clean checks that business files pass.
func (v *eval) clean(ctx context.Context, data string) error {
	list, err := readManifest(filepath.Join(data, "clean", "MANIFEST.tsv"))
	if err != nil {
		return err
	}
	for _, c := range list {
		b, err := os.ReadFile(filepath.Join(data, "clean", c.name))
		if err != nil {
			return err
		}
		r, err := v.scan(ctx, "clean", synth.File{Name: c.name, Data: b})
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		v.cleanAll++
		if got := outside(r); got > c.most {
			v.miss("clean\t%s\tgot %s, want %s:%s", c.name, got, c.most, summary(r.Files[0]))
			continue
		}
		v.cleanOK++
	}
	return nil
}

// summary says in a few words why a file did not pass.
func summary(r *detect.Report) string {
	var b strings.Builder
	for _, k := range r.Kinds {
		fmt.Fprintf(&b, " %s=%d", k.Kind, k.Count)
	}
	for _, g := range r.Gaps {
		fmt.Fprintf(&b, " gap:%s", g.Code)
	}
	return b.String()
}

// runClean scans files that are thought clean and lists those that would not
// pass.
func runClean(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("clean: no path given")
	}
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return err
	}
	v := newEval(engine)
	all, pass := 0, 0
	for _, root := range args {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			r, err := v.scan(ctx, "clean", synth.File{Name: d.Name(), Data: b})
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			all++
			if got := outside(r); got != policy.Pass {
				fmt.Fprintf(out, "%s\t%s\t%d people%s\n", path, got, len(r.People), summary(r.Files[0]))
				return nil
			}
			pass++
			return nil
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d of %d pass\n", pass, all)
	return nil
}
