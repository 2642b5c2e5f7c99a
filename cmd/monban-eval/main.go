// Monban-eval measures how well Monban detects, and makes the files to measure
// it on.
//
// Usage:
//
//	monban-eval [-data DIR] [-baseline FILE] [-update] [-json]
//	monban-eval synth [-seed N] [-out DIR] [-size small|full] [-set NAME] [-people N]
//	monban-eval names FILE...
//	monban-eval memory [-rows N]
//
// Without a subcommand it scans testdata/incidents, clean and eval, prints a
// table, and with -baseline exits with status 1 when a figure fell below the
// committed one.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "monban-eval:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "synth":
			return runSynth(args[1:])
		}
	}
	return fmt.Errorf("unknown command; see the package documentation")
}

// runSynth writes the incident sets, and the clean files when asked for.
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
	return writeSets(*seed, *out, *size, *set, *people)
}
