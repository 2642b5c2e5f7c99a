package place_test

import (
	"testing"

	"monban/detect/detecttest"
	"monban/detect/place"
)

func TestRules(t *testing.T) { detecttest.Run(t, place.Rules()) }
func FuzzRules(f *testing.F) { detecttest.Fuzz(f, place.Rules()) }
