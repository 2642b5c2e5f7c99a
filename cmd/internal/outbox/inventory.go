package outbox

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// A Place is where a file lies.
type Place struct {
	Folder string // "outbox", "work", "ready", "held", "rejected"; "recipients" for files that named them
	Path   string // below the folder
	SHA256 string
}

// Inventory lists every file in a folder that nobody works on at the moment,
// and what contradicts the promises: a file in ready/ without a report that
// lets it pass, or that is not the one of its report, a held file without a
// record. Names of files are in the faults, so they are not for logs.
func Inventory(dir string) (files []Place, faults []string, err error) {
	f := RealFS()
	for _, folder := range []string{"outbox", "work", "ready", "held", "rejected"} {
		records := map[string]*Record{} // by the place they name
		root := filepath.Join(dir, folder)
		names, err := filepath.Glob(filepath.Join(root, reports, "*.json"))
		if err != nil {
			return nil, nil, err
		}
		for _, n := range names {
			r, err := f.readRecord(n)
			if err != nil {
				faults = append(faults, folder+": "+err.Error())
				continue
			}
			if string(r.Placed) == "" || r.Outcome != folder {
				faults = append(faults, folder+": record "+r.ID+" is not for this folder")
			}
			records[string(r.Placed)] = r
			for _, x := range r.Pages {
				records[string(x)] = nil
			}
		}
		err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			at := Place{Folder: folder, Path: rel}
			if d.Type().IsRegular() {
				if at.SHA256, err = sum(p); err != nil {
					return err
				}
			}
			parts := strings.Split(rel, string(filepath.Separator))
			switch {
			case folder == "work" && len(parts) == 2 && parts[1] == "recipients", parts[0] == reports && strings.HasSuffix(rel, ".to"):
				at.Folder = "recipients"
			case folder == "work" && (len(parts) < 3 || parts[1] != "content"), parts[0] == reports:
				return nil // our own notes
			case folder == "ready" || folder == "held" || folder == "rejected":
				r, page := recordOf(records, rel)
				if page {
					return nil
				}
				faults = append(faults, promise(folder, rel, at.SHA256, r)...)
			}
			files = append(files, at)
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, err
		}
	}
	return files, faults, nil
}

// sum is the hash of a file, which need not be on the disk yet.
func sum(path string) (string, error) {
	f, err := open(path)
	if err != nil {
		return "", err
	}
	s, err := digest(f)
	return s, errors.Join(err, f.Close())
}

// recordOf finds the record of a file, or of a folder around it, and whether
// it is a page of a held one.
func recordOf(records map[string]*Record, rel string) (r *Record, page bool) {
	for p := rel; p != "."; p = filepath.Dir(p) {
		if r, ok := records[p]; ok {
			return r, r == nil
		}
	}
	return nil, false
}

// promise tells what is wrong with a file in ready/, held/ or rejected/.
func promise(folder, rel, sum string, r *Record) []string {
	if r == nil {
		return []string{folder + ": " + rel + " has no report"}
	}
	if folder != "ready" {
		return nil
	}
	if (r.Verdict != "pass" || r.Why != "") && (r.Decision == nil || r.Decision.Action != "approve") {
		return []string{folder + ": " + rel + " has a report that does not let it pass"}
	}
	for _, f := range r.Files {
		if f.SHA256 == sum {
			return nil
		}
	}
	return []string{folder + ": " + rel + " is not what its report is about"}
}
