package ident

import "testing"

// Addresses of desks and of programs are business contacts.
func TestRoles(t *testing.T) {
	for name, want := range map[string]bool{
		"info": true, "sales-tokyo": true, "support2": true, "soil-lab": true, "qa-team": true,
		"stock-tool": true, "zaiko-admin": true, "billing_batch": true, "backup.server": true, "line3-monitor": true, "order-reports": true, "mfp-scanner": true, "hr-notify": true,
		"m-kanzaki": false, "yuki.toda": false, "tool.yamane": false, "k_reiko88": false, "appleton": false, "sysop-naka": false,
	} {
		if role(name) != want {
			t.Errorf("role(%q) = %v", name, !want)
		}
	}
}
