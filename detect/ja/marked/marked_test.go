package marked

import (
	"errors"
	"testing"
)

func TestPlain(t *testing.T) {
	text, spans := Plain("[person-name 山田]さんは\n足が[symptom? 痛い]と[diagnosis/symptom 言う]。\n\n")
	if want := "山田さんは\n足が痛いと言う。\n"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	want := []Span{
		{1, 0, 6, "person-name", "山田"},
		{2, 6, 12, "symptom?", "痛い"},
		{2, 15, 21, "diagnosis/symptom", "言う"},
	}
	if len(spans) != len(want) {
		t.Fatalf("got %v", spans)
	}
	for i, s := range spans {
		if s != want[i] {
			t.Errorf("got %v, want %v", s, want[i])
		}
	}
}

func TestPassages(t *testing.T) {
	var heads []string
	stop := errors.New("stop")
	err := Passages("# a comment\n== 一つ people=1\n[age 3]歳\n== 二つ\nなし\n== 三つ\n", func(head, body string) error {
		heads = append(heads, head+"|"+body)
		if len(heads) == 2 {
			return stop
		}
		return nil
	})
	if err != stop || len(heads) != 2 || heads[0] != "一つ people=1|[age 3]歳" || heads[1] != "二つ|なし" {
		t.Errorf("got %q, %v", heads, err)
	}
}
