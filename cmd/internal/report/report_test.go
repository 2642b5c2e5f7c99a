package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"monban/detect"
	"monban/detect/law"
	"monban/detect/policy"
	"monban/extract"
)

var update = flag.Bool("update", false, "write the golden files")

// raw are made-up values that no report may show.
var raw = []string{"123456789018", "見本花子", "統合失調症", "hanako.mihon@mail.example", "09012345678"}

// samples are inputs of every sort that the reports must be able to say.
func samples() map[string]Input {
	special := detect.SetOf(detect.PersonName, detect.BirthDate, detect.Disability, detect.Symptom, detect.Doctor)
	people := make([]detect.Person, 233)
	numbers := make([]int, len(people))
	for i := range people {
		people[i].Kinds, numbers[i] = special, i+1
		if i >= 187 {
			people[i].Hidden = special
		}
	}
	people = append(people, detect.Person{Kinds: detect.SetOf(detect.PersonName, detect.Phone), Business: true})
	numbers = append(numbers, len(people))
	list := &detect.Report{
		File: "利用者一覧.xlsx", Type: "xlsx", Bytes: 51234, SHA256: strings.Repeat("ab", 32), Status: detect.Inspected, Score: 97,
		People: people, Numbers: numbers,
		Kinds: []detect.KindCount{
			{Kind: detect.Disability, Count: 233, People: 233, Hidden: 46, Confidence: 0.9996},
			{Kind: detect.Symptom, Count: 198, People: 198, Confidence: 0.97},
			{Kind: detect.Doctor, Count: 187, People: 187, Confidence: 0.95},
			{Kind: detect.PersonName, Count: 233, People: 233, Hidden: 46, Confidence: 0.98},
			{Kind: detect.BirthDate, Count: 231, People: 231, Confidence: 0.99},
			{Kind: detect.Phone, Count: 1, People: 1, Confidence: 0.9, Business: true},
		},
		Tables: []detect.Table{
			{Sheet: "体験利用者", HeaderRows: []int{4, 5}, FirstRow: 6, Rows: 187, People: 187, Columns: []detect.Column{
				{Index: 2, Header: "氏名", Kind: detect.PersonName, Confidence: 0.99, Values: 187},
				{Index: 6, Header: "障がい名", Kind: detect.Disability, Confidence: 0.99, Values: 187},
				{Index: 8, Header: "症状", Kind: detect.Symptom, Confidence: 0.97, Values: 170, Hidden: extract.HiddenColumn},
				{Index: 11, Header: "主治医", Kind: detect.Doctor, Confidence: 0.95, Values: 187},
			}},
			{Sheet: "検討者", HeaderRows: []int{1}, FirstRow: 2, Rows: 46, People: 46, Hidden: extract.HiddenSheet, Columns: []detect.Column{
				{Index: 3, Header: "氏名", Kind: detect.PersonName, Confidence: 0.99, Values: 46},
				{Index: 5, Header: "障がい名", Kind: detect.Disability, Confidence: 0.99, Values: 46},
			}},
		},
		Findings: []detect.Finding{
			{Kind: detect.Disability, Loc: extract.Loc{Sheet: "体験利用者", Row: 6, Col: 6}, Value: detect.Hide(detect.Disability, "統合失調症"), Confidence: 0.99,
				Evidence: detect.ColumnHeader | detect.Dictionary | detect.WithPerson, Person: 1},
			{Kind: detect.Email, Loc: extract.Loc{Sheet: "体験利用者", Row: 2, Col: 1}, Hidden: extract.Comment, Value: detect.Hide(detect.Email, "hanako.mihon@mail.example"),
				Confidence: 0.9, Evidence: detect.Format, Person: 1},
		},
		Truncated: true,
	}
	named := &detect.Report{
		File: "案内/見本花子様.zip", Type: "zip", Bytes: 99, SHA256: strings.Repeat("0", 64), Status: detect.Partial, Score: 40,
		People: []detect.Person{{Kinds: detect.SetOf(detect.PersonName, detect.MyNumber, detect.Phone)}}, Numbers: []int{1},
		Kinds: []detect.KindCount{
			{Kind: detect.MyNumber, Count: 1, People: 1, Confidence: 0.99},
			{Kind: detect.PersonName, Count: 2, People: 1, Confidence: 0.9},
			{Kind: detect.Phone, Count: 1, Confidence: 0.7},
		},
		Tables: []detect.Table{{Part: "見本花子.csv", HeaderRows: []int{1}, FirstRow: 2, Rows: 1, People: 1, Columns: []detect.Column{
			{Index: 1, Header: "見本花子", Kind: detect.PersonName, Confidence: 0.9, Values: 1},
			{Index: 703, Header: "番号\x1b[31m\u202e", Kind: detect.MyNumber, Confidence: 0.9, Values: 1},
		}}},
		Findings: []detect.Finding{
			{Kind: detect.PersonName, Hidden: extract.FileName, Value: detect.Hide(detect.PersonName, "見本花子"), Confidence: 0.9, Evidence: detect.Honorific, Person: 1},
			{Kind: detect.MyNumber, Loc: extract.Loc{Part: "見本花子.csv", Row: 2, Col: 703}, Value: detect.Hide(detect.MyNumber, "123456789018"), Confidence: 0.99,
				Evidence: detect.CheckDigit | detect.ColumnHeader, Person: 1},
			{Kind: detect.Phone, Loc: extract.Loc{Part: "b.txt", Line: 12}, Value: detect.Hide(detect.Phone, "09012345678"), Confidence: 0.7},
			{Kind: detect.Phone, Loc: extract.Loc{Part: "c.pdf", Page: 3, Line: 2}, Hidden: extract.BlackBox, Value: detect.Hide(detect.Phone, "09012345678"), Confidence: 0.7},
		},
		Gaps: []extract.Gap{
			{Loc: extract.Loc{Part: "見本花子.xlsx"}, Code: extract.Encrypted},
			{Loc: extract.Loc{Part: "d.pdf", Page: 2}, Code: extract.NoText},
			{Code: extract.Mismatch, Err: errors.New("named .docx, content is zip")},
		},
	}
	clean := &detect.Report{File: "議事録.txt", Type: "text", Bytes: 5, SHA256: strings.Repeat("1", 64), Status: detect.Inspected}
	names := &detect.Report{File: "出席者.txt", Type: "text", Bytes: 5, SHA256: strings.Repeat("2", 64), Status: detect.Inspected, Score: 4,
		People: []detect.Person{{Kinds: detect.SetOf(detect.PersonName)}, {Kinds: detect.SetOf(detect.PersonName)}}, Numbers: []int{1, 2},
		Kinds:    []detect.KindCount{{Kind: detect.PersonName, Count: 2, People: 2, Confidence: 0.8}},
		Findings: []detect.Finding{{Kind: detect.PersonName, Loc: extract.Loc{Line: 1}, Value: detect.Hide(detect.PersonName, "見本花子"), Confidence: 0.8, Evidence: detect.NameParts, Person: 1}},
	}
	locked := &detect.Report{File: "locked.xlsx", Type: "xlsx", Bytes: 5, SHA256: strings.Repeat("3", 64), Status: detect.Uninspected, Gaps: []extract.Gap{{Code: extract.Encrypted}}}
	input := func(to string, people []detect.Person, files ...*detect.Report) Input {
		r := &detect.Result{Files: files, People: people, Score: 97, Mail: func(key uint64) int {
			if key == detect.MailKey("t.hanako@gmail.com") {
				return 3
			}
			return 0
		}}
		in := Input{Version: "test", Policy: "default", Result: r, Bases: law.Bases(r, false)}
		if to != "" {
			in.Envelope = policy.Envelope{From: "sato@example.co.jp", To: strings.Split(to, ",")}
		}
		in.Decision = policy.Default().Decide(in.Envelope, r)
		return in
	}
	return map[string]Input{
		"special": input("t.hanako@gmail.com", people, list),
		"several": input("a@example.net,b@example.co.jp", append(people[:233:233], named.People...), list, named, clean),
		"zip":     input("a@gmai.com", named.People, named),
		"clean":   input("a@example.net", nil, clean),
		"names":   input("", names.People, names),
		"locked":  input("", nil, locked),
	}
}

