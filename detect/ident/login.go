package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

var loginWords = detect.NewWords(`ログインid ログイン名 ログインユーザー ログインアカウント ユーザーid ユーザid ユーザー名 ユーザ名 ユーザーネーム ユーザーアカウント ユーザアカウント ユーザーコード ユーザコード アカウント名 アカウントid 会員id システムid システムのid 社内id login_id loginid login_name login user_id userid user_name username user_cd usercd account_name account_id uid ハンドルネーム ニックネーム 旧アカウント 新アカウント 仮アカウント 個人アカウント 受検者id 受験者id マイページid lineのid lineid line_id インスタのid`)

var loginAgainst = detect.NewWords(`aws awsアカウントid ユーザー数 ユーザ数 最終ログイン ログイン日時 ログイン回数 ログイン履歴 サーバー サーバ 作成者 更新者 登録者 created_by updated_by テーブル カラム 項目`)

// loginMarks are what such a name may hold besides letters, figures and hyphens.
var loginMarks = strings.NewReplacer(".", "-", "_", "-")

var login = detect.Rule{
	Name: "login-id", Kind: detect.LoginID, Needs: 0, Words: []*detect.Words{loginWords, ids, taxIDWords},
	Doc: detect.Doc{
		Title: "Login name, under a label", TitleJa: "ログインID（項目名があるもの）",
		Hit: []string{
			"ログインID：yamada01", "ユーザーID: t.suzuki", "ユーザ名 = hanako_s", "login id: sato1985", "username: kobayashi.k", "アカウント名：mtanaka", "ユーザID：k-ito77", "user_id=abe_jiro", "ログイン名: nakamura3", "ログインIDがt.mori33に変わりました", "ログインID【ykishi82】", "ユーザーIDですが、正しくはh_kuroda1です", "ログインIDを聞いたところ、nemoto-s1964とのこと", "会員ID：ueda2020", "教務システムID sogabe0719", "旧アカウントn-ibuki02を停止", "LINEのIDはtomo_hoya84です", "受検者ID AX-99310-27", "利用者識別番号2740 1186 5930 7725",
		},
		Miss: []string{
			"ログインID", "ログインIDを入力してください", "ユーザーID：VARCHAR(20)", "ユーザーID: admin", "username: root", "user_id INTEGER NOT NULL", "yamada01", "ユーザー数: 1200", "ユーザーID 必須", "ログインID: xxxxxxxx", "username=${USER}", "ユーザー名 or メール", "userId: string", "user_name: sample", "ID: hoshino3", "ID: RM-20418", "新アカウントの作成", "アカウントAWS01を停止",
		},
		Source: "identifiers 2.15",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		bareIDs(t, found)
		taxIDs(t, found)
		each(t, loginWords, loginAgainst, func(start, end int, e detect.Evidence) {
			v := s[start:end]
			if _, ok := code(loginMarks.Replace(strings.Trim(v, "_")), 3, 40); !ok || typeWord(v) {
				return
			}
			m := detect.Match{Start: start, End: end, Odds: -2, Evidence: e, Key: strings.ToLower(v)}
			switch {
			case placeholder(v) || systemAccounts[strings.ToLower(v)]:
				m.Evidence |= detect.Sample
			case e&detect.Context != 0:
				m.Odds = -4.5 // in running text it may be an example or code
				if strings.ContainsAny(v, "0123456789._-") {
					m.Odds = -3.5
				}
				if end < len(s) && strings.IndexByte("(=[<{", s[end]) >= 0 {
					return
				}
			}
			if digitsOf(v) == v {
				m.Odds -= 4 // the number of a record rather than a name to log in with
			}
			found(m)
		})
	},
}

// taxID is what somebody logs in with to declare his taxes: sixteen digits.
// Source: 国税庁, e-Tax 利用者識別番号.
var taxID = regexp.MustCompile(`^(?:は|:| |番号| : )*([0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4})(?:[^0-9]|$)`)

