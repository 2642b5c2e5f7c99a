package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

// The published forms of hashed passwords.
var hashForms = regexp.MustCompile(`\$2[abxy]?\$(?:0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}` +
	`|\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]{22,}` +
	`|\$(?:1|5|6|apr1|y|7)\$(?:rounds=\d+\$)?[./A-Za-z0-9]{1,64}\$[./A-Za-z0-9]{22,86}` +
	`|(?:pbkdf2_sha(?:1|256|512)|pbkdf2:sha(?:1|256|512):\d+)\$(?:\d+\$)?[^$\s]{1,64}\$[A-Za-z0-9+/=]{27,128}` +
	`|scrypt:\d+:\d+:\d+\$[^$\s]{1,64}\$[0-9a-f]{64,128}` +
	`|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{27,}={0,2}` +
	`|\*[0-9A-F]{40}\b`)

var passwordHash = detect.Rule{
	Name: "password-hash", Kind: detect.Password, Needs: detect.HasDollar | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Hashed password: bcrypt, argon2, crypt, PBKDF2, scrypt, LDAP, MySQL", TitleJa: "ハッシュ化されたパスワード（bcrypt、argon2、crypt、PBKDF2、scrypt、LDAP、MySQL）",
		Hit: []string{
			"user:$2y$10$ECJEzRM7zu2Aw9bYMX648u1qaa6X1cocdaZ8zgZlle8wXWsziuBMi", "$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQxMjM$3q0g6tFf37X9lj1wMjS1KWSQfHizVUEQZlapS3+qhLY", "$apr1$abcdefgh$FBwExRW4dCc8aL.OvjpIE1", "$1$abcdefgh$G//4keteveJp0qb8z2DxG/",
			"$5$abcdefghijkl$dgYzrZXh0iMvjVzP0MWhvQmsf0LfnBhHT/00o90p855", "pbkdf2_sha256$1000$saltsalt$E196ZhRPzw+wA84EjzHwJO1cv/MFJdO6C/sxmUeTYqY=", "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "{SSHA}yI6cZwQadOA1e+/f+T+H3eCQQhRzYWx0",
			"scrypt:32768:8:1$saltsalt$0453b3a96ea2fd0a77149bd424c52251e2e2464027afdb6579f6e3a912f4fc5ca9e155761c52861fecfdf58d79dc8d3345007203500906b2ebdbb7d2c81d2936", "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19",
			"$6$abcdefghijkl$xjnXpIC.JTtmVhUELArSpxjPBasjEpblTyNUGmiYRUDSEM9eeTDnAaklAEJ5/bwAh9BEznGtCaE7EHrGN8zr//",
		},
		Miss:   []string{"$2y$10$short", "$argon2id$", "$100$ abc", "$1$2", "pbkdf2_sha256", "{SHA}", "$5.00", "${HOME}", "US$1,000,000", "**太字**"},
		Source: "各方式の実装と文書 (crypt(5), RFC 9106, Django, Werkzeug, RFC 2307, MySQL)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		if !strings.ContainsAny(s, "$}*") {
			return
		}
		for _, g := range hashForms.FindAllStringIndex(s, -1) {
			found(detect.Match{Start: g[0], End: g[1], Odds: 0.5, Evidence: detect.Format | t.Around(g[0], g[1], passwordWords, nil)})
		}
	},
}

var passwordWords = detect.NewWords(`パスワード パスは パス: 新パス 仮パス 初期パス 初期pw 仮pw 新pw 仮のpw 初期のpw ログインpw 初期パスワード 仮パスワード ログインパスワード パスワード(初期) パスワード(平文) パスフレーズ 暗証番号 合言葉 pw password initial_password passwd pwd passphrase pass password_hash passwordhash hashed_password encrypted_password crypted_password pass_hash`)

var passwordAgainst = detect.NewWords(`パスワード有効期限 パスワード変更日 パスワード更新日 パスワード変更 パスワード再設定 パスワード再発行 パスワードポリシー パスワード桁数 パスワード長 パスワード試行回数 パスワード最終更新日 パスワード入力 パスワード確認 パスワード欄 パスワード項目 パスワードの有無 パスワード有無 パスワードを パスワードが 解凍パスワード 解凍用パスワード 展開パスワード 開封パスワード 読み取りパスワード 閲覧パスワード 添付ファイルのパスワード ファイルのパスワード ファイルパスワード zipパスワード zip_password ミーティングパスワード 会議パスワード 会議のパスワード wi-fiパスワード wifiパスワード wi-fi ssid ミーティングid password_expires password_changed_at password_updated_at`)

// sharedSecrets are words around what opens a file, a network or a meeting
// rather than somebody's account.
var sharedSecrets = detect.NewWords(`解凍 展開 添付ファイル zip wi-fi wifi 無線lan ssid ミーティング 会議 zoom teams 共有フォルダ ダウンロード`)

