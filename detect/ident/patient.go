package ident

import "monban/detect"

var patientWords = detect.NewWords(`患者番号 患者no 患者id 患者コード 患者cd カルテ番号 カルテno カルテid 診察券番号 診察券no 診察券 診察券の番号 カルテの番号 患者の番号 受診者番号 受診番号 受診者id 利用者番号 利用者id 利用者no patient_id patient_no patient_number patientid patientno chart_no mrn`)

var patientNumber = detect.Rule{
	Name: "patient-number", Kind: detect.PatientNumber, Needs: detect.HasDigit, Digits: 3, Words: []*detect.Words{patientWords},
	Doc: detect.Doc{
		Title: "Patient or chart number, under a label", TitleJa: "患者番号・診察券番号（項目名があるもの）",
		Hit: []string{
			"患者番号：0012345", "患者ID: 123456", "カルテNo. 98765", "診察券番号 1234-56", "Patient ID: P00123", "患者コード 45678", "カルテ番号：A1234", "診察券No：000123", "patient_no=5551", "患者No 3321", "受診者番号 20331", "文様（診察券 0055127）より電話", "診察券の番号は55120です",
		},
		Miss:   []string{"患者数 120", "患者番号", "患者番号：", "0012345", "カルテ 3件", "診察券をお持ちください", "診察券 300円", "診察券は2026年から新しく", "診察券 500枚", "患者番号は7桁", "患者 1234名", "患者番号 0000000", "外来患者延数 12345"},
		Source: "identifiers 2.18 (各医療機関の付番)",
	},
	Find: named{
		pos: patientWords,
		neg: things, least: 3, most: 14, fewestDigits: 3, odds: -1.4,
	}.find,
}
