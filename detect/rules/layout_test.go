package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// Rows that are written in other ways than as cells of a sheet, and sheets in
// which every cell is somebody: people that are no mere contacts, and kinds that
// must or must not be found.
func TestLayouts(t *testing.T) {
	const label = "\"〒981-0943\n宮城県仙台市青葉区国見1-11-6\nコーポ若葉101\n水谷　恒一　様\",\"〒176-0012\n東京都練馬区豊玉北2-3-4\n古川　茂　様\"\n\"〒564-0073\n大阪府吹田市山手町3-1-2\n星野　早苗　様\",\"〒486-0945\n愛知県春日井市勝川町8-3\n木戸　和代　様\"\n\"〒078-8313\n北海道旭川市神楽岡三条5-26\n都築　ゆかり　様\",\"〒720-0031\n広島県福山市三吉町2-14\n高橋　直樹　様\"\n"
	const head = "From: a@example.jp\nTo: b@example.jp\nSubject: list\nContent-Type: text/plain; charset=UTF-8\n\n"
	wide := "氏名" + strings.Repeat("\t備考", 45) + "\t病名\n"
	for _, row := range []string{"水谷 恒一%\tうつ病", "古川 茂%\t緑内障", "星野 早苗%\t糖尿病"} {
		wide += strings.ReplaceAll(row, "%", strings.Repeat("\t済", 45)) + "\n"
	}
	e := engine(t)
	for _, c := range []struct {
		name, file, text string
		people           int
		has, hasNot      []detect.Kind
	}{
		{"labels for envelopes", "a.csv", label, 6, []detect.Kind{detect.Address, detect.PostalCode}, nil},
		{"a plan of seats", "a.csv", "座席表,,\n,教卓,\n水谷 恒一,荒川,星野 早苗\n木戸 和代,小野寺,都築 ゆかり\n高橋 直樹,日下部 美咲,鈴木 修\n古川 茂,平良,佐藤 健\n", 12, []detect.Kind{detect.PersonName}, nil},
		{"seats with whole names", "a.csv", "水谷 恒一,古川 茂,星野 早苗\n木戸 和代,小野寺 健太,都築 ゆかり\n高橋 直樹,佐藤 美咲,鈴木 修\n", 9, []detect.Kind{detect.PersonName}, nil},
		{"names and their readings are one", "a.csv", "水谷 恒一,ミズタニ コウイチ\n古川 茂,フルカワ シゲル\n星野 早苗,ホシノ サナエ\n木戸 和代,キド カズヨ\n", 4, nil, nil},
		{"names in halves are one", "a.csv", "水谷,恒一\n古川,茂\n星野,早苗\n木戸,和代\n都築,由香里\n小野寺,健太\n", 6, nil, nil},
		{"tabs in a mail", "a.eml", head + "お疲れさまです。名簿を送ります。\n\nNo\t氏名\t性別\t携帯\t食物アレルギー\n1\t水谷 恒一\t男\t090-1234-5678\tえび\n2\t古川 茂\t男\t090-1234-5679\tなし\n3\t星野 早苗\t女\t090-1234-5680\tそば\n\nよろしくお願いします。\n", 3, []detect.Kind{detect.Sex, detect.Phone, detect.Diagnosis}, nil},
		{"a wide table in a mail", "a.eml", head + wide, 3, []detect.Kind{detect.PersonName, detect.Diagnosis}, nil},
		{"blanks in a printout", "a.txt", "口座振替依頼明細\n 顧客CD  氏名          金融機関      種別 口座番号   金額\n------------------------------------------------\n 80010   水谷　恒一    北国信用金庫  普   0123450    3,300\n 80011   古川　茂      北国信用金庫  普   0123467    3,410\n 80012   星野　早苗    北国信用金庫  普   0123484    3,520\n", 3, []detect.Kind{detect.BankAccount}, nil},
		{"a field left out in a printout", "a.txt", "患者番号  患者氏名      病名          担当\n10021     水谷　恒一    2型糖尿病     内科\n10022     古川　茂                    眼科\n10023     星野　早苗    緑内障        眼科\n", 3, []detect.Kind{detect.PatientNumber, detect.Diagnosis}, nil},
		{"goods in a printout", "a.txt", "商品CD  品名          単価   数量\n10021   長机          3,300  2\n10022   椅子          1,200  8\n10023   ホワイトボード 9,800  1\n", 0, nil, nil},
		{"code with blanks", "a.txt", "package main\n\nfunc  main()  {  x := 1  }\nfunc  name()  {  y := 2  }\nfunc  other()  {  z := 3  }\n", 0, nil, nil},
		{"terms and their descriptions", "a.html", "<h3>水谷　恒一</h3><dl><dt>患者ID</dt><dd>00070010</dd><dt>主訴</dt><dd>頭痛</dd><dt>傷病名</dt><dd>片頭痛</dd></dl>", 1, []detect.Kind{detect.PatientNumber, detect.Symptom, detect.Diagnosis}, nil},
		{"a glossary", "a.html", "<h3>用語集</h3><dl><dt>うつ病</dt><dd>気分の落ち込みが続く病気です。</dd><dt>主訴</dt><dd>患者が最も強く訴える症状のこと。</dd></dl>", 0, nil, nil},
		{"postal codes without hyphens", "a.csv", "水谷 恒一,9810943,宮城県仙台市青葉区国見1-11-6\n古川 茂,1760012,東京都練馬区豊玉北2-3-4\n星野 早苗,5640073,大阪府吹田市山手町3-1-2\n", 3, []detect.Kind{detect.PostalCode}, nil},
		{"sevens that are no postal codes", "a.csv", "水谷 恒一,9810943,営業部\n古川 茂,1760012,総務部\n星野 早苗,5640073,開発部\n", 3, nil, []detect.Kind{detect.PostalCode}},
	} {
		f := formCase{c.name, c.text, c.people, c.has, c.hasNot}
		f.check(t, e, strings.TrimPrefix(c.file, "a."))
	}
}

