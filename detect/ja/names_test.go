package ja

import (
	"math/rand/v2"
	"testing"

	"monban/detect"
	"monban/extract"
)

func cellOdds(n *Namer, s string) float64 {
	norm, _, _ := Normalize(s)
	odds, _ := n.Cell(norm)
	return odds
}

func TestCell(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{"山田太郎", "山田　太郎", "髙橋陽大", "五十嵐結愛", "やまだ はなこ", "ﾔﾏﾀﾞ ﾊﾅｺ", "YAMADA Taro", "Taro Yamada", "NGUYEN VAN AN", "Nguyễn Thị Hương", "グエン・ヴァン・アン", "Rajesh Kumar", "ラジェシュ・クマール", "鈴木一郎 様", "山田太郎(ヤマダタロウ)", "KIM MINJI", "ジョン・スミス"} {
		if odds := cellOdds(n, s); odds < 2 {
			t.Errorf("%q: odds %.1f, want a name", s, odds)
		}
	}
	for _, s := range []string{"", " ", "123", "佐藤商事", "株式会社山田", "(株)鈴木", "本田技研工業", "東京都", "中央区", "営業部", "なし", "不明", "同上", "-", "お客様", "皆さん", "会議資料", "うつ病", "統合失調症", "Microsoft Office", "yamada.taro", "アイス・コーヒー", "東京駅", "ご確認ください。"} {
		if odds := cellOdds(n, s); odds > -3 {
			t.Errorf("%q: odds %.1f, want no name", s, odds)
		}
	}
	for _, s := range []string{"千葉", "渋谷", "鱃谷朔弥"} {
		if odds := cellOdds(n, s); odds < -1.5 || odds > 1.5 {
			t.Errorf("%q: odds %.1f, want near 0", s, odds)
		}
	}
}

func TestShape(t *testing.T) {
	n := NewNamer(shared)
	for _, s := range []string{"山田太郎", "鱃", "鱃鱶鰕子", "森", "高原", "勅使河原　又三郎", "ウォルフガング・アマデウス", "Xyz Qwrty", "あ い", "フォン ティ", "東"} {
		norm, _, _ := Normalize(s)
		if !n.Shape(norm) {
			t.Errorf("%q has not the shape of a name", s)
		}
	}
	for _, s := range []string{"", "なし", "不明", "同上", "-", "未定", "株式会社山田", "佐藤商事", "1985/1/2", "090-1234-5678", "a@example.com", "本日は山田が参ります", "○", "test user", "校長", "看護師", "主任"} {
		norm, _, _ := Normalize(s)
		if n.Shape(norm) {
			t.Errorf("%q has the shape of a name", s)
		}
	}
}

func TestSplit(t *testing.T) {
	n := NewNamer(shared)
	for _, c := range [][3]string{
		{"山田太郎", "山田", "太郎"}, {"山田 花子様", "山田", "花子"}, {"五十嵐結愛", "五十嵐", "結愛"}, {"林薫", "林", "薫"}, {"長谷川翔", "長谷川", "翔"},
		{"ヤマダハナコ", "ヤマダ", "ハナコ"}, {"Taro Yamada", "Yamada", "Taro"}, {"YAMADA Taro", "YAMADA", "Taro"}, {"John SMITH", "SMITH", "John"},
	} {
		f, g, ok := n.Split(c[0])
		if !ok || f != c[1] || g != c[2] {
			t.Errorf("Split(%q) = %q %q %v", c[0], f, g, ok)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range sentences {
		f.Add(s)
	}
	for _, s := range []string{"氏名:山田太郎", "山田 太郎様", "Mr. O'Neil-Smith", "ア・イ・ウさん", "(様)", "やまだ はなこ"} {
		f.Add(s)
	}
	n := NewNamer(shared)
	f.Fuzz(func(t *testing.T, s string) {
		x := Prepare(extract.Unit{Text: s})
		n.Cell(x.Norm)
		n.Shape(x.Norm)
		n.Split(x.Norm)
		done, was := 0, detect.PersonName
		n.Prose(x, func(k detect.Kind, m detect.Match) {
			if was == detect.PersonName && k != was {
				done = 0 // what the text tells comes behind the names
			}
			if m.Start < done || m.End <= m.Start || m.End > len(x.Norm) {
				t.Errorf("%q: %s %d-%d after %d", s, k, m.Start, m.End, done)
			}
			done, was = m.End, k
			x.Original(m.Start, m.End)
		})
	})
}

// mayBe says no only of what whole gives odds of 1 at most.
func TestMayBe(t *testing.T) {
	n := NewNamer(shared)
	chars := []rune("山田佐藤川村井東林花子太郎美一恵翔彦のノ々ヶ王李京部病長齋翫鱃")
	r := rand.New(rand.NewPCG(1, 1))
	names, others := 0, 0
	for range 20_000 {
		s := make([]rune, 2+r.IntN(5))
		for i := range s {
			s[i] = chars[r.IntN(len(chars))]
		}
		if r.IntN(8) == 0 {
			s[len(s)/2] = ' '
		}
		core := string(s)
		odds, _ := n.judgeWhole(core)
		switch may := n.judgeMayBe(core); {
		case odds > 1 && !may:
			t.Errorf("%q: odds %.2f, but mayBe says no", core, odds)
		case odds > 1:
			names++
		case !may:
			others++
		}
	}
	if names < 300 || others < 5000 {
		t.Errorf("%d names, and no said of %d others: too few to tell", names, others)
	}
}

// namesIn calls found for the names of persons that Prose finds.
func namesIn(n *Namer, t *detect.Text, found func(detect.Match)) {
	n.Prose(t, func(k detect.Kind, m detect.Match) {
		if k == detect.PersonName {
			found(m)
		}
	})
}
