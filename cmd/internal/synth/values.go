package synth

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// An EraDate is a date that a workbook stores as a serial number and shows in
// the Japanese calendar.
type EraDate time.Time

// A Row is what a value may depend on.
type Row struct {
	P *Person    // nil in a table without people
	R *rand.Rand // of the row
	I int        // counted from 0
}

// A Value makes one cell: a string, an int or float64, a time.Time, an
// EraDate, or nil for an empty cell.
type Value func(row Row, arg string) any

// values are the words that layouts use for cells. An argument follows a colon.
var values = map[string]Value{
	// people
	"name":        func(w Row, _ string) any { return w.P.Name() },
	"name.tight":  func(w Row, _ string) any { return w.P.Tight() },
	"name.wide":   func(w Row, _ string) any { return strings.ReplaceAll(w.P.Name(), " ", "　") },
	"name.honor":  func(w Row, arg string) any { return w.P.Tight() + arg },
	"name.mixed":  mixedName,
	"family":      func(w Row, _ string) any { return w.P.Family },
	"given":       func(w Row, _ string) any { return strings.TrimSpace(w.P.Middle + " " + w.P.Given) },
	"family.kana": func(w Row, _ string) any { return w.P.FamilyKana },
	"given.kana":  func(w Row, _ string) any { return strings.TrimSpace(w.P.MiddleKana + " " + w.P.GivenKana) },
	"kana":        func(w Row, _ string) any { return w.P.Kana() },
	"kana.half":   func(w Row, _ string) any { return w.P.HalfKana() },
	"kana.dot":    func(w Row, _ string) any { return strings.ReplaceAll(w.P.Kana(), " ", "・") },
	"hira":        func(w Row, _ string) any { return w.P.Hiragana() },
	"latin":       func(w Row, _ string) any { return w.P.Latin() },
	"latin.title": func(w Row, _ string) any { return w.P.latinGiven() + " " + w.P.latinFamily() },
	"guardian":    func(w Row, _ string) any { return ofGuardian(w, (*Person).Name) },
	"beneficiary": func(w Row, _ string) any { return w.P.Family + " " + pick(w.R, givenFemale).text },
	"name.kana2":  func(w Row, _ string) any { return w.P.Name() + "\n" + w.P.Kana() },
	"name.age":    func(w Row, _ string) any { return fmt.Sprintf("%s（%d）", w.P.Tight(), w.P.Age()) },
	"relation":    func(w Row, _ string) any { return pick(w.R, strings.Fields("母 父 配偶者 長男 長女 祖母")) },
	"household": func(w Row, _ string) any {
		return pick(w.R, strings.Fields("父・母・弟 母・妹 単身 夫・子2人 祖母と二人暮らし 両親"))
	},
	"birth":       func(w Row, _ string) any { return w.P.Birth },
	"birth.era":   func(w Row, _ string) any { return eraLong(w.P.Birth) },
	"birth.short": func(w Row, _ string) any { return eraShort(w.P.Birth) },
	"birth.eracell": func(w Row, _ string) any {
		return EraDate(w.P.Birth)
	},
	"birth.mixed": func(w Row, _ string) any {
		return []any{eraLong(w.P.Birth), eraShort(w.P.Birth), w.P.Birth, EraDate(w.P.Birth), w.P.Birth.Format("2006/1/2")}[w.R.IntN(5)]
	},
	"birth.iso":     func(w Row, _ string) any { return w.P.Birth.Format("2006-01-02") },
	"birth.slash":   func(w Row, _ string) any { return w.P.Birth.Format("2006/1/2") },
	"birth.kanji":   func(w Row, _ string) any { return w.P.Birth.Format("2006年1月2日") },
	"birth.dot":     func(w Row, _ string) any { return w.P.Birth.Format("2006.01.02") },
	"birth.compact": func(w Row, _ string) any { return w.P.Birth.Format("20060102") },
	"birth.number":  func(w Row, _ string) any { return atoi(w.P.Birth.Format("20060102")) },
	"birth.dmy":     func(w Row, _ string) any { return w.P.Birth.Format("02/01/2006") },
	"birth.year":    func(w Row, _ string) any { return w.P.Birth.Year() },
	"birth.month":   func(w Row, _ string) any { return int(w.P.Birth.Month()) },
	"birth.day":     func(w Row, _ string) any { return w.P.Birth.Day() },
	"age":           func(w Row, _ string) any { return w.P.Age() },
	"age.text":      func(w Row, _ string) any { return fmt.Sprintf("%d歳", w.P.Age()) },
	"birth.eraslash": func(w Row, _ string) any {
		_, short, y := era(w.P.Birth)
		return fmt.Sprintf("%s%02d/%02d/%02d", short, y, w.P.Birth.Month(), w.P.Birth.Day())
	},
	"birth.text":    func(w Row, _ string) any { return w.P.Birth.Format("Jan 2, 2006") },
	"birth.wide":    func(w Row, _ string) any { return wide(w.P.Birth.Format("2006/01/02")) },
	"age.decade":    func(w Row, _ string) any { return fmt.Sprintf("%d代", w.P.Age()/10*10) },
	"sex":           func(w Row, _ string) any { return sexAs(w.P, "男", "女") },
	"sex.long":      func(w Row, _ string) any { return sexAs(w.P, "男性", "女性") },
	"sex.mf":        func(w Row, _ string) any { return sexAs(w.P, "M", "F") },
	"sex.en":        func(w Row, _ string) any { return sexAs(w.P, "Male", "Female") },
	"address":       func(w Row, _ string) any { return w.P.Home.String() },
	"address.wide":  func(w Row, _ string) any { return wide(w.P.Home.String()) },
	"address.short": func(w Row, _ string) any { return w.P.Home.City + w.P.Home.Town + w.P.Home.Number },
	"address.zip":   func(w Row, _ string) any { return "〒" + w.P.Home.Zip + "\n" + w.P.Home.String() },
	"pref":          func(w Row, _ string) any { return w.P.Home.Pref },
	"city":          func(w Row, _ string) any { return w.P.Home.City + w.P.Home.Town },
	"number":        func(w Row, _ string) any { return w.P.Home.Number },
	"zip":           func(w Row, _ string) any { return w.P.Home.Zip },
	"zip.mark":      func(w Row, _ string) any { return "〒" + w.P.Home.Zip },
	"zip.bare":      func(w Row, _ string) any { return strings.ReplaceAll(w.P.Home.Zip, "-", "") },
	"mobile":        func(w Row, _ string) any { return w.P.Mobile },
	"mobile.bare":   func(w Row, _ string) any { return strings.ReplaceAll(w.P.Mobile, "-", "") },
	"mobile.number": func(w Row, _ string) any { return atoi(strings.ReplaceAll(w.P.Mobile, "-", "")) },
	"mobile.wide":   func(w Row, _ string) any { return wide(w.P.Mobile) },
	"mobile.intl":   func(w Row, _ string) any { return "+81-" + w.P.Mobile[1:] },
	"mobile.vn":     func(w Row, _ string) any { return "+84 9" + digits(w.R, 1) + " 555 " + digits(w.R, 4) },
	"mobile.in":     func(w Row, _ string) any { return "+91 98765 " + digits(w.R, 5) },
	"mobile.world": func(w Row, _ string) any {
		return []any{w.P.Mobile, "+84 90 555 " + digits(w.R, 4), "+91 98765 " + digits(w.R, 5)}[w.R.IntN(3)]
	},
	"mobile.1":        func(w Row, _ string) any { return strings.Split(w.P.Mobile, "-")[0] },
	"mobile.2":        func(w Row, _ string) any { return strings.Split(w.P.Mobile, "-")[1] },
	"mobile.3":        func(w Row, _ string) any { return strings.Split(w.P.Mobile, "-")[2] },
	"contact":         func(w Row, _ string) any { return "携帯 " + w.P.Mobile + " / " + w.P.Mail },
	"mobile.paren":    func(w Row, _ string) any { f := strings.Split(w.P.Mobile, "-"); return f[0] + "(" + f[1] + ")" + f[2] },
	"mobile.dot":      func(w Row, _ string) any { return strings.ReplaceAll(w.P.Mobile, "-", ".") },
	"phone":           func(w Row, _ string) any { return w.P.Phone },
	"mail":            func(w Row, _ string) any { return w.P.Mail },
	"login":           func(w Row, _ string) any { return w.P.Login },
	"mynumber":        func(w Row, _ string) any { return w.P.MyNumber },
	"mynumber.444":    func(w Row, _ string) any { return w.P.MyNumber[:4] + " " + w.P.MyNumber[4:8] + " " + w.P.MyNumber[8:] },
	"mynumber.hyphen": func(w Row, _ string) any { return w.P.MyNumber[:4] + "-" + w.P.MyNumber[4:8] + "-" + w.P.MyNumber[8:] },
	"mynumber.number": func(w Row, _ string) any { return atoi(w.P.MyNumber) },
	"mynumber.digit":  func(w Row, arg string) any { return int(w.P.MyNumber[atoi(arg)-1] - '0') },
	"mynumber.wide":   func(w Row, _ string) any { return wide(w.P.MyNumber) },
	"licence":         func(w Row, _ string) any { return licence(w.R) },
	"passport":        func(w Row, _ string) any { return "T" + letters(w.R, 1, "KRZ") + digits(w.R, 7) },
	"residence":       func(w Row, _ string) any { return letters(w.R, 2, "ABU") + digits(w.R, 8) + letters(w.R, 2, "CDE") },
	"pension": func(w Row, _ string) any {
		return pick(w.R, strings.Fields("2101 3112 4103 2205")) + "-" + digits(w.R, 6)
	},
	"employment":  func(w Row, _ string) any { return "5" + digits(w.R, 3) + "-" + digits(w.R, 6) + "-" + digits(w.R, 1) },
	"insured":     func(w Row, _ string) any { return fmt.Sprintf("%d-%d", 10+w.R.IntN(90), 100+w.R.IntN(900)) },
	"insurer":     func(w Row, _ string) any { return luhn("0113" + digits(w.R, 3)) },
	"careinsured": func(w Row, _ string) any { return "000" + digits(w.R, 7) },
	"bank": func(w Row, _ string) any {
		return pick(w.R, strings.Fields("みどり銀行 青空信用金庫 北斗銀行"))
	},
	"branch": func(w Row, _ string) any {
		return pick(w.R, strings.Fields("本店 駅前支店 中央支店 西支店"))
	},
	"account": func(w Row, _ string) any { return digits(w.R, 7) },
	"accountline": func(w Row, _ string) any {
		return "みどり銀行 " + pick(w.R, strings.Fields("駅前支店 中央支店")) + " 普通 " + digits(w.R, 7)
	},
	"card": func(w Row, _ string) any {
		c := luhn("4980" + digits(w.R, 11))
		return c[:4] + "-" + c[4:8] + "-" + c[8:12] + "-" + c[12:]
	},
	"bcrypt": func(w Row, _ string) any { return bcryptHash(w.R) },
	"sha1":   func(w Row, _ string) any { return letters(w.R, 40, hexDigits) },
	"plainpass": func(w Row, _ string) any {
		return letters(w.R, 4, "abcdefghkmnpqrstuvwxyz") + digits(w.R, 4) + pick(w.R, []string{"!", "#", "x"})
	},
	"student":    func(w Row, arg string) any { return studentNumber(w.R, arg) },
	"employee":   func(w Row, _ string) any { return fmt.Sprintf("%06d", 100000+w.R.IntN(800000)) },
	"employee.e": func(w Row, _ string) any { return "E" + digits(w.R, 5) },
	"patient":    func(w Row, _ string) any { return fmt.Sprintf("%08d", 10000+w.R.IntN(900000)) },
	"policy":     func(w Row, arg string) any { return policyNumber(w.R, arg) },
	"recipient":  func(w Row, _ string) any { return "00" + digits(w.R, 8) },

	"era.name":  func(w Row, _ string) any { long, _, _ := era(w.P.Birth); return long },
	"era.year":  func(w Row, _ string) any { _, _, y := era(w.P.Birth); return y },
	"birth.mdy": func(w Row, _ string) any { return w.P.Birth.Format("01/02/2006") },
	"birth.eradot": func(w Row, _ string) any {
		_, short, y := era(w.P.Birth)
		return fmt.Sprintf("%s.%d.%d.%d", short, y, w.P.Birth.Month(), w.P.Birth.Day())
	},
	"birth.age":    func(w Row, _ string) any { return fmt.Sprintf("%s（%d歳）", eraLong(w.P.Birth), w.P.Age()) },
	"family.latin": func(w Row, _ string) any { return w.P.latinFamily() },
	"given.latin":  func(w Row, _ string) any { return w.P.latinGiven() },
	"latin.comma":  func(w Row, _ string) any { return strings.ToUpper(w.P.latinFamily()) + ", " + w.P.latinGiven() },
	"town":         func(w Row, _ string) any { return w.P.Home.Town },
	"cityonly":     func(w Row, _ string) any { return w.P.Home.City },
	"building":     func(w Row, _ string) any { return w.P.Home.Building },
	"zip.1":        func(w Row, _ string) any { return w.P.Home.Zip[:3] },
	"zip.2":        func(w Row, _ string) any { return w.P.Home.Zip[4:] },
	"phone.1":      func(w Row, _ string) any { return strings.Split(w.P.Phone, "-")[0] },
	"phone.2":      func(w Row, _ string) any { return strings.Split(w.P.Phone, "-")[1] },
	"phone.3":      func(w Row, _ string) any { return strings.Split(w.P.Phone, "-")[2] },
	"guardian.tel": func(w Row, _ string) any { return ofGuardian(w, func(p *Person) string { return p.Mobile }) },
	"char":         func(w Row, arg string) any { return letterAt(w.P.Tight(), arg) },

	// special care
	"disability":     func(w Row, _ string) any { return pick(w.R, disabilities) },
	"disability.2":   func(w Row, _ string) any { return pick(w.R, disabilities) + "、" + pick(w.R, disabilities) },
	"disabilitykind": func(w Row, _ string) any { return pick(w.R, disabilityKinds) },
	"handbook":       func(w Row, _ string) any { return handbook(w.R) },
	"handbook.have":  func(w Row, _ string) any { return pick(w.R, strings.Fields("有 無 有 申請中 有")) },
	"handbook.grade": func(w Row, _ string) any { return pick(w.R, strings.Fields("1級 2級 3級 2級 B1 B2 4度 3度")) },
	"certificate":    func(w Row, _ string) any { return pick(w.R, strings.Fields("有 無 申請中 有 交付済 なし")) },
	"supportgrade":   func(w Row, _ string) any { return fmt.Sprintf("区分%d", 1+w.R.IntN(6)) },
	"service":        func(w Row, _ string) any { return pick(w.R, services) },
	"caregrade":      func(w Row, _ string) any { return pick(w.R, careGrades) },
	"limit":          func(w Row, _ string) any { return pick(w.R, []int{0, 4600, 9300, 37200}) },
	"diagnosis":      func(w Row, _ string) any { return pick(w.R, diagnoses) },
	"diagnosis.text": func(w Row, _ string) any {
		return fmt.Sprintf("%s（%d年診断）", pick(w.R, diagnoses), 2010+w.R.IntN(15))
	},
	"allergy":    func(w Row, _ string) any { return pick(w.R, allergies) + "アレルギー" },
	"symptom":    func(w Row, _ string) any { return symptom(w.R) },
	"medication": func(w Row, _ string) any { return medication(w.R) },
	// one product, without how it is taken
	"medication.product": func(w Row, _ string) any { return product(w.R) },
	"hospital":           func(w Row, _ string) any { return hospital(w.R) },
	"doctor":             func(w Row, _ string) any { return doctor(w.R) },
	"exam":               func(w Row, _ string) any { return pick(w.R, exams) },
	"bloodp":             func(w Row, _ string) any { return fmt.Sprintf("%d/%d", 100+w.R.IntN(60), 60+w.R.IntN(40)) },
	"hba1c":              func(w Row, _ string) any { return float64(50+w.R.IntN(30)) / 10 },
	"ldl":                func(w Row, _ string) any { return 70 + w.R.IntN(120) },
	"creed": func(w Row, _ string) any {
		return pick(w.R, strings.Fields("仏教 キリスト教 無宗教 神道 イスラム教"))
	},
	"nationality": func(w Row, _ string) any { return origins[w.P.Origin] },
	"visa": func(w Row, _ string) any {
		return pick(w.R, strings.Fields("技術・人文知識・国際業務 技能実習 特定技能1号 永住者 留学"))
	},

	// work and school
	"salary":     func(w Row, _ string) any { return salary(w.R) },
	"salary.man": func(w Row, _ string) any { return fmt.Sprintf("%d万円", salary(w.R)/10000) },
	"salary.yen": func(w Row, _ string) any { return fmt.Sprintf("%s円", commas(salary(w.R)/12)) },
	"wage":       func(w Row, _ string) any { return 1050 + 10*w.R.IntN(60) },
	"career":     func(w Row, _ string) any { return career(w.R) },
	"university": func(w Row, _ string) any { return pick(w.R, universities) + pick(w.R, faculties) },
	"stage":      func(w Row, _ string) any { return pick(w.R, stages) },
	"offer":      func(w Row, _ string) any { return pick(w.R, companies) },
	"offer.en":   func(w Row, _ string) any { return pick(w.R, companiesEn) },
	"company":    func(w Row, _ string) any { return pick(w.R, companies) },
	"dept":       func(w Row, _ string) any { return pick(w.R, departments) },
	"position":   func(w Row, _ string) any { return pick(w.R, positions) },
	"job":        func(w Row, _ string) any { return pick(w.R, jobs) },

	// everything else
	"seq":     func(w Row, arg string) any { n, _ := strconv.Atoi(arg); return n + w.I + 1 },
	"seq.id":  func(w Row, arg string) any { return fmt.Sprintf("%s%04d", arg, w.I+1) },
	"blank":   func(Row, string) any { return nil },
	"const":   func(_ Row, arg string) any { return arg },
	"pick":    func(w Row, arg string) any { return pick(w.R, strings.Split(arg, ",")) },
	"one":     func(w Row, arg string) any { return pick(w.R, strings.Split(arg, ",")) }, // pick, for values that speak for themselves
	"int":     func(w Row, arg string) any { a, b := span(arg); return a + w.R.IntN(b-a+1) },
	"dec":     func(w Row, arg string) any { a, b := span(arg); return float64(100*a+w.R.IntN(100*(b-a))) / 100 },
	"text":    func(w Row, arg string) any { a, b := span(arg); return fmt.Sprint(a + w.R.IntN(b-a+1)) },
	"date":    func(w Row, arg string) any { return dayIn(w.R, arg).Truncate(24 * time.Hour) },
	"date.s":  func(w Row, arg string) any { return dayIn(w.R, arg).Format("2006/01/02") },
	"date.e":  func(w Row, arg string) any { return eraLong(dayIn(w.R, arg)) },
	"stamp":   func(w Row, arg string) any { return dayIn(w.R, arg).Format("200601021504") },
	"jan":     func(w Row, _ string) any { return jan(w.R) },
	"parcel":  func(w Row, _ string) any { return parcel(w.R) },
	"order12": func(w Row, _ string) any { return fmt.Sprintf("20261%07d", 4321000+w.I) },
	"corp":    func(w Row, _ string) any { return corporate(w.R) },
	"tnumber": func(w Row, _ string) any { return "T" + corporate(w.R) },
	"uuid": func(w Row, _ string) any {
		return strings.Join([]string{letters(w.R, 8, hexDigits), letters(w.R, 4, hexDigits), "4" + letters(w.R, 3, hexDigits), "a" + letters(w.R, 3, hexDigits), letters(w.R, 12, hexDigits)}, "-")
	},
	"code":    func(w Row, arg string) any { return arg + digits(w.R, 4) },
	"product": func(w Row, _ string) any { return pick(w.R, products) },
	"price":   func(w Row, _ string) any { return 10 * (5 + w.R.IntN(900)) },
	"office": func(w Row, _ string) any {
		return "東京都中央区日本橋" + fmt.Sprintf("%d-%d-%d", 1+w.R.IntN(3), 1+w.R.IntN(20), 1+w.R.IntN(9))
	},
	"staff": func(w Row, _ string) any { return pick(w.R, familyCommon).text },
	"remark": func(w Row, _ string) any {
		return pick(w.R, []any{nil, nil, "要確認", "確認済", "来月再連絡", "－"})
	},
	"ip": func(w Row, _ string) any { return fmt.Sprintf("192.0.2.%d", 1+w.R.IntN(250)) },
}

