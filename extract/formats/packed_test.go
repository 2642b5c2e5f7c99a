package formats

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"monban/extract"
)

// What stands in the escapes of a program or in base64 is read, whatever the
// format; keys, digests and numbers stay what they are.
func TestPackedText(t *testing.T) {
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	letter := "佐藤花子様の診断書をお送りします。"
	for _, c := range []struct{ name, text, want string }{
		{"a.properties", `memo=\u4f50\u85e4\u82b1\u5b50`, "memo=佐藤花子"},
		{"twice.json", `{"a": "{\"b\": \"\\u4f50\\u85e4\"}"}`, "佐藤"},
		{"thrice.json", `{"a": "{\\\"b\\\": \\\"\\\\u4f50\\\\u85e4\\\"}"}`, "佐藤"},
		{"pairs.txt", `\ud842\udfb7\u91ce`, "𠮷野"},
		{"a.log", "GET /?q=%E4%BD%90%E8%97%A4&x=100% HTTP/1.1", "GET / ? q=佐藤 & x=100% HTTP/1.1"},
		{"a.txt", "&#20304;&#x85e4;", "佐藤"},
		{"qp.txt", "=E4=BD=90=E8=97=A4", "佐藤"},
		{"word.txt", "Re: =?utf-8?B?" + b64("佐藤花子") + "?=", "Re: 佐藤花子"},
		{"token.txt", "Bearer eyJhbGciOiJIUzI1NiJ9." + strings.TrimRight(b64(`{"name":"佐藤花子","x":1}`), "=") + ".abc", `{"name":"佐藤花子","x":1}`},
		{"text.txt", b64(letter), letter},
		{"text.json", `{"data": "` + b64(letter) + `"}`, letter},
		{"uri.csv", "no,file\n1,data:text/plain;base64," + b64(letter) + "\n", letter},
		{"escaped.txt", b64(`{"name": "\u4f50\u85e4\u82b1\u5b50", "x": 1}`), "佐藤花子"},

		{"people.ldif", "dn: uid=a,ou=people\ncn:: " + b64("佐藤花子") + "\n", "cn: 佐藤花子"},
		{"secret.ldif", "uid: a\nuserPassword:: " + b64("Zp35#cbbpm") + "\n", "userPassword: Zp35#cbbpm"},

		{"path.txt", `C:\users\u1234\update`, `C:\users\u1234\update`},
		{"code.txt", "std:: move", "std:: move"},
		{"rate.txt", "20%25%30%", "20%25%30%"},
		{"hex.txt", "a=E4=BD", "a=E4=BD"},
		{"digest.txt", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
		{"ascii.txt", b64("the quick brown fox jumps over the lazy dog"), b64("the quick brown fox jumps over the lazy dog")},
	} {
		w := &extract.Walker{Formats: All(), Limits: extract.DefaultLimits()}
		var got packedText
		if err := w.Walk(context.Background(), extract.File{Name: c.name, Size: int64(len(c.text)), Data: strings.NewReader(c.text)}, &got); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(got.text, func(s string) bool { return strings.Contains(s, c.want) }) {
			t.Errorf("%s: read %q, not %q", c.name, got.text, c.want)
		}
		if n := len(got.text); !strings.HasPrefix(c.want, "佐藤花子様") && !strings.Contains(c.name, "escaped") && strings.HasSuffix(c.name, ".txt") && n != 1 {
			t.Errorf("%s: %d texts", c.name, n)
		}
	}
}

// packedText keeps texts and cells.
type packedText struct{ told }

func (k *packedText) Row(cells []extract.Unit) error {
	for i := range cells {
		k.text = append(k.text, cells[i].Text)
	}
	return nil
}

// Files in the cells of a table come behind it, and no more of them than fit.
func TestPackedFilesComeBehindTheTable(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("no,file\n")
	for range 3 {
		rows.WriteString("1," + base64.StdEncoding.EncodeToString([]byte("佐藤花子様の診断書をお送りします。")) + "\n")
	}
	var got packedText
	w := &extract.Walker{Formats: All(), Limits: extract.DefaultLimits()}
	if err := w.Walk(context.Background(), extract.File{Name: "a.csv", Size: int64(rows.Len()), Data: strings.NewReader(rows.String())}, &got); err != nil {
		t.Fatal(err)
	}
	if n := len(got.text); n != 11 || slices.Contains(got.text[:8], got.text[10]) || got.text[8] != got.text[10] {
		t.Errorf("%d texts: %q", n, got.text)
	}
}
