package ident

import (
	"strings"

	"monban/detect"
)

var mailWords = detect.NewWords(`メール メールアドレス mail e-mail email アドレス 連絡先 宛先`)

// mailAgainst are words before identifiers that merely look like addresses.
var mailAgainst = detect.NewWords(`message-id messageid in-reply-to references content-id cid 記入例 入力例 表示例 例: (例 例) 例えば サンプル ダミー`)

// roles are local parts that belong to a desk, not to a person.
var roles = words(`info information support sales contact contactus admin administrator webmaster postmaster hostmaster mailmaster office help helpdesk
		noreply no-reply no_reply donotreply do-not-reply mailer-daemon daemon root system sysadmin alert alerts notification notifications notice news newsletter magazine mailmag
		hr recruit recruiting recruitment saiyo saiyou saiyo-info jinji soumu somu keiri eigyo eigyou kouhou koho press pr ir privacy kojinjoho legal houmu compliance security abuse
		inquiry inquiries enquiry toiawase otoiawase customer customers customercare service services cs order orders shop store billing invoice seikyu account accounts accounting
		editorial editor editors henshu henshuu journal submission submissions hello team all staff everyone members ml general reception uketsuke jimukyoku secretariat marketing dev developer developers git ops devops mail email api bot robot seminar event events entry apply form web www
		oncall noc soc sre infra monitoring helpline hotline harassment consult consultation soudan sodan madoguchi fukushi kenko kenkou kaigo kosodate hoken shimin zeimu kikaku kanko kankou kyoiku gakumu nyushi yoyaku reserve reservation reservations booking bosai tosho toshokan`)

// desks end local parts that belong to one, or to a program: soil-lab, qa-team, stock-tool.
var desks = words(`admin tool tools app apps system sys server batch cron bot alert alerts notify notification notifications monitor monitoring report reports noreply reply bounce relay scanner printer fax info support lab labo laboratory desk team group office dept department committee conduct security community maintainers feedback jobs career careers center centre club kai`)

// fillers are local parts of addresses that belong to nobody.
var fillers = words(`hoge hogehoge fuga piyo foo bar foobar test user username example sample dummy you your yourname your_name name someone somebody abc aaa xxx xxxx yyy zzz mailaddress address`)

// cast are the people of examples in English, whose domain is one of RFC 2606.
var cast = words(`alice bob carol dave eve mallory john jane john.doe jane.doe johndoe janedoe jdoe john.smith jane.smith`)

// testers stand before the address of somebody whom a programmer made up.
var testers = detect.NewPhrases(`テスト太郎 テスト花子 テスト一郎 テスト次郎 テストユーザ`)

// notDomains are endings of file names that follow an at sign in image names.
var notDomains = map[string]bool{"png": true, "jpg": true, "jpeg": true, "gif": true, "svg": true, "webp": true, "js": true, "css": true, "json": true, "html": true, "pdf": true, "txt": true, "local": true, "localhost": true, "lan": true, "invalid": true}

var email = detect.Rule{
	Name: "email", Kind: detect.Email, Needs: detect.HasAt | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Mail address", TitleJa: "メールアドレス",
		Hit: []string{
			"taro.yamada@mail.co.jp", "a..b.@docomo.ne.jp", "<x+y@gmail.com>", "メール:hanako@example.com", "taro@example.com.", "山田さん(yamada_1@ezweb.ne.jp)宛",
			"mailto:hanako@example.jp", "To: \"A\" <a-b@c-d.example.org>;", "hanako@example.comまで", "HANAKO@EXAMPLE.COM", "info@example.co.jp", "taro@xn--wgv71a.jp", "'t.suzuki@sub.example.ac.jp'",
		},
		Miss: []string{
			"a@b", "user@localhost", "@twitter", "lodash@4.17.21", "icon@2x.png", "git@github.com:org/repo.git", "https://user:pass@example.com/", "com.example.Foo@5e91993f", "@Override", "a@-b.com", "x@y.z",
			"Message-ID: <20240101123456.abc@mail.example.com>", "3個@100円", "root@10.0.0.1",
		},
		Source: "RFC 5322 3.4.1; 携帯電話会社の旧形式",
	},
	Find: findEmail,
}

func findEmail(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for from, at := 0, 0; ; {
		k := strings.IndexByte(s[at:], '@')
		if k < 0 {
			return
		}
		i := at + k
		at = i + 1
		start := i
		for start > from && i-start < 65 && local(s[start-1]) {
			start--
		}
		for start < i && (s[start] == '.' || s[start] == '-' || s[start] == '\'') {
			start++
		}
		end, top := domain(s, i+1)
		if start == i || i-start > 64 || end == 0 || notDomains[top] {
			continue
		}
		if start > 0 && (s[start-1] == '/' || s[start-1] == ':') && strings.Contains(s[max(0, start-40):start], "://") || strings.HasPrefix(s[end:], ":") && end+1 < len(s) && (s[end+1] == '/' || s[end+1] == '~' || letter(s[end+1]) && strings.Contains(s[end:min(len(s), end+60)], "/")) {
			continue
		}
		name := strings.ToLower(s[start:i])
		m := detect.Match{Start: start, End: end, Evidence: detect.Format, Key: strings.ToLower(s[start:end]), Business: role(name)}
		switch {
		case machine(name):
			m.Odds = -5
		case fillers[strings.TrimRight(name, "0123456789")] || len(name) > 2 && allSame(name), strings.HasPrefix(s[i:end], "@example.") && (cast[name] || testers.In(detect.Tail(s[:start], 60))):
			m.Evidence |= detect.Sample
		}
		m.Evidence |= t.Around(start, end, mailWords, mailAgainst)
		found(m)
		from, at = end, end
	}
}

func local(b byte) bool { return alnum(b) || strings.IndexByte("._%+-'", b) >= 0 }

// domain returns the end of a domain name that begins at s[i], and its last
// label in lower case; end is 0 when there is none.
func domain(s string, i int) (end int, top string) {
	for labels := 1; ; labels++ {
		from := i
		for i < len(s) && i-from < 64 && (alnum(s[i]) || s[i] == '-') {
			i++
		}
		if i == from || s[from] == '-' {
			break
		}
		if last := strings.TrimRight(s[from:i], "-"); labels > 1 && len(last) >= 2 && len(last) <= 24 && letters(last) {
			end, top = from+len(last), strings.ToLower(last)
		} else if labels > 1 {
			end = 0
		}
		if i >= len(s) || s[i] != '.' || i-from == 64 {
			break
		}
		i++
	}
	return end, top
}

func letters(s string) bool {
	for i := range len(s) {
		if !letter(s[i]) {
			return false
		}
	}
	return true
}

// role reports whether a local part names a desk: info, sales-tokyo, support2.
func role(name string) bool {
	if roles[name] {
		return true
	}
	base := strings.TrimRight(name, "0123456789")
	if i := strings.IndexAny(base, "-_."); i > 0 && (roles[base[:i]] || desks[base[strings.LastIndexAny(base, "-_.")+1:]]) {
		return true
	}
	return roles[base] || desks[base]
}

// machine reports whether a local part is the work of a program: long, and
// mostly digits or hexadecimal.
func machine(name string) bool {
	n := 0
	for i := range len(name) {
		if name[i]-'0' < 10 {
			n++
		}
	}
	return len(name) >= 20 && n*3 > len(name) || len(name) >= 14 && n*10 > len(name)*9
}
