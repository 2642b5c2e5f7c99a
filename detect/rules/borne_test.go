package rules

import (
	"testing"

	"monban/detect"
)

// What only people have bears out a foreign name in front of it, and the name a
// passport. Ships, cities, wines, shops and goods are spelled alike.
func TestWhatBearsOutForeignNames(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want int
	}{
		{"OGATA KENSHIN　TR5550123　1981/03/09", detect.PersonName, 1},
		{"OGATA KENSHIN　TR5550123　1981/03/09", detect.Passport, 1},
		{"OGATA KENSHIN　TR5550123　1981/03/09", detect.BirthDate, 1},
		{"・Yulia Bondarchuk　ウクライナ　1997/11/02　080-5550-1234", detect.PersonName, 1},
		{"・Yulia Bondarchuk　ウクライナ　1997/11/02　080-5550-1234", detect.Nationality, 1},
		{"追加 PARK SEOYEON（韓国、M55501234）", detect.PersonName, 1},
		{"追加 PARK SEOYEON（韓国、M55501234）", detect.Passport, 1},
		{"・Dmytro Havrylko（080-5550-1234、ウクライナ）", detect.PersonName, 1},
		{"返金先です。ZHAO MINGXI、普通 5550123", detect.PersonName, 1},
		{"・タマン・ビシュヌ　ネパール　UH55501234FC", detect.PersonName, 1},
		{"・タマン・ビシュヌ　ネパール　UH55501234FC", detect.Nationality, 1},
		{"チョー・ミン・アウン　ミャンマー　080-5550-1234", detect.PersonName, 1},
		{"ソク・チャンダラ（カンボジア）。寮で体調を崩す", detect.PersonName, 1},
		{"妻 小鳥遊 ジェシカ（フィリピン）", detect.PersonName, 1},

		{"船名 ASUKA MARU　TK5550123　2006/02/26", detect.PersonName, 0},
		{"ASAMA MARU　TK5550123　2006/02/26", detect.PersonName, 0},
		{"Cisco Catalyst　TK5550123　2009/10/01", detect.PersonName, 0},
		{"Cisco Catalyst　TK5550123　2009/10/01", detect.Passport, 0},
		{"Galaxy Fold　AB5550123　2009/10/01", detect.Passport, 0},
		{"PARK HYATT　M55501234", detect.PersonName, 0},
		{"Nail Mimi　080-5550-1234", detect.PersonName, 0},
		{"Blue Ocean Dining　080-5550-1234", detect.PersonName, 0},
		{"Pacific Grande　ブラジル　2001/04/01", detect.PersonName, 0},
		{"Queen Elizabeth　イギリス　1998/10/02", detect.PersonName, 0},
		{"リオ・デ・ジャネイロ（ブラジル）", detect.PersonName, 0},
		{"サン・パウロ（ブラジル）", detect.PersonName, 0},
		{"サムスン・エレクトロニクス（韓国）", detect.PersonName, 0},
		{"シャトー・マルゴー（フランス）", detect.PersonName, 0},
		{"カフェ・ド・パリ　フランス　080-5550-1234", detect.PersonName, 0},
		{"ロレアル・パリ（フランス）", detect.Nationality, 0},
	} {
		if got := kindsIn(t, e, asText, tc.text)[tc.kind]; got != tc.want {
			t.Errorf("%q: got %d of %s, want %d", tc.text, got, tc.kind, tc.want)
		}
	}
}
