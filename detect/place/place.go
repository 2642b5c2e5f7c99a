// Package place holds the rules for postal codes and addresses. Whether an
// address is somebody's home or the seat of a company is said here only as far
// as the words beside it say so.
package place

import "monban/detect"

// Rules lists the rules of this package.
func Rules() []detect.Rule {
	return []detect.Rule{postalCode}
}

// business are words beside the address of a company or an office.
var business = detect.NewWords(`本社 本店 支社 支店 営業所 事業所 事務所 会社 所在地 本社所在地 会社住所 勤務先 勤務先住所 勤務地 開催地 会場 会場住所 店舗 店舗住所 工場 倉庫 施設住所 施設所在地 弊社 当社 貴社 納品先 納入先 配送センター 請求元 発行元 仕入先 取引先 販売店 窓口 office headquarters venue`)
