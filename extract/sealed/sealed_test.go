package sealed

import (
	"context"
	"errors"
	"testing"

	"monban/extract"
	"monban/extract/extracttest"
)

var samples = []struct{ what, content, want string }{
	{"enveloped", "\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x80\x30\x80\x02\x01\x00\x31\x82\x01\x2d", "p7m"},
	{"enveloped, of a told length", "\x30\x82\x05\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0\x82\x05\x01\x30", "p7m"},
	{"enveloped and authenticated", "\x30\x82\x05\x10\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17\xa0\x82", "p7m"},
	{"signed", "\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31", ""},
	{"certificate", "\x30\x82\x03\x0f\x30\x82\x01\xf7\xa0\x03\x02\x01\x02\x02\x14\x01\x02\x03\x04\x05", ""},
	{"armoured", "-----BEGIN PGP MESSAGE-----\n\nhQEMA0000\n-----END PGP MESSAGE-----\n", "pgp"},
	{"for somebody", "\x85\x01\x0c\x03\x11\x22\x33\x44\x55\x66\x77\x88\x01\x07\xff\x00\x01", "pgp"},
	{"with a password", "\x8c\x0d\x04\x09\x03\x02\x11\x22\x33\x44\x55\x66\x77\x88\x60\xd2\x40", "pgp"},
	{"with a password, new form", "\xc3\x0d\x04\x09\x03\x02\x11\x22\x33\x44\x55\x66\x77\x88\x60\xd2\x40", "pgp"},
	{"public key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n", ""},
	{"signature", "-----BEGIN PGP SIGNATURE-----\n\niQEz\n", ""},
	{"Japanese text in CP932", "\x8c\x8e\x97\x6a\x93\xfa\x82\xcc\x89\xef\x8b\x63\x82\xc5\x82\xb7\x81\x42", ""},
	{"Japanese text in UTF-8", "御見積書を送付いたします。", ""},
	{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""},
	{"empty", "", ""},
	{"short", "\x85\x01", ""},
}

func TestFormats(t *testing.T) {
	for _, tt := range samples {
		got := ""
		for _, f := range Formats() {
			ef := extracttest.File("x", []byte(tt.content))
			if !f.Match(ef, []byte(tt.content)) {
				continue
			}
			got = f.Name
			ce := (*extract.CodeError)(nil)
			if err := f.Read(context.Background(), ef, extracttest.Discard{}); !errors.As(err, &ce) || ce.Code != extract.Encrypted {
				t.Errorf("%s: %v, want encrypted", tt.what, err)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s.content))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, fm := range Formats() {
			fm.Match(extracttest.File("x", b), b) // must not panic
		}
	})
}
