package dict

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// naive finds what Scan must find, by looking for each term at each place.
func naive(terms []Term, s string) []string {
	var out []string
	for i := range s {
		for _, t := range terms {
			w := fold(t.Text)
			if w == "" || !strings.HasPrefix(fold(s[i:]), w) || alnum(w[0]) && i > 0 && alnum(s[i-1]) {
				continue
			}
			out = append(out, fmt.Sprintf("%d-%d %s", i, i+len(w), w))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func scanned(m *Matcher, s string) []string {
	var out []string
	m.Scan(s, func(t *Term, start, end int) {
		out = append(out, fmt.Sprintf("%d-%d %s", start, end, fold(t.Text)))
	})
	slices.Sort(out)
	return out
}

func termsOf(words ...string) []Term {
	var ts []Term
	for _, w := range words {
		ts = append(ts, Term{Text: w, Kind: "diagnosis"})
	}
	return ts
}

var mixed = termsOf("障害", "精神障害", "障害者手帳", "精神障害者保健福祉手帳", "癌", "胃癌", "ADHD", "B型肝炎", "A", "γ-GTP", "胸X", "X線", "障A害", "𠮷", "é", "うつ", "うつ病")

func TestScanFindsWhatANaiveSearchFinds(t *testing.T) {
	m := NewMatcher(mixed)
	for _, s := range []string{
		"精神障害者保健福祉手帳2級と胃癌", "adhd、ADHDとxADHD", "b型肝炎 B型肝炎", "γ-gtpとΓ", "胸x線、胸X線", "障a害", "癌", "𠮷野の癌", "é", "うつ病", "", "A a AA", "障", "\x00癌\x00",
	} {
		if got, want := scanned(m, s), naive(mixed, s); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func FuzzScan(f *testing.F) {
	builtin, err := Builtin()
	if err != nil {
		f.Fatal(err)
	}
	few := NewMatcher(mixed)
	all := NewMatcher(builtin)
	f.Add("精神障害者保健福祉手帳2級、胃癌とADHD", "うつ")
	f.Add("\xff\xe3\x81", "\xe3")
	f.Add("統合失調症（F20.0）の既往", "失調症")
	f.Fuzz(func(t *testing.T, s, word string) {
		few.Scan(s, func(*Term, int, int) {}) // whatever the bytes: no panic
		s, word = strings.ToValidUTF8(s, "?"), strings.ToValidUTF8(strings.ReplaceAll(word, "\x00", ""), "?")
		if got, want := scanned(few, s), naive(mixed, s); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
		own := append(termsOf(word, word+s), mixed...)
		if !strings.Contains(s, "\x00") {
			if got, want := scanned(NewMatcher(own), s+word+s), naive(own, s+word+s); !slices.Equal(got, want) {
				t.Errorf("%q with %q: got %q, want %q", s+word+s, word, got, want)
			}
		}
		all.Scan(s, func(x *Term, start, end int) {
			if start < 0 || end > len(s) || !utf8.RuneStart(s[start]) || fold(s[start:end]) != fold(x.Text) {
				t.Errorf("%q: %q at %d-%d", s, x.Text, start, end)
			}
		})
	})
}

func TestScanAllocatesNothing(t *testing.T) {
	m := NewMatcher(mixed)
	n := 0
	found := func(*Term, int, int) { n++ }
	if a := testing.AllocsPerRun(100, func() { m.Scan("精神障害者保健福祉手帳2級、胃癌とADHD", found) }); a != 0 {
		t.Errorf("got %v allocations for a scan, want 0", a)
	}
}

// prose is office Japanese of our own with a usual share of terms.
var prose = strings.Repeat("本日の定例会議では、来月の予算と新しい拠点の準備について話し合いました。参加者は各部署の担当者八名です。"+
	"利用者の鈴木さんは、先週からめまいと不眠が続いているため、主治医に相談したうえで通院の回数を増やすことになりました。"+
	"納品書と請求書は月末までに経理へお送りください。システム障害の影響で一部の帳票が遅れていますが、週明けには復旧の見込みです。"+
	"パソコンの入れ替えは、セキュリティの観点から来期に前倒しします。ご不明な点は総務課までお問い合わせください。\n", 200)

func BenchmarkScan(b *testing.B) {
	terms, err := Builtin()
	if err != nil {
		b.Fatal(err)
	}
	m := NewMatcher(terms)
	b.SetBytes(int64(len(prose)))
	b.ReportAllocs()
	for b.Loop() {
		m.Scan(prose, func(*Term, int, int) {})
	}
	b.ReportMetric(float64(len(terms)), "terms")
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		terms, err := Builtin()
		if err != nil {
			b.Fatal(err)
		}
		NewMatcher(terms)
	}
}
