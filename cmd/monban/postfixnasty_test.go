//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/base64"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"monban/cmd/internal/rig"
)

// A talk is a conversation with Postfix, word for word.
type talk struct {
	t *testing.T
	c *textproto.Conn
}

func (p *post) talk() *talk {
	p.t.Helper()
	c, err := textproto.Dial("tcp", p.postfix.Address)
	if err != nil {
		p.t.Fatal(err)
	}
	x := &talk{p.t, c}
	x.hear()
	x.say("EHLO pc.example.co.jp")
	return x
}

func (x *talk) hear() string {
	x.t.Helper()
	code, text, err := x.c.ReadResponse(0)
	if code == 0 {
		x.t.Fatal(err)
	}
	return fmt.Sprint(code, " ", text)
}

func (x *talk) say(line string) string {
	x.t.Helper()
	if err := x.c.PrintfLine("%s", line); err != nil {
		x.t.Fatal(err)
	}
	return x.hear()
}

// envelope begins a mail.
func (x *talk) envelope(from string, to ...string) {
	x.t.Helper()
	lines := []string{"MAIL FROM:<" + from + ">"}
	if strings.ContainsFunc(strings.Join(to, "")+from, func(r rune) bool { return r > '~' }) {
		lines[0] += " SMTPUTF8"
	}
	for _, a := range to {
		lines = append(lines, "RCPT TO:<"+a+">")
	}
	for _, l := range lines {
		if got := x.say(l); got[0] != '2' {
			x.t.Fatalf("%s: %s", l, got)
		}
	}
}

// raw sends bytes as they are, and returns the next answer.
func (x *talk) raw(s string) string {
	x.t.Helper()
	if _, err := x.c.W.WriteString(s); err != nil {
		x.t.Fatal(err)
	}
	if err := x.c.W.Flush(); err != nil {
		x.t.Fatal(err)
	}
	return x.hear()
}

func (x *talk) data(mail string) string {
	x.t.Helper()
	if got := x.say("DATA"); got[0] != '3' {
		x.t.Fatal(got)
	}
	return x.raw(strings.ReplaceAll(mail, "\r\n.", "\r\n..") + "\r\n.\r\n")
}

// ended says what became of the mails of each sender: "delivered", "held", once
// each time. What was delivered has been read.
func (p *post) ended() map[string]string {
	p.t.Helper()
	out := map[string]string{}
	note := func(from, what string) { out[from] = strings.TrimPrefix(out[from]+" "+what, " ") }
	queued := func() (all []rig.Queued) {
		all, err := p.postfix.Queued()
		if err != nil {
			p.t.Fatal(err)
		}
		return all
	}
	onWay := func(q rig.Queued) bool { return q.Queue != "hold" }
	for i := 0; i < 1200 && slices.ContainsFunc(queued(), onWay); i++ {
		time.Sleep(100 * time.Millisecond)
	}
	for _, q := range queued() {
		note(q.Sender, map[bool]string{true: "held", false: q.Queue}[q.Queue == "hold"])
	}
	for _, d := range p.sink.Mails() {
		note(d.From, "delivered")
		if strings.Count(d.Data, "\r\nX-Monban: ")+strings.Count(d.Data[:min(9, len(d.Data))], "X-Monban:") != 1 {
			p.t.Errorf("the mail of %s was not read", d.From)
		}
	}
	return out
}

