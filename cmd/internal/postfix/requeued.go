package postfix

import "strings"

// requeued looks whether a held mail that waits in Postfix's queue is held again
// when somebody requeues it ("postsuper -r"): the pickup service takes it past
// every milter, but its cleanup service reads header_checks.
func (c *check) requeued() {
	if !c.g.HoldsInQueue {
		return
	}
	cleanup := c.of("pickup/unix", "cleanup_service_name") + "/unix"
	tables := c.of(cleanup, "header_checks")
	if !strings.Contains(c.of("pickup/unix", "receive_override_options"), "no_header_body_checks") && c.holds(tables) {
		c.ok("保留中のメールを postsuper -r で戻しても、また保留になります", "a held mail that is requeued (postsuper -r) is put on hold again")
		return
	}
	c.bad("保留中のメールを postsuper -r で戻すと、調べずに送られます。deploy/postfix/main.cf の終わりにある postconf の行と、ファイル requeued を使ってください", "a held mail that is requeued (postsuper -r) is sent unseen; use the postconf lines at the end of deploy/postfix/main.cf, and the file requeued")
}

// of is a setting as a service sees it.
func (c *check) of(service, key string) string {
	if v, ok := c.s.Overrides[service][key]; ok {
		return c.expand(v)
	}
	return c.expand(c.s.Main[key])
}

// holds reports whether the tables put the header of a held mail on hold.
func (c *check) holds(tables string) bool {
	list := []string{tables}
	if !strings.ContainsRune(tables, '{') { // an inline table, with blanks of its own
		list = strings.FieldsFunc(tables, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	}
	for _, table := range list {
		if action := c.g.Lookup(table, "X-Monban: hold; ref=1"); action != "" {
			return strings.HasPrefix(strings.ToUpper(action), "HOLD")
		}
	}
	return false
}
