// Package image looks at pictures: PNG, JPEG, GIF, BMP, TIFF and WebP. It reads
// what programs and cameras write beside the pixels (comments, EXIF, IPTC, XMP,
// the place where a photograph was taken), hands over what is hidden behind the
// end of a picture, and has the text on pictures of document size recognised
// when extract/ocr can.
//
// It does not judge what a picture shows. Without recognition a picture of
// document size is a gap; a small one, such as a logo, is nothing. HEIC is
// recognised only to be told as not read.
package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	stdimage "image"
	_ "image/gif" // the decoders
	_ "image/jpeg"
	_ "image/png"
	"io"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"monban/extract"
	"monban/extract/ocr"
)

const (
	maxPixels = 64 << 20 // of a picture that is unpacked for recognition
	maxNotes  = 500      // texts beside the pixels
	maxNote   = 1 << 20  // bytes of one of them
)

// Formats lists the kinds of pictures.
func Formats() []extract.Format {
	return []extract.Format{
		kind("png", about("PNG picture", "PNG 画像"), []string{".png"}, readPNG, "\x89PNG\r\n\x1a\n"),
		kind("jpeg", about("JPEG picture", "JPEG 画像"), []string{".jpg", ".jpeg", ".jpe", ".jfif"}, readJPEG, "\xff\xd8\xff"),
		kind("gif", about("GIF picture", "GIF 画像"), []string{".gif"}, readGIF, "GIF87a", "GIF89a"),
		kind("tiff", about("TIFF picture", "TIFF 画像"), []string{".tif", ".tiff"}, readTIFF, "II*\x00", "MM\x00*"),
		{Name: "bmp", Doc: about("BMP picture", "BMP 画像"), Ext: []string{".bmp", ".dib"}, Match: matchBMP, Read: with(readBMP)},
		{Name: "webp", Doc: about("WebP picture", "WebP 画像"), Ext: []string{".webp"}, Match: matchWebP, Read: with(readWebP)},
		{Name: "heic", Doc: extract.Doc{Title: "HEIC and AVIF pictures", TitleJa: "HEIC・AVIF 画像", Not: "all of it: unsupported", NotJa: "読みません（unsupported）"}, Ext: []string{".heic", ".heif", ".avif"}, Match: matchHEIC, Read: readHEIC},
	}
}

// about is the documentation of a kind of picture.
func about(title, titleJa string) extract.Doc {
	return extract.Doc{
		Title: title, TitleJa: titleJa,
		Reads:   "text on pictures of document size (at least 300 × 200 pixels, no long strips) by tesseract, every page, askew and on its side; comments, EXIF, IPTC and XMP, the place of a photograph; what is hidden behind the picture",
		ReadsJa: "文書ほどの大きさ（300×200 画素以上、細長いものを除く）の画像の文字（tesseract で、全ページ。傾きや横向きも）。コメント、EXIF・IPTC・XMP、撮影場所。画像の後ろに隠されたデータ",
		Not:     "pictures of document size when tesseract is not installed, and those beyond the limits: no-text; handwriting is read badly",
		NotJa:   "tesseract がないとき、または上限を超えた画像は no-text。手書きはうまく読めません",
		Hidden:  extract.HiddenText | extract.Properties,
	}
}

