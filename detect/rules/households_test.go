package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"monban/detect"
)

// Rows that name several people, and cells that say more than a name: each person
// is counted once.
func TestHouseholds(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		rows   string
		people int
		want   string // a further line of describe, "" for none
	}{
		{"世帯主|住所|家族1|家族2|家族3\n田中太郎|東京都千代田区丸の内1-1-1|花子|一郎|さくら\n佐藤健|東京都千代田区丸の内1-1-2|美咲||\n鈴木次郎|東京都千代田区丸の内1-1-3|花子||", 8, "E person-name"},
		{"世帯主|電話|同居人1|同居人2\n田中太郎|090-1234-5601|田中花子|田中一郎\n佐藤健|090-1234-5602|佐藤美咲|", 5, ""},
		{"世帯主氏名|電話|家族氏名1|続柄1|生年月日1|家族氏名2|続柄2|生年月日2\n田中太郎|090-1234-5601|田中花子|妻|1980/1/2|田中一郎|長男|2010/1/2\n佐藤健|090-1234-5602|佐藤美咲|妻|1982/1/2|||", 5, "kind birth-date 3"},
		{"世帯主姓|世帯主名|電話|同居人1\n田中|太郎|090-1234-5601|花子\n佐藤|健|090-1234-5602|", 3, ""},
		{"世帯主|家族\n田中太郎|花子、一郎\n佐藤健|美咲", 5, ""},
		{"世帯主|家族構成\n田中太郎|妻、子2人\n佐藤健|単身", 2, "B family"},
		{"氏名|家族1|家族2\n田中太郎|妻|長男\n佐藤健|妻|\n鈴木愛|夫|長女\n木村光|妻|", 4, "B family"},
		{"契約者|配偶者|お子様1|お子様2|電話\n田中太郎|田中花子|田中一郎||090-1234-5601\n佐藤健||||090-1234-5602", 4, ""},
		{"氏名|保護者氏名|保護者フリガナ|保護者電話\n田中一郎|田中花子|タナカハナコ|090-1234-5601\n佐藤翔|佐藤美咲|サトウミサキ|090-1234-5602", 4, "kind phone 2"},
		{"世帯主氏名|世帯主フリガナ|電話\n田中太郎|タナカタロウ|090-1234-5601\n佐藤健|サトウケン|090-1234-5602", 2, ""},
		{"氏名1|生年月日1|氏名2|生年月日2\n田中太郎|1980/1/1|田中花子|1982/1/1\n佐藤健|1985/1/1||", 3, "kind birth-date 3"},
		{"No|氏名|電話|No|氏名|電話\n1|田中太郎|090-1234-5601|3|鈴木愛|090-1234-5603\n2|佐藤健|090-1234-5602|4|木村光|090-1234-5604", 4, "E person-name"},

		{"氏名|住所\n田中太郎・花子|東京都千代田区丸の内1-1-1\n佐藤 一郎、美咲 様|東京都千代田区丸の内1-1-2\n鈴木健|東京都千代田区丸の内1-1-3", 5, ""},
		{"氏名|電話\n田中太郎/佐藤花子|090-1234-5601\nドー・フー・ズン|090-1234-5602\nマリア・サントス|090-1234-5603\n鈴木健、他2名|090-1234-5604", 5, ""},
		{"氏名|電話\n田中太郎（たなかたろう）|090-1234-5601\n佐藤花子【さとう はなこ】|090-1234-5602\n== 控\n氏名|病名\n田中太郎|糖尿病\n佐藤 花子|喘息", 2, "kind phone 2"},
		{"氏名|生年月日\n田中花子|1980/1/2\n田中（旧姓 佐藤）花子|1980/1/2\n鈴木 愛(旧姓:木村)|1985/3/4", 2, ""},
		{"担当者|電話|会社\n田中・佐藤|03-1234-5601|株式会社さくら\n鈴木|03-1234-5602|株式会社もみじ", 2, "subjects 0"},
	} {
		got := describe(scan(t, e, c.rows))
		head := strings.SplitN(c.rows, "\n", 2)[0]
		for _, want := range []string{fmt.Sprintf("people %d", c.people), c.want} {
			if want != "" && !slices.Contains(got, want) {
				t.Errorf("%s: no %q in %q", head, want, got)
			}
		}
	}
}

