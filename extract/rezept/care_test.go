package rezept

import (
	"context"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

const care = "1,1,0,7,711,0,138024,1372000123,0,1,202604,0\n" +
	"2,2,7131,01,202603,1372000123,138024,0000123456,,,,,,,19400129,2,23,,1,,,,20240401,20260331\n" +
	"2,3,7131,02,202603,1372000123,138024,0000123456,61,1111,396,8,3168\n" +
	"2,4,7131,01,202603,1372000123,138024,0000123457,12138012,1234567,,,,,3100817,1,24,,1\n3,5\n"

func TestCare(t *testing.T) {
	for _, c := range []struct {
		in   string
		want bool
	}{
		{care, true},
		{strings.ReplaceAll(care, ",", "\",\""), true},
		{"1,1,0,7,711,0,138024,1372000123,0,1,202604,0\n3,2\n", false},
		{"no,品番,名称\n1,7131,椅子\n2,7132,机\n", false},
		{strings.ReplaceAll(care, ",01,202603", ",01,価格表"), false},
		{"", false},
	} {
		if got := Care.Match(extract.File{Size: int64(len(c.in))}, []byte(c.in)); got != c.want {
			t.Errorf("%q: Match = %v", c.in, got)
		}
	}
	extracttest.Obey(t, Care, "x.csv", []byte(care))
	got := extracttest.Units(t, Care, "x.csv", []byte(care+"2,6,7131,11,摘要の言葉\n"))
	for _, want := range []string{`row=2 col=1 line=2 "0000123456"`, `"1940年1月29日"`, `"女"`, `"要介護3"`, `"1234567"`, `"昭和10年8月17日"`, `"要介護4"`, "摘要の言葉"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is lost:\n%s", want, got)
		}
	}
}

// Whatever stands in the lines, a claim behind them is read.
func FuzzCare(f *testing.F) {
	f.Add(care)
	f.Fuzz(func(t *testing.T, in string) {
		in = extracttest.Printable(in)
		s := &extracttest.Said{}
		if err := Care.Read(context.Background(), extracttest.File("x.csv", []byte(in+"\n"+care)), s); err != nil || !strings.Contains(s.Words.String(), "0000123457") {
			t.Errorf("%q: the claim is lost (%v)", in, err)
		}
	})
}
