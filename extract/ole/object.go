package ole

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"monban/extract"
)

// maxObject bounds one embedded file; the walker has its own limits beside.
const maxObject = 256 << 20

// Copy takes a storage out of the file, to be packed.
func (f *File) Copy(e *Entry) (Node, error) {
	n := Node{Name: e.Name, Class: e.Class}
	var first error
	if !e.Storage {
		n.Data, first = f.Read(e, maxObject)
		return n, first
	}
	n.Nodes = []Node{}
	for _, c := range e.Entries {
		m, err := f.Copy(c)
		if err != nil && first == nil {
			first = err
		}
		n.Nodes = append(n.Nodes, m)
	}
	return n, first
}

// SayObject hands the file that a storage holds to the sink: a document of
// another program, or any file that somebody has put in. name is used when the
// object has none of its own.
func (f *File) SayObject(e *Entry, name string, hidden extract.Hidden, to extract.Sink) error {
	said := false
	for _, c := range e.Entries {
		var data []byte
		var err error
		own := ""
		switch c.Name {
		case "\x01Ole10Native":
			data, err = f.Read(c, maxObject)
			own, data = native(data)
		case "Package", "CONTENTS", "Contents":
			data, err = f.Read(c, maxObject)
			data = document(data)
		}
		if len(data) == 0 {
			continue
		}
		said = true
		if own == "" {
			own = name
		}
		if err := to.File(own, extract.Attachment|hidden, io.MultiReader(bytes.NewReader(data), extract.Broken(err))); err != nil {
			return err
		}
	}
	if said {
		return nil
	}
	for _, doc := range []struct{ stream, ext string }{
		{"Workbook", ".xls"}, {"Book", ".xls"}, {"WordDocument", ".doc"}, {"PowerPoint Document", ".ppt"}, {"__properties_version1.0", ".msg"}, {"EncryptedPackage", ""},
	} {
		if e.Find(doc.stream) == nil {
			continue
		}
		n, err := f.Copy(e)
		if size(n) > maxObject {
			return to.Gap(extract.Gap{Code: extract.Limit, Err: errors.New("ole: an embedded document is too large")})
		}
		return to.File(name+doc.ext, extract.Attachment|hidden, io.MultiReader(bytes.NewReader(Pack(n)), extract.Broken(err)))
	}
	// A document of a kind that nobody here reads: the walker says so. A formula
	// or a control is none.
	if e.Find("Equation Native") != nil {
		return nil
	}
	n, err := f.Copy(e)
	if size(n) < unknownObject || size(n) > maxObject {
		return nil
	}
	return to.File(name, extract.Attachment|hidden, io.MultiReader(bytes.NewReader(Pack(n)), extract.Broken(err)))
}

// unknownObject is the size from which an object that is not understood can
// hold a document.
const unknownObject = 4096

func size(n Node) int {
	s := len(n.Data)
	for _, c := range n.Nodes {
		s += size(c)
	}
	return s
}

// native takes a file out of the stream in which the packager of Windows
// keeps it: label, path, temporary path, content.
func native(b []byte) (name string, data []byte) {
	if len(b) < 6 {
		return "", nil
	}
	le := binary.LittleEndian
	rest := b[4:]
	whole := rest
	if le.Uint16(rest) != 2 {
		return "", document(whole) // the bare content
	}
	rest = rest[2:]
	var label []byte
	for i := range 2 {
		end := bytes.IndexByte(rest, 0)
		if end < 0 {
			return "", document(whole)
		}
		if i == 0 {
			label = rest[:end]
		}
		rest = rest[end+1:]
	}
	if len(rest) < 8 {
		return "", document(whole)
	}
	n := int(le.Uint32(rest[4:]))
	if n < 0 || n > len(rest)-8 {
		return "", document(whole)
	}
	rest = rest[8+n:]
	if len(rest) < 4 {
		return "", document(whole)
	}
	n = int(le.Uint32(rest))
	rest = rest[4:]
	if n < 0 || n > len(rest) {
		n = len(rest)
	}
	return Text(label, 1252), rest[:n]
}

// document tells whether b is worth to be handed over as a file: it starts as
// a document does.
func document(b []byte) []byte {
	for _, mark := range []string{"PK\x03\x04", "%PDF", Magic, "{\\rtf", "\x89PNG", "\xFF\xD8\xFF"} {
		if bytes.HasPrefix(b, []byte(mark)) {
			return b
		}
	}
	return nil
}
