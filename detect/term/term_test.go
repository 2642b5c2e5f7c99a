package term

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"monban/detect"
	"monban/detect/ja"
	"monban/dict"
	"monban/extract"
)

var shipped = sync.OnceValues(func() (*Finder, error) {
	terms, err := dict.Builtin()
	if err != nil {
		return nil, err
	}
	return New(terms), nil
})

func builtin(t testing.TB) *Finder {
	t.Helper()
	f, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func text(s string) *detect.Text { return ja.Prepare(extract.Unit{Text: s}) }

// kinds lists what f finds in s when a person stands beside it.
func kinds(f *Finder, x *detect.Text) map[detect.Kind][]string {
	out := map[detect.Kind][]string{}
	f.Find(x, func(k detect.Kind, m detect.Match) {
		if detect.Confidence(m.Odds, m.Evidence|detect.WithPerson) >= detect.Least {
			out[k] = append(out[k], x.Norm[m.Start:m.End])
		}
	})
	return out
}

// cases reads a file of lines "kind: text|text".
func cases(t *testing.T, name string, use func(kind detect.Kind, s string)) (n int) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		kind, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		for s := range strings.SplitSeq(list, "|") {
			use(detect.Kind(kind), s)
			n++
		}
	}
	return n
}

func TestHits(t *testing.T) {
	f := builtin(t)
	missed := 0
	n := cases(t, "testdata/hits.txt", func(kind detect.Kind, s string) {
		if got := kinds(f, text(s)); len(got[kind]) == 0 {
			missed++
			t.Errorf("%s not found in %q: %v", kind, s, got)
		}
	})
	if n < 300 {
		t.Errorf("%d cases, want at least 300", n)
	}
	t.Logf("recall %.3f of %d", 1-float64(missed)/float64(n), n)
}

func TestMisses(t *testing.T) {
	f := builtin(t)
	alarms := 0
	n := cases(t, "testdata/misses.txt", func(_ detect.Kind, s string) {
		if got := kinds(f, text(s)); len(got) != 0 {
			alarms++
			t.Errorf("found in %q: %v", s, got)
		}
	})
	if n < 150 {
		t.Errorf("%d cases, want at least 150", n)
	}
	t.Logf("%d false alarms in %d", alarms, n)
}

// A term alone is a topic, whatever it is.
func TestTermsAloneAreTopics(t *testing.T) {
	f := builtin(t)
	cases(t, "testdata/hits.txt", func(_ detect.Kind, s string) {
		f.Find(text(s), func(k detect.Kind, m detect.Match) {
			if m.Confidence() >= detect.Least {
				t.Errorf("%s in %q has confidence %.2f without a person", k, s, m.Confidence())
			}
		})
	})
}

