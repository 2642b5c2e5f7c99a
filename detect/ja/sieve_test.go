package ja

import (
	"fmt"
	"testing"
)

func TestSieve(t *testing.T) {
	s := newSieve(1 << 12)
	for i := range 400 {
		s.add(hashText(fmt.Sprint("in", i)))
	}
	passed := 0
	for i := range 400 {
		if !s.may(hashText(fmt.Sprint("in", i))) {
			t.Fatalf("in%d is denied", i)
		}
		if s.may(hashText(fmt.Sprint("out", i))) {
			passed++
		}
	}
	if passed > 80 { // a tenth of the bits are set
		t.Errorf("%d of 400 others pass", passed)
	}
}

func TestSieveOfNames(t *testing.T) {
	names, l := shared().names, lists()
	for _, s := range []string{"佐藤", "長谷川", "勅使河原", "太郎", "花子", "龍之介"} {
		if !names.may(hashText(s)) {
			t.Errorf("the dictionary has %s as a name", s)
		}
	}
	for s := range l.given {
		if !l.names.may(hashText(s)) {
			t.Errorf("the lists have %s as a name", s)
		}
	}
	passed, all := 0, 0
	for _, a := range []string{"会議", "資料", "担当", "来週", "予定", "報告", "注文", "契約", "電話", "部品"} {
		for _, b := range []string{"番号", "一覧", "変更", "確認", "依頼", "完了", "会社", "製品", "場所", "時刻"} {
			all++
			if h := hashText(a + b); names.may(h) || l.names.may(h) {
				passed++
			}
		}
	}
	if passed > all/3 {
		t.Errorf("%d of %d pairs of plain words pass", passed, all)
	}
}
