package archive

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"monban/extract"
	"monban/extract/charset"
)

// Tar reads tar archives of every age.
var Tar = extract.Format{
	Name:  "tar",
	Ext:   []string{".tar"},
	Match: matchTar,
	Read:  readTar,
	Doc: extract.Doc{
		Title: "tar", TitleJa: "tar",
		Reads:   "every entry, names of owners, links",
		ReadsJa: "すべての項目、所有者名、リンク",
		Hidden:  extract.Comment | extract.EntryName | extract.HiddenText | extract.Properties,
	},
}

const tarBlock = 512

// matchTar checks the sum in the first header: old archives have no mark.
func matchTar(_ extract.File, head []byte) bool {
	if len(head) < tarBlock || head[0] == 0 {
		return false
	}
	want, err := strconv.ParseInt(strings.Trim(string(head[148:156]), " \x00"), 8, 32)
	if err != nil {
		return false
	}
	sum := int64(8 * ' ')
	for i, c := range head[:tarBlock] {
		if i < 148 || i >= 156 {
			sum += int64(c)
		}
	}
	return sum == want
}

func readTar(ctx context.Context, f extract.File, to extract.Sink) error {
	as, err := tarCharset(ctx, f)
	if err != nil {
		return err
	}
	sr := io.NewSectionReader(f.Data, 0, f.Size)
	tr := tar.NewReader(sr)
	folders, owners := folderNames{}, map[string]bool{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := tr.Next()
		if err == io.EOF {
			return afterTar(f, sr, to)
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return fmt.Errorf("tar: %w", err)
		}
		name := nameIn(h.Name, as)
		if err := folders.tell(name, to); err != nil {
			return err
		}
		if err := tarNotes(h, as, owners, to); err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeDir, tar.TypeSymlink, tar.TypeLink, tar.TypeChar, tar.TypeBlock, tar.TypeFifo, tar.TypeXGlobalHeader:
			continue
		}
		if err := to.File(name, 0, watch(ctx, tr, f.Size, f.Limits)); err != nil {
			return err
		}
	}
}

// tarCharset looks at all names together, up to the first that is damaged.
func tarCharset(ctx context.Context, f extract.File) (charset.Charset, error) {
	var names []string
	tr := tar.NewReader(io.NewSectionReader(f.Data, 0, f.Size))
	for n := 0; n < f.Limits.Entries || f.Limits.Entries == 0; n++ {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		h, err := tr.Next()
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			break // reading tells what is wrong
		}
		names = append(names, h.Name)
	}
	return namesCharset(names), nil
}

// tarNotes tells what stands beside the name: comments, targets of links, and
// the owner, who is often the person who packed.
func tarNotes(h *tar.Header, as charset.Charset, owners map[string]bool, to extract.Sink) error {
	var notes []extract.Unit
	if c := h.PAXRecords["comment"]; c != "" {
		notes = append(notes, extract.Unit{Text: c, Hidden: extract.Comment, Role: extract.Property})
	}
	if h.Linkname != "" {
		for _, s := range []string{h.Name, h.Linkname} {
			notes = append(notes, extract.Unit{Text: nameIn(s, as), Raw: "link", Hidden: extract.EntryName, Role: extract.Name})
		}
	}
	for _, who := range []string{h.Uname, h.Gname} {
		if who != "" && !owners[who] {
			owners[who] = true
			notes = append(notes, extract.Unit{Text: nameIn(who, as), Hidden: extract.Properties, Role: extract.Property})
		}
	}
	for _, u := range notes {
		if err := to.Text(u); err != nil {
			return err
		}
	}
	return nil
}

// afterTar hands over what stands behind the end of the archive: unpackers
// pass over it in silence.
func afterTar(f extract.File, sr *io.SectionReader, to extract.Sink) error {
	at, err := sr.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	at -= at % tarBlock
	buf := make([]byte, 64<<10)
	for at < f.Size {
		n, err := f.Data.ReadAt(buf[:min(int64(len(buf)), f.Size-at)], at)
		rest := bytes.TrimLeft(buf[:n], "\x00")
		if len(rest) > 0 {
			start := at + int64(n-len(rest))
			return to.File("(behind the archive)", extract.HiddenText, io.NewSectionReader(f.Data, start, f.Size-start))
		}
		if n == 0 || err != nil && err != io.EOF {
			return nil
		}
		at += int64(n)
	}
	return nil
}
