package msg

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"monban/extract"
	"monban/extract/ole"
)

// attachments hands on the files and mails in the mail.
func (m *mail) attachments(at *ole.Entry) error {
	n := 0
	for _, e := range at.Entries {
		if !e.Storage || !strings.HasPrefix(strings.ToLower(e.Name), "__attach_version1.0_") {
			continue
		}
		n++
		if err := m.ctx.Err(); err != nil {
			return err
		}
		if err := m.attachment(at, e, n); err != nil {
			return err
		}
	}
	return nil
}

func (m *mail) attachment(mail, e *ole.Entry, n int) error {
	name := m.text(e, 0x3707)
	for _, id := range []int{0x3704, 0x3001} {
		if name == "" {
			name = m.text(e, id)
		}
	}
	name = strings.TrimSpace(name)
	if name == "" {
		name = fmt.Sprintf("attachment%d", n)
	}
	for _, id := range []int{0x370D, 0x3708, 0x3716} { // a link to a file elsewhere, where it comes from
		if err := m.say(extract.Unit{Text: m.text(e, id), Loc: extract.Loc{Sheet: "attachment"}, Hidden: extract.Hyperlink}); err != nil {
			return err
		}
	}
	if d := e.Find(streamPrefix + "37010102"); d != nil {
		b, err := m.file.Read(d, maxFile)
		return m.to.File(name, extract.Attachment, io.MultiReader(bytes.NewReader(b), extract.Broken(err)))
	}
	d := e.Find(streamPrefix + "3701000D")
	if d == nil || !d.Storage {
		if m.text(e, 0x370D) != "" {
			return nil
		}
		return m.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "attachment"}, Code: extract.Corrupt, Err: errors.New("msg: an attachment has no content")})
	}
	if d.Find(propertyStream) == nil {
		return m.file.SayObject(d, name, 0, m.to)
	}
	// A mail in the mail becomes a file of its own, with the names of its
	// properties, which only the outermost has.
	node, err := m.file.Copy(d)
	if names := m.file.Root.Find("__nameid_version1.0"); names != nil && d.Find("__nameid_version1.0") == nil {
		if c, err := m.file.Copy(names); err == nil {
			node.Nodes = append(node.Nodes, c)
		}
	}
	if !strings.HasSuffix(strings.ToLower(name), ".msg") {
		name += ".msg"
	}
	return m.to.File(name, extract.Attachment, io.MultiReader(bytes.NewReader(ole.Pack(node)), extract.Broken(err)))
}
