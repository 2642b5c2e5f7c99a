package rules

import "testing"

// A title of a craft makes a name of the family before it, and a data subject of him of
// whom the text tells how he is; who heals or rescues is at his work.
func TestTitlesOfCrafts(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"荷役中に腰をひねった友利甲板員の続報。痛み止めで様子を見ていますが、左足のしびれが引かず、腰椎椎間板ヘルニアでした。", 1, 1},
		{"西銘一等機関士が腎結石で下船しました。", 1, 1},
		{"戸高整備士、健診で糖尿病が見つかり通院中。", 1, 1},
		{"嘉数訓練生、適応障害で休校。", 1, 1},
		{"浅香塾生（中2）は学習障害があり、座席は前。", 1, 1},
		{"永瀬研修医がうつ病で休職に入りました。", 1, 1},
		{"浜本操縦士のてんかん既往について、産業医と相談。", 1, 1},
		{"三島一等陸曹 PTSDで入院", 1, 1},
		{"大垣消防士長が出動中に熱傷、県立救命センターへ搬送。", 1, 1},
		{"與那嶺作業員　じん肺管理2", 1, 1},
		{"矢部兄：奥様を天に送られて半年、眠れない夜が続いているとのこと。", 1, 1},
		{"永瀬研修医が心不全の症例を発表しました。", 0, 0},
		{"大垣消防士が熱傷の男性を救助した。", 0, 0},
		{"新里技師が脳腫瘍の画像を説明した。", 0, 0},
		{"具志堅運転士は救護訓練で心肺蘇生を担当しました。てんかんの乗客への対応も学びました。", 0, 0},
		{"戸高整備士がエンジンの点検を終えました。", 0, 0},
		{"船舶操縦士の色覚検査、車両整備士の腰痛対策", 0, 0},
		{"林作業員詰所 森林組合員の腰痛予防", 0, 0},
		{"大阪府医師会 京都府助産師会 神奈川県栄養士会 糖尿病教室", 0, 0},
		{"真栄田船長から、船酔いの薬の補充依頼がありました。", 0, 0},
		{"兄弟姉妹の皆さま、認知症の理解のために。", 0, 0},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}

// Names as airlines and notes in half width write them, and behind the code of a team.
func TestNamesInNotes(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		text            string
		special, people int
	}{
		{"RQ: SPML/ OKUMURA/KAZUE MS\nﾐｰﾙ：糖尿病食(DBML)、2型糖尿病、ﾗﾝﾀｽ注ｿﾛｽﾀｰを機内持込。", 1, 1},
		{"宿泊者名: NAKAO/YUMIKO MS / 1泊 / 車椅子利用、リウマチ", 1, 1},
		{"労働相談ﾒﾓ\nﾖｺｲｻﾝ(42) ﾊﾟﾜﾊﾗ\nうつ病で3ｶ月休み。録音あり。", 1, 1},
		{"ﾔﾏｸﾞﾁｻﾏ 肺炎で入院", 1, 1},
		{"負傷記録\nU-12　岡元 琉生　6/2 練習試合の後半\n翌日に整形外科で右足関節外側靱帯損傷Ⅱ度。装具固定3週。", 1, 1},
		{"健診後面談　斧田\n- BMI 33.2、中性脂肪 412\n- 脂肪肝といわれたが放置", 1, 1},
		{"地域包括から西洞院ご夫妻。妻：84、骨粗鬆症。", 1, 1},
		{"202の小比類巻、夜間せん妄あり、リスパダール頓服。", 1, 1},
		{"→志賀　インフルA　明日まで出勤停止", 1, 1},
		{"K.Yamamoto 様　喘息　吸入器持参", 1, 1},
		{"波多野ドライバー、点呼時血圧 178/110。乗務見合わせ。", 1, 1},
		{"訪問記録　様式\n病名、内服薬を書く", 0, 0},
		{"健康相談　松本\n高血圧、糖尿病の予防について。", 0, 0},
		{"※千葉　インフルエンザ警報", 0, 0},
		{"若いご夫婦のための不妊治療セミナー。老夫婦の認知症予防も。", 0, 0},
		{"202の部屋、せん妄対応のセンサー設置済み。", 0, 0},
		{"安全ドライバー講習　てんかんの方の運転について", 0, 0},
		{"J.League選手　肉離れの統計", 0, 0},
		{"AC/DC USB/HDMI MR/CT 頭部外傷のプロトコル", 0, 0},
		{"アミノサン、リンサン、クエンサンが不足すると貧血になります。", 0, 0},
		{"スギハラサンは杉原産業の製品です。花粉症用マスク。", 0, 0},
		{"U-12 大会の結果です。捻挫の手当をしました。", 0, 0},
		{"A班　作業内容　熱中症対策の確認", 0, 0},
	} {
		if special, people := subjectsIn(t, e, "m.txt", c.text); special != c.special || people != c.people {
			t.Errorf("%s: %d people, special care of %d, want %d, %d", c.text, people, special, c.people, c.special)
		}
	}
}
