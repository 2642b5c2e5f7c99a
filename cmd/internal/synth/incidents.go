package synth

import (
	"fmt"
	"slices"
	"strings"
)

// An Incident makes one of the sets that copy the shape of a known leak.
type Incident struct {
	Name  string
	Small int // people in the committed set
	Full  int // people in the size that was reported, or that a benchmark asks for
	make  func(g *Gen, n int) (*Set, error)
}

// Incidents lists the sets.
var Incidents = []Incident{
	{"mooble", 233, 233, mooble},
	{"sekisho", 60, 15829, sekisho},
	{"techful", 70, 45576, techful},
	{"welcomehr", 120, 15535, welcomehr},
	{"tokiomarine", 80, 5000, tokiomarine},
	{"openwork", 120, 5000, openwork},
	{"interviewcoder", 90, 5000, interviewcoder},
	{"clubhouse", 1050, 100000, clubhouse},
}

// Make makes an incident set with n people.
func (i Incident) Make(seed uint64, n int) (*Set, error) {
	g := New(seed)
	s, err := i.make(g, n)
	if err != nil {
		return nil, fmt.Errorf("synth: %s: %w", i.Name, err)
	}
	s.Truth.Name, s.Truth.Seed = i.Name, seed
	if s.Truth.From == "" {
		s.Truth.From, s.Truth.Inside = "sender@example.co.jp", "colleague@example.co.jp"
	}
	if s.Truth.Outside == "" {
		s.Truth.Outside = "partner@outside.example.com"
	}
	if s.Truth.Legal == nil {
		s.Truth.Legal = []string{}
	}
	if n > 1000 {
		s.Truth.Legal = append(s.Truth.Legal, "appi-rule-7-4")
		s.Truth.LeastOutside = "block"
		s.Truth.MostInside = "confirm"
	}
	return s, nil
}

// mooble is a list of people who tried an employment service for people with
// disabilities, sent to one of them at a free mail address: a title and notes,
// a header of two rows, birth dates in every spelling, free text, and a hidden
// second sheet of people who only asked.
func mooble(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["adult"], n)
	shown := people[:n*187/233]
	asked := people[len(shown):]
	trial := &Sheet{Name: "体験利用者", Filter: true, Comments: map[[2]int]string{{6, 8}: "本人に確認してから更新すること"}}
	trial.Put(g.r, 1, 1, Table{
		Title:   []string{"体験利用者一覧（就労移行支援）", "※社外秘　最終更新：令和8年11月16日　更新者：事務局"},
		TwoRows: true, Total: "合計", People: shown,
		Columns: mustColumns(`No. | - | seq
 利用日 | - | date:2026
 ご本人 > お名前 | person-name | name.mixed
 ご本人 > フリガナ | person-name | kana
 ご本人 > 生年月日 | birth-date | birth.mixed
 障がい・症状 > 障がい名 | disability/diagnosis | disability
 障がい・症状 > 手帳の有無 | disability-certificate | handbook
 障がい・症状 > 症状 | symptom | symptom
 受給者証 | welfare-certificate | certificate
 医療機関 > 病院 | hospital | hospital
 医療機関 > 主治医 | doctor | doctor
 連絡先 | phone | mobile
 次回 | - | date.s:2026
 備考 | - | remark`)})
	thinking := &Sheet{Name: "検討者", Hidden: true}
	thinking.Put(g.r, 1, 1, Table{People: asked, Columns: mustColumns(`No | - | seq
 問合せ日 | - | date:2026
 氏名 | person-name | name
 年齢 | age | age
 障がい名 | disability/diagnosis | disability
 手帳 | disability-certificate | handbook
 電話 | phone | mobile
 状況 | symptom | symptom`)})
	list := &Sheet{Name: "リスト"}
	for i, v := range []string{"区分", "見学", "体験", "契約", "保留"} {
		list.Set(i+1, 1, Cell{Value: v})
	}
	b, err := XLSX(trial, thinking, list)
	if err != nil {
		return nil, err
	}
	printed := &Sheet{}
	printed.Put(g.r, 1, 1, Table{Title: []string{"体験利用者名簿"}, People: shown[:len(shown)/3], Columns: mustColumns(`No | - | seq
 氏名 | person-name | name.wide
 生年月日 | birth-date | birth.era
 障がい名 | disability/diagnosis | disability
 通院先 | hospital | hospital`)})
	s := &Set{}
	s.add("利用者一覧.xlsx", b)
	s.add("体験利用者名簿.pdf", PDF(printed, false))
	s.Truth = Truth{
		About: "trial users of a disability employment service: a workbook with a hidden sheet, and a printed list of some of them", Files: s.Truth.Files, People: n,
		Tables: slices.Concat(TablesOf("利用者一覧.xlsx", "", trial, trial.Name, false), TablesOf("利用者一覧.xlsx", "", thinking, thinking.Name, false),
			TablesOf("体験利用者名簿.pdf", "", printed, "", false)),
		Outside: "t.hanako.sample@gmail.com", LeastOutside: "block", MostInside: "confirm", Legal: []string{"appi-rule-7-1"},
	}
	return s, nil
}

