package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"monban/cmd/internal/synth"
)

// runSynth writes the incident sets, or the clean files when asked for.
func runSynth(args []string) error {
	fs := flag.NewFlagSet("synth", flag.ContinueOnError)
	seed := fs.Uint64("seed", 1, "seed of the generator")
	out := fs.String("out", "testdata/incidents", "folder to write to")
	size := fs.String("size", "small", "small, as committed, or full")
	set := fs.String("set", "", "make only this incident, or \"clean\" for the clean files")
	people := fs.Int("people", 0, "number of people, 0 for that of the size")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *set == "clean" {
		return writeClean(*seed, *out)
	}
	found := false
	for _, in := range synth.Incidents {
		if *set != "" && in.Name != *set {
			continue
		}
		found = true
		n := in.Small
		switch {
		case *people > 0:
			n = *people
		case *size == "full":
			n = in.Full
		case *size != "small":
			return fmt.Errorf("size is %q, want small or full", *size)
		}
		s, err := in.Make(*seed, n)
		if err != nil {
			return err
		}
		if err := s.Write(*out); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("no set named %q", *set)
	}
	return nil
}

// writeClean writes the generated clean files beside those written by hand.
func writeClean(seed uint64, out string) error {
	files, err := synth.Clean(seed)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(out, f.Name), f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
