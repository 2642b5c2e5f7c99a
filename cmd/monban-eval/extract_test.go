package main

import (
	"bytes"
	"context"
	"testing"
)

// Every planted word is found, and its place has the right name.
func TestPlantedPlaces(t *testing.T) {
	var out bytes.Buffer
	if err := runExtract(context.Background(), []string{"-places", "-baseline", "../../testdata/eval/extract.json"}, &out); err != nil {
		t.Errorf("%v\n%s", err, &out)
	}
}
