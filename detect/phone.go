package detect

import "strings"

// Mobile reports whether the key of a telephone is that of one that people carry.
func Mobile(key string) bool {
	return len(key) == 11 && (strings.HasPrefix(key, "070") || strings.HasPrefix(key, "080") || strings.HasPrefix(key, "090"))
}
