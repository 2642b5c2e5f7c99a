package planted

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// A mail is a mail in the making, and the places in it. Words are Japanese
// where a character set is in the way.
type mail struct {
	head, body strings.Builder
	places     []Place
}

func (m *mail) word(w, hidden string) string {
	m.places = append(m.places, Place{w, hidden})
	return w
}

const bound = "=_outer_monban"

// part adds a part of the outer multipart: its header lines and its content.
func (m *mail) part(headers, content string) {
	m.body.WriteString("--" + bound + "\r\n" + strings.ReplaceAll(headers, "\n", "\r\n") + "\r\n\r\n" + content + "\r\n")
}

// attach adds an attachment packed in base64.
func (m *mail) attach(typ, disposition, content string) {
	m.part("Content-Type: "+typ+"\nContent-Transfer-Encoding: base64\nContent-Disposition: "+disposition, lines64(content))
}

func lines64(s string) string {
	var b strings.Builder
	for text := base64.StdEncoding.EncodeToString([]byte(s)); text != ""; {
		n := min(76, len(text))
		b.WriteString(text[:n] + "\r\n")
		text = text[n:]
	}
	return b.String()
}

// in encodes s; everything planted can be encoded.
func in(e encoding.Encoding, s string) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic("planted: " + err.Error()) // a word of this file
	}
	return out
}

// encoded writes an encoded word in base64.
func encoded(charset string, s string) string {
	return "=?" + charset + "?B?" + base64.StdEncoding.EncodeToString([]byte(s)) + "?="
}

// percent writes every byte as %XX, quoted as =XX.
func escaped(sign, s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%s%02X", sign, s[i])
	}
	return b.String()
}

func mailFile() File {
	m := &mail{}
	m.headers()
	m.bodies()
	m.pages()
	m.attachments()
	m.names()
	m.mails()
	text := m.head.String() + "Content-Type: multipart/mixed; boundary=\"" + bound + "\"\r\n\r\n" +
		m.word("MKpreamble", "hidden-text") + "\r\n" + m.body.String() + "--" + bound + "--\r\n" + m.word("MKepilogue", "hidden-text") + "\r\n"
	return File{Name: "places.eml", Data: []byte(text), Places: m.places}
}

func (m *mail) headers() {
	sjis, jis := japanese.ShiftJIS, japanese.ISO2022JP
	h := func(format string, args ...any) { fmt.Fprintf(&m.head, format+"\r\n", args...) }
	h("Received: from %s (host.example.jp [192.0.2.1]) by mx.example.jp; Sat, 21 Nov 2026 10:00:00 +0900", m.word("MKreceived", ""))
	h("From: \"%s\" <%s@example.jp>", encoded("UTF-8", m.word("差出人名", "")), m.word("MKfrom", ""))
	h("To: %s <to@example.jp>,\r\n %s <to2@example.jp>", encoded("Shift_JIS", in(sjis, m.word("宛先一号", ""))), encoded("ISO-2022-JP", in(jis, m.word("宛先二号", ""))))
	h("Cc: =?UTF-8?Q?%s?= <cc@example.jp>", escaped("=", m.word("写し先名", "")))
	h("Bcc: %s@example.jp", m.word("MKbcc", ""))
	h("Reply-To: %s@example.jp", m.word("MKreplyto", ""))
	h("Subject: %s\r\n %s", encoded("ISO-2022-JP", in(jis, m.word("件名前半", "")[:6])), encoded("ISO-2022-JP", in(jis, "前半"+m.word("件名後半", ""))))
	h("Comments: %s", in(sjis, m.word("生の見出し", "")))
	h("Keywords: %s", m.word("MKkeywords", ""))
	h("Thread-Topic: %s", m.word("MKtopic", ""))
	h("X-Remark: %s", m.word("MKremark", ""))
	h("MIME-Version: 1.0")
}

