package prose

import (
	"strings"

	"monban/detect"
)

// examples are the words of forms that show how to fill them in.
var examples = detect.NewWords(`記入例 記載例 入力例 見本 サンプル 説明のためのダミー 架空のもの 架空の人物 実在の人物ではありません 実在しません`)

// example reports whether a line says that it shows how to fill in a form.
func example(t *detect.Text) bool {
	return t.Has(examples) || t.Chars&detect.HasLatin != 0 && (strings.Contains(t.Norm, "Sample form") || strings.Contains(t.Norm, "sample form") || strings.Contains(t.Norm, "example:"))
}

// organisations are words of the names of companies and offices.
var organisations = detect.NewWords(detect.LegalForms, `営業部 総務部 人事部 開発部 事業部 支店 営業所`)

// organisation reports whether a line names a company or an office.
func organisation(t *detect.Text) bool {
	return t.Has(organisations) || t.Chars&detect.HasLatin != 0 && (containsAny(t.Norm, latinOrganisations) || latinForms.Ends(strings.TrimRight(t.Norm, " .")) != "")
}

var latinOrganisations = []string{"Inc.", "Co.,", "Ltd", "LLC", "Corp", "GmbH", "Pte", "Pty", "Sdn. Bhd", "S.p.A"}

// latinForms end the names of companies in other countries.
var latinForms = detect.NewPhrasesOf([]string{" OU", " OÜ", " AB", " AG", " SA", " S.A", " Oy", " BV", " B.V", " NV", " N.V", " A/S", " ApS", " SAS", " S.r.l", " Kft", " PLC", " plc", " LLP", " SE", " JSC", " Tbk"})

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] >= 'A' && s[i] <= 'z' {
			return false
		}
	}
	return true
}
