package rules_test

import (
	"testing"

	"monban/detect/rules"
)

// BenchmarkNew is what each start of the command pays before it reads anything.
func BenchmarkNew(b *testing.B) {
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.New(rules.Options{CacheDir: dir}); err != nil {
			b.Fatal(err)
		}
	}
}
