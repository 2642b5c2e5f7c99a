package ident

import (
	"testing"

	"monban/detect"
	"monban/detect/detecttest"
	"monban/extract"
)

// Values in cells: the header is all that names them, and numbers have lost
// what a spreadsheet does not keep.
func TestCells(t *testing.T) {
	for _, c := range []struct {
		label, text string
		typ         extract.Type
		want        detect.Kind // "" when nothing may be found
	}{
		{"個人番号", "123456789018", extract.Text, detect.MyNumber},
		{"マイナンバー（12桁）", "1234 5678 9018", extract.Text, detect.MyNumber},
		{"扶養親族の個人番号", "２３４５６７８９０１３", extract.Text, detect.MyNumber}, /* as a CSV keeps it */
		{"MyNumber", "123456789018", extract.Number, detect.MyNumber},
		{"個人番号", "23456789013", extract.Number, detect.MyNumber}, // 023456789013
		{"個人番号", "1122389452", extract.Text, detect.MyNumber},    // 001122389452
		{"個人番号", "1122389453", extract.Text, ""},
		{"番号", "1122389452", extract.Number, ""},
		{"個人番号", "123456789012", extract.Text, ""},
		{"注文番号", "123456789018", extract.Number, ""},
		{"携帯電話", "9012345678", extract.Number, detect.Phone},
		{"電話番号", "312345678", extract.Number, detect.Phone},
		{"連絡先TEL", "０９０１２３４５６７８", extract.Text, detect.Phone},
		{"自宅電話", "0466221111", extract.Text, detect.Phone},
		{"緊急連絡先（携帯）", "080 1234 5678", extract.Text, detect.Phone},
		{"phoneNumber", "09012345678", extract.Text, detect.Phone},
		{"FAX番号", "03(1234)5678", extract.Text, detect.Phone},
		{"数量", "9012345678", extract.Number, ""},
		{"商品コード", "0312345678", extract.Text, ""},
		{"品番", "03-1234-5678", extract.Text, ""},
		{"E-mail", "t.yamada@example.jp", extract.Text, detect.Email},
		{"運転免許証番号", "302165432180", extract.Text, detect.DriversLicence},
		{"免許証No", "302165432190", extract.Text, detect.DriversLicence},
		{"パスポート番号", "TK1234567", extract.Text, detect.Passport},
		{"Passport No.", "B1234567", extract.Text, detect.Passport},
		{"在留カード番号", "UH84512093LA", extract.Text, detect.ResidenceCard},
		{"基礎年金番号", "2112345678", extract.Text, detect.PensionNumber},
		{"年金番号", "2112-345678", extract.Text, detect.PensionNumber},
		{"雇用保険被保険者番号", "5001-234567-8", extract.Text, detect.EmploymentInsurance},
		{"雇用保険番号", "50012345678", extract.Text, detect.EmploymentInsurance},
		{"事業所番号", "5001-234567-8", extract.Text, ""},
		{"住民票コード", "24727059608", extract.Text, detect.ResidentRecordCode},
		{"保険者番号", "33120015", extract.Text, detect.HealthInsurance},
		{"保険者番号", "1130012", extract.Number, detect.HealthInsurance}, // 01130012
		{"公費負担者番号", "21136023", extract.Text, detect.HealthInsurance},
		{"受給者番号", "1234566", extract.Text, detect.HealthInsurance},
		{"被保険者証記号・番号", "12-34567", extract.Text, detect.HealthInsurance},
		{"保険証番号", "778899", extract.Text, detect.HealthInsurance},
		{"介護保険被保険者番号", "0000123456", extract.Text, detect.CareInsurance},
		{"被保険者番号", "0000123456", extract.Text, detect.CareInsurance},
		{"受給者証番号", "1300012345", extract.Text, detect.WelfareCertificate},
		{"通所受給者証番号", "1300012345", extract.Number, detect.WelfareCertificate},
		{"自立支援医療受給者証番号", "1234566", extract.Text, detect.WelfareCertificate},
		{"受給者証", "申請中", extract.Text, ""},
		{"手帳番号", "第123456号", extract.Text, detect.DisabilityCertificate},
		{"障がい者手帳番号", "東京都第12345号", extract.Text, detect.DisabilityCertificate},
		{"身体障害者手帳", "2級", extract.Text, ""},
		{"口座番号", "1234567", extract.Text, detect.BankAccount},
		{"口座番号", "0012345", extract.Text, detect.BankAccount},
		{"振込口座", "みどり銀行 あおば支店 普通 1234567", extract.Text, detect.BankAccount},
		{"ゆうちょ記号番号", "14030-12345671", extract.Text, detect.BankAccount},
		{"クレジットカード番号", "4539148803436467", extract.Text, detect.CreditCard},
		{"カード番号", "4539148803436460", extract.Number, detect.CreditCard}, // the 16th digit is lost
		{"カード番号", "4111111111111111", extract.Text, detect.CreditCard},
		{"取引番号", "4539148803436467", extract.Text, ""},
		{"学籍番号", "21B1234", extract.Text, detect.StudentNumber},
		{"受験番号", "10234", extract.Number, detect.StudentNumber},
		{"社員番号", "12345", extract.Number, detect.EmployeeNumber},
		{"社員コード", "A-0012", extract.Text, detect.EmployeeNumber},
		{"部署コード", "1200", extract.Text, ""},
		{"証券番号", "1234567890", extract.Text, detect.InsurancePolicy},
		{"証券コード", "7203", extract.Text, ""},
		{"患者ID", "0012345", extract.Text, detect.PatientNumber},
		{"診察券番号", "12-3456", extract.Text, detect.PatientNumber},
		{"カルテNo", "4455", extract.Number, detect.PatientNumber},
		{"ログインID", "yamada01", extract.Text, detect.LoginID},
		{"user_id", "k.ito", extract.Text, detect.LoginID},
		{"ユーザID", "user_id", extract.Text, ""},
		{"初期パスワード", "xK9#mP2q", extract.Text, detect.Password},
		{"password", "5f4dcc3b5aa765d61d8327deb882cf99", extract.Text, detect.Password},
		{"password_hash", "$2y$10$ECJEzRM7zu2Aw9bYMX648u1qaa6X1cocdaZ8zgZlle8wXWsziuBMi", extract.Text, detect.Password},
		{"暗証番号", "4821", extract.Text, detect.Password},
		{"パスワード", "sakura", extract.Text, detect.Password},
		{"パスワード", "変更済み", extract.Text, ""},
		{"パスワード有効期限", "2024/12/31", extract.Text, ""},
		{"ユーザパスワード", "user_password", extract.Text, ""},
		{"ハッシュ値", "5f4dcc3b5aa765d61d8327deb882cf99", extract.Text, ""},
		{"金額", "4500000", extract.Number, ""},
		{"日付", "20240401", extract.Number, ""},
		{"件数", "12", extract.Number, ""},
	} {
		text := detecttest.Unit(extract.Unit{Text: c.text, Type: c.typ}, c.label)
		got := map[detect.Kind]float64{}
		for _, r := range Rules() {
			for _, m := range detecttest.Find(r, text) {
				got[r.Kind] = max(got[r.Kind], m.Confidence())
			}
		}
		if _, ok := got[c.want]; c.want != "" && !ok || len(got) > 1 || c.want == "" && len(got) > 0 {
			t.Errorf("%s: %s: got %v, want %q", c.label, c.text, got, c.want)
		}
	}
}

