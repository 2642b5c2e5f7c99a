package extract

import "strings"

// Hidden is the set of reasons why an ordinary reader does not see a text.
type Hidden uint64

const (
	HiddenRow Hidden = 1 << iota
	HiddenColumn
	HiddenSheet
	VeryHidden
	Filter
	NumberFormat
	WhiteText
	SmallText
	Comment
	Note
	Footnote
	HeaderFooter
	DefinedName
	PivotCache
	ExternalLink
	ChartCache
	Validation
	Textbox
	Hyperlink
	Properties
	Revision
	HiddenText
	HiddenSlide
	AltText
	Attachment
	Annotation
	FormField
	OffPage
	UnderImage
	BlackBox
	HTMLComment
	HiddenInput
	CSS
	FileName
	SheetName
	EntryName
)

// hiddenNames are the words of the report, in the order of the bits above.
var hiddenNames = [...]string{
	"row", "column", "sheet", "very-hidden", "filter", "number-format", "white-text", "small-text",
	"comment", "note", "footnote", "header-footer", "defined-name", "pivot-cache", "external-link",
	"chart-cache", "validation", "textbox", "hyperlink", "properties", "revision", "hidden-text",
	"hidden-slide", "alt-text", "attachment", "annotation", "form-field", "off-page", "under-image",
	"black-box", "html-comment", "hidden-input", "css", "file-name", "sheet-name", "entry-name",
}

// told are the places that a sender sees on the page or in the list of files:
// reports name them, but nobody overlooks them as one overlooks a hidden sheet.
const told = FileName | SheetName | EntryName | HeaderFooter | Footnote | Textbox

// Concealed reports whether a sender may have overlooked the text.
func (h Hidden) Concealed() bool { return h&^told != 0 }

// Copied reports whether nothing conceals the text but that it stands in the
// copy of a table that a pivot table or a chart keeps, or in the target of a link.
// Mostly it repeats what the sheets and the words of the link show.
func (h Hidden) Copied() bool {
	return h.Concealed() && !(h &^ (PivotCache | ChartCache | Hyperlink)).Concealed()
}

// Names lists the words of h in a fixed order, nil when nothing is hidden.
func (h Hidden) Names() []string {
	var out []string
	for i, n := range hiddenNames {
		if h&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

func (h Hidden) String() string { return strings.Join(h.Names(), " ") }
