package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"errors"
	"fmt"
	"strings"
	"testing"

	"monban/extract"
)

// sealed writes the file of a maker with AES-256 (revision 6) or RC4-128
// (revision 3) under a user's password. It is the other direction of lock.
func sealed(m *maker, revision int, password string) []byte {
	objs := m.finish()
	key := []byte("0123456789abcdefghijklmnopqrstuv")
	salt := []byte("saltsaltkeysalty")
	var dict string
	l := &lock{key: key, streams: aes256, strs: aes256}
	if revision == 6 {
		k := &keyring{r: 6}
		u := append(k.hash([]byte(password), salt[:8], nil), salt...)
		block, _ := aes.NewCipher(k.hash([]byte(password), salt[8:], nil))
		ue := make([]byte, 32)
		cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(ue, key)
		dict = fmt.Sprintf("<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /U <%x> /UE <%x> /O <%x> /OE <%x> /Perms <%x> /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF >>",
			u, ue, make([]byte, 48), make([]byte, 32), make([]byte, 16))
	} else {
		k := &keyring{r: 3, length: 128, o: bytes.Repeat([]byte{7}, 32), p: 0xfffffffc, id: []byte("id"), meta: true}
		l = &lock{key: k.fileKey([]byte(password))}
		s := md5.Sum(append(bytes.Clone(padding), k.id...))
		u := xorRC4(l.key, s[:])
		for i := byte(1); i <= 19; i++ {
			u = xorRC4(mixed(l.key, i), u)
		}
		dict = fmt.Sprintf("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%x> /U <%x> >>", k.o, append(u, make([]byte, 16)...))
	}
	for n, body := range objs {
		head, rest, ok := strings.Cut(body, "stream\n")
		if !ok {
			continue
		}
		data := []byte(strings.TrimSuffix(rest, "\nendstream"))
		if revision == 6 {
			pad := 16 - len(data)%16
			data = append(data, bytes.Repeat([]byte{byte(pad)}, pad)...)
			block, _ := aes.NewCipher(key)
			cipher.NewCBCEncrypter(block, salt).CryptBlocks(data, data)
			data = append(bytes.Clone(salt), data...)
		} else {
			data = l.undo(rc4Method, n, 0, data)
		}
		i := strings.LastIndex(head, "/Length")
		objs[n] = fmt.Sprintf("%s/Length %d >>\nstream\n%s\nendstream", head[:i], len(data), data)
	}
	out := &maker{objs: map[int]string{}, info: "/ID [<6964> <6964>] /Encrypt 800 0 R"}
	for n, body := range objs {
		out.objs[n] = body
	}
	out.objs[800] = dict
	return out.write(out.objs)
}

func TestPasswordInShiftJIS(t *testing.T) {
	d, err := readAll(sealed(simple(), 3, sjis("ひみつ")), "ひみつ")
	if err != nil || texts(d) != "氏名 山田太郎" {
		t.Errorf("got %q, %v", texts(d), err)
	}
}

func TestEncryptedFiles(t *testing.T) {
	for _, revision := range []int{3, 6} {
		for _, tc := range []struct {
			locked string
			given  []string
			open   bool
		}{
			{"", nil, true},
			{"ひみつ", []string{"x", "ひみつ"}, true},
			{"ひみつ", []string{"x"}, false},
			{"ひみつ", nil, false},
		} {
			d, err := readAll(sealed(simple(), revision, tc.locked), tc.given...)
			ce := (*extract.CodeError)(nil)
			switch {
			case tc.open && (err != nil || texts(d) != "氏名 山田太郎"):
				t.Errorf("revision %d, password %q: got %q, %v", revision, tc.locked, texts(d), err)
			case !tc.open && (!errors.As(err, &ce) || ce.Code != extract.Encrypted):
				t.Errorf("revision %d without the password: %v", revision, err)
			}
		}
	}
}
