package detect

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSecretNeverPrints(t *testing.T) {
	const raw = "123456789018"
	s := Hide(MyNumber, raw)
	type pub struct{ V Secret }
	type priv struct{ v Secret }
	for _, v := range []any{s, &s, pub{s}, priv{s}, []Secret{s}, map[string]Secret{"a": s}, Finding{Value: s}, &Report{Findings: []Finding{{Value: s}}}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			got := fmt.Sprintf(verb, v)
			if strings.Contains(got, raw) || strings.Contains(got, "313233343536373839303138") {
				t.Errorf("%T printed with %s shows the value: %s", v, verb, got)
			}
		}
		if b, err := json.Marshal(v); err == nil && strings.Contains(string(b), raw) {
			t.Errorf("%T as JSON shows the value: %s", v, b)
		}
	}
	if s.Reveal() != raw {
		t.Errorf("Reveal gave %q", s.Reveal())
	}
}

func TestMask(t *testing.T) {
	for _, c := range []struct {
		kind     Kind
		in, want string
	}{
		{MyNumber, "123456789018", "1234********"},
		{MyNumber, "1234-5678-9018", "1234**********"},
		{MyNumber, "１２３４５６７８９０１８", "１２３４********"},
		{Email, "hanako@example.com", "h*****@example.com"},
		{PersonName, "山田太郎", "山***"},
		{BirthDate, "1985年1月2日", "1985*****"},
		{BirthDate, "昭和60年1月2日", "昭和60年****"},
		{BirthDate, "S60.1.2", "S60****"},
		{BirthDate, "1985-01-02", "1985******"},
		{BirthDate, "19850102", "1985****"},
		{Address, "東京都新宿区西新宿2-8-1", "東京都新宿区********"},
		{Address, "京都府京都市中京区1", "京都府京都市****"},
		{Address, "市川市八幡1-1", "市川市*****"},
		{Phone, "090-1234-5678", "090-1********"},
		{Diagnosis, "統合失調症", "統****"},
		{Sex, "男", "*"},
		{Password, "12345678", "1*******"},
	} {
		got := mask(c.kind, c.in)
		if got != c.want {
			t.Errorf("mask(%s, %q) = %q, want %q", c.kind, c.in, got, c.want)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(c.in) {
			t.Errorf("mask(%s, %q) has another length: %q", c.kind, c.in, got)
		}
	}
}
