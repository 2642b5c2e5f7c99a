package ident

import "monban/detect"

var employeeWords = detect.NewWords(`社員番号 社員no 社員id 社員コード 社員cd 人事番号 従業員番号 従業員no 従業員id 従業員コード 従業員cd 職員番号 行員番号 行員コード 局員番号 教員番号 乗務員番号 隊員番号 社員証番号 社員の番号 職員の番号 職員no 職員id 職員コード 教職員番号 スタッフ番号 スタッフid スタッフコード employee_id employee_no employee_number employeeid employeeno emp_no emp_id empno empid staff_id staff_no shain_no`)

var employeeNumber = detect.Rule{
	Name: "employee-number", Kind: detect.EmployeeNumber, Needs: detect.HasDigit, Digits: 2, Words: []*detect.Words{employeeWords},
	Doc: detect.Doc{
		Title: "Employee number, under a label", TitleJa: "社員番号（項目名があるもの）",
		Hit: []string{
			"社員番号：12345", "従業員番号 A-1234", "職員番号: 002345", "社員ID：E00123", "Employee ID: 100234", "社員コード 0012", "emp_no=4411", "社員No.1204", "従業員コード: 1001", "スタッフ番号 3321", "職員コード：10-223", "行員番号 550264 丹羽", "乗務員番号：5520",
		},
		Miss:   []string{"社員番号", "社員数 120", "社員番号は6桁", "部署コード 1200", "社員番号：", "従業員 300名", "12345", "職員 12名", "社員コード体系", "社員番号 5桁", "行員 300名"},
		Source: "identifiers 2.18 (各社の付番)",
	},
	Find: named{
		pos: employeeWords,
		neg: things, least: 2, most: 12, fewestDigits: 2, odds: -1.5,
	}.find,
}
