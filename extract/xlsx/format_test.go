package xlsx

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/numfmt"
)

var testCodes = []string{
	"0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.0#", "0.###", "00000", "000-0000", "0000-0000-0000", "#", "#.0", "##0",
	"000000000000", `#,##0"円"`, `"¥"#,##0`, `¥#,##0`, `0"歳"`, `#,##0人`, "0 %", "0_ ", "#,##0_);(#,##0)", `#,##0;[Red]-#,##0`, `#,##0;△#,##0`,
	"0.0E+00", "0,", "0.0,,", "# ?/?", "@", "General", `0;-0;;@`, ";;;", `"***"`, `[>=100]0;0.0`, "[Red]0", `\A0`, `0\-0`,
	"yyyy/m/d", "yyyy/mm/dd", "yyyy-mm-dd", `yyyy"年"m"月"d"日"`, `yyyy年m月d日`, "yyyy/m/d h:mm", "yyyy/m/d h:mm:ss", "m/d", "mm-dd-yy",
	"yy/mm/dd", "d-mmm-yy", "mmmm d, yyyy", "yyyy.m.d", "h:mm", "hh:mm:ss", "mm:ss", "mm:ss.0", "[h]:mm:ss", "h:mm AM/PM", `h"時"mm"分"`,
	`[$-411]yyyy"年"m"月"d"日"`, `[$-411]m"月"d"日"`, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, "yyyy/m/d (aaa)", `[$-411]yyyy/m/d(aaa)`, "yyyy/m/d;@", "yyyymmdd", "yyyy m d", "d.m.yyyy", `yyyy\-mm\-dd`,
	`"生年月日 "yyyy/mm/dd`, "[$-409]d/m/yy h:mm AM/PM;@", "m/d/yy h:mm", "yyyy/mm", "yyyy年", "ddmmyyyy", "hhmm", "mm", "s", "yyyy/m/d h", "d h m s", "h m", "y", "yyy", "[$¥-411]#,##0", "[DBNum1]0", "[$-ja-JP]yyyy/m/d", "yyyy,m,d", "yyyy:m",
	"0.000000000000", "00.00", "#,###", "#,#", "#,##0.0##", "###0", "0.0%", "%0", "0%%", "-0", "(0)", "+0", "$0", "$#,##0.00", "0 円", "0:00", "0 0", "0/0", "0.", ".00", "#.##",
}

var testValues = []string{
	"0", "1", "5", "9", "10", "61", "62", "99", "100", "999", "1000", "1234", "20000", "29221", "36526", "43831", "44197.5", "45123.999999",
	"45123.25", "45123.73125", "45000.0416666667", "44562.000011", "0.5", "0.05", "0.005", "0.125", "1.005", "2.675", "-1", "-0.4", "-12345.678", "-99999",
	"123456789018", "123456789012345", "1234567890123456", "1.23456789018E+11", "12345678901234567890", "1E+20", "1e-7", "0.1", "0.30000000000000004", "3.14159265358979",
	"007", "+5", "1e3", "2958465", "2958466", "1e300", "-1e-300", "9.9999999999999901E+307", "99.995", "0.995", "1234567.891", "  5", "abc", "", "NaN", "Inf", "0x10", "1_000",
}

// compareShown shows a value with the package and with excelize alone.
func compareShown(t *testing.T, e *exotic, code, value string) {
	t.Helper()
	v := view{odd: e}
	st := &style{format: parseFormat(code, false)}
	got, _, ok := v.number(nil, st, []byte(value))
	if !ok {
		return // a text; see text
	}
	stored, _, _ := normal(nil, []byte(value))
	want := e.ask(code, string(stored))
	if strings.Contains(want, "#") {
		return // excelize shows the placeholder instead of the value
	}
	if string(got) != want {
		t.Errorf("%s as %q: got %q, excelize %q", value, code, got, want)
	}
}

