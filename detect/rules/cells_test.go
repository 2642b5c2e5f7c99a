package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// What a form asks in cells of which none labels the next alone.
func TestCellsOfForms(t *testing.T) {
	account, salary, sex := []detect.Kind{detect.BankAccount}, []detect.Kind{detect.Salary}, []detect.Kind{detect.Sex}
	e := engine(t)
	for _, c := range []formCase{
		{"an account in two cells", "請求者,渡嘉敷 泰斗,\n生年月日,昭和39年2月15日,\n振込先,山陰銀行 米子支店,\n口座,普通,7687395\n", 1, account, nil},
		{"a sort and a number", "氏名,渡嘉敷 泰斗,\n電話,090-1234-5678,\n重要度,普通,7687395\n", 1, nil, account},
		{"work and income", "氏名,保田 菜摘\n生年月日,昭和40年9月17日\n勤務先・年収,北都運輸(株) 約480万円\n", 1, salary, nil},
		{"work and income, not told", "氏名,保田 菜摘\n生年月日,昭和40年9月17日\n勤務先・年収,北都運輸(株) 回答なし\n", 1, nil, salary},
		{"work and incomes offered", "氏名,保田 菜摘\n生年月日,昭和40年9月17日\n職種・年収,営業 400万円~600万円\n", 1, nil, salary},
		{"a sex in brackets", "氏名,中尾 英恵,男・女,（女）\n生年月日,1970年4月22日,携帯,070-3485-7397\n", 1, sex, nil},
		{"both sexes", "氏名,中尾 英恵,男・女,\n生年月日,1970年4月22日,携帯,070-3485-7397\n", 1, nil, sex},
	} {
		c.check(t, e, "csv")
	}
}

// Who stands last before his address is the person of a form that names relatives alone.
func TestMourners(t *testing.T) {
	e := engine(t)
	for _, c := range []formCase{
		{"a funeral", "葬儀請負書,,,\n故人様,友寄 りん,享年,86\n喪主様,友寄 巧,続柄,長男\nご住所,岐阜県大垣市東外側町3-8-15,,\nお電話,070-9580-7484,,\n", 2, []detect.Kind{detect.Address, detect.Phone}, nil},
		{"a child", "入園申込書,\n園児氏名,友寄 りん\n保護者氏名,友寄 巧\n住所,岐阜県大垣市東外側町3-8-15\n電話,070-9580-7484\n", 2, []detect.Kind{detect.Address, detect.Phone}, nil},
		{"a child below his father", "生徒連絡票,\n保護者氏名,友寄 巧\n電話,070-9580-7484\n氏名,友寄 りん\n", 2, []detect.Kind{detect.Phone}, nil},
		{"a father alone", "緊急連絡カード,\n保護者氏名,友寄 巧\n続柄,父\n電話,070-9580-7484\n", 1, []detect.Kind{detect.Phone}, nil},
	} {
		c.check(t, e, "csv")
	}
}

// Beside a doctor stands his hospital, and behind a relative the telephone.
func TestBesidesInCells(t *testing.T) {
	rows := func(f string, cells ...string) string {
		out := "氏名," + f + ",被保険者番号,要介護\n"
		for i, c := range cells {
			out += []string{"山﨑　遥", "細川　和彦", "上野　俊哉"}[i] + "," + c + "," + []string{"0083473852,4", "0094689444,4", "0074497545,3"}[i] + "\n"
		}
		return out
	}
	side := "項目,1号室,2号室,3号室\n利用者,山﨑　遥,細川　和彦,上野　俊哉\n被保険者番号,0083473852,0094689444,0074497545\n要介護,4,4,3\n主治医,北條内科　北條医師,市立中央病院　尾崎医師,さくら神経クリニック　櫻庭医師\n緊急連絡先（家族）,長男 070-2460-7783,妻 090-9270-2846,長女 090-7115-9692\n"
	hospital, phone, care := []detect.Kind{detect.Doctor, detect.Hospital}, []detect.Kind{detect.Family, detect.Phone}, []detect.Kind{detect.CareInsurance, detect.Hospital, detect.Phone, detect.Family}
	e := engine(t)
	for _, c := range []formCase{
		{"doctors in a column", rows("主治医", "北條内科　北條医師", "市立中央病院（尾崎医師）", "循環器センター 倉田医師"), 3, hospital, nil},
		{"the same doctor again and again", rows("主治医", "北條内科　北條医師", "北條内科　北條医師", "北條内科　北條医師"), 3, hospital, nil},
		{"doctors alone", rows("主治医", "北條医師", "尾崎医師", "倉田医師"), 3, nil, []detect.Kind{detect.Hospital}},
		{"a department and a doctor", rows("主治医", "内科 北條医師", "外科 尾崎医師", "内科 倉田医師"), 3, nil, []detect.Kind{detect.Hospital}},
		{"relatives in a column", rows("緊急連絡先（家族）", "長男 070-2460-7783", "妻 090-9270-2846", "長女 090-7115-9692"), 3, phone, nil},
		{"relatives alone", rows("続柄", "長男", "妻", "長女"), 3, nil, []detect.Kind{detect.Phone}},
		{"a form", "氏名,山﨑　遥\n主治医,北條内科　北條医師\n緊急連絡先（家族）,長男 070-2460-7783\n被保険者番号,0083473852\n要介護,4\n", 1, care, nil},
		{"a table on its side", side, 3, care, []detect.Kind{detect.HealthInsurance}},
	} {
		c.check(t, e, "csv")
	}
}

// Forms have a box for each character, and other labels behind them.
func TestBoxesOfForms(t *testing.T) {
	boxes := func(s string) string { return strings.Join(strings.Split(s, ""), ",") }
	form := "再交付申請書\n氏　　名," + boxes("田島昭二") + "\n生年月日,昭和,４,１,年,０,６,月,１,５,日,性別,☑男　□女\n"
	kinds := []detect.Kind{detect.PersonName, detect.BirthDate, detect.Sex, detect.Address, detect.Phone}
	e := engine(t)
	for _, c := range []formCase{
		{"a postal code and an address", form + "住　　所," + boxes("〒020－0183") + "\n," + boxes("岩手県盛岡市上田５－８－１０") + "\n電話番号," + boxes("019－663－1674") + "\n", 1, kinds, nil},
		{"two lines of an address", form + "住所," + boxes("〒5200801") + "\n," + boxes("滋賀県大津市におの浜２－１－４") + "\n電話," + boxes("0775221234") + "\n", 1, kinds, nil},
		{"sex behind a birth date in words", "氏名,田島 昭二,\n生年月日,昭和41年6月15日,性別,男\n電話,019-663-1674\n", 1, []detect.Kind{detect.BirthDate, detect.Sex}, nil},
		{"left open", "再交付申請書\n氏　　名,,,,\n生年月日,昭和,,,年,,,月,,,日,性別,□男　□女\n住　　所,〒,,,,－,,,\n,,,,,,,,\n電話番号,,,,－,,,\n", 0, nil, nil},
		{"a game of letters", "しりとり," + boxes("岩手県盛岡市上田") + "\n次の人," + boxes("滋賀県大津市") + "\n", 0, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}
