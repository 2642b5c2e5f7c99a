package place

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"monban/detect"
)

// towns calls f with texts put together from what addresses and sentences have.
func towns(n int, f func(s string)) {
	pieces := strings.Fields(`0 1 12 2024 - の 第 丁目 丁 番 番地 番地の 号 号室 条 線 地割 無番地 番地なし 北 南 一 二十 〇 本町 西新宿 烏丸通 上る 下ル 東入 西入 大字 ヶ ー ・ 々 、 。 , ( A x で は から です した に 市内 区内 役所 を が 会議 𠮷 㐂 コーポ`)
	pieces = append(pieces, " ", "\xe5", "\x9c")
	r := rand.New(rand.NewPCG(1, 2))
	texts(pieces, 9, n, func(s string) {
		if r.IntN(20) == 0 {
			s = strings.Repeat("本", r.IntN(60)) + s
		}
		f(s)
	})
}

// texts calls f with n texts of up to most pieces.
func texts(pieces []string, most, n int, f func(s string)) {
	r := rand.New(rand.NewPCG(3, 4))
	for range n {
		var b strings.Builder
		for range 1 + r.IntN(most) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		f(b.String())
	}
}

// The forms of numbers, houses and sentences as patterns: what the readers of
// number.go and building.go are held to.
var (
	plainForm    = `(?:` + unitForm + `{1,4}(?:` + chainForm + `)?|` + numForm + `(?:-[0-9]{1,4}){1,4}(?:号室|号)?)`
	numberedForm = `(?:` + unitForm + `{1,4}` + townForm + `{0,6}?(?:` + unitForm + `+(?:` + chainForm + `)?|` + chainForm + `)|` + unitForm + `{1,4}(?:` + chainForm + `)?|` +
		numForm + `(?:-[0-9]{1,4}){1,4}(?:号室|号)?|無番地|番地なし)`
	buildingForm = regexp.MustCompile(`^[ \-]?(?:[^\s、。,:;()「」『』0-9]{0,14}?(?:マンション|アパート|ハイツ|コーポ|荘|ビル|タワー|ハウス|メゾン|レジデンス|パレス|ハイム|団地|住宅|寮|ヴィラ|プラザ|コート|テラス|館|号棟)[^\s、。,:;()「」『』0-9]{0,10}|[ァ-ヶー・A-Za-z][^\s、。,:;()「」『』0-9]{2,16})?[ ]?(?:[0-9]{1,2}号棟[ ]?)?(?:[A-Z]?-?[0-9]{1,4}(?:号室|号|室|階|F)?)?(?: [0-9]{1,2}[F階])?(?:[ ]?[^\s、。,]{1,5}様?方)?`)
	passingForm  = regexp.MustCompile(`^ ?[にでのはがをともやへ]|です|ます|した|から|まで|にて|における|する|では|には|への|との|って|内で|市内|区内|町内|役所|役場|[をはがで][^丘谷岡台山崎浜森里原町関峰浦瀬作池沢島峠淵水]|を`)
)

// TestReachesNumber holds that no reader finds an address where reachesNumber
// sees none.
func TestReachesNumber(t *testing.T) {
	reached, missed := 0, 0
	towns(60_000, func(s string) {
		if reachesNumber(s) {
			reached++
			return
		}
		missed++
		var m detect.Match
		if crossed(s, &m, 0) || match(numbered, 0, 30, s, &m, 0) || match(plain, 0, 30, s, &m, 0) || match(single, 1, 20, s, &m, 0) {
			t.Fatalf("reachesNumber(%q) is false, but %q is an address", s, s[:m.End])
		}
	})
	if reached < 1000 || missed < 1000 {
		t.Errorf("%d texts with a number, %d without: too few to tell", reached, missed)
	}
}

