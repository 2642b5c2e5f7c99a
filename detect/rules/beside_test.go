package rules

import (
	"testing"

	"monban/detect"
)

// A name explains the number or the date beside it, and nothing else does.
func TestNamesExplainWhatStandsBesideThem(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		text string
		kind detect.Kind
		want int
	}{
		{"有働 梢様（S52.3.9）", detect.BirthDate, 1},
		{"山田花子さん（昭和52年3月9日）", detect.BirthDate, 1},
		{"氏名：久慈 晶　女　平成11年12月3日", detect.BirthDate, 1},
		{"氏名：佐藤一郎\n昭和10年1月29日", detect.BirthDate, 1},
		{"・山田花子さん、佐藤一郎さん（H3.11.20）", detect.BirthDate, 1},
		{"山田花子さん（2026年11月2日）", detect.BirthDate, 0},
		{"佐々木課長 2003年4月1日入社", detect.BirthDate, 0},
		{"山田花子さんは1998年の大会で優勝。1998年7月12日に帰国した。", detect.BirthDate, 0},
		{"昭和58年4月1日条例第12号", detect.BirthDate, 0},
		{"氏名：山田花子\n有効期限 平成11年12月3日", detect.BirthDate, 0},

		{"園児　山田 つむぎ　令和5年2月11日　女", detect.BirthDate, 1},
		{"子ども YAMADA REN（2017-10-28）", detect.BirthDate, 1},
		{"長男 山田 蓮（令和2年5月6日）", detect.BirthDate, 1},
		{"園児 山田 蓮 2023年4月1日 発熱", detect.BirthDate, 0},
		{"長女 山田 結衣（2023/5/10 入院）", detect.BirthDate, 0},
		{"担当 山田 結衣（2023/5/10）", detect.BirthDate, 0},

		{"山田花子さんの番号は 2551 1848 7336 で合っていますか。", detect.MyNumber, 1},
		{"山田花子さんの伝票の番号は 2551 1848 7336 です。", detect.MyNumber, 0},
		{"扶養家族の番号です。\n長男　佐藤一郎さん　255118487336", detect.MyNumber, 1},
		{"年末調整のため\n佐藤一郎様　2551-1848-7336", detect.MyNumber, 1},
		{"氏名：佐藤一郎\n番号　5119-7181-4785", detect.MyNumber, 1},
		{"佐藤一郎様　255118487337（番号）", detect.MyNumber, 0},
		{"佐藤一郎様の荷物\n佐藤一郎様　441000000066", detect.MyNumber, 0},
		{"ご注文の番号\n佐藤一郎様　255118487336", detect.MyNumber, 0},
		{"佐藤一郎様　441000000066 を発送しました。", detect.MyNumber, 0},
		{"佐藤一郎様と打ち合わせ。型番は255118487336です。", detect.MyNumber, 0},

		{"渡航者のパスポート情報\n佐藤一郎さん　TZ4418273\n山田花子さん　MS2093847", detect.Passport, 2},
		{"佐藤一郎さん　TZ4418273", detect.Passport, 0},
		{"佐藤一郎さん　型番 TZ4418273（パスポートケース）", detect.Passport, 0},

		{"ID: tmiura0425\n仮パスワード: kfmw4821!\n佐藤一郎さんへ", detect.LoginID, 1},
		{"ID: tmiura0425\n佐藤一郎さんへ", detect.LoginID, 0},
	} {
		if got := kindsIn(t, e, asText, tc.text)[tc.kind]; got != tc.want {
			t.Errorf("%q: got %d of %s, want %d", tc.text, got, tc.kind, tc.want)
		}
	}
}

// The value of a label of special care is read with its label.
func TestLabelsOfCare(t *testing.T) {
	e := engine(t)
	for _, tc := range []struct {
		line string
		kind detect.Kind
		want string
	}{
		{"障害支援区分：4", detect.WelfareCertificate, "障害支援区分：4"},
		{"障害支援区分：区分4", detect.WelfareCertificate, "区分4"},
		{"精神障害者保健福祉手帳 2級", detect.DisabilityCertificate, "精神障害者保健福祉手帳 2級"},
		{"傷病名：ホシゾラ病、高血圧症", detect.Diagnosis, "ホシゾラ病"},
		{"アレルギー：ペニシリン", detect.Diagnosis, "ペニシリン"},
		{"主治医：斎藤先生", detect.Doctor, "斎藤先生"},
		{"処方：ヨクナリン錠25mg 1日2回", detect.Medication, "ヨクナリン錠25mg"},
	} {
		found := false
		for _, v := range valuesIn(t, e, "氏名：佐藤一郎\n"+tc.line, tc.kind) {
			found = found || v == tc.want
		}
		if !found {
			t.Errorf("%q: got %q, want %q", tc.line, valuesIn(t, e, "氏名：佐藤一郎\n"+tc.line, tc.kind), tc.want)
		}
	}
}

func valuesIn(t *testing.T, e *detect.Engine, s string, kind detect.Kind) (out []string) {
	t.Helper()
	for _, f := range findingsIn(t, e, asText, s) {
		if f.Kind == kind {
			out = append(out, f.Value.Reveal())
		}
	}
	return out
}
