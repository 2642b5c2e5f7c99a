package archive

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"monban/extract"
	"monban/extract/extracttest"
)

// packings were made with 7-Zip 16.02 from roster and machine: zip with
// -mm=Deflate64 and -mm=LZMA, 7z with -m0=Deflate64, -m0=BCJ -m1=LZMA and
// -m0=BCJ2 -m1=LZMA:d16 -m2=LZMA:d16 -m3=LZMA:d16 -mb0:1 -mb0s1:2 -mb0s2:3.
var packings = map[string]string{
	"deflate64.zip": `UEsDBBUAAAAJAMUFdl3Gylp/MwAAAMADAAAIAAAAdGV4dC50eHTlyLEJACAMBMDeWQwYVND5rCxEtLdztYBukTnCX3n/7Le6jCZ3eq4l
U4jEycE//MO/iVdQSwECPwMVAAAACQDFBXZdxspafzMAAADAAwAACAAkAAAAAAAAACCApIEAAAAAdGV4dC50eHQKACAAAAAAAAEAGACV
suLcGnrdAQAAAAAAAAAAAAAAAAAAAABQSwUGAAAAAAEAAQBaAAAAWQAAAAAA`,
	"lzma.zip": `UEsDBD8AAgAOAMUFdl3Gylp/NAAAAMADAAAIAAAAdGV4dC50eHQaAgUAXQAQAAAAdKdOToT1fQsQVEg8eNKgps2/8VW8BFVbCv2XYJEB
FiRFToB2C//+STgAUEsBAj8DPwACAA4AxQV2XcbKWn80AAAAwAMAAAgAJAAAAAAAAAAggKSBAAAAAHRleHQudHh0CgAgAAAAAAABABgA
lbLi3Bp63QEAAAAAAAAAAAAAAAAAAAAAUEsFBgAAAAABAAEAWgAAAFoAAAAAAA==`,
	"d64.7z": `N3q8ryccAATofVZmMwAAAAAAAABaAAAAAAAAALb5HyflyLEJACAMBMDeWQwYVND5rCxEtLdztYBukTnCX3n/7Le6jCZ3eq4lU4jEycE/
/MO/iVcBBAYAAQkzAAcLAQABAwQBCQyDwAAICgHGylp/AAAFARkLAAAAAAAAAAAAAAAREwB0AGUAeAB0AC4AdAB4AHQAAAAZABQKAQCV
suLcGnrdARUGAQAggKSBAAA=`,
	"bcj.7z": `N3q8ryccAASWpqKLgAEAAAAAAABqAAAAAAAAALNwT6AARZE8DoJvgHT1Vxc0Pf90BwMD7ePT/59z3/7gvJR2tdNXO9JTEALgT5/wm6Zv
XuZ53lHclJwE9lumq1C6CgI/4whfy+2zUklzltAeiQQjO0G4R1DhP4PcjilLqeVGK3QBR2FW0n5QzMQAA+E6J7Kf8TZBdNEZ0S7/9yvx
M7cBU77ycHHTZg+dHdz96M6NCqtC+twcHjCbpJwDT4xFW1E7MnSSWKSCV61SvRgoUaqhjR1AYEqCgn8ZQhwaazTEZVukUbm6r/4rBKcC
ewfmcOpsHosYsOW6RV1LyBGxxQWInU+jaToeiPnNev2iRvd7aU1gnlOcKx7VxynFxlrJfO3eUH0b7hrG1mJkEkysCbPjlaOdRuz6neup
2yXNs2dopK/TMhj5w8Xt05nSDie+Ox1efJnzi0qxuSu7i+RGrEXRjeOfHHQwqR3d+5Rnh4Evi2uq4Xk4OXKH++ldzh2qzErOrJGGhWC+
LFAoirgR7KSlAtMD1D8rC+7XWyi48TefJlUBBAYAAQmBgAAHCwEAAiMDAQEFXQAQAAAEAwMBAwEADIQyhDIACAoB7RlRewAABQEZCwAA
AAAAAAAAAAAAERMAcAByAG8AZwAuAGIAaQBuAAAAGQAUCgEAVKTT3Bp63QEVBgEAIICkgQAA`,
	"bcj2.7z": `N3q8ryccAAQIenDGuQEAAAAAAACKAAAAAAAAAF00j78ARZE8Do10u4B5lp1mUX8imtQRX5L82HVLmzrosz9ezzCYvynjGYnjzQiyV6hJ
wKfOyPDxcJ0CRUfvVg9je3xJAJPFRb4VNfasvlcPGFKRo5q1UVkUrhTyAZQLeRNw+jSB42AKAJIpkcusP6LdxIZ7BYQ8G9lbFuHxaLVo
1HX3WeoKNRW04Uo0eoIZhhnaxeuOFQN+NmrsDutcp/tgzfi9b4a8ftGQ273inZSUFP5qB0w1ADVdMfYKEhT3Ny9goU5Ci6lkJBtt1WQ3
WdnUD6vGH8ZOEt5xB8GGCt9dwoiskhpsp1jiMsmylgW1+3PbKm0C9kbWbRIuI9rcnweSPcoKJak0fDZWZK6b65jRyQP1T6vTeSYFWked
mS8Nn0JhvvFiS6svEcAbpKdRw/nvuBIRZRppH2ygk/g67z8OgAzeiH3AKy22+4nPkD2h+JCH/QjeSHtDIj2MzibbPHY8pK+kn77Q4moM
eorITZayP55NgJtO97LngE9+xkg74pyGSAAAiyo6sOAZvEO+RJ4kfBwjx6P4S5SvY26gAABoDoPLc8/tUxPVISwAAABgBoE8eUTJ/60F
xbSYRAABBAYABAmBgBkPEQAHCwEABCMDAQEFXQAQAAAjAwEBBV0AEAAAIwMBAQVdABAAABQDAwEbBAEFAAQBAwICBgEADIDAgICC8oQy
AAgKAe0ZUXsAAAUBGQYAAAAAAAAREwBwAHIAbwBnAC4AYgBpAG4AAAAZABQKAQBUpNPcGnrdARUGAQAggKSBAAA=`,
}

