package main

import (
	"fmt"

	"monban/cmd/internal/synth"
)

func writeSets(seed uint64, out, size, name string, people int) error {
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
