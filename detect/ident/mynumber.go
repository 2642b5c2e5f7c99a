package ident

import (
	"monban/detect"
	"monban/extract"
)

var myNumberWords = detect.NewWords(`個人番号 個人no 個人ナンバー マイナンバー マイナ番号 マイナno マイナ 共通番号 通知カード 番号カード
	社会保障・税番号 番号確認 扶養控除等申告書 扶養控除等(異動)申告書 源泉徴収票 支払調書 特定個人情報 my_number mynumber my_no myno individual_number my_num kojin_bango kojinbango`)

// myNumberAgainst are things that have 12 digits besides the usual ones.
var myNumberAgainst = detect.NewWords(`送り状 伝票 追跡 お問い合わせ番号 問い合わせ番号 問合せ番号 問合番号 荷物 配送 出荷 注文 受注 発注 オーダー 請求書 請求番号 見積
	管理番号 品番 品目 型番 商品 製品 製造番号 部品 jan ean バーコード 会社法人等番号 会社法人番号 登録番号 aws アカウント 免許 シリアル ロット 日時 タイムスタンプ timestamp
	受付番号 整理番号 契約番号 取引 口座 電話 tel 証券番号 会員番号 顧客番号 カード番号 tracking order invoice serial lot account sku asin 件数 金額 残高 在留 旅券 受給者証番号 事業所番号 記入例 入力例 (例 例) サンプル ダミー`)

var myNumber = detect.Rule{
	Name: "my-number", Kind: detect.MyNumber, Needs: detect.HasDigit, Chance: 0.1, Digits: 10,
	Doc: detect.Doc{
		Title: "My Number: 12 digits with a check digit", TitleJa: "個人番号（マイナンバー）。12桁、検査用数字あり",
		Hit: []string{
			"個人番号 123456789018", "マイナンバー：1234-5678-9018", "個人番号は 6214 9832 0257 です", "通知カードの番号 023456789013",
			"My Number: 548836529885", "4652.8126.6333（マイナンバー）", "マイナンバー 621498/320257", "個人番号 1 2 3 4 5 6 7 8 9 0 1 8",
			"個人番号(12桁)：983205673214", "扶養控除等申告書の個人番号欄 3794 8447 4458", "mynumber=507957100721", "個人番号 123456789018.0",
		},
		Miss: []string{
			"123456789018", "個人番号 000000000000", "個人番号 1234567890188", "送り状番号 441000000066", "お問い合わせ番号 4410-0000-0210",
			"マイナンバーカード 1234-5678-9018-2222", "個人番号 X123456789018", "id 550e8400-e29b-41d4-a716-123456789018",
			"注文番号 123456789018", "会社法人等番号 123456789018", "202401151230", "個人番号 1.23457E+11", "個人番号 123456789012", "AWSアカウント 123456789018",
		},
		Source: "平成26年総務省令第85号 第5条",
	},
	Find: findMyNumber,
}

func findMyNumber(t *detect.Text, found func(detect.Match)) {
	runs := t.Digits()
	for i, r := range runs {
		end, odds := 0, -3.8
		switch r.Len() {
		case 12:
			end, _ = groups(t, i, 12)
		case 10, 11:
			lostZero(t, r, found)
			continue
		case 4:
			end, _ = groups(t, i, 4, 4, 4)
			odds = -3
		case 6:
			end, _ = groups(t, i, 6, 6)
			odds = -5
		case 1:
			end, _ = groups(t, i, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
		}
		if end == 0 {
			continue
		}
		key := digitsOf(t.Norm[r.Start:end])
		if key == "000000000000" {
			continue
		}
		m := detect.Match{Start: r.Start, End: end, Odds: odds, Key: key, Evidence: t.Around(r.Start, end, myNumberWords, myNumberAgainst)}
		switch {
		case !mod11(key):
			m.Odds -= 3
		default:
			m.Evidence |= detect.CheckDigit
		}
		if m.Evidence&detect.Label == 0 && stamp(key) {
			m.Odds -= 3
		}
		found(m)
	}
}

// lostZero finds a number whose leading zeros a spreadsheet dropped: one of one in
// ten, two of one in a hundred. Without a label only the other cells of its column
// can make it one.
func lostZero(t *detect.Text, r detect.Run, found func(detect.Match)) {
	key := "00"[:12-r.Len()] + t.Norm[r.Start:r.End]
	if !whole(t.Norm, r.Start, r.End) || t.Norm[r.Start] == '0' || !mod11(key) {
		return
	}
	m := detect.Match{Start: r.Start, End: r.End, Odds: -7, Key: key, Evidence: detect.CheckDigit}
	switch {
	case t.Labelled(myNumberWords, myNumberAgainst):
		m.Odds, m.Evidence = -4.5, detect.CheckDigit|detect.Label
	case t.Type != extract.Number || r.Len() < 11:
		return
	}
	found(m)
}

// stamp reports whether 12 digits can be read as year, month, day, hour and minute.
func stamp(s string) bool {
	return s[:2] == "20" && s[2] < '4' && s[4:6] >= "01" && s[4:6] <= "12" && s[6:8] >= "01" && s[6:8] <= "31" && s[8:10] < "24" && s[10:12] < "60"
}