// valueOf finds a word of the vocabulary, nil when there is none. Besides
// those of values there is "lines", which takes other words, a line each.
func valueOf(word string) Value {
	if word != "lines" {
		return values[word]
	}
	return func(w Row, arg string) any {
		var out []string
		for _, word := range strings.Split(arg, ",") {
			out = append(out, Text(values[word](w, "")))
		}
		return strings.Join(out, "\n")
	}
}

// letterAt is the character of s at a place counted from 1, nil behind its end.
func letterAt(s, place string) any {
	r, i := []rune(s), atoi(place)
	if i > len(r) {
		return nil
	}
	return string(r[i-1])
}

func mixedName(w Row, _ string) any {
	switch w.R.IntN(4) {
	case 0:
		return w.P.Name()
	case 1:
		return strings.ReplaceAll(w.P.Name(), " ", "　")
	}
	return w.P.Tight()
}

func ofGuardian(w Row, f func(*Person) string) any {
	if w.P.Guardian == nil {
		return nil
	}
	return f(w.P.Guardian)
}

func sexAs(p *Person, male, female string) any {
	if p.Female {
		return female
	}
	return male
}

func dayIn(r *rand.Rand, year string) time.Time {
	y, _ := strconv.Atoi(year)
	return time.Date(y, 1, 1+r.IntN(365), 0, r.IntN(1440), 0, 0, time.UTC)
}

func span(arg string) (int, int) {
	a, b, _ := strings.Cut(arg, "-")
	return atoi(a), atoi(b)
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

func commas(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
