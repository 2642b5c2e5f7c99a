package xlsx

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"monban/extract"
)

// bigBook writes a workbook of n rows and 8 columns: number, name, kana, birth
// date, postal code, address, phone, amount. Nothing in it is real.
func bigBook(w io.Writer, n int, shared bool) error {
	z := zip.NewWriter(w)
	put := func(name string, fill func(w *bufio.Writer)) error {
		p, err := z.Create(name)
		if err != nil {
			return err
		}
		b := bufio.NewWriterSize(p, 1<<16)
		b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`)
		fill(b)
		return b.Flush()
	}
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	text := func(i, col int) string {
		switch col {
		case 0:
			return fmt.Sprintf("見本 太郎%d", i)
		case 1:
			return "ミホン タロウ"
		case 2:
			return fmt.Sprintf("%03d-%04d", i%1000, i%10000)
		case 3:
			return fmt.Sprintf("見本県見本市中央%d丁目%d番%d号", i%9+1, i%77+1, i%31+1)
		}
		return fmt.Sprintf("090-0000-%04d", i%10000)
	}
	for _, p := range placesParts {
		if p[0] == "[Content_Types].xml" || p[0] == "_rels/.rels" {
			if err := put(p[0], func(w *bufio.Writer) { w.WriteString(p[1]) }); err != nil {
				return err
			}
		}
	}
	err := put("xl/workbook.xml", func(w *bufio.Writer) {
		fmt.Fprintf(w, `<workbook %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名簿" sheetId="1" r:id="rId1"/></sheets></workbook>`, ns)
	})
	if err == nil {
		err = put("xl/_rels/workbook.xml.rels", func(w *bufio.Writer) {
			const r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
			fmt.Fprintf(w, `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="%sworksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="%ssharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="%sstyles" Target="styles.xml"/></Relationships>`, r, r, r)
		})
	}
	if err == nil {
		err = put("xl/styles.xml", func(w *bufio.Writer) {
			fmt.Fprintf(w, `<styleSheet %s><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy/mm/dd"/></numFmts><cellXfs count="3"><xf/><xf numFmtId="170"/><xf numFmtId="3"/></cellXfs></styleSheet>`, ns)
		})
	}
	if err == nil && shared {
		err = put("xl/sharedStrings.xml", func(w *bufio.Writer) {
			fmt.Fprintf(w, `<sst %s>`, ns)
			for i := range n {
				w.WriteString("<si><t>" + text(i, 0) + "</t></si>")
			}
			for c := 1; c < 5; c++ {
				for i := range 1000 {
					w.WriteString("<si><t>" + text(i, c) + "</t></si>")
				}
			}
			w.WriteString("</sst>")
		})
	}
	if err == nil {
		err = put("xl/worksheets/sheet1.xml", func(w *bufio.Writer) {
			fmt.Fprintf(w, `<worksheet %s><sheetData>`, ns)
			var b []byte
			for i := range n {
				row := strconv.Itoa(i + 1)
				b = append(b[:0], `<row r="`+row+`"><c r="A`+row+`"><v>`+row+`</v></c>`...)
				for c := range 5 {
					b = append(b, `<c r="`+string(rune('B'+c))+row...)
					switch {
					case shared && c == 0:
						b = append(b, `" t="s"><v>`+row+`</v></c>`...)
					case shared:
						b = append(b, `" t="s"><v>`+strconv.Itoa(n+(c-1)*1000+i%1000)+`</v></c>`...)
					default:
						b = append(b, `" t="inlineStr"><is><t>`+text(i, c)+`</t></is></c>`...)
					}
				}
				b = append(b, `<c r="G`+row+`" s="1"><v>`+strconv.Itoa(20000+i%20000)+`</v></c><c r="H`+row+`" s="2"><v>`+strconv.Itoa(i*7%900000)+`</v></c></row>`...)
				w.Write(b)
			}
			w.WriteString(`</sheetData></worksheet>`)
		})
	}
	if err != nil {
		return err
	}
	return z.Close()
}

type counter struct {
	discard
	cells int
}

func (c *counter) Row(cells []extract.Unit) error { c.cells += len(cells); return nil }

func BenchmarkRead(b *testing.B) {
	for _, shared := range []bool{false, true} {
		b.Run(fmt.Sprintf("20000x8/shared=%t", shared), func(b *testing.B) {
			var file bytes.Buffer
			if err := bigBook(&file, 20000, shared); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			for b.Loop() {
				c := &counter{}
				f := extract.File{Size: int64(file.Len()), Data: bytes.NewReader(file.Bytes()), Limits: extract.DefaultLimits()}
				if err := Format.Read(context.Background(), f, c); err != nil || c.cells != 160000 {
					b.Fatal(err, c.cells)
				}
			}
		})
	}
}

// BenchmarkExcelize is the same work done by the oracle of the tests.
func BenchmarkExcelize(b *testing.B) {
	for _, shared := range []bool{false, true} {
		b.Run(fmt.Sprintf("20000x8/shared=%t", shared), func(b *testing.B) {
			var file bytes.Buffer
			if err := bigBook(&file, 20000, shared); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			for b.Loop() {
				f, err := excelize.OpenReader(bytes.NewReader(file.Bytes()), excelize.Options{UnzipXMLSizeLimit: 1 << 30, UnzipSizeLimit: 1 << 30})
				if err != nil {
					b.Fatal(err)
				}
				rows, err := f.Rows("名簿")
				if err != nil {
					b.Fatal(err)
				}
				cells := 0
				for rows.Next() {
					c, err := rows.Columns()
					if err != nil {
						b.Fatal(err)
					}
					cells += len(c)
				}
				if cells != 160000 {
					b.Fatal(cells)
				}
				f.Close()
			}
		})
	}
}

// BenchmarkMillionRows reads a million rows from disk once and reports the
// largest heap seen. It takes half a minute; run it with -benchtime=1x.
func BenchmarkMillionRows(b *testing.B) {
	if os.Getenv("MONBAN_BIG") == "" {
		b.Skip("set MONBAN_BIG=1 to run it")
	}
	file, err := os.CreateTemp(b.TempDir(), "big")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if err := bigBook(file, 1_000_000, true); err != nil {
		b.Fatal(err)
	}
	st, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(st.Size())
	b.ReportAllocs()
	peak := uint64(0)
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse+m.StackInuse)
			}
		}
	}()
	for b.Loop() {
		c := &counter{}
		f := extract.File{Size: st.Size(), Data: file, Limits: extract.DefaultLimits()}
		if err := Format.Read(context.Background(), f, c); err != nil || c.cells != 8_000_000 {
			b.Fatal(err, c.cells)
		}
	}
	close(stop)
	b.ReportMetric(float64(peak)/1e6, "MB-heap")
	if s, err := os.ReadFile("/proc/self/status"); err == nil {
		if i := bytes.Index(s, []byte("VmHWM:")); i >= 0 {
			var kb float64
			fmt.Sscan(string(s[i+6:]), &kb)
			b.ReportMetric(kb/1000, "MB-process")
		}
	}
}