// In forms of households each person has two lines: the reading of the name above it.
func TestTwoLines(t *testing.T) {
	born, kin := []detect.Kind{detect.PersonName, detect.BirthDate}, []detect.Kind{detect.PersonName, detect.BirthDate, detect.Family}
	two := func(head, a, b, c string) string {
		return "世帯異動届,,,,\n" + head + "\n" + a + "\n" + b + "\n" + c + "\n"
	}
	e := engine(t)
	for _, c := range []formCase{
		{"all but the name above", two("No,フリガナ／氏名,続柄,生年月日,理由", "1,トモヨセ タクミ,世帯主,S56.9.14,転入\n,友寄　巧,,,", "2,トモヨセ リン,子,H24.11.27,転入\n,友寄　りん,,,", "3,,,,\n4,,,,"), 2, kin, nil},
		{"all but the name below", two("フリガナ 氏名,続柄,生年月日,性別,職業", "ﾄﾓﾖｾ ﾀｸﾐ,,,,\n友寄　巧,世帯主,S56.9.14,男,会社員", "ﾄﾓﾖｾ ｶｽﾞﾖ,,,,\n友寄　和代,妻,S58.2.3,女,会社員", "ﾄﾓﾖｾ ﾘﾝ,,,,\n友寄　凜,子,H24.11.27,女,"), 3, kin, nil},
		{"one member", two("氏名（ふりがな）,続柄,生年月日,電話,備考", "ともよせ たくみ,本人,S56.9.14,,", "友寄　巧,,,090-1234-5678,", ""), 1, born, nil},
		{"no word for readings", two("氏名,続柄,生年月日,職業,備考", "トモヨセ タクミ,父,S56.9.14,会社員,\n友寄　巧,,,,", "トモヨセ カズヨ,母,S58.2.3,看護師,\n友寄　和代,,,,", ""), 2, kin, nil},
		{"a header of two lines", two("No,フリガナ,続柄,生年月日,\n,氏名,,,", "1,トモヨセ タクミ,夫,S56.9.14,\n,友寄　巧,,,", "2,トモヨセ カズヨ,妻,S58.2.3,\n,友寄　和代,,,", ""), 2, kin, nil},
		{"two telephones below each other", two("No,フリガナ／氏名,生年月日,電話,備考", "1,トモヨセ タクミ,S56.9.14,077-283-7979,\n,友寄　巧,,090-1234-5678,", "2,ワタライ カズヨ,S58.2.3,077-283-7980,\n,渡会　和代,,090-1234-5679,", "3,エザキ ノボル,S38.2.3,077-283-7981,\n,江崎　昇,,090-1234-5670,"), 3, []detect.Kind{detect.BirthDate, detect.Phone}, nil},
		{"names in kana among others", two("No,氏名,続柄,生年月日,理由", "1,トモヨセ ハナ,母,S16.9.14,転入", "2,友寄　和代,妻,S58.2.3,転入", "3,友寄　凜,子,H24.11.27,転入"), 3, kin, nil},
		{"rows of one line", two("No,氏名,フリガナ,続柄,生年月日", "1,友寄　巧,トモヨセ タクミ,世帯主,S56.9.14", "2,友寄　和代,トモヨセ カズヨ,妻,S58.2.3", "3,友寄　凜,トモヨセ リン,子,H24.11.27"), 3, kin, nil},
		{"goods", two("No,品名,単価,数量,備考", "1,ステンレスボウル,1200,3,\n,ステンレス製調理器,,,", "2,アルミナベ,2400,1,\n,アルミ製片手鍋,,,", "3,,,,"), 0, nil, nil},
	} {
		c.check(t, e, "csv")
	}
}

// The reading of a name in the line above it, or below.
func TestReadingsInCells(t *testing.T) {
	e := engine(t)
	for _, cell := range []string{"渡辺 健", "渡辺健 様", "ワタナベ ケン\n渡辺 健", "渡辺 健\nワタナベ ケン", "わたなべ けん\n渡辺健", "渡　辺　健", "渡辺\n健", "渡辺(旧姓 森)健", "渡辺 健(わたなべ けん)", "渡邉 健", "渡辺健〔ワタナベ〕"} {
		people := map[int]bool{}
		csv := "氏名,電話\n渡辺 健,090-1234-5601\n\"" + cell + "\",090-1234-5601\n"
		for _, f := range findingsIn(t, e, asTable, csv) {
			people[f.Person] = true
		}
		if len(people) != 1 {
			t.Errorf("%q: %d people, want 1", cell, len(people))
		}
	}
}
