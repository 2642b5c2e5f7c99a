package xlsx

import (
	"bytes"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

type zipPart = extracttest.Part

// A keeper keeps everything that a workbook gives.
type keeper struct{ extracttest.Kept }

func (k *keeper) find(text string) *extract.Unit {
	for i := range k.Units {
		if strings.Contains(k.Units[i].Text, text) {
			return &k.Units[i]
		}
	}
	return nil
}

func readAll(t testing.TB, data []byte) *keeper {
	t.Helper()
	k := &keeper{}
	f := extract.File{Name: "x.xlsx", Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits()}
	if !Format.Match(f, data[:min(len(data), 4096)]) {
		t.Fatal("Match does not know the workbook")
	}
	if err := Format.Read(context.Background(), f, k); err != nil {
		t.Fatal(err)
	}
	return k
}

// places says for each word of the workbook what hides it; "" is an ordinary
// cell or name.
var places = map[string]string{
	"MKshared": "", "MKrichtext": "", "MKkanji": "", "MKinline": "", "MKcachedstr": "", "MKlastrow": "",
	"MKformulatext": "hidden-text", "MKfurigana": "hidden-text", "MKunrefshared": "hidden-text",
	"MKhiddenrow": "row", "MKhiddencol": "row column",
	"MKsheetname": "sheet-name", "MKhiddensheet": "sheet", "MKveryhidden": "sheet very-hidden",
	"MKdvpromptT": "validation", "MKdvprompt": "validation", "MKdverror": "validation", "MKdvlist": "validation",
	"MKcftext": "validation", "MKcfformula": "validation",
	"MKheader": "header-footer", "MKfirstfooter": "header-footer",
	"MKlink@": "hyperlink", "MKtooltip": "hyperlink", "MKhldisplay": "hyperlink",
	"MKcomment": "comment", "MKcommentauthor": "comment", "MKthreaded": "comment", "MKperson": "comment", "MKuser@": "comment",
	"MKalttext": "alt-text", "MKtextbox": "textbox", "MKvmltext": "textbox",
	"MKcharttitle": "chart-cache", "MKchartcache": "chart-cache", "MKsparkline": "chart-cache",
	"MKtable": "defined-name", "MKtablecol": "defined-name", "MKdefname": "defined-name", "MKhiddenname": "defined-name",
	"MKrefreshedby": "pivot-cache", "MKpivotfield": "pivot-cache", "MKpivotrecord": "pivot-cache", "MKpivotshared": "pivot-cache",
	"MKextsheet": "external-link", "MKextcache": "external-link", "MKextpath": "external-link",
	"MKcreator": "properties", "MKdoctitle": "properties", "MKcompany": "properties", "MKmanager": "properties",
	"MKcustomprop": "properties", "MKcustomxml": "properties",
}

func TestEveryPlaceIsRead(t *testing.T) {
	inner := extracttest.Zip(t, zipPart{"word/document.xml", "<document>MKembedded</document>"})
	k := readAll(t, extracttest.Zip(t, append(slices.Clone(placesParts), zipPart{"xl/embeddings/doc1.docx", string(inner)})...))

	planted := map[string]bool{}
	for _, p := range placesParts {
		for _, m := range regexp.MustCompile(`MK[a-z]+T?`).FindAllString(p[1], -1) {
			planted[m] = true
		}
	}
	// A rich text is cut over two runs.
	if delete(planted, "MKri"); len(places) != len(planted)+1 || len(places) != 53 {
		t.Errorf("%d places are planted, %d expected: %v", len(planted)+1, len(places), slices.Sorted(maps.Keys(planted)))
	}
	for _, text := range slices.Sorted(maps.Keys(places)) {
		want := places[text]
		u := k.find(text)
		if u == nil {
			t.Errorf("%s (%s) is not found", text, want)
		} else if got := u.Hidden.String(); got != want {
			t.Errorf("%s: hidden %q, want %q", text, got, want)
		} else if u.Loc.Sheet == "" && want != "defined-name" {
			t.Errorf("%s has no place: %+v", text, u.Loc)
		}
	}
	for _, g := range k.Gaps {
		t.Errorf("gap %s %v", g.Code, g.Err)
	}
	if len(k.Files) != 1 || k.Files[0] != "doc1.docx attachment "+string(inner) {
		t.Errorf("files: %.60q", k.Files)
	}
	for text, want := range map[string]extract.Loc{
		"MKtextbox":     {Sheet: "MKsheetname", Row: 2, Col: 2},
		"MKdvprompt":    {Sheet: "MKsheetname", Row: 5, Col: 2},
		"MKpivotrecord": {Sheet: "xl/pivotCache/pivotCacheDefinition1.xml", Row: 2, Col: 1},
		"MKlastrow":     {Sheet: "MKsheetname", Row: 1048576, Col: 1},
	} {
		if got := k.find(text).Loc; got != want {
			t.Errorf("%s is at %+v, want %+v", text, got, want)
		}
	}
}
