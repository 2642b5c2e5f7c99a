package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/cmd/internal/synth"
)

// smallData makes a data folder with one of each.
func smallData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"clean/MANIFEST.tsv":  "# list\nprices.csv\tpass\n",
		"clean/prices.csv":    "品番,単価\nP0001,120\nP0002,340\n",
		"eval/layouts/a.txt":  "== 名簿.csv\npeople: adult 12\n氏名 | person-name | name\n生年月日 | birth-date | birth.era\n電話番号 | phone | mobile\n",
		"eval/prose/mail.txt": "== 連絡 people=1\n[person-name 山口 真由美]様の携帯は [phone 090-1234-7788] です。\n== 案内\n会議は10時からです。\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, in := range synth.Incidents {
		if in.Name == "sekisho" {
			s, err := in.Make(3, 15)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Write(filepath.Join(dir, "incidents")); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func TestEvalComparesWithBaseline(t *testing.T) {
	dir := smallData(t)
	base := filepath.Join(dir, "baseline.json")
	eval := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := run(context.Background(), append([]string{"-data", dir, "-baseline", base, "-many", "0"}, args...), &out)
		return out.String(), err
	}
	if _, err := eval("-update"); err != nil {
		t.Fatal(err)
	}
	if out, err := eval(); err != nil || !strings.Contains(out, "columns, header") {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := eval("-json")
	var f figures
	if err != nil || json.Unmarshal([]byte(out), &f) != nil || f["clean.files"] != 1 {
		t.Fatalf("%v: -json gave %s", err, out)
	}
	f["people.header.exact"] = 2 // nobody reaches this
	if err := f.write(base); err != nil {
		t.Fatal(err)
	}
	if _, err := eval(); !errors.Is(err, errFell) {
		t.Errorf("a figure fell and the error is %v", err)
	}
}

func TestNamesReadsTheCorpusForm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ner.json")
	// A name that is found, one of which the text has more, a text without any.
	text := `[{"curid":"1","text":"昨日、佐藤健太さんに会った。","entities":[{"name":"佐藤健太","span":[3,7],"type":"人名"}]},
		{"curid":"2","text":"昨日、佐藤健太さんに会った。","entities":[{"name":"健太","span":[5,7],"type":"人名"}]},
		{"curid":"3","text":"会議は十時からです。","entities":[{"name":"十時","span":[3,5],"type":"その他"}]}]`
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"names", path}, "3 texts\n         precision    recall        F1       n\nexact        0.500     0.500     0.500       2\noverlap      1.000     1.000     1.000       2\n"},
		{[]string{"names", "-tenth", path}, "1 texts\n         precision    recall        F1       n\nexact        1.000     1.000     1.000       1\noverlap      1.000     1.000     1.000       1\n"},
	} {
		var out bytes.Buffer
		if err := run(context.Background(), c.args, &out); err != nil {
			t.Fatal(err)
		}
		if out.String() != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.args, out.String(), c.want)
		}
	}
}

func TestSynthWritesASet(t *testing.T) {
	dir := t.TempDir()
	if err := run(context.Background(), []string{"synth", "-set", "openwork", "-people", "20", "-out", dir}, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "openwork.truth.json")); err != nil {
		t.Error(err)
	}
	if err := run(context.Background(), []string{"synth", "-set", "nothing", "-out", dir}, &bytes.Buffer{}); err == nil {
		t.Error("a set that does not exist was made")
	}
}
