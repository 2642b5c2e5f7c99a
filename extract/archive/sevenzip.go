package archive

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"monban/extract"
)

// SevenZip reads 7z archives, also self-extracting ones.
var SevenZip = extract.Format{
	Name:  "7z",
	Ext:   []string{".7z"},
	Match: func(f extract.File, head []byte) bool { return startsOrHolds(f, head, sevenMark, sevenAt(f)) },
	Read:  readSevenZip,
	Doc: extract.Doc{
		Title: "7z", TitleJa: "7z",
		Reads:   "every entry, packed with LZMA, LZMA2, PPMd, bzip2, deflate, deflate64, zstd, with the filters delta, BCJ and BCJ2, self-extracting ones; AES with the password",
		ReadsJa: "すべての項目（LZMA・LZMA2・PPMd・bzip2・deflate・deflate64・zstd、フィルター delta・BCJ・BCJ2）、自己解凍形式。AES はパスワードで",
		Not:     "other methods, and filters for programs of other processors: unsupported",
		NotJa:   "ほかの圧縮方式と、ほかのプロセッサー用フィルターは unsupported",
		Hidden:  extract.Comment | extract.EntryName | extract.HiddenText | extract.Properties,
	},
}

const (
	sevenMark  = "7z\xbc\xaf\x27\x1c"
	maxHeader  = 64 << 20 // bytes of the list of files
	maxCoders  = 8        // in one folder
	sevenStart = 32       // bytes of the first header
)

var errSeven = errors.New("7z: damaged list of files")

// A seven is an archive being read: f is the part of the file from the mark on.
type seven struct {
	ctx  context.Context
	f    extract.File
	data *io.SectionReader
	keys map[string][]byte // derived from passwords
	good string            // the password that fitted last
}

func readSevenZip(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(f.Size, 16))
	if n, err := f.Data.ReadAt(head, 0); err != nil && n < len(head) {
		return err
	}
	at := findMark(f, head, sevenMark, sevenAt(f))
	if err := program(f, at, to); err != nil {
		return err
	}
	s := &seven{ctx: ctx, f: f, data: io.NewSectionReader(f.Data, at, f.Size-at), keys: map[string][]byte{}}
	list, err := s.list()
	if err != nil {
		return err
	}
	a, err := s.header(list)
	if err != nil || a == nil {
		return err
	}
	return s.send(a, to)
}

// sevenAt tells whether the checksum behind the mark at a place is right.
func sevenAt(f extract.File) func(int64) bool {
	return func(at int64) bool {
		var b [sevenStart]byte
		_, err := f.Data.ReadAt(b[:], at)
		return err == nil && crc32.ChecksumIEEE(b[12:]) == binary.LittleEndian.Uint32(b[8:])
	}
}

// list reads the list of files, which is packed and encrypted itself at times.
func (s *seven) list() ([]byte, error) {
	var start [sevenStart]byte
	if _, err := s.data.ReadAt(start[:], 0); err != nil {
		return nil, fmt.Errorf("7z: %w", err)
	}
	le := binary.LittleEndian
	at, size := le.Uint64(start[12:]), le.Uint64(start[20:])
	if crc32.ChecksumIEEE(start[12:32]) != le.Uint32(start[8:]) || at > uint64(s.data.Size()) || size > uint64(s.data.Size()) {
		return nil, errors.New("7z: damaged start")
	}
	if size > maxHeader {
		return nil, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("7z: the list of files has %d bytes", size)}
	}
	b := make([]byte, size)
	if n, err := s.data.ReadAt(b, sevenStart+int64(at)); n < len(b) {
		return nil, fmt.Errorf("7z: the list of files is cut off: %w", err)
	}
	if crc32.ChecksumIEEE(b) != le.Uint32(start[28:]) {
		return nil, errSeven
	}
	for range 4 { // an encoded list may hold an encoded list
		if len(b) == 0 || b[0] != idEncodedHeader {
			break
		}
		c := &sevenCursor{b: b[1:]}
		st := c.streams()
		if c.bad || len(st.folders) == 0 {
			return nil, errSeven
		}
		fo := &st.folders[0]
		if fo.size() > maxHeader {
			return nil, &extract.CodeError{Code: extract.Limit, Err: errors.New("7z: the list of files is too long")}
		}
		fo.sums = []sevenSum{{size: fo.size(), crc: fo.crc, known: fo.hasCRC}}
		r, err := s.open(fo)
		if err != nil {
			return nil, err
		}
		if b, err = io.ReadAll(io.LimitReader(r, int64(fo.size()))); err != nil {
			return nil, err
		}
		if uint64(len(b)) != fo.size() || fo.hasCRC && crc32.ChecksumIEEE(b) != fo.crc {
			return nil, errSeven
		}
	}
	return b, nil
}

