//go:build unix

package hold

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoadKey(t *testing.T) {
	good := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{9}, KeySize))
	path := filepath.Join(t.TempDir(), "key")
	for _, c := range []struct {
		text string
		mode os.FileMode
		want string // of the error
	}{
		{good + "\n", 0o600, ""},
		{good, 0o400, ""},
		{good, 0o640, "can be read by others: chmod 600 " + path},
		{good, 0o604, "can be read by others"},
		{good, 0o620, "can be read by others"},
		{good[:20], 0o600, "must hold 32 bytes in base64"},
		{"not base64!", 0o600, "must hold 32 bytes in base64"},
		{"", 0o600, "must hold 32 bytes in base64"},
		{good + good, 0o600, "must hold 32 bytes in base64"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		key, err := LoadKey(path)
		switch {
		case c.want == "" && (err != nil || len(key) != KeySize):
			t.Errorf("%o: %v", c.mode, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%q %o: got %v, want %s", c.text, c.mode, err, c.want)
		case err != nil && c.text != "" && strings.Contains(err.Error(), c.text):
			t.Errorf("the key stands in the error: %v", err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := LoadKey(path); !os.IsNotExist(err) && !strings.Contains(err.Error(), "no such file") {
		t.Errorf("got %v", err)
	}
}
