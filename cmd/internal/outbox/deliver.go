package outbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// deliver puts a decided message where it belongs. The order is what keeps the
// promise: the record is on the disk, then the audit line is written, then the
// record is put beside the place of the file, then the file appears.
func (b *Box) deliver(id, name string, f *found, pages map[string][]byte) error {
	r := f.Record
	for {
		release, err := b.plan(id, name, f, pages)
		if err != nil {
			return err
		}
		err = b.place(id, name, f)
		release()
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		// Somebody put a file of that name there: a new name, a new record.
		if err := b.takeBack(id, f); err != nil {
			return err
		}
		r.Placed = ""
	}
}

// plan chooses the name, and writes pages and record, unless that was done
// before a crash. The name is reserved until release is called.
func (b *Box) plan(id, name string, f *found, pages map[string][]byte) (release func(), err error) {
	r := f.Record
	if r.Placed != "" {
		return func() {}, nil
	}
	if b.opt.ByID && r.Outcome == "ready" {
		r.Placed = DiskName(filepath.Join(id, name))
		return func() {}, b.fs.putRecord(filepath.Join(b.dir(id), "report.json"), r)
	}
	var ends []string
	if pages != nil || len(r.Pages) > 0 {
		for _, end := range pageEnds {
			ends = append(ends, b.pageWord()+end)
		}
	}
	release = b.reserve(r, name, ends)
	for i, end := range pageEnds {
		if pages == nil {
			break
		}
		if err := b.fs.Write(filepath.Join(b.dir(id), pageFiles[i]), pages[end]); err != nil {
			release()
			return nil, err
		}
	}
	if err := b.fs.putRecord(filepath.Join(b.dir(id), "report.json"), r); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// The pages for people, as they lie in work/ID and how their names end.
var (
	pageEnds  = []string{".html", ".txt"}
	pageFiles = []string{"reason.html", "reason.txt"}
)

// place moves everything into the folder of the outcome. Each step may have
// been done before a crash.
func (b *Box) place(id, name string, f *found) error {
	r := f.Record
	if !f.placed {
		e := Event{What: r.Outcome, ID: id, Shown: r.Shown, Verdict: r.Verdict, Why: r.Why, People: r.People, Rules: r.Rules, To: r.To, Owner: r.Owner, Files: len(r.Files)}
		for _, x := range r.Files {
			e.Bytes += x.Bytes
			e.SHA256 = append(e.SHA256, x.SHA256)
		}
		if err := b.audit(e); err != nil {
			return fmt.Errorf("outbox: nothing moves without its line in the audit: %w", err)
		}
		if err := b.fs.move(filepath.Join(b.dir(id), "report.json"), b.recordPath(r.Outcome, id)); err != nil {
			return err
		}
		f.placed = true
	}
	for i, p := range r.Pages {
		err := b.fs.Rename(filepath.Join(b.dir(id), pageFiles[i]), filepath.Join(b.folder(r.Outcome), string(p)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	from := filepath.Join(b.content(id), name)
	if b.opt.ByID && r.Outcome == "ready" {
		from = b.content(id)
		return b.fs.move(from, filepath.Join(b.ready, id))
	}
	return b.fs.move(from, filepath.Join(b.folder(r.Outcome), string(r.Placed)))
}

// takeBack undoes place up to the file that could not get its name.
func (b *Box) takeBack(id string, f *found) error {
	r := f.Record
	for i, p := range r.Pages {
		page := filepath.Join(b.dir(id), pageFiles[i])
		if b.fs.exists(page) {
			continue // this one is where the names met
		}
		if err := b.fs.Rename(filepath.Join(b.folder(r.Outcome), string(p)), page); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if f.placed {
		if err := b.fs.move(b.recordPath(r.Outcome, id), filepath.Join(b.dir(id), "report.json")); err != nil {
			return err
		}
		f.placed = false
	}
	return nil
}

// reserve chooses a name that is free in the folder of the outcome, with the
// pages whose names end like that, and keeps it from other messages of this process.
func (b *Box) reserve(r *Record, name string, ends []string) (release func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	dir := b.folder(r.Outcome)
	for n := 1; ; n++ {
		placed := numbered(name, n)
		all := []string{placed}
		r.Pages = nil
		for _, end := range ends {
			p := fit(placed, end)
			all = append(all, p)
			r.Pages = append(r.Pages, DiskName(p))
		}
		free := true
		for _, s := range all {
			p := filepath.Join(dir, s)
			free = free && !b.reserved[p] && !b.fs.exists(p)
		}
		if !free && n < 100_000 {
			continue
		}
		r.Placed = DiskName(placed)
		for _, s := range all {
			b.reserved[filepath.Join(dir, s)] = true
		}
		return func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			for _, s := range all {
				delete(b.reserved, filepath.Join(dir, s))
			}
		}
	}
}

func (b *Box) pageWord() string {
	if b.opt.Ja {
		return ".理由"
	}
	return ".reason"
}

// longest is how many bytes a name may have on nearly all file systems.
const longest = 255

// numbered returns the name for the nth file that would have it: a.csv,
// a (2).csv, a (3).csv.
func numbered(name string, n int) string {
	if n == 1 {
		return name
	}
	ext := filepath.Ext(name)
	if len(ext) > 16 || ext == name {
		ext = ""
	}
	return fit(strings.TrimSuffix(name, ext), fmt.Sprintf(" (%d)%s", n, ext))
}

// fit puts an end behind a name, which is cut where it would be too long.
func fit(name, end string) string {
	if len(name)+len(end) > longest {
		name = name[:longest-len(end)]
		for range utf8.UTFMax - 1 { // not in the middle of a character
			if r, n := utf8.DecodeLastRuneInString(name); r != utf8.RuneError || n != 1 {
				break
			}
			name = name[:len(name)-1]
		}
	}
	return name + end
}

// finish tells about a delivered message and removes its folder in work/. A
// crash before the end tells again: a hook runs at least once.
func (b *Box) finish(ctx context.Context, id string, r *Record) error {
	b.runHook(ctx, r)
	e := Event{What: r.Outcome, ID: id, Shown: r.Shown, Verdict: r.Verdict, Why: r.Why, People: r.People, Rules: r.Rules, To: r.To, Files: len(r.Files), Owner: r.Owner, Took: time.Since(r.Taken)}
	for _, x := range r.Files {
		e.Bytes += x.Bytes
	}
	side := filepath.Join(b.dir(id), "recipients")
	if err := b.fs.Rename(side, strings.TrimSuffix(b.recordPath(r.Outcome, id), ".json")+".to"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := b.clear(id); err != nil {
		return err
	}
	b.notify(e)
	return nil
}