// A sevenArchive is what the list says.
type sevenArchive struct {
	sevenStreams
	files []sevenFile
}

type sevenFile struct {
	name       string
	empty, dir bool
}

func (s *seven) header(b []byte) (*sevenArchive, error) {
	if len(b) == 0 {
		return nil, nil // an archive of nothing
	}
	c := &sevenCursor{b: b}
	if c.byte() != idHeader {
		return nil, errSeven
	}
	a := &sevenArchive{}
	for !c.bad {
		switch id := c.byte(); id {
		case idEnd:
			return a, nil
		case idArchiveProperties:
			for c.byte() != idEnd && !c.bad {
				c.take(c.count())
			}
		case idAdditionalStreams:
			c.streams()
		case idMainStreams:
			a.sevenStreams = c.streams()
		case idFiles:
			a.files = c.files()
		default:
			return nil, errSeven
		}
	}
	return nil, errSeven
}

// send hands over the files: those with content lie one after the other in
// the folders.
func (s *seven) send(a *sevenArchive, to extract.Sink) error {
	folders := folderNames{}
	folder, k := 0, 0 // the next file is the k-th of the folder
	var r io.Reader
	for _, file := range a.files {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		name := cleanName(file.name)
		if file.dir {
			name = strings.TrimSuffix(name, "/") + "/"
		}
		if err := folders.tell(name, to); err != nil {
			return err
		}
		if file.dir {
			continue
		}
		if file.empty {
			if err := to.File(name, 0, bytes.NewReader(nil)); err != nil {
				return err
			}
			continue
		}
		for folder < len(a.folders) && k >= len(a.folders[folder].sums) {
			folder, k, r = folder+1, 0, nil
		}
		if folder >= len(a.folders) {
			return errSeven
		}
		fo := &a.folders[folder]
		if r == nil {
			var err error
			if r, err = s.open(fo); err != nil {
				r = failed{err}
			}
		}
		one := &summed{r: r, left: fo.sums[k].size, sum: fo.sums[k], crc: crc32.NewIEEE()}
		k++
		if err := to.File(name, 0, watch(s.ctx, one, s.f.Size, s.f.Limits)); err != nil {
			return err
		}
		if one.left > 0 { // not read to its end
			if _, err := io.CopyN(io.Discard, r, int64(min(one.left, uint64(s.f.Limits.Output)))); err != nil {
				r = failed{wrapSeven(err)}
			}
		}
	}
	return nil
}

// summed is one file of a folder: as long as declared, and with its checksum.
type summed struct {
	r    io.Reader
	left uint64
	sum  sevenSum
	crc  interface {
		io.Writer
		Sum32() uint32
	}
}

func (s *summed) Read(p []byte) (int, error) {
	if s.left == 0 {
		if s.sum.known && s.crc.Sum32() != s.sum.crc {
			return 0, errors.New("7z: the content is not what was packed")
		}
		return 0, io.EOF
	}
	n, err := s.r.Read(p[:min(uint64(len(p)), s.left)])
	s.left -= uint64(n)
	s.crc.Write(p[:n])
	if err == io.EOF && s.left > 0 {
		err = io.ErrUnexpectedEOF
	} else if err == io.EOF {
		err = nil
	}
	return n, wrapSeven(err)
}

// wrapSeven names the format in errors that have no code of their own.
func wrapSeven(err error) error {
	if err == nil || errors.As(err, new(*extract.CodeError)) {
		return err
	}
	return fmt.Errorf("7z: %w", err)
}
