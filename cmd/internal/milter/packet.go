package milter

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Commands of the mail server.
const (
	cmdAbort     = 'A'
	cmdBody      = 'B'
	cmdConnect   = 'C'
	cmdMacro     = 'D'
	cmdEnd       = 'E'
	cmdHelo      = 'H'
	cmdNewConn   = 'K'
	cmdHeader    = 'L'
	cmdMail      = 'M'
	cmdHeaderEnd = 'N'
	cmdNegotiate = 'O'
	cmdQuit      = 'Q'
	cmdRcpt      = 'R'
	cmdData      = 'T'
	cmdUnknown   = 'U'
)

// Answers of the milter.
const (
	ansAccept     = 'a'
	ansContinue   = 'c'
	ansAddHeader  = 'h'
	ansChgHeader  = 'm'
	ansProgress   = 'p'
	ansQuarantine = 'q'
	ansDiscard    = 'd'
	ansTempfail   = 't'
	ansReply      = 'y'
)

// Actions that a milter asks for (SMFIF_*).
const (
	actAddHeaders = 0x01
	actChgHeaders = 0x10
	actQuarantine = 0x20
)

// Steps that are left out, and that get no answer (SMFIP_*).
const (
	noUnknown    = 0x100
	silentHeader = 0x80
	silentConn   = 0x1000
	silentHelo   = 0x2000
	silentRcpt   = 0x8000
	silentEOH    = 0x40000
	silentBody   = 0x80000
	leadingSpace = 0x100000
)

// wanted are the steps that this milter leaves out or stays silent on, where
// the mail server offers that. MAIL is answered: that is where a milter that is
// about to stop refuses. DATA is answered because Postfix hands the connection
// from one process to another after it, and so begins a new write: with
// something small still unconfirmed, TCP would hold that back until our side
// confirms it, which takes 40 ms when there is no answer that could carry it.
const wanted = noUnknown | silentHeader | silentConn | silentHelo | silentRcpt | silentEOH | silentBody | leadingSpace

// version is the newest version of the protocol that is spoken here.
const version = 6

// mostPacket bounds a packet. Mail servers send at most 64 KB at a time unless
// a milter asks for more, and this one does not; headers of Postfix are below
// 100 KB unless it is told otherwise.
const mostPacket = 1 << 20

var errPacket = errors.New("milter: malformed packet")

// readPacket reads a packet into buf, which grows as data arrives and not by
// the length that is claimed. Nothing is kept from one call to the next.
func readPacket(r *bufio.Reader, buf []byte) (cmd byte, data, grown []byte, err error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, buf, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n == 0 || n > mostPacket {
		return 0, nil, buf, fmt.Errorf("%w: length %d", errPacket, n)
	}
	buf = buf[:0]
	for len(buf) < int(n) {
		at := len(buf)
		step := min(int(n)-at, 64<<10)
		if cap(buf) < at+step {
			buf = append(make([]byte, 0, min(2*(at+step), int(n))), buf...)
		}
		buf = buf[:at+step]
		if _, err := io.ReadFull(r, buf[at:]); err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return 0, nil, buf, err
		}
	}
	return buf[0], buf[1:], buf, nil
}

func writePacket(w *bufio.Writer, cmd byte, data ...[]byte) error {
	n := 1
	for _, d := range data {
		n += len(d)
	}
	var head [5]byte
	binary.BigEndian.PutUint32(head[:], uint32(n))
	head[4] = cmd
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	for _, d := range data {
		if _, err := w.Write(d); err != nil {
			return err
		}
	}
	return nil
}

// texts splits data at its zero bytes. The last one must be there.
func texts(data []byte) ([]string, error) {
	if len(data) == 0 || data[len(data)-1] != 0 {
		return nil, errPacket
	}
	return strings.Split(string(data[:len(data)-1]), "\x00"), nil
}

// zero ends texts with zero bytes.
func zero(list ...string) []byte {
	var b bytes.Buffer
	for _, s := range list {
		b.WriteString(strings.ReplaceAll(s, "\x00", ""))
		b.WriteByte(0)
	}
	return b.Bytes()
}

// An offer is the content of the negotiation.
type offer struct{ version, actions, steps uint32 }

func readOffer(data []byte) (offer, error) {
	if len(data) < 12 {
		return offer{}, errPacket
	}
	o := offer{binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:]), binary.BigEndian.Uint32(data[8:])}
	if o.version < 2 {
		return offer{}, fmt.Errorf("milter: version %d of the protocol", o.version)
	}
	return o, nil
}

// answer is what this milter takes of an offer.
func (o offer) answer() offer {
	return offer{min(o.version, version), o.actions & (actAddHeaders | actChgHeaders | actQuarantine), o.steps & wanted}
}

func (o offer) bytes() []byte {
	b := binary.BigEndian.AppendUint32(nil, o.version)
	b = binary.BigEndian.AppendUint32(b, o.actions)
	return binary.BigEndian.AppendUint32(b, o.steps)
}
