package numfmt

import (
	"math"
	"testing"

	"monban/extract"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		code string
		n    float64
		text string
		raw  string
		typ  extract.Type
	}{
		{"General", 123456789018, "123456789018", "", extract.Number},
		{"", 1.5, "1.5", "", extract.Number},
		{"", 0.1 + 0.2, "0.3", "", extract.Number},
		{"0.00E+00", 123456789018, "123456789018", "", extract.Number},
		{"000000000000", 12345678901, "012345678901", "12345678901", extract.Number},
		{"0000-0000-0000", 12345678901, "0123-4567-8901", "12345678901", extract.Number},
		{"000-0000", 600001, "060-0001", "600001", extract.Number},
		{"#,##0", 1234567, "1,234,567", "1234567", extract.Number},
		{"#,##0", 999, "999", "", extract.Number},
		{"#,##0;[Red]-#,##0", -1234567, "-1,234,567", "-1234567", extract.Number},
		{"#,##0.00_ ", 1234.5, "1,234.50", "1234.5", extract.Number},
		{"0.0#", 2, "2.0", "2", extract.Number},
		{"0.##", 2.5, "2.5", "", extract.Number},
		{"#,##0,", 1234567, "1,235", "1234567", extract.Number},
		{"0", .5, "1", "0.5", extract.Number},
		{"0.00", 1.005, "1.01", "1.005", extract.Number},
		{"0%", .25, "25%", "0.25", extract.Number},
		{`0"歳"`, 42, "42歳", "42", extract.Number},
		{`"No."000`, 7, "No.007", "7", extract.Number},
		{`[<=9999]000-0000;000-00000`, 1234, "000-1234", "1234", extract.Number},
		{`[$¥-411]#,##0`, 5000, "¥5,000", "5000", extract.Number},
		{"@", 90, "90", "", extract.Number},
		{"# ?/?", .5, "0.5", "", extract.Number},
		{"yyyy/m/d", 20000, "1954/10/3", "1954-10-03", extract.Date},
		{"m/d/yy", 20000, "1954-10-03", "1954-10-03", extract.Date},
		{`[$-411]ggge"年"m"月"d"日";@`, 20000, "昭和29年10月3日", "1954-10-03", extract.Date},
		{`[$-411]ge.m.d`, 45000, "R5.3.15", "2023-03-15", extract.Date},
		{`yyyy"年"m"月"d"日"(aaa)`, 45000, "2023年3月15日(水)", "2023-03-15", extract.Date},
		{"yyyy-mm-dd hh:mm:ss", 45000.75, "2023-03-15 18:00:00", "2023-03-15", extract.Date},
		{"d-mmm-yyyy", 45000, "15-Mar-2023", "2023-03-15", extract.Date},
		{"[h]:mm", 1.5, "36:00", "1.5", extract.Number},
		{"h:mm AM/PM", .75, "6:00 PM", "0.75", extract.Number},
		{"mm:ss.0", .5 + 1.5/86400, "00:01.5", "0.500017361111111", extract.Number},
		{"yyyy/m/d", -5, "-5", "", extract.Number},
		{"yyyy/m/d", 1e9, "1000000000", "", extract.Number},
		{"yyyy/m/d", 59, "1900/2/28", "1900-02-28", extract.Date},
	} {
		got := Parse(c.code).Number(c.n, false)
		if got.Text != c.text || got.Raw != c.raw || got.Type != c.typ || got.Hidden != 0 {
			t.Errorf("%s of %v: got %+v, want %q %q", c.code, c.n, got, c.text, c.raw)
		}
	}
}

func TestNothingIsLostToAFormat(t *testing.T) {
	for _, code := range []string{";;;", `"";"";""`, `;;`, ` ; ; `} {
		if got := Parse(code).Number(123456789018, false); got.Text != "123456789018" || got.Hidden != extract.NumberFormat {
			t.Errorf("%q: got %+v", code, got)
		}
	}
	if got := Parse(";;;").Text("山田"); got.Text != "山田" || got.Hidden != extract.NumberFormat {
		t.Errorf("got %+v", got)
	}
	if got := Parse("0;0;0;@").Text("山田"); got.Hidden != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestDates1904(t *testing.T) {
	if got := Parse("yyyy/m/d").Number(20000-1462, true); got.Raw != "1954-10-03" || got.Text != "1954/10/3" {
		t.Errorf("got %+v", got)
	}
}

func FuzzNumber(f *testing.F) {
	f.Add(`[$-411]ggge"年"m"月"d"日";@`, 20000.0)
	f.Add("#,##0.00_);[Red](#,##0.00)", -1234.5)
	f.Add("[h]:mm:ss.00", 1e300)
	f.Fuzz(func(t *testing.T, code string, n float64) {
		if math.IsNaN(n) {
			return
		}
		if got := Parse(code).Number(n, n > 0); got.Text == "" {
			t.Errorf("%q of %v shows nothing", code, n)
		}
	})
}