// unsupported is of method 98, PPMd of variant I.
const unsupported = `UEsDBD8AAABiAMUFdl3Gylp/JgAAAMADAAAIAAAAdGV4dC50eHQHAOix1yY8Z3yQrpW4S11OLptFQO22zkz7wUV5AAAAAABFcPmAAFBL
AQI/Az8AAABiAMUFdl3Gylp/JgAAAMADAAAIACQAAAAAAAAAIICkgQAAAAB0ZXh0LnR4dAoAIAAAAAAAAQAYAJWy4twaet0BAAAAAAAA
AAAAAAAAAAAAAFBLBQYAAAAAAQABAFoAAABMAAAAAAA=`

func roster() string { return strings.Repeat("青葉千夏,1985-03-14\n", 40) }

// machine is what looks like one to the filters: calls and jumps to three
// places, conditional jumps, and bytes that only look like calls.
func machine() string {
	var out []byte
	for k := range 120 {
		out = append(out, 0x8b, 0x45, byte(k&0x7f))
		target := []int{0x40, 0x200, 0x3000}[k%3]
		out = append(out, []string{"\xe8", "\xe9", "\x0f\x84"}[k%5%3]...)
		out = binary.LittleEndian.AppendUint32(out, uint32(target-len(out)-4))
		if k%7 == 0 {
			out = append(out, "\xe8\xe8\x00\xe9\xff"...)
		}
	}
	return string(out)
}

// taken keeps the files that come.
type taken struct {
	extracttest.Discard
	content []string
	errs    []error
}

func (k *taken) File(_ string, _ extract.Hidden, r io.Reader) error {
	b, err := io.ReadAll(r)
	k.content, k.errs = append(k.content, string(b)), append(k.errs, err)
	return nil
}

func unpack(t *testing.T, name string, b []byte) *taken {
	t.Helper()
	k := &taken{}
	f := Zip
	if strings.HasSuffix(name, ".7z") {
		f = SevenZip
	}
	if err := f.Read(context.Background(), extracttest.File(name, b), k); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	return k
}

func decoded(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(s, "\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestMethods(t *testing.T) {
	for name, s := range packings {
		want := roster()
		if strings.HasPrefix(name, "bcj") {
			want = machine()
		}
		b := decoded(t, s)
		if k := unpack(t, name, b); len(k.content) != 1 || k.content[0] != want || k.errs[0] != nil {
			t.Errorf("%s: got %.80q, %v", name, k.content, k.errs)
		}
		for i := range b { // must not panic or hang; what comes out is told to be wrong
			bad := bytes.Clone(b)
			bad[i] ^= 0x10
			if k := (&taken{}); Zip.Read(context.Background(), extracttest.File(name, bad), k) == nil && strings.HasSuffix(name, ".7z") {
				_ = SevenZip.Read(context.Background(), extracttest.File(name, bad), k) // the error says so
			}
		}
	}
	if k := unpack(t, "ppmd.zip", decoded(t, unsupported)); len(k.errs) != 1 || !strings.HasPrefix(k.errs[0].Error(), "unsupported") {
		t.Errorf("an unknown method: %v", k.errs)
	}
}

// The methods of zip that 7-Zip 16 does not write.
func TestNewMethods(t *testing.T) {
	var x, z bytes.Buffer
	xw, err := xz.NewWriter(&x)
	if err != nil {
		t.Fatal(err)
	}
	zw, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.WriteCloser{xw, zw} {
		if _, err := io.WriteString(w, roster()); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for method, b := range map[uint16][]byte{zipXZ: x.Bytes(), zipZstd: z.Bytes(), zipZstdOld: z.Bytes()} {
		e := entry{method: method, packed: int64(len(b)), size: int64(len(roster())), data: func() io.Reader { return bytes.NewReader(b) }}
		got, err := io.ReadAll(e.unpack(e.data(), method, false, extract.DefaultLimits()))
		if err != nil || string(got) != roster() {
			t.Errorf("method %d: %.60q, %v", method, got, err)
		}
	}
}
