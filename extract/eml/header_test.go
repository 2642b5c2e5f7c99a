package eml

import (
	"context"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

// roles keeps the headers of a mail that are its content.
type roles struct {
	leaves
	content map[string]bool
}

func (r *roles) Text(u extract.Unit) error {
	r.content[u.Loc.Sheet] = u.Role == extract.Content
	return nil
}

// A header that no server writes is what the writer says.
func TestContentOfHeaders(t *testing.T) {
	r := &roles{content: map[string]bool{}}
	mail := "From: a@example.jp\r\nSubject: x\r\nX-Mailer: Program 1.0\r\nX-Memo: =?utf-8?B?57Wx5ZCI5aSx6Kq/55eH?=\r\nX-Spam-Status: no\r\nReceived: from x by y\r\n\r\nbody\r\n"
	if err := Format.Read(context.Background(), extracttest.File("x.eml", []byte(mail)), r); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"From": false, "Subject": true, "X-Mailer": false, "X-Memo": true, "X-Spam-Status": false, "Received": false} {
		if got, ok := r.content[name]; !ok || got != want {
			t.Errorf("%s is content: %v (told: %v), want %v", name, got, ok, want)
		}
	}
}
