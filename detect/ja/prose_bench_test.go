package ja

import (
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

func BenchmarkProse(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"mail", "お世話になっております。株式会社ミナトの田所です。先日ご相談した三枝百合子様の体験利用について、主治医の松岡先生から診断書が届きましたので、内容をご確認のうえ、来週の会議までにご返信いただけますでしょうか。"},
		{"plain", "本システムの設計書について、画面の項目と処理の流れを見直した結果、以下の三点を変更することとした。詳細は別紙のとおりである。"},
		{"line", strings.Repeat("山田は、メンタルクリニックに行った", 3000)},
		{"katakana", strings.Repeat("ア", 30000)},
		{"dots", strings.Repeat("ア・", 10000)},
		{"labels", strings.Repeat("氏名:", 5000)},
		{"brackets", strings.Repeat("氏名】", 20000)},
		{"kanji", strings.Repeat("山田太郎", 20000)},
		{"titles", strings.Repeat("田中様", 20000)},
		{"capitals", strings.Repeat("A", 100000) + "あ"},
		{"base64", "あ" + strings.Repeat("aGVsbG8gd29ybGQ1", 3000)},
	} {
		b.Run(c.name, func(b *testing.B) {
			n := NewNamer(shared)
			t := Prepare(extract.Unit{Text: c.text})
			n.Prose(t, func(detect.Kind, detect.Match) {})
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				n.Prose(t, func(detect.Kind, detect.Match) {})
			}
		})
	}
}

func BenchmarkCell(b *testing.B) {
	for _, s := range []string{"山田太郎", "ヤマダ ハナコ", "NGUYEN VAN AN", "統合失調症", "体調不良のため欠席"} {
		b.Run(s, func(b *testing.B) {
			n := NewNamer(shared)
			n.Cell(s)
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				n.Cell(s)
			}
		})
	}
}