func taxIDs(t *detect.Text, found func(detect.Match)) {
	t.Each(taxIDWords, func(_, at int) {
		if g := taxID.FindStringSubmatchIndex(detect.Head(t.Norm[at:], 60)); g != nil {
			found(detect.Match{Start: at + g[2], End: at + g[3], Odds: -3, Key: digitsOf(t.Norm[at+g[2] : at+g[3]]), Evidence: detect.Label | detect.Context})
		}
	})
}

var taxIDWords = detect.NewWords(`利用者識別番号`)

// ids stand before what bareIDs finds.
var ids = detect.NewWords(`id`)

// bareIDs finds what stands behind ID: and looks like a name to log in with: small
// letters with digits or marks. That alone may be anything; a password beside it
// decides, which the reader of running text sees.
func bareIDs(t *detect.Text, found func(detect.Match)) {
	s := t.Norm
	for at := 0; ; {
		i := strings.Index(s[at:], "ID")
		if i < 0 {
			return
		}
		i += at
		at = i + len("ID")
		start := assigned(s, at)
		if start < 0 && strings.HasPrefix(s[at:], " ") && passwordWords.In(detect.Head(s[at:], 60)) {
			start = at + 1 // ID m-shitara 初期PW Kx7!wren22
		}
		if start < 0 || i > 0 && alnum(s[i-1]) || loginWords.In(detect.Tail(s[:at], 30)) {
			continue
		}
		v := s[start:visible(s, start)]
		n, ok := code(loginMarks.Replace(strings.Trim(v, "_")), 4, 32)
		if !ok || v[0]-'a' >= 26 || strings.ToLower(v) != v || n == 0 && !strings.ContainsAny(v, "._-") || typeWord(v) || placeholder(v) || systemAccounts[v] {
			continue
		}
		found(detect.Match{Start: start, End: start + len(v), Odds: -3.5, Key: v})
	}
}

// each is fields for values that only a colon or an equals sign ties to their
// name in running text, and that may hold any visible ASCII character.
func each(t *detect.Text, pos, neg *detect.Words, f func(start, end int, e detect.Evidence)) {
	s := t.Norm
	if t.Labelled(pos, neg) {
		v := strings.TrimSpace(s)
		if v != "" {
			start := strings.Index(s, v)
			f(start, start+len(v), detect.Label)
		}
		return
	}
	done := 0
	t.Each(pos, func(word, at int) {
		if at < done {
			return
		}
		start := assigned(s, at)
		if start < 0 {
			if start = apart(s, word, at); start < 0 {
				return
			}
		}
		end := visible(s, start)
		if end-start < 3 {
			return
		}
		if e := t.Around(at, end, pos, neg); e == detect.Label|detect.Context {
			f(start, end, e)
		}
		done = end
	})
}

// apart returns the start of a value that only a blank parts from a Japanese
// label, or -1: it must look like one, with a digit or a mark in it. Behind 仮パスワード
// and the like it may stand without one, and behind PW when it is of three sorts of
// characters.
func apart(s string, word, i int) int {
	if i >= len(s) {
		return -1
	}
	start, kinds, least := i, 2, 6
	if s[i] == ' ' {
		start, least = i+1, 4
	} else if s[i] >= 0x80 || s[i-1] < 0x80 && s[word] < 0x80 {
		return -1
	}
	if s[word] < 0x80 && !strings.HasPrefix(s[word:], "LINE") {
		if kinds = 3; s[word:i] != "PW" && s[word:i] != "PASS" && s[word:i] != "Pass" {
			return -1
		}
	}
	end := visible(s, start)
	if end-start < least || charKinds(s[start:end]) < kinds || letters(s[start:end]) || start == i && digitsOf(s[start:end]) == "" {
		return -1
	}
	if kinds == 3 && strings.IndexFunc(s[start:end], func(c rune) bool { return c-'a' < 26 && c >= 'a' }) < 0 {
		return -1 // PW WORK-2
	}
	if rest := s[end:]; start == i && !product.MatchString(s[start:end]) && gluedEnds.Begins(rest) != "" {
		return start // 仮パスワードKx72mpLoを発行
	} else if start == i {
		return -1
	} else if rest != "" && strings.IndexAny(rest, " ,;)(/\n") != 0 && !strings.HasPrefix(rest, "、") && !strings.HasPrefix(rest, "。") && !strings.HasPrefix(rest, "」") {
		return -1
	}
	return start
}