// Whatever form a clean mail has, it is read and delivered once, as it was, to
// all of its recipients.
func TestPostfixForms(t *testing.T) {
	t.Parallel() // it waits most of the time
	p := newPost(t, "")
	x := p.talk()
	var hundred []string
	for i := range 99 {
		hundred = append(hundred, fmt.Sprintf("r%d@example.com", i))
	}
	hundred = append(hundred, "受付@例え.example.com")
	const head = "From: <a@example.co.jp>\r\nSubject: x\r\n"
	for i, mail := range []struct {
		name, text string
		to         []string
		keeps      string // what arrives of it
	}{
		{"a hundred recipients, one of them in Japanese", head + "\r\nhello", hundred, "hello"},
		{"the recipient stands in no header", head + "To: <somebody@example.com>\r\n\r\nhello", []string{"bcc@example.com"}, "hello"},
		{"a line of 3,000 bytes", head + "\r\n" + strings.Repeat("y", 3000) + " end", nil, "end"},
		{"8 bits", head + "\r\n\xf0\x81\xff end", nil, " end"},
		{"a zero byte", head + "\r\nbefore\x00after", nil, "before\x00after"},
		{"no header", "\r\nhello", nil, "hello"},
		{"no header and no empty line", "hello", nil, "hello"},
		{"no text", head, nil, ""},
		{"nothing", "", nil, ""},
		{"an empty header", "Subject:\r\nX-Empty:\r\n\r\nhello", nil, "hello"},
		{"a header of 1 MB", head + "X-Long: " + strings.Repeat("z\r\n ", 250_000) + "\r\n\r\nhello", nil, "hello"},
		{"a thousand headers", head + strings.Repeat("X-A: b\r\n", 1000) + "\r\nhello", nil, "hello"},
		{"dots", head + "\r\n.\r\n..\r\n. end", nil, "\r\n..\r\n...\r\n.. end"},
		{"a lone line feed", head + "\r\none\ntwo", nil, "two"},
	} {
		from := fmt.Sprintf("f%d@example.co.jp", i)
		if mail.to == nil {
			mail.to = []string{"hanako@example.com"}
		}
		x.envelope(from, mail.to...)
		answer := x.data(mail.text)
		var got []rig.Delivery
		for k := 0; k < 1200 && len(got) == 0 && answer[0] == '2'; k++ {
			time.Sleep(50 * time.Millisecond)
			got = slices.DeleteFunc(p.sink.Mails(), func(d rig.Delivery) bool { return d.From != from })
		}
		if answer[0] != '2' || len(got) != 1 {
			t.Errorf("%s: %s, %d delivered", mail.name, answer, len(got))
			continue
		}
		slices.Sort(mail.to)
		if !slices.Equal(got[0].To, mail.to) || !strings.Contains(got[0].Data, mail.keeps) {
			t.Errorf("%s: to %v", mail.name, got[0].To)
		}
	}
	// In pieces, the last of them empty, and another mail at once behind it.
	for _, from := range []string{"bdat0@example.co.jp", "bdat1@example.co.jp"} {
		x.envelope(from, "hanako@example.com")
		x.raw(fmt.Sprintf("BDAT %d\r\n%s", len(head), head))
		x.raw("BDAT 8\r\n\r\nhello\x00")
		if got := x.raw("BDAT 0 LAST\r\n"); got[0] != '2' {
			t.Errorf("BDAT: %s", got)
		}
	}
	ended := p.ended()
	for from, got := range ended {
		if got != "delivered" {
			t.Errorf("%s: %s", from, got)
		}
	}
	if len(ended) != 16 || len(p.audit()) != 16 {
		t.Errorf("%d senders, %d lines in the record", len(ended), len(p.audit()))
	}
}

