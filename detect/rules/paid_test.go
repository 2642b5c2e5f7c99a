package rules

import (
	"strings"
	"testing"

	"monban/detect"
)

// Where the lines are about wages, an amount behind a name is what he earns.
func TestWagesBehindNames(t *testing.T) {
	e := engine(t)
	for _, tc := range [...][2]string{
		{"10月からの時給です。安東さん1,180円、馬渕さん1,150円。", "1,180円|1,150円"},
		{"冬季賞与（控）\nS0718　豊嶋 弘明　683,000円\nS0942　朝比奈 潤　417,500円", "683,000円|417,500円"},
		{"先月分の件、小海さんは186,420円、飛田さんは142,875円で振り込みました。深夜手当が漏れていました。", "186,420円|142,875円"},
		{"給与改定\n平賀 直人：24万8千円", "24万8千円"},

		{"懇親会の集金です。安東さん1,180円、馬渕さん1,150円。", ""},
		{"請求書　豊嶋 弘明様　683,000円", ""},
		{"注文の品　豊嶋 弘明様　3,800円", ""},
		{"給与担当より：立替金　安東さん1,180円", ""},
		{"豊嶋 弘明様　683,000円", ""},
		{"給与計算ソフト　豊嶋 弘明様　98,000円", ""},
		{"賃金セミナーの申込　豊嶋 弘明様　3,000円", ""},
	} {
		if got := strings.Join(valuesIn(t, e, tc[0], detect.Salary), "|"); got != tc[1] {
			t.Errorf("%q: got %q, want %q", tc[0], got, tc[1])
		}
	}
}
