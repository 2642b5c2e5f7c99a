package milter

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
)

// A Mail is one message as the mail server hands it over. It is valid during
// the call of Handle only.
type Mail struct {
	// ID is the queue id of the mail server; empty when it does not say it.
	ID string
	// From is the envelope sender, empty for the null sender. To are the
	// envelope recipients, all of them: those of Bcc stand nowhere else.
	From string
	To   []string
	// FromArgs and ToArgs are the ESMTP parameters (SIZE=…, NOTIFY=…).
	FromArgs []string
	ToArgs   [][]string
	// Login is who authenticated to send it ({auth_authen}), if anybody.
	Login string
	// Host, Addr and Helo say where it came from.
	Host, Addr, Helo string
	// Macros are all macros of the connection and the message, without braces.
	Macros map[string]string
	// Size is the number of bytes of the headers and the body.
	Size int64
	// TooLarge tells that the mail has more bytes than the server takes: what
	// Data gives is its start.
	TooLarge bool
	// Data is the mail, headers first, with the line ends of a mail.
	Data io.ReaderAt
	// Subject is the value of the first such header, as it came.
	Subject string
}

// A transaction is a mail that is coming in.
type transaction struct {
	mail    Mail
	most    int64
	dir     string
	small   []byte   // the mail while it is small
	file    *os.File // and the file of a larger one
	w       *bufio.Writer
	failed  error          // what kept the mail from being written down
	headers map[string]int // how many there are of each, by name in small letters
}

// inMemory is how much of a mail is kept in memory, in bytes: most have no
// attachment, and a file costs more than all the rest of taking them over.
const inMemory = 64 << 10

// most recipients and different names of headers of a mail.
const (
	mostRcpts   = 50000
	mostHeaders = 10000
)

var errMany = errors.New("milter: too many recipients or headers")

func begin(dir string, most int64) *transaction {
	return &transaction{dir: dir, most: most, headers: map[string]int{}}
}

// end forgets the mail.
func (t *transaction) end() {
	if t == nil || t.file == nil {
		return
	}
	t.file.Close()
	os.Remove(t.file.Name())
}

func (t *transaction) rcpt(args []string) {
	if len(t.mail.To) >= mostRcpts {
		t.failed = errors.Join(t.failed, errMany)
		return
	}
	t.mail.To = append(t.mail.To, address(args[0]))
	t.mail.ToArgs = append(t.mail.ToArgs, args[1:])
}

// address takes the angle brackets off.
func address(s string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "<"), ">")
}

// header writes a header line. exact tells that the value has its leading
// space; line breaks in it are bare.
func (t *transaction) header(name, value string, exact bool) {
	low := strings.ToLower(name)
	if len(t.headers) >= mostHeaders && t.headers[low] == 0 {
		t.failed = errors.Join(t.failed, errMany)
		return
	}
	t.headers[low]++
	if low == "subject" && t.headers[low] == 1 {
		t.mail.Subject = strings.TrimSpace(value)
	}
	if !exact {
		value = " " + value
	}
	value = strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\n", "\r\n")
	t.write([]byte(name + ":" + value + "\r\n"))
}

func (t *transaction) write(b []byte) {
	t.mail.Size += int64(len(b))
	if t.failed != nil || t.mail.TooLarge {
		return
	}
	if over := t.mail.Size - t.most; over > 0 {
		t.mail.TooLarge = true
		b = b[:max(int64(len(b))-over, 0)]
	}
	if t.w == nil && len(t.small)+len(b) <= inMemory {
		t.small = append(t.small, b...)
		return
	}
	if t.w == nil {
		t.failed = t.spill()
	}
	if t.failed == nil {
		_, t.failed = t.w.Write(b)
	}
}

// spill opens a file for a mail that is no longer small. It has no name from
// the start, where the system allows that: whatever happens, nothing is left
// behind.
func (t *transaction) spill() error {
	f, err := os.CreateTemp(t.dir, "monban-mail-*")
	if err != nil {
		return err
	}
	os.Remove(f.Name()) // end does it where open files cannot be removed
	t.file, t.w = f, bufio.NewWriterSize(f, 32<<10)
	_, err = t.w.Write(t.small)
	t.small = nil
	return err
}

// whole ends the writing; the mail can be read now.
func (t *transaction) whole() error {
	if t.failed != nil {
		return t.failed
	}
	t.mail.Size = min(t.mail.Size, t.most)
	if t.file == nil {
		t.mail.Data = bytes.NewReader(t.small)
		return nil
	}
	t.mail.Data = t.file
	return t.w.Flush()
}
