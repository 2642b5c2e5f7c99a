package rules

import (
	"context"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// formCase is a form as a sheet with commas, the people in it, and kinds that it
// must and must not tell of them.
type formCase struct {
	name, text  string
	people      int
	has, hasNot []detect.Kind
}

// check reads a form and compares what is found.
func (c *formCase) check(t *testing.T, e *detect.Engine, format string) {
	t.Helper()
	r, err := e.Scan(context.Background(), []extract.File{{Name: "a." + format, Size: int64(len(c.text)), Data: strings.NewReader(c.text)}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := subjects(r); n != c.people {
		t.Errorf("%s: %d people, want %d", c.name, n, c.people)
	}
	var got detect.KindSet
	for _, p := range r.People {
		got |= p.Kinds
	}
	for _, k := range c.has {
		if !got.Has(k) {
			t.Errorf("%s: no %s", c.name, k)
		}
	}
	for _, k := range c.hasNot {
		if got.Has(k) {
			t.Errorf("%s: %s", c.name, k)
		}
	}
}

// A line of a form that says whom it is about is no header of what stands below it.
func TestPaySlips(t *testing.T) {
	slip := func(no, name string) string {
		return "給与支給明細書,,,,,\n社員No.," + no + ",氏名," + name + "　殿,,製造部\n,,,,,\n支給,基本給,残業手当,通勤手当,総支給額,\n,232000,44000,10000,286000,\n,,,,,\n控除,健康保険料,厚生年金,雇用保険料,所得税,控除合計\n,11507,21228,1392,14140,48267\n"
	}
	bonus := func(no, name string) string {
		return "賞与明細書,,,,,,\n社員コード," + no + ",,氏名," + name + ",,\n部門,営業1課,,支給日,2025/7/10,,\n基本賞与,評価加算,総支給額,健康保険,厚生年金,所得税,差引支給額\n450000,30000,480000,23000,43000,41000,373000\n"
	}
	all := []detect.Kind{detect.PersonName, detect.EmployeeNumber, detect.Salary}
	e := engine(t)
	for _, c := range []formCase{
		{"a slip", slip("1197", "荻野　まゆみ"), 1, all, []detect.Kind{detect.BirthDate}},
		{"slips below each other", slip("1197", "荻野　まゆみ") + slip("1204", "木戸　和代") + slip("1211", "水谷　恒一"), 3, all, nil},
		{"bonuses below each other", bonus("1197", "荻野　まゆみ") + bonus("1204", "木戸　和代"), 2, all, []detect.Kind{detect.BirthDate}},
		{"a number before each name", "社員番号,1197\n氏名,荻野 まゆみ\n基本給,250000\n差引支給額,218000\n社員番号,1204\n氏名,木戸 和代\n基本給,260000\n差引支給額,228000\n", 2, all, nil},
		{"named without a label", "給料支払明細書,,,\n荻野　まゆみ　殿,,,\n社員番号 : 1100,,,\n支給の部,,控除の部,\n基本給,230000,健康保険料,11500\n残業手当,12000,厚生年金保険料,21000\n差引支給額,214800,,\n" +
			"給料支払明細書,,,\n木戸　和代　殿,,,\n社員番号 : 1107,,,\n支給の部,,控除の部,\n基本給,230000,健康保険料,11500\n残業手当,12000,厚生年金保険料,21000\n差引支給額,214800,,\n", 2, all, nil},
		{"an empty slip", slip("", ""), 0, nil, nil},
		{"a scale of pay", "支給,基本給,残業手当,通勤手当,総支給額\n1級,182000,44000,10000,236000\n2級,212000,44000,10000,266000\n", 0, nil, nil},
		{"a test of one material", "試験No.,1197,品名,六角ボルト　M8,,製造部\n項目,引張強さ,伸び,硬さ,判定\n,520,22,180,合格\n", 0, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}

// Forms side by side are read each by itself.
func TestFormsSideBySide(t *testing.T) {
	// beside puts sheets side by side, with an empty column between them.
	beside := func(wide int, sheets ...string) string {
		var all []string
		for n, s := range sheets {
			for i, line := range strings.Split(strings.TrimSuffix(s, "\n"), "\n") {
				line += strings.Repeat(",", wide-1-strings.Count(line, ","))
				if n == 0 {
					all = append(all, line)
				} else {
					all[i] += ",," + line
				}
			}
		}
		return strings.Join(all, "\n") + "\n"
	}
	slip := func(no, name, account string) string {
		return "給 与 明 細 書　令和7年5月分,,,,\n社員No," + no + ",,氏名," + name + " 様\n支給,基本給,残業,通勤,総支給\n,212000,40960,12400,265360\n控除,健保,厚年,所得税,控除計\n,10600,19398,8721,38719\n差引支給額,,,,226641\n振込,福岡銀行,中央支店,普," + account + "\n,,,,\n"
	}
	card := func(name, address, phone, born string) string {
		return "氏名," + name + "\n住所," + address + "\n電話," + phone + "\n生年月日," + born + "\n"
	}
	item := func(name, price string) string {
		return "品名," + name + "\n単価," + price + "\n電話,0120-000-000\n担当者,営業 三木\n"
	}
	pay := []detect.Kind{detect.PersonName, detect.EmployeeNumber, detect.Salary, detect.BankAccount}
	a, b, c, d := slip("K-5619", "桐生　博文", "7931830"), slip("K-8944", "平岡　隼人", "9488311"), slip("K-4067", "日下部　久美", "8562056"), slip("K-5051", "横溝　宗一郎", "5349343")
	p, q, r := card("桐生　博文", "広島県広島市中区本川町5-2-17", "082-279-6713", "1972/6/3"), card("平岡　隼人", "愛知県名古屋市千種区今池3-18-3", "052-731-1234", "1955/2/21"), card("日下部　久美", "長崎県長崎市鍛冶屋町1-9-12", "095-803-2079", "1979/5/13")
	e := engine(t)
	for _, c := range []formCase{
		{"two slips", beside(5, a, b), 2, pay, nil},
		{"four slips", beside(5, a, b) + beside(5, c, d), 4, pay, nil},
		{"three slips, one place free", beside(5, a, b) + beside(5, c), 3, pay, nil},
		{"three cards", beside(2, p, q, r), 3, []detect.Kind{detect.Address, detect.Phone, detect.BirthDate}, nil},
		{"two cards without a gap", strings.ReplaceAll(beside(2, p, q), ",,", ","), 2, []detect.Kind{detect.Address, detect.Phone, detect.BirthDate}, nil},
		{"slips left open", beside(5, slip("", "", ""), slip("", "", "")), 0, nil, nil},
		{"goods", beside(2, item("ボウル", "1200"), item("なべ", "2400")), 0, nil, nil},
		{"lists side by side", beside(3, "氏名,住所,電話\n桐生　博文,広島県広島市中区本川町5-2-17,082-279-6713\n平岡　隼人,広島県広島市中区本川町5-2-18,082-279-6714\n", "氏名,住所,電話\n日下部　久美,広島県広島市中区本川町5-2-19,082-279-6715\n横溝　宗一郎,広島県広島市中区本川町5-2-20,082-279-6716\n"), 4, []detect.Kind{detect.Address, detect.Phone}, nil},
	} {
		c.check(t, e, "csv")
	}
}

// A cell of a form holds more than its label asks for.
func TestSharedCells(t *testing.T) {
	aside := []detect.Kind{detect.Age, detect.Sex}
	e := engine(t)
	for _, c := range []formCase{
		{"an age behind the birth date", "氏名,久保寺　さくら\n生年月日,昭和61年11月16日生　（満38歳）\n住所,〒520-2134　滋賀県大津市瀬田1-18-1\n", 1, []detect.Kind{detect.BirthDate, detect.Age, detect.PostalCode}, []detect.Kind{detect.Sex}},
		{"sex and age", "氏名,戸倉　千鶴\n性別・年齢,女・84歳\n電話,077-283-7979\n", 1, aside, nil},
		{"age and sex in cells of their own", "氏名,森下　さくら,,\n生年月日,1974/04/03,,\n電話,077-283-7979,,\n年齢／性別,51,女,\n", 1, aside, nil},
		{"sex behind the age", "氏名,井沢　千鶴,フリガナ,イザワ チヅル,\n生年月日,昭和2年12月26日,年齢,97,女\n電話,077-283-7979,,,\n", 1, aside, nil},
		{"sex and age in brackets behind the name", "氏名,新垣　美和,（女・45歳）\n身長,158cm,体重52kg\n電話,077-283-7979,\n", 1, aside, nil},
		{"labels for children", "ふりがな,ひらた　ちよ\nなまえ,平田　千代\nうまれたひ,昭和15年10月2日\nじゅうしょ,広島県福山市三吉町2-14\nでんわ,084-123-4567\nもっている病気,心不全\nのんでいる薬,ワーファリン\n", 1, []detect.Kind{detect.BirthDate, detect.Address, detect.Diagnosis, detect.Medication}, nil},
		{"sexes to choose from", "氏名,井沢　千鶴,,\n性別,男,女,\n年齢,97,男,女\n電話,077-283-7979,,\n", 1, nil, []detect.Kind{detect.Sex}},
		{"nobody has chosen", "氏名,井沢　千鶴\n性別・年齢,男・女　　　歳\n電話,077-283-7979\n", 1, nil, aside},
		{"a postal code in brackets", "氏名,黒川　琴音\nご住所,（〒982-0011）宮城県仙台市太白区長町6-22-4\n", 1, []detect.Kind{detect.Address, detect.PostalCode}, nil},
		{"a hospital for a doctor", "氏名,井沢　千鶴,,\nかかりつけ医,南町クリニック,主治医,江藤医師\n既往歴,脳梗塞,,\n", 1, []detect.Kind{detect.Hospital, detect.Doctor, detect.Diagnosis}, nil},
		{"labels inside an answer", "利用者名,東海林　さくら\n通院,□なし　☑あり（医療機関名：みどり坂病院　主治医：谷川医師）\n電話番号,03-4695-9432\n", 1, []detect.Kind{detect.Hospital, detect.Doctor}, nil},
		{"a date in pieces behind its era", "住所,滋賀県大津市瀬田1-18-1,,,,,,,\n氏名,（フリガナ）エザキ ノボル　江崎　昇,,,,,,,\n,,,,,,,,\n受給者生年月日,元号,昭和,55,年,8,月,5,日\n", 1, []detect.Kind{detect.BirthDate}, nil},
		{"a choice that nobody has ticked", "利用者名,東海林　さくら\n電話番号,03-4695-9432\n移動,□自立　☑見守り　□全介助\nてんかん発作,☑なし　□あり\n", 1, nil, []detect.Kind{detect.Symptom, detect.Diagnosis}},
		{"what is ticked below the form", "（フリガナ）あなたの氏名,\"ツゲ シンゴ\n柘植　慎吾\",あなたの生年月日,昭和57年11月8日\nあなたの個人番号,660350111743,あなたの住所又は居所,滋賀県大津市瀬田1-18-1\n,,,\n氏名,続柄,生年月日,住所\n柘植　陽菜,妻,S58.2.2,同上\n,,,\nC 障害者等,☑障害者（□本人　□配偶者）　□特別障害者　内容：身体障害者手帳4級　平成30年5月交付,,\n", 2, []detect.Kind{detect.DisabilityCertificate}, nil},
		{"a machine", "機械名,プレス機 3号\nかかりつけ業者,南町クリニック設備\n製造年月日,平成12年4月1日（25年経過）\n", 0, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}

// Forms that nobody has filled in, and those of companies, are about nobody.
func TestBlankForms(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"a curriculum vitae", "履　歴　書,令和　　年　　月　　日現在,,\nふりがな,,,\"写真貼付\n縦36～40mm\"\n氏　名,,,㊞\n生年月日,　　　年　　月　　日生　（満　　歳）,性別,\n現住所,〒　　　－,,\n携帯電話,,E-mail,＠\n年,月,学歴・職歴（各別にまとめて書く）,\n通勤時間,約　時間　分,扶養家族（配偶者を除く）,　人\n", 0, nil, nil},
		{"a change of address", "住所変更届,\n社員番号,\n氏名,印を押してください\n新住所,都・道・府・県\n旧住所,同上\n電話番号,－　　－\n", 0, nil, nil},
		{"an account to draw on", "口座振替依頼書,\nフリガナ,（カタカナでご記入ください）\n口座名義人,ご署名\n金融機関名,銀行・信用金庫・農協　　　　支店\n預金種別,1.普通　2.当座\n口座番号,右詰めでご記入ください\nお届出印,印\n", 0, nil, nil},
		{"a letter of resignation", "退職届,\n氏　　名,　　　　　　　　　㊞\n社員番号,\n退職年月日,令和　　年　　月　　日付\n退職理由,一身上の都合により\n", 0, nil, nil},
		{"relatives to choose from", "個人番号届出書,\n氏名,楷書で記入してください\n生年月日,西暦　　　　年　　月　　日\n続柄,本人・配偶者・子・その他\n", 0, nil, nil},
		{"a supplier", "取引先登録票,\n会社名,株式会社北斗商事\n代表者氏名,北斗　一郎\n所在地,〒100-0001 東京都千代田区千代田1-1\n電話番号,03-3333-4444\n担当者,南　次郎\n振込先,みずほ銀行 本店 普通 1234567\n", 0, nil, nil},
		{"filled in", "住所変更届,\n社員番号,E1204\n氏名,木戸　和代\n新住所,宮城県仙台市太白区長町6-22-4\n旧住所,同上\n電話番号,090-1234-5678\n", 1, []detect.Kind{detect.PersonName, detect.Address, detect.Phone, detect.EmployeeNumber}, nil},
		{"who pays is a company", "支払を受ける者,住所又は居所,滋賀県大津市瀬田1-18-1,\n,氏名,江崎　昇,\n支払者,住所（居所）又は所在地,新潟県新潟市中央区米山3-8-21,\n", 1, []detect.Kind{detect.PersonName, detect.Address}, nil},
		{"two labels in a line, dates behind them", "氏名（ローマ字）,NGUYEN THI KIM OANH,,\n氏名（カナ）,グエン ティ キム オアン,,\n国籍・地域,ベトナム,性別,女\n在留カード番号,UJ48201937EA,在留期限,2026/08/14\n旅券番号,TR6174082,旅券有効期限,2031/02/09\n時給,\"1,080円\",雇入日,2024/08/20\n", 1, []detect.Kind{detect.Sex, detect.Passport}, nil},
	} {
		c.check(t, e, "csv")
	}
}

// Lines of a form in running text have several labels, with blanks between them.
func TestFormLines(t *testing.T) {
	const text = "児童氏名　荒巻 陸　　性別　男\n生年月日　平成27年5月12日\n障害の状況　限局性学習症\n手帳　精神障害者保健福祉手帳 3級\n医療機関　こども発達支援センター附属診療所（主治医　水谷医師）\n"
	e := engine(t)
	for _, c := range []formCase{
		{"who has written it", text + "作成日　令和7年5月12日　作成者　コーディネーター　及川\n", 1, []detect.Kind{detect.Disability, detect.DisabilityCertificate, detect.Hospital, detect.Doctor}, nil},
		{"a line of labels", "記入日 氏名 住所 電話 備考\n訪問日 担当 内容 を書く\n", 0, nil, nil},
		{"a line of a meeting", "開催日 6月12日 作成者 総務課 及川\n議題 倉庫の棚の増設 納期 7月\n", 0, nil, nil},
	} {
		c.check(t, e, "txt")
	}
}

// A text of an appointment tells of several things; most appointments do so alike.
func TestSharedColumns(t *testing.T) {
	event := func(name, phone string) string {
		return "BEGIN:VEVENT\nSUMMARY:訪問 " + name + " 様\nLOCATION:滋賀県大津市瀬田1-18-1\nDESCRIPTION:病名：脳梗塞後遺症 右片麻痺\\n電話：" + phone + "\\n持参：血圧計、記録用紙\nEND:VEVENT\n"
	}
	c := formCase{"visits", "BEGIN:VCALENDAR\nVERSION:2.0\n" + event("荻野 まゆみ", "077-444-8744") + event("木戸 和代", "077-304-0259") + event("水谷 恒一", "077-570-5558") + "END:VCALENDAR\n", 3, []detect.Kind{detect.Disability, detect.Phone}, nil}
	c.check(t, engine(t), "ics")
}

// What a form asks is somebody's when he says so, and not when he does not.
func TestQuestionnaires(t *testing.T) {
	who := "予診票,\n氏名,森谷　佳代\n生年月日,1979/4/2\n"
	ill := []detect.Kind{detect.Diagnosis}
	none := []detect.Kind{detect.Diagnosis, detect.Symptom, detect.Hospital, detect.HealthCheck}
	e := engine(t)
	for _, c := range []formCase{
		{"all denied", who + "現在、治療中の病気はありますか,いいえ\n糖尿病と言われたことがありますか,いいえ\n妊娠していますか,いいえ\n", 1, nil, none},
		{"one affirmed", who + "現在、治療中の病気はありますか,いいえ\n糖尿病と言われたことがありますか,はい\n妊娠していますか,いいえ\n", 1, ill, []detect.Kind{detect.HealthCheck, detect.Hospital}},
		{"an illness below its question", who + "現在、治療中の病気はありますか,はい\n病名,高血圧\n糖尿病と言われたことがありますか,はい\n", 1, ill, []detect.Kind{detect.HealthCheck}},
		{"details behind the answers", who + "現在、治療中の病気はありますか,はい\n病名,高血圧\n糖尿病と言われたことがありますか,はい\nアレルギーはありますか,はい（卵）\n妊娠していますか,いいえ\n", 1, ill, []detect.Kind{detect.HealthCheck}},
		{"denied in boxes", who + "持病,なし\n心臓病,□はい　☑いいえ\n高血圧,□はい　☑いいえ\nてんかん発作,いいえ\n", 1, nil, none},
		{"affirmed in a box", who + "持病,なし\n心臓病,☑はい　□いいえ\n高血圧,□はい　☑いいえ\n", 1, ill, []detect.Kind{detect.Symptom}},
		{"answers by いえ", who + "喘息,いえ\nてんかん,いえ\n通院中の病気,いえ\n", 1, nil, none},
		{"an allergy", "園児調査票,\n園児名,古賀 すみれ\n生年月日,2021年6月3日\nアレルギー,卵\n既往歴,特になし\n", 1, ill, nil},
		{"an allergen", "園児調査票,\n園児名,古賀 すみれ\n生年月日,2021年6月3日\nアレルゲン,ハウスダスト\n", 1, ill, nil},
		{"what a child cannot eat", "園児調査票,\n園児名,古賀 すみれ\n生年月日,2021年6月3日\n食べられないもの,えび、かに\n", 1, ill, nil},
		{"food left out", "給食連絡票,\n児童氏名,堤 蓮\n生年月日,2014年6月3日\n除去食,小麦\n", 1, ill, nil},
		{"an allergy denied", "園児調査票,\n園児名,古賀 すみれ\n生年月日,2021年6月3日\nアレルギー,なし\n", 1, nil, none},
		{"an allergen of goods", "商品名,たまごサンド\nアレルゲン,卵・乳・小麦\n内容量,120g\n製造者,株式会社みどり\n", 0, nil, none},
		{"what a food holds", "品名,肉まん\nアレルギー,小麦・豚肉\n除去食,対応不可\n価格,180円\n担当,商品部 三木\n", 0, nil, none},
	} {
		c.check(t, e, "csv")
	}
}

// The desk to which a form goes deals with what its name says.
func TestDesksOfForms(t *testing.T) {
	blank := "要介護認定・要支援認定申請書,\n被保険者番号,\n氏名,\n生年月日,\n性別　□男　□女,\n"
	e := engine(t)
	for _, c := range []formCase{
		{"left blank", blank + "※提出先：長寿福祉課 介護認定係（電話 028-632-2198）,\n", 0, nil, nil},
		{"left blank, another desk", blank + "提出先,障害福祉課 療育手帳担当\n電話,028-632-2198\n", 0, nil, nil},
		{"filled in", "申請書,\n氏名,友寄 りん\n生年月日,昭和12年3月4日\n提出先,長寿福祉課 介護認定係\n", 1, []detect.Kind{detect.BirthDate}, []detect.Kind{detect.WelfareCertificate}},
		{"the level of somebody", "申請書,\n氏名,友寄 りん\n生年月日,昭和12年3月4日\n備考,要介護認定 申請中\n", 1, []detect.Kind{detect.WelfareCertificate}, nil},
	} {
		c.check(t, e, "csv")
	}
}

// Labels stand over other labels, and their values right or below, as in a curriculum vitae.
func TestLabelsOverLabels(t *testing.T) {
	top := "履　歴　書,,,,,\nふりがな,はら ひな,,,,写真\n氏　名,原　陽菜,,,,\n,,,,,\n生年月日,平成8年7月10日生（満28歳）,,性別,女,\n,,,,,\n"
	all := []detect.Kind{detect.PersonName, detect.BirthDate, detect.Age, detect.Sex, detect.Address, detect.PostalCode, detect.Phone}
	contact := []detect.Kind{detect.Address, detect.Phone}
	e := engine(t)
	for _, c := range []formCase{
		{"an address in two lines", top + "ふりがな,,,,電話,\n現住所,〒730-0869,,,082-279-6713,\n,広島県広島市中区本川町5-2-17,,,携帯,\n,,,,070-2997-8388,\n", 1, all, nil},
		{"an address in one", top + "ふりがな,,,,電話,\n現住所,〒730-0869 広島県広島市中区本川町5-2-17,,,082-279-6713,\n,,,,携帯電話,\n,,,,070-2997-8388,\n", 1, all, nil},
		{"where else to write", top + "フリガナ,,,,電話番号,\n現住所,広島県広島市中区本川町5-2-17 コーポ若葉306,,,070-2997-8388,\nフリガナ,,,,電話番号,\n連絡先,（現住所以外に連絡を希望する場合のみ記入）,,,,\n", 1, contact, nil},
		{"a member", "入会申込書,,,\nお名前,原　陽菜,,\nフリガナ,,TEL,\nご住所,愛知県名古屋市千種区今池3-18-3,052-731-1234,\n,,携帯,\n,,070-2997-8388,\n", 1, contact, nil},
		{"left open", "履　歴　書,,,,,\nふりがな,,,,,写真\n氏　名,,,,,\n生年月日,年　月　日生（満　歳）,,性別,,\nふりがな,,,,電話,\n現住所,〒,,,,\n,,,,携帯,\n,,,,,\n", 0, nil, nil},
		{"a list", "フリガナ,氏名,住所,電話\nハラ ヒナ,原　陽菜,広島県広島市中区本川町5-2-17,082-279-6713\nトモヨセ リン,友寄　りん,愛知県名古屋市千種区今池3-18-3,052-731-1234\n", 2, contact, nil},
		{"shops", "店舗,電話,\n所在地,広島県広島市中区本川町5-2-17,082-279-6713\n,営業時間,10時から\n", 0, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}
