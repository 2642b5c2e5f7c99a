package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The numbers of questions are a header, though they mean nothing.
func TestNumberedHeaders(t *testing.T) {
	e := engine(t)
	rows := `水谷 恒一|男性|1980/1/2|うつ病|満足
古川 茂|女性|1975/3/4|高血圧症|やや満足
星野 早苗|女性|1990/5/6||不満
榎本 真|男性|1966/7/8|糖尿病|満足
薮田 千夏|女性|1988/9/10|適応障害|普通`
	for _, head := range []string{
		"問1|問2|問3|問4|問5",
		"問10|問11|問12|問13|問84",
		"Q1|Q2|Q3|Q4|Q40",
		"Q1.|Q2.|Q3.|Q4.|Q5.",
		"Q1_1|Q1_2|Q2|Q3_1|Q3_2",
		"設問1(単一回答)|設問2(単一回答)|設問3(数値)|設問4(複数回答)|設問40(自由記述)",
		"設問１|設問２|設問３|設問１２|設問８４",
		"F1|F2|F3|Q1|Q2",
		"項目1|項目2|項目3|項目4|項目15",
		"col1|col2|col3|col4|col5",
		"質問 1|質問 2|質問 3|質問 4|質問 15",
		"回答者|問10|問11|問12|問13",
		"Q1|Q2|Q3|Q4|Q5\n氏名|性別|生年月日|病名|満足度",
		"氏名|性別|生年月日|病名|満足度\nQ1|Q2|Q3|Q4|Q5",
	} {
		r := scan(t, e, head+"\n"+rows)
		got := describe(r)
		for _, want := range []string{"people 5", "A person-name", "B sex", "C birth-date", "D diagnosis"} {
			if !slices.Contains(got, want) {
				t.Errorf("%q: no %q in %q", head, want, got)
			}
		}
		tables := r.Files[0].Tables
		if len(tables) != 1 || len(tables[0].HeaderRows) != 1+strings.Count(head, "\n") || tables[0].Rows != 5 {
			t.Errorf("%q: tables are %+v", head, tables)
			continue
		}
		if words := strings.Split(strings.Split(head, "\n")[0], "|"); !strings.Contains(fmt.Sprint(tables[0].Columns[3].Header), strings.NewReplacer("１", "1", "２", "2").Replace(words[3])) {
			t.Errorf("%q: column D is called %q", head, tables[0].Columns[3].Header)
		}
	}
}

// Other rows of numbered words are no header.
func TestNumberedRows(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		body string
		want []string
	}{
		{"問1|はい|問2|いいえ\n問3|はい|問4|いいえ\n問5|いいえ|問6|はい", []string{"people 0", "none"}},
		{"W0001|A|B\nW0002|A|C\nW0003|B|C", []string{"people 0", "none"}},
		{"棚1|棚2|棚3\nねじ|座金|釘\n釘|ねじ|釘", []string{"people 0", "none"}},
		{"番号|K001|K002|K003|K004\n氏名|水谷 恒一|古川 茂|星野 早苗|榎本 真\n生年月日|1980/1/2|1975/3/4|1990/5/6|1966/7/8\n既往症|喘息|なし|糖尿病|てんかん", []string{"people 4", "3 birth-date", "4 diagnosis"}},
		{"氏名|席\n水谷 恒一|A1\n古川 茂|A2\n星野 早苗|A3", []string{"people 3", "A person-name"}},
	} {
		got := describe(scan(t, e, c.body))
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("%q: no %q in %q", c.body, want, got)
			}
		}
	}
}
