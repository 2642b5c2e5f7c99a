package rival_test

import (
	"context"
	"slices"
	"testing"

	"monban/cmd/internal/rival"
)

func TestRead(t *testing.T) {
	r, err := rival.Read(context.Background(), "a.html", []byte("<p>見本一</p><p>見本一二</p><!-- 見本一 -->"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Hidden("見本一"), []string{"", "html-comment"}; !slices.Equal(got, want) {
		t.Errorf("found as %q, want %q", got, want)
	}
	if n := r.Texts()["見本一"]; n != 2 {
		t.Errorf("the text is there %d times, want 2", n)
	}
}

func TestBag(t *testing.T) {
	want, got := rival.Bag{}, rival.Bag{}
	want.Add("ｶﾅ 漢字\u200f ABA")
	got.Add("字カ\nＡ")
	if found, all := want.Found(got, nil); found != 3 || all != 7 {
		t.Errorf("%d of %d, want 3 of 7", found, all)
	}
	if found, all := want.Found(got, rival.Japanese); found != 2 || all != 4 {
		t.Errorf("Japanese: %d of %d, want 2 of 4", found, all)
	}
}
