package ident

import (
	"regexp"
	"strings"

	"monban/detect"
)

// accountBefore is the name of an account and a colon, right before its hashed
// password.
var accountBefore = regexp.MustCompile(`(?:^|[^A-Za-z0-9_.-])([A-Za-z_][A-Za-z0-9_.-]{2,31}):$`)

// accountMost is how many bytes that takes.
const accountMost = 36

var account = detect.Rule{
	Name: "account-before-hash", Kind: detect.LoginID, Needs: detect.HasDollar | detect.HasLatin,
	Doc: detect.Doc{
		Title: "Login name before its hashed password, as in shadow and htpasswd", TitleJa: "ハッシュ化されたパスワードの前のログインID（shadow、htpasswdなど）",
		Hit: []string{
			"y.tanabe:$6$abcdefghijkl$xjnXpIC.JTtmVhUELArSpxjPBasjEpblTyNUGmiYRUDSEM9eeTDnAaklAEJ5/bwAh9BEznGtCaE7EHrGN8zr//:19700:0:99999:7:::",
			"m_kubo:$apr1$abcdefgh$FBwExRW4dCc8aL.OvjpIE1", "s-arai:$2y$10$ECJEzRM7zu2Aw9bYMX648u1qaa6X1cocdaZ8zgZlle8wXWsziuBMi",
		},
		Miss: []string{
			"root:$6$abcdefghijkl$xjnXpIC.JTtmVhUELArSpxjPBasjEpblTyNUGmiYRUDSEM9eeTDnAaklAEJ5/bwAh9BEznGtCaE7EHrGN8zr//:19700:0:99999:7:::",
			"admin:$apr1$abcdefgh$FBwExRW4dCc8aL.OvjpIE1", "y.tanabe:$5.00", "price:$1$2", "y.tanabe:*:19700:0:99999:7:::", "password_hash:$2y$10$ECJEzRM7zu2Aw9bYMX648u1qaa6X1cocdaZ8zgZlle8wXWsziuBMi", "user:$2y$10$ECJEzRM7zu2Aw9bYMX648u1qaa6X1cocdaZ8zgZlle8wXWsziuBMi",
		},
		Source: "shadow(5), htpasswd(1)",
	},
	Find: func(t *detect.Text, found func(detect.Match)) {
		s := t.Norm
		if !strings.ContainsAny(s, "$}*") {
			return
		}
		for _, hash := range hashForms.FindAllStringIndex(s, -1) {
			from := max(0, hash[0]-accountMost)
			g := accountBefore.FindStringSubmatchIndex(s[from:hash[0]])
			if g == nil {
				continue
			}
			name := strings.ToLower(s[from+g[2] : from+g[3]])
			if systemAccounts[name] || placeholder(name) || typeWord(name) || passwordWords.In(name) || strings.Contains(name, "hash") {
				continue
			}
			found(detect.Match{Start: from + g[2], End: from + g[3], Odds: 1, Key: name, Evidence: detect.Format})
		}
	},
}
