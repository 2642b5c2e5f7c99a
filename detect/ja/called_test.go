package ja

import (
	"strings"
	"testing"

	"monban/extract"
)

// What people are called, in a line each, with the names behind the bar.
func TestCalled(t *testing.T) {
	n := NewNamer(shared)
	for _, line := range strings.Split(strings.TrimSpace(`
福吉さんは車椅子です|福吉
今日は塚崎さんと億川さんが休みです|塚崎,億川
舎利弗様のご自宅へ伺った|舎利弗
千々和さんから電話|千々和
はじめまして。小十文字と申します|小十文字
製造の毛受と申します|毛受
京増さんは欠席|京増
取引先様、施主様、来場者様、御社様にお知らせします|
名古屋さんと東京さんから見積が届いた|
訪看さん、児相さん、品管さんに共有|
市役所さんと工務店さん|
営業部と申します|
さくら商事と申します|
三郷市さんの入札|
長女　知世さんへ電話|知世
長男達也は無職|達也
母　安西 美咲|安西 美咲
義父 正夫さんと同居|正夫
長男坊さんの店|
妻木さんは出張|妻木
父母会さんの集まり|
Kuroiwa-san will come at 3|Kuroiwa
Please ask Tanaka-san|Tanaka
Rajesh-san is on leave|Rajesh
Mail to SUZUKI Ichiro-sama|SUZUKI Ichiro
次回森下Ns訪問、MSW 蒲生に連絡|森下,蒲生
申し送り 伊庭Drより|伊庭
OT 研修、PTA 会長に連絡|
参加 大久保理恵さん、母、担当三宅|大久保理恵,三宅
担当営業が伺う、担当大臣の会見|
総務部 牧野、経理部 大阪|牧野
被害者の母能勢和代さん（54）に取材|能勢和代
父島さんは妻沼さんと|父島,妻沼
1年 凪さんの相談|凪
1年間さんざん待った|
佐藤1さんは文系、佐藤2さんは理系|佐藤1,佐藤2
会議1さんかく|
花岡 2026年11月5日 9:12|花岡
[info]花岡 2026年11月5日 9:12|花岡
Chị Lan đang mang thai|Lan
Anh em nói|
契約者藤堂 進様より電話|藤堂 進
従業員森田、うつ病|森田
本部 藤枝様|藤枝
the non-san version|
Jennelyn Dela Cruz is absent|Jennelyn Dela Cruz
ビシュヌ・アディカリさんは夜勤|ビシュヌ・アディカリ
Dear Lucas Moreira,|Lucas Moreira
引率 遠山|遠山
夜勤 早瀬、黒羽|早瀬,黒羽
記録 様式|
乙代理人 弁護士|
原告様|
5-1荒牧、算数を休む|荒牧
中1能登谷が骨折|能登谷
対象者茅野は仮釈放後に就労|茅野
申請者 道明寺 猛 事由 転居|道明寺 猛
2-4 小比類巻 慧くん|小比類巻 慧
柿沼 こより(年長)。朝は元気|柿沼 こより
尾花沢宅。応答なし|尾花沢
乙部世帯(3人)|乙部
稲福カメさんは笑顔|稲福カメ
大工廻さん、来所|大工廻
宍戸 らいむさんの保護者|宍戸 らいむ
三ケ田さん 入院|三ケ田
きょうのはるきくん|はるき
天羽先輩、欠席|天羽
2024年 千葉で開催、4-2 会議室で実施、1年中 風邪に注意|
平成3年度の予算、最高2得点、3-1 手順|
伊藤家具、農家世帯、小川家具店|
対象 石川県内、対象者 松山市民、会員 登録、児童 手当|
ケアマネさん、ヘルパーさん、STさんに連絡|
行かさんでよい、たくさんの人|
りく(小2)とあおい(小3)|りく,あおい
陽菜(6歳)は欠席|陽菜
私は母当銘ハルを預けている|当銘ハル
4-2 守谷 空くん|守谷 空
6-1 小柳津 かえで、欠席|小柳津 かえで
三好くん今日も休み|三好
長男坊さんの店、杜氏さん|
嵯峨根 桃が頭痛を訴えた|嵯峨根 桃
塙乗務員、休み|塙
母体保護法、父兄会、姉妹都市|`), "\n") {
		text, want, _ := strings.Cut(line, "|")
		norm := Prepare(extract.Unit{Text: text}).Norm
		var got []string
		for _, m := range matches(n, text) {
			got = append(got, norm[m.Start:m.End])
		}
		if s := strings.Join(got, ","); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}
