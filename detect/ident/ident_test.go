package ident_test

import (
	"testing"

	"monban/detect/detecttest"
	"monban/detect/ident"
)

func TestRules(t *testing.T) { detecttest.Run(t, ident.Rules()) }
func FuzzRules(f *testing.F) { detecttest.Fuzz(f, ident.Rules()) }

func TestCleanLines(t *testing.T) { detecttest.Clean(t, ident.Rules(), detecttest.CleanLines()) }