// sekisho is the export of a staffing company's members in Vietnam, India and
// Japan with their password hashes, and the Japanese office's own list of some
// of them.
func sekisho(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["vn"], n)
	users := &Sheet{}
	users.Put(g.r, 1, 1, Table{People: people, Columns: mustColumns(`id | - | seq:1000
 full_name | person-name | name
 name_en | person-name | latin
 nationality | nationality | nationality
 birthday | birth-date | birth.iso
 email | email | mail
 phone_number | phone | mobile.world
 password | password | bcrypt
 last_login | - | date.s:2026
 status | - | pick:active,active,inactive`)})
	list := &Sheet{Name: "登録者"}
	list.Put(g.r, 1, 1, Table{People: people[:max(1, n/3)], Left: 1, Title: []string{"登録者名簿（ベトナム拠点）"}, Columns: mustColumns(`番号 | - | seq
 氏名（カナ） | person-name | kana.dot
 氏名（英字） | person-name | latin
 生年月日 | birth-date | birth
 在留資格 | nationality?/residence-card? | visa
 メールアドレス | email | mail
 担当 | - | pick:第1課,第2課`)})
	x, err := XLSX(list)
	if err != nil {
		return nil, err
	}
	s := &Set{}
	s.add("users_export.csv", CSV(users))
	s.add("登録者名簿.xlsx", x)
	s.Truth = Truth{
		About: "members of a staffing company: contact, birth date, password hash", Files: s.Truth.Files, People: n,
		Tables:       slices.Concat(TablesOf("users_export.csv", "", users, "", false), TablesOf("登録者名簿.xlsx", "", list, list.Name, false)),
		LeastOutside: "hold", MostInside: "pass", Legal: []string{"appi-rule-7-2"},
	}
	return s, nil
}

// techful is a copy of a production database of a programming contest site:
// a dump of users, careers as CSV and chats as JSON, tied by mail address.
func techful(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["student"], n)
	users := &Sheet{}
	users.Put(g.r, 1, 1, Table{People: people, Columns: mustColumns(`id | - | seq
 login_id | login-id | login
 email | email | mail
 encrypted_password | password | bcrypt
 name | person-name | name.tight
 student_no | student-number | student:letter
 university | career | university
 rating | - | int:800-2400
 created_at | - | date.s:2024`)})
	careers := &Sheet{}
	careers.Put(g.r, 1, 1, Table{People: people[:max(1, n/2)], Columns: mustColumns(`メールアドレス | email | mail
 職歴 | career | career
 希望職種 | career?/job-offer? | pick:バックエンド,フロントエンド,インフラ,機械学習
 更新日 | - | date.s:2025`)})
	chats := &Sheet{}
	chats.Put(g.r, 1, 1, Table{People: people[:max(1, n/4)], Columns: mustColumns(`room | - | text:100-120
 sender | email | mail
 sent_at | - | date.s:2025
 body | - | pick:よろしくお願いします,提出しました,エラーが出ます,ありがとうございます,何時からですか`)})
	j, err := JSON(chats, "messages")
	if err != nil {
		return nil, err
	}
	s := &Set{}
	s.add("production_dump.sql", SQL(users, "users"))
	s.add("careers.csv", CP932(Delimited(careers, ",")))
	s.add("chat_messages.json", j)
	s.Truth = Truth{
		About: "copy of a production database: logins, hashes, student numbers, careers, chats", Files: s.Truth.Files, People: n,
		Tables: slices.Concat(TablesOf("production_dump.sql", "", users, "users", true), TablesOf("careers.csv", "", careers, "", false),
			TablesOf("chat_messages.json", "", chats, "messages", true)),
		LeastOutside: "hold", MostInside: "pass", Legal: []string{"appi-rule-7-2"},
	}
	return s, nil
}

