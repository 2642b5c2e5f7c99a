package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// Who treats somebody is no person of whom something is told; a 先生 at a school and
// a Dr with whom one does business are no doctors of anybody.
func TestDoctors(t *testing.T) {
	e := engine(t)
	for _, c := range []struct{ text, doctors, names string }{
		{"与儀 由美さん、前置胎盤で管理中。根岸Drへ連絡済。", "根岸Dr", "与儀 由美"},
		{"与儀 由美さん、物忘れ外来の久米先生に相談しメマリー増量。", "久米先生", "与儀 由美"},
		{"前田 亮様、高熱が続き当直の芳賀先生に連絡済。", "芳賀先生", "前田 亮"},
		{"前田 亮様、喘息の発作。伏見先生の指示で吸入。", "伏見先生", "前田 亮"},
		{"前田 亮様は喘息が安定。船越先生の往診は第2木曜です。", "船越先生", "前田 亮"},
		{"前田 亮様の褥瘡に黄色い膿。寺西先生に写真送付。", "寺西先生", "前田 亮"},
		{"柚木先生に写真を送ってください。名取 陽菜さんは喘息で見学です。", "", "柚木|名取 陽菜"},
		{"前田 亮様の股関節手術、生駒先生に紹介済。", "生駒先生", "前田 亮"},
		{"柚木先生、名取 陽菜さんは喘息で見学です。", "", "柚木|名取 陽菜"},
		{"与儀 由美さんの資料を内海Drへ渡した。", "", "与儀 由美|内海"},
		{"与儀 由美さん、鳥居先生から裁判の記録を取り寄せる。", "", "与儀 由美|鳥居"},
	} {
		var doctors, names []string
		for _, f := range findingsIn(t, e, asText, c.text) {
			switch f.Kind {
			case detect.Doctor:
				doctors = append(doctors, f.Value.Reveal())
			case detect.PersonName:
				names = append(names, f.Value.Reveal())
			}
		}
		if got := strings.Join(doctors, "|"); got != c.doctors {
			t.Errorf("%s: doctors %q, want %q", c.text, got, c.doctors)
		}
		for _, n := range strings.Split(c.names, "|") {
			if !strings.Contains(strings.Join(names, "|"), n) {
				t.Errorf("%s: names %q, want %q among them", c.text, names, n)
			}
		}
		if len(names) > len(strings.Split(c.names, "|")) {
			t.Errorf("%s: names %q, want %q", c.text, names, c.names)
		}
	}
}