func (m *mail) bodies() {
	sjis, jis, euc := japanese.ShiftJIS, japanese.ISO2022JP, japanese.EUCJP
	m.part("Content-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 7bit", in(jis, m.word("本文一号の文", "")))
	m.part("Content-Type: text/plain; charset=Shift_JIS\nContent-Transfer-Encoding: 8bit", in(sjis, m.word("本文二号の表能力", "")))
	m.part("Content-Type: text/plain; charset=EUC-JP\nContent-Transfer-Encoding: quoted-printable", escaped("=", in(euc, m.word("本文三号の文章", ""))))
	m.part("Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64", lines64(m.word("本文四号の文章", "")))
	m.part("Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 7bit", m.word("本文五号は偽り", ""))
	m.part("Content-Type: text/plain; charset=UTF-8", in(sjis, m.word("本文六号も偽りの文字集合です", "")))
	m.part("Content-Type: text/plain\nContent-Transfer-Encoding: 7bit", lines64(m.word("MKundeclared", "")+strings.Repeat(" filler", 30)))
	m.part("Content-Type: text/plain; format=flowed\nContent-Transfer-Encoding: quoted-printable", m.word("MKsoftbreak", "")[:6]+"=\r\nbreak")
	m.part("Content-Type: multipart/alternative; boundary=inner", "--inner\r\nContent-Type: text/plain\r\n\r\n"+m.word("MKalternative", "")+"\r\n--inner\r\nContent-Type: text/html\r\n\r\n<p>"+m.word("MKotheralternative", "")+"</p>\r\n--inner--\r\n"+m.word("MKinnerepilogue", "hidden-text"))
	m.part("Content-Type: text/plain", "begin 644 list.txt\r\n"+uu(m.word("MKuuencoded", ""))+"end\r\n"+m.word("MKafteruu", ""))
	m.part("Content-Type: text/plain", "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n"+m.word("MKclearsigned", "")+"\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----")
	m.part("X-No-Type: 1", m.word("MKuntyped", ""))
}

// uu writes one line of uuencode.
func uu(s string) string {
	var b strings.Builder
	b.WriteByte(byte(' ' + len(s)))
	for i := 0; i < len(s); i += 3 {
		var g [3]byte
		copy(g[:], s[i:])
		for _, c := range []byte{g[0] >> 2, g[0]<<4&0x30 | g[1]>>4, g[1]<<2&0x3c | g[2]>>6, g[2] & 0x3f} {
			if c == 0 {
				c = '`' - ' '
			}
			b.WriteByte(' ' + c)
		}
	}
	return b.String() + "\r\n`\r\n"
}

func (m *mail) pages() {
	m.part("Content-Type: text/html; charset=UTF-8", "<html><head><title>"+m.word("MKpagetitle", "")+"</title><meta name=author content='"+m.word("MKmeta", "properties")+"'></head><body>"+
		"<p>"+m.word("MKhtml", "")+"</p><!-- "+m.word("MKcomment", "html-comment")+" --><p style='display:none'>"+m.word("MKdisplaynone", "css")+"</p>"+
		"<p style='color:#fff'>"+m.word("MKwhite", "white-text")+"</p><p style='font-size:0'>"+m.word("MKtiny", "small-text")+"</p>"+
		"<input type=hidden name=x value='"+m.word("MKhiddeninput", "hidden-input")+"'><img src='cid:1' alt='"+m.word("MKalt", "alt-text")+"'><a href='mailto:"+m.word("MKhref", "hyperlink")+"@example.jp'>x</a>"+
		"<a href='data:text/plain;base64,"+base64.StdEncoding.EncodeToString([]byte(m.word("MKdataaddress", "")))+"'>y</a></body></html>")
}