// welcomehr is a personnel file: My Numbers kept as numbers, pictures of
// identity documents told by their names, and a curriculum vitae.
func welcomehr(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["adult"], n)
	staff := &Sheet{Name: "従業員"}
	staff.Put(g.r, 1, 1, Table{People: people, Title: []string{"入社手続き 従業員情報"}, Columns: mustColumns(`社員番号 | employee-number | employee
 氏名 | person-name | name.wide
 フリガナ | person-name | kana.half
 生年月日 | birth-date | birth.eracell
 性別 | sex | sex
 個人番号 | my-number | mynumber.number
 郵便番号 | postal-code | zip
 現住所 | address | address
 振込先口座 | bank-account | accountline
 入社日 | - | date:2026`)})
	dependants := &Sheet{Name: "控", HideCols: []int{3}}
	dependants.Put(g.r, 1, 1, Table{People: people[:n/3], Shape: Bare, Columns: mustColumns(`No | - | seq.id:W
 氏名 | person-name | name.wide
 番号 | my-number | mynumber
 受付 | - | date:2026`)})
	x, err := XLSX(staff, dependants)
	if err != nil {
		return nil, err
	}
	card, err := Picture(340, 215)
	if err != nil {
		return nil, err
	}
	var docs []File
	for i, p := range people[:min(n, 9)] {
		kind := []string{"マイナンバーカード", "運転免許証", "パスポート"}[i%3]
		docs = append(docs, File{fmt.Sprintf("%s_%s.png", kind, p.Tight()), card})
	}
	docs = append(docs, File{"履歴書_" + people[0].Tight() + ".txt", []byte(curriculum(people[0]))})
	z, err := Zip(docs...)
	if err != nil {
		return nil, err
	}
	s := &Set{}
	s.add("従業員情報.xlsx", x)
	s.add("本人確認書類.zip", z)
	s.Truth = Truth{
		About: "personnel file with My Numbers and pictures of identity documents", Files: s.Truth.Files, People: n,
		Tables:       slices.Concat(TablesOf("従業員情報.xlsx", "", staff, staff.Name, false), TablesOf("従業員情報.xlsx", "", dependants, dependants.Name, false)),
		LeastOutside: "block", MostInside: "confirm", Legal: []string{"my-number-act-19"},
	}
	if n > 100 {
		s.Truth.Legal = append(s.Truth.Legal, "my-number-rule-2-4")
	}
	return s, nil
}

func curriculum(p *Person) string {
	return lines("履 歴 書", "", "令和8年10月1日現在", "ふりがな　"+p.Hiragana(), "氏　　名　"+strings.ReplaceAll(p.Name(), " ", "　"),
		"生年月日　"+eraLong(p.Birth)+fmt.Sprintf("生（満%d歳）", p.Age()), "現 住 所　〒"+p.Home.Zip+"　"+p.Home.String(), "電　　話　"+p.Mobile, "E-mail　"+p.Mail, "",
		"学歴・職歴", "平成25年3月　青葉大学工学部 卒業", "平成25年4月　株式会社北斗物流 入社", "令和5年8月　一身上の都合により退社", "", "免許・資格", "普通自動車第一種運転免許", "", "以上")
}
