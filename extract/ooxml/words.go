package ooxml

import (
	"strconv"
	"strings"
)

// Bare is an address without what programs add to it.
func Bare(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, p := range []string{"mailto:", "tel:", "https://", "http://"} {
		s = strings.TrimPrefix(s, p)
	}
	return strings.TrimSuffix(s, "/")
}

// Alike tells two colours that the eye cannot hold apart.
func Alike(a, b string) bool {
	x, err1 := strconv.ParseUint(a, 16, 32)
	y, err2 := strconv.ParseUint(b, 16, 32)
	if err1 != nil || err2 != nil || len(a) != 6 || len(b) != 6 {
		return false
	}
	for range 3 {
		if d := int(x&0xFF) - int(y&0xFF); d > 8 || d < -8 {
			return false
		}
		x, y = x>>8, y>>8
	}
	return true
}
