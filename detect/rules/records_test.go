package rules

import "testing"

// Records as the programs of others write them: values under "value", questions beside
// their answers, names in parts.
func TestRecordsOfOthers(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		name, json      string
		special, people int
	}{
		{"who has entered goods", `{"records":[{"作成者":{"type":"CREATOR","value":{"code":"admin","name":"関口 誠"}},"商品名":{"type":"SINGLE_LINE_TEXT","value":"水筒"},"住所":{"type":"SINGLE_LINE_TEXT","value":""}},{"作成者":{"type":"CREATOR","value":{"code":"u1","name":"永井 恵"}},"商品名":{"type":"SINGLE_LINE_TEXT","value":"財布"},"住所":{"type":"SINGLE_LINE_TEXT","value":""}}]}`, 0, 0},
		{"people and who looks after them", `{"records":[{"氏名":{"type":"SINGLE_LINE_TEXT","value":"宮脇 勝"},"障害者手帳":{"type":"DROP_DOWN","value":"2級"},"電話番号":{"type":"LINK","value":"090-2542-6991"},"担当者":{"type":"USER_SELECT","value":[{"code":"u1","name":"永井 恵"}]}},{"氏名":{"type":"SINGLE_LINE_TEXT","value":"蓑田 和子"},"障害者手帳":{"type":"DROP_DOWN","value":"1級"},"電話番号":{"type":"LINK","value":"090-2144-4943"},"担当者":{"type":"USER_SELECT","value":[{"code":"u1","name":"永井 恵"}]}}]}`, 2, 2},
		{"answers to questions", `{"responses":[{"id":"a","email":"a@example.com","answers":[{"question":"お名前","answer":"宮脇 勝"},{"question":"生年月日","answer":"1979/3/13"},{"question":"アレルギーの有無","answer":"卵アレルギーあり"}]},{"id":"b","email":"b@example.com","answers":[{"question":"お名前","answer":"蓑田 和子"},{"question":"生年月日","answer":"2002/4/2"},{"question":"アレルギーの有無","answer":"なし"}]}]}`, 1, 2},
		{"choices of a form", `{"fields":[{"name":"disability","options":[{"label":"身体障害","value":"1"},{"label":"知的障害","value":"2"},{"label":"精神障害","value":"3"}]}]}`, 0, 0},
		{"questions of anybody", `[{"items":[{"question":"糖尿病でも入れますか","answer":"告知書をご提出ください"},{"question":"障害者手帳の割引は","answer":"手帳をご提示ください"}]},{"items":[{"question":"妊娠中でも利用できますか","answer":"医師にご相談ください"}]}]`, 0, 0},
		{"parts of names", `{"entry":[{"resource":{"name":[{"family":"宮脇","given":["勝"],"text":"宮脇 勝"}],"birthDate":"1979-03-13"}},{"resource":{"name":[{"family":"蓑田","given":["和子"],"text":"蓑田 和子"}],"birthDate":"2002-04-02"}},{"resource":{"name":[{"family":"倉橋","given":["俊介"],"text":"倉橋 俊介"}],"birthDate":"1985-10-04"}}]}`, 0, 3},
		{"a dictionary", `[{"term":"統合失調症","yomi":"とうごうしっちょうしょう"},{"term":"うつ病","yomi":"うつびょう"},{"term":"糖尿病","yomi":"とうにょうびょう"}]`, 0, 0},
	} {
		if special, people := subjectsIn(t, e, c.name+".json", c.json); special != c.special || people != c.people {
			t.Errorf("%s: special care of %d, %d people; want %d, %d", c.name, special, people, c.special, c.people)
		}
	}
}
