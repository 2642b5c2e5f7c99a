// Package msg reads mails of Outlook: those saved as .msg, and those packed as
// winmail.dat.
//
// It knows the properties of a mail, of its recipients and of its attachments
// (MS-OXMSG), the packed form in which Outlook keeps formatted text (MS-OXRTFCP),
// and winmail.dat, in which the same properties travel (MS-OXTNEF). Bodies in
// HTML, attachments and mails inside the mail are handed on as files. It does
// not know what they say, and nothing about how mails travel: that is
// extract/eml.
package msg

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/ole"
)

// Format reads mails, appointments and contacts of Outlook.
var Format = extract.Format{
	Name:  "msg",
	Ext:   []string{".msg", ".oft"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "Outlook item", TitleJa: "Outlook アイテム",
		Reads:   "mails, appointments and contacts: envelope, subject, every body (text, HTML, RTF), all other properties, attachments, mails inside; the password that it tells opens its files",
		ReadsJa: "メール・予定・連絡先: 差出人と宛先、件名、本文（テキスト・HTML・RTF）、その他のプロパティ、添付ファイル、入れ子のメール。本文にあるパスワードで添付を開きます",
		Not:     "S/MIME and PGP inside: encrypted",
		NotJa:   "中の S/MIME・PGP は encrypted",
		Hidden:  extract.Attachment | extract.Hyperlink | extract.Properties,
	},
}

const (
	propertyStream = "__properties_version1.0"
	streamPrefix   = "__substg1.0_"
	// maxText bounds one text property, and maxBody a body.
	maxText = 1 << 20
	maxBody = 64 << 20
	maxFile = 512 << 20
)

func match(f extract.File, head []byte) bool {
	if !bytes.HasPrefix(head, []byte(ole.Magic)) {
		return false
	}
	c, err := ole.Open(f.Data, f.Size)
	return err == nil && c.Root.Find(propertyStream) != nil
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	c, err := ole.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	m := &mail{ctx: ctx, to: to, file: c, hints: f.Hints}
	m.page = m.codePage(c.Root)
	if err := m.message(c.Root); err != nil {
		return err
	}
	if c.Damaged {
		return to.Gap(extract.Gap{Code: extract.Corrupt, Err: errors.New("msg: the container is damaged")})
	}
	return nil
}

// mail is one mail while it is read.
type mail struct {
	ctx   context.Context
	to    extract.Sink
	file  *ole.File
	hints *extract.Hints
	page  int // code page of the texts that are not Unicode
}

// number reads a property of four bytes that stands in the list of a storage.
func (m *mail) number(at *ole.Entry, id int) (uint32, bool) {
	e := at.Find(propertyStream)
	if e == nil {
		return 0, false
	}
	b, err := m.file.Read(e, maxText)
	if err != nil && len(b) == 0 {
		return 0, false
	}
	// The list begins behind 8, 24 or 32 bytes, by what the storage is; the
	// entries have 16.
	for b = b[min(8, len(b)):]; len(b) >= 16; {
		if binary.LittleEndian.Uint32(b)>>16 == uint32(id) && plausible(b) {
			return binary.LittleEndian.Uint32(b[8:]), true
		}
		if !plausible(b) {
			b = b[8:]
		} else {
			b = b[16:]
		}
	}
	return 0, false
}

// plausible tells the entry of a property from the head of the list: it has a
// known type and few flags.
func plausible(b []byte) bool {
	kind, flags := binary.LittleEndian.Uint16(b)&^0x1000, binary.LittleEndian.Uint32(b[4:])
	switch kind {
	case 2, 3, 4, 5, 6, 7, 0xA, 0xB, 0xD, 0x14, 0x1E, 0x1F, 0x40, 0x48, 0x102:
		return flags < 0x40 && binary.LittleEndian.Uint16(b[2:]) != 0
	}
	return false
}

