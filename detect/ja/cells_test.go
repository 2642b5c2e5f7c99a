package ja

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// cellSets reads testdata/names.txt: sets of cells, several hundred of each
// script put together from parts.
func cellSets(t *testing.T) map[string][]string {
	b, err := os.ReadFile(filepath.Join("testdata", "names.txt"))
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string][]string{}
	family, given := map[string][]string{}, map[string][]string{}
	for _, line := range strings.Split(string(b), "\n") {
		f := strings.Fields(strings.ReplaceAll(line, "+", "\x01"))
		for i := range f {
			f[i] = strings.ReplaceAll(f[i], "\x01", " ")
		}
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		switch f[1] {
		case "family":
			family[f[0]] = f[2:]
		case "given":
			given[f[0]] = f[2:]
		case "cell":
			sets[f[0]] = append(sets[f[0]], f[2:]...)
		}
	}
	// Every family name meets several given names.
	join := func(set, fam, giv, sep string, familyFirst bool) {
		for i, f := range family[fam] {
			for k := range 8 {
				g := given[giv][(i*5+k*7)%len(given[giv])]
				if familyFirst {
					sets[set] = append(sets[set], f+sep+g)
				} else {
					sets[set] = append(sets[set], g+sep+f)
				}
			}
		}
	}
	join("kanji", "kanji", "kanji", "", true)
	join("kanji blank", "kanji", "kanji", "　", true)
	join("rare", "rare", "rare", "", true)
	join("rare blank", "rare", "rare", " ", true)
	join("rare family", "rare", "kanji", "", true)
	join("hiragana", "hiragana", "hiragana", "", true)
	join("hiragana blank", "hiragana", "hiragana", "　", true)
	join("vietnam", "vietnam", "vietnam", " ", true)
	join("vietnam kana", "vietkana", "vietkana", "・", true)
	join("india", "india", "india", " ", false)
	join("india kana", "indiakana", "indiakana", "・", false)
	join("india kana blank", "indiakana", "indiakana", " ", false)
	join("western", "western", "western", " ", false)
	join("romaji", "romaji", "romaji", " ", true)
	join("romaji given first", "romaji", "romaji", " ", false)
	for _, s := range sets["hiragana"] {
		sets["katakana"] = append(sets["katakana"], katakana(s))
	}
	for _, s := range sets["hiragana blank"] {
		sets["katakana blank"] = append(sets["katakana blank"], katakana(s))
	}
	for _, s := range sets["vietnam"] {
		sets["vietnam capitals"] = append(sets["vietnam capitals"], strings.ToUpper(s))
	}
	return sets
}

// TestCellsBySet bounds the share of cells that are called a name one by one,
// and the mean odds, which is what a column of them comes to.
func TestCellsBySet(t *testing.T) {
	n := NewNamer(shared)
	sets := cellSets(t)
	for _, c := range []struct {
		set             string
		atLeast, atMost float64 // share of cells with odds above 0
		from, to        float64 // mean odds
	}{
		{"kanji", 0.9, 1, 1, 6},
		{"kanji blank", 0.92, 1, 1.8, 6},
		{"rare", 0.4, 1, -0.8, 6},
		{"rare blank", 0.5, 1, 0.2, 6},
		{"rare family", 0.6, 1, -0.3, 6},
		{"hiragana", 0.9, 1, 1.2, 6},
		{"hiragana blank", 0.94, 1, 2.4, 6},
		{"katakana", 0.9, 1, 1, 6},
		{"katakana blank", 0.98, 1, 2.5, 6},
		{"vietnam", 0.99, 1, 2.5, 6},
		{"vietnam capitals", 0.99, 1, 2.5, 6},
		{"vietnam kana", 0.95, 1, 2.4, 6},
		{"india", 0.98, 1, 2, 6},
		{"india kana", 0.98, 1, 1.8, 6},
		{"india kana blank", 0.98, 1, 1.8, 6},
		{"western", 0.98, 1, 2.5, 6},
		{"romaji", 0.98, 1, 2.8, 6},
		{"romaji given first", 0.98, 1, 2.8, 6},
		{"chinese", 0.8, 1, 0.5, 6},
		{"company", 0, 0.05, -6, -4},
		{"town", 0, 0.02, -6, -3.5},
		{"product", 0, 0.01, -6, -4},
		{"department", 0, 0, -6, -5},
		{"disease", 0, 0, -6, -5},
		{"word", 0, 0.01, -6, -4.5},
	} {
		cells := sets[c.set]
		if len(cells) < 10 {
			t.Errorf("%s: only %d cells", c.set, len(cells))
			continue
		}
		hits, sum := 0, 0.0
		var wrong []string
		for _, s := range cells {
			odds := cellOdds(n, s)
			sum += odds
			if odds > 0 {
				hits++
			}
			if (odds > 0) != (c.atLeast > 0) && len(wrong) < 25 {
				wrong = append(wrong, s)
			}
		}
		share, mean := float64(hits)/float64(len(cells)), sum/float64(len(cells))
		t.Logf("%-20s %4d cells, names %.3f, mean %5.2f, wrong: %s", c.set, len(cells), share, mean, strings.Join(wrong, " "))
		if share < c.atLeast || share > c.atMost || mean < c.from || mean > c.to {
			t.Errorf("%s: names %.3f, want %.2f to %.2f; mean odds %.2f, want %.1f to %.1f; wrong: %s", c.set, share, c.atLeast, c.atMost, mean, c.from, c.to, strings.Join(wrong, " "))
		}
	}
}
