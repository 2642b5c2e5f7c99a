package formats

import (
	"slices"
	"strings"
	"testing"

	"monban/extract"
)

func TestAll(t *testing.T) {
	for _, f := range All() {
		if f.Name == "" || f.Match == nil || f.Read == nil {
			t.Errorf("format %q is not complete", f.Name)
		}
		for _, e := range f.Ext {
			if !strings.HasPrefix(e, ".") || e != strings.ToLower(e) {
				t.Errorf("%s: ending %q must be lower case and begin with a dot", f.Name, e)
			}
		}
	}
	if all := All(); all[len(all)-1].Name != "text" || slices.IndexFunc(all, func(f extract.Format) bool { return f.Name == "zip" }) < 0 {
		t.Error("text must stand last, and zip in the list")
	}
}
