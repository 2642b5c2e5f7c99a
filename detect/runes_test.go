package detect

import "testing"

func TestRunes(t *testing.T) {
	set := NewRunes("あ木z")
	set.Add('𠮷') // above U+FFFF
	for r, want := range map[rune]bool{'あ': true, '木': true, 'z': true, 'い': false, '𠮷': false, -1: false, 0: false} {
		if set.Has(r) != want {
			t.Errorf("Has(%q) = %v", r, !want)
		}
	}
	if !set.Starts("木村") || set.Starts("村木") || !set.Ends("村木") || set.Starts("") || set.Ends("") {
		t.Error("Starts or Ends")
	}
}

func TestBare(t *testing.T) {
	for s, want := range map[string]bool{"": true, "氏名": true, "かなカナー": true, "name2": true, "Name": false, "氏 名": false, "氏名:": false, "　": false, "ﾅﾏｴ": false, "é": false, "氏\xE3": false} {
		if Bare(s) != want {
			t.Errorf("Bare(%q) = %v", s, !want)
		}
	}
}
