package ident

import "monban/detect"

// This file holds the codes that only a label tells: those that a school, an
// employer, a hospital, an insurer gives out.

var studentNumber = detect.Rule{
	Name: "student-number", Kind: detect.StudentNumber, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Student number, under a label", TitleJa: "学籍番号（項目名があるもの）",
		Hit: []string{
			"学籍番号：21B1234", "学籍番号 s1234567", "学生番号: 2024001", "学生証番号は 12-34567 です", "Student ID: A0123456", "student_no=20240015", "生徒番号 30215", "学籍No. 1A-0234", "学生ID：k20001", "学籍番号(半角) 1234567", "児童番号 0512",
		},
		Miss:   []string{"学籍番号", "学籍番号は7桁の数字です", "21B1234", "学籍番号：", "学籍番号 入力してください", "学籍番号 7桁", "型番 21B1234", "出席番号 12", "学籍番号 xxxxxxx", "学生数 1234"},
		Source: "identifiers 2.18 (各学校の付番)",
	},
	Find: named{
		pos: detect.NewWords(`学籍番号 学籍no 学籍 学生番号 学生証番号 学生証no 学生id 学生no 生徒番号 生徒id 児童番号 園児番号 student_id student_no student_number studentid studentno gakuseki 受験番号 受験no`),
		neg: things, least: 3, most: 14, fewestDigits: 3, odds: -1.5,
	}.find,
}

var employeeNumber = detect.Rule{
	Name: "employee-number", Kind: detect.EmployeeNumber, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Employee number, under a label", TitleJa: "社員番号（項目名があるもの）",
		Hit: []string{
			"社員番号：12345", "従業員番号 A-1234", "職員番号: 002345", "社員ID：E00123", "Employee ID: 100234", "社員コード 0012", "emp_no=4411", "社員No.1204", "従業員コード: 1001", "スタッフ番号 3321", "職員コード：10-223",
		},
		Miss:   []string{"社員番号", "社員数 120", "社員番号は6桁", "部署コード 1200", "社員番号：", "従業員 300名", "12345", "職員 12名", "社員コード体系", "社員番号 5桁"},
		Source: "identifiers 2.18 (各社の付番)",
	},
	Find: named{
		pos: detect.NewWords(`社員番号 社員no 社員id 社員コード 社員cd 従業員番号 従業員no 従業員id 従業員コード 従業員cd 職員番号 職員no 職員id 職員コード 教職員番号 スタッフ番号 スタッフid スタッフコード employee_id employee_no employee_number employeeid employeeno emp_no emp_id empno empid staff_id staff_no shain_no`),
		neg: things, least: 2, most: 12, fewestDigits: 2, odds: -1.5,
	}.find,
}

var insurancePolicy = detect.Rule{
	Name: "insurance-policy", Kind: detect.InsurancePolicy, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Number of an insurance policy, under a label", TitleJa: "保険証券番号（項目名があるもの）",
		Hit: []string{
			"証券番号：1234567890", "保険証券番号 AB12345678", "証券番号: 12-3456789", "証券No. 0987654321", "Policy No: P123456789", "保険契約番号 123-456789", "policy_number=77881234", "自動車保険 証券番号 A123456789", "証券番号は 55512345 です", "火災保険証券番号：00123456",
		},
		Miss:   []string{"証券コード 7203", "証券番号", "証券番号：", "1234567890", "証券会社 12社", "契約番号 1234567890", "銘柄コード 6758", "証券番号は10桁", "証券番号 0000000000", "有価証券報告書 2024"},
		Source: "identifiers 2.18 (各保険会社の付番)",
	},
	Find: named{
		pos: detect.NewWords(`証券番号 証券no 証券記号番号 保険証券 保険証券no 保険契約番号 共済証書番号 共済証券番号 policy_number policy_no policy_id policyno policynumber`),
		neg: detect.NewWords(`証券コード 銘柄コード 株式 証券会社 登録番号`), least: 6, most: 16, fewestDigits: 5, odds: -1.3,
	}.find,
}

var patientNumber = detect.Rule{
	Name: "patient-number", Kind: detect.PatientNumber, Needs: detect.HasDigit,
	Doc: detect.Doc{
		Title: "Patient or chart number, under a label", TitleJa: "患者番号・診察券番号（項目名があるもの）",
		Hit: []string{
			"患者番号：0012345", "患者ID: 123456", "カルテNo. 98765", "診察券番号 1234-56", "Patient ID: P00123", "患者コード 45678", "カルテ番号：A1234", "診察券No：000123", "patient_no=5551", "患者No 3321", "受診者番号 20331",
		},
		Miss:   []string{"患者数 120", "患者番号", "患者番号：", "0012345", "カルテ 3件", "診察券をお持ちください", "患者番号は7桁", "患者 1234名", "患者番号 0000000", "外来患者延数 12345"},
		Source: "identifiers 2.18 (各医療機関の付番)",
	},
	Find: named{
		pos: detect.NewWords(`患者番号 患者no 患者id 患者コード 患者cd カルテ番号 カルテno カルテid 診察券番号 診察券no 受診者番号 受診番号 受診者id 利用者番号 利用者id 利用者no patient_id patient_no patient_number patientid patientno chart_no mrn`),
		neg: things, least: 3, most: 14, fewestDigits: 3, odds: -1.4,
	}.find,
}
