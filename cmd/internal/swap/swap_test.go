package swap

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

const plain = "From: a@example.jp\r\nSubject: list\r\nContent-Type: multipart/mixed;\r\n boundary=\"b 1\"\r\n\r\npreamble\r\n" +
	"--b 1\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b 12\r\n--b\r\n" +
	"--b 1  \r\nContent-Type: text/csv; name=\"=?utf-8?B?5ZCN57C/LmNzdg==?=\"\r\nContent-Disposition: attachment\r\n\r\nsecret,1\r\nsecret,2\r\n" +
	"--b 1\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename*=UTF-8''%E8%A1%A8.zip\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n" +
	"--b 1--\r\nepilogue\r\n--b 1\r\nContent-Disposition: attachment; filename=late.csv\r\n\r\nx\r\n"

func TestList(t *testing.T) {
	for name, test := range map[string]struct {
		mail string
		want []Attachment
	}{
		"two":            {plain, []Attachment{{"名簿.csv", 20}, {"表.zip", 10}}},
		"no multipart":   {"Subject: x\r\nContent-Type: text/csv; name=a.csv\r\n\r\nx\r\n", nil},
		"signed":         {strings.Replace(plain, "multipart/mixed", "multipart/signed", 1), nil},
		"two types":      {"Content-Type: multipart/mixed; boundary=x\r\n" + plain, nil},
		"no boundary":    {strings.Replace(plain, "boundary", "bound", 1), nil},
		"nothing":        {"", nil},
		"header only":    {"Subject: x\r\n", nil},
		"mail inside":    {strings.Replace(plain, "text/csv", "message/rfc822", 1), []Attachment{{"表.zip", 10}}},
		"empty parts":    {"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b\r\nContent-Disposition: attachment\r\n--b--\r\n", nil},
		"name unknown":   {strings.Replace(plain, "=?utf-8?B?5ZCN57C/LmNzdg==?=", "=?x-none?B?5ZCN?=", 1), []Attachment{{"", 20}, {"表.zip", 10}}},
		"end is missing": {plain[:strings.Index(plain, "\r\n--b 1--")], []Attachment{{"名簿.csv", 20}, {"表.zip", 8}}},
	} {
		got, err := List(iotest.HalfReader(strings.NewReader(test.mail)))
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, %v; want %v", name, got, err, test.want)
		}
	}
	if _, err := List(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

func TestReplace(t *testing.T) {
	for n, want := range []string{"secret", "UEsDBA"} {
		var b bytes.Buffer
		file := strings.Repeat("clean,", 20)
		if err := Replace(&b, strings.NewReader(plain), n, `C:\files\新しい "表".csv`, iotest.OneByteReader(strings.NewReader(file))); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), want) || !strings.HasPrefix(b.String(), plain[:strings.Index(plain, "--b 1  ")]) || !strings.HasSuffix(b.String(), plain[strings.Index(plain, "--b 1--"):]) {
			t.Errorf("%d:\n%s", n, b.String())
		}
		// the standard library sees the file
		m, err := mail.ReadMessage(&b)
		if err != nil {
			t.Fatal(err)
		}
		_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		parts := multipart.NewReader(m.Body, params["boundary"])
		for i := 0; ; i++ {
			p, err := parts.NextPart()
			if err == io.EOF {
				if i != 3 {
					t.Errorf("%d parts", i)
				}
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(p)
			if err != nil {
				t.Fatal(err)
			}
			if i == n+1 {
				text := strings.ReplaceAll(string(body), "\r\n", "")
				if p.FileName() != `新しい "表".csv` || !strings.HasPrefix(text, "Y2xlYW4s") || strings.Contains(text, "=") {
					t.Errorf("%d: %q %q", n, p.FileName(), body)
				}
			}
		}
	}
	for _, n := range []int{-1, 2} {
		if err := Replace(io.Discard, strings.NewReader(plain), n, "a", strings.NewReader("")); !errors.Is(err, ErrNone) {
			t.Errorf("attachment %d: %v", n, err)
		}
	}
	if err := Replace(io.Discard, strings.NewReader(plain), 0, "a", iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a broken upload: %v", err)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"表.xlsx": "表.xlsx", "../../etc/passwd": "passwd", `C:\a\b.csv`: "b.csv", "a\r\nBcc: x@example.jp": "aBcc: x@example.jp", "": "file", "..": "file",
		"a\u202ecsv.exe": "acsv.exe", strings.Repeat("長", 300) + ".xlsx": strings.Repeat("長", 130) + "…" + strings.Repeat("長", 14) + ".xlsx",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Without a file in it a mail is copied to the last byte, and what comes out has
// the same attachments.
func FuzzReplace(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b\r\nContent-Disposition: attachment\r\n--b--\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var copied bytes.Buffer
		n := 0
		err := walk(bytes.NewReader(in), &copied, func(Attachment) bool { n++; return false }, nil, nil)
		if err != nil {
			return
		}
		if !bytes.Equal(copied.Bytes(), in) {
			t.Fatalf("copied %q as %q", in, copied.Bytes())
		}
		list, err := List(bytes.NewReader(in))
		if err != nil || len(list) != n {
			t.Fatalf("%d attachments, listed %v, %v", n, list, err)
		}
		if n == 0 {
			return
		}
		var b bytes.Buffer
		if err := Replace(&b, bytes.NewReader(in), n-1, "new.csv", strings.NewReader("clean")); err != nil {
			t.Fatal(err)
		}
		again, err := List(&b)
		if err != nil || len(again) != n || again[n-1].Name != "new.csv" {
			t.Fatalf("of %q there are %v, %v", in, again, err)
		}
	})
}
