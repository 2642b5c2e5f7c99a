package json

import (
	"strings"
	"testing"

	"monban/extract/extracttest"
)

// The name of a patient in kana is one more field of him, and no second patient.
func TestReading(t *testing.T) {
	const kanji, kana = `{"use":"official","family":"長谷部","given":["千尋"]}`, `{"text":"ハセベ チヒロ","family":"ハセベ","given":["チヒロ"]}`
	for in, want := range map[string]bool{
		`{"resourceType":"Patient","name":[` + kanji + `,` + kana + `]}`:                                   true,
		`{"resourceType":"Patient","name":[` + kana + `,` + kanji + `]}`:                                   true,
		`{"resourceType":"Bundle","entry":[{"resource":{"name":[` + kanji + `,` + kana + `]}},{"a":"b"}]}`: true,
		`[{"team":"A","members":[` + kanji + `,` + kana + `]}]`:                                            false,
		`[{"team":"A","name":[` + kanji + `,{"family":"すずき","given":["一子"]}]}]`:                            false,
	} {
		got := extracttest.Units(t, Format, "x.json", []byte(in))
		if strings.Contains(got, "name.kana\"") != want || !strings.Contains(got, "長谷部") || want && !strings.Contains(got, "ハセベ チヒロ") {
			t.Errorf("%s says\n%s", in, got)
		}
	}
}

// A resource of FHIR by itself is one row, with what its lists hold.
func TestResource(t *testing.T) {
	for in, want := range map[string]int{
		"{\n \"resourceType\" : \"Condition\", \"code\":{\"coding\":[{\"display\":\"統合失調症\"}]},\"subject\":{\"display\":\"長谷部 千尋\"}}": 2,
		`{"resourceType":"Bundle","entry":[{"resource":{"id":"1"}},{"resource":{"id":"2"}}],"total":2,"link":[{"url":"x"}]}`:          7,
		`{"code":{"coding":[{"display":"統合失調症"}]},"subject":{"display":"長谷部 千尋"}}`:                                                    4,
	} {
		if got := extracttest.Units(t, Format, "x.json", []byte(in)); strings.Count("\n"+got, "\nrow") != want {
			t.Errorf("%s says\n%s\nwant %d rows", in, got, want)
		}
	}
}
