package ja

import "testing"

// A title printed with blanks between its characters names nobody.
func TestSpacedTitles(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"給 与 明 細 書 令和7年5月分", "与 明", true},
		{"給 与 明 細 書", "与 明", true},
		{"原 田 証 明 書", "原 田", true},
		{"賞 与 明 細 表(控)", "与 明", false},
		{"森 愛 届", "森 愛", true},
		{"田 中 花 子", "田 中", false},
		{"林 健 様 証", "林 健", false},
		{"林 健 の証明書", "林 健", false},
		{"田中 花子 証明書", "田中 花子", false},
		{"林 健", "林 健", false},
	} {
		start := 0
		for c.text[start:start+len(c.name)] != c.name {
			start++
		}
		if got := inSpacedTitle(c.text, start, start+len(c.name)); got != c.want {
			t.Errorf("%s in %s: %v, want %v", c.name, c.text, got, c.want)
		}
	}
}
