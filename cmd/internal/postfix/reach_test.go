//go:build unix

package postfix

import (
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

func TestReach(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can ask about another user")
	}
	if _, err := user.Lookup("nobody"); err != nil {
		t.Skip("there is no user nobody here")
	}
	top, err := os.MkdirTemp("", "reach") // that of t.TempDir is closed to others
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(top)
	dir := filepath.Join(top, "monban")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "s")
	ln, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for _, c := range []struct {
		top, dir, socket os.FileMode
		want             string
	}{
		{0o755, 0o755, 0o666, ""},
		{0o711, 0o711, 0o622, ""},
		{0o755, 0o755, 0o660, path + ": Srw-rw---- (user nobody)"},
		{0o755, 0o750, 0o666, dir + ": drwxr-x---"},
		{0o700, 0o755, 0o666, top + ": drwx------"},
	} {
		for path, mode := range map[string]os.FileMode{top: c.top, dir: c.dir, path: c.socket} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
		err := Reach(path, "nobody")
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%o %o %o: got %v, want %q", c.top, c.dir, c.socket, err, c.want)
		}
		if err := Reach(path, "root"); err != nil && c.socket&0o200 != 0 {
			t.Errorf("its owner: %v", err)
		}
	}
	if Reach(filepath.Join(dir, "none"), "nobody") == nil || Reach(path, "no-such-user-here") == nil {
		t.Error("what is not there can be reached")
	}
}
