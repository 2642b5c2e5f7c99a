package release

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Header is the header line of a released message. Its value names the message,
// and is signed together with its text and its recipients: it fits no other
// message, and opens the way to nobody else.
const Header = "X-Monban-Release"

// valid is how long a stamp is believed.
const valid = 24 * time.Hour

func sign(key []byte, id string, at time.Time, to []string, sum []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	return "id=" + id + "; t=" + t + "; s=" + base64.RawURLEncoding.EncodeToString(mac(key, id, t, to, sum))
}

func mac(key []byte, id, t string, to []string, sum []byte) []byte {
	h := hmac.New(sha256.New, key)
	io.WriteString(h, "monban release\x00"+id+"\x00"+t+"\x00")
	h.Write(sum)
	all := make([]string, len(to))
	for i, a := range to {
		all[i] = strings.ToLower(a)
	}
	slices.Sort(all)
	for _, a := range all {
		io.WriteString(h, "\x00"+a)
	}
	return h.Sum(nil)
}

// Check reports whether value, the Header of a message, was made by somebody
// with the key, for this message to these recipients, and not long ago, and tells
// the id in the hold store. message is the whole mail.
func Check(key []byte, value string, to []string, message io.Reader, now time.Time) (id string, ok bool, err error) {
	var t, s string
	for _, f := range strings.Split(value, ";") {
		k, v, _ := strings.Cut(strings.TrimSpace(f), "=")
		switch k {
		case "id":
			id = v
		case "t":
			t = v
		case "s":
			s = v
		}
	}
	sec, err := strconv.ParseInt(t, 10, 64)
	given, err2 := base64.RawURLEncoding.DecodeString(s)
	if age := now.Sub(time.Unix(sec, 0)); len(key) == 0 || err != nil || err2 != nil || id == "" || age > valid || age < -valid {
		return "", false, nil
	}
	sum := sha256.New()
	if err := content(sum, message); err != nil {
		return "", false, err
	}
	if !hmac.Equal(given, mac(key, id, t, to, sum.Sum(nil))) {
		return "", false, nil
	}
	return id, true, nil
}

// content copies what stands behind the header of a mail, in the form that every
// server on the way leaves alone: lines that end in LF, none of them empty at
// the end. Servers add to the header.
func content(w io.Writer, mail io.Reader) error {
	r := bufio.NewReaderSize(mail, 64<<10)
	head, empty := true, 0
	start := true // the next bytes begin a line
	for {
		part, err := r.ReadSlice('\n')
		end := err == nil || err == io.EOF
		if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
		line := bytes.TrimRight(part, "\r\n")
		switch {
		case head:
			head = !(start && end && len(line) == 0 && len(part) > 0)
		case start && len(line) == 0:
			empty++
		default:
			for ; empty > 0; empty-- {
				if _, err := w.Write([]byte{'\n'}); err != nil {
					return err
				}
			}
			if !end {
				line = part // the line goes on
			}
			if _, err := w.Write(line); err != nil {
				return err
			}
			if end {
				if _, err := w.Write([]byte{'\n'}); err != nil {
					return err
				}
			}
		}
		start = end
		if err == io.EOF {
			return nil
		}
	}
}

// Key makes the key for stamps from the master key of the gateways.
func Key(master []byte) []byte {
	h := hmac.New(sha256.New, master)
	io.WriteString(h, "monban release key")
	return h.Sum(nil)
}