// codePage finds the code page of texts of one byte: that of the mail, else
// that of its internet form, else that of its language.
func (m *mail) codePage(at *ole.Entry) int {
	for _, id := range []int{0x3FFD, 0x3FDE} {
		if v, ok := m.number(at, id); ok && v > 0 && v < 1<<17 && v != 1200 {
			return int(v)
		}
	}
	if v, ok := m.number(at, 0x3FF1); ok && v == 0x411 {
		return 932
	}
	return 0
}

// text gives a text property, "" when there is none.
func (m *mail) text(at *ole.Entry, id int) string { return m.long(at, id, maxText) }

func (m *mail) long(at *ole.Entry, id int, limit int64) string {
	name := fmt.Sprintf("%s%04X", streamPrefix, id)
	if e := at.Find(name + "001F"); e != nil {
		b, _ := m.file.Read(e, limit)
		return clean(ole.Wide(b))
	}
	if e := at.Find(name + "001E"); e != nil {
		b, _ := m.file.Read(e, limit)
		return clean(ole.Text(b, m.page))
	}
	return ""
}

// clean takes out the signs that only programs use.
func clean(s string) string {
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7F {
			return -1
		}
		return r
	}, s), "\uFFFD")
}

// say sends one text, unless it is blank.
func (m *mail) say(u extract.Unit) error {
	if u.Text = strings.TrimSpace(u.Text); u.Text == "" {
		return nil
	}
	return m.to.Text(u)
}

// envelope are the properties that say who sends to whom.
var envelope = []struct {
	id   int
	name string
}{
	{0x0042, "from"}, {0x0065, "from"}, {0x5D02, "from"}, {0x0C1A, "sender"}, {0x0C1F, "sender"}, {0x5D01, "sender"},
	{0x0E04, "to"}, {0x0E03, "cc"}, {0x0E02, "bcc"}, {0x0040, "received-by"}, {0x0076, "received-by"}, {0x0050, "reply-to"}, {0x007D, "header"},
}

// message reads the mail: envelope, subject, body, attachments, and the texts
// of all other properties.
func (m *mail) message(at *ole.Entry) error {
	said := map[string]bool{}
	tell := func(u extract.Unit) error {
		if t := strings.TrimSpace(u.Text); said[t] {
			return nil
		} else {
			said[t] = true
		}
		return m.say(u)
	}
	for _, p := range envelope {
		text := m.text(at, p.id)
		for _, line := range strings.Split(text, "\n") {
			if err := tell(extract.Unit{Text: line, Loc: extract.Loc{Sheet: p.name}, Role: extract.Envelope}); err != nil {
				return err
			}
		}
	}
	for _, e := range at.Entries {
		if !e.Storage || !strings.HasPrefix(strings.ToLower(e.Name), "__recip_version1.0_") {
			continue
		}
		for _, id := range []int{0x3001, 0x39FE, 0x3003, 0x5FF6, 0x403E, 0x403D} {
			if err := tell(extract.Unit{Text: m.text(e, id), Loc: extract.Loc{Sheet: "recipient"}, Role: extract.Envelope}); err != nil {
				return err
			}
		}
	}
	subject := m.text(at, 0x0037)
	if subject == "" {
		subject = m.text(at, 0x0E1D)
	}
	if err := tell(extract.Unit{Text: subject, Loc: extract.Loc{Sheet: "subject"}}); err != nil {
		return err
	}
	m.listen(at, subject)
	if err := m.body(at); err != nil {
		return err
	}
	if err := m.others(at, said); err != nil {
		return err
	}
	return m.attachments(at)
}

// listen notes the passwords that the mail announces for the files in it.
func (m *mail) listen(at *ole.Entry, subject string) {
	m.hints.Hear(subject + "\n" + m.long(at, 0x1000, maxText))
	m.hints.HearHTML(m.long(at, 0x1013, maxText))
	if e := at.Find(streamPrefix + "10130102"); e != nil {
		if b, err := m.file.Read(e, maxText); err == nil {
			s, _ := charset.DecodeBest(b)
			m.hints.HearHTML(s)
		}
	}
}

