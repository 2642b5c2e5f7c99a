package ja

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// annotated reads sentences in which ⟦ ⟧ stand around names.
func annotated(t *testing.T, name string) (texts []string, names []map[string]int) {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		in := map[string]int{}
		for _, part := range strings.Split(line, "⟦")[1:] {
			name, _, _ := strings.Cut(part, "⟧")
			in[FoldName(name)]++
		}
		texts = append(texts, strings.NewReplacer("⟦", "", "⟧", "").Replace(line))
		names = append(names, in)
	}
	return texts, names
}

func TestProseFindsOfficeNames(t *testing.T) {
	for name, least := range map[string]float64{"prose.txt": 0.95, "prose2.txt": 0.93} {
		t.Run(name, func(t *testing.T) { proseFigures(t, name, least) })
	}
}

func proseFigures(t *testing.T, name string, least float64) {
	n := NewNamer(shared)
	texts, names := annotated(t, name)
	hit, miss, alarm := 0, 0, 0
	for i, text := range texts {
		x := Prepare(extract.Unit{Text: text})
		left := names[i]
		namesIn(n, x, func(m detect.Match) {
			switch {
			case m.Confidence() < detect.Least:
			case left[m.Key] > 0:
				left[m.Key]--
				hit++
			default:
				alarm++
				t.Logf("%s: found %s (%.2f %v)", text, x.Norm[m.Start:m.End], m.Confidence(), m.Evidence.Codes())
			}
		})
		for name, k := range left {
			if k > 0 {
				miss += k
				t.Logf("%s: missed %s", text, name)
			}
		}
	}
	precision, recall := float64(hit)/float64(hit+alarm), float64(hit)/float64(hit+miss)
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%d names: precision %.3f, recall %.3f, F1 %.3f", hit+miss, precision, recall, f1)
	if f1 < least || precision < 0.93 {
		t.Errorf("precision %.3f, recall %.3f, F1 %.3f; want precision 0.93 and F1 %.2f", precision, recall, f1, least)
	}
}

// A list of prefectures is no list of people, although some are family names.
func TestProseLeavesListsOfPrefectures(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{"長野、山梨、静岡の三県で実施", "石川、富山、新潟で説明会を開く。", "宮崎と大分の支店が対象です。", "秋田・青森・宮城へ配送する。"} {
		namesIn(n, Prepare(extract.Unit{Text: s}), func(m detect.Match) {
			if m.Confidence() >= detect.Least {
				t.Errorf("%s: found a name at %d", s, m.Start)
			}
		})
	}
	found := 0
	namesIn(n, Prepare(extract.Unit{Text: "担当：石川、宮崎、福島"}), func(m detect.Match) { found++ })
	if found != 3 {
		t.Errorf("%d of three people with names of prefectures found", found)
	}
}

// A family name in the forms of its kanji that only names have is the same name.
func TestVariantsBeforeHonorifics(t *testing.T) {
	n := NewNamer(shared)
	for _, name := range strings.Fields("高梨 髙梨 浜野 濵野 髙野 斎田 齋田 徳丸 德丸 德山 島村 嶌村 﨑山 山﨑 渡邉 𠮷野 國枝 廣中 瀨川 增井 黑川") {
		found := false
		namesIn(n, Prepare(extract.Unit{Text: name + "さんがてんかんで倒れた"}), func(m detect.Match) {
			found = found || m.Start == 0 && m.End == len(name) && m.Confidence() >= detect.Least
		})
		if !found {
			t.Errorf("%sさん is nobody", name)
		}
	}
	for _, text := range []string{"増築さんせいの声", "奥さんが来た", "皆さんへ"} {
		namesIn(n, Prepare(extract.Unit{Text: text}), func(m detect.Match) {
			if m.Confidence() >= detect.Least {
				t.Errorf("%s: %s", text, text[m.Start:m.End])
			}
		})
	}
}
