package rules

import (
	"context"
	"os"
	"slices"
	"testing"

	"monban/detect"
	"monban/extract"
	"monban/extract/ocr"
)

// Pictures of identity documents are known as such, and what is printed on each
// belongs to one person.
func TestIdentityDocuments(t *testing.T) {
	if !ocr.Available() {
		if os.Getenv("MONBAN_REQUIRE_EXTERNAL") != "" {
			t.Fatal("tesseract is not installed: run .ci/setup")
		}
		t.Skip("tesseract is not installed")
	}
	e := engine(t)
	for name, want := range map[string][]detect.Kind{
		"my-number-card-turned": {detect.MyNumber, detect.IDCard, detect.PersonName, detect.BirthDate, detect.Address},
		"passport":              {detect.Passport, detect.IDCard, detect.PersonName, detect.BirthDate, detect.Sex},
		"disability-handbook":   {detect.Disability, detect.DisabilityCertificate, detect.IDCard, detect.PersonName, detect.BirthDate},
	} {
		f, err := os.Open("../../testdata/pictures/" + name + ".png")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		fi, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		// A name that tells nothing.
		r, err := e.Scan(context.Background(), []extract.File{{Name: "IMG_0001.png", Size: fi.Size(), Data: f}}, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []detect.Kind
		for _, k := range r.Files[0].Kinds {
			got = append(got, k.Kind)
		}
		for _, k := range want {
			if !slices.Contains(got, k) {
				t.Errorf("%s: no %s in %v", name, k, got)
			}
		}
		if len(r.People) != 1 || len(r.Files[0].Gaps) > 0 {
			t.Errorf("%s: %d people, gaps %v; want one person and none", name, len(r.People), r.Files[0].Gaps)
		}
	}
}
