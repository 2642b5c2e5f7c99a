// Command gen writes the lists of kana readings of family and given names
// beside it in ../data, from the entries of IPADIC that are written with
// kanji. The dictionary that the tokenizer maps has no readings, and loading
// the one that has takes too long to do it in every run.
//
//	go run ./detect/ja/gen
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/ikawaha/kagome-dict/ipa"
)

func main() {
	d := ipa.Dict()
	lists := map[string]map[string]bool{"姓": {}, "名": {}}
	for id, pos := range d.POSTable.POSs {
		if len(pos) < 4 || d.POSTable.NameList[pos[2]] != "人名" {
			continue
		}
		list := lists[d.POSTable.NameList[pos[3]]]
		c := d.Contents[id] // inflection, inflection, base form, reading
		if list == nil || len(c) < 4 || !hasHan(c[2]) || utf8.RuneCountInString(c[3]) < 2 {
			continue
		}
		list[c[3]] = true
	}
	for name, list := range map[string]map[string]bool{"family-readings.txt": lists["姓"], "given-readings.txt": lists["名"]} {
		var b bytes.Buffer
		fmt.Fprintln(&b, "# Made by gen from IPADIC; see README.md for its licence.")
		words := make([]string, 0, len(list))
		for w := range list {
			words = append(words, w)
		}
		slices.Sort(words)
		line := 0
		for _, w := range words {
			if line += len(w) + 1; line > 300 {
				b.WriteByte('\n')
				line = len(w)
			}
			b.WriteString(w)
			b.WriteByte(' ')
		}
		b.WriteByte('\n')
		if err := os.WriteFile(filepath.Join("detect", "ja", "data", name), b.Bytes(), 0o644); err != nil {
			log.Fatal("gen: ", err)
		}
	}
}

func hasHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
