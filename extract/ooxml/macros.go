package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strings"

	"monban/extract"
	"monban/extract/charset"
	"monban/extract/ole"
)

// maxMacros bounds the macro project, as it is stored and as source text.
const maxMacros = 64 << 20

// macros reads the source text of the program in a document: its comments and
// the words in quotes, with the lines they stand in. Programs are not run, and
// the compiled form beside the source is not looked at.
func (d *Doc) macros(name string) error {
	var data []byte
	err := d.Scan(name, func(x *Scanner) error {
		var err error
		if data, err = io.ReadAll(io.LimitReader(x.r, maxMacros+1)); err != nil {
			x.Fail(err)
		}
		x.Drain()
		return nil
	})
	if err != nil {
		return err
	}
	part := d.Title(name)
	unread := func(code extract.Code, err error) error { return untold(d.To, d.Format, part, code, err) }
	if len(data) > maxMacros {
		return unread(extract.Limit, fmt.Errorf("more than %d bytes", maxMacros))
	}
	c, err := ole.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return unread(extract.Corrupt, err)
	}
	return Macros(c, c.Root, d.Format, part, d.To)
}

// untold is the gap of macros that are not read.
func untold(to extract.Sink, format, part string, code extract.Code, err error) error {
	return to.Gap(extract.Gap{Loc: extract.Loc{Sheet: part}, Code: code, Err: fmt.Errorf("%s: macros: %w", format, err)})
}

// Macros reads the words in the source text of the program that stands in a
// storage of a compound file, where the older formats have it too.
func Macros(c *ole.File, at *ole.Entry, format, part string, to extract.Sink) error {
	unread := func(code extract.Code, err error) error { return untold(to, format, part, code, err) }
	streams, all := modules(at, nil)
	n := 0
	for _, e := range streams {
		stream, err := c.Read(e, maxMacros)
		if err != nil {
			return unread(extract.Corrupt, err)
		}
		source := moduleSource(stream)
		if source == nil {
			continue
		}
		n++
		text, _ := charset.DecodeBest(source)
		for i, line := range strings.Split(text, "\n") {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "Attribute ") || !strings.ContainsAny(line, `"'`) && !strings.HasPrefix(line, "Rem ") {
				continue
			}
			u := extract.Unit{Text: line, Loc: extract.Loc{Sheet: part + "/" + Clean(e.Name), Line: i + 1}, Hidden: extract.HiddenText}
			if err := to.Text(u); err != nil {
				return err
			}
		}
	}
	if n == 0 && all {
		return unread(extract.Unsupported, errors.New("there is no source text"))
	}
	return nil
}

// modules lists the streams of a project, and tells whether its directory is
// among them.
func modules(at *ole.Entry, out []*ole.Entry) (streams []*ole.Entry, dir bool) {
	for _, e := range at.Entries {
		switch {
		case len(out) > 10_000:
			return out, dir
		case e.Storage:
			d := false
			out, d = modules(e, out)
			dir = dir || d
		default:
			dir = dir || e.Name == "dir"
			out = append(out, e)
		}
	}
	return out, dir
}

// moduleSource finds the source text in the stream of a module and unpacks
// it; nil when the stream is none. Every source text begins with "Attribute",
// which stands there unpacked but for the mark that follows eight letters.
func moduleSource(stream []byte) []byte {
	i := bytes.Index(stream, []byte("\x00Attribut"))
	if i < 3 || stream[i-3] != 1 {
		return nil
	}
	return unpackSource(stream[i-2:])
}

// unpackSource undoes the compression of MS-OVBA 2.4.1: chunks of 4096 bytes,
// in which pieces that stood there before are replaced by where and how long.
func unpackSource(in []byte) []byte {
	var out []byte
	for len(in) >= 2 && len(out) < maxMacros {
		head := int(in[0]) | int(in[1])<<8
		size := head&0xFFF + 3
		if head>>12&7 != 3 {
			break
		}
		chunk := in[2:min(size, len(in))]
		in = in[min(size, len(in)):]
		if head&0x8000 == 0 {
			out = append(out, chunk...)
			continue
		}
		start := len(out)
		for len(chunk) > 0 {
			flags := chunk[0]
			chunk = chunk[1:]
			for bit := 0; bit < 8 && len(chunk) > 0; bit++ {
				if flags>>bit&1 == 0 {
					out = append(out, chunk[0])
					chunk = chunk[1:]
					continue
				}
				if len(chunk) < 2 {
					return out
				}
				token := int(chunk[0]) | int(chunk[1])<<8
				chunk = chunk[2:]
				wide := max(bits.Len(uint(max(len(out)-start-1, 0))), 4)
				n := token&(0xFFFF>>wide) + 3
				from := len(out) - token>>(16-wide) - 1
				if from < start || wide > 12 || len(out)-start+n > 4096 {
					return out // a chunk never says more than this
				}
				for range n {
					out = append(out, out[from])
					from++
				}
			}
		}
	}
	return out
}