func TestRangesCoverGradesAndNames(t *testing.T) {
	f := builtin(t)
	for _, tc := range []struct {
		s    string
		kind detect.Kind
		want string
	}{
		{"身体障害者手帳（第1種）１級を所持", detect.DisabilityCertificate, "身体障害者手帳(第1種)1級"},
		{"療育手帳 B2 の方", detect.DisabilityCertificate, "療育手帳 B2"},
		{"愛の手帳４度", detect.DisabilityCertificate, "愛の手帳4度"},
		{"障害支援区分：区分４", detect.WelfareCertificate, "区分4"},
		{"要介護度は3", detect.WelfareCertificate, "要介護度は3"},
		{"双極性障害Ⅱ型の治療", detect.Diagnosis, "双極性障害II型"},
		{"オランザピン5mg 1錠", detect.Medication, "オランザピン5mg"},
		{"昨日さくらクリニックを受診", detect.Hospital, "さくらクリニック"},
		{"私は東京第一病院に通院", detect.Hospital, "東京第一病院"},
		{"主治医：佐藤先生", detect.Doctor, "佐藤先生"},
		{"鈴木医師より", detect.Doctor, "鈴木医師"},
		{"担当医の高田医師", detect.Doctor, "高田医師"},
		{"主治医 佐々木", detect.Doctor, "佐々木"},
		{"主治医 北山病院 斎藤先生", detect.Hospital, "北山病院"},
		{"障害支援区分は区分2", detect.WelfareCertificate, "区分2"},
		{"障害支援区分：2", detect.WelfareCertificate, "障害支援区分:2"},
		{"要介護度　要支援1", detect.WelfareCertificate, "要支援1"},
		{"要介護状態区分 要介護5", detect.WelfareCertificate, "要介護5"},
		{"障害支援区分2の方", detect.WelfareCertificate, "障害支援区分2"},
		{"ロキソニン錠60mg 3錠 分3", detect.Medication, "ロキソニン錠60mg"},
		{"カロナール1錠", detect.Medication, "カロナール"},
		{"リーマス200 2錠", detect.Medication, "リーマス200"},
		{"デパケンR錠200mg 2T分2", detect.Medication, "デパケンR錠200mg"},
		{"フロセミド 20mg/日", detect.Medication, "フロセミド 20mg"},
		{"ムコダイン細粒50%　1.2g", detect.Medication, "ムコダイン細粒50%"},
		{"ワーファリン注意", detect.Medication, "ワーファリン"},
		{"インスリン注射 8単位", detect.Medication, "インスリン注射"},
		{"右大腿骨頸部骨折の手術", detect.Diagnosis, "右大腿骨頸部骨折"},
		{"左橈骨遠位端骨折", detect.Diagnosis, "左橈骨遠位端骨折"},
		{"術後せん妄", detect.Diagnosis, "術後せん妄"},
		{"傷病名　2型糖尿病", detect.Diagnosis, "2型糖尿病"},
		{"急性腰痛", detect.Symptom, "急性腰痛"},
		{"労作時呼吸困難が増悪", detect.Symptom, "労作時呼吸困難"},
		{"昨夜の右股関節の痛み", detect.Symptom, "右股関節の痛み"},
		{"重度知的障害", detect.Disability, "重度知的障害"},
		{"自傷行為あり", detect.Symptom, "自傷行為"},
		{"胃がん術後", detect.Diagnosis, "胃がん"},
		{"児童虐待の疑い", detect.CrimeVictim, "児童虐待"},
		{"傷害の疑いで逮捕された", detect.CriminalRecord, "傷害の疑いで逮捕"},
		{"詐欺罪で有罪判決", detect.CriminalRecord, "詐欺罪で有罪判決"},
		{"大麻取締法違反の容疑で起訴", detect.CriminalRecord, "大麻取締法違反の容疑で起訴"},
		{"昨年、窃盗により書類送検", detect.CriminalRecord, "窃盗により書類送検"},
		{"就労移行支援利用中", detect.WelfareCertificate, "就労移行支援"},
		{"現在はあおぞら記念病院に通院", detect.Hospital, "あおぞら記念病院"},
		{"うつ病でみなとメンタルクリニックに", detect.Hospital, "みなとメンタルクリニック"},
		{"かかりつけはレディースクリニック花水木です", detect.Hospital, "レディースクリニック花水木"},
		{"メンタルクリニックこもれびを受診", detect.Hospital, "メンタルクリニックこもれび"},
		{"紹介元 若草クリニック 院長 中川", detect.Hospital, "若草クリニック"},
		{"花子さんはみなとメンタルクリニックに", detect.Hospital, "みなとメンタルクリニック"},
		{"太郎くんのひまわり小児科", detect.Hospital, "ひまわり小児科"},
		{"山田様はみなと病院へ", detect.Hospital, "みなと病院"},
		{"治療のためひばり歯科で", detect.Hospital, "ひばり歯科"},
		{"通院先はなみずき整形外科です", detect.Hospital, "なみずき整形外科"},
		{"駅前のあんず薬局で", detect.Medication, "あんず薬局"},
		{"桜木皮フ科", detect.Hospital, "桜木皮フ科"},
		{"診断コード F20.0（統合失調症）", detect.Diagnosis, "F20.0"},
		{"血圧 150/95mmHg", detect.HealthCheck, "血圧 150/95mmHg"},
	} {
		got := kinds(f, text(tc.s))[tc.kind]
		found := false
		for _, g := range got {
			found = found || g == tc.want
		}
		if !found {
			t.Errorf("%q: got %q, want %q", tc.s, got, tc.want)
		}
	}
}

func TestLabelsAdmitWeakWordsAndSpeakAgainstOthers(t *testing.T) {
	f := builtin(t)
	under := func(label, s string, header detect.Evidence) (out []string) {
		x := text(s)
		x.Label = label
		f.Find(x, func(k detect.Kind, m detect.Match) {
			if detect.Confidence(m.Odds, m.Evidence|detect.WithPerson|header) >= detect.Least {
				out = append(out, string(k))
			}
		})
		return out
	}
	for _, tc := range []struct {
		label, s string
		header   detect.Evidence
		want     string
	}{
		{"障害種別", "精神", detect.ColumnHeader, "[disability]"},
		{"障害支援区分", "区分3", detect.ColumnHeader, "[welfare-certificate]"},
		{"診療科", "精神科", detect.ColumnHeader, "[hospital]"},
		{"病名", "がん", detect.ColumnHeader, "[diagnosis]"},
		{"所属", "精神", 0, "[]"},
		{"取引先", "さくら病院", 0, "[]"},
		{"研修名", "うつ病", 0, "[]"},
		{"専門分野", "糖尿病", 0, "[]"},
	} {
		if got := fmt.Sprint(under(tc.label, tc.s, tc.header)); got != tc.want {
			t.Errorf("%s under %s: got %s, want %s", tc.s, tc.label, got, tc.want)
		}
	}
}

