package ja

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"monban/detect"
	"monban/extract"
)

// matches returns what Prose finds in a line.
func matches(n *Namer, line string) []detect.Match {
	var out []detect.Match
	namesIn(n, Prepare(extract.Unit{Text: line}), func(m detect.Match) { out = append(out, m) })
	return out
}

// A line that comes again says what it said the first time, whoever asks.
func TestLinesAgain(t *testing.T) {
	var lines []string
	for i, s := range []string{"昨日、佐藤さんが来た。", "田中一郎と申します。", "お世話になっております。", "Kenan Sofuglukさん", "氏名：大西健太", "よろしくお願いいたします。", "グエン・ヴァン・アン様"} {
		lines = append(lines, s, fmt.Sprint(s, i), strings.Repeat(s, 9))
	}
	want := map[string][]detect.Match{}
	names := 0
	for _, l := range lines {
		want[l] = matches(NewNamer(shared), l)
		names += len(want[l])
	}
	if names < 10 {
		t.Fatalf("only %d names", names)
	}
	n := NewNamer(shared)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 6 {
				for _, l := range lines {
					if got := matches(n, l); !reflect.DeepEqual(got, want[l]) {
						t.Errorf("%s: %v, want %v", l, got, want[l])
					}
				}
			}
		})
	}
	all.Wait()
	kept := 0
	for i := range n.lines.lines {
		if n.lines.lines[i].Load() != nil {
			kept++
		}
	}
	if kept == 0 {
		t.Error("no line is remembered")
	}
}
