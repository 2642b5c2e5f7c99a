package rules

import "testing"

// Texts and tables that look as if nobody had to be protected in them, and tell of
// people who exist; beside each stands one of which that is not so. Whoever makes a
// rule that drops something finds out here whether it drops a leak.
func TestLeaksOfHarmlessLook(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		why, name, text string
		special, people int // at least; exactly 0 when nobody is meant
	}{
		// stories
		{"a night nurse who writes well", "a.txt", "「もう帰りたい」\n宮沢千鶴さんは窓の外を見つめながら、そうつぶやいた。\n涙が頬を伝っている。アルツハイマー型認知症になって三年になる。\n「お母さん、また来るからね」\n長女は目を伏せ、背を向けた。", 1, 1},
		{"notes in the words of the trade", "a.txt", "父、両角茂雄はあの夜明けに倒れました。\n「痛い」とだけつぶやいたのを思い出します。\n診断は脳梗塞で、右半身に麻痺が残っています。\n「早く家に帰りたい」と父は窓の外を見つめています。", 1, 1},
		{"a novel that calls by the full name in speech only", "a.txt", "「宮沢千鶴さんですね」\n男は足音もなく近づき、つぶやいた。千鶴は結核を病んでいた。\n「ええ」\n千鶴は窓の外を見つめ、微笑んだ。", 0, 0},
		// examinations
		{"the real case of a training", "a.txt", "事例：寺島香織さん（昭和52年3月4日生、諏訪市湖岸通り3-2-1）は双極性障害で通院中。\n問1　対応として適切なものはどれか。\n問2　再発のサインとして正しいものを選びなさい。\n正解 2\n解説　本人のペースを尊重する。", 1, 1},
		{"two residents in a test", "a.txt", "次のうち正しいものはどれか。\n1. 202号室 赤羽ミツさん（88歳）はてんかんがあり入浴は見守りとする。\n2. 305号室 牛山勇さん（79歳）は糖尿病でインスリン注射が必要である。\n正解：1と2\n解説：ケアプランで確認する。", 2, 2},
		{"pupils who take a test", "a.txt", "次のうち別室受験とする者\n3年2組 竹内翔太 ADHDのため時間延長。正答率 62%\n3年4組 小松莉子 適応障害のため別室。正答率 71%\n解答用紙は教頭が回収する。", 1, 2},
		{"a test with one case", "a.txt", "事例：寺島香織さん（52歳）は双極性障害で通院中。\n問1　対応として適切なものはどれか。\n問2　再発のサインとして正しいものを選びなさい。\n正解 2", 0, 0},
		// what says that it is made up
		{"a call that was written down", "a.txt", "応対例\n客「昨日予約した藤沢恵子です」\n受付「番号は090-1234-5607でお間違いないですか」\n客「はい。乳がんの手術のあとなので、配慮をお願いします」", 1, 1},
		{"a quotation says that it is made up", "a.txt", "相談者：伊藤久美子　電話 090-1234-5604\n※広告に「実在の人物とは関係ありません」とあった投資商品を購入。\nうつ病で通院しており、判断が難しかったとのこと。", 1, 1},
		{"patients in a drill", "a.txt", "【訓練用】 停電時の優先搬送者リスト\n301号 塩原徳三 昭和10年4月5日生 人工呼吸器\n305号 矢崎フミ 昭和14年11月20日生 透析 慢性腎不全", 1, 2},
		{"the cast of a school", "a.txt", "登場人物\n王様　2年A組 増沢健人（ピーナッツアレルギー）\n王女　2年B組 平林美咲（てんかん）\n保護者連絡先 増沢 090-1234-5605、平林 090-1234-5606", 2, 2},
		// old eras, signs of the zodiac
		{"a family over four generations", "a.txt", "曾祖父は明治三十二年、祖父は明治四十五年の生まれ。\n父 中島正男（昭和22年生）大腸がんで手術。\n本人 中島亜希子（昭和51年生）乳がん。", 1, 1},
		{"who carries on the house", "a.txt", "御先祖様は天保三年に没し、二代目は嘉永六年に生まれた。\n当代の柳沢敬一様は認知症で、特養に入っておられる。", 1, 1},
		{"the staff by their signs", "a.txt", "おひつじ座 経理 西沢由美さん うつ病から復職しました\nふたご座 営業 浅川徹さん ヘルニアの手術で入院\nしし座 総務 池田 育休", 1, 1},
		// source code
		{"data copied for a test", "a.py", "TEST_USERS = [\n    {\"name\": \"金子 俊介\", \"tel\": \"090-1234-5614\", \"disease\": \"糖尿病\"},\n    {\"name\": \"木下 恵\", \"tel\": \"090-1234-5615\", \"disease\": \"うつ病\"},\n    {\"name\": \"黒岩 正樹\", \"tel\": \"090-1234-5616\", \"disease\": \"てんかん\"},\n]\nprint(1)", 3, 3},
		{"names that every test has", "a.py", "TEST_USERS = [\n    {\"name\": \"山田 太郎\", \"tel\": \"090-1234-5614\", \"disease\": \"糖尿病\"},\n    {\"name\": \"鈴木 一郎\", \"tel\": \"090-1234-5615\", \"disease\": \"うつ病\"},\n    {\"name\": \"佐藤 花子\", \"tel\": \"090-1234-5616\", \"disease\": \"てんかん\"},\n]\nprint(1)", 0, 0},
		// examples
		{"an example that somebody has filled in", "a.txt", "入力例：氏名「原山 玲子」、生年月日「S44/05/06」、電話「090-1234-5642」、住所「長野市稲里町中央1-1-1」、手帳「療育手帳 B1」", 1, 1},
		{"structures copied for a test", "a.go.txt", "package fixtures\n\nvar samplePatients = []Patient{\n\t{Name: \"五十嵐 誠司\", Tel: \"090-1234-5618\", Disease: \"パーキンソン病\"},\n\t{Name: \"尾崎 里香\", Tel: \"090-1234-5619\", Disease: \"双極性障害\"},\n\t{Name: \"福島 正和\", Tel: \"090-1234-5620\", Disease: \"C型肝炎\"},\n}\n\nfunc All() []Patient { return samplePatients }\n", 2, 2},
		// animals
		{"who comes to the dogs", "a.csv", "参加者名,生年月日,電話,病名,担当犬,犬種\n柴田 光男,1940/5/6,090-1234-5646,認知症,ハナ,プードル\n浅井 トシ,1938/3/2,090-1234-5647,パーキンソン病,モモ,チワワ\n岩下 貞子,1943/11/9,090-1234-5648,脳梗塞後遺症,ハナ,プードル\n", 3, 3},
		{"who uses a guide dog", "a.csv", "使用者氏名,電話,犬名,犬種,障害名,手帳等級\n高見沢 亮,090-1234-5649,アスカ,ラブラドール,視覚障害,1級\n小宮山 弘子,090-1234-5650,ルナ,ラブラドール,視覚障害,1級\n土屋 和男,090-1234-5651,ベル,ラブラドール,視覚障害,2級\n", 3, 3},
		{"the illness of who keeps it", "a.csv", "飼い主,飼い主の持病,電話,ペット名,病名\n井出 正子,喘息,090-1234-5652,ココ,膀胱炎\n柳沢 勉,うつ病,090-1234-5653,レオ,腎不全\n荒井 文子,,090-1234-5654,むぎ,てんかん\n", 2, 3},
		{"members of a riding club", "a.csv", "部員名,学年,馬名,毛色,生年月日,既往症\n清水 圭,2年,サクラ,栗毛,2005/4/5,喘息\n長岡 結,3年,ハヤテ,鹿毛,2004/6/7,腰椎分離症\n坂井 雄,1年,ミドリ,芦毛,2006/8/9,貧血\n", 2, 3},
		{"who rides the horses", "a.csv", "No,馬名,性,年齢,毛色,騎乗者,予防接種,健康手帳番号\n1,ハナミズキ,牝,18,芦毛,東 健,済,51527644027\n2,サトノカゼ,牡,17,栗毛,森 遥,済,74023226446\n3,ミチノク,牡,9,鹿毛,谷 誠,済,51527644028\n", 0, 0},
		{"who keeps the dog is ill", "a.txt", "愛犬の「ハナ」は、飼い主の桜井澄江さんが乳がんで入院したため、預かっています。", 1, 1},
		{"who cannot keep the cat", "a.txt", "猫の「ミケ」の世話は、うつ病の津田 麻美さんには難しいため、ヘルパーが手伝う。", 1, 1},
		// the stage and the arena
		{"what players suffer from", "a.csv", "選手名,国,生年月日,既往歴\n山崎 陸,日本,2008/5/6,喘息\n三沢 凛,日本,2009/1/2,貧血\n中野 葵,日本,2009/3/4,てんかん\n", 3, 3},
		{"actors and their drugs", "a.csv", "役柄,俳優,服薬\n父,村瀬 隆,アムロジピン\n母,小野 千尋,セルトラリン\n娘,江口 莉奈,シムビコート\n", 3, 3},
		{"prizes for pupils of a special school", "a.csv", "受賞者,作品名,生年月日,障害名\n小口 結衣,ひまわり,2014/4/5,知的障害\n原 奏太,うみ,2013/6/7,自閉症\n辰野 さくら,かぞく,2012/8/9,ダウン症\n", 3, 3},
		// names without a given name
		{"who is off sick", "a.csv", "名前,期間,理由\n佐藤,3/1〜3/10,インフルエンザ\n山本,3/5〜5/31,適応障害（診断書あり）\n田村,4/1〜,腰痛\n", 3, 3},
		{"a table in a wiki", "a.md", "| 名前 | 期間 | 理由 |\n|---|---|---|\n| 新海 | 3/1〜3/10 | インフルエンザ |\n| 大日方 | 3/5〜5/31 | 適応障害 |\n| 清野 | 4/1〜 | 妊娠8か月 |", 3, 3},
		{"illnesses of cattle", "a.csv", "名前,期間,病名\nひかり,3/1〜3/10,乳房炎\nさくら号,3/5〜5/31,下痢\nみどり号,4/1〜,肺炎\n", 0, 0},
		{"growers and their crops", "a.csv", "名前,病名,対策\n高橋,いもち病,薬剤散布\n山本,うどんこ病,換気\n田村,青枯病,輪作\n", 0, 0},
		{"names of drugs", "a.csv", "名前,効能,副作用\nノルバスク,高血圧,めまい\nメトグルコ,糖尿病,下痢\nリーゼ,不安,眠気\n", 0, 0},
		// people at their work who are ill themselves
		{"who teaches", "a.txt", "講師 大沼 賢一が脳出血で倒れたため、本日の研修は中止します。", 1, 1},
		{"who writes", "a.txt", "原稿遅延のお知らせ\n執筆 柴崎 由香里さんは、乳がんの治療で入院中のため、第3章の締切を延ばします。", 1, 1},
		{"who works for us", "a.txt", "担当：総務 西田\n弊社の古畑 亮が、うつ病のため休職しております。", 1, 1},
		{"who says so of himself", "a.txt", "出席: 中島課長、森係長、小野\n中島: 来週から胃がんの手術で入院する。しばらく休む。\n森: 了解しました。", 1, 1},
		{"who speaks of others", "a.txt", "出席: 中島課長、森係長、小野\n中島: 利用者が胃がんの手術で入院する。\n森: 了解しました。", 0, 0},
		{"who sees to the ill", "a.txt", "担当の大沼 賢一が、うつ病で休職中の方のご相談を承ります。", 0, 0},
		// sorts of people
		{"one of that sort", "a.txt", "北島 伸子さんは糖尿病のある方で、食事は控えめにお願いします。", 1, 1},
		{"who is called behind the sort", "a.txt", "月水金 認知症のある方 柏原 静 様 9:00", 1, 1},
		{"the sort itself", "a.txt", "北島 伸子さんの講座です。糖尿病のある方で、食事制限がある方は医師にご相談ください。", 0, 0},
		{"in the marks of titles", "a.txt", "柳原 直美（1968年）『統合失調症』で入院中、家族は母。\n黒沢 透（1972年）『うつ病』で通院中、単身。", 2, 2},
		{"entries that look like literature", "a.txt", "1. 堀田 昌平 (1962)「統合失調症」入院中\n2. 青柳 順子 (1975)「うつ病」外来通院", 1, 1},
		// short names
		{"what became of the members", "a.csv", "メンバー,状況,復帰予定\n吉岡,適応障害で休職,7月\n長沼,切迫早産で入院,未定\n楠本,椎間板ヘルニア手術,6/20\n早坂,コロナ陽性,6/9\n", 4, 4},
		{"staff in a wiki", "a.md", "| 社員 | 連絡事項 |\n|---|---|\n| 宇佐美 | 双極性障害のため時短継続 |\n| 茅野 | 人工透析 火木土は15時退社 |\n| 丹羽 | 特になし |\n", 2, 3},
		{"small children", "a.csv", "なまえ,クラス,配慮\nみお,ひよこ,卵・乳アレルギー（エピペン）\nはると,うさぎ,自閉スペクトラム症\nさな,うさぎ,熱性けいれん既往\nゆうと,ぞう,ダウン症\n", 4, 4},
		{"what members of a team build", "a.csv", "メンバー,担当\n吉岡,アレルギー表示の改修\n長沼,障害管理画面\n早坂,うつ病スクリーニング\n", 0, 0},
		{"rooms and what happened in them", "a.csv", "名前,期間,内容\n倉庫,3/1,システム障害\n受付,3/2,インフルエンザ対策\n総務,3/3,うつ病研修\n", 0, 0},
		{"who teaches what", "a.csv", "スタッフ,曜日,メニュー\n佐藤,月,腰痛体操\n鈴木,火,認知症予防\n高橋,水,糖尿病教室\n", 0, 0},
		// whose name only sounds like a test
		{"the latest members", "a.py", "latest_members = [\n    {\"name\": \"竹之内 浩\", \"tel\": \"080-1234-5512\", \"note\": \"うつ病で休会中\"},\n    {\"name\": \"有働 さゆり\", \"tel\": \"090-1234-5513\", \"note\": \"乳がん治療中\"},\n]\nprint(1)", 2, 2},
		{"contestants", "a.js", "const contestants = [\n  { no: 1, name: '鵜飼 大和', allergy: '小麦（アナフィラキシー）', parent: '090-1234-5570' },\n  { no: 2, name: '小山内 梓', allergy: '卵', parent: '080-1234-5519' },\n];\nmodule.exports = contestants;", 1, 2},
		{"users to test with", "a.js", "const testUsers = [\n  { no: 1, name: '鵜飼 大和', allergy: '小麦', parent: '090-1234-5570' },\n  { no: 2, name: '小山内 梓', allergy: '卵', parent: '080-1234-5519' },\n];\nmodule.exports = testUsers;", 0, 0},
		// drills, casts
		{"who needs help in a drill", "a.txt", "【訓練用】要配慮者名簿\n1班 松尾 キミ子　左半身麻痺　車椅子　要介護3\n1班 大河内 誠治　在宅酸素　COPD\n2班 柏木 敏江　視覚障害1級　独居", 3, 3},
		{"patients who play", "a.txt", "登場人物\n旅人：岸本 彩香（摂食障害 入院3か月目）\n王　：藤倉 大介（アルコール依存症）\n魔女：嶋 恵子（うつ病、ECT施行中）", 3, 3},
		{"the cast of a play", "a.txt", "登場人物\n岸本 彩香（34）　娘。銀行員\n藤倉 大介（61）　父。アルコール依存症\n嶋 恵子（58）　母", 0, 0},
		// staff who are ill, without a particle
		{"staff who are off", "a.txt", "係長 森脇、メニエール病のため今月は夜勤なし。\n介護職員の伊庭、結核の疑いで自宅待機。", 1, 1},
		{"staff who see to those who are off", "a.txt", "係長 森脇、うつ病で休職中の方の相談を担当。\n介護職員の伊庭、結核の研修を担当。", 0, 0},
		// what somebody has borrowed, and who keeps the animal
		{"who has borrowed which book", "a.csv", "貸出日,利用者氏名,電話番号,書名,出版社\n2025/6/1,深津 亜沙美,090-1234-7734,『うつ病からの復職』,みらい書房\n2025/6/1,三田村 剛,080-1234-6618,『離婚と親権』,法律出版\n2025/6/2,久慈 真理,070-1234-2257,『がんと暮らす』,青空新書\n", 0, 3},
		{"whom the makers send", "a.csv", "メーカー,品名,担当者名,電話番号\nみらい電機,温度計,深津 亜沙美,03-1234-7734\n北斗精工,血圧計,三田村 剛,03-1234-6618\nアオバ薬品,体温計,久慈 真理,03-1234-2257\n", 0, 0},
		{"remarks on who keeps the dog", "a.csv", "飼い主名,電話番号,住所,犬種,備考\n都築 早苗,090-1234-3345,千葉県佐倉市鏑木町11-4,柴犬,飼い主はC型肝炎のため採血時注意\n鷲尾 剛,080-1234-2219,千葉県佐倉市新町8-2,プードル,ご本人が視覚障害\n", 2, 2},
		{"remarks on the dog", "a.csv", "飼い主名,電話番号,住所,犬種,備考\n都築 早苗,090-1234-3345,千葉県佐倉市鏑木町11-4,柴犬,飼い主の希望で去勢。てんかんあり\n鷲尾 剛,080-1234-2219,千葉県佐倉市新町8-2,プードル,飼い主来院、膀胱炎の薬を渡す\n", 0, 2},
		// what stands in no Japanese
		{"offers in Vietnamese", "a.csv", "STT,Ho ten,Nam sinh,Cong ty nhan,Luong,Ket qua\n1,Pham Thi Lan Anh,1998,Minato Seisakusho,210000,Dau\n2,Vo Minh Khoa,1996,Aozora Foods,198000,Dau\n3,Dang Thu Trang,2000,Minato Seisakusho,205000,Rot\n", 0, 3},
		{"telephones without their zero", "a.csv", "連番,番号\n1,9012345671\n2,8034512342\n3,7045617893\n4,9087651234\n5,8011223344\n6,7099887765\n7,9055443322\n8,8066778899\n9,7033221100\n10,9077665544\n", 0, 10},
		{"accounts of a server", "a.txt", "y.tanabe:$6$abcdefghijkl$xjnXpIC.JTtmVhUELArSpxjPBasjEpblTyNUGmiYRUDSEM9eeTDnAaklAEJ5/bwAh9BEznGtCaE7EHrGN8zr//:19700:0:99999:7:::", 0, 1},
		{"who passed, without a header", "a.txt", "KẾT QUẢ TUYỂN DỤNG THÁNG 6\nPhạm Quỳnh Anh | Công ty Kitakami | trúng tuyển | 215.000 yên\nĐỗ Minh Tuấn | Công ty Minato | rớt\nVũ Thị Mai | Công ty Aozora | trúng tuyển | 205.000 yên\n", 0, 3},
		{"a label with nothing but a blank behind it", "a.py", "    if r['verdict']=='pass' and not [k for k in f.get('kinds') or [] if not k.get('business') and k['kind']!='person-name'] : \nx\n", 0, 0},
		// fields
		{"hands of a farm", "a.csv", "従業員,担当牛舎,耳標範囲,健康診断,要再検査の内容\n雪下 茂,第1,1001-1080,D2,高血圧・糖尿病\n沼尻 静香,第2,1081-1150,C,肝機能障害\n鴨志田 守,第3,1151-1200,E,肺に結節影\n", 2, 3},
		{"fields of a configuration", "a.ini", "[user]\nname=大曽根 佳苗\ndisability=統合失調症\ngrade=精神2級\n", 1, 1},
		{"fields of a claim", "a.uke", "RE,1,1112,50706,大曽根　佳苗,2,3630409\nSY,2950001,5070401,1,,,01\nCO,1,統合失調症の疑い\n", 1, 1},
		{"fields in quotes", "a.dif", "BOT\n1,0\n\"大曽根 佳苗\"\n1,0\n\"統合失調症\"\n-1,0\nEOD\n", 1, 1},
		{"who speaks in a council, whose members are listed", "a.html", "<table><tr><th>議席</th><th>氏名</th><th>出欠</th></tr><tr><td>1</td><td>藤森　千秋</td><td>出席</td></tr><tr><td>2</td><td>塩原　美和</td><td>出席</td></tr><tr><td>3</td><td>洞沢　明</td><td>出席</td></tr></table><p>○1番（藤森千秋君）　ひきこもりの方の相談件数は。</p><p>○2番（塩原美和君）　認知症高齢者の行方不明について伺います。</p>", 0, 3},
		{"a word in katakana apart behind a name", "a.txt", "会員番号 GM-20391　宝田 莉子　メニエール持ち、めまいが出たら中止\n", 1, 1},
		// the second round
		{"what ails who plays", "a.csv", "芸名,本名,役,配役,所属,病欠理由\n星空ミク,柴山 美久,A,主役,X事務所,摂食障害\n月島レン,神谷 廉,B,相手役,Y事務所,自律神経失調症\n", 2, 2},
		{"what animals did to their keepers", "a.csv", "担当飼育員,生年月日,動物名,種,労災内容\n若林 渉,1990/3/3,ハナコ,アジアゾウ,右足骨折\n都筑 早紀,1994/9/1,ゴン,ニシゴリラ,咬傷・PTSD\n深沢 猛,1985/1/22,レオ,ライオン,左腕切創\n", 1, 3},
		{"what candidates earn", "a.csv", "年齢,現年収,スカウト企業,求人ポジション,返信\n34,6200000,北斗精密,開発リーダー,辞退\n29,4800000,みなと銀行,法人営業,面談希望\n45,9100000,アオバ製薬,MR課長,返信なし\n38,7000000,東海海運,経理,面談希望\n", 0, 4},
	} {
		special, people := subjectsIn(t, e, c.name, c.text)
		if special < c.special || people < c.people || c.special == 0 && special > 0 {
			t.Errorf("%s: %d people, %d of special care, want %d and %d", c.why, people, special, c.people, c.special)
		}
	}
}
