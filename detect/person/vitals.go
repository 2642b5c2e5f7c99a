package person

import (
	"strings"
	"unicode/utf8"

	"monban/detect"
)

// fever finds a temperature that only a body has, from 37.3 to 41.9 degrees with
// one decimal, beside no word of weather, water, rooms or machines: 37.8℃, 熱37.8.
var fever = detect.Rule{
	Name: "fever", Kind: detect.HealthCheck, Needs: detect.HasDigit, Digits: 3,
	Doc: detect.Doc{
		Title: "Temperature of a body above 37.2 degrees, of an identifiable person", TitleJa: "37.3度以上の体温。人が特定できるとき",
		Hit:    []string{"37.8℃", "頭痛 37.8℃→早退", "けさは37.8ど", "39.2度ありました", "熱38.4", "熱:38.4 お休み", "KT37.9", "昨夜38.5度まで上がり"},
		Miss:   []string{"36.8℃", "42.5℃", "38.5", "最高気温38.5度", "湯温 38.5℃", "浴槽 41.5℃ 異常なし", "137.8℃", "37.85℃", "北緯38.5度", "38.5度傾ける", "培養は37.5℃で", "熱38.4W"},
		Source: "感染症法の届出基準（発熱37.5度以上、高熱38.0度以上）",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		for _, r := range t.Digits() {
			if r.Len() != 2 || r.End+2 > len(s) || s[r.End] != '.' || s[r.End+1]-'0' >= 10 {
				continue
			}
			end := r.End + 2
			whole, tenth := s[r.Start:r.End], s[r.End+1]
			if whole < "37" || whole > "41" || whole == "37" && tenth < '3' || r.Start > 0 && (s[r.Start-1] == '.' || s[r.Start-1] == '/') {
				continue
			}
			m := detect.Match{Start: r.Start, End: end, Odds: -0.1, Evidence: detect.Context}
			before := strings.TrimRight(s[:r.Start], " :=がは")
			heat := heats.Ends(before)
			unit := degrees.Begins(s[end:])
			m.End += len(unit)
			if next, _ := utf8.DecodeRuneInString(s[m.End:]); next-'0' < 10 && next >= '0' || next|0x20 >= 'a' && next|0x20 <= 'z' {
				continue
			}
			if unit == "" && heat == "" || warm.In(detect.Tail(s[:r.Start], 60)) || turned.Begins(s[m.End:]) != "" || strings.HasSuffix(before, "発熱") {
				continue
			}
			if heat != "" {
				m.Start = len(before) - len(heat)
			}
			found(m)
		}
	},
}

var (
	degrees = detect.NewPhrases(`℃ °C 度 ど`)
	heats   = detect.NewPhrases(`直腸温 腋窩温 体温 検温 熱 KT BT`)
	// warm names what else is measured in degrees.
	warm   = detect.NewPhrases(`気温 湯温 水温 室温 油温 液温 品温 中心温 温度 温水 給湯 浴槽 湯船 シャワー 風呂 お湯 冷蔵 冷凍 保温 加温 加熱 加湿 培養 炉 釜 炊 発酵 熟成 設定 センサ サーバ 機械 モーター 基板 外気 猛暑 真夏日 天気 北緯 東経 角度 傾き 勾配 アルコール 度数`)
	turned = detect.NewPhrases(`の熱 の発熱 の高熱 台の熱 傾 回転 の角 の傾 のお酒 の酒 の原酒 の焼酎 の湯 のお湯 の水 の地 の暑さ の猛暑 を記録 の方角 の位置 を超 を越 で冷 になったら 以上の方 以上の場合 以上ある場合 以上のとき 以上の人`)
)

// hearing finds how loud a sound must be for somebody to hear it: 右72dB・左68dB,
// 4000Hz 45dB, 両耳38dB. The ear or the pitch in front tells it from noise.
var hearing = detect.Rule{
	Name: "hearing", Kind: detect.HealthCheck, Needs: detect.HasDigit | detect.HasLatin, Digits: 2,
	Doc: detect.Doc{
		Title: "Level of hearing in decibels, of an identifiable person", TitleJa: "聴力の値（右72dB）。人が特定できるとき",
		Hit:    []string{"右72dB", "左 68dB", "両耳38dB", "右耳 45 dB", "4000Hz 45dB", "良聴耳:55dB"},
		Miss:   []string{"72dB", "騒音 72dB", "右72", "右チャンネル72dB", "左スピーカー 68dB", "右172dB"},
		Source: "純音聴力検査の表記（dB）",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		for _, r := range t.Digits() {
			unit := strings.TrimLeft(s[r.End:], " ")
			if r.Len() > 3 || r.Len() == 3 && s[r.Start] != '1' || len(unit) < 2 || !strings.EqualFold(unit[:2], "db") || r.Len() == 3 && s[r.Start+1] > '3' {
				continue
			}
			before := strings.TrimRight(s[:r.Start], " :が")
			w := ears.Ends(before)
			if w == "" || len(unit) > 2 && unit[2]|0x20-'a' < 26 {
				continue
			}
			found(detect.Match{Start: len(before) - len(w), End: len(s) - len(unit) + 2, Odds: -0.1, Evidence: detect.Context})
		}
	},
}

var ears = detect.NewPhrases(`右耳 左耳 両耳 良聴耳 聴力 右 左 250Hz 500Hz 1000Hz 2000Hz 4000Hz 8000Hz 1kHz 2kHz 4kHz 8kHz`)