func kind(name string, doc extract.Doc, ext []string, read func(*picture) error, marks ...string) extract.Format {
	return extract.Format{Name: name, Ext: ext, Doc: doc, Read: with(read), Match: func(_ extract.File, head []byte) bool {
		for _, m := range marks {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}}
}

func matchHEIC(_ extract.File, head []byte) bool {
	if len(head) < 12 || string(head[4:8]) != "ftyp" {
		return false
	}
	switch string(head[8:12]) {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

func readHEIC(context.Context, extract.File, extract.Sink) error {
	return &extract.CodeError{Code: extract.Unsupported, Err: errors.New("this kind of picture is not read")}
}

// A picture is one file being read. The readers of the formats fill in size
// and notes.
type picture struct {
	f     extract.File
	w, h  int
	pages []int64 // places of the directories of a TIFF
	turn  int     // how the camera was held, as EXIF tells
	end   int64   // where the picture ends, 0 when that is not known
	notes []string
}

// note keeps a text that stands beside the pixels.
func (p *picture) note(s string) {
	s = clean(s)
	if s != "" && len(p.notes) < maxNotes && len(s) <= maxNote {
		p.notes = append(p.notes, s)
	}
}

var errCut = errors.New("the picture is cut off or damaged")

// with makes the reader of a format.
func with(read func(*picture) error) func(context.Context, extract.File, extract.Sink) error {
	return func(ctx context.Context, f extract.File, to extract.Sink) error {
		p := &picture{f: f}
		damaged := read(p)
		for _, s := range p.notes {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := to.Text(extract.Unit{Text: s, Hidden: extract.Properties, Role: extract.Property}); err != nil {
				return err
			}
		}
		if ocr.OfDocumentSize(p.w, p.h) {
			if err := p.words(ctx, to); err != nil {
				return err
			}
		}
		if err := p.behind(to); err != nil {
			return err
		}
		return damaged
	}
}

// behind hands over what follows the end of the picture, where no viewer looks.
func (p *picture) behind(to extract.Sink) error {
	if p.end <= 0 || p.end >= p.f.Size {
		return nil
	}
	rest := io.NewSectionReader(p.f.Data, p.end, p.f.Size-p.end)
	head := make([]byte, min(rest.Size(), 64<<10))
	n, _ := rest.ReadAt(head, 0) // what cannot be read is not there
	if rest.Size() <= int64(n) && len(bytes.Trim(head[:n], "\x00\xff \t\r\n")) == 0 {
		return nil // padding
	}
	return to.File("(behind the picture)", extract.HiddenText, rest)
}

// words has the text recognised, page by page, or tells that nobody read it.
func (p *picture) words(ctx context.Context, to extract.Sink) error {
	pages := max(1, len(p.pages))
	for i := range pages {
		at := extract.Loc{}
		if pages > 1 {
			at.Page = i + 1
		}
		lines, err := p.recognise(ctx, i)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			code := extract.NoText
			if errors.Is(err, ocr.ErrTimeout) {
				code = extract.Timeout
			}
			if told := to.Gap(extract.Gap{Loc: at, Code: code, Err: err}); told != nil {
				return told
			}
			if errors.Is(err, ocr.ErrNone) || errors.Is(err, ocr.ErrSpent) {
				return nil // once for all pages
			}
			continue
		}
		for k, s := range lines {
			at.Line = k + 1
			if err := to.Text(extract.Unit{Text: s, Loc: at, Scanned: true}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *picture) recognise(ctx context.Context, page int) ([]string, error) {
	if err := ocr.Ready(p.f.Scans); err != nil {
		return nil, err
	}
	if p.w*p.h > maxPixels {
		return nil, fmt.Errorf("the picture has more than %d pixels", maxPixels)
	}
	img, err := p.decode(page)
	if err != nil {
		return nil, fmt.Errorf("the picture cannot be unpacked: %w", err)
	}
	return ocr.Lines(ctx, p.f.Scans, turned(img, p.turn))
}

func (p *picture) decode(page int) (stdimage.Image, error) {
	if len(p.pages) > 0 {
		r, err := p.page(page)
		if err != nil {
			return nil, err
		}
		c, err := tiff.DecodeConfig(r)
		if err != nil || c.Width*c.Height > maxPixels {
			return nil, errors.Join(err, errCut)
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		return tiff.Decode(r)
	}
	// The decoder may take another size for true than the one that was read.
	c, _, err := stdimage.DecodeConfig(io.NewSectionReader(p.f.Data, 0, p.f.Size))
	if err != nil || c.Width*c.Height > maxPixels {
		return nil, errors.Join(err, errCut)
	}
	img, _, err := stdimage.Decode(io.NewSectionReader(p.f.Data, 0, p.f.Size))
	return img, err
}

// turned sets a photograph upright.
func turned(img stdimage.Image, turn int) stdimage.Image {
	if turn != 3 && turn != 6 && turn != 8 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	size := stdimage.Rect(0, 0, h, w)
	if turn == 3 {
		size = stdimage.Rect(0, 0, w, h)
	}
	out := stdimage.NewGray(size)
	for y := range h {
		for x := range w {
			c := img.At(b.Min.X+x, b.Min.Y+y)
			switch turn {
			case 3:
				out.Set(w-1-x, h-1-y, c)
			case 6:
				out.Set(h-1-y, x, c)
			case 8:
				out.Set(y, w-1-x, c)
			}
		}
	}
	return out
}
