package postfix

import (
	"maps"
	"slices"
	"strings"
)

// services looks for doors in master.cf that go around the gateway.
func (c *check) services() {
	for _, name := range slices.Sorted(maps.Keys(c.s.Overrides)) {
		o := c.s.Overrides[name]
		if strings.Contains(o["receive_override_options"], "no_milters") {
			c.bad("master.cf の "+name+" は milter を通しません（no_milters）。外へ出るメールが通るなら外してください", "the service "+name+" in master.cf takes mail without milters (no_milters); take that away if mail of your people passes there")
		}
		for _, key := range []string{"smtpd_milters", "non_smtpd_milters"} {
			if list, ok := o[key]; ok {
				if i, _ := c.ours(list); i < 0 {
					c.bad("master.cf の "+name+" は門番を通しません（-o "+key+"="+list+"）", "the service "+name+" in master.cf goes around the gateway (-o "+key+"="+list+")")
				}
			}
		}
		if a, ok := o["milter_default_action"]; ok && a != "tempfail" && a != "quarantine" {
			c.bad("master.cf の "+name+" は、門番が応えないとき、調べずに通すか断ります（-o milter_default_action="+a+"）", "the service "+name+" in master.cf lets mail pass unseen, or refuses it, while the gateway does not answer (-o milter_default_action="+a+")")
		}
		if o["smtpd_proxy_filter"] != "" {
			c.proxy("master.cf の "+name, "the service "+name+" in master.cf")
		}
	}
}

func (c *check) proxy(ja, en string) {
	c.bad(ja+" では smtpd_proxy_filter のため、門番に本文が渡りません", en+" has an smtpd_proxy_filter: milters see no text of mails there")
}

// past looks for ways in main.cf on which mail, or a copy of it, goes past the
// gateway or comes to it twice.
func (c *check) past() {
	m := c.s.Main
	set := func(key string) bool { return strings.TrimSpace(m[key]) != "" }
	if strings.Contains(m["receive_override_options"], "no_milters") {
		c.bad("receive_override_options に no_milters があるため、どのメールも調べられません", "receive_override_options has no_milters: no mail is looked at", "receive_override_options =")
	}
	if set("smtpd_proxy_filter") {
		c.proxy("main.cf", "main.cf")
	}
	if set("smtpd_milter_maps") {
		c.bad("smtpd_milter_maps にあるクライアントからのメールは、門番を通らないことがあります", "smtpd_milter_maps can let mail of some clients go around the gateway", "smtpd_milter_maps =")
	}
	for _, key := range []string{"always_bcc", "sender_bcc_maps", "recipient_bcc_maps"} {
		if set(key) {
			c.bad(key+" が加える宛先は、門番に見えません。社外の宛先なら外してください", "the gateway does not see the recipients that "+key+" adds; take them away when they are outside")
		}
	}
	if set("milter_header_checks") {
		c.bad("milter_header_checks が、門番の加えるヘッダー（X-Monban）を変えたり、それで動作を変えたりしないことを確かめてください", "make sure that milter_header_checks neither changes nor acts on the header that the gateway adds (X-Monban)")
	}
	for _, key := range []string{"header_checks", "mime_header_checks", "nested_header_checks", "body_checks"} {
		if strings.Contains(m[key], "inline:") && strings.Contains(strings.ToUpper(m[key]), "FILTER") {
			c.bad(key+" の FILTER は content_filter に代わるので、門番より後の道が変わります", "FILTER in "+key+" takes the place of content_filter: mail takes another way behind the gateway")
		}
	}
	if v, ok := m["milter_end_of_data_macros"]; ok && !slices.Contains(strings.Fields(strings.ReplaceAll(v, ",", " ")), "i") {
		c.bad("キュー ID が門番に伝わりません（milter_end_of_data_macros に i がありません）", "the gateway is not told the queue id (milter_end_of_data_macros has no i)", "milter_end_of_data_macros = i")
	}
	if set("content_filter") && !c.comesBack() {
		c.bad("content_filter から戻るメールが、もう一度門番に来ます。戻り口のサービスに -o receive_override_options=no_milters を付け、そこを 127.0.0.1 だけで待たせてください", "mail that comes back from content_filter is looked at, and held, a second time; give the service that it comes back to -o receive_override_options=no_milters, on 127.0.0.1 only")
	}
}

// comesBack reports whether a service takes mail back from a content filter.
func (c *check) comesBack() bool {
	for _, o := range c.s.Overrides {
		list, ok := o["smtpd_milters"]
		if strings.Contains(o["receive_override_options"], "no_milters") || ok && strings.TrimSpace(list) == "" {
			return true
		}
	}
	return false
}