var (
	// gluedEnds follow a value that nothing parts from its label.
	gluedEnds = detect.NewPhrases(`を です に で、 で。 、 。 が と )`)
	// product is a word with a number, as programs are called: Windows11.
	product = regexp.MustCompile(`^[A-Za-z][a-z]+-?[0-9]{1,4}$`)
)

// assigned returns the start of the value behind ":", "=", "は" or a line end,
// or -1.
func assigned(s string, i int) int {
	joint := detect.Joint(s[i:])
	rest := strings.TrimLeft(s[i+joint:min(len(s), i+60)], "\"' ")
	if joint > 0 && rest != "" && rest[0] > ' ' && rest[0] < 0x7f && alnum(rest[0]) {
		return i + joint // 新しいパスワードですが、正しくはKaede#4827
	}
	if strings.HasPrefix(rest, "(") {
		if k := strings.IndexByte(rest, ')'); k > 0 {
			rest = strings.TrimLeft(rest[k+1:], "\"' ")
		}
	}
	for _, mark := range [...]string{":", "=>", "=", "は「", "は", "、", "が", "→", "\n", "「", "【", "】", "]", "\t", "|"} {
		if v, ok := strings.CutPrefix(rest, mark); ok {
			v = strings.TrimLeft(v, " \"'「\n=|")
			if v == "" {
				return -1
			}
			return strings.LastIndex(s[:min(len(s), i+60)], v)
		}
	}
	return -1
}

// visible returns the end of a run of visible ASCII characters without quotes,
// commas and what closes a sentence.
func visible(s string, i int) int {
	start := i
	for i < len(s) && s[i] > ' ' && s[i] < 0x7f && strings.IndexByte("\"'`,;<>|)", s[i]) < 0 {
		i++
	}
	for i > start && strings.IndexByte(".:([/", s[i-1]) >= 0 {
		i--
	}
	return i
}

const asciiLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

var systemAccounts = words(`admin administrator root guest user test testuser tester demo sample example username userid login loginid nobody system sysadmin anonymous operator postgres mysql oracle sa ubuntu ec2-user default service dummy myuser your_id youruser`)

// typeWord reports whether s is a word of a data definition or of a manual
// rather than a value.
func typeWord(s string) bool {
	if len(digitsOf(s)) == 0 && strings.Trim(s, asciiLetters+"_-") == "" && (passwordWords.In(s) || loginWords.In(s)) {
		return true // a column: userPassword
	}
	s = strings.ToLower(s)
	if i := strings.IndexAny(s, "([{<"); i > 0 {
		s = s[:i]
	}
	if i := strings.LastIndexAny(s, "_-."); i > 0 && typeWords[s[i+1:]] {
		return true // a column: user_password, kanji_name
	}
	return typeWords[s] || strings.HasPrefix(s, "$") || strings.HasPrefix(s, "{") || strings.HasPrefix(s, "%")
}

var typeWords = words(`varchar varchar2 nvarchar char character string text int integer bigint smallint number numeric decimal bool boolean true false null none nil undefined not required optional unique primary key default yes no on off date datetime timestamp id name value type
	password passwd pwd pass secret hash hashed encrypted plain input output label field column label-text varbinary binary blob object array list the is a an and or for of to this your must should will can be column_name self this. req request params form env args new old get set md5 sha1 sha256 sha512 bcrypt argon2 ok ng n/a tbd serial bigserial nchar real double float money uuid json flag code no number at cd kbn kana address tel email mail status kind count`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
