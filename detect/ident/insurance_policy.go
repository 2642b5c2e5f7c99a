package ident

import "monban/detect"

var policyWords = detect.NewWords(`証券番号 証券no 証券記号番号 保険証券 保険証券no 保険契約番号 共済証書番号 共済証券番号 policy_number policy_no policy_id policyno policynumber`)

var insurancePolicy = detect.Rule{
	Name: "insurance-policy", Kind: detect.InsurancePolicy, Needs: detect.HasDigit, Digits: 5, Words: []*detect.Words{policyWords},
	Doc: detect.Doc{
		Title: "Number of an insurance policy, under a label", TitleJa: "保険証券番号（項目名があるもの）",
		Hit: []string{
			"証券番号：1234567890", "保険証券番号 AB12345678", "証券番号: 12-3456789", "証券No. 0987654321", "Policy No: P123456789", "保険契約番号 123-456789", "policy_number=77881234", "自動車保険 証券番号 A123456789", "証券番号は 55512345 です", "火災保険証券番号：00123456",
		},
		Miss:   []string{"証券コード 7203", "証券番号", "証券番号：", "1234567890", "証券会社 12社", "契約番号 1234567890", "銘柄コード 6758", "証券番号は10桁", "証券番号 0000000000", "有価証券報告書 2024"},
		Source: "identifiers 2.18 (各保険会社の付番)",
	},
	Find: named{
		pos: policyWords,
		neg: detect.NewWords(`証券コード 銘柄コード 株式 証券会社 登録番号`), least: 6, most: 16, fewestDigits: 5, odds: -1.3,
	}.find,
}
