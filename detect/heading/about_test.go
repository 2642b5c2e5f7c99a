package heading

import "testing"

func TestAbout(t *testing.T) {
	const p = "佐藤花子"
	for file, want := range map[string]bool{
		"佐藤花子.xlsx": true, "20250401_佐藤花子.pdf": true, "佐藤花子様.docx": true, "佐藤花子_診断書.pdf": true, "診断書(佐藤花子).pdf": true,
		"令和7年度_個別支援計画_佐藤花子.xlsx": true, "【佐藤花子さん】.txt": true, "面談記録 佐藤花子 R7.4.1.docx": true, "Resume 佐藤花子.pdf": true, "R7_佐藤花子_2.csv": true,
		"佐藤花子氏 研修参加の件.eml": true, "利用者/佐藤花子": true,

		"個別支援計画_佐藤花子_修正版.xlsx": true, "診断書_佐藤花子_更新用.pdf": true, "佐藤花子_サービス担当者会議の要点_要介護4.docx": true, "傷病手当金請求書_佐藤花子.pdf": true, "障害年金請求_佐藤花子_第2版.pdf": true, "紹介状 作成依頼 佐藤花子.docx": true,

		"個別支援計画_佐藤花子作成.xlsx": false, "支援記録 担当：佐藤花子.xlsx": false, "面談記録_佐藤花子版.xlsx": false, "ケース会議_担当者佐藤花子.docx": false, "モニタリング 作成者 佐藤花子.pdf": false, "会議室予約_佐藤花子.xlsx": false,

		"佐藤花子様式.docx": false, "佐藤花子作成_統計.xlsx": false, "研修資料_佐藤花子.pptx": false, "うつ病について_佐藤花子.docx": false, "佐藤花子_見積書.pdf": false,
		"名簿（佐藤花子担当）.xlsx": false, "佐藤花子先生講演.pdf": false, "アンケート集計_佐藤花子.xlsx": false, "佐藤花子_うつ病.docx": false, "診断書.pdf": false, "": false,
	} {
		if got := about(file, p); got != want {
			t.Errorf("about(%q, %q) = %v", file, p, got)
		}
	}
}

func TestTitled(t *testing.T) {
	const p = "佐藤花子"
	for title, want := range map[string]bool{
		"佐藤花子さんの支援経過記録 2025年": true, "利用者名 佐藤花子 日付 内容": true, "支援記録 利用者名：佐藤花子": true, "体調チェック表 佐藤花子様 日付": true, "氏名: 佐藤花子": true,

		"佐藤花子様 いつもお世話になっております。": false, "記録者 佐藤花子": false, "佐藤花子 著": false, "利用者一覧 氏名 佐藤花子": false, "経過記録 佐藤花子": false, "": false,
	} {
		if got := titled(title, p); got != want {
			t.Errorf("titled(%q, %q) = %v", title, p, got)
		}
	}
}
