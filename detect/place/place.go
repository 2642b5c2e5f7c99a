// Package place holds the rules for postal codes and addresses. Whether an
// address is somebody's home or the seat of a company is said here only as far
// as the words beside it say so.
package place

import "monban/detect"

// Rules lists the rules of this package.
func Rules() []detect.Rule {
	return []detect.Rule{postalCode, address, latinAddress}
}
