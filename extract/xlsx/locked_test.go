package xlsx

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"monban/extract"
	"monban/extract/ole"
)

// lockedBook makes a workbook with one cell that a password locks.
func lockedBook(t testing.TB, password string) []byte {
	t.Helper()
	f := excelize.NewFile()
	f.SetCellStr("Sheet1", "B2", "見本 花子")
	var out bytes.Buffer
	if _, err := f.WriteTo(&out, excelize.Options{Password: password}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestLockedWorkbooks(t *testing.T) {
	for _, c := range []struct {
		name, password string
		given          []string
		opens          bool
	}{
		{"no password given", "himitsu", nil, false},
		{"wrong password", "himitsu", []string{"other", ""}, false},
		{"right password", "himitsu", []string{"other", "himitsu"}, true},
		{"Japanese password", "ひみつ", []string{"ひみつ"}, true},
		{"only protected against changes", "VelvetSweatshop", nil, true},
	} {
		data := lockedBook(t, c.password)
		f := extract.File{Name: "x.xlsx", Size: int64(len(data)), Data: bytes.NewReader(data), Limits: extract.DefaultLimits(), Passwords: c.given}
		if !Format.Match(f, data[:4096]) {
			t.Fatalf("%s: Match does not know it", c.name)
		}
		k := &keeper{}
		err := Format.Read(context.Background(), f, k)
		if c.opens {
			if err != nil || k.find("見本") == nil {
				t.Errorf("%s: error %v, units %v", c.name, err, len(k.Units))
			}
			continue
		}
		ce := (*extract.CodeError)(nil)
		if !errors.As(err, &ce) || ce.Code != extract.Encrypted || len(k.Units) > 0 {
			t.Errorf("%s: error %v, %d units", c.name, err, len(k.Units))
		}
	}
}

func TestLockedWorkbookThatTakesForever(t *testing.T) {
	data, err := os.ReadFile(corpora + "/calamine/tests/pass_protected.xlsx")
	if err != nil {
		t.Skip(err)
	}
	ce := (*extract.CodeError)(nil)
	f := extract.File{Name: "x.xlsx", Size: int64(len(data)), Limits: extract.DefaultLimits()}
	f.Data = bytes.NewReader(data)
	if err := Format.Read(context.Background(), f, &keeper{}); !errors.As(err, &ce) || ce.Code != extract.Encrypted {
		t.Errorf("as it is: %v", err)
	}
	f.Data = bytes.NewReader(bytes.Replace(data, []byte(`spinCount="100000"`), []byte(`spinCount="999999999"`), 1))
	if err := Format.Read(context.Background(), f, &keeper{}); !errors.As(err, &ce) || ce.Code != extract.Limit {
		t.Errorf("hashed a billion times: %v", err)
	}
}

func TestOtherCompoundFilesAreNotOurs(t *testing.T) {
	head := append([]byte(ole.Magic), make([]byte, 4088)...)
	f := extract.File{Name: "x.xlsx", Size: int64(len(head)), Data: bytes.NewReader(head)}
	if Format.Match(f, head) {
		t.Error("an empty compound file is taken for a workbook")
	}
	data, err := os.ReadFile(corpora + "/sheetjs/password_2002_40_xor.xls")
	if err != nil {
		t.Skip(err)
	}
	f = extract.File{Name: "x.xls", Size: int64(len(data)), Data: bytes.NewReader(data)}
	if Format.Match(f, data[:4096]) {
		t.Error("an .xls file is taken for a workbook of this format")
	}
}