func TestBorderFuncDecidesShortKanji(t *testing.T) {
	terms := []dict.Term{{Text: "梅毒", Kind: "diagnosis", Entry: "梅毒"}}
	f := New(terms)
	if got := kinds(f, text("紅梅毒草")); len(got) != 0 {
		t.Errorf("got %v without a tokenizer, want nothing", got)
	}
	f.Border = func(string, int, int) bool { return true }
	if got := kinds(f, text("紅梅毒草")); len(got) != 1 {
		t.Errorf("got %v where a tokenizer sees borders, want one", got)
	}
}

// Whatever the text repeats, the time must grow with its length and not faster:
// a quadratic search needs minutes for these.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	f := builtin(t)
	for _, part := range []string{"病院", "ア", "ゼパム", "主治医", "5mg", "身", "・", " ", "がん", "手帳", "身体障害者手帳(", "うつ", "F20", "さくら", "一", "オランザピン5mg ", "療育手帳 "} {
		for _, s := range []string{strings.Repeat(part, 400000/len(part)), strings.Repeat("・", 60000) + strings.Repeat(part, 200000/len(part)), strings.Repeat(part, 200000/len(part)) + strings.Repeat(" ", 200000)} {
			start := time.Now()
			f.Find(text(s), func(detect.Kind, detect.Match) {})
			if d := time.Since(start); d > time.Minute {
				t.Errorf("%q repeated: %v", part, d)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	finder := builtin(f)
	for _, s := range []string{"身体障害者手帳（第1種）１級", "主治医：佐藤", "さくら病院なし", "オランザピン5mg", "F20.0 うつ病", "\xff病院", "療育手帳マル"} {
		f.Add(s, "病名")
	}
	f.Fuzz(func(t *testing.T, s, label string) {
		for _, x := range []*detect.Text{text(s), detect.NewText(extract.Unit{Text: s}, s, ^detect.Chars(0), nil)} {
			x.Label = label
			last := -1
			finder.Find(x, func(k detect.Kind, m detect.Match) {
				if m.Start < 0 || m.Start >= m.End || m.End > len(x.Norm) || utf8.ValidString(x.Norm) && !utf8.ValidString(x.Norm[m.Start:m.End]) {
					t.Errorf("%s at %d-%d of %q", k, m.Start, m.End, x.Norm)
				}
				if _, ok := k.Info(); !ok {
					t.Errorf("kind %q does not exist", k)
				}
				last = max(last, m.End)
			})
			finder.Consists(x.Norm)
			Empty(x.Norm)
			affirms(x.Norm)
		}
	})
}

func TestKindsOfTheDictionaryExist(t *testing.T) {
	terms, err := dict.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range terms {
		if _, ok := detect.Kind(x.Kind).Info(); !ok && x.Kind != dict.Harmless {
			t.Errorf("%s: kind %q does not exist", x.Text, x.Kind)
		}
		if norm, _, _ := ja.Normalize(x.Text); norm != x.Text && x.Entry == x.Text {
			t.Errorf("%q can never match: normalised it is %q", x.Text, norm)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	f := builtin(b)
	s := "本日の定例会議では、来月の予算と新しい拠点の準備について話し合いました。利用者の鈴木さんは、先週からめまいと不眠が続いているため、主治医の佐藤先生に相談したうえで、さくらクリニックへの通院の回数を増やすことになりました。システム障害の影響で一部の帳票が遅れていますが、週明けには復旧の見込みです。"
	x := text(s)
	n := 0
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		f.Find(x, func(detect.Kind, detect.Match) { n++ })
	}
}

// What a harmless word covers in part is harmless, what stands beside it is not.
func TestHarmless(t *testing.T) {
	f := builtin(t)
	for _, c := range []struct {
		text, what string
		want       bool
	}{
		{"逮捕術の大会で優勝した", "逮捕", true},
		{"昨夜システム障害が起きた", "障害", true},
		{"窃盗で逮捕された", "逮捕", false},
		{"逮捕術の師範が" + strings.Repeat("昨日", 40) + "逮捕された", "逮捕さ", false},
	} {
		i := strings.LastIndex(c.text, c.what)
		if got := f.Harmless(c.text, i, i+len(c.what)); got != c.want {
			t.Errorf("%s: %s is harmless: %v", c.text, c.what, got)
		}
	}
}
