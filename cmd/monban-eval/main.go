// Monban-eval measures how well Monban detects, and makes the files to measure
// it on.
//
// Usage:
//
//	monban-eval [-data DIR] [-baseline FILE [-update]] [-seed N] [-many N] [-only PATTERN] [-passages PATTERN] [-json] [-errors [-reveal]]
//	monban-eval synth [-seed N] [-out DIR] [-size small|full] [-set NAME] [-people N]
//	monban-eval names [-tenth] FILE...
//	monban-eval calibrate [-data DIR] [-only PATTERN] [-seed N]
//	monban-eval clean PATH...
//	monban-eval memory [-rows N] [-monban PATH]
//	monban-eval outbox [-kills N] [-files N] [-monban PATH]
//	monban-eval gateway [-mails N] [-rounds N] [-books N] [-idle N] [-soak N] [-monban PATH]
//	monban-eval extract [-corpora DIR] [-places] [-baseline FILE [-update]] [-json]
//	monban-eval sweep [-seed N] [-time D] [-largest N] [-jobs N] [DIR...]
//
// Without a subcommand it scans testdata/incidents, clean and eval, prints a
// table, and with -baseline exits with status 1 when a figure fell below the
// committed one. -errors lists every mistake with its place, and with -reveal
// the made-up values. calibrate prints how often findings of a confidence are
// right, and the weight of each kind of evidence that the set asks for beside
// the shipped one.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"monban/cmd/internal/worker"
	"monban/detect/rules"
)

func main() {
	if worker.IsChild(os.Args) { // of a sweep
		worker.Serve(os.Args, rules.Walker(rules.Options{}))
	}
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "monban-eval:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		switch args[0] {
		case "synth":
			return runSynth(args[1:])
		case "names":
			return runNames(args[1:], out)
		case "calibrate":
			return runCalibrate(ctx, args[1:], out)
		case "clean":
			return runClean(ctx, args[1:], out)
		case "memory":
			return runMemory(args[1:], out)
		case "outbox":
			return runOutbox(args[1:], out)
		case "gateway":
			return runGateway(args[1:], out)
		case "extract":
			return runExtract(ctx, args[1:], out)
		case "sweep":
			return runSweep(ctx, args[1:], out)
		}
	}
	return runEval(ctx, args, out)
}

var errFell = errors.New("figures fell below the baseline")

func runEval(ctx context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("monban-eval", flag.ContinueOnError)
	data := fs.String("data", "testdata", "folder with incidents, clean and eval")
	baseline := fs.String("baseline", "", "figures to compare with")
	update := fs.Bool("update", false, "write the figures to the baseline instead")
	with := fs.Uint64("seed", seed, "seed of the people in layouts and passages; a baseline holds for one seed")
	many := fs.Int("many", 2000, "people in each of the large sets, 0 for none")
	only := fs.String("only", "", "measure only the layouts in files whose name matches this pattern, and nothing else")
	asJSON := fs.Bool("json", false, "print JSON instead of a table")
	listErrors := fs.Bool("errors", false, "list every mistake")
	reveal := fs.Bool("reveal", false, "show values with the mistakes")
	passages := fs.String("passages", "", "measure only running text, of the files in eval/prose and told/held that match this pattern")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("no command %q; see the package documentation", fs.Arg(0))
	}
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return err
	}
	e := newEval(engine)
	e.reveal, e.seed, e.many = *reveal, *with, *many
	steps := []func(context.Context, string) error{e.incidents, e.large, e.clean, e.layouts, e.files, e.prose, e.told}
	if *only != "" {
		e.only, steps = *only, []func(context.Context, string) error{e.layouts}
	}
	e.passages = "*.txt"
	if *passages != "" {
		e.passages, steps = *passages, []func(context.Context, string) error{e.prose, e.told}
	}
	for _, step := range steps {
		if err := step(ctx, *data); err != nil {
			return err
		}
	}
	figures := e.figures()
	if *asJSON {
		b, err := json.MarshalIndent(figures, "", " ")
		if err != nil {
			return err
		}
		fmt.Fprintln(out, string(b))
	} else {
		e.print(out)
	}
	if *listErrors {
		for _, m := range e.mistakes {
			fmt.Fprintln(out, m)
		}
	}
	switch {
	case *baseline == "":
		return nil
	case *update:
		return figures.write(*baseline)
	}
	old, err := readFigures(*baseline)
	if err != nil {
		return err
	}
	if fell := figures.below(old); len(fell) > 0 {
		for _, line := range fell {
			fmt.Fprintln(os.Stderr, line)
		}
		return errFell
	}
	return nil
}

// cacheDir is where the mapped dictionary lies, "" when there is no such place.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "monban")
}
