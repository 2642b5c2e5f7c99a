package ident

import (
	"strings"

	"monban/detect"
	"monban/extract"
)

var cardWords = detect.NewWords(`カード番号 カードno クレジットカード クレジットカード番号 クレジット クレカ カード 有効期限 セキュリティコード カード名義 cvv cvc card card_number card_no cardnumber cardno credit_card creditcard credit pan visa mastercard jcb amex american_express diners デビットカード`)

var creditCard = detect.Rule{
	Name: "credit-card", Kind: detect.CreditCard, Needs: detect.HasDigit, Chance: 0.1, Digits: 14,
	Doc: detect.Doc{
		Title: "Payment card number: issuer prefix, length and Luhn digit", TitleJa: "クレジットカード番号。発行者番号・桁数・Luhn検査",
		Hit: []string{
			"4539-1488-0343-6467", "カード番号 4539148803436467", "5425 2334 3010 9903", "クレジットカード：3714 496353 98431", "JCB 3566-0020-2036-0505", "カード番号：4111-1111-1111-1111", "Card No. 6011000990139424", "カード番号 2223-0031-2200-3222", "クレカ 30569309025904",
			"card: 5105105105105100", "UnionPay カード番号 6212345678901232",
		},
		Miss: []string{
			"411111111111111", "4111-1111-1111-1111-0", "4111111111111112", "カード番号 4111111111111112", "1234-5678-9012-3456", "注文番号 4539148803436467", "4242424242424242", "JAN 4539148803436", "9999-9999-9999-9999", "0000000000000000", "カード番号",
		},
		Source: "ISO/IEC 7812-1 (番号の構成、Luhn)",
	},
	Find: findCard,
}

// testCards are numbers that payment services publish for testing.
var testCards = map[string]bool{
	"4111111111111111": true, "4242424242424242": true, "4012888888881881": true, "4000056655665556": true, "5555555555554444": true, "5105105105105100": true, "5200828282828210": true,
	"378282246310005": true, "371449635398431": true, "3530111333300000": true, "3566002020360505": true, "30569309025904": true, "38520000023237": true, "6011111111111117": true, "6011000990139424": true, "2223003122003222": true,
}

func findCard(t *detect.Text, found func(detect.Match)) {
	for i, r := range t.Digits() {
		end, odds := 0, -0.1
		switch n := r.Len(); {
		case n >= 14 && n <= 19:
			end, _ = groups(t, i, n)
		case n == 4:
			for _, sizes := range cardShapes {
				if e, sep := groups(t, i, sizes...); e > 0 && sep != '.' && sep != '/' {
					end, odds = e, 0.4
					break
				}
			}
		}
		if end == 0 {
			continue
		}
		key := digitsOf(t.Norm[r.Start:end])
		if !issuer(key) || allSame(key) {
			continue
		}
		m := detect.Match{Start: r.Start, End: end, Odds: odds, Key: key, Evidence: t.Around(r.Start, end, cardWords, cardAgainst)}
		switch {
		case luhn(key):
			m.Evidence |= detect.CheckDigit
			if testCards[key] || strings.Contains(key, "000000000") {
				m.Evidence |= detect.Sample
				if m.Evidence&detect.Label != 0 {
					m.Odds++ // a labelled test number is told, with low confidence
				}
			}
			if len(key) != 16 {
				m.Odds -= 1.2
			}
		case t.Type == extract.Number && len(key) == 16 && key[15] == '0' && m.Evidence&detect.Label != 0:
			m.Odds = -2 // a spreadsheet keeps 15 digits of 16
		default:
			m.Odds = -8
		}
		found(m)
	}
}

var cardShapes = [][]int{{4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}, {4, 4, 4, 4, 3}}

// cardAgainst leaves out カード, which many other numbers are printed on.
var cardAgainst = detect.NewWords(`注文番号 受注番号 発注番号 伝票 伝票番号 送り状 追跡番号 問い合わせ番号 お問い合わせ番号 管理番号 品番 型番 商品コード jan ean シリアル シリアル番号 ロット 製造番号 会員番号 ポイントカード 会員カード 診察券 タイムスタンプ timestamp 取引番号 取引id 決済id order_id order tracking serial sku lot imei iccid id uuid hash メンバーズカード ギフトカード`)

// issuer reports whether s begins like the number of a card brand and is as
// long as its numbers are.
func issuer(s string) bool {
	n := len(s)
	if n < 14 {
		return false
	}
	two, three, four := num(s[:2]), num(s[:3]), num(s[:4])
	switch {
	case s[0] == '4':
		return n == 16 || n == 19
	case two >= 51 && two <= 55 || four >= 2221 && four <= 2720:
		return n == 16
	case four >= 3528 && four <= 3589:
		return n >= 16
	case two == 34 || two == 37:
		return n == 15
	case three >= 300 && three <= 305 || two == 36 || two == 38 || two == 39:
		return n == 14 || n == 16
	case four == 6011 || three >= 644 && three <= 649 || two == 65:
		return n == 16 || n == 19
	case two == 62:
		return n >= 16
	}
	return false
}

func num(s string) int {
	v := 0
	for i := range len(s) {
		v = v*10 + int(s[i]-'0')
	}
	return v
}
