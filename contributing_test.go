package monban_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lockerRule is what CONTRIBUTING.md asks for a new identifier: one file.
const lockerRule = `package ident

import "monban/detect"

var lockerNumber = detect.Rule{
	Name: "locker-number", Kind: detect.EmployeeNumber, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Number of a locker, under a label", TitleJa: "更衣ロッカーの番号（項目名があるもの）",
		Hit:    []string{"更衣ロッカー番号：ZQ-4471", "更衣ロッカー番号 ZQ-0032"},
		Miss:   []string{"更衣ロッカー番号は4桁", "ZQ-4471"},
		Source: "made up",
	},
	Find: named{pos: detect.NewWords("更衣ロッカー番号"), neg: things, least: 4, most: 10, fewestDigits: 3, odds: -1.5}.find,
}
`

// What CONTRIBUTING.md promises is done here as it says, each addition in one
// file (and, for the identifier, one line of a list), laid over the tree: a
// monban built from it documents and finds all three, and the tests of the
// packages that were touched hold.
func TestAdditionsByTheStepsOfContributing(t *testing.T) {
	o := overlay{t: t, dir: t.TempDir(), Replace: map[string]string{}}
	o.put("detect/ident/locker.go", lockerRule)
	list := read(t, "detect/ident/ident.go")
	at := strings.Index(list, "\n\t}\n}\n")
	if at < 0 {
		t.Fatal("detect/ident/ident.go: the list in Rules() is not where it was")
	}
	o.put("detect/ident/ident.go", list[:at]+"\n\t\tlockerNumber,"+list[at:])
	o.insert("dict/data/diseases.tsv", "ホシゾラ肺臓炎\tdiagnosis\t\tmade up")
	o.insert("dict/data/headers.tsv", "勤怠札\temployee-number\t\tmade up")

	bin := filepath.Join(o.dir, "monban.exe")
	o.run("go", "build", "-overlay", o.file(), "-o", bin, "./cmd/monban")
	o.run("go", "test", "-overlay", o.file(), "-run", "^Test", "./detect/ident", "./dict")

	doc := o.run(bin, "kinds", "--lang", "ja", "employee-number")
	for _, want := range []string{"locker-number: 更衣ロッカーの番号", "更衣ロッカー番号：ZQ-4471", "更衣ロッカー番号は4桁"} {
		if !strings.Contains(doc, want) {
			t.Errorf("monban kinds does not show %q:\n%s", want, doc)
		}
	}

	files := filepath.Join(o.dir, "files")
	for name, text := range map[string]string{
		"memo.txt": "山田花子さんの更衣ロッカー番号：ZQ-4471\n山田花子さんはホシゾラ肺臓炎で通院しています。\n",
		"list.csv": "氏名,勤怠札,備考\n佐藤一郎,QX-118,\n鈴木二葉,QX-204,\n高橋三奈,QX-377,\n田中四朗,QX-452,\n",
	} {
		o.write(filepath.Join(files, name), text)
	}
	var report struct {
		Files []struct {
			Findings []struct{ Kind, Value string }
		}
	}
	if err := json.Unmarshal([]byte(o.run(bin, "check", "--format", "json", "--reveal", files)), &report); err != nil {
		t.Fatalf("the report: %v", err)
	}
	var got []string
	for _, f := range report.Files {
		for _, x := range f.Findings {
			got = append(got, x.Kind+" "+x.Value)
		}
	}
	for _, want := range []string{"employee-number ZQ-4471", "diagnosis ホシゾラ肺臓炎", "employee-number QX-118", "employee-number QX-452"} {
		if !slices.Contains(got, want) {
			t.Errorf("monban check does not find %q; it finds %q", want, got)
		}
	}
}

// An overlay is the JSON file that the go command takes for -overlay: files
// that take the place of those of the tree.
type overlay struct {
	t       *testing.T
	dir     string
	Replace map[string]string
}

// put lays a file over the tree.
func (o *overlay) put(name, text string) {
	o.t.Helper()
	abs, err := filepath.Abs(name)
	if err != nil {
		o.t.Fatal(err)
	}
	at := filepath.Join(o.dir, strings.ReplaceAll(name, "/", "_"))
	o.write(at, text)
	o.Replace[abs] = at
}

// insert lays a list with one more line over the tree, the line at its place in
// the order: terms by themselves, headers by meaning and then by word.
func (o *overlay) insert(name, line string) {
	o.t.Helper()
	lines := strings.Split(strings.TrimSuffix(read(o.t, name), "\n"), "\n")
	order := func(a, b string) int { return strings.Compare(a, b) }
	if name == "dict/data/headers.tsv" {
		order = func(a, b string) int {
			x, y := strings.Split(a, "\t"), strings.Split(b, "\t")
			return strings.Compare(x[1]+"\t"+x[0], y[1]+"\t"+y[0])
		}
	}
	at, _ := slices.BinarySearchFunc(lines[1:], line, order) // the first line names the columns
	o.put(name, strings.Join(slices.Insert(lines, 1+at, line), "\n")+"\n")
}

func (o *overlay) file() string {
	b, err := json.Marshal(map[string]any{"Replace": o.Replace})
	if err != nil {
		o.t.Fatal(err)
	}
	name := filepath.Join(o.dir, "overlay.json")
	o.write(name, string(b))
	return name
}

// run runs a command in the root of the tree, and returns what it prints.
// monban check ends with status 1 when it finds something.
func (o *overlay) run(name string, args ...string) string {
	o.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(o.dir, "cache"), "GOCACHE="+goCache(o.t))
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1 && len(args) > 0 && args[0] == "check") {
		o.t.Fatalf("%s %s: %v\n%s%s", filepath.Base(name), strings.Join(args, " "), err, out, errs.String())
	}
	return string(out)
}

// goCache is the go command's own cache, which XDG_CACHE_HOME would move.
func goCache(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatalf("go env GOCACHE: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func (o *overlay) write(name, text string) {
	o.t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		o.t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
