package rules

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// What stands in an array inside a record belongs to the record, named members
// of an array are people of their own, and tables of a dump refer to each other.
func TestNestedRecords(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		name, file, text string
		people           int
		kinds            string
	}{
		{"contacts of users", "a.json", `{"at": "2026-11-16", "users": [
			{"id": 1, "name": "水谷 恒一", "contacts": [{"type": "tel", "value": "090-1234-5678"}, {"type": "mail", "value": "m1@example.com"}]},
			{"id": 2, "name": "古川 茂", "contacts": [{"type": "tel", "value": "090-1234-5679"}]},
			{"id": 3, "name": "星野 早苗", "contacts": []}]}`, 3, "person-name 3, phone 2, email 1"},
		{"members of households", "a.json", `[
			{"address": "愛知県名古屋市中村区名駅1-1-1", "members": [{"name": "水谷 恒一", "age": 41, "visits": [{"病名": "高血圧症"}, {"病名": "緑内障"}]}, {"name": "水谷 早苗", "age": 39}]},
			{"address": "愛知県豊田市西町3-60", "members": [{"name": "古川 茂", "age": 70}]},
			{"address": "愛知県豊橋市駅前大通2-7", "members": [{"name": "星野 航", "age": 33}, {"name": "星野 悦子", "age": 31}]}]`, 5, "person-name 5, age 5, diagnosis 1, address 5"},
		{"families of members", "a.json", `{"data": {"members": [
			{"name": "水谷 恒一", "tel": "090-1234-5678", "family": [{"name": "水谷 早苗", "birth": "1990-01-02"}]},
			{"name": "古川 茂", "tel": "090-1234-5679"}, {"name": "星野 航", "tel": "090-1234-5680"}]}}`, 4, "phone 3, birth-date 1"},
		{"a key for each", "a.json", `{"P1": {"氏名": "水谷 恒一", "病名": "高血圧症"}, "P2": {"氏名": "古川 茂", "病名": "緑内障"}, "P3": {"氏名": "星野 早苗", "病名": "喘息"}}`, 3, "person-name 3, diagnosis 3"},
		{"lines", "a.jsonl", `{"name": "水谷 恒一", "jobs": [{"salary": 4200000}]}
{"name": "古川 茂", "jobs": [{"salary": 3800000}, {"salary": 3900000}]}
{"name": "星野 早苗", "jobs": [{"salary": 5100000}]}`, 3, "person-name 3, salary 3"},
		{"tables of a dump", "a.sql", `INSERT INTO users (id, name, email) VALUES (1,'水谷 恒一','m1@example.com'),(2,'古川 茂','m2@example.com'),(3,'星野 早苗','m3@example.com');
INSERT INTO health (id, user_id, diagnosis) VALUES (1,1,'高血圧症'),(2,3,'緑内障'),(3,3,'2型糖尿病');`, 3, "person-name 3, diagnosis 2"},
		{"who orders and who receives", "a.json", `{"orders": [
			{"no": "W-1", "customer": {"name": "水谷 恒一", "tel": "090-1234-5678"}, "shipTo": {"name": "古川 茂", "address": "愛知県豊田市西町3-60"}},
			{"no": "W-2", "customer": {"name": "星野 早苗", "tel": "090-1234-5679"}, "shipTo": {"name": "星野 早苗", "address": "愛知県豊橋市駅前大通2-7"}},
			{"no": "W-3", "customer": {"name": "水谷 恒一", "tel": "090-1234-5678"}, "shipTo": {"name": "星野 航", "address": "愛知県名古屋市中村区名駅1-1-1"}}]}`, 4, "person-name 4, phone 2, address 2"},
		{"donors and the brand of a card", "a.jsonl", `{"donor": {"name": "水谷 恒一", "email": "m1@example.jp", "address": "愛知県豊田市西町3-60"}, "payment": {"brand": "VISA"}, "message": "応援しています"}
{"donor": {"name": "古川 茂", "email": "m2@example.jp", "address": "愛知県豊橋市駅前大通2-7"}, "payment": {"brand": "JCB"}, "message": ""}
{"donor": {"name": "星野 早苗", "email": "m3@example.jp", "address": "愛知県名古屋市中村区名駅1-1-1"}, "payment": {"brand": "VISA"}, "message": ""}`, 3, "person-name 3, email 3, address 3"},
		{"orders refer to nobody's health", "a.sql", `INSERT INTO orders (id, user_id, status) VALUES (1,1,'shipped'),(2,3,'open'),(3,3,'open');`, 0, ""},
		{"things with names", "a.json", `{"items": [{"sku": "K1", "parts": [{"name": "六角ボルト", "qty": 2}]}, {"sku": "K2", "parts": [{"name": "座金", "qty": 4}, {"name": "ナット", "qty": 4}]}]}`, 0, ""},
	} {
		r, err := e.Scan(context.Background(), []extract.File{{Name: c.file, Size: int64(len(c.text)), Data: strings.NewReader(c.text)}}, detect.Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got := map[string]int{}
		for _, p := range r.People {
			for _, k := range p.Kinds.List() {
				got[string(k)]++
			}
		}
		if len(r.People) != c.people {
			t.Errorf("%s: %d people, want %d: %v", c.name, len(r.People), c.people, got)
		}
		for _, want := range strings.Split(c.kinds, ", ") {
			kind, n, _ := strings.Cut(want, " ")
			if kind != "" && fmt.Sprint(got[kind]) != n {
				t.Errorf("%s: %d people with %s, want %s", c.name, got[kind], kind, n)
			}
		}
	}
}