func TestNumbersAreShownAsExcelizeShowsThem(t *testing.T) {
	e := newExotic(false)
	for _, code := range testCodes {
		for _, value := range testValues {
			compareShown(t, e, code, value)
		}
	}
	// Codes put together by chance.
	pieces := []string{"0", "#", "#,##0", ".", ".00", "%", "yyyy", "yy", "m", "mm", "d", "dd", "h", "hh", "ss", "/", "-", " ", ":", `"年"`, "月", `\x`, "[Red]", "[$-411]", ";", "_ ", "@", "(", ")"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		var code strings.Builder
		for range 1 + rnd.IntN(6) {
			code.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		for range 6 {
			compareShown(t, e, code.String(), testValues[rnd.IntN(len(testValues))])
		}
	}
}

func TestEras(t *testing.T) {
	v := view{}
	for _, c := range []struct {
		code, value, want string
	}{
		// The last and the first days of eras.
		{`[$-411]ggge"年"m"月"d"日"`, "4594", "明治45年7月29日"},
		{`[$-411]ggge"年"m"月"d"日"`, "4595", "大正1年7月30日"},
		{`[$-411]ggge"年"m"月"d"日"`, "9855", "大正15年12月24日"},
		{`[$-411]ggge"年"m"月"d"日"`, "9856", "昭和1年12月25日"},
		{`[$-411]ggge"年"m"月"d"日"`, "32515", "昭和64年1月7日"},
		{`[$-411]ggge"年"m"月"d"日"`, "32516", "平成1年1月8日"},
		{`[$-411]ggge"年"m"月"d"日"`, "43585", "平成31年4月30日"},
		{`[$-411]ggge"年"m"月"d"日"`, "43586", "令和1年5月1日"},
		{`[$-411]ge.m.d`, "20000", "S29.10.3"},
		{`[$-411]ge.m.d;@`, "20000", "S29.10.3"},
		{`gge"年"`, "20000", "昭29年"},
		{`[$-411]gee.mm.dd`, "43600", "R01.05.15"},
		{`[$-411]ggge"年"m"月"d"日";@`, "33000.5", "平成2年5月7日"},
	} {
		st := &style{format: parseFormat(c.code, false)}
		got, _, _ := v.number(nil, st, []byte(c.value))
		if string(got) != c.want {
			t.Errorf("%s as %q: got %q, want %q", c.value, c.code, got, c.want)
		}
	}
}

// TestUnits says what comes out of one cell: text, stored value, type and what
// hides it.
func TestUnits(t *testing.T) {
	for _, c := range []struct {
		code, value string
		want        string
	}{
		{"", "123456789018", `"123456789018" "" 1 []`},
		{"", "1.23456789018E+11", `"123456789018" "1.23456789018E+11" 1 []`},
		{"General", "123456789018", `"123456789018" "" 1 []`},
		{"", "12345678901234567", `"12345678901234567" "" 1 []`},
		{"0.00E+00", "123456789018", `"123456789018" "" 1 []`},
		{"0.00E+00", "0.00012", `"1.20E-04" "0.00012" 1 []`},
		{"0000-0000-0000", "123456789018", `"1234-5678-9018" "123456789018" 1 []`},
		{"000000000000", "12345678901", `"012345678901" "12345678901" 1 []`},
		{"#,##0", "1234567", `"1,234,567" "1234567" 1 []`},
		{";;;", "123456789018", `"123456789018" "" 1 [number-format]`},
		{";;", "5", `"5" "" 1 [number-format]`},
		{`"非公開"`, "5", `"5" "" 1 [number-format]`},
		{`#,##0;-#,##0;"-"`, "0", `"0" "" 1 []`},
		{"0;0;", "7", `"7" "" 1 []`},
		{"yyyy/m/d", "20000", `"1954/10/3" "1954-10-03" 2 []`},
		{"mm-dd-yy", "20000", `"1954-10-03" "1954-10-03" 2 []`},
		{"m/d/yy h:mm", "20000.5", `"1954-10-03" "1954-10-03" 2 []`},
		{`m"月"d"日"`, "20000", `"1954-10-03" "1954-10-03" 2 []`},
		{`[$-411]ge.m.d`, "20000", `"S29.10.3" "1954-10-03" 2 []`},
		{`[$-411]e.m.d`, "20000", `"1954-10-03" "1954-10-03" 2 []`},
		{"d-mmm-yy", "20000", `"1954-10-03" "1954-10-03" 2 []`},
		{"yyyy/m/d h:mm", "20000.25", `"1954/10/3 6:00" "1954-10-03" 2 []`},
		{"h:mm", "0.25", `"6:00" "0.25" 1 []`},
		{"yyyy/m/d", "1", `"1900/1/1" "1900-01-01" 2 []`},
		{"yyyy/m/d", "59", `"1900/2/28" "1900-02-28" 2 []`},
		{"yyyy/m/d", "61", `"1900/3/1" "1900-03-01" 2 []`},
		{"yyyy/m/d", "-5", `"-5" "" 1 []`},
		{"yyyy/m/d", "123456789018", `"123456789018" "" 1 []`},
		{"yyyymmdd", "20000", `"19541003" "1954-10-03" 2 []`},
		{`_(* #,##0_);_(* \(#,##0\)`, "1234", `"1,234" "1234" 1 []`},
		{"G/標準", "1234", `"1234" "" 1 []`},
		{`G/標準"人"`, "1234", `"1234" "" 1 []`},
		{"0", "1e300", `"1` + strings.Repeat("0", 300) + `" "1e300" 1 []`},
		{"# ?/?", "NaN", `"NaN" "" 1 []`},
		{"[h]:mm", "1.5", `"36:00" "1.5" 1 []`},
	} {
		v := view{styles: []style{{}, {format: parseFormat(c.code, false)}}}
		st := v.style(1)
		if c.code == "" {
			st = nil
		}
		shown, n, _ := v.number(nil, st, []byte(c.value))
		var u extract.Unit
		v.unit(&u, st, c.value, string(shown), n)
		if got := fmt.Sprintf("%q %q %d %v", u.Text, u.Raw, u.Type, u.Hidden.Names()); got != c.want {
			t.Errorf("%s as %q: got %s, want %s", c.value, c.code, got, c.want)
		}
	}
}

func TestEscapesInTexts(t *testing.T) {
	for in, want := range map[string]string{
		"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "_xD83D__xDE00_": "😀", "_xD83D_x": "x", "_x12": "_x12", "a_b": "a_b", "\xff": "\uFFFD", "_x3042_": "あ",
	} {
		if got := visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestHeadersWithoutCodes(t *testing.T) {
	for in, want := range map[string]string{
		"&C名簿": "名簿", `&L&"ＭＳ ゴシック,太字"&12社外秘&R&P/&N`: "社外秘 /", "A&&B": "A&B", "&K00FF00赤": "赤", "&": "&", `&"abc`: "abc", "&K1": "",
	} {
		if got := strings.TrimSpace(numfmt.PageText(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFormatsAreUnderstood(t *testing.T) {
	for code, want := range map[string]string{
		"yyyy/m/d": "date long", "mm-dd-yy": "date", `[$-411]ge.m.d`: "date era", "h:mm": "", "mm:ss": "", "h:mm:ss": "", "m/d": "date", "0": "",
		`"m"0`: "", `\d0`: "", "mmm-yy": "date", "[h]:mm": "", "aaa": "", "yyyy年m月d日": "date long", "[Red]0": "", "d": "date", "h:m": "", "General": "",
	} {
		var got []string
		for _, s := range parseFormat(code, false).sections[:min(1, len(parseFormat(code, false).sections))] {
			if s.date {
				got = append(got, "date")
			}
			if s.longYear {
				got = append(got, "long")
			}
			if s.era {
				got = append(got, "era")
			}
		}
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%q: got %v, want %s", code, got, want)
		}
	}
}
