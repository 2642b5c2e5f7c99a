package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

var policyWords = detect.NewWords(`証券番号 証券no 証券記号番号 保険証券 保険証券no 保険契約番号 保険証書番号 保険の証書番号 共済の証書番号 共済契約番号 共済証書番号 共済証券番号 policy_number policy_no policy_id policyno policynumber`)

var insurancePolicy = detect.Rule{
	Name: "insurance-policy", Kind: detect.InsurancePolicy, Needs: detect.HasDigit, Digits: 5, Words: []*detect.Words{policyWords, policyShort},
	Doc: detect.Doc{
		Title: "Number of an insurance policy, under a label", TitleJa: "保険証券番号（項目名があるもの）",
		Hit: []string{
			"証券番号：1234567890", "保険証券番号 AB12345678", "証券番号: 12-3456789", "証券No. 0987654321", "Policy No: P123456789", "保険契約番号 123-456789", "policy_number=77881234", "自動車保険 証券番号 A123456789", "証券番号は 55512345 です", "火災保険証券番号：00123456", "唐木様（証券AK-730-118264）に更新の架電", "火災保険は証券3816-720945で引き継ぐ", "生保の証券61-20448-73の方", "キャンプの保険に追加。証券は V5508-554719 です。", "入院共済金、証書番号0493-7715-28で受け付け", "がん保険の件。契約は CN-0056813 です", "代車の保険は7K-30642915。", "契約番号（生命保険） TR-0315084", "共済の証書番号を聞いたところ、552-6006806-1とのこと",
		},
		Miss:   []string{"証券コード 7203", "証券番号", "証券番号：", "1234567890", "証券会社 12社", "契約番号 1234567890", "銘柄コード 6758", "証券番号は10桁", "証券番号 0000000000", "有価証券報告書 2024", "みどり証券 03-1234-5678", "保険と証券 120-118264", "保険の証券は2026-04-01に届く", "火災保険の証券 2024-04-01", "コピー機の契約は CN-0056813 です", "携帯電話の契約番号 CN-0056813", "保険会社の電話は 03-5550-1200", "火災保険は2026-04-01から", "国民健康保険 12-34567890"},
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
var policyShort = detect.NewWords(`証券 証書番号 契約番号 契約 保険 共済`)

var (
	// shortPolicy is such a number: groups of letters and digits, eight digits or more.
	shortPolicy = regexp.MustCompile(`^(?:\([^()]{2,30}\))?[はが:=]{0,2} {0,2}([0-9]?[A-Z]{0,3}[0-9]{0,5}(?:-[0-9]{1,8}){1,3})`)
	// insurances are words around it.
	insurances = detect.NewPhrases(`保険 生保 損保 共済 契約 更新 架電 保全 満期 失効 解約 受取人 給付`)
)

// policyLabels end with words that policyShort has as well.
var policyLabels = detect.NewPhrases(`保険契約番号 共済契約番号 共済の証書番号 保険の証書番号 保険証書番号 共済証書番号 共済証券番号 証券番号 保険証券`)

// insuring are the words of it that are of nothing else.
var insuring = detect.NewPhrases(`保険 生保 損保 共済`)

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// policiesInShort finds numbers right behind 証券 alone, where it ends no name of a
// broker and the text is about insurance.
func policiesInShort(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	t.Each(policyShort, func(word, at int) {
		label := detect.Tail(s[:at], 30)
		at += detect.Joint(s[at:])
		g := shortPolicy.FindStringSubmatchIndex(detect.Head(s[at:], 40))
		if g == nil {
			return
		}
		start, end := at+g[2], at+g[3]
		v, w := s[start:end], s[word:at]
		around := detect.Tail(s[:word], 120) + detect.Head(s[at:], 60)
		switch {
		case w == "保険" || w == "共済": // 保険は7K-30642915
			if !strings.ContainsAny(v, capitals) {
				return
			}
		case w == "証券" && strings.TrimSpace(s[:word]) == "" && strings.ContainsAny(v, capitals):
		case !insurances.In(around) && !insurances.In(detect.Tail(t.Before, 120)):
			return
		case w != "証券" && !insuring.In(around) && !insuring.In(w) && !insuring.In(detect.Tail(t.Before, 120)):
			return // of a lease, a telephone
		}
		if policyLabels.Ends(label) != "" {
			return // found by its label
		}
		before := strings.TrimSuffix(s[:word], "保険")
		if before != "" && !strings.HasSuffix(before, "、") && !strings.HasSuffix(before, "。") && !strings.HasSuffix(before, "は") && !strings.HasSuffix(before, "の") && !strings.HasSuffix(before, "「") && strings.IndexByte(" (:/\n", before[len(before)-1]) < 0 {
			return
		}
		if n := len(digitsOf(v)); n < 8 && (n < 7 || !strings.ContainsAny(v, capitals)) || n > 14 || len(v) == len("2024-04-01") && v[:2] == "20" || v[0] == '0' && n < 12 && !strings.HasSuffix(w, "番号") || counter(s[end:]) || end < len(s) && alnum(s[end]) {
			return
		}
		found(detect.Match{Start: start, End: end, Odds: -2, Evidence: detect.Context, Key: strings.ToLower(v)})
	})
}
