package rules

import (
	"archive/zip"
	"bytes"
	"context"
	"net/url"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// What a file says without naming anybody is said of the person it is named
// after, unless it names others, or the name tells who has written it.
func TestNamesOfFiles(t *testing.T) {
	e := engine(t)
	const (
		note  = "診断名：うつ病\n令和7年4月より休職。抑うつ気分、不眠が続く。\n"
		table = "日付,症状,病院\n2025/4/1,めまい,見本市民病院\n2025/4/8,動悸,見本市民病院\n2025/4/15,不眠,例示クリニック\n"
	)
	for _, c := range []struct {
		name, text string
		people     int  // that are no mere contacts
		special    bool // something of special care is
	}{
		{"佐藤花子_診断書.txt", note, 1, true},
		{"診断書（佐藤花子）.txt", note, 1, true},
		{"佐藤花子.txt", note, 1, true},
		{"20250401_佐藤 花子.txt", note, 1, true},
		{"【佐藤花子様】ご連絡.txt", note, 1, true},
		{"面談記録_佐藤花子_R7.4.1.txt", note, 1, true},
		{"小野寺さん_引き継ぎ.txt", note, 1, true},
		{"個別支援計画（高橋美咲）令和7年度.txt", "障害の状況：広汎性発達障害\n長期目標：週3日の通所を続ける\n", 1, true},
		{"Resume_佐藤花子.txt", "2020年 双極性障害のため退職\n", 1, true},
		{"通院記録_佐藤花子.csv", table, 1, true},
		{"佐藤花子_給与明細.csv", "年月,基本給,支給額\n2025年4月,250000,231000\n2025年5月,250000,230500\n", 1, false},
		{"佐藤花子_診断書.txt", "氏名：佐藤 花子\n" + note, 1, true},
		{"佐藤花子_面談記録.txt", "記録者：山本\n" + note, 1, true},
		{"個別支援計画_佐藤花子_修正版.txt", note, 1, true},
		{"診断書_轟 隆之_更新用.txt", note, 1, true},
		{"傷病手当金請求書_堂本 彩.txt", note, 1, true},
		{"支援記録_堂本　彩.txt", note, 1, true},
		{"診断書_高橋_健一.txt", note, 1, true},
		{"佐藤花子_サービス担当者会議の要点.txt", note, 1, true},
		{"佐藤花子_統合失調症_手帳2級.txt", "7月の会議室予約について、調整をお願いします。", 1, true},
		{"佐藤花子様_うつ病.txt", "7月の会議室予約について、調整をお願いします。", 1, true},

		{"研修資料_佐藤花子.txt", "うつ病とは、気分の落ち込みが続く病気です。\n不眠、食欲不振などの症状があります。\n", 1, false},
		{"メンタルヘルス講座（講師 佐藤花子）.txt", "うつ病の症状：不眠、食欲不振\n", 1, false},
		{"うつ病について_佐藤花子.txt", "うつ病の症状：不眠、食欲不振\n", 1, false},
		{"疾病別統計_佐藤花子作成.csv", "病名,件数\nうつ病,12\n糖尿病,30\n高血圧症,44\n", 1, false},
		{"個別支援計画_佐藤花子作成.txt", note, 1, false},
		{"うつ病_佐藤花子.txt", "7月の会議室予約について、調整をお願いします。", 1, false},
		{"佐藤花子_認知症の基礎.txt", "7月の会議室予約について、調整をお願いします。", 1, false},
		{"石川 金沢 工場 面談記録.txt", "うつ病の症状：不眠、食欲不振\n", 0, false},
		{"診断書_様式.txt", "診断名：\n病名（例：うつ病）\n", 0, false},
		{"山田商店_見積.txt", "糖尿病食 20食\n", 0, false},
		{"診断書.txt", "うつ病の診断書の書き方\n", 0, false},
	} {
		r, err := e.Scan(context.Background(), []extract.File{{Name: c.name, Size: int64(len(c.text)), Data: strings.NewReader(c.text)}}, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		people := subjects(r)
		if people != c.people || special(r) != c.special {
			t.Errorf("%s: %d people, want %d; special care %v, want %v", c.name, people, c.people, special(r), c.special)
		}
	}
}

// subjects is the number of people who are no mere contacts.
func subjects(r *detect.Result) (n int) {
	for _, p := range r.People {
		if !p.Business {
			n++
		}
	}
	return n
}

func special(r *detect.Result) bool {
	for _, p := range r.People {
		if p.Kinds&detect.SpecialKinds != 0 {
			return true
		}
	}
	return false
}

// Of several people in a file named after one, what is said of nobody is said of
// nobody.
func TestNamesOfFilesWithOthers(t *testing.T) {
	e := engine(t)
	text := "佐藤花子様と高橋一郎様の面談。\n\n" + strings.Repeat("特記事項なし。\n", 80) + "\n参考：統合失調症\n"
	r, err := e.Scan(context.Background(), []extract.File{{Name: "佐藤花子_面談記録.txt", Size: int64(len(text)), Data: strings.NewReader(text)}}, detect.Options{})
	if err != nil || special(r) {
		t.Errorf("%v, %+v", err, r.People)
	}
}

// Entries of an archive are about the person that their folder is named after.
func TestNamesOfFolders(t *testing.T) {
	e := engine(t)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"利用者/高橋美咲/記録.txt", "発達障害の診断あり。母親と同居。\n"},
		{"利用者/高橋美咲/アセスメント.csv", "障害名,等級\n統合失調症,2級\n"},
		{"利用者/小野寺健太/佐藤花子_診断書.txt", "診断名：糖尿病\n"},
		{"制度の説明.txt", "精神障害者保健福祉手帳の等級は1級から3級まであります。\n"},
	} {
		e, err := w.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		e.Write([]byte(f[1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := e.Scan(context.Background(), []extract.File{{Name: "利用者.zip", Size: int64(b.Len()), Data: bytes.NewReader(b.Bytes())}}, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names, of := map[int]string{}, map[string]string{}
	for _, f := range r.Files[0].Findings {
		if f.Kind == detect.PersonName {
			names[f.Person] = f.Value.Reveal()
		}
	}
	for _, f := range r.Files[0].Findings {
		if f.Kind.Special() {
			of[f.Value.Reveal()] = names[f.Person]
		}
	}
	for what, want := range map[string]string{"発達障害": "高橋美咲", "統合失調症": "高橋美咲", "糖尿病": "佐藤花子", "精神障害者保健福祉手帳": ""} {
		if of[what] != want {
			t.Errorf("%s is said of %q, want %q (%v)", what, of[what], want, of)
		}
	}
	if len(r.People) != 3 {
		t.Errorf("%d people", len(r.People))
	}
}

// A label says whom all of a document is about, however far away; so does the
// head of its pages.
func TestLabelsFarAway(t *testing.T) {
	e := engine(t)
	far := strings.Repeat("本日も午前中は軽作業、午後は清掃に参加。特に変わりなし。\n", 150)
	const said = "幻聴があり、リスペリドンを増量したとのこと。\n"
	for _, c := range []struct {
		name, text string
		special    bool
	}{
		{"user", "支援経過記録\n利用者名：小野寺 健太\n" + far + said, true},
		{"name", "氏名：小野寺 健太\n" + far + said + far, true},
		{"patient, and who writes", "患者氏名：小野寺 健太\n記録者：山本\n" + far + said, true},
		{"twice the same", "氏名：小野寺 健太\n" + far + "小野寺さんは午後から参加。\n" + far + said, true},
		{"two", "氏名：小野寺 健太\n" + far + "氏名：佐藤 花子\n" + far + said, false},
		{"another is mentioned", "氏名：小野寺 健太\n" + far + "佐藤さんと作業した。\n" + far + said, false},
		{"title", "小野寺健太さんの支援経過記録\n2025年\n" + far + said, true},
		{"title of many", "小野寺さんの研修資料\n2025年\n" + far + said, false},
		{"who writes only", "記録者：小野寺 健太\n" + far + said, false},
		{"who teaches", "講師：小野寺 健太\n" + far + said, false},
		{"whom to ask", "お問い合わせ　担当：小野寺\n電話 03-0000-0000\n" + far + "統合失調症の薬にはリスペリドンなどがあります。\n", false},
		{"the author", "薬物療法の実際\n小野寺 健太\n" + far + "リスペリドンは幻聴に用いられる。\n", false},
		{"addressed", "小野寺様\nパンフレットをお送りします。\n" + far + "リスペリドンは幻聴に用いられる。\n", false},
		{"nobody", far + said, false},
	} {
		r, err := e.Scan(context.Background(), []extract.File{{Name: "a.txt", Size: int64(len(c.text)), Data: strings.NewReader(c.text)}}, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if special(r) != c.special {
			t.Errorf("%s: special care %v, want %v: %+v", c.name, special(r), c.special, r.People)
		}
	}
}

// A table under the name of one person is about that person.
func TestNamesOverTables(t *testing.T) {
	e := engine(t)
	const diary = "日付|支援内容|記録者\n2025/4/1|幻聴があり午前のみ参加|山本\n2025/4/8|不眠のため欠席。リスペリドン増量|山本\n2025/4/15|動悸がして午後から参加|田口\n2025/4/16|通常どおり|田口\n2025/4/17|面談を実施|山本\n2025/4/18|清掃に参加|山本\n"
	for _, c := range []struct {
		name, rows string
		people     int // that are no mere contacts
		special    bool
	}{
		{"a label in its own cell", "利用者名|小野寺 健太\n日付|症状|様子\n2025/4/1|幻聴|午前のみ参加\n2025/4/8|不眠|欠席\n", 1, true},
		{"a label, a title above", "支援記録\n利用者名|小野寺 健太\n\n日付|症状|様子\n2025/4/1|幻聴|午前のみ参加\n2025/4/8|不眠|欠席\n2025/4/9||通常\n", 1, true},
		{"a label in the same cell", "支援記録　利用者名：小野寺 健太\n日付|内容\n2025/4/1|幻聴があり午前のみ参加\n2025/4/8|欠席。不眠のため\n2025/4/9|通常\n", 1, true},
		{"a title with an honorific", "小野寺 健太 様　体調チェック表\n日付|睡眠|気分|症状\n4/1|5|3|頭痛\n4/2|6|3|めまい\n4/3|4|2|吐き気\n", 1, true},
		{"a diary with its writers", "支援記録　利用者名：小野寺 健太\n" + diary, 1, true},
		{"what happened", "氏名|日付|内容\n小野寺 健太|2025/4/1|幻聴があり午前のみ参加\n佐藤 花子|2025/4/8|不眠のため欠席。リスペリドン増量\n", 2, true},
		{"one sheet each", "== 小野寺\n利用者名|小野寺 健太\n日付|症状|様子\n2025/4/1|幻聴|午前のみ参加\n2025/4/8|不眠|欠席\n== 佐藤\n利用者名|佐藤 花子\n日付|症状|様子\n2025/4/1|頭痛|午前のみ参加\n2025/4/8|動悸|欠席\n", 2, true},
		{"what was ordered", "氏名|日付|内容|数量\n小野寺 健太|2025/4/1|糖尿病食|2\n佐藤 花子|2025/4/8|高血圧の方の減塩弁当|1\n", 2, false},
		{"statistics by their maker", "作成者|小野寺 健太\n病名|件数\nうつ病|12\n糖尿病|30\n高血圧症|44\n", 0, false},
		{"statistics on another sheet", "== a\n氏名|小野寺 健太\n電話|090-1234-5678\n== b\n病名|件数\nうつ病|12\n糖尿病|30\n高血圧症|44\n", 1, false},
	} {
		r := scan(t, e, c.rows)
		people := subjects(r)
		if people != c.people || special(r) != c.special {
			t.Errorf("%s: %d people, want %d; special care %v, want %v: %+v", c.name, people, c.people, special(r), c.special, r.People)
		}
	}
}

// A mail may say whom the papers are about that come with it.
func TestPapersWithMails(t *testing.T) {
	e := engine(t)
	const note = "診断名：うつ病\n令和7年4月より休職。抑うつ気分、不眠が続く。\n"
	for _, c := range []struct {
		subject, body, name, text string
		special                   bool
	}{
		{"ご依頼の件", "弊社の従業員 佐久間 敦子 の件で、産業医の意見をお送りします。", "意見書.txt", note, true},
		{"佐久間 敦子様の検査結果について", "お電話いただいた結果を添付します。", "kekka.csv", "検査項目,結果,判定\nHbA1c,9.8,E\n便潜血,陽性,D\n所見,膵臓がんの疑い 要精査,\n", true},
		{"書類の送付", "佐久間 敦子さん（38歳）の診断書です。", "scan.txt", note, true},
		{"書類の送付", "来月入所の佐久間敦子様についてお知らせします。", "情報提供.html", "<h1>診療情報提供書</h1><p>傷病名: アルツハイマー型認知症</p><p>MRSA 陽性</p>", true},
		{"書類の送付", "みどり事業所 高橋様\nお世話になっております。山本です。\n佐久間 敦子さんの支援記録をお送りします。", "記録.txt", note, true},
		{"復職の件", "佐久間さんに関する書類です。", "復職.txt", "病名: 適応障害\n服薬: なし\n", true},
		{"応募書類", "佐久間 敦子様の応募書類を共有します。", "配慮.txt", "配慮事項\n障害名: 聴覚障害2級\n手話通訳を希望\n", true},

		{"研修資料", "佐久間 敦子様の件、承知しました。研修資料をお送りします。", "資料.txt", "うつ病の症状：不眠、食欲不振\n", false},
		{"統計", "佐久間 敦子様の資料の数字です。", "集計.csv", "診断名,件数\nうつ病,12\n糖尿病,30\n", false},
		{"様式", "佐久間 敦子様の申請に使う様式です。", "様式.txt", "診断名：\n病名（例：うつ病）\n", false},
		{"お礼", "佐久間 敦子様\n先日はありがとうございました。", "記録.txt", note, false},
		{"書類の送付", "佐久間 敦子様の診断書と、久慈 真理様の診断書です。", "記録.txt", note, false},
		{"書類の送付", "添付をご確認ください。\n佐久間 敦子", "記録.txt", note, false},
	} {
		text := "From: a@example.org\r\nTo: b@example.co.jp\r\nSubject: " + c.subject + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n" +
			"--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + c.body + "\r\n" +
			"--B\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''" + url.PathEscape(c.name) + "\r\n\r\n" + c.text + "\r\n--B--\r\n"
		r, err := e.Scan(context.Background(), []extract.File{{Name: "a.eml", Size: int64(len(text)), Data: strings.NewReader(text)}}, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if special(r) != c.special {
			t.Errorf("%s, %s: special care %v, want %v", c.subject, c.body, special(r), c.special)
		}
	}
}

// The name of a sheet is often cut short: it is who is named in it all the same.
func TestNamesOfSheets(t *testing.T) {
	e := engine(t)
	child := func(sheet, name string) string {
		return "== " + sheet + "\n児童台帳\n児童氏名|" + name + "\n生年月日|平成24年12月27日\n利用曜日|火・木\n"
	}
	for _, c := range []struct {
		name, body string
		people     int
	}{
		{"cut short", child("丹羽結", "丹羽　結菜") + child("斎藤さ", "斎藤　さくら") + child("和久井詩", "和久井　詩織"), 3},
		{"family names", child("丹羽", "丹羽　結菜") + child("和久井", "和久井　詩織"), 2},
		{"whole", child("丹羽結菜", "丹羽　結菜") + child("原茜", "原　茜"), 2},
		{"somebody else", child("芦田真由", "丹羽　結菜"), 2},
		{"no names", child("Sheet1", "丹羽　結菜") + child("様式2", "和久井　詩織"), 2},
	} {
		people := 0
		for _, p := range scan(t, e, c.body).People {
			if !p.Business {
				people++
			}
		}
		if people != c.people {
			t.Errorf("%s: %d people, want %d", c.name, people, c.people)
		}
	}
}
