package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/conf"
	"monban/cmd/internal/postfix"
	"monban/detect/ja"
)

// doctor holds the flags of "monban doctor".
type doctor struct {
	lang, config, postfix string
}

func doctorCommand() command {
	d := &doctor{}
	cmd := command{
		name: "doctor", args: "[postfix]",
		about:   "look at the set-up: dictionary, OCR, folders, store; or at the settings of Postfix",
		aboutJa: "設定を点検する（辞書、OCR、フォルダー、保管庫）。postfix は Postfix の設定を点検する",
		flags: func(fs *flag.FlagSet) {
			fs.StringVar(&d.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
			fs.StringVar(&d.config, "config", "", "ファイル: 設定（monban conf で見本を表示）|FILE: the configuration (monban conf prints one)")
			fs.StringVar(&d.postfix, "postfix-dir", "", "フォルダー: Postfix の設定（/etc/postfix）|DIR: the configuration of Postfix (/etc/postfix)")
		},
	}
	cmd.run = func(e *env) error { return d.run(e, &cmd) }
	return cmd
}

func (d *doctor) run(e *env, cmd *command) error {
	args, err := parse(e, cmd)
	if err != nil {
		return err
	}
	c, err := loadConf(d.config, e.lang)
	if err != nil {
		return err
	}
	var findings []postfix.Finding
	switch {
	case len(args) == 0:
		findings = general(e, c, d.config != "")
	case len(args) == 1 && args[0] == "postfix":
		s, err := postfix.Read(e.ctx, d.postfix)
		if err != nil {
			return cli.Usagef("", "%w", plain(e.lang, err))
		}
		findings = postfix.Check(s, postfix.Gateway{Network: c.Gateway.Listen.Network, Address: c.Gateway.Listen.Addr,
			MaxMessage: int64(c.Gateway.MaxMessage), QueueWait: c.Gateway.QueueWait, Dial: dial, Reach: func(path string) error { return postfix.Reach(path, s.Main["mail_owner"]) },
			HoldsInQueue: c.Hold.Store == "" || c.Hold.Mails == "queue",
			Lookup:       func(table, key string) string { return postfix.Lookup(e.ctx, d.postfix, table, key) }})
	default:
		return cli.Usagef("monban help doctor", "%s", e.lang.Of("引数は postfix だけです", "the only argument is postfix"))
	}
	return e.findings(findings)
}

// findings prints what was looked at, and the lines that mend it.
func (e *env) findings(all []postfix.Finding) error {
	var lines []string
	sick := false
	for _, f := range all {
		mark := e.lang.Of("よし　", "ok    ")
		if !f.OK {
			mark, sick = e.lang.Of("要確認", "check "), true
		}
		fmt.Fprintf(e.stdout, "%s %s\n", mark, e.lang.Of(f.Ja, f.En))
		for _, l := range f.Lines {
			if !strings.Contains(strings.Join(lines, "\n")+"\n", l+"\n") {
				lines = append(lines, l)
			}
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(e.stdout, "\n%s\n", e.lang.Of("main.cf に書く行（そのあと postfix reload）:", "lines for main.cf (then: postfix reload):"))
		for _, l := range lines {
			fmt.Fprintln(e.stdout, "  "+l)
		}
	}
	if sick {
		return &cli.Error{Status: cli.Stopped}
	}
	return nil
}

// dial asks whether somebody answers.
func dial(network, address string) error {
	conn, err := net.DialTimeout(network, address, 5*time.Second)
	if err != nil {
		return err
	}
	return conn.Close()
}

// general looks at what every command needs, and, when a configuration was
// named, at what the services need.
func general(e *env, c *conf.Config, services bool) (out []postfix.Finding) {
	add := func(err error, ja, en, badJa, badEn string) {
		if err == nil {
			out = append(out, postfix.Finding{OK: true, Ja: ja, En: en})
			return
		}
		why := plain(e.lang, err).Error()
		out = append(out, postfix.Finding{Ja: badJa + ": " + why, En: badEn + ": " + why})
	}
	began := time.Now()
	t, err := ja.Open(cacheDir())
	took := time.Since(began).Round(time.Millisecond).String()
	add(err, "辞書を読めます（"+took+"）", "the dictionary can be read ("+took+")", "辞書を読めません", "the dictionary cannot be read")
	if err == nil && !t.Cached() {
		add(fmt.Errorf("%s", cacheDir()), "", "", "辞書のキャッシュを書けないため、毎回1秒ほど余計にかかります", "the cache of the dictionary cannot be written, so every run takes a second longer")
	}
	out = append(out, ocr(e.ctx))
	add(writable(os.TempDir()), "一時フォルダーに書けます", "the folder for temporary files can be written to", "一時フォルダーに書けません", "the folder for temporary files cannot be written to")
	if !services {
		return out
	}
	_, err = loadPolicy(c.Policy, e.lang)
	add(err, "送信ルールに誤りはありません", "the policy has no errors", "送信ルールを読めません", "the policy cannot be read")
	add(writable(filepath.Dir(c.Audit.File)), "判断の記録を書けます", "the record of decisions can be written", "判断の記録を書けません（audit.file）", "the record of decisions cannot be written (audit.file)")
	if fi, err := os.Stat(c.Watch.Dir); err == nil && fi.IsDir() {
		for _, sub := range []string{"outbox", "work", "ready", "held"} {
			if dir := filepath.Join(c.Watch.Dir, sub); exists(dir) {
				add(writable(dir), dir+" に書けます", dir+" can be written to", dir+" に書けません", dir+" cannot be written to")
			}
		}
	}
	if c.Hold.Store != "" {
		store, _, err := openStore(e.ctx, e.lang, c)
		if err == nil {
			err = errors.Join(store.Ping(e.ctx), store.Close())
		}
		add(err, "保留したメールの保管庫を使えます", "the store of held mails can be used", "保管庫を使えません", "the store cannot be used")
		add(dial("tcp", c.Hold.ReleaseTo), "承認したメールの送り先が応えます", "the server for approved mails answers", "承認したメールの送り先が応えません（hold.release_to）", "the server for approved mails does not answer (hold.release_to)")
	}
	return out
}

// ocr looks for tesseract and its Japanese.
func ocr(ctx context.Context) postfix.Finding {
	b, err := exec.CommandContext(ctx, "tesseract", "--list-langs").CombinedOutput()
	switch {
	case err != nil:
		return postfix.Finding{Ja: "tesseract がないため、画像の文字を読めません（画像は要確認になります）: apt install tesseract-ocr tesseract-ocr-jpn", En: "tesseract is missing, so pictures cannot be read (they have to be confirmed): apt install tesseract-ocr tesseract-ocr-jpn"}
	case !strings.Contains(string(b), "\njpn\n") && !strings.HasSuffix(string(b), "\njpn"):
		return postfix.Finding{Ja: "tesseract に日本語がありません: apt install tesseract-ocr-jpn", En: "tesseract knows no Japanese: apt install tesseract-ocr-jpn"}
	}
	return postfix.Finding{OK: true, Ja: "画像の文字を読めます（tesseract、日本語）", En: "pictures can be read (tesseract, Japanese)"}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// writable tries to write to a folder.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".monban-doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
