package main

import (
	"errors"
	"flag"
	"fmt"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
)

func confCommand() command {
	var lang string
	cmd := command{
		name: "conf", args: "[FILE]",
		about:   "print the default configuration of the services, or check a file",
		aboutJa: "常駐サービスの標準の設定を表示する、または設定ファイルを確かめる",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
		},
	}
	cmd.run = func(e *env) error {
		args, err := parse(e, &cmd)
		switch {
		case err != nil:
			return err
		case len(args) == 0:
			_, err = e.stdout.Write(conf.Text)
			return err
		case len(args) > 1:
			return cli.Usagef("monban help conf", "%s", e.lang.Of("設定ファイルは1つだけ指定してください", "one file is expected"))
		}
		c, err := loadConf(args[0], e.lang)
		if err != nil {
			return err
		}
		s := &settings{conf: c}
		if s.policy, err = loadPolicy(c.Policy, e.lang); err != nil {
			return err
		}
		if err := s.checkActions(e.lang); err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.stdout, e.lang.Of("%s: 誤りはありません\n", "%s: no errors\n"), args[0])
		return err
	}
	return cmd
}

// loadConf reads a configuration file, or the default one for "".
func loadConf(path string, lang cli.Lang) (*conf.Config, error) {
	if path == "" {
		return conf.Default(), nil
	}
	c, err := conf.Load(path)
	var ce *conf.Error
	switch {
	case errors.As(err, &ce):
		return nil, cli.Usagef("monban conf", "%s", ce.Text(bool(lang)))
	case err != nil:
		return nil, cli.Usagef("", "%w", plain(lang, err))
	}
	return c, nil
}
