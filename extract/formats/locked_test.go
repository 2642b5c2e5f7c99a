package formats

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"monban/extract"
)

// Archives with a made-up list.csv, locked with "ab12CD" by 7-Zip 16.02:
// -mem=ZipCrypto, -mem=AES256, -mhe=on.
var locked = map[string]string{
	"crypto.zip": "UEsDBBQAAQAAAJUCdl21yjVCOAAAACwAAAAIAAAAbGlzdC5jc3aKYlhg1wB0Ad93pZurXKTYmOnECuZvPG/in/UyEqtzFfNbwyRI6khhOETwUx1L3X5TnGXGOL783VBLAQI/AxQAAQAAAJUCdl21yjVCOAAAACwAAAAIACQAAAAAAAAAIICkgQAAAABsaXN0LmNzdgoAIAAAAAAAAQAYABXv5E4Xet0BAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFoAAABeAAAAAAA=",
	"aes.zip":    "UEsDBDMAAQBjAJUCdl0AAAAASAAAACwAAAAIAAsAbGlzdC5jc3YBmQcAAgBBRQMAALw8SB0XSgK06ORbBp4Aa0WccK+njGcRi+pVlJp75Q0Ti2S/Rfr4bT6g9PdFSOukFMagSYRgsF60uC0pb0HhwsJkkpyVIPXCbFBLAQI/AzMAAQBjAJUCdl0AAAAASAAAACwAAAAIAC8AAAAAAAAAIICkgQAAAABsaXN0LmNzdgoAIAAAAAAAAQAYABXv5E4Xet0BAAAAAAAAAAAAAAAAAAAAAAGZBwACAEFFAwAAUEsFBgAAAAABAAEAZQAAAHkAAAAAAA==",
	"head.7z":    "N3q8ryccAARMw/+goAAAAAAAAAAuAAAAAAAAAEmpp5gru6drUqRCa7LXIgXW5TR3uSlm2apdrAC02AaF5q5aOQeD2+QKydVRLsnDkyiYCJ/86hgEzOB5WWM48NdtCqQZ8PYaYzH7X2W2pmEnf+/6kblIdaJ6d7acSj+bLPcXwINj8BaX4lOOW7cOPjRNxLhm6prlmacy1h3Mzf1nlL8FnHWFmLTXo0yzha9TYhF01r2NnZAxBZGX49Vm9xcZsHPeFwYwAQlwAAcLAQABJAbxBwESUw9oDSVYafSdWpYZ7TqRrSfVDGoKAQ68S/oAAA==",
}

// part is one part of a mail with an attachment.
func part(name, encoded string) string {
	return "Content-Type: application/octet-stream; name=" + name + "\r\nContent-Disposition: attachment; filename=" + name + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded + "\r\n"
}

func body(text string) string {
	return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(text)) + "\r\n"
}

func message(parts ...string) string {
	return "From: a@example.jp\r\nTo: b@example.com\r\nSubject: list\r\nDate: Wed, 01 Apr 2026 09:00:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=_b1_\r\n\r\n--_b1_\r\n" +
		strings.Join(parts, "\r\n--_b1_\r\n") + "\r\n--_b1_--\r\n"
}

func inside(m string) string { // another boundary: mails inside each other
	return "Content-Type: message/rfc822\r\n\r\n" + strings.ReplaceAll(m, "_b1_", "_b2_")
}

func workbook(t *testing.T, password string) string {
	t.Helper()
	f := excelize.NewFile()
	if err := f.SetCellValue("Sheet1", "A1", "青葉千夏"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: password}); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// A mail that tells the password of its files opens them, wherever in it that
