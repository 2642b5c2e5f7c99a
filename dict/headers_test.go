package dict

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestHeaders(t *testing.T) {
	hs, err := Headers()
	if err != nil {
		t.Fatal(err)
	}
	if len(hs) < 600 {
		t.Errorf("got %d headers, want at least 600", len(hs))
	}
	m := map[string]string{}
	for i, h := range hs {
		if i > 0 && hs[i-1].Meaning+"\t"+hs[i-1].Word > h.Meaning+"\t"+h.Word {
			t.Errorf("%s stands behind %s", h.Word, hs[i-1].Word)
		}
		m[h.Word] = h.Meaning
	}
	for word, want := range map[string]string{
		"氏名": "person-name", "氏名カナ": "person-name/kana", "dateofbirth": "birth-date", "障害名": "disability",
		"手帳の有無": "disability-certificate/status", "主治医": "doctor", "内定先": "job-offer", "passwordhash": "password",
		"emailaddress": "email", "証券番号": "insurance-policy", "証券コード": "stock-code", "入社日": "date", "会社名": "company",
		"個人番号": "my-number", "法人番号": "corporate-number", "備考": "memo", "続柄": "family/relation", "#": "number",
	} {
		if m[word] != want {
			t.Errorf("%s: got %q, want %q", word, m[word], want)
		}
	}
}

func TestHeaderErrorsNameFileAndLine(t *testing.T) {
	for _, tc := range []struct{ file, want string }{
		{"氏名\tperson-name\t\tgeneral\n氏名\tphone\t\tgeneral\n", "data/headers.tsv:2: \"氏名\" stands here twice"},
		{"# comment\n\nName\tperson-name\t\tgeneral\n", "data/headers.tsv:3: \"Name\" is not in the form"},
		{"氏名\tperson-name\n", "data/headers.tsv:1: 2 columns"},
		{"氏名\tperson-name\tsoft\tgeneral\n", "data/headers.tsv:1: unknown flag"},
		{"氏名\t\t\tgeneral\n", "data/headers.tsv:1: word, meaning"},
	} {
		_, err := loadHeaders(fstest.MapFS{headersFile: {Data: []byte(tc.file)}})
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: got %v, want %q", tc.file, err, tc.want)
		}
	}
}
