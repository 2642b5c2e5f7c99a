package table

import "testing"

func TestNameHead(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"父 長谷川 杏", "長谷川 杏"},
		{"母:須藤文恵", "須藤文恵"},
		{"姉・岐阜 香織", "岐阜 香織"},
		{"配偶者 三好 望(同居)", "三好 望"},
		{"母", "母"},
		{"子安 直樹", "子安 直樹"},
		{"父島 一郎", "父島 一郎"},
		{"(ふりがな)きど かずよ\n木戸 和代", "木戸 和代"},
		{"フリガナ キド カズヨ\n木戸 和代", "木戸 和代"},
		{"きど かずよ\n木戸 和代", "木戸 和代"},
		{"木戸 和代(きど かずよ)", "木戸 和代"},
	} {
		if got := nameHead(c.cell); got != c.want {
			t.Errorf("%q: got %q, want %q", c.cell, got, c.want)
		}
	}
}

func TestAirDate(t *testing.T) {
	r := &Reader{year: 2027}
	for _, c := range []struct {
		cell, want string
	}{
		{"12JAN85", "1985-01-12"}, {"02jul04", "2004-07-02"}, {"31DEC28", "1928-12-31"},
		{"12ANF85", ""}, {"99JAN85", ""}, {"AB12345", ""}, {"1234567", ""},
	} {
		if got, ok := r.airDate(c.cell); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q, want %q", c.cell, got, c.want)
		}
	}
}
