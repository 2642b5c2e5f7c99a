package rules

import (
	"testing"

	"monban/detect"
)

// TestLists reads lists of which the headers are short, conditions, or of one trade.
func TestLists(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"classes with their teacher", "第12回名簿,,,\n,,,\n組,氏名,住所,電話\nA組,担任：,,\n,水谷 恒一,宮城県仙台市青葉区国見1-11-6,090-1234-5678\n,古川 茂,東京都練馬区豊玉北2-3-4,090-1234-5679\nB組,担任：,,\n,星野 早苗,大阪府吹田市山手町3-1-2,090-1234-5680\n", 3, []detect.Kind{detect.PersonName, detect.Address}, nil},
		{"groups with a leader", "班,氏名,年齢\n1班,班長：\n,水谷 恒一,34\n,古川 茂,41\n2班,責任者：\n,星野 早苗,29\n,木戸 和代,52\n", 4, []detect.Kind{detect.Age}, nil},
		{"the baptised", "氏名,受洗日,住所\n水谷 恒一,1990/4/15,宮城県仙台市青葉区国見1-11-6\n古川 茂,2001.12.25,東京都練馬区豊玉北2-3-4\n星野 早苗,平成5年4月11日,大阪府吹田市山手町3-1-2\n", 3, []detect.Kind{detect.Creed}, []detect.Kind{detect.BirthDate}},
		{"numbers of a temple", "檀家番号,世帯主,住所,護持会費\n12,水谷 恒一,宮城県仙台市青葉区国見1-11-6,5000\n13,古川 茂,東京都練馬区豊玉北2-3-4,5000\n", 2, []detect.Kind{detect.Creed}, nil},
		{"baptisms a year", "年度,受洗,堅信,転入\n2022,12,3,4\n2023,10,2,5\n2024,8,6,1\n", 0, nil, []detect.Kind{detect.Creed}},
		{"codes of countries", "氏名,NAT,Passport No\nTRAN VAN AN,VNM,C1234567\nNGUYEN THI MAI,VNM,C2234567\nLE VAN BINH,VNM,C3234567\n", 3, []detect.Kind{detect.Nationality, detect.Passport}, nil},
		{"countries and regions", "氏名,国・地域,電話\nグエン バン アン,ベトナム,080-1234-5678\nライ スジャン,ネパール,080-1234-5679\nタパ ラム,ネパール,080-1234-5670\n", 3, []detect.Kind{detect.Nationality}, nil},
		{"students of a country", "国・地域,留学生数,前年比\nベトナム,120,+3\nネパール,80,-2\n中国,200,+10\n", 0, nil, []detect.Kind{detect.Nationality}},
		{"translated addresses", "氏名,装置,NAT\n水谷 恒一,RT-01,有効\n古川 茂,RT-02,無効\n星野 早苗,RT-03,有効\n", 3, nil, []detect.Kind{detect.Nationality}},
		{"conditions that are ticked", "氏名,電話,要介護3以上の方,身体1・2級\n水谷 恒一,022-123-4567,○,\n古川 茂,03-1234-5678,,○\n星野 早苗,06-1234-5678,,\n", 3, []detect.Kind{detect.WelfareCertificate, detect.DisabilityCertificate}, nil},
		{"conditions that are counted", "地区,要介護3以上,身体1・2級\n北町,12,8\n南町,10,5\n東町,9,2\n", 0, nil, []detect.Kind{detect.WelfareCertificate, detect.DisabilityCertificate}},
		{"places with who runs them", "利用者,事業所,電話\n水谷 恒一,(株)みどり 就労移行支援あおば,090-3321-8845\n古川 茂,社福)清流会 生活介護ゆめ,080-5512-9903\n星野 早苗,NPO法人たね 就労継続支援B型,070-8812-4471\n", 3, []detect.Kind{detect.WelfareCertificate}, nil},
		{"vacancies, of a clinic, too", "求人番号,職種,事業所名,就業場所,応募先 担当\n21050-818,一般事務,(株)トーヨー建装,笠松町北及,総務 佐伯\n21050-980,運転手,木曽川陸運(株),羽島市足近町,業務課 大島\n21050-629,看護師,医）松波会 丸ノ内医院,岐阜市丸の内,事務長 河島\n21050-504,プレス工,三栄金型工業,各務原市川島,代表 三輪\n", 0, nil, []detect.Kind{detect.Hospital}},
		{"what people ask for, counted", "大区分,中区分,件数,前週比,主な内容\n注文,新規,2140,+6%,電話\n注文,住所・氏名変更,188,-2%,結婚・転居に伴う変更\n支払,カード番号の再登録,96,+11%,有効期限切れ\n支払,口座振替,41,±0,口座変更届の請求\n", 0, nil, []detect.Kind{detect.Address, detect.Family}},
		{"workers in three rows each", "番号,ふりがな,職種,生年月日,現住所,電話番号,最近の健康診断日,血液型\n,氏名,,年齢,家族連絡先,電話番号,血圧,\n,（技能者ID）,,,,,,\n1,みずたに こういち,鳶工,S55.4.1,長野県長野市三輪4-27,070-4177-1751,R8.2.21,O\n,水谷 恒一,,46,水谷 和代（妻）,026-531-4656,124/89,\n,57504860274903,,,,,,\n2,ふるかわ しげる,鉄筋工,S49.2.16,長野県岡谷市本町3-23-4,090-4566-1811,R8.5.22,A\n,古川 茂,,52,父,0266-63-4037,155/85,\n,21824684843980,,,,,,\n3,ほしの さなえ,型枠大工,S62.8.30,長野県松本市中央5-16-18,080-8800-7953,R8.4.20,B\n,星野 早苗,,38,夫,0263-89-3989,118/70,\n,42774773787668,,,,,,\n", 3, []detect.Kind{detect.PersonName, detect.HealthCheck, detect.BirthDate}, nil},
		{"cards of members", "会員カードNo,会員氏名,生年月日\n2900121942209,水谷 恒一,1968/10/15\n2900986111666,古川 茂,1969/07/27\n2900959145373,星野 早苗,1946/09/01\n", 3, []detect.Kind{detect.BirthDate}, []detect.Kind{detect.CreditCard}},
		{"what staff write of a customer", "投稿者,投稿日時,内容\n長澤,2026-06-13 09:00,水谷 恒一様の携帯 070-9133-8143\n扇,2026-06-13 09:10,了解です\n水口,2026-06-13 09:12,折り返し希望：古川 茂さん 080-2393-1432\n", 2, []detect.Kind{detect.Phone}, nil},
		{"messages of a team", "user,team,user_profile.real_name,text\nU04QK2ZL1,T02XK81QF,長澤 (CS),水谷 恒一様 携帯 070-9133-8143\nU05B77RTX,T02XK81QF,水口,了解です\nU03HD9PPA,T02XK81QF,扇 / dev,直しました\n", 1, []detect.Kind{detect.Phone}, nil},
		{"what staff write of a company", "投稿者,会社名,内容\n長澤,上野物流,水谷様の携帯 070-9133-8143\n扇,丸井倉庫,了解です\n水口,東成クリーン,見積を送付\n", 0, nil, nil},
		{"how somebody is called", "Name in passport,呼び名,電話\nTRAN VAN AN,アン,080-1234-5678\nNGUYEN THI MAI,マイ,080-1234-5679\nRAI SUJAN,スジャ,080-1234-5670\n", 3, []detect.Kind{detect.PersonName}, nil},
		{"how a fish is called", "大きさ,関東の呼び名,呼び名\n10cm,ワカシ,モジャコ\n40cm,イナダ,フクラギ\n60cm,ワラサ,ガンド\n", 0, nil, []detect.Kind{detect.PersonName}},
		{"births with the number of the era", "氏名,生年月日,基礎年金番号\n水谷 恒一,5-600102,1234-567890\n古川 茂,7-020103,2234-567890\n", 2, []detect.Kind{detect.BirthDate}, nil},
		{"a title behind a gap", "受任事件一覧,,藤枝法律事務所\n,,\n番号,依頼者,相手方,電話\n12,水谷 恒一,古川 茂,090-1234-5678\n13,星野 早苗,木戸 和代,090-1234-5679\n", 4, []detect.Kind{detect.Phone}, nil},
		{"what followed a vaccination", "社員No,氏名,接種後の様子\n861006,水谷 恒一,特になし\n539132,古川 茂,接種部位の腫れ\n407763,星野 早苗,特になし\n", 3, []detect.Kind{detect.Symptom}, nil},
		{"what a temporary worker will get", "氏名,派遣先,支給見込\n水谷 恒一,上野物流,152280\n古川 茂,丸井倉庫,143960\n星野 早苗,東成クリーン,208800\n", 3, []detect.Kind{detect.Salary}, nil},
		{"My Number in short", "社員CD,氏名,配偶者,配偶者MN\n44390,水谷 恒一,和代,123456789018\n18188,古川 茂,早苗,207889740071\n", 4, []detect.Kind{detect.MyNumber}, nil},
		{"cases of a lawyer", "番号,依頼者,相手方,事件名,着手金\n1,水谷 恒一,古川 茂,窃盗被告（国選）,330000\n2,星野 早苗,㈱大進,離婚等調停,220000\n3,木戸 和代,－,傷害被疑（勾留中）,330000\n4,小野寺 健太,－,遺産分割,330000\n", 4, []detect.Kind{detect.CriminalRecord}, nil},
		{"judgements", "判例番号,裁判長,事件名,結論\n最判1,水谷 恒一,窃盗被告事件,棄却\n最判2,古川 茂,傷害被告事件,破棄\n最判3,星野 早苗,損害賠償請求事件,棄却\n", 0, nil, []detect.Kind{detect.CriminalRecord}},
		{"how many cases", "罪名,認知件数,検挙件数\n窃盗被疑事件,1200,400\n傷害被疑事件,300,200\n", 0, nil, []detect.Kind{detect.CriminalRecord}},
		{"lectures on cases", "講師,演題,会場\n水谷 恒一,傷害被告事件の量刑,第1会議室\n古川 茂,詐欺被疑事件の捜査,第2会議室\n", 0, nil, []detect.Kind{detect.CriminalRecord}},
		{"transfers without a header", "0005,ﾐﾂﾋﾞｼUFJ,004,ﾎﾝﾃﾝ,1,6190914,ﾐｽﾞﾀﾆ ｺｳｲﾁ,296380\n9900,ﾕｳﾁｮ,750,ﾅﾅｺﾞﾊﾁ,1,0141131,ﾌﾙｶﾜ ｼｹﾞﾙ,158086\n0001,ﾐｽﾞﾎ,625,ｴｷﾏｴ,2,9500679,ﾎｼﾉ ｻﾅｴ,197109\n", 3, []detect.Kind{detect.BankAccount}, nil},
		{"transfers with a row that sums up", "2,0005,ミツビシUFJ,004,ホンテン,,普通,6190914,ミズタニ コウイチ,296380,0\n2,9900,ユウチヨ,750,ナナゴハチ,,普通,0141131,フルカワ シゲル,158086,0\n2,0001,ミズホ,625,エキマエ,,当座,9500679,ホシノ サナエ,197109,0\n8,3,651575\n", 3, []detect.Kind{detect.BankAccount}, nil},
		{"goods with codes", "1001,イス,100,白,1,1234567,パイプ椅子,3000\n1002,ツクエ,200,黒,1,1234568,長机,5000\n1003,タナ,300,白,2,1234569,本棚,8000\n", 0, nil, []detect.Kind{detect.BankAccount}},
		{"orders of people", "水谷 恒一,1552,白,668,1,5012161,済\n古川 茂,1553,黒,669,2,5012162,済\n星野 早苗,1554,白,670,1,5012163,未\n", 3, nil, []detect.Kind{detect.BankAccount}},
		{"what was found on networks", "候補者,生年月日,SNS\n水谷 恒一,1993/08/21,問題なし\n古川 茂,1982/02/05,前職批判あり\n星野 早苗,1978/04/26,前職批判あり\n", 3, nil, []detect.Kind{detect.LoginID}},
		{"accounts of networks", "候補者,生年月日,SNS\n水谷 恒一,1993/08/21,@mizutani_k\n古川 茂,1982/02/05,furukawa88\n星野 早苗,1978/04/26,hoshino.s\n", 3, []detect.Kind{detect.LoginID}, nil},
		{"records of two rows", "No,氏名,住所,電話\n,フリガナ,メール,生年月日\n1,水谷 恒一,宮城県仙台市青葉区国見1-11-6,090-1234-5678\n,ミズタニ コウイチ,mizutani@example.jp,1980/1/2\n2,古川 茂,東京都練馬区豊玉北2-3-4,090-1234-5679\n,フルカワ シゲル,furukawa@example.jp,1975/12/3\n3,星野 早苗,大阪府吹田市山手町3-1-2,090-1234-5680\n,ホシノ サナエ,hoshino@example.jp,1990/5/6\n", 3, []detect.Kind{detect.Address, detect.Phone, detect.Email, detect.BirthDate}, nil},
		{"patients of two rows", "管理番号,患者名,病名,主治医\n,生年月日,薬剤,電話\n101,水谷 恒一,2型糖尿病,平良\n,1980/1/2,メトホルミン,090-1234-5678\n102,星野 早苗,高血圧症,平良\n,1975/12/3,アムロジピン,090-1234-5679\n", 2, []detect.Kind{detect.Diagnosis, detect.Medication, detect.BirthDate, detect.Phone}, nil},
		{"families of two", "世帯,世帯主,,電話\n,氏名,生年月日,\n1,水谷 恒一,1980/1/2,090-1234-5678\n,水谷 和代,1982/3/4,090-1234-5679\n2,古川 茂,1975/12/3,090-1234-5680\n,古川 早苗,1977/10/3,090-1234-5681\n", 4, []detect.Kind{detect.BirthDate, detect.Phone}, nil},
		{"goods of two rows", "品番,品名,単価,仕入先\n,規格,在庫,担当\nA1,椅子,3000,水谷商店\n,W500,20,古川\nA2,机,5000,水谷商店\n,W900,12,古川\nA3,棚,8000,星野家具\n,H1800,3,木戸\n", 0, nil, []detect.Kind{detect.Phone}},
		{"a cohort", "MRN,Initials,DOB,Sex,Dx,Rx,HbA1c(%)\n36872516,N.S,1971-03-20,M,T2DM,Metformin,8.8\n49466670,O.O,1949-05-14,M,CKD stage 3,Empagliflozin,8.3\n65053840,S.T,1959-02-03,F,T2DM,Insulin glargine,9.2\n", 3, []detect.Kind{detect.Diagnosis, detect.Medication}, nil},
		{"who works on what is digital", "氏名,部署,DX,Rx\n水谷 恒一,営業部,推進中,済\n古川 茂,総務部,研修済,未\n星野 早苗,開発部,推進中,済\n", 0, nil, []detect.Kind{detect.Diagnosis, detect.Medication}},
		{"guests of a wedding", "卓,ご芳名,お肩書,お料理メモ\nA,水谷 恒一 様,新郎友人,\nA,古川 茂 様,大学恩師,甲殻類アレルギー\nB,星野 早苗 様,新婦同僚,\nB,木戸 和代 様,従妹,\n", 4, []detect.Kind{detect.Diagnosis}, nil},
		{"a tenant or none", "区画,契約者,TEL,引落口座\n1,水谷 恒一,090-1234-5678,JA/普1864331\n2,空,,\n3,古川 茂,090-1234-5679,百五/当7344787\n4,空室,,\n5,募集中,,\n", 2, []detect.Kind{detect.BankAccount}, nil},
		{"titles in a company", "No,氏名,役職,メール\n1,水谷 恒一,営業部長,mizutani@example.co.jp\n2,古川 茂,係長,furukawa@example.co.jp\n3,星野 早苗,主任,hoshino@example.co.jp\n", 0, nil, nil},
		{"a ship in a note", "港務メモ\nThe vessel MV HAKUYO MARU and Shoho Maru arrived. Call 03-1234-5678.\n", 0, nil, []detect.Kind{detect.PersonName}},
		{"a captain in a note", "港務メモ\nCaptain TANAKA TARO of MV HAKUYO MARU called. 090-1234-5678\n", 1, []detect.Kind{detect.PersonName}, nil},
		{"who has made a list", "対象世帯一覧（地区担当員：増井）,,\n,,\n世帯主,住所,電話\n水谷 恒一,宮城県仙台市青葉区国見1-11-6,022-123-4567\n古川 茂,東京都練馬区豊玉北2-3-4,03-1234-5678\n", 2, nil, nil},
		{"officers of the neighbours", "役職,氏　名,電　話\n会長,水谷 恒一,090-1234-5678\n副会長,古川 茂,022-123-4567\n会計,星野 早苗,022-123-4568\n書記,木戸 和代,022-123-4569\n", 4, []detect.Kind{detect.Phone}, nil},
		{"groups of the neighbours", "役職,氏名,電話\n会長,水谷 恒一,090-1234-5678\n1班,古川 茂,022-123-4567\n2班長,星野 早苗,022-123-4568\n3班,木戸 和代,022-123-4569\n", 4, []detect.Kind{detect.Phone}, nil},
		{"officers of a company", "役職,氏名,電話\n会長,水谷 恒一,022-123-4560\n副会長,古川 茂,022-123-4567\n監査役,星野 早苗,022-123-4568\n社長,木戸 和代,022-123-4569\n", 0, nil, nil},
		{"shifts of a plant", "役職,氏名,内線\n工場長,水谷 恒一,4560\n1班長,古川 茂,4567\n係長,星野 早苗,4568\n主任,木戸 和代,4569\n", 0, nil, nil},
		{"policies and claims", "証券,被保険者,請求事由\nML83670019,水谷 恒一,尿路結石\nKH22391306,古川 茂,白内障\nKH23946455,星野 早苗,帝王切開\n", 3, []detect.Kind{detect.InsurancePolicy, detect.Diagnosis}, nil},
		{"securities", "証券,銘柄,口数\n投資信託,全世界株式,120\n国債,10年,5\n株式,水谷製作所,100\n", 0, nil, []detect.Kind{detect.InsurancePolicy}},
	} {
		c.check(t, e, "csv")
	}
}
