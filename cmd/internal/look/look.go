// Package look is what the pages of Monban have in common for the eye: colours by
// day and by night, type, and cards. A verdict has one colour everywhere: green
// passes, gold is confirmed, amber is approved, red goes nowhere.
//
// It knows nothing of what the pages show.
package look

import _ "embed"

// CSS is the style sheet with which that of a page begins.
//
//go:embed look.css
var CSS string
