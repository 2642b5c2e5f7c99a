package main

import (
	"flag"
	"io"
	"os"
	"slices"

	"golang.org/x/term"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/gate"
	"monban/cmd/internal/report"
	"monban/detect"
	"monban/detect/policy"
	"monban/detect/rules"
)

// check holds the flags of "monban check".
type check struct {
	common
	from                                  string
	to                                    cli.Addresses
	policy, format, output                string
	reveal, noColor, explain, printPolicy bool
	maxFindings                           int
}

func checkCommand() command {
	c := &check{}
	cmd := command{
		name: "check", args: "PATH...",
		about:   "look at files, folders, mails (.eml) or standard input (-) before they are sent",
		aboutJa: "送る前に、ファイル・フォルダー・メール（.eml）・標準入力（-）を調べる",
		flags: func(fs *flag.FlagSet) {
			c.add(fs)
			fs.StringVar(&c.from, "from", "", "アドレス: 差出人|ADDR: the sender")
			fs.Var(&c.to, "to", "アドレス: 宛先（繰り返し可、CcとBccも）|ADDR: a recipient (repeatable; Cc and Bcc, too)")
			fs.StringVar(&c.policy, "policy", "", "ファイル: 送信ルール|FILE: the policy")
			fs.BoolVar(&c.printPolicy, "print-policy", false, "標準の送信ルールを表示する|print the default policy")
			fs.StringVar(&c.format, "format", "text", "形式: text、json、sarif、html|FORM: text, json, sarif or html")
			fs.StringVar(&c.output, "output", "", "ファイル: 結果を書くファイル|FILE: where to write the report")
			fs.BoolVar(&c.reveal, "reveal", false, "見つけた値を伏せずに表示する|show values unmasked")
			fs.BoolVar(&c.noColor, "no-color", false, "色を付けない|no colours")
			fs.BoolVar(&c.explain, "explain", false, "判断の理由をくわしく表示する|say in detail why")
			fs.IntVar(&c.maxFindings, "max-findings", 100, "N: 1ファイルの種類ごとに挙げる件数（0はすべて）|N: findings listed per kind and file (0: all)")
		},
	}
	cmd.run = func(e *env) error { return c.run(e, &cmd) }
	return cmd
}

func (c *check) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	if c.printPolicy {
		return write(e, c.output, func(w io.Writer) error {
			_, err := w.Write(policy.DefaultText)
			return err
		})
	}
	switch {
	case len(args) == 0:
		return cli.Usagef("monban help check", "%s", e.lang.Of("調べるファイルを指定してください", "no file given"))
	case !slices.Contains(formats, c.format):
		return cli.Usagef("", "--format %q: text, json, sarif, html", c.format)
	case c.maxFindings < 0:
		return cli.Usagef("", "--max-findings %d", c.maxFindings)
	}
	if err := c.check(); err != nil {
		return err
	}
	p, err := loadPolicy(c.policy, e.lang)
	if err != nil {
		return err
	}
	passwords, err := c.secrets(e.lang)
	if err != nil {
		return err
	}
	g := gather(e, args, c.name, passwords)
	defer g.close()
	if len(g.files) == 0 {
		return g.failure(e)
	}
	status, err := c.look(e, p, g)
	if err != nil {
		return err
	}
	if err := g.failure(e); err != nil {
		return err
	}
	return status
}

var formats = []string{"text", "json", "sarif", "html"}

// look checks what was gathered and writes the report. The first error is the
// verdict as an exit status.
func (c *check) look(e *env, p *policy.Policy, g *gathered) (verdict, err error) {
	engine, err := rules.New(rules.Options{CacheDir: cacheDir()})
	if err != nil {
		return nil, err
	}
	pool, err := c.pool()
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	seen := newProgress(e, c.quiet, g.files)
	defer seen.stop()
	engine.Read = seen.watch(pool.Read)
	m := gate.Message{Envelope: policy.Envelope{From: c.from, To: c.to, Now: e.now()}, Files: g.files}
	from, to := mailEnvelope(g.files)
	if c.from == "" {
		m.Envelope.From = from
	}
	if len(c.to) == 0 {
		m.Envelope.To = to
	}
	gt := &gate.Gate{Engine: engine, Policy: p, Options: detect.Options{MaxFindings: c.maxFindings, Jobs: c.jobs}}
	out, err := gt.Check(e.ctx, m)
	seen.stop()
	if err != nil {
		return nil, err
	}
	in := report.Input{Version: version(), Policy: p.Name, Envelope: m.Envelope, Decision: out.Decision, Result: out.Result, Bases: out.Bases, Reveal: c.reveal}
	if !c.quiet || c.format != "text" || c.output != "" {
		if err := write(e, c.output, func(w io.Writer) error { return c.write(e, w, in) }); err != nil {
			return nil, err
		}
	}
	if out.Decision.Verdict != policy.Pass {
		verdict = &cli.Error{Status: cli.Stopped}
	}
	return verdict, nil
}

func (c *check) write(e *env, w io.Writer, in report.Input) error {
	switch c.format {
	case "json":
		return report.JSON(w, in)
	case "sarif":
		return report.SARIF(w, in, bool(e.lang))
	case "html":
		return report.HTML(w, in, bool(e.lang))
	}
	return report.Text(w, in, report.TextOptions{Ja: bool(e.lang), Explain: c.explain, Color: !c.noColor && c.output == "" && e.getenv("NO_COLOR") == "" && isTerminal(e.stdout)})
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
