package rezept

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

const claims = "IR,1,13,1,1234567,,みなと内科クリニック,202604,00,03-5555-0142\n" +
	"RE,1,1112,202603,小田切　亮太,1,19550314,,,,,,,A-10023,,,,,,,,,,,,,,,,,,,,,,,オダギリリョウタ,\n" +
	"HO,06132013,１２３,４５６７,2,1034\nSY,8830052,20240105,1,,,01,\nSI,12,1,112007410,,73,2\n" +
	"RE,2,1112,50803,ONODERA YUI,2,4050607,,,,,,,77\nKO,21136015,1234567,,1,512\nSY,0000999,5080301,1,,不眠症,,\n"

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		why, in string
		want    bool
	}{
		{"claims", claims, true},
		{"windows line ends and the mark of an end", strings.ReplaceAll(claims, "\n", "\r\n") + "\x1a", true},
		{"quoted by a spreadsheet", strings.ReplaceAll(claims, "RE,1,1112,202603,小田切　亮太,", `RE,"1","1112","202603","小田切　亮太",`), true},
		{"numbers of the insurer before", "1,1,1," + strings.ReplaceAll(claims, "\n", "\n1,1,1,"), true},
		{"kana behind the name", "HM,1,13,6\nRE,1,6112,202603,柴崎　フミ,シバサキフミ,2,19400129,\n", true},
		{"cut in a patient", claims[:len(claims)-40], true},
		{"no patient", "IR,1,13,1,1234567,,みなと内科クリニック,202604,00\nGO,0,0,99\n", false},
		{"a table with a column of codes", "RE,1,1112,202603,小田切　亮太,1,19550314\n種別,番号\n", false},
		{"a list of countries", "JP,1,日本\nUS,2,アメリカ\nRE,3,レユニオン\n", false},
		{"a list of rooms", "RE,1,1112,202603,会議室,12,300,\n", false},
		{"a table of people", "氏名,性別,生年月日\n小田切亮太,1,19550314\n", false},
		{"prose", "RE: 先日の件です。\n", false},
		{"nothing", "", false},
	} {
		if got := Format.Match(extract.File{Size: int64(len(c.in))}, []byte(c.in)); got != c.want {
			t.Errorf("%s: Match = %v", c.why, got)
		}
	}
}

// said is what the format says of a file, a line for each row.
func said(t *testing.T, in string) string {
	t.Helper()
	return extracttest.Units(t, Format, "x.uke", []byte(in))
}

func TestPatients(t *testing.T) {
	plain := said(t, claims)
	if n := strings.Count(plain, "\nrow"); n != 3 {
		t.Errorf("%d rows, want the names of columns and two patients:\n%s", n, plain)
	}
	for _, want := range []string{`col=1 line=2 "小田切\u3000亮太"`, `"オダギリリョウタ"`, `"男"`, `"1955年3月14日"`, `"A-10023"`, `"06132013"`, `"１２３"`,
		`"傷病名コード8830052"`, `"女"`, `"平成5年6月7日"`, `"1234567"`, `"不眠症"`} {
		if !strings.Contains(plain, want) {
			t.Errorf("%s is lost:\n%s", want, plain)
		}
	}
	for _, other := range []string{strings.ReplaceAll(claims, "\n", "\r\n"), claims + "\x1a", strings.ReplaceAll(claims, ",77\n", ",\"77\"\n")} {
		if got := said(t, other); got != plain {
			t.Errorf("%q says\n%s\nnot\n%s", other, got, plain)
		}
	}
}

// What the lines say in words is not lost, whatever their kind is; numbers without
// meaning are.
func TestRest(t *testing.T) {
	k := &extracttest.Kept{}
	extracttest.Read(t, Format, "x.uke", []byte(claims+"ZZ,12,新しい種別の文字,118\nCO,12,1,810000001,転居先は北浜町\n次の行は記録でない\nGO,2,1846,99\nAB,終わりの言葉\n"), k)
	got := k.Shortly(func(u extract.Unit) string { return u.Text })
	for _, want := range []string{"新しい種別の文字", "転居先は北浜町", "次の行は記録でない", "終わりの言葉"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is lost:\n%s", want, got)
		}
	}
	for _, not := range []string{"112007410", "810000001", "1846"} {
		if strings.Contains(got, not) {
			t.Errorf("%s is said:\n%s", not, got)
		}
	}
}

// A stay in hospital of thousands of lines is several rows of one patient.
func TestLongStay(t *testing.T) {
	var b strings.Builder
	b.WriteString(claims)
	for i := range 2000 {
		fmt.Fprintf(&b, "CO,12,1,810000001,経過の記録その%d\n", i)
	}
	got := said(t, b.String())
	if n := strings.Count(got, `"ONODERA YUI"`); n < 2 || n > 20 || !strings.Contains(got, "その0 ") && !strings.Contains(got, "その0、") || !strings.Contains(got, "その1999") {
		t.Errorf("the patient is in %d rows", n)
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"19721014": "1972年10月14日", "3471014": "昭和47年10月14日", "5010501": "令和1年5月1日", "1450101": "明治45年1月1日",
		"6010101": "", "19721314": "", "99991231": "", "347101": "", "１９７２": "", "": "",
	} {
		if got := date(in); got != want {
			t.Errorf("date(%q) = %q, want %q", in, got, want)
		}
	}
}

// Characters that are in no charset are a gap.
func TestDamaged(t *testing.T) {
	k := &extracttest.Kept{}
	extracttest.Read(t, Format, "x.uke", []byte(claims+"CO,12,1,810000001,\xff\xfe\xff\xff\n"+claims), k)
	if len(k.Gaps) != 1 || k.Gaps[0].Code != extract.Corrupt {
		t.Errorf("gaps %v", k.Gaps)
	}
}

// Whatever stands in the lines, a patient behind them is read.
func FuzzRead(f *testing.F) {
	f.Add(claims)
	f.Add("SY,1\nHO\nKO,,,\nSB,01,8841041,,脳梗塞,I693\nIY,620006885")
	f.Fuzz(func(t *testing.T, in string) {
		in = extracttest.Printable(in)
		s := &extracttest.Said{}
		data := in + "\nRE,1,1112,202603,ONODERA YUI,2,19790607\n"
		if err := Format.Read(context.Background(), extracttest.File("x.uke", []byte(data)), s); err != nil || !strings.Contains(s.Words.String(), "ONODERA YUI") {
			t.Errorf("%q: the patient is lost (%v)", in, err)
		}
	})
}
