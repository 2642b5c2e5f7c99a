package term

import "testing"

func TestEmptyAndAffirms(t *testing.T) {
	for _, s := range []string{"", " ", "無", "なし", "無し", "不明", "－", "-", "―", "N/A", "n/a", "該当なし", "特になし", "特に無し。", "未記入", "×", "空欄", "(なし)", "---", "・", "NULL", "わからない", "既往なし", "手帳なし"} {
		if !Empty(s) {
			t.Errorf("Empty(%q) is false", s)
		}
		if affirms(s) {
			t.Errorf("affirms(%q) is true", s)
		}
	}
	for _, s := range []string{"有", "あり", "有り", "○", "〇", "申請中", "取得済", "更新中", "所持", "通院中", "はい", "交付済み", "(有)", "済"} {
		if !affirms(s) {
			t.Errorf("affirms(%q) is false", s)
		}
		if Empty(s) {
			t.Errorf("Empty(%q) is true", s)
		}
	}
	for _, s := range []string{"うつ病", "無呼吸", "精神2級", "有馬", "なしえ", "佐藤", "1級", "A"} {
		if Empty(s) || affirms(s) {
			t.Errorf("%q: Empty %v, affirms %v, want neither", s, Empty(s), affirms(s))
		}
	}
}
