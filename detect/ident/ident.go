// Package ident holds the rules for numbers and codes that point at a person:
// their shapes, their check digits, and the words that speak for and against
// them. Each identifier has a file of its own. What a column as a whole looks
// like, and whose number it is, is decided elsewhere.
package ident

import (
	"strings"

	"monban/detect"
)

// Rules lists the rules of this package.
func Rules() []detect.Rule {
	return []detect.Rule{
		myNumber, corporateNumber,
		driversLicence, passport, residenceCard,
		zoneName, zoneBirthDate, zoneSexOf, zoneNationality,
		pension, employmentInsurance, residentRecord,
		insurer, recipient, insured, careInsurance,
		welfareCertificate, certificate,
		bankAccount, creditCard,
		phone, freeDial, foreignPhone, email,
		login, account, passwordHash, password,
		studentNumber, employeeNumber, insurancePolicy, patientNumber,
	}
}

// things are words for numbers of goods, papers and machines. No personal
// number stands behind one of them.
var things = detect.NewWords(`送り状 伝票 追跡番号 お問い合わせ番号 問い合わせ番号 問合せ番号 お問合せ番号 荷物番号 配送番号 出荷番号
	注文番号 注文no 注文id 注文コード 受注番号 受注no 受注id 発注番号 発注no 発注コード オーダー番号 オーダーno オーダーid 請求書番号 請求番号 請求no 見積番号 見積no 見積書番号
	領収書番号 納品書番号 管理番号 資産番号 品番 品目コード 型番 型式 図番 商品コード 商品番号 商品no 製品番号 製品コード 製造番号 部品番号 機種
	janコード jan ean isbn issn バーコード シリアル番号 シリアルno シリアル ロット番号 ロットno ロット 製番 在庫番号 棚番
	会社法人等番号 法人番号 登録番号 事業所番号 事業者番号 適格請求書 インボイス番号 アカウントid aws 取引番号 取引id 取引コード 決済番号 決済id 承認番号 受付番号 受付no 整理番号 文書番号 チケット 案件番号 工事番号 予約番号
	証券コード 勘定科目 施設番号 市町村コード 自治体コード 全国地方公共団体コード 会計番号 稟議番号 契約番号 許可番号 認可番号 特許 出願番号 timestamp タイムスタンプ 記入例 入力例 表示例 例: (例 例) 例えば サンプル ダミー
	tracking waybill invoice order_no order_id order_number orderid orderno ordernumber order po_number serial serial_no lot lot_no sku asin part_no model version ver build commit sha ticket case_no account_id transaction transaction_id receipt`)

// gap returns what separates run i from the one before it, when that is one of
// the marks with which people write numbers in groups: '-', '.', '/' or ' '.
func gap(t *detect.Text, i int) byte {
	runs := t.Digits()
	if i <= 0 || i >= len(runs) {
		return 0
	}
	switch s := t.Norm[runs[i-1].End:runs[i].Start]; {
	case len(s) == 1 && strings.IndexByte("-./ ", s[0]) >= 0:
		return s[0]
	case s == "  ":
		return ' '
	case s == " - ":
		return '-'
	}
	return 0
}

// groups returns the end of a number written in groups of the given sizes that
// begins at run i, and what separates them; end is 0 when there is none, or
// when it goes on with another group.
func groups(t *detect.Text, i int, sizes ...int) (end int, sep byte) {
	runs := t.Digits()
	last := i + len(sizes) - 1
	if last >= len(runs) {
		return 0, 0
	}
	for k, n := range sizes {
		if runs[i+k].Len() != n {
			return 0, 0
		}
		if k > 0 {
			g := gap(t, i+k)
			if g == 0 || sep != 0 && g != sep {
				return 0, 0
			}
			sep = g
		}
	}
	if sep != 0 {
		// Blanks also separate words, so there only an equal group continues.
		if gap(t, i) == sep && (sep != ' ' || runs[i-1].Len() == sizes[0]) ||
			gap(t, last+1) == sep && (sep != ' ' || runs[last+1].Len() == sizes[0]) {
			return 0, 0
		}
	}
	if !t.Bounded(runs[i].Start, runs[last].End) {
		return 0, 0
	}
	return runs[last].End, sep
}

// digitsOf returns the digits of s.
func digitsOf(s string) string {
	for i := range len(s) {
		if s[i]-'0' >= 10 {
			b := append(make([]byte, 0, len(s)), s[:i]...)
			for ; i < len(s); i++ {
				if s[i]-'0' < 10 {
					b = append(b, s[i])
				}
			}
			return string(b)
		}
	}
	return s
}

// allSame reports whether s is one digit again and again: a placeholder.
func allSame(s string) bool { return strings.Count(s, s[:1]) == len(s) }

// whole reports whether s[start:end] is all of s but for blanks and quotes.
func whole(s string, start, end int) bool {
	return strings.Trim(s[:start], " '\"\t") == "" && strings.Trim(s[end:], " '\"\t") == ""
}
