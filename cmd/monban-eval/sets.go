package main

import (
	"fmt"
	"os"
	"path/filepath"

	"monban/cmd/internal/synth"
)

func writeSets(seed uint64, out, size, name string, people int) error {
	if name == "clean" {
		return writeClean(seed, out)
	}
	found := false
	for _, in := range synth.Incidents {
		if name != "" && in.Name != name {
			continue
		}
		found = true
		n := in.Small
		switch {
		case people > 0:
			n = people
		case size == "full":
			n = in.Full
		case size != "small":
			return fmt.Errorf("size is %q, want small or full", size)
		}
		s, err := in.Make(seed, n)
		if err != nil {
			return err
		}
		if err := s.Write(out); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("no set named %q", name)
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
