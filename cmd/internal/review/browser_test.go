package review

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"monban/cmd/internal/hold"
	"monban/detect/policy"
)

// enter logs somebody in, by hand.
func (b *tab) enter(address string) {
	b.t.Helper()
	b.write("input[name=address]", address)
	b.write("input[name=password]", password)
	b.follow("button", b.eval("document.querySelector('main button').textContent"))
}

// TestStory is a day with the pages, in a real browser under their own
// Content-Security-Policy: a sender confirms one mail and withdraws another, an
// approver approves one and rejects one, and looks for a third; somebody with the
// right fetches an original.
func TestStory(t *testing.T) {
	var d *desk
	d = newDesk(t, func(o *Options) {
		o.Replace = func(ctx context.Context, it *hold.Item, by hold.Decision, n int, name string, file io.Reader) (string, error) {
			b, err := io.ReadAll(file)
			if err != nil || n != 0 || string(b) != "clean" {
				return "", fmt.Errorf("attachment %d, %q, %w", n, b, err)
			}
			next := *it
			next.Subject, next.Verdict, next.People = name, policy.Pass, 0
			next.Recipients = []hold.Recipient{{Address: "a@out.example"}, {Address: "b@corp.example", Inside: true}, {Address: "c@gmail.com"}}
			return d.store.Replace(ctx, it.ID, by, &next, strings.NewReader("clean"), true)
		}
	})
	confirmed, withdrawn, approved, rejected := d.put(), d.put(), d.put(), d.put()
	c := startChrome(t)
	act := func(form string) string { return "form:has([value=" + form + "])" }

	sato := c.open("sato", d.url, "ja")
	sato.visit("/m/" + confirmed)
	sato.shot("login")
	sato.write("input[name=address]", "sato@corp.example")
	sato.write("input[name=password]", "wrong")
	sato.follow("main button", "ログイン")
	sato.shows("メールアドレスかパスワードが違います")
	sato.enter("sato@corp.example")
	sato.shows("<b>名簿</b>の件", "3", "人分の個人情報", "確認して送る", "送信を取りやめる", "-承認して送る", "-却下する", "-secret") // he gets to the page that he wanted
	sato.shot("sender-ja")
	// The form is not sent without a recipient and a reason.
	sato.click(act("confirm")+" button", "確認して送る")
	if got := sato.eval("document.querySelector('" + act("confirm") + "').checkValidity()"); got != "false" || d.state(confirmed) != hold.Held {
		t.Errorf("the form without a reason is valid: %s, %s", got, d.state(confirmed))
	}
	sato.click(act("confirm")+" label", "b@corp.example")
	sato.write(act("confirm")+" textarea", "社内の担当者宛")
	sato.follow(act("confirm")+" button", "確認して送る")
	sato.shows("承認済み", "本人が確認して送信", "社内の担当者宛", "b@corp.example", "-取りやめる")
	sato.shot("confirmed-ja")
	if d.state(confirmed) != hold.Approved {
		t.Errorf("confirmed: %s", d.state(confirmed))
	}
	sato.visit("/")
	sato.shows("自分が送ろうとしたメール", "-承認を待っているメール")
	sato.shot("home-sender-ja")
	sato.visit("/m/" + withdrawn)
	sato.follow("button", "送信を取りやめる")
	sato.shows("取り下げ")
	if d.state(withdrawn) != hold.Withdrawn {
		t.Errorf("withdrawn: %s", d.state(withdrawn))
	}

	mended := d.put()
	sato.visit("/m/" + mended)
	sato.follow("a", "差し替える")
	sato.shows("個人情報を外したファイル", "利用者.csv")
	sato.shot("replace-ja")
	file := filepath.Join(t.TempDir(), "clean.csv")
	if err := os.WriteFile(file, []byte("clean"), 0o600); err != nil {
		t.Fatal(err)
	}
	sato.choose("input[type=file]", file)
	sato.follow("button", "差し替えて調べる")
	sato.shows("まもなく送られます", "添付を差し替え", "clean.csv")
	sato.shot("replaced-ja")
	sato.follow(".history a", mended)
	sato.shows("添付を差し替えたため")

	boss := c.open("boss", d.url, "en")
	boss.visit("/")
	boss.shot("login-en")
	boss.enter("boss@corp.example")
	boss.shows("Waiting for your approval", "boss@corp.example")
	boss.shot("home-en")
	boss.visit("/m/" + approved)
	boss.shows("Approve and send", "Reject", "-Withdraw", "-Confirm and send", "-Fetch the original")
	boss.shot("approver-en")
	boss.click(act("approve")+" label", "a@out.example")
	boss.write(act("approve")+" [name=people]", "33")
	boss.write(act("approve")+" textarea", "called the hospital")
	boss.follow(act("approve")+" button", "Approve and send")
	boss.shows("The number of people is not the one shown")
	boss.shot("wrong-number-en")
	if d.state(approved) != hold.Held {
		t.Errorf("after the wrong number: %s", d.state(approved))
	}
	boss.write(act("approve")+" [name=people]", "3") // the rest of the form is as he left it
	boss.follow(act("approve")+" button", "Approve and send")
	boss.shows("approved", "called the hospital")
	boss.shot("approved-en")
	if d.state(approved) != hold.Approved {
		t.Errorf("approved: %s", d.state(approved))
	}
	boss.visit("/m/" + rejected)
	boss.write(act("reject")+" textarea", "not this hospital")
	boss.follow(act("reject")+" button", "Reject")
	boss.shows("rejected", "not this hospital")
	if d.state(rejected) != hold.Rejected {
		t.Errorf("rejected: %s", d.state(rejected))
	}
	boss.visit("/search")
	boss.write("input[name=q]", rejected)
	boss.follow("main button", "Search")
	if got := boss.eval("document.querySelectorAll('.rows li').length"); got != "1" {
		t.Errorf("found %s messages by a number", got)
	}
	boss.shot("search-en")
	boss.write("input[name=q]", "nobody@nowhere")
	boss.follow("main button", "Search")
	boss.shows("Nothing found")

	chief := c.open("chief", d.url, "ja")
	chief.visit("/login")
	chief.enter("chief@corp.example")
	last := d.put()
	chief.visit("/m/" + last)
	chief.shows("原本を取り出す", "山***", "-secret")
	chief.shot("chief-ja")
	d.forget()
	// What a click on the button asks for; the answer is a file to be saved.
	got := chief.eval(`(() => { const x = new XMLHttpRequest(); x.open("POST", document.querySelector("form[action$=original]").action, false); try { x.send(); } catch (e) { return "refused" } return x.status; })()`)
	if got != "refused" {
		t.Errorf("a script on the page could fetch the original: %s", got) // connect-src is 'none'
	}
	chief.click("form[action$=original] button", "原本を取り出す")
	d.until("the look at the original is recorded", func() bool { return d.recorded("reveal", last, "chief@corp.example") })
	chief.visit("/near")
	chief.shows("ヒヤリハット", "月ごと", "special-care-outside", "corp.example")
	chief.shot("near-ja")
	chief.visit("/nothing")
	chief.shows("そのページはありません")
	chief.shot("missing-ja")
	chief.visit("/")
	chief.follow("button", "ログアウト")
	chief.visit("/m/" + last)
	chief.shows("パスワード", "-名簿")
	if chief.eval("document.cookie") != "" {
		t.Error("a script can read the cookie")
	}
}

// The pages load nothing but their style from themselves, and it counts under
// their policy.
func TestStyle(t *testing.T) {
	d := newDesk(t, nil)
	b := startChrome(t).open("anybody", d.url, "ja")
	b.visit("/login")
	if got := b.eval("getComputedStyle(document.querySelector('.card')).borderTopLeftRadius"); got != "12px" {
		t.Errorf("the style does not count: %s", got)
	}
	if got := b.eval("performance.getEntriesByType('resource').map(e => e.name).join()"); got != d.url+"/style.css" {
		t.Errorf("loaded: %s", got)
	}
	resp, err := http.Get(d.url + "/style.css")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if ct := resp.Header.Get("Content-Type"); !strings.HasPrefix(ct, "text/css") {
		t.Errorf("style: %s", ct)
	}
}
