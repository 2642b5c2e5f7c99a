package ja

import (
	"strings"
	"testing"
)

// TestHonorificAt compares the list of a text's honorifics with asking at every
// byte.
func TestHonorificAt(t *testing.T) {
	text := strings.Repeat("田中様と 佐藤 さん、君島君、高橋部長代理、様式の王様 殿、殿宛、リーダーチーフ、医師会、氏名の氏 ちゃんさん", 2)
	p := prose{s: text, line: line{honors: findHonors(nil, text)}}
	for at := range text {
		for len(p.honors) > 0 && p.honors[0].at < at {
			p.honors = p.honors[1:]
		}
		if got, want := p.honorificAt(at), honorificIn(strings.TrimPrefix(text[at:], " ")); got != want {
			t.Errorf("honorificAt(%q) = %g, want %g", text[at:], got, want)
		}
	}
}
