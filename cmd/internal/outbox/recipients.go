package outbox

import (
	"bytes"
	"errors"
	"net/mail"
	"regexp"
	"strings"
)

// What names recipients in the outbox.
const (
	folderPrefix = "to="             // a folder to=ADDR[,ADDR…]
	sidecarEnd   = ".to"             // NAME.to beside NAME
	insideName   = "_recipients.txt" // in a dropped folder
)

var addressForm = regexp.MustCompile(`^[^\s@<>,;:"()\[\]\\]+@[\pL\pN]([\pL\pN.-]*[\pL\pN])?$`)

var errRecipients = errors.New("outbox: recipients cannot be read")

// parseRecipients reads addresses, one a line or with commas between them. A
// line that begins with # is a comment. Anything else is an error: half a list
// is worse than none.
func parseRecipients(b []byte) ([]string, error) {
	var out []string
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\r", "\n")) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		for s := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ',' || r == ';' || r == '、' }) {
			if s = strings.TrimSpace(s); s == "" {
				continue
			}
			if !addressForm.MatchString(s) {
				a, err := mail.ParseAddress(s)
				if err != nil || !addressForm.MatchString(a.Address) {
					return nil, errRecipients
				}
				s = a.Address
			}
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, errRecipients
	}
	return out, nil
}
