package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"monban/cmd/internal/cli"
	"monban/extract"
)

// gathered is what the arguments of a command stand for.
type gathered struct {
	files  []extract.File
	failed []error // arguments, or files in folders, that cannot be read at all
	temps  []*os.File
}

// close removes what was spooled.
func (g *gathered) close() {
	for _, f := range g.temps {
		f.Close()
		os.Remove(f.Name()) // already gone where the system allows it
	}
}

// gather opens the arguments: files, folders with everything below them, and
// "-". What cannot be read is told, and the rest is still looked at.
func gather(e *env, args []string, name string, passwords []string) *gathered {
	g := &gathered{}
	for _, a := range args {
		var err error
		switch fi, serr := os.Stat(a); {
		case a == "-":
			err = g.spool(e.stdin, stdinName(name))
		case serr != nil:
			err = serr
		case fi.IsDir():
			err = g.folder(e, a)
		case !fi.Mode().IsRegular():
			err = g.stream(a)
		default:
			err = g.file(a, "", fi)
		}
		if err != nil {
			g.failed = append(g.failed, plain(e.lang, err))
		}
	}
	for i := range g.files {
		g.files[i].Passwords = passwords
	}
	return g
}

// sentWith is the folder of a file below root, with the name of root itself.
func sentWith(root, file string) string {
	dir, err := filepath.Rel(root, filepath.Dir(file))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(filepath.Join("/", filepath.Base(filepath.Clean(root)), dir))[1:]
}

func stdinName(name string) string {
	if name == "" {
		return "stdin"
	}
	return filepath.ToSlash(name)
}

// file adds one file of the disk. It is opened once, to find out now whether
// that can be done, and again for each read: a folder may hold more files than
// a process may have open.
func (g *gathered) file(path, folder string, fi fs.FileInfo) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	g.files = append(g.files, extract.File{Name: filepath.ToSlash(path), Folder: folder, Path: path, Size: fi.Size(), Data: onDisk(path)})
	return nil
}

// onDisk reads a file that is open only while it is being read.
type onDisk string

// ReadAt implements io.ReaderAt.
func (p onDisk) ReadAt(b []byte, off int64) (int, error) {
	f, err := os.Open(string(p))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return f.ReadAt(b, off)
}

// folder adds every file below a folder. A link that leads out of the folder
// is told and not followed: what it leads to is not what was asked for.
func (g *gathered) folder(e *env, root string) error {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return err
	}
	before := len(g.files)
	walk := root
	if fi, err := os.Lstat(root); err == nil && fi.Mode()&fs.ModeSymlink != 0 {
		walk += string(filepath.Separator) // the user named the link: what it leads to is meant
	}
	err = filepath.WalkDir(walk, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			g.failed = append(g.failed, plain(e.lang, err))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := filepath.EvalSymlinks(p)
			if err != nil {
				g.failed = append(g.failed, plain(e.lang, err))
			} else if rel, err := filepath.Rel(real, to); err != nil || !filepath.IsLocal(rel) {
				g.failed = append(g.failed, fmt.Errorf(e.lang.Of("%s: フォルダーの外へのリンクなので、調べません", "%s: a link out of the folder, not followed"), p))
			}
			return nil // what it leads to is met anyway
		}
		fi, err := d.Info()
		if err == nil && !fi.Mode().IsRegular() {
			err = fmt.Errorf(e.lang.Of("%s: ファイルではありません", "%s: not a file"), p)
		}
		if err == nil {
			err = g.file(p, sentWith(root, p), fi)
		}
		if err != nil {
			g.failed = append(g.failed, plain(e.lang, err))
		}
		return nil
	})
	if err == nil && len(g.files) == before && len(g.failed) == 0 {
		err = fmt.Errorf(e.lang.Of("%s: フォルダーにファイルがありません", "%s: no files in the folder"), root)
	}
	return err
}

// stream adds what can be read only once, such as a pipe.
func (g *gathered) stream(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return g.spool(f, filepath.ToSlash(path))
}

// spool copies a stream into a private file that has no name any more as soon
// as it is open, where the system allows that.
func (g *gathered) spool(r io.Reader, name string) error {
	f, err := os.CreateTemp("", "monban-*")
	if err != nil {
		return err
	}
	g.temps = append(g.temps, f)
	os.Remove(f.Name()) // fails on systems that keep open files; close tries again
	most := extract.DefaultLimits().Input
	n, err := io.Copy(f, io.LimitReader(r, most+1))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	g.files = append(g.files, extract.File{Name: name, Size: n, Data: f})
	return nil
}

// failure turns what could not be read into the error of a command.
func (g *gathered) failure(e *env) error {
	if len(g.failed) == 0 {
		return nil
	}
	var lines []string
	for _, err := range g.failed {
		lines = append(lines, err.Error())
	}
	return &cli.Error{Status: cli.Failed, Err: errors.New(strings.Join(lines, "\nmonban: "))}
}