// body reads the text of the mail in each form in which it stands there.
func (m *mail) body(at *ole.Entry) error {
	line := 0
	for _, text := range strings.Split(m.long(at, 0x1000, maxBody), "\n") {
		line++
		if err := m.ctx.Err(); err != nil {
			return err
		}
		if err := m.say(extract.Unit{Text: text, Loc: extract.Loc{Line: line}}); err != nil {
			return err
		}
	}
	if e := at.Find(streamPrefix + "10130102"); e != nil {
		b, err := m.file.Read(e, maxBody)
		if err := m.to.File("body.html", 0, io.MultiReader(bytes.NewReader(declare(b, m.internetPage(at))), extract.Broken(err))); err != nil {
			return err
		}
	} else if text := m.long(at, 0x1013, maxBody); text != "" {
		if err := m.to.File("body.html", 0, strings.NewReader(text)); err != nil {
			return err
		}
	}
	e := at.Find(streamPrefix + "10090102")
	if e == nil {
		return nil
	}
	b, err := m.file.Read(e, maxBody)
	if err != nil && len(b) < 16 {
		return m.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "body"}, Code: extract.Corrupt, Err: err})
	}
	rtf, err := unpack(b)
	if err != nil {
		if err := m.to.Gap(extract.Gap{Loc: extract.Loc{Sheet: "body"}, Code: extract.Corrupt, Err: err}); err != nil {
			return err
		}
	}
	return m.rtf(rtf)
}

func (m *mail) internetPage(at *ole.Entry) int {
	if v, ok := m.number(at, 0x3FDE); ok && v < 1<<17 {
		return int(v)
	}
	return m.page
}

// declare puts the code page of the mail before a body that names none.
func declare(b []byte, page int) []byte {
	names := map[int]string{932: "shift_jis", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 51932: "euc-jp", 20932: "euc-jp", 65001: "utf-8", 1252: "windows-1252", 28591: "windows-1252"}
	if name := names[page]; name != "" && !bytes.Contains(bytes.ToLower(b[:min(len(b), 4096)]), []byte("charset")) {
		return append([]byte(`<meta charset="`+name+`">`), b...)
	}
	return b
}

// read for themselves, or said by others: bodies, subjects, addresses.
var known = []int{0x1000, 0x1013, 0x1009, 0x0037, 0x003D, 0x0E1D, 0x0070, 0x001A, 0x1035, 0x0E28, 0x0E29, 0x003A, 0x8580, 0x0064, 0x0075, 0x0C1E, 0x0077, 0x0078, 0x0E0A, 0x3002, 0x007D, 0x10F3}

// others sends the texts of all other properties: contacts have their phones
// there, appointments their places, and programs what they like.
func (m *mail) others(at *ole.Entry, said map[string]bool) error {
	for _, e := range at.Entries {
		rest, ok := strings.CutPrefix(strings.ToLower(e.Name), streamPrefix)
		if !ok || e.Storage || len(rest) < 8 {
			continue
		}
		id, err := strconv.ParseUint(rest[:4], 16, 16)
		if err != nil || slices.Contains(known, int(id)) {
			continue
		}
		kind := rest[4:8]
		if len(rest) > 8 && kind != "101f" && kind != "101e" {
			continue
		}
		var text string
		switch kind {
		case "001f", "101f":
			b, _ := m.file.Read(e, maxText)
			text = ole.Wide(b)
		case "001e", "101e":
			b, _ := m.file.Read(e, maxText)
			text = ole.Text(b, m.page)
		default:
			continue
		}
		if len(rest) == 8 && kind[0] == '1' {
			continue // the lengths of what follows
		}
		text = strings.TrimSpace(clean(text))
		if said[text] || text == "" {
			continue
		}
		said[text] = true
		u := extract.Unit{Text: text, Loc: extract.Loc{Sheet: "property " + rest[:4]}, Hidden: extract.Properties, Role: extract.Property}
		if err := m.to.Text(u); err != nil {
			return err
		}
	}
	return nil
}
