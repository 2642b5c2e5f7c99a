package postfix

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"
)

// good are settings with which nothing goes around a gateway at 127.0.0.1:8893.
func good() Settings {
	return Settings{
		Main: map[string]string{
			"queue_directory": "/var/spool/postfix", "smtpd_milters": "{ inet:127.0.0.1:8893, connect_timeout=10s, default_action=tempfail, content_timeout=300s }, inet:localhost:8891",
			"non_smtpd_milters": "$smtpd_milters", "milter_default_action": "tempfail", "milter_protocol": "6", "milter_mail_macros": "i {auth_authen}", "message_size_limit": "1000", "milter_content_timeout": "300s",
		},
		Overrides: map[string]map[string]string{},
	}
}

func TestCheck(t *testing.T) {
	away := func(string, string) error { return errors.New("connection refused") }
	for _, test := range []struct {
		name   string
		change func(*Settings, *Gateway)
		want   string // of the finding that is not all right; "" when all is
		line   string
	}{
		{"good", func(*Settings, *Gateway) {}, "", ""},
		{"named by localhost", func(s *Settings, _ *Gateway) { s.Main["smtpd_milters"] = "inet:localhost:8893" }, "", ""},
		{"socket in the chroot", func(s *Settings, g *Gateway) {
			s.Main["smtpd_milters"], g.Network, g.Address = "unix:monban/milter.sock", "unix", "/var/spool/postfix/monban/milter.sock"
		}, "", ""},
		{"none", func(s *Settings, _ *Gateway) {
			s.Main["smtpd_milters"], s.Main["non_smtpd_milters"] = "", "inet:127.0.0.1:8893"
		}, "smtpd_milters does not name", "smtpd_milters = { inet:127.0.0.1:8893"},
		{"none, socket", func(s *Settings, g *Gateway) {
			s.Main["smtpd_milters"], g.Network, g.Address = "", "unix", "/var/spool/postfix/monban/milter.sock"
			s.Main["non_smtpd_milters"] = "unix:/var/spool/postfix/monban/milter.sock"
		}, "smtpd_milters does not name", "smtpd_milters = { unix:monban/milter.sock"},
		{"another port", func(s *Settings, _ *Gateway) {
			s.Main["smtpd_milters"], s.Main["non_smtpd_milters"] = "inet:127.0.0.1:8891", "inet:127.0.0.1:8893"
		}, "smtpd_milters does not name", ""},
		{"DKIM first", func(s *Settings, _ *Gateway) { s.Main["smtpd_milters"] = "inet:localhost:8891, inet:127.0.0.1:8893" }, "another milter comes before", ""},
		{"accepts", func(s *Settings, _ *Gateway) {
			s.Main["smtpd_milters"] = "{ inet:127.0.0.1:8893, default_action=accept }"
		}, "default_action=accept", ""},
		{"accepts by default", func(s *Settings, _ *Gateway) { s.Main["milter_default_action"] = "accept" }, "milter_default_action=accept", "milter_default_action = tempfail"},
		{"local mail", func(s *Settings, _ *Gateway) { s.Main["non_smtpd_milters"] = "" }, "mail of programs on this machine (", "non_smtpd_milters = $smtpd_milters"},
		{"away", func(_ *Settings, g *Gateway) { g.Dial = away }, "does not answer: connection refused", ""},
		{"outside of the chroot", func(s *Settings, g *Gateway) {
			s.Main["smtpd_milters"], g.Network, g.Address = "unix:/run/monban.sock", "unix", "/run/monban.sock"
		}, "outside of Postfix's chroot", ""},
		{"old protocol", func(s *Settings, _ *Gateway) { s.Main["milter_protocol"] = "2" }, "old version", "milter_protocol = 6"},
		{"no login", func(s *Settings, _ *Gateway) { s.Main["milter_mail_macros"] = "i" }, "who logged in", "milter_mail_macros = i"},
		{"large", func(s *Settings, _ *Gateway) { s.Main["message_size_limit"] = "2001" }, "larger mails", "message_size_limit = 2000"},
		{"no limit", func(s *Settings, _ *Gateway) { s.Main["message_size_limit"] = "0" }, "larger mails", "message_size_limit = 2000"},
		{"impatient", func(s *Settings, _ *Gateway) {
			s.Main["smtpd_milters"] = "{ inet:127.0.0.1:8893, content_timeout=30s }"
		}, "less than a mail may wait", "smtpd_milters = {"},
		{"back door", func(s *Settings, _ *Gateway) {
			s.Overrides["10025/inet"] = map[string]string{"receive_override_options": "no_header_body_checks,no_milters"}
		}, "10025/inet", ""},
		{"main without milters", func(s *Settings, _ *Gateway) { s.Main["receive_override_options"] = "no_milters" }, "no mail is looked at", "receive_override_options ="},
		{"before-queue filter", func(s *Settings, _ *Gateway) { s.Main["smtpd_proxy_filter"] = "127.0.0.1:10025" }, "milters see no text of mails", ""},
		{"before-queue filter of a service", func(s *Settings, _ *Gateway) {
			s.Overrides["smtp/inet"] = map[string]string{"smtpd_proxy_filter": "127.0.0.1:10025"}
		}, "smtp/inet in master.cf has an smtpd_proxy_filter", ""},
		{"some clients go around", func(s *Settings, _ *Gateway) { s.Main["smtpd_milter_maps"] = "cidr:/etc/postfix/milters" }, "smtpd_milter_maps", "smtpd_milter_maps ="},
		{"copies", func(s *Settings, _ *Gateway) { s.Main["always_bcc"] = "archive@example.com" }, "always_bcc", ""},
		{"copies by sender", func(s *Settings, _ *Gateway) { s.Main["sender_bcc_maps"] = "hash:/etc/postfix/bcc" }, "sender_bcc_maps", ""},
		{"headers changed behind", func(s *Settings, _ *Gateway) { s.Main["milter_header_checks"] = "pcre:/etc/postfix/x" }, "milter_header_checks", ""},
		{"another way by a header", func(s *Settings, _ *Gateway) {
			s.Main["header_checks"] = "inline:{{/^x-fast:/ = FILTER smtp:[192.0.2.1]}}"
		}, "FILTER in header_checks", ""},
		{"no queue id", func(s *Settings, _ *Gateway) { s.Main["milter_end_of_data_macros"] = "{mail_addr}" }, "queue id", "milter_end_of_data_macros = i"},
		{"comes twice", func(s *Settings, _ *Gateway) { s.Main["content_filter"] = "smtp:[127.0.0.1]:10024" }, "a second time", ""},
		{"cleanup without", func(s *Settings, _ *Gateway) {
			s.Overrides["cleanup/unix"] = map[string]string{"non_smtpd_milters": ""}
		}, "cleanup/unix in master.cf goes around the gateway (-o non_smtpd_milters=)", ""},
		{"service that lets pass", func(s *Settings, _ *Gateway) {
			s.Overrides["submission/inet"] = map[string]string{"milter_default_action": "accept"}
		}, "submission/inet in master.cf lets mail pass unseen", ""},
		{"service with the gateway by another name", func(s *Settings, _ *Gateway) {
			s.Main["mua_milters"] = "inet:127.0.0.1:8893"
			s.Overrides["submission/inet"] = map[string]string{"smtpd_milters": "$mua_milters"}
		}, "", ""},
		{"whole path in the chroot", func(s *Settings, g *Gateway) {
			s.Main["smtpd_milters"], g.Network, g.Address = "unix:/var/spool/postfix/monban/milter.sock", "unix", "/var/spool/postfix/monban/milter.sock"
			s.Services = map[string]map[string]string{"qmgr/unix": {"chroot": "y", "command": "qmgr"}, "smtp/inet": {"chroot": "y", "command": "smtpd"}}
		}, "smtp/inet runs in the chroot", "smtpd_milters = { unix:monban/milter.sock"},
		{"socket of somebody else", func(s *Settings, g *Gateway) {
			s.Main["smtpd_milters"], g.Network, g.Address = "unix:monban/milter.sock", "unix", "/var/spool/postfix/monban/milter.sock"
			g.Reach = func(string) error { return errors.New("it belongs to root") }
		}, "Postfix may not use the socket: it belongs to root", ""},
		{"requeued", func(s *Settings, g *Gateway) {
			g.HoldsInQueue, s.Main["header_checks"], s.Main["cleanup_service_name"] = true, "regexp:/own", "cleanup"
		}, "is sent unseen", ""},
		{"requeued, held again", func(s *Settings, g *Gateway) {
			g.HoldsInQueue, s.Main["cleanup_service_name"] = true, "cleanup"
			s.Overrides["pickup/unix"] = map[string]string{"cleanup_service_name": "again"}
			s.Overrides["again/unix"] = map[string]string{"header_checks": "regexp:/own, regexp:/guard"}
		}, "", ""},
		{"requeued, held again by what all use", func(s *Settings, g *Gateway) {
			g.HoldsInQueue, s.Main["cleanup_service_name"], s.Main["header_checks"] = true, "cleanup", "regexp:/guard"
		}, "", ""},
		{"requeued, another rule first", func(s *Settings, g *Gateway) {
			g.HoldsInQueue, s.Main["cleanup_service_name"], s.Main["header_checks"] = true, "cleanup", "regexp:/ignore regexp:/guard"
		}, "is sent unseen", ""},
		{"requeued, not read", func(s *Settings, g *Gateway) {
			g.HoldsInQueue, s.Main["cleanup_service_name"], s.Main["header_checks"] = true, "cleanup", "regexp:/guard"
			s.Overrides["pickup/unix"] = map[string]string{"receive_override_options": "no_header_body_checks"}
		}, "is sent unseen", ""},
		{"service without", func(s *Settings, _ *Gateway) {
			s.Overrides["submission/inet"] = map[string]string{"smtpd_milters": ""}
		}, "submission/inet", ""},
	} {
		s := good()
		s.Main = maps.Clone(s.Main)
		g := Gateway{Network: "tcp", Address: "127.0.0.1:8893", MaxMessage: 2000, QueueWait: time.Minute, Dial: func(string, string) error { return nil }, Reach: func(string) error { return nil }}
		g.Lookup = func(table, _ string) string {
			return map[string]string{"regexp:/guard": "HOLD requeued", "regexp:/ignore": "IGNORE"}[table]
		}
		test.change(&s, &g)
		var bad []Finding
		for _, f := range Check(s, g) {
			if f.Ja == "" || f.En == "" {
				t.Errorf("%s: a finding without words: %+v", test.name, f)
			}
			if !f.OK {
				bad = append(bad, f)
			}
		}
		switch {
		case test.want == "" && len(bad) > 0:
			t.Errorf("%s: %+v", test.name, bad)
		case test.want != "" && (len(bad) != 1 || !strings.Contains(bad[0].En, test.want)):
			t.Errorf("%s: got %+v, want %q", test.name, bad, test.want)
		case test.line != "" && (len(bad[0].Lines) == 0 || !strings.HasPrefix(bad[0].Lines[0], test.line)):
			t.Errorf("%s: lines %q, want %q", test.name, bad[0].Lines, test.line)
		}
	}
}

func TestParse(t *testing.T) {
	got := parse("inet:a:1,{ unix:/b , default_action=accept}\n inet:c:2 {broken")
	if len(got) != 4 || got[0].spec != "inet:a:1" || got[1].spec != "unix:/b" || got[1].options["default_action"] != "accept" || got[2].spec != "inet:c:2" {
		t.Errorf("%+v", got)
	}
	for _, odd := range []string{"", "{", "{}", " , ,", "{ }x"} {
		parse(odd) // must not panic
	}
}
