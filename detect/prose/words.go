package prose

import (
	"strings"

	"monban/detect"
)

// examples are the words of forms that show how to fill them in.
var examples = detect.NewWords(`記入例 記載例 入力例 見本 サンプル`)

// example reports whether a line says that it shows how to fill in a form.
func example(s string, chars detect.Chars) bool {
	return examples.In(s) || chars&detect.HasLatin != 0 && (strings.Contains(s, "Sample form") || strings.Contains(s, "sample form"))
}

// organisations are words of the names of companies and offices.
var organisations = detect.NewWords(`株式会社 (株) 有限会社 (有) 合同会社 社団法人 財団法人 協同組合 営業部 総務部 人事部 開発部 事業部 支店 営業所`)

// organisation reports whether a line names a company or an office.
func organisation(s string, chars detect.Chars) bool {
	return organisations.In(s) || chars&detect.HasLatin != 0 && containsAny(s, latinOrganisations)
}

var latinOrganisations = []string{"Inc.", "Co.,", "Ltd", "LLC", "Corp"}
