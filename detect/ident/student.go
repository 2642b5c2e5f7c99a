package ident

import "monban/detect"

var studentWords = detect.NewWords(`学籍番号 学籍no 学籍 学生番号 学生証番号 学生証no 学生id 学生no 生徒番号 生徒id 児童番号 園児番号 student_id student_no student_number studentid studentno gakuseki 受験番号 受験no`)

var studentNumber = detect.Rule{
	Name: "student-number", Kind: detect.StudentNumber, Needs: detect.HasDigit, Digits: 3, Words: []*detect.Words{studentWords},
	Doc: detect.Doc{
		Title: "Student number, under a label", TitleJa: "学籍番号（項目名があるもの）",
		Hit: []string{
			"学籍番号：21B1234", "学籍番号 s1234567", "学生番号: 2024001", "学生証番号は 12-34567 です", "Student ID: A0123456", "student_no=20240015", "生徒番号 30215", "学籍No. 1A-0234", "学生ID：k20001", "学籍番号(半角) 1234567", "児童番号 0512", "学籍番号ですが、正しくは22B1074です", "学籍番号を聞いたところ、22B1074とのこと",
		},
		Miss:   []string{"学籍番号", "学籍番号は7桁の数字です", "21B1234", "学籍番号：", "学籍番号 入力してください", "学籍番号 7桁", "型番 21B1234", "出席番号 12", "学籍番号 xxxxxxx", "学生数 1234"},
		Source: "identifiers 2.18 (各学校の付番)",
	},
	Find: named{
		pos: studentWords,
		neg: things, least: 3, most: 14, fewestDigits: 3, odds: -1.5,
	}.find,
}