func (m *mail) attachments() {
	m.attach("text/plain; charset=UTF-8", "attachment; filename=a.txt", m.word("MKattached", ""))
	m.attach("text/csv", "attachment; filename=b.csv", "氏名,区分\r\n"+m.word("MKcell", "")+",一\r\n")
	m.attach("application/octet-stream", "inline; filename=c.txt", m.word("MKinline", ""))
	m.attach("image/png", "attachment; filename=d.png", m.word("MKlyingtype", ""))
	m.attach("text/calendar", "attachment; filename=e.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:"+m.word("MKevent", "")+"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
	m.attach("text/vcard", "attachment; filename=f.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:"+m.word("MKcard", "")+"\r\nEND:VCARD\r\n")
	var w bytes.Buffer
	z := zip.NewWriter(&w)
	p, err := z.CreateHeader(&zip.FileHeader{Name: in(japanese.ShiftJIS, m.word("書庫内の名", "entry-name")+".txt"), NonUTF8: true})
	if err == nil {
		_, err = p.Write([]byte(m.word("MKzipped", "")))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic("planted: " + err.Error()) // memory does not fail
	}
	m.attach("application/zip", "attachment; filename=g.zip", w.String())
	m.part("Content-Type: application/octet-stream; name=h.txt\nContent-Transfer-Encoding: x-uuencode", "begin 644 h.txt\r\n"+uu(m.word("MKuupart", ""))+"end")
	m.part("Content-Type: text/plain; name=i.txt\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment", strings.Replace(lines64(m.word("MKbrokenbase", "")), "\r\n", "\r\n!!\r\n", 1))
	m.part("Content-Type: multipart/related; boundary=rel", "--rel\r\nContent-Type: text/plain; name=j.txt\r\nContent-ID: <1>\r\n\r\n"+m.word("MKrelated", "")+"\r\n--rel--")
}

// names are those of attachments, in every way to write them.
func (m *mail) names() {
	sjis, jis := japanese.ShiftJIS, japanese.ISO2022JP
	m.attach("application/octet-stream", "attachment;\n filename*=ISO-2022-JP''"+escaped("%", in(jis, m.word("拡張名一", "entry-name")+".txt")), "x")
	m.attach("application/octet-stream", "attachment;\n filename*0*=UTF-8''"+escaped("%", m.word("拡張名二", "entry-name")[:6])+";\n filename*1*="+escaped("%", "名二.txt"), "x")
	m.attach("application/octet-stream", "attachment; filename=\""+encoded("Shift_JIS", in(sjis, m.word("符号名三", "entry-name")+".txt"))+"\"", "x")
	m.attach("application/octet-stream", "attachment; filename=\""+in(sjis, m.word("生の表能名四", "entry-name")+".txt")+"\"", "x")
	m.attach("application/octet-stream; name=\""+encoded("UTF-8", m.word("型の名五", "entry-name")+".txt")+"\"", "attachment; filename=y.txt", "x")
	m.part("Content-Type: text/plain\nContent-Description: "+m.word("MKdescription", ""), "x")
}

// mails are mails in the mail.
func (m *mail) mails() {
	m.part("Content-Type: message/rfc822", "Subject: "+m.word("MKforwarded", "")+"\r\nFrom: a@example.jp\r\n\r\n"+m.word("MKforwardedbody", ""))
	m.attach("message/rfc822", "attachment; filename=k.eml", "Subject: x\r\nFrom: a@example.jp\r\nTo: b@example.jp\r\n\r\n"+m.word("MKpackedmail", ""))
	m.attach("application/octet-stream", "attachment; filename=l.dat", "Received: from x\r\nSubject: x\r\nFrom: a@example.jp\r\nTo: b@example.jp\r\nMIME-Version: 1.0\r\n\r\n"+m.word("MKunnamedmail", ""))
	m.part("Content-Type: multipart/digest; boundary=dig", "--dig\r\n\r\nSubject: x\r\nFrom: a@example.jp\r\n\r\n"+m.word("MKdigest", "")+"\r\n--dig--")
	m.part("Content-Type: message/delivery-status", "Reporting-MTA: dns; mx.example.jp\r\n\r\nFinal-Recipient: rfc822; "+m.word("MKbounced", "")+"@example.jp")
	m.part("Content-Type: text/rfc822-headers", "Subject: "+m.word("MKreturned", "")+"\r\nFrom: a@example.jp")
	m.part("Content-Type: multipart/mixed; boundary=lost", "--other\r\nContent-Type: text/plain\r\n\r\n"+m.word("MKwrongboundary", "")+"\r\n--other--")
	m.part("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64", lines64("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80Content-Type: text/plain\r\n\r\n"+m.word("MKsigned", "")+"\r\n\x00\x00"))
}