var password = detect.Rule{
	Name: "password", Kind: detect.Password, Needs: 0, Words: []*detect.Words{passwordWords},
	Doc: detect.Doc{
		Title: "Password behind its label, plain or as raw digits of a hash", TitleJa: "パスワード（項目名の後ろの値。平文または16進のハッシュ値）",
		Hit: []string{
			"パスワード：Tanaka1985!", "初期パスワード: xK9#mP2q", "PW：hana0401", "password: s3cr3tPass", "pwd=Qwerty2024", "パスワードは「Ab12cd34」です", "仮パスワード：k7Tz-91Lq", "passwd: 5f4dcc3b5aa765d61d8327deb882cf99", "ログインパスワード = Sakura#77",
			"暗証番号：4821", "Password: Yokohama-2020", "ログインIDは fujikake_m、パスは momiji-8812 に戻しました", "仮パス: k7Tz-91Lq", "パスワード（初期）：9a8B7c6D", "初期PW Kx7!wren22", "初期化後の仮PW Kq7!m2wz", "仮パスワードKx72mpLoを発行", "暗証番号Owd5583txです", "ID nemoto-s1964 PW Kaede#4827", "パスワード【Kaede#4827】", "PWを聞いたところ、hana-2219Zとのこと", "パスワードですが、正しくはSora_7731です",
		},
		Miss: []string{
			"パスワード", "パスワードは8文字以上", "パスワード：********", "パスワードを変更してください", "password: string", "password=${DB_PASSWORD}", "password: {{ password }}", "パスワード有効期限：2024-12-31", "Tanaka1985!", "password = getPassword()", "パスワード：別途連絡します", "password VARCHAR(255) NOT NULL",
			"パスワード変更日: 2024/04/01", "パスワード： ", "pass: 12", "commit 5f4dcc3b5aa765d61d8327deb882cf99aabbccdd", "パスワード：必須", "password: <your password>", "暗証番号：4桁", "password: xxxxxxxx", "password: password", "パスは C:/data/2024 です", "画像のパス: images/logo2.png", "パスは 3 本つながった", "パスワードWindows11対応", "PW 2024-04-01", "PW WORK-2",
		},
		Source: "identifiers 2.15",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		if t.Chars&(detect.HasDigit|detect.HasLatin) == 0 {
			return
		}
		s := t.Norm
		each(t, passwordWords, passwordAgainst, func(start, end int, e detect.Evidence) {
			v := s[start:end]
			if !secret(v) || typeWord(v) || counter(s[end:]) {
				return
			}
			if before := detect.Tail(s[:start], 30); strings.ContainsAny(v, `/\.`) && strings.Contains(before, "パス") && !strings.Contains(before, "パスワ") {
				return // パス is the way to a file as well
			}
			m := detect.Match{Start: start, End: end, Odds: -2, Evidence: e}
			if sharedSecrets.In(t.Label) || sharedSecrets.In(detect.Tail(s[:start], 90)) {
				m.Evidence |= detect.NegativeContext
			}
			if e&detect.Context != 0 {
				m.Odds = -4.2
			}
			switch kinds := charKinds(v); {
			case kinds >= 2:
				m.Odds += 0.7
			case hex(v):
				m.Odds += 0.5
			case digitsOf(v) == v && len(v) == 4:
				if label := t.Label + detect.Tail(s[:start], 30); !strings.Contains(label, "暗証") && !strings.Contains(label, "PIN") {
					m.Odds--
				}
			case digitsOf(v) == v:
			default:
				m.Odds-- // one word of letters
			}
			if end < len(s) && strings.IndexByte("([{", s[end]) >= 0 {
				return
			}
			found(m)
		})
	},
}

// secret reports whether s can be a password rather than a remark about one: 4
// to 128 visible ASCII characters, no mask, no placeholder, no date, no code of
// a program.
func secret(s string) bool {
	if len(s) < 4 || len(s) > 128 || allSame(s) || placeholder(s) || strings.Contains(s, "://") || strings.Contains(s, "...") {
		return false
	}
	marks := 0
	for i := range len(s) {
		switch b := s[i]; {
		case b <= ' ' || b >= 0x7f:
			return false
		case b == '*' || b == 'x' || b == 'X' || b == '-' || b == '_' || b == '.' || b == '/':
			marks++
		}
	}
	if marks*2 > len(s) || strings.IndexByte("$<{%[#(@", s[0]) >= 0 && charKinds(s) < 3 {
		return false
	}
	if strings.ContainsAny(s, "()") && letter(s[0]) {
		return false // a call
	}
	if n := strings.Count(s, "/") + strings.Count(s, "-"); n == 2 && len(digitsOf(s)) == len(s)-2 {
		return false // a date
	}
	return true
}

// charKinds counts the sorts of characters in s: small, capital, digit, mark.
func charKinds(s string) int {
	var small, capital, digit, mark int
	for i := range len(s) {
		switch b := s[i]; {
		case b-'a' < 26:
			small = 1
		case b-'A' < 26:
			capital = 1
		case b-'0' < 10:
			digit = 1
		default:
			mark = 1
		}
	}
	return small + capital + digit + mark
}

func hex(s string) bool {
	switch len(s) {
	case 32, 40, 64, 128:
	default:
		return false
	}
	for i := range len(s) {
		if b := s[i] | 0x20; s[i]-'0' >= 10 && b-'a' >= 6 {
			return false
		}
	}
	return true
}
