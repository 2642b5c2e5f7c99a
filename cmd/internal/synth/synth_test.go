package synth

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/japanese"
)

const testdata = "../../../testdata"

// The committed sets are those that the generator makes: nobody edits them by
// hand, so the truth beside them holds.
func TestCommittedIncidentsAreReproduced(t *testing.T) {
	for _, in := range Incidents {
		t.Run(in.Name, func(t *testing.T) {
			s, err := in.Make(1, in.Small)
			if err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(testdata, "incidents", in.Name)
			truth, err := s.Truth.Encode()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range append(s.Files, File{"../" + in.Name + ".truth.json", truth}) {
				got, err := os.ReadFile(filepath.Join(dir, f.Name))
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, f.Data) {
					t.Errorf("%s/%s differs from what the generator makes; run: go run ./cmd/monban-eval synth", in.Name, f.Name)
				}
				if len(got) > 60<<10 {
					t.Errorf("%s has %d bytes; the committed sets are to be small", f.Name, len(got))
				}
			}
		})
	}
}

func TestCommittedCleanFilesAreReproduced(t *testing.T) {
	files, err := Clean(1)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(testdata, "clean", "MANIFEST.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(testdata, "clean", f.Name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, f.Data) {
			t.Errorf("%s differs; run: go run ./cmd/monban-eval synth -set clean -out testdata/clean", f.Name)
		}
	}
	entries, err := os.ReadDir(filepath.Join(testdata, "clean"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "MANIFEST.tsv" && !bytes.Contains(manifest, []byte("\n"+e.Name()+"\t")) {
			t.Errorf("%s is not in the manifest", e.Name())
		}
	}
}

// The truth about a workbook must agree with what a reader sees in it.
func TestTruthAgreesWithCells(t *testing.T) {
	s, err := Incidents[0].Make(7, 100)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(s.Files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	people := 0
	for _, tab := range s.Truth.Tables {
		if tab.File != s.Files[0].Name {
			continue // the printed list of some of them
		}
		people += tab.Rows
		visible, err := f.GetSheetVisible(tab.Sheet)
		if err != nil || visible == tab.Hidden {
			t.Errorf("%s: visible %v (%v), truth says hidden %v", tab.Sheet, visible, err, tab.Hidden)
		}
		for _, c := range tab.Columns {
			header, _ := f.GetCellValue(tab.Sheet, c.Column+itoa(tab.FirstRow-1))
			if !strings.HasSuffix(c.Header, header) || header == "" {
				t.Errorf("%s: header of %s is %q, truth says %q", tab.Sheet, c.Column, header, c.Header)
			}
			n := 0
			for i := range tab.Rows {
				v, _ := f.GetCellValue(tab.Sheet, c.Column+itoa(tab.FirstRow+i))
				if says(v) {
					n++
				}
			}
			if n != c.Values {
				t.Errorf("%s %s: %d values, truth says %d", tab.Sheet, c.Column, n, c.Values)
			}
		}
	}
	if people != s.Truth.People {
		t.Errorf("%d rows, truth says %d people", people, s.Truth.People)
	}
}

func itoa(n int) string { return Text(n) }

func TestLayoutsMake(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(testdata, "eval", "layouts", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		list, err := ParseLayouts(path, string(b))
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range list {
			n++
			d, err := l.Make(3, false)
			if err != nil {
				t.Errorf("%s: %v", l.File, err)
				continue
			}
			again, _ := l.Make(3, false)
			if !bytes.Equal(d.File.Data, again.File.Data) {
				t.Errorf("%s: two runs with one seed differ", l.File)
			}
			if d.People == 0 {
				t.Errorf("%s: nobody in it", l.File)
			}
		}
	}
	if n < 60 {
		t.Errorf("%d layouts, want at least 60", n)
	}
}

func TestNumbersHaveTheirCheckDigits(t *testing.T) {
	if got := luhn("5401602"); got != "54016027" {
		t.Errorf("luhn gave %q", got)
	}
	g := New(5)
	zero := 0
	for range 2000 {
		n := myNumber(g.r)
		if len(n) != 12 {
			t.Fatalf("My Number %q", n)
		}
		sum := 0
		for i := range 11 {
			sum += int(n[10-i]-'0') * (2 + i%6)
		}
		want := 11 - sum%11
		if want >= 10 {
			want = 0
		}
		if int(n[11]-'0') != want {
			t.Fatalf("My Number %q: check digit is not %d", n, want)
		}
		if n[0] == '0' {
			zero++
		}
	}
	if zero == 0 {
		t.Error("no My Number starts with 0")
	}
}

func TestPeopleAreDistinct(t *testing.T) {
	g := New(9)
	seen := map[string]bool{}
	for _, p := range g.People(mixes["adult"], 300) {
		if seen[p.Kana()] {
			t.Errorf("two people of one reading")
		}
		seen[p.Kana()] = true
		if p.Latin() == "" || p.HalfKana() == "" || p.Mail == "" {
			t.Errorf("person %d lacks something", p.Index)
		}
	}
}

func TestRomajiAndEra(t *testing.T) {
	for kana, want := range map[string]string{"サトウ": "sato", "シュンイチ": "shunichi", "キョウコ": "kyoko", "オオノ": "ono", "ハットリ": "hattori"} {
		if got := romaji(kana); got != want {
			t.Errorf("romaji(%s) = %s, want %s", kana, got, want)
		}
	}
	for day, want := range map[string]string{"1989-01-07": "昭和64年1月7日", "1989-01-08": "平成元年1月8日", "2019-04-30": "平成31年4月30日", "1985-01-02": "昭和60年1月2日"} {
		if got := eraLong(mustDay(t, day)); got != want {
			t.Errorf("%s is %s, want %s", day, got, want)
		}
	}
}

func TestCP932RoundTrip(t *testing.T) {
	b := CP932([]byte("髙橋 﨑 𠮷 ①㈱"))
	got, err := japanese.ShiftJIS.NewDecoder().Bytes(b)
	if err != nil || string(got) != "髙橋 﨑 吉 ①㈱" {
		t.Errorf("got %q, %v", got, err)
	}
}

func mustDay(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse("2006-01-02", s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
