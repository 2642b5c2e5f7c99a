package synth

import "fmt"

// tokiomarine is a CP932 export of an insurer's contracts with beneficiaries.
func tokiomarine(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["adult"], n)
	t := &Sheet{}
	t.Put(g.r, 1, 1, Table{People: people, Columns: mustColumns(`証券番号 | insurance-policy | policy:letter
 契約者名 | person-name | name.wide
 契約者カナ | person-name | kana.half
 生年月日 | birth-date | birth.dot
 郵便番号 | postal-code | zip
 契約者住所 | address | address
 電話番号 | phone | phone
 保険種類 | - | pick:終身保険,医療保険,自動車保険,火災保険
 保険料 | - | price
 受取人氏名 | person-name | beneficiary
 続柄 | family? | relation
 始期日 | - | date.s:2022`)})
	s := &Set{}
	s.add("契約一覧_202611.csv", CP932(Delimited(t, ",")))
	s.Truth = Truth{
		About: "insurance contracts with policy numbers and beneficiaries, CP932", Files: s.Truth.Files, People: n, PeopleMax: 2 * n,
		Tables:       TablesOf("契約一覧_202611.csv", "", t, "", false),
		LeastOutside: "confirm", MostInside: "pass",
	}
	return s, nil
}

// openwork is an export of a recruiting site: ages, salaries and applications
// without a name.
func openwork(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["adult"], n)
	t := &Sheet{Name: "応募データ"}
	t.Put(g.r, 1, 1, Table{People: people, Title: []string{"応募者データ（氏名なし）"}, Columns: mustColumns(`管理ID | - | uuid
 年齢 | age | age
 性別 | sex | sex.long
 現年収 | salary | salary
 希望年収 | salary | salary.man
 最終学歴 | career | university
 職務経歴 | career | career
 応募先 | job-offer | company
 選考状況 | job-offer | stage`)})
	x, err := XLSX(t)
	if err != nil {
		return nil, err
	}
	s := &Set{}
	s.add("応募データ.xlsx", x)
	least := "confirm"
	if n >= 100 {
		least = "hold"
	}
	s.Truth = Truth{
		About: "ages, salaries and applications without names", Files: s.Truth.Files, People: n,
		Tables:       TablesOf("応募データ.xlsx", "", t, t.Name, false),
		LeastOutside: least, MostInside: "pass",
	}
	return s, nil
}

// interviewcoder is a list of users with the company that made them an offer.
func interviewcoder(g *Gen, n int) (*Set, error) {
	people := g.People(mixes["world"], n)
	t := &Sheet{}
	t.Put(g.r, 1, 1, Table{People: people, Columns: mustColumns(`# | - | seq
 Name | person-name | latin.title
 Offer from | job-offer | offer.en
 Date | - | date.s:2026
 Plan | - | pick:pro,free,team`)})
	s := &Set{}
	s.add("offers.tsv", Delimited(t, "\t"))
	s.Truth = Truth{
		About: "names with the company that made an offer", Files: s.Truth.Files, People: n,
		Tables:       TablesOf("offers.tsv", "", t, "", false),
		LeastOutside: "confirm", MostInside: "pass",
	}
	return s, nil
}

// clubhouse is a list of phone numbers and nothing else.
func clubhouse(g *Gen, n int) (*Set, error) {
	people := make([]*Person, n)
	seen := map[string]bool{}
	for i := range people {
		p := g.Person(mixes["adult"])
		for seen[p.Mobile] {
			p = g.Person(mixes["adult"])
		}
		// all fields but one are thrown away
		seen[p.Mobile] = true
		people[i] = p
	}
	t := &Sheet{}
	t.Put(g.r, 1, 1, Table{People: people, Shape: Bare, Columns: []Column{{Header: "", Kind: "phone", Value: "mobile.intl"}}})
	s := &Set{}
	s.add("numbers.csv", Delimited(t, ","))
	if len(seen) != n {
		return nil, fmt.Errorf("%d numbers, want %d", len(seen), n)
	}
	s.Truth = Truth{
		About: "phone numbers alone", Files: s.Truth.Files, People: n,
		Tables:       TablesOf("numbers.csv", "", t, "", false),
		LeastOutside: "hold", MostInside: "pass",
	}
	return s, nil
}
