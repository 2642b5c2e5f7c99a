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
		{"words of a form", "a.json", `{"form": {"name": {"label": "氏名", "placeholder": "例）緑 花子"}, "birthday": {"label": "生年月日", "placeholder": "1990/01/01"}, "tel": {"label": "電話番号"}, "disease": {"label": "既往歴", "options": {"dm": "糖尿病", "dep": "うつ病"}}}}`, 0, ""},
		{"words of a form in a row", "a.json", `{"user.name": "氏名", "user.kana": "フリガナ", "user.address": "住所", "user.phone": "電話番号", "health.egg": "卵アレルギー", "health.dm": "糖尿病", "btn.save": "保存"}`, 0, ""},
		{"words of an app", "a.xml", `<resources><string name="profile_name">お名前</string><string name="profile_birthday">生年月日</string><string name="profile_address">住所</string><string name="disease_dm">糖尿病</string><string name="handbook1">身体障害者手帳</string></resources>`, 0, ""},
		{"questions and answers", "a.json", `{"q1": "氏名", "a1": "水谷 恒一", "q2": "生年月日", "a2": "1984-03-12", "q3": "住所", "a3": "仙台市青葉区国見1-11-6", "q4": "既往歴", "a4": "糖尿病"}`, 1, "person-name 1, address 1, diagnosis 1"},
		{"a key for each", "a.json", `{"P1": {"氏名": "水谷 恒一", "病名": "高血圧症"}, "P2": {"氏名": "古川 茂", "病名": "緑内障"}, "P3": {"氏名": "星野 早苗", "病名": "喘息"}}`, 3, "person-name 3, diagnosis 3"},
		{"a name for each", "a.json", `{"水谷 恒一": {"電話": "090-1234-5678"}, "古川 茂": {"電話": "090-1234-5679"}, "星野 早苗": {"電話": "090-1234-5680"}}`, 3, "person-name 3, phone 3"},
		{"a chart number for each", "a.json", `{"clinic": "見本内科", "patients": {
			"967875": {"氏名": "水谷 恒一", "保険": {"記号": "60"}, "処方": [{"薬剤": "メトホルミン"}, {"薬剤": "アムロジピン"}]},
			"673793": {"氏名": "古川 茂", "保険": {"記号": "61"}, "処方": [{"薬剤": "タケキャブ"}]},
			"947028": {"氏名": "星野 早苗", "保険": {"記号": "62"}, "処方": []}}}`, 3, "person-name 3, patient-number 3, medication 2"},
		{"an address for each", "a.json", `{"users": {"m1@gmail.com": {"name": "水谷 恒一"}, "m2@gmail.com": {"name": "古川 茂"}, "m3@gmail.com": {"name": "星野 早苗"}}}`, 3, "person-name 3, email 3"},
		{"columns by rows", "a.json", `{"氏名": {"0": "水谷 恒一", "1": "古川 茂", "2": "星野 早苗"}, "備考": {"0": null, "1": null, "2": "要連絡"}, "病名": {"0": "高血圧症", "1": null, "2": "喘息"}}`, 3, "person-name 3, diagnosis 2"},
		{"columns by numbers of staff", "a.json", `{"at": "2026-11-16", "data": {"name": {"E0012": "水谷 恒一", "E0017": "古川 茂", "E0020": "星野 早苗"}, "salary": {"E0012": 345000, "E0017": 313000, "E0020": 287000}}}`, 3, "person-name 3, salary 3"},
		{"columns as arrays", "a.json", `{"meta": {"rev": 2}, "patients": {"name": ["水谷 恒一", "古川 茂", "星野 早苗"], "tel": ["090-1234-5678", null, "090-1234-5680"]}}`, 3, "person-name 3, phone 2"},
		{"rows, columns and an index", "a.json", `{"columns": ["氏名", "電話"], "index": [0, 1, 2], "data": [["水谷 恒一", "090-1234-5678"], ["古川 茂", "090-1234-5679"], ["星野 早苗", "090-1234-5680"]]}`, 3, "person-name 3, phone 3"},
		{"two sides of one person", "a.json", `{"id": 1, "customer": {"bill": {"name": "水谷 恒一", "tel": "090-1234-5678"}, "ship": {"name": "水谷 恒一", "tel": "090-1234-5678"}}, "due": "2026-11-16"}`, 1, "phone 1"},
		{"shops by number", "a.json", `{"stores": {"S001": {"name": "名古屋駅前店", "tel": "052-555-0101"}, "S002": {"name": "栄店", "tel": "052-555-0102"}, "S003": {"name": "金山店", "tel": "052-555-0103"}}}`, 0, ""},
		{"stock by columns", "a.json", `{"品名": {"0": "六角ボルト", "1": "座金", "2": "ナット"}, "数量": {"0": 10, "1": 3, "2": 4}}`, 0, ""},
		{"codes of diseases as arrays", "a.json", `{"code": ["I10", "E11", "J45"], "name": ["高血圧症", "2型糖尿病", "喘息"], "count": [12, 4, 8]}`, 0, ""},
		{"visits of patients", "a.xml", `<export><patient><id>1</id><name>水谷 恒一</name><visits><visit><date>2026-06-01</date><diagnosis>うつ病</diagnosis></visit><visit><date>2026-06-08</date><diagnosis>不眠症</diagnosis></visit></visits></patient>
			<patient><id>2</id><name>古川 茂</name><visits><visit><date>2026-06-02</date><diagnosis>緑内障</diagnosis></visit></visits></patient>
			<patient><id>3</id><name>星野 早苗</name><visits><visit><date>2026-06-03</date><diagnosis>喘息</diagnosis></visit></visits></patient></export>`, 3, "person-name 3, diagnosis 3"},
		{"people of households", "a.xml", `<all><house><address>愛知県豊田市西町3-60</address><person><name>水谷 恒一</name><age>41</age></person><person><name>水谷 早苗</name><age>39</age></person></house>
			<house><address>愛知県豊橋市駅前大通2-7</address><person><name>古川 茂</name><age>70</age></person><person><name>古川 悦子</name><age>68</age></person></house></all>`, 4, "person-name 4, address 4"},
		{"results under labels", "a.xml", `<検査結果><患者><氏名>水谷 恒一</氏名><検査><項目 名称="HbA1c" 単位="%"><値>6.3</値></項目><項目 名称="AST" 単位="U/L"><値>16</値></項目></検査></患者>
			<患者><氏名>古川 茂</氏名><検査><項目 名称="HbA1c" 単位="%"><値>7.9</値></項目><項目 名称="AST" 単位="U/L"><値>18</値></項目></検査></患者></検査結果>`, 2, "person-name 2, health-check 2"},
		{"results with codes", "a.xml", `<all><person><name>水谷 恒一</name><obs code="HbA1c" unit="%">6.3</obs><obs code="AST" unit="U/L">16</obs></person><person><name>古川 茂</name><obs code="HbA1c" unit="%">7.3</obs><obs code="AST" unit="U/L">19</obs></person></all>`, 2, "health-check 2"},
		{"goods under labels", "a.xml", `<catalog><product><title>ボルト</title><spec label="長さ" unit="mm"><value>20</value></spec><spec label="重さ" unit="g"><value>3</value></spec></product><product><title>ナット</title><spec label="長さ" unit="mm"><value>5</value></spec><spec label="重さ" unit="g"><value>1</value></spec></product></catalog>`, 0, ""},
		{"lines of orders", "a.xml", `<orders><order><customer>水谷 恒一</customer><tel>090-1234-5678</tel><line><item>ボルト</item><qty>2</qty></line><line><item>ナット</item><qty>3</qty></line></order><order><customer>古川 茂</customer><tel>090-1234-5679</tel><line><item>ボルト</item><qty>2</qty></line></order></orders>`, 2, "phone 2"},
		{"numbers in attributes", "a.xml", `<karte><patient no="3117499"><name>水谷 恒一</name><insurance hokensha="06618924" kigo="7216" bango="417868"/></patient><patient no="7190673"><name>古川 茂</name><insurance hokensha="01966782" kigo="0054" bango="627192"/></patient><patient no="6671988"><name>星野 早苗</name><insurance hokensha="01637540" kigo="5892" bango="074201"/></patient></karte>`, 3, "person-name 3, patient-number 3, health-insurance 3"},
		{"staff by code", "a.json", `{"employees": [{"code": "1180", "name": "水谷 恒一", "基本給": 243000}, {"code": "1181", "name": "古川 茂", "基本給": 217000}, {"code": "1182", "name": "星野 早苗", "基本給": 224000}]}`, 3, "employee-number 3, salary 3"},
		{"pupils by number", "a.xml", `<class><student number="20410"><name>水谷 恒一</name></student><student number="20411"><name>古川 茂</name></student><student number="20412"><name>星野 早苗</name></student></class>`, 3, "student-number 3"},
		{"goods by number", "a.xml", `<all><item no="3117499"><name>六角ボルト</name><stock tana="06618924"/></item><item no="7190673"><name>座金</name><stock tana="01966782"/></item></all>`, 0, ""},
		{"plans of an insurer", "a.xml", `<all><plan no="31174"><name>がん保険</name><insurance code="A12" kigo="X7" bango="118"/></plan><plan no="71906"><name>医療保険</name><insurance code="A13" kigo="X8" bango="119"/></plan></all>`, 0, ""},
		{"accounts of a ledger", "a.xml", `<ledger><account no="1110"><name>現金</name></account><account no="1120"><name>売掛金</name></account><account no="1130"><name>商品</name></account></ledger>`, 0, ""},
		{"lines of customers' orders", "a.xml", `<all><order no="3117499"><customer>水谷 恒一</customer><tel>090-1234-5678</tel></order><order no="3117500"><customer>古川 茂</customer><tel>090-1234-5679</tel></order></all>`, 2, "phone 2"},
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
