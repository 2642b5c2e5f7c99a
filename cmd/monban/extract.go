package main

import (
	"encoding/json"
	"flag"
	"io"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/report"
	"monban/extract"
)

// dump holds the flags of "monban extract".
type dump struct {
	common
	output string
}

func extractCommand() command {
	d := &dump{}
	cmd := command{
		name: "extract", args: "PATH...",
		about:   "print everything that is read in files, with its place, as JSON Lines (this shows contents)",
		aboutJa: "ファイルから読み取ったすべてを、場所とともにJSON Linesで出す（中身がそのまま出ます）",
		flags: func(fs *flag.FlagSet) {
			d.add(fs)
			fs.StringVar(&d.output, "output", "", "ファイル: 結果を書くファイル|FILE: where to write it")
		},
	}
	cmd.run = func(e *env) error { return d.run(e, &cmd) }
	return cmd
}

func (d *dump) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return cli.Usagef("monban help extract", "%s", e.lang.Of("ファイルを指定してください", "no file given"))
	}
	if err := d.check(); err != nil {
		return err
	}
	passwords, err := d.secrets(e.lang)
	if err != nil {
		return err
	}
	g := gather(e, args, d.name, passwords)
	defer g.close()
	pool, err := d.pool()
	if err != nil {
		return err
	}
	defer pool.Close()
	err = write(e, d.output, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, f := range g.files {
			l := &lines{enc: enc}
			if len(g.files) > 1 {
				l.file = f.Name
			}
			if err := pool.Read(e.ctx, f, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return g.failure(e)
}

// lines writes each unit and each gap as a line.
type lines struct {
	enc  *json.Encoder
	file string
}

type unitLine struct {
	File     string `json:"file,omitempty"`
	Location any    `json:"location"`
	Text     string `json:"text"`
	Raw      string `json:"raw,omitempty"`
}

type problemLine struct {
	File    string  `json:"file,omitempty"`
	Problem problem `json:"problem"`
}

type problem struct {
	Code     extract.Code `json:"code"`
	Location any          `json:"location"`
	Text     string       `json:"text,omitempty"`
}

// Row implements extract.Sink.
func (l *lines) Row(cells []extract.Unit) error {
	for _, u := range cells {
		if u.Text == "" && u.Raw == "" {
			continue
		}
		if err := l.Text(u); err != nil {
			return err
		}
	}
	return nil
}

// Text implements extract.Sink.
func (l *lines) Text(u extract.Unit) error {
	return l.enc.Encode(unitLine{l.file, report.Location(u.Loc, u.Hidden), u.Text, u.Raw})
}

// Gap implements extract.Sink.
func (l *lines) Gap(g extract.Gap) error {
	p := problem{Code: g.Code, Location: report.Location(g.Loc, 0)}
	if g.Err != nil {
		p.Text = g.Err.Error()
	}
	return l.enc.Encode(problemLine{l.file, p})
}

// File implements extract.Sink; the walker opens nested files itself.
func (l *lines) File(string, extract.Hidden, io.Reader) error { return nil }
