package jahis

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

const notebook = "JAHISTC08,1\n1,長谷部 千尋,2,S530921,160-0023,東京都新宿区北浜町2-8-1,03-5555-0171,,,,ﾊｾﾍﾞ ﾁﾋﾛ\n" +
	"2,1,ペニシリン,1\n2,9,一人暮らし,1\n11,あおば薬局,13,4,7654322\n55,内田 健吾,内科\n201,1,アムロジピンOD錠5mg,1,錠,2,620006885,1\n301,1,【内服】朝食後,28,日分,1,1,,1\n"

func TestMatch(t *testing.T) {
	for in, want := range map[string]bool{
		notebook:              true,
		"\ufeff" + notebook:   true,
		"\"JAHISTC08\",\"1\"": true,
		"JAHISTC01":           true,
		"JAHIS10\n1,1,1234567,13,みなと内科クリニック\n": false,
		"規格,JAHISTC08\n": false,
		"1,長谷部 千尋,2\n":   false,
		"":               false,
	} {
		if got := Format.Match(extract.File{Size: int64(len(in))}, []byte(in)); got != want {
			t.Errorf("%q: Match = %v", in, got)
		}
	}
}

func TestPatient(t *testing.T) {
	for _, in := range []string{notebook, strings.ReplaceAll(notebook, "\n", "\r\n"), strings.ReplaceAll(notebook, "長谷部 千尋", "\"長谷部 千尋\"")} {
		got := extracttest.Units(t, Format, "x.csv", []byte(in))
		for _, want := range []string{`row=2 col=1 line=2 "長谷部 千尋"`, `col=2 line=2 "女"`, `col=3 line=2 "S530921"`, `col=10 line=2 "ﾊｾﾍﾞ ﾁﾋﾛ"`,
			`col=11 line=3 "ペニシリン"`, `col=14 line=7 "アムロジピンOD錠5mg"`, `col=15 line=4 "一人暮らし、【内服】朝食後"`, `"処方医師 内田 健吾 内科"`} {
			if !strings.Contains(got, want) {
				t.Errorf("%s is lost:\n%s", want, got)
			}
		}
	}
}

// A notebook of years is several rows of one patient.
func TestLongNotebook(t *testing.T) {
	var b strings.Builder
	b.WriteString(notebook)
	for i := range 2000 {
		fmt.Fprintf(&b, "601,体調の記録その%d,20260301\n", i)
	}
	got := extracttest.Units(t, Format, "x.csv", []byte(b.String()))
	if n := strings.Count(got, `"長谷部 千尋"`); n < 2 || n > 20 || !strings.Contains(got, "その0、") || !strings.Contains(got, "その1999") {
		t.Errorf("the patient is in %d rows", n)
	}
}

// Characters that are in no charset are a gap.
func TestDamaged(t *testing.T) {
	k := &extracttest.Kept{}
	extracttest.Read(t, Format, "x.csv", []byte(notebook+"601,\xff\xfe\xff\xff\n"+notebook), k)
	if len(k.Gaps) != 1 || k.Gaps[0].Code != extract.Corrupt {
		t.Errorf("gaps %v", k.Gaps)
	}
}

// Whatever stands in the lines, a patient behind them is read.
func FuzzRead(f *testing.F) {
	f.Add(notebook)
	f.Add("1,1\n2,1\n201\n3,\n999,words")
	f.Fuzz(func(t *testing.T, in string) {
		in = extracttest.Printable(in)
		s := &extracttest.Said{}
		data := "JAHISTC08,1\n" + in + "\n1,ONODERA YUI,2,19790607\n"
		if err := Format.Read(context.Background(), extracttest.File("x.csv", []byte(data)), s); err != nil || !strings.Contains(s.Words.String(), "ONODERA YUI") {
			t.Errorf("%q: the patient is lost (%v)", in, err)
		}
	})
}