// Columns of ordinary codes, without a header: even when all cells have the
// shape, and the column stage adds its evidence, they are no finding.
func TestOrdinaryColumnsWithoutHeader(t *testing.T) {
	for _, c := range []struct{ text, what string }{
		{"123456789", "nine digits"}, {"312345678", "nine digits like a landline"}, {"1370123456", "the number of an office"}, {"0312345678", "ten digits with a zero"},
		{"202404010001", "an order number"}, {"441000000066", "a parcel"}, {"AB1234567", "a product code"}, {"TK1234567", "a product code"}, {"1234-567890", "a document number"},
		{"1234-567890-1", "a lot"}, {"1234567", "seven digits"}, {"20240401", "a day"}, {"4901234567894", "a JAN code"}, {"2024-0401-0012", "an order number"}, {"12345", "a count"},
	} {
		for _, typ := range []extract.Type{extract.Text, extract.Number} {
			text := detecttest.Unit(extract.Unit{Text: c.text, Type: typ}, "")
			for _, r := range Rules() {
				r.Find(text, func(m detect.Match) {
					m.Evidence |= detect.ColumnValues
					if r.Chance > 0 {
						m.Evidence &^= detect.CheckDigit // one cell in ten
					}
					if got := m.Confidence(); got >= detect.Least && r.Kind != detect.CorporateNumber {
						t.Errorf("%s (%s): %s with confidence %.2f in a column of its like", c.text, c.what, r.Name, got)
					}
				})
			}
		}
	}
}
