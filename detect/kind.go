package detect

import "math/bits"

// A Kind names a sort of personal data, as machine output writes it.
type Kind string

// The kinds, in the order in which people read them.
const (
	MyNumber              Kind = "my-number"
	Disability            Kind = "disability"
	DisabilityCertificate Kind = "disability-certificate"
	WelfareCertificate    Kind = "welfare-certificate"
	Diagnosis             Kind = "diagnosis"
	Symptom               Kind = "symptom"
	Medication            Kind = "medication"
	Hospital              Kind = "hospital"
	Doctor                Kind = "doctor"
	HealthCheck           Kind = "health-check"
	Creed                 Kind = "creed"
	Race                  Kind = "race"
	SocialStatus          Kind = "social-status"
	CriminalRecord        Kind = "criminal-record"
	CrimeVictim           Kind = "crime-victim"
	DriversLicence        Kind = "drivers-licence"
	Passport              Kind = "passport"
	ResidenceCard         Kind = "residence-card"
	PensionNumber         Kind = "pension-number"
	HealthInsurance       Kind = "health-insurance"
	EmploymentInsurance   Kind = "employment-insurance"
	CareInsurance         Kind = "care-insurance"
	ResidentRecordCode    Kind = "resident-record-code"
	IDCard                Kind = "id-card"
	BankAccount           Kind = "bank-account"
	CreditCard            Kind = "credit-card"
	Password              Kind = "password"
	PersonName            Kind = "person-name"
	BirthDate             Kind = "birth-date"
	Age                   Kind = "age"
	Sex                   Kind = "sex"
	Address               Kind = "address"
	PostalCode            Kind = "postal-code"
	Phone                 Kind = "phone"
	Email                 Kind = "email"
	LoginID               Kind = "login-id"
	StudentNumber         Kind = "student-number"
	EmployeeNumber        Kind = "employee-number"
	PatientNumber         Kind = "patient-number"
	InsurancePolicy       Kind = "insurance-policy"
	Salary                Kind = "salary"
	Career                Kind = "career"
	JobOffer              Kind = "job-offer"
	Family                Kind = "family"
	Nationality           Kind = "nationality"
	Roster                Kind = "roster"

	// CorporateNumber is public. It is recognised so that its digits are not
	// taken for a person's, and never reported.
	CorporateNumber Kind = "corporate-number"
)

// A Class is what a kind means to the default policy.
type Class uint8

const (
	Plain   Class = iota // says little alone: age, sex, postal code
	Naming               // a name
	Private              // private data once it is tied to a person
	Account              // identification codes, bank, card, password
	Special              // 要配慮個人情報
	Number               // My Number
)

// KindInfo describes a kind to people and to the policy.
type KindInfo struct {
	Kind           Kind
	Title, TitleJa string
	Class          Class
	// Identifies tells that a value of this kind points at one person.
	Identifies bool
}

