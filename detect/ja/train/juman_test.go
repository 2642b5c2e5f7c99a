package main

import (
	"os"
	"path/filepath"
	"testing"

	"monban/detect/ja"
)

func TestJumanTellsWhatWordsAreUsedFor(t *testing.T) {
	// The columns are those of the dictionary; the words are made up or common.
	files := map[string]string{
		"Noun.koyuu.csv": "乙坂,1,1,1,名詞,人名,*,*,乙坂,おとさか,人名:日本:姓:9:0.1\n湊町,1,1,1,名詞,地名,*,*,湊町,みなとまち,地名:日本\n",
		"ContentW.csv":   "監督,1,1,1,名詞,サ変名詞,*,*,監督,かんとく,代表表記:監督/かんとく 人名末尾 カテゴリ:人;抽象物\n作家,1,1,1,名詞,普通名詞,*,*,作家,さっか,カテゴリ:人\n役所,1,1,1,名詞,普通名詞,*,*,役所,やくしょ,カテゴリ:組織・団体\n走る,1,1,1,動詞,*,*,*,走る,はしる,カテゴリ:人\n",
		"Suffix.csv":     "氏,1,1,1,接尾辞,名詞性名詞接尾辞,*,*,氏,し,人名末尾\n",
		"Auto.csv":       "レナード,1,1,1,名詞,人名,*,*,レナード,レナード,自動獲得:テキスト\n",
		"Wikipedia.csv": "ノルーガ,1,1,1,名詞,普通名詞,*,*,ノルーガ,ノルーガ,自動獲得:Wikipedia Wikipedia上位語:漫画家\n" +
			"サリーニョ,1,1,1,名詞,普通名詞,*,*,サリーニョ,サリーニョ,自動獲得:Wikipedia Wikipedia上位語:町名\n" +
			"ベレッカ,1,1,1,名詞,普通名詞,*,*,ベレッカ,ベレッカ,自動獲得:Wikipedia Wikipedia上位語:ロックバンド\n" +
			"トルモン,1,1,1,名詞,普通名詞,*,*,トルモン,トルモン,自動獲得:Wikipedia Wikipedia上位語:商品名\n" +
			"ワルデック,1,1,1,名詞,普通名詞,*,*,ワルデック,ワルデック,自動獲得:Wikipedia Wikipediaリダイレクト:レナード・ワルデック\n" +
			"ドリゴンズ,1,1,1,名詞,普通名詞,*,*,ドリゴンズ,ドリゴンズ,自動獲得:Wikipedia Wikipediaリダイレクト:サリーニョ・ドリゴンズ　（球団）\n" +
			"セリュ・マン,1,1,1,名詞,人名,*,*,セリュ・マン,セリュ・マン,自動獲得:Wikipedia\n",
	}
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]ja.Use{}
	if err := addJuman(got, dir); err != nil {
		t.Fatal(err)
	}
	want := map[string]ja.Use{
		"乙坂": ja.UseFamily, "湊町": ja.UsePlace, "監督": ja.UseRole, "作家": ja.UseRole, "役所": ja.UseGroup, "氏": ja.UseRole, "レナード": ja.UseForeign,
		"ノルーガ": ja.UseForeign, "サリーニョ": ja.UsePlace, "ベレッカ": ja.UseGroup, "トルモン": ja.UseProper, "ワルデック": ja.UseForeign, "ドリゴンズ": ja.UseGroup,
	}
	for w, use := range want {
		if got[w] != use {
			t.Errorf("%s: got uses %b, want %b", w, got[w], use)
		}
	}
	if len(got) != len(want) { // what says nothing is not listed
		t.Errorf("got %d words, want %d", len(got), len(want))
	}
	if err := addJuman(got, t.TempDir()); err == nil {
		t.Error("an empty folder was read without an error")
	}
}
