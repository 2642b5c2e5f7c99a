package pdf

import (
	"bytes"
	"io"

	"monban/extract"
	"monban/extract/charset"
)

// maxAround is how much behind the end of the PDF is looked at.
const maxAround = 1 << 20

// around hands over what stands before the mark of the PDF and behind its last
// end, when it is text or an archive: another program may take the file for
// that. Other bytes there are the junk of gateways and web forms.
func around(f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, 4096))
	n, _ := f.Data.ReadAt(head, 0) // the file was read whole before
	if i := bytes.Index(head[:n], []byte("%PDF-")); i > 0 && says(head[:i]) {
		if err := to.File("(before the PDF)", extract.HiddenText, bytes.NewReader(head[:i])); err != nil {
			return err
		}
	}
	tail := make([]byte, min(f.Size, maxAround))
	n, err := f.Data.ReadAt(tail, f.Size-int64(len(tail)))
	if err != nil && err != io.EOF {
		return nil
	}
	tail = tail[:n]
	i := bytes.LastIndex(tail, []byte("%%EOF"))
	if i < 0 || !says(tail[i+5:]) || bytes.Contains(tail[i+5:], []byte("PK\x05\x06")) {
		return nil // an archive there is read as one
	}
	return to.File("(behind the PDF)", extract.HiddenText, bytes.NewReader(tail[i+5:]))
}

// says tells words and archives from junk.
func says(b []byte) bool {
	b = bytes.Trim(b, "\x00\xff \t\r\n")
	return bytes.HasPrefix(b, []byte("PK\x03\x04")) || len(b) >= 12 && charset.Detect(b).First != charset.Binary
}
