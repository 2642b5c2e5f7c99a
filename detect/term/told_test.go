package term

import (
	"slices"
	"strings"
	"testing"

	"monban/detect"
)

// testdata/told.txt holds sayings that are in no set of the evaluation, and idioms,
// machines and errands that tell nobody's state.
func TestWhatIsTold(t *testing.T) {
	f := builtin(t)
	n := cases(t, "testdata/told.txt", func(kind detect.Kind, s string) {
		switch got := kinds(f, text(s)); {
		case kind == detect.Symptom && len(got) == 0: // some the dictionary has under another kind
			t.Errorf("nothing found in %q", s)
		case kind != detect.Symptom && len(got) != 0:
			t.Errorf("found in %q: %v", s, got)
		}
	})
	if n < 350 {
		t.Errorf("%d cases, want at least 350", n)
	}
}

// A saying is found from the part of the body with its side to the end of the
// inflected word; where the head is the name of what ails, that is all.
func TestRangesOfWhatIsTold(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct{ s, want string }{
		{"左耳がほとんど聞こえなくなったとのこと", "左耳がほとんど聞こえなくなった"},
		{"片耳が聞こえない", ""}, // the dictionary has it as a disability
		{"腰が重い取引先", ""},
		{"朝は指がこわばって字が書けない", "指がこわばって"},
		{"右の指が2本ないため", "右の指が2本ない"},
		{"口のまわりが赤くなりました", "口のまわりが赤くなりました"},
		{"昨夜から足が腫れ上がってきた。", "足が腫れ上がってきた"},
		{"胸が締め付けられるように感じる", "胸が締め付けられる"},
		{"便に血が混じることがある", "便に血が混じる"},
		{"めまいがひどいので休む", "めまい"},
		{"頭痛が続き受診", "頭痛"},
		{"右股関節の痛みを訴え", "右股関節の痛み"},
		{"夜間の徘徊が続く", "徘徊"},
		{"出社できなくなったため", "出社できなくなった"},
		{"ボタンが留められないそうです", "ボタンが留められない"},
		{"誰かに見張られている気がする", "誰かに見張られている"},
	} {
		got := kinds(f, text(tc.s))[detect.Symptom]
		if tc.want == "" {
			if len(got) != 0 {
				t.Errorf("%q: got %q, want none", tc.s, got)
			}
			continue
		}
		if !slices.Contains(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.s, got, tc.want)
		}
	}
}

func TestFormsOf(t *testing.T) {
	for _, tc := range []struct{ word, text string }{
		{"痛い", "膝が痛くて"}, {"痛む", "膝が痛んで"}, {"しびれる", "手がしびれ"}, {"動く!", "足が動かない"}, {"動く!", "足が動きにくい"},
		{"開ける!", "口が開けられず"}, {"できる!", "寝返りができません"}, {"反応する!", "呼びかけに反応せず"}, {"~ズキズキ", "歯がずきずき"}, {"ない", "感覚がなく"},
	} {
		if !slices.ContainsFunc(formsOf(tc.word), func(f form) bool { return strings.Contains(tc.text, f.text) }) {
			t.Errorf("no form of %s in %s: %v", tc.word, tc.text, formsOf(tc.word))
		}
	}
	for _, tc := range []struct{ word, text string }{{"動く!", "足が動く"}, {"開ける!", "口を開けながら"}, {"できる!", "寝返りができた"}, {"出る", "汗が出張"}} {
		for _, f := range formsOf(tc.word) {
			if strings.Contains(tc.text, f.text) {
				t.Errorf("form %s of %s in %s", f.text, tc.word, tc.text)
			}
		}
	}
}

// Every row of the grammar can be reached: each of its heads with each of its
// predicates tells something.
func TestEverySayingOpens(t *testing.T) {
	all, terms := readSayings(complaintsTSV, nil)
	if len(all) < 500 || len(terms) < 3000 {
		t.Fatalf("%d heads, %d openings", len(all), len(terms))
	}
	for head, rows := range all {
		for _, y := range rows {
			if y.predicates().Begins("") != "" || !y.alone && y.particles == nil {
				t.Errorf("%s: an empty row", head)
			}
		}
	}
	for line := range strings.Lines(complaintsTSV) {
		if n := strings.Count(line, "\t"); !strings.HasPrefix(line, "#") && n != 1 && n != 3 && n != 4 {
			t.Errorf("%d tabs in %q", n, line)
		}
	}
}
