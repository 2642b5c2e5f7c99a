package ident

import "monban/detect"

var freeDial = detect.Rule{
	Name: "phone-free", Kind: detect.Phone, Needs: detect.HasDigit, Digits: 10,
	Doc: detect.Doc{
		Title: "Free-dial and service numbers: a company's, never a person's", TitleJa: "フリーダイヤルなど（企業の番号）",
		Hit: []string{
			"0120-123-456", "フリーダイヤル 0120-12-3456", "0800-123-4567", "ナビダイヤル 0570-001-234", "電話 0120123456", "0570-00-1234", "お客様相談室：0120-444-444", "0120(123)456",
			"TEL 0570012345", "0990-123-456",
		},
		Miss:   []string{"0120-123-4567", "2024-0120-123", "0120123456", "品番 0120-123-456", "0800-12-345", "A0120-123-456", "0120", "0570円", "10120-123-456", "0120-1234"},
		Source: "総務省 電気通信番号計画",
	},
	Find: findFreeDial,
}

func findFreeDial(t *detect.Text, found func(detect.Match)) {
	runs := t.Digits()
	for i, r := range runs {
		s := t.Norm[r.Start:r.End]
		end, odds := 0, -2.6
		switch {
		case r.Len() < 4 || s[0] != '0' || !service(s):
			continue
		case r.Len() == 10 && s[:4] != "0800" || r.Len() == 11 && s[:4] == "0800":
			end = r.End
		case r.Len() == 4:
			odds = 2.5
			for _, sizes := range [][]int{{4, 3, 3}, {4, 2, 4}, {4, 3, 4}, {4, 6}} {
				if e, sep := groups(t, i, sizes...); e > 0 && sep != '/' && (len(digitsOf(t.Norm[r.Start:e])) == 11) == (s == "0800") {
					end = e
				}
			}
			if end == 0 && i+2 < len(runs) && t.Norm[r.End] == '(' && runs[i+1].Len() == 3 && runs[i+2].Len() == 3 &&
				t.Norm[runs[i+1].End:runs[i+2].Start] == ")" {
				end = runs[i+2].End
			}
		}
		if end == 0 || !t.Bounded(r.Start, end) {
			continue
		}
		found(detect.Match{Start: r.Start, End: end, Odds: odds, Key: digitsOf(t.Norm[r.Start:end]), Business: true,
			Evidence: t.Around(r.Start, end, serviceWords, things)})
	}
}

var serviceWords = detect.NewWords(`電話 tel phone フリーダイヤル フリーコール ナビダイヤル お客様相談室 コールセンター 窓口 お問い合わせ fax`)

func service(s string) bool {
	switch s[:4] {
	case "0120", "0800", "0570", "0990", "0180":
		return true
	}
	return false
}
