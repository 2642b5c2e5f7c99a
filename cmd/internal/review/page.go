package review

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"monban/cmd/internal/hold"
)

// A page is one answer: who asks, in which language, and what is shown.
type page struct {
	s    *Server
	w    http.ResponseWriter
	r    *http.Request
	Ja   bool
	User *Account // nil on pages for everybody
	Body any
	Link string // the secret of the link by which the page was reached
	slip *slip  // what was wrong with the form that was sent, nil when nothing was
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) *page {
	return &page{s: s, w: w, r: r, Ja: s.japanese(r)}
}

// japanese chooses the language: ?lang=, the browser's wish, the default.
func (s *Server) japanese(r *http.Request) bool {
	if l := r.URL.Query().Get("lang"); l == "ja" || l == "en" {
		return l == "ja"
	}
	for _, l := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		l, _, _ = strings.Cut(strings.TrimSpace(l), ";")
		switch l, _, _ = strings.Cut(l, "-"); l {
		case "ja":
			return true
		case "en":
			return false
		}
	}
	return s.Ja
}

// T chooses between the languages.
func (p *page) T(ja, en string) string {
	if p.Ja {
		return ja
	}
	return en
}

// Lang is the language of the page.
func (p *page) Lang() string { return p.T("ja", "en") }

// show draws a page. It is drawn whole before a byte is sent, so that an error
// is an error page and not half of one.
func (p *page) show(status int, name string, body any) {
	p.Body = body
	var b bytes.Buffer
	if err := p.s.pages.ExecuteTemplate(&b, name, p); err != nil {
		p.s.Log.Error("page", "page", name, "error", err)
		http.Error(p.w, "Monban: this page cannot be shown / ページを表示できません", http.StatusInternalServerError)
		return
	}
	p.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	p.w.WriteHeader(status)
	p.w.Write(b.Bytes())
}

// A failure is what the error page says.
type failure struct{ Words string }

func (p *page) fail(status int, ja, en string) {
	p.show(status, "error.html", failure{p.T(ja, en)})
}

func (p *page) missing() {
	p.fail(http.StatusNotFound, "そのページはありません", "There is no such page")
}

func (p *page) broken() {
	p.fail(http.StatusInternalServerError, "記録できなかったため、何も変えていません。時間をおいて、もう一度お試しください", "Nothing was changed, because it could not be recorded. Please try again later")
}

// A refusal is an error of the store in words for people.
type refusal struct {
	err    error
	status int
	ja, en string
}

var refusals = []refusal{
	{hold.ErrNotFound, http.StatusNotFound, "そのメールはありません", "There is no such message"},
	{hold.ErrDecided, http.StatusConflict, "このメールは、もう判断が済んでいます。何も変えていません", "This message has been decided about already. Nothing was changed"},
	{hold.ErrExpired, http.StatusConflict, "期限が過ぎています。送信者に、もう一度送ってもらってください", "The time is over. Please ask the sender to send it again"},
	{hold.ErrSender, http.StatusForbidden, "送信者本人は承認できません。別の人に依頼してください", "The sender cannot approve. Please ask somebody else"},
	{hold.ErrNotSender, http.StatusForbidden, "送信者本人だけができる操作です", "Only the sender can do this"},
	{hold.ErrBlocked, http.StatusForbidden, "この宛先には送れません。宛先を外すか、個人情報を外して送り直してください", "It cannot go to this recipient. Leave the recipient out, or send it again without the personal data"},
	{hold.ErrPeople, http.StatusUnprocessableEntity, "人数が違います。画面の人数を確かめて入力してください", "The number of people is not the one shown. Please look again"},
	{hold.ErrRecipient, http.StatusUnprocessableEntity, "宛先を選んでください", "Please tick the recipients"},
	{hold.ErrAll, http.StatusUnprocessableEntity, "このメールはメールサーバーの中で保留されているため、全員に送るか、だれにも送らないかのどちらかです", "This message waits inside the mail server: it goes to all of its recipients or to nobody"},
	{hold.ErrElsewhere, http.StatusConflict, "原本はメールサーバーの中にあります。管理者に依頼してください", "The original lies in the mail server. Please ask its administrator"},
	{hold.ErrTicket, http.StatusGone, "このリンクは使用済みか、期限切れです。ログインして確かめてください", "This link was used already, or is too old. Please log in"},
}

// refusalOf finds the words for an error; its err is nil when there are none.
func refusalOf(err error) refusal {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r
		}
	}
	return refusal{}
}

// storeError says what the store refused, in words.
func (p *page) storeError(err error) {
	if r := refusalOf(err); r.err != nil {
		p.fail(r.status, r.ja, r.en)
		return
	}
	p.s.Log.Error("store", "error", err)
	p.fail(http.StatusServiceUnavailable, "保管庫に接続できません。時間をおいて、もう一度お試しください", "The store cannot be reached. Please try again later")
}

// Here marks the link to the page that is shown.
func (p *page) Here(path string) template.HTMLAttr {
	if p.r.URL.Path == path {
		return ` aria-current="page"`
	}
	return ""
}

func escape(s string) string { return url.QueryEscape(s) }

// dict passes several values to a template.
func dict(pairs ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i].(string)] = pairs[i+1]
	}
	return m
}
