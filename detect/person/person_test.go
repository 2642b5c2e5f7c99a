package person_test

import (
	"testing"

	"monban/detect/detecttest"
	"monban/detect/person"
)

func TestRules(t *testing.T) { detecttest.Run(t, person.Rules()) }
func FuzzRules(f *testing.F) { detecttest.Fuzz(f, person.Rules()) }

func TestCleanLines(t *testing.T) { detecttest.Clean(t, person.Rules(), detecttest.CleanLines()) }
