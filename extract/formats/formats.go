// Package formats is the list of the file formats that Monban reads, in the
// order in which the walker asks them. It knows every format package and
// nothing about any of them.
package formats

import (
	"slices"

	"monban/extract"
	"monban/extract/archive"
	"monban/extract/csv"
	"monban/extract/doc"
	"monban/extract/docx"
	"monban/extract/eml"
	"monban/extract/html"
	"monban/extract/image"
	"monban/extract/jahis"
	"monban/extract/json"
	"monban/extract/msg"
	"monban/extract/odf"
	"monban/extract/pdf"
	"monban/extract/ppt"
	"monban/extract/pptx"
	"monban/extract/rezept"
	"monban/extract/rtf"
	"monban/extract/sealed"
	"monban/extract/sql"
	"monban/extract/text"
	"monban/extract/vcard"
	"monban/extract/xls"
	"monban/extract/xlsb"
	"monban/extract/xlsx"
	"monban/extract/xml"
	"monban/extract/zengin"
)

// All lists every format, those with the surest mark first: what is a document
// inside a zip before zip, a mail before a table, a table before plain text.
func All() []extract.Format {
	return slices.Concat(
		[]extract.Format{
			docx.Format,
			pptx.Format,
			xlsb.Format,
			xlsx.Format,
			pdf.Format,
			xls.Format,
			msg.Format,
			msg.TNEF,
			doc.Format,
			ppt.Format,
		},
		odf.Formats(),
		archive.Packages(),
		[]extract.Format{
			archive.Zip,
			archive.SevenZip,
			archive.RAR,
			archive.Gzip,
			archive.Bzip2,
			archive.XZ,
			archive.Zstd,
			archive.Tar,
		},
		image.Formats(),
		sealed.Formats(),
		[]extract.Format{
			rtf.Format,
			eml.Mbox,
			eml.Format,
			vcard.Format,
			vcard.Calendar,
			xml.SVG,
			xml.Format,
			html.Format,
			sql.Format,
			json.Format,
			jahis.Format,
			rezept.Format,
			rezept.Care,
			zengin.Format,
			csv.Format,
			text.Format,
		},
	)
}
