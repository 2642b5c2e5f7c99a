package policy

import (
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Recipient is an address and what the policy knows of it.
type Recipient struct {
	Address string
	Inside  bool
	// FreeMail tells that anybody can have an address of the domain.
	FreeMail bool
	// LookAlike is the known domain that the domain is easily taken for, or "".
	LookAlike string
	// Subject tells that the recipient is one of the people in the files.
	Subject bool
	// Assumed tells that no recipient was given and the worst was assumed.
	Assumed bool
}

// CleanAddress returns the bare address in lower case, without a display name.
func CleanAddress(s string) string {
	s = strings.TrimSpace(s)
	if a, err := mail.ParseAddress(s); err == nil {
		return strings.ToLower(a.Address)
	}
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		s = strings.TrimSuffix(strings.TrimSpace(s[i+1:]), ">")
	}
	return strings.ToLower(strings.TrimSpace(s))
}

func domainOf(addr string) string {
	i := strings.LastIndexByte(addr, '@')
	if i < 0 {
		return ""
	}
	return strings.TrimSuffix(addr[i+1:], ".")
}

// within reports whether domain is one of the list or lies below one.
func within(domain string, list []string) bool {
	for _, d := range list {
		if domain == d || strings.HasSuffix(domain, "."+d) {
			return true
		}
	}
	return false
}

// recipient says what the policy knows of an address. The sender's own domain
// is inside too, but free mail never is: everybody has it.
func (p *Policy) recipient(addr, from string) Recipient {
	r := Recipient{Address: addr}
	d, own := domainOf(addr), domainOf(from)
	if d == "" {
		return r
	}
	r.FreeMail = within(d, p.freeMail)
	if !r.FreeMail {
		// "user%elsewhere@inside" asks the inside server to send it elsewhere.
		routed := strings.ContainsAny(addr[:strings.LastIndexByte(addr, '@')], "%!@")
		r.Inside = !routed && (within(d, p.inside) || d == own)
	}
	if !r.Inside && !r.FreeMail {
		r.LookAlike = p.lookAlike(d, own)
	}
	return r
}

// lookAlike returns the known domain that d is one slip away from, or "".
func (p *Policy) lookAlike(d, own string) string {
	if within(d, p.known) || within(d, p.inside) || d == own {
		return ""
	}
	look := skeleton(d)
	for _, k := range p.imitated {
		if k.by(d, look) {
			return k.domain
		}
	}
	// The sender's domain is not a chosen list: branch-a and branch-b of one
	// company are neighbours, so only slips of the finger count.
	if own != "" && !within(own, p.freeMail) && len(own) >= shortest && (slipped(d, own) || look == skeleton(own)) {
		return own
	}
	return ""
}

// shortest is the length of the shortest domain that has look-alikes: one
// letter more or less in "me.com" is just another domain.
const shortest = 9

// An imitated domain is one that others are easily taken for.
type imitated struct{ domain, skeleton string }

// by reports whether d, which looks like look, is the domain with one letter
// wrong, missing, doubled or swapped, with letters that look the same, or with
// something behind it.
func (k imitated) by(d, look string) bool {
	if d == k.domain {
		return false
	}
	return near(d, k.domain) || look == k.skeleton || len(d) > len(k.domain) &&
		(strings.HasPrefix(d, k.domain+".") || strings.HasPrefix(d, strings.ReplaceAll(k.domain, ".", "-")+"."))
}

// near reports whether a and b differ by one insertion, deletion, replacement
// or exchange of neighbours.
func near(a, b string) bool {
	if max(len(a), len(b))-min(len(a), len(b)) > utf8.UTFMax {
		return false
	}
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return len(x) <= 1 && len(y) <= 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

// slipped reports whether d is own with a letter doubled, halved or swapped
// with its neighbour.
func slipped(d, own string) bool {
	if d == own || !near(d, own) {
		return false
	}
	if len(d) != len(own) {
		return slices.Equal(slices.Compact([]byte(d)), slices.Compact([]byte(own)))
	}
	a, b := []byte(d), []byte(own)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

var looks = strings.NewReplacer("rn", "m", "vv", "w", "0", "o", "1", "l", "i", "l", "5", "s",
	"а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "у", "y", "х", "x", "і", "l", "ı", "l", "ο", "o")

// skeleton is equal for domains that look alike in a narrow font.
func skeleton(d string) string { return looks.Replace(d) }

// matchesAddress reports whether an address is in a list of addresses, domains
// and groups.
func (p *Policy) matchesAddress(addr string, list []string) bool {
	for _, w := range list {
		if g, ok := p.groups[w]; ok {
			if p.matchesAddress(addr, g) {
				return true
			}
			continue
		}
		w = strings.TrimPrefix(w, "@")
		if strings.Contains(w, "@") {
			if addr == w {
				return true
			}
		} else if within(domainOf(addr), []string{w}) {
			return true
		}
	}
	return false
}
