package eml

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"monban/extract"
	"monban/extract/extracttest"
)

func TestFormat(t *testing.T) { extracttest.Run(t, Format, "testdata") }

// leaves is a sink that keeps everything in one string.
type leaves struct {
	files map[string]string
	text  []string
	gaps  []extract.Code
}

func (l *leaves) Row([]extract.Unit) error  { return nil }
func (l *leaves) Text(u extract.Unit) error { l.text = append(l.text, u.Text); return nil }
func (l *leaves) Gap(g extract.Gap) error   { l.gaps = append(l.gaps, g.Code); return nil }
func (l *leaves) File(name string, _ extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	l.files[name] += string(b)
	return err
}

func walkMail(t testing.TB, mail string) *leaves {
	t.Helper()
	l := &leaves{files: map[string]string{}}
	if err := Format.Read(context.Background(), extracttest.File("x.eml", []byte(mail)), l); err != nil {
		t.Fatalf("%.80q: %v", mail, err)
	}
	return l
}

func enc(t testing.TB, s string, as string) string {
	e := map[string]interface {
		Bytes([]byte) ([]byte, error)
	}{"sjis": japanese.ShiftJIS.NewEncoder(), "jis": japanese.ISO2022JP.NewEncoder(), "euc": japanese.EUCJP.NewEncoder()}[as]
	b, err := e.Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func pct(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

// Every way to write the name of an attachment.
func TestNames(t *testing.T) {
	const name = "表示能力一覧.xlsx"
	b64 := base64.StdEncoding.EncodeToString
	u := []byte(name)
	for what, header := range map[string]string{
		"words utf-8":          `filename="=?UTF-8?B?` + b64(u) + `?="`,
		"words without quotes": `filename==?UTF-8?B?` + b64(u) + `?=`,
		"words in two":         `filename="=?UTF-8?B?` + b64(u[:4]) + "?=\r\n =?UTF-8?B?" + b64(u[4:]) + `?="`,
		"words shift_jis":      `filename="=?Shift_JIS?B?` + b64([]byte(enc(t, name, "sjis"))) + `?="`,
		"words iso-2022-jp-ms": `filename="=?ISO-2022-JP-MS?B?` + b64([]byte(enc(t, name, "jis"))) + `?="`,
		"words with a lie":     `filename="=?utf-8?B?` + b64([]byte(enc(t, name, "sjis"))) + `?="`,
		"2231 utf-8":           `filename*=UTF-8''` + pct(name),
		"2231 shift_jis":       `filename*=Shift_JIS'ja'` + pct(enc(t, name, "sjis")),
		"2231 iso-2022-jp":     `filename*=ISO-2022-JP''` + pct(enc(t, name, "jis")),
		"2231 without charset": `filename*=` + pct(name),
		"2231 in pieces":       `filename*0*=UTF-8''` + pct(name[:7]) + ";\r\n filename*1*=" + pct(name[7:]),
		"2231 plain pieces":    `filename*0="` + name[:6] + "\";\r\n filename*1=\"" + name[6:] + `"`,
		"raw utf-8":            `filename="` + name + `"`,
		"raw shift_jis":        `filename="` + enc(t, name, "sjis") + `"`,
		"raw jis":              `filename="` + enc(t, name, "jis") + `"`,
		"raw euc":              `filename="` + enc(t, name, "euc") + `"`,
		"percent without star": `filename="` + pct(name) + `"`,
		"not quoted":           `filename=` + name,
		"blanks around":        `  filename =  "` + name + `" ; size=1`,
	} {
		mail := "Subject: x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; " + header + "\r\n\r\npayload"
		if l := walkMail(t, mail); l.files[name] != "payload" {
			t.Errorf("%s: files %q", what, l.files)
		}
	}
	for what, typ := range map[string]string{
		"name in the type": `Content-Type: application/octet-stream; name="=?UTF-8?B?` + b64(u) + `?="`,
		"not indented":     "Content-Type: application/octet-stream;\r\nname=\"" + name + `"`,
	} {
		if l := walkMail(t, "Subject: x\r\n"+typ+"\r\n\r\npayload"); l.files[name] != "payload" {
			t.Errorf("%s: files %q", what, l.files)
		}
	}
}

const payload = "NEEDLE-0123-PAYLOAD"

// Nasty mails: the payload must reach a leaf, a text, or be told as a gap.
func TestNasty(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString([]byte(payload + strings.Repeat(" filler", 20)))
	att := "Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64 + "\r\n"
	multi := func(bound, rest string) string {
		return "From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" + bound + "\"\r\n\r\n" + rest
	}
	inner := "From: b@example.jp\r\nSubject: inner\r\nMIME-Version: 1.0\r\n" + att
	for what, mail := range map[string]string{
		"plain":                    multi("b", "--b\r\n"+att+"--b--\r\n"),
		"lf only":                  strings.ReplaceAll(multi("b", "--b\r\n"+att+"--b--\r\n"), "\r", ""),
		"cr only":                  strings.ReplaceAll(strings.ReplaceAll("Subject: x\r\n\r\n"+payload, "\r\n", "\r"), "\n", ""),
		"never closed":             multi("b", "--b\r\n"+att),
		"wrong boundary":           multi("other", "--b\r\n"+att+"--b--\r\n"),
		"boundary with blanks":     multi("b ", "--b  \r\n"+att+"--b--\r\n"),
		"no boundary":              "Content-Type: multipart/mixed\r\nSubject: x\r\n\r\n--b\r\n" + att + "--b--\r\n",
		"in the preamble":          multi("b", att+"--b\r\n\r\nhello\r\n--b--\r\n"),
		"in the epilogue":          multi("b", "--b\r\n\r\nhello\r\n--b--\r\n"+att),
		"after the end":            multi("b", "--b\r\n\r\nhello\r\n--b--\r\n--b\r\n"+att),
		"two encodings":            multi("b", "--b\r\nContent-Transfer-Encoding: 7bit\r\n"+att+"--b--\r\n"),
		"unknown encoding":         "Subject: x\r\nContent-Transfer-Encoding: x-odd\r\n\r\n" + payload,
		"base64 that is none":      "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + payload + ", in the clear; (really) \"so\"",
		"base64 nobody declared":   "Subject: x\r\n\r\n" + b64 + b64 + "\r\n",
		"base64 packed multipart":  "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte("--b\r\n"+att+"--b--")),
		"quoted-printable":         "Subject: x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nNEEDLE-=\r\n0123=2DPAYLOAD",
		"base64 with junk":         "Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!" + b64[:10] + "\r\n \t" + b64[10:] + "==",
		"nested mail":              multi("b", "--b\r\nContent-Type: message/rfc822\r\n\r\n"+inner+"--b--\r\n"),
		"nested mail in base64":    multi("b", "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte(inner))+"\r\n--b--\r\n"),
		"nested mail as text":      multi("b", "--b\r\n\r\n"+inner+"--b--\r\n"),
		"digest":                   strings.Replace(multi("b", "--b\r\n\r\n"+inner+"--b--\r\n"), "mixed", "digest", 1),
		"no empty line":            "Subject: x\r\nContent-Transfer-Encoding: base64\r\n" + b64 + "\r\n",
		"no header at all":         payload,
		"stray line among headers": "Subject: x\r\n" + payload + "\r\nTo: c@example.jp\r\n\r\nbody",
		"uuencode":                 "Subject: x\r\n\r\nbegin 644 a.txt\r\n33D5%1$Q%+3`Q,C,M4$%93$]!1```\r\n`\r\nend\r\n",
		"yenc":                     "Subject: x\r\n\r\n=ybegin line=128 size=19 name=a.txt\r\n" + yenc(payload) + "\r\n=yend size=19\r\n",
		"text type with binary":    "Subject: x\r\nContent-Type: text/plain\r\n\r\n\x00\x01\x02\x03\x04\x05\x06\x07\x10\x11\x12" + payload,
		"two types":                "Subject: x\r\nContent-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + att + "--b--\r\n",
		"bad type":                 "Subject: x\r\nContent-Type: cannot open (No such file)\r\n\r\n" + payload,
		"nul in the type":          "Subject: x\r\nContent-Type: text/\x00plain\r\n\r\n" + payload,
		"long header":              "Subject: " + strings.Repeat("x", 100_000) + payload + "\r\n\r\nbody",
		"in the subject":           "Subject: " + payload + "\r\n\r\n",
		"in an unknown header":     "Subject: x\r\nX-Note: " + payload + "\r\n\r\nbody",
		"empty disposition":        "Subject: x\r\nContent-Type: application/pdf\r\nContent-Disposition:\r\n\r\n" + payload,
		"html":                     "Subject: x\r\nContent-Type: text/html\r\n\r\n<p>" + payload + "</p>",
		"mbox line first":          "From a@example.jp Mon Jan  1\r\nSubject: x\r\n\r\n" + payload,
		"boundary is a prefix":     multi("b", "--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n"+att+"--bb--\r\n--b--\r\n"),
	} {
		l := walkAll(t, mail)
		if !strings.Contains(strings.Join(l.text, "\n"), payload) && !strings.Contains(fmt.Sprint(l.files), payload) {
			t.Errorf("%s: the payload is lost; text %.200q, files %.200q", what, l.text, fmt.Sprint(l.files))
		}
	}
}

// Keys and digests that stand in a mail are no attachment that nobody declared.
func TestPastedKeys(t *testing.T) {
	for what, body := range map[string]string{
		"digests": strings.Repeat("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\r\n", 6),
		"key":     strings.Repeat("QWxhZGRpbjpvcGVuIHNlc2FtZQABCD0004EFGH0123456789abcdefghijKLMNOPQRST\r\n", 5),
	} {
		l := walkMail(t, "Subject: x\r\nContent-Type: text/plain\r\n\r\n"+body)
		if len(l.files) > 0 || len(l.gaps) > 0 || len(l.text) < 5 {
			t.Errorf("%s: %d files, gaps %v, %d lines", what, len(l.files), l.gaps, len(l.text))
		}
	}
}

func yenc(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] += 42
	}
	return string(b)
}

// walkAll reads mails inside mails too, as the walker would.
func walkAll(t *testing.T, mail string) *leaves {
	l := walkMail(t, mail)
	for i := 0; i < 5; i++ {
		m, ok := l.files["message.eml"]
		if !ok {
			break
		}
		delete(l.files, "message.eml")
		in := walkMail(t, m)
		l.text = append(l.text, in.text...)
		for k, v := range in.files {
			l.files[k] += v
		}
	}
	return l
}

func TestLocked(t *testing.T) {
	for what, tt := range map[string]struct {
		mail string
		want extract.Code
	}{
		"s/mime":      {"Subject: x\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nxxxx", extract.Encrypted},
		"s/mime name": {"Subject: x\r\nContent-Type: application/octet-stream; name=smime.p7m\r\n\r\nxxxx", extract.Encrypted},
		"pgp/mime":    {"Subject: x\r\nContent-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n\r\nVersion: 1\r\n--b--\r\n", extract.Encrypted},
		"pgp inline":  {"Subject: x\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n", extract.Encrypted},
		"partial":     {"Subject: x\r\nContent-Type: message/partial; id=1; number=1; total=2\r\n\r\nabc", extract.Unsupported},
		"external":    {"Subject: x\r\nContent-Type: message/external-body; access-type=URL\r\n\r\nabc", extract.Unsupported},
		"signed":      {"Subject: x\r\nContent-Type: application/pkcs7-mime\r\n\r\n\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0Content-Type: text/plain\r\n\r\nopen", extract.Unsupported},
	} {
		if l := walkMail(t, tt.mail); len(l.gaps) != 1 || l.gaps[0] != tt.want {
			t.Errorf("%s: gaps %v, want %v", what, l.gaps, tt.want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     bool
	}{
		{"x", "From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\n\r\nbody", true},
		{"x", "Return-Path: <a@example.jp>\nReceived: from x\n by y\nDate: now\n\n", true},
		{"x.eml", "Subject: x\r\n\r\nbody", true},
		{"x.txt", "Subject: x\r\n\r\nbody", false},
		{"x.txt", "Note: this\nTo: do\n", false},
		{"x.eml", "no header here\n", false},
		{"x", "name,mail\na,b\n", false},
	} {
		if got := Format.Match(extracttest.File(tt.name, []byte(tt.in)), []byte(tt.in)); got != tt.want {
			t.Errorf("Match(%s, %q) = %v, want %v", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestMbox(t *testing.T) {
	one := "From a@example.jp Mon Jan  1 00:00:00 2026\nFrom: a@example.jp\nTo: b@example.jp\nSubject: one\n\nFrom here on, text.\n\n"
	in := one + strings.ReplaceAll(one, "one", "two")
	f := extracttest.File("x", []byte(in))
	l := &leaves{files: map[string]string{}}
	if err := Mbox.Read(context.Background(), f, l); err != nil || !Mbox.Match(f, []byte(in)) {
		t.Fatal("not read as mbox", err)
	}
	if len(l.files) != 2 || !strings.Contains(l.files["1.eml"], "one") || !strings.Contains(l.files["2.eml"], "two") {
		t.Errorf("files %q", l.files)
	}
}

// Many parts and deep parts end in a gap, soon.
func TestLimits(t *testing.T) {
	many := "Content-Type: multipart/mixed; boundary=b\r\nSubject: x\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 20_000)
	if l := walkMail(t, many); len(l.gaps) != 1 || l.gaps[0] != extract.Limit {
		t.Errorf("20000 parts: gaps %v", l.gaps)
	}
	var deep strings.Builder
	for i := range 200 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	if l := walkMail(t, deep.String()); len(l.gaps) != 1 || l.gaps[0] != extract.Limit {
		t.Errorf("200 parts inside each other: gaps %v", l.gaps)
	}
}

// Headers made to be slow must not be.
func TestHostileHeaders(t *testing.T) {
	start := time.Now()
	for _, v := range []string{
		`x/y; name="` + strings.Repeat("\x1b", 1<<15), strings.Repeat("boundary=b;", 1<<15), strings.Repeat("=?utf-8?B?", 1<<15),
		strings.Repeat("a*0=b;", 1<<15), strings.Repeat(`"`, 1<<15), strings.Repeat("%41", 1<<16), strings.Repeat("(", 1<<15),
	} {
		walkMail(t, "Subject: "+v+"\r\nContent-Type: multipart/mixed; "+v+"\r\nContent-Disposition: attachment; filename="+v+"\r\n\r\n"+strings.Repeat("--x\r\n", 1<<13))
	}
	if d := time.Since(start); d > 2*time.Minute {
		t.Errorf("took %v", d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Subject: =?UTF-8?B?44GC?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--"), "needle")
	f.Add([]byte("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B;n\x1b(B"), "x")
	f.Fuzz(func(t *testing.T, head []byte, body string) {
		if bytes.IndexByte(head, 0) >= 0 {
			return
		}
		l := &leaves{files: map[string]string{}}
		_ = Format.Read(context.Background(), extracttest.File("x.eml", head), l) // must not panic or hang
		// A plain word behind plain headers is never lost.
		for i := range len(body) {
			if c := body[i]; c < 'a' || c > 'z' {
				return
			}
		}
		if body == "" {
			return
		}
		l = walkMail(t, "Subject: x\r\nTo: y\r\n\r\n"+body)
		if !strings.Contains(strings.Join(l.text, "\n")+fmt.Sprint(l.files), body) {
			t.Errorf("body %q is lost: %q %q", body, l.text, l.files)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	mail := []byte("From: a@example.jp\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n" +
		"Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		strings.Repeat(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 57))+"\r\n", 100_000) + "--b--\r\n")
	b.SetBytes(int64(len(mail)))
	b.ReportAllocs()
	for b.Loop() {
		if err := Format.Read(context.Background(), extracttest.File("x.eml", mail), extracttest.Discard{}); err != nil {
			b.Fatal(err)
		}
	}
}
