package rules

import (
	"testing"
)

// Of those who were at a meeting the minutes tell what they said, wherever they name
// them; of whom the meeting was about they tell how he is.
func TestWhoWasAtAMeeting(t *testing.T) {
	checkPrivate(t, "a.txt", []privateCase{
		{"出 席  手嶋、薬剤 大庭、検査 弓削、看護部長 城戸、\n       栄養 麻生、リハ 樋口\n\n２．抗菌薬使用状況（大庭）\n　カルバペネムは横ばい。\n４．インフルエンザ（麻生）", 0},
		{"出席：委員長 梁瀬、薬剤部 久我、検査科 杣田\n欠席：放射線科 糸数\n(2) 抗菌薬の使用状況（薬剤部 久我）\n　バンコマイシンの実施率94％。\n(3) 疥癬（糸数）", 0},
		{"出席者　梁瀬、久我、杣田\n久我：てんかんの研修を12月に行う。\n杣田さんはうつ病で来月から休職する。", 1},
		{"出席者　久我、杣田\n久我は糖尿病だと打ち明けた。", 1},
		{"出席者　久我、杣田\n久我はインフルエンザの状況を説明。杣田が結核の発生を報告。", 0},
		{"氏名 水谷恒一 昭和50年4月1日生\n\n利用者の状況を報告します。\n古川は認知症が進み、星野は骨折で入院。\n木戸がてんかんの発作で倒れた。", 4},
		{"出席者　久我、杣田、本人（辰巳）\n辰巳：てんかんの発作は今月なし。", 1},
		{"参加：保護者 乾、担任 倭、SC 江副\n乾さんはADHDの診断を受けた。", 1},
		{"同席者：杣田、久我\n利用者の下地さんは統合失調症。久我が面談した。", 1},
		{"研 修 名   強度行動障害支援者養成研修\n主 催 者   県協会", 0},
	})
}

// A form tells whom a file is about, and what is written below it who has had to do
// with the case.
func TestFormAboveAReport(t *testing.T) {
	form := "<html><body><table><tr><th>氏名</th><td>笹生 キヨ</td><th>生年月日</th><td>昭和8年1月17日</td></tr><tr><th>住所</th><td>館山市船形1193</td><th>電話</th><td>0470-27-5836</td></tr></table>"
	report := "<p>12/3 10:00 コアメンバー会議（折原、新妻、保健師 加瀬、平嶋・御子神）。緊急性は中。</p><p>12/3 13:30 面接（新妻・加瀬）。両上腕に皮下出血3か所。</p><p>12/3 16:00 自宅訪問（平嶋・新妻）。認知症が進んでいる。</p>"
	checkPrivate(t, "a.html", []privateCase{
		{form + report, 1},
		{form + report + "<p>小野寺さんは統合失調症で通院している。</p>", 2},
		{form + "<p>星野 早苗　糖尿病</p><p>古川 茂　てんかん</p>", 3},
	})
}