// TestBehindTown compares behindTown and the readers with patterns that look for
// the place of the number themselves.
func TestBehindTown(t *testing.T) {
	for _, c := range []struct {
		name, form  string
		read        func(s string) int
		least, most int
	}{{"numbered", numberedForm, numbered, 0, 30}, {"plain", plainForm, plain, 0, 30}, {"single", numForm, single, 1, 20}} {
		whole := regexp.MustCompile(fmt.Sprintf("^%s{%d,%d}?(?:%s)", townForm, c.least, c.most, c.form))
		found := 0
		towns(10_000, func(s string) {
			want := 0
			if loc := whole.FindStringIndex(s); loc != nil {
				want = loc[1]
				found++
			}
			if got := behindTown(c.read, c.least, c.most, s); got != want {
				t.Fatalf("behindTown(%s, %q) = %d, want %d", c.name, s, got, want)
			}
		})
		if found < 500 {
			t.Errorf("%s matches %d texts: too few to tell", c.name, found)
		}
	}
}

// TestUnits compares the readers with the patterns on nothing but numbers and
// units.
func TestUnits(t *testing.T) {
	pieces := strings.Fields("1 23 456 78901 234567 一 二 十三 第 丁目 丁 番地の 番地 番町 番 号室 号 条 線 地割 東 西 の - 甲 目 無番地 番地なし 室")
	for _, c := range []struct {
		name, form string
		read       func(s string) int
	}{{"numbered", numberedForm, numbered}, {"plain", plainForm, plain}} {
		form := regexp.MustCompile("^" + c.form)
		found := 0
		texts(append(pieces, " "), 14, 30_000, func(s string) {
			want := len(form.FindString(s))
			if want > 0 {
				found++
			}
			if got := c.read(s); got != want {
				t.Fatalf("%s(%q) = %d, want %d", c.name, s, got, want)
			}
		})
		if found < 2000 {
			t.Errorf("%s matches %d texts: too few to tell", c.name, found)
		}
	}
}

// TestBuilding compares building with its pattern.
func TestBuilding(t *testing.T) {
	pieces := strings.Fields("コーポ 山田 グランド マンション ハイツ ビル 荘 館 号棟 号室 号 室 階 F A B2 a 1 12 805 12345 - ー ・ 田中 様 方 様方 田中様方 、 。 : ( の ヶ 𠮷")
	found := 0
	texts(append(pieces, " ", " ", "\t", "\xe3\x82", "\xff"), 9, 60_000, func(s string) {
		want := buildingForm.FindStringIndex(s)[1]
		if want > 0 {
			found++
		}
		if got := building(s); got != want {
			t.Fatalf("building(%q) = %d, want %d", s, got, want)
		}
	})
	if found < 10_000 {
		t.Errorf("%d buildings: too few to tell", found)
	}
}

// TestPassing compares passing with its pattern.
func TestPassing(t *testing.T) {
	pieces := strings.Fields("に で の は が を と も や へ です ます した から まで にて における する では には への との って 内で 市内 区内 町内 役所 役場 丘 山 水 本町 西新宿 緑 ヶ 1 2-8 A ま し す っ 内 市 役")
	yes, no := 0, 0
	texts(append(pieces, " ", "\n", "\xe3\x81"), 5, 40_000, func(s string) {
		want := passingForm.MatchString(s)
		if want {
			yes++
		} else {
			no++
		}
		if got := passing(s); got != want {
			t.Fatalf("passing(%q) = %v, want %v", s, got, want)
		}
	})
	if yes < 1000 || no < 1000 {
		t.Errorf("%d sentences, %d names: too few to tell", yes, no)
	}
}

// TestCrossing holds that the pattern of Kyoto's crossings matches nothing in
// which crossing sees none.
func TestCrossing(t *testing.T) {
	found := 0
	towns(60_000, func(s string) {
		if len(s) > 110 {
			return
		}
		if m := streets.FindString(s); m != "" {
			found++
			if !crossing(s) {
				t.Fatalf("crossing(%q) is false, but %q has one", s, m)
			}
		}
	})
	if found < 100 {
		t.Errorf("%d crossings: too few to tell", found)
	}
}