// stands; one that does not leaves them locked.
func TestPasswordInMail(t *testing.T) {
	all := []string{part("crypto.zip", locked["crypto.zip"]), part("aes.zip", locked["aes.zip"]), part("head.7z", locked["head.7z"]), part("book.xlsx", workbook(t, "ab12CD"))}
	const tells = "添付ファイルのパスワードは ab12CD です。"
	for name, tt := range map[string]struct {
		mail string
		open int // of the four
	}{
		"before":            {message(append([]string{body(tells)}, all...)...), 4},
		"behind":            {message(append(all[:4:4], body(tells))...), 4},
		"in a second mail":  {message(inside(message(append([]string{body("資料を送ります。")}, all...)...)), inside(message(body("先ほどの解凍パスワード：\r\n\r\nab12CD\r\n")))), 4},
		"in HTML":           {message(append([]string{"Content-Type: text/html; charset=utf-8\r\n\r\n<p>PW&#58; <b>ab12CD</b></p>\r\n"}, all...)...), 4},
		"in a note":         {message(append([]string{part("readme.txt", base64.StdEncoding.EncodeToString([]byte("password: ab12CD")))}, all...)...), 4},
		"in the subject":    {strings.Replace(message(all...), "Subject: list", "Subject: list (pw: ab12CD)", 1), 4},
		"not told":          {message(append([]string{body("パスワードは別メールでお送りします。")}, all...)...), 0},
		"another one":       {message(append([]string{body("パスワードは zz99ZZ です。")}, all...)...), 0},
		"the date":          {message(body("パスワードは本日の日付（8桁）です。"), part("book.xlsx", workbook(t, "20260401"))), 1},
		"the end of phones": {message(body("パスワードは弊社の電話番号の下4桁です。\r\nTEL 03-5555-0199"), part("book.xlsx", workbook(t, "0199"))), 1},
	} {
		n, gaps := read(t, "mail.eml", tt.mail)
		if n != tt.open {
			t.Errorf("%s: %d files are open, want %d; gaps %q", name, n, tt.open, gaps)
		}
		for _, g := range gaps {
			if !strings.HasPrefix(g, "encrypted") || strings.Contains(g, "ab12CD") {
				t.Errorf("%s: gap %q", name, g)
			}
		}
		if tt.open > 0 && len(gaps) > 0 || tt.open == 0 && len(gaps) == 0 {
			t.Errorf("%s: gaps %q", name, gaps)
		}
	}
	box := "From a@example.jp Wed Apr  1 09:00:00 2026\r\n" + message(append([]string{body("資料です。")}, all...)...) + "\r\nFrom a@example.jp Wed Apr  1 09:05:00 2026\r\n" + message(body(tells))
	if n, gaps := read(t, "mails.mbox", box); n != 4 || len(gaps) > 0 {
		t.Errorf("mbox: %d files are open, gaps %q", n, gaps)
	}
}

// counter counts the names it reads, and keeps gaps.
type counter struct {
	heard
	names  int
	gaps   []string
	places bool // gaps as code and place only
}

func (c *counter) Row(cells []extract.Unit) error {
	for _, u := range cells {
		if u.Text == "青葉千夏" {
			c.names++
		}
	}
	return nil
}

func (c *counter) Gap(g extract.Gap) error {
	if c.places {
		s := fmt.Sprintf("%s %s", g.Code, g.Loc.Part)
		if g.Loc.Page > 0 {
			s += fmt.Sprintf(" page %d", g.Loc.Page)
		}
		c.gaps = append(c.gaps, s)
		return nil
	}
	c.gaps = append(c.gaps, fmt.Sprintf("%s %s %v", g.Code, g.Loc.Part, g.Err))
	return nil
}

func read(t *testing.T, name, content string) (names int, gaps []string) {
	t.Helper()
	w := &extract.Walker{Formats: All(), Limits: extract.DefaultLimits()}
	c := &counter{}
	if err := w.Walk(context.Background(), extract.File{Name: name, Size: int64(len(content)), Data: strings.NewReader(content)}, c); err != nil {
		t.Fatal(err)
	}
	return c.names, c.gaps
}
