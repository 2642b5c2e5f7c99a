package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"monban/cmd/internal/cli"
	"monban/cmd/internal/worker"
	"monban/detect/policy"
)

// common are the flags of every command that reads files.
type common struct {
	name, lang               string
	passwords, passwordFiles cli.Strings
	jobs                     int
	timeout                  time.Duration
	quiet                    bool
}

func (c *common) add(fs *flag.FlagSet) {
	fs.StringVar(&c.lang, "lang", "", "言語: 表示の言語（ja、en）|LANG: language of messages, ja or en")
	fs.StringVar(&c.name, "name", "", "名前: 標準入力（-）から読むファイルの名前|NAME: name of the file on standard input (-)")
	fs.Var(&c.passwords, "password", "パスワード: 保護されたファイルを開くパスワード（繰り返し可）|P: password to try on locked files (repeatable)")
	fs.Var(&c.passwordFiles, "password-file", "ファイル: パスワードを1行に1つ書いたファイル（繰り返し可）|FILE: file with a password on each line (repeatable)")
	fs.IntVar(&c.jobs, "jobs", 0, "N: 同時に調べるファイルの数|N: files looked at at the same time")
	fs.DurationVar(&c.timeout, "timeout", time.Minute, "時間: 1ファイルを開いて読む時間の上限（例 30s）|D: time for reading one file, such as 30s")
	fs.BoolVar(&c.quiet, "quiet", false, "結果を終了ステータスだけで知らせる|tell the result by the exit status only")
}

// secrets returns the passwords of all flags.
func (c *common) secrets(lang cli.Lang) ([]string, error) {
	out := append([]string(nil), c.passwords...)
	for _, p := range c.passwordFiles {
		f, err := os.Open(p)
		if err != nil {
			return nil, cli.Usagef("", "--password-file: %w", plain(lang, err))
		}
		sc := bufio.NewScanner(io.LimitReader(f, 1<<20))
		for sc.Scan() {
			if s := strings.TrimSuffix(sc.Text(), "\r"); s != "" {
				out = append(out, s)
			}
		}
		f.Close()
		if err := sc.Err(); err != nil {
			return nil, cli.Usagef("", "--password-file: %w", err)
		}
	}
	return out, nil
}

func (c *common) check() error {
	switch {
	case c.jobs < 0:
		return cli.Usagef("", "--jobs %d", c.jobs)
	case c.timeout < 0:
		return cli.Usagef("", "--timeout %s", c.timeout)
	}
	return nil
}

// pool returns the children in which files are read.
func (c *common) pool() (*worker.Pool, error) {
	return worker.New(worker.Options{Jobs: c.jobs, Timeout: c.timeout})
}

// plain words an error of the file system.
func plain(lang cli.Lang, err error) error {
	var pe *fs.PathError
	if !errors.As(err, &pe) {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf(lang.Of("%s: 見つかりません", "%s: no such file or folder"), pe.Path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf(lang.Of("%s: 読む権限がありません", "%s: no permission to read it"), pe.Path)
	}
	return fmt.Errorf(lang.Of("%s: 読めません: %w", "%s: cannot be read: %w"), pe.Path, pe.Err)
}

// loadPolicy reads the policy of --policy, or the default one.
func loadPolicy(path string, lang cli.Lang) (*policy.Policy, error) {
	if path == "" {
		return policy.Default(), nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, cli.Usagef("", "--policy: %w", plain(lang, err))
	}
	p, err := policy.Parse(path, b)
	if err != nil {
		return nil, cli.Usagef("monban check --print-policy", "%w", err)
	}
	return p, nil
}

// cacheDir is where the mapped dictionary is kept; "" when there is no such
// place, and the dictionary is loaded into memory.
func cacheDir() string {
	d, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(d, "monban")
}

// write sends what a command has to say to --output or standard output. A file
// appears whole or not at all, readable by its owner only.
func write(e *env, path string, put func(io.Writer) error) error {
	if path == "" || path == "-" {
		b := bufio.NewWriter(e.stdout)
		if err := put(b); err != nil {
			return err
		}
		return b.Flush()
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".monban-*")
	if err != nil {
		return cli.Usagef("", "--output: %w", plain(e.lang, err))
	}
	defer os.Remove(f.Name()) // fails once it has its name
	b := bufio.NewWriter(f)
	err = errors.Join(put(b), b.Flush(), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("--output: %w", err)
	}
	return nil
}
