package rules

import (
	"context"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// privateIn counts the people of a text of whom it has more than the name, and who are no
// business contacts.
func privateIn(t *testing.T, e *detect.Engine, name, text string) (n int) {
	t.Helper()
	r, err := e.Scan(context.Background(), []extract.File{{Name: name, Size: int64(len(text)), Data: strings.NewReader(text)}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.People {
		if !p.Business && p.Kinds&^detect.SetOf(detect.PersonName) != 0 {
			n++
		}
	}
	return n
}

// A privateCase is a text and of how many people it has private data.
type privateCase struct {
	text   string
	people int
}

// checkPrivate counts the people of each text in a file of a name.
func checkPrivate(t *testing.T, name string, cases []privateCase) {
	t.Helper()
	e := engine(t)
	for _, c := range cases {
		if people := privateIn(t, e, name, c.text); people != c.people {
			t.Errorf("%s: private data of %d people, want %d", c.text, people, c.people)
		}
	}
}

// The telephone of a building behind a department and the names of those who work there
// is the office's; behind somebody's name alone it is his own.
func TestDesks(t *testing.T) {
	checkPrivate(t, "m.txt", []privateCase{
		{"申込：人材開発課 千種・月舘（内線 6114、0898-23-5870）", 0},
		{"情報政策課 システム係　早乙女・伊良部　電話 0957-53-4172", 0},
		{"事務局：教育委員会 学校安全課 目黒 0246-22-9158", 0},
		{"採用担当：総務部 人事課 加百・廣兼　TEL 0848-44-7136", 0},
		{"浜町自治会　会長 志摩　祭典部 桶谷\n集会所電話　0599-43-6127（木・土の午前）", 0},
		{"提出先：監査室（kansa@hinokuni-gas.example）7月末まで", 0},
		{"応募先：看護部 採用担当（看護部長 犬童）　〒861-4101 熊本市南区近見7-3-22　電話 096-355-6481", 0},
		{"甲（45歳・営業職）の標準報酬月額は41万円とする。", 0},
		{"阿部 聡子　自宅 0246-22-9158", 1},
		{"服部 直人 0599-43-6127 三重県志摩市阿児町鵜方5012-3", 1},
		{"班長 氷室 健 0898-23-5870 昭和52年3月4日生", 1},
	})
}

// The words of a screen in a file of messages are no logins, and what each kind of school
// is paid is nobody's salary.
func TestWordsOfScreens(t *testing.T) {
	e := engine(t)
	for text, want := range map[string]int{
		`{"login.id": "ログインID", "login.password": "パスワード", "login.error": "IDまたはパスワードが違います", "profile.sex.m": "男性", "profile.sex.f": "女性"}`: 0,
		`[{"login_id": "s.aramaki", "password": "Kk7#pqx2"}, {"login_id": "m.yabe", "password": "hunter-77x"}]`:                             2,
	} {
		if people := privateIn(t, e, "messages.json", text); people != want {
			t.Errorf("%s: private data of %d people, want %d", text, people, want)
		}
	}
}
