package detect

import (
	"strings"
)

// freeMail lists the domains whose addresses belong to private people, whoever
// employs them: the large free services and the Japanese mobile carriers.
var freeMail = func() map[string]bool {
	m := map[string]bool{}
	for _, d := range [...]string{
		"gmail.com", "googlemail.com", "yahoo.co.jp", "ymail.ne.jp", "yahoo.com", "outlook.com", "outlook.jp", "hotmail.com",
		"hotmail.co.jp", "live.jp", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "docomo.ne.jp", "ezweb.ne.jp",
		"au.com", "softbank.ne.jp", "i.softbank.jp", "ymobile.ne.jp", "disney.ne.jp", "rakuten.jp", "uqmobile.jp", "aol.com",
		"aol.jp", "proton.me", "protonmail.com", "gmx.com", "mail.com", "qq.com", "163.com", "naver.com", "excite.co.jp",
		"goo.jp", "nifty.com", "biglobe.ne.jp", "so-net.ne.jp", "ocn.ne.jp", "plala.or.jp", "jcom.home.ne.jp", "zaq.ne.jp",
	} {
		m[d] = true
	}
	return m
}()

// FreeMail reports whether addr is at a free or a carrier's mail service.
func FreeMail(addr string) bool {
	_, domain, ok := strings.Cut(addr, "@")
	if !ok {
		domain = addr
	}
	return freeMail[strings.ToLower(Trim(domain))]
}
