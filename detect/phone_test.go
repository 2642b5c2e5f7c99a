package detect

import "testing"

func TestMobile(t *testing.T) {
	for key, want := range map[string]bool{
		"07012345678": true, "08012345678": true, "09012345678": true,
		"": false, "05012345678": false, "0312345678": false, "0901234567": false, "+819012345678": false,
	} {
		if Mobile(key) != want {
			t.Errorf("Mobile(%q) = %v", key, !want)
		}
	}
}
