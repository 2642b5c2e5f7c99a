package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

var policyWords = detect.NewWords(`証券番号 証券no 証券記号番号 保険証券 保険証券no 保険契約番号 共済証書番号 共済証券番号 policy_number policy_no policy_id policyno policynumber`)

var insurancePolicy = detect.Rule{
	Name: "insurance-policy", Kind: detect.InsurancePolicy, Needs: detect.HasDigit, Digits: 5, Words: []*detect.Words{policyWords, policyShort},
	Doc: detect.Doc{
		Title: "Number of an insurance policy, under a label", TitleJa: "保険証券番号（項目名があるもの）",
		Hit: []string{
			"証券番号：1234567890", "保険証券番号 AB12345678", "証券番号: 12-3456789", "証券No. 0987654321", "Policy No: P123456789", "保険契約番号 123-456789", "policy_number=77881234", "自動車保険 証券番号 A123456789", "証券番号は 55512345 です", "火災保険証券番号：00123456", "唐木様（証券AK-730-118264）に更新の架電", "火災保険は証券3816-720945で引き継ぐ", "生保の証券61-20448-73の方", "キャンプの保険に追加。証券は V5508-554719 です。",
		},
		Miss:   []string{"証券コード 7203", "証券番号", "証券番号：", "1234567890", "証券会社 12社", "契約番号 1234567890", "銘柄コード 6758", "証券番号は10桁", "証券番号 0000000000", "有価証券報告書 2024", "みどり証券 03-1234-5678", "保険と証券 120-118264", "保険の証券は2026-04-01に届く", "火災保険の証券 2024-04-01"},
		Source: "identifiers 2.18 (各保険会社の付番)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		policies.find(t, found)
		policiesInShort(t, found)
	},
}

var policies = named{
	pos: policyWords,
	neg: detect.NewWords(`証券コード 銘柄コード 株式 証券会社 登録番号`), least: 6, most: 16, fewestDigits: 5, odds: -1.3,
}

// policyShort is what offices that sell insurance call the number of a policy.
var policyShort = detect.NewWords(`証券`)

var (
	// shortPolicy is such a number: groups of letters and digits, eight digits or more.
	shortPolicy = regexp.MustCompile(`^[はが]? ?([A-Z]{0,3}[0-9]{0,5}(?:-[0-9]{2,7}){1,3})`)
	// insurances are words around it.
	insurances = detect.NewPhrases(`保険 生保 損保 共済 契約 更新 架電 保全 満期 失効 解約 受取人 給付`)
)

// policiesInShort finds numbers right behind 証券 alone, where it ends no name of a
// broker and the text is about insurance.
func policiesInShort(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	t.Each(policyShort, func(word, at int) {
		g := shortPolicy.FindStringSubmatchIndex(detect.Head(s[at:], 40))
		if g == nil || !insurances.In(detect.Tail(s[:word], 120)+detect.Head(s[at:], 60)) && !insurances.In(detect.Tail(t.Before, 120)) {
			return
		}
		before := strings.TrimSuffix(s[:word], "保険")
		if before != "" && !strings.HasSuffix(before, "、") && !strings.HasSuffix(before, "。") && !strings.HasSuffix(before, "は") && !strings.HasSuffix(before, "の") && strings.IndexByte(" (:/", before[len(before)-1]) < 0 {
			return
		}
		start, end := at+g[2], at+g[3]
		v := s[start:end]
		if n := len(digitsOf(v)); n < 8 || n > 14 || len(v) == len("2024-04-01") && v[:2] == "20" || v[0] == '0' && n < 12 || counter(s[end:]) || end < len(s) && alnum(s[end]) {
			return
		}
		found(detect.Match{Start: start, End: end, Odds: -2, Evidence: detect.Context, Key: strings.ToLower(v)})
	})
}