// nasty are mails that hide a list of people from readers of mail that keep to
// the rules, or that keep to other ones.
func nasty(list string) map[string]string {
	coded := base64.StdEncoding.EncodeToString([]byte(list))
	mixed := func(part string) string {
		return "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=BB\r\n\r\n--BB\r\nContent-Type: text/plain\r\n\r\nhi\r\n" + part
	}
	const file = "Content-Type: application/octet-stream; name=a.csv\r\n"
	part := "--BB\r\n" + file + "Content-Transfer-Encoding: base64\r\n\r\n" + coded + "\r\n"
	inner := "Subject: inner\r\n" + mixed(part+"--BB--\r\n")
	out := map[string]string{
		"as it should be":           mixed(part + "--BB--\r\n"),
		"no end":                    mixed(part),
		"behind the end":            mixed("--BB--\r\n" + part + "--BB--\r\n"),
		"another boundary":          strings.Replace(mixed(part+"--BB--\r\n"), "boundary=BB", "boundary=QQ", 1),
		"no boundary":               strings.Replace(mixed(part+"--BB--\r\n"), "; boundary=BB", "", 1),
		"two boundaries":            strings.Replace(mixed(part+"--BB--\r\n"), "boundary=BB", "boundary=QQ; boundary=BB", 1),
		"two types":                 "Content-Type: text/plain\r\n" + mixed(part+"--BB--\r\n"),
		"no version":                strings.Replace(mixed(part+"--BB--\r\n"), "MIME-Version: 1.0\r\n", "", 1),
		"a broken type":             mixed(strings.Replace(part, "application/octet-stream; name=a.csv", "cannot open (No such file)", 1) + "--BB--\r\n"),
		"a type without content":    mixed(strings.Replace(part, "application/octet-stream; name=a.csv", "", 1) + "--BB--\r\n"),
		"base-64":                   mixed(strings.Replace(part, "Encoding: base64", "Encoding: base-64", 1) + "--BB--\r\n"),
		"two encodings":             mixed(strings.Replace(part, "Content-Transfer-Encoding", "Content-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding", 1) + "--BB--\r\n"),
		"base64 with dirt":          mixed(strings.Replace(part, coded, coded[:40]+"!!\r\n "+coded[40:], 1) + "--BB--\r\n"),
		"base64 with a footer":      mixed(part + "\r\n\r\nThis is a footer of a mailing list\r\n--BB--\r\n"),
		"a mail in it":              "Content-Type: message/rfc822\r\n\r\n" + inner,
		"a mail in base64":          mixed("--BB\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(inner)) + "\r\n--BB--\r\n"),
		"a mail as a file":          mixed("--BB\r\n" + strings.Replace(file, "a.csv", "a.eml", 1) + "Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(inner)) + "\r\n--BB--\r\n"),
		"uuencoded in the text":     "Content-Type: text/plain\r\n\r\nhello\r\n" + uuencode(list),
		"no type, raw":              "\r\n" + strings.ReplaceAll(list, "\n", "\r\n"),
		"an unknown character set":  "Content-Type: text/csv; charset=x-unknown-77\r\n\r\n" + strings.ReplaceAll(list, "\n", "\r\n"),
		"an unknown encoding":       mixed("--BB\r\n" + file + "Content-Transfer-Encoding: x-foo\r\n\r\n" + strings.ReplaceAll(list, "\n", "\r\n") + "\r\n--BB--\r\n"),
		"a part of a mail":          "Content-Type: message/partial; id=x; number=1; total=2\r\n\r\n" + inner,
		"a digest":                  "Content-Type: multipart/digest; boundary=DD\r\n\r\n--DD\r\n\r\n" + inner + "\r\n--DD--\r\n",
		"stored elsewhere":          "Content-Type: message/external-body; access-type=URL; URL=\"http://intra.example.co.jp/a\"\r\n\r\nContent-Type: text/csv\r\n\r\n",
		"encrypted":                 "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded + "\r\n",
		"winmail.dat of other make": mixed("--BB\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(append([]byte{0x78, 0x9f, 0x3e, 0x22}, list...)) + "\r\n--BB--\r\n"),
		"in a script of HTML":       "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>hi<div style=\"display:none\"><pre>" + strings.ReplaceAll(list, "\n", "\r\n") + "</pre></div></body></html>",
	}
	for name, text := range bombs() {
		out[name] = text
	}
	return out
}

func uuencode(s string) string {
	var b strings.Builder
	b.WriteString("begin 644 a.csv\r\n")
	for s != "" {
		k := min(45, len(s))
		line := []byte(s[:k])
		s = s[k:]
		b.WriteByte(byte(' ' + k))
		for len(line)%3 != 0 {
			line = append(line, 0)
		}
		for i := 0; i < len(line); i += 3 {
			v := uint(line[i])<<16 | uint(line[i+1])<<8 | uint(line[i+2])
			for shift := 18; shift >= 0; shift -= 6 {
				b.WriteByte("`!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"[v>>shift&63])
			}
		}
		b.WriteString("\r\n")
	}
	return b.String() + "`\r\nend\r\n"
}

// bombs are mails that would take very much time or memory to read whole.
func bombs() map[string]string {
	deep := "Subject: deep\r\n"
	for i := range 200 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n", i, i)
	}
	attach := func(name string, b []byte) string {
		return "MIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=" + name + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped(base64.StdEncoding.EncodeToString(b))
	}
	return map[string]string{
		"20,000 parts":             "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 20_000),
		"200 parts inside another": deep + "\r\nx",
		"a zip of 1 GB":            attach("a.zip", zeros(1, "a.txt")),
		"a workbook of 1 GB":       attach("a.xlsx", zeros(1, "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml")),
	}
}

func wrapped(s string) string {
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\r\n")
		s = s[76:]
	}
	return b.String() + s + "\r\n"
}

// zeros is a zip archive whose last file has so many GB of blanks; the others
// are empty.
func zeros(gb int, names ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 1) })
	blanks := bytes.Repeat([]byte(" "), 1<<20)
	for i, name := range names {
		w, err := z.Create(name)
		for k := 0; k < gb<<10 && i == len(names)-1 && err == nil; k++ {
			_, err = w.Write(blanks)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// No mail with a list of people, or with what could not be read, passes,
// however it is made; and none takes the gateway with it.
func TestPostfixNasty(t *testing.T) {
	t.Parallel() // it waits most of the time
	p := newPost(t, "timeout: 1m\n")
	x := p.talk()
	list := "氏名,生年月日,病名,電話番号\n"
	for i := range 12 {
		list += fmt.Sprintf("見本花子%d,1980年1月%d日,統合失調症,090-0000-%04d\n", i, i+1, i)
	}
	sent := map[string]string{}
	mails := nasty(list)
	names := []string{}
	for name := range mails {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		from := fmt.Sprintf("n%d@example.co.jp", i)
		sent[from] = name
		x.envelope(from, "hanako@example.com")
		began := time.Now()
		answer := x.data("From: <" + from + ">\r\nSubject: x\r\n" + mails[name])
		t.Logf("%-28s %5d ms %s", name, time.Since(began).Milliseconds(), answer)
		if answer[0] == '5' && strings.Contains(answer, "Monban stopped this mail") {
			delete(sent, from)
		}
	}
	ended := p.ended()
	for from, name := range sent {
		if ended[from] != "held" {
			t.Errorf("%s: %q", name, ended[from])
		}
	}
	if n := len(p.audit()); n != len(mails) {
		t.Errorf("%d lines in the record for %d mails", n, len(mails))
	}
	for _, pid := range append(children(t, p.gateway.Process.Pid), p.gateway.Process.Pid) {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			continue // a child that has done its work
		}
		for line := range strings.Lines(string(b)) {
			var kb int
			if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil && kb > 300<<10 && !raceDetector {
				t.Errorf("a process of the gateway held %d MB", kb>>10)
			}
		}
	}
}
