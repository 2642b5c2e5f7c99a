package archive

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"monban/extract"
)

// maxWindow is how much of what was unpacked a packed stream may refer to:
// that much memory is needed to read it.
const maxWindow = 256 << 20

// Gzip, Bzip2, XZ and Zstd read one packed file each, mostly a tar.
var (
	Gzip = packed("gz", "\x1f\x8b\x08", []string{".gz", ".tgz", ".emz", ".wmz", ".svgz"}, gunzip)
	// bzip2 has a mark of three letters, too few to tell it from text.
	Bzip2 = packed("bz2", "BZh", []string{".bz2", ".tbz", ".tbz2"}, func(_ extract.File, r io.Reader) (string, io.Reader, error) {
		return "", bzip2.NewReader(r), nil
	})
	XZ   = packed("xz", "\xfd7zXZ\x00", []string{".xz", ".txz"}, unxz)
	Zstd = packed("zst", "\x28\xb5\x2f\xfd", []string{".zst", ".tzst"}, unzstd)
)

// packed is the format of one compressed file. open returns the name that the
// file had, "" when it does not tell.
func packed(name, mark string, ext []string, open func(extract.File, io.Reader) (string, io.Reader, error)) extract.Format {
	return extract.Format{
		Name: name,
		Ext:  ext,
		Doc: extract.Doc{
			Title: name + " file", TitleJa: name + " 圧縮ファイル",
			Reads: "the file in it, whatever that is", ReadsJa: "中のファイル（種類を問わず）",
			Not: "a window of more than 256 MB: limit", NotJa: "256MB を超える展開バッファが必要なものは limit",
		},
		Match: func(_ extract.File, head []byte) bool {
			if !bytes.HasPrefix(head, []byte(mark)) {
				return false
			}
			const block, end = "1AY&SY", "\x17\x72\x45\x38\x50\x90"
			return name != "bz2" || len(head) > 9 && head[3] >= '1' && head[3] <= '9' && (string(head[4:10]) == block || string(head[4:10]) == end)
		},
		Read: func(ctx context.Context, f extract.File, to extract.Sink) error {
			inner, r, err := open(f, io.NewSectionReader(f.Data, 0, f.Size))
			if err != nil {
				return err
			}
			if c, ok := r.(io.Closer); ok {
				defer c.Close()
			}
			if inner == "" {
				inner = unpackedName(f.Name)
			}
			return to.File(inner, 0, watch(ctx, r, f.Size, f.Limits))
		},
	}
}

// unpackedName is the name without the ending that tells of the packing.
func unpackedName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	switch strings.ToLower(ext) {
	case ".tgz", ".tbz", ".tbz2", ".txz", ".tzst":
		return stem + ".tar"
	case ".emz":
		return stem + ".emf"
	case ".wmz":
		return stem + ".wmf"
	case ".svgz":
		return stem + ".svg"
	case ".gz", ".bz2", ".xz", ".zst":
		if stem != "" {
			return stem
		}
	}
	return "content"
}

func gunzip(_ extract.File, r io.Reader) (string, io.Reader, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return "", nil, err
	}
	// The library takes the name for Latin-1: back to the bytes that it was.
	var raw []byte
	for _, c := range z.Name {
		raw = append(raw, byte(c))
	}
	name := decodeName(raw)
	if name != "" {
		name = path.Base(name)
	}
	return name, z, nil
}

func unxz(_ extract.File, r io.Reader) (string, io.Reader, error) {
	z, err := openXZ(r)
	return "", z, err
}

// openXZ refuses what needs more memory than a reader should give. The size of
// the window stands in the header of the first block.
func openXZ(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(64) // a short file is the library's to judge
	if size := xzWindow(head); size > maxWindow {
		return nil, tooWide("xz", size)
	}
	return xz.NewReader(b)
}

// xzWindow finds the filter of the first block: 0x21, one byte of properties.
func xzWindow(head []byte) int64 {
	if len(head) < 18 {
		return 0
	}
	i := 14
	for skip := int(head[13]>>6&1) + int(head[13]>>7); skip > 0 && i < len(head); i++ { // the sizes, 7 bits a byte
		if head[i] < 0x80 {
			skip--
		}
	}
	if i+2 < len(head) && head[i] == 0x21 && head[i+1] == 1 {
		return lzma2Window(head[i+2])
	}
	return 0
}

// lzma2Window is the size that the property byte of LZMA2 stands for.
func lzma2Window(b byte) int64 {
	if b > 40 {
		return 1 << 40
	}
	return int64(2|b&1) << (b/2 + 11)
}

func unzstd(_ extract.File, r io.Reader) (string, io.Reader, error) {
	z, err := openZstd(r)
	if err != nil {
		return "", nil, err
	}
	return "", z.IOReadCloser(), nil
}

func openZstd(r io.Reader) (*zstd.Decoder, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
}

func tooWide(format string, size int64) error {
	return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("%s: needs a window of %d bytes, more than %d", format, size, maxWindow)}
}

// watch limits how much may come out of size packed bytes, and ends with ctx.
func watch(ctx context.Context, r io.Reader, size int64, lim extract.Limits) io.Reader {
	return &watched{ctx: ctx, r: r, packed: size, lim: lim}
}

type watched struct {
	ctx    context.Context
	r      io.Reader
	packed int64
	n      int64
	lim    extract.Limits
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p)
	w.n += int64(n)
	if w.lim.Ratio > 0 && w.n > w.lim.RatioAt && w.n/w.lim.Ratio > w.packed {
		return n, &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("unpacks to more than %d times its size", w.lim.Ratio)}
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		err = &extract.CodeError{Code: extract.Limit, Err: err}
	}
	return n, err
}
