package place_test

import (
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/detect/place"
)

func TestRules(t *testing.T) { detecttest.Run(t, place.Rules()) }
func FuzzRules(f *testing.F) { detecttest.Fuzz(f, place.Rules()) }

func TestLabelledAddresses(t *testing.T) {
	for _, c := range []struct {
		label, text string
		want        int
	}{
		{"住所2", "コーポ山田 101号室", 1},
		{"住所", "西新宿２－８－１", 1},
		{"現住所", "Hanoi, Vietnam", 1},
		{"番地", "1-2-3", 1},
		{"住所", "〒150-0041 渋谷区神南1-1-1", 1},
		{"住所１", "八王子市", 1},
		{"お届け先住所", "東京都港区芝公園", 1},
		{"緊急連絡先（住所）", "静岡県静岡市葵区追手町9-6", 1},
		{"address", "1-2-3 Honcho, Chuo-ku, Chiba", 1},
		{"address", "192.168.0.1", 0},
		{"住所", "不明", 0},
		{"住所", "同上", 0},
		{"住所", "12", 0},
		{"メールアドレス", "a1@b.jp", 0},
		{"IPアドレス", "10.0.0.1", 0},
		{"本社所在地", "東京都千代田区丸の内1-1-1", 0},
		{"勤務先住所", "東京都千代田区丸の内1-1-1", 0},
		{"都道府県", "東京都", 0},
		{"備考", "東京都", 0},
	} {
		n := 0
		for _, r := range place.Rules() {
			if r.Kind == detect.Address {
				n += len(detecttest.Find(r, detecttest.Cell(c.label, c.text)))
			}
		}
		if n != c.want {
			t.Errorf("%s: %s: got %d addresses, want %d", c.label, c.text, n, c.want)
		}
	}
}

func TestCleanLines(t *testing.T) { detecttest.Clean(t, place.Rules(), detecttest.CleanLines()) }