// A printed list goes on below the head of the next page.
func TestPrintedPages(t *testing.T) {
	const foot = "                              2025-06-03  PAGE 2\n--------------------------------------------------\n"
	head := "No.  氏名          カナ             性  生年月日    年齢  電話\n"
	first := "301  橋爪　颯      ﾊｼﾂﾞﾒ ﾊﾔﾃ        男  1983/05/10  42    070-9403-5124\n302  宇佐美　華    ｳｻﾐ ﾊﾅ           女  1961/12/16  63    080-7340-9771\n303  滝沢　博文    ﾀｷｻﾞﾜ ﾋﾛﾌﾐ       男  2001/08/25  23    080-4064-8203\n"
	next := "321  片桐　拓海    ｶﾀｷﾞﾘ ﾀｸﾐ        男  1981/07/22  43    090-7610-4354\n322  目黒　光男    ﾒｸﾞﾛ ﾐﾂｵ         男  1965/02/07  60    070-1202-8705\n"
	goods := "No.  品名          規格             色  入荷日      数量  注文番号\n301  ボウル        18cm             白  2025/05/10  42    A-940351\n302  なべ          20cm             赤  2025/05/16  63    A-734097\n303  やかん        2L               赤  2025/05/25  23    A-406482\n"
	all := []detect.Kind{detect.BirthDate, detect.Phone, detect.Age, detect.Sex}
	e := engine(t)
	for _, c := range []formCase{
		{"two pages", head + first + foot + next, 5, all, nil},
		{"a line alone on the last page", head + first + foot + next[:strings.Index(next, "\n")+1], 4, all, nil},
		{"with the words again", head + first + foot + head + next, 5, all, nil},
		{"three pages", head + first + foot + next + foot + strings.NewReplacer("片桐　拓海", "友寄　巧　", "ｶﾀｷﾞﾘ ﾀｸﾐ ", "ﾄﾓﾖｾ ﾀｸﾐ  ", "目黒　光男", "江崎　登　", "ﾒｸﾞﾛ ﾐﾂｵ ", "ｴｻﾞｷ ﾉﾎﾞﾙ", "7610", "7612", "1202", "1204", "1981/07/22", "1982/07/23", "1965/02/07", "1966/02/08").Replace(next), 7, all, nil},
		{"goods behind people", head + first + foot + goods, 3, all, nil},
		{"goods on two pages", goods + foot + strings.ReplaceAll(goods[strings.Index(goods, "\n")+1:], "30", "31"), 0, nil, nil},
		{"another list far below", head + first + strings.Repeat("以下の表は別の資料です。\n", 12) + "棚  1段目  2段目\nA  12  13\n", 3, all, nil},
	} {
		c.check(t, e, "txt")
	}
	tabbed := "番号\t氏名\t生年月日\t電話\n1\t橋爪 颯\t1983/05/10\t070-9403-5124\n2\t宇佐美 華\t1961/12/16\t080-7340-9771\n3\t滝沢 博文\t2001/08/25\t080-4064-8203\n- 1 -\n4\t片桐 拓海\t1981/07/22\t090-7610-4354\n5\t目黒 光男\t1965/02/07\t070-1202-8705\n"
	mail := formCase{"with tabs in a mail", "From: a@example.jp\nTo: b@example.jp\nSubject: list\nContent-Type: text/plain; charset=UTF-8\n\n" + tabbed, 5, []detect.Kind{detect.BirthDate, detect.Phone}, nil}
	mail.check(t, e, "eml")
}