// Kinds lists every reported kind. The index in this list is the bit in a
// KindSet, so the list must stay under 64.
var Kinds = []KindInfo{
	{MyNumber, "My Number", "マイナンバー", Number, true},
	{Disability, "disability", "障害", Special, false},
	{DisabilityCertificate, "disability certificate", "障害者手帳", Special, false},
	{WelfareCertificate, "welfare certificate or service", "受給者証・福祉サービス", Special, false},
	{Diagnosis, "diagnosis", "病名・病歴", Special, false},
	{Symptom, "symptom", "症状", Special, false},
	{Medication, "medication", "薬", Special, false},
	{Hospital, "hospital", "通院先", Special, false},
	{Doctor, "doctor", "主治医", Special, false},
	{HealthCheck, "health check", "健康診断", Special, false},
	{Creed, "creed", "信条", Special, false},
	{Race, "race", "人種", Special, false},
	{SocialStatus, "social status", "社会的身分", Special, false},
	{CriminalRecord, "criminal record", "犯罪の経歴", Special, false},
	{CrimeVictim, "victim of a crime", "犯罪被害", Special, false},
	{DriversLicence, "driver's licence", "運転免許証番号", Account, true},
	{Passport, "passport", "旅券番号", Account, true},
	{ResidenceCard, "residence card", "在留カード番号", Account, true},
	{PensionNumber, "pension number", "基礎年金番号", Account, true},
	{HealthInsurance, "health insurance", "健康保険の記号・番号", Account, true},
	{EmploymentInsurance, "employment insurance", "雇用保険被保険者番号", Account, true},
	{CareInsurance, "care insurance", "介護保険被保険者番号", Account, true},
	{ResidentRecordCode, "resident record code", "住民票コード", Account, true},
	{IDCard, "identity document", "本人確認書類", Account, true},
	{BankAccount, "bank account", "銀行口座", Account, true},
	{CreditCard, "credit card", "クレジットカード", Account, true},
	{Password, "password", "パスワード", Account, false},
	{PersonName, "name", "氏名", Naming, true},
	{BirthDate, "birth date", "生年月日", Private, true},
	{Age, "age", "年齢", Plain, false},
	{Sex, "sex", "性別", Plain, false},
	{Address, "address", "住所", Private, false},
	{PostalCode, "postal code", "郵便番号", Plain, false},
	{Phone, "phone", "電話番号", Private, true},
	{Email, "mail address", "メールアドレス", Private, true},
	{LoginID, "login ID", "ログインID", Private, true},
	{StudentNumber, "student number", "学籍番号", Private, true},
	{EmployeeNumber, "employee number", "社員番号", Private, true},
	{PatientNumber, "patient number", "患者番号", Private, true},
	{InsurancePolicy, "insurance policy", "保険証券番号", Private, true},
	{Salary, "salary", "給与・年収", Private, false},
	{Career, "career", "学歴・職歴", Private, false},
	{JobOffer, "job offer", "内定・選考", Private, false},
	{Family, "family", "家族", Private, false},
	{Nationality, "nationality", "国籍", Plain, false},
	{Roster, "registered list", "登録名簿", Private, true},
}

// Info returns the description of k, and false when k is no reported kind.
func (k Kind) Info() (KindInfo, bool) {
	i := k.Index()
	if i < 0 {
		return KindInfo{}, false
	}
	return Kinds[i], true
}

// Special reports whether k is special-care personal information (要配慮個人情報).
func (k Kind) Special() bool { return SpecialKinds.Has(k) }

// Identifies reports whether a value of k points at one person.
func (k Kind) Identifies() bool { return IdentifyingKinds.Has(k) }

// A KindSet is a set of reported kinds.
type KindSet uint64

// SetOf returns the set of the given kinds; kinds that are not reported are left out.
func SetOf(kinds ...Kind) KindSet {
	var s KindSet
	for _, k := range kinds {
		if i := k.Index(); i >= 0 {
			s |= 1 << i
		}
	}
	return s
}

// Has reports whether k is in s.
func (s KindSet) Has(k Kind) bool {
	i := k.Index()
	return i >= 0 && s&(1<<i) != 0
}

// Len returns the number of kinds in s.
func (s KindSet) Len() int { return bits.OnesCount64(uint64(s)) }

// List returns the kinds of s in the order of Kinds.
func (s KindSet) List() []Kind {
	var out []Kind
	for i := range Kinds {
		if s&(1<<i) != 0 {
			out = append(out, Kinds[i].Kind)
		}
	}
	return out
}

// ClassSet returns the kinds of a class.
func ClassSet(c Class) KindSet {
	var s KindSet
	for i := range Kinds {
		if Kinds[i].Class == c {
			s |= 1 << i
		}
	}
	return s
}

// Sets that several stages ask for.
var (
	SpecialKinds     = ClassSet(Special)
	AccountKinds     = ClassSet(Account)
	PrivateKinds     = ClassSet(Private)
	IdentifyingKinds = func() KindSet {
		var s KindSet
		for i := range Kinds {
			if Kinds[i].Identifies {
				s |= 1 << i
			}
		}
		return s
	}()
)
