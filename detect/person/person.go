// Package person holds the rules for what is said of a person besides a name:
// date of birth, age, sex, nationality, roots, pay. Which person it is said of is decided
// elsewhere.
package person

import "monban/detect"

// Rules lists the rules of this package.
func Rules() []detect.Rule {
	return []detect.Rule{birthDate, age, sex, nationality, roots, salary, pressure, fever, hearing}
}
