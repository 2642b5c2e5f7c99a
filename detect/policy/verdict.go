package policy

import "fmt"

// A Verdict says what may happen to a message. A larger one is stricter.
type Verdict uint8

// The verdicts, from the mildest to the strictest.
const (
	Pass    Verdict = iota // send
	Confirm                // the sender must look again and confirm
	Hold                   // a second person must approve
	Block                  // not to this recipient
)

var verdictNames = [...]string{"pass", "confirm", "hold", "block"}

func (v Verdict) String() string {
	if int(v) < len(verdictNames) {
		return verdictNames[v]
	}
	return fmt.Sprintf("verdict(%d)", uint8(v))
}

// MarshalText writes the word of machine output.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the word of machine output.
func (v *Verdict) UnmarshalText(b []byte) error {
	got, ok := ParseVerdict(string(b))
	if !ok {
		return fmt.Errorf("unknown verdict %q", b)
	}
	*v = got
	return nil
}

// ParseVerdict returns the verdict with the given name.
func ParseVerdict(s string) (Verdict, bool) {
	for i, n := range verdictNames {
		if n == s {
			return Verdict(i), true
		}
	}
	return Block, false
}
