package ole

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/richardlehane/mscfb"
)

func open(t testing.TB, b []byte) *File {
	t.Helper()
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// What is packed comes out again, here and in another reader.
func TestPackedFilesAreRead(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789abcdef"), 9<<20/16)
	root := Node{Nodes: []Node{
		{Name: "empty"},
		{Name: "short", Data: []byte("abc")},
		{Name: "edge", Data: big[:4096]},
		{Name: "almost", Data: big[:4095]},
		{Name: "big", Data: big},
		{Name: "日本語", Nodes: []Node{{Name: "inner", Data: []byte("x")}, {Name: "deeper", Nodes: []Node{{Name: "y", Data: big[:100]}}}}},
		{Name: "none", Nodes: []Node{}},
	}}
	for i := range 40 {
		root.Nodes = append(root.Nodes, Node{Name: fmt.Sprintf("s%02d", i), Data: big[:i*13]})
	}
	b := Pack(root)
	f := open(t, b)
	if f.Damaged {
		t.Error("a packed file is called damaged")
	}
	var check func(e *Entry, n Node)
	check = func(e *Entry, n Node) {
		for _, c := range n.Nodes {
			got := e.Find(c.Name)
			if got == nil {
				t.Errorf("%s is missing", c.Name)
				continue
			}
			if c.Nodes != nil {
				check(got, c)
				continue
			}
			if data, err := f.Read(got, 1<<30); err != nil || !bytes.Equal(data, c.Data) {
				t.Errorf("%s: %d bytes, want %d: %v", c.Name, len(data), len(c.Data), err)
			}
		}
	}
	check(f.Root, root)
	if n := compare(t, "packed", b); n != 47 {
		t.Errorf("the other reader sees %d streams", n)
	}
}

// compare reads with mscfb, which is the oracle, and counts its streams. It
// gives -1 when mscfb cannot read the file.
func compare(t *testing.T, name string, b []byte) int {
	t.Helper()
	d, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return -1
	}
	f := open(t, b)
	n := 0
	for e, err := d.Next(); err == nil; e, err = d.Next() {
		if e.FileInfo().IsDir() {
			continue
		}
		n++
		want, err := io.ReadAll(io.LimitReader(struct{ io.Reader }{e}, 1<<20))
		if err != nil {
			continue
		}
		at := f.Root
		for _, p := range e.Path {
			if at != nil {
				at = named(at, p)
			}
		}
		if at != nil {
			at = named(at, e.Name)
		}
		if at == nil {
			t.Errorf("%s: a stream is missing: %q", name, e.Name)
			continue
		}
		if got, err := f.Read(at, 1<<20); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %q has %d bytes, want %d: %v", name, e.Name, len(got), len(want), err)
		}
	}
	return n
}

// named finds an entry by the name that the oracle gives it: without a first
// character that cannot be printed.
func named(e *Entry, name string) *Entry {
	i := slices.IndexFunc(e.Entries, func(c *Entry) bool {
		return c.Name == name || len(c.Name) > 0 && c.Name[0] < ' ' && c.Name[1:] == name
	})
	if i < 0 {
		return nil
	}
	return e.Entries[i]
}

func TestRealFilesAgainstTheOracle(t *testing.T) {
	n, refused := 0, 0
	err := filepath.WalkDir("../../../shared/corpora", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".xls", ".doc", ".msg", ".ppt"}, strings.ToLower(filepath.Ext(p))) {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil || !bytes.HasPrefix(b, []byte(Magic)) {
			return err
		}
		n++
		if compare(t, filepath.Base(p), b) < 0 {
			refused++
			if f, err := Open(bytes.NewReader(b), int64(len(b))); err != nil || f.Root.Find("Workbook") == nil {
				t.Logf("%s: neither reader opens it: %v", filepath.Base(p), err)
			}
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Skip("no corpora")
	}
	t.Logf("%d files, %d of them refused by mscfb", n, refused)
}

// Damage costs no more than what it hits, and no reader hangs.
func TestDamage(t *testing.T) {
	root := Node{Nodes: []Node{{Name: "a", Data: bytes.Repeat([]byte("a"), 100)}, {Name: "b", Data: bytes.Repeat([]byte("b"), 10_000)}, {Name: "c", Nodes: []Node{{Name: "d", Data: []byte("d")}}}}}
	b := Pack(root)
	for i := range len(b) {
		for _, v := range []byte{0, 1, 3, 0xFF} {
			bad := bytes.Clone(b)
			bad[i] = v
			walk(bad)
		}
	}
	for i := 0; i < len(b); i += 37 {
		walk(b[:i])
	}
	// The tree of names runs in a circle.
	dir := bytes.Index(b, []byte("R\x00o\x00o\x00t"))
	for at := dir; at < dir+512; at += 128 {
		b[at+68], b[at+72] = 1, 1
		copy(b[at+69:], "\x00\x00\x00")
		copy(b[at+73:], "\x00\x00\x00")
	}
	f := open(t, b)
	if !f.Damaged || f.Root.Find("b") == nil || f.Root.Find("a") == nil {
		t.Errorf("entries are lost: damaged=%t", f.Damaged)
	}
}

func walk(b []byte) {
	f, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return
	}
	var each func(e *Entry)
	each = func(e *Entry) {
		_, _ = f.Read(e, 1<<20)
		for _, c := range e.Entries {
			each(c)
		}
	}
	each(f.Root)
}

func FuzzOpen(f *testing.F) {
	f.Add(Pack(Node{Nodes: []Node{{Name: "a", Data: make([]byte, 100)}, {Name: "b", Data: make([]byte, 5000)}}}))
	f.Fuzz(func(t *testing.T, b []byte) { walk(b) })
}

// However little of its end a file has lost, what is missing is told.
func TestCutFilesAreDamaged(t *testing.T) {
	root := Node{Nodes: []Node{
		{Name: "big", Data: bytes.Repeat([]byte("0123456789"), 500)},
		{Name: "short", Data: []byte("abc")},
		{Name: "last", Data: bytes.Repeat([]byte("x"), 130)},
	}}
	whole := Pack(root)
	for cut := 1; cut < len(whole)-512; cut += 7 {
		b := whole[:len(whole)-cut]
		f, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil || f.Damaged {
			continue
		}
		for _, n := range root.Nodes {
			e := f.Root.Find(n.Name)
			if e == nil {
				t.Fatalf("%d bytes cut: %s is missing, and nothing is said", cut, n.Name)
			}
			if data, err := f.Read(e, 1<<20); err == nil && !bytes.Equal(data, n.Data) {
				t.Fatalf("%d bytes cut: %s is cut, and nothing is said", cut, n.Name)
			}
		}
	}
}

// A last sector that its program did not fill is no damage.
func TestLastSectorNotFilled(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 500) // 9 sectors and 392 bytes
	b := Pack(Node{Nodes: []Node{{Name: "big", Data: data}}})
	// The stream stands first; its last sector becomes the last of the file.
	n := len(b) / 512
	b = append(b, b[10*512:11*512]...)
	fat := b[512*(1+int(binary.LittleEndian.Uint32(b[76:]))):]
	binary.LittleEndian.PutUint32(fat[4*8:], uint32(n-1))
	binary.LittleEndian.PutUint32(fat[4*(n-1):], endOfChain)
	b = b[:n*512+len(data)%512]
	f := open(t, b)
	if got, err := f.Read(f.Root.Find("big"), 1<<20); f.Damaged || err != nil || !bytes.Equal(got, data) {
		t.Errorf("damaged: %v, %d bytes, %v", f.Damaged, len(got), err)
	}
}
