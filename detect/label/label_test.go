package label

import (
	"testing"

	"monban/detect/ja"
	"monban/dict"
)

func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	hs, err := dict.Headers()
	if err != nil {
		t.Fatal(err)
	}
	return New(hs, func(w string) bool { return w == "身体障害" })
}

func TestMeaning(t *testing.T) {
	l := lexicon(t)
	for _, c := range []struct {
		header, kind, part, word string
		exact                    bool
	}{
		{"氏名", "person-name", "", "", true},
		{"※氏名（必須）", "person-name", "", "", true},
		{"利用者氏名", "person-name", "", "", true},
		{"患児氏名", "person-name", "", "", true},
		{"氏名カナ", "person-name", "kana", "", true},
		{"保護者氏名カナ", "person-name", "relative", "", true},
		{"緊急連絡先電話番号", "phone", "relative", "", true},
		{"生年月日（西暦）", "birth-date", "", "", true},
		{"氏名・フリガナ", "person-name", "", "", true},
		{"date_of_birth", "birth-date", "", "", true},
		{"障がい名", "disability", "", "", true},
		{"会社名", "", "", "company", true},
		{"証券コード", "", "", "stock-code", true},
		{"現在治療中の病名", "diagnosis", "", "", true},
		{"これまで治療した病名", "diagnosis", "", "", false},
		{"お名前をご記入ください", "person-name", "", "", true},
		{"メールアドレスを入力してください（必須）", "email", "", "", true},
		{"LastName_Kana__c", "person-name", "family-kana", "", true},
		{"お子さまの学年", "", "", "class", true},
		{"ご購入者氏名かな", "person-name", "kana", "", true},
		{"ご購入者郡・市町村・区・町名", "address", "city", "", true},
		{"氏名_フリガナ_優先_清音化", "person-name", "kana", "", true},
		{"配偶者氏名（日本人）", "person-name", "relative", "", true},
		{"氏名_名（漢字）", "person-name", "given", "", false},
		{"住所_方書_フリガナ", "address", "building", "", true},
		{"イベント名_カナ", "", "", "product", true},
		{"商品名カナ", "", "", "product", true},
		{"口座名義(半角カナ)", "bank-account", "holder", "", true},
		{"要介護状態区分コード", "welfare-certificate", "", "", true},
		{"性別区分", "sex", "", "", true},
		{"開設者電話番号", "phone", "company", "", true},
		{"受入企業名", "", "", "company", true},
		{"最終更新ユーザー名", "person-name", "staff", "", true},
	} {
		m, exact, ok := l.Meaning(ja.Key(c.header))
		if !ok || string(m.Kind) != c.kind || m.Word != c.word || exact != c.exact || c.part != "" && m.Part != c.part {
			t.Errorf("%s: got %+v exact %v known %v, want %q %q %q exact %v", c.header, m, exact, ok, c.kind, c.part, c.word, c.exact)
		}
	}
}

// Headers in Latin letters mean what their translation means.
func TestLatinHeaders(t *testing.T) {
	l := lexicon(t)
	for header, want := range map[string]string{
		"SHIMEI_KANJI": "person-name", "cust_nm": "person-name", "cust_nm_kn": "person-name/kana", "f_nm": "person-name/given", "l_nm": "person-name/family",
		"TANJO_YMD": "birth-date", "birth_ymd": "birth-date", "TODOFUKEN": "address/prefecture", "SHIKUCHOSON": "address/city", "kokyaku_mei": "person-name",
		"BASE_SAL": "salary", "SALARY_AMT": "salary", "MONTHLY_PAY": "salary", "NET_PAY_AMT": "salary", "TSUKIN_TEATE": "salary", "LOGIN_NM": "login-id", "KIHONKYU": "salary", "SOUSHIKYU": "salary", "SHAIN_NO": "employee-number", "KOZA_NO": "bank-account", "KOJIN_NO": "my-number", "gndr": "sex",
		"KEITAI_NO": "phone/mobile", "hogosha_tel": "phone/relative", "juusyo": "address", "seinenngappi": "birth-date", "syokureki": "career", "simei_yusen": "person-name", "sofusaki_simei": "person-name", "adrs_katagaki": "address/building", "syogai_nm": "disability", "syogaisyubetucd": "disability", "yokaigojotaikbncd": "welfare-certificate", "tetyono": "disability-certificate", "kanja_byomei": "diagnosis", "EmployeeName": "person-name", "memberAddress": "address",
	} {
		m, exact, ok := l.Meaning(ja.Key(header))
		got := string(m.Kind)
		if m.Part != "" {
			got += "/" + m.Part
		}
		if !ok || !exact || got != want {
			t.Errorf("%s: got %q exact %v known %v, want %q", header, got, exact, ok, want)
		}
	}
	for _, header := range []string{"KENJI", "Mary", "Ken", "nono", "status", "Acme", "TOKYO", "Meihi", "SALES_AMT", "PAY_DT", "amount", "label_birth", "err_email", "hint_tel", "syounin", "tourokubi", "junban", "jouken", "joutai", "placeholder_name"} {
		if m, exact, ok := l.Meaning(ja.Key(header)); ok && exact && m.Personal() {
			t.Errorf("%s means %+v", header, m)
		}
	}
}

func TestNoMeaning(t *testing.T) {
	l := lexicon(t)
	for _, s := range []string{"", "榎本さくら", "平成2年10月9日", "3", "pubDate", "rssPubDate", "clubdate", "dbdate", "本日面談を実施しましたのでご報告いたします今後ともよろしくお願いいたします"} {
		if m, _, ok := l.Meaning(ja.Key(s)); ok {
			t.Errorf("%q means %+v", s, m)
		}
	}
}

func TestValuesAreWeakHeaders(t *testing.T) {
	if m, _, ok := lexicon(t).Meaning("身体障害"); !ok || !m.Weak {
		t.Errorf("身体障害: %+v known %v, want weak", m, ok)
	}
}

func BenchmarkMeaning(b *testing.B) {
	l := lexicon(b)
	b.ReportAllocs()
	for b.Loop() {
		l.Meaning("緊急連絡先電話番号")
		l.Meaning("本日の作業報告")
	}
}

// What the endings rule out is known in no other way.
func TestEndingsRuleOutNothing(t *testing.T) {
	l := lexicon(t)
	hs, err := dict.Headers()
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, h := range hs {
		for _, before := range []string{"", "保護者", "x"} {
			for _, behind := range []string{"", "カナ", "3", "x", "必須"} {
				key := before + h.Word + behind
				end := endingOf(key)
				if _, ok := l.composed(key); ok {
					if known++; !l.ends[end[1]] {
						t.Fatalf("%s is put together of known words", key)
					}
				}
				if _, ok := l.tail(key); ok {
					if known++; !l.ends[end[1]] || !l.tails[end] {
						t.Fatalf("%s ends with a known word", key)
					}
				}
			}
		}
	}
	if known < 1000 {
		t.Errorf("only %d headers were known", known)
	}
}
