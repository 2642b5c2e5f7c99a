package rules

import (
	"context"
	"strings"
	"testing"

	"monban/detect"
	"monban/extract"
)

// Who is named in the subject of a mail owns what its body says, unless the body
// speaks of somebody else.
func TestSubjectsOfMails(t *testing.T) {
	e := engine(t)
	for _, c := range []struct {
		subject, body string
		people        int         // that are no mere contacts
		kind          detect.Kind // that the body tells of somebody, "" when it tells nothing
		of            string      // his name as it stands first
	}{
		{"【訃報】田中様の件", "お疲れさまです。総務です。\n昨夜、肺がんのため逝去されました。", 1, detect.Diagnosis, "田中"},
		{"Re: 佐藤さんの診断書", "お世話になっております。\n診断名は適応障害で、3か月の休職が必要とのことです。", 1, detect.Diagnosis, "佐藤"},
		{"【至急】松本様 転倒事故の報告", "本日15時頃、居室で転倒され、右大腿骨頸部骨折で救急搬送となりました。", 1, detect.Diagnosis, "松本"},
		{"採用の件（木村氏）", "前職で懲戒解雇されていたとのことです。逮捕歴もあるようです。", 1, detect.CriminalRecord, "木村"},
		{"【相談】長谷川君の不登校", "発達障害の診断を受けているそうです。母親から連絡がありました。", 1, detect.Disability, "長谷川"},
		{"Nguyen様の在留カード", "在留カード番号 AB12345678CD です。", 1, detect.ResidenceCard, "Nguyen"},
		{"欠席連絡 西村", "インフルエンザのため本日欠席します。", 1, detect.Diagnosis, "西村"},
		{"辻主任の件", "営業の小林です。適応障害で来月から休職します。", 1, detect.Diagnosis, "辻"},
		{"佐藤様の件", "携帯は090-1234-5678です。折り返しをお願いします。", 1, detect.Phone, "佐藤"},
		{"田中様の件", "田中一郎様は糖尿病で通院中です。", 1, detect.Diagnosis, "田中"},
		{"田中様の件", "ご担当の小林です。\nてんかんの発作があり救急搬送されました。\n\n--\n小林 誠\n株式会社さくら\n03-1234-5678", 1, detect.Diagnosis, "田中"},
		{"前田さん退職", "躁うつ病が理由とのことです。後任は検討中。\n\n岡田", 1, detect.Diagnosis, "前田"},
		{"高橋様の件", "伊藤さんが統合失調症で通院中です。", 1, detect.Diagnosis, "伊藤"},
		{"田中様・佐藤様の件", "うつ病で通院中です。", 2, "", ""},
		{"渡辺先生の講演会", "うつ病をテーマに講演いただきます。ぜひご参加ください。", 0, "", ""},
		{"お見積り 西村商店", "糖尿病食の見積もりです。", 0, "", ""},
		{"定例会のご案内", "来週の定例会の議題をお送りします。\n1. 高血圧対策の健康セミナー", 0, "", ""},
	} {
		mail := "From: a@corp.example.co.jp\nTo: b@example.com\nSubject: " + c.subject + "\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n" +
			"--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + c.body +
			"\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>" + strings.ReplaceAll(c.body, "\n", "<br>") + "</p>\n--b--\n"
		r, err := e.Scan(context.Background(), []extract.File{{Name: "m.eml", Size: int64(len(mail)), Data: strings.NewReader(mail)}}, detect.Options{})
		if err != nil {
			t.Fatal(err)
		}
		people := subjects(r)
		if people != c.people {
			t.Errorf("%s: %d people, want %d", c.subject, people, c.people)
		}
		names, found := map[int]string{}, 0
		for _, f := range r.Files[0].Findings {
			if f.Kind == detect.PersonName && names[f.Person] == "" {
				names[f.Person] = f.Value.Reveal()
			}
		}
		for _, f := range r.Files[0].Findings {
			if f.Kind.Special() && c.kind == "" {
				t.Errorf("%s: %s found in %q", c.subject, f.Kind, c.body)
			}
			if f.Kind == c.kind && f.Loc.Part == "" {
				found++
				if names[f.Person] != c.of {
					t.Errorf("%s: the %s of %q belongs to %q, want %q", c.subject, f.Kind, c.body, names[f.Person], c.of)
				}
			}
		}
		if c.kind != "" && found == 0 {
			t.Errorf("%s: no %s found in %q", c.subject, c.kind, c.body)
		}
	}
}
