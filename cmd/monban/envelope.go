package main

import (
	"bytes"
	"io"
	"net/mail"
	"path"
	"regexp"
	"strings"

	"monban/extract"
)

var (
	address = regexp.MustCompile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
	// header is how the first line of a mail begins.
	header = regexp.MustCompile(`(?i)^(from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|reply-to|x-[a-z-]+|dkim-signature|content-type): `)
)

// mailEnvelope returns the sender and the recipients that the mails among the
// files name: From, and To, Cc and Bcc.
func mailEnvelope(files []extract.File) (from string, to []string) {
	for _, f := range files {
		if !header.Match(start(f, 64)) && strings.ToLower(path.Ext(f.Name)) != ".eml" {
			continue
		}
		head := start(f, 256<<10)
		m, err := mail.ReadMessage(bytes.NewReader(head))
		if err != nil || m.Header.Get("From") == "" {
			continue
		}
		if a := addresses(m.Header, "From"); from == "" && len(a) > 0 {
			from = a[0]
		}
		to = append(to, addresses(m.Header, "To", "Cc", "Bcc")...)
	}
	return from, to
}

// start returns the first bytes of a file, without a byte order mark.
func start(f extract.File, most int64) []byte {
	b := make([]byte, min(f.Size, most))
	n, err := f.Data.ReadAt(b, 0)
	if err != nil && err != io.EOF {
		return nil // the check itself will tell
	}
	return bytes.TrimPrefix(b[:n], []byte("\xef\xbb\xbf"))
}

// addresses collects the addresses of header fields. A field that is not as the
// standard has it, with raw Japanese for instance, still names addresses.
func addresses(h mail.Header, fields ...string) []string {
	var out []string
	for _, name := range fields {
		for _, v := range h[name] {
			list, err := (&mail.AddressParser{}).ParseList(v)
			if err != nil {
				out = append(out, address.FindAllString(v, -1)...)
				continue
			}
			for _, a := range list {
				out = append(out, a.Address)
			}
		}
	}
	return out
}
