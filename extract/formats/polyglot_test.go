package formats

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"monban/extract"
)

// told keeps the texts that are no names, and the gaps.
type told struct {
	counter
	text []string
}

func (k *told) Text(u extract.Unit) error {
	if u.Role != extract.Name {
		k.text = append(k.text, u.Text)
	}
	return nil
}

// A file that is two things at once is read as both, whichever program opens
// it; what hides before or behind is read as well.
func TestPolyglots(t *testing.T) {
	picture, err := os.ReadFile("../../testdata/pictures/photo.png")
	if err != nil {
		t.Fatal(err)
	}
	list := zipped(t, "list.csv", "氏名,生年月日\n青葉千夏,1985-03-14\n")
	doc := document("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
		stream("", "BT /F 12 Tf 20 200 Td (words of the page) Tj ET"))
	web := "<html><body>words of the web</body></html>\n"
	for name, tt := range map[string]struct {
		content string
		names   int      // 青葉千夏
		words   []string // what else is read
		gaps    bool
	}{
		"pdf and zip":           {doc + list, 1, []string{"words of the page"}, false},
		"zip and pdf":           {list + doc, 1, []string{"words of the page"}, false},
		"web page and zip":      {web + list, 1, []string{"words of the web"}, false},
		"web page and pdf":      {web + doc, 0, []string{"words of the page", "words of the web"}, false},
		"pdf and words":         {doc + "\nwords behind the page", 0, []string{"words of the page", "words behind the page"}, false},
		"pdf and junk":          {doc + "\x00\x01\x02\x03\xfe\xff\x80\x81\x82\x83\x84\x85\x86", 0, []string{"words of the page"}, false},
		"junk and pdf":          {"\x00\x01\x02\x03\xfe\xff\x80\x81\x82\x83\x84\x85\x86\n" + doc, 0, []string{"words of the page"}, false},
		"zip and words":         {list + "words behind the archive", 1, []string{"words behind the archive"}, false},
		"zip and blanks":        {list + "\x00\x00\n", 1, nil, false},
		"picture and zip":       {string(picture) + list, 1, nil, true},
		"program and zip":       {"MZ\x90\x00\x03" + strings.Repeat("\x00\x17\xf1", 100) + list, 1, nil, true},
		"mail and zip":          {"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\n\r\nwords of the mail\r\n" + list, 1, []string{"words of the mail"}, true},
		"table and zip":         {strings.Repeat("a,b,words of a row\n", 10) + list, 1, nil, true},
		"zip in a zip as it is": {zipped(t, "inner.zip", list), 1, nil, false},
	} {
		w := &extract.Walker{Formats: All(), Limits: extract.DefaultLimits()}
		w.Limits.Scans = 0
		k := &told{}
		if err := w.Walk(context.Background(), extract.File{Name: "file", Size: int64(len(tt.content)), Data: strings.NewReader(tt.content)}, k); err != nil {
			t.Fatal(name, err)
		}
		if k.names < 1 && tt.names > 0 {
			t.Errorf("%s: the list is not read; text %q, gaps %q", name, k.text, k.gaps)
		}
		for _, s := range tt.words {
			if !slices.ContainsFunc(k.text, func(u string) bool { return strings.Contains(u, s) }) {
				t.Errorf("%s: %q is not read; text %q, gaps %q", name, s, k.text, k.gaps)
			}
		}
		if len(k.gaps) > 0 && !tt.gaps {
			t.Errorf("%s: gaps %q", name, k.gaps)
		}
	}
}
