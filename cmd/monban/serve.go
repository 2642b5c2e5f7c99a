package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	held "monban/cmd/internal/hold"
	"monban/cmd/internal/review"
	"monban/cmd/internal/sso"
)

// serve holds the flags of "monban serve".
type serve struct {
	lang, config string
	hash         bool
}

func serveCommand() command {
	s := &serve{}
	cmd := command{
		name: "serve", args: "--config FILE",
		about:   "the review pages: senders confirm and others approve held mails, which are then sent",
		aboutJa: "保留したメールの確認・承認画面と、承認されたメールの送信",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&s.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
			fs.StringVar(&s.config, "config", "", "ファイル: 設定（monban conf で見本を表示）|FILE: the configuration (monban conf prints one)")
			fs.BoolVar(&s.hash, "hash", false, "標準入力のパスワードから、serve.accounts に書くハッシュを作る|make the hash for serve.accounts from the password on standard input")
		},
	}
	cmd.run = func(e *env) error { return s.run(e, &cmd) }
	return cmd
}

func (s *serve) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	switch {
	case err != nil:
		return err
	case len(args) > 0 || s.config == "" && !s.hash:
		return cli.Usagef("monban help serve", "%s", e.lang.Of("--config で設定を指定してください", "name a configuration with --config"))
	case s.hash:
		return printHash(e)
	}
	return runPages(e, s.config)
}

// passwordLeast is the shortest password that is taken, in characters.
const passwordLeast = 12

func printHash(e *env) error {
	line, err := bufio.NewReader(e.stdin).ReadString('\n')
	if err != nil && line == "" {
		return cli.Usagef("", "%s", e.lang.Of("標準入力からパスワードを1行読みます", "a line with the password is expected on standard input"))
	}
	word := strings.TrimRight(line, "\r\n")
	if len([]rune(word)) < passwordLeast {
		return cli.Usagef("", e.lang.Of("パスワードは%d文字以上にしてください", "a password needs at least %d characters"), passwordLeast)
	}
	_, err = fmt.Fprintln(e.stdout, review.Hash(word))
	return err
}

// openStore opens the store of held mails that a configuration names. It returns
// its keys, too: the present one, and then those that it had before.
func openStore(ctx context.Context, lang cli.Lang, c *conf.Config) (*held.Store, [][]byte, error) {
	if c.Hold.Store == "" {
		return nil, nil, cli.Usagef("monban conf", "%s", lang.Of("保留したメールの置き場所を hold.store に設定してください", "hold.store must say where held mails are kept"))
	}
	var keys [][]byte
	for i, file := range append([]string{c.Hold.KeyFile}, c.Hold.OldKeyFiles...) {
		key, err := held.LoadKey(file)
		if err != nil {
			return nil, nil, cli.Usagef("", "hold.%s: %w", [...]string{"key_file", "old_key_files"}[min(i, 1)], plain(lang, err))
		}
		keys = append(keys, key)
	}
	store, err := held.Open(ctx, held.Options{Source: c.Hold.Store, Key: keys[0], OldKeys: keys[1:]})
	switch {
	case errors.Is(err, held.ErrKey):
		return nil, nil, cli.Usagef("", "hold.key_file: %s", lang.Of("保管庫のメールは別の鍵で暗号化されています。元の鍵に戻すか、元の鍵を hold.old_key_files に書いてください", "the mails of the store are encrypted with another key: put that one back, or name it in hold.old_key_files"))
	case err != nil:
		return nil, nil, cli.Usagef("", "hold.store: %w", plain(lang, err))
	}
	return store, keys, nil
}

// openSSO makes the login at the provider that a configuration names, nil when
// it names none.
func openSSO(lang cli.Lang, c *conf.Config) (*sso.Provider, error) {
	o := c.Serve.OIDC
	if o.Issuer == "" {
		return nil, nil
	}
	b, err := os.ReadFile(o.SecretFile)
	if err != nil {
		return nil, cli.Usagef("", "serve.oidc.client_secret_file: %w", plain(lang, err))
	}
	secret := strings.TrimSpace(string(b))
	if secret == "" || strings.ContainsAny(secret, "\r\n") {
		return nil, cli.Usagef("", "serve.oidc.client_secret_file: %s", lang.Of("1行で書いてください", "one line is expected"))
	}
	return sso.New(sso.Options{Issuer: o.Issuer, ClientID: o.ClientID, Secret: secret, Redirect: strings.TrimSuffix(c.Serve.URL, "/") + "/sso/callback",
		Claim: o.Claim, Domains: o.Domains})
}
