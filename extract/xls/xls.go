// Package xls reads workbooks of the kind .xls: BIFF8 of Excel 97 and later,
// BIFF5 of Excel 5 and 95, and the streams without a container that came
// before them.
//
// It knows the records in which a workbook keeps text: cells as they are
// stored and as they are shown, comments, text boxes, names, headers, and what
// is hidden of them. It does not know what the text means, it does not compute
// formulas and runs no macros. Every size in the file is taken as a claim.
package xls

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"monban/extract"
	"monban/extract/ole"
)

// Format reads workbooks of Excel before 2007.
var Format = extract.Format{
	Name:  "xls",
	Ext:   []string{".xls", ".xlt", ".xla"},
	Match: match,
	Read:  read,
	Doc: extract.Doc{
		Title: "Excel 97-2003 workbook", TitleJa: "Excel 97-2003 ブック",
		Reads:   "cells of BIFF5 and BIFF8 as shown and as stored, hidden rows, columns and sheets, comments, text boxes, headers and footers, names, validation, hyperlinks, pivot and chart caches, properties, macros, pictures; locked files with the password",
		ReadsJa: "BIFF5・BIFF8 のセル（表示と保存された値）、非表示の行・列・シート、コメント、テキストボックス、ヘッダーとフッター、名前の定義、入力規則、ハイパーリンク、ピボットとグラフのキャッシュ、プロパティ、マクロ、画像。パスワードがあれば保護されたものも",
		Not:     "drawings of document size: no-text",
		NotJa:   "文書ほどの大きさの線画は no-text",
		Hidden:  extract.AltText | extract.Attachment | extract.ChartCache | extract.Comment | extract.DefinedName | extract.ExternalLink | extract.Filter | extract.HeaderFooter | extract.HiddenColumn | extract.HiddenRow | extract.HiddenSheet | extract.HiddenText | extract.Hyperlink | extract.PivotCache | extract.Properties | extract.SheetName | extract.SmallText | extract.Textbox | extract.Validation | extract.VeryHidden | extract.WhiteText,
	},
}

// maxStream bounds the stream of the workbook, which is held in memory. A full
// workbook of 65,536 rows of text has less.
const maxStream = 256 << 20

func match(f extract.File, head []byte) bool {
	if bareStream(head) {
		return true
	}
	if !bytes.HasPrefix(head, []byte(ole.Magic)) {
		return false
	}
	c, err := ole.Open(f.Data, f.Size)
	return err == nil && mainStream(c) != nil
}

// bareStream tells a workbook that stands in no container: it begins with the
// record that begins all.
func bareStream(head []byte) bool {
	if len(head) < 8 {
		return false
	}
	le := binary.LittleEndian
	kind, size := le.Uint16(head), le.Uint16(head[2:])
	switch kind {
	case 0x009, 0x209, 0x409:
		return size >= 4 && size <= 8 && (le.Uint16(head[6:]) == 0x10 || le.Uint16(head[6:]) == 0x100 || le.Uint16(head[6:]) == 0x20 || le.Uint16(head[6:]) == 0x40)
	case recBOF:
		return size >= 4 && size <= 16 && (le.Uint16(head[4:]) == 0x500 || le.Uint16(head[4:]) == 0x600)
	}
	return false
}

// mainStream is the stream of the workbook, the newer one where there are two.
func mainStream(c *ole.File) *ole.Entry {
	for _, name := range []string{"Workbook", "Book"} {
		if e := c.Root.Find(name); e != nil && !e.Storage && e.Size > 0 {
			return e
		}
	}
	return nil
}

func read(ctx context.Context, f extract.File, to extract.Sink) error {
	head := make([]byte, min(8, f.Size))
	if _, err := f.Data.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if bareStream(head) {
		if f.Size > maxStream {
			return tooLarge()
		}
		b, err := io.ReadAll(io.NewSectionReader(f.Data, 0, f.Size))
		if err != nil {
			return err
		}
		w := &book{ctx: ctx, to: to, data: b, passwords: f.Passwords}
		return w.read()
	}
	c, err := ole.Open(f.Data, f.Size)
	if err != nil {
		return err
	}
	e := mainStream(c)
	if e == nil {
		return errors.New("there is no workbook stream")
	}
	limit := min(int64(maxStream), f.Limits.Part)
	if e.Size > limit && f.Size > limit {
		return tooLarge()
	}
	data, broken := c.Read(e, limit)
	w := &book{ctx: ctx, to: to, data: data, passwords: f.Passwords}
	if old := c.Root.Find("Book"); old != nil && old != e {
		w.heard = map[string]bool{}
	}
	if err := w.read(); err != nil {
		return err
	}
	if broken != nil {
		if err := to.Gap(extract.Gap{Code: extract.Corrupt, Err: fmt.Errorf("xls: the stream of the workbook: %w", broken)}); err != nil {
			return err
		}
	}
	if err := w.older(c, e, limit); err != nil {
		return err
	}
	return w.container(c)
}

func tooLarge() error {
	return &extract.CodeError{Code: extract.Limit, Err: fmt.Errorf("a workbook of more than %d bytes", maxStream)}
}
