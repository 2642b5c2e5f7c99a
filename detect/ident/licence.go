package ident

import (
	"regexp"

	"monban/detect"
)

var licenceWords = detect.NewWords(`運転免許 運転免許証 運転免許証番号 免許証 免許証番号 免許証no 免許番号 免許の条件 公安委員会 運転経歴証明書 マイナ免許証 免許 driver's_license driver_license drivers_license drivers_licence driving_licence license_no licence_no menkyo`)

var licenceAgainst = detect.NewWords(`医師免許 医師免許番号 看護師免許 看護師免許番号 薬剤師免許 教員免許 教員免許状 宅建 宅建免許番号 建設業許可 個人番号 マイナンバー 送り状 伝票 追跡 問い合わせ番号 注文番号 受注番号 管理番号 会社法人等番号 口座 携帯 電話 jan`)

var driversLicence = detect.Rule{
	Name: "drivers-licence", Kind: detect.DriversLicence, Needs: detect.HasDigit, Chance: 0.1, Digits: 12,
	Doc: detect.Doc{
		Title: "Driving licence number: 12 digits, office code first, 11th digit checks", TitleJa: "運転免許証番号。12桁、先頭は公安委員会コード、11桁目は検査用数字",
		Hit: []string{
			"第309012345620号 運転免許証", "免許証番号：309012345620", "運転免許証番号 第 302165432180 号", "免許証番号 6205-0001-2320", "運転免許 971977777730", "免許の条件等 眼鏡等 第108812345510号", "driver's license 430000000100",
			"免許証の番号は309212345610です", "公安委員会 第302165432190号", "免許証No.309012345620", "免許ですけど、番号が302165432180で", "応募の方の免許は中型（302165432189）", "免許：準中型 302165432189",
		},
		Miss: []string{
			"309012345620", "012345678900", "免許証番号 012345678900", "免許証番号 990012345620", "3090123456201", "医師免許番号 309012345620", "注文番号 309012345620", "免許証番号", "個人番号 309012345620", "免許証番号 3090123456", "宅建免許番号 302165432180", "伝票は中型（302165432189）",
		},
		Source: "運転免許証番号の構成 (警察庁の公安委員会コード、検査用数字は非公式の解説2件が一致)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		for i, r := range t.Digits() {
			end := 0
			switch r.Len() {
			case 12:
				end, _ = groups(t, i, 12)
			case 4:
				end, _ = groups(t, i, 4, 4, 4)
			}
			if end == 0 {
				continue
			}
			key := digitsOf(t.Norm[r.Start:end])
			m := detect.Match{Start: r.Start, End: end, Odds: -3.6, Key: key, Evidence: t.Around(r.Start, end, licenceWords, licenceAgainst)}
			if m.Evidence&(detect.Label|detect.NegativeContext) == 0 && vehicles.MatchString(detect.Tail(t.Norm[:r.Start], 50)) {
				m.Evidence |= detect.Label
			}
			switch {
			case !office(key):
				m.Odds = -8
			case licence(key):
				m.Evidence |= detect.CheckDigit
			default:
				// The digit is not official, so a wrong one does not refute a label.
				m.Odds = -3.8
			}
			found(m)
		}
	},
}

// vehicles are what a licence is for, between the word and the number.
var vehicles = regexp.MustCompile(`免許(?:証)?(?:は|が|の種類は)?[ :]{0,2}(?:普通|準中型|中型|大型|大特|二輪|自動二輪|原付|けん引|牽引|二種|一種|車|免許|AT限定|・|、|/| ){1,6}[ :(]{1,2}$`)

// office reports whether a licence number begins with the code of a public
// safety commission.
func office(s string) bool {
	lo, hi := byte('0'), byte('9')
	switch s[0] {
	case '1':
		hi = '4'
	case '2':
		hi = '5'
	case '3':
		hi = '0'
	case '4':
	case '5', '6':
		hi = '5'
	case '7':
		hi = '4'
	case '8':
		hi = '3'
	case '9':
		hi = '7'
	default:
		return false
	}
	return s[1] >= lo && s[1] <= hi
}
