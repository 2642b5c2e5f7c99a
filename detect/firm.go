package detect

// LegalForms are the words by which the names of Japanese companies and other
// corporations say what they are, as NewWords takes them. What else makes a firm
// (a department, a bill, a hotline) each rule knows by itself. Source: 会社法 2 and 6,
// 一般法人法 5, and the laws of the other 法人. (名) and (同) are left out: (姓) and
// (名) stand in forms.
const LegalForms = `株式会社 (株) 有限会社 (有) 合同会社 合名会社 合資会社
	財団法人 社団法人 学校法人 医療法人 宗教法人 社会福祉法人 独立行政法人 特定非営利活動法人 npo法人 協同組合`
