package rules

import (
	"testing"

	"monban/detect"
)

// Each block of a map of rooms is about the person in it, and a note on a room, too.
func TestMapsOfRooms(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"a dormitory", "寮 部屋割,,,,\n201号室,,202号室,,203号室\n大槻 丈,,津村 薫,,（空室）\n070-2901-1288,,090-5755-7145,,\n,,,,\n206号室,,207号室,,208号室\n村主 敦史,,湯浅 千晶,,島袋 美樹\n070-2837-1446,,070-3310-7536,,070-1148-9185\n,,,,\n※208 は卵アレルギー,,,,\n", 5, []detect.Kind{detect.Phone, detect.Diagnosis}, nil},
		{"a note on two rooms", "201号室,202号室,203号室\n大槻 丈,津村 薫,湯浅 千晶\n070-2901-1288,090-5755-7145,070-3310-7536\n,,\n※202・203 は工事予定,,\n", 3, []detect.Kind{detect.Phone}, nil},
		{"beds", "1番ベッド,2番ベッド,3番ベッド,4番ベッド\n宮坂 俊介 様,長谷川 守 様,工藤 明 様,岸本 隆 様\n昭和20年3月4日生,昭和21年3月4日生,糖尿病,昭和23年3月4日生\n", 4, []detect.Kind{detect.BirthDate, detect.Diagnosis}, nil},
		{"guest rooms", "101号室,102号室,103号室\n桜の間,梅の間,菊の間\n定員2名,定員3名,定員4名\n", 0, nil, nil},
		{"tenants", "101号室,102号室,103号室\nアルファ商事,みどり歯科,カフェ森\n03-5555-0101,03-5555-0102,03-5555-0103\n", 0, nil, []detect.Kind{detect.PersonName}},
	} {
		c.check(t, e, "csv")
	}
}
