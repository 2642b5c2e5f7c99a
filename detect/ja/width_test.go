package ja

import (
	"strings"
	"testing"
	"unicode/utf8"

	"monban/detect"
	"monban/extract"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain text 1-2", "plain text 1-2"},
		{"山田太郎", "山田太郎"},
		{"山田　太郎", "山田 太郎"},
		{"ＡＢＣ１２３＠ｅｘａｍｐｌｅ", "ABC123@example"},
		{"ﾔﾏﾀﾞ ﾊﾅｺﾞﾝﾊﾟｳﾞ", "ヤマダ ハナゴンパヴ"},
		{"が゙", "が゙"},
		{"カ\u3099", "ガ"},
		{"０３－１２３４－５６７８", "03-1234-5678"},
		{"03‐1234‐5678", "03-1234-5678"},
		{"03–1234—5678", "03-1234-5678"},
		{"03−1234―5678", "03-1234-5678"},
		{"03─1234━5678", "03-1234-5678"},
		{"03ー1234ー5678", "03-1234-5678"},
		{"03ｰ1234ｰ5678", "03-1234-5678"},
		{"０３ー１２３４ー５６７８", "03-1234-5678"},
		{"西新宿二ー八ー一", "西新宿二-八-一"},
		{"西新宿２ー８ー１", "西新宿2-8-1"},
		{"03一1234一5678", "03-1234-5678"},
		{"カード", "カード"},
		{"第1ー", "第1ー"},
		{"ナンバー一", "ナンバー一"},
		{"A棟‐B室", "A棟‐B室"},
		{"AB‐1234", "AB-1234"},
		{"10〜20歳", "10~20歳"},
		{"1〇〇2", "1002"},
		{"昭和六〇年", "昭和六〇年"},
		{"①123", "1 123"},
		{"12①", "12 1"},
		{"①②", "1 2"},
		{"①氏名", "1氏名"},
		{"10²3", "10 2 3"},
		{"㍻3年", "平成3年"},
		{"㋿元年", "令和元年"},
		{"㈱佐藤", "(株)佐藤"},
		{"℡ 03", "TEL 03"},
		{"№5", "No5"},
		{"⽥中⻑⻄⺠", "田中長西民"},
		{"⼭⼈⾼", "山人高"},
		{"葛\U000E0100城", "葛城"},
		{"辻\uFE00", "辻"},
		{"a\u200Bb\uFEFFc\u00ADd", "abcd"},
		{"a\u00A0b\u2003c", "a b c"},
		{"a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne"},
		{"Nguye\u0302\u0303n", "Nguyễn"},
		{"Nguyễn Văn Đức", "Nguyễn Văn Đức"},
		{"髙﨑𠮷", "髙﨑𠮷"},
		{"\xff1", "\uFFFD1"},
		{"゛", "゛"},
		{"…", "..."},
	} {
		got, _, off := Normalize(c.in)
		if got != c.want {
			t.Errorf("Normalize(%q) = %q, want %q", c.in, got, c.want)
		}
		checkOffsets(t, c.in, got, off)
	}
}

func TestNormalizePointsBackAtTheSource(t *testing.T) {
	const in = "ＴＥＬ：０３ー１２３４ー５６７８、①090"
	tx := Prepare(extract.Unit{Text: in})
	i := strings.Index(tx.Norm, "03-1234-5678")
	if i < 0 {
		t.Fatalf("no number in %q", tx.Norm)
	}
	if got, want := tx.Original(i, i+12), "０３ー１２３４ー５６７８"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	i = strings.Index(tx.Norm, "090")
	if got := tx.Original(i, i+3); got != "090" {
		t.Errorf("got %q, want 090", got)
	}
}

func TestNormalizeTellsClasses(t *testing.T) {
	for _, c := range []struct {
		in   string
		want detect.Chars
	}{
		{"", 0},
		{"09", detect.HasDigit},
		{"０９", detect.HasDigit},
		{"aé", detect.HasLatin},
		{"あゝ", detect.HasHiragana},
		{"アーﾔ", detect.HasKatakana},
		{"山々〆〇", detect.HasKanji},
		{"𠮷﨑", detect.HasKanji},
		{"@", detect.HasAt},
		{"${*", detect.HasDollar},
		{"1-", detect.HasDigit | detect.HasHyphen},
		{"1－2", detect.HasDigit | detect.HasHyphen},
		{"a-b", detect.HasLatin | detect.HasOther},
		{"　\n", detect.HasSpace},
		{"。", detect.HasOther},
		{"한", detect.HasOther},
	} {
		if _, got, _ := Normalize(c.in); got != c.want {
			t.Errorf("classes of %q: %b, want %b", c.in, got, c.want)
		}
	}
}

func checkOffsets(t *testing.T, in, got string, off []int32) {
	t.Helper()
	if off == nil {
		if got != in {
			t.Errorf("%q became %q without offsets", in, got)
		}
		return
	}
	if len(off) != len(got)+1 {
		t.Fatalf("%q: %d offsets for %d bytes", in, len(off), len(got))
	}
	for i := range off {
		if off[i] < 0 || int(off[i]) > len(in) || i > 0 && off[i] < off[i-1] {
			t.Fatalf("%q: offset %d is %d", in, i, off[i])
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"山田　太郎", "ﾔﾏﾀﾞ", "①2", "a\u0301\u200b\u0302", "\xff\xe3\x81", "1ーー2", "㍻", "〇一ー二"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, chars, off := Normalize(in)
		checkOffsets(t, in, got, off)
		if !utf8.ValidString(got) {
			t.Errorf("Normalize(%q) is not UTF-8", in)
		}
		if chars == 0 && got != "" {
			t.Errorf("no class for %q", in)
		}
		Key(in)
		FoldName(in)
	})
}

func BenchmarkNormalize(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii", "2021-05-06 17:00 user@example.com 090-1234-5678, plain cell"},
		{"japanese", "東京都新宿区西新宿二丁目の山田さんはカードを持っています。"},
		{"fullwidth", "東京都新宿区西新宿２－８－１　山田　太郎"},
		{"halfkana", "ﾔﾏﾀﾞ ﾊﾅｺ ﾀﾞｲｽｹ"},
		{"vietnamese", "Nguyễn Văn Đức"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Normalize(c.text)
			}
		})
	}
}
