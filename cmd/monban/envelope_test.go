package main

import (
	"strings"
	"testing"

	"monban/extract"
)

func TestMailEnvelope(t *testing.T) {
	for _, c := range []struct{ about, name, mail, from, to string }{
		{"plain", "a.eml", "From: a@example.co.jp\nTo: b@example.net, \"Last, First\" <c@example.net>\nBcc: d@example.org\n\nhello", "a@example.co.jp", "b@example.net c@example.net d@example.org"},
		{"crlf and folding", "a.eml", "Received: from x\r\n by y\r\nFrom: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <a@example.co.jp>\r\nTo: b@example.net,\r\n\tc@example.net\r\nCc: d@example.net\r\n\r\n", "a@example.co.jp", "b@example.net c@example.net d@example.net"},
		{"raw Japanese", "a.eml", "From: 佐藤　健一 <a@example.co.jp>\nTo: 見本、花子 <b@example.net>; 田中 <c@example.net>\n\n", "a@example.co.jp", "b@example.net c@example.net"},
		{"group", "a.eml", "From: a@example.co.jp\nTo: staff: b@example.net, c@example.net;\n\n", "a@example.co.jp", "b@example.net c@example.net"},
		{"twice", "a.eml", "From: a@example.co.jp\nTo: b@example.net\nTo: c@example.net\n\n", "a@example.co.jp", "b@example.net c@example.net"},
		{"mark in front", "a.eml", "\ufeffFrom: a@example.co.jp\nTo: b@example.net\n\n", "a@example.co.jp", "b@example.net"},
		{"other name", "mail", "Subject: x\nFrom: a@example.co.jp\nTo: b@example.net\n\n", "a@example.co.jp", "b@example.net"},
		{"headers only", "a.eml", "From: a@example.co.jp\nTo: b@example.net", "a@example.co.jp", "b@example.net"},
		{"no mail", "a.csv", "name,to\na,b@example.net\n", "", ""},
		{"no mail at all", "a.eml", "\x00\x01", "", ""},
		{"notes", "a.txt", "To: all members\nbring b@example.net\n", "", ""},
	} {
		f := extract.File{Name: c.name, Size: int64(len(c.mail)), Data: strings.NewReader(c.mail)}
		from, to := mailEnvelope([]extract.File{f})
		if from != c.from || strings.Join(to, " ") != c.to {
			t.Errorf("%s: got %q to %q, want %q to %q", c.about, from, to, c.from, c.to)
		}
	}
}