// held is the sample of what stands beside a report on a held item.
var held = Held{ID: "20261122-0900-k7q2", At: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}

func TestGolden(t *testing.T) {
	for name, in := range samples() {
		for _, form := range []struct {
			ext   string
			write func(*bytes.Buffer) error
		}{
			{".json", func(b *bytes.Buffer) error { return JSON(b, in) }},
			{".ja.txt", func(b *bytes.Buffer) error { return Text(b, in, TextOptions{Ja: true}) }},
			{".en.txt", func(b *bytes.Buffer) error { return Text(b, in, TextOptions{}) }},
			{".sarif", func(b *bytes.Buffer) error { return SARIF(b, in, false) }},
			{".html", func(b *bytes.Buffer) error { return HTML(b, in, true) }},
			{".reason.html", func(b *bytes.Buffer) error { return ReasonHTML(b, in, held, true) }},
			{".reason.ja.txt", func(b *bytes.Buffer) error { return ReasonText(b, in, held, true) }},
			{".reason.en.txt", func(b *bytes.Buffer) error { return ReasonText(b, in, held, false) }},
			{".explain.txt", func(b *bytes.Buffer) error { return Text(b, in, TextOptions{Explain: true}) }},
		} {
			var got bytes.Buffer
			if err := form.write(&got); err != nil {
				t.Fatal(err)
			}
			p := filepath.Join("testdata", name+form.ext)
			if *update {
				if err := os.WriteFile(p, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(p)
			if err != nil || !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s differs (go test -update writes it anew): %v\n%s", p, err, got.Bytes())
			}
			for _, v := range raw {
				if strings.Contains(got.String(), v) {
					t.Errorf("%s shows a value", p)
				}
			}
			if strings.ContainsAny(got.String(), "\x1b\u202e") && strings.HasSuffix(form.ext, "t") {
				t.Errorf("%s holds control characters of the file", p)
			}
		}
	}
}

func TestSchema(t *testing.T) {
	var doc any
	if err := json.Unmarshal(Schema, &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range samples() {
		for _, in.Reveal = range []bool{false, true} {
			var b bytes.Buffer
			if err := JSON(&b, in); err != nil {
				t.Fatal(err)
			}
			v, err := jsonschema.UnmarshalJSON(&b)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	// The lists of words in the schema are those of the code.
	text := string(Schema)
	for _, k := range detect.Kinds {
		if !strings.Contains(text, `"`+string(k.Kind)+`"`) {
			t.Errorf("the schema lacks the kind %s", k.Kind)
		}
	}
	for _, h := range extract.Hidden(1<<36 - 1).Names() {
		if !strings.Contains(text, `"`+h+`"`) {
			t.Errorf("the schema lacks the hidden place %s", h)
		}
		if w, ok := hiddenWords[h]; !ok || w.ja == "" || w.en == "" {
			t.Errorf("no words for the hidden place %s", h)
		}
	}
}

func TestReveal(t *testing.T) {
	in := samples()["zip"]
	in.Reveal = true
	var j, x bytes.Buffer
	if err := errors.Join(JSON(&j, in), Text(&x, in, TextOptions{Ja: true})); err != nil {
		t.Fatal(err)
	}
	for _, v := range []string{"123456789018", "見本花子様.zip"} {
		if !strings.Contains(j.String(), v) {
			t.Errorf("the JSON form does not reveal %s", v)
		}
	}
	if !strings.Contains(x.String(), "09012345678") {
		t.Error("the text form does not reveal the phone number")
	}
}

func TestColour(t *testing.T) {
	var b bytes.Buffer
	if err := Text(&b, samples()["special"], TextOptions{Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\x1b[31;1mDo not send\x1b[0m") {
		t.Errorf("got %.40q", b.String())
	}
}

func TestOneScreen(t *testing.T) {
	for name, in := range samples() {
		var b bytes.Buffer
		if err := Text(&b, in, TextOptions{Ja: true}); err != nil {
			t.Fatal(err)
		}
		n := strings.Count(b.String(), "\n")
		if len(in.Result.Files) == 1 && n > 40 || name == "clean" && n != 1 {
			t.Errorf("%s: %d lines", name, n)
		}
	}
}

func TestWorkbook(t *testing.T) {
	for _, c := range []struct {
		format, part string
		want         bool
	}{
		{"xlsx", "", true}, {"xls", "", true}, {"ods", "", true}, {"zip", "in/list.XLSM", true}, {"eml", "a.zip!/list.xlsb", true},
		{"json", "", false}, {"docx", "", false}, {"sql", "", false}, {"xlsx", "xl/embeddings/note.docx", false}, {"zip", "xlsx", false},
	} {
		if got := workbook(c.format, c.part); got != c.want {
			t.Errorf("%s %q: got %v", c.format, c.part, got)
		}
	}
}

// TestMorePlaces counts the places that are not listed, and does not claim to know
// them all when the list of findings was cut.
func TestMorePlaces(t *testing.T) {
	for cut, want := range map[bool][2]string{false: {"ほか2か所\n", "and 2 more places\n"}, true: {"ほか2か所以上\n", "and at least 2 more places\n"}} {
		f := &detect.Report{File: "a.txt", Type: "text", Status: detect.Inspected, Truncated: cut,
			Kinds: []detect.KindCount{{Kind: detect.Phone, Count: 7, People: 7, Confidence: 0.9}}}
		for i := range 7 {
			f.People, f.Numbers = append(f.People, detect.Person{Kinds: detect.SetOf(detect.Phone)}), append(f.Numbers, i+1)
			f.Findings = append(f.Findings, detect.Finding{Kind: detect.Phone, Loc: extract.Loc{Line: i + 1}, Value: detect.Hide(detect.Phone, "09012345678"), Confidence: 0.9, Person: i + 1})
		}
		in := samples()["special"]
		in.Result = &detect.Result{Files: []*detect.Report{f}, People: f.People}
		for i, ja := range []bool{true, false} {
			var b bytes.Buffer
			if err := Text(&b, in, TextOptions{Ja: ja}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), want[i]) {
				t.Errorf("cut %v: no %q in\n%s", cut, want[i], b.String())
			}
		}
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA", 16384: "XFD", 0: ""} {
		if got := Letters(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

// TestSARIF holds the form to what readers of SARIF rely on.
func TestSARIF(t *testing.T) {
	for name, in := range samples() {
		var b bytes.Buffer
		if err := SARIF(&b, in, true); err != nil {
			t.Fatal(err)
		}
		var log sarifLog
		if err := json.Unmarshal(b.Bytes(), &log); err != nil {
			t.Fatal(err)
		}
		run := log.Runs[0]
		if len(run.Artifacts) != len(in.Result.Files) {
			t.Errorf("%s: %d artifacts for %d files", name, len(run.Artifacts), len(in.Result.Files))
		}
		for _, r := range run.Results {
			if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" || run.Artifacts[*r.Locations[0].Physical.Artifact.Index].Location.URI != r.Locations[0].Physical.Artifact.URI {
				t.Errorf("%s: %+v", name, r)
			}
		}
	}
	if got := uri("/tmp/a b#1.csv"); got != "file:///tmp/a%20b%231.csv" {
		t.Errorf("got %s", got)
	}
}
